"""Plugs behind Zigbee2MQTT and Matter: what is sent to them, what they answer, and what comes of silence."""

import json
import sys
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from homeassistant.components import mqtt
from homeassistant.components.mqtt.models import ReceiveMessage
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_mqtt_message

from custom_components.heating_pad.plug.auto_off import AutoOff, AutoOffError, Family
from custom_components.heating_pad.plug.detect import async_detect
from tests.integration.test_families import always

IEEE = "0x00158d0001abcdef"
BASE = "zigbee2mqtt"


class Bridge:
    """Zigbee2MQTT with one plug, as far as it can be heard over MQTT."""

    def __init__(self, hass: HomeAssistant) -> None:
        self.hass = hass
        self.device: dict[str, Any] = {"ieee_address": IEEE, "friendly_name": "desk", "manufacturer": "IKEA"}
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self.countdown: Any = 0
        self.answers = True

    async def open(self, endpoint: str = "") -> str:
        """Put the plug into the registries and listen to what it is told."""
        entry = self.hass.config_entries.async_entries("mqtt")[0]
        device = dr.async_get(self.hass).async_get_or_create(
            config_entry_id=entry.entry_id, identifiers={("mqtt", f"zigbee2mqtt_{IEEE}")}
        )
        plug = er.async_get(self.hass).async_get_or_create(
            "switch", "mqtt", f"{IEEE}_switch{endpoint}_{BASE}", config_entry=entry, device_id=device.id
        )
        await mqtt.async_subscribe(self.hass, f"{BASE}/{IEEE}/#", self._told)
        self.hass.states.async_set(plug.entity_id, "off")
        return plug.entity_id

    @callback
    def _told(self, message: ReceiveMessage) -> None:
        payload = json.loads(message.payload)
        self.heard.append((message.topic.removeprefix(f"{BASE}/{IEEE}/"), payload))
        if payload.get("countdown"):
            self.countdown = payload["countdown"] - 2.5
        if message.topic.endswith("/get") and self.answers:
            self.say("not json")
            self.say(json.dumps({"countdown": "soon"}))
            self.say(json.dumps({"countdown": self.countdown}))

    def say(self, text: str) -> None:
        """Report something."""
        async_fire_mqtt_message(self.hass, f"{BASE}/desk", text)

    async def found(self, entity_id: str, *, devices: str | None = None) -> AutoOff | None:
        """Recognise the plug; the bridge's list is retained."""
        list_of_devices = json.dumps([{"type": "Coordinator"}, self.device]) if devices is None else devices
        self.hass.loop.call_later(0.05, async_fire_mqtt_message, self.hass, f"{BASE}/bridge/devices", list_of_devices)
        return await async_detect(self.hass, entity_id)


@pytest.fixture
def expected_lingering_timers() -> bool:
    """The MQTT client's own goes on for a moment."""
    return True


@pytest.fixture
async def bridge(hass: HomeAssistant, mqtt_mock: Any) -> Bridge:
    """A bridge on a broker."""
    assert mqtt_mock is not None
    return Bridge(hass)


@pytest.mark.parametrize(
    ("endpoint", "key", "topic"), [("", "state", "set"), ("_l2", "state_l2", "l2/set")], ids=["one", "second of two"]
)
async def test_s5_a_standard_plug_is_armed_with_the_on_and_renewed_by_what_cannot_switch_on(
    bridge: Bridge, endpoint: str, key: str, topic: str
) -> None:
    auto_off = await bridge.found(await bridge.open(endpoint))
    assert auto_off is not None
    assert auto_off.traits.family is Family.Z2M_TIMED_ON
    await auto_off.async_turn_on(90, always)
    await auto_off.async_turn_on(90, lambda: False)
    await auto_off.async_renew(60)
    await bridge.hass.async_block_till_done()
    payload = {"ctrlbits": 1, "ontime": 600, "offwaittime": 0}
    command = {"cluster": "genOnOff", "command": "onWithTimedOff", "payload": payload}
    assert bridge.heard == [
        ("set", {key: "ON", "on_time": 90, "off_wait_time": 0}),
        (topic, {"command": command}),
    ]
    assert await auto_off.async_remaining() is None
    auto_off.close()


async def test_s12_a_tuya_plug_s_countdown_is_read_back(bridge: Bridge) -> None:
    exposes = [{"name": "switch", "features": [{"name": "state"}]}, {"name": "countdown"}]
    bridge.device |= {"manufacturer": "_TZ3000_x", "definition": {"vendor": "Tuya", "exposes": exposes}}
    auto_off = await bridge.found(await bridge.open())
    assert auto_off is not None
    assert auto_off.traits.family is Family.Z2M_COUNTDOWN
    bridge.hass.loop.call_later(0.05, _speak, bridge)
    await auto_off.async_open()
    await auto_off.async_turn_on(90, always)
    assert ("set", {"state": "ON", "countdown": 90}) in bridge.heard
    bridge.countdown = 17
    assert await auto_off.async_remaining() == 17
    with pytest.raises(AutoOffError):
        await auto_off.async_renew(60)
    sent = len(bridge.heard)
    await auto_off.async_turn_on(90, lambda: False)
    assert len(bridge.heard) == sent
    auto_off.close()


def _speak(bridge: Bridge) -> None:
    async_fire_mqtt_message(bridge.hass, f"{BASE}/bridge/devices", json.dumps([bridge.device]))


async def test_t5_a_tuya_plug_whose_countdown_got_lost_is_an_error(bridge: Bridge) -> None:
    bridge.device |= {"manufacturer": "_TZ3000_x", "definition": {"exposes": [{"name": "countdown"}]}}
    auto_off = await bridge.found(await bridge.open())
    assert auto_off is not None
    bridge.hass.loop.call_later(0.05, _speak, bridge)
    await auto_off.async_open()
    lost: Callable[[], bool] = always
    bridge.hass.loop.call_later(2, setattr, bridge, "countdown", 0)
    with pytest.raises(AutoOffError) as error:
        await auto_off.async_turn_on(90, lost)
    assert error.value.reached
    auto_off.close()


@pytest.mark.parametrize("definition", [{}, {"vendor": "TuYa"}, None])
async def test_t5_a_tuya_plug_without_a_countdown_is_sent_nothing(
    bridge: Bridge, definition: dict[str, Any] | None
) -> None:
    bridge.device |= {"manufacturer": "_TZ3000_x", "definition": definition}
    assert await bridge.found(await bridge.open()) is None


@pytest.mark.parametrize("devices", ["not json", "[]", "{}", "[1]"])
async def test_a_bridge_that_lists_no_such_plug_is_asked_again_later(bridge: Bridge, devices: str) -> None:
    entity_id = await bridge.open()
    with pytest.raises(AutoOffError):
        await bridge.found(entity_id, devices=devices)


async def test_a_plug_of_another_hub_on_the_same_broker_is_left_alone(bridge: Bridge) -> None:
    entity_id = await bridge.open()
    entry = er.async_get(bridge.hass).async_get(entity_id)
    assert entry is not None
    assert entry.device_id is not None
    dr.async_get(bridge.hass).async_update_device(entry.device_id, new_identifiers={("mqtt", "another")})
    assert await async_detect(bridge.hass, entity_id) is None


NODE = "0000000000000001"


class MatterPlug:
    """Home Assistant's Matter client, as far as we speak to it."""

    def __init__(self) -> None:
        self.features: Any = 1
        self.commands: list[dict[str, Any]] = []
        self.on_time: Any = 0
        self.error: Exception | None = None

    def get_node(self, node: int) -> Any:
        """Return a node that tells one attribute, whichever is asked for."""
        assert node == 5
        return SimpleNamespace(get_attribute_value=lambda *_: self.features)

    async def send_device_command(self, *, node_id: int, endpoint_id: int, command: dict[str, Any]) -> None:
        """Take a command."""
        if self.error is not None:
            raise self.error
        assert (node_id, endpoint_id) == (5, 1)
        self.commands.append(command)

    async def read_attribute(self, _node: int, path: str) -> Any:
        """Tell OnTime."""
        if self.error is not None:
            raise self.error
        return {path: self.on_time}


@pytest.fixture
def matter(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> MatterPlug:
    """A plug on Matter; its libraries are not among our tools, so somebody stands in for them."""
    plug = MatterPlug()
    commands = SimpleNamespace(OnWithTimedOff=lambda **values: values)
    clusters = ModuleType("chip.clusters")
    clusters.Objects = SimpleNamespace(OnOff=SimpleNamespace(Commands=commands))  # type: ignore[attr-defined]  # its stand-in
    helpers = ModuleType("homeassistant.components.matter.helpers")
    helpers.get_matter = lambda _hass: SimpleNamespace(matter_client=plug)  # type: ignore[attr-defined]  # its stand-in
    monkeypatch.setitem(sys.modules, "chip", ModuleType("chip"))
    monkeypatch.setitem(sys.modules, "chip.clusters", clusters)
    monkeypatch.setitem(sys.modules, "homeassistant.components.matter", ModuleType("homeassistant.components.matter"))
    monkeypatch.setitem(sys.modules, "homeassistant.components.matter.helpers", helpers)
    entry = MockConfigEntry(domain="matter")
    entry.add_to_hass(hass)
    made = er.async_get(hass).async_get_or_create(
        "switch",
        "matter",
        f"{NODE}-0000000000000005-MatterNodeDevice-1-MatterPlug-6-0",
        config_entry=entry,
        suggested_object_id="plug",
    )
    hass.states.async_set(made.entity_id, "off")
    return plug


async def test_matter_is_armed_with_the_on_renewed_only_while_on_and_read_back(
    hass: HomeAssistant, matter: MatterPlug
) -> None:
    auto_off = await async_detect(hass, "switch.plug")
    assert auto_off is not None
    assert auto_off.traits.family is Family.MATTER_TIMED_ON
    matter.on_time = 895
    await auto_off.async_turn_on(90, always)
    await auto_off.async_renew(60)
    assert matter.commands == [
        {"onOffControl": 0, "onTime": 900, "offWaitTime": 0},
        {"onOffControl": 1, "onTime": 600, "offWaitTime": 0},
    ]
    assert await auto_off.async_remaining() == 89.5


@pytest.mark.parametrize("error", [RuntimeError("closed"), TimeoutError()])
async def test_matter_that_fails_or_forgets_is_an_error(
    hass: HomeAssistant, matter: MatterPlug, error: Exception
) -> None:
    auto_off = await async_detect(hass, "switch.plug")
    assert auto_off is not None
    matter.on_time = 0
    with pytest.raises(AutoOffError) as told:
        await auto_off.async_turn_on(90, always)
    assert told.value.reached
    matter.error = error
    with pytest.raises(AutoOffError):
        await auto_off.async_renew(60)


@pytest.mark.parametrize("features", [0, 2, None, "1"])
async def test_matter_without_the_feature_has_no_countdown(
    hass: HomeAssistant, matter: MatterPlug, features: Any
) -> None:
    matter.features = features
    assert await async_detect(hass, "switch.plug") is None


async def test_matter_without_its_libraries_has_no_countdown(
    hass: HomeAssistant, matter: MatterPlug, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await async_detect(hass, "switch.plug") is not None
    monkeypatch.delitem(sys.modules, "chip.clusters")
    assert await async_detect(hass, "switch.plug") is None
