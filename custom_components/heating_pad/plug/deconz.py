"""deCONZ: `ontime` beside `on`, in tenths of a second; a renewal would be an ON, so there is none.

The gateway does not say whether the plug takes it: only the test on the plug does.
"""

from typing import override

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .auto_off import Family, Traits
from .called import CalledAutoOff

_DOMAIN = "deconz"
_MAX_S = 6553.0


class DeconzAutoOff(CalledAutoOff):
    """A plug behind a deCONZ gateway."""

    traits = Traits(family=Family.DECONZ_ONTIME, max_s=_MAX_S)

    @override
    async def _async_arm(self, expiry_s: float) -> None:
        """Switch on and arm by one request."""
        data = {"on": True, "ontime": round(expiry_s * 10)}
        await self.async_call(_DOMAIN, "configure", {"entity": self.entity_id, "field": "/state", "data": data})


def deconz_auto_off(
    hass: HomeAssistant, entry: er.RegistryEntry, device: dr.DeviceEntry | None
) -> DeconzAutoOff | None:
    """Return the auto-off of a deCONZ plug; groups are multicast and have none."""
    if entry.platform != _DOMAIN or device is None or (device.manufacturer or "").startswith(("_TZ", "_TY")):
        return None
    return DeconzAutoOff(hass, entry)
