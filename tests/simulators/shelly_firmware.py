"""What the firmware of a Shelly plug does with its relay and its flip-back timer; no clock and no I/O of its own."""

from dataclasses import dataclass, field
from enum import StrEnum
from math import inf
from typing import Any

METER_CHANGE_W = 1.0
METER_EVERY_S = 60.0


class InitialState(StrEnum):
    """What the relay does when mains comes back."""

    OFF = "off"
    ON = "on"
    RESTORE_LAST = "restore_last"
    MATCH_INPUT = "match_input"


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """How one firmware differs from the documented one; the defaults are the documented one."""

    timer: bool = True
    """False: takes `toggle_after`, `timer` and auto-off, and acts on none of them."""
    keeps_timer: bool = False
    """An ON while on leaves the running timer as it is instead of starting it anew."""
    on_after_mains_loss: bool = False
    """Comes back on, whatever it was told to do and says it will do."""
    report_delay_s: float = 0.0
    reports: bool = True
    """Sends notifications; what is asked for is answered all the same."""
    says: bool | None = None
    """Relay state it tells instead of the truth; its meter stays honest."""


FIRMWARES: dict[str, Behaviour] = {
    "standard": Behaviour(),
    "ignores_timer": Behaviour(timer=False),
    "keeps_timer": Behaviour(keeps_timer=True),
    "on_after_mains_loss": Behaviour(on_after_mains_loss=True),
    "late_reports": Behaviour(report_delay_s=20.0),
    "mute_reports": Behaviour(reports=False),
    "lies_off": Behaviour(says=False),
}
"""Firmwares by the names tests choose them with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Clock of the plug: seconds since some start for its timers, Unix time for what it tells."""

    seconds: float
    unix: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What the meter measures."""

    power_w: float
    energy_wh: float


@dataclass(slots=True, kw_only=True)
class Settings:
    """What the plug keeps in flash; delays in seconds."""

    name: str | None = None
    initial_state: InitialState = InitialState.RESTORE_LAST
    auto_on: bool = False
    auto_on_delay: float = 60.0
    auto_off: bool = False
    auto_off_delay: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A running timer, after which the relay changes to the other state."""

    at_s: float
    started_unix: float
    duration_s: float


@dataclass(slots=True)
class ShellyRelay:
    """One relay.

    off --ON with timer--> on --timer or OFF--> off. Every ON and OFF replaces the running timer: by its own, else by
    auto-off or auto-on, else by none. A timer given with an OFF switches *on* again.
    """

    behaviour: Behaviour
    settings: Settings = field(default_factory=Settings)
    metered: bool = True
    output: bool = False
    source: str = "init"
    says: bool | None = None
    """Fault: relay state it tells instead of the truth; stands above the firmware's own lie."""
    readings: Readings = field(default_factory=lambda: Readings(power_w=0.0, energy_wh=0.0))
    flip: Flip | None = None
    _saved: bool = False
    _due: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    _told_w: float = 0.0
    _told_at_s: float = -inf

    def boot(self, now: Moment) -> None:
        """Mains is back: the timer is gone, the initial state decides."""
        self.flip = None
        self._due.clear()
        wanted = {InitialState.OFF: False, InitialState.ON: True, InitialState.MATCH_INPUT: False}
        on = self.behaviour.on_after_mains_loss or wanted.get(self.settings.initial_state, self._saved)
        self.output = False
        self.set(now, on=on, source="init")

    @property
    def shown(self) -> bool:
        """Relay state it tells."""
        lie = self.behaviour.says if self.says is None else self.says
        return self.output if lie is None else lie

    def set(self, now: Moment, *, on: bool, after_s: float | None = None, source: str) -> bool:
        """Switch, and flip back after a while if asked to; returns what the relay was."""
        was = self.output
        kept = self.behaviour.keeps_timer and on and was and self.flip is not None
        self.output = self._saved = on
        self.source = source
        if not kept:
            self._start_timer(now, after_s)
        if was is not on or self.flip is not None:
            self._tell(now, {"output": self.shown, "source": source, **self._timer()})
        return was

    def tick(self, now: Moment) -> list[dict[str, Any]]:
        """Let the timer run out and return the changes of the status that are to be told now."""
        if self.flip is not None and now.seconds >= self.flip.at_s:
            self.flip = None
            self.set(now, on=not self.output, source="timer")
        if self.metered:
            self._tell_meter(now)
        due = [values for at_s, values in self._due if at_s <= now.seconds]
        self._due = [waiting for waiting in self._due if waiting[0] > now.seconds]
        return due

    def remaining_s(self, now: Moment) -> float:
        """Seconds until the relay flips by itself; 0 when it will not."""
        return 0.0 if self.flip is None else max(0.0, self.flip.at_s - now.seconds)

    def status(self, now: Moment) -> dict[str, Any]:
        """Return the whole status of `switch:0`."""
        return {
            "id": 0,
            "source": self.source,
            "output": self.shown,
            **self._timer(),
            **(self._meter(now) if self.metered else {}),
            "temperature": {"tC": 38.5, "tF": 101.3},
        }

    def _start_timer(self, now: Moment, after_s: float | None) -> None:
        kept = self.settings
        auto_s = kept.auto_off_delay if kept.auto_off and self.output else 0.0
        auto_s = kept.auto_on_delay if kept.auto_on and not self.output else auto_s
        duration_s = auto_s if after_s is None else after_s
        running = self.behaviour.timer and duration_s > 0
        self.flip = (
            Flip(at_s=now.seconds + duration_s, started_unix=now.unix, duration_s=duration_s) if running else None
        )

    def _timer(self) -> dict[str, Any]:
        if self.flip is None:
            return {}
        return {"timer_started_at": round(self.flip.started_unix, 2), "timer_duration": self.flip.duration_s}

    def _meter(self, now: Moment) -> dict[str, Any]:
        return {
            "apower": round(self.readings.power_w, 1),
            "voltage": 230.0,
            "freq": 50.0,
            "current": round(self.readings.power_w / 230, 3),
            "aenergy": {
                "total": round(self.readings.energy_wh, 3),
                "by_minute": [0.0, 0.0, 0.0],
                "minute_ts": int(now.unix) // 60 * 60,
            },
        }

    def _tell_meter(self, now: Moment) -> None:
        moved = abs(self.readings.power_w - self._told_w) >= METER_CHANGE_W
        if moved or now.seconds - self._told_at_s >= METER_EVERY_S:
            self._told_w, self._told_at_s = self.readings.power_w, now.seconds
            self._tell(now, self._meter(now))

    def _tell(self, now: Moment, values: dict[str, Any]) -> None:
        if self.behaviour.reports:
            self._due.append((now.seconds + self.behaviour.report_delay_s, {"id": 0, **values}))
