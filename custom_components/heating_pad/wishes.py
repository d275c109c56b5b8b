"""What people wish for in their own words and units, before any limit is asked."""

from datetime import timedelta
from math import isfinite

from homeassistant.const import UnitOfTemperature
from homeassistant.exceptions import ServiceValidationError
from homeassistant.util.unit_conversion import TemperatureConverter

from .const import DOMAIN
from .engine.limits import GOAL_MAX_CONTACT_C, GOAL_MIN_C, SESSION_MIN_S
from .pack import Pack
from .pad import Pad, shown_temperature


def duration_s(pad: Pad | Pack, duration: timedelta | None) -> float | None:
    """Read a length; raises when no session is that short."""
    if duration is None:
        return None
    seconds = duration.total_seconds()
    if seconds < SESSION_MIN_S:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="too_short",
            translation_placeholders={"name": pad.config.name},
        )
    return seconds


def goal_c(pad: Pad, temperature: float | None) -> float | None:
    """Read a temperature in the system's unit; raises when no pad can have it."""
    if temperature is None:
        return None
    unit = pad.hass.config.units.temperature_unit
    wished_c = TemperatureConverter.convert(temperature, unit, UnitOfTemperature.CELSIUS)
    if not isfinite(wished_c) or wished_c < GOAL_MIN_C:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="temperature_out_of_range",
            translation_placeholders={
                "name": pad.config.name,
                "low": shown_temperature(pad.hass, GOAL_MIN_C),
                "high": shown_temperature(pad.hass, GOAL_MAX_CONTACT_C),
            },
        )
    return wished_c
