"""The integration's own actions: whom they reach, what they refuse, and in which words."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import probatio as vol
import pytest
from homeassistant.core import Context
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import area_registry as ar, device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.heating_pad.const import DOMAIN
from tests.integration.home import Home

OTHER_PLUG = "input_boolean.bed_plug"


class TwoPads:
    """A home with a second pad on a helper that does at once what it is told."""

    def __init__(self, home: Home, other: MockConfigEntry) -> None:
        self.home = home
        self.other = other

    @property
    def other_device(self) -> dr.DeviceEntry:
        """Device of the second pad."""
        (device,) = dr.async_entries_for_config_entry(dr.async_get(self.home.hass), self.other.entry_id)
        return device

    @property
    def sofa_device(self) -> dr.DeviceEntry:
        """Device of the first pad."""
        assert self.home.entry is not None
        (device,) = dr.async_entries_for_config_entry(dr.async_get(self.home.hass), self.home.entry.entry_id)
        return device

    def other_entity_id(self, key: str, domain: str) -> str:
        """Find an entity of the second pad."""
        found = er.async_get(self.home.hass).async_get_entity_id(domain, DOMAIN, f"{self.other.entry_id}_{key}")
        assert found is not None
        return found

    def other_value(self, key: str) -> str:
        """Value of a sensor of the second pad."""
        state = self.home.hass.states.get(self.other_entity_id(key, "sensor"))
        assert state is not None
        return state.state

    async def call(self, action: str, data: dict[str, Any], *, by_person: bool = True) -> None:
        """Call an action on a target of its own."""
        await self.home.hass.services.async_call(
            DOMAIN, action, data, blocking=True, context=self.home.person if by_person else Context()
        )


@pytest.fixture
async def pads(home: Home) -> AsyncIterator[TwoPads]:
    """Two pads: the sofa's on the simulated plug, the bed's on a helper."""
    assert await async_setup_component(home.hass, "input_boolean", {"input_boolean": {"bed_plug": {}}})
    await home.hass.async_block_till_done()
    other = MockConfigEntry(
        domain=DOMAIN,
        title="Bed pad",
        unique_id=f"entity:{OTHER_PLUG}",
        data={
            "kind": "electric_pad",
            "plug": OTHER_PLUG,
            "rated_power": 100,
            "sensor_placement": "contact",
            "controller": "mechanical",
            "pad_setting": "high",
            "acknowledged": True,
        },
    )
    other.add_to_hass(home.hass)
    assert await home.hass.config_entries.async_setup(other.entry_id)
    await home.run(15)
    yield TwoPads(home, other)
    await home.hass.services.async_call("input_boolean", "turn_off", {"entity_id": OTHER_PLUG}, blocking=True)


# -- targets ---------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["climate", "timer", "device", "area", "all"])
async def test_every_target_reaches_both_pads(pads: TwoPads, target: str) -> None:
    home = pads.home
    if target == "device":
        data: dict[str, Any] = {"device_id": [pads.sofa_device.id, pads.other_device.id]}
    elif target == "area":
        area = ar.async_get(home.hass).async_get_or_create("Living room")
        for device in (pads.sofa_device, pads.other_device):
            dr.async_get(home.hass).async_update_device(device.id, area_id=area.id)
        data = {"area_id": area.id}
    elif target == "all":
        data = {"entity_id": "all"}
    else:
        key = "climate" if target == "climate" else "session"
        data = {"entity_id": [home.entity_id(key, target), pads.other_entity_id(key, target)]}
    await pads.call("start_session", {**data, "duration": "00:05:00"})
    await home.run(3)
    assert home.value("phase") == pads.other_value("phase") == "ramp"
    await pads.call("extend_session", {**data, "minutes": 2})
    assert home.timer.attributes["duration"] == "0:07:00"
    await pads.call("stop_session", data)
    await home.run(12)
    assert home.climate.state == "off"
    assert not home.pad.relay_on
    assert home.hass.states.is_state(OTHER_PLUG, "off")
    await pads.call("resume_session", data)
    await home.run(3)
    assert home.value("phase") == pads.other_value("phase") == "ramp"
    await pads.call("confirm", data)
    await pads.call("acknowledge_fault", data)
    assert home.value("phase") == pads.other_value("phase") == "ramp"


async def test_a_target_reaches_its_pad_alone(pads: TwoPads) -> None:
    await pads.call("start_session", {"device_id": pads.other_device.id})
    await pads.home.run(3)
    assert pads.other_value("phase") == "ramp"
    assert pads.home.value("phase") == "off"


async def test_a_pad_named_by_all_its_entities_is_asked_once(pads: TwoPads) -> None:
    home = pads.home
    everything = {
        "device_id": pads.sofa_device.id,
        "entity_id": [home.entity_id("climate", "climate"), home.entity_id("session", "timer")],
    }
    await pads.call("start_session", {**everything, "duration": "00:05:00"})
    await home.run(3)
    await pads.call("extend_session", {**everything, "minutes": 2})
    assert home.timer.attributes["duration"] == "0:07:00"
    assert [kind for kind, _ in home.announced] == ["started"]


@pytest.mark.parametrize("data", [{}, {"entity_id": "switch.sofa_plug"}, {"area_id": "nowhere"}])
async def test_a_target_without_a_pad_is_refused(home: Home, data: dict[str, Any]) -> None:
    with pytest.raises(ServiceValidationError) as refusal:
        await home.hass.services.async_call(DOMAIN, "stop_session", data, blocking=True, context=home.person)
    assert refusal.value.translation_key == "no_pad_targeted"
    assert str(refusal.value).startswith("No heating pad was chosen.")


# -- one refuses -----------------------------------------------------------------------


async def test_one_refused_pad_does_not_stop_the_other(pads: TwoPads) -> None:
    home = pads.home
    await home.start(3)
    await home.run(185)
    assert home.value("phase") == "rest"
    both = {"device_id": [pads.sofa_device.id, pads.other_device.id]}
    with pytest.raises(ServiceValidationError) as refusal:
        await pads.call("start_session", both)
    assert refusal.value.translation_key in ("resting", "off_unconfirmed")
    await home.run(3)
    assert pads.other_value("phase") == "ramp"
    assert home.value("phase") == "rest"


async def test_bad_values_for_one_pad_do_not_stop_the_other(pads: TwoPads) -> None:
    both = {"device_id": [pads.sofa_device.id, pads.other_device.id]}
    with pytest.raises(ServiceValidationError) as refusal:
        await pads.call("start_session", {**both, "temperature": 38.5})
    assert refusal.value.translation_key == "too_hot"
    assert "at most 38 °C" in str(refusal.value)
    await pads.home.run(3)
    assert pads.home.value("phase") == "ramp"
    assert pads.other_value("phase") == "off"


async def test_two_refusals_are_told_together(pads: TwoPads) -> None:
    both = {"device_id": [pads.sofa_device.id, pads.other_device.id]}
    with pytest.raises(ServiceValidationError) as refusal:
        await pads.call("start_session", {**both, "duration": "03:00:00"})
    assert refusal.value.translation_key == "several_refused"
    assert set(str(refusal.value).split(". ")) == {
        "Sofa pad may not heat that long: at most 20 minutes",
        "Bed pad may not heat that long: at most 20 minutes",
    }
    await pads.home.run(3)
    assert pads.home.plug.ons == 0


# -- values ------------------------------------------------------------------------------


async def test_a_start_with_everything(home: Home) -> None:
    await home.start(12, temperature=38, ramp=8, person="guest")
    await home.run(2)
    assert home.timer.attributes["duration"] == "0:12:00"
    assert home.climate.attributes["temperature"] == 38
    assert home.climate.attributes["preset_mode"] == "none"
    took_s = await home.run_until(lambda: home.value("phase") == "hold", 10 * 60)
    assert took_s == pytest.approx(8 * 60, abs=5)


async def test_a_start_in_the_united_states_takes_fahrenheit(empty_home: Home) -> None:
    home = empty_home
    home.hass.config.units = US_CUSTOMARY_SYSTEM
    await home.build()
    await home.add_pad()
    with pytest.raises(ServiceValidationError) as refusal:
        await home.start(5, temperature=38)
    assert refusal.value.translation_key == "temperature_out_of_range"
    assert str(refusal.value) == "Sofa pad: choose a temperature between 95 °F and 105.8 °F"
    await home.start(5, temperature=100)
    await home.run(2)
    assert home.climate.attributes["temperature"] == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"duration": "-00:05:00"}, "too_short"),
        ({"duration": {"minutes": -5}}, "too_short"),
        ({"duration": 0}, "too_short"),
        ({"duration": "00:00:59"}, "too_short"),
        ({"duration": "00:20:01"}, "too_long"),
        ({"duration": "03:00:00"}, "too_long"),
        ({"temperature": "nan"}, "temperature_out_of_range"),
        ({"temperature": float("nan")}, "temperature_out_of_range"),
        ({"temperature": float("inf")}, "temperature_out_of_range"),
        ({"temperature": 34.9}, "temperature_out_of_range"),
        ({"temperature": -40}, "temperature_out_of_range"),
        ({"temperature": 39.5}, "too_hot"),
        ({"temperature": 100}, "too_hot"),
        ({"person": "Nobody"}, "person_missing"),
        ({"person": ""}, "person_missing"),
    ],
)
async def test_values_that_cannot_be_are_refused(home: Home, data: dict[str, Any], key: str) -> None:
    with pytest.raises(ServiceValidationError) as refusal:
        await home.call("heating_pad.start_session", data)
    assert refusal.value.translation_domain == DOMAIN
    assert refusal.value.translation_key == key
    text = str(refusal.value)
    assert "Sofa pad" in text
    assert "{" not in text
    await home.run(3)
    assert home.climate.state == "off"
    assert home.plug.ons == 0


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("start_session", {"level": "scorching"}),
        ("start_session", {"level": "low", "temperature": 37}),
        ("start_session", {"duration": "soon"}),
        ("start_session", {"temperature": "warm"}),
        ("start_session", {"ramp": -1}),
        ("start_session", {"ramp": 21}),
        ("start_session", {"ramp": float("nan")}),
        ("start_session", {"forever": True}),
        ("extend_session", {"minutes": 0}),
        ("extend_session", {"minutes": -5}),
        ("extend_session", {"minutes": float("nan")}),
        ("extend_session", {"minutes": 31}),
        ("confirm", {"what": "everything"}),
    ],
)
async def test_values_of_the_wrong_kind_are_refused(home: Home, action: str, data: dict[str, Any]) -> None:
    with pytest.raises(vol.Invalid):
        await home.call(f"heating_pad.{action}", data)
    await home.run(3)
    assert home.plug.ons == 0


# -- sessions --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "key"),
    [
        ("stop_session", None),
        ("extend_session", "no_session"),
        ("resume_session", "no_session"),
        ("confirm", "no_session"),
    ],
)
async def test_without_a_session(home: Home, action: str, key: str | None) -> None:
    if key is None:
        await home.call(f"heating_pad.{action}")
    else:
        assert await home.refused(f"heating_pad.{action}") == key
    assert await home.refused(f"heating_pad.{action}", {"session": "3f2a90c1d4e5"}) in ("session_over", "no_session")
    assert home.plug.ons == 0


async def test_the_id_of_the_session_is_taken(home: Home) -> None:
    await home.start(10)
    await home.run(30)
    session = home.session_id
    ends_at = datetime.fromisoformat(home.value("ends_at"))
    await home.call("heating_pad.extend_session", {"session": session})
    assert datetime.fromisoformat(home.value("ends_at")) - ends_at == timedelta(minutes=5)
    await home.call("heating_pad.stop_session", {"session": session})
    await home.run(12)
    await home.call("heating_pad.resume_session", {"session": session})
    await home.run(3)
    assert home.session_id == session
    assert home.value("phase") == "ramp"


async def test_a_program_neither_confirms_nor_resumes(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    await home.add_pad()
    await home.call("heating_pad.start_session", by_person=False)
    await home.run(2)
    assert home.value("waiting_for") == "start"
    assert await home.refused("heating_pad.confirm", by_person=False) == "nobody_there"
    assert not home.pad.relay_on
    await home.call("heating_pad.confirm", {"what": "awake"})
    assert home.value("waiting_for") == "start"
    await home.call("heating_pad.confirm", {"what": "start"})
    await home.run(30)
    assert home.pad.relay_on
    await home.call("heating_pad.stop_session", by_person=False)
    await home.run(12)
    assert not home.pad.relay_on
    assert await home.refused("heating_pad.resume_session", by_person=False) == "nobody_there"


async def test_skin_is_not_asked_without_a_diary(home: Home) -> None:
    await home.start(5)
    with pytest.raises(ServiceValidationError) as refusal:
        await home.call("heating_pad.confirm", {"what": "skin"})
    assert refusal.value.translation_key == "not_supported"
    assert home.climate.state == "heat"


async def test_refusals_can_be_caught_as_one_kind(home: Home) -> None:
    with pytest.raises(HomeAssistantError):
        await home.start(180)
    assert ("refused", "too_long") in home.announced


async def test_a_refusal_says_how_long_it_lasts(home: Home) -> None:
    await home.start(5)
    await home.run(315)
    with pytest.raises(ServiceValidationError) as refusal:
        await home.start(5)
    assert refusal.value.translation_key == "resting"
    assert str(refusal.value) == "Sofa pad has to rest for another 15 minutes"
