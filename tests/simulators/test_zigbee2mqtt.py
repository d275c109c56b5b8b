"""The simulated bridge turns messages into frames, and reports into messages, as Zigbee2MQTT does."""

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any, override

import pytest

from .outlet import Outlet, make_pad
from .tasmota_firmware import Message
from .tasmota_plug import Line
from .zigbee2mqtt import Bridge, Faults
from .zigbee2mqtt_messages import DEVICES, USUAL, Plug
from .zigbee_firmware import FIRMWARES, PowerOn, ZigbeeFirmware

IEEE = "0x00158d0001a2b3c4"
SET = f"zigbee2mqtt/{IEEE}/set"
GET = "zigbee2mqtt/Pad plug/get"
RENEW = {
    "command": {
        "cluster": "genOnOff",
        "command": "onWithTimedOff",
        "payload": {"ctrlbits": 1, "ontime": 1800, "offwaittime": 0},
    }
}


@dataclass(slots=True)
class RecordingLine(Line):
    """No broker: what is sent is kept."""

    sent: list[Message] = field(default_factory=list)

    @override
    def send(self, message: Message) -> None:
        self.sent.append(message)


class Stage:
    """One bridge, spoken to as over MQTT."""

    def __init__(
        self,
        firmware: str,
        faults: Faults | None = None,
        *,
        power_on_name: str = "power_on_behavior",
        device: str | None = None,
    ) -> None:
        will = Message(topic="zigbee2mqtt/bridge/state", payload="")
        self.line = RecordingLine("", 0, "", will, "", lambda: None, lambda _topic, _payload: None)
        plug = Plug(
            base="zigbee2mqtt",
            name="Pad plug",
            ieee=IEEE,
            device=DEVICES[device or USUAL.get(firmware, "ikea")],
            version="1",
            metered=False,
            availability=False,
            power_on_name=power_on_name,
        )
        model = ZigbeeFirmware(FIRMWARES[firmware], power_on=PowerOn.OFF)
        model.boot(time.monotonic())
        self.bridge = Bridge(
            plug=plug,
            firmware=model,
            outlet=Outlet(make_pad("eu_100w", seed=1)),
            line=self.line,
            loop=asyncio.get_running_loop(),
            birth_delay_s=0,
            availability_s=600,
            faults=faults or Faults(),
        )
        self.bridge.control({"op": "state"})
        self.line.sent.clear()

    async def say(self, topic: str, payload: Any) -> None:
        """Publish one message, as JSON unless it is text."""
        self.bridge.receive(topic, payload if isinstance(payload, str) else json.dumps(payload))
        # Handled by a later turn of the loop.
        await asyncio.sleep(0.01)

    def frames(self) -> list[tuple[Any, ...]]:
        """Return what went over the air."""
        names = ("command", "ctrlbits", "ontime", "offwaittime")
        return [tuple(frame[name] for name in names if name in frame) for frame in self.bridge.frames]

    def states(self) -> list[dict[str, Any]]:
        """Return states published so far."""
        return [json.loads(each.payload) for each in self.line.sent if each.topic == "zigbee2mqtt/Pad plug"]

    def complaints(self) -> list[str]:
        """Return errors logged so far."""
        logged = (each for each in self.line.sent if each.topic == "zigbee2mqtt/bridge/logging")
        return [json.loads(each.payload)["message"] for each in logged]


@pytest.mark.parametrize("firmware", FIRMWARES)
async def test_plain_words_switch_every_firmware(firmware: str) -> None:
    stage = Stage(firmware)
    await stage.say(SET, "ON")
    assert stage.bridge.outlet.closed
    assert stage.states()[0]["state"] == "ON"
    await stage.say("zigbee2mqtt/Pad plug/set", {"state": "off"})
    assert not stage.bridge.outlet.closed
    assert stage.frames() == [("on",), ("off",)]


async def test_a_timed_on_of_the_standard_is_one_frame_in_tenths_and_only_the_plug_tells_the_state() -> None:
    stage = Stage("standard")
    await stage.say(SET, {"state": "ON", "on_time": 180.0, "off_wait_time": 0})
    assert stage.frames() == [("onWithTimedOff", 0, 1800, 0)]
    assert [state["state"] for state in stage.states()] == ["ON"]
    mute = Stage("mute_reports")
    await mute.say(SET, {"state": "ON", "on_time": 180})
    assert mute.bridge.outlet.closed
    assert mute.states() == []


async def test_a_timed_on_beyond_the_range_is_refused() -> None:
    stage = Stage("standard")
    await stage.say(SET, {"state": "ON", "on_time": 6554})
    assert stage.frames() == []
    assert "out of range" in stage.complaints()[0]


async def test_a_raw_renewal_is_passed_on_and_switches_nothing_on() -> None:
    stage = Stage("standard")
    await stage.say(SET, RENEW)
    assert stage.frames() == [("onWithTimedOff", 1, 1800, 0)]
    assert not stage.bridge.outlet.closed
    await stage.say(SET, {"state": "ON", "on_time": 20})
    await stage.say(SET, RENEW)
    assert stage.bridge.firmware.remaining_s(time.monotonic()) == pytest.approx(180, abs=1)


async def test_tuya_gets_a_plain_on_for_on_time() -> None:
    stage = Stage("delayed_toggle")
    await stage.say(SET, {"state": "ON", "on_time": 180})
    assert stage.frames() == [("on",)]
    assert "No converter available for 'on_time'" in stage.complaints()[0]


async def test_a_tuya_plug_defined_as_a_standard_one_takes_a_timed_on_for_a_toggle_later() -> None:
    stage = Stage("delayed_toggle", device="tuya_plain")
    await stage.say(SET, {"state": "ON", "on_time": 2})
    assert stage.frames() == [("onWithTimedOff", 0, 20, 0)]
    assert not stage.bridge.outlet.closed
    assert stage.bridge.firmware.remaining_s(time.monotonic()) == pytest.approx(20, abs=1)


@pytest.mark.parametrize("payload", [{"state": "ON", "countdown": 180}, {"countdown": 180.0, "state": "ON"}])
async def test_tuya_gets_on_and_then_the_countdown(payload: dict[str, Any]) -> None:
    stage = Stage("delayed_toggle")
    await stage.say(SET, payload)
    assert stage.frames() == [("on",), ("onWithTimedOff", 0, 180, 180)]
    assert stage.states()[0].items() >= {"state": "ON", "countdown": 180}.items()
    await stage.say(GET, {"countdown": ""})
    assert stage.states()[-1]["countdown"] == 180


async def test_a_countdown_alone_tells_nothing_and_a_plain_on_says_it_is_over() -> None:
    stage = Stage("delayed_toggle")
    await stage.say(SET, {"countdown": 180})
    assert stage.states() == []
    await stage.say(SET, "ON")
    assert stage.states()[0]["countdown"] == 0


@pytest.mark.parametrize("acknowledged", [False, True])
async def test_a_lost_second_frame_shows_in_what_is_read_back(*, acknowledged: bool) -> None:
    stage = Stage("loses_second_frame", Faults(lost_is_acknowledged=acknowledged))
    await stage.say(SET, {"state": "ON", "countdown": 180})
    assert stage.bridge.outlet.closed
    assert [frame["lost"] for frame in stage.bridge.frames] == [False, True]
    assert (180 in {state["countdown"] for state in stage.states()}) is acknowledged
    assert bool(stage.complaints()) is not acknowledged
    await stage.say(GET, {"countdown": ""})
    assert stage.states()[-1]["countdown"] == 0


async def test_what_the_radio_loses_is_logged_and_changes_nothing() -> None:
    stage = Stage("standard", Faults(drop=("on",)))
    await stage.say(SET, "ON")
    assert not stage.bridge.outlet.closed
    assert stage.states() == []
    assert "failed (Timeout)" in stage.complaints()[0]


@pytest.mark.parametrize(("name", "word"), [("power_on_behavior", "previous"), ("power_outage_memory", "restore")])
async def test_power_on_behaviour_is_written_and_read_by_the_name_of_the_definition(name: str, word: str) -> None:
    stage = Stage("delayed_toggle", power_on_name=name)
    await stage.say(f"{SET}/{name}", word)
    assert stage.bridge.firmware.power_on is PowerOn.PREVIOUS
    await stage.say(GET, {name: ""})
    assert [state[name] for state in stage.states()] == [word, word]
    await stage.say(f"{SET}/{name}", "sometimes")
    assert "not found" in stage.complaints()[0]


async def test_welded_contacts_are_seen_by_the_observer_only() -> None:
    stage = Stage("standard")
    stage.bridge.control({"op": "faults", "contacts": True})
    assert stage.bridge.control({"op": "state"})["relay"] is True
    await stage.say(SET, "OFF")
    assert stage.bridge.control({"op": "state"})["relay"] is True
    assert stage.states()[-1]["state"] == "OFF"


async def test_an_unknown_fault_is_refused() -> None:
    stage = Stage("standard")
    with pytest.raises(ValueError, match="unknown faults"):
        stage.bridge.control({"op": "faults", "gremlins": True})
