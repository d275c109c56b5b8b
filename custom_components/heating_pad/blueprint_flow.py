"""The options page about blueprints: copied into the user's folder when asked for, and taken away again."""

from collections.abc import Mapping
from typing import Any

import probatio as vol
from homeassistant.config_entries import ConfigFlowResult
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import selector

from .auto_off_flow import PadOptionsSteps
from .blueprint_install import async_blueprints, async_install_blueprints, async_remove_blueprints
from .const import CONF_INSTALLED
from .installed_files import FileState


class BlueprintSteps(PadOptionsSteps):
    """The part of a pad's options that is about blueprints; it changes nothing about the pad."""

    async def async_step_blueprints(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show what is installed, and ask whether it shall be."""
        values = {"why": ""}
        errors: dict[str, str] = {}
        if user_input is not None:
            try:
                if user_input[CONF_INSTALLED] is True:
                    states = await async_install_blueprints(self.hass)
                    return self.async_abort(reason="blueprints_installed", description_placeholders=_told(states))
                left = await async_remove_blueprints(self.hass)
                return self.async_abort(reason="blueprints_removed", description_placeholders={"left": _list(left)})
            except HomeAssistantError as err:
                errors["base"] = "blueprints_not_copied"
                values["why"] = str(err)
        states = await async_blueprints(self.hass)
        present = any(state in (FileState.INSTALLED, FileState.OUTDATED) for state in states.values())
        schema = vol.Schema({vol.Required(CONF_INSTALLED, default=present): selector.BooleanSelector()})
        return self.async_show_form(
            step_id="blueprints",
            data_schema=schema,
            errors=errors,
            description_placeholders={**_told(states), **values},
        )


def _told(states: Mapping[str, FileState]) -> dict[str, str]:
    """List the blueprints by what stands where they go."""
    return {str(each): _list([name for name, state in states.items() if state is each]) for each in FileState}


def _list(names: list[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names) or "–"
