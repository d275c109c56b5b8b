"""Simulated smart plug, heating pad and thermometer for the demo."""

from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant

from .const import CONF_COVERED, CONF_RATED_POWER
from .pad import SimulatedPad
from .simulation import Simulation

type SimulatedPadConfigEntry = ConfigEntry[Simulation]

PLATFORMS: Final = (Platform.NUMBER, Platform.SELECT, Platform.SENSOR, Platform.SWITCH)


async def async_setup_entry(hass: HomeAssistant, entry: SimulatedPadConfigEntry) -> bool:
    """Set up one pad, cold and off."""
    pad = SimulatedPad.cold(entry.data[CONF_RATED_POWER], covered=entry.data[CONF_COVERED])
    entry.runtime_data = Simulation(hass, pad)
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    entry.async_on_unload(entry.runtime_data.async_start())
    return True


async def async_unload_entry(hass: HomeAssistant, entry: SimulatedPadConfigEntry) -> bool:
    """Take the devices away."""
    return await hass.config_entries.async_unload_platforms(entry, PLATFORMS)
