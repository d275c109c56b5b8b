"""Episodes in simulated time: the integration's engine and shell on Home Assistant's own core, without the rest.

States, bus, services, registries, issues and notices are Home Assistant's. What is missing is
the entities, flows and the start-up of a real Home Assistant; `real.py` has them. An episode
of an hour takes tens of milliseconds.
"""

import asyncio
import contextlib
import gc
import json
import logging
import resource
import shutil
import tempfile
from asyncio import events
from collections.abc import Callable, Coroutine, Iterator
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from homeassistant.components import persistent_notification
from homeassistant.config_entries import ConfigEntries, ConfigEntry
from homeassistant.const import EVENT_CALL_SERVICE, EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import Context, CoreState, Event, HomeAssistant, ServiceCall, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import device_registry as dr, entity_registry as er, issue_registry as ir
from homeassistant.helpers.translation import TRANSLATION_FLATTEN_CACHE

from custom_components.heating_pad import house as houses
from custom_components.heating_pad.clock import DATA_CLOCK
from custom_components.heating_pad.const import DOMAIN, EVENT_SESSION
from custom_components.heating_pad.engine.events import (
    AcknowledgeAsked,
    ConfirmAsked,
    ExtendAsked,
    GoalChosen,
    LevelChosen,
    PauseAsked,
    StopAsked,
)
from custom_components.heating_pad.engine.models import Level, StartRequest
from custom_components.heating_pad.pad import Pad, async_open_pad
from custom_components.heating_pad.plug.auto_off import Acknowledged, AutoOffError, Family, Prepared, Traits
from custom_components.heating_pad.settings import PadConfig, pad_config
from tests.campaign.director import Director, setup_of
from tests.campaign.episode import Episode
from tests.campaign.ground import Ground
from tests.campaign.loop import SimulatedLoop
from tests.campaign.observer import Observer, Setup

PLUG_IDENTITY = ("switch", "test", "plug-1")
THERMOMETER = "sensor.pad_temperature"
METER = "sensor.plug_power"
SHUT_DOWN_S = 20.0
"""Home Assistant gives its shutdown jobs this long."""

_DAMAGED = (b"", b"{", b"[]", b"\x00\xff", b'{"version": 1, "plug": "test:plug-1"}', b'{"version": 2}')


class _Texts:
    """Translations are real.py's business; the light house speaks in keys."""

    async def async_fetch(self, *_: object) -> dict[str, str]:
        return {}


class Countdown:
    """A countdown inside the plug, as a plug with a proved one has it."""

    def __init__(self, process: LightProcess) -> None:
        self._process = process
        self.traits = Traits(family=Family.TASMOTA_PULSETIME, renews=True, acknowledged=Acknowledged.DEVICE)

    async def async_open(self) -> None:
        """Nothing to listen for."""

    def close(self) -> None:
        """Nothing to let go of."""

    async def async_prepare(self, expiry_s: float) -> Prepared:
        """It is as it should be."""
        return Prepared(starts_off=True)

    async def async_turn_on(self, expiry_s: float, wanted: Callable[[], bool]) -> None:
        """Arm, then switch on."""
        self._reach()
        if wanted():
            self._process.observer.command(on=True)
            self._process.ground.command_armed(expiry_s)

    async def async_renew(self, expiry_s: float) -> None:
        """Begin anew; does nothing at a plug that is off."""
        self._reach()
        self._process.ground.renew(expiry_s)

    async def async_remaining(self) -> float | None:
        """It does not say."""
        return None

    async def async_restore(self, before: object) -> None:
        """Nothing to give back."""

    def _reach(self) -> None:
        link = self._process.ground.link
        if not link.available or link.raise_commands or link.lose_commands:
            raise AutoOffError("no answer", reached=False)


def _loop(ground: Ground) -> SimulatedLoop:
    return SimulatedLoop(ground)  # type: ignore[abstract]  # sockets and child processes are not for a simulated loop


class LightProcess:
    """One Home Assistant after the other, on one ground and one disk."""

    def __init__(self, episode: Episode, ground: Ground, observer: Observer, folder: Path, sabotage: Sabotage) -> None:
        self.ground = ground
        self.observer = observer
        self._episode = episode
        self._folder = folder
        self._options = episode.options
        self._sabotage = sabotage
        self._full = False
        self._slow_s = 0.0
        self._graves: list[object] = []
        self.loop = _loop(ground)
        self.hass: HomeAssistant | None = None
        self.pad: Pad | None = None
        self._plug_name = "switch.sofa_plug"
        self._plug_there = True
        self._plug_shown = True
        self._ending_s: float | None = None
        self._ending: asyncio.Task[Any] | None = None
        self._entry_number = 0
        self._shown_notices: set[str] = set()
        self._busy: asyncio.Task[Any] | None = None

    # -- life of the process -----------------------------------------------------------

    @property
    def running(self) -> bool:
        """It runs."""
        return self.hass is not None

    def boot(self, *, plug_after_s: float, started_after_s: float, restored: bool) -> None:
        """Start Home Assistant on what the disk holds."""
        self.loop = _loop(self.ground)
        self.loop.disk_delay_s = self._slow_s
        self.loop.around_disk = self._on_disk
        events._set_running_loop(self.loop)  # noqa: SLF001 - whoever runs a loop has to say so
        self.hass = hass = HomeAssistant(str(self._folder))
        hass.data[DATA_CLOCK] = self.ground
        hass.data[TRANSLATION_FLATTEN_CACHE] = _Texts()  # duck-typed
        self.observer.booted()
        self.observer.notices = self._notices
        self.observer.record = self.record
        self._plug_shown = False
        self._spawn(self._async_boot(hass, plug_after_s, started_after_s, restored=restored))
        self.loop.drain()

    async def _async_boot(
        self, hass: HomeAssistant, plug_after_s: float, started_after_s: float, *, restored: bool
    ) -> None:
        dr.async_setup(hass)
        await dr.async_load(hass, load_empty=True)
        await er.async_load(hass, load_empty=True)
        await ir.async_load(hass, read_only=True, load_empty=True)
        hass.config_entries = ConfigEntries(hass, {})
        hass.set_state(CoreState.starting)
        hass.services.async_register("switch", "turn_on", self._switch)
        hass.services.async_register("switch", "turn_off", self._switch)
        hass.bus.async_listen(EVENT_CALL_SERVICE, self._called)
        hass.bus.async_listen(EVENT_SESSION, self._announced)
        self._shown_notices.clear()
        persistent_notification.async_register_callback(hass, self._noticed)
        if self._plug_there:
            self._register_plug(hass)
        self.ground.screen = self
        if plug_after_s <= 0:
            self._show_plug_first()
        else:
            if restored and self._plug_there:
                hass.states.async_set(self._plug_name, "unavailable", {"restored": True})
                self.observer.plug_shown("unavailable")
            self.loop.call_later(plug_after_s, self._show_plug_first)
        self.house = await houses.async_open_house(hass)
        await self._async_open()
        self.loop.call_later(started_after_s, self._started)

    def _register_plug(self, hass: HomeAssistant) -> None:
        er.async_get(hass).async_get_or_create(*PLUG_IDENTITY, suggested_object_id=self._plug_name.partition(".")[2])

    def _show_plug_first(self) -> None:
        self._plug_shown = True
        self.ground.show_all()

    @callback
    def _started(self) -> None:
        assert self.hass is not None
        self.hass.set_state(CoreState.running)
        self.observer.ha_started()
        self.hass.bus.async_fire_internal(EVENT_HOMEASSISTANT_STARTED)

    async def _async_open(self) -> None:
        assert self.hass is not None
        self._entry_number += 1
        pad = await async_open_pad(self.house, f"entry-{self._entry_number}", self._config())
        if self._episode.armed:
            pad.countdown.use(Countdown(self))
        pad.start()
        self._sabotage.pad(pad)
        self.pad = pad
        self.observer.pad_loaded()

    def _config(self) -> PadConfig:
        data: dict[str, Any] = {
            "kind": "electric_pad",
            "plug": "gone",
            "identities": {"plug": list(PLUG_IDENTITY)},
            "sensor_placement": "contact",
            "controller": "mechanical",
            "pad_setting": "high",
            "acknowledged": True,
            **self._episode.data,
        }
        if self._episode.sensor:
            data["temperature_sensor"] = THERMOMETER
        if self._episode.meter:
            data["power_sensor"] = METER
        entry = SimpleNamespace(title="Sofa pad", data=data, options=self._options)
        return pad_config(cast("ConfigEntry", entry))

    def kill(self) -> None:
        """End at once."""
        self._die(killed=True)

    def shut_down(self) -> None:
        """End in order; `second` takes it down when it is ready."""
        if self._ending is None:
            self._ending = self._spawn(self.house.async_shut_down())
            self._ending_s = self.ground.awake_s + SHUT_DOWN_S

    def _die(self, *, killed: bool) -> None:
        self.observer.died(killed=killed)
        self._graves.append((self.hass, self.pad, self._busy, self._ending, self.loop))
        self.loop.die()
        self.ground.screen = None
        self.hass = self.pad = self._ending = self._busy = None

    def second(self, to_s: float) -> None:
        """Let one second pass for Home Assistant."""
        if self.hass is None:
            self.ground.awake_s = to_s
            return
        self.loop.run_until(to_s)
        if self._ending is not None and (self._ending.done() or to_s >= (self._ending_s or 0.0)):
            self._die(killed=False)
        for error in self.loop.errors:
            if isinstance(error.get("exception"), AssertionError | AttributeError | TypeError | KeyError):
                raise error["exception"]
            if self.hass is None and isinstance(error.get("exception"), RuntimeError):
                continue  # the process is gone: what it had begun, a set-up say, ends with it
            self.observer.violate("S6-error", f"nobody caught {error.get('exception')!r}")

    def settle(self) -> None:
        """Let Home Assistant hear what the ground has reported."""
        if self.hass is not None:
            self.loop.drain()

    def _spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.Task(work, loop=self.loop, eager_start=True)
        task.add_done_callback(self._look_at)
        return task

    def _look_at(self, task: asyncio.Task[Any]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            if not isinstance(error, HomeAssistantError):
                raise error
            self.observer.violate("S6-error", f"unexpected {error!r}")

    # -- the entry --------------------------------------------------------------------------

    def _in_turn(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """One change of the entry after the other, as Home Assistant's lock has it."""
        before = self._busy

        async def after() -> None:
            if before is not None:
                await asyncio.wait([before])
            await work()

        self._busy = self._spawn(after())
        self.loop.drain()

    async def _async_unload(self) -> None:
        if self.pad is not None:
            pad, self.pad = self.pad, None
            await pad.async_close()
            self.observer.pad_unloaded()

    def reload(self) -> None:
        """Unload and set up again."""

        async def work() -> None:
            if self.pad is not None:
                await self._async_unload()
                await self._async_open()

        self._in_turn(work)

    def unload(self) -> None:
        """Unload, as disabling does."""
        self._in_turn(self._async_unload)

    def remove(self) -> None:
        """Unload and forget."""

        async def work() -> None:
            entry_id = None if self.pad is None else self.pad.entry_id
            await self._async_unload()
            if entry_id is not None:
                self.house.alarms.forget(entry_id)

        self._in_turn(work)

    def add(self) -> None:
        """Set up anew."""

        async def work() -> None:
            if self.pad is None:
                await self._async_open()

        self._in_turn(work)

    def change_options(self, options: dict[str, Any]) -> None:
        """Change options in place."""
        self._options = options
        if self.pad is not None:
            self.pad.change_settings(self._config())

    # -- people -------------------------------------------------------------------------------

    def request(self, kind: str, values: dict[str, Any]) -> None:
        """Ask the pad, as its actions do."""
        if self.pad is None:
            return
        request = self.observer.asked(kind, values)
        pad = self.pad

        async def ask() -> None:
            refusal: str | None = None
            try:
                await _async_ask(pad, kind, values)
            except ServiceValidationError as err:
                refusal = err.translation_key or str(err)
            if self.pad is pad:
                self.observer.answered(request, refusal)

        self._spawn(ask())
        self.loop.drain()

    # -- the plug's entity -------------------------------------------------------------------

    def rename_plug(self) -> None:
        """Rename it."""
        assert self.hass is not None
        if not self._plug_there:
            return
        before, self._plug_name = self._plug_name, f"{self._plug_name}_x"
        state = self.hass.states.get(before)
        er.async_get(self.hass).async_update_entity(before, new_entity_id=self._plug_name)
        self.hass.states.async_remove(before)
        if state is not None:
            self.show_plug(state.state, self.ground.attributes)
        self.loop.drain()

    def remove_plug(self) -> None:
        """Remove entity and registry entry."""
        assert self.hass is not None
        if not self._plug_there:
            return
        self._plug_there = False
        self.observer.entity_there = False
        self.observer.plug_shown(None)
        self.hass.states.async_remove(self._plug_name)
        er.async_get(self.hass).async_remove(self._plug_name)
        self.loop.drain()

    def return_plug(self) -> None:
        """Register it again, with another id."""
        assert self.hass is not None
        if self._plug_there:
            return
        self._plug_there = True
        self.observer.entity_there = True
        self._register_plug(self.hass)
        self.ground.show_all()
        self.loop.drain()

    def show_plug(self, state: str, attributes: dict[str, object]) -> None:
        """Write the switch's state."""
        if self.hass is None or not (self._plug_there and self._plug_shown):
            return
        # People's view comes first: what the pad does with it, it does afterwards.
        self.observer.plug_shown(state)
        self.hass.states.async_set(self._plug_name, state, attributes)

    def show_temperature(self, value: str) -> None:
        """Write the thermometer's state."""
        if self.hass is None or not self._episode.sensor:
            return
        self.observer.temperature_shown(value)
        self.hass.states.async_set(THERMOMETER, value, {"unit_of_measurement": "°C"})

    def show_power(self, value: str) -> None:
        """Write the meter's state."""
        if self.hass is None or not self._episode.meter:
            return
        self.observer.power_shown(value)
        self.hass.states.async_set(METER, value, {"unit_of_measurement": "W"})

    @callback
    def _called(self, event: Event[Any]) -> None:
        data = event.data
        if data["domain"] == "switch" and event.context.user_id is None:
            self.observer.command(on=data["service"] == "turn_on")

    @callback
    def _announced(self, event: Event[Any]) -> None:
        self.observer.event(dict(event.data))

    async def _switch(self, call: ServiceCall) -> None:
        """Do what the switch platform does: nothing for an entity that is not available."""
        assert self.hass is not None
        on = call.service == "turn_on"
        state = self.hass.states.get(self._plug_name)
        if state is None or call.data["entity_id"] != self._plug_name or state.state == "unavailable":
            return
        if self.ground.link.raise_commands:
            raise HomeAssistantError("broker is gone")
        self._sabotage.command(self.ground, on=on)
        if self.ground.link.slow_call_s > 0:
            await asyncio.sleep(self.ground.link.slow_call_s)

    def foreign_call(self, *, on: bool) -> None:
        """Somebody uses the plug's own switch."""
        assert self.hass is not None
        service = "turn_on" if on else "turn_off"

        async def call() -> None:
            assert self.hass is not None
            with contextlib.suppress(HomeAssistantError):
                await self.hass.services.async_call(
                    "switch", service, {"entity_id": self._plug_name}, blocking=True, context=Context(user_id="partner")
                )

        self._spawn(call())
        self.loop.drain()

    # -- the disk --------------------------------------------------------------------------------

    @property
    def _files(self) -> Path:
        return self._folder / ".storage"

    def record(self) -> dict[str, Any] | None:
        """What is on the disk of the plug."""
        found = [path for path in self._files.glob(f"{DOMAIN}.plug.*") if path.suffix != ".damaged"]
        if not found:
            return None
        with contextlib.suppress(ValueError):
            return cast("dict[str, Any]", json.loads(found[0].read_bytes()))
        return None

    def _on_disk(self, job: Callable[[], Any]) -> Any:
        if not self._full:
            return job()
        with full_disk():
            return job()

    def disk_full(self, *, full: bool) -> None:
        """Nothing can be written any more, or again."""
        self._full = full

    def disk_slow(self, seconds: float) -> None:
        """Each job of the executor takes so long."""
        self._slow_s = self.loop.disk_delay_s = seconds

    def backup(self) -> None:
        """Copy all records."""
        copy = self._folder / "backup"
        shutil.rmtree(copy, ignore_errors=True)
        if self._files.exists():
            shutil.copytree(self._files, copy)

    def restore_backup(self) -> bool:
        """Put the copies in place of what is there."""
        copy = self._folder / "backup"
        if not copy.exists():
            return False
        shutil.rmtree(self._files, ignore_errors=True)
        shutil.copytree(copy, self._files)
        return True

    def corrupt(self, how: int) -> bool:
        """Overwrite the record with something else, or cut it."""
        found = [path for path in self._files.glob(f"{DOMAIN}.plug.*") if path.suffix != ".damaged"]
        for path in found:
            path.write_bytes(_DAMAGED[how])
        return bool(found)

    def _notices(self) -> set[str]:
        if self.hass is None:
            return set()
        issues = {issue_id for (domain, issue_id) in ir.async_get(self.hass).issues if domain == DOMAIN}
        return issues | self._shown_notices

    @callback
    def _noticed(
        self, update: persistent_notification.UpdateType, notices: dict[str, persistent_notification.Notification]
    ) -> None:
        if update is persistent_notification.UpdateType.REMOVED:
            self._shown_notices -= set(notices)
        else:
            self._shown_notices |= set(notices)


async def _async_ask(pad: Pad, kind: str, values: dict[str, Any]) -> None:
    attended = values.get("attended", True)
    match kind:
        case "start":
            minutes, temperature, level = values.get("minutes"), values.get("temperature"), values.get("level")
            await pad.async_start(
                StartRequest(
                    duration_s=None if minutes is None else minutes * 60.0,
                    goal_c=None if temperature is None else float(temperature),
                    level=None if level is None else Level(level),
                    attended=attended,
                )
            )
        case "resume":
            await pad.async_resume(attended=attended, session_id=None)
        case "stop":
            pad.ask(StopAsked())
        case "extend":
            pad.ask(ExtendAsked(seconds=values["minutes"] * 60.0))
        case "pause":
            pad.ask(PauseAsked())
        case "confirm":
            pad.ask(ConfirmAsked(attended=attended))
        case "acknowledge":
            pad.ask(AcknowledgeAsked())
        case "goal":
            pad.ask(GoalChosen(goal_c=float(values["temperature"])))
        case "level":
            pad.ask(LevelChosen(level=Level(values["level"])))


@contextlib.contextmanager
def full_disk() -> Iterator[None]:
    """Let every write of this process fail, as on a full disk; reading goes on."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


class Sabotage:
    """Breaks the product on purpose, to see whether the observer notices; this one breaks nothing."""

    def pad(self, pad: Pad) -> None:
        """Change a pad that was just set up."""

    def command(self, ground: Ground, *, on: bool) -> None:
        """Carry a command to the plug."""
        ground.command(on=on)


def play(episode: Episode, sabotage: Sabotage | None = None) -> Observer:
    """Run an episode, and return its observer."""
    ground = Ground(episode.model, episode.start, seed=episode.number, meter_apart=episode.meter_apart)
    setup: Setup = setup_of(episode, armed=episode.armed)
    observer = Observer(ground, setup)
    before = events._get_running_loop()  # noqa: SLF001 - put back at the end
    with tempfile.TemporaryDirectory(dir=_memory(), ignore_cleanup_errors=True) as folder:
        process = LightProcess(episode, ground, observer, Path(folder), sabotage or Sabotage())
        if episode.armed:
            _write_proof(Path(folder))
        director = Director(episode, ground, observer, process)
        try:
            for _ in range(12):
                ground.flow(1.0)
                ground.awake_s += 1.0
            process.boot(plug_after_s=0, started_after_s=1, restored=False)
            begin_s = ground.awake_s
            for second in range(episode.length_s):
                director.direct(second)
                begin_s += 1.0
                process.second(begin_s)
                ground.flow(1.0)
                process.settle()
                observer.tick()
        finally:
            events._set_running_loop(before)  # noqa: SLF001 - as it was
    return observer


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a folder in memory, made by tempfile


def _write_proof(folder: Path) -> None:
    """Leave the record of a plug whose countdown has passed its test."""
    plug = f"{PLUG_IDENTITY[1]}:{PLUG_IDENTITY[2]}"
    record = {
        "version": 1,
        "plug": plug,
        "heat": [],
        "open_session": None,
        "ended": None,
        "fault": None,
        "check_in_unanswered": False,
        "sessions_total": 5,
        "heated_total_s": 0,
        "relay_operations": 0,
        "auto_off": {
            "family": "tasmota_pulsetime",
            "firmware": "",
            "result": "passed",
            "tested_at": "2026-11-01T00:00:00+00:00",
            "starts_off": True,
            "expiry_s": 105,
            "before": {},
        },
    }
    files = folder / ".storage"
    files.mkdir()
    name = f"{DOMAIN}.plug.{sha256(plug.encode()).hexdigest()[:20]}"
    (files / name).write_text(json.dumps(record), encoding="utf-8")


def quiet() -> None:
    """Say nothing on the log: an episode tells its own story."""
    logging.disable(logging.CRITICAL)
    gc.set_threshold(50_000, 20, 20)
