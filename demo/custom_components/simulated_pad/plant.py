"""Temperatures of a heating pad under a body: four heat stores and the blood flow of the skin.

    Ce dTe/dt = P − (Te−Ts)/Res − (Te−Ta)/Rea        element and core
    Cs dTs/dt = (Te−Ts)/Res − (Ts−Tk)/Rsk            surface that touches the body
    Ck dTk/dt = (Ts−Tk)/Rsk − (Tk−Tb)/(Rkb·(1 − 0.35 v))   skin
       dv/dt  = (clamp((Tk−39)/3, 0, 1) − v) / 300 s       widened vessels, 0–1
       dTm/dt = (Ts−Tm)/tau                                contact sensor

W, J/K, K/W, °C and s. The values are plausible choices; no real pad was measured for them.
"""

import math
from dataclasses import dataclass

BODY_C = 36.5
_MAX_STEP_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the pad, its sensor and the room are made of."""

    element_j_per_k: float = 300.0
    surface_j_per_k: float = 160.0
    skin_j_per_k: float = 1500.0
    element_to_surface_k_per_w: float = 0.25
    surface_to_skin_k_per_w: float = 0.15
    skin_to_body_k_per_w: float = 0.12
    element_to_room_k_per_w: float = 1.5
    room_c: float = 22.0
    sensor_tau_s: float = 30.0


UNCOVERED = Material()
COVERED = Material(surface_to_skin_k_per_w=0.10, element_to_room_k_per_w=3.8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Temperatures:
    """State of the plant."""

    element_c: float
    surface_c: float
    skin_c: float
    sensor_c: float
    vasodilation: float = 0.0


def at_rest(material: Material) -> Temperatures:
    """Cold pad just laid on the skin."""
    room_c = material.room_c
    return Temperatures(element_c=room_c, surface_c=room_c, skin_c=33.2, sensor_c=room_c)


def advance(
    material: Material, now: Temperatures, *, power_w: float, duration_s: float, sensor_in_room: bool = False
) -> Temperatures:
    """Let time pass, in Euler steps of at most one second."""
    steps = math.ceil(duration_s / _MAX_STEP_S)
    for _ in range(steps):
        now = _step(material, now, power_w, duration_s / steps, sensor_in_room=sensor_in_room)
    return now


def _step(
    material: Material, now: Temperatures, power_w: float, step_s: float, *, sensor_in_room: bool
) -> Temperatures:
    """Advance by one Euler step."""
    to_surface_w = (now.element_c - now.surface_c) / material.element_to_surface_k_per_w
    to_room_w = (now.element_c - material.room_c) / material.element_to_room_k_per_w
    to_skin_w = (now.surface_c - now.skin_c) / material.surface_to_skin_k_per_w
    to_body_w = (now.skin_c - BODY_C) / (material.skin_to_body_k_per_w * (1 - 0.35 * now.vasodilation))
    felt_c = material.room_c if sensor_in_room else now.surface_c
    wanted_vasodilation = min(max((now.skin_c - 39) / 3, 0.0), 1.0)
    return Temperatures(
        element_c=now.element_c + (power_w - to_surface_w - to_room_w) * step_s / material.element_j_per_k,
        surface_c=now.surface_c + (to_surface_w - to_skin_w) * step_s / material.surface_j_per_k,
        skin_c=now.skin_c + (to_skin_w - to_body_w) * step_s / material.skin_j_per_k,
        sensor_c=now.sensor_c + (felt_c - now.sensor_c) * step_s / material.sensor_tau_s,
        vasodilation=now.vasodilation + (wanted_vasodilation - now.vasodilation) * step_s / 300,
    )
