"""Switcher: on for some minutes, at least one."""

from typing import override

from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .auto_off import Acknowledged, Family, Traits
from .called import CalledAutoOff

_DOMAIN = "switcher_kis"
_MINUTE_S = 60.0


class SwitcherAutoOff(CalledAutoOff):
    """A Switcher plug's timer."""

    traits = Traits(
        family=Family.SWITCHER,
        unit_s=_MINUTE_S,
        min_s=_MINUTE_S,
        max_s=150 * _MINUTE_S,
        acknowledged=Acknowledged.TRANSPORT,
    )

    @override
    async def _async_arm(self, expiry_s: float) -> None:
        """Switch on for whole minutes."""
        minutes = round(self.traits.expiry_s(expiry_s) / _MINUTE_S)
        await self.async_call(_DOMAIN, "turn_on_with_timer", {ATTR_ENTITY_ID: self.entity_id, "timer_minutes": minutes})


def switcher_auto_off(
    hass: HomeAssistant, entry: er.RegistryEntry, _device: dr.DeviceEntry | None
) -> SwitcherAutoOff | None:
    """Return the auto-off of a Switcher plug."""
    return SwitcherAutoOff(hass, entry) if entry.platform == _DOMAIN else None
