"""The tables of the documentation are what the code says, and what a real Home Assistant shows."""

from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.heating_pad.const import DOMAIN
from custom_components.heating_pad.engine.models import STOP_RULES, Told
from scripts.pages.automation import registered
from scripts.pages.entities import Row, rows
from scripts.pages.made import ROOT, pages
from scripts.pages.source import texts
from tests.integration.home import Home
from tests.integration.people import add_pack, add_person


async def things(home: Home) -> dict[str, MockConfigEntry]:
    """Set up one of each kind; returns their entries."""
    pack, person = await add_pack(home), await add_person(home)
    assert home.entry is not None
    return {"pad": home.entry, "pack": pack.entry, "person": person.entry}


def test_every_page_is_what_the_code_says() -> None:
    stale = [str(path.relative_to(ROOT)) for path, text in pages().items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run scripts/reference, and look at what changed"


def test_a_number_that_is_no_longer_true_is_found_and_put_right(tmp_path: Path) -> None:
    docs = copytree(ROOT / "docs", tmp_path / "docs", ignore=ignore_patterns("*.png"))
    page = docs / "limits.md"
    right = page.read_text(encoding="utf-8")
    page.write_text(right.replace("at most 41 °C", "at most 42 °C"), encoding="utf-8")
    assert "at most 42 °C" in page.read_text(encoding="utf-8")
    assert pages(docs)[page] == right


def test_a_table_without_a_place_is_an_error(tmp_path: Path) -> None:
    docs = copytree(ROOT / "docs", tmp_path / "docs", ignore=ignore_patterns("*.png"))
    page = docs / "choosing.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("made by scripts/reference: z_wave", "z_wave"), encoding="utf-8")
    with pytest.raises(ValueError, match="z_wave"):
        pages(docs)


def test_troubleshooting_knows_every_fault_and_every_refusal() -> None:
    page = (ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8").split("## Repairs")[0]
    shown = texts()["entity"]["sensor"]["blocked_by"]["state"]
    loud = [reason for reason, rule in STOP_RULES.items() if rule.latched or rule.told is Told.NOTIFY]
    assert [reason for reason in loud if f"`{reason}`" not in page] == []
    assert [name for key, name in shown.items() if key != "nothing" and f"*{name}*" not in page] == []


@pytest.mark.parametrize("thing", ["pad", "pack", "person"])
async def test_entities_are_those_of_the_reference(home: Home, thing: str) -> None:
    entry = (await things(home))[thing]
    registry = er.async_get(home.hass)
    there = {
        (each.domain, each.unique_id.removeprefix(f"{entry.entry_id}_")): each
        for each in er.async_entries_for_config_entry(registry, entry.entry_id)
    }
    told = {(row.platform, row.key): row for row in rows(thing)}
    assert told.keys() == there.keys()
    for place, row in told.items():
        found = there[place]
        # Where the climate entity shows it, the sensor of the temperature is off by default.
        if place != ("sensor", "pad_temperature"):
            assert row.enabled is (found.disabled_by is None), place
        assert row.category == (found.entity_category or ""), place
        check_values(home, found, row)


def check_values(home: Home, found: er.RegistryEntry, row: Row) -> None:
    """Compare states, types of events and units with those of the table."""
    state = home.hass.states.get(found.entity_id)
    if state is None:
        return
    shown = state.attributes.get("options") or state.attributes.get("event_types")
    if shown is not None and row.key != "used_by" and (row.platform, row.key) != ("sensor", "phase"):
        assert set(row.values) == set(shown), row
    elif row.key == "phase":
        assert set(row.values) <= set(shown or row.values), row
    unit = state.attributes.get("unit_of_measurement")
    if unit is not None and "°" not in unit:
        assert row.unit == unit, row


async def test_actions_are_those_of_the_reference(home: Home) -> None:
    await things(home)
    there = home.hass.services.async_services_for_domain(DOMAIN)
    told = registered()
    assert told.keys() == there.keys()
    assert {name: each[1] for name, each in told.items()} == {
        name: each.supports_response for name, each in there.items()
    }
    page = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    for name in there:
        assert f"### `{DOMAIN}.{name}`" in page
