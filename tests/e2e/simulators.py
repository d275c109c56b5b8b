"""Simulated plugs of other families as processes, and the truth about their relays."""

import asyncio
import json
import secrets
import sys
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Self

from .mosquitto import LOOPBACK, REPOSITORY, Broker, free_port
from .plug_process import ANSWER_TIMEOUT_S, PlugError
from .waiting import until


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What the observer at the plug sees; `more` holds what only its family has."""

    at: float
    relay: bool
    relay_history: tuple[tuple[float, bool], ...]
    powered: bool
    power_w: float
    surface_c: float
    connected: bool
    commands: tuple[tuple[float, str, str], ...]
    """Messages from outside: time, what it was addressed to, payload."""
    timer_remaining_s: float
    """Until the relay switches by itself; 0 when it will not."""
    power_on: str
    more: dict[str, Any]

    @classmethod
    def of(cls, body: dict[str, Any]) -> Self:
        """Read a simulator's answer."""
        return cls(
            at=body["at"],
            relay=body["relay"],
            relay_history=tuple((item["at"], item["on"]) for item in body["relay_history"]),
            powered=body["powered"],
            power_w=body["power_w"],
            surface_c=body["surface_c"],
            connected=body["connected"],
            commands=tuple((item["at"], item["command"], item["payload"]) for item in body["commands"]),
            timer_remaining_s=body["timer_remaining_s"],
            power_on=body["power_on"],
            more=body,
        )

    @property
    def last_switch(self) -> float:
        """When the contacts changed last."""
        return self.relay_history[-1][0]

    def switched_on(self) -> list[float]:
        """When the contacts closed."""
        return [at for at, on in self.relay_history if on]

    def frames(self, *, since: float = 0.0) -> list[dict[str, Any]]:
        """Frames a Zigbee plug was sent, the lost ones too."""
        return [frame for frame in self.more.get("frames", []) if frame["at"] >= since]

    def on_seconds(self, start: float, end: float) -> float:
        """How long the contacts were closed between two moments."""
        changes = [*self.relay_history, (max(end, self.at), False)]
        return sum(
            max(0.0, min(changed, end) - max(at, start)) for (at, state), (changed, _) in pairwise(changes) if state
        )


class SimulatedPlug:
    """One simulated plug; ask it for the truth and make it misbehave."""

    def __init__(self, module: str, *options: str) -> None:
        """Prepare a process; `options` are those of the simulator's command line."""
        self._command = [sys.executable, "-m", f"tests.simulators.{module}", *options]
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        """Start it for the length of a block."""
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """End it."""
        await self.stop()

    async def start(self) -> None:
        """Start, and wait until it is up."""
        pipe = asyncio.subprocess.PIPE
        self._process = await asyncio.create_subprocess_exec(
            *self._command, stdin=pipe, stdout=pipe, cwd=REPOSITORY, limit=4_000_000
        )
        await self._answer()

    async def stop(self) -> None:
        """End it."""
        if self._process is None:
            return
        process, self._process = self._process, None
        assert process.stdin is not None
        process.stdin.close()
        try:
            async with asyncio.timeout(ANSWER_TIMEOUT_S):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()

    async def truth(self) -> Truth:
        """State and history as they really are."""
        return Truth.of(await self._ask("state"))

    async def fail(self, **faults: Any) -> None:
        """Set faults by the names of the simulator's `Faults`; the others stay."""
        await self._ask("faults", **faults)

    async def go_offline(self, seconds: float) -> None:
        """Vanish from the network without a goodbye and come back after a while; the relay lives on."""
        await self._ask("offline", seconds=seconds)

    async def lose_mains(self, seconds: float) -> None:
        """Take the current away for a while."""
        await self._ask("mains", seconds=seconds)

    async def press_button(self) -> None:
        """Press the button on its case."""
        await self._ask("button")

    async def become(self, firmware: str) -> None:
        """Give it another firmware of its family."""
        await self._ask("firmware", name=firmware)

    async def until_connected(self, *, timeout_s: float = 15) -> None:
        """Wait until the broker has it."""
        await until(self.truth, lambda truth: truth.connected, timeout_s=timeout_s, hope="the plug reaches the broker")

    async def until_relay(self, *, on: bool, timeout_s: float) -> float:
        """Wait until the contacts are in this state and give the time of the change."""
        hope = f"the relay is {'on' if on else 'off'}"
        truth = await until(self.truth, lambda truth: truth.relay is on, timeout_s=timeout_s, hope=hope)
        return truth.last_switch

    async def _ask(self, operation: str, **arguments: Any) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"op": operation, **arguments}).encode() + b"\n")
        await self._process.stdin.drain()
        return await self._answer()

    async def _answer(self) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdout is not None
        async with asyncio.timeout(ANSWER_TIMEOUT_S):
            line = await self._process.stdout.readline()
        if not line:
            message = f"the plug simulator ended with {await self._process.wait()}"
            raise PlugError(message)
        body: dict[str, Any] = json.loads(line)
        if "error" in body:
            raise PlugError(body["error"])
        return body


class ZigbeePlug(SimulatedPlug):
    """Zigbee2MQTT with one plug; give each on one broker a base topic of its own."""

    def __init__(
        self,
        broker: Broker,
        *,
        firmware: str = "standard",
        base: str = "zigbee2mqtt",
        name: str = "Pad plug",
        metered: bool = True,
        power_on: str = "previous",
        options: tuple[str, ...] = (),
        faults: dict[str, Any] | None = None,
    ) -> None:
        """Prepare; `firmware` is one of `FIRMWARES`, `options` are further ones of the command line."""
        self.base = base
        self.name = name
        self.ieee = f"0x{secrets.randbits(64):016x}"
        self.metered = metered
        self.switch_id = f"{self.ieee}_switch_{base}"
        """Unique ids Home Assistant knows its entities by."""
        self.power_id = f"{self.ieee}_power_{base}"
        self.power_on_id = f"{self.ieee}_power_on_behavior_{base}"
        super().__init__(
            "zigbee2mqtt",
            *("--host", broker.host, "--port", str(broker.port), "--base", base, "--name", name, "--ieee", self.ieee),
            *("--firmware", firmware, "--power-on", power_on, "--faults", json.dumps(faults or {})),
            *(() if metered else ("--no-meter",)),
            *options,
        )


class ShellyPlug(SimulatedPlug):
    """A Shelly plug; speaks HTTP on a loopback port, and MQTT too when it is given a broker."""

    def __init__(
        self,
        *,
        generation: int = 2,
        broker: Broker | None = None,
        firmware: str = "standard",
        initial_state: str = "restore_last",
        password: str | None = None,
        options: tuple[str, ...] = (),
        faults: dict[str, Any] | None = None,
    ) -> None:
        """Prepare; `firmware` is one of `FIRMWARES`, `options` are further ones of the command line."""
        self.host = LOOPBACK
        self.port = free_port()
        self.mac = f"{secrets.randbits(48):012X}"
        self.switch_id = f"{self.mac}-switch:0" if generation > 1 else f"{self.mac}-relay_0"
        """Unique id Home Assistant's own integration gives the switch."""
        mqtt = () if broker is None else ("--mqtt-host", broker.host, "--mqtt-port", str(broker.port))
        super().__init__(
            "shelly_plug",
            *("--host", self.host, "--port", str(self.port), "--mac", self.mac, "--generation", str(generation)),
            *("--firmware", firmware, "--initial-state", initial_state, "--faults", json.dumps(faults or {})),
            *(() if password is None else ("--password", password)),
            *mqtt,
            *options,
        )
