"""The thermal control law: when the relay gives heat, in pulses that end by themselves.

With a sensor (`decide`) a relay acts on what the surface is about to do, not on what a late
sensor says it was:

1. `T̂ = T + τ·dT/dt` over the recent samples undoes the sensor's lag τ;
2. a thermal model, told every move of the relay, carries T̂ over the time between samples and
   knows the heat still stored in the element; what T̂ and the model keep disagreeing about is
   learned as watts that the model lacks;
3. the surface half a minute ahead, were it only held from now on, is compared with the
   setpoint: ON below the band, OFF above it;
4. while it heats, `identify` looks for the pad that would answer as this one does, and the
   law goes on with that pad's model. What was found is believed at the next session's start.

Without one (`decide_open`) the same model runs on what the plug really did, and each cycle
gets the pulse after which the modelled surface is at the setpoint.

A pulse lasts 10 to 60 seconds, and two are 10 seconds apart. These times bind only this law:
whoever else wants OFF switches off at once, and the law learns of it as `relay_on`.
Temperatures in °C, power in W, times in seconds on one clock that never runs backwards.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from math import exp, inf, isfinite
from typing import Any

from .change import replace
from .identify import Fit, Heard, HeatUp, Likeness, identify, thermal_parameters
from .thermal import SKIN_START_C, ThermalParameters, ThermalState, holding_power, initial, settled, step

MIN_PULSE_S = 10.0
"""Shortest ON and shortest OFF. Own calculation: in the model 10 s hold the surface as well as 1 s do."""

MAX_PULSE_S = 60.0
"""Longest ON: what a plug that nobody reaches any more gives at most, but for its margin. Our own choice."""

PULSE_RESERVE_S = 5.0
"""A pulse may last this much longer than it was expected to when it began. Our own choice."""

BAND_C = 0.3
"""Distance from the setpoint that moves the relay. Our own choice: 15 to 20 pulses in 20 minutes."""

CYCLE_LEAST_S = 54.0
"""From one pulse's begin to the next, at least: no more than 45 operations in 20 minutes. Own calculation."""

URGENT_BANDS = 2.5
"""So many bands below the setpoint the next pulse waits no longer: a weak pad in a cold room needs them all."""

QUIET_BAND_C = 0.6
QUIET_CYCLE_S = 130.0
QUIET_PULSE_S = 85.0
"""For `quiet_switching`: at most 20 operations in 20 minutes, within 0.8 °C. Own calculation."""

CADENCE_LEAST = 5

AHEAD_S = 30.0
"""How far the law looks ahead. Own calculation: most of the heat an element holds arrives within it."""

SENSOR_TAU_S = 30.0
"""Time constant of an ordinary probe under cloth, where it was not measured. Our own choice."""

SAMPLE_AGE_MAX_S = 60.0
"""Without a newer sample there is no heat; a sensor to control by reports within 40 s. Our own choice."""

WINDOW_S = 40.0
WINDOW_LEAST = 3
"""Samples the slope is taken from: long against noise and coarse steps, short against a cycle. Our own choice."""

SPACING_LEAST_S = 0.5
"""Samples closer than this are one. Our own choice."""

SPACING_MOST_S = 30.0
"""Samples further apart correct and teach no more than this distance does. Our own choice."""

CORRECTION = 0.4
CORRECTION_PER_S = 10.0
"""Share of its error the model gives up for samples 10 s apart. Our own choice."""

LEARNING_W_PER_C_S = 0.05
LEARNING_MOST = 0.6
"""Watts learned per °C of error and second, and their limit as a share of the power. Our own choice."""

FIT_AT_S = (45.0, 60.0, 80.0, 100.0, 130.0, 170.0, 240.0, 360.0, 600.0, 1140.0)
FIT_KNOWN_AT_S = (60.0, 120.0, 240.0, 600.0)
"""Seconds of heat after which a pad is looked at anew: often where much is learned. Our own choice."""

DOUBT_C = 0.5
DOUBT_S = 180.0
"""How far below the setpoint a pad nobody knows yet is kept at first, and how long: so much may still be wrong
about it before the first looks. Own calculation: with thick cloth and a slow sensor heat overshoots most then."""

HEARD_EVERY_S = 4.5
"""Readings closer than this teach nothing new. Our own choice."""

OUTPUT_TAU_S = 120.0
"""Time constant of the heat output that is shown: about two cycles. Our own choice."""

LOOK_ON_S = 2.0
LOOK_OFF_S = 5.0
"""How soon to look again: heat comes faster than it goes. Our own choice."""

CYCLE_S = 60.0
"""Cycle without a sensor. Our own choice: shorter wears the relay, longer lets the surface swing."""

OPEN_PARTS = 12
"""Points of a cycle its mean is taken from. Our own choice."""

OPEN_MEAN_MAX_W = 50.0
"""Most mean power without a sensor. Own calculation: held for good it brings a bare pad's surface to 44 °C."""

POWER_IDLE_W = 5.0
"""A plug that shows more than this draws power. Our own choice."""

POWER_SETTLED_S = 5.0
"""A power reading this long after the relay moved is not one of before. Our own choice."""

DELIVERED = {"low": 0.7, "medium": 0.9, "high": 1.0}
"""Share of the rated power that flows at most, by the place of the pad's own slider, where no meter tells.

Shops quote surfaces of 43, 54 and 65 °C for the three places: 0.49, 0.74 and 1 of the warming
in a room of 22 °C. These shares are higher on purpose: the estimate may be too warm, not too cool.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One reading of the temperature sensor."""

    value_c: float
    at_s: float


@dataclass(frozen=True, kw_only=True)
class ControlParameters:
    """One pad as the law knows it."""

    rated_power_w: float = 100.0
    delivered: float = 1.0
    """Share of the rated power that flows when no meter tells, above 0 to 1."""
    sensor_tau_s: float = SENSOR_TAU_S
    min_pulse_s: float = MIN_PULSE_S
    max_pulse_s: float = MAX_PULSE_S
    band_c: float = BAND_C
    cycle_least_s: float = CYCLE_LEAST_S
    thermal: ThermalParameters = field(default_factory=ThermalParameters)
    """The usual pad."""
    likeness: Likeness = field(default_factory=Likeness)
    """What is believed about this one."""

    @property
    def power_w(self) -> float:
        """Watts that are expected to flow."""
        return self.rated_power_w * self.delivered


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """One ON the law asks for."""

    since_s: float
    until_s: float


@dataclass(frozen=True, kw_only=True)
class ControlState:
    """What the law remembers from one decision to the next."""

    now_s: float | None = None
    """Moment of the last decision, None before the first."""
    relay_on: bool = False
    relay_since_s: float = -inf
    pulse: Pulse | None = None
    """The ON that is asked for; None asks for OFF."""
    off_since_s: float = -inf
    """Since when OFF is asked for."""
    began_s: float = -inf
    """When the newest pulse began; only with a sensor."""
    thermal: ThermalState | None = None
    missing_w: float = 0.0
    """Power the model lacks to follow the sensor; below 0 it has too much."""
    output: float = 0.0
    """Share of the time with heat, smoothed, 0–1."""
    samples: tuple[Sample, ...] = ()
    """Recent samples, oldest first; only with a sensor."""
    on_power_w: float | None = None
    """Watts the pad draws with the relay on, as measured; only without a sensor."""
    owed_s: float = 0.0
    """Heat too short for a pulse, kept for the next cycle; only without a sensor."""
    cycle_ends_s: float = -inf
    cycle_setpoint_c: float = -inf
    """What the running cycle was planned for; only without a sensor."""
    heat_up: HeatUp | None = None
    """What was done and heard since heat began; only with a sensor."""
    fits: int = 0
    """So many times the pad was looked at."""
    fit: Fit | None = None
    """What was found when it was last looked at."""

    @property
    def estimate_c(self) -> float | None:
        """Surface temperature the law believes in; None before the first sample."""
        return None if self.thermal is None else self.thermal.surface_c


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What to do with the relay until somebody looks again."""

    state: ControlState
    relay_on: bool
    planned_on_s: float
    """Longest the ON may last from now, 0 with OFF; the law itself ends it by then."""
    wake_s: float
    """When to decide again, at the latest."""
    output_percent: float


def parameters(
    *,
    rated_power_w: float,
    sensor_lag_s: float = SENSOR_TAU_S,
    pad_setting: str = "high",
    likeness: Likeness | None = None,
) -> ControlParameters:
    """Describe a pad by what its owner told; an unknown place of the slider counts as high."""
    return ControlParameters(
        rated_power_w=rated_power_w,
        delivered=DELIVERED.get(pad_setting, 1.0),
        sensor_tau_s=sensor_lag_s,
        likeness=likeness or Likeness(),
    )


def quiet(parameters: ControlParameters) -> ControlParameters:
    """Describe the same pad for whom the relay's clicks matter more than half a degree."""
    return replace(parameters, band_c=QUIET_BAND_C, cycle_least_s=QUIET_CYCLE_S, max_pulse_s=QUIET_PULSE_S)


def described(parameters: ControlParameters, state: ControlState | None, setpoint_c: float | None) -> dict[str, Any]:
    """Return what an engineer wants to see of the model: values, prediction, band and what is left unexplained."""
    state = state or ControlState()
    pad = known(parameters, state)
    likeness = parameters.likeness if state.fit is None else state.fit.likeness
    thermal = state.thermal
    ahead_c = None
    if thermal is not None and setpoint_c is not None:
        ahead_c = round(_ahead(pad, thermal, setpoint_c, missing_w=state.missing_w), 2)
    return {
        "power_w": round(pad.power_w, 1),
        "sensor_lag_s": round(pad.sensor_tau_s, 1),
        "thermal": {name: round(value, 3) for name, value in vars(pad.thermal).items()},
        "sessions_learned_from": likeness.sessions,
        "residual_c": None if likeness.residual_c is None else round(likeness.residual_c, 3),
        "band_c": pad.band_c,
        "surface_c": None if thermal is None else round(thermal.surface_c, 2),
        "element_c": None if thermal is None else round(thermal.element_c, 2),
        "predicted_c": ahead_c,
        "predicted_ahead_s": AHEAD_S,
        "setpoint_c": None if setpoint_c is None else round(setpoint_c, 2),
        "missing_w": round(state.missing_w, 1),
        "looks_this_session": state.fits,
        "output_percent": round(100.0 * state.output),
    }


def most_mean_w(parameters: ControlParameters, state: ControlState) -> float:
    """Return the watts the law can give on the mean over a cycle, of a pad as it is `known`."""
    if state.samples:
        return parameters.power_w
    return min(_on_power(parameters, state), OPEN_MEAN_MAX_W)


def cadence_s(heat_up: HeatUp) -> float | None:
    """Return the usual seconds between two readings of a heat-up; None of too few."""
    moments = [each.at_s for each in heat_up.readings]
    gaps = sorted(later - earlier for earlier, later in pairwise(moments))
    return gaps[len(gaps) // 2] if len(gaps) >= CADENCE_LEAST else None


# -- with a sensor -------------------------------------------------------------


def decide(
    parameters: ControlParameters,
    state: ControlState,
    *,
    now_s: float,
    setpoint_c: float,
    relay_on: bool,
    sample: Sample | None,
) -> Decision:
    """Hold the surface at the setpoint; without a sample of the last minute there is no heat.

    Not called for a minute, the law knows nothing any more: it asks for OFF and begins anew.
    """
    if state.now_s is not None and not 0.0 <= now_s - state.now_s <= SAMPLE_AGE_MAX_S:
        state = ControlState(off_since_s=now_s)
    state = _remembering(parameters, state, now_s, relay_on=relay_on, sample=sample)
    pad = known(parameters, state)
    state = _measured(pad, _followed(pad, state, now_s, relay_on=relay_on), now_s, sample)
    state = _looked_at(parameters, state, now_s)
    parameters = known(parameters, state)
    thermal = state.thermal
    if thermal is None or now_s - state.samples[-1].at_s > SAMPLE_AGE_MAX_S:
        return _decided(_without_pulse(state, now_s), wake_s=now_s + LOOK_OFF_S, now_s=now_s)
    setpoint_c -= _doubt_c(parameters, state, now_s)
    excess_c = _ahead(parameters, thermal, setpoint_c, missing_w=state.missing_w) - setpoint_c
    if state.pulse is not None:
        state = _ended_if_due(parameters, state, state.pulse, now_s, unwanted=excess_c > parameters.band_c)
    elif (
        excess_c < -parameters.band_c
        and _may_begin(parameters, state, now_s)
        and (now_s - state.began_s >= parameters.cycle_least_s or excess_c < -URGENT_BANDS * parameters.band_c)
    ):
        length_s = _pulse_length(parameters, thermal, setpoint_c, missing_w=state.missing_w)
        state = replace(state, pulse=Pulse(since_s=now_s, until_s=now_s + length_s), began_s=now_s)
    wake_s = now_s + LOOK_OFF_S if state.pulse is None else min(now_s + LOOK_ON_S, state.pulse.until_s)
    return _decided(state, wake_s=wake_s, now_s=now_s)


def _doubt_c(parameters: ControlParameters, state: ControlState, now_s: float) -> float:
    """Return how far to stay below the setpoint because too little is known of the pad."""
    if parameters.likeness.sessions > 0 or state.heat_up is None or now_s - state.heat_up.begun_s >= DOUBT_S:
        return 0.0
    return DOUBT_C


def known(parameters: ControlParameters, state: ControlState) -> ControlParameters:
    """Return the pad as it is known by now: power, model and lag as found, or as believed before."""
    likeness = parameters.likeness if state.fit is None else state.fit.likeness
    return replace(
        parameters,
        rated_power_w=parameters.rated_power_w * likeness.factor("power"),
        sensor_tau_s=parameters.sensor_tau_s * likeness.factor("sensor_lag"),
        thermal=thermal_parameters(likeness, parameters.thermal),
    )


def _remembering(
    parameters: ControlParameters, state: ControlState, now_s: float, *, relay_on: bool, sample: Sample | None
) -> ControlState:
    """Keep what the relay does and the sensor says, for the next look at the pad."""
    heat_up = state.heat_up
    if heat_up is None:
        if sample is None:
            return state
        heat_up = HeatUp(begun_s=now_s, readings=(Heard(value_c=sample.value_c, at_s=now_s),))
    watts = parameters.power_w if relay_on else 0.0
    if not heat_up.watts or heat_up.watts[-1][1] != watts:
        heat_up = replace(heat_up, watts=(*heat_up.watts, (now_s, watts)))
    if (
        sample is not None
        and isfinite(sample.value_c)
        and heat_up.readings[-1].at_s + HEARD_EVERY_S <= sample.at_s <= now_s
    ):
        heat_up = replace(heat_up, readings=(*heat_up.readings, Heard(value_c=sample.value_c, at_s=sample.at_s)))
    return state if heat_up is state.heat_up else replace(state, heat_up=heat_up)


def _looked_at(parameters: ControlParameters, state: ControlState, now_s: float) -> ControlState:
    """Look for the pad that answers as this one did, when it is time for it, and go on with its model."""
    moments = FIT_KNOWN_AT_S if parameters.likeness.sessions else FIT_AT_S
    heat_up, thermal = state.heat_up, state.thermal
    if heat_up is None or thermal is None or state.fits >= len(moments):
        return state
    if now_s - heat_up.begun_s < moments[state.fits]:
        return state
    state = replace(state, fits=state.fits + 1)
    fit = identify(
        parameters.thermal,
        parameters.sensor_tau_s,
        parameters.likeness,
        heat_up,
        now_s,
    )
    if fit is None:
        return state
    state = replace(state, fit=fit, missing_w=0.0)
    watts = known(parameters, state).power_w if state.relay_on else 0.0
    found = step(thermal_parameters(fit.likeness, parameters.thermal), fit.state, watts, now_s - fit.at_s)
    return replace(state, thermal=replace(found, perfusion=thermal.perfusion))


def _followed(parameters: ControlParameters, state: ControlState, now_s: float, *, relay_on: bool) -> ControlState:
    """Run the model, once there is one, on what the relay did."""
    passed = _passed(state, now_s, relay_on=relay_on)
    thermal = state.thermal
    if thermal is not None:
        flowing_w = parameters.power_w if state.relay_on else 0.0
        thermal = _heated(parameters, thermal, passed, flowing_w=flowing_w, missing_w=state.missing_w)
    return replace(_seen(state, now_s, passed, relay_on=relay_on), thermal=thermal)


def lag_compensated(samples: tuple[Sample, ...], sensor_tau_s: float) -> float:
    """Return `T + τ·dT/dt` in °C at the last of two or more samples, by a straight line through all."""
    mean_s = sum(sample.at_s for sample in samples) / len(samples)
    mean_c = sum(sample.value_c for sample in samples) / len(samples)
    spread = sum((sample.at_s - mean_s) ** 2 for sample in samples)
    slope = sum((sample.at_s - mean_s) * (sample.value_c - mean_c) for sample in samples) / spread
    return mean_c + slope * (samples[-1].at_s - mean_s + sensor_tau_s)


def _measured(parameters: ControlParameters, state: ControlState, now_s: float, sample: Sample | None) -> ControlState:
    """Correct the model by a new sample; what is no news or no number changes nothing."""
    if sample is None or not isfinite(sample.value_c) or not now_s - SAMPLE_AGE_MAX_S <= sample.at_s <= now_s:
        return state
    spacing_s = inf if state.thermal is None else sample.at_s - state.samples[-1].at_s
    if state.thermal is None or spacing_s > SAMPLE_AGE_MAX_S:
        return replace(state, thermal=_found(parameters, sample.value_c), samples=(sample,))
    if spacing_s < SPACING_LEAST_S:
        return state
    samples = _recent((*state.samples, sample))
    error_c = lag_compensated(samples, parameters.sensor_tau_s) - state.thermal.surface_c
    weight_s = min(spacing_s, SPACING_MOST_S)
    correction_c = error_c * (1.0 - (1.0 - CORRECTION) ** (weight_s / CORRECTION_PER_S))
    most_w = parameters.power_w * LEARNING_MOST
    return replace(
        state,
        samples=samples,
        thermal=replace(
            state.thermal,
            element_c=state.thermal.element_c + correction_c,
            surface_c=state.thermal.surface_c + correction_c,
        ),
        missing_w=min(max(state.missing_w + error_c * weight_s * LEARNING_W_PER_C_S, -most_w), most_w),
    )


def _found(parameters: ControlParameters, surface_c: float) -> ThermalState:
    """Return the likely state of a pad whose first sample came: cold, or warm from before."""
    return initial(surface_c) if surface_c <= SKIN_START_C else settled(parameters.thermal, surface_c)


def _recent(samples: tuple[Sample, ...]) -> tuple[Sample, ...]:
    """Keep the samples a slope is taken from, a few even where they are far apart."""
    newest_s = samples[-1].at_s
    recent = tuple(sample for sample in samples if newest_s - sample.at_s <= WINDOW_S)
    return recent if len(recent) >= WINDOW_LEAST else samples[-WINDOW_LEAST:]


def _pulse_length(
    parameters: ControlParameters, thermal: ThermalState, setpoint_c: float, *, missing_w: float
) -> float:
    """Return how long a pulse that begins now may last: to the far side of the band, and a reserve."""
    watts = parameters.power_w + missing_w
    most_c = setpoint_c + parameters.band_c
    length_s = parameters.min_pulse_s
    thermal = step(parameters.thermal, thermal, watts, length_s)
    while length_s < parameters.max_pulse_s and (
        _ahead(parameters, thermal, setpoint_c, missing_w=missing_w) <= most_c
    ):
        thermal = step(parameters.thermal, thermal, watts, PULSE_RESERVE_S)
        length_s += PULSE_RESERVE_S
    return min(length_s + PULSE_RESERVE_S, parameters.max_pulse_s)


# -- without a sensor ----------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meter:
    """The newest reading of the plug's meter; None where there is none, or its age is unknown."""

    power_w: float | None
    at_s: float | None


def decide_open(
    parameters: ControlParameters,
    state: ControlState,
    *,
    now_s: float,
    setpoint_c: float,
    relay_on: bool,
    power_w: float | None,
    power_at_s: float | None = None,
) -> Decision:
    """Hold the modelled surface at the setpoint, with one pulse at most in each cycle.

    `power_w` is the newest reading of the plug's meter, `power_at_s` when it was taken. A
    reading from before the relay moved, or of unknown age, can only raise the estimate.
    """
    meter = _Meter(power_w=power_w, at_s=power_at_s)
    state, thermal = _observed(parameters, state, now_s, relay_on=relay_on, meter=meter)
    if state.pulse is not None:
        unwanted = setpoint_c < state.cycle_setpoint_c
        state = _ended_if_due(parameters, state, state.pulse, now_s, unwanted=unwanted)
    elif now_s >= state.cycle_ends_s and _may_begin(parameters, state, now_s):
        length_s = _open_pulse_length(parameters, state, thermal, setpoint_c)
        enough = length_s >= parameters.min_pulse_s
        state = replace(
            state,
            pulse=Pulse(since_s=now_s, until_s=now_s + length_s) if enough else None,
            owed_s=0.0 if enough else length_s,
            cycle_ends_s=now_s + CYCLE_S,
            cycle_setpoint_c=setpoint_c,
        )
    wake_s = now_s + LOOK_OFF_S if state.pulse is None else min(now_s + LOOK_OFF_S, state.pulse.until_s)
    return _decided(state, wake_s=wake_s, now_s=now_s)


def observe_open(
    parameters: ControlParameters,
    state: ControlState,
    *,
    now_s: float,
    relay_on: bool,
    power_w: float | None,
    power_at_s: float | None = None,
) -> ControlState:
    """Let time pass in the model without asking for heat: while paused, or after a session."""
    meter = _Meter(power_w=power_w, at_s=power_at_s)
    state, _ = _observed(parameters, state, now_s, relay_on=relay_on, meter=meter)
    return _without_pulse(state, now_s)


def _observed(
    parameters: ControlParameters, state: ControlState, now_s: float, *, relay_on: bool, meter: _Meter
) -> tuple[ControlState, ThermalState]:
    """Run the model up to now on the watts that flowed, as far as they are known."""
    flowing_w = _on_power(parameters, state) if state.relay_on else 0.0
    if meter.power_w is not None and isfinite(meter.power_w):
        valid = meter.at_s is not None and meter.at_s >= state.relay_since_s + POWER_SETTLED_S
        if valid:
            flowing_w = max(meter.power_w, 0.0)
        if meter.power_w > POWER_IDLE_W:
            on_power_w = meter.power_w if valid else max(meter.power_w, _on_power(parameters, state))
            state = replace(state, on_power_w=on_power_w)
    thermal = initial(parameters.thermal.ambient_c) if state.thermal is None else state.thermal
    passed = _passed(state, now_s, relay_on=relay_on)
    thermal = _heated(parameters, thermal, passed, flowing_w=flowing_w, missing_w=0.0)
    return replace(_seen(state, now_s, passed, relay_on=relay_on), thermal=thermal), thermal


def _on_power(parameters: ControlParameters, state: ControlState) -> float:
    """Return the watts the pad draws while it is on, as far as they are known."""
    return parameters.power_w if state.on_power_w is None else state.on_power_w


def _open_pulse_length(
    parameters: ControlParameters, state: ControlState, thermal: ThermalState, setpoint_c: float
) -> float:
    """Return the seconds of heat per cycle that bring the surface to the setpoint, with what is owed."""
    watts = _on_power(parameters, state)
    most_s = min(parameters.max_pulse_s, CYCLE_S - parameters.min_pulse_s, CYCLE_S * OPEN_MEAN_MAX_W / watts)
    cool_c = _second_cycle_c(parameters.thermal, thermal, watts, 0.0)
    warm_c = _second_cycle_c(parameters.thermal, thermal, watts, most_s)
    length_s = most_s * (setpoint_c - cool_c) / (warm_c - cool_c)
    return min(max(length_s, 0.0) + state.owed_s, most_s)


def _second_cycle_c(parameters: ThermalParameters, thermal: ThermalState, watts: float, length_s: float) -> float:
    """Return the mean surface of the second of two cycles with such pulses.

    The heat of the first arrives in the second, and at rest both are alike: no swing is taken for a trend.
    """
    thermal = step(parameters, thermal, watts, length_s)
    thermal = step(parameters, thermal, 0.0, CYCLE_S - length_s)
    sum_c = 0.0
    for part in range(OPEN_PARTS):
        heated_s = min(max(length_s - part * CYCLE_S / OPEN_PARTS, 0.0), CYCLE_S / OPEN_PARTS)
        thermal = step(parameters, thermal, watts, heated_s)
        thermal = step(parameters, thermal, 0.0, CYCLE_S / OPEN_PARTS - heated_s)
        sum_c += thermal.surface_c
    return sum_c / OPEN_PARTS


# -- common --------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passed:
    """The time since the last decision: first with the relay as it was then, after that open."""

    as_seen_s: float
    opened_s: float


def _passed(state: ControlState, now_s: float, *, relay_on: bool) -> _Passed:
    """Split the time since the last decision.

    A relay that is found off may have opened at any time: it counts as closed for as long as
    its pulse was to last.
    """
    since_s = now_s if state.now_s is None else state.now_s
    all_s = max(now_s - since_s, 0.0)
    if not state.relay_on or relay_on or state.pulse is None:
        return _Passed(as_seen_s=all_s, opened_s=0.0)
    as_seen_s = min(all_s, max(state.pulse.until_s - since_s, 0.0))
    return _Passed(as_seen_s=as_seen_s, opened_s=all_s - as_seen_s)


def _heated(
    parameters: ControlParameters, thermal: ThermalState, passed: _Passed, *, flowing_w: float, missing_w: float
) -> ThermalState:
    """Run the model over that time."""
    thermal = step(parameters.thermal, thermal, flowing_w + missing_w, passed.as_seen_s)
    return step(parameters.thermal, thermal, missing_w, passed.opened_s)


def _seen(state: ControlState, now_s: float, passed: _Passed, *, relay_on: bool) -> ControlState:
    """Take note of the relay and of the heat it gave."""
    output = _smoothed(state.output, float(state.relay_on), passed.as_seen_s)
    return replace(
        state,
        now_s=now_s,
        relay_on=relay_on,
        relay_since_s=state.relay_since_s if relay_on is state.relay_on else now_s,
        output=_smoothed(output, 0.0, passed.opened_s),
    )


def _smoothed(output: float, towards: float, for_s: float) -> float:
    return towards + (output - towards) * exp(-for_s / OUTPUT_TAU_S)


def _ahead(parameters: ControlParameters, thermal: ThermalState, setpoint_c: float, *, missing_w: float = 0.0) -> float:
    """Return the surface half a minute ahead, given only the power that holds the setpoint.

    What the element holds beyond that power's need has arrived by then; at rest the result
    is the surface of now.
    """
    hold_w = holding_power(parameters.thermal, setpoint_c, thermal.skin_c)
    possible_w = min(max(hold_w, missing_w), missing_w + parameters.power_w)
    return step(parameters.thermal, thermal, possible_w, AHEAD_S).surface_c


def _may_begin(parameters: ControlParameters, state: ControlState, now_s: float) -> bool:
    """Whether the relay has been open, and OFF asked for, long enough for another pulse."""
    return not state.relay_on and now_s - max(state.relay_since_s, state.off_since_s) >= parameters.min_pulse_s


def _ended_if_due(
    parameters: ControlParameters, state: ControlState, pulse: Pulse, now_s: float, *, unwanted: bool
) -> ControlState:
    """End the pulse when its time is up, or once it is unwanted and has not just begun."""
    began_s = max(pulse.since_s, state.relay_since_s) if state.relay_on else pulse.since_s
    if now_s >= pulse.until_s or (unwanted and now_s - began_s >= parameters.min_pulse_s):
        return _without_pulse(state, now_s)
    return state


def _without_pulse(state: ControlState, now_s: float) -> ControlState:
    return state if state.pulse is None else replace(state, pulse=None, off_since_s=now_s)


def _decided(state: ControlState, *, now_s: float, wake_s: float) -> Decision:
    return Decision(
        state=state,
        relay_on=state.pulse is not None,
        planned_on_s=0.0 if state.pulse is None else state.pulse.until_s - now_s,
        wake_s=wake_s,
        output_percent=100.0 * state.output,
    )
