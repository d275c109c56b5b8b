"""A real Home Assistant process on a configuration folder of its own."""

import asyncio
import contextlib
import os
import re
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from .hass_client import HassClient
from .hass_config import write_configuration
from .mosquitto import REPOSITORY

START_TIMEOUT_S = 90
STOP_TIMEOUT_S = 60
DOMAIN = "heating_pad"

RECORD = re.compile(
    r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+(?:[+-]\d\d:\d\d)? (?P<level>[A-Z]+) \([^)]*\) \[(?P<logger>[^]]+)\] "
)
ANSI = re.compile(r"\x1b\[[0-9;]*m")
# Home Assistant says this once about every custom integration.
LOADER_NOTICE = "which has not been tested by Home Assistant"


class HassStartError(RuntimeError):
    """Home Assistant ended or did not become ready."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRecord:
    """One entry of the log with its traceback."""

    level: str
    logger: str
    text: str

    @property
    def about_us(self) -> bool:
        """Whether it comes from our integration or names it."""
        return DOMAIN in self.logger or DOMAIN in self.text


class HassProcess:
    """Home Assistant on one folder, over starts, stops, kills and freezes."""

    def __init__(self, folder: Path, *, extra_yaml: str = "") -> None:
        """Write the configuration; `start` runs it."""
        self.folder = folder
        self.access = write_configuration(folder, extra_yaml=extra_yaml)
        self._process: asyncio.subprocess.Process | None = None
        self._clients: list[HassClient] = []

    async def start(self) -> HassClient:
        """Start, wait until it is running, and connect."""
        with self.log_path.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                hass_program(),
                "-c",
                self.folder,
                "--skip-pip",
                stdout=log,
                stderr=log,
                stdin=asyncio.subprocess.DEVNULL,
                env=_environment(),
            )
        try:
            async with asyncio.timeout(START_TIMEOUT_S):
                await self._running(self._process)
        except TimeoutError:
            await self.kill()
            message = f"Home Assistant is not running after {START_TIMEOUT_S} s:\n{self.digest()}"
            raise HassStartError(message) from None
        return await self.client()

    async def client(self) -> HassClient:
        """One more connection to the running process."""
        client = await HassClient(self.access).connect()
        self._clients.append(client)
        return client

    async def stop(self) -> float:
        """Send SIGTERM, wait for the end and give the wall clock time of the exit."""
        if self._process is None:
            return time.time()
        self._process.terminate()
        try:
            async with asyncio.timeout(STOP_TIMEOUT_S):
                await self._process.wait()
        except TimeoutError:
            await self.kill()
            message = f"Home Assistant did not stop within {STOP_TIMEOUT_S} s:\n{self.digest()}"
            raise HassStartError(message) from None
        ended = time.time()
        await self._gone()
        return ended

    async def kill(self) -> float:
        """Send SIGKILL; gives the wall clock time."""
        at = time.time()
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGCONT)
                self._process.kill()
            await self._process.wait()
            await self._gone()
        return at

    def freeze(self) -> None:
        """Hold the whole process, as a stalled host would."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    @property
    def log_path(self) -> Path:
        """Everything the process printed, over all its starts."""
        return self.folder / "process.log"

    def log(self) -> str:
        """Text of the log."""
        return ANSI.sub("", self.log_path.read_text(encoding="utf-8", errors="replace"))

    def log_records(self) -> list[LogRecord]:
        """Log entries with the lines that belong to them."""
        records: list[LogRecord] = []
        for line in self.log().splitlines():
            found = RECORD.match(line)
            if found:
                records.append(LogRecord(level=found["level"], logger=found["logger"], text=line))
            elif records:
                last = records[-1]
                records[-1] = LogRecord(level=last.level, logger=last.logger, text=f"{last.text}\n{line}")
        return records

    def digest(self) -> str:
        """The log with tracebacks of our own only, for people who look into a failure."""
        records = self.log_records()
        return "\n".join(record.text if record.about_us else record.text.partition("\n")[0] for record in records)

    def assert_clean(self, *, warnings_allowed: bool = False) -> None:
        """No error, no deprecation and, unless trouble was the point of the case, no warning that is about us."""
        records = self.log_records()
        # The one warning every custom integration gets proves that warnings about us would be seen here.
        assert any(record.about_us and LOADER_NOTICE in record.text for record in records), "the log is not complete"
        levels = {"ERROR", "CRITICAL"} if warnings_allowed else {"WARNING", "ERROR", "CRITICAL"}
        bad = [
            record.text
            for record in records
            if record.about_us
            and LOADER_NOTICE not in record.text
            and (record.level in levels or (record.level == "WARNING" and _deprecation(record.text)))
        ]
        assert not bad, "\n".join(bad)

    async def _running(self, process: asyncio.subprocess.Process) -> None:
        headers = {"Authorization": f"Bearer {self.access.token}"}
        async with aiohttp.ClientSession(base_url=self.access.url, headers=headers) as session:
            while True:
                if process.returncode is not None:
                    message = f"Home Assistant ended with {process.returncode}:\n{self.digest()}"
                    raise HassStartError(message)
                with contextlib.suppress(aiohttp.ClientError):
                    async with session.get("/api/config") as response:
                        if response.ok and (await response.json())["state"] == "RUNNING":
                            return
                await asyncio.sleep(0.1)

    async def _gone(self) -> None:
        self._process = None
        for client in self._clients:
            await client.close()
        self._clients.clear()


def hass_program() -> Path:
    """The `hass` of `.venv-next`, else the one beside the interpreter that runs the tests."""
    for folder in (REPOSITORY / ".venv-next" / "bin", Path(sys.executable).parent):
        program = folder / "hass"
        if program.is_file():
            return program
    message = "There is no Home Assistant to start: run scripts/setup first"
    raise HassStartError(message)


def _environment() -> dict[str, str]:
    """The tests' own import path must not reach a real process."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))}
    return environment | {"PYTHONUNBUFFERED": "1", "NO_COLOR": "1"}


def _deprecation(text: str) -> bool:
    return "deprecat" in text.lower() or "will stop working" in text or "breaks_in_ha_version" in text
