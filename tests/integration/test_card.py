"""The integration serves its cards and has the frontend load them."""

import asyncio
import re
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

import custom_components.heating_pad
from tests.integration.home import Home

ENTRY = re.compile(r"/heating_pad_static/[0-9a-f]{12}/heating-pad[a-z-]*\.js")
NAMES = {"heating-pad.js", "heating-pad-dashboard.js"}
FOLDER = Path(custom_components.heating_pad.__file__).parent / "frontend"
GZIPPED_MOST = 60_000


@pytest.fixture(autouse=True)
def onboarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody has set up this Home Assistant; before that it shows another page."""
    monkeypatch.setattr("homeassistant.components.onboarding.async_is_onboarded", lambda _hass: True)


async def page(client: TestClient[Any, Any]) -> str:
    """What a browser loads first, once somebody has signed in."""
    response = await client.get("/lovelace")
    assert response.status == HTTPStatus.OK
    return await response.text()


@pytest.mark.parametrize("lovelace", [{}, {"lovelace": {"resource_mode": "yaml"}}])
async def test_every_page_loads_the_cards_and_the_dashboard_once(
    hass: HomeAssistant, home: Home, hass_client: ClientSessionGenerator, lovelace: dict[str, dict[str, str]]
) -> None:
    assert await async_setup_component(hass, "frontend", lovelace)
    await hass.async_block_till_done()
    client = await hass_client()
    addresses = set(ENTRY.findall(await page(client)))
    assert {address.rpartition("/")[2] for address in addresses} == NAMES
    assert len({address.rpartition("/")[0] for address in addresses}) == 1

    for address in addresses:
        response = await client.get(address)
        assert response.status == HTTPStatus.OK
        assert "javascript" in response.headers["Content-Type"]
        assert "max-age" in response.headers["Cache-Control"]
        assert await response.read() == (FOLDER / address.rpartition("/")[2]).read_bytes()


async def test_a_reload_does_not_serve_it_again(
    hass: HomeAssistant, home: Home, hass_client: ClientSessionGenerator
) -> None:
    assert await async_setup_component(hass, "frontend", {})
    await hass.async_block_till_done()
    client = await hass_client()
    before = ENTRY.findall(await page(client))
    assert before
    assert home.entry is not None
    assert await hass.config_entries.async_reload(home.entry.entry_id)
    await hass.async_block_till_done()
    assert ENTRY.findall(await page(client)) == before


async def test_without_a_frontend_the_pad_works(hass: HomeAssistant, home: Home) -> None:
    assert "frontend" not in hass.config.components
    assert hass.states.get("climate.sofa_pad") is not None


async def test_the_card_is_small_and_names_no_source() -> None:
    command = ["gzip", "-9", "-c", *map(str, sorted(FOLDER.iterdir()))]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    packed, _ = await process.communicate()
    assert process.returncode == 0
    assert 1000 < len(packed) <= GZIPPED_MOST
    for path in FOLDER.iterdir():
        assert "sourceMappingURL" not in path.read_text(encoding="utf-8"), path.name
