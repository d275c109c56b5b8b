"""Entities of a pad: complete, named, translated, and telling what a session does."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from homeassistant.const import EntityCategory, UnitOfTemperature
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components import heating_pad
from custom_components.heating_pad.const import DOMAIN
from tests.integration.home import PLUG, Home
from tests.integration.people import PERSON_ENTITIES
from tests.simulation.plants import Fault

FOLDER = Path(heating_pad.__file__).parent
EN: dict[str, Any] = json.loads((FOLDER / "translations" / "en.json").read_text(encoding="utf-8"))
ICONS: dict[str, Any] = json.loads((FOLDER / "icons.json").read_text(encoding="utf-8"))

ENTITIES = {
    ("climate", "climate"),
    ("timer", "session"),
    ("select", "level"),
    ("select", "used_by"),
    ("sensor", "phase"),
    ("sensor", "waiting_for"),
    ("sensor", "blocked_by"),
    ("sensor", "stop_reason"),
    ("sensor", "pad_temperature"),
    ("sensor", "ends_at"),
    ("sensor", "ready_at"),
    ("sensor", "heated_today"),
    ("sensor", "sessions_today"),
    ("sensor", "heated_total"),
    ("sensor", "sessions_total"),
    ("sensor", "heat_output"),
    ("sensor", "dose"),
    ("sensor", "relay_operations"),
    ("sensor", "auto_off"),
    ("binary_sensor", "fault"),
    ("binary_sensor", "heating"),
    ("number", "session_minutes"),
    ("number", "ramp_minutes"),
    ("button", "stop"),
    ("button", "extend"),
    ("button", "resume"),
    ("button", "confirm"),
    ("button", "acknowledge_fault"),
    ("button", "test_auto_off"),
    ("event", "session"),
}
DISABLED = {
    ("button", "test_auto_off"),
    ("sensor", "pad_temperature"),
    ("sensor", "heat_output"),
    ("sensor", "dose"),
    ("sensor", "relay_operations"),
    ("binary_sensor", "heating"),
}
CONFIG = {("number", "session_minutes"), ("number", "ramp_minutes")}
DIAGNOSTIC = {
    ("sensor", "relay_operations"),
    ("sensor", "auto_off"),
    ("button", "acknowledge_fault"),
    ("button", "test_auto_off"),
}
NEEDS_GOAL = {
    ("select", "level"),
    ("sensor", "pad_temperature"),
    ("sensor", "heat_output"),
    ("number", "ramp_minutes"),
}
NO_ICON = {("sensor", "pad_temperature"), ("binary_sensor", "fault")}
"""Their device class brings one that follows the state."""


def entries(home: Home) -> dict[tuple[str, str], er.RegistryEntry]:
    """Entities of the pad, by platform and key."""
    assert home.entry is not None
    return {
        (entry.domain, entry.unique_id.removeprefix(f"{home.entry.entry_id}_")): entry
        for entry in er.async_entries_for_config_entry(er.async_get(home.hass), home.entry.entry_id)
    }


async def enable(home: Home, *entity_ids: str) -> None:
    """Enable entities that are not there by default; Home Assistant then reloads the pad."""
    for entity_id in entity_ids:
        er.async_get(home.hass).async_update_entity(entity_id, disabled_by=None)
    await home.run(40)


@pytest.fixture
async def fahrenheit(empty_home: Home) -> Home:
    """A home with a pad in the United States."""
    empty_home.hass.config.units = US_CUSTOMARY_SYSTEM
    await empty_home.build()
    await empty_home.add_pad()
    return empty_home


# -- completeness ----------------------------------------------------------------


async def test_a_pad_has_all_entities_and_only_these(home: Home) -> None:
    found = entries(home)
    assert set(found) == ENTITIES
    assert {key for key, entry in found.items() if entry.disabled} == DISABLED
    assert {key for key, entry in found.items() if entry.entity_category is EntityCategory.CONFIG} == CONFIG
    assert {key for key, entry in found.items() if entry.entity_category is EntityCategory.DIAGNOSTIC} == DIAGNOSTIC
    for (platform, key), entry in found.items():
        assert entry.has_entity_name, key
        assert entry.translation_key == key
        if not entry.disabled:
            state = home.hass.states.get(entry.entity_id)
            assert state is not None, (platform, key)
            assert state.state != "unavailable", (platform, key)


async def test_a_pad_without_a_sensor_shows_an_estimate(empty_home: Home) -> None:
    await empty_home.build()
    await empty_home.add_pad(sensor=False)
    found = entries(empty_home)
    assert set(found) == ENTITIES - {("sensor", "dose")}
    assert not found["sensor", "pad_temperature"].disabled
    await empty_home.start(10)
    await empty_home.run(60)
    assert empty_home.state("pad_temperature").attributes["source"] == "estimated"
    assert 20 < float(empty_home.value("pad_temperature")) < 45
    assert empty_home.climate.attributes["current_temperature"] is None


async def test_an_electronic_pad_has_nothing_about_goals(empty_home: Home) -> None:
    await empty_home.build()
    await empty_home.add_pad(controller="electronic")
    assert ENTITIES - set(entries(empty_home)) == NEEDS_GOAL


async def test_all_entities_are_on_one_device(home: Home) -> None:
    assert home.entry is not None
    (device_id,) = {entry.device_id for entry in entries(home).values()}
    assert device_id is not None
    device = dr.async_get(home.hass).async_get(device_id)
    assert device is not None
    assert (DOMAIN, home.entry.entry_id) in device.identifiers
    assert device.name == "Sofa pad"


async def test_the_pad_is_linked_to_the_device_of_its_plug(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    maker = MockConfigEntry(domain="test")
    maker.add_to_hass(home.hass)
    plug = dr.async_get(home.hass).async_get_or_create(
        config_entry_id=maker.entry_id, identifiers={("test", "plug-1")}, name="Sofa plug"
    )
    er.async_get(home.hass).async_update_entity(PLUG, device_id=plug.id)
    await home.add_pad()
    device = dr.async_get(home.hass).async_get(entries(home)["climate", "climate"].device_id or "")
    assert device is not None
    assert device.id != plug.id
    assert isinstance(device, dr.DeviceEntry)
    assert device.via_device_id == plug.id


# -- words ---------------------------------------------------------------------------


async def test_every_entity_has_a_name_and_an_icon(home: Home) -> None:
    for platform, key in entries(home):
        texts = EN["entity"][platform][key]
        if (platform, key) != ("climate", "climate"):  # the device's own name
            assert texts["name"], (platform, key)
        if (platform, key) not in NO_ICON:
            assert ICONS["entity"][platform][key]["default"], (platform, key)
    # Persons and heat packs bring entities of their own; what has a word has an icon too.
    named = {(platform, key) for platform, keys in EN["entity"].items() for key in keys}
    assert named == ENTITIES | PERSON_ENTITIES
    for platform, key in named - NO_ICON:
        assert ICONS["entity"][platform][key]["default"], (platform, key)


async def test_every_option_has_a_word(home: Home) -> None:
    def words() -> Iterator[tuple[tuple[str, str], list[str], dict[str, str]]]:
        for (platform, key), entry in entries(home).items():
            texts = EN["entity"][platform][key]
            capabilities = entry.capabilities or {}
            if "options" in capabilities:
                yield (platform, key), capabilities["options"], texts["state"]
            if "preset_modes" in capabilities:
                yield (platform, key), capabilities["preset_modes"], texts["state_attributes"]["preset_mode"]["state"]
            if "event_types" in capabilities:
                yield (platform, key), capabilities["event_types"], texts["state_attributes"]["event_type"]["state"]

    found = {key: (set(options), set(texts)) for key, options, texts in words()}
    assert set(found) == {
        ("climate", "climate"),
        ("event", "session"),
        ("select", "level"),
        ("select", "used_by"),
        *(("sensor", key) for key in ("phase", "waiting_for", "blocked_by", "stop_reason", "auto_off")),
    }
    for key, (options, texts) in found.items():
        assert options == texts, key


async def test_names_are_english_sentences_of_the_device(home: Home) -> None:
    assert home.climate.name == "Sofa pad"
    assert home.timer.name == "Sofa pad Session"
    assert home.state("extend", "button").name == "Sofa pad 5 minutes more"


# -- a session ---------------------------------------------------------------------------


async def test_sensors_follow_a_session(home: Home) -> None:
    assert home.value("phase") == "off"
    assert home.value("waiting_for") == "nothing"
    assert home.value("blocked_by") == "nothing"
    assert home.value("stop_reason") == "unknown"
    assert home.value("ends_at") == "unknown"
    assert home.value("ready_at") == "unknown"
    assert home.value("heated_today") == home.value("sessions_today") == "0"
    assert home.value("auto_off") == "none"
    await home.start(8)
    await home.run(2)
    assert home.value("phase") == "ramp"
    assert home.state("phase").attributes["session"]
    ends_at = datetime.fromisoformat(home.value("ends_at"))
    assert (ends_at - home.clock.wall).total_seconds() == pytest.approx(8 * 60, abs=3)
    await home.run_until(lambda: home.value("phase") == "hold", 7 * 60)
    assert home.climate.attributes["hvac_action"] == "heating"
    await home.run_until(lambda: home.value("phase") == "rest", 8 * 60)
    assert home.value("stop_reason") == "completed"
    assert home.value("ends_at") == "unknown"
    await home.run(12)  # the plug proves to be off
    assert home.value("blocked_by") == "resting"
    ready_at = datetime.fromisoformat(home.value("ready_at"))
    assert (ready_at - home.clock.wall).total_seconds() == pytest.approx(24 * 60 - 12, abs=5)
    assert home.value("heated_today") == home.value("heated_total") == "8"
    assert home.value("sessions_today") == home.value("sessions_total") == "1"
    await home.run_until(lambda: home.value("phase") == "off", 25 * 60)
    assert abs(home.clock.wall - ready_at) <= timedelta(seconds=2)
    assert home.value("blocked_by") == "nothing"
    assert home.value("stop_reason") == "completed"


async def test_events_are_announced_in_order(home: Home) -> None:
    shown: dict[str, str] = {}

    def look() -> None:
        state = home.state("session", "event")
        if state.state != "unknown":
            shown[state.state] = state.attributes["event_type"]

    home.every_second.append(look)
    await home.start(12)
    await home.run_until(lambda: home.value("phase") == "rest", 13 * 60)
    await home.run_until(lambda: home.value("phase") == "off", 37 * 60)
    order = ["started", "warm", "ending_soon", "finished", "ready"]
    assert [kind for kind, _ in home.announced] == order
    assert list(shown.values()) == order
    session = home.session_id
    assert [each["session"] for each in home.events[:4]] == [session] * 4
    assert {each["entry_id"] for each in home.events} == {home.entry.entry_id if home.entry else None}
    assert home.events[0]["minutes"] == 12
    assert home.events[2]["minutes"] == 5
    assert home.events[3]["reason"] == "completed"
    assert home.events[3]["heated_minutes"] == pytest.approx(12, abs=0.1)


async def test_a_short_session_does_not_end_soon(home: Home) -> None:
    await home.start(5)
    await home.run_until(lambda: home.value("phase") == "rest", 6 * 60)
    assert "ending_soon" not in [kind for kind, _ in home.announced]


async def test_disabled_entities_tell_the_details_once_enabled(home: Home) -> None:
    await enable(home, *(entry.entity_id for entry in entries(home).values() if entry.disabled))
    assert home.state("heating", "binary_sensor").state == "off"
    assert home.state("pad_temperature").attributes["source"] == "measured"
    operations = int(home.value("relay_operations"))
    await home.start(5)
    await home.run(20)
    assert home.state("heating", "binary_sensor").state == "on"
    assert float(home.value("heat_output")) > 0
    await home.run(280)
    assert float(home.value("dose")) >= 0
    assert int(home.value("relay_operations")) > operations
    assert abs(float(home.value("pad_temperature")) - home.pad.surface_c) < 3


# -- buttons -------------------------------------------------------------------------------


async def test_buttons_stop_extend_and_resume(home: Home) -> None:
    await home.start(10)
    session = home.session_id
    await home.run(60)
    ends_at = datetime.fromisoformat(home.value("ends_at"))
    await home.press("extend")
    assert datetime.fromisoformat(home.value("ends_at")) - ends_at == timedelta(minutes=5)
    await home.press("stop")
    await home.run(12)
    assert home.value("stop_reason") == "stopped"
    assert not home.pad.relay_on
    await home.press("resume")
    await home.run(3)
    assert home.value("phase") == "ramp"
    assert home.session_id == session
    left = datetime.fromisoformat(home.value("ends_at")) - home.clock.wall
    assert left.total_seconds() == pytest.approx(14 * 60, abs=5)


async def test_a_program_may_not_resume(home: Home) -> None:
    await home.start(10)
    await home.run(60)
    await home.press("stop")
    await home.run(12)
    with pytest.raises(Exception, match="needs a person"):
        await home.press("resume", by_person=False)
    await home.run(3)
    assert home.climate.state == "off"


async def test_the_confirm_button_answers_the_question(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(options={"confirm_start": True, "confirm_barrier": True})
    await home.start(5)
    await home.run(2)
    assert home.value("phase") == "waiting"
    assert home.value("waiting_for") == "start"
    assert home.climate.attributes["hvac_action"] == "idle"
    await home.press("confirm")
    assert home.value("waiting_for") == "barrier"
    with pytest.raises(Exception, match="needs a person"):
        await home.press("confirm", by_person=False)
    assert not home.pad.relay_on
    await home.press("confirm")
    await home.run(3)
    assert home.value("phase") == "ramp"
    assert home.value("waiting_for") == "nothing"
    assert home.pad.relay_on


async def test_the_acknowledge_button_releases_a_fault(home: Home) -> None:
    await home.start(5)
    await home.run(60)
    home.pad.fail(Fault.RELAY_STUCK_ON)
    await home.press("stop")
    await home.run_until(lambda: home.state("fault", "binary_sensor").state == "on", 60)
    with pytest.raises(Exception, match="still there"):
        await home.press("acknowledge_fault")
    fault = home.state("fault", "binary_sensor")
    assert (fault.state, fault.attributes["reason"], home.value("stop_reason")) == ("on", "stuck_on", "stopped")
    home.pad.mend(Fault.RELAY_STUCK_ON)
    await home.run(40)
    await home.press("acknowledge_fault")
    assert home.state("fault", "binary_sensor").state == "off"
    assert home.state("fault", "binary_sensor").attributes["reason"] is None
    assert home.value("phase") == "off"


# -- °F ----------------------------------------------------------------------------------------


async def test_a_pad_in_the_united_states_shows_fahrenheit(fahrenheit: Home) -> None:
    home = fahrenheit
    await enable(home, home.entity_id("pad_temperature"))
    await home.start(10)
    await home.run(300)
    shown = home.state("pad_temperature")
    assert shown.attributes["unit_of_measurement"] == UnitOfTemperature.FAHRENHEIT
    surface_f = home.pad.surface_c * 9 / 5 + 32
    assert surface_f > 90
    assert float(shown.state) == pytest.approx(surface_f, abs=5)
    assert home.climate.attributes["current_temperature"] == pytest.approx(surface_f, abs=5)
