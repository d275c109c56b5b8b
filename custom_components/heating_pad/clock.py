"""Where the time comes from: the wall clock, and the clock that counts suspend too."""

import time
from pathlib import Path
from typing import Protocol

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from .engine.models import Now

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class Clock(Protocol):
    """Anything that can say what time it is."""

    def now(self) -> Now:
        """Return the present moment."""


DATA_CLOCK: HassKey[Clock] = HassKey("heating_pad_clock")


class SystemClock:
    """The machine's own clocks."""

    def __init__(self, boot_id: str) -> None:
        """Remember which start of the machine the boot clock counts from."""
        self._boot_id = boot_id
        # Linux has a clock that counts suspend; elsewhere the monotonic one must do.
        self._clock_id = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)

    def now(self) -> Now:
        """Return the present moment."""
        return Now(
            wall=dt_util.utcnow(),
            boot_s=time.clock_gettime(self._clock_id),
            boot_id=self._boot_id,
        )


def _read_boot_id() -> str:
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        # Without a boot id no two processes share a boot clock.
        return f"process-{time.time_ns()}"


async def async_get_clock(hass: HomeAssistant) -> Clock:
    """Return the clock of this Home Assistant."""
    if DATA_CLOCK not in hass.data:
        hass.data[DATA_CLOCK] = SystemClock(await hass.async_add_executor_job(_read_boot_id))
    return hass.data[DATA_CLOCK]
