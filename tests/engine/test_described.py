"""What people and engineers get to see of a pad."""

import json

from engine.change import replace
from engine.relay import described
from engine.thermal import ThermalParameters
from engine.view import details, picture, view
from tests.engine.builders import Tube, settings


def test_an_engineer_sees_the_model_before_during_and_after_heat() -> None:
    tube = Tube()
    before = described(tube.settings, tube.state, tube.now)
    assert before["surface_c"] is before["predicted_c"] is before["setpoint_c"] is before["residual_c"] is None
    assert before["thermal"]["c_element"] == round(ThermalParameters().c_element, 3)
    tube.start()
    tube.pass_time(300)
    during = described(tube.settings, tube.state, tube.now)
    assert 37.0 <= during["setpoint_c"] <= 39.0
    assert during["looks_this_session"] > 0
    assert abs(during["surface_c"] - 30) < 5
    assert during["predicted_c"] > during["surface_c"] - 1
    json.dumps(during)


def test_an_engineer_sees_that_a_pad_is_estimated_and_by_how_much_it_was_corrected() -> None:
    tube = Tube(settings(sensing="none", estimate_offset_c=1.5))
    tube.start()
    tube.pass_time(200)
    shown = described(tube.settings, tube.state, tube.now)
    assert (shown["sensing"], shown["estimate_offset_c"]) == ("none", 1.5)
    assert tube.view.temperature_c is not None
    assert abs(tube.view.temperature_c - shown["surface_c"] - 1.5) < 0.01


def test_what_people_see_changes_with_it_and_not_with_a_thousandth_of_a_degree() -> None:
    tube = Tube()
    tube.start()
    tube.pass_time(100)
    here = view(tube.settings, tube.state, tube.now)
    for unseen in ({"temperature_c": 30.04}, {"left_s": 1.0}, {"output_percent": 3.1}, {"dose": 9.0}):
        assert picture(replace(here, **unseen)) == picture(here), unseen  # type: ignore[arg-type]  # one of each
    for seen in ({"temperature_c": 30.1}, {"goal_c": 35.0}, {"sessions_total": 99}, {"heat": None}, {"phase": "rest"}):
        assert picture(replace(here, **seen)) != picture(here), seen  # type: ignore[arg-type]  # one of each
    for fine in ({"output_percent": 77.0}, {"dose": 9.0}, {"relay_operations": 99}, {"relay_on": None}):
        assert details(replace(here, **fine)) != details(here), fine  # type: ignore[arg-type]  # one of each
    idle = view(tube.settings, replace(tube.state, session=None, temperature=None), tube.now)
    assert picture(replace(idle, dose=None, temperature_c=None)) == picture(replace(idle, temperature_c=None))
