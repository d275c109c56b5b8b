"""What the forms offer around voice: the plug's own switch hidden, Alexa kept away, sentences installed; all undone."""

from pathlib import Path
from typing import Any

import pytest
from homeassistant.components.homeassistant.exposed_entities import KNOWN_ASSISTANTS, async_should_expose
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er

from tests.integration.home import PLUG, Home
from tests.integration.people import add_person
from tests.integration.talking import SENTENCES, Talk
from tests.integration.test_options import Options
from tests.integration.test_voice_names import thermostat


async def set_up(home: Home, **safety: Any) -> str:
    """Set up a pad by the form; returns the entry's id."""
    flows = home.hass.config_entries.flow
    shown = await flows.async_init("heating_pad", context={"source": "user"})
    flow_id = shown["flow_id"]
    await flows.async_configure(flow_id, {"next_step_id": "electric_pad"})
    await flows.async_configure(flow_id, {"name": "Sofa pad", "plug": PLUG})
    await flows.async_configure(flow_id, {"rated_power": 100})
    done = await flows.async_configure(flow_id, {"acknowledged": True, **safety})
    assert done["type"] is FlowResultType.CREATE_ENTRY
    await home.hass.async_block_till_done()
    await home.run(8)
    return str(done["result"].entry_id)


def hidden(home: Home, entity_id: str = PLUG) -> bool:
    entry = er.async_get(home.hass).async_get(entity_id)
    assert entry is not None
    return entry.hidden


def seen_by(home: Home, entity_id: str = PLUG) -> set[str]:
    """Return the assistants that may use an entity."""
    return {each for each in KNOWN_ASSISTANTS if async_should_expose(home.hass, each, entity_id)}


async def test_the_plugs_switch_is_hidden_by_default_and_only_that_is_undone(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    talk = Talk(home)
    talk.expose(PLUG, assistant="cloud.alexa")
    talk.expose(PLUG, exposed=False, assistant="cloud.google_assistant")
    assert seen_by(home) == {"conversation", "cloud.alexa"}
    entry_id = await set_up(home)
    assert hidden(home)
    assert seen_by(home) == set()
    assert await home.hass.config_entries.async_remove(entry_id)
    await home.run(5)
    assert not hidden(home)
    assert seen_by(home) == {"conversation", "cloud.alexa"}


async def test_who_declines_keeps_the_switch(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    before = seen_by(home)
    await set_up(home, hide_plug=False)
    assert not hidden(home)
    assert seen_by(home) == before


async def test_what_its_owner_has_changed_since_is_left_alone(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    registry = er.async_get(home.hass)
    entry_id = await set_up(home)
    # Shown again by hand, and hidden by hand once more; given to one assistant.
    registry.async_update_entity(PLUG, hidden_by=None)
    assert await home.hass.config_entries.async_reload(entry_id)
    await home.run(8)
    assert not hidden(home)
    registry.async_update_entity(PLUG, hidden_by=er.RegistryEntryHider.USER)
    assert await home.hass.config_entries.async_remove(entry_id)
    await home.run(5)
    assert hidden(home)


async def test_what_was_hidden_before_stays_hidden(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    er.async_get(home.hass).async_update_entity(PLUG, hidden_by=er.RegistryEntryHider.INTEGRATION)
    entry_id = await set_up(home)
    assert await home.hass.config_entries.async_remove(entry_id)
    await home.run(5)
    assert hidden(home)


async def test_the_option_shows_and_hides_the_switch(home: Home) -> None:
    assert not hidden(home)
    options = Options(home)
    shown = await options.open("voice_and_blueprints")
    assert shown["menu_options"] == ["voice", "blueprints"]
    await options.fill(next_step_id="voice")
    await options.fill(voice=True, hide_plug=True)
    await home.run(10)
    assert hidden(home)
    assert seen_by(home) == set()
    await options.open("voice_and_blueprints", "voice")
    await options.fill(voice=True, hide_plug=False)
    await home.run(10)
    assert not hidden(home)
    assert seen_by(home) == {"conversation"}


async def test_a_pad_without_voice_is_taken_from_alexa_and_given_back(home: Home) -> None:
    talk = Talk(home)
    climate, select = home.entity_id("climate", "climate"), home.entity_id("level", "select")
    for each in (climate, select):
        talk.expose(each, assistant="cloud.alexa")
    talk.expose(climate, assistant="cloud.google_assistant")
    options = Options(home)
    await options.open("voice_and_blueprints", "voice")
    await options.fill(voice=False, hide_plug=False)
    await home.run(10)
    assert seen_by(home, climate) == {"conversation", "cloud.google_assistant"}
    assert "cloud.alexa" not in seen_by(home, select)
    # Shown to her again by hand: the option takes it away at the next start.
    talk.expose(climate, assistant="cloud.alexa")
    assert home.entry is not None
    assert await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.run(10)
    assert "cloud.alexa" not in seen_by(home, climate)
    await options.open("voice_and_blueprints", "voice")
    await options.fill(voice=True, hide_plug=False)
    await home.run(10)
    assert "cloud.alexa" in seen_by(home, climate)
    assert "cloud.alexa" in seen_by(home, select)
    assert "cloud.alexa" not in seen_by(home, home.entity_id("session", "timer"))


@pytest.mark.parametrize("nonsense", [[], "x", {"a": 1}, {PLUG: {"hidden": "yes", "assistants": ["nobody", 3]}}])
async def test_s11_nonsense_in_the_record_hides_and_shows_nothing(empty_home: Home, nonsense: object) -> None:
    home = empty_home
    await home.build()
    entry = await home.add_pad(taken_away=nonsense)
    assert not hidden(home)
    assert await home.hass.config_entries.async_remove(entry.entry_id)
    await home.run(5)
    assert not hidden(home)
    assert seen_by(home) == {"conversation"}


# -- sentences -----------------------------------------------------------------------


def placed(home: Home, language: str) -> Path:
    return Path(home.hass.config.path("custom_sentences", language, "heating_pad.yaml"))


async def test_sentences_are_installed_when_asked_for_and_heard_at_once(home: Home) -> None:
    placed(home, "en").parents[2].joinpath("configuration.yaml").write_text("", encoding="utf-8")
    talk = Talk(home)
    await talk.begin()
    assert (await talk.say("start the heating pad")).error is not None
    options = Options(home)
    await options.open("voice_and_blueprints", "voice")
    await options.fill(voice=True, hide_plug=False, sentences=["en", "de"])
    await home.run(10)
    assert placed(home, "en").read_bytes() == (SENTENCES / "en" / "heating_pad.yaml").read_bytes()
    assert placed(home, "de").is_file()
    assert placed(home, "de-CH").is_file()
    assert (await talk.say("start the heating pad")).answer.startswith("Sofa pad warms up")
    said = await talk.say("turn off Sofa pad")
    assert (said.answer, said.intent) == ("Sofa pad is off.", "HeatingPadStop")

    shown = await options.open("voice_and_blueprints", "voice")
    suggested = {str(key): key.description["suggested_value"] for key in shown["data_schema"].schema}
    assert suggested == {"voice": True, "hide_plug": False, "sentences": ["de", "en"]}
    await options.fill(voice=True, hide_plug=False, sentences=["de"])
    await home.run(10)
    assert not placed(home, "en").exists()
    assert placed(home, "de").is_file()
    said = await talk.say("turn on Sofa pad")
    assert (said.answer[:18], said.intent) == ("Sofa pad warms up ", None)


async def test_a_changed_file_is_neither_overwritten_nor_removed(home: Home) -> None:
    options = Options(home)
    await options.open("voice_and_blueprints", "voice")
    await options.fill(voice=True, hide_plug=False, sentences=["en", "fr"])
    await home.run(10)
    own = placed(home, "en").read_text(encoding="utf-8").replace("ouch", "yikes")
    placed(home, "en").write_text(own, encoding="utf-8")
    assert home.entry is not None
    assert await home.hass.config_entries.async_remove(home.entry.entry_id)
    await home.run(5)
    assert placed(home, "en").read_text(encoding="utf-8") == own
    assert not placed(home, "fr").exists()


async def test_sentences_go_with_the_last_entry_only(home: Home) -> None:
    person = await add_person(home)
    options = Options(home)
    await options.open("voice_and_blueprints", "voice")
    await options.fill(voice=True, hide_plug=False, sentences=["it"])
    await home.run(10)
    assert home.entry is not None
    assert await home.hass.config_entries.async_remove(home.entry.entry_id)
    await home.run(5)
    assert placed(home, "it").is_file()
    assert await home.hass.config_entries.async_remove(person.entry.entry_id)
    await home.run(5)
    assert not placed(home, "it").exists()


async def test_a_disk_that_refuses_is_said_on_the_page(home: Home) -> None:
    in_the_way = placed(home, "en").parents[1]
    in_the_way.write_text("no folder", encoding="utf-8")
    options = Options(home)
    await options.open("voice_and_blueprints", "voice")
    shown = await options.fill(voice=False, hide_plug=True, sentences=["en"])
    assert shown["errors"] == {"base": "files_not_writable"}
    assert not hidden(home)
    in_the_way.unlink()


async def test_the_page_names_thermostats_of_the_same_room(home: Home) -> None:
    talk = Talk(home)
    talk.put(home.entity_id("climate", "climate"), "Bedroom")
    options = Options(home)
    shown = await options.open("voice_and_blueprints", "voice")
    assert shown["description_placeholders"] == {"thermostats": "–"}
    await thermostat(home, "Bedroom")
    shown = await options.open("voice_and_blueprints", "voice")
    assert shown["description_placeholders"] == {"thermostats": "Room heating"}
