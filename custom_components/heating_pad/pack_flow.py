"""The form of a heat pack."""

from typing import Any

import probatio as vol
from homeassistant.config_entries import ConfigFlow, ConfigFlowResult
from homeassistant.const import CONF_NAME
from homeassistant.helpers import selector

from .const import CONF_KIND, CONF_PACK_TYPE, CONF_PERSON, KIND_HEAT_PACK
from .engine.pack import CAPS_S
from .house import DATA_HOUSE, async_open_house
from .person_flow import person_choice


class PackSteps(ConfigFlow):
    """The part of the set-up that is about heat packs."""

    async def async_step_heat_pack(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what it is and whose."""
        errors: dict[str, str] = {}
        if user_input is not None:
            name = user_input.pop(CONF_NAME).strip()
            if name:
                return self.async_create_entry(title=name, data={CONF_KIND: KIND_HEAT_PACK, **user_input})
            errors[CONF_NAME] = "name_empty"
        schema = vol.Schema(
            {
                vol.Required(CONF_NAME): selector.TextSelector(),
                vol.Required(CONF_PACK_TYPE): selector.SelectSelector(
                    selector.SelectSelectorConfig(
                        options=[str(each) for each in CAPS_S],
                        translation_key=CONF_PACK_TYPE,
                        mode=selector.SelectSelectorMode.LIST,
                    )
                ),
                **await self.async_person_field(),
            }
        )
        return self.async_show_form(
            step_id="heat_pack", data_schema=self.add_suggested_values_to_schema(schema, user_input), errors=errors
        )

    async def async_person_field(self) -> dict[Any, Any]:
        """Return the field that asks whose it is, nothing where there is nobody to choose."""
        if DATA_HOUSE not in self.hass.data:
            await async_open_house(self.hass)
        names = self.hass.data[DATA_HOUSE].names()
        return {vol.Optional(CONF_PERSON): person_choice(names)} if names else {}
