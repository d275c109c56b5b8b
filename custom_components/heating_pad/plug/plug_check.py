"""Whether an entity can be a pad's plug."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import ATTR_ASSUMED_STATE, ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant, split_entity_id
from homeassistant.helpers import entity_registry as er

from .identity import plug_identity
from .source import entity_id_of

_DOMAINS = {"switch", "input_boolean"}
_THERMOSTATS = {"dual_smart_thermostat", "generic_hygrostat", "generic_thermostat", "versatile_thermostat"}
"""Integrations that switch somebody else's plug, and say in their entry which."""


def plug_problem(hass: HomeAssistant, entity_id: str, *, metered: bool, taken: set[str]) -> str | None:
    """Return the key of what speaks against this plug, None when nothing does.

    `taken` are the references of other pads' plugs; wrappers are followed on both sides.
    """
    if split_entity_id(entity_id)[0] not in _DOMAINS:
        return "plug_not_switch"
    state = hass.states.get(entity_id)
    entry = er.async_get(hass).async_get(entity_id)
    if state is None and entry is None:
        return "plug_missing"
    if (entry is not None and entry.platform == "group") or (state is not None and ATTR_ENTITY_ID in state.attributes):
        return "plug_is_group"
    if entry is not None and entry.platform == "heating_pad":
        return "plug_not_switch"
    own = plug_identity(hass, entity_id)
    if any(plug_identity(hass, each) == own or _wraps_either(hass, entity_id, each) for each in taken):
        return "plug_in_use"
    if any(_names(thermostat, entity_id, entry) for thermostat in _thermostats(hass)):
        return "plug_has_thermostat"
    if state is not None and state.attributes.get(ATTR_ASSUMED_STATE) is True and not metered:
        return "plug_assumed"
    return None


def _wraps_either(hass: HomeAssistant, entity_id: str, reference: str) -> bool:
    """Whether one of two switches is a template that speaks of the other."""
    other = entity_id_of(hass, reference)
    return other is not None and (_template_of(hass, entity_id, other) or _template_of(hass, other, entity_id))


def _template_of(hass: HomeAssistant, wrapper: str, inner: str) -> bool:
    registry = er.async_get(hass)
    entry = registry.async_get(wrapper)
    if entry is None or entry.platform != "template" or entry.config_entry_id is None:
        return False
    helper = hass.config_entries.async_get_entry(entry.config_entry_id)
    return helper is not None and _names(helper, inner, registry.async_get(inner))


def _thermostats(hass: HomeAssistant) -> list[ConfigEntry]:
    return [
        entry
        for entry in hass.config_entries.async_entries(include_ignore=False, include_disabled=False)
        if entry.domain in _THERMOSTATS
    ]


def _names(helper: ConfigEntry, entity_id: str, entry: er.RegistryEntry | None) -> bool:
    """Whether an entry names an entity, by itself or within a template."""
    wanted = [entity_id, *([] if entry is None else [entry.id])]
    found = re.compile("|".join(rf"(?<![\w.]){re.escape(each)}(?!\w)" for each in wanted))
    return any(found.search(text) for text in _texts({**helper.data, **helper.options}))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
