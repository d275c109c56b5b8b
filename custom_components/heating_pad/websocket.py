"""What the cards ask for that is neither state nor action: too long for an attribute, or too private for an event."""

from typing import Any

import probatio as vol
from homeassistant.auth.permissions.const import POLICY_READ
from homeassistant.components import websocket_api
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv, entity_registry as er

from .const import DOMAIN
from .pad import DATA_PADS
from .person_services import SCHEMAS, async_run


@callback
def async_register_commands(hass: HomeAssistant) -> None:
    """Make the commands known."""
    websocket_api.async_register_command(hass, _forecast)
    websocket_api.async_register_command(hass, _diary)


@websocket_api.websocket_command(
    {vol.Required("type"): f"{DOMAIN}/forecast", vol.Required("entity_id"): cv.entity_id},
)
@callback
def _forecast(hass: HomeAssistant, connection: websocket_api.ActiveConnection, message: dict[str, Any]) -> None:
    """Tell the expected temperatures of a pad's session in °C, each with its seconds from now."""
    entity_id = message["entity_id"]
    entry = er.async_get(hass).async_get(entity_id)
    pad = None if entry is None else hass.data.get(DATA_PADS, {}).get(entry.config_entry_id or "")
    if pad is None or not connection.user.permissions.check_entity(entity_id, POLICY_READ):
        connection.send_error(message["id"], websocket_api.ERR_NOT_FOUND, f"{entity_id} is not of a pad that is set up")
        return
    points = [[each.in_s, round(each.surface_c, 2)] for each in pad.forecast]
    connection.send_result(message["id"], {"points": points})


@websocket_api.websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/diary",
        vol.Required("entity_id"): cv.entity_id,
        vol.Required("action"): vol.In([*SCHEMAS]),
        vol.Optional("data", default=dict): dict,
    },
)
@websocket_api.async_response
async def _diary(hass: HomeAssistant, connection: websocket_api.ActiveConnection, message: dict[str, Any]) -> None:
    """Run an action of a diary with all its checks, and leave nothing of it on the bus."""
    data = {**message["data"], "entity_id": message["entity_id"]}
    try:
        response = await async_run(hass, message["action"], data, connection.context(message))
    except vol.Invalid as err:
        connection.send_error(message["id"], websocket_api.ERR_INVALID_FORMAT, str(err))
    except HomeAssistantError as err:
        connection.send_error(
            message["id"],
            websocket_api.ERR_HOME_ASSISTANT_ERROR,
            str(err),
            translation_domain=err.translation_domain,
            translation_key=err.translation_key,
            translation_placeholders=err.translation_placeholders,
        )
    else:
        connection.send_result(message["id"], {"response": response})
