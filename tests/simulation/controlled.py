"""Sessions of the engine on a simulated pad, without Home Assistant: a second of heat in a millisecond."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from math import sqrt

from custom_components.heating_pad.engine import ramp as ramps
from custom_components.heating_pad.engine.events import (
    ConditionsChanged,
    Event,
    HeatOff,
    HeatOn,
    OffConfirmed,
    Opened,
    OpenRecord,
    PlugReported,
    PowerReported,
    StartAsked,
    StopAsked,
    TemperatureReported,
    Woken,
)
from custom_components.heating_pad.engine.limits import settings_within_limits
from custom_components.heating_pad.engine.models import Allowance, Now, PadSettings, StartRequest
from custom_components.heating_pad.engine.session import step
from custom_components.heating_pad.engine.state import Learned, PadState
from tests.simulation.plants import PadModel, Report, SimulatedPad, Source

WALL = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
BOOT_S = 1000.0
HOLD_FROM_S = 720.0
"""Minute 12: from here on the goal is judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One second of a session."""

    at_s: float
    setpoint_c: float | None
    surface_c: float
    shown_c: float | None
    """What people are shown: measured or estimated."""
    relay_on: bool


@dataclass(slots=True, kw_only=True)
class Course:
    """What happened in one session."""

    goal_c: float
    moments: list[Moment] = field(default_factory=list)
    relay_operations: int = 0
    ramp_ends_s: float = 0.0
    learned: Learned = field(default_factory=Learned)
    reason: str | None = None

    @property
    def overshoot_c(self) -> float:
        """How far the true surface got above the goal."""
        return max(each.surface_c for each in self.moments) - self.goal_c

    @property
    def hold_rmse_c(self) -> float:
        """Root of the mean square distance from the goal since minute 12."""
        held = [each.surface_c - self.goal_c for each in self.moments if each.at_s >= HOLD_FROM_S]
        return sqrt(sum(each * each for each in held) / len(held))

    @property
    def settled_s(self) -> float:
        """When the surface first was within 1 °C of the goal."""
        return next((each.at_s for each in self.moments if abs(each.surface_c - self.goal_c) <= 1.0), float("inf"))

    def seconds_above(self, limit_c: float) -> int:
        """How long the surface was hotter than this."""
        return sum(each.surface_c > limit_c for each in self.moments)


class ControlledPad:
    """A simulated pad whose plug does what the engine says."""

    def __init__(self, model: PadModel, *, seed: int = 0, learned: Learned | None = None, **raw: object) -> None:
        self._elapsed_s = 0.0
        self.pad = SimulatedPad(model, seed=seed)
        self.settings: PadSettings = settings_within_limits(
            {
                "acknowledged": True,
                "sensing": "control",
                "metered": model.power_report_s is not None,
                "rated_power_w": model.rated_power_w,
                "auto_off_verified": True,
                **raw,
            }
        )
        first = learned is None
        self.state = PadState(
            allowance=Allowance(person="guest"), sessions_total=0 if first else 1, learned=learned or Learned()
        )
        self._wake_s: float | None = None
        self._send(ConditionsChanged(started=True, stopping=False, storage_ok=True))
        self._send(PlugReported(on=False))
        self._send(OffConfirmed())
        for _ in range(12):
            self._second()

    def session(self, goal_c: float = 39.0, minutes: float = 20.0, *, stopped_after_s: float | None = None) -> Course:
        """Run one session to its end, or until somebody stops it; raises when it is refused."""
        request = StartRequest(attended=True, goal_c=goal_c, duration_s=minutes * 60.0)
        began_s, operations = self._elapsed_s, self.pad.relay_operations
        self._send(StartAsked(session_id="s", request=request))
        course = Course(goal_c=goal_c)
        while (session := self.state.session) is not None:
            ramp = session.ramp
            if ramp is not None:
                course.ramp_ends_s = ramps.ends_at(ramp) - BOOT_S - began_s
            model = self.state.model
            course.moments.append(
                Moment(
                    at_s=self._elapsed_s - began_s,
                    setpoint_c=None if ramp is None else ramps.setpoint(ramp, BOOT_S + self._elapsed_s),
                    surface_c=self.pad.surface_c,
                    shown_c=None if model is None else model.estimate_c,
                    relay_on=self.pad.relay_on,
                )
            )
            self._second()
            if stopped_after_s is not None and self._elapsed_s - began_s >= stopped_after_s:
                self._send(StopAsked())
        course.relay_operations = self.pad.relay_operations - operations
        course.learned = self.state.learned
        course.reason = None if self.state.ended is None else str(self.state.ended.reason)
        return course

    def wait(self, seconds: float) -> None:
        """Let time pass without heat."""
        for _ in range(int(seconds)):
            self._second()

    def _second(self) -> None:
        for report in self.pad.advance(1.0):
            self._heard(report)
        self._elapsed_s += 1.0
        if self._wake_s is not None and self._wake_s <= BOOT_S + self._elapsed_s:
            self._send(Woken())

    def _heard(self, report: Report) -> None:
        match report.source:
            case Source.SWITCH:
                self._send(PlugReported(on=bool(report.value)))
                if not report.value:
                    self._send(OffConfirmed())
            case Source.TEMPERATURE:
                self._send(TemperatureReported(value_c=report.value))
            case Source.POWER:
                self._send(PowerReported(power_w=report.value))

    def now(self) -> Now:
        """Return the simulated moment."""
        return Now(
            wall=WALL + timedelta(seconds=self._elapsed_s), boot_s=BOOT_S + self._elapsed_s, boot_id="simulation"
        )

    def _send(self, event: Event) -> None:
        done = step(self.settings, self.state, event, self.now())
        if done.refused is not None:
            raise AssertionError(done.refused)
        self.state, self._wake_s = done.state, done.wake_s
        for effect in done.effects:
            if isinstance(effect, OpenRecord):
                self._send(Opened(session_id=effect.session_id))
            elif isinstance(effect, HeatOn | HeatOff):
                self.pad.command(on=isinstance(effect, HeatOn))


def sessions(model: PadModel, count: int, *, seed: int = 0, **raw: object) -> list[Course]:
    """Run some sessions, each from cold, each knowing what the ones before have taught."""
    courses: list[Course] = []
    for number in range(count):
        learned = courses[-1].learned if courses else None
        courses.append(ControlledPad(model, seed=seed + number, learned=learned, **raw).session())
    return courses


def slow_pad(model: PadModel) -> PadModel:
    """Return the same pad with a slow sensor: 60 s late, every 30 s, in half degrees."""
    return replace(model, name=f"{model.name}_slow", sensor_tau_s=60.0, report_s=30.0, quantum_c=0.5)
