"""Questions come at their time, few of them, and stop when nobody answers."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from engine.prompts import (
    PROMPTS_A_DAY,
    Known,
    Prompt,
    PromptKind,
    PromptSettings,
    PromptState,
    answered,
    ask,
    begun,
    decode,
    encode,
    ended,
    is_quiet,
    wake_at,
)
from tests.engine.builders import WALL

ALL = PromptSettings(kinds=frozenset(PromptKind))
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
NOBODY = Known()


def over(state: PromptState, settings: PromptSettings, minutes: int, *, answers: bool = True) -> list[tuple[int, str]]:
    """Look every minute; return what was asked, and at which minute."""
    return over_from(state, settings, WALL, minutes, answers=answers)[0]


def over_from(
    state: PromptState, settings: PromptSettings, start: datetime, minutes: int, *, answers: bool = True
) -> tuple[list[tuple[int, str]], PromptState]:
    asked = []
    for minute in range(minutes):
        state, prompt = ask(state, settings, NOBODY, start + minute * MINUTE, UTC)
        if prompt is not None:
            asked.append((minute, str(prompt.kind)))
            state = answered(state) if answers else state
    return asked, state


def test_around_a_session() -> None:
    state = begun(PromptState(), "s", WALL)
    assert over(state, ALL, 10) == [(0, "before")]
    state = ended(state, "s", WALL)
    # One of the four is kept for the evening, at 20:00, two hours later.
    assert over(state, ALL, 130) == [(0, "after"), (5, "stretch"), (15, "skin"), (120, "evening")]
    few = PromptSettings(kinds=frozenset({PromptKind.AFTER, PromptKind.LATER}))
    assert over(state, few, 130) == [(0, "after"), (60, "later"), (120, "later")]


def test_never_more_than_four_a_day() -> None:
    state = PromptState()
    for number in range(6):
        state = ended(state, f"s{number}", WALL)
    assert len(over(state, ALL, 24 * 60)) == PROMPTS_A_DAY


def test_quiet_hours_drop_questions() -> None:
    quiet = replace(ALL, quiet_from=time(17), quiet_to=time(19))
    assert over(ended(PromptState(), "s", WALL), quiet, 90) == [(60, "later")]


@pytest.mark.parametrize(
    ("start", "end", "now", "quiet"),
    [
        (time(22), time(7), time(23), True),
        (time(22), time(7), time(6, 59), True),
        (time(22), time(7), time(7), False),
        (time(13), time(15), time(14), True),
        (time(13), time(15), time(15), False),
        (time(13), time(13), time(13), False),
        (None, time(13), time(13), False),
        (time(13), None, time(13), False),
    ],
)
def test_quiet_hours(start: time | None, end: time | None, now: time, quiet: bool) -> None:
    assert is_quiet(start, end, now) is quiet


def test_what_is_late_is_dropped() -> None:
    state = ended(PromptState(), "s", WALL - timedelta(hours=1, minutes=31))
    few = PromptSettings(kinds=frozenset({PromptKind.AFTER, PromptKind.LATER}))
    assert over(state, few, 60) == [(29, "later")]


def test_three_questions_in_a_row_without_an_answer_are_enough_for_some_days() -> None:
    evening = PromptSettings(kinds=frozenset({PromptKind.EVENING}))
    asked, state = over_from(PromptState(), evening, WALL, 30 * 24 * 60, answers=False)
    days = [minute // (24 * 60) for minute, _ in asked]
    assert days == [0, 1, 2, 5, 11, 23]
    asked, _ = over_from(answered(state), evening, WALL + timedelta(days=30), 3 * 24 * 60)
    assert len(asked) == 3


def test_the_evening_and_the_week_are_asked_once_and_not_what_was_said() -> None:
    weekly = PromptSettings(
        kinds=frozenset({PromptKind.EVENING, PromptKind.WEEKLY, PromptKind.SKIN}), weekday=WALL.weekday()
    )
    at = WALL + timedelta(hours=2)
    state, prompt = ask(PromptState(), weekly, NOBODY, at, UTC)
    assert prompt is not None
    assert prompt.kind is PromptKind.EVENING
    state, prompt = ask(answered(state), weekly, NOBODY, at + MINUTE, UTC)
    assert prompt is not None
    assert prompt.kind is PromptKind.WEEKLY
    assert ask(answered(state), weekly, NOBODY, at + 2 * MINUTE, UTC)[1] is None
    said = Known(day_average=frozenset({at.date()}), last_checkup=at - timedelta(days=1), last_heat=at)
    _, prompt = ask(PromptState(), weekly, said, at, UTC)
    assert prompt is not None
    assert prompt.kind is PromptKind.SKIN
    assert ask(PromptState(), weekly, replace(said, last_skin=at), at, UTC)[1] is None


def test_on_the_day_of_the_week_room_is_kept_for_evening_and_week() -> None:
    weekly = replace(ALL, weekday=WALL.weekday())
    state = ended(PromptState(), "s", WALL)
    assert over(state, weekly, 130) == [(0, "after"), (5, "stretch"), (120, "evening"), (121, "weekly")]
    # Who has said how the week was needs no room for it.
    said = Known(last_checkup=WALL - timedelta(days=1))
    asked = []
    for minute in range(60):
        state, prompt = ask(state, weekly, said, WALL + minute * MINUTE, UTC)
        asked += [] if prompt is None else [str(prompt.kind)]
        state = answered(state)
    assert asked == ["after", "stretch", "skin"]


def test_questions_asked_at_once_are_not_ignored_before_anybody_could_answer() -> None:
    weekly = PromptSettings(
        kinds=frozenset({PromptKind.EVENING, PromptKind.WEEKLY, PromptKind.SKIN}), weekday=(WALL + DAY).weekday()
    )
    known = Known(last_heat=WALL)
    state, asked = PromptState(), []
    for minute in range(4 * 24 * 60):
        state, prompt = ask(state, weekly, known, WALL + minute * MINUTE, UTC)
        asked += [] if prompt is None else [(minute // (24 * 60), str(prompt.kind))]
    # The evening before is ignored, then all of the week's; then it is quiet.
    assert asked == [(0, "evening"), (1, "evening"), (1, "weekly"), (1, "skin")]


def test_hurt_skin_is_asked_for_weekly_also_without_heat() -> None:
    skin = PromptSettings(kinds=frozenset({PromptKind.SKIN}), weekday=WALL.weekday())
    at = WALL + timedelta(hours=2)
    assert ask(PromptState(), skin, NOBODY, at, UTC)[1] is None
    _, prompt = ask(PromptState(), skin, Known(skin_hurt=True, last_skin=at - timedelta(days=8)), at, UTC)
    assert prompt is not None
    assert prompt.kind is PromptKind.SKIN


def test_when_to_look_again() -> None:
    assert wake_at(PromptState(), ALL, WALL, UTC) == WALL + timedelta(hours=2)
    assert wake_at(PromptState(), ALL, WALL + timedelta(hours=2), UTC) == WALL + timedelta(hours=26)
    assert wake_at(begun(PromptState(), "s", WALL), ALL, WALL, UTC) == WALL


def test_the_state_comes_back_as_it_was_and_nonsense_is_an_empty_one() -> None:
    state, _ = ask(ended(PromptState(), "s", WALL), ALL, NOBODY, WALL + timedelta(hours=3), UTC)
    state = replace(state, weekly=WALL.date(), open=Prompt(kind=PromptKind.SKIN, due=WALL))
    assert decode(encode(state)) == state
    assert decode(encode(PromptState())) == PromptState()
    assert decode(None) == PromptState()
    assert decode({}) == PromptState()
    assert decode(encode(state) | {"planned": [["dream", "now", None]]}) == PromptState()
