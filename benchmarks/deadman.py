"""How long heat goes on when nobody is left to end it: real processes, judged at the plugs' relays.

For every family of plugs that runs here, a session is started on a plug that counts down, then
Home Assistant is killed (SIGKILL), frozen (SIGSTOP), or loses its broker. The table says how long
the relay stayed closed after that, beside the seconds that were armed.

Usage: .venv-next/bin/python -m benchmarks.deadman [--events kill freeze broker]
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from tests.e2e.hass_process import DOMAIN
from tests.e2e.home import Home, PadUnderTest, pad_details
from tests.e2e.mosquitto import Broker, free_port
from tests.e2e.plug_process import PlugProcess
from tests.e2e.simulators import ShellyPlug, ZigbeePlug
from tests.simulators.esphome_plug import EspHomePlug, build

EVENTS = ("kill", "freeze", "broker")
LONGEST_S = 300.0
ON_WITHIN_S = 90.0


class Plug(Protocol):
    """What the table needs of a simulated plug."""

    async def until_relay(self, *, on: bool, timeout_s: float) -> float:
        """Wait for the relay and give the time of the change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One plug under a pad."""

    family: str
    plug: Plug
    pad: PadUnderTest
    mqtt: bool = True
    """The broker lies between the plug and Home Assistant."""
    left_s: Callable[[], Awaitable[float]]
    """Seconds until the plug switches off by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Firmware:
    """ESPHome's, built for one port."""

    program: Path
    port: int


async def pad_on(home: Home, switch_id: str, name: str) -> PadUnderTest:
    """Set a pad up on a plug that Home Assistant shows under this unique id."""
    return await pad_on_switch(home, await home.client.entity_id("switch", switch_id, timeout_s=30), name)


async def pad_on_switch(home: Home, switch: str, name: str) -> PadUnderTest:
    """Set a pad up on a plug."""
    await home.client.until_state(switch, "on", "off", timeout_s=30)
    entry_id = await home.client.add_entry(
        DOMAIN,
        ("user", {"next_step_id": "electric_pad"}),
        ("electric_pad", {"name": name, "plug": switch}),
        ("pad_details", pad_details(measured=False)),
        ("safety", {"acknowledged": True}),
    )
    pad = PadUnderTest(home, entry_id)
    await pad.find_entities()
    await pad.until("auto_off", "unverified", timeout_s=30)
    await pad.until_ready(timeout_s=30)
    return pad


async def subjects(home: Home, broker: Broker, firmware: Firmware, stack: AsyncExitStack) -> list[Subject]:
    """Start a plug of every family, each with a pad of its own."""
    found: list[Subject] = []
    tasmota = PlugProcess(broker, probed=False, metered=False)
    stack.push_async_callback(tasmota.stop)
    await tasmota.start()
    await tasmota.until_connected()

    async def pulse_s() -> float:
        return (await tasmota.truth()).pulse_remaining_s

    pad = await pad_on(home, f"{tasmota.mac}_switch_relay_0", "Tasmota")
    found.append(Subject(family="Tasmota PulseTime", plug=tasmota, pad=pad, left_s=pulse_s))
    for family, model, base in (
        ("Zigbee2MQTT on_time", "standard", "z_standard"),
        ("Zigbee2MQTT countdown", "delayed_toggle", "z_tuya"),
    ):
        plug = ZigbeePlug(broker, name=family, firmware=model, base=base, power_on="off")
        zigbee = await stack.enter_async_context(plug)
        pad = await pad_on(home, zigbee.switch_id, family)
        found.append(Subject(family=family, plug=zigbee, pad=pad, left_s=timer_s(zigbee)))
    shelly = await stack.enter_async_context(ShellyPlug())
    address = {"host": shelly.host, "port": shelly.port, "verify_ssl": False}
    await home.client.add_entry("shelly", ("user_manual", address))
    pad = await pad_on(home, shelly.switch_id, "Shelly")
    found.append(Subject(family="Shelly toggle_after", plug=shelly, pad=pad, mqtt=False, left_s=timer_s(shelly)))
    esphome = EspHomePlug(firmware.program, firmware.port)
    stack.push_async_callback(esphome.stop)
    await esphome.start()
    pad = await pad_on_switch(home, await home.add_esphome_plug(esphome.port), "ESPHome")
    found.append(Subject(family="ESPHome actions", plug=esphome, pad=pad, mqtt=False, left_s=told_s(home)))
    return found


def told_s(home: Home) -> Callable[[], Awaitable[float]]:
    """Return what reads the countdown of real firmware where it tells it: every 5 s, in Home Assistant."""

    async def left_s() -> float:
        ids = (str(each["entity_id"]) for each in await home.client.registry() if each["platform"] == "esphome")
        sensor = next(each for each in ids if each.endswith("_remaining"))
        await home.client.until_number(sensor, above=0.0, timeout_s=10)
        told = (await home.client.states())[sensor]
        return float(told["state"]) - (time.time() - datetime.fromisoformat(told["last_updated"]).timestamp())

    return left_s


def timer_s(plug: ZigbeePlug | ShellyPlug) -> Callable[[], Awaitable[float]]:
    """Return what asks a plug for its countdown."""

    async def left_s() -> float:
        return float((await plug.truth()).timer_remaining_s)

    return left_s


async def strike(event: str, home: Home, broker: Broker) -> float:
    """Let the misfortune happen; gives its time."""
    if event == "kill":
        return await home.process.kill()
    at = time.time()
    if event == "freeze":
        home.process.freeze()
    else:
        await broker.kill()
    return at


async def round_of(event: str, firmware: Firmware) -> list[tuple[str, str, float, float]]:
    """One misfortune for all families; family, event, armed seconds, seconds until off."""
    folder = Path(tempfile.mkdtemp(prefix="heating-pad-deadman-"))
    rows: list[tuple[str, str, float, float]] = []
    async with AsyncExitStack() as stack:
        broker = Broker(folder / "broker")
        await broker.start()
        stack.push_async_callback(broker.stop)
        home = Home(folder / "config", broker)
        stack.push_async_callback(home.process.kill)
        await home.set_up()
        pads = await subjects(home, broker, firmware, stack)
        for each in pads:
            await each.pad.start(minutes=10)
        for each in pads:
            await each.plug.until_relay(on=True, timeout_s=ON_WITHIN_S)
        armed = [await each.left_s() for each in pads]
        struck = await strike(event, home, broker)
        for each, armed_s in zip(pads, armed, strict=True):
            if event == "broker" and not each.mqtt:
                continue  # it has lost nothing: its session goes on
            off = await each.plug.until_relay(on=False, timeout_s=LONGEST_S)
            rows.append((each.family, event, armed_s, max(off - struck, 0.0)))
        if event == "freeze":
            home.process.thaw()
    return rows


async def run(events: list[str]) -> bool:
    """Print the table; False when a relay stayed closed longer than armed."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="heating-pad-firmware-") as folder:
        firmware = Firmware(program=await build(Path(folder), port), port=port)
        rows = [row for event in events for row in await round_of(event, firmware)]
    sys.stdout.write(f"{'family':24} {'event':8} {'armed s':>8} {'off after s':>12} {'ratio':>6}\n")
    for family, event, armed_s, off_s in rows:
        ratio = off_s / armed_s if armed_s else float("inf")
        sys.stdout.write(f"{family:24} {event:8} {armed_s:8.1f} {off_s:12.1f} {ratio:6.2f}\n")
    return all(off_s <= armed_s + 2 for _, _, armed_s, off_s in rows)


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--events", nargs="+", choices=EVENTS, default=list(EVENTS))
    return 0 if asyncio.run(run(parser.parse_args().events)) else 1


if __name__ == "__main__":
    raise SystemExit(main())
