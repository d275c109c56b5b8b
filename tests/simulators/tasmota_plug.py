"""A Tasmota plug with a heating pad behind it, as a process of its own.

Speaks MQTT to a broker, and JSON lines on standard input and output to the test that started it: every line in is an
object with `op` (see `Plug.control`), every line out its answer. The first line out tells that the plug is up. The
process ends when its input closes. Run it from the repository: `python -m tests.simulators.tasmota_plug --port 1883`.
"""

import argparse
import asyncio
import contextlib
import json
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from typing import Any

from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from tests.simulation.plants import SimulatedPad, load_pads

from .tasmota_firmware import Identity, Message, Moment, Readings, Settings, TasmotaFirmware

TICK_S = 0.05
KEEPALIVE_S = 30
RECONNECT_S = 1
EVERYTHING = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """What is wrong with the plug; all false or None in a good one."""

    contacts: bool | None = None
    """The relay's contacts stay closed (welded) or open, whatever the coil does."""
    drop: tuple[str, ...] = ()
    """Commands that get lost on the way in, in lower case without index; `*` for all."""
    reply_delay_s: float = 0.0
    ignores_pulse_time: bool = False
    """Acknowledges PulseTime and never acts on it."""
    says: bool | None = None
    """Relay state it reports instead of the truth."""
    measures_w: float | None = None
    """Watts it reports instead of the truth."""
    probe_c: float | None = None
    """Temperature it reports instead of the truth."""


@dataclass(slots=True)
class Line:
    """The plug's connection to the broker; can be cut without a goodbye."""

    host: str
    port: int
    client_id: str
    will: Message
    subscription: str
    on_connect: Callable[[], object]
    on_command: Callable[[str, str], object]
    connected: bool = False
    _client: Client | None = None

    def open(self) -> None:
        """Connect, and again whenever the broker goes away."""
        client = Client(CallbackAPIVersion.VERSION2, client_id=self.client_id)
        client.will_set(self.will.topic, self.will.payload, retain=self.will.retain)
        client.reconnect_delay_set(min_delay=RECONNECT_S, max_delay=RECONNECT_S)
        client.on_connect = self._connected
        client.on_disconnect = self._disconnected
        client.on_message = self._received
        client.connect_async(self.host, self.port, keepalive=KEEPALIVE_S)
        client.loop_start()
        self._client = client

    def cut(self) -> None:
        """Vanish: the broker sees the connection end without a goodbye and publishes the will."""
        client, self._client = self._client, None
        self.connected = False
        if client is None:
            return
        client.loop_stop()
        connection = client.socket()
        if isinstance(connection, socket.socket):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def send(self, message: Message) -> None:
        """Publish; what is sent without a connection is lost, as in the plug."""
        if self._client is not None and self.connected:
            self._client.publish(message.topic, message.payload, retain=message.retain)

    def _connected(
        self, client: Client, _data: Any, _flags: ConnectFlags, reason: ReasonCode, _properties: Properties | None
    ) -> None:
        if reason.is_failure:
            return
        client.subscribe(self.subscription)
        self.connected = True
        self.on_connect()

    def _disconnected(
        self, _client: Client, _data: Any, _flags: DisconnectFlags, _reason: ReasonCode, _properties: Properties | None
    ) -> None:
        self.connected = False

    def _received(self, _client: Client, _data: Any, message: MQTTMessage) -> None:
        # A retained command is delivered like any other, as the firmware sees it.
        self.on_command(message.topic, message.payload.decode())


@dataclass(slots=True)
class Plug:
    """Firmware, relay contacts, pad and meter, and the record of what really happened."""

    firmware: TasmotaFirmware
    pad: SimulatedPad
    line: Line
    loop: asyncio.AbstractEventLoop
    metered: bool
    probed: bool
    speed: float
    faults: Faults = field(default_factory=Faults)
    contacts: bool = False
    powered: bool = True
    relay_history: list[dict[str, Any]] = field(default_factory=list)
    commands: list[dict[str, Any]] = field(default_factory=list)
    _stepped_s: float = field(default_factory=time.monotonic)

    async def run(self) -> None:
        """Live until cancelled."""
        self._record()
        while True:
            self._step()
            await asyncio.sleep(TICK_S)

    def came_online(self) -> None:
        """The broker accepted us."""
        self._send(self.firmware.connected(_moment()))

    def receive(self, topic: str, payload: str) -> None:
        """A command arrived."""
        name = topic.rpartition("/")[2]
        plain = name.lower().rstrip("0123456789")
        lost = not self.powered or EVERYTHING in self.faults.drop or plain in self.faults.drop
        self.commands.append({"at": time.time(), "command": name, "payload": payload, "lost": lost})
        if lost:
            return
        self._step()
        sent = self.firmware.command(_moment(), name, payload)
        self._switch()
        if self.faults.reply_delay_s:
            self.loop.call_later(self.faults.reply_delay_s, self._send, sent)
        else:
            self._send(sent)

    def control(self, request: dict[str, Any]) -> dict[str, Any]:
        """One request of the test.

        `state`: the truth. `faults`: set the given ones, keep the rest. `offline` (`seconds`): vanish from the broker
        and come back. `mains` (`seconds`): no current, then a cold start. `button`: press it.
        """
        operation = request.pop("op", None)
        match operation:
            case "state":
                pass
            case "faults":
                self._set_faults(request)
            case "offline":
                self.line.cut()
                self.loop.call_later(float(request["seconds"]), self.line.open)
            case "mains":
                self._mains_lost(float(request["seconds"]))
            case "button":
                self._send(self.firmware.press_button(_moment()))
                self._switch()
            case _:
                message = f"unknown op {operation!r}"
                raise ValueError(message)
        return self._truth()

    def _set_faults(self, wanted: dict[str, Any]) -> None:
        unknown = wanted.keys() - {item.name for item in fields(Faults)}
        if unknown:
            message = f"unknown faults {sorted(unknown)}"
            raise ValueError(message)
        if "drop" in wanted:
            wanted["drop"] = tuple(wanted["drop"])
        self.faults = replace(self.faults, **wanted)
        self.firmware.ignores_pulse_time = self.faults.ignores_pulse_time
        self.firmware.lie = self.faults.says
        self._switch()

    def _mains_lost(self, seconds: float) -> None:
        self._step()
        self.line.cut()
        self.powered = False
        self._switch()
        self.loop.call_later(seconds, self._mains_back)

    def _mains_back(self) -> None:
        self._step()
        self.powered = True
        self.firmware.boot(_moment(), mains=True)
        self._switch()
        self.line.open()

    def _step(self) -> None:
        """Bring pad, meter and firmware to this moment."""
        now = time.monotonic()
        elapsed_s, self._stepped_s = now - self._stepped_s, now
        power_w = self.pad.power_w
        self.pad.advance(elapsed_s * self.speed)
        self.firmware.energy_wh += power_w * elapsed_s / 3600
        if not self.powered:
            return
        self.firmware.readings = self._readings(power_w)
        self._send(self.firmware.tick(_moment()))
        self._switch()

    def _readings(self, power_w: float) -> Readings:
        shown_w = power_w if self.faults.measures_w is None else self.faults.measures_w
        shown_c = self.pad.sensor_c if self.faults.probe_c is None else self.faults.probe_c
        return Readings(
            power_w=shown_w if self.metered else None,
            temperature_c=round(shown_c, 1) if self.probed else None,
        )

    def _switch(self) -> None:
        """Let the contacts follow the coil, unless they cannot."""
        wanted = self.firmware.power if self.faults.contacts is None else self.faults.contacts
        closed = wanted and self.powered
        if closed != self.contacts:
            self.contacts = closed
            self.pad.command(on=closed)
            self._record()

    def _record(self) -> None:
        self.relay_history.append({"at": time.time(), "on": self.contacts})

    def _send(self, messages: list[Message]) -> None:
        for message in messages:
            self.line.send(message)

    def _truth(self) -> dict[str, Any]:
        settings = self.firmware.settings
        return {
            "at": time.time(),
            "relay": self.contacts,
            "relay_history": self.relay_history,
            "commands": self.commands,
            "connected": self.line.connected,
            "powered": self.powered,
            "surface_c": self.pad.surface_c,
            "skin_c": self.pad.skin_c,
            "pulse_time": settings.pulse_time,
            "pulse_remaining_s": self.firmware.pulse_remaining_s(_moment()),
            "power_on_state": settings.power_on_state,
        }


def _moment() -> Moment:
    return Moment(seconds=time.monotonic(), local=datetime.now(UTC).astimezone().replace(tzinfo=None))


async def main() -> None:
    """Run until standard input closes."""
    options = _options()
    loop = asyncio.get_running_loop()
    plug = _build(options, loop)
    living = asyncio.create_task(plug.run())
    plug.line.open()
    _answer({"ready": True, "topic": plug.firmware.identity.topic})
    reader = asyncio.StreamReader(limit=1_000_000)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while raw := await reader.readline():
        try:
            _answer(plug.control(json.loads(raw)))
        except (KeyError, TypeError, ValueError) as error:
            _answer({"error": str(error)})
    living.cancel()
    plug.line.cut()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--mac", default="A8032AB2C1D0")
    parser.add_argument("--name", default="Pad plug")
    parser.add_argument("--pad", default="eu_100w", help="parameter set of the heating pad")
    parser.add_argument("--speed", type=float, default=1.0, help="how many times faster the pad warms and cools")
    parser.add_argument("--no-meter", action="store_true")
    parser.add_argument("--no-probe", action="store_true")
    parser.add_argument("--tele-period", type=int, default=10)
    parser.add_argument("--power-delta", type=int, default=105)
    parser.add_argument("--power-on-state", type=int, default=0)
    parser.add_argument("--faults", type=json.loads, default={})
    return parser.parse_args()


def _build(options: argparse.Namespace, loop: asyncio.AbstractEventLoop) -> Plug:
    identity = Identity(mac=options.mac.upper(), name=options.name)
    settings = Settings(
        tele_period_s=options.tele_period, power_delta=options.power_delta, power_on_state=options.power_on_state
    )
    firmware = TasmotaFirmware(identity, settings)
    firmware.boot(_moment(), mains=True)
    line = Line(
        host=options.host,
        port=options.port,
        client_id=f"DVES_{identity.mac[-6:]}",
        will=Message(topic=firmware.topic("tele", "LWT"), payload="Offline", retain=True),
        subscription=firmware.topic("cmnd", "#"),
        on_connect=lambda: loop.call_soon_threadsafe(plug.came_online),
        on_command=lambda topic, payload: loop.call_soon_threadsafe(plug.receive, topic, payload),
    )
    plug: Plug = Plug(
        firmware=firmware,
        pad=SimulatedPad(replace(load_pads()[options.pad], response_s=0.0), seed=int(identity.mac, 16)),
        line=line,
        loop=loop,
        metered=not options.no_meter,
        probed=not options.no_probe,
        speed=options.speed,
    )
    plug.control({"op": "faults", **options.faults})
    return plug


def _answer(body: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(body)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
