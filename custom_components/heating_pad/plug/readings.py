"""Sensor states as numbers in the engine's units."""

from math import isfinite

from homeassistant.const import (
    ATTR_UNIT_OF_MEASUREMENT,
    STATE_HOME,
    STATE_ON,
    UnitOfPower,
    UnitOfTemperature,
)
from homeassistant.core import State
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util.unit_conversion import PowerConverter, TemperatureConverter

from .source import usable

PRESENT = frozenset({STATE_ON, STATE_HOME})
"""How a presence sensor, and a person, say that somebody is there."""


def presence(state: State | None) -> bool | None:
    """Read whether somebody is there; None when the sensor says nothing."""
    return state.state in PRESENT if state is not None and usable(state) else None


def number_of(state: State | None) -> float | None:
    """Read a state as a finite number; anything else is None (S4)."""
    if state is None or not usable(state):
        return None
    try:
        number = float(state.state)
    except ValueError:
        return None
    return number if isfinite(number) else None


def temperature_c(state: State | None) -> float | None:
    """Read a temperature in °C from a sensor of any unit."""
    number = number_of(state)
    if number is None or state is None:
        return None
    unit = state.attributes.get(ATTR_UNIT_OF_MEASUREMENT, UnitOfTemperature.CELSIUS)
    try:
        return TemperatureConverter.convert(number, unit, UnitOfTemperature.CELSIUS)
    except HomeAssistantError:
        return None


def power_w(state: State | None) -> float | None:
    """Read a power in W from a sensor of any unit."""
    number = number_of(state)
    if number is None or state is None:
        return None
    unit = state.attributes.get(ATTR_UNIT_OF_MEASUREMENT, UnitOfPower.WATT)
    try:
        return PowerConverter.convert(number, unit, UnitOfPower.WATT)
    except HomeAssistantError:
        return None
