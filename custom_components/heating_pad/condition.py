"""Conditions of automations: in session, resting, ready. A pad that is not there is none of these."""

from collections.abc import Callable
from typing import Unpack, cast, override

import probatio as vol
from homeassistant.const import CONF_OPTIONS, CONF_TARGET
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.condition import (
    ATTR_BEHAVIOR,
    BEHAVIOR_ALL,
    BEHAVIOR_ANY,
    Condition,
    ConditionCheckParams,
    ConditionConfig,
)
from homeassistant.helpers.typing import ConfigType

from .engine.models import Phase
from .engine.view import PadView
from .pad import DATA_PADS
from .targets import entries_of

_IN_SESSION = frozenset({Phase.WAITING, Phase.RAMP, Phase.HOLD, Phase.PAUSED})
_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_TARGET): cv.TARGET_FIELDS,
        vol.Required(CONF_OPTIONS, default={}): {
            vol.Required(ATTR_BEHAVIOR, default=BEHAVIOR_ANY): vol.In([BEHAVIOR_ANY, BEHAVIOR_ALL])
        },
    }
)


class PadCondition(Condition):
    """True when the pads of the target are as `holds` says: any of them, or all."""

    holds: Callable[[PadView], bool]

    @classmethod
    @override
    async def async_validate_config(cls, hass: HomeAssistant, config: ConfigType) -> ConfigType:
        """Check target and options."""
        return cast("ConfigType", _SCHEMA(config))

    def __init__(self, hass: HomeAssistant, config: ConditionConfig) -> None:
        """Keep what to look at."""
        super().__init__(hass, config)
        self._target = config.target or {}
        self._all = (config.options or {}).get(ATTR_BEHAVIOR) == BEHAVIOR_ALL

    @override
    def _async_check(self, **kwargs: Unpack[ConditionCheckParams]) -> bool | None:
        pads = self._hass.data.get(DATA_PADS, {})
        meant = entries_of(self._hass, self._target)
        found = [type(self).holds(pad.view) for entry_id, pad in pads.items() if entry_id in meant]
        return bool(found) and (all(found) if self._all else any(found))


class IsInSession(PadCondition):
    """A session is open: waiting for an answer, warming, holding or paused."""

    holds = staticmethod(lambda view: view.phase in _IN_SESSION)


class IsResting(PadCondition):
    """The rest after a session runs."""

    holds = staticmethod(lambda view: view.phase is Phase.REST)


class IsReady(PadCondition):
    """No session is open, and a person could start one now."""

    holds = staticmethod(lambda view: view.phase is Phase.OFF and view.blocked_by is None)


CONDITIONS: dict[str, type[Condition]] = {
    "is_in_session": IsInSession,
    "is_resting": IsResting,
    "is_ready": IsReady,
}


async def async_get_conditions(_hass: HomeAssistant) -> dict[str, type[Condition]]:
    """Return all conditions."""
    return CONDITIONS
