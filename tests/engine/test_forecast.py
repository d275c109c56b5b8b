"""What the rest of a session will probably look like."""

from itertools import pairwise

import pytest

from engine.forecast import EVERY_S, POINTS_MOST, forecast
from engine.models import Sensing
from engine.ramp import setpoint
from tests.engine.builders import Tube, settings


def heating(**raw: object) -> Tube:
    """Return a pad five minutes into its session."""
    tube = Tube(settings(auto_off_verified=True, **raw))
    assert tube.start(goal_c=38.0) is None
    measured = tube.settings.sensing is Sensing.CONTROL
    for part in range(60):
        tube.pass_time(5.0, value_c=24.0 + 12.0 * part / 60 if measured else None)
    return tube


def of(tube: Tube) -> tuple[tuple[float, float], ...]:
    return tuple((each.in_s, each.surface_c) for each in forecast(tube.settings, tube.state, tube.now))


@pytest.mark.parametrize("sensing", ["control", "none"])
def test_it_begins_with_now_and_ends_with_the_session_at_its_goal(sensing: str) -> None:
    tube = heating(sensing=sensing)
    points = of(tube)
    session, model = tube.state.session, tube.state.model
    assert session is not None
    assert session.ends is not None
    assert session.ramp is not None
    assert model is not None
    assert points[0] == (0.0, model.estimate_c)
    assert points[-1][0] == session.ends.boot_s - tube.now.boot_s
    assert all(0 < later[0] - earlier[0] <= EVERY_S for earlier, later in pairwise(points))
    assert points[-1][1] == pytest.approx(38.0, abs=0.3)
    for in_s, surface_c in points:
        assert surface_c < setpoint(session.ramp, tube.now.boot_s + in_s) + 1.5


def test_a_weak_pad_stays_below_its_goal() -> None:
    tube = heating(sensing="none", rated_power_w=15)
    assert 36.0 < of(tube)[-1][1] < 37.7


def test_the_correction_of_the_estimate_is_part_of_it() -> None:
    plain, corrected = (heating(sensing="none", estimate_offset_c=offset_c) for offset_c in (0.0, 2.0))
    assert corrected.state.model is not None
    assert corrected.state.model.estimate_c is not None
    assert of(corrected)[0][1] == pytest.approx(corrected.state.model.estimate_c + 2.0)
    assert of(corrected)[-1][1] == pytest.approx(of(plain)[-1][1], abs=0.5)


def test_where_nothing_heats_or_nothing_is_known_there_is_none() -> None:
    tube = Tube(settings(auto_off_verified=True, confirm_start=True))
    assert of(tube) == ()
    tube.start(goal_c=38.0)
    assert tube.state.session is not None
    assert of(tube) == ()
    electronic = Tube(settings(controller="electronic", sensing="none"))
    electronic.start()
    assert of(electronic) == ()
    assert POINTS_MOST * EVERY_S > 60 * 60
