"""When to see a clinician: by rules anybody can check, said once and not again before it changes."""

from datetime import UTC, timedelta

import pytest

from engine.clinician import Rule, active, findings, skin_unanswered
from engine.diary import Acknowledgement, Heat, PainEntry, Skin
from tests.engine.builders import WALL

DAY = timedelta(days=1)


def pain(days_ago: float, score: int | None = None, skin: Skin | None = None) -> PainEntry:
    at = WALL - days_ago * DAY
    return PainEntry(id=f"e{days_ago}", happened_at=at, entered_at=at, score=score, skin=skin)


def rules(scores: dict[float, int], sessions: int = 0) -> set[Rule]:
    entries = [pain(ago, score) for ago, score in sorted(scores.items(), reverse=True)]
    heats = [
        Heat(id=f"s{n}", happened_at=WALL - n * DAY / 4, entered_at=WALL, ended=WALL - n * DAY / 4, heated_s=600)
        for n in range(sessions)
    ]
    return set(findings(entries, heats, now=WALL, zone=UTC))


def usual(score: int, *, first: int = 3, days: int = 12) -> dict[float, int]:
    return {float(ago): score for ago in range(first, first + days)}


def test_nothing_speaks_for_it() -> None:
    assert rules({}) == set()
    assert rules(usual(3, first=0)) == set()


def test_two_points_more_than_usual_on_three_days() -> None:
    # Each day against the mean of the seven before it: 5 against 3, 6 against 23/7, 7 against 26/7.
    assert rules(usual(3) | {2.0: 5, 1.0: 6, 0.0: 6}) == {Rule.RISING}
    assert rules(usual(3) | {2.0: 4, 1.0: 6, 0.0: 6}) == set()
    assert rules({5.0: 3, 4.0: 3, 3.0: 3, 2.0: 6, 1.0: 6, 0.0: 6}) == set()  # nothing usual to compare with


def test_seven_and_more_on_three_days() -> None:
    assert rules({0.0: 7, 2.0: 9, 5.0: 7}) == {Rule.SEVERE}
    assert rules({0.0: 7, 2.0: 9, 5.0: 6}) == set()
    assert rules({0.0: 7, 2.0: 9, 8.0: 7}) == set()


def test_pain_in_every_one_of_seven_weeks() -> None:
    weekly = {7.0 * week: 2 for week in range(7)}
    assert rules(weekly) == {Rule.PERSISTENT}
    assert rules(weekly | {21.0: 0}) == set()
    assert rules({7.0 * week: 2 for week in range(6)}) == set()


def test_more_than_two_sessions_a_day_for_a_week() -> None:
    assert rules({}, 15) == {Rule.MANY_SESSIONS}
    assert rules({}, 14) == set()


@pytest.mark.parametrize(
    ("answers", "found", "blocked"),
    [
        ([], None, False),
        ([Skin.REDNESS], None, False),
        ([Skin.REDNESS_LASTING], 2.0, True),
        ([Skin.BLISTER], 4.0, True),
        ([Skin.BLISTER, Skin.REDNESS], 4.0, True),
        ([Skin.BLISTER, Skin.REDNESS_LASTING], 4.0, True),
        ([Skin.BLISTER, Skin.NORMAL, Skin.REDNESS_LASTING], 2.0, True),
        ([Skin.BLISTER, Skin.NORMAL], None, False),
        ([Skin.NORMAL, Skin.BLISTER], 4.0, True),
    ],
)
def test_hurt_skin_is_a_reason_until_somebody_says_it_is_normal(
    answers: list[Skin], found: float | None, blocked: bool
) -> None:
    entries = [pain(5 - number, skin=skin) for number, skin in enumerate(answers)]
    entries.append(pain(0, score=1))
    assert findings(entries, [], now=WALL, zone=UTC).get(Rule.SKIN) == found
    assert skin_unanswered(entries) is blocked


def answer(at_s: float, skin: Skin, *, said_s: float | None = None, edited_s: float | None = None) -> PainEntry:
    """Return an answer about `at_s`, said at that moment or at another, in seconds."""
    return PainEntry(
        id=f"{skin}{at_s}{said_s}",
        happened_at=WALL + timedelta(seconds=at_s),
        entered_at=WALL + timedelta(seconds=at_s if said_s is None else said_s),
        edited_at=None if edited_s is None else WALL + timedelta(seconds=edited_s),
        skin=skin,
    )


@pytest.mark.parametrize(
    ("answers", "blocked"),
    [
        # Said too soon, it was a slip or meant for another question.
        ([answer(0, Skin.BLISTER), answer(59, Skin.NORMAL)], True),
        ([answer(0, Skin.BLISTER), answer(60, Skin.NORMAL)], False),
        # About a later time, but said before the skin was known to be hurt.
        ([answer(0, Skin.BLISTER, said_s=900), answer(300, Skin.NORMAL)], True),
        ([answer(0, Skin.BLISTER, said_s=900), answer(300, Skin.NORMAL, said_s=960)], False),
        # Said later, but about an earlier time.
        ([answer(-300, Skin.NORMAL, said_s=900), answer(0, Skin.BLISTER)], True),
        # An entry that somebody has changed to say that the skin is hurt.
        ([answer(0, Skin.REDNESS_LASTING, edited_s=900), answer(300, Skin.NORMAL)], True),
        ([answer(0, Skin.REDNESS_LASTING, edited_s=900), answer(901, Skin.NORMAL)], False),
        # Twice hurt: the later one counts.
        ([answer(0, Skin.BLISTER), answer(30, Skin.REDNESS_LASTING), answer(70, Skin.NORMAL)], True),
    ],
)
def test_only_a_later_answer_given_on_purpose_lifts_the_block(answers: list[PainEntry], blocked: bool) -> None:
    assert skin_unanswered(answers) is blocked


def acknowledged(days_ago: float, **measures: float) -> Acknowledgement:
    at = WALL - days_ago * DAY
    return Acknowledgement(id=f"k{days_ago}", happened_at=at, entered_at=at, measures=measures)


def test_once_acknowledged_it_is_quiet_for_four_weeks() -> None:
    found = {Rule.SEVERE: 7.5}
    assert active(found, [], WALL) == {Rule.SEVERE}
    assert active(found, [acknowledged(27, severe=7.0)], WALL) == set()
    assert active(found, [acknowledged(28, severe=7.0)], WALL) == {Rule.SEVERE}


def test_another_rule_or_worse_is_said_again() -> None:
    known = [acknowledged(3, severe=7.0)]
    assert active({Rule.SEVERE: 7.5, Rule.SKIN: 2.0}, known, WALL) == {Rule.SKIN}
    assert active({Rule.SEVERE: 9.0}, known, WALL) == {Rule.SEVERE}
    assert active({Rule.SEVERE: 9.0}, [*known, acknowledged(1, severe=9.0)], WALL) == set()
    assert active({Rule.SEVERE: 9.0}, [acknowledged(-1, severe=9.0)], WALL) == {Rule.SEVERE}
