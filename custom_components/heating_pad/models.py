"""Types of the integration's own."""

from homeassistant.config_entries import ConfigEntry

from .pack import Pack
from .pad import Pad
from .person import Person

type HeatingPadConfigEntry = ConfigEntry[Pad]
type AnyConfigEntry = ConfigEntry[Pad | Pack | Person]
