"""Actions the owner wrote: what they do can never be proved, so the stricter limits hold."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import config_validation as cv, script

from ..const import DOMAIN
from .auto_off import AutoOffError, Family, Prepared, Traits
from .called import CALL_S

_LONGEST_S = 1830.0


class CustomAutoOff:
    """A plug armed by its owner's own actions."""

    def __init__(self, hass: HomeAssistant, name: str, arm: Sequence[Mapping[str, Any]]) -> None:
        """Prepare; the actions get `seconds`, `deciseconds` and `minutes`."""
        self._hass = hass
        self._name = name
        self._arm = arm
        self.traits = Traits(family=Family.CUSTOM, max_s=_LONGEST_S, provable=False)

    async def async_open(self) -> None:
        """Nothing has to be heard."""

    def close(self) -> None:
        """Nothing was heard."""

    async def async_prepare(self, _expiry_s: float) -> Prepared:
        """Nothing is written."""
        return Prepared()

    async def async_turn_on(self, expiry_s: float, wanted: Callable[[], bool]) -> None:
        """Run the owner's actions that switch on."""
        if wanted():
            await self._async_run(self._arm, expiry_s)

    async def async_renew(self, _expiry_s: float) -> None:
        """Refuse: nobody can vouch that actions switch nothing on (S5)."""
        msg = "actions have no renewal"
        raise AutoOffError(msg, reached=True)

    async def async_remaining(self) -> float | None:
        """Nobody says."""
        return None

    async def async_restore(self, before: Mapping[str, str]) -> None:
        """Nothing was written."""

    async def _async_run(self, actions: Sequence[Mapping[str, Any]], expiry_s: float) -> None:
        try:
            async with asyncio.timeout(CALL_S):
                sequence = await script.async_validate_actions_config(
                    self._hass, cv.SCRIPT_SCHEMA([dict(each) for each in actions])
                )
                run = script.Script(self._hass, sequence, self._name, DOMAIN)
                await run.async_run(
                    {
                        "seconds": round(expiry_s),
                        "deciseconds": round(expiry_s * 10),
                        "minutes": max(1, round(expiry_s / 60)),
                    },
                    context=Context(),
                )
        except TimeoutError as err:
            msg = "the actions took too long"
            raise AutoOffError(msg, reached=True) from err
        except Exception as err:
            # What they call fails in its own ways, and they may make no sense themselves.
            raise AutoOffError(str(err) or repr(err), reached=True) from err
