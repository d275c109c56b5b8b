"""Alexa: the directives the smart home skill sends, through Home Assistant's own code."""

import random
from typing import Any

import pytest
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from tests.integration.alexa import Alexa, CloudAlexa
from tests.integration.assistants import (
    FEW,
    PARTS,
    Directive,
    Sentence,
    Wish,
    a_person_confirms,
    begun,
    off,
    run_orders,
)
from tests.integration.home import Home


@pytest.fixture
async def alexa(home: Home, hass_client_no_auth: ClientSessionGenerator) -> Alexa:
    """A pad, and a skill linked to a person's account."""
    await Alexa.set_up(home)
    return await Alexa.link(home, await hass_client_no_auth())


# -- what Alexa is shown -----------------------------------------------------------


def interfaces(endpoint: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Capabilities of an endpoint by interface."""
    return {each["interface"]: each for each in endpoint["capabilities"]}


async def test_the_pad_is_discovered_as_a_thermostat_that_can_be_off(alexa: Alexa) -> None:
    endpoint = (await alexa.discover())["climate.sofa_pad"]
    assert endpoint["friendlyName"] == "Sofa pad"
    assert endpoint["displayCategories"] == ["THERMOSTAT"]
    found = interfaces(endpoint)
    assert "Alexa.PowerController" in found
    thermostat = found["Alexa.ThermostatController"]
    assert set(thermostat["configuration"]["supportedModes"]) == {"OFF", "HEAT"}
    assert {each["name"] for each in thermostat["properties"]["supported"]} == {"thermostatMode", "targetSetpoint"}
    assert "Alexa.TemperatureSensor" in found


async def test_the_timer_is_discovered_with_pause(alexa: Alexa) -> None:
    found = interfaces((await alexa.discover())["timer.sofa_pad_session"])
    assert {"Alexa.PowerController", "Alexa.TimeHoldController"} <= set(found)


async def test_the_state_is_reported_in_the_users_unit(alexa: Alexa) -> None:
    home = alexa.home
    shown = await alexa.report_state()
    assert shown["powerState"] == "OFF"
    assert shown["thermostatMode"] == "OFF"
    assert shown["targetSetpoint"] == {"value": home.climate.attributes["temperature"], "scale": "CELSIUS"}
    assert shown["temperature"]["value"] == home.climate.attributes["current_temperature"]
    await alexa.turn_on()
    await begun(home)
    shown = await alexa.report_state()
    assert shown["powerState"] == "ON"
    assert shown["thermostatMode"] == "HEAT"
    assert shown["targetSetpoint"]["value"] == 37


async def test_a_home_in_fahrenheit(empty_home: Home, hass_client_no_auth: ClientSessionGenerator) -> None:
    home = empty_home
    home.hass.config.units = US_CUSTOMARY_SYSTEM
    await home.build()
    await home.add_pad()
    await Alexa.set_up(home)
    alexa = await Alexa.link(home, await hass_client_no_auth())
    assert await alexa.set_target(100, "FAHRENHEIT") == "Response"
    await alexa.turn_on()
    await begun(home)
    assert home.climate.attributes["temperature"] == pytest.approx(100, abs=0.1)
    assert (await alexa.report_state())["targetSetpoint"]["scale"] == "FAHRENHEIT"
    # The person's own unit counts, and that of the sentence is converted.
    await alexa.set_target(36, "CELSIUS")
    await home.threads.settle()
    assert home.climate.attributes["temperature"] == pytest.approx(96.8, abs=0.1)
    await alexa.adjust(2, "FAHRENHEIT")
    await home.threads.settle()
    assert home.climate.attributes["temperature"] == pytest.approx(98.8, abs=0.1)


async def test_an_estimated_temperature_is_no_measurement(
    empty_home: Home, hass_client_no_auth: ClientSessionGenerator
) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(sensor=False)
    await Alexa.set_up(home)
    alexa = await Alexa.link(home, await hass_client_no_auth())
    await alexa.turn_on()
    await begun(home)
    assert "temperature" not in await alexa.report_state()
    assert await alexa.set_target(38.5) == "TEMPERATURE_VALUE_OUT_OF_RANGE"


async def test_an_electronic_pad_has_no_setpoint_to_say(
    empty_home: Home, hass_client_no_auth: ClientSessionGenerator
) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(controller="electronic", sensor=False)
    await Alexa.set_up(home)
    alexa = await Alexa.link(home, await hass_client_no_auth())
    thermostat = interfaces((await alexa.discover())["climate.sofa_pad"])["Alexa.ThermostatController"]
    assert [each["name"] for each in thermostat["properties"]["supported"]] == ["thermostatMode"]
    assert await alexa.adjust(1) == "INVALID_TARGET_STATE"
    await home.run(30)
    assert home.plug.ons == 0


# -- starting and ending -------------------------------------------------------------


async def test_turn_on_starts_low_and_ends_by_itself(alexa: Alexa) -> None:
    home = alexa.home
    assert await alexa.turn_on() == "Response"
    await begun(home)
    assert home.climate.attributes["hvac_action"] == "preheating"
    assert home.climate.attributes["temperature"] == 37
    begun_s = home.clock.boot_s
    await home.run_until(lambda: home.climate.state == "off", 20 * 60 + 5)
    assert home.clock.boot_s - begun_s <= 20 * 60
    await off(home)


@pytest.mark.parametrize("settled", [True, False])
async def test_turn_on_before_set_target_temperature_is_one_session(alexa: Alexa, *, settled: bool) -> None:
    home = alexa.home
    await alexa.turn_on()
    if settled:
        await home.threads.settle()
    assert await alexa.set_target(38) == "Response"
    await begun(home)
    assert home.climate.attributes["temperature"] == 38
    assert [kind for kind, _ in home.announced].count("started") == 1
    # Low all the same: 38 °C come by the ramp.
    await home.run(170)
    assert home.value("phase") == "ramp"
    assert home.pad.surface_c < 37.5


async def test_t7_a_target_alone_starts_nothing(alexa: Alexa) -> None:
    home = alexa.home
    assert await alexa.set_target(38) == "Response"
    assert await alexa.adjust(-1) == "Response"
    await home.threads.settle()
    assert home.climate.attributes["temperature"] in (36, 37)
    await off(home)
    assert home.plug.ons == 0
    assert home.events == []


async def test_mode_heat_starts_and_mode_off_ends(alexa: Alexa) -> None:
    home = alexa.home
    assert await alexa.set_mode("HEAT") == "Response"
    await begun(home)
    assert await alexa.set_mode("OFF") == "Response"
    await off(home)
    assert home.value("stop_reason") == "stopped"


async def test_turning_on_twice_lengthens_nothing(alexa: Alexa) -> None:
    home = alexa.home
    await alexa.turn_on()
    await begun(home)
    ends_at = home.value("ends_at")
    await home.run(60)
    await alexa.turn_on()
    await alexa.set_mode("HEAT")
    await home.run(5)
    assert home.value("ends_at") == ends_at


@pytest.mark.parametrize("first", ["off", "target"])
@pytest.mark.parametrize("settled", [True, False])
async def test_off_and_target_together_mean_off(alexa: Alexa, first: str, *, settled: bool) -> None:
    home = alexa.home
    await alexa.turn_on()
    await begun(home)
    for sentence in ("off", "target") if first == "off" else ("target", "off"):
        await (alexa.turn_off() if sentence == "off" else alexa.set_target(38))
        if settled:
            await home.threads.settle()
    await off(home)


@pytest.mark.parametrize("sentence", ["turn_off", "mode"])
async def test_off_right_after_on_wins(alexa: Alexa, sentence: str) -> None:
    home = alexa.home
    await alexa.turn_on()
    await (alexa.turn_off() if sentence == "turn_off" else alexa.set_mode("OFF"))
    await off(home)


# -- what is refused --------------------------------------------------------------------


async def test_what_no_pad_can_do_is_refused_by_alexa_itself(alexa: Alexa) -> None:
    home = alexa.home
    assert await alexa.set_target(45) == "TEMPERATURE_VALUE_OUT_OF_RANGE"
    assert await alexa.set_target(30) == "TEMPERATURE_VALUE_OUT_OF_RANGE"
    assert await alexa.adjust(10) == "TEMPERATURE_VALUE_OUT_OF_RANGE"
    assert await alexa.set_mode("COOL") == "UNSUPPORTED_THERMOSTAT_MODE"
    assert await alexa.set_mode("ECO") == "UNSUPPORTED_THERMOSTAT_MODE"
    await off(home)
    assert home.plug.ons == 0


async def test_a_cap_holds_although_alexa_says_yes(alexa: Alexa) -> None:
    home = alexa.home
    await alexa.turn_on()
    await begun(home)
    before = home.climate.attributes["temperature"]
    assert await alexa.set_target(41) == "Response"
    await home.threads.settle()
    assert home.climate.attributes["temperature"] == before
    assert (await alexa.report_state())["targetSetpoint"]["value"] == before


async def test_a_start_while_resting_is_announced_as_refused(alexa: Alexa) -> None:
    home = alexa.home
    await home.start(12)
    await home.run_until(lambda: home.value("blocked_by") == "resting", 13 * 60)
    assert await alexa.turn_on() == "Response"
    await home.threads.settle()
    assert home.announced[-1] == ("refused", "resting")
    assert (await alexa.report_state())["powerState"] == "OFF"
    await off(home)


# -- who asks -------------------------------------------------------------------------------


async def test_through_the_cloud_nobody_stands_behind_it(home: Home) -> None:
    """Home Assistant Cloud acts as a user of the system: a start waits for a person."""
    alexa = await CloudAlexa.connect(home)
    await alexa.turn_on()
    await home.run(3)
    assert home.value("waiting_for") == "start"
    assert home.plug.ons == 0
    await alexa.set_target(38)
    await home.run(3)
    assert home.value("waiting_for") == "start"
    await home.press("confirm")
    await home.run(3)
    assert home.pad.relay_on
    assert home.climate.attributes["temperature"] == 38


async def test_through_the_cloud_off_needs_nobody(home: Home) -> None:
    alexa = await CloudAlexa.connect(home)
    await home.start(10)
    await home.run(5)
    await alexa.turn_off()
    await off(home)


async def test_through_the_cloud_unattended_starts_may_be_refused(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(options={"unattended_start": "refuse"})
    alexa = await CloudAlexa.connect(home)
    assert await alexa.turn_on() == "Response"
    await home.threads.settle()
    assert home.announced[-1] == ("refused", "nobody_there")
    await off(home)
    assert home.plug.ons == 0


# -- the timer ----------------------------------------------------------------------------------


async def test_the_timer_by_voice_is_the_session(alexa: Alexa) -> None:
    home = alexa.home
    timer = home.entity_id("session", "timer")
    await alexa.turn_on(timer)
    await begun(home)
    assert home.timer.state == "active"
    assert await alexa.say("Alexa.TimeHoldController", "Hold", entity_id=timer) == "Response"
    await home.run(3)
    assert home.timer.state == "paused"
    assert not home.pad.relay_on
    await alexa.say("Alexa.TimeHoldController", "Resume", entity_id=timer)
    await home.run(3)
    if home.timer.state == "paused":
        await home.press("resume")
        await home.run(3)
    assert home.timer.state == "active"
    assert home.pad.relay_on
    await alexa.turn_off(timer)
    await off(home)


async def test_a_pause_through_the_cloud_is_ended_by_a_person_only(home: Home) -> None:
    alexa = await CloudAlexa.connect(home)
    timer = home.entity_id("session", "timer")
    await home.start(10)
    await home.run(30)
    await alexa.say("Alexa.TimeHoldController", "Hold", entity_id=timer)
    await home.run(3)
    assert home.timer.state == "paused"
    await alexa.say("Alexa.TimeHoldController", "Resume", entity_id=timer)
    await alexa.turn_on(timer)
    await home.run(10)
    assert home.timer.state == "paused"
    assert not home.pad.relay_on


# -- any order ------------------------------------------------------------------------------------


def sentence(alexa: Alexa, choice: random.Random) -> Sentence:
    """What somebody may say to Alexa."""
    timer = alexa.home.entity_id("session", "timer")
    value = choice.choice((34, 35, 36.5, 37, 38, 39, 39.5, 41, 45))
    delta = choice.choice((-3, -1, 1, 1, 2, 5))
    hold = "Alexa.TimeHoldController"
    on = Directive("TurnOn", Wish.HEAT, alexa.turn_on)
    no = Directive("TurnOff", Wish.OFF, alexa.turn_off)
    target = Directive(f"SetTargetTemperature {value}", Wish.NEITHER, lambda: alexa.set_target(value))
    offered: dict[Sentence, int] = {
        (on,): 4,
        (on, target): 4,
        (target, on): 1,
        (on, no): 1,
        (no, on): 1,
        (no,): 2,
        (no, target): 2,
        (target, no): 2,
        (target,): 4,
        (Directive("SetThermostatMode HEAT", Wish.HEAT, lambda: alexa.set_mode("HEAT")),): 3,
        (Directive("SetThermostatMode OFF", Wish.OFF, lambda: alexa.set_mode("OFF")),): 2,
        (Directive("SetThermostatMode COOL", Wish.NEITHER, lambda: alexa.set_mode("COOL")),): 1,
        (Directive(f"AdjustTargetTemperature {delta:+}", Wish.NEITHER, lambda: alexa.adjust(delta)),): 4,
        (Directive("ReportState", Wish.NEITHER, alexa.report_state),): 1,
        (Directive("Discover", Wish.NEITHER, alexa.discover),): 1,
        (Directive("TurnOn of the timer", Wish.HEAT, lambda: alexa.turn_on(timer)),): 2,
        (Directive("TurnOff of the timer", Wish.OFF, lambda: alexa.turn_off(timer)),): 1,
        (Directive("Hold", Wish.NEITHER, lambda: alexa.say(hold, "Hold", entity_id=timer)),): 2,
        (Directive("Resume", Wish.HEAT, lambda: alexa.say(hold, "Resume", entity_id=timer)),): 2,
        (on, *a_person_confirms(alexa.home)): 4,
        a_person_confirms(alexa.home): 3,
    }
    return choice.choices(list(offered), list(offered.values()))[0]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("numbers", PARTS, ids=str)
async def test_any_order_of_directives(alexa: Alexa, numbers: range) -> None:
    seen = await run_orders(alexa.home, "alexa", lambda choice: sentence(alexa, choice), numbers)
    assert seen.sessions > 0 or FEW
    assert seen.heated_s > 0 or FEW


@pytest.mark.timeout(600)
async def test_any_order_of_directives_through_the_cloud(home: Home) -> None:
    alexa = await CloudAlexa.connect(home)
    seen = await run_orders(home, "cloud", lambda choice: sentence(alexa, choice), PARTS[0])
    assert seen.sessions > 0 or FEW
    assert seen.heated_s > 0 or FEW
