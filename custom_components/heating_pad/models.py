"""Types of the integration's own."""

from homeassistant.config_entries import ConfigEntry

from .pad import Pad

type HeatingPadConfigEntry = ConfigEntry[Pad]
