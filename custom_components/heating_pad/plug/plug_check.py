"""Whether an entity can be a pad's plug."""

from homeassistant.const import ATTR_ASSUMED_STATE, ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant, split_entity_id
from homeassistant.helpers import entity_registry as er

from .identity import plug_identity

_DOMAINS = {"switch", "input_boolean"}


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
    if any(plug_identity(hass, reference) == own for reference in taken):
        return "plug_in_use"
    if state is not None and state.attributes.get(ATTR_ASSUMED_STATE) is True and not metered:
        return "plug_assumed"
    return None
