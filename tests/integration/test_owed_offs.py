"""OFFs owed to plugs whose pads are gone: kept over restarts, and struck out when they are proved."""

import json

from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.helpers import issue_registry as ir
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.heating_pad.const import DOMAIN
from tests.integration.home import PLUG, Home
from tests.integration.people import add_person
from tests.integration.test_config_flow import DETAILS, choose, sources_form
from tests.integration.test_restart import record_file, write_record


def owed(home: Home) -> bool:
    """What the plug's record on disk says."""
    return bool(json.loads(record_file(home).read_bytes())["off_owed"])


def told(home: Home) -> ir.IssueEntry | None:
    """The issue that says that the pad may still be on."""
    issues = ir.async_get(home.hass).issues.values()
    return next((each for each in issues if each.translation_key == "off_unconfirmed" and each.active), None)


async def switch_on(home: Home) -> None:
    """Leave the plug on, as an earlier process did."""
    home.pad.command(on=True)
    await home.run(12)
    assert home.hass.states.is_state(PLUG, "on")


async def remove_hot_out_of_reach(home: Home) -> None:
    """Take the pad away in mid-session, with a plug that hears nothing."""
    await home.start(20)
    await home.run_until(lambda: home.pad.relay_on, 60)
    home.plug.deaf = True
    assert home.entry is not None
    await home.run_with(home.hass.config_entries.async_remove(home.entry.entry_id))
    home.entry = None


async def test_s3_the_off_of_a_removed_pad_is_owed_until_it_is_proved(home: Home) -> None:
    await remove_hot_out_of_reach(home)
    await home.run(20)
    assert home.pad.relay_on
    assert owed(home)
    issue = told(home)
    assert issue is not None
    assert issue.is_persistent
    home.plug.deaf = False
    await home.run(40)
    assert not home.pad.relay_on
    assert not owed(home)
    assert told(home) is None


async def test_s3_s9_the_next_process_goes_on_with_what_is_owed_to_a_plug_without_a_pad(empty_home: Home) -> None:
    home = empty_home
    write_record(home, off_owed=True)
    await home.build()
    await switch_on(home)
    home.plug.deaf = True
    await add_person(home)
    await home.run(30)
    assert told(home) is not None
    home.plug.deaf = False
    await home.run(40)
    assert not home.pad.relay_on
    assert told(home) is None
    assert not owed(home)


async def test_s3_a_disabled_pad_is_no_reason_to_leave_its_plug_on(empty_home: Home) -> None:
    home = empty_home
    write_record(home, off_owed=True)
    await home.build()
    await switch_on(home)
    data = {"kind": "electric_pad", "plug": PLUG}
    MockConfigEntry(domain=DOMAIN, data=data, disabled_by=ConfigEntryDisabler.USER).add_to_hass(home.hass)
    await add_person(home)
    await home.run(15)
    assert not home.pad.relay_on
    assert not owed(home)


async def test_s3_a_pad_of_a_later_version_is_no_reason_to_leave_its_plug_on(empty_home: Home) -> None:
    home = empty_home
    write_record(home, off_owed=True)
    await home.build()
    await switch_on(home)
    data = {"kind": "electric_pad", "plug": PLUG}
    MockConfigEntry(domain=DOMAIN, data=data, version=99).add_to_hass(home.hass)
    await add_person(home)
    await home.run(15)
    assert not home.pad.relay_on
    assert not owed(home)


async def test_s1_s9_a_process_that_dies_in_a_guided_test_leaves_its_off_to_the_next(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    flows = home.hass.config_entries.flow
    flow_id = await sources_form(home)
    await choose(home, flow_id)
    await flows.async_configure(flow_id, {**DETAILS, "guided_test": True})
    await flows.async_configure(flow_id, {"ready": True})
    await home.run_until(lambda: home.pad.relay_on, 60)
    assert owed(home)
    await home.run_until(lambda: flows.async_get(flow_id)["step_id"] != "pad_test_running", 240)
    await home.run(5)
    assert not home.pad.relay_on
    assert not owed(home)


async def test_s7_a_plug_with_a_fault_is_not_tested(empty_home: Home) -> None:
    home = empty_home
    write_record(home, fault="stuck_on")
    await home.build()
    flows = home.hass.config_entries.flow
    flow_id = await sources_form(home)
    await choose(home, flow_id)
    await flows.async_configure(flow_id, {**DETAILS, "guided_test": True})
    await flows.async_configure(flow_id, {"ready": True})
    await home.run(240)
    assert home.plug.ons == 0


async def test_a_plug_that_owes_nothing_is_left_alone(empty_home: Home) -> None:
    home = empty_home
    write_record(home, off_owed=False)
    await home.build()
    await switch_on(home)
    await add_person(home)
    await home.run(60)
    assert home.hass.states.is_state(PLUG, "on")


async def test_s5_a_pad_that_takes_the_plug_over_keeps_its_own_record(home: Home) -> None:
    await remove_hot_out_of_reach(home)
    await home.run(20)
    await home.add_pad(ready=False)
    home.plug.deaf = False
    await home.run(60)
    await home.call("heating_pad.acknowledge_fault")  # it was told off often enough, and stayed on
    await home.run_until(lambda: home.value("blocked_by") == "nothing", 3600)
    await home.start(10)
    await home.run_until(lambda: home.pad.relay_on, 60)
    await home.run(5)
    assert owed(home)
