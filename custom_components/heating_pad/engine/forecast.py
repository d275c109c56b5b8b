"""What the rest of a session will probably look like, for people who watch the curve.

The control law's own model of this pad runs on, from where it is now: in each stretch of
`EVERY_S` it gets the power after which the surface meets the programme, as far as the pad
has it. Nothing is decided by this. Temperatures in °C, power in W, times in seconds.
"""

from dataclasses import dataclass

from . import control, ramp as ramps
from .change import replace
from .control import ControlParameters, ControlState
from .models import Now, PadSettings, Sensing
from .relay import control_parameters
from .state import PadState
from .thermal import ThermalState, step

EVERY_S = 30.0
"""Distance of the points. Own choice: half a minute is finer than a curve on a phone."""

POINTS_MOST = 130
"""No session is longer than an hour, so a forecast has no more points. Own choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Temperature of the surface so many seconds from now."""

    in_s: float
    surface_c: float


def forecast(settings: PadSettings, state: PadState, now: Now) -> tuple[Expected, ...]:
    """Return the expected surface from now to the planned end; empty where nothing heats or nothing is known."""
    session, model = state.session, state.model
    if session is None or session.ramp is None or session.ends is None or model is None or model.thermal is None:
        return ()
    offset_c = 0.0 if settings.sensing is Sensing.CONTROL else settings.estimate_offset_c
    pad = control.known(control_parameters(settings, state), model)
    thermal = model.thermal
    left_s = max(session.ends.boot_s - now.boot_s, 0.0)
    points = [Expected(in_s=0.0, surface_c=thermal.surface_c + offset_c)]
    while points[-1].in_s < left_s and len(points) < POINTS_MOST:
        in_s = min(points[-1].in_s + EVERY_S, left_s)
        wanted_c = ramps.setpoint(session.ramp, now.boot_s + in_s) - offset_c
        thermal = _towards(pad, model, thermal, wanted_c, in_s - points[-1].in_s)
        points.append(Expected(in_s=in_s, surface_c=thermal.surface_c + offset_c))
    return tuple(points)


def _towards(
    pad: ControlParameters, model: ControlState, thermal: ThermalState, wanted_c: float, for_s: float
) -> ThermalState:
    """Return the state after the power that brings the surface there, from none to all the pad has."""
    none = step(pad.thermal, thermal, model.missing_w, for_s)
    full = step(pad.thermal, thermal, control.most_mean_w(pad, model) + model.missing_w, for_s)
    gain_c = full.surface_c - none.surface_c
    share = 0.0 if gain_c <= 0.0 else min(max((wanted_c - none.surface_c) / gain_c, 0.0), 1.0)
    # The model is linear in its power but for the skin's vessels, which are minutes late.
    return replace(
        none,
        element_c=none.element_c + share * (full.element_c - none.element_c),
        surface_c=none.surface_c + share * gain_c,
        skin_c=none.skin_c + share * (full.skin_c - none.skin_c),
    )
