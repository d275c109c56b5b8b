"""What a pad is like, learned from how its sensor answered to the heat it got.

The model is that of `thermal.py` with its late sensor, without the widening of the skin's
vessels, which comes minutes later:

    x = (element, surface, skin, sensor),   dx/dt = A x + B (power, room, body)

Six of its values are looked for, as logarithms, because they are positive and scale: the heat
that flows, the element's and the surface's stores, the resistances to the skin and to the
room, and the sensor's lag. The fit is the most likely set of values (maximum a posteriori,
by damped Gauss-Newton steps): how far each may lie from what is believed so far is part of the sum,
so a short or quiet session moves little, and none moves a value out of its range.

What is believed about a pad follows from session to session; cloth and how somebody lies on
it change, so the resistances never become certain. Temperatures in °C, times in s, power in W.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log, sqrt

from .change import replace
from .thermal import BODY_C, SKIN_START_C, ThermalParameters, ThermalState, settled

STEP_S = 5.0
"""Cell of the sums; within one the power is its mean. The quickest store answers in about that time."""

SUBSTEPS = 8
"""Euler steps a cell is made of, once per set of values."""

ROUNDS = 4
"""Steps of one fit. Own calculation: the next moves nothing."""

DAMPING_FIRST = 0.01
DAMPING_STEP = 8.0
"""Levenberg's damping: the more, the shorter and the surer a step."""

NUDGE = 0.02
"""Relative change of a value that shows its effect. Our own choice."""

SAMPLE_SD_C = 0.12
"""Error of a reading that is no rounding: noise, and what the model leaves out. Our own choice."""

STEP_LEAST_C = 0.005
"""Less is no step of a sensor, but rounding."""

RESIDUAL_MOST_C = 0.8
"""A fit that misses the readings by more than this in the mean is not believed. Our own choice."""

SAMPLES_LEAST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """One value that is looked for."""

    name: str
    sd: float
    """How far a pad nobody knows may lie from the usual value, as a logarithm."""
    sd_known: float
    """What stays uncertain however many sessions were seen."""
    low: float
    high: float
    """As a factor of the usual value."""


VALUES = (
    _Value(name="power", sd=0.15, sd_known=0.05, low=0.5, high=1.5),
    _Value(name="c_element", sd=0.25, sd_known=0.05, low=0.5, high=2.2),
    _Value(name="c_surface", sd=0.35, sd_known=0.10, low=0.4, high=2.2),
    _Value(name="r_surface_skin", sd=0.50, sd_known=0.25, low=0.45, high=3.0),
    _Value(name="r_element_ambient", sd=0.45, sd_known=0.20, low=0.6, high=3.5),
    _Value(name="sensor_lag", sd=0.45, sd_known=0.10, low=0.25, high=3.5),
)
"""Ranges: the set of pads `docs/limits.md` quotes. Spreads: own choice, about a third of the range."""

COUNT = len(VALUES)
POWER, LAG = 0, 5

START_C = 1.0
START_SD_C = 2.0
START_NUDGE_C = 0.1
"""How much warmer than its late sensor the surface is when heat begins: a body has lain on it for a while.

Belongs to the session, not to the pad. Our own choice.
"""

BOUNDS = (*((log(value.low), log(value.high)) for value in VALUES), (-3.0, 8.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What is believed about one pad, as logarithms of factors of the usual values."""

    factors: tuple[float, ...] = (0.0,) * COUNT
    sessions: int = 0
    """So many heat-ups have been learned from."""
    residual_c: float | None = None
    """How far the last fit was from the readings, in the mean."""

    def spread(self, index: int) -> float:
        """How far the value may be from what is believed."""
        value = VALUES[index]
        return max(value.sd / (1.0 + self.sessions), value.sd_known)

    def factor(self, name: str) -> float:
        """Return the factor of the usual value."""
        return exp(self.factors[[value.name for value in VALUES].index(name)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One reading of the sensor."""

    value_c: float
    at_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatUp:
    """What was done and seen since heat began, in order."""

    begun_s: float
    readings: tuple[Heard, ...] = ()
    watts: tuple[tuple[float, float], ...] = ()
    """Moment and the power from then on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A pad's most likely values, and where it stands at the last moment that was looked at."""

    likeness: Likeness
    state: ThermalState
    at_s: float


def thermal_parameters(likeness: Likeness, usual: ThermalParameters) -> ThermalParameters:
    """Return the model of a pad of which this is believed."""
    return replace(
        usual,
        c_element=usual.c_element * likeness.factor("c_element"),
        c_surface=usual.c_surface * likeness.factor("c_surface"),
        r_surface_skin=usual.r_surface_skin * likeness.factor("r_surface_skin"),
        r_element_ambient=usual.r_element_ambient * likeness.factor("r_element_ambient"),
    )


def identify(
    usual: ThermalParameters,
    usual_lag_s: float,
    believed: Likeness,
    heat_up: HeatUp,
    until_s: float,
) -> Fit | None:
    """Find the values that explain the readings best; None where they say too little or nothing fits."""
    readings = [each for each in heat_up.readings if heat_up.begun_s <= each.at_s <= until_s]
    if len(readings) < SAMPLES_LEAST or until_s - heat_up.begun_s < 2 * STEP_S:
        return None
    cells = _mean_watts(heat_up, until_s)
    first_c = readings[0].value_c
    weight = 1.0 / sqrt(SAMPLE_SD_C**2 + _quantum_c(readings) ** 2 / 12.0)
    room_c = min(usual.ambient_c, first_c) if first_c <= SKIN_START_C else usual.ambient_c

    def run(values: Sequence[float]) -> _Run:
        parameters = thermal_parameters(Likeness(factors=tuple(values[:COUNT])), replace(usual, ambient_c=room_c))
        return _run(
            parameters,
            usual_lag_s * exp(values[LAG]),
            exp(values[POWER]),
            first_c,
            values[COUNT],
            heat_up.begun_s,
            cells,
            readings,
        )

    misses = _misses(believed, weight, until_s - heat_up.begun_s, readings)
    values = [*believed.factors, START_C]
    run_here = run(values)
    cost, damping = misses(values, run_here.shown), DAMPING_FIRST
    for _ in range(ROUNDS):
        normal, right = _normal(believed, values, run, run_here, readings, weight, misses.share)
        for index in range(COUNT + 1):
            normal[index][index] *= 1.0 + damping
        moved = [
            min(max(old + move, low), high)
            for old, move, (low, high) in zip(values, _solved(normal, right), BOUNDS, strict=True)
        ]
        run_there = run(moved)
        cost_there = misses(moved, run_there.shown)
        if cost_there < cost:
            values, run_here, cost, damping = moved, run_there, cost_there, damping / DAMPING_STEP
        else:
            damping *= DAMPING_STEP
    residual_c = sqrt(
        sum((each.value_c - here) ** 2 for each, here in zip(readings, run_here.shown, strict=True)) / len(readings)
    )
    if residual_c > RESIDUAL_MOST_C:
        return None
    return Fit(
        likeness=Likeness(factors=tuple(values[:COUNT]), sessions=believed.sessions, residual_c=residual_c),
        state=run_here.state,
        at_s=heat_up.begun_s + len(cells) * STEP_S,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """What the sensor would have shown, and where everything stands in the end."""

    shown: list[float]
    state: ThermalState


@dataclass(frozen=True, slots=True)
class _Misses:
    """The sum that is made small: how far the readings are missed, and how unlikely the values are."""

    believed: Likeness
    readings: Sequence[Heard]
    weight: float
    share: float

    def __call__(self, values: Sequence[float], shown: Sequence[float]) -> float:
        """Add it all up."""
        missed = sum((each.value_c - here) ** 2 for each, here in zip(self.readings, shown, strict=True))
        total = self.share * missed * self.weight**2
        for index in range(COUNT):
            total += ((values[index] - self.believed.factors[index]) / self.believed.spread(index)) ** 2
        return total + ((values[COUNT] - START_C) / START_SD_C) ** 2


def _misses(believed: Likeness, weight: float, seconds: float, readings: Sequence[Heard]) -> _Misses:
    # Readings seconds apart err together: together they count as one every ten seconds.
    return _Misses(believed, readings, weight, min(1.0, seconds / 10.0 / len(readings)))


def _normal(
    believed: Likeness,
    values: list[float],
    run: Callable[[Sequence[float]], _Run],
    here: _Run,
    readings: Sequence[Heard],
    weight: float,
    share: float,
) -> tuple[list[list[float]], list[float]]:
    """Return the normal equations at these values."""
    slopes = []
    for index in range(COUNT + 1):
        nudge = NUDGE if index < COUNT else START_NUDGE_C
        nudged = [*values[:index], values[index] + nudge, *values[index + 1 :]]
        there = run(nudged)
        slopes.append([(a - b) / nudge * weight for a, b in zip(there.shown, here.shown, strict=True)])
    errors = [(each.value_c - shown) * weight for each, shown in zip(readings, here.shown, strict=True)]
    size = COUNT + 1
    normal = [[0.0] * size for _ in range(size)]
    right = [0.0] * size
    for row in range(size):
        for column in range(row, size):
            total = share * sum(a * b for a, b in zip(slopes[row], slopes[column], strict=True))
            normal[row][column] = normal[column][row] = total
        right[row] = share * sum(a * b for a, b in zip(slopes[row], errors, strict=True))
        usual, spread = (believed.factors[row], believed.spread(row)) if row < COUNT else (START_C, START_SD_C)
        normal[row][row] += 1.0 / spread**2
        right[row] += (usual - values[row]) / spread**2
    return normal, right


def remembered(believed: Likeness, fit: Fit) -> Likeness:
    """Return what is believed after one more session: the fit, which has weighed what was believed before."""
    return replace(fit.likeness, sessions=believed.sessions + 1)


def _quantum_c(readings: Sequence[Heard]) -> float:
    """Return the smallest step the sensor has shown; its rounding is part of its error."""
    steps = [abs(later.value_c - earlier.value_c) for earlier, later in pairwise(readings)]
    return min((each for each in steps if each > STEP_LEAST_C), default=1.0)


def _mean_watts(heat_up: HeatUp, until_s: float) -> list[float]:
    """Return the mean power of every cell since heat began."""
    count = int((until_s - heat_up.begun_s) / STEP_S)
    cells = [0.0] * count
    ends = [moment_s for moment_s, _ in heat_up.watts[1:]] + [until_s]
    for (from_s, watts), to_s in zip(heat_up.watts, ends, strict=True):
        if watts <= 0.0:
            continue
        from_cell, to_cell = (from_s - heat_up.begun_s) / STEP_S, (to_s - heat_up.begun_s) / STEP_S
        for index in range(max(int(from_cell), 0), min(int(to_cell) + 1, count)):
            cells[index] += watts * max(min(to_cell, index + 1) - max(from_cell, index), 0.0)
    return cells


def _run(
    p: ThermalParameters,
    lag_s: float,
    gain: float,
    first_c: float,
    above_c: float,
    begun_s: float,
    cells: list[float],
    readings: Sequence[Heard],
) -> _Run:
    """Run the model over all cells; its sensor is read at the moments of the readings."""
    (a, b) = _cell(p, lag_s)
    start = ThermalState(element_c=first_c, surface_c=first_c) if first_c <= SKIN_START_C else settled(p, first_c)
    te, ts, tk, tm = start.element_c + above_c / 3.0, start.surface_c + above_c, start.skin_c, first_c
    (a00, a01, a02, _), (a10, a11, a12, _), (a20, a21, a22, _), (a30, a31, a32, a33) = a
    (b0, c0), (b1, c1), (b2, c2), (b3, c3) = b
    shown: list[float] = []
    pending = iter(readings)
    reading = next(pending, None)
    end_s = begun_s
    for watts in cells:
        w = watts * gain
        before = tm
        te, ts, tk, tm = (
            a00 * te + a01 * ts + a02 * tk + b0 * w + c0,
            a10 * te + a11 * ts + a12 * tk + b1 * w + c1,
            a20 * te + a21 * ts + a22 * tk + b2 * w + c2,
            a30 * te + a31 * ts + a32 * tk + a33 * tm + b3 * w + c3,
        )
        end_s += STEP_S
        while reading is not None and reading.at_s <= end_s:
            shown.append(tm + (before - tm) * (end_s - reading.at_s) / STEP_S)
            reading = next(pending, None)
    while reading is not None:
        shown.append(tm)
        reading = next(pending, None)
    return _Run(shown=shown, state=ThermalState(element_c=te, surface_c=ts, skin_c=tk))


def _cell(p: ThermalParameters, lag_s: float) -> tuple[list[list[float]], list[tuple[float, float]]]:
    """Return the matrix of one cell, and what a watt and the surroundings add in it."""
    h_s = STEP_S / SUBSTEPS
    es, sk, kb, ea = 1 / p.r_element_surface, 1 / p.r_surface_skin, 1 / p.r_skin_body, 1 / p.r_element_ambient
    rates = (
        (-(es + ea) / p.c_element, es / p.c_element, 0.0, 0.0),
        (es / p.c_surface, -(es + sk) / p.c_surface, sk / p.c_surface, 0.0),
        (0.0, sk / p.c_skin, -(sk + kb) / p.c_skin, 0.0),
        (0.0, 1 / lag_s, 0.0, -1 / lag_s),
    )
    around = (ea * p.ambient_c / p.c_element, 0.0, kb * BODY_C / p.c_skin, 0.0)
    # Columns of the matrix, the watt's and the surroundings' effect, all stepped alike.
    columns = [[float(row == column) for row in range(4)] for column in range(4)]
    watt, rest = [0.0] * 4, [0.0] * 4

    def stepped(x: list[float], drive: Sequence[float]) -> list[float]:
        return [
            x[row]
            + h_s
            * (rates[row][0] * x[0] + rates[row][1] * x[1] + rates[row][2] * x[2] + rates[row][3] * x[3] + drive[row])
            for row in range(4)
        ]

    nothing = (0.0, 0.0, 0.0, 0.0)
    one_watt = (1 / p.c_element, 0.0, 0.0, 0.0)
    for _ in range(SUBSTEPS):
        columns = [stepped(column, nothing) for column in columns]
        watt, rest = stepped(watt, one_watt), stepped(rest, around)
    return (
        [[columns[column][row] for column in range(4)] for row in range(4)],
        list(zip(watt, rest, strict=True)),
    )


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve a small, positive definite system by elimination."""
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for pivot in range(size):
        for row in range(pivot + 1, size):
            share = rows[row][pivot] / rows[pivot][pivot]
            for column in range(pivot, size + 1):
                rows[row][column] -= share * rows[pivot][column]
    solution = [0.0] * size
    for row in reversed(range(size)):
        known = sum(rows[row][column] * solution[column] for column in range(row + 1, size))
        solution[row] = (rows[row][size] - known) / rows[row][row]
    return solution
