"""The guard's rules: pure, ordered, each with the reason it ends heat for.

The guard keeps its own readings (`Readings`) and its own copy of what the session may do
(`Watch`); nothing here depends on the session machine (S6). `verdict` goes through `RULES`
from the gravest to the mildest and returns the first that holds. Missing values are never
good news (S4): where a rule needs a reading and has none, the rule about missing readings
decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp

from .change import replace
from .limits import (
    FROZEN_FOR_S,
    FROZEN_QUANTA,
    JUMP_C,
    JUMP_WITHIN_S,
    NO_RISE_BELOW_GOAL_C,
    NO_RISE_C,
    NO_RISE_MEAN_W,
    NO_RISE_WITHIN_S,
    NOT_HEATING_S,
    NOT_HEATING_WARN_S,
    PAUSE_MARGIN,
    PAUSE_MAX_S,
    PLAUSIBLE_C,
    PLAUSIBLE_INSIDE_C,
    PLUG_GONE_S,
    POWER_IDLE_W,
    POWER_MAX_W,
    POWER_OVER_LEARNED,
    SILENCE_HOLD_S,
    SILENCE_RAMP_S,
    STUCK_AFTER_S,
    STUCK_READINGS,
    TRIP_C,
    TRIP_FOR_S,
    TRIP_INSIDE_C,
    TRIP_READINGS,
    TRIP_SLOW_C,
    TRIP_SLOW_FOR_S,
)
from .models import (
    Caution,
    Now,
    PadSettings,
    Sample,
    Sensing,
    SensorPlacement,
    StopReason,
)
from .ramp import Ramp, setpoint
from .state import HEATING, Deadline, PadState, due
from .thermal import SKIN_START_C, ThermalParameters, ThermalState, step

SLOPE_S = 30.0
"""Softer rules look at the mean of at least this long, so that noise cannot trip them."""

QUANTUM_DEFAULT_C = 1.0
"""Until the sensor has shown a smaller step, it counts as a coarse one: no false alarm by ignorance."""

QUANTUM_LEAST_C = 0.01
"""Smaller steps are how floating numbers are written, not how sensors count."""

FROZEN_LEAST_C = 0.2
"""Own choice: a swing this small gets lost between pad and sensor."""

FROZEN_CERTAIN = 0.5
"""Own choice: so much of what a usual pad would do, this one does at least. A pad under a thick towel
drifts less than the model; half-degree sensors show nothing for minutes while the hold is good."""

FROZEN_SURE_C = 4.0
FROZEN_SURE_QUANTA = 4.0
FROZEN_SURE_AFTER_S = 60.0
FROZEN_SURE_ENERGY_J = 3000.0
"""Own choice: when the model has moved by so much a minute ago, every sensor we control by shows
something. A sensor that freezes in the ramp is found before the surface is at 45 °C (random pads in
tests/simulation/test_frozen.py); five minutes would let it reach 50 °C."""

EXPECT_EVERY_S = 10.0

EXPECT_KEPT_S = 20 * 60.0
"""Own choice: longer than any hold in which a sensor shows the same all the time."""

_KEEP_S = 70.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """The guard's own copy of what is allowed now."""

    session_id: str | None = None
    heating: bool = False
    ramping: bool = False
    heating_since_s: float = 0.0
    """Begin of heat, or of its last continuation after a pause."""
    ends: Deadline | None = None
    outer: Deadline | None = None
    goal_c: float | None = None
    ramp: Ramp | None = None
    commanded_on: bool = False
    commanded_s: float | None = None
    waits_for_watts: bool = False
    """An electronic pad's button has not been pressed yet."""
    armed_until_s: float | None = None
    """When the plug has switched off by itself at the latest."""
    learned_power_w: float | None = None
    learned_pause_s: float = 0.0
    testing: Deadline | None = None
    """A test of the plug switches it, until then at the latest."""


@dataclass(frozen=True, kw_only=True)
class Readings:
    """What the guard has seen with its own eyes."""

    temperatures: tuple[Sample, ...] = ()
    temperature_valid: bool = False
    sensor_seen_s: float | None = None
    hot_count: int = 0
    hot_since_s: float | None = None
    warm_since_s: float | None = None
    jumped: bool = False
    plug_on: bool | None = None
    plug_gone_since_s: float | None = None
    powers: tuple[Sample, ...] = ()
    """Since the last command, newest last."""
    without_power_s: float = 0.0
    rise_from: Sample | None = None
    rise_energy_j: float = 0.0
    ticked_s: float | None = None
    quantum_c: float = QUANTUM_DEFAULT_C
    """Smallest step the sensor has shown."""
    changed_s: float | None = None
    """When the sensor last showed another value than before."""
    unchanged_energy_j: float = 0.0
    """Energy the pad has got since."""
    model: ThermalState | None = None
    """What the pad should be doing, from the power it gets."""
    expected: tuple[Sample, ...] = ()
    """What the sensor should have shown meanwhile, every `EXPECT_EVERY_S`."""


def watch_of(state: PadState) -> Watch:
    """Copy from the pad's state what the guard needs."""
    session = state.session
    if session is None:
        # A test switches the plug without the pad's command: its watts are no stuck relay.
        return Watch(
            commanded_on=state.plug.commanded_on or state.testing is not None,
            commanded_s=state.plug.commanded_s,
            learned_power_w=state.learned_power_w,
            learned_pause_s=state.learned_pause_s,
            testing=state.testing,
        )
    heating = session.stage in HEATING
    return Watch(
        session_id=session.id,
        heating=heating,
        ramping=heating and session.stage.value == "ramp",
        heating_since_s=session.heat_since_s or 0.0,
        ends=session.ends,
        outer=session.outer,
        goal_c=session.goal_c,
        ramp=session.ramp,
        commanded_on=state.plug.commanded_on,
        commanded_s=state.plug.commanded_s,
        waits_for_watts=not heating and state.plug.commanded_on,
        armed_until_s=state.plug.armed_until_s,
        learned_power_w=state.learned_power_w,
        learned_pause_s=state.learned_pause_s,
    )


def saw_temperature(settings: PadSettings, readings: Readings, value_c: float | None, now: Now) -> Readings:
    """Take a reading of the temperature sensor; None is a reading nobody can use."""
    if value_c is None:
        return replace(readings, temperature_valid=False)
    sample = Sample(value=value_c, at_s=now.boot_s)
    last = readings.temperatures[-1] if readings.temperatures else None
    kept = tuple(each for each in readings.temperatures if now.boot_s - each.at_s <= _KEEP_S)
    trip_c = TRIP_INSIDE_C if settings.placement is SensorPlacement.INSIDE else TRIP_C
    hot = value_c >= trip_c
    moved_c = 0.0 if last is None else abs(value_c - last.value)
    seen = replace(
        readings,
        changed_s=now.boot_s if last is None or moved_c > 0 else readings.changed_s,
        unchanged_energy_j=0.0 if last is None or moved_c > 0 else readings.unchanged_energy_j,
        quantum_c=min(readings.quantum_c, moved_c) if moved_c > QUANTUM_LEAST_C else readings.quantum_c,
        temperatures=(*kept, sample),
        temperature_valid=True,
        sensor_seen_s=now.boot_s,
        hot_count=readings.hot_count + 1 if hot else 0,
        hot_since_s=(readings.hot_since_s or now.boot_s) if hot else None,
        jumped=last is not None and now.boot_s - last.at_s <= JUMP_WITHIN_S and abs(value_c - last.value) > JUMP_C,
    )
    warm = smooth_c(seen) >= TRIP_SLOW_C
    since_s = readings.warm_since_s
    return replace(
        seen,
        warm_since_s=(now.boot_s if since_s is None else since_s) if warm else None,
    )


def saw_sensor_alive(readings: Readings, now: Now) -> Readings:
    """Another entity of the sensor's device reported: the last value still holds."""
    if not readings.temperature_valid:
        return readings
    return replace(readings, sensor_seen_s=now.boot_s)


def smooth_c(readings: Readings) -> float:
    """Mean of the readings of the last `SLOPE_S` seconds before the newest."""
    newest = readings.temperatures[-1]
    recent = [each.value for each in readings.temperatures if newest.at_s - each.at_s <= SLOPE_S]
    return sum(recent) / len(recent)


def saw_plug(readings: Readings, *, on: bool | None, now: Now) -> Readings:
    """Take what the plug says; None while it says nothing."""
    gone_s = readings.plug_gone_since_s
    return replace(
        readings,
        plug_on=on,
        plug_gone_since_s=None if on is not None else (now.boot_s if gone_s is None else gone_s),
    )


def saw_command(readings: Readings) -> Readings:
    """Forget watts from before a command: old values stick (T11)."""
    return replace(readings, powers=())


def saw_power(readings: Readings, power_w: float | None, now: Now) -> Readings:
    """Take a reading of the power sensor."""
    if power_w is None:
        return replace(readings, powers=())
    return replace(
        readings,
        powers=(*readings.powers, Sample(value=power_w, at_s=now.boot_s))[-8:],
        without_power_s=0.0 if power_w >= POWER_IDLE_W else readings.without_power_s,
    )


def tick(settings: PadSettings, watch: Watch, readings: Readings, now: Now) -> Readings:
    """Let time pass: add up on-time without watts, and the energy of the rise window."""
    last_s = readings.ticked_s
    elapsed_s = 0.0 if last_s is None else max(now.boot_s - last_s, 0.0)
    readings = replace(readings, ticked_s=now.boot_s)
    drawn_w = readings.powers[-1].value if readings.powers else None
    if (
        settings.metered
        and watch.commanded_on
        and not watch.waits_for_watts
        and readings.plug_on
        and drawn_w is not None
        and drawn_w < POWER_IDLE_W
    ):
        readings = replace(readings, without_power_s=readings.without_power_s + elapsed_s)
    if not watch.heating:
        return replace(
            readings,
            without_power_s=0.0,
            rise_from=None,
            rise_energy_j=0.0,
            unchanged_energy_j=0.0,
            model=None,
            expected=(),
        )
    readings = _expect(settings, watch, readings, elapsed_s, drawn_w)
    return _rise(settings, watch, readings, elapsed_s, drawn_w)


def _expect(
    settings: PadSettings, watch: Watch, readings: Readings, elapsed_s: float, drawn_w: float | None
) -> Readings:
    """Let the model follow the power, and remember what the sensor should show (frozen rule)."""
    if settings.sensing is not Sensing.CONTROL or not readings.temperatures or readings.ticked_s is None:
        return readings
    now_s = readings.ticked_s
    if readings.model is None:
        start_c = readings.temperatures[-1].value
        model = ThermalState(element_c=start_c, surface_c=start_c, skin_c=max(start_c, SKIN_START_C))
        energy_j = 0.0
    else:
        power_w = drawn_w if settings.metered and drawn_w is not None else settings.rated_power_w
        power_w = power_w if readings.plug_on else 0.0
        model = step(ThermalParameters(), readings.model, power_w, elapsed_s)
        energy_j = readings.unchanged_energy_j + power_w * elapsed_s
    expected = readings.expected
    if not expected or now_s - expected[-1].at_s >= EXPECT_EVERY_S:
        kept = tuple(each for each in expected if now_s - each.at_s <= EXPECT_KEPT_S)
        before_c = kept[-1].value if kept else model.surface_c
        gap_s = now_s - kept[-1].at_s if kept else 0.0
        # The sensor follows late; a late one shows less of a short swing.
        share = 1.0 - exp(-gap_s / max(settings.sensor_lag_s, 1.0))
        kept = (*kept, Sample(value=before_c + (model.surface_c - before_c) * share, at_s=now_s))
        expected = kept
    return replace(readings, model=model, expected=expected, unchanged_energy_j=energy_j)


def _rise(
    settings: PadSettings,
    watch: Watch,
    readings: Readings,
    elapsed_s: float,
    drawn_w: float | None,
) -> Readings:
    """Follow one window of the no-rise rule; it begins only well below the goal."""
    if not readings.temperatures or watch.goal_c is None or readings.ticked_s is None:
        return readings
    now_c = smooth_c(readings)
    # During a slow ramp little rise is asked for: what counts is the goal of the moment.
    goal_c = watch.goal_c if watch.ramp is None else setpoint(watch.ramp, readings.ticked_s)
    start = readings.rise_from
    if start is None or now_c - start.value >= NO_RISE_C:
        below = now_c < goal_c - NO_RISE_BELOW_GOAL_C
        return replace(
            readings,
            rise_from=Sample(value=now_c, at_s=readings.ticked_s) if below else None,
            rise_energy_j=0.0,
        )
    power_w = 0.0
    if settings.metered and drawn_w is not None:
        power_w = drawn_w
    elif watch.commanded_on:
        power_w = settings.rated_power_w
    return replace(readings, rise_energy_j=readings.rise_energy_j + power_w * elapsed_s)


type Rule = Callable[[PadSettings, Watch, Readings, Now], bool]


def over_temperature(settings: PadSettings, _watch: Watch, readings: Readings, now: Now) -> bool:
    """Raw trip twice or for 5 s; smoothed 43 °C for 60 s with a contact sensor."""
    if settings.sensing is Sensing.NONE:
        return False
    hot_s = readings.hot_since_s
    if readings.hot_count >= TRIP_READINGS or (hot_s is not None and now.boot_s - hot_s >= TRIP_FOR_S):
        return True
    warm_s = readings.warm_since_s
    return (
        settings.placement is SensorPlacement.CONTACT and warm_s is not None and now.boot_s - warm_s >= TRIP_SLOW_FOR_S
    )


def stuck_on(settings: PadSettings, watch: Watch, readings: Readings, now: Now) -> bool:
    """Watts above idle in two fresh readings, 15 s after OFF."""
    off_s = watch.commanded_s
    if not settings.metered or watch.commanded_on or off_s is None:
        return False
    late = [each for each in readings.powers if each.at_s - off_s >= STUCK_AFTER_S]
    last = late[-STUCK_READINGS:]
    return (
        now.boot_s - off_s >= STUCK_AFTER_S
        and len(last) == STUCK_READINGS
        and all(each.value > POWER_IDLE_W for each in last)
    )


def power_too_high(settings: PadSettings, watch: Watch, readings: Readings, _now: Now) -> bool:
    """More watts than the pad ever drew, or than any pad draws, in two readings."""
    limit_w = POWER_MAX_W
    if watch.learned_power_w is not None:
        limit_w = min(limit_w, POWER_OVER_LEARNED * watch.learned_power_w)
    last = readings.powers[-STUCK_READINGS:]
    return settings.metered and len(last) == STUCK_READINGS and all(each.value > limit_w for each in last)


def implausible_temperature(settings: PadSettings, watch: Watch, readings: Readings, now: Now) -> bool:
    """Outside what can be, a jump no pad can make, or no change where the pad must change."""
    if settings.sensing is Sensing.NONE or not watch.heating:
        return False
    if not readings.temperatures or not readings.temperature_valid:
        return False
    low_c, high_c = PLAUSIBLE_INSIDE_C if settings.placement is SensorPlacement.INSIDE else PLAUSIBLE_C
    if readings.jumped or not low_c <= readings.temperatures[-1].value <= high_c:
        return True
    return frozen(watch, readings, now)


def frozen(watch: Watch, readings: Readings, now: Now) -> bool:
    """Reports come, always the same, while the power must have moved the pad.

    By two steps within five minutes, or sooner and later by so much that no pad is so different
    from the model, and no sensor so late.
    """
    since_s = max(readings.changed_s or watch.heating_since_s, watch.heating_since_s)
    heated = readings.unchanged_energy_j >= FROZEN_SURE_ENERGY_J
    long = now.boot_s - since_s >= FROZEN_FOR_S
    if not heated and not long:
        return False
    expected = [each for each in readings.expected if each.at_s >= since_s - EXPECT_EVERY_S]
    sure = [each.value for each in expected if now.boot_s - each.at_s >= FROZEN_SURE_AFTER_S]
    if heated and _swing(sure) >= max(FROZEN_SURE_QUANTA * readings.quantum_c, FROZEN_SURE_C):
        return True
    window = [each.value for each in expected if now.boot_s - each.at_s <= FROZEN_FOR_S]
    return long and FROZEN_CERTAIN * _swing(window) >= max(FROZEN_QUANTA * readings.quantum_c, FROZEN_LEAST_C)


def _swing(values: list[float]) -> float:
    return max(values) - min(values) if values else 0.0


def temperature_sensor_lost(settings: PadSettings, watch: Watch, readings: Readings, now: Now) -> bool:
    """No usable report for too long while heating."""
    if settings.sensing is Sensing.NONE or not watch.heating:
        return False
    seen_s = max(readings.sensor_seen_s or float("-inf"), watch.heating_since_s)
    limit_s = SILENCE_HOLD_S
    if settings.sensing is Sensing.CONTROL and watch.ramping:
        limit_s = SILENCE_RAMP_S
    if settings.silence_s is not None:
        limit_s = min(limit_s, settings.silence_s)
    return now.boot_s - seen_s > limit_s


def no_temperature_rise(settings: PadSettings, watch: Watch, readings: Readings, now: Now) -> bool:
    """Watts flow, and the sensor does not get warmer: it is not on the pad."""
    start = readings.rise_from
    if settings.sensing is not Sensing.CONTROL or not watch.heating or start is None:
        return False
    window_s = now.boot_s - start.at_s
    return window_s >= NO_RISE_WITHIN_S and readings.rise_energy_j / window_s > NO_RISE_MEAN_W


def pad_not_heating(settings: PadSettings, watch: Watch, readings: Readings, _now: Now) -> bool:
    """The relay is on and no watts flow, for longer than the pad's own thermostat explains."""
    limit_s = min(max(NOT_HEATING_S, PAUSE_MARGIN * watch.learned_pause_s), PAUSE_MAX_S)
    return settings.metered and readings.without_power_s >= limit_s


def plug_unavailable(settings: PadSettings, watch: Watch, readings: Readings, now: Now) -> bool:
    """The plug has said nothing for too long in a session; a proved countdown bounds it meanwhile."""
    gone_s = readings.plug_gone_since_s
    if watch.session_id is None or gone_s is None or now.boot_s - gone_s < PLUG_GONE_S:
        return False
    bounded = settings.auto_off_verified and watch.armed_until_s is not None
    return not bounded or now.boot_s >= (watch.armed_until_s or 0.0)


def time_limit(_settings: PadSettings, watch: Watch, _readings: Readings, now: Now) -> bool:
    """The outer deadline has come, of a session or of a test (S2)."""
    return due(watch.outer, now.boot_s, now.wall) or due(watch.testing, now.boot_s, now.wall)


def completed(_settings: PadSettings, watch: Watch, _readings: Readings, now: Now) -> bool:
    """The session's own deadline has come."""
    return due(watch.ends, now.boot_s, now.wall)


RULES: tuple[tuple[StopReason, Rule], ...] = (
    (StopReason.STUCK_ON, stuck_on),
    (StopReason.OVER_TEMPERATURE, over_temperature),
    (StopReason.POWER_TOO_HIGH, power_too_high),
    (StopReason.IMPLAUSIBLE_TEMPERATURE, implausible_temperature),
    (StopReason.TEMPERATURE_SENSOR_LOST, temperature_sensor_lost),
    (StopReason.NO_TEMPERATURE_RISE, no_temperature_rise),
    (StopReason.PAD_NOT_HEATING, pad_not_heating),
    (StopReason.PLUG_UNAVAILABLE, plug_unavailable),
    (StopReason.TIME_LIMIT, time_limit),
    (StopReason.COMPLETED, completed),
)


def verdict(settings: PadSettings, watch: Watch, readings: Readings, now: Now) -> StopReason | None:
    """Why heat must end now, or None; the gravest reason comes first."""
    return next(
        (reason for reason, rule in RULES if rule(settings, watch, readings, now)),
        None,
    )


def caution(settings: PadSettings, watch: Watch, readings: Readings) -> Caution | None:
    """Return what people should hear before it becomes a reason to stop."""
    warn_s = max(NOT_HEATING_WARN_S, watch.learned_pause_s)
    if settings.metered and readings.without_power_s >= warn_s:
        return Caution.NO_WATTS
    return None
