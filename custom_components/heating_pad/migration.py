"""Entries of earlier versions, brought to the present form when they are set up.

1.1  the first form: plug and sensors by registry id
1.2  each with its domain, platform and unique id too, for the case that the registry loses the id
1.3  the question for the cloth is left to the person's profile unless it was chosen: before, the form
     stored "no" for everybody who saved it

Nothing in an entry is trusted anyway (settings.py, S11), so a form may lack what came later. Minor
versions may be read by older software; a higher major one may not.
"""

from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from .const import (
    CONF_CONFIRM_BARRIER,
    CONF_IDENTITIES,
    CONF_KIND,
    CONF_OCCUPANCY_SENSOR,
    CONF_PLUG,
    CONF_POWER_SENSOR,
    CONF_TEMPERATURE_SENSOR,
    KIND_ELECTRIC_PAD,
)
from .engine.models import ClothQuestion
from .plug.source import entity_id_of, entity_identity

VERSION: Final = 1
MINOR_VERSION: Final = 3

SOURCES: Final = (CONF_PLUG, CONF_TEMPERATURE_SENSOR, CONF_POWER_SENSOR, CONF_OCCUPANCY_SENSOR)
"""Keys under which an entry names other entities."""


def migrate(hass: HomeAssistant, entry: ConfigEntry) -> bool:
    """Bring an entry to the present form; False for one that only later software can read."""
    if entry.version > VERSION:
        return False
    if entry.minor_version >= MINOR_VERSION:
        return True
    data: dict[str, Any] = dict(entry.data)
    if data.get(CONF_KIND, KIND_ELECTRIC_PAD) == KIND_ELECTRIC_PAD and CONF_IDENTITIES not in data:
        data[CONF_IDENTITIES] = _identities(hass, data)
    options = dict(entry.options)
    if isinstance(asked := options.get(CONF_CONFIRM_BARRIER), bool):
        options[CONF_CONFIRM_BARRIER] = (ClothQuestion.ALWAYS if asked else ClothQuestion.BY_PERSON).value
    hass.config_entries.async_update_entry(
        entry, data=data, options=options, version=VERSION, minor_version=MINOR_VERSION
    )
    return True


def _identities(hass: HomeAssistant, data: dict[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key in SOURCES:
        stored = data.get(key)
        entity_id = entity_id_of(hass, stored) if isinstance(stored, str) else None
        identity = None if entity_id is None else entity_identity(hass, entity_id)
        if identity is not None:
            found[key] = list(identity)
    return found
