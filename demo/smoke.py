"""Runs one short session on a fresh Home Assistant and checks what a person would look at."""

import asyncio
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from demo.client import Client, DemoError, Json
from demo.house import INTEGRATION, Pad, entered, furnish, set_speed
from demo.server import LOCAL_HOST, Place, free_port, prepare, running

SESSION_MINUTES = 1
READY_WITHIN_S = 90
ON_WITHIN_S = 15
OFF_WITHIN_S = SESSION_MINUTES * 60 + 30
UNTOUCHED_FOR_S = 3
LATE_AT_MOST_S = 10
WARMER_BY_C = 2

# Home Assistant says this about every custom integration.
_CUSTOM_NOTICE = re.compile(r"\[homeassistant\.loader\] We found a custom integration")
_RECORD = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ (?P<level>[A-Z]+) ")


async def run(speed: float) -> None:
    """Run it in a folder that is kept only when something failed."""
    folder = Path(tempfile.mkdtemp(prefix="heating-pad-smoke-"))
    place = Place(folder=folder, host=LOCAL_HOST, port=free_port(LOCAL_HOST))
    prepare(place)
    async with running(place) as server, entered(server) as client:
        _say("house", f"Home Assistant {(await client.command('get_config'))['version']} is up")
        pads = await furnish(client)
        await set_speed(client, pads, speed)
        await _one_session(client, pads[0])
    _check_log(place.log)
    shutil.rmtree(folder)
    _say("house", "stopped; everything is as it should be")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that took a new state."""

    at: datetime
    name: str
    state: str


class Watch:
    """States of the pad and of what is under it, as they change."""

    def __init__(self, names: Mapping[str, str], events: asyncio.Queue[Json]) -> None:
        """Use `begin` instead."""
        self.now: dict[str, str] = {}
        self.changes: list[Change] = []
        self._names = names
        self._events = events

    @classmethod
    async def begin(cls, client: Client, pad: Pad) -> Watch:
        """Follow a pad from its present states on."""
        names = {
            pad["climate.climate"]: "climate",
            pad["timer.session"]: "timer",
            pad["sensor.phase"]: "phase",
            pad["sensor.blocked_by"]: "blocked_by",
            pad["sensor.stop_reason"]: "stop_reason",
            pad["binary_sensor.fault"]: "fault",
            pad.simulation("switch"): "plug",
            pad.simulation("power"): "power",
            pad.simulation("thermometer"): "thermometer",
        }
        watch = cls(names, await client.subscribe("subscribe_events", event_type="state_changed"))
        for state in await client.command("get_states"):
            watch._take(state)
        for name in sorted(set(names.values()) - set(watch.now)):
            raise DemoError(f"There is no state of {name}")
        return watch

    async def until(self, what: str, holds: Callable[[Mapping[str, str]], bool], within_s: float) -> None:
        """Follow the changes until the condition holds."""
        try:
            async with asyncio.timeout(within_s):
                while not holds(self.now):
                    await self._next()
        except TimeoutError:
            raise DemoError(f"Not within {within_s} s: {what}. States: {self.now}") from None
        _say("check", what)

    async def for_a_while(self, seconds: float) -> None:
        """Follow the changes for some time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while True:
                    await self._next()

    def expect(self, when: str, **wanted: str) -> None:
        """Compare states."""
        wrong = {name: self.now[name] for name, state in wanted.items() if self.now[name] != state}
        if wrong:
            raise DemoError(f"{when}: expected {wanted}, found {wrong}")
        _say("check", f"{when}: {', '.join(f'{name} {state}' for name, state in wanted.items())}")

    async def _next(self) -> None:
        event = await self._events.get()
        if event is None:
            raise DemoError("Home Assistant went away")
        if event["data"]["new_state"] is not None:
            self._take(event["data"]["new_state"])

    def _take(self, state: Json) -> None:
        name, value = self._names.get(state["entity_id"]), state["state"]
        if name is None or self.now.get(name) == value:
            return
        if name in self.now:
            _say(name, value)
        self.now[name] = value
        self.changes.append(Change(at=datetime.fromisoformat(state["last_changed"]), name=name, state=value))


async def _one_session(client: Client, pad: Pad) -> None:
    """Set a temperature, which starts nothing; then heat for a minute."""
    watch = await Watch.begin(client, pad)
    await watch.until("the pad can be started", lambda now: now["blocked_by"] == "nothing", READY_WITHIN_S)
    watch.expect("before the start", climate="off", timer="idle", plug="off", phase="off")

    await client.act("climate.set_temperature", pad["climate.climate"], temperature=38)
    _say("asked", "38 °C, which must not start anything")
    await watch.for_a_while(UNTOUCHED_FOR_S)
    watch.expect("after a temperature alone", climate="off", timer="idle", plug="off", phase="off")

    earlier = len(watch.changes)
    await client.act(f"{INTEGRATION}.start_session", pad["climate.climate"], duration={"minutes": SESSION_MINUTES})
    _say("asked", f"a session of {SESSION_MINUTES} minute")
    await watch.until("heat is on", _is_heating, ON_WITHIN_S)
    await watch.until("heat is off again", _is_over, OFF_WITHIN_S)
    watch.expect("after the session", stop_reason="completed", fault="off")
    _check_session(watch.changes[earlier:])


def _is_heating(now: Mapping[str, str]) -> bool:
    return (
        now["climate"] == "heat"
        and now["timer"] == "active"
        and now["plug"] == "on"
        and now["phase"] == "ramp"
        and float(now["power"]) > 0
    )


def _is_over(now: Mapping[str, str]) -> bool:
    return (
        now["climate"] == "off"
        and now["timer"] == "idle"
        and now["plug"] == "off"
        and now["phase"] in {"rest", "off"}
        and float(now["power"]) == 0
    )


def _check_session(changes: list[Change]) -> None:
    """Look back at the session: it ran once, warmed the pad and was as long as asked."""
    of = {name: [change for change in changes if change.name == name] for name in ("timer", "plug", "thermometer")}
    timer = [change.state for change in of["timer"]]
    if timer != ["active", "idle"]:
        raise DemoError(f"The timer went through {timer}")
    heat_s = (of["plug"][-1].at - of["plug"][0].at).total_seconds()
    if heat_s > SESSION_MINUTES * 60 + LATE_AT_MOST_S:
        raise DemoError(f"The plug was on for {heat_s:.0f} s")
    readings_c = [float(change.state) for change in of["thermometer"]]
    if not readings_c or max(readings_c) - readings_c[0] < WARMER_BY_C:
        raise DemoError(f"The pad did not get warm: {readings_c}")
    _say("check", f"from the first to the last switching: {heat_s:.1f} s; thermometer up to {max(readings_c)} °C")


def _check_log(log: Path) -> None:
    """Look for complaints about the integration."""
    complaints = [
        record
        for record in _records(log.read_text(encoding="utf-8", errors="replace"))
        if INTEGRATION in record and not _CUSTOM_NOTICE.search(record)
    ]
    if complaints:
        raise DemoError("\n".join([f"{log} complains:", *complaints]))
    _say("check", "nothing in the log")


def _records(text: str) -> list[str]:
    """Warnings and worse, each with its traceback; also what was printed outside the log."""
    records: list[tuple[str, list[str]]] = [("PRINTED", [])]
    for line in text.splitlines():
        if start := _RECORD.match(line):
            records.append((start["level"], [line]))
        else:
            records[-1][1].append(line)
    return ["\n".join(lines) for level, lines in records if level not in {"DEBUG", "INFO"}]


def _say(who: str, what: str) -> None:
    print(f"{datetime.now().astimezone():%H:%M:%S}  {who:<12}{what}", flush=True)
