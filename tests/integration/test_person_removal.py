"""Removing a person: a last table is offered to administrators, and everything that was theirs is erased."""

import re
from datetime import timedelta
from html import unescape
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from homeassistant.components.recorder import Recorder, get_instance
from homeassistant.components.recorder.db_schema import States, StatesMeta, StatisticsMeta
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.recorder import session_scope
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import async_fire_time_changed
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.heating_pad.const import DOMAIN
from tests.integration.home import START, Home
from tests.integration.people import Somebody, add_person, add_user

SECRET = "the neighbour's dog"


@pytest.fixture
async def anna(empty_home: Home) -> Somebody:
    for component in ("http", "repairs"):
        assert await async_setup_component(empty_home.hass, component, {})
    anna = await add_person(empty_home)
    await anna.log(4, note=SECRET)
    await anna.act("log_checkup", pain=6, enjoyment=3, general_activity=3)
    await anna.log(7, when=(START - timedelta(days=900)).isoformat())
    return anna


async def remove(home: Home, anna: Somebody) -> None:
    await home.hass.config_entries.async_remove(anna.entry.entry_id)
    await home.hass.async_block_till_done()


def issue_id(anna: Somebody) -> str:
    return f"person_removed_{anna.entry.entry_id}"


def issue(home: Home, anna: Somebody) -> ir.IssueEntry | None:
    return ir.async_get(home.hass).async_get_issue(DOMAIN, issue_id(anna))


async def opened(client: Any, anna: Somebody) -> dict[str, Any]:
    """Open the issue as the frontend does."""
    answer = await client.post("/api/repairs/issues/fix", json={"handler": DOMAIN, "issue_id": issue_id(anna)})
    assert answer.status == HTTPStatus.OK
    return dict(await answer.json())


def address(form: dict[str, Any]) -> str:
    (found,) = re.findall(r'<a href="(/api/[^"]+)" target="_blank">', form["description_placeholders"]["link"])
    return unescape(str(found))


def on_disk(home: Home) -> list[Path]:
    return [path for path in Path(home.hass.config.config_dir).rglob("*") if path.is_file()]


async def test_a_removed_person_leaves_one_table_for_an_hour_and_nothing_on_the_disk(
    empty_home: Home, anna: Somebody, hass_client: ClientSessionGenerator
) -> None:
    assert any(SECRET.encode() in path.read_bytes() for path in on_disk(empty_home))
    await remove(empty_home, anna)
    assert not any(SECRET.encode() in path.read_bytes() for path in on_disk(empty_home))
    found = issue(empty_home, anna)
    assert found is not None
    assert (found.is_fixable, found.is_persistent, found.translation_placeholders) == (True, False, {"name": "Anna"})

    client = await hass_client()
    form = await opened(client, anna)
    answer = await client.get(address(form))
    assert answer.status == HTTPStatus.OK
    assert "attachment" in answer.headers["Content-Disposition"]
    table = await answer.text()
    ben = await add_person(empty_home, "Ben")
    taken = await ben.act("import_diary", csv=table, dry_run=False)
    assert (taken["new"], taken["problems"]) == (3, [])
    assert {entry.get("note") for entry in await ben.entries(include_notes=True)} == {SECRET, None}
    for _ in range(12):
        await ben.act("export_diary", format="csv")
    assert (await client.get(address(await opened(client, anna)))).status == HTTPStatus.OK

    empty_home.clock.advance(3601)
    async_fire_time_changed(empty_home.hass, empty_home.clock.wall)
    await empty_home.hass.async_block_till_done()
    assert issue(empty_home, anna) is None
    assert (await client.get(address(form))).status in (HTTPStatus.NOT_FOUND, HTTPStatus.UNAUTHORIZED)


async def test_the_last_table_is_discarded_when_nobody_needs_it(
    empty_home: Home, anna: Somebody, hass_client: ClientSessionGenerator
) -> None:
    await remove(empty_home, anna)
    client = await hass_client()
    first, second = await opened(client, anna), await opened(client, anna)
    done = await client.post(f"/api/repairs/issues/fix/{first['flow_id']}", json={})
    assert (await done.json())["type"] == "create_entry"
    assert issue(empty_home, anna) is None
    assert (await client.get(address(second))).status == HTTPStatus.NOT_FOUND


async def test_only_administrators_reach_the_last_table(
    empty_home: Home, anna: Somebody, hass_client: ClientSessionGenerator, hass_client_no_auth: ClientSessionGenerator
) -> None:
    await remove(empty_home, anna)
    path = address(await opened(await hass_client(), anna)).partition("?")[0]
    client = await hass_client_no_auth()
    assert (await client.get(path)).status == HTTPStatus.UNAUTHORIZED
    user = await add_user(empty_home, "Ben")
    token = await empty_home.hass.auth.async_create_refresh_token(user, "https://example.org/")
    headers = {"Authorization": f"Bearer {empty_home.hass.auth.async_create_access_token(token)}"}
    assert (await client.get(path, headers=headers)).status == HTTPStatus.FORBIDDEN
    fix = {"handler": DOMAIN, "issue_id": issue_id(anna)}
    assert (await client.post("/api/repairs/issues/fix", json=fix, headers=headers)).status == HTTPStatus.UNAUTHORIZED


async def test_an_empty_or_unreadable_diary_is_erased_without_an_offer(empty_home: Home, anna: Somebody) -> None:
    ben = await add_person(empty_home, "Ben")
    await remove(empty_home, ben)
    assert issue(empty_home, ben) is None
    (diary,) = empty_home.storage.glob("heating_pad.diary.*")
    diary.write_bytes(b"no diary\n" * 3)
    await remove(empty_home, anna)
    assert issue(empty_home, anna) is None
    assert list(empty_home.storage.glob("heating_pad.diary.*")) == []


async def test_statistics_and_recorded_states_go_too(recorder_mock: Recorder, empty_home: Home) -> None:
    anna = await add_person(empty_home)
    for days in range(5):
        await anna.log(days, when=(START - timedelta(days=days)).isoformat())
    await get_instance(empty_home.hass).async_block_till_done()

    def kept() -> tuple[set[str], set[tuple[str, str | None]]]:
        with session_scope(hass=empty_home.hass) as session:
            statistics = {str(name) for (name,) in session.query(StatisticsMeta.statistic_id).all()}
            rows = session.query(StatesMeta.entity_id, States.state).join(
                States, States.metadata_id == StatesMeta.metadata_id
            )
            return statistics, {(name, state) for name, state in rows.all() if "anna" in name}

    async def found() -> tuple[set[str], set[tuple[str, str | None]]]:
        await empty_home.hass.async_block_till_done()
        await get_instance(empty_home.hass).async_block_till_done()
        return await get_instance(empty_home.hass).async_add_executor_job(kept)

    statistics, states = await found()
    assert f"heating_pad:pain_{anna.entry.entry_id.lower()}" in statistics
    assert ("sensor.anna_pain", "0") in states
    empty_home.clock.advance(5)
    await remove(empty_home, anna)
    await found()
    statistics, states = await found()
    assert statistics == set()
    # What taking an entity away writes says nothing.
    assert {state for _, state in states} <= {None, "unavailable", "unknown"}
