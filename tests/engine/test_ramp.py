"""The low start: at once to low, slowly to the goal, never past it."""

import pytest
from hypothesis import given, strategies as st

from engine import ramp

temperatures = st.floats(min_value=35.0, max_value=41.0)
seconds = st.floats(min_value=0.0, max_value=3600.0)
retargets = st.lists(st.tuples(st.floats(min_value=0.0, max_value=900.0), temperatures), max_size=6)


@pytest.mark.parametrize(
    ("elapsed_s", "expected_c"),
    [(0, 37.0), (60, 37.0), (180, 37.0), (200, 37.5), (220, 38.0), (260, 39.0), (1200, 39.0)],
)
def test_low_start_holds_three_minutes_and_rises_by_1_5_a_minute(elapsed_s: float, expected_c: float) -> None:
    assert ramp.programme(37.0, 39.0, 0.0, elapsed_s) == pytest.approx(expected_c)


def test_goal_at_or_below_low_is_held_from_the_start() -> None:
    slow = ramp.start(100.0, 37.0, 36.0, 0.0)
    assert ramp.setpoint(slow, 100.0) == 36.0
    assert ramp.ends_at(slow) == 280.0
    assert ramp.ends_at(ramp.start(100.0, 37.0, 36.0, 600.0)) == 700.0


def test_a_longer_ramp_rises_more_slowly_after_the_low_hold() -> None:
    slow = ramp.start(0.0, 37.0, 39.0, 600.0)
    assert ramp.setpoint(slow, 180.0) == 37.0
    assert ramp.setpoint(slow, 390.0) == pytest.approx(38.0)
    assert ramp.ends_at(slow) == pytest.approx(600.0)


def test_a_ramp_shorter_than_the_limits_allow_is_lengthened() -> None:
    assert ramp.ends_at(ramp.start(0.0, 37.0, 41.0, 60.0)) == pytest.approx(180.0 + 160.0)


def test_down_is_immediate_and_ends_the_ramp() -> None:
    warm = ramp.start(0.0, 37.0, 39.0, 0.0)
    cooler = ramp.retarget(warm, 600.0, 37.0)
    assert ramp.setpoint(cooler, 600.0) == 37.0
    assert ramp.ends_at(cooler) <= 600.0


def test_up_rises_from_the_present_setpoint_without_a_new_low_hold() -> None:
    warmer = ramp.retarget(ramp.start(0.0, 37.0, 39.0, 0.0), 600.0, 41.0)
    assert ramp.setpoint(warmer, 600.0) == 39.0
    assert ramp.setpoint(warmer, 640.0) == pytest.approx(40.0)
    assert ramp.ends_at(warmer) == pytest.approx(680.0)


def test_up_during_the_low_hold_does_not_shorten_it() -> None:
    warmer = ramp.retarget(ramp.start(0.0, 37.0, 38.0, 0.0), 60.0, 39.0)
    assert ramp.setpoint(warmer, 180.0) == 37.0
    assert ramp.setpoint(warmer, 220.0) == pytest.approx(38.0)


def test_down_and_up_again_within_the_low_hold_stays_low() -> None:
    again = ramp.retarget(ramp.retarget(ramp.start(0.0, 37.0, 39.0, 0.0), 60.0, 36.0), 90.0, 39.0)
    assert ramp.setpoint(again, 180.0) == 36.0
    assert ramp.setpoint(again, 200.0) == pytest.approx(36.5)


@given(low_c=temperatures, goal_c=temperatures, ramp_s=seconds, first_s=seconds, later_s=seconds)
def test_never_above_the_goal_never_falling_never_too_fast_never_early(
    low_c: float, goal_c: float, ramp_s: float, first_s: float, later_s: float
) -> None:
    at_s, then_s = sorted((first_s, later_s))
    before_c = ramp.programme(low_c, goal_c, ramp_s, at_s)
    after_c = ramp.programme(low_c, goal_c, ramp_s, then_s)
    assert min(low_c, goal_c) <= before_c <= after_c <= goal_c
    assert after_c - before_c <= ramp.MAX_RISE_C_PER_MIN * (then_s - at_s) / 60.0 + 1e-9
    if goal_c - low_c > 1e-6 and at_s < ramp_s - 1e-6:
        assert before_c < goal_c
    if at_s <= ramp.LOW_HOLD_S:
        assert before_c == min(low_c, goal_c)


@given(low_c=temperatures, goal_c=temperatures, ramp_s=seconds, changes=retargets)
def test_any_row_of_level_changes_rises_slowly_and_falls_at_once(
    low_c: float, goal_c: float, ramp_s: float, changes: list[tuple[float, float]]
) -> None:
    now_s = 0.0
    running = ramp.start(now_s, low_c, goal_c, ramp_s)
    for wait_s, wanted_c in changes:
        before_c = ramp.setpoint(running, now_s)
        now_s += wait_s
        reached_c = ramp.setpoint(running, now_s)
        assert reached_c - before_c <= ramp.MAX_RISE_C_PER_S * wait_s + 1e-9
        running = ramp.retarget(running, now_s, wanted_c)
        assert ramp.setpoint(running, now_s) == pytest.approx(min(reached_c, wanted_c))
        assert ramp.setpoint(running, now_s) <= wanted_c
    assert ramp.setpoint(running, ramp.ends_at(running)) == pytest.approx(running.goal_c)
    assert ramp.ends_at(running) >= ramp_s
    if ramp.ends_at(running) > 1.0 and running.goal_c - ramp.setpoint(running, now_s) > 0.1:
        assert ramp.ends_at(running) > now_s


@given(low_c=temperatures, goal_c=temperatures, ramp_s=seconds, pause_s=seconds)
def test_after_a_pause_the_whole_ramp_starts_again(low_c: float, goal_c: float, ramp_s: float, pause_s: float) -> None:
    first = ramp.start(0.0, low_c, goal_c, ramp_s)
    again = ramp.start(pause_s, low_c, goal_c, ramp_s)
    for after_s in (0.0, 100.0, 180.0, 240.0, 1000.0):
        assert ramp.setpoint(again, pause_s + after_s) == pytest.approx(ramp.setpoint(first, after_s))
