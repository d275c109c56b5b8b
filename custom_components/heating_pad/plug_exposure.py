"""Who sees a pad's own switch, and whether Alexa sees the pad.

The plug's switch is a way around every limit, and assistants offer it by default. If its owner
agrees it is hidden, and taken from every assistant; what was changed is written into the entry,
and only that is undone. The same for a pad that must not be started by voice and Alexa: her
commands cannot be recognised before they are carried out.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from homeassistant.components.homeassistant.exposed_entities import (
    KNOWN_ASSISTANTS,
    async_expose_entity,
    async_should_expose,
)
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from .const import CONF_HIDE_PLUG, CONF_PLUG, CONF_TAKEN_AWAY, CONF_VOICE
from .plug.identity import physical_reference
from .plug.source import EntityReference, entity_id_of
from .settings import stored_reference

ALEXA = "cloud.alexa"

type _Taken = dict[str, dict[str, Any]]
"""By registry or entity id: whether it was hidden, and from which assistants it was taken."""


@callback
def async_arrange(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Take away what should not be seen, and give back what may be again."""
    before = _taken(entry.data)
    wanted: dict[str, tuple[bool, tuple[str, ...]]] = {}
    if entry.data.get(CONF_HIDE_PLUG) is True:
        wanted |= dict.fromkeys(_plugs(hass, entry), (True, KNOWN_ASSISTANTS))
    if entry.options.get(CONF_VOICE) is False:
        own = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
        wanted |= {each.id: (False, (ALEXA,)) for each in own}
    after = {key: taken for key, taken in before.items() if key in wanted}
    _give_back(hass, {key: taken for key, taken in before.items() if key not in wanted})
    for key, (hide, assistants) in wanted.items():
        known = after.get(key, {"hidden": False, "assistants": []})
        # A pad that must not be started by voice stays away from Alexa; a switch that its owner shows again is shown.
        if key not in after or not hide:
            taken = _take(hass, key, assistants, hide=hide)
            known = {
                "hidden": known["hidden"] or taken["hidden"],
                "assistants": sorted({*known["assistants"], *taken["assistants"]}),
            }
        if known["hidden"] or known["assistants"] or hide:
            after[key] = known
    if after != before:
        hass.config_entries.async_update_entry(entry, data={**entry.data, CONF_TAKEN_AWAY: after})


@callback
def async_undo(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Give back everything that was taken away."""
    _give_back(hass, _taken(entry.data))


def _plugs(hass: HomeAssistant, entry: ConfigEntry) -> Iterable[str]:
    """Return the chosen switch and, where that only wraps another one, that too."""
    chosen = stored_reference(entry.data, CONF_PLUG)
    if chosen is None:
        return []
    found = {entity_id_of(hass, chosen), _entity_id(hass, physical_reference(hass, chosen))}
    registry = er.async_get(hass)
    entries = {each: registry.async_get(each) for each in found if each is not None}
    return [entity_id if each is None else each.id for entity_id, each in entries.items()]


def _entity_id(hass: HomeAssistant, reference: EntityReference | str) -> str | None:
    return entity_id_of(hass, reference)


def _taken(data: Mapping[str, Any]) -> _Taken:
    """Read what was taken away; nonsense counts as nothing."""
    raw = data.get(CONF_TAKEN_AWAY)
    return {
        key: {
            "hidden": each.get("hidden") is True,
            "assistants": [name for name in each.get("assistants") or [] if name in KNOWN_ASSISTANTS],
        }
        for key, each in (raw.items() if isinstance(raw, Mapping) else ())
        if isinstance(key, str) and isinstance(each, Mapping)
    }


def _take(hass: HomeAssistant, key: str, assistants: Iterable[str], *, hide: bool) -> dict[str, Any]:
    """Hide an entity and take it from assistants; returns what that has changed."""
    registry = er.async_get(hass)
    entity_id = er.async_resolve_entity_id(registry, key)
    if entity_id is None:
        return {"hidden": False, "assistants": []}
    # Asked before it is hidden: what is hidden is not exposed by default.
    seen_by = [each for each in assistants if async_should_expose(hass, each, entity_id)]
    for assistant in seen_by:
        async_expose_entity(hass, assistant, entity_id, should_expose=False)
    entry = registry.async_get(entity_id)
    hidden = hide and entry is not None and entry.hidden_by is None
    if hidden:
        registry.async_update_entity(entity_id, hidden_by=er.RegistryEntryHider.INTEGRATION)
    return {"hidden": hidden, "assistants": seen_by}


def _give_back(hass: HomeAssistant, taken: _Taken) -> None:
    """Undo what was changed, as far as nobody has changed it since."""
    registry = er.async_get(hass)
    for key, each in taken.items():
        entity_id = er.async_resolve_entity_id(registry, key)
        if entity_id is None:
            continue
        for assistant in each["assistants"]:
            if not async_should_expose(hass, assistant, entity_id):
                async_expose_entity(hass, assistant, entity_id, should_expose=True)
        entry = registry.async_get(entity_id)
        if each["hidden"] and entry is not None and entry.hidden_by is er.RegistryEntryHider.INTEGRATION:
            registry.async_update_entity(entity_id, hidden_by=None)
