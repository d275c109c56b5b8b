"""ESPHome: two actions of the package in docs/esphome, which run on the plug itself.

`deadman_on(seconds)` switches on and counts down, `deadman_renew(seconds)` begins the countdown
anew and does nothing at a relay that is off.
"""

from collections.abc import Mapping
from typing import override

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .auto_off import Acknowledged, Family, Prepared, Traits
from .called import CalledAutoOff
from .readings import number_of
from .siblings import siblings

_DOMAIN = "esphome"
_LONGEST_S = 1830.0
_STARTS_OFF = ("starts_switched_off", "starts switched off")
_REMAINING = ("auto_off_remaining", "auto-off_remaining", "auto-off remaining")


class EspHomeAutoOff(CalledAutoOff):
    """The package's actions of one node."""

    traits = Traits(family=Family.ESPHOME_ACTION, max_s=_LONGEST_S, renews=True, acknowledged=Acknowledged.TRANSPORT)

    def __init__(self, hass: HomeAssistant, entry: er.RegistryEntry, node: str) -> None:
        """Prepare; `node` is the node's name as actions spell it."""
        super().__init__(hass, entry)
        self._node = node

    @override
    async def async_prepare(self, _expiry_s: float) -> Prepared:
        """Read what the package says of its relay after mains loss: nothing has to be written."""
        state = self._hass.states.get(self._sibling("binary_sensor", _STARTS_OFF))
        return Prepared(starts_off=True if state is not None and state.state == "on" else None)

    @override
    async def _async_arm(self, expiry_s: float) -> None:
        """Switch on for so many seconds."""
        await self.async_call(_DOMAIN, f"{self._node}_deadman_on", {"seconds": round(expiry_s)})

    @override
    async def async_renew(self, expiry_s: float) -> None:
        """Renew; the plug itself ignores it while its relay is off."""
        await self.async_call(_DOMAIN, f"{self._node}_deadman_renew", {"seconds": round(expiry_s)})

    @override
    async def async_remaining(self) -> float | None:
        """Read the package's own sensor."""
        return number_of(self._hass.states.get(self._sibling("sensor", _REMAINING)))

    @override
    async def async_restore(self, before: Mapping[str, str]) -> None:
        """Nothing was written."""

    def _sibling(self, domain: str, words: tuple[str, ...]) -> str:
        """Return the entity_id of one of the package's own entities, or none that exists."""
        for each in siblings(self._hass, self.entity_id, domain):
            told = f"{each.unique_id} {each.original_name or ''} {each.entity_id}".lower()
            if any(word in told for word in words):
                return each.entity_id
        return f"{domain}.none"


def esphome_auto_off(
    hass: HomeAssistant, entry: er.RegistryEntry, _device: dr.DeviceEntry | None
) -> EspHomeAutoOff | None:
    """Return the auto-off of a node that includes the package."""
    if entry.platform != _DOMAIN or entry.config_entry_id is None:
        return None
    config = hass.config_entries.async_get_entry(entry.config_entry_id)
    name = "" if config is None else str(config.data.get("device_name") or config.title)
    node = name.replace("-", "_").replace(" ", "_").lower()
    known = hass.services.async_services_for_domain(_DOMAIN)
    if {f"{node}_deadman_on", f"{node}_deadman_renew"} <= known.keys():
        return EspHomeAutoOff(hass, entry, node)
    return None
