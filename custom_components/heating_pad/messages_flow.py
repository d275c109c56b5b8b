"""The options page about messages: who hears of a pad, where, when, and of what."""

from typing import Any

import probatio as vol
from homeassistant.config_entries import ConfigEntry, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.helpers import selector

from .auto_off_flow import PadOptionsSteps
from .const import (
    CONF_KINDS,
    CONF_LANGUAGE,
    CONF_QUIET_FROM,
    CONF_QUIET_TO,
    CONF_REPEAT_MINUTES,
    CONF_SATELLITES,
    CONF_SPEAKERS,
    CONF_TARGETS,
    CONF_TTS,
)
from .messages import KINDS_DEFAULT, REPEAT_DEFAULT_MIN, REPEAT_RANGE_MIN, Kind

_ANSWERS_NOBODY = {"send_message", "persistent_notification", "notify"}


class MessageSteps(PadOptionsSteps):
    """The part of a pad's options that is about messages."""

    async def async_step_messages(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask who wants to hear what."""
        errors: dict[str, str] = {}
        if user_input is not None:
            if (CONF_QUIET_FROM in user_input) is not (CONF_QUIET_TO in user_input):
                errors["base"] = "quiet_hours_half"
            elif user_input.get(CONF_SPEAKERS) and not user_input.get(CONF_TTS):
                errors[CONF_TTS] = "tts_missing"
            else:
                emptied = {str(key): None for key in self._messages_schema().schema if str(key) not in user_input}
                return self.save_options({**emptied, **user_input})
        return self.async_show_form(
            step_id="messages",
            data_schema=self.add_suggested_values_to_schema(
                self._messages_schema(), user_input or {**self.config_entry.options}
            ),
            errors=errors,
        )

    def _messages_schema(self) -> vol.Schema:
        low, high = REPEAT_RANGE_MIN
        return vol.Schema(
            {
                vol.Optional(CONF_TARGETS): selector.SelectSelector(
                    selector.SelectSelectorConfig(
                        options=notify_ways(self.hass, self.config_entry),
                        multiple=True,
                        mode=selector.SelectSelectorMode.DROPDOWN,
                    )
                ),
                vol.Optional(CONF_SPEAKERS): selector.EntitySelector(
                    selector.EntitySelectorConfig(domain="media_player", multiple=True)
                ),
                vol.Optional(CONF_TTS): selector.EntitySelector(selector.EntitySelectorConfig(domain="tts")),
                vol.Optional(CONF_SATELLITES): selector.EntitySelector(
                    selector.EntitySelectorConfig(domain="assist_satellite", multiple=True)
                ),
                vol.Optional(CONF_LANGUAGE): selector.LanguageSelector(),
                vol.Optional(CONF_QUIET_FROM): selector.TimeSelector(),
                vol.Optional(CONF_QUIET_TO): selector.TimeSelector(),
                vol.Required(CONF_REPEAT_MINUTES, default=REPEAT_DEFAULT_MIN): selector.NumberSelector(
                    selector.NumberSelectorConfig(
                        min=low, max=high, step=1, unit_of_measurement="min", mode=selector.NumberSelectorMode.BOX
                    )
                ),
                vol.Required(CONF_KINDS, default=[str(each) for each in KINDS_DEFAULT]): selector.SelectSelector(
                    selector.SelectSelectorConfig(
                        options=[str(each) for each in Kind if each not in (Kind.ALARMS, Kind.DIARY)],
                        translation_key=CONF_KINDS,
                        multiple=True,
                        mode=selector.SelectSelectorMode.LIST,
                    )
                ),
            }
        )


def notify_ways(hass: HomeAssistant, entry: ConfigEntry) -> list[str]:
    """Return every way to notify that Home Assistant has now, and those chosen before."""
    actions = {
        f"notify.{name}" for name in hass.services.async_services_for_domain("notify") if name not in _ANSWERS_NOBODY
    }
    entities = set(hass.states.async_entity_ids("notify"))
    chosen = set(entry.options.get(CONF_TARGETS) or [])
    return sorted(actions | entities | chosen)
