"""Every rule of the guard at its very threshold, and every field it copies: found missing by mutation testing."""

import itertools
from dataclasses import replace

import pytest

from engine import safety
from engine.events import SelfTestAsked
from engine.models import Caution, StopReason
from engine.safety import EXPECT_EVERY_S, EXPECT_KEPT_S, Readings, Watch
from tests.engine.builders import Tube, settings
from tests.engine.test_safety import BLIND, CONTACT, HOLD, INSIDE, RAMP, Eyes, at

IDLE = Watch(commanded_on=False, commanded_s=1000.0)


# -- what the guard copies ----------------------------------------------------------------------


def test_s6_the_guard_copies_every_field_of_a_heating_session() -> None:
    tube = Tube(settings(auto_off_verified=True))
    tube.state = replace(tube.state, learned_power_w=88.0)
    tube.start()
    tube.state = replace(tube.state, plug=replace(tube.state.plug, armed_until_s=1234.0))
    session, plug = tube.state.session, tube.state.plug
    assert session is not None
    watch = safety.watch_of(tube.state)
    assert watch == Watch(
        session_id="s1",
        heating=True,
        ramping=True,
        heating_since_s=session.heat_since_s or -1.0,
        ends=session.ends,
        outer=session.outer,
        goal_c=session.goal_c,
        ramp=session.ramp,
        commanded_on=True,
        commanded_s=plug.commanded_s,
        waits_for_watts=False,
        armed_until_s=1234.0,
        learned_power_w=88.0,
        testing=None,
    )
    assert watch.ends is not None
    assert watch.goal_c is not None
    tube.pass_time(12 * 60, value_c=36.9)
    assert not safety.watch_of(tube.state).ramping


def test_s6_the_guard_copies_what_an_idle_pad_and_a_test_are_about() -> None:
    tube = Tube(settings(metered=True))
    tube.state = replace(tube.state, learned_power_w=88.0)
    assert safety.watch_of(tube.state).learned_power_w == 88.0
    assert safety.watch_of(tube.state).commanded_on is False
    tube.send(SelfTestAsked(seconds=60.0, attended=True))
    # The test switches behind the pad's back: its watts are no stuck relay.
    assert safety.watch_of(tube.state).commanded_on is True


def test_s6_a_pad_that_waits_for_its_button_is_not_a_pad_that_waits_for_the_start() -> None:
    asked = Tube(settings(confirm_start=True))
    asked.start(attended=False)
    watch = safety.watch_of(asked.state)
    assert (watch.heating, watch.ramping, watch.waits_for_watts, watch.heating_since_s) == (False, False, False, 0.0)


# -- temperatures ---------------------------------------------------------------------------------


def test_the_smoothed_trip_is_at_43_degrees() -> None:
    eyes = Eyes()
    for second in range(0, 62, 2):
        eyes.temperature(43.0, second)
    assert eyes.verdict(60) is StopReason.OVER_TEMPERATURE


def test_readings_are_kept_for_a_while_and_no_longer() -> None:
    eyes = Eyes()
    for second in range(0, 1200, 10):
        eyes.temperature(36.0, second)
    kept_s = eyes.readings.temperatures[-1].at_s - eyes.readings.temperatures[0].at_s
    assert 30 <= kept_s <= 120
    assert safety.smooth_c(eyes.readings) == pytest.approx(36.0)


def test_the_mean_goes_back_half_a_minute_and_no_further() -> None:
    eyes = Eyes()
    eyes.temperature(20.0, 0)
    eyes.temperature(30.0, 1)
    eyes.temperature(40.0, 31)
    assert safety.smooth_c(eyes.readings) == pytest.approx(35.0)


@pytest.mark.parametrize(
    ("pad", "value_c", "possible"),
    [
        (CONTACT, 10.0, True),
        (CONTACT, 9.99, False),
        (INSIDE, 10.0, True),
        (INSIDE, 69.0, True),
        (INSIDE, 70.0, True),
        (INSIDE, 70.01, False),
    ],
)
def test_s4_what_can_be_ends_exactly_at_its_limits(pad: object, value_c: float, possible: bool) -> None:
    eyes = Eyes(pad)  # type: ignore[arg-type] # one of the two pads above
    eyes.temperature(value_c, 0)
    found = eyes.verdict(0)
    # 70 °C in the pad is also far too hot, but only the second time.
    assert (found is StopReason.IMPLAUSIBLE_TEMPERATURE) is not possible


def test_s4_an_unusable_reading_is_no_temperature() -> None:
    eyes = Eyes()
    eyes.temperature(36.0, 0)
    eyes.temperature(None, 1)
    assert eyes.readings.temperature_valid is False
    assert safety.saw_sensor_alive(eyes.readings, at(50)).sensor_seen_s == 1000.0


def test_the_step_of_a_sensor_is_learned_from_what_it_shows() -> None:
    eyes = Eyes()
    default_c = eyes.readings.quantum_c
    eyes.temperature(30.0, 0)
    assert eyes.readings.quantum_c == default_c  # the first reading moved nothing
    eyes.temperature(30.0, 1)
    assert eyes.readings.quantum_c == default_c
    eyes.temperature(30.0625, 2)
    assert eyes.readings.quantum_c == 0.0625
    eyes.temperature(31.0, 3)
    assert eyes.readings.quantum_c == 0.0625  # a large step says nothing about the smallest


# -- no rise ------------------------------------------------------------------------------------------


def rise(eyes: Eyes, *, to_c: float = 20.0, seconds: int, power_w: float | None = 100.0) -> StopReason | None:
    """Heat for some seconds while the sensor goes evenly from 20 °C to some value."""
    verdict = None
    for second in range(0, seconds + 1, 2):
        eyes.temperature(20.0 + (to_c - 20.0) * second / seconds, second)
        if power_w is not None:
            eyes.power(power_w, second)
        eyes.tick(second)
        verdict = eyes.verdict(second)
    return verdict


def test_s4_no_rise_counts_from_eight_minutes_on() -> None:
    moving = {"to_c": 21.0}
    assert rise(Eyes(), seconds=478, **moving) is None
    assert rise(Eyes(), seconds=480, **moving) is StopReason.NO_TEMPERATURE_RISE
    # A rule about heating: an idle pad may stay as cool as it likes, a sensor that is only a limit too.
    assert rise(Eyes(watch=replace(HOLD, heating=False)), seconds=600, **moving) is None
    assert rise(Eyes(settings(sensing="limit", metered=True)), seconds=600, **moving) is None


def test_s4_no_rise_needs_more_than_twenty_watts_in_the_mean() -> None:
    assert rise(Eyes(), to_c=21.0, seconds=480, power_w=20.0) is None
    assert rise(Eyes(), to_c=21.0, seconds=480, power_w=20.2) is StopReason.NO_TEMPERATURE_RISE
    # A pad without a meter has only its rating to go by, whatever some meter may have said.
    unmetered = settings(rated_power_w=60)
    assert rise(Eyes(unmetered), to_c=21.0, seconds=480, power_w=None) is StopReason.NO_TEMPERATURE_RISE
    assert rise(Eyes(unmetered), to_c=21.0, seconds=480, power_w=2.0) is StopReason.NO_TEMPERATURE_RISE


def test_three_degrees_begin_a_new_window() -> None:
    eyes = Eyes()
    eyes.temperature(20.0, 0)
    eyes.tick(0)
    for second in (40, 60, 72):  # apart, so that the mean is the reading
        eyes.temperature(23.0, second)
    eyes.tick(72)
    assert eyes.readings.rise_from is not None
    assert eyes.readings.rise_from.value == pytest.approx(23.0)
    assert eyes.readings.rise_energy_j == 0.0


def test_exactly_four_degrees_below_the_goal_nothing_is_asked() -> None:
    eyes = Eyes()
    eyes.temperature(35.0, 0)
    eyes.tick(0)
    assert eyes.readings.rise_from is None
    eyes = Eyes()
    eyes.temperature(34.9, 0)
    eyes.tick(0)
    assert eyes.readings.rise_from is not None


def test_what_was_added_up_ends_with_the_heat() -> None:
    eyes = Eyes()
    for second in range(0, 100, 2):
        eyes.temperature(22.0, second)
        eyes.power(2.0, second)
        eyes.tick(second)
    assert eyes.readings.without_power_s > 90
    assert eyes.readings.rise_energy_j > 0
    assert eyes.readings.expected
    eyes.watch = IDLE
    eyes.tick(100)
    assert (eyes.readings.without_power_s, eyes.readings.rise_from, eyes.readings.rise_energy_j) == (0.0, None, 0.0)
    assert (eyes.readings.model, eyes.readings.expected) == (None, ())


def test_time_only_counts_between_two_looks() -> None:
    eyes = Eyes()
    eyes.power(1.0, 10)
    eyes.temperature(30.0, 10)
    eyes.tick(10)
    assert eyes.readings.without_power_s == 0.0
    eyes.tick(12)
    assert eyes.readings.without_power_s == 2.0
    eyes.tick(12)
    eyes.tick(11)  # a clock that goes back adds nothing
    assert eyes.readings.without_power_s == 2.0


# -- watts -------------------------------------------------------------------------------------------


def test_five_watts_are_watts() -> None:
    eyes = Eyes()
    eyes.temperature(30.0, 0)
    for second in (0, 2, 4):
        eyes.power(5.0, second)
        eyes.tick(second)
    assert eyes.readings.without_power_s == 0.0
    eyes.power(4.9, 6)
    eyes.tick(6)
    eyes.tick(8)
    assert eyes.readings.without_power_s == 4.0
    eyes.power(5.0, 9)
    assert eyes.readings.without_power_s == 0.0


def test_t12_two_and_five_minutes_without_watts_count_from_their_very_second() -> None:
    for seconds, warned, ended in ((118, False, False), (120, True, False), (298, True, False), (300, True, True)):
        readings = replace(Readings(), without_power_s=float(seconds))
        assert (safety.caution(CONTACT, HOLD, readings) is Caution.NO_WATTS) is warned
        assert safety.pad_not_heating(CONTACT, HOLD, readings, at(0)) is ended


def test_t12_a_pad_with_its_own_thermostat_may_pause_half_as_long_again_as_it_ever_did() -> None:
    for learned_s, seconds, warned, ended in (
        (60, 119, False, False),
        (60, 120, True, False),
        (60, 300, True, True),
        (240, 239, False, False),
        (240, 240, True, False),
        (240, 359, True, False),
        (240, 360, True, True),
        (900, 899, False, False),
        (900, 900, True, True),
    ):
        readings = replace(Readings(), without_power_s=float(seconds))
        watch = replace(HOLD, learned_pause_s=float(learned_s))
        assert (safety.caution(CONTACT, watch, readings) is Caution.NO_WATTS) is warned, (learned_s, seconds)
        assert safety.pad_not_heating(CONTACT, watch, readings, at(0)) is ended, (learned_s, seconds)


def test_a_command_makes_old_watts_worthless() -> None:
    eyes = Eyes()
    eyes.power(100.0, 0)
    assert safety.saw_command(eyes.readings).powers == ()


def test_t11_stuck_at_exactly_fifteen_seconds() -> None:
    for first_s, now_s, found in ((15, 16, True), (14, 16, False), (14.9, 15, False)):
        eyes = Eyes(CONTACT, IDLE)
        eyes.power(100.0, first_s)
        eyes.power(100.0, now_s)
        assert (eyes.verdict(now_s) is StopReason.STUCK_ON) is found, first_s
    eyes = Eyes(CONTACT, IDLE)
    eyes.power(100.0, 15)
    eyes.readings = replace(eyes.readings, powers=(*eyes.readings.powers, eyes.readings.powers[0]))
    assert eyes.verdict(15) is StopReason.STUCK_ON
    # What a meter says of a command that is still to come proves nothing.
    eyes.watch = replace(IDLE, commanded_s=1014.0)
    assert eyes.verdict(15) is None


def test_two_hundred_watts_are_not_yet_too_many() -> None:
    eyes = Eyes()
    eyes.temperature(30.0, 0)
    for second, power_w in enumerate((200.0, 200.0)):
        eyes.power(power_w, second)
    assert eyes.verdict(1) is None
    # Only the newest two count: one old peak among others is none.
    for second, power_w in enumerate((250.0, 250.0, 90.0, 90.0), start=2):
        eyes.power(power_w, second)
    assert eyes.verdict(6) is None


# -- a plug that is gone ---------------------------------------------------------------------------------


def test_s4_a_countdown_has_run_out_in_its_very_second() -> None:
    bounded = replace(CONTACT, auto_off_verified=True)
    eyes = Eyes(bounded, replace(HOLD, armed_until_s=1000.0 + 105))
    eyes.readings = safety.saw_plug(eyes.readings, on=None, now=at(0))
    eyes.temperature(38.0, 104)
    assert eyes.verdict(104.9) is None
    assert eyes.verdict(105) is StopReason.PLUG_UNAVAILABLE


# -- frozen ------------------------------------------------------------------------------------------------


def watched(eyes: Eyes, seconds: int, *, on_s: int, power_w: float | None = 100.0, value_c: float = 30.0) -> None:
    """Let the relay be on for the first `on_s` seconds, and the sensor say one value all the time."""
    for second in range(0, seconds, 2):
        eyes.readings = safety.saw_plug(eyes.readings, on=second < on_s, now=at(second))
        eyes.temperature(value_c, second)
        if power_w is not None:
            eyes.power(power_w if second < on_s else 0.0, second)
        eyes.tick(second)


def test_the_model_begins_at_what_the_sensor_says_and_rises_with_the_watts() -> None:
    strong, weak, off = Eyes(watch=RAMP), Eyes(watch=RAMP), Eyes(watch=RAMP)
    watched(strong, 240, on_s=240, power_w=120.0)
    watched(weak, 240, on_s=240, power_w=60.0)
    watched(off, 240, on_s=0)
    for eyes in (strong, weak, off):
        assert eyes.readings.expected[0].value == pytest.approx(30.0)
    strong_c, weak_c, off_c = (each.readings.expected[-1].value for each in (strong, weak, off))
    assert strong_c > weak_c + 2 > off_c + 2
    # Skin is warmer than a cool pad: a pad that is off drifts towards it, never below the room.
    assert 28.0 < off_c < 34.0
    # An unmetered pad is taken at its rating; a meter of an unmetered pad is not asked.
    rated, misled = Eyes(settings(rated_power_w=60), RAMP), Eyes(settings(rated_power_w=60), RAMP)
    watched(rated, 240, on_s=240, power_w=None)
    watched(misled, 240, on_s=240, power_w=5.0)
    assert rated.readings.expected[-1].value == pytest.approx(weak_c, abs=0.3)
    assert misled.readings.expected[-1].value == pytest.approx(rated.readings.expected[-1].value, abs=0.01)


def test_what_a_late_sensor_should_show_is_less_and_later() -> None:
    quick, late = (
        Eyes(settings(metered=True, sensor_lag_s=5), RAMP),
        Eyes(settings(metered=True, sensor_lag_s=60), RAMP),
    )
    for eyes in (quick, late):
        watched(eyes, 240, on_s=240)
        values = [each.value for each in eyes.readings.expected]
        assert values == sorted(values)
    quick_c, late_c = (each.readings.expected[-1].value for each in (quick, late))
    assert 30.5 < late_c < quick_c - 0.5
    assert quick.readings.model is not None
    assert quick_c <= quick.readings.model.surface_c
    assert quick_c == pytest.approx(quick.readings.model.surface_c, abs=1.5)


def test_expectations_are_noted_at_their_pace_and_kept_for_twenty_minutes() -> None:
    eyes = Eyes()
    watched(eyes, 1400, on_s=500)
    moments = [each.at_s for each in eyes.readings.expected]
    assert {later - earlier for earlier, later in itertools.pairwise(moments)} == {EXPECT_EVERY_S}
    assert EXPECT_KEPT_S <= moments[-1] - moments[0] <= EXPECT_KEPT_S + EXPECT_EVERY_S


def test_without_a_sensor_that_controls_nothing_is_expected() -> None:
    eyes = Eyes(BLIND)
    watched(eyes, 60, on_s=60)
    assert eyes.readings.expected == ()


def test_s4_frozen_needs_exactly_five_minutes_and_a_change_of_two_steps() -> None:
    def judged(span_c: float, since_s: float) -> bool:
        expected = tuple(
            safety.Sample(value=36.0 + (span_c if number == 5 else 0.0), at_s=1000.0 + number * 10)
            for number in range(31)
        )
        readings = replace(
            Readings(),
            temperatures=(safety.Sample(value=36.0, at_s=1300.0),),
            temperature_valid=True,
            quantum_c=0.5,
            changed_s=1000.0 - since_s,
            expected=expected,
        )
        watch = replace(HOLD, heating_since_s=0.0)
        return safety.frozen(watch, readings, at(300))

    # Half of what the model does is certain.
    least_c = max(safety.FROZEN_QUANTA * 0.5, safety.FROZEN_LEAST_C) / safety.FROZEN_CERTAIN
    assert judged(least_c, 0.0)
    assert not judged(least_c - 0.01, 0.0)
    assert not judged(least_c, -0.5)


def test_s4_a_sensor_that_shows_nothing_of_four_degrees_for_a_minute_is_frozen_sooner() -> None:
    def judged(span_c: float, *, quantum_c: float = 0.5, late_s: int = 60, energy_j: float = 3000.0) -> bool:
        readings = replace(
            Readings(),
            temperatures=(safety.Sample(value=30.0, at_s=1100.0),),
            temperature_valid=True,
            quantum_c=quantum_c,
            changed_s=1000.0,
            unchanged_energy_j=energy_j,
            expected=(safety.Sample(value=30.0, at_s=1000.0), safety.Sample(value=30.0 + span_c, at_s=1010.0)),
        )
        return safety.frozen(replace(HOLD, heating_since_s=0.0), readings, at(10 + late_s))

    assert judged(4.0)
    assert not judged(3.99)
    assert not judged(4.0, late_s=59)
    assert not judged(4.0, energy_j=2999.0)
    # A coarser sensor has to be given four of its steps.
    assert not judged(4.0, quantum_c=2.0)
    assert judged(8.0, quantum_c=2.0)


def test_a_plug_that_is_off_heats_no_model_whatever_its_pad_is_rated() -> None:
    eyes = Eyes(settings(rated_power_w=100), RAMP)
    watched(eyes, 120, on_s=0, power_w=None)
    assert eyes.readings.expected[-1].value < 34.0


def test_two_readings_are_enough_for_too_much_power() -> None:
    eyes = Eyes()
    eyes.temperature(30.0, 0)
    eyes.power(201.0, 0)
    assert eyes.verdict(0) is None
    eyes.power(201.0, 1)
    assert eyes.verdict(1) is StopReason.POWER_TOO_HIGH
    eyes.power(90.0, 2)
    eyes.power(201.0, 3)
    assert eyes.verdict(3) is None
