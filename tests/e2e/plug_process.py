"""The Tasmota plug simulator as a process, and the truth about its relay."""

import asyncio
import json
import sys
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .mosquitto import REPOSITORY, Broker
from .waiting import until

ANSWER_TIMEOUT_S = 10
MODULE = "tests.simulators.tasmota_plug"


class PlugError(RuntimeError):
    """The simulator did not start, or refused a request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What the observer at the plug sees."""

    at: float
    relay: bool
    relay_history: tuple[tuple[float, bool], ...]
    commands: tuple[tuple[float, str, str], ...]
    connected: bool
    surface_c: float
    pulse_time: int
    pulse_remaining_s: float
    power_on_state: int

    @property
    def last_switch(self) -> float:
        """When the contacts changed last."""
        return self.relay_history[-1][0]

    def switched_on(self) -> list[float]:
        """When the contacts closed."""
        return [at for at, on in self.relay_history if on]

    def power_commands(self, *, since: float = 0.0) -> list[str]:
        """What the plug was told to do with its relay, upper case; queries left out."""
        return [
            payload.upper()
            for at, command, payload in self.commands
            if at >= since and payload and command.upper().startswith("POWER") and command.upper()[5:] in {"", "1"}
        ]

    def on_seconds(self, start: float, end: float) -> float:
        """How long the contacts were closed between two moments."""
        total = 0.0
        changes = [*self.relay_history, (max(end, self.at), False)]
        for (at, state), (changed, _) in pairwise(changes):
            if state:
                total += max(0.0, min(changed, end) - max(at, start))
        return total


class PlugProcess:
    """One simulated plug; ask it for the truth and make it misbehave."""

    def __init__(
        self,
        broker: Broker,
        *,
        mac: str = "A8032AB2C1D0",
        name: str = "Pad plug",
        metered: bool = True,
        probed: bool = True,
        faults: dict[str, Any] | None = None,
        speed: float = 1.0,
    ) -> None:
        """Prepare a plug with or without power meter and temperature probe; `speed` is how fast its pad warms."""
        self.mac = mac
        self.metered = metered
        self.probed = probed
        self.topic = f"tasmota_{mac[-6:]}"
        self._command = [sys.executable, "-m", MODULE, "--host", broker.host, "--port", str(broker.port)]
        self._command += ["--mac", mac, "--name", name, "--faults", json.dumps(faults or {})]
        self._command += [*([] if metered else ["--no-meter"]), *([] if probed else ["--no-probe"])]
        self._command += ["--speed", str(speed)]
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start; it connects to the broker by itself."""
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
        return _truth(await self._ask({"op": "state"}))

    async def fail(self, **faults: Any) -> None:
        """Set faults by the names of the simulator's `Faults`; the others stay."""
        await self._ask({"op": "faults", **faults})

    async def go_offline(self, seconds: float) -> None:
        """Vanish from the broker without a goodbye and come back after a while."""
        await self._ask({"op": "offline", "seconds": seconds})

    async def lose_mains(self, seconds: float) -> None:
        """Take the current away for a while."""
        await self._ask({"op": "mains", "seconds": seconds})

    async def press_button(self) -> None:
        """Press the button on its case."""
        await self._ask({"op": "button"})

    async def until_connected(self, *, timeout_s: float = 15) -> None:
        """Wait until the broker has it."""
        await until(self.truth, lambda truth: truth.connected, timeout_s=timeout_s, hope="the plug reaches the broker")

    async def until_relay(self, *, on: bool, timeout_s: float) -> float:
        """Wait until the contacts are in this state and give the time of the change."""
        hope = f"the relay is {'on' if on else 'off'}"
        truth = await until(self.truth, lambda truth: truth.relay is on, timeout_s=timeout_s, hope=hope)
        return truth.last_switch

    async def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
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


def _truth(body: dict[str, Any]) -> Truth:
    return Truth(
        at=body["at"],
        relay=body["relay"],
        relay_history=tuple((item["at"], item["on"]) for item in body["relay_history"]),
        commands=tuple((item["at"], item["command"], item["payload"]) for item in body["commands"]),
        connected=body["connected"],
        surface_c=body["surface_c"],
        pulse_time=body["pulse_time"],
        pulse_remaining_s=body["pulse_remaining_s"],
        power_on_state=body["power_on_state"],
    )
