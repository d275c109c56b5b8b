"""From the words to the plug: how long a spoken start takes, in-process, beyond the disk write it waits for.

Real Assist recognises the sentence (no two are the same, so nothing comes from its cache), our
intent asks the pad, the record is written, and the plug's switch is told ON. The time our own
writing takes in its thread is told apart: that is the disk's. The median of several tries is
judged; the slowest stands beside it (a busy machine is no slow voice).

Usage: .venv/bin/python -m benchmarks.voice [--tries 15]
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from homeassistant.auth.models import User
from homeassistant.components import conversation
from homeassistant.core import HomeAssistant

from tests.integration.fixtures import clock, threads
from tests.integration.home import Home, SimulatedClock, Threads
from tests.integration.talking import Talk

__all__ = ["clock", "threads"]

LIMIT_MS = 50.0
RESULTS = "VOICE_RESULTS"
TRIES = "VOICE_TRIES"
_OURS = "custom_components.heating_pad"

SENTENCES = {
    "installed sentences": (["en"], "turn on the heating pad for {minutes} minutes at {degrees} degrees"),
    "by name, nothing installed": ([], "turn on {the} Sofa pad"),
}


def now_s() -> float:
    """Return real seconds: the clocks of `time` are simulated ones here."""
    return time.clock_gettime(time.CLOCK_MONOTONIC)


class Disk:
    """How long our own writing has kept a thread busy."""

    def __init__(self, hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
        self.spent_s = 0.0
        self._submit = hass.loop.run_in_executor
        monkeypatch.setattr(hass.loop, "run_in_executor", self._run)

    def _run[T](self, executor: Executor | None, work: Callable[..., T], *args: Any) -> asyncio.Future[T]:
        ours = str(getattr(work, "__module__", "")).startswith(_OURS)
        return self._submit(executor, self._timed if ours else work, *((work, *args) if ours else args))

    def _timed[T](self, work: Callable[..., T], *args: Any) -> T:
        began_s = now_s()
        try:
            return work(*args)
        finally:
            self.spent_s += now_s() - began_s


@pytest.mark.parametrize("how", SENTENCES)
async def test_voice(
    enable_custom_integrations: None,
    hass: HomeAssistant,
    clock: SimulatedClock,
    threads: Threads,
    hass_admin_user: User,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    how: str,
) -> None:
    hass.loop.set_debug(False)
    hass.config.config_dir = str(tmp_path)
    home = Home(hass, hass_admin_user, clock, threads)
    await home.build()
    # One with a sensor waits for its next reading first, which is no matter of voice.
    entry = await home.add_pad(sensor=False)
    talk = Talk(home)
    languages, template = SENTENCES[how]
    await talk.begin(*languages)
    disk = Disk(hass, monkeypatch)
    told: list[float] = []

    def command(on: bool) -> None:
        if on:
            told.append(now_s())

    home.plug.before_command.append(command)
    found: list[dict[str, float]] = []
    # The first sentence loads the language.
    for attempt in range(int(os.environ[TRIES]) + 1):
        text = template.format(minutes=5 + attempt % 10, degrees=35 + attempt // 10 % 3, the=("the", "my")[attempt % 2])
        told.clear()
        before_s, began_s = disk.spent_s, now_s()
        said = await conversation.async_converse(hass, text, None, home.person, language="en", agent_id=None)
        assert said.response.error_code is None, said.response.speech
        assert told, "no pulse at once"
        took_s, disk_s = told[0] - began_s, disk.spent_s - before_s
        if attempt:
            found.append({"took": took_s * 1000, "disk": disk_s * 1000})
        await home.call("climate.turn_off")
        # A pad that is believed to be warm waits for its next pulse: begin anew.
        await home.run(10)
        assert await hass.config_entries.async_reload(entry.entry_id)
        await home.run(70, step_s=5)
    with Path(os.environ[RESULTS]).open("a", encoding="utf-8") as file:  # noqa: ASYNC230 - after the measurement
        file.write(json.dumps({"how": how, "found": found}) + "\n")
    await home.leave()


def main() -> int:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tries", type=int, default=15, metavar="N")
    os.environ[TRIES] = str(parser.parse_args().tries)
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results"
        os.environ[RESULTS] = str(results)
        options = ["-q", "-p", "no:cacheprovider", "--timeout=3000", "-W", "ignore::pytest.PytestConfigWarning"]
        failed = subprocess.run([sys.executable, "-m", "pytest", __file__, *options], check=False).returncode
        rows = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
    sys.stdout.write("\n| voice to plug | beyond the disk, ms (slowest) | disk, ms | at most |\n|---|---|---|---|\n")
    for row in rows:
        beyond = [each["took"] - each["disk"] for each in row["found"]]
        disk_ms = median(each["disk"] for each in row["found"])
        kept = median(beyond) <= LIMIT_MS
        failed = failed or not kept
        sys.stdout.write(
            f"| {row['how']} | {median(beyond):.1f} ({max(beyond):.1f}) | {disk_ms:.1f} | {LIMIT_MS:.0f}"
            f"{'' if kept else ': TOO SLOW'} |\n"
        )
    return failed


if __name__ == "__main__":
    sys.exit(main())
