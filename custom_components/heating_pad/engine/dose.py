"""Thermal dose of the contact surface, in CEM43 minutes.

    CEM43 = ∫ R^(43 − T) dt     T in °C, t in minutes, R = 0.5 from 43 °C up, else 0.25

after Sapareto and Dewey 1984: cumulative equivalent minutes at 43 °C. The sum is meant for
tissue; a sensor on the surface counts more than the skin gets while it heats up, which is
the careful side. Only a sensor on the contact surface has a dose: elsewhere it is
None, "not available", and never 0.
"""

from dataclasses import dataclass
from math import isfinite

from .change import replace

REFERENCE_C = 43.0
"""Temperature at which one minute counts as one minute (Sapareto and Dewey 1984)."""

R_FROM_REFERENCE = 0.5
"""From 43 °C up every degree doubles the rate (Sapareto and Dewey 1984)."""

R_BELOW_REFERENCE = 0.25
"""Below 43 °C every degree less quarters the rate (Sapareto and Dewey 1984)."""

HOTTEST_C = 100.0
"""Hotter values count as this one, so that no reading makes the sum infinite. Our own choice."""

GAP_S = 60.0
"""Readings further apart leave a gap that counts at its worst. Our own choice."""


def cem43_rate(temperature_c: float) -> float:
    """Return CEM43 minutes per minute at a temperature in °C; 1 at 43 °C."""
    ratio = R_FROM_REFERENCE if temperature_c >= REFERENCE_C else R_BELOW_REFERENCE
    return float(ratio ** (REFERENCE_C - min(temperature_c, HOTTEST_C)))


def cem43(temperature_c: float, minutes: float) -> float:
    """Return the dose of a constant temperature in °C."""
    return cem43_rate(temperature_c) * minutes


@dataclass(frozen=True, kw_only=True)
class Dose:
    """Dose up to the last reading, and what is needed to go on.

    Between two readings it is the trapezoid of the *rates*: the rate bends upwards, so that
    the ripple of an on/off heat counts in full. Without a reading the worst is assumed: the
    last value, or as much more as it had risen since the reading before.
    """

    total: float = 0.0
    """CEM43 minutes up to the last reading."""
    last_c: float | None = None
    last_s: float = 0.0
    rise_c: float = 0.0
    """Rise between the last two readings; 0 where it fell."""

    def add(self, value_c: float, at_s: float) -> Dose:
        """Take a reading; older ones and what is no number change nothing."""
        if not isfinite(value_c):
            return self
        if self.last_c is None:
            return replace(self, last_c=value_c, last_s=at_s)
        elapsed_s = at_s - self.last_s
        if elapsed_s < 0.0:
            return self
        if elapsed_s == 0.0:
            return replace(self, last_c=max(self.last_c, value_c))
        if elapsed_s <= GAP_S:
            rate = (cem43_rate(self.last_c) + cem43_rate(value_c)) / 2.0
        else:
            rate = cem43_rate(max(self.last_c + self.rise_c, value_c))
        return Dose(
            total=self.total + rate * elapsed_s / 60.0,
            last_c=value_c,
            last_s=at_s,
            rise_c=max(value_c - self.last_c, 0.0),
        )

    def total_at(self, now_s: float) -> float:
        """Return CEM43 minutes up to now, the time since the last reading at its worst."""
        if self.last_c is None:
            return self.total
        open_s = max(now_s - self.last_s, 0.0)
        return self.total + cem43_rate(self.last_c + self.rise_c) * open_s / 60.0
