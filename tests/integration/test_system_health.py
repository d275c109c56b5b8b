"""System information counts, and names nothing."""

from typing import Any

from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import get_system_health_info

from custom_components.heating_pad.const import DOMAIN
from tests.integration.home import Home
from tests.integration.people import add_person
from tests.simulation.plants import Fault


async def info(home: Home) -> dict[str, Any]:
    """Return what people see under Settings → System → Repairs → System information."""
    assert await async_setup_component(home.hass, "system_health", {})
    await home.hass.async_block_till_done()
    found: dict[str, Any] = await get_system_health_info(home.hass, DOMAIN)
    return found


async def test_it_counts_what_there_is_and_what_needs_somebody(home: Home) -> None:
    await add_person(home)
    assert await info(home) == {
        "pads": 1,
        "heat_packs": 0,
        "persons": 1,
        "sessions_running": 0,
        "faults": 0,
        "off_not_confirmed": 0,
        "countdowns_verified": 0,
        "records_damaged": 0,
    }
    await home.start(10)
    await home.run(60)
    assert (await info(home))["sessions_running"] == 1
    home.pad.fail(Fault.RELAY_STUCK_ON)
    await home.call("climate.turn_off")
    await home.run_until(lambda: home.value("phase") == "fault", 300)
    found = await info(home)
    assert (found["sessions_running"], found["faults"], found["off_not_confirmed"]) == (0, 1, 1)
