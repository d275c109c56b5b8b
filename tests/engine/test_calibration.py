"""One measurement by a person, and the trace it is held against."""

from itertools import pairwise

import pytest

from engine.calibration import believed_c, offset_of
from engine.change import replace
from engine.events import PauseAsked, PowerReported, ResumeAsked, StopAsked
from engine.models import Sample
from engine.trace import POINTS_MOST, SESSIONS_KEPT, Point, Trace
from tests.engine.builders import Tube, settings


def shown(*modelled: float | None) -> list[Point]:
    """A trace with a point each minute."""
    return [
        Point(at_s=60.0 * minute, setpoint_c=38.0, measured_c=None, modelled_c=each, relay_on=True, power_w=None)
        for minute, each in enumerate(modelled)
    ]


def test_what_the_model_believed_is_read_between_the_points() -> None:
    points = shown(None, 30.0, 32.0, None, 34.0)
    for at_s, modelled_c in ((60, 30.0), (90, 31.0), (120, 32.0), (180, 33.0), (240, 34.0)):
        assert believed_c(points, at_s) == pytest.approx(modelled_c)
    for at_s in (0, 59, 241):
        assert believed_c(points, at_s) is None
    assert believed_c([], 0) is None
    assert believed_c(shown(30.0), 0) is None


def test_a_warmer_pad_is_believed_wholly_and_a_cooler_one_by_half() -> None:
    for measured_c, offset_c in (
        (36.0, 0.0),
        (37.5, 1.5),
        (44.0, 8.0),
        (44.1, None),
        (35.0, -0.5),
        (32.0, -2.0),
        (31.9, None),
    ):
        assert offset_of(36.0, measured_c) == offset_c, measured_c


# -- the trace ---------------------------------------------------------------------------------


def follow(tube: Tube, trace: Trace, seconds: float) -> None:
    """Let time pass, and the trace look each second."""
    for _ in range(int(seconds)):
        tube.pass_time(1.0, step_s=1.0)
        trace.look(tube.state, tube.now)


def test_a_trace_has_a_point_every_ten_seconds_and_at_each_move_of_the_relay() -> None:
    tube, trace = Tube(), Trace()
    follow(tube, trace, 30)
    assert trace.newest == ()
    tube.start()
    follow(tube, trace, 300)
    points = trace.newest
    gaps = [later.at_s - earlier.at_s for earlier, later in pairwise(points)]
    assert max(gaps) <= 10.0
    moves = [later.at_s for earlier, later in pairwise(points) if earlier.relay_on != later.relay_on]
    assert len(moves) > 2
    assert points[0].at_s == 0.0
    assert points[0].setpoint_c == 37.0
    assert points[-1].measured_c == 30.0
    assert all(
        set(each) == {"at_s", "setpoint_c", "measured_c", "modelled_c", "relay_on", "power_w"}
        for each in trace.told()[0]
    )


def test_pauses_leave_a_gap_and_the_newest_sessions_are_kept() -> None:
    tube, trace = Tube(), Trace()
    for number in range(SESSIONS_KEPT + 2):
        tube.allow(refusal=None, ready_at=None)
        tube.start(f"s{number}")
        follow(tube, trace, 40)
        if number == 0:
            tube.send(PauseAsked())
            follow(tube, trace, 60)
            tube.send(ResumeAsked(attended=True, allowance=tube.state.allowance))
            follow(tube, trace, 30)
            assert any(later.at_s - earlier.at_s > 50 for earlier, later in pairwise(trace.newest))
        tube.send(StopAsked())
        follow(tube, trace, 30)
    assert len(trace.told()) == SESSIONS_KEPT


def test_a_trace_does_not_grow_for_ever_and_shows_what_is_unknown_as_such() -> None:
    tube, trace = Tube(), Trace()
    tube.start()
    tube.pass_time(5)
    state = replace(tube.state, temperature=None, power=None, model=None)
    for second in range(2 * POINTS_MOST):
        flipped = replace(state, plug=replace(state.plug, on=second % 2 == 0))
        trace.look(flipped, replace(tube.now, boot_s=tube.now.boot_s + second))
    assert len(trace.newest) == POINTS_MOST
    assert (trace.newest[0].measured_c, trace.newest[0].modelled_c, trace.newest[0].power_w) == (None, None, None)
    trace.look(replace(state, power=Sample(value=61.0, at_s=0.0)), tube.now)
    assert len(trace.newest) == POINTS_MOST


def test_watts_alone_change_nothing_and_are_known_all_the_same() -> None:
    tube = Tube(settings(metered=True))
    tube.start()
    tube.pass_time(60)
    before = tube.state
    tube.send(PowerReported(power_w=88.0))
    assert tube.state.power is not None
    assert tube.state.power.value == 88.0
    assert tube.state.wake_s == before.wake_s
    assert tube.state.plug == before.plug


def test_a_change_of_what_does_not_exist_is_refused() -> None:
    with pytest.raises(TypeError, match="PadState has no coffee"):
        replace(Tube().state, coffee=1)  # type: ignore[call-arg]  # that is the point
    with pytest.raises(TypeError):
        replace(Sample(value=1.0, at_s=1.0), coffee=1)  # type: ignore[call-arg]  # a class with slots
