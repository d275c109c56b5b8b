"""ZHA: the standard's OnWithTimedOff as a raw cluster command.

A default response other than success raises, so a plug without the command shows at once.
Tuya firmware takes the command as a delayed toggle: its makers are refused.
"""

import re
from typing import Any, override

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .auto_off import Acknowledged, Family, Traits
from .called import CalledAutoOff

_DOMAIN = "zha"
_ON_OFF_CLUSTER = 6
_ON_WITH_TIMED_OFF = 0x42
_UNIQUE_ID = re.compile(r"(?P<ieee>[0-9a-f:]{23})-(?P<endpoint>\d+)")
_ZCL_MAX_S = 6553.0


class ZhaAutoOff(CalledAutoOff):
    """OnWithTimedOff of one endpoint."""

    traits = Traits(family=Family.ZHA_TIMED_ON, max_s=_ZCL_MAX_S, renews=True, acknowledged=Acknowledged.TRANSPORT)

    def __init__(self, hass: HomeAssistant, entry: er.RegistryEntry, ieee: str, endpoint: int) -> None:
        """Prepare; the plug is addressed by its IEEE address."""
        super().__init__(hass, entry)
        self._ieee = ieee
        self._endpoint = endpoint

    @override
    async def _async_arm(self, expiry_s: float) -> None:
        """Switch on and arm by one command."""
        await self._async_timed(expiry_s, only_when_on=False)

    @override
    async def async_renew(self, expiry_s: float) -> None:
        """Renew; AcceptOnlyWhenOn makes the plug ignore it while off."""
        await self._async_timed(expiry_s, only_when_on=True)

    async def _async_timed(self, expiry_s: float, *, only_when_on: bool) -> None:
        params: dict[str, Any] = {
            "on_off_control": int(only_when_on),
            "on_time": round(expiry_s * 10),
            "off_wait_time": 0,
        }
        await self.async_call(
            _DOMAIN,
            "issue_zigbee_cluster_command",
            {
                "ieee": self._ieee,
                "endpoint_id": self._endpoint,
                "cluster_id": _ON_OFF_CLUSTER,
                "cluster_type": "in",
                "command": _ON_WITH_TIMED_OFF,
                "command_type": "server",
                "params": params,
            },
        )


def zha_auto_off(hass: HomeAssistant, entry: er.RegistryEntry, device: dr.DeviceEntry | None) -> ZhaAutoOff | None:
    """Return the auto-off of a ZHA plug whose maker keeps to the standard."""
    found = _UNIQUE_ID.match(entry.unique_id)
    if entry.platform != _DOMAIN or found is None or device is None:
        return None
    if (device.manufacturer or "").startswith(("_TZ", "_TY")):
        return None
    return ZhaAutoOff(hass, entry, found["ieee"], int(found["endpoint"]))
