"""The low start: which temperature the pad may be driven to at which moment.

`min(low, goal)` at once, held for three minutes, then up no faster than 1.5 °C/min, and
not at the goal before the ramp time that was asked for. Temperatures in °C, times in
seconds on one clock that never runs backwards.
"""

from dataclasses import dataclass

from .change import replace

LOW_HOLD_S = 180.0
"""Shortest stay at the low setpoint. Makers' advice to start low; the length is our own choice."""

MAX_RISE_C_PER_MIN = 1.5
"""Fastest rise of the setpoint after the low start. Our own choice."""

MAX_RISE_C_PER_S = MAX_RISE_C_PER_MIN / 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ramp:
    """One way from a setpoint to a goal; it only ever rises, and never past the goal."""

    from_c: float
    goal_c: float
    rise_from_s: float
    """Until then the setpoint stays at `from_c`."""
    slope_c_per_s: float
    not_before_s: float
    """The goal is not reached earlier, because a longer ramp was asked for."""


def start(now_s: float, low_c: float, goal_c: float, ramp_s: float) -> Ramp:
    """Begin the low start; a ramp time the limits do not allow is lengthened."""
    return _rising(
        from_c=min(low_c, goal_c),
        goal_c=goal_c,
        rise_from_s=now_s + LOW_HOLD_S,
        not_before_s=now_s + ramp_s,
    )


def retarget(ramp: Ramp, now_s: float, goal_c: float) -> Ramp:
    """Change the goal: down at once, up from the present setpoint without a new low hold."""
    present_c = setpoint(ramp, now_s)
    if goal_c <= present_c:
        return replace(ramp, from_c=goal_c, goal_c=goal_c, slope_c_per_s=MAX_RISE_C_PER_S)
    return _rising(
        from_c=present_c,
        goal_c=goal_c,
        rise_from_s=max(now_s, ramp.rise_from_s),
        not_before_s=ramp.not_before_s,
    )


def setpoint(ramp: Ramp, now_s: float) -> float:
    """Return the temperature to hold now, in °C."""
    rising_s = max(now_s - ramp.rise_from_s, 0.0)
    return min(ramp.goal_c, ramp.from_c + ramp.slope_c_per_s * rising_s)


def ends_at(ramp: Ramp) -> float:
    """Return the moment from which the goal is held."""
    reached_s = ramp.rise_from_s + (ramp.goal_c - ramp.from_c) / ramp.slope_c_per_s
    return max(reached_s, ramp.not_before_s)


def programme(low_c: float, goal_c: float, ramp_s: float, elapsed_s: float) -> float:
    """Return the setpoint of a session whose goal never changes, in °C."""
    return setpoint(start(0.0, low_c, goal_c, ramp_s), elapsed_s)


def _rising(*, from_c: float, goal_c: float, rise_from_s: float, not_before_s: float) -> Ramp:
    """Choose the slope: as fast as allowed, or just fast enough to arrive when asked for."""
    slope_c_per_s = MAX_RISE_C_PER_S
    if goal_c > from_c and not_before_s > rise_from_s:
        slope_c_per_s = min(slope_c_per_s, (goal_c - from_c) / (not_before_s - rise_from_s))
    return Ramp(
        from_c=from_c,
        goal_c=goal_c,
        rise_from_s=rise_from_s,
        slope_c_per_s=slope_c_per_s,
        not_before_s=not_before_s,
    )
