"""Google Assistant: the intents Google sends, through Home Assistant's own code."""

import random
from typing import Any

import pytest
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

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
from tests.integration.google import Google, mode, on_off, setpoint, setpoints
from tests.integration.home import Home

ON = on_off(on=True)
OFF = on_off(on=False)


@pytest.fixture
async def google(home: Home, hass_client_no_auth: ClientSessionGenerator) -> Google:
    """A pad, and Google linked to a person's account."""
    return await linked(home, hass_client_no_auth)


async def linked(home: Home, clients: ClientSessionGenerator) -> Google:
    """Link Google to the home."""
    await Google.set_up(home)
    return await Google.link(home, await clients())


# -- what Google is shown ----------------------------------------------------------


async def test_the_pad_is_synced_as_a_thermostat_that_can_be_off(google: Google) -> None:
    devices = await google.sync()
    pad = devices["climate.sofa_pad"]
    assert pad["name"]["name"] == "Sofa pad"
    assert pad["type"] == "action.devices.types.THERMOSTAT"
    assert set(pad["traits"]) == {"action.devices.traits.OnOff", "action.devices.traits.TemperatureSetting"}
    assert pad["attributes"]["availableThermostatModes"] == ["off", "heat", "on"]
    assert pad["attributes"]["thermostatTemperatureRange"] == {"minThresholdCelsius": 35, "maxThresholdCelsius": 41}
    assert pad["attributes"]["thermostatTemperatureUnit"] == "C"


async def test_google_knows_no_timers(google: Google) -> None:
    assert not [each for each in await google.sync() if each.startswith("timer.")]


async def test_the_state_is_told(google: Google) -> None:
    home = google.home
    shown = await google.query()
    assert (shown["online"], shown["on"], shown["thermostatMode"]) == (True, False, "off")
    assert shown["thermostatTemperatureSetpoint"] == home.climate.attributes["temperature"]
    assert shown["thermostatTemperatureAmbient"] == home.climate.attributes["current_temperature"]
    await google.execute(ON)
    await begun(home)
    shown = await google.query()
    assert (shown["on"], shown["thermostatMode"], shown["activeThermostatMode"]) == (True, "heat", "heat")
    assert shown["thermostatTemperatureSetpoint"] == 37


async def test_a_home_in_fahrenheit(empty_home: Home, hass_client_no_auth: ClientSessionGenerator) -> None:
    home = empty_home
    home.hass.config.units = US_CUSTOMARY_SYSTEM
    await home.build()
    await home.add_pad()
    google = await linked(home, hass_client_no_auth)
    attributes = (await google.sync())["climate.sofa_pad"]["attributes"]
    assert attributes["thermostatTemperatureUnit"] == "F"
    assert attributes["thermostatTemperatureRange"] == {"minThresholdCelsius": 35, "maxThresholdCelsius": 41}
    assert await google.execute(setpoint(37.8)) == "SUCCESS"
    await home.threads.settle()
    assert home.climate.attributes["temperature"] == pytest.approx(100, abs=0.1)
    assert (await google.query())["thermostatTemperatureSetpoint"] == pytest.approx(37.8, abs=0.1)


async def test_an_estimated_temperature_is_no_measurement(
    empty_home: Home, hass_client_no_auth: ClientSessionGenerator
) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(sensor=False)
    google = await linked(home, hass_client_no_auth)
    attributes = (await google.sync())["climate.sofa_pad"]["attributes"]
    assert attributes["thermostatTemperatureRange"] == {"minThresholdCelsius": 35, "maxThresholdCelsius": 38}
    await google.execute(ON)
    await begun(home)
    assert "thermostatTemperatureAmbient" not in await google.query()


async def test_an_electronic_pad_can_only_be_switched(
    empty_home: Home, hass_client_no_auth: ClientSessionGenerator
) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(controller="electronic", sensor=False)
    google = await linked(home, hass_client_no_auth)
    assert "thermostatTemperatureSetpoint" not in await google.query()
    assert await google.execute(setpoint(37)) != "SUCCESS"
    await home.run(30)
    assert home.plug.ons == 0


# -- starting and ending --------------------------------------------------------------


@pytest.mark.parametrize("command", [ON, mode("heat"), mode("on")], ids=["OnOff", "heat", "on"])
async def test_a_start_is_low_and_ends_by_itself(google: Google, command: tuple[str, dict[str, Any]]) -> None:
    home = google.home
    assert await google.execute(command) == "SUCCESS"
    await begun(home)
    assert home.climate.attributes["hvac_action"] == "preheating"
    assert home.climate.attributes["temperature"] == 37
    begun_s = home.clock.boot_s
    await home.run_until(lambda: home.climate.state == "off", 20 * 60 + 5)
    assert home.clock.boot_s - begun_s <= 20 * 60
    await off(home)


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("first", ["heat", "setpoint"])
async def test_heat_and_setpoint_are_one_session(google: Google, first: str, *, together: bool) -> None:
    home = google.home
    commands = [mode("heat"), setpoint(38)] if first == "heat" else [setpoint(38), mode("heat")]
    for each in [commands] if together else [[command] for command in commands]:
        assert await google.execute(*each) == "SUCCESS"
    await begun(home)
    assert home.climate.attributes["temperature"] == 38
    assert [kind for kind, _ in home.announced].count("started") == 1
    await home.run(170)
    assert home.value("phase") == "ramp"
    assert home.pad.surface_c < 37.5


async def test_t7_a_setpoint_alone_starts_nothing(google: Google) -> None:
    home = google.home
    assert await google.execute(setpoint(38)) == "SUCCESS"
    assert home.climate.attributes["temperature"] == 38
    assert await google.execute(setpoints(36, 38)) == "SUCCESS"
    assert home.climate.attributes["temperature"] == 37
    await off(home)
    assert home.plug.ons == 0
    assert home.events == []


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("first", ["off", "setpoint"])
@pytest.mark.parametrize("ending", [OFF, mode("off")], ids=["OnOff", "mode"])
async def test_off_and_setpoint_together_mean_off(
    google: Google, ending: tuple[str, dict[str, Any]], first: str, *, together: bool
) -> None:
    home = google.home
    await google.execute(ON)
    await begun(home)
    commands = [ending, setpoint(38)] if first == "off" else [setpoint(38), ending]
    for each in [commands] if together else [[command] for command in commands]:
        assert await google.execute(*each) == "SUCCESS"
    await off(home)
    assert home.value("stop_reason") == "stopped"


@pytest.mark.parametrize("value_c", [34, 41, 45])
@pytest.mark.parametrize("ending", [OFF, mode("off")], ids=["OnOff", "mode"])
@pytest.mark.parametrize("running", [True, False])
async def test_off_wins_although_the_setpoint_before_it_is_refused(
    google: Google, ending: tuple[str, dict[str, Any]], value_c: float, *, running: bool
) -> None:
    """Home Assistant drops the rest of a request once one of its commands has failed, an off too."""
    home = google.home
    if running:
        await google.execute(ON)
        await begun(home)
    assert await google.execute(mode("heat"), setpoint(value_c), ending) != "SUCCESS"
    await off(home)


async def test_on_after_off_in_one_request_means_on(google: Google) -> None:
    home = google.home
    await google.execute(OFF, ON)
    await begun(home)


async def test_off_for_another_device_is_not_ours(google: Google) -> None:
    home = google.home
    await google.execute(ON)
    await begun(home)
    home.hass.states.async_set("input_boolean.lamp", "on")
    await google.intent(
        "EXECUTE",
        {
            "commands": [
                {
                    "devices": [{"id": "input_boolean.lamp"}],
                    "execution": [{"command": "action.devices.commands.OnOff", "params": {"on": False}}],
                }
            ]
        },
    )
    await home.run(5)
    assert home.pad.relay_on


async def test_off_right_after_on_wins(google: Google) -> None:
    await google.execute(ON, OFF)
    await off(google.home)


async def test_turning_on_twice_lengthens_nothing(google: Google) -> None:
    home = google.home
    await google.execute(ON)
    await begun(home)
    ends_at = home.value("ends_at")
    await home.run(60)
    await google.execute(ON, mode("heat"))
    await home.run(5)
    assert home.value("ends_at") == ends_at


# -- what is refused ---------------------------------------------------------------------


async def test_what_no_pad_can_do_is_refused_by_google_itself(google: Google) -> None:
    home = google.home
    assert await google.execute(setpoint(45)) == "valueOutOfRange"
    assert await google.execute(setpoint(30)) == "valueOutOfRange"
    await off(home)
    assert home.plug.ons == 0


async def test_a_setpoint_above_the_cap_is_an_error(google: Google) -> None:
    home = google.home
    await google.execute(ON)
    await begun(home)
    before = home.climate.attributes["temperature"]
    assert await google.execute(setpoint(41)) == "unknownError"
    assert home.climate.attributes["temperature"] == before


async def test_a_start_while_resting_is_an_error(google: Google) -> None:
    home = google.home
    await home.start(12)
    await home.run_until(lambda: home.value("blocked_by") == "resting", 13 * 60)
    assert await google.execute(ON) == "unknownError"
    assert home.announced[-1] == ("refused", "resting")
    assert (await google.query())["on"] is False
    await off(home)


# -- any order -----------------------------------------------------------------------------


def sentence(google: Google, choice: random.Random) -> Sentence:
    """What somebody may say to Google."""
    value_c = choice.choice((34, 35, 36.5, 37, 38, 39, 39.5, 41, 45))

    def of(text: str, wish: Wish, *commands: tuple[str, dict[str, Any]]) -> Directive:
        return Directive(text, wish, lambda: google.execute(*commands))

    on = of("OnOff on", Wish.HEAT, ON)
    no = of("OnOff off", Wish.OFF, OFF)
    target = setpoint(value_c)
    offered: dict[Sentence, int] = {
        (on,): 4,
        (of("heat", Wish.HEAT, mode("heat")),): 3,
        (of("mode on", Wish.HEAT, mode("on")),): 2,
        (of(f"heat + {value_c}", Wish.HEAT, mode("heat"), target),): 3,
        (of(f"{value_c} + on", Wish.HEAT, target, ON),): 2,
        (of("off + on", Wish.HEAT, OFF, ON),): 1,
        (no,): 3,
        (of("mode off", Wish.OFF, mode("off")),): 2,
        (of(f"off + {value_c}", Wish.OFF, OFF, target),): 3,
        (of(f"{value_c} + mode off", Wish.OFF, target, mode("off")),): 3,
        (of(f"heat + {value_c} + off", Wish.OFF, mode("heat"), target, OFF),): 1,
        (on, no): 1,
        (of(f"{value_c}", Wish.NEITHER, target),): 4,
        (of(f"35 to {value_c}", Wish.NEITHER, setpoints(35, value_c)),): 2,
        (of("mode cool", Wish.NEITHER, mode("cool")),): 1,
        (of("mode eco", Wish.NEITHER, mode("eco")),): 1,
        (Directive("QUERY", Wish.NEITHER, google.query),): 2,
        (Directive("SYNC", Wish.NEITHER, google.sync),): 1,
        (on, *a_person_confirms(google.home)): 3,
        a_person_confirms(google.home): 3,
    }
    return choice.choices(list(offered), list(offered.values()))[0]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("numbers", PARTS, ids=str)
async def test_any_order_of_intents(google: Google, numbers: range) -> None:
    seen = await run_orders(google.home, "google", lambda choice: sentence(google, choice), numbers)
    assert seen.sessions > 0 or FEW
    assert seen.heated_s > 0 or FEW
