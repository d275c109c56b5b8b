"""Rest and caps: by heated minutes, over a rolling day, and not to be evaded."""

from datetime import timedelta

import pytest
from hypothesis import given, strategies as st

from engine.exposure import HeatRecord, dose, grant, heated_s, rest_s, rested_at, sessions, settle, strictest
from engine.models import Profile, Refusal
from tests.engine.builders import WALL, settings


def heat(minutes: float, ended_ago_min: float, *, name: str = "s", cem43: float | None = None) -> HeatRecord:
    ended = WALL - timedelta(minutes=ended_ago_min)
    return HeatRecord(
        session=f"{name}{ended_ago_min}",
        person="guest",
        plug="p",
        started=ended - timedelta(minutes=minutes),
        ended=ended,
        heated_s=minutes * 60,
        dose=cem43,
    )


@pytest.mark.parametrize(
    ("heated_min", "rest_min"), [(0, 0), (1.99, 0), (2, 6), (10, 30), (19, 57), (20, 60), (30, 60)]
)
def test_rest_is_three_times_the_heated_minutes(heated_min: float, rest_min: float) -> None:
    assert rest_s(heated_min * 60) / 60 == pytest.approx(rest_min)


def test_rest_can_only_be_made_longer() -> None:
    assert rest_s(600, 3600) == 3600
    assert rest_s(600, 60) == 1800
    assert rest_s(60, 3600) == 0


def test_many_short_sessions_owe_what_one_long_one_owes() -> None:
    short = [heat(1.9, 20 - 3 * n, name=str(n)) for n in range(7)]
    ready = rested_at(short)
    assert ready is not None
    assert ready - max(each.ended for each in short) == timedelta(minutes=3 * 7 * 1.9)


def test_heat_that_was_rested_off_does_not_add_up() -> None:
    assert rested_at([heat(1.9, 60), heat(1.9, 1)]) is None
    assert rested_at([]) is None


@given(st.lists(st.tuples(st.floats(0.1, 30), st.floats(0, 1000)), max_size=8))
def test_more_heat_never_owes_less_rest(parts: list[tuple[float, float]]) -> None:
    records = [heat(minutes, ago, name=str(n)) for n, (minutes, ago) in enumerate(parts)]
    with_more = rested_at([*records, heat(20, 5, name="more")])
    before = rested_at(records)
    assert with_more is not None
    assert before is None or with_more >= before


def test_the_day_rolls() -> None:
    records = [heat(20, 24 * 60 + 1), heat(20, 24 * 60 - 1), heat(4, 10, cem43=0.5)]
    assert heated_s(records, WALL) == 24 * 60
    assert sessions(records, WALL) == 1
    assert dose(records, WALL) == 0.5


def test_t15_records_in_the_future_count_as_just_ended() -> None:
    (record,) = settle([heat(20, -90)], WALL)
    assert record.ended == WALL
    assert record.heated_s == 20 * 60
    assert settle([heat(20, 5)], WALL) == (heat(20, 5),)


def test_a_fresh_person_may_start() -> None:
    allowance = grant(settings(), [], WALL, person="guest")
    assert allowance.refusal is None
    assert allowance.ready_at is None
    assert allowance.heated_left_s == 3600


def test_resting() -> None:
    allowance = grant(settings(), [heat(10, 10)], WALL, person="guest")
    assert allowance.refusal is Refusal.RESTING
    assert allowance.ready_at == WALL + timedelta(minutes=20)


def test_the_days_sessions_are_used_up_until_the_first_leaves_the_day() -> None:
    records = [heat(6, 23 * 60, name="a"), heat(6, 10 * 60, name="b"), heat(6, 5 * 60, name="c")]
    allowance = grant(settings(), records, WALL, person="guest")
    assert allowance.refusal is Refusal.DAILY_LIMIT
    assert allowance.ready_at == WALL + timedelta(minutes=60)
    assert grant(settings(), records, WALL + timedelta(minutes=61), person="guest").refusal is None


def test_the_days_minutes_are_used_up() -> None:
    records = [heat(30, 20 * 60, name="a"), heat(29.5, 10 * 60, name="b")]
    allowance = grant(settings(), records, WALL, person="guest")
    assert allowance.refusal is Refusal.DAILY_LIMIT
    assert allowance.heated_left_s == pytest.approx(30)


def test_other_reasons_come_first() -> None:
    known = grant(settings(), [heat(10, 1)], WALL, person="x", refusal=Refusal.PERSON_MISSING)
    assert known.refusal is Refusal.PERSON_MISSING
    busy = grant(settings(), [heat(10, 1)], WALL, person="x", heating_elsewhere=True)
    assert busy.refusal is Refusal.PERSON_BUSY


def test_a_sensitive_person_has_one_session_and_little_dose() -> None:
    allowance = grant(settings(), [heat(6, 10 * 60, cem43=0.5)], WALL, person="x", profile=Profile.SENSITIVE)
    assert allowance.refusal is Refusal.DAILY_LIMIT
    assert allowance.dose_left == 1.5


def test_s11_the_strictest_profile_holds() -> None:
    assert strictest() is Profile.STANDARD
    assert strictest(Profile.CAREFUL, Profile.STANDARD) is Profile.CAREFUL
    assert strictest(Profile.CAREFUL, Profile.SENSITIVE, Profile.STANDARD) is Profile.SENSITIVE
