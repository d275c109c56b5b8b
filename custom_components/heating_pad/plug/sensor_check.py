"""Doubts about the sensors chosen for a plug; a person who knows better may overrule them."""

from datetime import timedelta

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util

from .identity import physical_reference
from .source import EntityReference, entity_id_of, usable

NEVER_CHANGES = timedelta(hours=12)
"""Own choice: a sensor in a home moves by a tenth of a degree within half a day."""


def power_doubt(hass: HomeAssistant, plug: str, sensor: str) -> str | None:
    """Return the key of what speaks against a power sensor, None when nothing does."""
    state = hass.states.get(sensor)
    if state is None or not usable(state):
        return "sensor_says_nothing"
    physical = entity_id_of(hass, physical_reference(hass, EntityReference(stored=plug)))
    devices = {_device(hass, physical or plug), _device(hass, plug)}
    own = _device(hass, sensor)
    # Helpers and YAML have no device: then nobody can tell.
    if own is not None and None not in devices and own not in devices:
        return "power_sensor_elsewhere"
    return None


def temperature_doubt(hass: HomeAssistant, sensor: str) -> str | None:
    """Return the key of what speaks against a temperature sensor, None when nothing does."""
    state = hass.states.get(sensor)
    if state is None or not usable(state):
        return "sensor_says_nothing"
    return "sensor_never_changes" if dt_util.utcnow() - state.last_changed >= NEVER_CHANGES else None


def _device(hass: HomeAssistant, entity_id: str) -> str | None:
    entry = er.async_get(hass).async_get(entity_id)
    return None if entry is None else entry.device_id
