"""One timer that can be moved, measured on the boot clock."""

from asyncio import TimerHandle
from collections.abc import Callable

from homeassistant.core import HassJob, HomeAssistant, callback

from .clock import Clock

_EARLY_S = 0.001


class Wakeup:
    """Calls back once the boot clock has reached a moment, never before."""

    def __init__(self, hass: HomeAssistant, clock: Clock, name: str, action: Callable[[], None]) -> None:
        """Prepare a timer that is not running yet."""
        self._hass = hass
        self._clock = clock
        self._action = action
        self._due_s: float | None = None
        self._handle: TimerHandle | None = None
        # Home Assistant cancels handles whose last argument is such a job when it stops.
        self._job = HassJob(self._fire, name, cancel_on_shutdown=True)

    @property
    def running(self) -> bool:
        """Whether a moment is waited for."""
        return self._due_s is not None

    @callback
    def at(self, boot_s: float | None) -> None:
        """Move the timer to a boot-time second, or stop it with None."""
        if boot_s == self._due_s and self._handle is not None:
            return
        self.cancel()
        self._due_s = boot_s
        if boot_s is not None:
            self._arm(boot_s)

    @callback
    def cancel(self) -> None:
        """Stop the timer."""
        self._due_s = None
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    @callback
    def _arm(self, due_s: float) -> None:
        delay_s = max(due_s - self._clock.now().boot_s, 0.0)
        self._handle = self._hass.loop.call_later(delay_s, self._fire, self._job)

    @callback
    def _fire(self, _job: object = None) -> None:
        due_s = self._due_s
        self._handle = None
        if due_s is None:
            return
        if self._clock.now().boot_s < due_s - _EARLY_S:
            self._arm(due_s)
            return
        self._due_s = None
        self._action()
