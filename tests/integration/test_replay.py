"""A diagnostics download is enough to let the engine decide again, and tells nothing of people."""

import asyncio
import json
import sys
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from tests.integration.home import METER, PLUG, THERMOMETER, Home
from tests.integration.people import add_person
from tests.simulation.plants import Fault

REPLAY = Path(__file__).parents[2] / "scripts/lib/replay.py"


async def download(home: Home, hass_client: ClientSessionGenerator) -> str:
    """Download the pad's diagnostics as a browser does."""
    assert home.entry is not None
    assert await async_setup_component(home.hass, "diagnostics", {})
    client = await hass_client()
    answer = await client.get(f"/api/diagnostics/config_entry/{home.entry.entry_id}")
    assert answer.status == HTTPStatus.OK
    return str(await answer.text())


async def replayed(file: Path, *more: str) -> tuple[int, str]:
    """Run scripts/replay; returns its exit status and what it said."""
    command = (sys.executable, str(REPLAY), str(file), *more)
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()


async def test_a_session_is_decided_again_from_its_download(
    home: Home, hass_client: ClientSessionGenerator, tmp_path: Path
) -> None:
    await home.start(6)
    await home.run_until(lambda: home.value("phase") == "off" or home.value("phase") == "rest", 10 * 60)
    await home.run(30)
    file = tmp_path / "download.json"
    file.write_text(await download(home, hass_client))
    status, said = await replayed(file)
    assert status == 0, said
    assert "0 decided otherwise" in said
    for told in ("StartAsked", "→ HeatOn", "→ HeatOff", "reason=completed"):
        assert told in said, said
    assert "refused" not in said
    status, everything = await replayed(file, "--all")
    assert status == 0
    assert everything.count("TemperatureReported") > said.count("TemperatureReported")
    assert len(file.read_text()) < 600_000


async def test_why_a_session_ended_by_a_fault_is_told(
    home: Home, hass_client: ClientSessionGenerator, tmp_path: Path
) -> None:
    await home.start(10)
    await home.run(60)
    home.thermometer.silent = True
    await home.run_until(lambda: home.value("stop_reason") == "temperature_sensor_lost", 400)
    await home.run(10)
    await home.refused("heating_pad.start_session")
    file = tmp_path / "download.json"
    file.write_text(await download(home, hass_client))
    status, said = await replayed(file)
    assert status == 0, said
    assert "temperature_sensor_lost" in said
    assert "refused: Refused(refusal=" in said
    assert (await replayed(file, "--recording", "1"))[1].count("── recording") == 1


async def test_another_decision_is_pointed_out(home: Home, hass_client: ClientSessionGenerator, tmp_path: Path) -> None:
    await home.start(3)
    await home.run(30)
    told: dict[str, Any] = json.loads(await download(home, hass_client))
    first = json.loads(told["data"]["recordings"][0][0])
    first["settings"]["confirm_start"] = True
    told["data"]["recordings"][0][0] = json.dumps(first)
    file = tmp_path / "download.json"
    file.write_text(json.dumps(told))
    status, said = await replayed(file)
    assert status == 1
    assert "! then:" in said


@pytest.mark.parametrize("text", ["", "{}", '{"data": {"recordings": [["{}"]]}}', '{"data": {"recordings": 1}}'])
async def test_what_is_no_download_is_said_so(tmp_path: Path, text: str) -> None:
    file = tmp_path / "download.json"
    file.write_text(text)
    status, said = await replayed(file)
    assert status == 2
    assert "error:" in said


async def test_a_download_names_nobody_nothing_at_home_and_no_day(
    empty_home: Home, hass_client: ClientSessionGenerator
) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(
        identities={"plug": ["switch", "test", "plug-1"]},
        options={
            "allowed_users": [home.user.id],
            "targets": ["notify.annas_phone"],
            "speakers": ["media_player.annas_bedroom"],
            "arm_actions": [{"action": "script.annas_secret"}],
        },
    )
    home.pad.fail(Fault.RELAY_STUCK_ON)
    await home.start(3)
    await home.run(30)
    await home.call("climate.turn_off")
    await home.run(60)
    whole = json.loads(await download(home, hass_client))
    told = json.dumps(whole["data"])
    for private in ("anna", "2026-", home.user.id, "test:plug-1", PLUG, THERMOMETER, METER, "Sofa"):
        assert private not in told, private
    assert whole["data"]["sources"]["plug"] == {
        "found": True,
        "domain": "switch",
        "platform": "test",
        "usable": True,
    }
    home.pad.mend(Fault.RELAY_STUCK_ON)
    await home.run(60)


async def test_why_a_diary_is_not_set_up_is_said_without_a_name(
    home: Home, hass_client: ClientSessionGenerator
) -> None:
    anna = await add_person(home)
    await anna.log(3)
    await home.hass.config_entries.async_unload(anna.entry.entry_id)
    (diary,) = home.storage.glob("heating_pad.diary.*")
    diary.unlink()
    diary.mkdir()
    await home.hass.config_entries.async_setup(anna.entry.entry_id)
    home.entry, pad = anna.entry, home.entry
    told = json.loads(await download(home, hass_client))["data"]
    home.entry = pad
    diary.rmdir()
    assert told["not_set_up"] == "diary_not_read"
    assert "Anna" not in json.dumps(told)


async def test_a_pad_that_is_not_set_up_has_diagnostics_too(home: Home, hass_client: ClientSessionGenerator) -> None:
    assert home.entry is not None
    assert await async_setup_component(home.hass, "diagnostics", {})
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    told = json.loads(await download(home, hass_client))["data"]
    assert set(told) >= {"data", "options"}
