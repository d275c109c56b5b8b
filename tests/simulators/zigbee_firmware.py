"""What the firmware of a Zigbee plug does with its relay: frames in, attribute reports out; no clock and no I/O."""

from dataclasses import dataclass, field
from enum import Enum, StrEnum
from math import ceil, inf
from typing import Any

ACCEPT_ONLY_WHEN_ON = 0x01
FOR_EVER = 0xFFFF
"""OnTime or OffWaitTime of this value is never counted down."""
TUYA_REPORT_S = 60
"""Tuya reports a running countdown at multiples of this."""


class Command(StrEnum):
    """Commands of the cluster genOnOff, as Zigbee2MQTT spells them."""

    OFF = "off"
    ON = "on"
    TOGGLE = "toggle"
    TIMED_ON = "onWithTimedOff"


class PowerOn(StrEnum):
    """What the relay does when mains comes back (StartUpOnOff)."""

    OFF = "off"
    ON = "on"
    TOGGLE = "toggle"
    PREVIOUS = "previous"


class Timer(Enum):
    """What a firmware makes of OnWithTimedOff."""

    STANDARD = "OnTime and OffWaitTime in tenths of a second, by the maximum rule"
    IGNORED = "switches on, and never off"
    TUYA = "toggles after whole seconds; on, off and toggle cancel it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """How one firmware differs from the standard; the defaults are the standard."""

    timer: Timer = Timer.STANDARD
    wraps_at: int | None = None
    """Timer values are taken modulo this."""
    loses_timer_frame: bool = False
    """OnWithTimedOff never arrives; everything else does."""
    on_after_mains_loss: bool = False
    """Comes back on, whatever it was told to do and says it will do."""
    report_delay_s: float = 0.0
    reports: bool = True
    """Sends attribute reports; what is read is answered all the same."""
    says: bool | None = None
    """Relay state it reports instead of the truth; its meter stays honest."""


FIRMWARES: dict[str, Behaviour] = {
    "standard": Behaviour(),
    "ignores_timer": Behaviour(timer=Timer.IGNORED),
    "delayed_toggle": Behaviour(timer=Timer.TUYA),
    "wraps_256": Behaviour(timer=Timer.TUYA, wraps_at=256),
    "loses_second_frame": Behaviour(timer=Timer.TUYA, loses_timer_frame=True),
    "on_after_mains_loss": Behaviour(on_after_mains_loss=True),
    "late_reports": Behaviour(report_delay_s=20.0),
    "mute_reports": Behaviour(reports=False),
    "lies_off": Behaviour(says=False),
}
"""Firmwares by the names tests choose them with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One command to genOnOff; the times count in the unit the firmware takes them in."""

    command: Command
    ctrlbits: int = 0
    ontime: int = 0
    offwaittime: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Metering:
    """When the meter reports by itself: after a change, never too often, and now and then anyway."""

    change_w: float = 5.0
    min_s: float = 5.0
    max_s: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What the meter measures."""

    power_w: float
    energy_wh: float


@dataclass(slots=True)
class ZigbeeFirmware:
    """One relay.

    Standard: off --ON for t--> on, OnTime = max(OnTime, t) --0 or OFF--> off; a plain ON leaves OnTime alone.
    Tuya: OnWithTimedOff changes nothing now and toggles later, also from off to on.
    """

    behaviour: Behaviour
    metering: Metering | None = None
    """None: no meter."""
    power_on: PowerOn = PowerOn.PREVIOUS
    power: bool = False
    says: bool | None = None
    """Fault: relay state it reports instead of the truth; stands above the firmware's own lie."""
    readings: Readings = field(default_factory=lambda: Readings(power_w=0.0, energy_wh=0.0))
    _saved: bool = False
    _off_at_s: float | None = None
    _off_wait_s: float = 0.0
    _deaf_until_s: float | None = None
    _toggle_at_s: float | None = None
    _told_on_time_s: float = inf
    _due: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    _reported_w: float | None = None
    _metered_at_s: float = -inf

    def boot(self, now_s: float) -> None:
        """Mains is back: timers are gone, the power-on behaviour decides."""
        self._clear_timers()
        wanted = {PowerOn.OFF: False, PowerOn.ON: True, PowerOn.TOGGLE: not self._saved}
        self._switch(now_s, on=self.behaviour.on_after_mains_loss or wanted.get(self.power_on, self._saved))
        self._due.clear()
        self._report(now_s, {"onOff": self.shown})
        self._reported_w = None

    @property
    def shown(self) -> bool:
        """Relay state it reports."""
        lie = self.behaviour.says if self.says is None else self.says
        return self.power if lie is None else lie

    def hears(self, frame: Frame) -> bool:
        """Whether a frame reaches the firmware at all."""
        return not (self.behaviour.loses_timer_frame and frame.command is Command.TIMED_ON)

    def receive(self, now_s: float, frame: Frame) -> None:
        """Obey one frame."""
        if not self.hears(frame):
            return
        if frame.command is Command.TIMED_ON:
            self._timed_on(now_s, frame)
            return
        on = not self.power if frame.command is Command.TOGGLE else frame.command is Command.ON
        if self.behaviour.timer is Timer.TUYA:
            self._toggle_at_s = None
        elif not on:
            self._off_at_s = None
            self._deaf_until_s = now_s + self._off_wait_s if self.power and self._off_wait_s else self._deaf_until_s
        elif self._off_at_s is None:
            self._off_wait_s, self._deaf_until_s = 0.0, None
        self._switch(now_s, on=on)

    def press_button(self, now_s: float) -> None:
        """The button on the case."""
        self.receive(now_s, Frame(command=Command.TOGGLE))

    def read(self, now_s: float, attribute: str) -> Any:
        """Value of an attribute; None where there is no such attribute."""
        match attribute:
            case "onOff":
                return self.shown
            case "onTime":
                left_s = self.remaining_s(now_s)
                if self.behaviour.timer is Timer.TUYA:
                    return _up(left_s)
                return FOR_EVER if left_s == inf else min(_up(left_s * 10), FOR_EVER - 1)
            case "startUpOnOff":
                return self.power_on.value
            case "activePower":
                return None if self.metering is None else round(self.readings.power_w, 1)
            case "currentSummDelivered":
                return None if self.metering is None else round(self.readings.energy_wh / 1000, 3)
            case _:
                return None

    def remaining_s(self, now_s: float) -> float:
        """Seconds until the relay opens, or toggles, by itself; 0 when it will not."""
        at_s = self._toggle_at_s if self.behaviour.timer is Timer.TUYA else self._off_at_s
        return 0.0 if at_s is None else max(0.0, at_s - now_s)

    def tick(self, now_s: float) -> list[dict[str, Any]]:
        """Let timers run out and return the attribute reports that are due."""
        if self._off_at_s is not None and now_s >= self._off_at_s:
            # Expiry, unlike an OFF, leaves nothing to wait for.
            self._off_at_s, self._off_wait_s = None, 0.0
            self._switch(now_s, on=False)
        if self._toggle_at_s is not None and now_s >= self._toggle_at_s:
            self._toggle_at_s = None
            self._switch(now_s, on=not self.power)
        self._report_countdown(now_s)
        self._report_metering(now_s)
        due = [values for at_s, values in self._due if at_s <= now_s]
        self._due = [waiting for waiting in self._due if waiting[0] > now_s]
        return due

    def _timed_on(self, now_s: float, frame: Frame) -> None:
        ontime = frame.ontime if self.behaviour.wraps_at is None else frame.ontime % self.behaviour.wraps_at
        if self.behaviour.timer is Timer.TUYA:
            self._toggle_at_s = now_s + ontime if ontime else None
            self._told_on_time_s = float(ontime)
            return
        if frame.ctrlbits & ACCEPT_ONLY_WHEN_ON and not self.power:
            return
        off_wait_s = inf if frame.offwaittime == FOR_EVER else frame.offwaittime / 10
        if not self.power and self._deaf_until_s is not None and now_s < self._deaf_until_s:
            self._deaf_until_s = min(self._deaf_until_s, now_s + off_wait_s)
            return
        on_s = max(self.remaining_s(now_s), inf if ontime == FOR_EVER else ontime / 10)
        self._off_wait_s, self._deaf_until_s = off_wait_s, None
        self._off_at_s = now_s + on_s if on_s and self.behaviour.timer is Timer.STANDARD else None
        self._switch(now_s, on=True)

    def _switch(self, now_s: float, *, on: bool) -> None:
        if on is not self.power:
            self.power = on
            self._report(now_s, {"onOff": self.shown})
        self._saved = on

    def _clear_timers(self) -> None:
        self._off_at_s = self._deaf_until_s = self._toggle_at_s = None
        self._off_wait_s = 0.0

    def _report(self, now_s: float, values: dict[str, Any]) -> None:
        if self.behaviour.reports:
            self._due.append((now_s + self.behaviour.report_delay_s, values))

    def _report_countdown(self, now_s: float) -> None:
        if self._toggle_at_s is None:
            return
        left_s = self._toggle_at_s - now_s
        passed = _up(left_s / TUYA_REPORT_S) * TUYA_REPORT_S
        if passed < self._told_on_time_s:
            self._told_on_time_s = passed
            self._report(now_s, {"onTime": passed})

    def _report_metering(self, now_s: float) -> None:
        if self.metering is None:
            return
        since_s = now_s - self._metered_at_s
        moved = self._reported_w is None or abs(self.readings.power_w - self._reported_w) >= self.metering.change_w
        if (moved and since_s >= self.metering.min_s) or since_s >= self.metering.max_s:
            self._metered_at_s = now_s
            self._reported_w = self.readings.power_w
            names = ("activePower", "currentSummDelivered")
            self._report(now_s, {name: self.read(now_s, name) for name in names})


def _up(value: float) -> int:
    """Round up, but not what only binary fractions have left over."""
    return ceil(value - 1e-6)
