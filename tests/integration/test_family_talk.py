"""Plugs that are spoken to over MQTT: what they write and read, and what comes of brokers old or gone."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from homeassistant.components import mqtt
from homeassistant.components.mqtt.models import ReceiveMessage
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from paho.mqtt.client import MQTT_ERR_NO_CONN
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_mqtt_message

from custom_components.heating_pad.plug.auto_off import AutoOff, AutoOffError, Family
from custom_components.heating_pad.plug.detect import async_detect
from tests.integration.test_families import always
from tests.integration.test_plug_talk import BASE, IEEE, Bridge, bridge
from tests.simulators.tasmota_firmware import Identity, Message, Moment, Settings, TasmotaFirmware

__all__ = ["bridge"]

MAC = "A8032AB2C1D0"
DISCOVERY = f"tasmota/discovery/{MAC}/config"


@pytest.fixture
def expected_lingering_timers() -> bool:
    """The MQTT client's own goes on for a moment."""
    return True


# -- Zigbee2MQTT ------------------------------------------------------------------------------------


async def test_a_zigbee_plug_is_kept_off_after_mains_loss_and_given_back(bridge: Bridge) -> None:
    hass = bridge.hass
    entity_id = await bridge.open()
    plug = er.async_get(hass).async_get(entity_id)
    assert plug is not None
    select = er.async_get(hass).async_get_or_create(
        "select", "mqtt", f"{IEEE}_power_on_behavior_{BASE}", device_id=plug.device_id
    )
    options = {"options": ["on", "off", "previous"]}
    hass.states.async_set(select.entity_id, "previous", options)
    hass.services.async_register(
        "select",
        "select_option",
        lambda call: hass.add_job(hass.states.async_set, select.entity_id, call.data["option"], options),
    )
    auto_off = await bridge.found(entity_id)
    assert auto_off is not None
    prepared = await auto_off.async_prepare(105)
    assert prepared.starts_off is True
    assert prepared.before == {"power_on_behavior": "previous"}
    again = await auto_off.async_prepare(105)
    assert again.starts_off is True
    assert again.before == {}
    await auto_off.async_restore(again.before)
    assert hass.states.get(select.entity_id).state == "off"  # type: ignore[union-attr]  # set above
    await auto_off.async_restore(prepared.before)
    assert hass.states.get(select.entity_id).state == "previous"  # type: ignore[union-attr]  # set above


async def test_a_zigbee_plug_that_was_never_listened_to_can_be_closed(bridge: Bridge) -> None:
    bridge.device |= {"manufacturer": "_TZ3000_x", "definition": {"exposes": [{"name": "countdown"}]}}
    auto_off = await bridge.found(await bridge.open())
    assert auto_off is not None
    auto_off.close()
    # What it was called is asked for anew, and only then.
    bridge.device["friendly_name"] = "renamed"
    bridge.hass.loop.call_later(
        0.05, async_fire_mqtt_message, bridge.hass, f"{BASE}/bridge/devices", json.dumps([bridge.device])
    )
    await auto_off.async_open()
    bridge.say = lambda text: async_fire_mqtt_message(bridge.hass, f"{BASE}/renamed", text)  # type: ignore[method-assign]  # its new name
    bridge.countdown = 12
    assert await auto_off.async_remaining() == 12
    auto_off.close()


async def test_a_broker_that_is_gone_is_an_error(bridge: Bridge, mqtt_client_mock: Any) -> None:
    auto_off = await bridge.found(await bridge.open())
    assert auto_off is not None
    mqtt_client_mock.publish.side_effect = lambda *_args: SimpleNamespace(mid=1, rc=MQTT_ERR_NO_CONN)
    with pytest.raises(AutoOffError) as lost:
        await auto_off.async_turn_on(90, always)
    assert lost.value.reached is False
    assert bridge.heard == []


class TestAnOlderBroker:
    """A connection by MQTT 3.1.1, which knows no expiry of messages."""

    @pytest.fixture
    def mqtt_config_entry_data(self) -> dict[str, Any]:
        """How the broker is spoken to."""
        return {"broker": "mock-broker", "protocol": "3.1.1"}

    async def test_is_sent_commands_without_an_expiry(self, bridge: Bridge) -> None:
        auto_off = await bridge.found(await bridge.open())
        assert auto_off is not None
        await auto_off.async_turn_on(90, always)
        await auto_off.async_turn_on(60, always)
        await bridge.hass.async_block_till_done()
        assert [payload["on_time"] for _, payload in bridge.heard] == [90, 60]


# -- Tasmota ------------------------------------------------------------------------------------------


class Relay:
    """One Tasmota plug on the broker: the firmware model of the simulators."""

    def __init__(self, hass: HomeAssistant) -> None:
        self.hass = hass
        self.firmware = TasmotaFirmware(identity=Identity(mac=MAC, name="Sofa plug"), settings=Settings())
        self.firmware.boot(self._now, mains=True)
        self.heard: list[tuple[str, str]] = []
        self.alter: Callable[[Message], str] = lambda message: message.payload
        """What the plug says in place of the truth."""

    @property
    def _now(self) -> Moment:
        return Moment(seconds=self.hass.loop.time(), local=datetime(2026, 11, 23, 18, tzinfo=UTC))

    async def open(self) -> AutoOff:
        """Put the plug into the registries, and listen to what it is told."""
        entry = MockConfigEntry(domain="tasmota", data={"discovery_prefix": "tasmota/discovery"})
        entry.add_to_hass(self.hass)
        plug = er.async_get(self.hass).async_get_or_create(
            "switch", "tasmota", f"{MAC}_switch_relay_0", config_entry=entry
        )
        self.hass.states.async_set(plug.entity_id, "off")
        await mqtt.async_subscribe(self.hass, f"cmnd/{self.firmware.identity.topic}/+", self._told)
        found = await async_detect(self.hass, plug.entity_id)
        assert found is not None
        assert found.traits.family is Family.TASMOTA_PULSETIME
        return found

    async def present(self, auto_off: AutoOff, discovery: str | None = None) -> None:
        """Let the plug be found by its discovery message."""
        (told, *_) = self.firmware.discovery(self._now)
        assert told.topic == DISCOVERY
        self.hass.loop.call_later(
            0.05, async_fire_mqtt_message, self.hass, DISCOVERY, told.payload if discovery is None else discovery
        )
        await auto_off.async_open()

    @callback
    def _told(self, message: ReceiveMessage) -> None:
        command, payload = message.topic.rsplit("/", 1)[-1], str(message.payload)
        self.heard.append((command, payload))
        for answer in self.firmware.command(self._now, command, payload):
            async_fire_mqtt_message(self.hass, answer.topic, self.alter(answer))

    @property
    def written(self) -> list[tuple[str, str]]:
        """What it was told, without questions."""
        return [each for each in self.heard if each[1]]


@pytest.fixture
async def relay(hass: HomeAssistant, mqtt_mock: Any) -> Relay:
    """A plug on a broker."""
    assert mqtt_mock is not None
    return Relay(hass)


async def test_tasmota_that_is_set_up_already_is_written_nothing_and_has_nothing_to_give_back(relay: Relay) -> None:
    relay.firmware.settings.pulse_time = 205
    relay.firmware.settings.power_on_state = 0
    auto_off = await relay.open()
    await relay.present(auto_off)
    prepared = await auto_off.async_prepare(105)
    assert prepared.starts_off is True
    assert prepared.before == {}
    await auto_off.async_restore(prepared.before)
    assert relay.written == []
    auto_off.close()
    auto_off.close()


async def test_tasmota_is_given_back_what_was_changed_and_no_more(relay: Relay) -> None:
    relay.firmware.settings.power_on_state = 0
    relay.firmware.settings.pulse_time = 130
    auto_off = await relay.open()
    await relay.present(auto_off)
    prepared = await auto_off.async_prepare(105)
    assert prepared.before == {"pulse_time": "130"}
    assert relay.firmware.settings.pulse_time == 205
    await auto_off.async_restore(prepared.before)
    assert relay.firmware.settings.pulse_time == 130
    await auto_off.async_restore({"power_on_state": "3"})
    assert relay.firmware.settings.power_on_state == 3
    assert relay.firmware.settings.pulse_time == 130
    auto_off.close()


@pytest.mark.parametrize(
    ("expiry_s", "left_s"), [(105, 105), (12, 12), (0, 0)], ids=["whole seconds", "shortest", "none"]
)
async def test_tasmota_says_what_is_left(relay: Relay, expiry_s: int, left_s: float) -> None:
    auto_off = await relay.open()
    await relay.present(auto_off)
    if expiry_s:
        await auto_off.async_turn_on(expiry_s, always)
        await relay.hass.async_block_till_done()
        assert relay.firmware.power
    left = await auto_off.async_remaining()
    assert left == pytest.approx(left_s, abs=1)
    auto_off.close()


async def test_s5_tasmota_that_does_not_take_the_time_is_not_switched_on(relay: Relay) -> None:
    auto_off = await relay.open()
    await relay.present(auto_off)
    relay.alter = lambda message: message.payload.replace('"Set":205', '"Set":130')
    with pytest.raises(AutoOffError, match="PulseTime") as refused:
        await auto_off.async_turn_on(105, always)
    assert refused.value.reached is True
    assert not relay.firmware.power
    auto_off.close()


async def test_s5_an_off_asked_for_while_tasmota_is_armed_wins(relay: Relay) -> None:
    auto_off = await relay.open()
    await relay.present(auto_off)
    await auto_off.async_turn_on(105, lambda: False)
    await relay.hass.async_block_till_done()
    assert relay.written == [("PulseTime1", "205")]
    assert not relay.firmware.power
    auto_off.close()


@pytest.mark.parametrize("noise", ["no json", "[]", "3", '{"PulseTime1": 5}', '{"PulseTime1": {"Set": true}}', "{}"])
async def test_tasmota_is_waited_for_through_answers_that_make_no_sense(relay: Relay, noise: str) -> None:
    auto_off = await relay.open()
    await relay.present(auto_off)
    silent = relay.alter
    relay.alter = lambda _message: noise
    renewal = asyncio.create_task(auto_off.async_renew(105))
    await relay.hass.async_block_till_done()
    assert not renewal.done()
    relay.alter = silent
    await auto_off.async_renew(105)
    await renewal
    auto_off.close()


@pytest.mark.parametrize("discovery", ["no json", "{}", "[]", '{"t": "a", "ft": "%prefix%/%topic%/", "tp": ["cmnd"]}'])
async def test_tasmota_whose_topics_make_no_sense_is_an_error(relay: Relay, discovery: str) -> None:
    auto_off = await relay.open()
    with pytest.raises(AutoOffError, match="discovery") as told:
        await relay.present(auto_off, discovery)
    assert told.value.reached is True
    assert relay.heard == []
    # It is asked again, and says it this time.
    await relay.present(auto_off)
    await auto_off.async_renew(105)
    auto_off.close()


async def test_tasmota_without_mqtt_is_not_reached(hass: HomeAssistant) -> None:
    entry = MockConfigEntry(domain="tasmota")
    entry.add_to_hass(hass)
    registry = er.async_get(hass)
    plug = registry.async_get_or_create("switch", "tasmota", f"{MAC}_switch_relay_0", config_entry=entry)
    auto_off = await async_detect(hass, plug.entity_id)
    assert auto_off is not None
    with pytest.raises(AutoOffError) as lost:
        await auto_off.async_open()
    assert lost.value.reached is False
    loose = registry.async_get_or_create("switch", "tasmota", f"{MAC}_switch_relay_1")
    assert await async_detect(hass, loose.entity_id) is None
