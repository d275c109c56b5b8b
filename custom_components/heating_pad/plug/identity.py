"""Which physical plug an entity stands for."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from .source import EntityReference, entity_id_of

_MAX_WRAPPERS = 5


def physical_reference(hass: HomeAssistant, reference: EntityReference | str) -> EntityReference | str:
    """Follow wrappers such as switch_as_x down to the switch that moves the relay."""
    for _ in range(_MAX_WRAPPERS):
        inner = _wrapped(hass, reference)
        if inner is None:
            return reference
        reference = inner
    return reference


def _wrapped(hass: HomeAssistant, reference: EntityReference | str) -> str | None:
    """Return the entity a helper entry is made of, None when it is no wrapper."""
    entity_id = entity_id_of(hass, reference)
    if entity_id is None:
        return None
    entry = er.async_get(hass).async_get(entity_id)
    if entry is None or entry.config_entry_id is None:
        return None
    helper = hass.config_entries.async_get_entry(entry.config_entry_id)
    if helper is None or helper.domain != "switch_as_x":
        return None
    inner = helper.options.get("entity_id")
    return inner if isinstance(inner, str) else None


def plug_identity(hass: HomeAssistant, reference: EntityReference | str) -> str:
    """Return a name of the physical plug that survives renames and re-added pads (S7)."""
    physical = physical_reference(hass, reference)
    entity_id = entity_id_of(hass, physical)
    entry = None if entity_id is None else er.async_get(hass).async_get(entity_id)
    if entry is not None:
        return f"{entry.platform}:{entry.unique_id}"
    if isinstance(physical, EntityReference):
        if physical.identity is not None:
            _, platform, unique_id = physical.identity
            return f"{platform}:{unique_id}"
        physical = physical.stored
    return f"entity:{entity_id or physical}"
