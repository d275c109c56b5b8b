"""Many pads in one house: what one does never happens inside another's turn."""

import sys
from typing import Any

import pytest
from homeassistant.core import Event, callback
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.heating_pad.const import DOMAIN
from tests.integration.home import Home
from tests.integration.people import add_person

PADS = 8


def depth() -> int:
    """How many calls are under way."""
    frame, found = sys._getframe(), 0  # noqa: SLF001 - the interpreter's only way to ask
    while frame.f_back is not None:
        frame, found = frame.f_back, found + 1
    return found


@pytest.fixture
async def pads(empty_home: Home) -> list[str]:
    """Several pads without sensors; their climate entities."""
    home = empty_home
    await home.build()
    plugs: dict[str, dict[str, Any]] = {f"plug_{number}": {} for number in range(PADS)}
    assert await async_setup_component(home.hass, "input_boolean", {"input_boolean": plugs})
    found = []
    for plug in plugs:
        entry = MockConfigEntry(
            domain=DOMAIN,
            title=plug,
            data={
                "kind": "electric_pad",
                "plug": f"input_boolean.{plug}",
                "rated_power": 100,
                "sensor_placement": "none",
                "controller": "electronic",
                "acknowledged": True,
            },
        )
        entry.add_to_hass(home.hass)
        assert await home.hass.config_entries.async_setup(entry.entry_id)
        found.append(f"climate.{plug}")
    await home.run(8)
    return found


async def test_s6_pads_that_end_together_do_not_end_inside_each_other(empty_home: Home, pads: list[str]) -> None:
    """Found with 500 pads: each heard of the one before in the middle of its end, until the stack was full."""
    home = empty_home
    depths: dict[str, int] = {}

    @callback
    def finished(event: Event) -> None:
        depths[event.data["entity_id"]] = depth()

    home.hass.bus.async_listen("timer.finished", finished)
    await home.hass.services.async_call(
        DOMAIN, "start_session", {"entity_id": pads, "duration": {"minutes": 5}}, blocking=True, context=home.person
    )
    await home.hass.services.async_call(DOMAIN, "confirm", {"entity_id": pads}, blocking=True, context=home.person)
    await home.run(5 * 60 + 20)
    assert len(depths) == PADS
    # Some are ended by their guard, which is as quick as they are: two depths, not one for each.
    assert len(set(depths.values())) <= 3
    for pad in pads:
        assert home.hass.states.is_state(pad.replace("climate", "input_boolean"), "off")
        # A plug that answers at once does not hide who switched it off.
        assert home.hass.states.is_state(f"{pad.replace('climate', 'sensor')}_stop_reason", "completed")


async def test_s11_pads_hear_of_their_person_s_session_on_another(empty_home: Home, pads: list[str]) -> None:
    home = empty_home
    await add_person(home)
    await home.run(1)
    for pad in pads[:2]:
        await home.hass.services.async_call(
            "select",
            "select_option",
            {"entity_id": f"{pad.replace('climate', 'select')}_used_by", "option": "Anna"},
            blocking=True,
            context=home.person,
        )
    await home.hass.services.async_call(
        DOMAIN, "start_session", {"entity_id": pads[0], "duration": {"minutes": 5}}, blocking=True, context=home.person
    )
    await home.hass.services.async_call(DOMAIN, "confirm", {"entity_id": pads[0]}, blocking=True, context=home.person)
    await home.run(120)
    blocked = {pad: home.hass.states.get(f"{pad.replace('climate', 'sensor')}_blocked_by") for pad in pads}
    assert [None if state is None else state.state for state in blocked.values()][1:3] == ["person_busy", "nothing"]
    await home.hass.services.async_call(DOMAIN, "stop_session", {"entity_id": pads[0]}, blocking=True)
    await home.run(3)
    state = home.hass.states.get(f"{pads[1].replace('climate', 'sensor')}_blocked_by")
    assert state is not None
    assert state.state == "resting"
