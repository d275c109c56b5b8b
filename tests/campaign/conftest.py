"""A simulated home for episodes in real Home Assistant."""

from pathlib import Path

import pytest
from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant

from tests.integration.home import Home, SimulatedClock


@pytest.fixture
def clock(freezer: FrozenDateTimeFactory, hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> SimulatedClock:
    """All clocks of the machine; the event loop's own stands apart from the wall clock."""
    clock = SimulatedClock(freezer)
    monkeypatch.setattr(hass.loop, "time", clock.loop_time)
    monkeypatch.setattr(hass.loop, "slow_callback_duration", 1e9)
    return clock


@pytest.fixture
def campaign_home(
    enable_custom_integrations: None, hass: HomeAssistant, clock: SimulatedClock, hass_admin_user: User, tmp_path: Path
) -> Home:
    """A home whose files are its own, with nothing in it yet."""
    hass.config.config_dir = str(tmp_path)
    return Home(hass, hass_admin_user, clock)
