"""The invariants of the design that hold inside Home Assistant, each with its number."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import EventBus
from homeassistant.helpers import entity_registry as er

from custom_components.heating_pad.const import EVENT_SESSION
from tests.integration.home import PLUG, THERMOMETER, Home
from tests.simulation.plants import Fault


async def test_s2_pauses_and_extensions_never_pass_the_outer_deadline(home: Home) -> None:
    await home.start(15)
    begun_s = home.clock.boot_s
    await home.run(60)
    for _ in range(8):
        if home.timer.state == "active":
            await home.call("timer.pause")
            await home.run(50)
        if home.timer.state == "paused":
            await home.call("timer.start")
            await home.run(60)
    await home.run_until(lambda: home.climate.state == "off", 25 * 60)
    assert home.clock.boot_s - begun_s <= 25 * 60 + 1
    await home.run(2)
    assert not home.pad.relay_on


@pytest.mark.parametrize("value", ["unavailable", "unknown", "nan", "inf", "warm"])
async def test_s4_a_sensor_without_a_number_ends_heat(home: Home, value: str) -> None:
    await home.start(20)
    await home.run(90)
    shown = home.hass.states.get(THERMOMETER)
    assert shown is not None
    attributes = dict(shown.attributes)

    def lie() -> None:
        home.hass.states.async_set(THERMOMETER, value, attributes)

    home.thermometer.silent = True
    lie()
    home.every_second.append(lie)
    assert await home.run_until(lambda: home.climate.state == "off", 63) >= 50
    assert home.value("stop_reason") == "temperature_sensor_lost"
    await home.run(2)
    assert not home.pad.relay_on


@pytest.mark.parametrize("value_c", [5.0, 75.0, 60.5])
async def test_s4_an_implausible_temperature_ends_heat_at_once(home: Home, value_c: float) -> None:
    await home.start(20)
    await home.run(90)
    home.thermometer.report(value_c)
    await home.run(2)
    assert home.value("stop_reason") == "implausible_temperature"
    assert not home.pad.relay_on
    assert await home.refused("climate.turn_on") == "faulted"


async def test_s7_a_fault_survives_reload_removal_and_adding_again(home: Home) -> None:
    await home.start(20)
    await home.run(60)
    home.thermometer.report(75.0)
    await home.run(5)
    assert home.entry is not None
    assert await home.run_with(home.hass.config_entries.async_reload(home.entry.entry_id))
    await home.run(10)
    assert home.value("phase") == "fault"
    await home.run_with(home.hass.config_entries.async_remove(home.entry.entry_id))
    await home.add_pad()
    assert home.value("phase") == "fault"
    assert await home.refused("climate.turn_on") == "faulted"


async def test_s10_the_record_is_on_disk_before_the_plug_goes_on(home: Home) -> None:
    records: list[dict[str, Any]] = []

    def read(on: bool) -> None:
        if on:
            records.append(home.record)

    home.plug.before_command.append(read)
    await home.start(10)
    await home.run(5)
    assert records[0]["open_session"]["id"] == home.session_id


async def test_s11_an_entry_edited_to_90_minutes_stays_within_the_cap(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(options={"session_minutes": 90, "heated_minutes_a_day": 9999, "soft_limit": 99})
    assert await home.refused("heating_pad.start_session", {"duration": {"minutes": 90}}) == "too_long"
    begun_s = home.clock.boot_s
    await home.call("climate.turn_on")
    await home.run_until(lambda: home.climate.state == "off", 21 * 60)
    assert home.clock.boot_s - begun_s <= 20 * 60 + 1


async def test_s10_a_record_that_cannot_be_written_refuses_the_start(home: Home) -> None:
    storage = home.storage
    if storage.exists():
        storage.rename(storage.with_name("away"))
    storage.write_text("full")
    assert await home.refused("climate.turn_on") == "storage_failed"
    await home.run(10)
    assert home.plug.ons == 0
    assert "storage_failed" in home.issues
    storage.unlink()
    await home.call("climate.turn_on")
    await home.run(5)
    assert home.climate.state == "heat"
    assert "storage_failed" not in home.issues


async def test_s10_a_session_on_record_goes_on_when_the_disk_fills_and_nobody_is_told_otherwise(home: Home) -> None:
    """Found by the fault campaign: resuming was answered with an error, and heated."""
    await home.start(20)
    await home.run(30)
    home.storage.rename(home.storage.with_name("away"))
    home.storage.write_text("full")
    await home.call("timer.pause")
    await home.run(10)
    assert home.value("phase") == "paused"
    await home.call("heating_pad.resume_session")
    await home.run(10)
    assert home.value("phase") == "ramp"
    home.storage.unlink()
    home.storage.with_name("away").rename(home.storage)


async def test_s8_off_wins_over_a_start_that_first_tries_the_disk_again(home: Home) -> None:
    storage = home.storage
    if storage.exists():
        storage.rename(storage.with_name("away"))
    storage.write_text("full")
    assert await home.refused("climate.turn_on") == "storage_failed"
    storage.unlink()
    start = home.hass.async_create_task(home.call("climate.turn_on"))
    await asyncio.sleep(0)
    await home.call("climate.turn_off")
    await home.run_until(start.done, 30)
    await home.run(30)
    assert home.climate.state == "off"
    assert home.plug.ons == 0
    # The next one is a start of its own.
    await home.call("climate.turn_on")
    await home.run(5)
    assert home.climate.state == "heat"


@pytest.mark.parametrize("hours", [1, -1])
async def test_t15_a_wall_clock_that_jumps_lengthens_nothing(home: Home, hours: int) -> None:
    await home.start(20)
    await home.run(5 * 60)
    home.clock.step_wall(timedelta(hours=hours))
    took_s = await home.run_until(lambda: home.climate.state == "off", 15 * 60 + 1)
    if hours > 0:
        assert took_s <= 3
    await home.run(2)
    assert not home.pad.relay_on


async def test_t15_suspend_counts(home: Home) -> None:
    await home.start(20)
    await home.run(5 * 60)
    home.clock.suspend(16 * 60)
    await home.run(3)
    assert home.climate.state == "off"
    assert not home.pad.relay_on


async def test_t13_disabling_while_hot_switches_off_and_keeps_trying(home: Home) -> None:
    await home.start(20)
    await home.run(30)
    assert home.pad.relay_on
    assert home.entry is not None
    home.plug.deaf = True
    await home.run_with(home.hass.config_entries.async_set_disabled_by(home.entry.entry_id, ConfigEntryDisabler.USER))
    await home.run(60)
    home.plug.deaf = False
    await home.run(31)
    assert not home.pad.relay_on
    ons = home.plug.ons
    await home.run_with(home.hass.config_entries.async_set_disabled_by(home.entry.entry_id, None))
    await home.run(120)
    assert home.plug.ons == ons


async def test_a_rename_of_the_plug_in_a_session_loses_nothing(home: Home) -> None:
    await home.start(10)
    await home.run(30)
    er.async_get(home.hass).async_update_entity(PLUG, new_entity_id="switch.renamed")
    await home.run_until(lambda: home.climate.state == "off", 10 * 60)
    await home.run(2)
    assert not home.pad.relay_on
    assert home.value("stop_reason") in ("completed", "off_at_plug")


async def test_an_unattended_start_waits_for_a_person(home: Home) -> None:
    await home.call("climate.turn_on", by_person=False)
    await home.run(5)
    assert home.value("waiting_for") == "start"
    assert home.plug.ons == 0
    assert await home.refused("heating_pad.confirm", by_person=False) == "nobody_there"
    await home.call("heating_pad.confirm")
    await home.run(5)
    assert home.value("phase") == "ramp"
    assert home.pad.relay_on


async def test_an_unattended_start_nobody_confirms_ends_without_rest(home: Home) -> None:
    await home.call("climate.turn_on", by_person=False)
    await home.run(181)
    assert home.value("stop_reason") == "not_confirmed"
    assert home.value("phase") == "off"
    assert home.value("blocked_by") == "nothing"
    assert home.plug.ons == 0


async def test_s3_a_state_that_is_only_said_again_proves_no_off(home: Home) -> None:
    """Found by the fault campaign: an entity that is asked, but does not poll, repeats what it believes."""
    await home.start(10)
    home.plug.mute = True
    await home.run_until(lambda: home.pad.relay_on, 30)
    home.plug.deaf = True
    await home.call("heating_pad.stop_session")
    await home.run(12)
    assert home.pad.relay_on
    assert "off_unconfirmed" in home.issues


async def test_s3_a_polled_plug_is_asked_for_its_proof(empty_home: Home) -> None:
    empty_home.plug.polled = True
    await empty_home.build()
    await empty_home.add_pad()
    await empty_home.start(10)
    await empty_home.run_until(lambda: empty_home.pad.relay_on, 30)
    await empty_home.call("heating_pad.stop_session")
    await empty_home.run(8)
    assert not empty_home.pad.relay_on
    assert "off_unconfirmed" not in empty_home.issues
    assert empty_home.value("phase") in {"off", "rest"}


async def test_s7_a_fault_that_could_not_be_written_is_written_once_the_disk_is_well(home: Home) -> None:
    """Found by the fault campaign: the disk was full when the fault came, and a crash minutes later forgot it."""
    away = home.storage.with_name("away")
    await home.start(10)
    await home.run(30)
    home.storage.rename(away)
    home.storage.write_text("full")
    home.thermometer.report(50.0)
    home.thermometer.report(50.0)
    await home.run(5)
    assert home.value("phase") == "fault"
    assert "storage_failed" in home.issues
    home.storage.unlink()
    away.rename(home.storage)
    await home.run(62)
    assert home.record["fault"] == "implausible_temperature"
    assert "storage_failed" not in home.issues


def break_bus(monkeypatch: pytest.MonkeyPatch, notice: str) -> None:
    """Let Home Assistant fail once with something it is told."""
    broken = {notice}
    fire = EventBus.async_fire

    def fire_or_fail(self: EventBus, event_type: Any, event_data: Any = None, *more: Any, **others: Any) -> None:
        if event_type == EVENT_SESSION and event_data["type"] in broken:
            broken.clear()
            raise RuntimeError("a bug")
        fire(self, event_type, event_data, *more, **others)

    monkeypatch.setattr(EventBus, "async_fire", fire_or_fail)


async def test_s6_a_bug_ends_a_session_off_and_is_told_and_counted(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    break_bus(monkeypatch, "warm")
    await home.start(20)
    await home.run_until(lambda: home.value("phase") == "fault", 20 * 60)
    await home.run(5)
    assert not home.pad.relay_on
    assert ("fault", "internal_error") in home.announced
    assert "fault_internal_error" in home.issues
    assert float(home.value("heated_today")) > 0
    assert home.record["fault"] == "internal_error"
    assert home.record["heat"][-1]["session"] == home.events[-1]["session"]
    await home.press("acknowledge_fault")
    assert home.value("blocked_by") == "resting"


async def test_s7_a_bug_in_a_fault_leaves_the_fault_its_cause(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    break_bus(monkeypatch, "fault")
    await home.start(20)
    await home.run_until(lambda: home.pad.relay_on, 30)
    home.pad.fail(Fault.RELAY_STUCK_ON)
    await home.run(5)
    await home.press("stop")
    await home.run_until(lambda: home.value("phase") == "fault", 300)
    await home.run(5)
    assert home.record["fault"] == "stuck_on"
    assert {"fault_stuck_on", "fault_internal_error"} & home.issues
    home.pad.mend(Fault.RELAY_STUCK_ON)
    await home.run(60)
    assert not home.pad.relay_on
