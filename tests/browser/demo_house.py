"""Runs `scripts/demo`: a real Home Assistant with simulated pads."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN_S = 180
STOP_WITHIN_S = 60


@dataclass(frozen=True, kw_only=True)
class Demo:
    """A running demo."""

    url: str
    folder: Path

    @property
    def log(self) -> str:
        """What its Home Assistant has printed."""
        return (self.folder / "console.log").read_text(encoding="utf-8", errors="replace")


@contextmanager
def running_demo(folder: Path) -> Iterator[Demo]:
    """Start the demo in a folder of its own, with pads that warm up four times as fast; stops it at the end."""
    port = _free_port()
    command = [ROOT / ".venv-next/bin/python", "-m", "demo", "--folder", folder, "--port", str(port), "--speed", "4"]
    printed = folder.with_name("printed.txt")
    with printed.open("w") as out:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
    try:
        deadline = time.monotonic() + READY_WITHIN_S
        while "Ready" not in printed.read_text():
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The demo did not start:\n{printed.read_text()}")
            time.sleep(0.2)
        yield Demo(url=f"http://127.0.0.1:{port}", folder=folder)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()


def sign_in(page: Page, place: str, user: str) -> None:
    """Go to a page of the demo's dashboard as a person does who is not signed in; passwords are as the names."""
    page.goto(place, timeout=60_000)
    page.get_by_label("Username").fill(user)
    page.get_by_label("Password", exact=True).fill(user)
    page.get_by_label("Password", exact=True).press("Enter")
    page.locator("heating-pad-card, heating-pad-diary-card").first.wait_for(timeout=60_000)


def _free_port() -> int:
    with socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
