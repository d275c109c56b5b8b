"""A simulated home for every test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant

from tests.integration.fixtures import clock, threads
from tests.integration.home import Home, SimulatedClock, Threads

__all__ = ["clock", "empty_home", "home", "threads"]


@pytest.fixture
async def empty_home(
    hass: HomeAssistant, clock: SimulatedClock, threads: Threads, hass_admin_user: User, tmp_path: Path
) -> AsyncIterator[Home]:
    """A home whose files are its own, with nothing in it yet."""
    hass.config.config_dir = str(tmp_path)
    home = Home(hass, hass_admin_user, clock, threads)
    yield home
    await home.leave()


@pytest.fixture
async def home(empty_home: Home) -> Home:
    """A home with a plug, a pad, a thermometer, a meter and the pad's entry."""
    await empty_home.build()
    await empty_home.add_pad()
    return empty_home
