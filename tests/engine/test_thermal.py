"""The thermal model against its reference table, against physics and against the simulated pads."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from engine.thermal import (
    BODY_C,
    LONGEST_S,
    ThermalParameters,
    ThermalState,
    holding_power,
    initial,
    settled,
    step,
)
from tests.simulation.plants import PadModel, SimulatedPad

UNCOVERED = ThermalParameters()
LYING_ON = ThermalParameters(r_surface_skin=0.10, r_element_ambient=3.8)
MINUTES = (1, 2, 3, 5, 10, 20, 60)


def heated(parameters: ThermalParameters, power_w: float) -> list[ThermalState]:
    """Return the states after each of 0–60 minutes of constant power."""
    states = [initial(parameters.ambient_c)]
    for _ in range(60):
        states.append(step(parameters, states[-1], power_w, 60.0))
    return states


@pytest.mark.parametrize(
    ("parameters", "power_w", "surface_c", "skin_c"),
    [
        (UNCOVERED, 50, (31.8, 35.1, 37.5, 40.5, 43.5, 44.3, 44.3), (39.2, 39.8)),
        (UNCOVERED, 75, (32.9, 37.2, 40.3, 44.2, 48.1, 48.5, 48.4), (41.0, 41.1)),
        (UNCOVERED, 100, (34.0, 39.4, 43.2, 48.0, 52.4, 52.4, 52.2), (42.6, 42.1)),
        (LYING_ON, 75, (33.3, 37.2, 40.1, 44.1, 48.2, 48.3, 48.1), (42.2, 41.8)),
        (LYING_ON, 100, (34.3, 39.0, 42.6, 47.5, 52.2, 52.2, 51.9), (43.9, 43.6)),
    ],
)
def test_constant_power(
    parameters: ThermalParameters, power_w: float, surface_c: tuple[float, ...], skin_c: tuple[float, ...]
) -> None:
    states = heated(parameters, power_w)
    assert [states[minute].surface_c for minute in MINUTES] == pytest.approx(list(surface_c), abs=0.06)
    assert [states[minute].skin_c for minute in (10, 20)] == pytest.approx(list(skin_c), abs=0.06)


@pytest.mark.parametrize(
    ("surface_c", "power_w", "skin_c"), [(38, 17, 37.2), (40, 27, 38.1), (41, 32, 38.5), (42, 37, 38.9), (43, 43, 39.3)]
)
def test_power_that_holds_a_surface(surface_c: float, power_w: float, skin_c: float) -> None:
    state = settled(UNCOVERED, surface_c)
    assert holding_power(UNCOVERED, surface_c, state.skin_c) == pytest.approx(power_w, abs=0.5)
    assert state.skin_c == pytest.approx(skin_c, abs=0.06)


def test_holding_power_holds() -> None:
    state = settled(UNCOVERED, 42.5)
    after = step(UNCOVERED, state, holding_power(UNCOVERED, 42.5, state.skin_c), 3600.0)
    assert after.surface_c == pytest.approx(42.5, abs=0.01)


def test_a_surface_cooler_than_the_body_settles_below_it() -> None:
    assert 35.0 < settled(UNCOVERED, 35.0).skin_c < BODY_C


def test_heat_in_the_element_arrives_after_off() -> None:
    state = step(UNCOVERED, initial(), 100.0, 90.0)
    assert step(UNCOVERED, state, 0.0, 20.0).surface_c > state.surface_c + 0.5


def test_no_time_changes_nothing_and_endless_time_ends() -> None:
    state = initial()
    assert step(UNCOVERED, state, 100.0, 0.0) is state
    assert step(UNCOVERED, state, 100.0, -1.0) is state
    assert step(UNCOVERED, state, 50.0, 1e12) == step(UNCOVERED, state, 50.0, LONGEST_S)


@given(
    watts=st.floats(min_value=0.0, max_value=200.0),
    more=st.floats(min_value=0.5, max_value=50.0),
    dt_s=st.floats(min_value=5.0, max_value=1800.0),
)
def test_more_power_is_warmer(watts: float, more: float, dt_s: float) -> None:
    assert step(UNCOVERED, initial(), watts + more, dt_s).surface_c > step(UNCOVERED, initial(), watts, dt_s).surface_c


@given(
    watts=st.floats(min_value=0.0, max_value=200.0),
    parts=st.lists(st.floats(min_value=0.05, max_value=20.0), min_size=1, max_size=30),
)
def test_the_length_of_the_steps_hardly_matters(watts: float, parts: list[float]) -> None:
    state = initial()
    for part_s in parts:
        state = step(UNCOVERED, state, watts, part_s)
    assert state.surface_c == pytest.approx(step(UNCOVERED, initial(), watts, sum(parts)).surface_c, abs=0.35)


@pytest.mark.parametrize("power_w", [30.0, 100.0])
def test_the_simulated_pad_written_apart_agrees(power_w: float) -> None:
    pad = SimulatedPad(PadModel(name="twin", rated_power_w=power_w, response_s=0.0))
    pad.command(on=True)
    state = initial()
    for _ in range(120):
        pad.advance(10.0)
        state = step(UNCOVERED, state, power_w, 10.0)
        assert pad.surface_c == pytest.approx(state.surface_c, abs=0.05)
        assert pad.skin_c == pytest.approx(state.skin_c, abs=0.05)


def test_a_thicker_towel_needs_less_power() -> None:
    towel = replace(UNCOVERED, r_surface_skin=0.35)
    assert holding_power(towel, 39.0, 36.0) < holding_power(UNCOVERED, 39.0, 36.0)
