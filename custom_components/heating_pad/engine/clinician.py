"""When the entries are reason enough to advise seeing a clinician, and when that was said already.

The rules only repeat what people are told anyway (docs/diary.md); they find nothing out. Who has
taken note hears nothing for four weeks, unless another rule applies or it gets worse.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from statistics import fmean

from .diary import SKIN_BLOCKS, SKIN_SETTLES, Acknowledgement, Heat, PainEntry, Skin
from .pain import AVERAGE_DAYS, average, by_day

QUIET = timedelta(weeks=4)
WORSE_BY = 2.0
RISEN_BY = 2.0
SEVERE_FROM = 7
DAYS_NEEDED = 3
WEEKS_NEEDED = 7
"""One more than six whole ones."""
SESSIONS_A_WEEK = 14
LOOK_BACK = timedelta(weeks=WEEKS_NEEDED + 1)
"""Nothing older is needed to decide."""


class Rule(StrEnum):
    """What speaks for seeing a clinician; also the translation key."""

    RISING = "rising"
    SEVERE = "severe"
    PERSISTENT = "persistent"
    SKIN = "skin"
    MANY_SESSIONS = "many_sessions"


def findings(entries: Sequence[PainEntry], heats: Sequence[Heat], *, now: datetime, zone: tzinfo) -> dict[Rule, float]:
    """Return the rules that apply now, each with how bad it is.

    `entries` and `heats` reach back at least `LOOK_BACK`, in order of time.
    """
    today = now.astimezone(zone).date()
    days = by_day(entries, zone)
    level = average(days, today)
    if level is None and days:
        level = fmean(days.values())
    found: dict[Rule, float] = {}
    recent = [day for day in days if today - timedelta(days=AVERAGE_DAYS) < day <= today]
    if sum(_risen(days, day) for day in recent) >= DAYS_NEEDED:
        found[Rule.RISING] = level or 0.0
    if len(_severe_days(entries, zone) & set(recent)) >= DAYS_NEEDED:
        found[Rule.SEVERE] = level or 0.0
    if _persistent(days, today):
        found[Rule.PERSISTENT] = level or 0.0
    skin = hurt_skin([entry for entry in entries if entry.happened_at > now - QUIET])
    if skin is not None:
        found[Rule.SKIN] = WORSE_BY * 2 if skin is Skin.BLISTER else WORSE_BY
    sessions = sum(now - timedelta(days=AVERAGE_DAYS) < heat.ended <= now for heat in heats)
    if sessions > SESSIONS_A_WEEK:
        found[Rule.MANY_SESSIONS] = float(sessions)
    return found


def _risen(days: dict[date, float], day: date) -> bool:
    usual = average(days, day - timedelta(days=1))
    return usual is not None and days[day] >= usual + RISEN_BY


def _severe_days(entries: Sequence[PainEntry], zone: tzinfo) -> set[date]:
    return {
        entry.happened_at.astimezone(zone).date()
        for entry in entries
        if entry.score is not None and entry.score >= SEVERE_FROM
    }


def _persistent(days: dict[date, float], today: date) -> bool:
    """Whether every one of the last seven weeks had pain in it."""
    painful = {(today - day).days // 7 for day, score in days.items() if score > 0 and day <= today}
    return painful >= set(range(WEEKS_NEEDED))


def active(found: Mapping[Rule, float], acknowledgements: Sequence[Acknowledgement], now: datetime) -> frozenset[Rule]:
    """Return the rules that somebody should hear of: those not acknowledged lately, or worse since."""
    heard = _heard(acknowledgements, now)
    return frozenset(rule for rule, measure in found.items() if rule not in heard or measure >= heard[rule] + WORSE_BY)


def _heard(acknowledgements: Sequence[Acknowledgement], now: datetime) -> dict[str, float]:
    """By rule, how bad it was when somebody last took note of it."""
    heard: dict[str, float] = {}
    for each in acknowledgements:
        if now - QUIET < each.entered_at <= now:
            heard |= each.measures
    return heard


def skin_unanswered(entries: Iterable[PainEntry]) -> bool:
    """Whether the skin was reported as hurt and nobody has said since that it is normal.

    Looks at entries in order of time; a question nobody has answered blocks nothing.
    """
    return hurt_skin(entries) is not None


def hurt_skin(entries: Iterable[PainEntry]) -> Skin | None:
    """Return the worst that was said of the skin since it was last normal; None where it was not hurt.

    "Normal" counts when it is about a later time and said on purpose: at least `SKIN_SETTLES`
    after the skin was reported as hurt. Sooner it is a slip, or was meant for another question.
    """
    worst: Skin | None = None
    counts_from: datetime | None = None
    for entry in entries:
        if entry.skin in SKIN_BLOCKS:
            worst = Skin.BLISTER if Skin.BLISTER in (worst, entry.skin) else entry.skin
            settled = max(entry.entered_at + SKIN_SETTLES, entry.edited_at or entry.entered_at)
            counts_from = settled if counts_from is None else max(counts_from, settled)
        elif entry.skin is Skin.NORMAL and counts_from is not None and entry.entered_at >= counts_from:
            worst = counts_from = None
    return worst
