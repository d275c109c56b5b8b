"""Set-up of a simulated pad."""

from typing import Any, override

import probatio as vol
from homeassistant.config_entries import ConfigFlow, ConfigFlowResult
from homeassistant.const import CONF_NAME
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    TextSelector,
)

from .const import CONF_COVERED, CONF_RATED_POWER, CONF_THERMOMETER, DOMAIN

_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_NAME): TextSelector(),
        vol.Required(CONF_RATED_POWER, default=100): NumberSelector(
            NumberSelectorConfig(min=20, max=200, step=1, unit_of_measurement="W")
        ),
        vol.Required(CONF_THERMOMETER, default=True): BooleanSelector(),
        vol.Required(CONF_COVERED, default=False): BooleanSelector(),
    }
)


class SimulatedPadConfigFlow(ConfigFlow, domain=DOMAIN):
    """Ask what to simulate."""

    @override
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Create the pad."""
        if user_input is None:
            return self.async_show_form(step_id="user", data_schema=_SCHEMA)
        name = user_input.pop(CONF_NAME)
        await self.async_set_unique_id(name.casefold())
        self._abort_if_unique_id_configured()
        return self.async_create_entry(title=name, data=user_input)
