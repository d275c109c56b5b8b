"""What a plug's word, a switch and a sensor are worth, and which of them cannot be a pad's."""

from typing import Any

import pytest
from homeassistant.const import ATTR_ASSUMED_STATE, EVENT_CALL_SERVICE
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from custom_components.heating_pad.const import DOMAIN
from custom_components.heating_pad.plug.plug_check import plug_problem
from tests.integration.home import PLUG, Home
from tests.integration.test_choices import helper
from tests.integration.test_config_flow import choose, sources_form

PRESENCE = "binary_sensor.sofa"


def grade(home: Home) -> str:
    """Return what the plug's word is worth."""
    return str(home.state("auto_off").attributes["plug_grade"])


# -- a plug's word ------------------------------------------------------------------------------


async def test_s3_a_plug_that_only_repeats_what_it_was_told_is_worth_least(empty_home: Home) -> None:
    await empty_home.build()
    await empty_home.add_pad(meter=False)
    assert grade(empty_home) == "reported"
    empty_home.plug.show({ATTR_ASSUMED_STATE: True})
    await empty_home.start(5)
    await empty_home.run(3)
    assert grade(empty_home) == "echo"
    empty_home.plug.show({})


@pytest.mark.parametrize("platform", ["zha", "deconz", "rfxtrx", "zwave_js"])
async def test_s3_a_plug_that_acknowledges_without_reading_its_relay_is_not_said_to_report(
    empty_home: Home, platform: str
) -> None:
    await empty_home.build()
    plug = er.async_get(empty_home.hass).async_get_or_create("switch", platform, "1", suggested_object_id="radio")
    empty_home.hass.states.async_set(plug.entity_id, "off")
    await empty_home.add_pad(meter=False, plug=plug.id)
    assert grade(empty_home) == "acknowledged"


async def test_s3_a_plug_with_a_meter_is_measured(home: Home) -> None:
    assert grade(home) == "measured"


async def test_s7_a_plug_that_the_registry_has_lost_keeps_its_name(empty_home: Home) -> None:
    await empty_home.build()
    identities = {"plug": ["switch", "test", "plug-lost"]}
    await empty_home.add_pad(meter=False, plug="0123456789abcdef", identities=identities)
    assert "plug_missing" in empty_home.issues
    assert await empty_home.refused("heating_pad.start_session") is not None
    assert grade(empty_home) == "echo"
    found = er.async_get(empty_home.hass).async_get_or_create("switch", "test", "plug-lost")
    empty_home.hass.states.async_set(found.entity_id, "off")
    await empty_home.run(40)
    assert "plug_missing" not in empty_home.issues


# -- which switch can be a plug ---------------------------------------------------------------------


async def test_wrappers_that_wrap_each_other_come_to_an_end(empty_home: Home) -> None:
    await empty_home.build()
    registry = er.async_get(empty_home.hass)
    for name, other in (("left", "right"), ("right", "left")):
        entry = MockConfigEntry(
            domain="switch_as_x", options={"entity_id": f"switch.{other}", "target_domain": "light"}
        )
        entry.add_to_hass(empty_home.hass)
        registry.async_get_or_create("switch", "switch_as_x", name, config_entry=entry, suggested_object_id=name)
        empty_home.hass.states.async_set(f"switch.{name}", "off")
    flow_id = await sources_form(empty_home)
    assert (await choose(empty_home, flow_id, plug="switch.left"))["step_id"] == "pad_details"


async def test_a_switch_of_our_own_is_no_plug(home: Home) -> None:
    own = er.async_get(home.hass).async_get_or_create("switch", DOMAIN, "own", suggested_object_id="own")
    home.hass.states.async_set(own.entity_id, "off")
    flow_id = await sources_form(home)
    assert (await choose(home, flow_id, plug=own.entity_id))["errors"] == {"plug": "plug_not_switch"}


async def test_only_a_switch_can_be_a_plug_whoever_asks(empty_home: Home) -> None:
    empty_home.hass.states.async_set("light.lamp", "off")
    assert plug_problem(empty_home.hass, "light.lamp", metered=True, taken=set()) == "plug_not_switch"


async def test_t7_a_thermostat_is_searched_for_the_plug_to_its_last_option(empty_home: Home) -> None:
    await empty_home.build()
    options: dict[str, Any] = {"min_temp": 5, "presets": [{"name": "away"}, ["eco", 2]], "heaters": ["switch.boiler"]}
    other = helper(empty_home, "versatile_thermostat", options)
    flow_id = await sources_form(empty_home)
    assert (await choose(empty_home, flow_id))["step_id"] == "pad_details"
    empty_home.hass.config_entries.async_update_entry(
        other, options={**options, "heaters": ["switch.boiler", {"entity": PLUG}]}
    )
    flow_id = await sources_form(empty_home)
    assert (await choose(empty_home, flow_id))["errors"] == {"plug": "plug_has_thermostat"}


# -- what sensors say ---------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", ["parsec", "%"])
async def test_s4_a_temperature_in_no_unit_of_temperature_is_none(empty_home: Home, unit: str) -> None:
    await empty_home.build()
    empty_home.hass.states.async_set("sensor.odd", "36", {"unit_of_measurement": unit})
    await empty_home.add_pad(temperature_sensor="sensor.odd", meter=False)
    assert await empty_home.refused("heating_pad.start_session") == "sensor_unavailable"
    assert empty_home.plug.ons == 0


async def test_s4_watts_in_no_unit_of_power_are_none(empty_home: Home) -> None:
    await empty_home.build()
    empty_home.hass.states.async_set("sensor.odd", "0", {"unit_of_measurement": "parsec"})
    await empty_home.add_pad(power_sensor="sensor.odd")
    assert grade(empty_home) == "reported"


@pytest.mark.parametrize("gone", ["off", "unavailable", "unknown"])
async def test_heat_ends_when_nobody_is_seen_for_long(empty_home: Home, gone: str) -> None:
    home = empty_home
    await home.build()
    home.hass.states.async_set(PRESENCE, "on")
    await home.add_pad(occupancy_sensor=PRESENCE, options={"absence_minutes": 3})
    await home.start(15)
    await home.run_until(lambda: home.pad.relay_on, 60)
    await home.run(240)
    assert home.value("phase") in ("ramp", "hold")
    home.hass.states.async_set(PRESENCE, gone)
    await home.run(120)
    assert home.value("phase") in ("ramp", "hold")
    await home.run(90)
    # A sensor that says nothing has not seen anybody either.
    assert home.value("stop_reason") == "nobody_there"
    await home.run(3)
    assert not home.pad.relay_on


# -- a switch that fails ----------------------------------------------------------------------------------


@pytest.mark.parametrize("failure", [HomeAssistantError("no"), ValueError("no"), KeyError("channel")])
async def test_s3_an_off_that_fails_in_whatever_way_is_sent_again(home: Home, failure: Exception) -> None:
    await home.start(5)
    await home.run_until(lambda: home.pad.relay_on, 30)
    failing = [True]

    def fail(_on: bool) -> None:
        if failing[0]:
            raise failure

    home.plug.before_command.append(fail)
    await home.call("heating_pad.stop_session")
    await home.run(14)
    assert home.pad.relay_on
    assert "off_unconfirmed" in home.issues
    failing[0] = False
    await home.run_until(lambda: not home.pad.relay_on, 40)
    await home.run_until(lambda: "off_unconfirmed" not in home.issues, 40)


@pytest.mark.parametrize("polled", [True, False])
async def test_s3_only_a_plug_that_is_polled_is_asked_when_an_off_is_not_proved(
    empty_home: Home, *, polled: bool
) -> None:
    home = empty_home
    home.plug.polled = polled
    await home.build()
    await home.add_pad(meter=False)
    await home.run_until(lambda: home.value("blocked_by") == "nothing", 90)
    await home.start(5)
    await home.run_until(lambda: home.pad.relay_on, 60)
    calls = async_capture_events(home.hass, EVENT_CALL_SERVICE)
    home.plug.deaf = True
    await home.call("heating_pad.stop_session")
    await home.run(8)
    asked = [call for call in calls if call.data["service"] == "update_entity"]
    assert [call.data["service_data"]["entity_id"] for call in asked] == [PLUG] * len(asked)
    assert bool(asked) is polled
    home.plug.deaf = False
    await home.run_until(lambda: home.value("phase") not in ("ramp", "stopping"), 60)
    assert not home.pad.relay_on
    home.plug.polled = False
