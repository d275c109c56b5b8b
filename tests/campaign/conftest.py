"""A simulated home for episodes in real Home Assistant."""

from pathlib import Path

import pytest
from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant

from tests.integration.fixtures import clock, threads
from tests.integration.home import Home, SimulatedClock, Threads

__all__ = ["campaign_home", "clock", "threads"]


@pytest.fixture
def campaign_home(
    enable_custom_integrations: None,
    hass: HomeAssistant,
    clock: SimulatedClock,
    threads: Threads,
    hass_admin_user: User,
    tmp_path: Path,
) -> Home:
    """A home whose files are its own, with nothing in it yet."""
    hass.config.config_dir = str(tmp_path)
    return Home(hass, hass_admin_user, clock, threads)
