"""Sentences about entries, heat and numbers; none of them holds a note."""

from collections.abc import Mapping
from datetime import date, datetime

from homeassistant.util import dt as dt_util

from .diary_report import Report
from .engine.diary import SKIN_BLOCKS, Activity, AnyEntry, Checkup, Heat, PainEntry, Skin
from .engine.pain import Change, Summary

type Texts = Mapping[str, str]

SITES_MOST = 6
"""A page is read in a minute: the places with most entries."""
DATES_MOST = 3


def sentence(entry: AnyEntry, texts: Texts) -> str | None:
    """Say in a few words what an entry is, None where it is nothing to show."""
    match entry:
        case PainEntry(score=None):
            return texts["message_diary_entry"]
        case PainEntry():
            places = ", ".join(texts[f"message_site_{site}"] for site in entry.sites)
            key = "message_diary_pain_at" if places else "message_diary_pain"
            return texts[key].format(score=entry.score, places=places)
        case Checkup():
            return texts["message_diary_checkup"].format(peg=f"{entry.peg:.1f}")
        case Activity():
            kind = texts[f"message_activity_{entry.kind}"]
            return texts["message_diary_activity"].format(kind=kind, minutes=entry.minutes)
        case Heat():
            source = texts[f"message_source_{entry.source}"]
            return texts["message_diary_heat"].format(source=source, minutes=round(entry.heated_s / 60))
        case _:
            return None


def day_text(day: date) -> str:
    """Write a day so that nobody takes the month for the day."""
    return day.isoformat()


def moment_text(moment: datetime) -> str:
    """Write a moment in local time."""
    return dt_util.as_local(moment).strftime("%Y-%m-%d %H:%M")


def number_text(value: float | None) -> str:
    """Write a number with one digit, a dash where there is none."""
    return "–" if value is None else f"{value:.1f}".replace("-", "−")


def _signed(points: int | None) -> str:
    return f"{points:+d}".replace("-", "−") if points else "0"


def change_text(change: Change, texts: Texts) -> str:
    """Say as much of changes as their number allows."""
    if change.summary is Summary.NOTHING:
        return texts["message_report_no_pairs"]
    if change.summary is Summary.LIST:
        listed = ", ".join(map(_signed, change.changes))
        return texts["message_report_list"].format(n=change.n, list=listed)
    spread = f"{_signed(change.low)} … {_signed(change.high)}"
    if change.summary is Summary.MEDIAN or change.interval is None:
        return texts["message_report_median"].format(n=change.n, median=number_text(change.median), range=spread)
    low, high = (number_text(each) for each in change.interval)
    return texts["message_report_mean_change"].format(
        n=change.n, mean=number_text(change.mean), low=low, high=high, range=spread, meaningful=change.meaningful
    )


def facts(told: Report, texts: Texts) -> list[tuple[str, str]]:
    """Return the lines of the second part of the page: what it is about, and what there is to say."""
    analysis = told.analysis
    trend = analysis.mobility
    share = told.prompt_share
    skin = ", ".join(
        f"{texts[f'message_skin_{kind}']} ×{count}{_dates(kind, told)}" for kind, count in told.skin.items()
    )
    lines = [
        ("average", number_text(analysis.average)),
        ("after_heat", change_text(analysis.after_heat, texts)),
        ("later", change_text(analysis.later, texts)),
    ]
    if analysis.without_heat.median is not None:
        lines.append(("without_heat", change_text(analysis.without_heat, texts)))
    lines += [
        (f"site:{site.site}", f"{number_text(site.average)}; {change_text(site.change, texts)}")
        for site in sorted(analysis.sites, key=lambda each: -each.entries)[:SITES_MOST]
        if site.average is not None or site.change.n
    ]
    lines += [
        ("peg", number_text(analysis.peg)),
        ("movement", str(analysis.movement_days)),
        (
            "mobility",
            "–"
            if trend is None
            else texts["message_report_trend"].format(
                latest=number_text(trend.latest), per_week=number_text(trend.per_week)
            ),
        ),
        ("skin", skin or "–"),
        ("sessions", texts["message_report_sessions_count"].format(n=len(told.heats), measured=told.measured)),
        ("prompt_share", "–" if share is None else f"{share:.0%}"),
    ]
    return [(_label(key, texts), value) for key, value in lines]


def _dates(skin: Skin, told: Report) -> str:
    """Write when the skin was hurt, the newest first."""
    if skin not in SKIN_BLOCKS:
        return ""
    days = sorted({dt_util.as_local(entry.happened_at).date() for entry in told.pain if entry.skin is skin})
    shown = ", ".join(day_text(day) for day in reversed(days[-DATES_MOST:]))
    return f" ({shown}{', …' if len(days) > DATES_MOST else ''})"


def _label(key: str, texts: Texts) -> str:
    name, _, site = key.partition(":")
    return texts[f"message_site_{site}"].capitalize() if site else texts[f"message_report_{name}"]


QUESTIONS = tuple(f"message_report_question_{number}" for number in range(1, 5))
