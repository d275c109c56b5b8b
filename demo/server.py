"""One Home Assistant process on a folder of its own."""

import asyncio
import json
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import aiohttp

from demo.client import DemoError

ROOT = Path(__file__).resolve().parents[1]
START_WITHIN_S = 180
STOP_WITHIN_S = 60
LOCAL_HOST = "127.0.0.1"
EVERY_HOST = "0.0.0.0"  # noqa: S104 - only when asked for

# Home Assistant's way to ask whoever started it to start it again.
_RESTART_EXIT_CODE = 100

# Answers of the login page: open, and "onboarding required" before there is a user.
_DOOR_IS_THERE = (HTTPStatus.OK, HTTPStatus.BAD_REQUEST)

_COMPONENTS = (
    ROOT / "custom_components" / "heating_pad",
    ROOT / "demo" / "custom_components" / "simulated_pad",
)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a Home Assistant keeps its files and listens."""

    folder: Path
    host: str
    port: int

    @property
    def config(self) -> Path:
        """Configuration folder."""
        return self.folder / "config"

    @property
    def log(self) -> Path:
        """Everything the process printed."""
        return self.folder / "console.log"

    @property
    def url(self) -> str:
        """Address for programs on this machine."""
        return f"http://{LOCAL_HOST if self.host == EVERY_HOST else self.host}:{self.port}"


class Server:
    """The running process."""

    def __init__(self, place: Place, process: asyncio.subprocess.Process) -> None:
        """Use `running` instead."""
        self.place = place
        self.process = process

    async def wait_until_answering(self) -> bool:
        """Wait until people can come in; tells whether there is nobody yet."""
        try:
            async with asyncio.timeout(START_WITHIN_S), aiohttp.ClientSession() as session:
                while (status := await _status(session, f"{self.place.url}/auth/providers")) not in _DOOR_IS_THERE:
                    if self.process.returncode is not None:
                        raise DemoError("Home Assistant ended while starting")
                    await asyncio.sleep(0.2)
        except TimeoutError:
            raise DemoError("Home Assistant did not answer") from None
        return status is HTTPStatus.BAD_REQUEST

    async def wait_for_restart(self) -> bool:
        """Wait for the end; tells whether it asks to be started again."""
        return await self.process.wait() == _RESTART_EXIT_CODE

    async def stop(self) -> None:
        """Stop in an orderly way: plugs off first, then the files."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self.process.wait(), STOP_WITHIN_S)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()


def prepare(place: Place) -> None:
    """Lay out the folder; what Home Assistant wrote into it stays."""
    storage = place.config / ".storage"
    storage.mkdir(parents=True, exist_ok=True)
    for template in (ROOT / "demo" / "config").iterdir():
        # People may edit automations in the frontend; configuration.yaml is ours.
        if template.name == "configuration.yaml" or not (place.config / template.name).exists():
            shutil.copyfile(template, place.config / template.name)
    components = place.config / "custom_components"
    components.mkdir(exist_ok=True)
    for component in _COMPONENTS:
        link = components / component.name
        link.unlink(missing_ok=True)
        link.symlink_to(component, target_is_directory=True)
    _write_storage(storage, "http", 3, _http_settings(place))
    if not (storage / "onboarding").exists():
        # Everything but the user, who is added through the real interface; the other steps want the internet.
        _write_storage(storage, "onboarding", 4, {"done": ["core_config", "analytics", "integration"]})


@asynccontextmanager
async def running(place: Place) -> AsyncIterator[Server]:
    """Start the process; it is gone when this ends."""
    with place.log.open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            Path(sys.executable).with_name("hass"),
            *("--config", place.config, "--skip-pip", "--log-no-color"),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=place.config,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            # Ctrl-C is ours alone: Home Assistant is told once, in the orderly way.
            start_new_session=True,
        )
    server = Server(place, process)
    try:
        yield server
    except DemoError as error:
        raise DemoError(f"{error}\nThe log is {place.log}") from error
    finally:
        await server.stop()


def free_port(host: str, wanted: int | None = None, *, usual: int = 0) -> int:
    """Give the wanted port or fail; without one the usual port, or any when that is taken."""
    for port in (wanted,) if wanted else (usual, 0):
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            return int(probe.getsockname()[1])
    raise DemoError(f"Nothing can listen on {host}, port {wanted or usual}")


async def _status(session: aiohttp.ClientSession, url: str) -> HTTPStatus | None:
    """Status of the answer, None when nobody listens."""
    try:
        async with session.get(url) as response:
            return HTTPStatus(response.status)
    except aiohttp.ClientError:
        return None


def _http_settings(place: Place) -> dict[str, Any]:
    """Settings that need no confirmation in a dialog, as `http:` in YAML would."""
    return {
        "stable": {
            "server_port": place.port,
            "server_host": [place.host],
            "cors_allowed_origins": [],
            "login_attempts_threshold": -1,
            "ip_ban_enabled": True,
            "ssl_profile": "intermediate_v6",
            "use_x_frame_options": True,
            "created_at": datetime.now(UTC).isoformat(),
            "error": None,
            "error_message": None,
        },
        "pending": None,
        "yaml_migration_done": True,
    }


def _write_storage(folder: Path, key: str, version: int, data: dict[str, Any]) -> None:
    text = json.dumps({"version": version, "minor_version": 1, "key": key, "data": data}, indent=2)
    (folder / key).write_text(text, encoding="utf-8")
