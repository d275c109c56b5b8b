"""The one table of limits: defaults, the range a user may choose from, and what nothing can pass.

Temperatures in °C of the contact surface, times in seconds, power in watts. Sources and
reasons stand in docs/limits.md. Configuration moves values inside their range; whatever
lies outside, is not a number or is missing gets the strict default (S11).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from .models import (
    Allowance,
    Controller,
    Level,
    PadSetting,
    PadSettings,
    Profile,
    Sensing,
    SensorPlacement,
    UnattendedStart,
)

MINUTE_S = 60.0
DAY_S = 86_400.0

# Goals
GOAL_MIN_C = 35.0
GOAL_STEP_C = 0.5
GOAL_MAX_CONTACT_C = 41.0
GOAL_MAX_CAUTIOUS_C = 40.0
"""First session on a pad, or a sensor later than `SENSOR_LAG_LATE_S`."""
GOAL_MAX_UNVERIFIED_C = 39.0
GOAL_MAX_ESTIMATED_C = 38.0
GOAL_MAX_CAREFUL_C = 39.0
SENSOR_LAG_LATE_S = 30.0
SENSOR_SLOW_S = 40.0
"""A sensor whose reports are usually further apart may only switch off."""
LEVELS_CONTACT_C = {Level.LOW: 37.0, Level.MEDIUM: 39.0, Level.HIGH: 41.0}
LEVEL_DEFAULT = Level.MEDIUM
LEVELS_ESTIMATED_C = {Level.LOW: 36.0, Level.MEDIUM: 37.0, Level.HIGH: 38.0}

# Length of a session
SESSION_MIN_S = 1 * MINUTE_S
SESSION_DEFAULT_CONTACT_S = 20 * MINUTE_S
SESSION_MAX_CONTACT_S = 30 * MINUTE_S
SESSION_DEFAULT_ESTIMATED_S = 15 * MINUTE_S
SESSION_MAX_ESTIMATED_S = 20 * MINUTE_S
SESSION_MAX_ELECTRONIC_BLIND_S = 15 * MINUTE_S
SESSION_MAX_UNVERIFIED_S = 20 * MINUTE_S
SESSION_MAX_CAREFUL_S = 15 * MINUTE_S
SESSION_DEFAULT_SENSITIVE_S = 10 * MINUTE_S
SESSION_MAX_SENSITIVE_S = 15 * MINUTE_S
PAUSES_MAX_S = 5 * MINUTE_S
EXTEND_S = 5 * MINUTE_S
RAMP_MIN_S = 3 * MINUTE_S
RAMP_DEFAULT_S = 5 * MINUTE_S
RAMP_MAX_S = 20 * MINUTE_S
RESUME_WINDOW_S = 5 * MINUTE_S
CHOICE_KEPT_S = 10 * MINUTE_S

# Rest and caps over a rolling day
REST_FACTOR = 3.0
REST_MAX_S = 60 * MINUTE_S
REST_FROM_HEATED_S = 2 * MINUTE_S
COUNTED_SESSION_S = 5 * MINUTE_S
HEATED_CAP_DEFAULT_S = 60 * MINUTE_S
HEATED_CAP_RANGE_S = (15 * MINUTE_S, 120 * MINUTE_S)
SESSIONS_CAP_DEFAULT = 3
SESSIONS_CAP_RANGE = (1, 4)
SESSIONS_CAP_CAREFUL = 2
SESSIONS_CAP_SENSITIVE = 1
REST_RANGE_S = (0.0, 240 * MINUTE_S)

# Dose, CEM43 minutes
DOSE_WARN = 5.0
DOSE_STOP = 7.5
DOSE_DAY = 15.0
DOSE_DAY_MAX = 21.0
DOSE_DAY_SENSITIVE = 2.0

# Questions
ANSWER_WITHIN_S = 3 * MINUTE_S
CHECK_IN_WITHIN_S = 2 * MINUTE_S
ABSENCE_RANGE_S = (1 * MINUTE_S, 10 * MINUTE_S)
ABSENCE_DEFAULT_S = 3 * MINUTE_S
"""Own choice: as long as an answer may take."""
ENDING_SOON_S = 5 * MINUTE_S
WARM_WITHIN_C = 1.0

# Temperature
SOFT_LIMIT_DEFAULT_C = 43.0
SOFT_LIMIT_OVER_GOAL_C = 1.5
SOFT_LIMIT_RELEASE_C = 1.0
TRIP_C = 45.0
TRIP_SLOW_C = 43.0
TRIP_SLOW_FOR_S = 60.0
TRIP_INSIDE_C = 60.0
TRIP_FOR_S = 5.0
TRIP_READINGS = 2
PLAUSIBLE_C = (10.0, 60.0)
PLAUSIBLE_INSIDE_C = (10.0, 70.0)
JUMP_C = 10.0
JUMP_WITHIN_S = 10.0
SILENCE_RAMP_S = 60.0
SILENCE_HOLD_S = 120.0
SILENCE_RANGE_S = (30.0, 120.0)
FROZEN_FOR_S = 5 * MINUTE_S
FROZEN_QUANTA = 2.0
NO_RISE_C = 3.0
NO_RISE_WITHIN_S = 8 * MINUTE_S
NO_RISE_MEAN_W = 20.0
NO_RISE_BELOW_GOAL_C = 4.0

# Plug and power
PLUG_GONE_S = 30.0
OWN_COMMAND_S = 20.0
FOREIGN_ON_TIMES = 3
FOREIGN_ON_WITHIN_S = 10 * MINUTE_S
POWER_IDLE_W = 5.0
POWER_MAX_W = 200.0
POWER_OVER_LEARNED = 1.3
NOT_HEATING_WARN_S = 2 * MINUTE_S
NOT_HEATING_S = 5 * MINUTE_S
PAUSE_MARGIN = 1.5
"""Own choice: a pad with its own thermostat may pause this much longer than it ever did."""
PAUSE_MAX_S = 15 * MINUTE_S
"""Own choice: half of the longest session."""
STUCK_AFTER_S = 15.0
STUCK_READINGS = 2
RATED_POWER_DEFAULT_W = 100.0
RATED_POWER_RANGE_W = (10.0, 200.0)
ESTIMATE_OFFSET_RANGE_C = (-2.0, 8.0)
"""Own choice: an estimate may be off by 8 °C, but no thermometer makes the pad warmer by more than 2."""

# Auto-off inside the plug
PULSE_MAX_S = 90.0
"""Own choice: an ON that cannot be renewed is ended and armed anew after this long, so that
heat without Home Assistant lasts less than two minutes."""
EXPIRY_MARGIN_S = 20.0
EXPIRY_MARGIN_ELECTRONIC_S = 30.0
EXPIRY_MAX_S = 300.0
RENEW_EVERY_S = 30.0
RENEWED_EXPIRY_S = 105.0
"""Three renewals may get lost, and one be 15 s late."""
EXPIRY_TOLERANCE_S = 5.0
RENEWALS_FAILED = 2
RELAY_WORN_OPERATIONS = 80_000
TEST_MAX_S = 30 * MINUTE_S
"""Own choice: no test of a plug lasts longer."""

# Confirming OFF
OFF_TOLD_AFTER_S = 10.0
STUCK_ON_AFTER_S = 30.0
STUCK_ON_ATTEMPTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLimits:
    """What one session on one pad for one person may be, all rules applied."""

    goal_min_c: float
    goal_max_c: float
    session_max_s: float
    session_default_s: float
    check_in: bool
    confirm_barrier: bool


def within(value: object, low: float, high: float, default: float) -> float:
    """Move a configured number into its range; anything that is no finite number is the default."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return default
    if not isfinite(value):
        return default
    return min(max(float(value), low), high)


def _one_of[E: (Controller, SensorPlacement, PadSetting, UnattendedStart, Sensing)](
    kind: type[E], value: object, default: E
) -> E:
    return next((member for member in kind if member == value), default)


def _optional(value: object, low: float, high: float) -> float | None:
    """Like `within`, for values whose default depends on other settings."""
    moved = within(value, low, high, -1.0)
    return None if moved < 0 else moved


def _flag_or_none(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def settings_within_limits(raw: Mapping[str, Any]) -> PadSettings:
    """Read a pad's settings from anything, and keep only what the table allows."""
    placement = _one_of(SensorPlacement, raw.get("placement"), SensorPlacement.CONTACT)
    sensing = _one_of(Sensing, raw.get("sensing"), Sensing.NONE)
    if sensing is Sensing.CONTROL and placement is SensorPlacement.INSIDE:
        sensing = Sensing.LIMIT
    return PadSettings(
        controller=_one_of(Controller, raw.get("controller"), Controller.MECHANICAL),
        sensing=sensing,
        placement=placement,
        metered=raw.get("metered") is True,
        rated_power_w=within(raw.get("rated_power_w"), *RATED_POWER_RANGE_W, RATED_POWER_DEFAULT_W),
        pad_setting=_one_of(PadSetting, raw.get("pad_setting"), PadSetting.HIGH),
        acknowledged=raw.get("acknowledged") is True,
        session_s=_optional(raw.get("session_s"), SESSION_MIN_S, SESSION_MAX_CONTACT_S),
        ramp_s=within(raw.get("ramp_s"), RAMP_MIN_S, RAMP_MAX_S, RAMP_DEFAULT_S),
        level=next((level for level in Level if level == raw.get("level")), LEVEL_DEFAULT),
        rest_s=within(raw.get("rest_s"), *REST_RANGE_S, 0.0),
        heated_cap_s=within(raw.get("heated_cap_s"), *HEATED_CAP_RANGE_S, HEATED_CAP_DEFAULT_S),
        sessions_cap=int(within(raw.get("sessions_cap"), *SESSIONS_CAP_RANGE, SESSIONS_CAP_DEFAULT)),
        soft_limit_c=within(
            raw.get("soft_limit_c"),
            GOAL_MIN_C + SOFT_LIMIT_OVER_GOAL_C,
            SOFT_LIMIT_DEFAULT_C,
            SOFT_LIMIT_DEFAULT_C,
        ),
        silence_s=_optional(raw.get("silence_s"), *SILENCE_RANGE_S),
        unattended=_one_of(UnattendedStart, raw.get("unattended"), UnattendedStart.CONFIRM),
        confirm_start=raw.get("confirm_start") is True,
        confirm_barrier=_flag_or_none(raw.get("confirm_barrier")),
        check_in=raw.get("check_in") is True,
        auto_off_verified=raw.get("auto_off_verified") is True,
        absence_s=_optional(raw.get("absence_s"), *ABSENCE_RANGE_S),
        adopt=raw.get("adopt") is True,
        estimate_offset_c=within(raw.get("estimate_offset_c"), *ESTIMATE_OFFSET_RANGE_C, 0.0),
        sensor_lag_s=within(raw.get("sensor_lag_s"), 1.0, 600.0, SENSOR_LAG_LATE_S),
        quiet_switching=raw.get("quiet_switching") is True,
        voice=raw.get("voice") is not False,
    )


def with_cadence(settings: PadSettings, cadence_s: float | None) -> PadSettings:
    """Return the settings for a sensor as it was found to be: one that speaks too rarely is only a limit."""
    if settings.sensing is Sensing.CONTROL and (cadence_s or 0.0) > SENSOR_SLOW_S:
        return replace(settings, sensing=Sensing.LIMIT)
    return settings


def levels_c(settings: PadSettings) -> dict[Level, float]:
    """Temperature of each level in °C, before any cap."""
    if settings.sensing is Sensing.CONTROL:
        return LEVELS_CONTACT_C
    return LEVELS_ESTIMATED_C


def session_limits(settings: PadSettings, allowance: Allowance, *, first_session: bool) -> SessionLimits:
    """Combine the pad's limits with those of the person: the strictest of both holds."""
    limits = _profile_limits(
        _pad_limits(settings, first_session=first_session),
        allowance.profile,
        barrier_declined=settings.confirm_barrier is False,
    )
    session_max_s = min(limits.session_max_s, max(allowance.heated_left_s, 0.0))
    wanted_s = limits.session_default_s
    if settings.session_s is not None and allowance.profile is not Profile.SENSITIVE:
        wanted_s = settings.session_s
    return replace(
        limits,
        session_max_s=session_max_s,
        session_default_s=min(wanted_s, session_max_s),
    )


def _pad_limits(settings: PadSettings, *, first_session: bool) -> SessionLimits:
    contact = settings.sensing is Sensing.CONTROL
    goal_max_c = GOAL_MAX_CONTACT_C if contact else GOAL_MAX_ESTIMATED_C
    session_max_s = SESSION_MAX_CONTACT_S if contact else SESSION_MAX_ESTIMATED_S
    if first_session or settings.sensor_lag_s > SENSOR_LAG_LATE_S:
        goal_max_c = min(goal_max_c, GOAL_MAX_CAUTIOUS_C)
    if settings.electronic and settings.sensing is Sensing.NONE:
        session_max_s = min(session_max_s, SESSION_MAX_ELECTRONIC_BLIND_S)
    if not settings.auto_off_verified:
        goal_max_c = min(goal_max_c, GOAL_MAX_UNVERIFIED_C)
        session_max_s = min(session_max_s, SESSION_MAX_UNVERIFIED_S)
    return SessionLimits(
        goal_min_c=GOAL_MIN_C,
        goal_max_c=goal_max_c,
        session_max_s=session_max_s,
        session_default_s=(SESSION_DEFAULT_CONTACT_S if contact else SESSION_DEFAULT_ESTIMATED_S),
        check_in=settings.check_in,
        confirm_barrier=settings.confirm_barrier is True,
    )


def _profile_limits(limits: SessionLimits, profile: Profile, *, barrier_declined: bool) -> SessionLimits:
    if profile is Profile.STANDARD:
        return limits
    goal_max_c = min(limits.goal_max_c, GOAL_MAX_CAREFUL_C)
    if profile is Profile.CAREFUL:
        return replace(
            limits,
            goal_max_c=goal_max_c,
            session_max_s=min(limits.session_max_s, SESSION_MAX_CAREFUL_S),
            check_in=True,
            confirm_barrier=not barrier_declined,
        )
    return replace(
        limits,
        goal_max_c=goal_max_c,
        session_max_s=min(limits.session_max_s, SESSION_MAX_SENSITIVE_S),
        session_default_s=SESSION_DEFAULT_SENSITIVE_S,
        check_in=True,
        confirm_barrier=not barrier_declined,
    )


def sessions_cap(settings: PadSettings, profile: Profile) -> int:
    """Sessions a person may have in 24 h on this pad."""
    if profile is Profile.SENSITIVE:
        return min(settings.sessions_cap, SESSIONS_CAP_SENSITIVE)
    if profile is Profile.CAREFUL:
        return min(settings.sessions_cap, SESSIONS_CAP_CAREFUL)
    return settings.sessions_cap


def dose_day(profile: Profile) -> float:
    """CEM43 minutes a person may collect in 24 h."""
    return DOSE_DAY_SENSITIVE if profile is Profile.SENSITIVE else DOSE_DAY


def soft_limit_c(settings: PadSettings, goal_c: float) -> float:
    """Temperature above which heat pauses; at least 1.5 °C over the goal, never above 43 °C."""
    return min(
        max(settings.soft_limit_c, goal_c + SOFT_LIMIT_OVER_GOAL_C),
        SOFT_LIMIT_DEFAULT_C,
    )
