"""What a session did, second by second enough for an engineer: setpoint, readings, model, relay, watts.

One point every ten seconds and at each move of the relay; the newest sessions are kept. Times
are seconds since heat began, so that a trace says nothing about somebody's day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from . import ramp as ramps
from .models import Now
from .state import HEATING, PadState

EVERY_S = 10.0
POINTS_MOST = 600
"""A session of 30 minutes with a pulse each half minute needs 300."""
SESSIONS_KEPT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Everything that mattered at one moment; None is what nobody knew."""

    at_s: float
    setpoint_c: float | None
    measured_c: float | None
    modelled_c: float | None
    relay_on: bool | None
    power_w: float | None


def point(state: PadState, now: Now, since_s: float) -> Point:
    """Take down the pad at `now`; `since_s` is the boot-time second heat began."""
    session = state.session
    return Point(
        at_s=round(now.boot_s - since_s, 1),
        setpoint_c=None
        if session is None or session.ramp is None
        else round(ramps.setpoint(session.ramp, now.boot_s), 2),
        measured_c=None if state.temperature is None else state.temperature.value,
        modelled_c=None if state.model is None or state.model.estimate_c is None else round(state.model.estimate_c, 2),
        relay_on=state.plug.on,
        power_w=None if state.power is None else state.power.value,
    )


class Trace:
    """The newest sessions of one pad; only ever added to."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._sessions: list[tuple[str, list[Point]]] = []
        self._since_s = 0.0

    def look(self, state: PadState, now: Now) -> None:
        """Add a point where one is due."""
        session = state.session
        if session is None or session.stage not in HEATING:
            return
        if not self._sessions or self._sessions[-1][0] != session.id:
            self._sessions = [*self._sessions[1 - SESSIONS_KEPT :], (session.id, [])]
            self._since_s = now.boot_s
        points = self._sessions[-1][1]
        due = (
            not points
            or now.boot_s - self._since_s - points[-1].at_s >= EVERY_S
            or points[-1].relay_on is not state.plug.on
        )
        if due and len(points) < POINTS_MOST:
            points.append(point(state, now, self._since_s))

    @property
    def newest(self) -> Sequence[Point]:
        """Points of the newest session, empty before the first."""
        return self._sessions[-1][1] if self._sessions else ()

    def told(self) -> list[list[dict[str, Any]]]:
        """Return all of it in plain values, oldest session first."""
        return [
            [{name: getattr(each, name) for name in Point.__slots__} for each in points] for _, points in self._sessions
        ]
