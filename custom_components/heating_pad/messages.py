"""What people are told, and how much of it: kinds of messages, buttons, quiet hours.

An alarm is about heat that may go on, or about a fault: it ignores quiet hours, cannot be
switched off and is repeated until somebody has seen it. Everything else can wait.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from typing import Any

from .const import DOMAIN
from .engine.diary import SCORE_MAX, Activity, AnyEntry, Checkup, Moment, PainEntry, Site, Skin
from .engine.models import STOP_RULES, Notice, StopReason, Told, WaitingFor
from .engine.prompts import Prompt, PromptKind, is_quiet

REPEAT_DEFAULT_MIN = 5.0
REPEAT_RANGE_MIN = (1.0, 60.0)


class Kind(StrEnum):
    """Kinds of messages people choose from; alarms are always sent."""

    QUESTIONS = "questions"
    CHECK_INS = "check_ins"
    ENDING_SOON = "ending_soon"
    ENDS = "ends"
    ALARMS = "alarms"
    DIARY = "diary"
    """Of persons, not of pads."""


KINDS_DEFAULT = (Kind.QUESTIONS, Kind.CHECK_INS, Kind.ENDS)


class Verb(StrEnum):
    """What a button on a notification asks for."""

    START = "start"
    """Start a session; `what` is its minutes, or empty, and the session's place holds until when it counts."""
    STOP = "stop"
    EXTEND = "extend"
    CONFIRM = "confirm"
    SEEN = "seen"
    LOG = "log"
    """Write down a score; `what` is moment and score, or `?` where it is typed."""
    CHECKUP = "checkup"
    """Write down the week in three numbers, which are typed."""
    SKIN = "skin"
    """Say how the skin looks."""
    MOVED = "moved"
    """Say that one has stretched for so many minutes."""
    NOTED = "noted"
    """Take note of the advice to see a clinician."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageOptions:
    """Who hears of one pad, where and when."""

    targets: tuple[str, ...] = ()
    """Actions (`notify.mobile_app_phone`) and entities (`notify.kitchen`)."""
    speakers: tuple[str, ...] = ()
    """Media players, spoken to by `tts`."""
    tts: str | None = None
    satellites: tuple[str, ...] = ()
    language: str | None = None
    quiet_from: time | None = None
    quiet_to: time | None = None
    repeat_s: float = REPEAT_DEFAULT_MIN * 60
    kinds: frozenset[Kind] = frozenset(KINDS_DEFAULT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """One button under a notification."""

    verb: Verb
    label: str
    """Translation key of what is written on it."""
    what: str = ""
    typed: bool = False
    """The phone asks for a text to send along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One thing to say about one pad."""

    kind: Kind
    text: str
    """Translation key."""
    about: str
    """What a later message of the same replaces."""
    values: Mapping[str, str] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    session: str | None = None


_STOP = Button(verb=Verb.STOP, label="button_stop")
_EXTEND = Button(verb=Verb.EXTEND, label="button_extend")
_SEEN = Button(verb=Verb.SEEN, label="button_seen")


def message_of(
    name: str, notice: Notice, reason: object, session: str | None, data: Mapping[str, Any]
) -> Message | None:
    """Say in a message what a pad announces, None where it is nothing to send."""
    values = {"name": name}
    match notice:
        case Notice.WAITING:
            asked = str(data.get("waiting_for"))
            button = Button(verb=Verb.CONFIRM, label=f"button_confirm_{asked}", what=asked)
            return Message(
                kind=Kind.QUESTIONS,
                text=f"message_waiting_{asked}",
                about="question",
                values=values,
                buttons=(button, _STOP) if asked != WaitingFor.PAD_BUTTON else (_STOP,),
                session=session,
            )
        case Notice.CHECK_IN:
            awake = Button(verb=Verb.CONFIRM, label="button_confirm_awake", what=WaitingFor.AWAKE)
            return Message(
                kind=Kind.CHECK_INS,
                text="message_check_in",
                about="question",
                values=values,
                buttons=(awake, _STOP),
                session=session,
            )
        case Notice.ENDING_SOON:
            return Message(
                kind=Kind.ENDING_SOON,
                text="message_ending_soon",
                about="session",
                values={**values, "minutes": f"{data.get('minutes', 5):g}"},
                buttons=(_EXTEND, _STOP),
                session=session,
            )
        case Notice.FINISHED:
            return Message(kind=Kind.ENDS, text="message_finished", about="session", values=values)
        case Notice.STOPPED | Notice.FAULT if isinstance(reason, StopReason):
            return _ended(name, reason)
        case _:
            return None


def _ended(name: str, reason: StopReason) -> Message | None:
    told = STOP_RULES[reason].told
    if told is Told.EVENT:
        return None
    alarm = told is Told.ALARM
    return Message(
        kind=Kind.ALARMS if alarm else Kind.ENDS,
        text=f"notice_ended_{reason}",
        about="fault" if alarm else "session",
        values={"name": name},
        buttons=(_SEEN,) if alarm else (),
    )


_BACK = frozenset({Site.LOWER_BACK, Site.UPPER_BACK, Site.NECK, Site.HIP, Site.LEG})


def clinician_message(name: str, sites: Iterable[Site]) -> Message:
    """Advise to see a clinician, with the signs that must not wait for one."""
    back = not _BACK.isdisjoint(sites)
    return Message(
        kind=Kind.DIARY,
        text="message_clinician_back" if back else "message_clinician",
        about="clinician",
        values={"name": name},
        buttons=(Button(verb=Verb.NOTED, label="button_noted"),),
    )


_MOMENTS = {
    PromptKind.BEFORE: Moment.BEFORE,
    PromptKind.AFTER: Moment.AFTER,
    PromptKind.LATER: Moment.LATER,
    PromptKind.EVENING: Moment.DAY_AVERAGE,
}


def prompt_about(kind: PromptKind) -> str:
    """Return what a question replaces on the phone: only an earlier one about the same."""
    around_heat = kind in (PromptKind.BEFORE, PromptKind.AFTER, PromptKind.LATER)
    return "prompt" if around_heat else f"prompt_{kind}"


def answered_about(entry: AnyEntry) -> frozenset[str]:
    """Return which questions somebody has answered by writing this."""
    match entry:
        case PainEntry():
            kinds = set()
            if entry.score is not None:
                kinds.add(PromptKind.EVENING if entry.moment is Moment.DAY_AVERAGE else PromptKind.AFTER)
            if entry.skin is not None:
                kinds.add(PromptKind.SKIN)
        case Checkup():
            kinds = {PromptKind.WEEKLY}
        case Activity():
            kinds = {PromptKind.STRETCH}
        case _:
            kinds = set()
    return frozenset(prompt_about(kind) for kind in kinds)


def prompt_message(name: str, prompt: Prompt) -> Message:
    """Ask a person how it is. The typed answer comes first: some phones show three buttons."""
    buttons: tuple[Button, ...] = ()
    if prompt.kind in _MOMENTS:
        moment = _MOMENTS[prompt.kind]
        typed = Button(verb=Verb.LOG, label="button_type_score", what=f"{moment}:?", typed=True)
        scores = (Button(verb=Verb.LOG, label=str(each), what=f"{moment}:{each}") for each in range(SCORE_MAX + 1))
        buttons = (typed, *scores)
    elif prompt.kind is PromptKind.WEEKLY:
        buttons = (Button(verb=Verb.CHECKUP, label="button_type_week", typed=True),)
    elif prompt.kind is PromptKind.SKIN:
        buttons = tuple(Button(verb=Verb.SKIN, label=f"button_skin_{each}", what=each) for each in Skin)
    elif prompt.kind is PromptKind.STRETCH:
        buttons = (Button(verb=Verb.MOVED, label="button_stretched", what="5"),)
    return Message(
        kind=Kind.DIARY,
        text=f"message_prompt_{prompt.kind}",
        about=prompt_about(prompt.kind),
        values={"name": name},
        buttons=buttons,
        session=prompt.session,
    )


def off_message(name: str, plug: str, alarm: str) -> Message:
    """Say that a plug does not prove to be off."""
    return Message(
        kind=Kind.ALARMS, text=f"notice_{alarm}", about="off", values={"name": name, "plug": plug}, buttons=(_SEEN,)
    )


def quiet(options: MessageOptions, now: time) -> bool:
    """Say whether people want to be left alone now."""
    return is_quiet(options.quiet_from, options.quiet_to, now)


def wanted(options: MessageOptions, kind: Kind) -> bool:
    """Say whether a kind of message is sent at all."""
    return kind is Kind.ALARMS or kind in options.kinds


def waits_for_morning(kind: Kind) -> bool:
    """Say whether a kind is held back in quiet hours; somebody waits for an answer to the others."""
    return kind in (Kind.ENDING_SOON, Kind.ENDS, Kind.DIARY)


def action_id(entry_id: str, button: Button, session: str | None) -> str:
    """Return what a button sends back: pad, verb, what and session (T17)."""
    return "|".join((DOMAIN, entry_id, button.verb, button.what, session or ""))


def read_action(action: object) -> tuple[str, Verb, str, str | None] | None:
    """Read what a button has sent back: entry, verb, what, session; None when it is none of ours."""
    parts = action.split("|") if isinstance(action, str) else []
    if len(parts) != 5 or parts[0] != DOMAIN or parts[2] not in [*Verb]:  # noqa: PLR2004 - as `action_id` writes them
        return None
    return parts[1], Verb(parts[2]), parts[3], parts[4] or None
