"""Every problem that can be named has a way out, and none of them closes before its cause is gone."""

from http import HTTPStatus
from typing import Any

import pytest
from homeassistant.components.repairs import DOMAIN as REPAIRS
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.heating_pad.const import DOMAIN
from tests.integration.home import METER, PLUG, THERMOMETER, Home
from tests.integration.people import add_person
from tests.integration.test_restart import record_file
from tests.simulation.plants import Fault


class Repairs:
    """The repairs panel in somebody's browser."""

    def __init__(self, home: Home, hass_client: ClientSessionGenerator) -> None:
        self._home = home
        self._hass_client = hass_client
        self._client: Any = None

    def issue(self, key: str) -> ir.IssueEntry:
        """Find the one open issue of a kind."""
        (found,) = [
            issue
            for (domain, _), issue in ir.async_get(self._home.hass).issues.items()
            if domain == DOMAIN and issue.active and issue.translation_key == key
        ]
        return found

    async def fix(self, key: str) -> dict[str, Any]:
        """Open an issue and confirm its page; returns what came of it."""
        if self._client is None:
            assert await async_setup_component(self._home.hass, REPAIRS, {})
            self._client = await self._hass_client()
        issue = self.issue(key)
        assert issue.is_fixable
        shown = await self._post("", {"handler": DOMAIN, "issue_id": issue.issue_id})
        assert shown["type"] == "form"
        assert shown["step_id"] == "confirm"
        assert shown["description_placeholders"] == issue.translation_placeholders
        return await self._home.run_with(self._post(f"/{shown['flow_id']}", {}))

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = await self._client.post(f"/api/repairs/issues/fix{path}", json=body)
        assert answer.status == HTTPStatus.OK, await answer.text()
        found: dict[str, Any] = await answer.json()
        return found


@pytest.fixture
def repairs(home: Home, hass_client: ClientSessionGenerator) -> Repairs:
    """The repairs panel of the home."""
    return Repairs(home, hass_client)


async def test_s7_a_fault_is_released_when_its_cause_is_gone_and_not_before(home: Home, repairs: Repairs) -> None:
    await home.start(10)
    await home.run(60)
    home.pad.fail(Fault.RELAY_STUCK_ON)
    await home.call("climate.turn_off")
    await home.run_until(lambda: "fault_stuck_on" in home.issues, 300)
    left = await repairs.fix("fault_stuck_on")
    assert (left["type"], left["reason"]) == ("abort", "cause_present")
    assert left["description_placeholders"]["name"] == "Sofa pad"
    assert home.value("phase") == "fault"
    home.pad.mend(Fault.RELAY_STUCK_ON)
    await home.run_until(lambda: not {"off_unconfirmed", "stuck_on"} & home.issues, 120)
    await home.run(40)
    assert (await repairs.fix("fault_stuck_on"))["type"] == "create_entry"
    assert home.value("phase") != "fault"
    assert "fault_stuck_on" not in home.issues


async def test_s3_a_plug_that_is_silent_stays_a_problem_until_it_proves_off(home: Home, repairs: Repairs) -> None:
    await home.start(5)
    await home.run_until(lambda: home.pad.relay_on, 30)
    home.plug.deaf = True
    await home.call("climate.turn_off")
    await home.run_until(lambda: "off_unconfirmed" in home.issues, 60)
    sent = len(home.plug.commands)
    left = await repairs.fix("off_unconfirmed")
    assert (left["type"], left["reason"]) == ("abort", "off_unconfirmed")
    assert len(home.plug.commands) > sent
    assert home.plug.commands[-1][1] is False
    assert "off_unconfirmed" in home.issues
    home.plug.deaf = False
    assert (await repairs.fix("off_unconfirmed"))["type"] == "create_entry"
    assert not home.pad.relay_on
    assert "off_unconfirmed" not in home.issues


async def test_s10_a_disk_is_tried_again(home: Home, repairs: Repairs) -> None:
    await home.start(1)
    await home.run(10)
    await home.call("climate.turn_off")
    await home.run(30)
    file = home.record_file
    folder = file.parent
    # A folder of the file's name: nothing can be written there.
    file.unlink()
    file.mkdir()
    (file / "full").touch()
    assert await home.refused("heating_pad.start_session") == "storage_failed"
    left = await repairs.fix("storage_failed")
    assert (left["type"], left["reason"]) == ("abort", "storage_failed")
    (file / "full").unlink()
    file.rmdir()
    assert (await repairs.fix("storage_failed"))["type"] == "create_entry"
    assert home.record_file.is_file()
    assert home.record_file.parent == folder
    await home.start(3)
    await home.run(5)
    assert home.value("phase") == "ramp"


async def test_s7_a_damaged_record_is_seen_by_somebody(empty_home: Home, hass_client: ClientSessionGenerator) -> None:
    home = empty_home
    file = record_file(home)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"{")
    await home.build()
    await home.add_pad()
    assert {"record_damaged", "fault_internal_error"} <= home.issues
    assert (await Repairs(home, hass_client).fix("record_damaged"))["type"] == "create_entry"
    assert not {"record_damaged", "fault_internal_error"} & home.issues
    # The long rest stays.
    assert home.value("blocked_by") == "resting"


async def test_a_missing_plug_leads_to_the_form_that_asks_for_one(home: Home, repairs: Repairs) -> None:
    assert home.entry is not None
    er.async_get(home.hass).async_remove(PLUG)
    await home.hass.async_block_till_done()
    await home.run(5)
    shown = await repairs.fix("plug_missing")
    assert (shown["type"], shown["reason"]) == ("abort", "leads_on")
    kind, flow_id = shown["next_flow"]
    assert kind == "config_flow"
    form = await home.hass.config_entries.flow.async_configure(flow_id)
    assert form["step_id"] == "reconfigure"
    home.hass.config_entries.flow.async_abort(flow_id)
    assert "plug_missing" in home.issues


@pytest.mark.parametrize("key", ["auto_off_none"])
async def test_advice_about_the_plug_leads_to_another_one(home: Home, repairs: Repairs, key: str) -> None:
    shown = await repairs.fix(key)
    kind, flow_id = shown["next_flow"]
    assert kind == "config_flow"
    home.hass.config_entries.flow.async_abort(flow_id)
    assert key in home.all_issues


async def test_an_alarm_nobody_heard_leads_to_who_is_told(
    empty_home: Home, hass_client: ClientSessionGenerator
) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(options={"targets": ["notify.nobody"]})
    await home.start(10)
    await home.run(60)
    home.pad.fail(Fault.RELAY_STUCK_ON)
    await home.call("climate.turn_off")
    await home.run_until(lambda: "message_not_delivered" in home.issues, 300)
    shown = await Repairs(home, hass_client).fix("message_not_delivered")
    assert shown["type"] == "create_entry"
    kind, flow_id = shown["next_flow"]
    assert kind == "options_flow"
    form = await home.hass.config_entries.options.async_configure(flow_id)
    assert form["step_id"] == "messages"
    home.hass.config_entries.options.async_abort(flow_id)
    home.pad.mend(Fault.RELAY_STUCK_ON)
    await home.run_until(lambda: "off_unconfirmed" not in home.issues, 120)


async def test_damaged_lines_of_a_diary_are_given_up(home: Home, repairs: Repairs) -> None:
    anna = await add_person(home)
    entry_id = anna.entry.entry_id
    file = home.storage / f"heating_pad.diary.{entry_id.lower()}"
    await home.hass.config_entries.async_unload(entry_id)
    file.parent.mkdir(exist_ok=True)
    file.write_text("not a line\n", encoding="utf-8")
    await home.hass.config_entries.async_setup(entry_id)
    await home.hass.async_block_till_done()
    assert "diary_damaged" in home.issues
    beside = file.with_name(f"{file.name}.damaged")
    assert beside.exists()
    assert (await repairs.fix("diary_damaged"))["type"] == "create_entry"
    assert not beside.exists()
    await home.hass.config_entries.async_reload(entry_id)
    await home.hass.async_block_till_done()
    assert "diary_damaged" not in home.issues


async def test_a_removed_person_leads_to_the_form_that_asks_for_one(
    empty_home: Home, hass_client: ClientSessionGenerator
) -> None:
    home = empty_home
    await home.build()
    anna = await add_person(home)
    await home.add_pad(person=anna.entry.entry_id)
    await home.hass.config_entries.async_remove(anna.entry.entry_id)
    await home.hass.async_block_till_done()
    shown = await Repairs(home, hass_client).fix("linked_person_removed")
    kind, flow_id = shown["next_flow"]
    assert kind == "config_flow"
    form = await home.hass.config_entries.flow.async_configure(
        flow_id, {"plug": PLUG, "temperature_sensor": THERMOMETER, "power_sensor": METER}
    )
    assert form["step_id"] == "reconfigure_details"
    home.hass.config_entries.flow.async_abort(flow_id)


async def test_of_a_pad_that_is_not_set_up_nothing_can_be_put_right(home: Home, repairs: Repairs) -> None:
    assert home.entry is not None
    await home.start(10)
    await home.run(60)
    home.pad.fail(Fault.RELAY_STUCK_ON)
    await home.call("climate.turn_off")
    await home.run_until(lambda: "fault_stuck_on" in home.issues, 300)
    await home.run_with(home.hass.config_entries.async_unload(home.entry.entry_id))
    left = await repairs.fix("fault_stuck_on")
    assert (left["type"], left["reason"]) == ("abort", "pad_not_loaded")
    assert "fault_stuck_on" in home.issues


async def test_what_only_another_version_can_mend_has_no_button(home: Home) -> None:
    fixable = {
        issue.translation_key: issue.is_fixable
        for (domain, _), issue in ir.async_get(home.hass).issues.items()
        if domain == DOMAIN
    }
    assert fixable
    assert all(fixable.values())
