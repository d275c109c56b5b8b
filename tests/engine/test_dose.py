"""CEM43: pinned values of the formula, and a sum that assumes the worst where it does not know."""

import math

import pytest
from hypothesis import given, strategies as st

from engine.dose import GAP_S, Dose, cem43, cem43_rate

temperatures = st.floats(min_value=10.0, max_value=50.0)


def collected(*readings: tuple[float, float]) -> Dose:
    dose = Dose()
    for at_s, value_c in readings:
        dose = dose.add(value_c, at_s)
    return dose


def constant(value_c: float, minutes: float, every_s: float = 10.0) -> Dose:
    count = round(minutes * 60 / every_s)
    return collected(*((index * every_s, value_c) for index in range(count + 1)))


@pytest.mark.parametrize(
    ("temperature_c", "minutes", "expected"),
    [(44, 1, 2), (43, 1, 1), (42, 1, 0.25), (40, 60, 0.9375), (42, 30, 7.5), (40, 480, 7.5), (45, 30, 120)],
)
def test_pinned_values(temperature_c: float, minutes: float, expected: float) -> None:
    assert cem43(temperature_c, minutes) == pytest.approx(expected)
    assert constant(temperature_c, minutes).total == pytest.approx(expected)


@pytest.mark.parametrize(
    ("temperature_c", "minutes_to_7_5"),
    [(40, 480), (41, 120), (42, 30), (42.5, 15), (43, 7.5), (44, 3.75), (45, 1.875)],
)
def test_time_to_the_session_limit(temperature_c: float, minutes_to_7_5: float) -> None:
    assert 7.5 / cem43_rate(temperature_c) == pytest.approx(minutes_to_7_5)


def test_nothing_is_counted_before_the_first_reading() -> None:
    assert Dose().total_at(1e6) == 0.0
    assert collected((100.0, 44.0)).total == 0.0


def test_the_mean_of_the_rates_counts_not_the_rate_of_the_mean() -> None:
    assert collected((0, 41.0), (60, 45.0)).total == pytest.approx((cem43_rate(41.0) + cem43_rate(45.0)) / 2)
    rippling = collected(*((index * 10.0, 42.0 + (1 if index % 2 else -1)) for index in range(181)))
    assert rippling.total > constant(42.0, 30.0).total * 1.5


def test_real_elapsed_time_counts() -> None:
    uneven = collected((0, 43.0), (1, 43.0), (20, 43.0), (60, 43.0), (119, 43.0), (120, 43.0))
    assert uneven.total == pytest.approx(2.0)


def test_a_gap_counts_at_the_last_value_or_as_it_was_rising() -> None:
    rising = collected((0, 42.0), (10, 42.5))
    worst = cem43_rate(43.0)
    assert rising.total_at(310.0) == pytest.approx(rising.total + 5 * worst)
    assert rising.add(30.0, 310.0).total == pytest.approx(rising.total + 5 * worst)
    falling = collected((0, 43.0), (10, 42.5))
    assert falling.total_at(310.0) == pytest.approx(falling.total + 5 * cem43_rate(42.5))


def test_a_hotter_reading_after_a_gap_counts_for_the_whole_gap() -> None:
    steady = constant(41.0, 1.0)
    assert steady.add(44.0, 60.0 + 300.0).total == pytest.approx(steady.total + 5 * cem43_rate(44.0))


def test_late_and_equal_times_and_what_is_no_number() -> None:
    dose = collected((0, 42.0), (10, 42.0))
    assert dose.add(50.0, 5.0) is dose
    assert dose.add(math.nan, 20.0) is dose
    assert dose.add(math.inf, 20.0) is dose
    assert dose.add(43.0, 10.0).last_c == 43.0
    assert dose.add(41.0, 10.0).last_c == 42.0
    assert dose.total_at(5.0) == dose.total


def test_no_reading_makes_the_sum_infinite() -> None:
    assert math.isfinite(collected((0, 1e9), (10, 1e9)).total_at(1000.0))


@given(st.lists(st.tuples(st.integers(min_value=0, max_value=300), temperatures), min_size=2, max_size=30))
def test_it_only_ever_grows_and_is_never_below_the_coolest_assumption(steps: list[tuple[int, float]]) -> None:
    now_s = 0.0
    dose = Dose()
    lower = 0.0
    last_c: float | None = None
    for wait_s, value_c in steps:
        now_s += wait_s
        after = dose.add(value_c, now_s)
        assert after.total >= dose.total
        assert after.total_at(now_s) == after.total
        if last_c is not None:
            lower += cem43(min(last_c, value_c), wait_s / 60.0)
        assert after.total >= lower * (1.0 - 1e-9)
        assert after.total_at(now_s + GAP_S) >= after.total
        dose, last_c = after, max(value_c, last_c) if wait_s == 0.0 and last_c is not None else value_c
