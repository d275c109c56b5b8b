"""What the entries say, and no more than that: means, changes around heat, movement.

A change after heat is what was written down, not what heat did: people start when it hurts
most, and pain goes down again by itself. Therefore few numbers are listed and not averaged,
the spread always stands beside the mean, and the same is shown for times without heat.
Changes are `after − before` in points of the 0–10 scale; below zero means less pain.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from hashlib import shake_128
from itertools import pairwise
from statistics import fmean, median

from .diary import Activity, Checkup, Heat, Moment, PainEntry, Site

AVERAGE_DAYS = 7
AVERAGE_NEEDS_DAYS = 4
TREND_DAYS = 28
TREND_NEEDS_DAYS = 7
WINDOW = timedelta(days=90)
"""Changes are looked at over so long: what was a year ago says little about now."""

LIST_BELOW = 5
MEAN_FROM = 10
PAIRS_MAX = 250
"""The newest so many; also what one byte can choose from."""
RESAMPLES = 2000
INTERVAL_PERCENT = 95.0

BEFORE_WITHIN = timedelta(minutes=60)
AFTER_WITHIN = timedelta(minutes=45)
LATER_WITHIN = timedelta(hours=4)
APART_LEAST = timedelta(minutes=15)
APART_MOST = timedelta(hours=2)
"""Two scores so far apart, without heat, are what a pair around a session is compared with."""

MEANINGFUL_POINTS = 2
MEANINGFUL_SHARE = 0.3
SHARE_FROM = 4
"""Per cent of a low score say nothing."""
PROMPT_WITHIN = timedelta(hours=1)

_AVERAGES = frozenset({Moment.DAY_AVERAGE})


# -- days ------------------------------------------------------------------------


def by_day(entries: Iterable[PainEntry], zone: tzinfo) -> dict[date, float]:
    """Return a score for every local day that has one: the day's average as asked, else the mean of its scores."""
    averages: dict[date, list[int]] = {}
    moments: dict[date, list[int]] = {}
    for entry in entries:
        if entry.score is not None:
            kind = averages if entry.moment in _AVERAGES else moments
            kind.setdefault(entry.happened_at.astimezone(zone).date(), []).append(entry.score)
    return {day: fmean(averages.get(day) or moments[day]) for day in sorted({*averages, *moments})}


def average(days: dict[date, float], last: date, length: int = AVERAGE_DAYS) -> float | None:
    """Return the mean of the days that end with `last`; None with fewer than four of them."""
    scores = [score for day, score in days.items() if last - timedelta(days=length) < day <= last]
    return fmean(scores) if len(scores) >= AVERAGE_NEEDS_DAYS else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week of scores, Monday to Sunday."""

    monday: date
    best: int
    worst: int
    mean: float
    days: int
    entries: int


def weeks(entries: Iterable[PainEntry], zone: tzinfo) -> tuple[Week, ...]:
    """Return best, worst and mean of every week that has scores."""
    found: dict[date, list[PainEntry]] = {}
    for entry in entries:
        if entry.score is not None:
            day = entry.happened_at.astimezone(zone).date()
            found.setdefault(day - timedelta(days=day.weekday()), []).append(entry)
    return tuple(_week(monday, found[monday], zone) for monday in sorted(found))


def _week(monday: date, entries: list[PainEntry], zone: tzinfo) -> Week:
    scores = [entry.score for entry in entries if entry.score is not None]
    days = by_day(entries, zone)
    return Week(
        monday=monday,
        best=min(scores),
        worst=max(scores),
        mean=fmean(days.values()),
        days=len(days),
        entries=len(scores),
    )


# -- changes around heat -----------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two scores that belong together."""

    before: int
    after: int
    at: datetime
    session: str | None = None

    @property
    def change(self) -> int:
        """Points; below zero means less pain."""
        return self.after - self.before

    @property
    def meaningful(self) -> bool:
        """Whether the pain is less by as much as people usually notice."""
        less = -self.change
        return less >= MEANINGFUL_POINTS or (self.before >= SHARE_FROM and less >= MEANINGFUL_SHARE * self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How much it hurt at one moment."""

    at: datetime
    score: int
    moment: Moment
    session: str | None


def scored(entries: Iterable[PainEntry], site: Site | None = None) -> list[Score]:
    """Return the scores of moments, at one place or wherever, in order of time."""
    return [
        Score(at=entry.happened_at, score=entry.score, moment=entry.moment, session=entry.session)
        for entry in sorted(entries, key=lambda entry: (entry.happened_at, entry.id))
        if entry.score is not None and entry.moment not in _AVERAGES and (site is None or site in entry.sites)
    ]


def around_heat(scores: Sequence[Score], heats: Iterable[Heat], *, later: bool = False) -> tuple[Pair, ...]:
    """Pair the score before each session with the first one after it, or with the last of the hours after.

    `scores` are those of `scored`. An entry that names its session belongs to no other one, and
    no score stands after one session and before the next.
    """
    pairs: list[Pair] = []
    ordered = sorted(heats, key=lambda heat: heat.happened_at)
    start = 0
    for place, heat in enumerate(ordered):
        until = ordered[place + 1].happened_at if place + 1 < len(ordered) else None
        while start < len(scores) and scores[start].at < heat.happened_at - BEFORE_WITHIN:
            start += 1
        before, after = _sides(scores, start, heat, until, later=later)
        if before is not None and after is not None:
            pairs.append(Pair(before=before, after=after, at=heat.happened_at, session=heat.id))
    return tuple(pairs)


def _sides(
    scores: Sequence[Score], start: int, heat: Heat, until: datetime | None, *, later: bool
) -> tuple[int | None, int | None]:
    before: int | None = None
    after: int | None = None
    within = LATER_WITHIN if later else AFTER_WITHIN
    for place in range(start, len(scores)):
        entry = scores[place]
        if entry.at > heat.ended + within or (until is not None and entry.at >= until):
            break
        if entry.session not in (None, heat.id):
            continue
        side = _side(entry, heat)
        if side is Moment.BEFORE:
            before = entry.score
        elif side is Moment.AFTER and not later:
            after = entry.score if after is None else after
        elif side is Moment.LATER and later:
            after = entry.score
    return before, after


def _side(entry: Score, heat: Heat) -> Moment:
    """Say on which side of the heat a score stands: by what it says it is, else by its time."""
    if entry.moment is Moment.BEFORE or (entry.moment is Moment.NOW and entry.at <= heat.happened_at):
        return Moment.BEFORE
    if entry.moment is Moment.LATER or entry.at > heat.ended + AFTER_WITHIN:
        return Moment.LATER
    if entry.moment is Moment.AFTER or entry.at >= heat.ended:
        return Moment.AFTER
    return Moment.NOW  # while it is warm: neither


def without_heat(scores: Sequence[Score], heats: Iterable[Heat]) -> tuple[Pair, ...]:
    """Pair scores that follow one another at a session's distance with no heat from shortly before to between."""
    spans = sorted((heat.happened_at, heat.ended) for heat in heats)
    pairs: list[Pair] = []
    place = 0
    for first, second in pairwise(scores):
        if not APART_LEAST <= second.at - first.at <= APART_MOST:
            continue
        if first.session is not None or second.session is not None:
            continue
        while place < len(spans) and spans[place][1] + LATER_WITHIN <= first.at:
            place += 1
        if place < len(spans) and spans[place][0] <= second.at:
            continue
        pairs.append(Pair(before=first.score, after=second.score, at=first.at))
    return tuple(pairs)


class Summary(StrEnum):
    """How much may be said of so many pairs."""

    NOTHING = "nothing"
    LIST = "list"
    MEDIAN = "median"
    MEAN = "mean"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What pairs of scores say together."""

    summary: Summary
    n: int
    changes: tuple[int, ...]
    """The newest last."""
    low: int | None = None
    high: int | None = None
    median: float | None = None
    mean: float | None = None
    interval: tuple[float, float] | None = None
    """Bootstrap interval of the mean, 95 %."""
    meaningful: int = 0
    """How many pairs got better by as much as people usually notice."""


def change(pairs: Sequence[Pair]) -> Change:
    """Sum up pairs as far as their number allows: list, median and range, mean with interval."""
    kept = sorted(pairs, key=lambda pair: pair.at)[-PAIRS_MAX:]
    changes = tuple(pair.change for pair in kept)
    n = len(changes)
    meaningful = sum(pair.meaningful for pair in kept)
    if n < LIST_BELOW:
        return Change(summary=Summary.LIST if n else Summary.NOTHING, n=n, changes=changes, meaningful=meaningful)
    return Change(
        summary=Summary.MEDIAN if n < MEAN_FROM else Summary.MEAN,
        n=n,
        changes=changes,
        low=min(changes),
        high=max(changes),
        median=float(median(changes)),
        mean=None if n < MEAN_FROM else fmean(changes),
        interval=None if n < MEAN_FROM else bootstrap_interval(changes),
        meaningful=meaningful,
    )


@lru_cache(maxsize=64)
def bootstrap_means(values: tuple[int, ...]) -> tuple[float, ...]:
    """Return the sorted means of `RESAMPLES` resamples; the same values give the same means.

    Each byte of a stream made from the values themselves chooses one of them. Bytes at the upper
    end that would favour some values are left out.
    """
    n = len(values)
    if not 0 < n <= PAIRS_MAX:
        msg = f"1 to {PAIRS_MAX} values can be resampled"
        raise ValueError(msg)
    lowest = min(values)
    fair = 256 - 256 % n
    chosen = bytes(values[byte % n] - lowest for byte in range(256))
    needed = n * RESAMPLES
    seed = ",".join(map(str, values)).encode()
    # A quarter more than what is left out on average; at most half of all bytes ever are.
    stream = shake_128(seed).digest(needed * 256 // fair + needed // 4 + 1024)
    stream = stream.translate(chosen, bytes(range(fair, 256)))
    return tuple(sorted(lowest + sum(stream[place : place + n]) / n for place in range(0, needed, n)))


def bootstrap_interval(values: tuple[int, ...]) -> tuple[float, float]:
    """Return the percentile interval of the mean."""
    means = bootstrap_means(values)
    outside = (100 - INTERVAL_PERCENT) / 2
    return percentile(means, outside), percentile(means, 100 - outside)


def percentile(ordered: Sequence[float], percent: float) -> float:
    """Return a percentile of sorted values, between neighbours in a straight line."""
    place = (len(ordered) - 1) * percent / 100
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


# -- movement ----------------------------------------------------------------------


def days_with_movement(activities: Iterable[Activity], last: date, zone: tzinfo, length: int = AVERAGE_DAYS) -> int:
    """Count the days of the `length` that end with `last` on which somebody moved."""
    days = {each.happened_at.astimezone(zone).date() for each in activities}
    return sum(last - timedelta(days=length) < day <= last for day in days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Where a value has gone over the last weeks."""

    days: int
    per_week: float
    """Median of the slopes between all pairs of days (Theil–Sen)."""
    latest: float
    """Median of the newest seven days that have one."""


def mobility_trend(entries: Iterable[PainEntry], last: date, zone: tzinfo) -> Trend | None:
    """Return how mobility goes over four weeks; None with fewer than seven days."""
    found: dict[date, list[int]] = {}
    for entry in entries:
        day = entry.happened_at.astimezone(zone).date()
        if entry.mobility is not None and last - timedelta(days=TREND_DAYS) < day <= last:
            found.setdefault(day, []).append(entry.mobility)
    if len(found) < TREND_NEEDS_DAYS:
        return None
    days = [(day, fmean(found[day])) for day in sorted(found)]
    slopes = [
        (value - earlier) / (day - earlier_day).days
        for place, (day, value) in enumerate(days)
        for earlier_day, earlier in days[:place]
    ]
    return Trend(
        days=len(days),
        per_week=median(slopes) * 7,
        latest=float(median([value for _, value in days][-AVERAGE_DAYS:])),
    )


# -- all together ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSummary:
    """One place's own numbers."""

    site: Site
    average: float | None
    entries: int
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """Everything said about a stretch of the diary."""

    average: float | None
    after_heat: Change
    later: Change
    without_heat: Change
    sites: tuple[SiteSummary, ...]
    movement_days: int
    mobility: Trend | None
    peg: float | None
    """Of the newest check-up."""


def analyse(
    entries: Sequence[PainEntry],
    heats: Sequence[Heat],
    activities: Sequence[Activity],
    checkups: Sequence[Checkup],
    *,
    now: datetime,
    zone: tzinfo,
) -> Analysis:
    """Say what the given entries say at `now`."""
    today = now.astimezone(zone).date()
    scores = scored(entries)
    return Analysis(
        average=average(by_day(entries, zone), today),
        after_heat=change(around_heat(scores, heats)),
        later=change(around_heat(scores, heats, later=True)),
        without_heat=change(without_heat(scores, heats)),
        sites=tuple(_site(site, entries, heats, today, zone) for site in _sites(entries)),
        movement_days=days_with_movement(activities, today, zone),
        mobility=mobility_trend(entries, today, zone),
        peg=checkups[-1].peg if checkups else None,
    )


def _sites(entries: Iterable[PainEntry]) -> list[Site]:
    named = {site for entry in entries for site in entry.sites}
    return [site for site in Site if site in named]


def _site(site: Site, entries: Sequence[PainEntry], heats: Sequence[Heat], today: date, zone: tzinfo) -> SiteSummary:
    here = [entry for entry in entries if site in entry.sites]
    scores = scored(here)
    return SiteSummary(
        site=site,
        average=average(by_day(here, zone), today),
        entries=len(scores),
        change=change(around_heat(scores, heats)),
    )


def prompt_share(entries: Sequence[PainEntry]) -> float | None:
    """Share of the entries that were written down within an hour of what they tell, 0 to 1."""
    if not entries:
        return None
    return sum(entry.entered_at - entry.happened_at <= PROMPT_WITHIN for entry in entries) / len(entries)
