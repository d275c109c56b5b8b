"""Sentences of the logbook about diaries; sessions stand there by their event entity; none of them holds a note."""

from collections.abc import Callable, Mapping

from homeassistant.components.logbook import LOGBOOK_ENTRY_ICON, LOGBOOK_ENTRY_MESSAGE, LOGBOOK_ENTRY_NAME
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.translation import async_get_cached_translations

from .const import DOMAIN, EVENT_DIARY

_ICON = "mdi:notebook-edit-outline"


@callback
def async_describe_events(
    hass: HomeAssistant,
    async_describe_event: Callable[[str, str, Callable[[Event], dict[str, str]]], None],
) -> None:
    """Say in a few words what our events mean."""

    @callback
    def describe(event: Event) -> dict[str, str]:
        data = event.data
        entry = hass.config_entries.async_get_entry(str(data.get("entry_id")))
        key = f"message_diary_{data.get('type')}"
        if data.get("type") == "logged" and data.get("score") is not None:
            key = "message_diary_logged_score"
        return {
            LOGBOOK_ENTRY_NAME: "Heating Pad" if entry is None else entry.title,
            LOGBOOK_ENTRY_MESSAGE: _text(hass, key, data),
            LOGBOOK_ENTRY_ICON: _ICON,
        }

    async_describe_event(DOMAIN, EVENT_DIARY, describe)


def _text(hass: HomeAssistant, key: str, data: Mapping[str, object]) -> str:
    texts = async_get_cached_translations(hass, hass.config.language, "exceptions", DOMAIN)
    text = texts.get(f"component.{DOMAIN}.exceptions.{key}.message", str(data.get("type")))
    return text.replace("{score}", str(data.get("score")))
