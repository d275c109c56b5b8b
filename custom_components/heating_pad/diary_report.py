"""What is told about a stretch of a diary, in one place for every kind of page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from homeassistant.util import dt as dt_util

from .engine.book_codec import encode_entry
from .engine.diary import Activity, AnyEntry, Checkup, Entry, Heat, PainEntry, Skin
from .engine.pain import Analysis, Change, Week, analyse, prompt_share, weeks
from .person import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything a page may say."""

    name: str
    start: datetime
    end: datetime
    made: datetime
    pain: Sequence[PainEntry]
    heats: Sequence[Heat]
    activities: Sequence[Activity]
    checkups: Sequence[Checkup]
    weeks: Sequence[Week]
    analysis: Analysis
    skin: dict[Skin, int]
    prompt_share: float | None
    measured: int
    """Sessions whose temperature was measured; that of the others was estimated or unknown."""

    @property
    def entries(self) -> list[AnyEntry]:
        """All of them in order of time."""
        found: list[AnyEntry] = [*self.pain, *self.heats, *self.activities, *self.checkups]
        return sorted(found, key=_time)


def _time(entry: Entry) -> tuple[datetime, str]:
    return entry.happened_at, entry.id


def report(person: Person, start: datetime, end: datetime) -> Report:
    """Collect what a stretch of the diary says."""
    zone = dt_util.get_default_time_zone()
    book, after = person.book, end + timedelta(seconds=1)
    pain = book.between(PainEntry, start, after)
    heats = book.between(Heat, start, after)
    activities = book.between(Activity, start, after)
    checkups = book.between(Checkup, start, after)
    answers = [entry.skin for entry in pain if entry.skin is not None]
    return Report(
        name=person.name,
        start=start,
        end=end,
        made=person.now(),
        pain=pain,
        heats=heats,
        activities=activities,
        checkups=checkups,
        weeks=weeks(pain, zone),
        analysis=analyse(pain, heats, activities, checkups, now=end, zone=zone),
        skin={skin: answers.count(skin) for skin in Skin if skin in answers},
        prompt_share=prompt_share(pain),
        measured=sum(heat.dose is not None for heat in heats),
    )


def plain(entry: AnyEntry, *, notes: bool) -> dict[str, object]:
    """Return an entry as plain values."""
    values = encode_entry(entry)
    if not notes:
        values.pop("note", None)
    return {key: [str(each) for each in value] if isinstance(value, list) else value for key, value in values.items()}


def plain_change(change: Change) -> dict[str, object]:
    """Return what may be said of changes as plain values."""
    return {
        "n": change.n,
        "summary": str(change.summary),
        "changes": list(change.changes),
        "median": change.median,
        "low": change.low,
        "high": change.high,
        "mean": change.mean,
        "interval": None if change.interval is None else list(change.interval),
        "meaningful": change.meaningful,
    }


def plain_report(told: Report) -> dict[str, object]:
    """Return the numbers of a report as plain values."""
    analysis = told.analysis
    return {
        "average": analysis.average,
        "after_heat": plain_change(analysis.after_heat),
        "later": plain_change(analysis.later),
        "without_heat": plain_change(analysis.without_heat),
        "sites": {
            str(site.site): {
                "average": site.average,
                "entries": site.entries,
                "after_heat": plain_change(site.change),
            }
            for site in analysis.sites
        },
        "movement_days": analysis.movement_days,
        "mobility": None
        if analysis.mobility is None
        else {
            "days": analysis.mobility.days,
            "per_week": analysis.mobility.per_week,
            "latest": analysis.mobility.latest,
        },
        "peg": analysis.peg,
        "weeks": [
            {
                "monday": week.monday.isoformat(),
                "best": week.best,
                "worst": week.worst,
                "mean": week.mean,
                "days": week.days,
                "entries": week.entries,
            }
            for week in told.weeks
        ],
        "skin": {str(skin): count for skin, count in told.skin.items()},
        "entered_within_an_hour": told.prompt_share,
        "sessions": len(told.heats),
        "sessions_measured": told.measured,
    }
