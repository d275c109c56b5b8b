"""The table of limits, row by row; configuration can only make it stricter (S11)."""

from dataclasses import replace
from math import inf, nan

import pytest

from engine import limits
from engine.limits import session_limits, settings_within_limits, soft_limit_c
from engine.models import Allowance, ClothQuestion, Level, PadSettings, Profile, Sensing, UnattendedStart
from tests.engine.builders import GUEST, settings

VERIFIED = {"auto_off_verified": True}


def of(pad: PadSettings, *, first: bool = False, allowance: Allowance = GUEST) -> limits.SessionLimits:
    return session_limits(pad, allowance, first_session=first)


@pytest.mark.parametrize(
    ("raw", "first", "goal_c", "minutes"),
    [
        ({}, False, 39, 20),
        (VERIFIED, False, 41, 30),
        (VERIFIED, True, 40, 30),
        ({**VERIFIED, "sensor_lag_s": 31}, False, 40, 30),
        ({"sensing": "none"}, False, 38, 20),
        ({**VERIFIED, "sensing": "none"}, False, 38, 20),
        ({**VERIFIED, "sensing": "control", "placement": "inside"}, False, 38, 20),
        ({**VERIFIED, "sensing": "none", "controller": "electronic"}, False, 38, 15),
        ({**VERIFIED, "controller": "electronic"}, False, 41, 30),
    ],
)
def test_s11_caps_of_a_pad(raw: dict[str, object], first: bool, goal_c: float, minutes: float) -> None:
    found = of(settings(**raw), first=first)
    assert (found.goal_max_c, found.session_max_s / 60) == (goal_c, minutes)


@pytest.mark.parametrize(
    ("profile", "goal_c", "longest", "usual", "sessions", "dose"),
    [
        (Profile.STANDARD, 41, 30, 20, 3, 15),
        (Profile.CAREFUL, 39, 15, 15, 2, 15),
        (Profile.SENSITIVE, 39, 15, 10, 1, 2),
    ],
)
def test_s11_caps_of_a_person(
    profile: Profile, goal_c: float, longest: float, usual: float, sessions: int, dose: float
) -> None:
    pad = settings(**VERIFIED)
    found = of(pad, allowance=replace(GUEST, profile=profile))
    assert found.goal_max_c == goal_c
    assert found.session_max_s / 60 == longest
    assert found.session_default_s / 60 == usual
    assert limits.sessions_cap(pad, profile) == sessions
    assert limits.dose_day(profile) == dose
    assert found.check_in is (profile is not Profile.STANDARD)
    assert found.confirm_barrier is (profile is not Profile.STANDARD)


def test_the_cloth_is_asked_for_as_the_person_needs_it_unless_it_was_chosen() -> None:
    careful = replace(GUEST, profile=Profile.CAREFUL)
    for question, of_guest, of_careful in (
        (ClothQuestion.BY_PERSON, False, True),
        (ClothQuestion.ALWAYS, True, True),
        (ClothQuestion.NEVER, False, False),
    ):
        chosen = settings(confirm_barrier=question.answer)
        assert of(chosen).confirm_barrier is of_guest
        assert of(chosen, allowance=careful).confirm_barrier is of_careful


def test_defaults_without_a_sensor() -> None:
    found = of(settings(sensing="none"))
    assert found.session_default_s == 15 * 60
    assert limits.levels_c(settings(sensing="none")) == {Level.LOW: 36, Level.MEDIUM: 37, Level.HIGH: 38}
    assert limits.levels_c(settings()) == {Level.LOW: 37, Level.MEDIUM: 39, Level.HIGH: 41}


@pytest.mark.parametrize("value", [90 * 60, inf, 1e300])
def test_s11_an_entry_edited_by_hand_to_90_minutes_stays_at_its_cap(value: float) -> None:
    assert of(settings(session_s=value)).session_default_s == 20 * 60


@pytest.mark.parametrize("value", [nan, "long", None, True, [], {}])
def test_s11_what_is_no_number_is_the_default(value: object) -> None:
    pad = settings(
        session_s=value, ramp_s=value, rated_power_w=value, heated_cap_s=value, sessions_cap=value, soft_limit_c=value
    )
    usual = settings()
    assert pad == usual
    assert pad.heated_cap_s == 3600
    assert pad.sessions_cap == 3
    assert pad.ramp_s == 300


@pytest.mark.parametrize(
    ("key", "low", "high", "least", "most"),
    [
        ("ramp_s", -5, 1e9, 180, 1200),
        ("rated_power_w", -5, 1e9, 10, 200),
        ("rest_s", -5, 1e9, 0, 240 * 60),
        ("heated_cap_s", -5, 1e9, 15 * 60, 120 * 60),
        ("sessions_cap", -5, 1e9, 1, 4),
        ("soft_limit_c", -5, 1e9, 36.5, 43),
        ("silence_s", 0, 1e9, 30, 120),
        ("session_s", 0, 1e9, 60, 1800),
    ],
)
def test_s11_numbers_are_moved_into_their_range(key: str, low: float, high: float, least: float, most: float) -> None:
    assert getattr(settings(**{key: low}), key) == least
    assert getattr(settings(**{key: high}), key) == most


def test_s11_unknown_words_are_the_strict_default() -> None:
    pad = settings_within_limits(
        {"controller": "x", "sensing": 3, "placement": None, "pad_setting": "warm", "unattended": "yes", "level": "hot"}
    )
    assert pad == PadSettings()
    assert pad.unattended is UnattendedStart.CONFIRM
    assert pad.sensing is Sensing.NONE
    assert not pad.acknowledged


def test_the_soft_limit_keeps_its_distance_from_the_goal() -> None:
    assert soft_limit_c(settings(soft_limit_c=37), 39.0) == 40.5
    assert soft_limit_c(settings(soft_limit_c=42), 39.0) == 42
    assert soft_limit_c(settings(), 41.9) == 43


def test_nobody_gets_more_than_the_day_has_left() -> None:
    assert of(settings(), allowance=replace(GUEST, heated_left_s=120.0)).session_max_s == 120
    assert of(settings(), allowance=replace(GUEST, heated_left_s=-1.0)).session_max_s == 0
