"""What a session costs Home Assistant: our pads beside as many `generic_thermostat`s, in one run.

In real, in-process Home Assistant on simulated time, so many pads heat for 20 minutes all at
once, each with a plug, a thermometer and a meter that report every 10 seconds; then as many
`generic_thermostat`s on the same plugs. The recorder runs beside them. Told are, per pad: CPU of the
whole process and of the event loop's thread alone, reports of plug and sensors included; that of the
loop beyond the same home without any controller; rows of its own entities; how late the last plug
went off when all sessions end at once; and what an idle minute costs.

Usage: .venv/bin/python -m benchmarks.cost [--pads 1 10 100 500]
"""

import argparse
import asyncio
import json
import logging
import os
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from homeassistant.components.recorder import Recorder, get_instance
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Context, Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.heating_pad.clock import DATA_CLOCK
from custom_components.heating_pad.const import DOMAIN
from tests.integration.fixtures import clock, threads
from tests.integration.home import SimulatedClock, Threads
from tests.simulation.plants import SimulatedPad, Source, load_pads

__all__ = ["clock", "threads"]

GOAL_C = 39.0
MINUTES = 20
RESULTS = "COST_RESULTS"
COUNTS = "COST_PADS"
PADS = [int(each) for each in os.environ.get(COUNTS, "1 10").split()]


class Street:
    """Many pads, each with plug, thermometer and meter as plain states."""

    def __init__(self, hass: HomeAssistant, clock: SimulatedClock, threads: Threads, count: int) -> None:
        self.hass = hass
        # Its debug mode, which tests run in, keeps the origin of every timer: dearer than what the timer is for.
        hass.loop.set_debug(False)
        self.clock = clock
        self.threads = threads
        model = load_pads()["eu_100w"]
        self.pads = [SimulatedPad(model, seed=number) for number in range(count)]
        self.count = count
        self.rows = 0
        self.spent_s = 0.0
        hass.data[DATA_CLOCK] = clock
        for domain in ("switch", "homeassistant"):
            hass.services.async_register(domain, "turn_on", self._turn_on)
            hass.services.async_register(domain, "turn_off", self._turn_off)
        registry = er.async_get(hass)
        for number in range(count):
            for kind, domain in (("plug", "switch"), ("warm", "sensor"), ("watt", "sensor")):
                registry.async_get_or_create(domain, "street", f"{kind}{number}", suggested_object_id=f"{kind}{number}")
            self.show(number, Source.SWITCH, 0.0)
            self.show(number, Source.TEMPERATURE, 22.0)
            self.show(number, Source.POWER, 0.0)

    async def _turn_on(self, call: Any) -> None:
        self._command(call, on=True)

    async def _turn_off(self, call: Any) -> None:
        self._command(call, on=False)

    def _command(self, call: Any, *, on: bool) -> None:
        targets = call.data["entity_id"]
        for entity_id in [targets] if isinstance(targets, str) else targets:
            self.pads[int(entity_id.removeprefix("switch.plug"))].command(on=on)

    def show(self, number: int, source: Source, value: float) -> None:
        """Write what plug or sensor reports."""
        match source:
            case Source.SWITCH:
                self.hass.states.async_set(f"switch.plug{number}", "on" if value else "off")
            case Source.TEMPERATURE:
                unit = {"unit_of_measurement": "°C", "device_class": "temperature"}
                self.hass.states.async_set(f"sensor.warm{number}", str(value), unit)
            case Source.POWER:
                unit = {"unit_of_measurement": "W", "device_class": "power"}
                self.hass.states.async_set(f"sensor.watt{number}", str(value), unit)

    async def run(self, seconds: int, observe: Callable[[], None] | None = None) -> float:
        """Let time pass; returns the CPU seconds of this thread, without those of the simulated pads."""
        spent_s = 0.0
        began_all_s, simulated_s = time.process_time(), 0.0
        for _ in range(seconds):
            began_s = time.thread_time()
            reports = [(number, report) for number, pad in enumerate(self.pads) for report in pad.advance(1.0)]
            self.clock.advance(1.0)
            simulated_s += time.thread_time() - began_s
            began_s = time.thread_time()
            for number, report in reports:
                self.show(number, report.source, report.value)
            # The loop's own clock has moved: what is due fires as it does in a house.
            await asyncio.sleep(0)
            await self.threads.settle()
            spent_s += time.thread_time() - began_s
            if observe is not None:
                observe()
        if "recorder" in self.hass.config.components:
            await get_instance(self.hass).async_block_till_done()
        self.spent_s += time.process_time() - began_all_s - simulated_s
        return spent_s

    def count_rows(self, platforms: set[str]) -> None:
        """Count the states that entities of these platforms write from now on."""
        registry = er.async_get(self.hass)

        @callback
        def changed(event: Event[Any]) -> None:
            entry = registry.async_get(event.data["entity_id"])
            if entry is not None and entry.platform in platforms:
                self.rows += 1

        self.hass.bus.async_listen(EVENT_STATE_CHANGED, changed)


def keep(who: str, count: int, **found: float) -> None:
    """Write a line of the table."""
    with Path(os.environ[RESULTS]).open("a", encoding="utf-8") as file:
        file.write(json.dumps({"who": who, "pads": count, **found}) + "\n")


@pytest.fixture
def recorder_config(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Write as a house does: to a file, every five seconds."""
    return {"db_url": f"sqlite:///{tmp_path_factory.mktemp('recorder')}/house.db", "commit_interval": 5}


@pytest.fixture
def street(
    recorder_mock: Recorder,
    enable_custom_integrations: None,
    hass: HomeAssistant,
    clock: SimulatedClock,
    threads: Threads,
    count: int,
) -> Street:
    """Pads without a controller, and the recorder."""
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
    return Street(hass, clock, threads, count)


@pytest.fixture
def expected_lingering_timers() -> bool:
    """Thermostats keep theirs."""
    return True


@pytest.mark.parametrize("count", PADS)
async def test_nobody(street: Street, count: int) -> None:
    await street.run(20)
    street.spent_s = 0.0
    cpu_s = await street.run(MINUTES * 60)
    keep("nobody", count, cpu_s=cpu_s, all_s=street.spent_s)


@pytest.mark.parametrize("count", PADS)
async def test_ours(street: Street, hass: HomeAssistant, threads: Threads, tmp_path: Path, count: int) -> None:
    hass.config.config_dir = str(tmp_path)
    registry = er.async_get(hass)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    entries = []
    for number in range(count):
        data = {
            key: registry.entities[entity_id].id
            for key, entity_id in (
                ("plug", f"switch.plug{number}"),
                ("temperature_sensor", f"sensor.warm{number}"),
                ("power_sensor", f"sensor.watt{number}"),
            )
        }
        entry = MockConfigEntry(
            domain=DOMAIN,
            title=f"Pad {number}",
            data={
                "kind": "electric_pad",
                **data,
                "rated_power": 100,
                "sensor_placement": "contact",
                "controller": "mechanical",
                "pad_setting": "high",
                "acknowledged": True,
            },
        )
        entry.add_to_hass(hass)
        assert await hass.config_entries.async_setup(entry.entry_id)
        entries.append(entry)
    await threads.settle()
    memory = (tracemalloc.get_traced_memory()[0] - before) / count
    tracemalloc.stop()
    await street.run(20)
    idle_s = await street.run(60)
    street.count_rows({DOMAIN})
    street.spent_s = 0.0
    climates = [registry.async_get_entity_id("climate", DOMAIN, f"{each.entry_id}_climate") for each in entries]
    user = await hass.auth.async_create_user("Somebody", group_ids=["system-admin"])
    asked = hass.async_create_task(
        hass.services.async_call(
            DOMAIN,
            "start_session",
            {"entity_id": climates, "temperature": GOAL_C, "duration": {"minutes": MINUTES}},
            blocking=True,
            context=Context(user_id=user.id),
        )
    )
    cpu_s = await street.run(MINUTES * 60 - 2)
    assert asked.done()
    assert any(pad.relay_operations > 10 for pad in street.pads)
    late_s = 0
    while any(pad.relay_on for pad in street.pads) and late_s < 60:
        cpu_s += await street.run(1)
        late_s += 1
    cpu_s += await street.run(10)
    keep(
        "heating_pad",
        count,
        cpu_s=cpu_s,
        all_s=street.spent_s,
        rows=street.rows,
        memory=memory,
        idle_s=idle_s,
        late_s=max(late_s - 3, 0),
    )
    for entry in entries:
        await hass.config_entries.async_unload(entry.entry_id)


@pytest.mark.parametrize("count", PADS)
async def test_generic_thermostat(street: Street, hass: HomeAssistant, threads: Threads, count: int) -> None:
    await street.run(20)
    thermostats = [
        {
            "platform": "generic_thermostat",
            "name": f"Comparison {number}",
            "unique_id": f"comparison{number}",
            "heater": f"switch.plug{number}",
            "target_sensor": f"sensor.warm{number}",
            "target_temp": GOAL_C,
            "max_temp": 60,
            "initial_hvac_mode": "heat",
        }
        for number in range(count)
    ]
    street.count_rows({"generic_thermostat"})
    assert await async_setup_component(hass, "climate", {"climate": thermostats})
    await threads.settle()
    street.spent_s = 0.0
    cpu_s = await street.run(MINUTES * 60)
    keep("generic_thermostat", count, cpu_s=cpu_s, all_s=street.spent_s, rows=street.rows)


def main() -> int:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pads", type=int, nargs="+", default=[1, 10, 100], metavar="N")
    chosen = parser.parse_args()
    # The first one pays for loading what all the others find loaded; the table takes the last of each.
    os.environ[COUNTS] = " ".join(map(str, (1, *chosen.pads)))
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results"
        os.environ[RESULTS] = str(results)
        options = ["-q", "-p", "no:cacheprovider", "--timeout=3000", "-W", "ignore::pytest.PytestConfigWarning"]
        failed = subprocess.run([sys.executable, "-m", "pytest", __file__, *options], check=False).returncode
        rows = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
    found = {(row["who"], row["pads"]): row for row in rows}
    sys.stdout.write(
        "\nCPU in ms per pad-session: heating_pad / generic_thermostat (ratio)\n\n"
        "| pads | whole process | event loop | event loop beyond no controller | rows per pad: ours / theirs "
        "| kB per pad | idle ms per pad-minute | last OFF after the end, s |\n|---|---|---|---|---|---|---|---|\n"
    )
    for count in chosen.pads:
        nobody, ours, theirs = (found[who, count] for who in ("nobody", "heating_pad", "generic_thermostat"))

        def beside(mine_s: float, their_s: float, count: int = count) -> str:
            return f"{mine_s / count * 1000:.0f} / {their_s / count * 1000:.0f} ({mine_s / their_s:.1f})"

        idle_ms = (ours["idle_s"] - nobody["cpu_s"] / MINUTES) / count * 1000
        sys.stdout.write(
            f"| {count} | {beside(ours['all_s'], theirs['all_s'])} | {beside(ours['cpu_s'], theirs['cpu_s'])} "
            f"| {beside(ours['cpu_s'] - nobody['cpu_s'], theirs['cpu_s'] - nobody['cpu_s'])} "
            f"| {ours['rows'] / count:.0f} / {theirs['rows'] / count:.0f} | {ours['memory'] / 1000:.0f} "
            f"| {idle_ms:.1f} | {ours['late_s']} |\n"
        )
    return failed


if __name__ == "__main__":
    sys.exit(main())
