"""A plug with real ESPHome firmware: docs/esphome's package built for this machine, run as a process.

ESPHome's `host` platform needs a C++ compiler and nothing else; ESPHome itself gets an environment
of its own (scripts/setup), with the versions of requirements/esphome.txt.
"""

import asyncio
import contextlib
import os
import re
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
CACHE = REPOSITORY / ".cache"
CONFIGURATION = Path("tests/simulators/esphome/host.yaml")
PACKAGE = Path("docs/esphome/heating_pad_plug.yaml")
NODE = "sofa-plug"
MAC = "62:23:45:AF:B3:DD"
BUILD_TIMEOUT_S = 400
_CONTACT = re.compile(r"contact (closed|open)")


class FirmwareError(RuntimeError):
    """The firmware cannot be had here; the message says what is missing."""


async def _run(*command: str, cwd: Path = REPOSITORY, env: dict[str, str] | None = None) -> str:
    process = await asyncio.create_subprocess_exec(
        *command, cwd=cwd, env=env, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    async with asyncio.timeout(BUILD_TIMEOUT_S):
        told, _ = await process.communicate()
    text = told.decode(errors="replace")
    if process.returncode:
        message = f"{command[0]} failed:\n{text[-3000:]}"
        raise FirmwareError(message)
    return text


def _esphome() -> Path:
    """Return ESPHome's program."""
    if shutil.which("g++") is None:
        message = "ESPHome's host firmware needs a C++ compiler: install g++, then run the tests again"
        raise FirmwareError(message)
    program = CACHE / "esphome" / "bin" / "esphome"
    if not program.exists():
        message = "ESPHome is missing: run scripts/setup, then run the tests again"
        raise FirmwareError(message)
    return program


async def build(folder: Path, port: int) -> Path:
    """Compile the firmware for one port; about ten seconds."""
    esphome = _esphome()
    for path in (CONFIGURATION, PACKAGE):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / path, target)
    environment = {**os.environ, "PATH": f"{esphome.parent}{os.pathsep}{os.environ['PATH']}"}
    configuration = folder / CONFIGURATION
    # Whoever measures seconds beside us goes first.
    await _run(
        "nice",
        "-n",
        "19",
        str(esphome),
        "-s",
        "port",
        str(port),
        "compile",
        configuration.name,
        cwd=configuration.parent,
        env=environment,
    )
    found = next(configuration.parent.glob(".esphome/build/*/.pioenvs/*/program"), None)
    if found is None:
        message = "ESPHome built no program"
        raise FirmwareError(message)
    return found


@dataclass(slots=True)
class EspHomePlug:
    """The firmware as a process, and what its contact really did."""

    program: Path
    port: int
    relay_history: list[tuple[float, bool]] = field(default_factory=list)
    _moved: asyncio.Event = field(default_factory=asyncio.Event)
    _process: asyncio.subprocess.Process | None = None
    _reader: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Power up."""
        self.relay_history.append((time.time(), False))
        self._process = await asyncio.create_subprocess_exec(
            str(self.program),
            cwd=self.program.parent,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        self._reader = asyncio.create_task(self._read())

    async def stop(self) -> None:
        """Lose mains: the contact falls open."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        if self._reader is not None:
            await self._reader
            self._reader = None

    @property
    def relay(self) -> bool:
        """Whether the contact is closed."""
        return self.relay_history[-1][1]

    async def until_relay(self, *, on: bool, timeout_s: float) -> float:
        """Wait until the contact is in this state and give the time of the change."""
        try:
            async with asyncio.timeout(timeout_s):
                while self.relay is not on:
                    self._moved.clear()
                    await self._moved.wait()
        except TimeoutError:
            message = f"the relay is not {'on' if on else 'off'} after {timeout_s:g} s: {self.relay_history}"
            raise TimeoutError(message) from None
        return self.relay_history[-1][0]

    async def _read(self) -> None:
        process = self._process
        if process is None or process.stdout is None:
            return
        async for line in process.stdout:
            if found := _CONTACT.search(line.decode(errors="replace")):
                self.relay_history.append((time.time(), found[1] == "closed"))
                self._moved.set()
