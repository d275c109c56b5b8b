"""How well heat goes where it should: our pads beside `generic_thermostat`, in one run.

Every pad of `benchmarks/plants/pads.json`, two with slow sensors and some harsh ones is asked for
39 °C for 20 minutes in real, in-process Home Assistant on simulated time: three sessions of ours
(the first on an unknown pad), one with quiet switching, one of `generic_thermostat` (tolerance
0.3 °C). Judged by the true surface of the simulated pad; hold from minute 12.

Usage: .venv/bin/python -m benchmarks.control [--only PAD] [--picture FILE]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path
from typing import Any

import pytest
from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from PIL import Image, ImageDraw

from tests.integration.fixtures import clock, threads
from tests.integration.home import PLUG, THERMOMETER, Home, SimulatedClock, Threads
from tests.simulation.controlled import slow_pad
from tests.simulation.plants import PadModel, any_pad, load_pads

__all__ = ["clock", "threads"]

GOAL_C = 39.0
MINUTES = 20
HOLD_FROM_S = 720
RESULTS = "CONTROL_RESULTS"
ONLY = "CONTROL_ONLY"
HARSH = {"any_22": 22, "any_69": 69, "any_85": 85, "any_194": 194}
"""Random pads that were hardest in trials."""


def pads() -> dict[str, PadModel]:
    """All pads of the table; `slow_sensor` reports too rarely to be controlled by."""
    named = load_pads()
    found = {name: replace(pad, ambient_c=24.0) for name, pad in named.items() if name != "slow_sensor"}
    found |= {f"{name}_slow": slow_pad(found[name]) for name in ("eu_100w", "thick_towel")}
    return found | {name: any_pad(seed) for name, seed in HARSH.items()}


PADS = [name for name in pads() if os.environ.get(ONLY) in (None, name)]


@dataclass(slots=True, kw_only=True)
class Course:
    """The true surface of one session, second by second, and what the relay did."""

    surface_c: list[float]
    relay_operations: int

    def row(self) -> dict[str, Any]:
        """Return overshoot, hold error and operations."""
        held = [each - GOAL_C for each in self.surface_c[HOLD_FROM_S:]]
        return {
            "overshoot": max(self.surface_c) - GOAL_C,
            "rmse": sqrt(sum(each * each for each in held) / len(held)),
            "operations": self.relay_operations,
            "surface": [round(each, 2) for each in self.surface_c[::10]],
        }


async def course(home: Home) -> Course:
    """Watch twenty minutes of heat."""
    surface_c: list[float] = []
    operations = home.pad.relay_operations
    for _ in range(MINUTES * 60):
        await home.run(1)
        surface_c.append(home.pad.surface_c)
    return Course(surface_c=surface_c, relay_operations=home.pad.relay_operations - operations)


def keep(pad: str, who: str, found: Course) -> None:
    """Write a row for the table."""
    with Path(os.environ[RESULTS]).open("a", encoding="utf-8") as file:
        file.write(json.dumps({"pad": pad, "who": who, **found.row()}) + "\n")


@pytest.fixture
async def home(
    enable_custom_integrations: None,
    hass: HomeAssistant,
    clock: SimulatedClock,
    threads: Threads,
    hass_admin_user: User,
    tmp_path: Path,
) -> AsyncIterator[Home]:
    """A home whose files are its own, with nothing in it yet."""
    hass.config.config_dir = str(tmp_path)
    home = Home(hass, hass_admin_user, clock, threads)
    yield home
    await home.leave()


@pytest.mark.parametrize("name", PADS)
async def test_ours(home: Home, name: str) -> None:
    await home.build(pads()[name])
    await home.add_pad(meter=home.pad.model.power_report_s is not None, rated_power=round(home.pad.model.rated_power_w))
    for number in (1, 2, 3):
        await home.start(MINUTES, temperature=GOAL_C)
        keep(name, f"session {number}", await course(home))
        await home.run(13 * 3600, step_s=60)


@pytest.mark.parametrize("name", PADS)
async def test_ours_quiet(home: Home, name: str) -> None:
    await home.build(pads()[name])
    await home.add_pad(
        meter=home.pad.model.power_report_s is not None,
        rated_power=round(home.pad.model.rated_power_w),
        options={"quiet_switching": True},
    )
    await home.start(MINUTES, temperature=GOAL_C)
    keep(name, "quiet", await course(home))


@pytest.mark.parametrize("name", PADS)
async def test_generic_thermostat(home: Home, name: str) -> None:
    await home.build(pads()[name])
    thermostat = {
        "platform": "generic_thermostat",
        "name": "Comparison",
        "heater": PLUG,
        "target_sensor": THERMOMETER,
        "target_temp": GOAL_C,
        "max_temp": 60,
        "cold_tolerance": 0.3,
        "hot_tolerance": 0.3,
        "initial_hvac_mode": "heat",
    }
    assert await async_setup_component(home.hass, "climate", {"climate": thermostat})
    keep(name, "generic_thermostat", await course(home))


# -- telling ------------------------------------------------------------------------------------

COLUMNS = ("generic_thermostat", "session 1", "session 2", "session 3", "quiet")


def table(rows: list[dict[str, Any]]) -> str:
    """Write all rows as a table in Markdown: overshoot °C / hold RMSE °C / relay operations."""
    lines = [f"| pad | {' | '.join(COLUMNS)} |", f"|---|{'---|' * len(COLUMNS)}"]
    for pad in dict.fromkeys(row["pad"] for row in rows):
        cells = []
        for who in COLUMNS:
            row = next((each for each in rows if (each["pad"], each["who"]) == (pad, who)), None)
            cells.append("–" if row is None else f"{row['overshoot']:.1f} / {row['rmse']:.2f} / {row['operations']}")
        lines.append(f"| {pad} | {' | '.join(cells)} |")
    return "\n".join(lines)


def picture(rows: list[dict[str, Any]], file: Path) -> None:
    """Draw the curves of all pads: grey generic_thermostat, blue our first session, red our third."""
    chosen = [pad for pad in dict.fromkeys(row["pad"] for row in rows) if not pad.startswith("any_")]
    width, height, columns = 420, 230, 3
    image = Image.new("RGB", (columns * width, -(-len(chosen) // columns) * height + 24), "white")
    draw = ImageDraw.Draw(image)
    colours = {"generic_thermostat": "#999999", "session 1": "#1565c0", "session 3": "#c62828"}
    for index, pad in enumerate(chosen):
        left, top = index % columns * width + 40, index // columns * height + 20
        right, bottom = left + width - 60, top + height - 50
        draw.text((left, top - 14), pad, fill="black")

        def at(x: float, y: float, area: tuple[int, int, int, int] = (left, top, right, bottom)) -> tuple[float, float]:
            low_c, high_c = 22.0, 46.0
            return (
                area[0] + x / (MINUTES * 60) * (area[2] - area[0]),
                area[3] - (min(max(y, low_c), high_c) - low_c) / (high_c - low_c) * (area[3] - area[1]),
            )

        for celsius in range(24, 47, 4):
            draw.line([at(0, celsius), at(MINUTES * 60, celsius)], fill="#eeeeee")
            draw.text((left - 24, at(0, celsius)[1] - 6), str(celsius), fill="#555555")
        draw.line([at(0, GOAL_C), at(MINUTES * 60, GOAL_C)], fill="#2e7d32")
        for row in rows:
            if row["pad"] == pad and row["who"] in colours:
                draw.line(
                    [at(n * 10, each) for n, each in enumerate(row["surface"])], fill=colours[row["who"]], width=2
                )
    legend = "surface, °C, 20 min; green: goal; grey: generic_thermostat; blue: our first session; red: our third"
    draw.text((40, image.height - 18), legend, fill="black")
    image.quantize(32).save(file, optimize=True)


def main() -> int:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="PAD", choices=sorted(pads()))
    parser.add_argument("--picture", type=Path, metavar="FILE")
    chosen = parser.parse_args()
    if chosen.only:
        os.environ[ONLY] = chosen.only
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results"
        os.environ[RESULTS] = str(results)
        options = [
            "-q",
            "-n",
            "2",
            "-p",
            "no:cacheprovider",
            "--timeout=600",
            "-W",
            "ignore::pytest.PytestConfigWarning",
        ]
        # A process of its own: the test plugin wants to be the first to import Home Assistant.
        failed = subprocess.run([sys.executable, "-m", "pytest", __file__, *options], check=False).returncode
        rows = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
    rows.sort(key=lambda row: list(pads()).index(row["pad"]))
    sys.stdout.write(f"\novershoot °C / hold RMSE °C / relay operations\n\n{table(rows)}\n")
    if chosen.picture:
        picture(rows, chosen.picture)
    return failed


if __name__ == "__main__":
    sys.exit(main())
