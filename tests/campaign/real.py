"""Episodes in real, in-process Home Assistant: with entities, actions, config entries and translations.

People act through actions, as screens and automations do. Not played here, but in `light.py`
and the end-to-end tests: the process' own death and birth with what happens to its files
meanwhile, a slow disk, and calls that hang; those happenings are left out of the episode.
"""

import asyncio
import contextlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, override

from homeassistant.const import EVENT_CALL_SERVICE
from homeassistant.core import Context, Event, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.heating_pad.const import DOMAIN, EVENT_SESSION
from tests.campaign.director import Director, setup_of
from tests.campaign.episode import Episode
from tests.campaign.ground import Fault, Ground, Link
from tests.campaign.observer import Observer
from tests.integration.home import METER, PLUG, THERMOMETER, Home, SimulatedPlug

_LEFT_OUT = frozenset(
    {"kill", "shut_down", "boot", "backup", "restore_backup", "corrupt", "disk_slow", "machine_restart", "clock_1970"}
)


def playable(episode: Episode) -> Episode:
    """Leave out of an episode what this house cannot play."""
    happenings = tuple(
        each for each in episode.happenings if each.what not in _LEFT_OUT and "slow_call_s" not in each.values
    )
    return replace(episode, happenings=happenings, armed=False)


class _Plug(SimulatedPlug):
    """The plug's switch entity, on the ground of the campaign."""

    ground: Ground

    @override
    def _command(self, *, on: bool) -> None:
        if self.ground.link.raise_commands:
            raise HomeAssistantError("broker is gone")
        if self.prompt:
            # The episode is over, nobody moves time any more: the plug answers at once.
            super()._command(on=on)
        else:
            self.ground.command(on=on)


class RealProcess:
    """Home Assistant as the tests of the integration have it."""

    def __init__(self, episode: Episode, home: Home, ground: Ground, observer: Observer) -> None:
        self.home = home
        self.ground = ground
        self.observer = observer
        self.hass: HomeAssistant = home.hass
        self._episode = episode
        self._plug_name = PLUG
        self._busy: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._options = episode.options
        self._loaded = False

    @property
    def running(self) -> bool:
        """It runs all the time."""
        return True

    async def async_begin(self) -> None:
        """Build the home and set up the pad."""
        home = self.home
        plug = _Plug(home, "Sofa plug", "plug-1")
        plug.ground = self.ground
        home.plug = plug
        home.pad = self.ground.pad
        await home.build()
        self.ground.screen = self
        self.hass.bus.async_listen(EVENT_CALL_SERVICE, self._called)
        self.hass.bus.async_listen(EVENT_SESSION, self._announced)
        self.observer.notices = self._notices
        self.observer.record = self._record
        self.observer.booted()
        self.ground.show_all()
        for _ in range(12):
            await self.async_second()
        self.observer.ha_started()
        await self._async_add()
        for _ in range(8):
            await self.async_second()

    async def async_second(self) -> None:
        """Let one second pass."""
        self.ground.awake_s += 1.0
        self._set_clocks()
        self.ground.flow(1.0)
        async_fire_time_changed(self.hass, self.home.clock.wall)
        await self.home.threads.settle()

    async def async_leave(self) -> None:
        """Put everything in order."""
        self.disk_full(full=False)
        self.ground.link = Link()
        for fault in Fault:
            self.ground.pad.mend(fault)
        self.ground.show_all()
        for _ in range(60):
            await self.async_second()
        # A plug that proves nothing yet is waited for: somebody has to move time meanwhile.
        for entry in self.home.hass.config_entries.async_loaded_entries(DOMAIN):
            unloading = asyncio.create_task(self.home.hass.config_entries.async_unload(entry.entry_id))
            while not unloading.done():
                await self.async_second()
        self.ground.screen = None
        await self.home.leave()
        for task in list(self._tasks):
            await self.home.run_until(task.done, 60)

    def _set_clocks(self) -> None:
        clock, now = self.home.clock, self.ground.now()
        clock.awake_s += self.ground.awake_s - 1000.0 - self._awake_seen
        self._awake_seen = self.ground.awake_s - 1000.0
        clock.boot_s = now.boot_s
        clock.step_wall(now.wall - clock.wall)

    _awake_seen = 0.0

    # -- the entry ------------------------------------------------------------------------

    async def _async_add(self) -> None:
        self.home.entry = await self.home.add_pad(
            sensor=self._episode.sensor,
            meter=self._episode.meter,
            ready=False,
            options=self._options,
            identities={"plug": ["switch", "test", "plug-1"]},
            **self._episode.data,
        )
        self._loaded = True
        self.observer.pad_loaded()

    def _in_turn(self, work: Any) -> None:
        before = self._busy

        async def after() -> None:
            if before is not None:
                await asyncio.wait([before])
            await work()

        self._busy = self._go(after())

    def _go(self, work: Any) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def reload(self) -> None:
        """Reload the entry."""

        async def work() -> None:
            if self.home.entry is not None and self._loaded:
                self._loaded = False
                self.observer.pad_unloaded()
                await self.hass.config_entries.async_reload(self.home.entry.entry_id)
                self._loaded = True
                self.observer.pad_loaded()

        self._in_turn(work)

    def unload(self) -> None:
        """Remove it: to be added again it needs no file."""
        self.remove()

    def remove(self) -> None:
        """Remove the entry."""

        async def work() -> None:
            if self.home.entry is not None and self._loaded:
                self._loaded = False
                self.observer.pad_unloaded()
                await self.hass.config_entries.async_remove(self.home.entry.entry_id)

        self._in_turn(work)

    def add(self) -> None:
        """Add it again."""

        async def work() -> None:
            if not self._loaded:
                await self._async_add()

        self._in_turn(work)

    def change_options(self, options: dict[str, Any]) -> None:
        """Write other options; the entry reloads where that is needed."""
        self._options = options
        if self.home.entry is not None and self._loaded:
            self.hass.config_entries.async_update_entry(self.home.entry, options=options)
            self.reload()  # as saving them does

    # -- people -----------------------------------------------------------------------------

    def request(self, kind: str, values: dict[str, Any]) -> None:
        """Ask by an action."""
        if not self._loaded:
            return
        request = self.observer.asked(kind, values)
        call = _CALLS[kind](values) if kind in _CALLS else None
        assert call is not None, kind
        action, data = call

        async def ask() -> None:
            refusal: str | None = None
            if not self._addressable():
                self.observer.answered(request, "nothing there")  # between two loads of the entry
                return
            try:
                await self.home.call(action, data, by_person=values.get("attended", True))
            except ServiceValidationError as err:
                refusal = err.translation_key or str(err)
            except HomeAssistantError as err:
                refusal = repr(err)
            self.observer.answered(request, refusal)

        self._go(ask())

    def _addressable(self) -> bool:
        entry = self.home.entry
        found = (
            er.async_get(self.hass).async_get_entity_id("climate", DOMAIN, f"{entry.entry_id}_climate")
            if entry
            else None
        )
        return found is not None

    def foreign_call(self, *, on: bool) -> None:
        """Somebody uses the plug's own switch."""

        async def call() -> None:
            with contextlib.suppress(HomeAssistantError):
                await self.hass.services.async_call(
                    "switch",
                    "turn_on" if on else "turn_off",
                    {"entity_id": self._plug_name},
                    blocking=True,
                    context=Context(user_id=self.home.user.id),
                )

        self._go(call())

    # -- the screen -----------------------------------------------------------------------------

    def show_plug(self, state: str, attributes: dict[str, object]) -> None:
        """Let the switch entity say so."""
        if not self.observer.entity_there:
            return
        self.observer.plug_shown(state)
        plug = self.home.plug
        plug._attr_available = state != "unavailable"  # noqa: SLF001 - a test's own entity
        if state != "unavailable":
            plug._attr_is_on = state == "on"  # noqa: SLF001
        plug.show(attributes)

    def show_temperature(self, value: str) -> None:
        """Write the thermometer's state, whatever text it is."""
        if self._episode.sensor:
            self.observer.temperature_shown(value)
        self._show(THERMOMETER, value)

    def show_power(self, value: str) -> None:
        """Write the meter's state."""
        if self._episode.meter:
            self.observer.power_shown(value)
        self._show(METER, value)

    def _show(self, entity_id: str, value: str) -> None:
        shown = self.hass.states.get(entity_id)
        self.hass.states.async_set(entity_id, value, None if shown is None else dict(shown.attributes))

    @callback
    def _called(self, event: Event[Any]) -> None:
        data = event.data
        if data["domain"] == "switch" and event.context.user_id is None:
            self.observer.command(on=data["service"] == "turn_on")

    @callback
    def _announced(self, event: Event[Any]) -> None:
        self.observer.event(dict(event.data))

    def _notices(self) -> set[str]:
        issues = {issue_id for (domain, issue_id) in ir.async_get(self.hass).issues if domain == DOMAIN}
        return issues | self.home.notices

    def _record(self) -> dict[str, Any] | None:
        with contextlib.suppress(ValueError, OSError):
            # A full disk is played by putting the folder away: what was written before is still on it.
            return self.home.record_in(self._away if self._away.exists() else self.home.storage)
        return None

    # -- plug and disk ----------------------------------------------------------------------------

    def rename_plug(self) -> None:
        """Rename the plug's entity."""
        if self.observer.entity_there:
            before, self._plug_name = self._plug_name, f"{self._plug_name}_x"
            er.async_get(self.hass).async_update_entity(before, new_entity_id=self._plug_name)

    def remove_plug(self) -> None:
        """Left out: the platform of a test cannot add its entity again."""

    def return_plug(self) -> None:
        """Left out."""

    @property
    def _away(self) -> Path:
        return self.home.storage.with_name("away")

    def disk_full(self, *, full: bool) -> None:
        """Put a file where the folder has to be, or the folder back."""
        storage, away = self.home.storage, self._away
        if full and not away.exists():
            storage.mkdir(exist_ok=True)
            storage.rename(away)
            storage.write_text("full")
        elif not full and away.exists():
            storage.unlink()
            away.rename(storage)

    def disk_slow(self, seconds: float) -> None:
        """Left out."""

    def kill(self) -> None:
        """Left out."""

    def shut_down(self) -> None:
        """Left out."""

    def boot(self, *, plug_after_s: float, started_after_s: float, restored: bool) -> None:
        """Left out."""

    def backup(self) -> None:
        """Left out."""

    def restore_backup(self) -> bool:
        """Left out."""
        return False

    def corrupt(self, how: int) -> bool:
        """Left out."""
        return False


def _start(values: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    data: dict[str, Any] = {key: values[key] for key in ("level", "temperature") if key in values}
    if "minutes" in values:
        data["duration"] = timedelta(minutes=values["minutes"])
    return f"{DOMAIN}.start_session", data


_CALLS: dict[str, Any] = {
    "start": _start,
    "stop": lambda _: (f"{DOMAIN}.stop_session", {}),
    "extend": lambda values: (f"{DOMAIN}.extend_session", {"minutes": values["minutes"]}),
    "pause": lambda _: ("timer.pause", {}),
    "resume": lambda _: (f"{DOMAIN}.resume_session", {}),
    "confirm": lambda _: (f"{DOMAIN}.confirm", {}),
    "acknowledge": lambda _: (f"{DOMAIN}.acknowledge_fault", {}),
    "goal": lambda values: ("climate.set_temperature", {"temperature": values["temperature"]}),
    "level": lambda values: ("climate.set_preset_mode", {"preset_mode": values["level"]}),
}


async def async_play(episode: Episode, home: Home) -> Observer:
    """Run an episode in real Home Assistant, and return its observer."""
    episode = playable(episode)
    ground = Ground(episode.model, episode.start, seed=episode.number, meter_apart=episode.meter_apart)
    observer = Observer(ground, setup_of(episode, armed=False))
    process = RealProcess(episode, home, ground, observer)
    await process.async_begin()
    director = Director(episode, ground, observer, process)
    for second in range(episode.length_s):
        director.direct(second)
        await asyncio.sleep(0)
        await process.async_second()
        observer.tick()
    await process.async_leave()
    return observer
