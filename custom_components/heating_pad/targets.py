"""Which entries a target means: a pad by one of its entities, its device, its area, its label."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.target import TargetSelection, async_extract_referenced_entity_ids

from .const import DOMAIN


def entries_of(hass: HomeAssistant, target: dict[str, Any]) -> set[str]:
    """Return the ids of our entries that a target means now; each once, however many of its entities it names."""
    selected = async_extract_referenced_entity_ids(hass, TargetSelection(target), primary_entities_only=False)
    registry = er.async_get(hass)
    entries = (registry.async_get(entity_id) for entity_id in selected.referenced | selected.indirectly_referenced)
    return {
        entry.config_entry_id
        for entry in entries
        if entry is not None and entry.platform == DOMAIN and entry.config_entry_id is not None
    }


def main_entity(hass: HomeAssistant, entry_id: str) -> str | None:
    """Return the entity that stands for an entry: climate of a pad, timer of a pack, pain of a person."""
    registry = er.async_get(hass)
    for domain, key in (("climate", "climate"), ("timer", "session"), ("sensor", "pain")):
        if found := registry.async_get_entity_id(domain, DOMAIN, f"{entry_id}_{key}"):
            return found
    return None
