"""When a person is asked how it is: around heat, in the evening, once a week; never often.

At most four times in 24 hours, not in quiet hours, and after three questions without an answer
only once in a while. A question whose time has passed is dropped, not put late. Room is kept for
the questions of the evening and of the week, which say most.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Any

PROMPTS_A_DAY = 4
IGNORED_MAX = 3
ANSWERED_WITHIN = timedelta(minutes=5)
"""Own choice: before that nobody has ignored anything."""
BACK_OFF = timedelta(days=3)
BACK_OFF_MOST = timedelta(days=14)
LATE_AT_MOST = timedelta(minutes=30)
LATER_AFTER = (timedelta(minutes=60), timedelta(minutes=120))
STRETCH_AFTER = timedelta(minutes=5)
SKIN_AFTER = timedelta(minutes=15)
DAY = timedelta(days=1)
EVENING_DEFAULT = time(20)
PLANNED_MOST = 20


class PromptKind(StrEnum):
    """What is asked."""

    BEFORE = "before"
    AFTER = "after"
    LATER = "later"
    EVENING = "evening"
    WEEKLY = "weekly"
    SKIN = "skin"
    STRETCH = "stretch"


PROMPTS_DEFAULT = frozenset(
    {PromptKind.AFTER, PromptKind.LATER, PromptKind.EVENING, PromptKind.WEEKLY, PromptKind.SKIN}
)
_OF_THE_CLOCK = frozenset({PromptKind.EVENING, PromptKind.WEEKLY})


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptSettings:
    """What a person wants to be asked."""

    kinds: frozenset[PromptKind] = PROMPTS_DEFAULT
    evening: time = EVENING_DEFAULT
    weekday: int = 6
    """0 is Monday."""
    quiet_from: time | None = None
    quiet_to: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One question."""

    kind: PromptKind
    due: datetime
    session: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptState:
    """What was asked, and what will be."""

    planned: tuple[Prompt, ...] = ()
    sent: tuple[datetime, ...] = ()
    """Of the last 24 hours, and the very last one."""
    open: Prompt | None = None
    """Asked and not answered."""
    ignored: int = 0
    """Questions in a row that nobody answered."""
    evening: date | None = None
    """Last local day whose evening question is settled."""
    weekly: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the diary says, so that nobody is asked what they have said."""

    day_average: frozenset[date] = field(default_factory=frozenset)
    last_checkup: datetime | None = None
    last_skin: datetime | None = None
    last_heat: datetime | None = None
    skin_hurt: bool = False
    """The skin was reported as hurt, and nobody has said since that it is normal."""


def begun(state: PromptState, session: str, now: datetime) -> PromptState:
    """Heat begins: ask how it is before. Nothing waits for the answer."""
    return _plan(state, [Prompt(kind=PromptKind.BEFORE, due=now, session=session)])


def ended(state: PromptState, session: str, now: datetime) -> PromptState:
    """Heat is over: ask now, later, for the skin, and offer to stretch."""
    kept = tuple(each for each in state.planned if each.session != session)
    return _plan(
        replace(state, planned=kept),
        [
            Prompt(kind=PromptKind.AFTER, due=now, session=session),
            Prompt(kind=PromptKind.STRETCH, due=now + STRETCH_AFTER, session=session),
            Prompt(kind=PromptKind.SKIN, due=now + SKIN_AFTER, session=session),
            *(Prompt(kind=PromptKind.LATER, due=now + after, session=session) for after in LATER_AFTER),
        ],
    )


def answered(state: PromptState) -> PromptState:
    """Somebody wrote something down: they are there."""
    return replace(state, open=None, ignored=0)


def _plan(state: PromptState, prompts: Iterable[Prompt]) -> PromptState:
    planned = sorted((*state.planned, *prompts), key=lambda each: each.due)
    return replace(state, planned=tuple(planned[-PLANNED_MOST:]))


def ask(
    state: PromptState, settings: PromptSettings, known: Known, now: datetime, zone: tzinfo
) -> tuple[PromptState, Prompt | None]:
    """Return what to ask now, if anything, and the state after it."""
    state = _of_the_clock(state, settings, known, now, zone)
    state = replace(state, sent=tuple(each for each in state.sent[:-1] if now - DAY < each <= now) + state.sent[-1:])
    while state.planned and state.planned[0].due <= now:
        prompt, state = state.planned[0], replace(state, planned=state.planned[1:])
        if _may_ask(prompt, state, settings, known, now, zone):
            ignored = state.ignored + (state.open is not None)
            return replace(state, open=prompt, ignored=ignored, sent=(*state.sent, now)), prompt
    return state, None


def _of_the_clock(
    state: PromptState, settings: PromptSettings, known: Known, now: datetime, zone: tzinfo
) -> PromptState:
    """Plan the evening's and the week's questions, once each."""
    local = now.astimezone(zone)
    today = local.date()
    due = datetime.combine(today, settings.evening, zone).astimezone(UTC)
    if now < due:
        return state
    if state.evening is None or state.evening < today:
        state = replace(state, evening=today)
        if today not in known.day_average:
            state = _plan(state, [Prompt(kind=PromptKind.EVENING, due=due)])
    if today.weekday() == settings.weekday and (state.weekly is None or state.weekly < today):
        state = replace(state, weekly=today)
        if not _within(known.last_checkup, now, 5):
            state = _plan(state, [Prompt(kind=PromptKind.WEEKLY, due=due)])
        if (_within(known.last_heat, now, 7) or known.skin_hurt) and not _within(known.last_skin, now, 7):
            state = _plan(state, [Prompt(kind=PromptKind.SKIN, due=due)])
    return state


def _within(moment: datetime | None, now: datetime, days: int) -> bool:
    return moment is not None and now - moment < timedelta(days=days)


def _may_ask(
    prompt: Prompt, state: PromptState, settings: PromptSettings, known: Known, now: datetime, zone: tzinfo
) -> bool:
    if prompt.kind not in settings.kinds or now - prompt.due > LATE_AT_MOST:
        return False
    if is_quiet(settings.quiet_from, settings.quiet_to, now.astimezone(zone).time()):
        return False
    today = sum(now - DAY < each <= now for each in state.sent)
    if today >= PROMPTS_A_DAY - _kept(prompt, state, settings, known, now, zone):
        return False
    asked = state.ignored + (state.open is not None)
    if asked - sum(now - each < ANSWERED_WITHIN for each in state.sent) < IGNORED_MAX:
        return True
    pause = min(BACK_OFF * 2 ** (state.ignored + 1 - IGNORED_MAX), BACK_OFF_MOST)
    return not state.sent or now - state.sent[-1] >= pause


def _kept(
    prompt: Prompt, state: PromptState, settings: PromptSettings, known: Known, now: datetime, zone: tzinfo
) -> int:
    """Return how many questions are kept today for those of the clock."""
    if prompt.kind in _OF_THE_CLOCK:
        return 0
    today = now.astimezone(zone).date()
    weekly = today.weekday() == settings.weekday and not _within(known.last_checkup, now, 5)
    wanted = {PromptKind.EVENING: state.evening, PromptKind.WEEKLY: state.weekly if weekly else today}
    return sum(
        kind in settings.kinds and (settled != today or any(each.kind is kind for each in state.planned))
        for kind, settled in wanted.items()
    )


def is_quiet(start: time | None, end: time | None, now: time) -> bool:
    """Say whether a local time lies in the hours from `start` to before `end`."""
    if start is None or end is None or start == end:
        return False
    return start <= now < end if start < end else now >= start or now < end


def wake_at(state: PromptState, settings: PromptSettings, now: datetime, zone: tzinfo) -> datetime:
    """Return when to look again: the next planned question, or the next evening."""
    local = now.astimezone(zone)
    evening = datetime.combine(local.date(), settings.evening, zone).astimezone(UTC)
    if evening <= now:
        evening = datetime.combine(local.date() + DAY, settings.evening, zone).astimezone(UTC)
    return min([evening, *(each.due for each in state.planned)])


# -- as plain values -----------------------------------------------------------------


def encode(state: PromptState) -> dict[str, Any]:
    """Turn the state into plain values."""
    return {
        "planned": [_encode(each) for each in state.planned],
        "sent": [each.isoformat() for each in state.sent],
        "open": None if state.open is None else _encode(state.open),
        "ignored": state.ignored,
        "evening": None if state.evening is None else state.evening.isoformat(),
        "weekly": None if state.weekly is None else state.weekly.isoformat(),
    }


def _encode(prompt: Prompt) -> list[str | None]:
    return [prompt.kind, prompt.due.isoformat(), prompt.session]


def decode(raw: object) -> PromptState:
    """Read a state; what makes no sense is an empty one: questions are no loss."""
    if not isinstance(raw, Mapping):
        return PromptState()
    try:
        return PromptState(
            planned=tuple(_decode(each) for each in raw["planned"]),
            sent=tuple(_moment(each) for each in raw["sent"]),
            open=None if raw["open"] is None else _decode(raw["open"]),
            ignored=max(int(raw["ignored"]), 0),
            evening=None if raw["evening"] is None else date.fromisoformat(raw["evening"]),
            weekly=None if raw["weekly"] is None else date.fromisoformat(raw["weekly"]),
        )
    except KeyError, TypeError, ValueError, OverflowError:
        return PromptState()


def _decode(raw: Any) -> Prompt:
    kind, due, session = raw
    return Prompt(kind=PromptKind(kind), due=_moment(due), session=None if session is None else str(session))


def _moment(raw: Any) -> datetime:
    return datetime.fromisoformat(raw).astimezone(UTC)
