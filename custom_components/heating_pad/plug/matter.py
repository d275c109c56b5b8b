"""Matter: OnWithTimedOff, which every plug with the feature Lighting must know.

Home Assistant has no action for it, so the command goes through the client of its own Matter
integration. That is no promised interface: whatever is missing there, there is simply no
countdown, and the stricter limits hold. OnTime is read back after every command.
"""

import asyncio
import re
from typing import Any, override

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .auto_off import Acknowledged, AutoOffError, Family, Traits
from .called import CALL_S, CalledAutoOff

_DOMAIN = "matter"
_ON_OFF_CLUSTER = 6
_ON_TIME = 0x4001
_FEATURE_MAP = 0xFFFC
_LIGHTING = 1
_MAX_S = 6553.0
# A bridged device has its endpoint in place of `MatterNodeDevice`: it may fake the feature, so it is left alone.
_UNIQUE_ID = re.compile(r"[0-9A-F]{16}-(?P<node>[0-9A-F]{16})-MatterNodeDevice-(?P<endpoint>\d+)-[^-]+-6-0")


class MatterAutoOff(CalledAutoOff):
    """OnWithTimedOff of one endpoint."""

    traits = Traits(family=Family.MATTER_TIMED_ON, max_s=_MAX_S, renews=True, acknowledged=Acknowledged.DEVICE)

    def __init__(
        self, hass: HomeAssistant, entry: er.RegistryEntry, client: Any, commands: Any, node: int, endpoint: int
    ) -> None:
        """Prepare; `client` and `commands` belong to Home Assistant's Matter integration."""
        super().__init__(hass, entry)
        self._client = client
        self._commands = commands
        self._node = node
        self._endpoint = endpoint

    @override
    async def _async_arm(self, expiry_s: float) -> None:
        """Switch on and arm by one command."""
        await self._async_timed(expiry_s, only_when_on=False)
        await self._async_check()

    @override
    async def async_renew(self, expiry_s: float) -> None:
        """Renew; AcceptOnlyWhenOn makes the plug ignore it while off."""
        await self._async_timed(expiry_s, only_when_on=True)

    @override
    async def async_remaining(self) -> float | None:
        """Read OnTime, in tenths of a second."""
        path = f"{self._endpoint}/{_ON_OFF_CLUSTER}/{_ON_TIME}"
        told = await self._async_ask(self._client.read_attribute(self._node, path))
        value = told.get(path) if isinstance(told, dict) else told
        return value / 10 if isinstance(value, int | float) else None

    async def _async_check(self) -> None:
        if not await self.async_remaining():
            msg = "the plug is on without a countdown"
            raise AutoOffError(msg, reached=True)

    async def _async_timed(self, expiry_s: float, *, only_when_on: bool) -> None:
        command = self._commands.OnWithTimedOff(
            onOffControl=int(only_when_on), onTime=round(expiry_s * 10), offWaitTime=0
        )
        await self._async_ask(
            self._client.send_device_command(node_id=self._node, endpoint_id=self._endpoint, command=command)
        )

    async def _async_ask(self, request: Any) -> Any:
        try:
            async with asyncio.timeout(CALL_S):
                return await request
        except TimeoutError as err:
            msg = "the plug did not answer"
            raise AutoOffError(msg, reached=True) from err
        except Exception as err:
            # Somebody else's library fails in its own ways.
            raise AutoOffError(str(err), reached=True) from err


def matter_auto_off(
    hass: HomeAssistant, entry: er.RegistryEntry, _device: dr.DeviceEntry | None
) -> MatterAutoOff | None:
    """Return the auto-off of a Matter plug, None where anything that it needs is missing."""
    found = _UNIQUE_ID.fullmatch(entry.unique_id)
    if entry.platform != _DOMAIN or found is None:
        return None
    try:
        # Only where Matter is set up are its libraries there.
        from chip.clusters import Objects  # noqa: PLC0415
        from homeassistant.components.matter.helpers import get_matter  # noqa: PLC0415

        client = get_matter(hass).matter_client
        node, endpoint = int(found["node"], 16), int(found["endpoint"])
        features = client.get_node(node).get_attribute_value(endpoint, _ON_OFF_CLUSTER, _FEATURE_MAP)
        commands = Objects.OnOff.Commands
    except ImportError, AttributeError, KeyError, LookupError, RuntimeError:
        return None
    if not isinstance(features, int) or not features & _LIGHTING:
        return None
    return MatterAutoOff(hass, entry, client, commands, node, endpoint)
