"""A pad on a body as three heat stores: what its surface does with so many watts.

    Ce dTe/dt = P − (Te − Ts)/Res − (Te − Ta)/Rea                  element and core
    Cs dTs/dt = (Te − Ts)/Res − (Ts − Tk)/Rsk                      surface towards the body
    Ck dTk/dt = (Ts − Tk)/Rsk − (Tk − Tb)/(Rkb (1 − 0.35 v))       skin
    dv/dt     = (clamp((Tk − 39)/3, 0, 1) − v)/300 s               widening of the skin's vessels, 0–1

Temperatures in °C, heat stores in J/K, resistances in K/W, power in W, time in s. An
estimate from this model may be off by 8 °C: no measured series of a pad's surface was
found, so the values are of the right size and no more.
"""

from dataclasses import dataclass
from math import ceil

BODY_C = 36.5
"""Temperature of the body under the skin. Common value."""

SKIN_START_C = 33.2
"""Skin of the back before heat (baseline of a published hot-pack trial)."""

AMBIENT_C = 22.0
"""Room, where it is not measured. Our own choice."""

PERFUSION_FROM_C = 39.0
PERFUSION_SPAN_C = 3.0
PERFUSION_EFFECT = 0.35
PERFUSION_LAG_S = 300.0
"""Warm skin carries off up to 35 % more easily from 39 to 42 °C, five minutes late. Our own choice."""

LONGEST_S = 7200.0
"""After so long every store has settled: more time changes nothing. Own calculation."""

SUBSTEP_S = 1.0
"""Longest Euler step; the quickest store here answers in about 15 s."""


@dataclass(frozen=True, kw_only=True)
class ThermalParameters:
    """A pad of 0.12 m² under thin cloth, uncovered at its back.

    The stores and resistances are our own choice, except the skin's, which are derived from
    published skin measurements.
    """

    c_element: float = 300.0
    c_surface: float = 160.0
    c_skin: float = 1500.0
    r_element_surface: float = 0.25
    r_surface_skin: float = 0.15
    r_skin_body: float = 0.12
    r_element_ambient: float = 1.5
    ambient_c: float = AMBIENT_C


@dataclass(frozen=True, kw_only=True)
class ThermalState:
    """Temperatures of the three stores in °C, and how far the skin's vessels are widened (0–1)."""

    element_c: float
    surface_c: float
    skin_c: float = SKIN_START_C
    perfusion: float = 0.0


def initial(ambient_c: float = AMBIENT_C) -> ThermalState:
    """Return a pad that has been off for long, on a body."""
    return ThermalState(element_c=ambient_c, surface_c=ambient_c)


def step(parameters: ThermalParameters, state: ThermalState, power_w: float, dt_s: float) -> ThermalState:
    """Return the state after `dt_s` seconds of constant power."""
    if dt_s <= 0.0:
        return state
    lasting_s = min(dt_s, LONGEST_S)
    count = ceil(lasting_s / SUBSTEP_S)
    h_s = lasting_s / count
    # Plain names: this is the inner loop of every estimate.
    p = parameters
    element_c, surface_c, skin_c, perfusion = state.element_c, state.surface_c, state.skin_c, state.perfusion
    r_es, r_sk, r_ea, ambient_c = p.r_element_surface, p.r_surface_skin, p.r_element_ambient, p.ambient_c
    h_element, h_surface, h_skin, h_lag = h_s / p.c_element, h_s / p.c_surface, h_s / p.c_skin, h_s / PERFUSION_LAG_S
    for _ in range(count):
        to_surface_w = (element_c - surface_c) / r_es
        to_skin_w = (surface_c - skin_c) / r_sk
        to_body_w = (skin_c - BODY_C) / _skin_resistance(p, perfusion)
        wanted = _perfusion_at(skin_c)
        element_c += (power_w - to_surface_w - (element_c - ambient_c) / r_ea) * h_element
        surface_c += (to_surface_w - to_skin_w) * h_surface
        skin_c += (to_skin_w - to_body_w) * h_skin
        perfusion += (wanted - perfusion) * h_lag
    return ThermalState(element_c=element_c, surface_c=surface_c, skin_c=skin_c, perfusion=perfusion)


def holding_power(parameters: ThermalParameters, surface_c: float, skin_c: float) -> float:
    """Return the power in W that keeps the surface where it is, with the skin as warm as it is now.

    Below 0 where the body alone warms the surface further.
    """
    to_skin_w = (surface_c - skin_c) / parameters.r_surface_skin
    element_c = surface_c + to_skin_w * parameters.r_element_surface
    return to_skin_w + (element_c - parameters.ambient_c) / parameters.r_element_ambient


def settled(parameters: ThermalParameters, surface_c: float) -> ThermalState:
    """Return the state after a surface temperature was held for long.

    The skin settles where the heat it gets equals the heat it gives; the difference falls
    as it gets warmer, so halving the interval finds it.
    """
    low_c, high_c = sorted((surface_c, BODY_C))
    for _ in range(40):
        skin_c = (low_c + high_c) / 2.0
        gets_w = (surface_c - skin_c) / parameters.r_surface_skin
        gives_w = (skin_c - BODY_C) / _skin_resistance(parameters, _perfusion_at(skin_c))
        if gets_w > gives_w:
            low_c = skin_c
        else:
            high_c = skin_c
    to_skin_w = (surface_c - high_c) / parameters.r_surface_skin
    return ThermalState(
        element_c=surface_c + to_skin_w * parameters.r_element_surface,
        surface_c=surface_c,
        skin_c=high_c,
        perfusion=_perfusion_at(high_c),
    )


def _perfusion_at(skin_c: float) -> float:
    share = (skin_c - PERFUSION_FROM_C) / PERFUSION_SPAN_C
    return 0.0 if share <= 0.0 else min(share, 1.0)


def _skin_resistance(parameters: ThermalParameters, perfusion: float) -> float:
    return parameters.r_skin_body * (1.0 - PERFUSION_EFFECT * perfusion)
