"""Numbers of the diary: worked by hand, compared with numpy, and silent where they would say too much."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, strategies as st

from engine.diary import Activity, ActivityKind, Checkup, Heat, Moment, PainEntry, Site
from engine.pain import (
    Pair,
    Summary,
    analyse,
    around_heat,
    average,
    bootstrap_interval,
    bootstrap_means,
    by_day,
    change,
    days_with_movement,
    mobility_trend,
    percentile,
    prompt_share,
    scored,
    weeks,
    without_heat,
)
from tests.engine.builders import WALL

BERLIN = ZoneInfo("Europe/Berlin")
ids = iter(range(10**9))


def pain(
    score: int | None, minutes: float = 0, moment: Moment = Moment.NOW, *, session: str | None = None, **more: object
) -> PainEntry:
    at = WALL + timedelta(minutes=minutes)
    values: dict[str, object] = {"entered_at": at, **more}
    return PainEntry(
        id=f"e{next(ids):06}",
        happened_at=at,
        score=score,
        moment=moment,
        session=session,
        **values,  # type: ignore[arg-type]
    )


def heat(minutes: float, name: str = "s", length: float = 15) -> Heat:
    at = WALL + timedelta(minutes=minutes)
    return Heat(id=name, happened_at=at, entered_at=at, ended=at + timedelta(minutes=length), heated_s=length * 60)


def pairs(*changes: int) -> list[Pair]:
    return [Pair(before=8, after=8 + each, at=WALL + timedelta(days=n)) for n, each in enumerate(changes)]


# -- days and weeks --------------------------------------------------------------------


def test_a_day_counts_once_and_its_average_as_asked_counts_alone() -> None:
    entries = [pain(2), pain(4, 1), pain(9, 24 * 60), pain(5, 24 * 60 + 1, Moment.DAY_AVERAGE), pain(None, 2)]
    assert by_day(entries, UTC) == {date(2026, 11, 23): 3.0, date(2026, 11, 24): 5.0}


def test_days_are_local_also_when_the_clock_changes() -> None:
    # 2026-10-25 has 25 hours in Berlin, from 22:00 UTC of the day before to 23:00 UTC.
    def at(text: str, score: int) -> PainEntry:
        moment = datetime.fromisoformat(text)
        return PainEntry(id=text, happened_at=moment, entered_at=moment, score=score)

    entries = [at("2026-10-24T22:30+00:00", 1), at("2026-10-25T22:30+00:00", 3), at("2026-10-25T23:30+00:00", 9)]
    assert by_day(entries, BERLIN) == {date(2026, 10, 25): 2.0, date(2026, 10, 26): 9.0}


def test_seven_days_need_four_of_them() -> None:
    today = date(2026, 11, 23)
    three = {today - timedelta(days=n): 6.0 for n in (0, 2, 6)}
    assert average(three, today) is None
    assert average(three | {today - timedelta(days=7): 1.0}, today) is None
    assert average(three | {today - timedelta(days=5): 2.0}, today) == 5.0


def test_weeks_have_best_worst_and_mean_of_days() -> None:
    # Monday 23 November: two scores; the Sunday before is another week.
    entries = [pain(2), pain(6, 5), pain(9, 24 * 60), pain(1, -24 * 60), pain(None)]
    first, second = weeks(entries, UTC)
    assert (first.monday, first.best, first.worst, first.mean, first.days) == (date(2026, 11, 16), 1, 1, 1.0, 1)
    assert (second.best, second.worst, second.mean, second.days, second.entries) == (2, 9, 6.5, 2, 3)


# -- around heat -----------------------------------------------------------------------


def test_the_last_score_before_and_the_first_after_make_a_pair() -> None:
    scores = scored([pain(8, -50), pain(7, -5), pain(6, 5), pain(4, 16), pain(3, 40), pain(1, 90)])
    (pair,) = around_heat(scores, [heat(0)])
    assert (pair.before, pair.after, pair.change, pair.session) == (7, 4, -3, "s")
    (late,) = around_heat(scores, [heat(0)], later=True)
    assert (late.before, late.after) == (7, 1)


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [pain(7, -61), pain(4, 16)],
        [pain(7, -5), pain(4, 61)],
        [pain(7, -5), pain(4, 10)],
        [pain(7, -5, session="other"), pain(4, 16)],
        [pain(7, -5, Moment.DAY_AVERAGE), pain(4, 16)],
    ],
)
def test_half_a_pair_is_none(entries: list[PainEntry]) -> None:
    assert around_heat(scored(entries), [heat(0)]) == ()


def test_what_an_entry_says_it_is_counts_more_than_its_time() -> None:
    scores = scored([pain(7, 1, Moment.BEFORE, session="s"), pain(4, 14, Moment.AFTER, session="s")])
    (pair,) = around_heat(scores, [heat(0)])
    assert pair.change == -3
    (late,) = around_heat(scored([pain(7, -1), pain(2, 50, Moment.LATER)]), [heat(0)], later=True)
    assert late.change == -5


def test_a_score_belongs_to_one_session() -> None:
    scores = scored([pain(8, -5), pain(6, 16), pain(5, 59), pain(3, 76)])
    first, second = around_heat(scores, [heat(60, "b"), heat(0, "a")])
    assert (first.session, first.change) == ("a", -2)
    assert (second.session, second.change) == ("b", -2)


def test_an_entry_that_says_after_while_it_was_warm_pairs_only_where_it_belongs() -> None:
    scores = scored([pain(7, -5), pain(5, 20, session="other"), pain(4, 30)])
    (pair,) = around_heat(scores, [heat(0)])
    assert pair.change == -3


def test_without_heat_two_scores_at_a_sessions_distance() -> None:
    scores = scored([pain(8, 0), pain(5, 30), pain(5, 40), pain(4, 300), pain(6, 330, session="s")])
    assert [(pair.before, pair.after) for pair in without_heat(scores, [])] == [(8, 5)]
    assert without_heat(scores, [heat(10)]) == ()
    assert without_heat(scores, [heat(-200)]) == ()
    assert [pair.change for pair in without_heat(scores, [heat(-300), heat(31)])] == [-3]


# -- how much is said --------------------------------------------------------------------


def test_nothing_list_median_mean() -> None:
    assert change([]).summary is Summary.NOTHING
    few = change(pairs(-1, -2, 0, 1))
    assert (few.summary, few.changes, few.median, few.mean, few.interval) == (
        Summary.LIST,
        (-1, -2, 0, 1),
        None,
        None,
        None,
    )
    some = change(pairs(-1, -2, 0, 1, -5))
    assert (some.summary, some.median, some.low, some.high, some.mean) == (Summary.MEDIAN, -1.0, -5, 1, None)
    many = change(pairs(-1, -2, 0, 1, -5, -1, -2, 0, 1, -1))
    assert (many.summary, many.n, many.mean) == (Summary.MEAN, 10, -1.0)
    assert many.interval is not None
    assert many.interval[0] < -1.0 < many.interval[1]


@pytest.mark.parametrize(
    ("before", "after", "meaningful"),
    [
        (8, 6, True),
        (8, 7, False),
        (3, 2, False),
        (3, 1, True),
        (4, 3, False),
        (5, 3, True),
        (4, 2, True),
        (2, 2, False),
    ],
)
def test_meaningful_is_two_points_or_thirty_per_cent_of_four_and_more(
    before: int, after: int, meaningful: bool
) -> None:
    assert Pair(before=before, after=after, at=WALL).meaningful is meaningful


def test_thirty_per_cent_of_a_low_score_say_nothing() -> None:
    assert not Pair(before=3, after=2, at=WALL).meaningful
    assert change(pairs(-3, 0)).meaningful == 1


@given(st.lists(st.integers(-10, 10), min_size=1, max_size=60).map(tuple))
def test_the_interval_is_numpys_percentile_of_the_same_means(values: tuple[int, ...]) -> None:
    means = bootstrap_means(values)
    assert list(means) == sorted(means)
    assert bootstrap_interval(values) == pytest.approx(np.percentile(means, [2.5, 97.5]))
    assert min(values) <= means[0] <= means[-1] <= max(values)


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=40), st.floats(0, 100))
def test_percentiles_are_numpys(values: list[float], percent: float) -> None:
    assert percentile(sorted(values), percent) == pytest.approx(np.percentile(values, percent))


@pytest.mark.parametrize("n", [10, 33, 128, 129, 250])
def test_the_resamples_are_as_wide_as_numpys(n: int) -> None:
    random = np.random.default_rng(7)
    values = tuple(int(each) for each in random.integers(-5, 4, n))
    theirs = random.choice(values, (20000, n)).mean(axis=1)
    ours = np.array(bootstrap_means(values))
    assert ours.mean() == pytest.approx(np.mean(values), abs=0.03 * np.std(values))
    assert ours.std() == pytest.approx(theirs.std(), rel=0.06)
    low, high = bootstrap_interval(values)
    assert low == pytest.approx(np.percentile(theirs, 2.5), abs=0.35 * theirs.std())
    assert high == pytest.approx(np.percentile(theirs, 97.5), abs=0.35 * theirs.std())


def test_the_same_entries_always_give_the_same_interval_and_too_many_are_refused() -> None:
    values = (-1, -2, 0, -3, 1, -1, -2, 0, -4, -1)
    first = bootstrap_interval(values)
    bootstrap_means.cache_clear()
    assert bootstrap_interval(values) == first
    with pytest.raises(ValueError, match="250"):
        bootstrap_means(tuple(range(251)))


def test_only_the_newest_pairs_count() -> None:
    many = change([*pairs(*[-9] * 300), *pairs(*[0] * 250)][-550:])
    assert many.n == 250


# -- movement ------------------------------------------------------------------------------


def test_days_with_movement_are_days() -> None:
    def moved(hours: float) -> Activity:
        at = WALL + timedelta(hours=hours)
        return Activity(id=f"a{hours}", happened_at=at, entered_at=at, kind=ActivityKind.WALK, minutes=10)

    activities = [moved(0), moved(1), moved(-24), moved(-7 * 24), moved(24)]
    assert days_with_movement(activities, date(2026, 11, 23), UTC) == 2


def test_the_trend_of_mobility_is_the_median_slope() -> None:
    today = date(2026, 11, 23)
    values = {0: 8, 1: 7, 3: 7, 4: 2, 6: 5, 9: 5, 12: 3}
    entries = [pain(None, -24 * 60 * ago, mobility=value) for ago, value in values.items()]
    entries += [pain(3), pain(None, -29 * 24 * 60, mobility=0)]
    trend = mobility_trend(entries, today, UTC)
    assert trend is not None
    days, moved = np.array([-ago for ago in values]), np.array(list(values.values()))
    upper = np.triu_indices(len(days), 1)
    slopes = (moved[:, None] - moved)[upper] / (days[:, None] - days)[upper]
    assert trend.per_week == pytest.approx(np.median(slopes) * 7)
    assert (trend.days, trend.latest) == (7, 5.0)
    assert mobility_trend(entries[1:7], today, UTC) is None


# -- all together ----------------------------------------------------------------------------


def test_everything_at_once_and_by_site() -> None:
    knee = {"sites": (Site.KNEE,)}
    entries = [pain(8, -5, **knee), pain(5, 16, **knee), pain(3, 17), pain(2, 90, **knee)]
    made = Checkup(id="c", happened_at=WALL, entered_at=WALL, pain=3, enjoyment=3, general_activity=6)
    found = analyse(entries, [heat(0)], [], [made], now=WALL, zone=UTC)
    assert found.average is None
    assert found.after_heat.changes == (-3,)
    assert found.later.changes == (-6,)
    assert found.without_heat.n == 0
    assert found.peg == 4.0
    (site,) = found.sites
    assert (site.site, site.entries, site.change.changes) == (Site.KNEE, 3, (-3,))
    assert analyse([], [], [], [], now=WALL, zone=UTC).peg is None


def test_how_much_was_written_down_at_once() -> None:
    assert prompt_share([]) is None
    late = pain(3, entered_at=WALL + timedelta(hours=2))
    assert prompt_share([pain(3), late]) == 0.5
