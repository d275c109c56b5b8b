"""The one picture of a diary: pain by day, each day's spread, and where heat was; it needs no colours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from homeassistant.util import dt as dt_util

from .diary_report import Report
from .engine.diary import SCORE_MAX, Moment
from .engine.pain import by_day

GAP_DAYS = 3
"""Days without a score after which the line is broken: nobody knows what was between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the picture; `x` and all heights go from 0 to 1."""

    day: date
    x: float
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    heats: int = 0


def days(told: Report) -> list[Day]:
    """Return every day of the report that has something to show."""
    zone = dt_util.get_default_time_zone()
    first, last = told.start.astimezone(zone).date(), told.end.astimezone(zone).date()
    length = max((last - first).days, 1)
    means = by_day(told.pain, zone)
    scores: dict[date, list[int]] = {}
    for entry in told.pain:
        if entry.score is not None and entry.moment is not Moment.DAY_AVERAGE:
            scores.setdefault(entry.happened_at.astimezone(zone).date(), []).append(entry.score)
    heats: dict[date, int] = {}
    for heat in told.heats:
        day = heat.happened_at.astimezone(zone).date()
        heats[day] = heats.get(day, 0) + 1
    return [
        Day(
            day=day,
            x=(day - first).days / length,
            mean=means[day] / SCORE_MAX if day in means else None,
            low=min(scores[day]) / SCORE_MAX if day in scores else None,
            high=max(scores[day]) / SCORE_MAX if day in scores else None,
            heats=heats.get(day, 0),
        )
        for day in sorted({*means, *heats})
        if first <= day <= last
    ]


def lines(shown: list[Day]) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the pieces of the line between days that are near enough."""
    scored = [day for day in shown if day.mean is not None]
    for one, other in pairwise(scored):
        if other.day - one.day <= timedelta(days=GAP_DAYS) and one.mean is not None and other.mean is not None:
            yield (one.x, one.mean), (other.x, other.mean)


def ticks(told: Report) -> list[tuple[float, date]]:
    """Return at most eight days to write below the picture."""
    zone = dt_util.get_default_time_zone()
    first, last = told.start.astimezone(zone).date(), told.end.astimezone(zone).date()
    length = max((last - first).days, 1)
    step = max(-(-length // 7), 1)
    return [(number / length, first + timedelta(days=number)) for number in range(0, length + 1, step)]
