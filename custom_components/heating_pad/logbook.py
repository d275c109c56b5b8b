"""Sentences of the logbook about diaries; sessions stand there by their event entity; none of them holds a note."""

from collections.abc import Callable, Mapping

from homeassistant.components.logbook import LOGBOOK_ENTRY_ICON, LOGBOOK_ENTRY_MESSAGE, LOGBOOK_ENTRY_NAME
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.translation import async_get_cached_translations

from .const import DOMAIN, EVENT_DIARY, EVENT_SESSION
from .engine.models import Notice

_DIARY_ICON = "mdi:notebook-edit-outline"
_SESSION_ICON = "mdi:heating-coil"
_WITH_REASON = frozenset({Notice.STOPPED, Notice.REFUSED, Notice.FAULT})
"""These have a sentence with and one without a reason."""


@callback
def async_describe_events(
    hass: HomeAssistant,
    async_describe_event: Callable[[str, str, Callable[[Event], dict[str, str]]], None],
) -> None:
    """Say in a few words what our events mean."""

    def line(event: Event, key: str, icon: str) -> dict[str, str]:
        entry = hass.config_entries.async_get_entry(str(event.data.get("entry_id")))
        return {
            LOGBOOK_ENTRY_NAME: "Heating Pad" if entry is None else entry.title,
            LOGBOOK_ENTRY_MESSAGE: _text(hass, key, event.data),
            LOGBOOK_ENTRY_ICON: icon,
        }

    @callback
    def diary(event: Event) -> dict[str, str]:
        key = f"message_diary_{event.data.get('type')}"
        if event.data.get("type") == "logged" and event.data.get("score") is not None:
            key = "message_diary_logged_score"
        return line(event, key, _DIARY_ICON)

    @callback
    def session(event: Event) -> dict[str, str]:
        key = f"message_session_{event.data.get('type')}"
        if event.data.get("reason") is not None and event.data.get("type") in _WITH_REASON:
            key = f"{key}_because"
        return line(event, key, _SESSION_ICON)

    async_describe_event(DOMAIN, EVENT_DIARY, diary)
    async_describe_event(DOMAIN, EVENT_SESSION, session)


def _text(hass: HomeAssistant, key: str, data: Mapping[str, object]) -> str:
    texts = async_get_cached_translations(hass, hass.config.language, "exceptions", DOMAIN)
    text = texts.get(f"component.{DOMAIN}.exceptions.{key}.message", str(data.get("type")))
    values = {"{score}": str(data.get("score")), "{reason}": _reason(hass, str(data.get("reason")))}
    for placeholder, value in values.items():
        text = text.replace(placeholder, value)
    return text


def _reason(hass: HomeAssistant, reason: str) -> str:
    """Return a reason in the words of the sensors that show it."""
    states = async_get_cached_translations(hass, hass.config.language, "entity", DOMAIN)
    keys = (f"component.{DOMAIN}.entity.sensor.{key}.state.{reason}" for key in ("stop_reason", "blocked_by"))
    return next((states[key] for key in keys if key in states), reason)
