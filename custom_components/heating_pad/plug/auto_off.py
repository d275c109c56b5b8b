"""Auto-off inside the plug: what every family of plugs has to offer.

A plug that counts down by itself ends heat when nobody is left to say OFF (S12). One file
per family knows how its plugs are told; this one holds the words they share.

Rules every family keeps (S5):
- `async_turn_on` arms before or together with the ON, never after it in silence: when the
  plug does not take the expiry, it raises, and the keeper sends OFF.
- between its messages it asks `wanted()`: an OFF that was asked for meanwhile wins.
- `async_renew` exists only where the command cannot switch on.
- nothing is sent retained, and what can expire on the way does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil
from typing import Protocol

from homeassistant.exceptions import HomeAssistantError


class Family(StrEnum):
    """How a plug is told to switch off by itself; also the key in options, records and texts."""

    ESPHOME_ACTION = "esphome_action"
    TASMOTA_PULSETIME = "tasmota_pulsetime"
    Z2M_TIMED_ON = "z2m_timed_on"
    Z2M_COUNTDOWN = "z2m_countdown"
    ZHA_TIMED_ON = "zha_timed_on"
    SHELLY_RPC = "shelly_rpc"
    SHELLY_GEN1 = "shelly_gen1"
    MATTER_TIMED_ON = "matter_timed_on"
    DECONZ_ONTIME = "deconz_ontime"
    PERSISTENT = "persistent_auto_off"
    SWITCHER = "switcher_timer"
    CUSTOM = "custom_actions"


class Acknowledged(StrEnum):
    """Who says that an expiry has arrived."""

    DEVICE = "device"
    """The plug itself."""
    TRANSPORT = "transport"
    """The radio or the network: it has reached the plug, which may still ignore it."""
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What a family can do on this plug."""

    family: Family
    unit_s: float = 1.0
    """Expiries are whole multiples of it."""
    min_s: float = 1.0
    max_s: float = 1800.0
    """Longest expiry that the plug keeps to."""
    renews: bool = False
    """A running countdown can be renewed by a command that cannot switch on (S5)."""
    fixed: bool = False
    """The expiry is a setting of the plug: written once, then every ON starts it."""
    acknowledged: Acknowledged = Acknowledged.NONE
    provable: bool = True
    """A test on the plug may make it `verified`; never so for actions somebody wrote."""

    def expiry_s(self, wanted_s: float) -> float:
        """Round an expiry up to what the plug can keep, within its range."""
        in_units_s = ceil(wanted_s / self.unit_s - 1e-9) * self.unit_s
        return min(max(in_units_s, self.min_s), self.max_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What a plug was found like, and left like."""

    before: Mapping[str, str] = field(default_factory=dict)
    """Values that were changed, as they were before; given back to `async_restore`."""
    starts_off: bool | None = None
    """It stays off when mains comes back: read back from the plug. None: it does not say."""


class AutoOffError(HomeAssistantError):
    """The plug did not take an expiry."""

    def __init__(self, why: str, *, reached: bool) -> None:
        """Say why, and whether the plug was reached at all."""
        super().__init__(why)
        self.reached = reached


class AutoOff(Protocol):
    """The countdown inside one plug."""

    @property
    def traits(self) -> Traits:
        """What it can do."""

    async def async_open(self) -> None:
        """Begin to listen for answers; raises `AutoOffError` when that cannot be."""

    def close(self) -> None:
        """Stop listening."""

    async def async_prepare(self, expiry_s: float) -> Prepared:
        """Write what has to be written once: power-on behaviour off, a persistent expiry."""

    async def async_turn_on(self, expiry_s: float, wanted: Callable[[], bool]) -> None:
        """Switch on for at most `expiry_s`; raises `AutoOffError` when it is not sure of that."""

    async def async_renew(self, expiry_s: float) -> None:
        """Let a running countdown begin anew; does nothing at a plug that is off."""

    async def async_remaining(self) -> float | None:
        """Seconds until the plug switches off, None when it does not say."""

    async def async_restore(self, before: Mapping[str, str]) -> None:
        """Give the plug back as it was found."""
