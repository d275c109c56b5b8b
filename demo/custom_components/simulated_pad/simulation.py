"""Runs one simulated pad in real time and tells the entities when to report."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum, auto

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later, async_track_time_interval

from .const import REPORT_EVERY_S, RESPONSE_S, TICK
from .pad import Fault, SimulatedPad


class Report(Enum):
    """Occasions on which devices report."""

    CHANGE = auto()
    INTERVAL = auto()


class Simulation:
    """One pad, its clock and its listeners."""

    def __init__(self, hass: HomeAssistant, pad: SimulatedPad) -> None:
        """Hold the pad; nothing moves before `async_start`."""
        self.pad = pad
        self.speed = 1.0
        self._hass = hass
        self._listeners: dict[Report, set[Callable[[], None]]] = {report: set() for report in Report}
        self._on_its_way: set[CALLBACK_TYPE] = set()
        self._last_tick_s = hass.loop.time()
        self._last_report_s = self._last_tick_s

    @callback
    def async_start(self) -> CALLBACK_TYPE:
        """Start the clock; returns how to stop it."""
        stop_clock = async_track_time_interval(self._hass, self._tick, TICK, name="simulated pad")

        @callback
        def stop() -> None:
            stop_clock()
            for cancel in self._on_its_way:
                cancel()

        return stop

    @callback
    def async_listen(self, report: Report, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Call the listener at every such report; returns how to end that."""
        listeners = self._listeners[report]
        listeners.add(listener)
        return lambda: listeners.discard(listener)

    @callback
    def async_command(self, *, on: bool) -> None:
        """Send a command to the plug, which takes its time."""

        @callback
        def arrive(_now: datetime) -> None:
            self._on_its_way.discard(cancel)
            self._catch_up()
            self.pad.tell(on=on)
            self._report(Report.CHANGE)

        cancel = async_call_later(self._hass, RESPONSE_S, arrive)
        self._on_its_way.add(cancel)

    @callback
    def async_break_with(self, fault: Fault) -> None:
        """Put a fault into the simulated devices."""
        self._catch_up()
        self.pad.break_with(fault)
        self._report(Report.CHANGE)

    @callback
    def async_set_speed(self, speed: float) -> None:
        """Let the pad's time run faster than ours."""
        self._catch_up()
        self.speed = speed

    @callback
    def _tick(self, _now: datetime) -> None:
        self._catch_up()
        # Half a tick of tolerance: ticks are never exactly a second apart.
        if self._last_tick_s - self._last_report_s >= REPORT_EVERY_S - TICK.total_seconds() / 2:
            self._last_report_s = self._last_tick_s
            self._report(Report.INTERVAL)

    @callback
    def _catch_up(self) -> None:
        """Bring the temperatures up to this moment, also after a blocked loop."""
        now_s = self._hass.loop.time()
        elapsed_s, self._last_tick_s = now_s - self._last_tick_s, now_s
        if elapsed_s > 0:
            self.pad.pass_time(elapsed_s * self.speed)

    @callback
    def _report(self, report: Report) -> None:
        for listener in tuple(self._listeners[report]):
            listener()
