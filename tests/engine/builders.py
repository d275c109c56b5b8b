"""A pad in a test tube: the engine stepped by hand, with a plug that does what it is told."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from engine.events import (
    AllowanceChanged,
    Announce,
    ConditionsChanged,
    Effect,
    Event,
    HeatOff,
    HeatOn,
    OffConfirmed,
    Opened,
    OpenRecord,
    PlugReported,
    Refused,
    StartAsked,
    TemperatureReported,
    TimerMoved,
    Woken,
)
from engine.limits import settings_within_limits
from engine.models import Allowance, Notice, Now, PadSettings, StartRequest
from engine.session import step
from engine.state import PadState
from engine.turn import Step
from engine.view import PadView, view

WALL = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
GUEST = Allowance(person="guest")


def settings(**raw: object) -> PadSettings:
    """Settings of an acknowledged pad with a contact sensor."""
    return settings_within_limits({"acknowledged": True, "sensing": "control", **raw})


class Tube:
    """One pad: events in, and its plug follows at once unless `obeys` is off."""

    def __init__(self, pad: PadSettings | None = None, state: PadState | None = None, *, warm: bool = True) -> None:
        self.settings = settings() if pad is None else pad
        self.state = PadState(allowance=GUEST, sessions_total=1) if state is None else state
        self.now = Now(wall=WALL, boot_s=1000.0, boot_id="boot")
        self.effects: list[Effect] = []
        self.wake_s: float | None = None
        self.obeys = True
        self.opens = True
        self.on = False
        if warm:
            self.send(ConditionsChanged(started=True, stopping=False, storage_ok=True))
            self.send(PlugReported(on=False))
            self.send(OffConfirmed())
            self.send(TemperatureReported(value_c=24.0))
            self.effects.clear()

    def send(self, event: Event) -> Refused | None:
        """Step once, then let plug and disk answer."""
        done = self.step(event)
        self.state = done.state
        self.wake_s = done.wake_s
        self.effects.extend(done.effects)
        for effect in done.effects:
            self._answer(effect)
        return done.refused

    def step(self, event: Event) -> Step:
        """Let the engine decide."""
        return step(self.settings, self.state, event, self.now)

    def _answer(self, effect: Effect) -> None:
        if isinstance(effect, OpenRecord) and self.opens:
            self.send(Opened(session_id=effect.session_id))
        if not self.obeys:
            return
        if isinstance(effect, HeatOn):
            self.on = True
            self.send(PlugReported(on=True))
        elif isinstance(effect, HeatOff):
            if self.on:
                self.on = False
                self.send(PlugReported(on=False))
            self.send(OffConfirmed())

    def pass_time(self, seconds: float, *, step_s: float = 5.0, value_c: float | None = 30.0) -> None:
        """Let time pass, looking at every step; `value_c` is what the sensor keeps saying."""
        left_s = seconds
        while left_s > 0:
            part_s = min(step_s, left_s)
            left_s -= part_s
            self.move(part_s)
            if value_c is not None:
                self.send(TemperatureReported(value_c=value_c))
            self.send(Woken())

    def move(self, boot_s: float, wall_s: float | None = None) -> None:
        """Move the clocks without looking; the wall clock may go its own way."""
        by_wall = timedelta(seconds=boot_s if wall_s is None else wall_s)
        self.now = replace(self.now, boot_s=self.now.boot_s + boot_s, wall=self.now.wall + by_wall)

    def start(self, name: str = "s1", *, attended: bool = True, **wish: object) -> Refused | None:
        """Ask for a session."""
        request = StartRequest(attended=attended, **wish)  # type: ignore[arg-type]
        return self.send(StartAsked(session_id=name, request=request))

    def allow(self, **changes: object) -> None:
        """Change what the person may have."""
        self.send(AllowanceChanged(allowance=replace(GUEST, **changes)))  # type: ignore[arg-type]

    @property
    def view(self) -> PadView:
        """What people see."""
        return view(self.settings, self.state, self.now)

    @property
    def phase(self) -> str:
        """Phase people see."""
        return self.view.phase

    @property
    def reason(self) -> str | None:
        """Why the last session ended."""
        return self.view.stop_reason

    @property
    def notices(self) -> list[tuple[Notice, str | None]]:
        """Everything announced so far."""
        return [(each.notice, each.reason) for each in _of(self.effects, Announce)]

    @property
    def timer(self) -> list[str]:
        """Transitions of the timer so far."""
        return [each.transition for each in _of(self.effects, TimerMoved)]

    @property
    def switching(self) -> list[type]:
        """ON and OFF commands so far."""
        return [type(each) for each in self.effects if isinstance(each, HeatOn | HeatOff)]


def _of[T](effects: Iterable[Effect], kind: type[T]) -> list[T]:
    return [each for each in effects if isinstance(each, kind)]
