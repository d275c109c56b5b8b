"""Failures seen in the field, each as a test with its number."""

from datetime import datetime
from itertools import pairwise
from statistics import fmean

import pytest
from homeassistant.exceptions import ServiceValidationError
from homeassistant.setup import async_setup_component

from tests.integration.home import PLUG, THERMOMETER, Home
from tests.simulation.plants import Fault

LOW_C = 37.0
RATE_C_PER_MIN = 1.5


async def test_a_session_of_20_minutes_rises_gently_and_ends_in_time(home: Home) -> None:
    """Relay pulses ripple the surface by tenths, so its rise is judged on means of 60 s."""
    surface_c: list[float] = []
    setpoints_c: set[float] = set()

    def look() -> None:
        surface_c.append(home.pad.surface_c)
        setpoints_c.add(home.climate.attributes["temperature"])

    home.every_second.append(look)
    await home.start(20, temperature=39)
    ends_at = datetime.fromisoformat(home.value("ends_at"))
    assert (ends_at - home.clock.wall).total_seconds() == pytest.approx(20 * 60, abs=1)
    await home.run_until(lambda: home.value("phase") != "ramp", 20 * 60)
    assert len(surface_c) >= 3 * 60
    assert max(surface_c[: 3 * 60]) < LOW_C + 1
    await home.run_until(lambda: not home.pad.relay_on and home.value("phase") == "rest", 20 * 60)
    assert abs((home.clock.wall - ends_at).total_seconds()) <= 1
    assert home.value("stop_reason") == "completed"
    smooth_c = [fmean(surface_c[at : at + 60]) for at in range(len(surface_c) - 60)]
    rises_c = [later - earlier for earlier, later in zip(smooth_c, smooth_c[60:], strict=False) if earlier >= LOW_C]
    assert max(rises_c) <= RATE_C_PER_MIN
    assert max(smooth_c) == pytest.approx(39, abs=1)
    assert setpoints_c == {39}
    await home.run(10)
    assert home.hass.states.is_state(PLUG, "off")
    assert "off_unconfirmed" not in home.issues


async def test_t1_the_plug_is_unavailable_when_the_time_is_up(home: Home) -> None:
    await home.start(20, temperature=39)
    await home.run(10 * 60)
    await home.run_until(lambda: home.pad.relay_on, 120)
    home.plug.set_available(available=False)
    home.meter.set_available(available=False)
    await home.run(40)
    assert home.value("stop_reason") == "plug_unavailable"
    assert ("stopped", "plug_unavailable") in home.announced
    assert any("plug_unavailable" in notice for notice in home.notices)
    await home.run(14 * 60)
    assert home.pad.relay_on  # nothing reaches the plug
    assert "off_unconfirmed" in home.issues
    assert any("off_unconfirmed" in notice for notice in home.notices)
    assert ("off_unconfirmed", None) in home.announced
    assert "stuck_on" not in home.issues
    home.plug.set_available(available=True)
    home.meter.set_available(available=True)
    await home.run(1)
    assert not home.pad.relay_on
    await home.run(10)
    assert not {"off_unconfirmed", "fault_stuck_on"} & home.issues
    assert home.value("stop_reason") == "plug_unavailable"
    ons = home.plug.ons
    await home.run(300)
    assert home.plug.ons == ons


async def test_t2_drop_outs_every_20_seconds_postpone_nothing(home: Home) -> None:
    await home.start(20, temperature=39)
    begun_s = home.clock.boot_s
    second = 0

    def flap() -> None:
        nonlocal second
        second += 1
        home.plug.show({"link_quality": second})
        if second % 20 in (0, 5):
            home.plug.set_available(available=second % 20 == 5)

    home.every_second.append(flap)
    await home.run_until(lambda: home.value("phase") not in ("ramp", "hold"), 20 * 60 + 1)
    home.every_second.clear()
    home.plug.set_available(available=True)
    assert home.clock.boot_s - begun_s <= 20 * 60 + 1
    assert home.value("stop_reason") in ("completed", "off_at_plug")
    await home.run(20)
    assert not home.pad.relay_on
    assert home.hass.states.is_state(PLUG, "off")


async def test_t2_changing_attributes_postpone_nothing(home: Home) -> None:
    await home.start(20, temperature=39)
    second = 0

    def change() -> None:
        nonlocal second
        second += 1
        home.plug.show({"link_quality": second})

    home.every_second.append(change)
    took_s = await home.run_until(lambda: home.value("phase") == "rest", 20 * 60 + 1)
    assert took_s == pytest.approx(20 * 60, abs=1)
    assert home.value("stop_reason") == "completed"
    await home.run(1)
    assert not home.pad.relay_on


async def test_t2_home_assistants_own_thermostat_stays_on_after_one_drop_out(empty_home: Home) -> None:
    """The comparison: the same pad and plug under generic_thermostat with a cap of 20 minutes."""
    home = empty_home
    await home.build()
    assert await async_setup_component(
        home.hass,
        "climate",
        {
            "climate": {
                "platform": "generic_thermostat",
                "name": "Sofa",
                "heater": PLUG,
                "target_sensor": THERMOMETER,
                "target_temp": 60,
                "max_temp": 70,
                "initial_hvac_mode": "heat",
                "max_cycle_duration": {"minutes": 20},
            }
        },
    )
    await home.hass.async_block_till_done()
    await home.run_until(lambda: home.pad.relay_on, 60)
    await home.run(5 * 60, step_s=10)
    home.plug.set_available(available=False)
    await home.run(10)
    home.plug.set_available(available=True)
    on_s = 0

    def count() -> None:
        nonlocal on_s
        on_s += 10 * home.pad.relay_on

    home.every_second.append(count)
    await home.run(181 * 60, step_s=10)
    assert on_s > 180 * 60


async def test_t6_nothing_switches_on_what_is_off(home: Home) -> None:
    ons = home.plug.ons
    await home.run(1000)
    assert home.plug.ons == ons
    assert not home.pad.relay_on


@pytest.mark.parametrize("off_first", [True, False])
async def test_t7_off_and_setpoint_in_either_order_end_off(home: Home, *, off_first: bool) -> None:
    await home.start(10)
    await home.run(30)
    calls = [("climate.turn_off", {}), ("climate.set_temperature", {"temperature": 38})]
    for action, data in calls if off_first else reversed(calls):
        await home.call(action, data)
    await home.run(30)
    assert home.climate.state == "off"
    assert not home.pad.relay_on


async def test_t7_setpoint_with_mode_off_is_off(home: Home) -> None:
    await home.start(10)
    await home.run(30)
    await home.call("climate.set_temperature", {"temperature": 38, "hvac_mode": "off"})
    await home.run(30)
    assert home.climate.state == "off"
    assert not home.pad.relay_on


async def test_t7_setpoint_and_preset_start_nothing(home: Home) -> None:
    await home.call("climate.set_temperature", {"temperature": 38})
    await home.call("climate.set_preset_mode", {"preset_mode": "medium"})
    await home.run(60)
    assert home.climate.state == "off"
    assert home.plug.ons == 0


async def test_t8_turn_on_before_every_temperature_is_one_bounded_session(home: Home) -> None:
    begun_s = home.clock.boot_s
    for temperature in (37, 38, 39):
        await home.call("climate.turn_on")
        await home.call("climate.set_temperature", {"temperature": temperature})
        await home.run(60)
    assert home.climate.attributes["temperature"] == 39
    await home.run_until(lambda: home.climate.state == "off", 20 * 60)
    assert home.clock.boot_s - begun_s == pytest.approx(20 * 60, abs=2)
    await home.run(2)
    assert await home.refused("climate.turn_on") == "resting"


async def test_t9_a_second_start_changes_nothing(home: Home) -> None:
    await home.start(10)
    await home.run(60)
    session_id = home.session_id
    ends_at = home.value("ends_at")
    await home.call("climate.turn_on")
    await home.call("climate.set_hvac_mode", {"hvac_mode": "heat"})
    await home.call("timer.start")
    await home.start(20, temperature=38.5)
    await home.run(1)
    assert home.session_id == session_id
    assert home.value("ends_at") == ends_at
    await home.run_until(lambda: home.climate.state == "off", 10 * 60)


async def test_t9_extensions_are_cut_at_the_cap(home: Home) -> None:
    await home.start(18)
    begun_s = home.clock.boot_s
    await home.run(10)
    await home.press("extend")
    with pytest.raises(ServiceValidationError) as refusal:
        await home.press("extend")
    assert refusal.value.translation_key == "too_long"
    await home.run_until(lambda: home.climate.state == "off", 25 * 60)
    assert home.clock.boot_s - begun_s == pytest.approx(20 * 60, abs=2)
    assert home.value("stop_reason") == "completed"


async def test_t11_a_plug_that_says_off_and_still_draws_is_stuck_on(home: Home) -> None:
    await home.start(10)
    await home.run(60)
    home.pad.fail(Fault.RELAY_STUCK_ON)
    await home.call("climate.turn_off")
    await home.run_until(lambda: home.value("phase") == "fault", 60)
    assert "fault_stuck_on" in home.issues
    assert await home.refused("climate.turn_on") == "faulted"
    home.pad.mend(Fault.RELAY_STUCK_ON)


async def test_t12_a_pad_whose_controller_stays_off_is_noticed(home: Home) -> None:
    home.pad.fail(Fault.CONTROLLER_OFF)
    await home.start(20)
    await home.run_until(lambda: home.value("phase") == "fault", 8 * 60)
    assert home.value("stop_reason") in ("pad_not_heating", "implausible_temperature")
    await home.run(10)
    assert not home.pad.relay_on


async def test_t16_a_foreign_on_is_switched_off_and_announced(home: Home) -> None:
    await home.run(20)
    await home.call("switch.turn_on")
    await home.run(3)
    assert not home.pad.relay_on
    assert ("refused", "not_allowed") in home.announced
    assert home.value("phase") == "off"


async def test_t16_three_foreign_ons_in_ten_minutes_are_a_fault(home: Home) -> None:
    for _ in range(3):
        await home.run(60)
        await home.call("switch.turn_on")
    await home.run(5)
    assert home.value("phase") == "fault"
    assert "fault_foreign_control" in home.issues
    assert ("fault", "foreign_control") in home.announced
    assert not home.pad.relay_on


async def test_t16_off_at_the_plug_ends_the_session(home: Home) -> None:
    await home.start(10)
    await home.run(30)
    assert home.pad.relay_on
    await home.call("switch.turn_off")
    await home.run(2)
    assert home.value("stop_reason") == "off_at_plug"
    await home.call("switch.turn_on")
    await home.run(3)
    assert not home.pad.relay_on
    assert home.value("phase") == "off"


async def test_t17_a_request_about_an_older_session_is_refused(home: Home) -> None:
    await home.start(10)
    older = home.session_id
    await home.run(60)
    await home.call("climate.turn_off")
    await home.run(15)
    await home.start(10)
    await home.run(5)
    assert home.session_id != older
    for action in ("stop_session", "extend_session", "resume_session", "confirm"):
        assert await home.refused(f"heating_pad.{action}", {"session": older}) == "session_over"
    assert home.climate.state == "heat"
    await home.call("heating_pad.stop_session", {"session": home.session_id})
    assert home.climate.state == "off"


async def test_t18_a_lost_off_is_repeated_until_the_plug_says_off(home: Home) -> None:
    await home.start(10)
    await home.run(30)
    assert home.pad.relay_on
    home.plug.deaf = True
    home.plug.commands.clear()
    await home.call("climate.turn_off")
    await home.run(8)
    assert "off_unconfirmed" not in home.issues
    assert await home.refused("climate.turn_on") == "off_unconfirmed"
    await home.run(4)
    assert "off_unconfirmed" in home.issues
    assert any("off_unconfirmed" in notice for notice in home.notices)
    assert ("off_unconfirmed", None) in home.announced
    assert "stuck_on" not in home.issues
    await home.run(120)
    assert all(not on for _, on in home.plug.commands)
    at_s = [at_s - home.plug.commands[0][0] for at_s, _ in home.plug.commands]
    assert at_s[:7] == pytest.approx([0, 1, 3, 7, 15, 31, 61], abs=2)
    assert max(later - earlier for earlier, later in pairwise(at_s)) <= 31
    assert "stuck_on" in home.issues
    assert home.value("phase") == "fault"
    home.plug.deaf = False
    await home.run(31)
    assert not home.pad.relay_on
    # It said nothing false, but watts flowed after OFF: only its meter can prove OFF now.
    await home.run(25)
    assert not home.pad.relay_on
    assert not {"off_unconfirmed", "stuck_on"} & home.issues
    assert "fault_stuck_on" in home.issues
    await home.call("heating_pad.acknowledge_fault")
    assert home.value("phase") != "fault"
    assert home.issues == set()


async def test_t18_an_absent_plug_is_never_called_stuck(home: Home) -> None:
    await home.start(10)
    await home.run(30)
    home.plug.set_available(available=False)
    home.meter.set_available(available=False)
    await home.run(100)
    assert "off_unconfirmed" in home.issues
    assert "stuck_on" not in home.issues
    assert home.value("phase") != "fault"
    home.plug.set_available(available=True)
    await home.run(12)
    assert not home.pad.relay_on
    assert home.issues == set()
