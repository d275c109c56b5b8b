"""One point of truth for pads without a sensor: a thermometer that somebody held to the pad once.

The difference between what it showed and what the model believed in that moment is added to
the estimate from then on. It is mostly body and cloth that differ from pad to pad, and they
differ alike at all goals. What would lead to more heat is believed by half only: a
thermometer that is held badly shows too little, never too much.
"""

from collections.abc import Sequence
from itertools import pairwise

from .limits import ESTIMATE_OFFSET_RANGE_C
from .trace import Point

COOLER_SHARE = 0.5
"""Own choice; see above."""


def believed_c(points: Sequence[Point], at_s: float) -> float | None:
    """Return the model's surface in °C at `at_s` seconds of heat; None where the trace does not say."""
    known = [(each.at_s, each.modelled_c) for each in points if each.modelled_c is not None]
    for (from_s, from_c), (to_s, to_c) in pairwise(known):
        if from_s <= at_s <= to_s:
            return from_c + (to_c - from_c) * (at_s - from_s) / max(to_s - from_s, 1e-9)
    return None


def offset_of(model_c: float, measured_c: float) -> float | None:
    """Return what has to be added to the estimate, in °C; None where the measurement cannot be true."""
    low, high = ESTIMATE_OFFSET_RANGE_C
    missed_c = measured_c - model_c
    offset_c = missed_c if missed_c > 0 else missed_c * COOLER_SHARE
    return round(offset_c, 2) if low <= offset_c <= high else None
