"""Buttons on notifications: a press is a person's request, checked like any other.

The companion apps send `mobile_app_notification_action` with the action's name and the user
whose phone it is. The name holds pad and session: a button of an older session does nothing (T17).
"""

import logging

from homeassistant.core import Event, HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from .attendance import async_attended
from .diary_access import async_check_access
from .engine.events import ConfirmAsked, ExtendAsked, StopAsked
from .engine.limits import EXTEND_S
from .engine.models import WaitingFor
from .messages import Verb, read_action
from .pad import DATA_PADS
from .person import DATA_PERSONS, Person

_LOGGER = logging.getLogger(__name__)

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
            return
        try:
            attended = await async_attended(pad, event.context, occupancy_counts=False)
            match verb:
                case Verb.STOP:
                    pad.ask(StopAsked(session_id=session))
                case Verb.EXTEND:
                    pad.ask(ExtendAsked(seconds=EXTEND_S, session_id=session))
                case Verb.CONFIRM:
                    pad.ask(ConfirmAsked(attended=attended, what=WaitingFor(what), session_id=session))
                case Verb.SEEN:
                    pad.seen()
        except (HomeAssistantError, ValueError) as err:
            _LOGGER.info("%s: a button on a notification did nothing: %s", pad.config.name, err)

    hass.bus.async_listen(EVENT_PRESSED, pressed)


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


def _number(text: str) -> object:
    """Return what was typed as a number; what is none stays for the diary to refuse."""
    return int(text) if text.isascii() and text.isdigit() else text
