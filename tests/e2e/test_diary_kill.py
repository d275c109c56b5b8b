"""What log_pain has acknowledged survives a kill in the next instant (S10): a real process, again and again."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from .hass_client import HassClient
from .hass_process import DOMAIN, HassProcess

ROUNDS = int(os.environ.get("S10_ROUNDS", "8"))
"""Fifty before a release; each is a start of Home Assistant."""

pytestmark = pytest.mark.timeout(1500)


@pytest_asyncio.fixture
async def process(tmp_path: Path) -> AsyncIterator[HassProcess]:
    """Home Assistant on a folder of its own; its log is shown when the test fails."""
    running = HassProcess(tmp_path / "config")
    try:
        yield running
    finally:
        await running.kill()
        print(running.digest())  # noqa: T201 - pytest shows it with a failure only


async def scores(client: HassClient, sensor: str) -> dict[str, int]:
    """Return all scores of the diary by entry."""
    response = await client.act(f"{DOMAIN}.get_pain_log", sensor, respond=True, start="2026-01-01 00:00:00")
    return {entry["id"]: entry["score"] for entry in response["entries"]}


async def test_s10_an_acknowledged_entry_survives_kill_9_right_after(process: HassProcess) -> None:
    client = await process.start()
    entry_id = await client.add_entry(
        DOMAIN,
        ("user", {"next_step_id": "person"}),
        ("person", {"name": "Anna"}),
        ("profile", {"profile": "standard", "clinician_agrees": False}),
    )
    sensor = await client.entity_id("sensor", f"{entry_id}_pain")
    # An orderly stop: only what comes after it is at stake.
    await process.stop()
    acknowledged: dict[str, int] = {}
    for number in range(ROUNDS):
        client = await process.start()
        assert await scores(client, sensor) == acknowledged, f"after kill {number}"
        score = number % 11
        # Each at another time: within a minute the same again would be a correction.
        at = f"2026-10-{1 + number % 28:02} {number // 28:02}:00:00"
        written = await client.act(f"{DOMAIN}.log_pain", sensor, respond=True, score=score, when=at, note="ten words")
        await process.kill()
        acknowledged[written["id"]] = score
    client = await process.start()
    assert await scores(client, sensor) == acknowledged
    assert len(acknowledged) == ROUNDS
    assert not list(process.folder.glob(".storage/heating_pad.diary.*.damaged"))
    process.assert_clean()
