"""The options page about blueprints: copied when asked for, kept current, taken away; what is theirs stays theirs."""

import json
from hashlib import sha256
from pathlib import Path
from shutil import rmtree

import pytest
from homeassistant.components.automation.helpers import async_get_blueprints
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.setup import async_setup_component

from custom_components.heating_pad.blueprint_install import async_keep_blueprints_current
from tests.integration.automations import Automations
from tests.integration.blueprints import NAMES, SHIPPED
from tests.integration.home import Home
from tests.integration.test_options import Options


def folder(home: Home) -> Path:
    return Path(home.hass.config.path("blueprints/automation/heating_pad"))


def present(home: Home) -> list[str]:
    return sorted(path.stem for path in folder(home).glob("*.yaml"))


def spoken(names: list[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names) or "–"


@pytest.fixture
async def options(home: Home) -> Options:
    """The options of a pad, where there are automations."""
    assert await async_setup_component(home.hass, "automation", {})
    return Options(home)


async def choose(options: Options, *, installed: bool) -> dict[str, str]:
    """Fill in the page; returns what it says then."""
    await options.open("voice_and_blueprints", "blueprints")
    shown = await options.fill(installed=installed)
    assert shown["type"] is FlowResultType.ABORT
    return dict(shown["description_placeholders"])


async def test_nothing_is_copied_before_somebody_asks(home: Home, options: Options) -> None:
    shown = await options.open("voice_and_blueprints", "blueprints")
    assert shown["description_placeholders"]["absent"] == spoken(NAMES)
    assert present(home) == []


async def test_they_are_copied_and_home_assistant_finds_them(home: Home, options: Options) -> None:
    await home.start(10)
    await home.run(5)
    said = await choose(options, installed=True)
    assert said["installed"] == spoken(NAMES)
    assert said["changed"] == "–"
    found = await async_get_blueprints(home.hass).async_get_blueprints()
    assert [found[f"heating_pad/{name}.yaml"].validate() for name in NAMES] == [None] * len(NAMES)  # type: ignore[union-attr]  # an error would have no such method
    for name in NAMES:
        assert (folder(home) / f"{name}.yaml").read_bytes() == (SHIPPED / f"{name}.yaml").read_bytes()
    # It is about files: the session goes on.
    assert home.value("phase") == "ramp"


async def test_they_are_removed_and_what_was_changed_stays(home: Home, options: Options) -> None:
    await choose(options, installed=True)
    mine = folder(home) / "ready_by.yaml"
    mine.write_text(mine.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    (folder(home) / "evening_session.yaml").unlink()
    said = await choose(options, installed=True)
    assert said["changed"] == "ready by"
    assert "# mine" in mine.read_text(encoding="utf-8")
    assert present(home) == NAMES
    assert (await choose(options, installed=False))["left"] == "ready by"
    assert present(home) == ["ready_by"]


async def test_what_an_automation_uses_is_not_removed_before_the_automation(home: Home) -> None:
    automations = Automations(home.hass)
    options = Options(home)
    assert await async_setup_component(home.hass, "automation", {})
    await choose(options, installed=True)
    await automations.reload_with(
        {
            "alias": "Mine",
            "use_blueprint": {
                "path": "heating_pad/tell_me_when_it_ends.yaml",
                "input": {"session_event": home.entity_id("session", "event")},
            },
        }
    )
    assert (await choose(options, installed=False))["left"] == "tell me when it ends"
    assert present(home) == ["tell_me_when_it_ends"]
    await automations.reload_with()
    assert (await choose(options, installed=False))["left"] == "–"
    assert present(home) == []


def as_an_earlier_version_wrote_it(home: Home, name: str) -> None:
    """Put another text there, and into the record that it was ours."""
    path = folder(home) / f"{name}.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# earlier\n", encoding="utf-8")
    record = json.loads((home.storage / "heating_pad.installed_files").read_bytes())
    record["blueprints"][f"blueprints/automation/heating_pad/{name}.yaml"] = [sha256(path.read_bytes()).hexdigest()]
    (home.storage / "heating_pad.installed_files").write_text(json.dumps(record), encoding="utf-8")


async def test_an_update_renews_what_is_there_and_brings_nothing_back(home: Home, options: Options) -> None:
    await choose(options, installed=True)
    (folder(home) / "ready_by.yaml").unlink()
    as_an_earlier_version_wrote_it(home, "weekly_review")
    shown = await options.open("voice_and_blueprints", "blueprints")
    assert shown["description_placeholders"]["outdated"] == "weekly review"
    async_keep_blueprints_current(home.hass)
    await home.run(2)
    assert present(home) == [name for name in NAMES if name != "ready_by"]
    assert (folder(home) / "weekly_review.yaml").read_bytes() == (SHIPPED / "weekly_review.yaml").read_bytes()


async def test_they_go_with_the_last_entry(home: Home, options: Options) -> None:
    await choose(options, installed=True)
    assert home.entry is not None
    assert await home.run_with(home.hass.config_entries.async_remove(home.entry.entry_id))
    await home.run(2)
    assert present(home) == []
    home.entry = None


async def test_without_automations_or_with_a_folder_in_the_way_the_page_says_so(home: Home) -> None:
    options = Options(home)
    await options.open("voice_and_blueprints", "blueprints")
    shown = await options.fill(installed=True)
    assert shown["errors"] == {"base": "blueprints_not_copied"}
    assert "not set up" in shown["description_placeholders"]["why"]
    assert not folder(home).parent.exists()
    assert await async_setup_component(home.hass, "automation", {})
    # Home Assistant copies its own blueprints there meanwhile.
    await home.hass.async_block_till_done(wait_background_tasks=True)
    rmtree(folder(home).parents[1], ignore_errors=True)
    folder(home).parents[1].write_text("in the way", encoding="utf-8")
    shown = await options.fill(installed=True)
    assert shown["errors"] == {"base": "blueprints_not_copied"}
    folder(home).parents[1].unlink()
    shown = await options.fill(installed=True)
    assert shown["type"] is FlowResultType.ABORT
    assert present(home) == NAMES
