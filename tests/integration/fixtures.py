"""Fixtures that every test in simulated time needs, in whichever folder."""

import pytest
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant

from tests.integration.home import SimulatedClock, Threads

__all__ = ["clock", "threads"]


@pytest.fixture
def clock(freezer: FrozenDateTimeFactory, hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> SimulatedClock:
    """All clocks of the machine; the event loop's own stands apart from the wall clock."""
    clock = SimulatedClock(freezer)
    monkeypatch.setattr(hass.loop, "time", clock.loop_time)
    monkeypatch.setattr(hass.loop, "slow_callback_duration", 1e9)
    return clock


@pytest.fixture
def threads(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> Threads:
    """What runs beside the event loop."""
    threads = Threads(hass)
    threads.watch(monkeypatch)
    return threads
