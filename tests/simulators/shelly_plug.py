"""A Shelly plug with a heating pad behind it, as a process of its own.

Generation 2 and 3 speak RPC over HTTP, WebSocket and, when given a broker, MQTT; generation 1 speaks HTTP. JSON lines
on standard input and output connect it to the test that started it: every line in is an object with `op` (see
`Plug.control`), every line out its answer. The first line out tells that it is up. The process ends when its input
closes. Run it from the repository: `python -m tests.simulators.shelly_plug --port 8081 --generation 2`.
"""

import argparse
import asyncio
import contextlib
import json
import secrets
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BasicAuth, WSMsgType, web

from .control import serve, with_faults
from .outlet import Outlet, make_pad
from .shelly_auth import USER, Digest
from .shelly_firmware import FIRMWARES, InitialState, Moment, Readings, Settings, ShellyRelay
from .shelly_gen1 import BadRequestError, Gen1
from .shelly_rpc import Identity, RpcError, ShellyRpc
from .tasmota_firmware import Message
from .tasmota_plug import EVERYTHING, Line

TICK_S = 0.05
SILENCE_S = 60.0
"""How long a request stays open that is never answered."""
REBOOT_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """What is wrong with the plug; all false, empty or None in a good one."""

    contacts: bool | None = None
    """The relay's contacts stay closed (welded) or open, whatever the coil does."""
    drop: tuple[str, ...] = ()
    """Requests that get lost on the way in: RPC methods in lower case, paths of generation 1; `*` for all."""
    mute: tuple[str, ...] = ()
    """Requests that are obeyed and never answered."""
    reply_delay_s: float = 0.0
    says: bool | None = None
    """Relay state it tells instead of the truth."""
    measures_w: float | None = None
    """Watts it tells instead of the truth."""


class LostError(Exception):
    """A request got lost, or its answer did."""


@dataclass(slots=True)
class Server:
    """The plug's HTTP port; can vanish without a goodbye."""

    application: web.Application
    host: str
    port: int
    _runner: web.AppRunner | None = None
    _jobs: set[asyncio.Task[None]] = field(default_factory=set)

    async def open(self) -> None:
        """Listen."""
        runner = web.AppRunner(self.application, access_log=None, shutdown_timeout=0)
        await runner.setup()
        await web.TCPSite(runner, self.host, self.port, reuse_address=True).start()
        self._runner = runner

    async def close(self) -> None:
        """Break every connection and listen no more."""
        runner, self._runner = self._runner, None
        if runner is None:
            return
        for site in list(runner.sites):
            await site.stop()
        for connection in runner.server.connections if runner.server is not None else []:
            if connection.transport is not None:
                connection.transport.abort()
        await runner.cleanup()

    def later(self, job: Coroutine[Any, Any, None]) -> None:
        """Do one of the above from where nothing can be awaited."""
        task = asyncio.ensure_future(job)
        self._jobs.add(task)
        task.add_done_callback(self._jobs.discard)


@dataclass(slots=True)
class Plug:
    """Relay, the ways in, pad and meter, and the record of what really happened."""

    relay: ShellyRelay
    outlet: Outlet
    rpc: ShellyRpc | None
    gen1: Gen1 | None
    digest: Digest | None
    password: str | None
    loop: asyncio.AbstractEventLoop
    server: Server | None = None
    line: Line | None = None
    faults: Faults = field(default_factory=Faults)
    commands: list[dict[str, Any]] = field(default_factory=list)
    peers: dict[web.WebSocketResponse, str] = field(default_factory=dict)
    """WebSockets by the name their other side gave itself."""

    async def run(self) -> None:
        """Live until cancelled."""
        while True:
            self.step()
            await asyncio.sleep(TICK_S)

    def control(self, request: dict[str, Any]) -> dict[str, Any]:
        """One request of the test.

        `state`: the truth. `faults`: set the given ones, keep the rest. `offline` (`seconds`): vanish from the network
        and come back. `mains` (`seconds`): no current, then a cold start. `button`: press it. `firmware` (`name`): its
        firmware becomes another one.
        """
        operation = request.pop("op", None)
        self.step()
        match operation:
            case "state":
                pass
            case "faults":
                self.faults = with_faults(self.faults, request)
                self.relay.says = self.faults.says
                self.outlet.held = self.faults.contacts
                self.outlet.settle()
            case "offline":
                self._vanish(float(request["seconds"]))
            case "mains":
                self.outlet.mains = False
                self.outlet.settle()
                self._vanish(float(request["seconds"]), cold=True)
            case "button":
                if self.outlet.mains:
                    self.relay.set(moment(), on=not self.relay.output, source="button")
            case "firmware":
                self.relay.behaviour = FIRMWARES[request["name"]]
            case _:
                message = f"unknown op {operation!r}"
                raise ValueError(message)
        self.step()
        return self._truth()

    def step(self) -> None:
        """Bring pad, meter and relay to this moment and tell what has changed."""
        power_w = self.outlet.step()
        if not self.outlet.mains:
            return
        shown_w = power_w if self.faults.measures_w is None else self.faults.measures_w
        self.relay.readings = Readings(power_w=shown_w, energy_wh=self.outlet.energy_wh)
        now = moment()
        changes = self.relay.tick(now)
        self.outlet.drive(coil=self.relay.output)
        for change in changes:
            self._notify("NotifyStatus", {"ts": round(now.unix, 2), "switch:0": change})
        if changes:
            self._tell_status(now)
        self._after_requests(now)

    def _after_requests(self, now: Moment) -> None:
        if self.rpc is None:
            return
        for component in self.rpc.config_changed:
            event = {"component": component, "id": 0, "event": "config_changed", "restart_required": False}
            event |= {"ts": round(now.unix, 2), "cfg_rev": self.rpc.config_revision}
            self._notify("NotifyEvent", {"ts": round(now.unix, 2), "events": [event]})
        self.rpc.config_changed.clear()
        if self.rpc.reboots_after_s is not None:
            self.loop.call_later(self.rpc.reboots_after_s, self._vanish, REBOOT_S)
            self.rpc.reboots_after_s = None

    # Requests

    async def ask(self, method: str, params: dict[str, Any] | None, *, source: str) -> dict[str, Any]:
        """Pass one RPC request on; raises `RpcError`, or `LostError` when there will be no answer."""
        assert self.rpc is not None
        self._take(method, params, source)
        if self.faults.reply_delay_s:
            await asyncio.sleep(self.faults.reply_delay_s)
        try:
            return self.rpc.call(moment(), method, params, source=source)
        finally:
            self.step()
            self._answer_or_not(method)

    async def answer(self, frame: dict[str, Any], *, source: str, authorised: bool = False) -> dict[str, Any]:
        """Answer one RPC frame."""
        assert self.rpc is not None
        head = {"id": frame.get("id"), "src": self.rpc.identity.device_id}
        head |= {"dst": frame["src"]} if "src" in frame else {}
        method = str(frame.get("method", ""))
        free = authorised or self.digest is None or method.lower() == "shelly.getdeviceinfo"
        if not free and self.digest is not None and not self.digest.accepts_frame(frame.get("auth")):
            return head | {"error": {"code": 401, "message": self.digest.challenge_text()}}
        try:
            return head | {"result": await self.ask(method, frame.get("params"), source=source)}
        except RpcError as error:
            return head | {"error": {"code": error.code, "message": error.message}}

    async def page(self, request: web.Request) -> web.StreamResponse:
        """Answer any HTTP request."""
        try:
            if self.gen1 is not None:
                return await self._gen1_page(self.gen1, request)
            return await self._rpc_page(request)
        except LostError:
            await asyncio.sleep(SILENCE_S)
            return web.Response(status=504)

    async def _gen1_page(self, gen1: Gen1, request: web.Request) -> web.Response:
        given = request.headers.get("Authorization", "")
        if self.password is not None and request.path != "/shelly" and given != BasicAuth(USER, self.password).encode():
            return web.Response(status=401, headers={"WWW-Authenticate": 'Basic realm="Shelly"'})
        query = dict(request.query)
        self._take(request.path, query, "http")
        if self.faults.reply_delay_s:
            await asyncio.sleep(self.faults.reply_delay_s)
        try:
            body = gen1.page(moment(), request.path, query)
        except BadRequestError as error:
            return web.Response(status=400, text=str(error))
        self.step()
        self._answer_or_not(request.path)
        return web.Response(status=404, text="Not Found") if body is None else web.json_response(body)

    async def _rpc_page(self, request: web.Request) -> web.StreamResponse:
        assert self.rpc is not None
        if request.path == "/shelly":
            return web.json_response(self.rpc.info())
        if request.path == "/rpc" and request.headers.get("Upgrade", "").lower() == "websocket":
            return await self._web_socket(request)
        if request.path != "/rpc" and not request.path.startswith("/rpc/"):
            return web.Response(status=404, text="Not Found")
        given = request.headers.get("Authorization", "")
        if self.digest is not None and not self.digest.accepts_header(given, request.method):
            return web.Response(status=401, headers={"WWW-Authenticate": self.digest.challenge_header()})
        posted = await request.json() if request.method == "POST" and request.can_read_body else {}
        if request.path == "/rpc":
            return web.json_response(await self.answer(posted, source="HTTP_in", authorised=True))
        params = {name: _value(text) for name, text in request.query.items()} | posted
        try:
            return web.json_response(await self.ask(request.path.removeprefix("/rpc/"), params, source="HTTP_in"))
        except RpcError as error:
            status = 404 if error.code > 0 else 500
            return web.json_response({"code": error.code, "message": error.message}, status=status)

    async def _web_socket(self, request: web.Request) -> web.WebSocketResponse:
        peer = web.WebSocketResponse()
        await peer.prepare(request)
        try:
            async for message in peer:
                if message.type is not WSMsgType.TEXT:
                    break
                frame = json.loads(message.data)
                if "src" in frame:
                    self.peers[peer] = frame["src"]
                try:
                    answer = await self.answer(frame, source="WS_in")
                except LostError:
                    continue
                await _send(peer, answer)
        finally:
            self.peers.pop(peer, None)
        return peer

    def hear(self, topic: str, payload: str) -> None:
        """Take a message from the broker."""
        assert self.server is not None
        assert self.rpc is not None
        name = topic.removeprefix(f"{self.rpc.identity.device_id}/")
        if name == "rpc":
            self.server.later(self._mqtt_request(payload))
        elif name == "command" and payload == "status_update":
            self._tell_status(moment())
        elif name == "command/switch:0":
            self.server.later(self._mqtt_command(payload))

    async def _mqtt_request(self, payload: str) -> None:
        try:
            frame = json.loads(payload)
            answer = await self.answer(frame, source="MQTT")
        except LostError, ValueError:
            return
        if "src" in frame:
            self._publish(f"{frame['src']}/rpc", answer)

    async def _mqtt_command(self, payload: str) -> None:
        word, _, seconds = payload.partition(",")
        params: dict[str, Any] = {"id": 0}
        params |= {} if word == "toggle" else {"on": word == "on"}
        try:
            params |= {"toggle_after": float(seconds)} if seconds else {}
            if word in {"on", "off", "toggle"}:
                await self.ask("Switch.Toggle" if word == "toggle" else "Switch.Set", params, source="MQTT")
        except LostError, RpcError, ValueError:
            return

    def _take(self, name: str, params: dict[str, Any] | None, source: str) -> None:
        lost = not self.outlet.mains or bool({EVERYTHING, name.lower()} & set(self.faults.drop))
        self.commands.append(
            {"at": time.time(), "command": name, "payload": json.dumps(params or {}), "source": source, "lost": lost}
        )
        if lost:
            raise LostError

    def _answer_or_not(self, name: str) -> None:
        if {EVERYTHING, name.lower()} & set(self.faults.mute):
            raise LostError

    # What it tells by itself

    def came_online(self) -> None:
        """The broker accepted us."""
        assert self.rpc is not None
        assert self.line is not None
        self.line.send(Message(topic=f"{self.rpc.identity.device_id}/online", payload="true", retain=True))
        self._tell_status(moment())

    def _notify(self, method: str, params: dict[str, Any]) -> None:
        if self.rpc is None or self.server is None:
            return
        who = self.rpc.identity.device_id
        frame = {"src": who, "method": method, "params": params}
        for peer, name in self.peers.items():
            self.server.later(_send(peer, frame | {"dst": name}))
        self._publish(f"{who}/events/rpc", frame | {"dst": f"{who}/events"})

    def _tell_status(self, now: Moment) -> None:
        if self.rpc is not None:
            self._publish(f"{self.rpc.identity.device_id}/status/switch:0", self.relay.status(now))

    def _publish(self, topic: str, body: dict[str, Any]) -> None:
        if self.line is not None:
            self.line.send(Message(topic=topic, payload=json.dumps(body)))

    # Network and mains

    def _vanish(self, seconds: float, *, cold: bool = False) -> None:
        assert self.server is not None
        if self.line is not None:
            self.line.cut()
        self.peers.clear()
        self.server.later(self._away(self.server, seconds, cold=cold))

    async def _away(self, server: Server, seconds: float, *, cold: bool) -> None:
        await server.close()
        await asyncio.sleep(seconds)
        self.step()
        if cold:
            self.outlet.mains = True
            self.relay.boot(moment())
            self.step()
        await server.open()
        if self.line is not None:
            self.line.open()

    def _truth(self) -> dict[str, Any]:
        kept = self.relay.settings
        return self.outlet.truth() | {
            "connected": self.line is not None and self.line.connected,
            "commands": self.commands,
            "timer_remaining_s": self.relay.remaining_s(moment()),
            "power_on": kept.initial_state.value,
            "auto_off_s": kept.auto_off_delay if kept.auto_off else None,
            "peers": len(self.peers),
        }


async def _send(peer: web.WebSocketResponse, frame: dict[str, Any]) -> None:
    # Whoever has just gone is not told.
    with contextlib.suppress(ConnectionError):
        await peer.send_json(frame)


def moment() -> Moment:
    """Now, on both clocks."""
    return Moment(seconds=time.monotonic(), unix=time.time())


def _value(text: str) -> Any:
    """Read a value of a query the way the plug does: JSON where it is, else text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


async def main() -> None:
    """Run until standard input closes."""
    options = _options()
    plug = _build(options, asyncio.get_running_loop())
    assert plug.server is not None
    await plug.server.open()
    if plug.line is not None:
        plug.line.open()
    ready = {"mac": options.mac, "port": options.port}
    await serve(plug.control, ready=ready, living=plug.run())
    if plug.line is not None:
        plug.line.cut()
    await plug.server.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--generation", type=int, choices=[1, 2, 3], default=2)
    parser.add_argument("--mac", default=f"{secrets.randbits(48):012X}")
    parser.add_argument("--name", default="Pad plug")
    parser.add_argument("--password", default=None)
    parser.add_argument("--mqtt-host", default="127.0.0.1")
    parser.add_argument("--mqtt-port", type=int, default=None, help="broker to connect to; none by default")
    parser.add_argument("--firmware", choices=FIRMWARES, default="standard")
    parser.add_argument("--initial-state", choices=[each.value for each in InitialState], default="restore_last")
    parser.add_argument("--auto-off", type=float, default=None, help="seconds of the persistent auto-off")
    parser.add_argument("--no-meter", action="store_true")
    parser.add_argument("--pad", default="eu_100w", help="parameter set of the heating pad")
    parser.add_argument("--speed", type=float, default=1.0, help="how many times faster the pad warms and cools")
    parser.add_argument("--faults", type=json.loads, default={})
    return parser.parse_args()


def _build(options: argparse.Namespace, loop: asyncio.AbstractEventLoop) -> Plug:
    settings = Settings(
        initial_state=InitialState(options.initial_state),
        auto_off=options.auto_off is not None,
        auto_off_delay=options.auto_off or 60.0,
    )
    mac, locked = options.mac.upper(), options.password is not None
    relay = ShellyRelay(FIRMWARES[options.firmware], settings, metered=not options.no_meter)
    now = moment()
    relay.boot(now)
    rpc: ShellyRpc | None = None
    gen1: Gen1 | None = None
    if options.generation == 1:
        gen1 = Gen1(mac=mac, name=options.name, auth=locked, relay=relay, booted_s=now.seconds)
    else:
        who = Identity(mac=mac, generation=options.generation, name=options.name, auth=locked)
        rpc = ShellyRpc(who, relay, booted_s=now.seconds)
    plug = Plug(
        relay=relay,
        outlet=Outlet(make_pad(options.pad, seed=int(mac, 16)), speed=options.speed),
        rpc=rpc,
        gen1=gen1,
        digest=Digest(rpc.identity.device_id, options.password) if rpc is not None and locked else None,
        password=options.password,
        loop=loop,
    )
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", plug.page)
    plug.server = Server(application, options.host, options.port)
    if rpc is not None and options.mqtt_port is not None:
        line = _line(options, rpc, plug)
        rpc.mqtt_server = f"{options.mqtt_host}:{options.mqtt_port}"
        rpc.connected_to_broker = lambda: line.connected
        plug.line = line
    plug.control({"op": "faults", **options.faults})
    return plug


def _line(options: argparse.Namespace, rpc: ShellyRpc, plug: Plug) -> Line:
    prefix = rpc.identity.device_id
    return Line(
        host=options.mqtt_host,
        port=options.mqtt_port,
        client_id=prefix,
        will=Message(topic=f"{prefix}/online", payload="false", retain=True),
        subscription=f"{prefix}/#",
        on_connect=lambda: plug.loop.call_soon_threadsafe(plug.came_online),
        on_command=lambda topic, payload: plug.loop.call_soon_threadsafe(plug.hear, topic, payload),
    )


if __name__ == "__main__":
    asyncio.run(main())
