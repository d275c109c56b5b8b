"""Zigbee2MQTT with one plug and a heating pad behind it, as a process of its own.

Speaks MQTT to a broker, and JSON lines on standard input and output to the test that started it: every line in is an
object with `op` (see `Bridge.control`), every line out its answer. The first line out tells that it is up. The process
ends when its input closes. Several of them share one broker when each has a base topic of its own. Run it from the
repository: `python -m tests.simulators.zigbee2mqtt --port 1883 --firmware delayed_toggle`.
"""

import argparse
import asyncio
import json
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, override

from paho.mqtt.client import Client, ConnectFlags
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from .control import serve, with_faults
from .outlet import Outlet, make_pad
from .tasmota_firmware import Message
from .tasmota_plug import EVERYTHING, Line
from .zigbee2mqtt_messages import DEVICES, USUAL, Plug, bridge_devices, bridge_info, discovery
from .zigbee_firmware import FIRMWARES, Command, Frame, Metering, PowerOn, Readings, ZigbeeFirmware

TICK_S = 0.05
STATUS_TOPIC = "homeassistant/status"
ZCL_MAX = 0xFFFF
TUYA_MAX_S = 43200
CACHED_S = 1.0
"""From discovery to the first state, so that entities are there to hear it."""

ATTRIBUTES = {
    "state": "onOff",
    "countdown": "onTime",
    "power": "activePower",
    "energy": "currentSummDelivered",
    "power_on_behavior": "startUpOnOff",
    "power_outage_memory": "startUpOnOff",
}
"""Zigbee2MQTT's names of the attributes a plug has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """What is wrong with plug and radio; all false, empty or None in a good pair."""

    contacts: bool | None = None
    """The relay's contacts stay closed (welded) or open, whatever the coil does."""
    drop: tuple[str, ...] = ()
    """Frames the radio loses: on, off, toggle, onWithTimedOff, read, write; `*` for all."""
    lost_is_acknowledged: bool = False
    """Zigbee2MQTT does not learn that a frame was lost and publishes what it asked for."""
    unreachable: bool = False
    """Out of radio range: nothing gets through, in either direction."""
    reply_delay_s: float = 0.0
    """Zigbee2MQTT takes this long to pass a command on."""
    says: bool | None = None
    """Relay state the plug reports instead of the truth."""
    measures_w: float | None = None
    """Watts the plug reports instead of the truth."""


class ConversionError(ValueError):
    """Zigbee2MQTT refuses a value, or a frame did not reach the plug; it is logged and nothing else."""


@dataclass(slots=True)
class BridgeLine(Line):
    """The bridge's connection; hears Home Assistant's birth message too."""

    @override
    def _connected(
        self, client: Client, _data: Any, _flags: ConnectFlags, reason: ReasonCode, _properties: Properties | None
    ) -> None:
        if not reason.is_failure:
            client.subscribe(STATUS_TOPIC)
        super()._connected(client, _data, _flags, reason, _properties)


@dataclass(slots=True)
class Bridge:
    """Zigbee2MQTT, the radio, the plug's firmware and what hangs on it."""

    plug: Plug
    firmware: ZigbeeFirmware
    outlet: Outlet
    line: Line
    loop: asyncio.AbstractEventLoop
    birth_delay_s: float
    availability_s: float
    faults: Faults = field(default_factory=Faults)
    state: dict[str, Any] = field(default_factory=lambda: {"linkquality": 120})
    commands: list[dict[str, Any]] = field(default_factory=list)
    frames: list[dict[str, Any]] = field(default_factory=list)
    available: bool = True
    _heard_s: float = field(default_factory=time.monotonic)

    async def run(self) -> None:
        """Live until cancelled."""
        while True:
            self._step()
            await asyncio.sleep(TICK_S)

    def came_online(self) -> None:
        """Tell everything retained, then what is known of the plug."""
        self._publish("bridge/state", {"state": "online"}, retain=True)
        self._publish("bridge/info", bridge_info(self.plug), retain=True)
        self._publish("bridge/devices", bridge_devices(self.plug), retain=True)
        self._tell_availability()
        for topic, body in discovery(self.plug).items():
            self.line.send(Message(topic=topic, payload=json.dumps(body), retain=True))
        # The coordinator reads a plug it does not know yet.
        for name in ("state", self.plug.power_on_name):
            value = self.firmware.read(time.monotonic(), ATTRIBUTES[name])
            self.state[name] = self._shown(name, value)
        self.loop.call_later(CACHED_S, self._publish_state)

    def receive(self, topic: str, payload: str) -> None:
        """Take a message from the broker."""
        if topic == STATUS_TOPIC:
            if payload.lower() == "online":
                self.loop.call_later(self.birth_delay_s, self._home_assistant_born)
            return
        found = re.fullmatch(rf"{re.escape(self.plug.base)}/(?!bridge)(.+?)/(get|set)(?:/(.+))?", topic)
        if found is None:
            return
        device, verb, attribute = found.groups()
        command = verb if attribute is None else f"{verb}/{attribute}"
        self.commands.append({"at": time.time(), "command": command, "payload": payload, "lost": False})
        if device.removesuffix("/1") not in {self.plug.name, self.plug.ieee}:
            self._log(f"Entity '{device}' is unknown")
            return
        self.loop.call_later(self.faults.reply_delay_s, self._handle, verb, attribute, payload)

    def control(self, request: dict[str, Any]) -> dict[str, Any]:
        """One request of the test.

        `state`: the truth. `faults`: set the given ones, keep the rest. `offline` (`seconds`): Zigbee2MQTT vanishes
        from the broker and comes back; the plug lives on. `mains` (`seconds`): the plug has no current, then a cold
        start. `button`: press it. `firmware` (`name`): the plug's firmware becomes another one, timers forgotten.
        """
        operation = request.pop("op", None)
        self._step()
        match operation:
            case "state":
                pass
            case "faults":
                self.faults = with_faults(self.faults, request)
                self.firmware.says = self.faults.says
                self.outlet.held = self.faults.contacts
                self.outlet.settle()
            case "offline":
                self.line.cut()
                self.loop.call_later(float(request["seconds"]), self.line.open)
            case "mains":
                self._mains_lost(float(request["seconds"]))
            case "button":
                if self.outlet.mains:
                    self.firmware.press_button(time.monotonic())
            case "firmware":
                self.firmware.behaviour = FIRMWARES[request["name"]]
            case _:
                message = f"unknown op {operation!r}"
                raise ValueError(message)
        self._step()
        return self._truth()

    # MQTT to Zigbee, as Zigbee2MQTT converts it

    def _handle(self, verb: str, attribute: str | None, payload: str) -> None:
        message = _parse(attribute, payload)
        if message is None:
            self._log(f"Invalid message '{payload}', skipping...")
            return
        convert = self._get if verb == "get" else self._set
        known: dict[str, Any] = {}
        # The state goes first on the way to ON and last on the way to OFF.
        off = str(message.get("state", "")).lower() == "off"
        used: set[Callable[..., object]] = set()
        for key in sorted(message, key=lambda key: (key == "state") is off):
            try:
                known |= convert(key, message, used)
            except ConversionError as error:
                self._log(f"Publish '{verb}' '{key}' to '{self.plug.name}' failed: '{error}'")
        if known:
            self.state |= known
            self._publish_state()
        self._step()

    def _get(self, key: str, _message: dict[str, Any], _used: set[Callable[..., object]]) -> dict[str, Any]:
        if key not in self._properties():
            self._no_converter(key)
        if not self._radio({"command": "read", "attribute": ATTRIBUTES[key]}):
            if self.faults.lost_is_acknowledged:
                return {}
            raise ConversionError(f"ZCL command {self.plug.ieee}/1 genOnOff.read failed (Timeout)")
        return {key: self._shown(key, self.firmware.read(time.monotonic(), ATTRIBUTES[key]))}

    def _set(self, key: str, message: dict[str, Any], used: set[Callable[..., object]]) -> dict[str, Any]:
        timed = ("state", "countdown") if self.plug.device.countdown else ("state", "on_time", "off_wait_time")
        converter: Callable[[dict[str, Any]], dict[str, Any]]
        if key in timed:
            converter = self._set_countdown if self.plug.device.countdown else self._set_timed
        elif key == self.plug.power_on_name:
            converter = self._set_power_on
        elif key == "command":
            converter = self._set_command
        else:
            self._no_converter(key)
        if converter in used:
            return {}
        used.add(converter)
        return converter(message)

    def _no_converter(self, key: str) -> None:
        raise ConversionError(f"No converter available for '{key}'")

    def _set_timed(self, message: dict[str, Any]) -> dict[str, Any]:
        """Convert for the standard: a timed ON gives no state back, so that only the plug's own report counts."""
        word = _word(message)
        if word is Command.ON and ("on_time" in message or "off_wait_time" in message):
            tenths = {}
            for name in ("on_time", "off_wait_time"):
                value = message.get(name, 0)
                if isinstance(value, bool) or not isinstance(value, int | float):
                    raise ConversionError(f"The {name} value must be a number!")
                tenths[name] = round(value * 10)
            self._command(
                Frame(command=Command.TIMED_ON, ontime=tenths["on_time"], offwaittime=tenths["off_wait_time"])
            )
            return {}
        return self._set_state(word)

    def _set_countdown(self, message: dict[str, Any]) -> dict[str, Any]:
        """Convert for Tuya: two frames, and the state is what was asked for."""
        seconds = message.get("countdown")
        if seconds is not None and (
            isinstance(seconds, bool)
            or not isinstance(seconds, int | float)
            or seconds != int(seconds)
            or not 0 <= seconds <= TUYA_MAX_S
        ):
            raise ConversionError("countdown must be an integer between 1 and 43200 (12 hours) or 0 to cancel")
        known: dict[str, Any] = {}
        if message.get("state") is not None:
            known = self._set_state(_word(message)) | {"countdown": 0}
        if seconds is not None:
            frame = Frame(command=Command.TIMED_ON, ontime=int(seconds), offwaittime=int(seconds))
            self._command(frame)
            known |= {"countdown": int(seconds)} if known else {}
        return known

    def _set_state(self, word: Command) -> dict[str, Any]:
        self._command(Frame(command=word))
        if word is Command.TOGGLE:
            return {"state": "OFF" if self.state.get("state") == "ON" else "ON"}
        return {"state": word.upper()}

    def _set_power_on(self, message: dict[str, Any]) -> dict[str, Any]:
        word = str(message[self.plug.power_on_name]).lower()
        if word not in self.plug.power_on_options:
            raise ConversionError(f"Value: '{word}' not found in: [{', '.join(self.plug.power_on_options)}]")
        heard = self._radio({"command": "write", "attribute": "startUpOnOff", "value": word})
        if heard:
            self.firmware.power_on = PowerOn(word.replace("restore", "previous"))
        elif not self.faults.lost_is_acknowledged:
            raise ConversionError(f"ZCL command {self.plug.ieee}/1 genOnOff.write failed (Timeout)")
        return {self.plug.power_on_name: word}

    def _set_command(self, message: dict[str, Any]) -> dict[str, Any]:
        """Pass a raw command on; it goes to the endpoint of the topic, whatever else the payload holds."""
        body = message["command"]
        if not isinstance(body, dict) or body.get("cluster") != "genOnOff" or body.get("command") not in set(Command):
            raise ConversionError(f"Cluster or command not known: {json.dumps(body)}")
        values = body.get("payload", {})
        if body["command"] == Command.TIMED_ON and not {"ctrlbits", "ontime", "offwaittime"} <= values.keys():
            raise ConversionError(f"Parameter missing in {json.dumps(values)}")
        names = ("ctrlbits", "ontime", "offwaittime")
        self._command(
            Frame(command=Command(body["command"]), **{name: values[name] for name in names if name in values})
        )
        return {}

    # The radio

    def _command(self, frame: Frame) -> None:
        if not all(0 <= value <= ZCL_MAX for value in (frame.ontime, frame.offwaittime)):
            raise ConversionError("The value of 'value' is out of range. It must be >= 0 and <= 65535")
        sent: dict[str, Any] = {"command": frame.command.value}
        if frame.command is Command.TIMED_ON:
            sent |= {"ctrlbits": frame.ctrlbits, "ontime": frame.ontime, "offwaittime": frame.offwaittime}
        if self._radio(sent, heard=self.firmware.hears(frame)):
            self.firmware.receive(time.monotonic(), frame)
            self.outlet.drive(coil=self.firmware.power)
        elif not self.faults.lost_is_acknowledged:
            raise ConversionError(f"ZCL command {self.plug.ieee}/1 genOnOff.{frame.command} failed (Timeout)")

    def _radio(self, sent: dict[str, Any], *, heard: bool = True) -> bool:
        """Send a frame and tell whether the plug has heard it."""
        lost = not heard or self._cut_off() or EVERYTHING in self.faults.drop or sent["command"] in self.faults.drop
        self.frames.append({"at": time.time(), "lost": lost, **sent})
        if not lost:
            self._heard()
        return not lost

    def _cut_off(self) -> bool:
        return not self.outlet.mains or self.faults.unreachable

    def _heard(self) -> None:
        self._heard_s = time.monotonic()
        if not self.available:
            self.available = True
            self._tell_availability()

    # The plug

    def _step(self) -> None:
        """Bring pad, meter and firmware to this moment and pass on what the plug reports."""
        power_w = self.outlet.step()
        now_s = time.monotonic()
        if self.outlet.mains:
            shown_w = power_w if self.faults.measures_w is None else self.faults.measures_w
            self.firmware.readings = Readings(power_w=shown_w, energy_wh=self.outlet.energy_wh)
            reports = self.firmware.tick(now_s)
            self.outlet.drive(coil=self.firmware.power)
            if not self.faults.unreachable:
                for report in reports:
                    self._reported(report)
                # Anything would do; real plugs report something now and then.
                self._heard()
        if self.available and now_s - self._heard_s > self.availability_s:
            self.available = False
            self._tell_availability()

    def _reported(self, report: dict[str, Any]) -> None:
        properties = self._properties()
        known = {key: self._shown(key, report[ATTRIBUTES[key]]) for key in properties if ATTRIBUTES[key] in report}
        if known:
            self.state |= known
            self._publish_state()

    def _properties(self) -> list[str]:
        names = ["state", self.plug.power_on_name]
        names += ["power", "energy"] if self.plug.metered else []
        return [*names, *(["countdown"] if self.plug.device.countdown else [])]

    def _shown(self, name: str, value: Any) -> Any:
        if name == "state":
            return "ON" if value else "OFF"
        return "restore" if (name, value) == ("power_outage_memory", "previous") else value

    def _mains_lost(self, seconds: float) -> None:
        self.outlet.mains = False
        self.outlet.settle()
        self.loop.call_later(seconds, self._mains_back)

    def _mains_back(self) -> None:
        self._step()
        self.outlet.mains = True
        self.firmware.boot(time.monotonic())
        self._step()

    # MQTT

    def _home_assistant_born(self) -> None:
        self._publish("bridge/state", {"state": "online"}, retain=True)
        self._publish_state()

    def _publish_state(self) -> None:
        """Publish all that is cached, not only what has changed; null for what is not known yet."""
        self._publish(self.plug.name, dict.fromkeys(self._properties()) | self.state)

    def _tell_availability(self) -> None:
        if self.plug.availability:
            state = {"state": "online" if self.available else "offline"}
            self._publish(f"{self.plug.name}/availability", state, retain=True)

    def _log(self, message: str) -> None:
        self._publish("bridge/logging", {"level": "error", "message": f"z2m: {message}", "namespace": "z2m"})

    def _publish(self, name: str, body: Any, *, retain: bool = False) -> None:
        self.line.send(Message(topic=f"{self.plug.base}/{name}", payload=json.dumps(body), retain=retain))

    def _truth(self) -> dict[str, Any]:
        return self.outlet.truth() | {
            "connected": self.line.connected,
            "commands": self.commands,
            "frames": self.frames,
            "timer_remaining_s": self.firmware.remaining_s(time.monotonic()),
            "power_on": self.firmware.power_on.value,
            "available": self.available,
            "published": self.state,
        }


def _parse(attribute: str | None, payload: str) -> dict[str, Any] | None:
    try:
        value = json.loads(payload)
    except ValueError:
        value = payload
    if attribute is not None:
        return {attribute: value}
    if isinstance(value, dict):
        return value
    return {"state": payload} if payload.lower() in {"on", "off", "toggle"} else None


def _word(message: dict[str, Any]) -> Command:
    word = str(message.get("state")).lower()
    if word not in {"on", "off", "toggle"}:
        raise ConversionError(f"Value of state is not one of toggle,off,on: '{message.get('state')}'")
    return Command(word)


async def main() -> None:
    """Run until standard input closes."""
    bridge = _build(_options(), asyncio.get_running_loop())
    bridge.line.open()
    plug = bridge.plug
    await serve(bridge.control, ready={"base": plug.base, "name": plug.name, "ieee": plug.ieee}, living=bridge.run())
    bridge.line.cut()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--base", default="zigbee2mqtt", help="base topic")
    parser.add_argument("--ieee", default=f"0x{secrets.randbits(64):016x}")
    parser.add_argument("--name", default="Pad plug", help="friendly name")
    parser.add_argument("--firmware", choices=FIRMWARES, default="standard")
    parser.add_argument("--device", choices=DEVICES, default=None, help="product; by default one with that firmware")
    parser.add_argument("--version", default="2.4.4", help="firmware version the plug tells")
    parser.add_argument("--power-on", choices=[each.value for each in PowerOn], default="previous")
    parser.add_argument(
        "--power-on-name", choices=["power_on_behavior", "power_outage_memory"], default="power_on_behavior"
    )
    parser.add_argument("--availability", action="store_true", help="publish the plug's availability")
    parser.add_argument("--availability-s", type=float, default=600.0, help="silence after which it is offline")
    parser.add_argument("--birth-delay", type=float, default=2.0, help="from birth message to states; really 30 s")
    parser.add_argument("--no-meter", action="store_true")
    parser.add_argument("--meter-min-s", type=float, default=5.0, help="shortest time between reports of the meter")
    parser.add_argument("--meter-max-s", type=float, default=60.0, help="longest time between reports of the meter")
    parser.add_argument("--pad", default="eu_100w", help="parameter set of the heating pad")
    parser.add_argument("--speed", type=float, default=1.0, help="how many times faster the pad warms and cools")
    parser.add_argument("--faults", type=json.loads, default={})
    return parser.parse_args()


def _build(options: argparse.Namespace, loop: asyncio.AbstractEventLoop) -> Bridge:
    plug = Plug(
        base=options.base,
        name=options.name,
        ieee=options.ieee.lower(),
        device=DEVICES[options.device or USUAL.get(options.firmware, "ikea")],
        version=options.version,
        metered=not options.no_meter,
        availability=options.availability,
        power_on_name=options.power_on_name,
    )
    metering = Metering(min_s=options.meter_min_s, max_s=options.meter_max_s) if plug.metered else None
    firmware = ZigbeeFirmware(FIRMWARES[options.firmware], metering=metering, power_on=PowerOn(options.power_on))
    firmware.boot(time.monotonic())
    line = BridgeLine(
        host=options.host,
        port=options.port,
        client_id=f"mqttjs_{plug.ieee[-8:]}",
        will=Message(topic=f"{plug.base}/bridge/state", payload='{"state":"offline"}', retain=True),
        subscription=f"{plug.base}/#",
        on_connect=lambda: loop.call_soon_threadsafe(bridge.came_online),
        on_command=lambda topic, payload: loop.call_soon_threadsafe(bridge.receive, topic, payload),
    )
    bridge: Bridge = Bridge(
        plug=plug,
        firmware=firmware,
        outlet=Outlet(make_pad(options.pad, seed=int(plug.ieee, 16)), speed=options.speed),
        line=line,
        loop=loop,
        birth_delay_s=options.birth_delay,
        availability_s=options.availability_s,
    )
    bridge.control({"op": "faults", **options.faults})
    return bridge


if __name__ == "__main__":
    asyncio.run(main())
