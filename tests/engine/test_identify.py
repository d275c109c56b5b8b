"""Learning what a pad is like, on readings made by the engine's own model with other values."""

from math import log

import pytest
from hypothesis import given, strategies as st

from engine.codec import PadRecord, decode, encode
from engine.control import ControlState, Sample, cadence_s, decide, parameters, quiet
from engine.identify import BOUNDS, VALUES, Heard, HeatUp, Likeness, identify, remembered, thermal_parameters
from engine.limits import with_cadence
from engine.models import Sensing
from engine.state import Learned
from engine.thermal import ThermalParameters, ThermalState, initial, step
from tests.engine.builders import settings

USUAL = ThermalParameters()
LAG_S = 30.0


def heat_up(
    factors: tuple[float, ...], seconds: int, *, every_s: int = 10, watts: float = 80.0
) -> tuple[HeatUp, ThermalState]:
    """Heat a pad with these values for a while, in pulses, and read its late sensor."""
    likeness = Likeness(factors=factors)
    pad = thermal_parameters(likeness, USUAL)
    state, sensor_c = initial(), 22.0
    readings, moves = [Heard(value_c=22.0, at_s=0.0)], [(0.0, watts)]
    for second in range(1, seconds + 1):
        on = second < 60 or second % 50 < 15
        if (moves[-1][1] > 0) is not on:
            moves.append((float(second - 1), watts if on else 0.0))
        state = step(pad, state, watts * likeness.factor("power") if on else 0.0, 1.0)
        sensor_c += (state.surface_c - sensor_c) / (LAG_S * likeness.factor("sensor_lag"))
        if second % every_s == 0:
            readings.append(Heard(value_c=round(sensor_c, 1), at_s=float(second)))
    return HeatUp(begun_s=0.0, readings=tuple(readings), watts=tuple(moves)), state


def factors(**named: float) -> tuple[float, ...]:
    """Return factors of the usual values, as logarithms."""
    return tuple(log(named.get(value.name, 1.0)) for value in VALUES)


@pytest.mark.parametrize(
    "named",
    [
        {},
        {"r_surface_skin": 2.3},
        {"c_element": 1.6, "sensor_lag": 0.4},
        {"sensor_lag": 2.0, "r_surface_skin": 0.7},
        {"power": 0.8, "c_surface": 1.5, "r_element_ambient": 2.0},
    ],
    ids=str,
)
def test_a_pad_is_known_after_some_sessions(named: dict[str, float]) -> None:
    believed = Likeness()
    truth, state = heat_up(factors(**named), 900)
    for _ in range(3):
        fit = identify(USUAL, LAG_S, believed, truth, 900.0)
        assert fit is not None
        believed = remembered(believed, fit)
    assert believed.sessions == 3
    assert fit is not None
    assert fit.state.surface_c == pytest.approx(state.surface_c, abs=0.5)
    assert believed.residual_c is not None
    assert believed.residual_c < 0.15
    assert believed.factor("sensor_lag") == pytest.approx(named.get("sensor_lag", 1.0), rel=0.35)


def test_a_first_minute_says_little_and_moves_little() -> None:
    truth, _ = heat_up(factors(), 60)
    fit = identify(USUAL, LAG_S, Likeness(), truth, 60.0)
    assert fit is not None
    assert all(abs(each) < 0.35 for each in fit.likeness.factors)
    known = identify(USUAL, LAG_S, Likeness(sessions=9), truth, 60.0)
    assert known is not None
    assert all(abs(each) < 0.2 for each in known.likeness.factors)


def test_what_no_pad_does_is_not_believed() -> None:
    truth, _ = heat_up(factors(), 300)
    jumping = HeatUp(
        begun_s=0.0,
        readings=tuple(Heard(value_c=20.0 + 15.0 * (n % 2), at_s=10.0 * n) for n in range(30)),
        watts=truth.watts,
    )
    assert identify(USUAL, LAG_S, Likeness(), jumping, 300.0) is None
    assert identify(USUAL, LAG_S, Likeness(), truth, 8.0) is None
    assert identify(USUAL, LAG_S, Likeness(), HeatUp(begun_s=0.0, readings=truth.readings[:3]), 300.0) is None


def test_a_warm_pad_is_taken_as_it_is() -> None:
    readings = tuple(Heard(value_c=38.0, at_s=10.0 * n) for n in range(20))
    fit = identify(USUAL, LAG_S, Likeness(), HeatUp(begun_s=0.0, readings=readings, watts=((0.0, 25.0),)), 190.0)
    assert fit is not None
    assert fit.state.surface_c == pytest.approx(38.0, abs=1.5)


@given(st.lists(st.floats(-40, 120), min_size=4, max_size=20), st.floats(0, 300))
def test_s11_no_readings_move_a_value_out_of_its_range(values: list[float], watts: float) -> None:
    readings = tuple(Heard(value_c=value, at_s=10.0 * n) for n, value in enumerate(values))
    fit = identify(USUAL, LAG_S, Likeness(), HeatUp(begun_s=0.0, readings=readings, watts=((0.0, watts),)), 200.0)
    if fit is not None:
        for factor, (low, high) in zip(fit.likeness.factors, BOUNDS, strict=False):
            assert low <= factor <= high


# -- in the law ---------------------------------------------------------------------------------


def test_the_law_looks_at_the_pad_while_it_heats() -> None:
    truth, _ = heat_up(factors(r_surface_skin=2.0), 130)
    pad = parameters(rated_power_w=80.0)
    state = None
    for second in range(130):
        said = next((each for each in reversed(truth.readings) if each.at_s <= second), None)
        on = next((watts > 0 for at_s, watts in reversed(truth.watts) if at_s <= second), False)
        decision = decide(
            pad,
            state or _fresh(),
            now_s=float(second),
            setpoint_c=37.0,
            relay_on=on,
            sample=None if said is None else Sample(value_c=said.value_c, at_s=said.at_s),
        )
        state = decision.state
    assert state is not None
    assert state.fits >= 4
    assert state.fit is not None
    assert state.fit.likeness.factor("r_surface_skin") > 1.0
    assert state.heat_up is not None
    assert cadence_s(state.heat_up) == pytest.approx(10.0)


def test_readings_that_make_no_sense_change_no_model() -> None:
    pad = parameters(rated_power_w=80.0)
    state = _fresh()
    for second in range(0, 70, 5):
        sample = Sample(value_c=20.0 + 25.0 * (second // 5 % 2), at_s=float(second))
        state = decide(pad, state, now_s=float(second), setpoint_c=37.0, relay_on=True, sample=sample).state
    assert state.fits >= 2
    assert state.fit is None


def _fresh() -> ControlState:
    return ControlState()


def test_few_readings_say_nothing_of_a_cadence() -> None:
    assert cadence_s(HeatUp(begun_s=0.0, readings=(Heard(value_c=20.0, at_s=0.0),))) is None


def test_quiet_switching_waits_longer() -> None:
    pad = parameters(rated_power_w=80.0)
    assert quiet(pad).cycle_least_s > 2 * pad.cycle_least_s
    assert quiet(pad).band_c > pad.band_c


# -- what stays ------------------------------------------------------------------------------------


def test_s11_what_was_learned_is_read_within_its_bounds() -> None:
    learned = Learned(
        sensor="s", likeness=Likeness(factors=factors(power=1.2), sessions=4, residual_c=0.1), cadence_s=10.0
    )
    raw = encode(PadRecord(plug="p", learned=learned))
    back = decode(raw, "p").learned
    assert back.likeness.factors == pytest.approx(learned.likeness.factors, abs=1e-3)
    assert (back.sensor, back.cadence_s, back.likeness.sessions) == ("s", 10.0, 4)
    raw["learned"]["factors"] = [99.0] * len(VALUES)
    assert all(
        factor == high for factor, (_, high) in zip(decode(raw, "p").learned.likeness.factors, BOUNDS, strict=False)
    )
    raw["learned"]["factors"] = [0.0]
    assert decode(raw, "p").learned == Learned()
    del raw["learned"]
    assert decode(raw, "p").learned == Learned()


def test_a_sensor_that_speaks_too_rarely_is_only_a_limit() -> None:
    pad = settings()
    assert with_cadence(pad, None).sensing is Sensing.CONTROL
    assert with_cadence(pad, 40.0).sensing is Sensing.CONTROL
    assert with_cadence(pad, 41.0).sensing is Sensing.LIMIT
    assert with_cadence(settings(sensing="none"), 90.0).sensing is Sensing.NONE
