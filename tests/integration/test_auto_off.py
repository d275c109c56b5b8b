"""The countdown inside the plug in real Home Assistant, judged by what the relay of the plug does."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from homeassistant.auth.models import User
from homeassistant.config_entries import ConfigFlow
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import async_fire_mqtt_message, mock_config_flow

from custom_components.heating_pad.const import DOMAIN
from tests.integration.home import PLUG, Home, SimulatedClock, Threads
from tests.integration.tasmota_home import FIRMWARE, TasmotaHome

ARMED_S = 105


@pytest.fixture
def expected_lingering_timers() -> bool:
    """Home Assistant's own MQTT client keeps its housekeeping timer."""
    return True


@pytest.fixture
async def home(
    hass: HomeAssistant,
    clock: SimulatedClock,
    threads: Threads,
    hass_admin_user: User,
    tmp_path: Path,
    mqtt_mock: Any,
) -> AsyncIterator[TasmotaHome]:
    """A home with a Tasmota plug and its pad."""
    assert mqtt_mock is not None
    hass.config.config_dir = str(tmp_path)
    home = TasmotaHome(hass, hass_admin_user, clock, threads)
    with mock_config_flow("tasmota", ConfigFlow):
        await home.build()
        await home.add_pad()
        await home.run_until(lambda: home.value("auto_off") == "unverified", 60)
        await home.run_until(lambda: home.value("blocked_by") == "nothing", 10)
        yield home
        home.online = True
        home.lost = lambda _command: False
        home.plug.deaf = False
        await home.leave()


async def test_a_plug_with_a_countdown_is_recognised_and_people_are_asked_to_test_it_once(home: TasmotaHome) -> None:
    assert home.state("auto_off").attributes["family"] == "tasmota_pulsetime"
    assert "auto_off_unverified" in home.all_issues
    assert await home.refused("heating_pad.start_session", {"duration": {"minutes": 25}}) == "too_long"


async def test_s12_a_test_on_the_plug_proves_it(home: TasmotaHome) -> None:
    home.firmware.settings.pulse_time = 130
    home.firmware.settings.power_on_state = 3
    await home.call("heating_pad.test_auto_off")
    await home.run(2)
    assert home.value("phase") == "testing"
    assert await home.refused("heating_pad.start_session") == "busy_testing"
    await home.run_until(lambda: home.state("auto_off").attributes["testing"] == "operation", 600)
    await home.run_until(lambda: home.value("auto_off") == "verified", 200)
    await home.run(10)
    assert home.firmware.settings.power_on_state == 0
    assert home.value("phase") == "off"
    assert not home.pad.relay_on
    assert "auto_off_unverified" not in home.all_issues
    await home.run(1)
    assert home.record["auto_off"]["before"] == {"power_on_state": "3", "pulse_time": "130"}
    await home.start(25)
    await home.run(5)
    assert home.value("phase") == "ramp"


async def test_t5_a_plug_that_takes_the_countdown_and_ignores_it_is_found_out(home: TasmotaHome) -> None:
    home.firmware.ignores_pulse_time = True
    await home.call("heating_pad.test_auto_off")
    await home.run_until(lambda: home.value("auto_off") == "failed", 200)
    assert home.state("auto_off").attributes["result"] == "stayed_on"
    assert "auto_off_failed" in home.all_issues
    await home.run(10)
    assert not home.pad.relay_on
    assert await home.refused("heating_pad.start_session", {"duration": {"minutes": 25}}) == "too_long"


async def test_t4_s12_the_plug_ends_the_heat_when_nobody_else_does(home: TasmotaHome) -> None:
    await home.verify()
    await home.start(25)
    await home.run_until(lambda: home.pad.relay_on, 30)
    # From here on nothing of Home Assistant reaches the plug, as after `kill -9`.
    home.lost = lambda _command: True
    home.plug.deaf = True
    left_s = await home.run_until(lambda: not home.pad.relay_on, ARMED_S + 5)
    assert left_s <= ARMED_S + 2


async def test_s5_t6_renewals_keep_a_session_and_switch_nothing_on(home: TasmotaHome) -> None:
    await home.verify()
    since_s = home.clock.boot_s
    await home.start(20)
    await home.run(60)
    ons = [at for at, on in home.plug.commands if on and at >= since_s]
    assert ons == []
    assert len(home.heard("POWER1", since_s=since_s)) == 1
    assert len(home.heard("PulseTime1", since_s=since_s)) >= 2
    await home.run_until(lambda: home.value("phase") in ("off", "rest"), 20 * 60)
    assert home.value("stop_reason") == "completed"
    quiet_from_s = home.clock.boot_s
    await home.run(600)
    assert home.heard("PulseTime1", since_s=quiet_from_s) == []
    assert home.heard("POWER1", since_s=quiet_from_s) == []


async def test_two_lost_renewals_end_the_session_off(home: TasmotaHome) -> None:
    await home.verify()
    await home.start(20)
    await home.run_until(lambda: home.pad.relay_on, 30)
    home.lost = lambda command: command == "PulseTime1"
    await home.run_until(lambda: home.value("stop_reason") == "auto_off_failed", 600)
    await home.run(3)
    assert not home.pad.relay_on
    assert "heating_pad_ended_auto_off_failed_" in " ".join(home.notices)


async def test_a_proved_plug_that_cannot_be_armed_is_not_switched_on(home: TasmotaHome) -> None:
    await home.verify()
    home.lost = lambda command: command == "PulseTime1"
    await home.start(20)
    await home.run_until(lambda: home.value("stop_reason") == "auto_off_failed", 60)
    assert home.heard("POWER1", since_s=home.clock.boot_s - 50) == []
    assert not home.pad.relay_on


async def test_an_off_asked_for_while_arming_wins(home: TasmotaHome) -> None:
    await home.verify()
    since_s = home.clock.boot_s
    home.lost = lambda command: command == "PulseTime1"
    await home.start(20)
    await home.run(2)
    await home.press("stop")
    home.lost = lambda _command: False
    home.tell("PulseTime1", str(ARMED_S + 100))
    await home.run(30)
    assert home.heard("POWER1", since_s=since_s) == []
    assert not home.pad.relay_on


async def test_auto_off_that_fires_in_a_session_is_told_from_a_hand(home: TasmotaHome) -> None:
    await home.verify()
    await home.start(20)
    await home.run_until(lambda: home.pad.relay_on, 30)
    home.lost = lambda command: command == "PulseTime1"
    # The renewals get lost one by one only: each second one arrives, so the session goes on until the plug has enough.
    await home.run(20)
    home.firmware.settings.pulse_time = 112
    home.tell("PulseTime1", "112")
    await home.run_until(lambda: home.value("stop_reason") in ("auto_off_fired", "off_at_plug"), 40)
    assert not home.pad.relay_on


async def test_s4_a_proved_countdown_bridges_a_plug_that_is_gone_for_a_minute(home: TasmotaHome) -> None:
    await home.verify()
    await home.start(20)
    await home.run_until(lambda: home.pad.relay_on, 30)
    await home.run(5)
    home.plug.set_available(available=False)
    home.meter.set_available(available=False)
    home.lost = lambda _command: True
    await home.run(60)
    assert home.value("stop_reason") == "unknown"
    await home.run_until(lambda: home.value("stop_reason") == "plug_unavailable", ARMED_S)
    assert not home.pad.relay_on


# -- adoption -------------------------------------------------------------------------------


async def test_t16_a_press_on_the_plug_is_adopted_at_low(home: TasmotaHome) -> None:
    assert home.entry is not None
    await home.verify()
    home.hass.config_entries.async_update_entry(home.entry, options={"adopt": True, "level": "high"})
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.run_until(lambda: home.value("auto_off") == "verified", 60)
    await home.run(25)
    home.press_button()
    await home.run_until(lambda: home.value("phase") == "ramp", 30)
    assert home.climate.attributes["preset_mode"] == "low"
    await home.run_until(lambda: home.pad.relay_on, 5)
    assert home.firmware.pulse_remaining_s(home.moment) > 0


async def test_t16_without_proof_a_press_is_switched_off_again(home: TasmotaHome) -> None:
    assert home.entry is not None
    home.hass.config_entries.async_update_entry(home.entry, options={"adopt": True})
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.run_until(lambda: home.value("auto_off") == "unverified", 60)
    await home.run(25)
    home.press_button()
    await home.run(5)
    assert not home.pad.relay_on
    assert home.value("phase") == "off"
    assert ("refused", "not_allowed") in home.announced


# -- what the proof is bound to ----------------------------------------------------------------


async def test_s12_another_firmware_has_to_be_tested_again(home: TasmotaHome) -> None:
    await home.verify()
    entity = er.async_get(home.hass).async_get(PLUG)
    assert entity is not None
    assert entity.device_id is not None
    dr.async_get(home.hass).async_update_device(entity.device_id, sw_version="16.0.0(tasmota)")
    await home.run(2)
    assert home.value("auto_off") == "unverified"
    assert await home.refused("heating_pad.start_session", {"duration": {"minutes": 25}}) == "too_long"
    dr.async_get(home.hass).async_update_device(entity.device_id, sw_version=FIRMWARE)
    await home.run(2)
    assert home.value("auto_off") == "verified"


async def test_s7_what_was_proved_survives_a_reload(home: TasmotaHome) -> None:
    assert home.entry is not None
    await home.verify()
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.run_until(lambda: home.value("auto_off") == "verified", 60)


async def test_a_removed_pad_gives_its_plug_back_as_it_was(home: TasmotaHome) -> None:
    assert home.entry is not None
    home.firmware.settings.pulse_time = 130
    home.firmware.settings.power_on_state = 3
    await home.verify()
    await home.run_with(home.hass.config_entries.async_remove(home.entry.entry_id))
    await home.run(10)
    assert home.firmware.settings.pulse_time == 130
    assert home.firmware.settings.power_on_state == 3


async def test_s3_giving_a_plug_back_does_not_bring_back_an_off_that_is_paid(home: TasmotaHome) -> None:
    assert home.entry is not None
    home.firmware.settings.power_on_state = 3
    await home.verify()
    await home.start(10)
    await home.run_until(lambda: home.pad.relay_on, 60)
    await home.run_with(home.hass.config_entries.async_remove(home.entry.entry_id))
    home.entry = None
    await home.run(10)
    assert not home.pad.relay_on
    assert home.firmware.settings.power_on_state == 3
    assert not home.record["off_owed"]


async def test_a_plug_given_up_gets_its_settings_back_when_it_can_be_reached(home: TasmotaHome) -> None:
    assert home.entry is not None
    home.firmware.settings.pulse_time = 130
    home.firmware.settings.power_on_state = 3
    await home.verify()
    assert home.firmware.settings.pulse_time != 130
    assert await async_setup_component(home.hass, "input_boolean", {"input_boolean": {"other_plug": {}}})
    home.online = False
    home.plug.set_available(available=False)
    before = home.entry.unique_id
    flows = home.hass.config_entries.flow
    shown = await flows.async_init(DOMAIN, context={"source": "reconfigure", "entry_id": home.entry.entry_id})
    shown = await flows.async_configure(shown["flow_id"], {"plug": "input_boolean.other_plug"})
    while shown["step_id"] != "reconfigure_details":
        shown = await flows.async_configure(shown["flow_id"], {})
    details = {"rated_power": 60, "controller": "mechanical", "sensor_placement": "contact", "pad_setting": "high"}
    await home.run_with(flows.async_configure(shown["flow_id"], details))
    await home.run(60)
    assert home.entry.unique_id not in (None, before)
    assert home.firmware.settings.pulse_time != 130
    # It is back, and so is the entry: what is still owed to it is done now.
    home.online = True
    home.plug.set_available(available=True)
    await home.run(5)
    await home.run_with(home.hass.config_entries.async_reload(home.entry.entry_id))
    await home.run(30)
    assert home.firmware.settings.pulse_time == 130
    assert home.firmware.settings.power_on_state == 3
    assert "former_plugs" not in home.entry.data


# -- disturbed tests -----------------------------------------------------------------------------


async def test_a_test_that_a_person_disturbs_proves_nothing(home: TasmotaHome) -> None:
    await home.call("heating_pad.test_auto_off")
    await home.run_until(lambda: home.pad.relay_on, 30)
    await home.run(3)
    await home.call("switch.turn_off")
    await home.run_until(lambda: home.value("phase") != "testing", 60)
    assert home.value("auto_off") == "unverified"
    assert home.state("auto_off").attributes["result"] is None


async def test_a_stop_ends_a_test_at_once(home: TasmotaHome) -> None:
    await home.call("heating_pad.test_auto_off")
    await home.run_until(lambda: home.pad.relay_on, 30)
    await home.call("heating_pad.stop_session")
    await home.run(2)
    assert not home.pad.relay_on
    assert home.value("phase") in ("off", "stopping")
    await home.run(30)
    assert not home.pad.relay_on
    assert home.value("auto_off") == "unverified"


async def test_s1_a_plug_lost_in_a_test_is_told_off_when_it_returns(home: TasmotaHome) -> None:
    await home.call("heating_pad.test_auto_off")
    await home.run_until(lambda: home.pad.relay_on, 30)
    home.firmware.ignores_pulse_time = True
    home.lost = lambda _command: True
    home.plug.deaf = True
    home.plug.set_available(available=False)
    await home.run(60)
    assert home.value("phase") != "testing"
    home.lost = lambda _command: False
    home.plug.deaf = False
    home.plug.set_available(available=True)
    await home.run(3)
    assert not home.pad.relay_on


async def test_only_a_person_begins_a_test(home: TasmotaHome) -> None:
    assert await home.refused("heating_pad.test_auto_off", by_person=False) == "nobody_there"
    await home.start(5)
    await home.run(3)
    assert await home.refused("heating_pad.test_auto_off") == "person_busy"


IEEE = "0x00158d0001abcdef"
ZIGBEE_PLUG = {
    "name": None,
    "object_id": "desk_plug",
    "unique_id": f"{IEEE}_switch_zigbee2mqtt",
    "command_topic": "zigbee2mqtt/desk/set",
    "state_topic": "zigbee2mqtt/desk",
    "device": {"identifiers": [f"zigbee2mqtt_{IEEE}"], "name": "Desk plug", "manufacturer": "IKEA of Sweden"},
}
BRIDGE_DEVICES = [{"ieee_address": IEEE, "friendly_name": "desk", "manufacturer": "IKEA of Sweden", "definition": {}}]


async def test_a_hub_that_is_silent_at_first_is_asked_again_by_itself(empty_home: Home, mqtt_mock: Any) -> None:
    assert mqtt_mock is not None
    home = empty_home
    await home.build()
    async_fire_mqtt_message(home.hass, f"homeassistant/switch/{IEEE}/switch/config", json.dumps(ZIGBEE_PLUG))
    await home.run(2)
    async_fire_mqtt_message(home.hass, "zigbee2mqtt/desk", "OFF")
    plug = er.async_get(home.hass).async_get("switch.desk_plug")
    assert plug is not None
    await home.add_pad(sensor=False, meter=False, plug=plug.id)
    await home.run(10)
    assert home.value("auto_off") == "none"

    def speak() -> None:
        async_fire_mqtt_message(home.hass, "zigbee2mqtt/bridge/devices", json.dumps(BRIDGE_DEVICES))

    home.every_second.append(speak)
    await home.run_until(lambda: home.value("auto_off") == "unverified", 30)
    assert home.state("auto_off").attributes["family"] == "z2m_timed_on"
