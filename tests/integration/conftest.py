"""A simulated home for every test."""

from collections.abc import AsyncIterator
from pathlib import Path

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
import pytest

from tests.integration.home import Home


@pytest.fixture
async def empty_home(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, hass_admin_user: User, tmp_path: Path
) -> Home:
    """A home whose files are its own, with nothing in it yet."""
    hass.config.config_dir = str(tmp_path)
    return Home(hass, freezer, hass_admin_user)


@pytest.fixture
async def home(empty_home: Home) -> AsyncIterator[Home]:
    """A home with a plug, a pad, a thermometer, a meter and the pad's entry."""
    await empty_home.build()
    await empty_home.add_pad()
    yield empty_home
