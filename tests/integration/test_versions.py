"""The suite runs on the Home Assistant versions we support."""

from homeassistant.const import __version__
from homeassistant.core import HomeAssistant

SUPPORTED = {"2026.10.4", "2026.11.0"}


async def test_home_assistant_is_a_supported_version(hass: HomeAssistant) -> None:
    assert hass.is_running
    assert __version__ in SUPPORTED
