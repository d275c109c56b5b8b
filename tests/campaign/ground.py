"""What stays when Home Assistant does not: the machine's clocks, the plug on the wall, the pad, its sensors.

`Ground` is the truth the observer reads. Whatever Home Assistant is told passes through it,
and so does whatever Home Assistant sends: commands and reports get lost, come late or twice.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import nan
from typing import Protocol

from custom_components.heating_pad.engine.models import Now
from tests.simulation.plants import Fault, PadModel, SimulatedPad, Source


class Screen(Protocol):
    """Where reports become states: Home Assistant, while it runs."""

    def show_plug(self, state: str, attributes: dict[str, object]) -> None:
        """Show the plug's switch as `on`, `off` or `unavailable`."""

    def show_temperature(self, value: str) -> None:
        """Show a value of the temperature sensor."""

    def show_power(self, value: str) -> None:
        """Show a value of the plug's meter."""


@dataclass(slots=True)
class Link:
    """The way between Home Assistant and the plug."""

    available: bool = True
    lose_commands: bool = False
    delay_commands_s: float = 0.0
    repeat_commands: bool = False
    """Each command arrives a second time, two seconds later."""
    raise_commands: bool = False
    """The broker is gone: every command fails."""
    slow_call_s: float = 0.0
    """How long a command's call takes to come back, whatever the plug does."""
    lose_reports: bool = False
    delay_reports_s: float = 0.0
    repeat_reports: bool = False
    in_transit: list[tuple[float, Callable[[], None]]] = field(default_factory=list)


@dataclass(slots=True)
class Instrument:
    """What a sensor makes of what it measures."""

    silent: bool = False
    says: str | None = None
    """A text it shows instead of any value, with every report."""
    frozen: str | None = None
    offset: float = 0.0
    factor: float = 1.0
    shown: str = "unknown"


class Ground:
    """The machine and the room around it."""

    def __init__(self, model: PadModel, start: datetime, *, seed: int, meter_apart: bool = False) -> None:
        self.pad = SimulatedPad(model, seed=seed)
        self.link = Link()
        self.thermometer = Instrument()
        self.meter = Instrument()
        self.meter_apart = meter_apart
        """The meter is another device than the plug: it stays when the plug goes."""
        self.screen: Screen | None = None
        self.attributes: dict[str, object] = {}
        self.elapsed_s = 0.0
        """True time since the beginning, suspend included; nobody can set it."""
        self.awake_s = 1000.0
        """The event loop's clock."""
        self.asleep_s = 0.0
        self.wall_offset = timedelta(0)
        self.boot_id = "boot-1"
        self._start = start
        self._base_s = self.awake_s
        self._said_on: bool = False
        self._expires_s: float | None = None
        self._dark = False
        """Without mains."""

    # -- clocks ------------------------------------------------------------------

    @property
    def true_s(self) -> float:
        """True seconds since the beginning, between two full seconds too."""
        return self.awake_s - self._base_s + self.asleep_s

    def now(self) -> Now:
        """Say what the machine's clocks say."""
        true_s = self.true_s
        return Now(
            wall=self._start + timedelta(seconds=true_s) + self.wall_offset,
            boot_s=1000.0 + true_s,
            boot_id=self.boot_id,
        )

    def set_wall(self, wall: datetime) -> float:
        """Set the wall clock; returns by how many seconds it moved."""
        by = wall - self.now().wall
        self.wall_offset += by
        return by.total_seconds()

    def suspend(self, seconds: float) -> None:
        """Let the machine sleep; the plug and the pad do not."""
        self.asleep_s += seconds
        for _ in range(int(seconds)):
            self.flow(1.0, awake=False)

    # -- commands and reports --------------------------------------------------------

    def command(self, *, on: bool) -> None:
        """Carry a command to the plug, as the link is now."""
        link = self.link
        if not link.available or link.lose_commands:
            return

        def arrive() -> None:
            self.pad.command(on=on)

        self._later(link.delay_commands_s, arrive)
        if link.repeat_commands:
            self._later(link.delay_commands_s + 2.0, arrive)

    def command_armed(self, expiry_s: float) -> None:
        """Carry an ON with an expiry to the plug."""
        link = self.link
        if not link.available or link.lose_commands:
            return

        def arrive() -> None:
            self.pad.command(on=True)
            self._expires_s = self.elapsed_s + expiry_s

        self._later(link.delay_commands_s, arrive)

    def renew(self, expiry_s: float) -> None:
        """Let a running countdown begin anew."""
        if self.link.available and not self.link.lose_commands and self.pad.relay_on and self._expires_s is not None:
            self._expires_s = self.elapsed_s + expiry_s

    def press(self, *, on: bool) -> None:
        """Somebody presses the plug's own button; a plug without mains does nothing."""
        if self._dark:
            return
        self._expires_s = None
        self.pad.command(on=on)

    def lose_mains(self) -> None:
        """The plug goes dark, contact open."""
        self._dark = True
        self.pad.relay_on = False
        self.pad.reported_on = False
        self.set_available(available=False)

    def mains_back(self, *, on: bool) -> None:
        """The plug starts again, as its power-on behaviour says; one that never went dark goes on as it was."""
        if not self._dark:
            return
        self._dark = False
        self.pad.relay_on = on
        self.pad.reported_on = on
        self.set_available(available=True)

    def set_available(self, *, available: bool) -> None:
        """Lose the plug, or have it back with what it then says; without mains it stays away."""
        self.link.available = available = available and not self._dark
        if available:
            self._said_on = self.pad.reported_on
        elif not self.meter_apart:
            self.show_instrument(self.meter, "unavailable")
        self.show_plug()

    def show_plug(self) -> None:
        """Show what the plug said last."""
        if self.screen is not None:
            state = ("on" if self._said_on else "off") if self.link.available else "unavailable"
            self.screen.show_plug(state, self.attributes)

    def show_all(self) -> None:
        """Show everything anew, as after a start."""
        self._said_on = self.pad.reported_on
        self.show_plug()
        if self.screen is not None:
            self.screen.show_temperature(self.thermometer.shown)
            self.screen.show_power(self.meter.shown)

    def flow(self, seconds: float, *, awake: bool = True) -> None:
        """Let true time pass at plug and pad, and deliver what they report."""
        self.elapsed_s += seconds
        if self._expires_s is not None and self.elapsed_s >= self._expires_s:
            self._expires_s = None
            self.pad.command(on=False)
        transit = self.link.in_transit
        if transit:
            due = [each for each in transit if each[0] <= self.elapsed_s]
            if due:
                transit[:] = [each for each in transit if each[0] > self.elapsed_s]
                for _, arrive in due:
                    arrive()
        for report in self.pad.advance(seconds):
            if not awake:
                continue
            if report.source is Source.SWITCH:
                self._report_plug(on=bool(report.value))
            elif report.source is Source.TEMPERATURE:
                self._measure(self.thermometer, report.value)
            else:
                self._measure(self.meter, report.value)

    def _report_plug(self, *, on: bool) -> None:
        link = self.link
        if link.lose_reports:
            return

        def arrive() -> None:
            self._said_on = on
            if self.link.available:
                self.show_plug()

        self._later(link.delay_reports_s, arrive)
        if link.repeat_reports:
            self._later(link.delay_reports_s + 1.0, arrive)

    def _measure(self, instrument: Instrument, value: float) -> None:
        if instrument.silent or not (instrument is self.thermometer or self.link.available or self.meter_apart):
            return
        text = f"{value * instrument.factor + instrument.offset:.2f}"
        if instrument.says is not None:
            text = instrument.says
        elif instrument.frozen is not None:
            text = instrument.frozen
        instrument.shown = text
        if self.screen is None:
            return
        if instrument is self.thermometer:
            self.screen.show_temperature(text)
        else:
            self.screen.show_power(text)

    def show_instrument(self, instrument: Instrument, text: str) -> None:
        """Show a text at once: an entity that becomes unavailable does not wait for its next report."""
        instrument.shown = text
        if self.screen is not None:
            if instrument is self.thermometer:
                self.screen.show_temperature(text)
            else:
                self.screen.show_power(text)

    def _later(self, seconds: float, arrive: Callable[[], None]) -> None:
        if seconds <= 0:
            arrive()
        else:
            self.link.in_transit.append((self.elapsed_s + seconds, arrive))

    def truth_c(self) -> float:
        """Temperature the sensor really has, in °C."""
        return self.pad.sensor_c


def number(text: str) -> float:
    """Read a shown value; what is no number is NaN."""
    try:
        return float(text)
    except ValueError:
        return nan


__all__ = ["UTC", "Fault", "Ground", "Instrument", "Link", "Screen", "number"]
