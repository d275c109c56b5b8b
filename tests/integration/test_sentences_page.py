"""Homes without an electric pad choose sentences, too: on a page of the pack or the person."""

import pytest
from homeassistant.data_entry_flow import FlowResultType

from tests.integration.home import Home
from tests.integration.people import Somebody, add_pack, add_person
from tests.integration.talking import SENTENCES
from tests.integration.test_voice_flow import placed


async def opened(home: Home, thing: Somebody) -> dict[str, object]:
    """Open the page, by the menu where there is one."""
    options = home.hass.config_entries.options
    shown = await options.async_init(thing.entry.entry_id)
    if shown["type"] is FlowResultType.MENU:
        shown = await options.async_configure(shown["flow_id"], {"next_step_id": "sentences"})
    assert shown["step_id"] == "sentences"
    return dict(shown)


@pytest.mark.parametrize("kind", ["pack", "person"])
async def test_sentences_are_chosen_without_an_electric_pad(empty_home: Home, kind: str) -> None:
    home = empty_home
    thing = await (add_pack(home) if kind == "pack" else add_person(home, options={"statistics": False}))
    kept = dict(thing.entry.options)
    options = home.hass.config_entries.options
    for chosen in (["en", "de"], ["de"], []):
        shown = await opened(home, thing)
        done = await options.async_configure(str(shown["flow_id"]), {"sentences": chosen})
        assert done["type"] is FlowResultType.CREATE_ENTRY
        await home.hass.async_block_till_done()
        assert {each for each in ("en", "de") if placed(home, each).is_file()} == set(chosen)
        if "en" in chosen:
            assert placed(home, "en").read_bytes() == (SENTENCES / "en" / "heating_pad.yaml").read_bytes()
    assert dict(thing.entry.options) == kept


async def test_a_disk_that_refuses_is_said_there_too(empty_home: Home) -> None:
    pack = await add_pack(empty_home)
    in_the_way = placed(empty_home, "en").parents[1]
    in_the_way.write_text("no folder", encoding="utf-8")
    shown = await opened(empty_home, pack)
    options = empty_home.hass.config_entries.options
    shown = dict(await options.async_configure(str(shown["flow_id"]), {"sentences": ["en"]}))
    assert shown["errors"] == {"base": "files_not_writable"}
    in_the_way.unlink()
