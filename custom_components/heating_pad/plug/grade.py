"""How much a plug's word is worth (S3)."""

from enum import StrEnum

from homeassistant.const import ATTR_ASSUMED_STATE
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er


class PlugGrade(StrEnum):
    """From the surest to the least sure."""

    MEASURED = "measured"
    """A power meter shows what really flows."""
    REPORTED = "reported"
    """The plug reports its relay by itself."""
    ACKNOWLEDGED = "acknowledged"
    """The plug acknowledges commands; its state is what was acknowledged last."""
    ECHO = "echo"
    """The state is only what was sent last."""


_ACKNOWLEDGING = frozenset({"zha", "deconz", "rfxtrx", "zwave_js"})
"""Success of a command sets their state without reading the relay."""


def plug_grade(hass: HomeAssistant, entity_id: str | None, *, metered: bool) -> PlugGrade:
    """Return what the word of this plug is worth."""
    if metered:
        return PlugGrade.MEASURED
    state = None if entity_id is None else hass.states.get(entity_id)
    if entity_id is None or state is None or state.attributes.get(ATTR_ASSUMED_STATE) is True:
        return PlugGrade.ECHO
    entry = er.async_get(hass).async_get(entity_id)
    if entry is not None and entry.platform in _ACKNOWLEDGING:
        return PlugGrade.ACKNOWLEDGED
    return PlugGrade.REPORTED
