"""What people see of a pad: one frozen picture, made from its state."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from .ending import heat_record
from .events import Refused
from .exposure import HeatRecord
from .models import (
    Level,
    Now,
    PadSettings,
    Phase,
    Refusal,
    Sensing,
    StartRequest,
    StopReason,
    WaitingFor,
)
from .starting import blocked_by, goal_max_c, goal_of
from .state import PadState, Session, Stage, waiting_for

CLOCK_SET_BY = timedelta(seconds=2)
"""Own choice: clocks that differ by less only drift; correcting for it would move the end all the time."""

_SHOWN_PHASE = {
    Stage.OPENING: Phase.OFF,
    Stage.WAITING: Phase.WAITING,
    Stage.RAMP: Phase.RAMP,
    Stage.HOLD: Phase.HOLD,
    Stage.PAUSED: Phase.PAUSED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PadView:
    """One pad at one moment."""

    phase: Phase
    waiting_for: WaitingFor
    blocked_by: Refused | None
    stop_reason: StopReason | None
    fault: StopReason | None
    session_id: str | None
    """Of the running session, else of the last one."""
    goal_c: float | None
    goal_max_c: float
    level: Level | None
    temperature_c: float | None
    temperature_estimated: bool
    ends_at: datetime | None
    left_s: float | None
    duration_s: float | None
    ready_at: datetime | None
    output_percent: float
    relay_on: bool | None
    dose: float | None
    relay_operations: int
    heated_total_s: float
    sessions_total: int
    heat: HeatRecord | None
    """What the running session has heated so far."""


def picture(view: PadView) -> tuple[object, ...]:
    """Return what of a view people see, as finely as they see it; `details` has the rest."""
    heat = view.heat
    return (
        view.phase,
        view.waiting_for,
        view.blocked_by,
        view.stop_reason,
        view.fault,
        view.session_id,
        view.goal_c,
        view.goal_max_c,
        view.level,
        None if view.temperature_c is None else round(view.temperature_c, 1),
        view.temperature_estimated,
        view.ends_at,
        view.duration_s,
        view.ready_at,
        view.heated_total_s // 60,
        view.sessions_total,
        None if heat is None else (heat.session, heat.heated_s // 60),
    )


def details(view: PadView) -> tuple[object, ...]:
    """Return what changes with every pulse, and only those see who have asked for it."""
    dose = None if view.dose is None else round(view.dose, 2)
    return round(view.output_percent), view.relay_on, view.relay_operations, dose


def view(settings: PadSettings, state: PadState, now: Now) -> PadView:
    """Make the picture of `state` at `now`."""
    session = state.session
    shown = session
    if session is not None and session.stage is Stage.OPENING:
        shown = None
    goal_c, level = _goal(settings, state, now)
    refused = None if session is not None else blocked_by(settings, state, now)
    temperature_c, estimated = _temperature(settings, state)
    heating = shown is not None and shown.begun is not None
    return PadView(
        phase=phase(state, now),
        waiting_for=waiting_for(session),
        blocked_by=refused,
        stop_reason=None if state.ended is None else state.ended.reason,
        fault=state.fault,
        session_id=_session_id(state),
        goal_c=goal_c,
        goal_max_c=goal_max_c(settings, state) if shown is None else shown.goal_max_c,
        level=level,
        temperature_c=temperature_c,
        temperature_estimated=estimated,
        ends_at=_ends_at(shown, now),
        left_s=_left_s(shown, now),
        duration_s=shown.duration_s if shown is not None and heating else None,
        ready_at=state.allowance.ready_at,
        output_percent=0.0 if shown is None else shown.output_percent,
        relay_on=state.plug.on,
        dose=_dose(state, now),
        relay_operations=state.relay_operations,
        heated_total_s=state.heated_total_s,
        sessions_total=state.sessions_total,
        heat=heat_record(shown, now) if shown is not None and heating else None,
    )


def phase(state: PadState, now: Now) -> Phase:
    """Name what the pad is doing; what is worst comes first."""
    if state.fault is not None:
        return Phase.FAULT
    session = state.session
    if session is not None and session.stage is not Stage.OPENING:
        return _SHOWN_PHASE[session.stage]
    if state.testing is not None:
        return Phase.TESTING
    if state.plug.off_pending and state.plug.heat_possible:
        return Phase.STOPPING
    allowance = state.allowance
    resting = allowance.refusal is Refusal.RESTING and (
        allowance.ready_at is not None and allowance.ready_at > now.wall
    )
    return Phase.REST if resting else Phase.OFF


def _session_id(state: PadState) -> str | None:
    if state.session is not None:
        return state.session.id
    return None if state.ended is None else state.ended.session.id


def _goal(settings: PadSettings, state: PadState, now: Now) -> tuple[float | None, Level | None]:
    if settings.electronic:
        return None, None
    if state.session is not None:
        return state.session.goal_c, state.session.level
    return goal_of(settings, state, StartRequest(), now)


def _temperature(settings: PadSettings, state: PadState) -> tuple[float | None, bool]:
    if settings.sensing is Sensing.CONTROL:
        return None if state.temperature is None else state.temperature.value, False
    if state.session is None or state.model is None:
        return None, True
    estimate_c = state.model.estimate_c
    return None if estimate_c is None else estimate_c + settings.estimate_offset_c, True


def _ends_at(session: Session | None, now: Now) -> datetime | None:
    """Return the end on the wall clock, corrected where the clock was set meanwhile."""
    if session is None or session.ends is None:
        return None
    left_s = max(session.ends.boot_s - now.boot_s, 0.0)
    by_boot = now.wall + timedelta(seconds=left_s)
    if abs(by_boot - session.ends.wall) < CLOCK_SET_BY:
        return session.ends.wall
    return min(by_boot, session.ends.wall)


def _left_s(session: Session | None, now: Now) -> float | None:
    if session is None or session.begun is None:
        return None
    ends_at = _ends_at(session, now)
    if ends_at is None:
        return session.remaining_s
    return max((ends_at - now.wall).total_seconds(), 0.0)


def _dose(state: PadState, now: Now) -> float | None:
    """Return the dose of the running session, else of the last one."""
    session = state.session
    if session is None and state.ended is not None:
        session = state.ended.session
    if session is None or session.dose is None:
        return None
    return session.dose.total_at(now.boot_s)
