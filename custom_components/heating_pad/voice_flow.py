"""The options page about voice: who may start by it, which sentences are installed, who sees the plug's switch."""

from typing import Any

import probatio as vol
from homeassistant.config_entries import ConfigFlowResult
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er, selector

from .auto_off_flow import PadOptionsSteps
from .const import CONF_HIDE_PLUG, CONF_SENTENCES, CONF_VOICE, DOMAIN
from .plug_exposure import async_arrange
from .voice_install import async_choose, async_chosen, languages
from .voice_request import area_of


class VoiceSteps(PadOptionsSteps):
    """The part of a pad's options that is about voice."""

    async def async_step_voice_and_blueprints(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what to look at."""
        return self.async_show_menu(step_id="voice_and_blueprints", menu_options=["voice", "blueprints"])

    async def async_step_voice(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what may be said, and what assistants may see."""
        errors: dict[str, str] = {}
        if user_input is not None:
            try:
                await async_choose(self.hass, user_input.get(CONF_SENTENCES, []))
            except HomeAssistantError:
                errors["base"] = "files_not_writable"
            else:
                return self._save_voice(user_input)
        chosen = {
            CONF_VOICE: self.config_entry.options.get(CONF_VOICE) is not False,
            CONF_HIDE_PLUG: self.config_entry.data.get(CONF_HIDE_PLUG) is True,
            CONF_SENTENCES: sorted(await async_chosen(self.hass)),
        }
        return self.async_show_form(
            step_id="voice",
            data_schema=self.add_suggested_values_to_schema(await self._async_voice_schema(), user_input or chosen),
            errors=errors,
            description_placeholders={"thermostats": ", ".join(self._thermostats()) or "–"},
        )

    def _save_voice(self, answer: dict[str, Any]) -> ConfigFlowResult:
        entry = self.config_entry
        self.hass.config_entries.async_update_entry(
            entry, data={**entry.data, CONF_HIDE_PLUG: answer[CONF_HIDE_PLUG] is True}
        )
        async_arrange(self.hass, entry)
        return self.save_options({CONF_VOICE: answer[CONF_VOICE] is True})

    async def _async_voice_schema(self) -> vol.Schema:
        known = await self.hass.async_add_executor_job(languages)
        return vol.Schema(
            {
                vol.Required(CONF_VOICE, default=True): selector.BooleanSelector(),
                vol.Required(CONF_HIDE_PLUG, default=True): selector.BooleanSelector(),
                vol.Optional(CONF_SENTENCES): selector.SelectSelector(
                    selector.SelectSelectorConfig(
                        options=known,
                        multiple=True,
                        translation_key=CONF_SENTENCES,
                        mode=selector.SelectSelectorMode.LIST,
                    )
                ),
            }
        )

    def _thermostats(self) -> list[str]:
        """Name what else has a temperature in the pad's area: "set the temperature" can mean both."""
        area = area_of(self.hass, self.config_entry.entry_id)
        registry = er.async_get(self.hass)
        return sorted(
            state.name
            for state in self.hass.states.async_all("climate")
            if area is not None
            and (entry := registry.async_get(state.entity_id)) is not None
            and entry.platform != DOMAIN
            and er.async_get_effective_area_id(self.hass, entry) == area
        )
