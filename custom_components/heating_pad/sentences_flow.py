"""The options page about sentences alone: of packs and persons, for homes that have no electric pad."""

from typing import Any

import probatio as vol
from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import selector

from .const import CONF_SENTENCES
from .voice_install import async_choose, async_chosen, languages


class SentencesSteps(OptionsFlow):
    """The page that every entry can have; it changes nothing about the entry."""

    async def async_step_sentences(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask in which languages sentences are installed."""
        errors: dict[str, str] = {}
        if user_input is not None:
            try:
                await async_choose(self.hass, user_input.get(CONF_SENTENCES, []))
            except HomeAssistantError:
                errors["base"] = "files_not_writable"
            else:
                return self.async_create_entry(data={**self.config_entry.options})
        schema = vol.Schema(
            {
                vol.Optional(CONF_SENTENCES): selector.SelectSelector(
                    selector.SelectSelectorConfig(
                        options=await self.hass.async_add_executor_job(languages),
                        multiple=True,
                        translation_key=CONF_SENTENCES,
                        mode=selector.SelectSelectorMode.LIST,
                    )
                )
            }
        )
        shown = user_input or {CONF_SENTENCES: sorted(await async_chosen(self.hass))}
        return self.async_show_form(
            step_id="sentences", data_schema=self.add_suggested_values_to_schema(schema, shown), errors=errors
        )


class PackOptionsFlow(SentencesSteps):
    """The options of a heat pack, which itself has nothing to tune."""

    async def async_step_init(self, _user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the only page."""
        return await self.async_step_sentences()
