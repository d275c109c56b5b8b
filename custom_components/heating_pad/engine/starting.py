"""Whether a session may start, and what it would be."""

from datetime import UTC, datetime

from .events import Refused
from .limits import (
    CHOICE_KEPT_S,
    GOAL_MIN_C,
    PLAUSIBLE_C,
    PLAUSIBLE_INSIDE_C,
    SESSION_MIN_S,
    SessionLimits,
    levels_c,
    session_limits,
)
from .models import (
    Level,
    Now,
    PadSettings,
    Refusal,
    Sensing,
    SensorPlacement,
    Source,
    StartRequest,
    UnattendedStart,
    WaitingFor,
)
from .state import PadState, Session

CLOCK_SET_AFTER = datetime(2026, 1, 1, tzinfo=UTC)
"""A wall clock before this software existed has not been set."""

FIRST_SAMPLE_MAX_AGE_S = 1800.0
"""Own choice: an idle sensor that reports only changes may be this quiet before a start;
once heat begins the silence limits of the table hold."""


def blocked_by(settings: PadSettings, state: PadState, now: Now) -> Refused | None:
    """Why a plain start by a person would be refused now."""
    return refusal_of(settings, state, StartRequest(attended=True), now)


def refusal_of(settings: PadSettings, state: PadState, request: StartRequest, now: Now) -> Refused | None:
    """Why this start is refused, or None; the gravest reason comes first."""
    return (
        _house(settings, state, now)
        or _plug_and_sensor(settings, state, now)
        or _by_voice(settings, request)
        or _somebody_there(settings, state, request)
        or _body(state, now)
        or _wish(settings, state, request, now)
    )


def blocked_resume(settings: PadSettings, state: PadState, now: Now) -> Refused | None:
    """Why the rest of an ended session may not be taken up now."""
    return _house(settings, state, now) or _plug_and_sensor(settings, state, now) or _body(state, now)


def blocked_test(settings: PadSettings, state: PadState, now: Now) -> Refused | None:
    """Why the plug may not be tested now."""
    return _house(settings, state, now) or _plug(state)


def _house(settings: PadSettings, state: PadState, now: Now) -> Refused | None:
    refusal: Refusal | None = None
    if state.conditions.stopping:
        refusal = Refusal.SHUTTING_DOWN
    elif not state.conditions.started:
        refusal = Refusal.STARTING_UP
    elif now.wall < CLOCK_SET_AFTER:
        refusal = Refusal.CLOCK_NOT_SET
    elif not state.conditions.storage_ok:
        refusal = Refusal.STORAGE_FAILED
    elif not settings.acknowledged:
        refusal = Refusal.NOT_ACKNOWLEDGED
    elif state.fault is not None:
        return Refused(refusal=Refusal.FAULTED, values={"fault": state.fault})
    elif state.testing is not None:
        refusal = Refusal.BUSY_TESTING
    return None if refusal is None else Refused(refusal=refusal)


def _plug_and_sensor(settings: PadSettings, state: PadState, now: Now) -> Refused | None:
    refused = _plug(state)
    if refused is not None:
        return refused
    if settings.sensing is not Sensing.NONE and not _has_first_sample(settings, state, now):
        return Refused(refusal=Refusal.SENSOR_UNAVAILABLE)
    return None


def _plug(state: PadState) -> Refused | None:
    if state.plug.on is None:
        return Refused(refusal=Refusal.PLUG_UNAVAILABLE)
    if state.plug.off_pending:
        first = not (state.plug.off_proved_once or state.plug.off_told)
        return Refused(refusal=Refusal.STARTING_UP if first else Refusal.OFF_UNCONFIRMED)
    return None


def _has_first_sample(settings: PadSettings, state: PadState, now: Now) -> bool:
    sample = state.temperature
    if sample is None or state.sensor_seen_s is None:
        return False
    low, high = PLAUSIBLE_INSIDE_C if settings.placement is SensorPlacement.INSIDE else PLAUSIBLE_C
    return low <= sample.value <= high and now.boot_s - state.sensor_seen_s <= FIRST_SAMPLE_MAX_AGE_S


def _by_voice(settings: PadSettings, request: StartRequest) -> Refused | None:
    if request.source is Source.VOICE and not settings.voice_starts:
        return Refused(refusal=Refusal.VOICE_NOT_ALLOWED)
    return None


def _somebody_there(settings: PadSettings, state: PadState, request: StartRequest) -> Refused | None:
    if request.attended:
        return None
    if settings.unattended is UnattendedStart.REFUSE:
        return Refused(refusal=Refusal.NOBODY_THERE)
    if state.check_in_unanswered:
        return Refused(refusal=Refusal.CHECK_IN_UNANSWERED)
    return None


def _body(state: PadState, now: Now) -> Refused | None:
    allowance = state.allowance
    if allowance.refusal is None:
        return None
    left_s = 0.0 if allowance.ready_at is None else max((allowance.ready_at - now.wall).total_seconds(), 0.0)
    return Refused(refusal=allowance.refusal, values={"minutes": max(1, -int(-left_s // 60))})


def _wish(settings: PadSettings, state: PadState, request: StartRequest, now: Now) -> Refused | None:
    limits = _limits(settings, state)
    if limits.session_max_s < SESSION_MIN_S:
        return Refused(refusal=Refusal.DAILY_LIMIT, values={"minutes": 1})
    if request.duration_s is not None and request.duration_s > limits.session_max_s:
        return too_long(limits.session_max_s)
    goal_c = _asked_goal_c(state, request, now)
    if goal_c is not None and goal_c > limits.goal_max_c and not settings.electronic:
        return too_hot(limits.goal_max_c)
    return None


def too_long(cap_s: float) -> Refused:
    """Refusal of a longer session than the cap."""
    return Refused(refusal=Refusal.TOO_LONG, values={"minutes": round(cap_s / 60, 1)})


def too_hot(cap_c: float) -> Refused:
    """Refusal of a warmer goal than the cap."""
    return Refused(refusal=Refusal.TOO_HOT, values={"temperature_c": cap_c})


def _limits(settings: PadSettings, state: PadState) -> SessionLimits:
    return session_limits(settings, state.allowance, first_session=state.first_session)


def goal_max_c(settings: PadSettings, state: PadState) -> float:
    """Warmest goal the next session may have."""
    return _limits(settings, state).goal_max_c


def _asked_goal_c(state: PadState, request: StartRequest, now: Now) -> float | None:
    """Return the temperature asked for in °C: with the start, or shortly before it."""
    if request.goal_c is not None:
        return request.goal_c
    if request.level is None and (choice := kept_choice(state, now)) is not None:
        return choice[0]
    return None


def kept_choice(state: PadState, now: Now) -> tuple[float | None, Level | None] | None:
    """Temperature or level chosen while off, as long as it counts."""
    choice = state.choice
    if choice is None or now.boot_s - choice.at_s > CHOICE_KEPT_S:
        return None
    return choice.goal_c, choice.level


def goal_of(settings: PadSettings, state: PadState, request: StartRequest, now: Now) -> tuple[float, Level | None]:
    """Return the goal in °C and the level a start would have; never above what is allowed."""
    limits = _limits(settings, state)
    levels = levels_c(settings)
    asked_c = _asked_goal_c(state, request, now)
    if asked_c is not None:
        return max(GOAL_MIN_C, min(asked_c, limits.goal_max_c)), None
    level = request.level
    if level is None and (choice := kept_choice(state, now)) is not None:
        level = choice[1]
    if level is None:
        level = settings.level
    if state.first_session:
        level = Level.LOW
    return min(levels[level], limits.goal_max_c), level


def plan(
    settings: PadSettings,
    state: PadState,
    request: StartRequest,
    now: Now,
    session_id: str,
) -> Session:
    """Describe the session a start leads to; `refusal_of` has said that it may be."""
    limits = _limits(settings, state)
    goal_c, level = goal_of(settings, state, request, now)
    duration_s = request.duration_s
    if duration_s is None:
        duration_s = limits.session_default_s
    duration_s = max(SESSION_MIN_S, min(duration_s, limits.session_max_s))
    return Session(
        id=session_id,
        person=state.allowance.person,
        profile=state.allowance.profile,
        source=request.source,
        attended=request.attended,
        asked_at=now.wall,
        duration_s=duration_s,
        cap_s=limits.session_max_s,
        goal_c=None if settings.electronic else goal_c,
        goal_max_c=limits.goal_max_c,
        level=None if settings.electronic else level,
        ramp_s=settings.ramp_s if request.ramp_s is None else request.ramp_s,
        questions=_questions(settings, state, request, limits),
        check_in=limits.check_in,
        remaining_s=duration_s,
    )


def _questions(
    settings: PadSettings,
    state: PadState,
    request: StartRequest,
    limits: SessionLimits,
) -> tuple[WaitingFor, ...]:
    """List what a person has to answer before heat, in this order."""
    asks: list[WaitingFor] = []
    unattended = not request.attended and settings.unattended is UnattendedStart.CONFIRM
    if settings.confirm_start or unattended:
        asks.append(WaitingFor.START)
    if state.check_in_unanswered:
        asks.append(WaitingFor.AWAKE)
    if limits.confirm_barrier:
        asks.append(WaitingFor.BARRIER)
    if settings.electronic:
        asks.append(WaitingFor.PAD_BUTTON)
    return tuple(asks)
