"""Families that are told by an action of Home Assistant: one place for calls, time-outs and errors."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from homeassistant.const import ATTR_ENTITY_ID, SERVICE_TURN_ON
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from .auto_off import AutoOffError, Prepared, Traits
from .siblings import async_set_power_on, starts_off

CALL_S = 8.0
_POWER_ON = "power_on"


class CalledAutoOff:
    """A plug whose countdown is told by actions; the family says which."""

    traits: Traits

    def __init__(self, hass: HomeAssistant, entry: er.RegistryEntry) -> None:
        """Prepare; the plug's entity is followed by its registry id."""
        self._hass = hass
        self._registry_id = entry.id

    @property
    def entity_id(self) -> str:
        """Present entity_id of the plug."""
        found = er.async_resolve_entity_id(er.async_get(self._hass), self._registry_id)
        if found is None:
            msg = "the plug's entity is gone"
            raise AutoOffError(msg, reached=False)
        return found

    async def async_open(self) -> None:
        """Nothing has to be heard."""

    def close(self) -> None:
        """Nothing was heard."""

    async def async_prepare(self, _expiry_s: float) -> Prepared:
        """Keep the plug off after mains loss, where it can be told so."""
        if starts_off(self._hass, self.entity_id):
            return Prepared(starts_off=True)
        was = await async_set_power_on(self._hass, self.entity_id, "off")
        return Prepared(
            before={} if was is None else {_POWER_ON: was}, starts_off=starts_off(self._hass, self.entity_id)
        )

    async def async_turn_on(self, expiry_s: float, wanted: Callable[[], bool]) -> None:
        """Switch on with a countdown; the family says how."""
        if wanted():
            await self._async_arm(expiry_s)

    async def _async_arm(self, expiry_s: float) -> None:
        """Switch on, armed; a plug that counts down at every ON needs no more than that."""
        await self.async_call("switch", SERVICE_TURN_ON, {ATTR_ENTITY_ID: self.entity_id})

    async def async_renew(self, _expiry_s: float) -> None:
        """Refuse: where renewing means ON there is no renewal (S5)."""
        msg = "this plug has no renewal"
        raise AutoOffError(msg, reached=True)

    async def async_remaining(self) -> float | None:
        """Nothing says so."""
        return None

    async def async_restore(self, before: Mapping[str, str]) -> None:
        """Write back what the plug did after mains loss."""
        if _POWER_ON in before:
            await async_set_power_on(self._hass, self.entity_id, before[_POWER_ON])

    async def async_call(self, domain: str, service: str, data: Mapping[str, Any]) -> None:
        """Call an action without a user behind it; raises `AutoOffError`."""
        try:
            async with asyncio.timeout(CALL_S):
                await self._hass.services.async_call(domain, service, dict(data), blocking=True)
        except TimeoutError as err:
            msg = f"{domain}.{service} took too long"
            raise AutoOffError(msg, reached=True) from err
        except Exception as err:
            # Somebody else's integration fails in its own ways.
            raise AutoOffError(str(err) or repr(err), reached=True) from err
