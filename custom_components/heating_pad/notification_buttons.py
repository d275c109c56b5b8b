"""Buttons on notifications: a press is a person's request, checked like any other.

The companion apps send `mobile_app_notification_action` with the action's name and the user
whose phone it is. The name holds pad and session: a button of an older session does nothing (T17).
"""

import logging
from math import inf
from re import split

from homeassistant.core import Event, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from .attendance import async_attended
from .diary_access import async_check_access
from .engine.diary import CHECKUP_FIELDS
from .engine.events import ConfirmAsked, ExtendAsked, StopAsked
from .engine.limits import EXTEND_S, MINUTE_S, SESSION_MIN_S
from .engine.models import Source, StartRequest, WaitingFor
from .house import DATA_HOUSE
from .messages import Verb, read_action
from .pad import DATA_PADS, Pad
from .person import DATA_PERSONS, Person

_LOGGER = logging.getLogger(__name__)

START_VALID_S = 3600.0
"""No button to start is good for longer, whatever it says itself."""

EVENT_PRESSED = "mobile_app_notification_action"


def async_listen_to_buttons(hass: HomeAssistant) -> None:
    """Hear every press, and carry out those that are ours."""

    async def pressed(event: Event) -> None:
        found = read_action(event.data.get("action"))
        if found is None:
            return
        entry_id, verb, what, session = found
        person = hass.data.get(DATA_PERSONS, {}).get(entry_id)
        if person is not None:
            await _async_answered(person, verb, what, session, event)
            return
        pad = hass.data.get(DATA_PADS, {}).get(entry_id)
        if pad is None:
            if verb is Verb.SEEN:  # of a pad that is gone, and its plug not off
                hass.data[DATA_HOUSE].alarms.seen(entry_id)
            return
        try:
            if verb is Verb.STOP:  # whoever presses it: off is refused to nobody (S8)
                pad.ask(StopAsked(session_id=session))
                return
            attended = await async_attended(pad, event.context, occupancy_counts=False)
            match verb:
                case Verb.START:
                    await _async_start(pad, what, session, attended=attended)
                case Verb.EXTEND:
                    pad.ask(ExtendAsked(seconds=EXTEND_S, session_id=session))
                case Verb.CONFIRM:
                    pad.ask(ConfirmAsked(attended=attended, what=WaitingFor(what), session_id=session))
                case Verb.SEEN:
                    pad.seen()
        except (HomeAssistantError, ValueError) as err:
            _LOGGER.info("%s: a button on a notification did nothing: %s", pad.config.name, err)

    hass.bus.async_listen(EVENT_PRESSED, pressed)


async def _async_start(pad: Pad, minutes: str, until: str | None, *, attended: bool) -> None:
    """Start as a person does; a question that nobody took back in time is no standing invitation (T17)."""
    if not attended or not 0 <= float(until or 0) - dt_util.utcnow().timestamp() <= START_VALID_S:
        _LOGGER.info("%s: a start by a button came too late, or from nobody", pad.config.name)
        return
    duration_s = float(minutes) * MINUTE_S if minutes else None
    if duration_s is not None and not SESSION_MIN_S <= duration_s < inf:
        msg = f"no session of {minutes} minutes"
        raise ValueError(msg)
    await pad.async_start(StartRequest(duration_s=duration_s, attended=True, source=Source.BUTTON))


async def _async_answered(person: Person, verb: Verb, what: str, session: str | None, event: Event) -> None:
    """Carry out what somebody has answered to a question about themselves."""
    try:
        await async_check_access(person.hass, person, event.context)
        match verb:
            case Verb.LOG:
                moment, _, score = what.partition(":")
                typed = str(event.data.get("reply_text") or "").strip() if score == "?" else score
                about = {} if session is None else {"session": session}
                await person.async_log_pain({"score": _number(typed), "moment": moment, **about})
            case Verb.CHECKUP:
                await person.async_log_checkup(_week(str(event.data.get("reply_text") or "")))
            case Verb.SKIN:
                about = {} if session is None else {"session": session}
                await person.async_log_pain({"skin": what, **about})
            case Verb.MOVED:
                await person.async_log_activity({"kind": "stretch", "minutes": _number(what)})
            case Verb.NOTED:
                await person.async_acknowledge()
            case _:
                return
    except HomeAssistantError as err:
        _LOGGER.info("%s: an answer was not taken: %s", person.name, err)


def _week(typed: str) -> dict[str, object]:
    """Return the three numbers somebody has typed, in the order of the question; what else was typed is refused."""
    numbers = [_number(each) for each in split(r"[\s,;/.-]+", typed.strip())]
    if len(numbers) != len(CHECKUP_FIELDS):
        return {}
    return dict(zip(CHECKUP_FIELDS, numbers, strict=True))


def _number(text: str) -> object:
    """Return what was typed as a number; what is none stays for the diary to refuse."""
    return int(text) if text.isascii() and text.isdigit() else text
