"""HomeKit and Siri: what phones write, through Home Assistant's own bridge."""

import random
from collections.abc import AsyncIterator

import pytest
from homeassistant.core import Event
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM

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
from tests.integration.homekit import AUTO, COOL, HEAT, OFF, Bridge

MODE = "TargetHeatingCoolingState"
TARGET = "TargetTemperature"
pytestmark = pytest.mark.usefixtures("mock_async_zeroconf", "socket_enabled")


@pytest.fixture
async def bridge(home: Home) -> AsyncIterator[Bridge]:
    """A pad on a bridge."""
    bridge = await Bridge.set_up(home)
    yield bridge
    await bridge.take_down()


@pytest.fixture
async def heater(home: Home) -> AsyncIterator[Bridge]:
    """The same pad as the other kind of accessory Home Assistant offers: a heater with its own power switch."""
    bridge = await Bridge.set_up(home, kind="heater_cooler")
    yield bridge
    await bridge.take_down()


# -- what a phone is shown -----------------------------------------------------------


async def test_the_pad_is_a_thermostat_with_off_and_heat(bridge: Bridge) -> None:
    home = bridge.home
    assert bridge.service.display_name == "Thermostat"
    assert set(bridge.characteristic(MODE).properties["ValidValues"].values()) == {OFF, HEAT}
    target = bridge.characteristic(TARGET)
    assert (target.properties["minValue"], target.properties["maxValue"]) == (35, 41)
    assert bridge.value(TARGET) == home.climate.attributes["temperature"]
    assert bridge.value("CurrentTemperature") == home.climate.attributes["current_temperature"]
    assert bridge.value("TemperatureDisplayUnits") == 0
    assert bridge.value(MODE) == OFF


async def test_phones_know_no_timers(bridge: Bridge) -> None:
    assert len(bridge.accessories) == 1


async def test_the_state_follows_the_session(bridge: Bridge) -> None:
    home = bridge.home
    await home.start(10)
    await home.run(3)
    assert (bridge.value(MODE), bridge.value("CurrentHeatingCoolingState")) == (HEAT, HEAT)
    await home.call("timer.pause")
    assert (bridge.value(MODE), bridge.value("CurrentHeatingCoolingState")) == (HEAT, OFF)
    await home.call("climate.turn_off")
    await home.run(3)
    assert (bridge.value(MODE), bridge.value("CurrentHeatingCoolingState")) == (OFF, OFF)


async def test_a_home_in_fahrenheit(empty_home: Home) -> None:
    home = empty_home
    home.hass.config.units = US_CUSTOMARY_SYSTEM
    await home.build()
    await home.add_pad()
    bridge = await Bridge.set_up(home)
    try:
        target = bridge.characteristic(TARGET)
        assert target.properties["minValue"] == pytest.approx(35, abs=0.1)
        assert target.properties["maxValue"] == pytest.approx(41, abs=0.1)
        assert bridge.value("TemperatureDisplayUnits") == 1
        bridge.write(TargetTemperature=37.8)
        await home.threads.settle()
        assert home.climate.attributes["temperature"] == pytest.approx(100, abs=0.2)
    finally:
        await bridge.take_down()


async def test_an_estimated_pad_goes_to_38_and_shows_no_temperature_of_its_own(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(sensor=False)
    bridge = await Bridge.set_up(home)
    try:
        assert bridge.characteristic(TARGET).properties["maxValue"] == 38
        await home.start(10)
        await home.run(120)
        # What Home Assistant fills in where nothing is measured.
        assert bridge.value("CurrentTemperature") == 21
    finally:
        await bridge.take_down()


async def test_an_electronic_pad_can_only_be_switched(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(controller="electronic", sensor=False)
    bridge = await Bridge.set_up(home)
    try:
        bridge.write(TargetTemperature=37)
        await home.run(30)
        assert home.plug.ons == 0
        bridge.write(TargetHeatingCoolingState=HEAT)
        await home.run(3)
        assert home.value("waiting_for") == "start"
        assert home.plug.ons == 0
    finally:
        await bridge.take_down()


# -- starting and ending ---------------------------------------------------------------


async def test_a_start_waits_for_a_person_begins_low_and_ends_by_itself(bridge: Bridge) -> None:
    """HomeKit does not say who asks: nobody stands behind it."""
    home = bridge.home
    bridge.write(TargetHeatingCoolingState=HEAT)
    await home.run(3)
    assert home.value("waiting_for") == "start"
    assert home.plug.ons == 0
    assert (bridge.value(MODE), bridge.value("CurrentHeatingCoolingState")) == (HEAT, OFF)
    await begun(home)
    assert home.climate.attributes["hvac_action"] == "preheating"
    assert home.climate.attributes["temperature"] == 37
    begun_s = home.clock.boot_s
    await home.run_until(lambda: home.climate.state == "off", 20 * 60 + 5)
    assert home.clock.boot_s - begun_s <= 20 * 60
    await off(home)
    assert bridge.value(MODE) == OFF


async def test_nobody_confirms(bridge: Bridge) -> None:
    home = bridge.home
    bridge.write(TargetHeatingCoolingState=HEAT)
    await home.run(182)
    assert home.value("stop_reason") == "not_confirmed"
    assert bridge.value(MODE) == OFF
    assert home.plug.ons == 0


async def test_siri_sends_auto_and_means_heat(bridge: Bridge) -> None:
    bridge.write(TargetHeatingCoolingState=AUTO)
    await begun(bridge.home)
    assert bridge.value(MODE) == HEAT


async def test_a_mode_no_pad_has_is_taken_for_heat_and_waits_for_a_person(bridge: Bridge) -> None:
    home = bridge.home
    bridge.write(TargetHeatingCoolingState=COOL)
    await home.run(10)
    assert home.climate.state in {"off", "heat"}
    assert home.plug.ons == 0


async def test_heat_and_target_in_one_write_are_one_session(bridge: Bridge) -> None:
    home = bridge.home
    bridge.write(TargetHeatingCoolingState=HEAT, TargetTemperature=38)
    await begun(home)
    assert home.climate.attributes["temperature"] == 38
    assert [kind for kind, _ in home.announced].count("started") == 1
    await home.run(170)
    assert home.value("phase") == "ramp"
    assert home.pad.surface_c < 37.5


async def test_t7_a_target_alone_starts_nothing(bridge: Bridge) -> None:
    home = bridge.home
    bridge.write(TargetTemperature=38)
    await home.threads.settle()
    assert home.climate.attributes["temperature"] == 38
    assert bridge.value(TARGET) == 38
    await off(home)
    assert home.plug.ons == 0
    assert home.events == []


WRITES = {
    "together": [{MODE: OFF, TARGET: 38}],
    "together, target first": [{TARGET: 38, MODE: OFF}],
    "off, then target": [{MODE: OFF}, {TARGET: 38}],
    "target, then off": [{TARGET: 38}, {MODE: OFF}],
    "twice": [{MODE: OFF, TARGET: 38}, {MODE: OFF, TARGET: 38}],
}


@pytest.mark.parametrize("settled", [True, False])
@pytest.mark.parametrize("writes", WRITES.values(), ids=WRITES)
async def test_off_and_target_together_mean_off(
    bridge: Bridge, writes: list[dict[str, float]], *, settled: bool
) -> None:
    home = bridge.home
    await home.start(15)
    await home.run(5)
    for write in writes:
        bridge.write(**write)
        if settled:
            await home.threads.settle()
    await off(home)
    assert home.value("stop_reason") == "stopped"
    assert bridge.value(MODE) == OFF


@pytest.mark.parametrize("writes", WRITES.values(), ids=WRITES)
async def test_off_and_target_while_off_start_nothing(bridge: Bridge, writes: list[dict[str, float]]) -> None:
    home = bridge.home
    for write in writes:
        bridge.write(**write)
    await off(home)
    assert home.plug.ons == 0


@pytest.mark.parametrize("unattended", ["confirm", "allow"])
@pytest.mark.parametrize("writes", WRITES.values(), ids=WRITES)
async def test_off_right_after_heat_wins(empty_home: Home, writes: list[dict[str, float]], unattended: str) -> None:
    """The bridge itself drops an off when the pad's state still says off: the session is being written down then."""
    home = empty_home
    await home.build()
    await home.add_pad(options={"unattended_start": unattended})
    bridge = await Bridge.set_up(home)
    try:
        bridge.write(TargetHeatingCoolingState=HEAT)
        for write in writes:
            bridge.write(**write)
        await off(home)
        assert home.plug.ons == 0
        assert bridge.value(MODE) == OFF
    finally:
        await bridge.take_down()


async def test_looking_at_the_thermostat_changes_nothing(bridge: Bridge) -> None:
    """The app writes the mode it shows when somebody opens the thermostat."""
    home = bridge.home
    bridge.write(TargetHeatingCoolingState=OFF)
    await off(home)
    assert home.events == []
    await home.start(15)
    await home.run(5)
    ends_at = home.value("ends_at")
    bridge.write(TargetHeatingCoolingState=HEAT)
    await home.run(5)
    assert home.value("ends_at") == ends_at
    assert home.value("phase") == "ramp"


# -- what is refused ----------------------------------------------------------------------


async def test_a_target_above_the_cap_jumps_back(bridge: Bridge) -> None:
    home = bridge.home
    await home.start(15)
    await home.run(5)
    before = home.climate.attributes["temperature"]
    bridge.write(TargetTemperature=41)
    await home.threads.settle()
    assert home.climate.attributes["temperature"] == before
    assert bridge.value(TARGET) == before


async def test_a_start_while_resting_jumps_back(bridge: Bridge) -> None:
    home = bridge.home
    await home.start(12)
    await home.run_until(lambda: home.value("blocked_by") == "resting", 13 * 60)
    bridge.write(TargetHeatingCoolingState=HEAT)
    await home.threads.settle()
    assert home.announced[-1] == ("refused", "resting")
    assert bridge.value(MODE) == OFF
    await off(home)


async def test_unattended_starts_may_be_refused(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(options={"unattended_start": "refuse"})
    bridge = await Bridge.set_up(home)
    try:
        bridge.write(TargetHeatingCoolingState=HEAT)
        await home.threads.settle()
        assert home.announced[-1] == ("refused", "nobody_there")
        assert bridge.value(MODE) == OFF
        await off(home)
        assert home.plug.ons == 0
    finally:
        await bridge.take_down()


# -- a heater instead of a thermostat --------------------------------------------------------


async def test_as_a_heater_it_has_a_switch_and_one_threshold(heater: Bridge) -> None:
    assert heater.service.display_name == "HeaterCooler"
    threshold = heater.characteristic("HeatingThresholdTemperature")
    assert (threshold.properties["minValue"], threshold.properties["maxValue"]) == (35, 41)
    assert heater.value("Active") == 0


@pytest.mark.parametrize("settled", [True, False])
async def test_as_a_heater_off_wins_too(heater: Bridge, *, settled: bool) -> None:
    home = heater.home
    heater.write(Active=1)
    if settled:
        await begun(home)
    heater.write(Active=0, HeatingThresholdTemperature=38)
    heater.write(HeatingThresholdTemperature=38)
    await off(home)
    assert heater.value("Active") == 0


async def test_as_a_heater_a_threshold_alone_starts_nothing(heater: Bridge) -> None:
    home = heater.home
    heater.write(HeatingThresholdTemperature=38)
    await off(home)
    assert home.plug.ons == 0


# -- the announcement others can hear -----------------------------------------------------------


async def test_a_write_can_be_told_from_others_by_its_event(bridge: Bridge) -> None:
    home = bridge.home
    heard: list[Event] = []
    home.hass.bus.async_listen("homekit_state_change", heard.append)
    bridge.write(TargetHeatingCoolingState=HEAT)
    await home.threads.settle()
    assert [event.data["entity_id"] for event in heard] == ["climate.sofa_pad"]
    assert heard[0].context.user_id is None


# -- any order -----------------------------------------------------------------------------------


def sentence(bridge: Bridge, choice: random.Random) -> Sentence:
    """What somebody may do with a phone, or say to Siri."""
    value_c = choice.choice((35, 36.5, 37, 38, 39, 39.5, 41))

    def of(wish: Wish, **values: float) -> Directive:
        async def write() -> None:
            bridge.write(**values)

        return Directive(" + ".join(f"{name} {value}" for name, value in values.items()), wish, write)

    heat = of(Wish.HEAT, TargetHeatingCoolingState=HEAT)
    no = of(Wish.OFF, TargetHeatingCoolingState=OFF)
    target = of(Wish.NEITHER, TargetTemperature=value_c)
    offered: dict[Sentence, int] = {
        (heat,): 3,
        (heat, *a_person_confirms(bridge.home)): 5,
        (of(Wish.HEAT, TargetHeatingCoolingState=AUTO),): 2,
        (of(Wish.HEAT, TargetHeatingCoolingState=COOL),): 1,
        (of(Wish.HEAT, TargetHeatingCoolingState=HEAT, TargetTemperature=value_c),): 3,
        (of(Wish.HEAT, TargetTemperature=value_c, TargetHeatingCoolingState=HEAT),): 2,
        (no,): 3,
        (of(Wish.OFF, TargetHeatingCoolingState=OFF, TargetTemperature=value_c),): 3,
        (of(Wish.OFF, TargetTemperature=value_c, TargetHeatingCoolingState=OFF),): 3,
        (heat, no): 2,
        (heat, no, target): 1,
        (no, target): 2,
        (target, no): 2,
        (no, heat): 1,
        (target,): 4,
        a_person_confirms(bridge.home): 3,
    }
    return choice.choices(list(offered), list(offered.values()))[0]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("numbers", PARTS, ids=str)
async def test_any_order_of_writes(bridge: Bridge, numbers: range) -> None:
    seen = await run_orders(bridge.home, "homekit", lambda choice: sentence(bridge, choice), numbers)
    assert seen.sessions > 0 or FEW
    assert seen.heated_s > 0 or FEW
