"""Entries as every version stored them, from the first form on, are set up and say what they said."""

import json
from pathlib import Path
from typing import Any

import pytest
from homeassistant.config_entries import ConfigEntryState
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.heating_pad.config_flow import HeatingPadConfigFlow
from custom_components.heating_pad.const import DOMAIN
from tests.integration.home import METER, PLUG, THERMOMETER, Home

ENTRIES = Path(__file__).parent / "entries"
SOURCES = {"plug": PLUG, "temperature_sensor": THERMOMETER, "power_sensor": METER}


def stored(home: Home, name: str, **more: Any) -> MockConfigEntry:
    """Put an entry into the home as it was stored; sources go by the registry's ids."""
    told: dict[str, Any] = json.loads((ENTRIES / f"{name}.json").read_text(encoding="utf-8")) | more
    registry = er.async_get(home.hass)
    ids = {key: entry.id for key, each in SOURCES.items() if (entry := registry.async_get(each)) is not None}
    data = {key: ids.get(key, value) if key in told["data"] else value for key, value in told["data"].items()}
    unique_id = "test:plug-1" if "plug" in data else None
    entry = MockConfigEntry(domain=DOMAIN, unique_id=unique_id, **{**told, "data": data})
    entry.add_to_hass(home.hass)
    return entry


async def set_up(home: Home, entry: MockConfigEntry) -> bool:
    """Set up an entry."""
    done = await home.hass.config_entries.async_setup(entry.entry_id)
    await home.hass.async_block_till_done()
    await home.run(8)
    return done


def test_every_version_has_an_entry_that_it_stored() -> None:
    present = (HeatingPadConfigFlow.VERSION, HeatingPadConfigFlow.MINOR_VERSION)
    pads = {tuple(map(int, path.stem.split("-")[1].split("."))) for path in ENTRIES.glob("pad-*.json")}
    assert pads == {(1, minor) for minor in range(1, present[1] + 1)}
    assert present[0] == 1


@pytest.mark.parametrize("name", sorted(path.stem for path in ENTRIES.glob("*.json")))
async def test_an_entry_of_any_version_is_set_up_in_the_present_form(empty_home: Home, name: str) -> None:
    await empty_home.build()
    entry = stored(empty_home, name)
    before = dict(entry.data)
    assert await set_up(empty_home, entry)
    assert entry.state is ConfigEntryState.LOADED
    assert (entry.version, entry.minor_version) == (1, HeatingPadConfigFlow.MINOR_VERSION)
    assert {key: value for key, value in entry.data.items() if key in before} == before


async def test_a_pad_of_the_first_version_heats_as_it_was_told_and_outlives_its_registry_ids(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    home.entry = stored(home, "pad-1.1")
    assert await set_up(home, home.entry)
    assert home.entry.data["identities"]["plug"] == ["switch", "test", "plug-1"]
    assert await home.refused("heating_pad.start_session", by_person=False) == "nobody_there"
    await home.start()
    await home.run(5)
    assert home.timer.attributes["duration"] == "0:20:00"
    assert home.climate.attributes["preset_mode"] == "low"


async def test_an_entry_whose_plug_is_gone_is_brought_on_all_the_same(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    er.async_get(home.hass).async_remove(PLUG)
    await home.hass.async_block_till_done()
    entry = stored(home, "pad-1.1")
    assert await set_up(home, entry)
    assert entry.minor_version == HeatingPadConfigFlow.MINOR_VERSION
    assert set(entry.data["identities"]) == {"temperature_sensor", "power_sensor"}


async def test_what_only_later_software_can_read_is_left_alone(empty_home: Home) -> None:
    await empty_home.build()
    entry = stored(empty_home, "pad-1.2", version=2)
    before = dict(entry.data)
    assert not await set_up(empty_home, entry)
    assert entry.state is ConfigEntryState.MIGRATION_ERROR
    assert (entry.version, dict(entry.data)) == (2, before)
    assert empty_home.plug.ons == 0


async def test_a_later_minor_version_is_read(empty_home: Home) -> None:
    await empty_home.build()
    entry = stored(empty_home, "pad-1.2", minor_version=9)
    assert await set_up(empty_home, entry)
    assert entry.minor_version == 9
