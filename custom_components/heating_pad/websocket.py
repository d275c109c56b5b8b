"""What the cards ask for that is no state: too long for an attribute, and nothing the recorder should keep."""

from typing import Any

import probatio as vol
from homeassistant.auth.permissions.const import POLICY_READ
from homeassistant.components import websocket_api
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv, entity_registry as er

from .const import DOMAIN
from .pad import DATA_PADS


@callback
def async_register_commands(hass: HomeAssistant) -> None:
    """Make the commands known."""
    websocket_api.async_register_command(hass, _forecast)


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
