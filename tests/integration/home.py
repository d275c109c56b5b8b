"""A simulated home: real Home Assistant, a simulated pad on a simulated plug, simulated time.

Time is moved by `Home.run`, second by second: the pad flows, its reports become states, and
Home Assistant's timers fire. The observer is `home.pad`, the physical side: what the plug's
contact and the pad's surface really do.
"""

import asyncio
import json
import os
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, override

import pytest
from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.models import User
from homeassistant.components import persistent_notification
from homeassistant.components.sensor import SensorDeviceClass, SensorEntity
from homeassistant.components.switch import SwitchEntity
from homeassistant.const import UnitOfPower, UnitOfTemperature
from homeassistant.core import Context, Event, HomeAssistant, State, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
from homeassistant.util.unit_conversion import TemperatureConverter
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
    setup_test_component_platform,
)

from custom_components.heating_pad.clock import DATA_CLOCK
from custom_components.heating_pad.const import DOMAIN, EVENT_SESSION
from custom_components.heating_pad.engine.models import Now
from tests.simulation.plants import Fault, PadModel, SimulatedPad, Source, load_pads

START = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
US_UNITS = os.environ.get("HEATING_PAD_UNITS") == "us"
"""The home measures in °F, miles and pounds (scripts/us_units); what people say and see is in °F then."""
PLUG = "switch.sofa_plug"
THERMOMETER = "sensor.sofa_pad_temperature"
METER = "sensor.sofa_plug_power"


_TEMPERATURES = ("temperature", "current_temperature", "min_temp", "max_temp")


def in_celsius(state: State) -> State:
    """Return a state as tests read it, in °C, also where people see °F."""
    if not US_UNITS:
        return state
    attributes = dict(state.attributes)
    for key in _TEMPERATURES:
        if isinstance(attributes.get(key), int | float):
            attributes[key] = _celsius(attributes[key])
    value = state.state
    if attributes.get("unit_of_measurement") == UnitOfTemperature.FAHRENHEIT:
        attributes["unit_of_measurement"] = UnitOfTemperature.CELSIUS
        value = str(_celsius(float(value))) if value not in ("unknown", "unavailable") else value
    return State(
        state.entity_id, value, attributes, state.last_changed, state.last_reported, state.last_updated, state.context
    )


def _celsius(shown: float) -> float:
    return round(TemperatureConverter.convert(shown, UnitOfTemperature.FAHRENHEIT, UnitOfTemperature.CELSIUS), 2)


def as_said(data: dict[str, Any]) -> dict[str, Any]:
    """Return an action's data as people of this home say them; tests speak of °C."""
    if not US_UNITS or not isinstance(data.get("temperature"), int | float):
        return data
    return {**data, "temperature": said(data["temperature"])}


def said(celsius: float) -> float:
    """Return a temperature as people of this home say it."""
    if not US_UNITS:
        return celsius
    return round(TemperatureConverter.convert(celsius, UnitOfTemperature.CELSIUS, UnitOfTemperature.FAHRENHEIT), 2)


class SimulatedClock:
    """Wall clock, boot clock and the clock of the event loop; they only move when told."""

    def __init__(self, freezer: FrozenDateTimeFactory) -> None:
        self._freezer = freezer
        self.boot_s = 1000.0
        self.awake_s = START.timestamp()
        """The event loop's clock: unlike the boot clock it stands still during suspend."""
        self.boot_id = "boot-1"
        self.wall = START
        freezer.move_to(START)

    def now(self) -> Now:
        """Return the simulated moment."""
        return Now(wall=self.wall, boot_s=self.boot_s, boot_id=self.boot_id)

    def loop_time(self) -> float:
        """Return the event loop's time."""
        return self.awake_s

    def advance(self, seconds: float) -> None:
        """Let all clocks run."""
        self.awake_s += seconds
        self.suspend(seconds)

    def suspend(self, seconds: float) -> None:
        """Let the machine sleep: no timer runs meanwhile."""
        self.boot_s += seconds
        self.step_wall(timedelta(seconds=seconds))

    def step_wall(self, by: timedelta) -> None:
        """Set the wall clock alone, as NTP or a person does."""
        self.wall += by
        self._freezer.move_to(self.wall)


class SimulatedPlug(SwitchEntity):
    """The plug's switch: it shows what the plug reports, when it reports it."""

    def __init__(self, home: Home, name: str, unique_id: str) -> None:
        self._home = home
        self._attr_name = name
        self._attr_unique_id = unique_id
        self._attr_is_on = False
        self.polled = False
        """It says something only when it is asked."""
        self.commands: list[tuple[float, bool]] = []
        self.deaf = False
        """Commands get lost on the way."""
        self.mute = False
        """Reports get lost on the way."""
        self.prompt = False
        """Commands are followed and reported at once, without waiting for simulated time."""
        self.before_command: list[Callable[[bool], None]] = []
        """Observers, called with each command before it is carried out."""

    @property
    @override
    def should_poll(self) -> bool:
        return self.polled

    async def async_update(self) -> None:
        """Ask the plug."""
        if self.polled and not self.mute:
            self._attr_is_on = self._home.pad.reported_on

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        self._command(on=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        self._command(on=False)

    def _command(self, *, on: bool) -> None:
        for observe in self.before_command:
            observe(on)
        self.commands.append((self._home.clock.boot_s, on))
        if self.deaf:
            return
        self._home.pad.command(on=on)
        if self.prompt:
            self._home.pad.advance(self._home.pad.model.response_s)
            self.report(on=self._home.pad.reported_on)

    @property
    def ons(self) -> int:
        """How often it was told ON."""
        return sum(on for _, on in self.commands)

    def remember(self) -> None:
        """Begin with what the plug says now."""
        self._attr_is_on = self._home.pad.reported_on

    def report(self, *, on: bool) -> None:
        """Show what the plug says."""
        if self.mute or self.polled:
            return
        self._attr_is_on = on
        self.async_write_ha_state()

    def show(self, attributes: dict[str, Any]) -> None:
        """Show other attributes."""
        self._attr_extra_state_attributes = attributes
        self.async_write_ha_state()

    def set_available(self, *, available: bool) -> None:
        """Lose the plug, or have it back with what it then says."""
        self._attr_available = available
        if available:
            self._attr_is_on = self._home.pad.reported_on
        self.async_write_ha_state()


class SimulatedSensor(SensorEntity):
    """A sensor that reports what the simulation says."""

    _attr_should_poll = False

    def __init__(self, name: str, unique_id: str, device_class: SensorDeviceClass, unit: str) -> None:
        self._attr_name = name
        self._attr_unique_id = unique_id
        self._attr_device_class = device_class
        self._attr_native_unit_of_measurement = unit
        self._attr_native_value: float | None = None
        self.silent = False
        """Reports get lost on the way."""

    def report(self, value: float | None) -> None:
        """Show a new reading, or none."""
        if self.silent:
            return
        self._attr_native_value = value
        self.async_write_ha_state()

    def set_available(self, *, available: bool) -> None:
        """Lose the sensor, or have it back."""
        self._attr_available = available
        self.async_write_ha_state()


class Threads:
    """What the executor still works on: simulated time must not run away from a thread on a busy machine.

    Home Assistant waits for such work only where a task it tracks asked for it.
    """

    def __init__(self, hass: HomeAssistant) -> None:
        self.hass = hass
        self._at_work: set[asyncio.Future[Any]] = set()
        self._submit = hass.loop.run_in_executor
        self.leave_waiting = False
        """Automations wait for times to come: nobody waits for them meanwhile."""

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """See everything that is given to a thread from now on."""
        monkeypatch.setattr(self.hass.loop, "run_in_executor", self._run_in_executor)

    def _run_in_executor[T](self, executor: Executor | None, work: Callable[..., T], *args: Any) -> asyncio.Future[T]:
        future = self._submit(executor, work, *args)
        self._at_work.add(future)
        future.add_done_callback(self._at_work.discard)
        return future

    async def settle(self) -> None:
        """Wait until nobody works any more, and for what follows from that."""
        await self._idle()
        while self._at_work:
            await asyncio.wait(self._at_work)
            await self._idle()

    async def _idle(self) -> None:
        if not self.leave_waiting:
            await self.hass.async_block_till_done()
            return
        for _ in range(40):
            await asyncio.sleep(0)


class Home:
    """One Home Assistant with one pad."""

    def __init__(self, hass: HomeAssistant, user: User, clock: SimulatedClock, threads: Threads) -> None:
        self.hass = hass
        self.threads = threads
        self.user = user
        self.clock = clock
        hass.data[DATA_CLOCK] = self.clock
        if US_UNITS:
            hass.config.units = US_CUSTOMARY_SYSTEM
        self.pad = SimulatedPad(load_pads()["eu_100w"])
        self.plug = SimulatedPlug(self, "Sofa plug", "plug-1")
        self.thermometer = SimulatedSensor(
            "Sofa pad temperature", "temperature-1", SensorDeviceClass.TEMPERATURE, UnitOfTemperature.CELSIUS
        )
        self.meter = SimulatedSensor("Sofa plug power", "power-1", SensorDeviceClass.POWER, UnitOfPower.WATT)
        self.entry: MockConfigEntry | None = None
        self.every_second: list[Callable[[], None]] = []
        """Observers, called after each simulated second."""
        self.events: list[dict[str, Any]] = []
        """What the pad announced on the bus."""
        self.notices: set[str] = set()
        """Ids of the notices people see now."""
        hass.bus.async_listen(EVENT_SESSION, self._announced)
        persistent_notification.async_register_callback(hass, self._noticed)

    @callback
    def _announced(self, event: Event) -> None:
        self.events.append(dict(event.data))

    @callback
    def _noticed(
        self,
        update: persistent_notification.UpdateType,
        notices: dict[str, persistent_notification.Notification],
    ) -> None:
        if update is persistent_notification.UpdateType.REMOVED:
            self.notices -= set(notices)
        else:
            self.notices |= set(notices)

    # -- building ------------------------------------------------------------

    async def build(self, model: PadModel | None = None) -> None:
        """Put plug, pad and sensors into the home."""
        if model is not None:
            self.pad = SimulatedPad(model)
        self.plug.remember()
        setup_test_component_platform(self.hass, "switch", [self.plug])
        setup_test_component_platform(self.hass, "sensor", [self.thermometer, self.meter])
        assert await async_setup_component(self.hass, "homeassistant", {})
        assert await async_setup_component(self.hass, "switch", {"switch": {"platform": "test"}})
        assert await async_setup_component(self.hass, "sensor", {"sensor": {"platform": "test"}})
        await self.hass.async_block_till_done()
        await self.run(12)

    async def add_pad(
        self,
        *,
        options: dict[str, Any] | None = None,
        sensor: bool = True,
        meter: bool = True,
        ready: bool = True,
        **data: Any,
    ) -> MockConfigEntry:
        """Set up a pad on the plug, as the config flow stores it."""
        registry = er.async_get(self.hass)

        def reference(entity_id: str) -> str:
            entry = registry.async_get(entity_id)
            return entity_id if entry is None else entry.id

        sources = {"plug": reference(PLUG)}
        if sensor:
            sources["temperature_sensor"] = reference(THERMOMETER)
        if meter:
            sources["power_sensor"] = reference(METER)
        self.entry = MockConfigEntry(
            domain=DOMAIN,
            title="Sofa pad",
            unique_id="test:plug-1",
            data={
                "kind": "electric_pad",
                **sources,
                "rated_power": 100,
                "sensor_placement": "contact",
                "controller": "mechanical",
                "pad_setting": "high",
                "acknowledged": True,
                **data,
            },
            options=options or {},
        )
        self.entry.add_to_hass(self.hass)
        assert await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.hass.async_block_till_done()
        if ready:
            await self.run(8)
        return self.entry

    # -- time ------------------------------------------------------------------

    async def run(self, seconds: float, *, step_s: float = 1.0) -> None:
        """Let simulated time pass."""
        left_s = seconds
        while left_s > 1e-9:
            part_s = min(step_s, left_s)
            left_s -= part_s
            self.clock.advance(part_s)
            for report in self.pad.advance(part_s):
                if report.source is Source.SWITCH:
                    self.plug.report(on=bool(report.value))
                elif report.source is Source.TEMPERATURE:
                    self.thermometer.report(report.value)
                else:
                    self.meter.report(report.value)
            async_fire_time_changed(self.hass, self.clock.wall)
            await self.threads.settle()
            for observe in self.every_second:
                observe()

    async def run_until(self, condition: Callable[[], bool], within_s: float) -> float:
        """Run until something holds; returns the seconds it took, fails when it never does."""
        passed_s = 0.0
        while not condition():
            assert passed_s < within_s, f"not within {within_s} s"
            await self.run(1)
            passed_s += 1
        return passed_s

    async def run_with[T](self, work: Coroutine[Any, Any, T], within_s: float = 60) -> T:
        """Do something that needs simulated time to get done."""
        task = asyncio.create_task(work)
        await asyncio.sleep(0)
        await self.run_until(task.done, within_s)
        return await task

    async def pass_by(self, seconds: float) -> None:
        """Wait for simulated time that somebody else moves."""
        passed = self.hass.loop.create_future()
        timer = self.hass.loop.call_later(seconds, passed.set_result, None)
        try:
            await passed
        finally:
            timer.cancel()

    async def leave(self) -> None:
        """Put the plug in order, and let it answer at once: nobody moves time any more."""
        self.plug.deaf = self.plug.mute = False
        for fault in Fault:
            self.pad.mend(fault)
        if self.plug.hass is not None and self.plug.registry_entry is not None:
            self.plug.set_available(available=True)
            await self.run(31)
            if self.entry is not None:
                # Where the plug's word is worth nothing, its meter has to prove it first.
                await self.run_until(lambda: "off_unconfirmed" not in self.issues, 120)
        self.plug.prompt = True
        # Unloading waits for proof of OFF, which an order under way may bring a second later.
        for entry in self.hass.config_entries.async_loaded_entries(DOMAIN):
            await self.run_with(self.hass.config_entries.async_unload(entry.entry_id), 120)

    # -- seeing and doing --------------------------------------------------------

    def entity_id(self, key: str, domain: str = "sensor") -> str:
        """Find one of the pad's entities by its key."""
        assert self.entry is not None
        found = er.async_get(self.hass).async_get_entity_id(domain, DOMAIN, f"{self.entry.entry_id}_{key}")
        assert found is not None, key
        return found

    def state(self, key: str, domain: str = "sensor") -> State:
        """State of one of the pad's entities."""
        state = self.hass.states.get(self.entity_id(key, domain))
        assert state is not None, key
        return in_celsius(state)

    def value(self, key: str) -> str:
        """Value of one of the pad's sensors."""
        return self.state(key).state

    @property
    def session_id(self) -> str:
        """Id of the session that is open."""
        found: str = self.state("phase").attributes["session"]
        return found

    @property
    def announced(self) -> list[tuple[str, str | None]]:
        """What the pad announced: type and reason."""
        return [(each["type"], each["reason"]) for each in self.events]

    @property
    def issues(self) -> set[str]:
        """Kinds of the repair issues that are open now, without advice about the plug's countdown."""
        return {key for key in self.all_issues if not key.startswith("auto_off_")}

    @property
    def all_issues(self) -> set[str]:
        """Kinds of all repair issues that are open now."""
        return {
            issue.translation_key or ""
            for (domain, _), issue in ir.async_get(self.hass).issues.items()
            if domain == DOMAIN and issue.active
        }

    @property
    def storage(self) -> Path:
        """The folder of Home Assistant's own files."""
        return Path(self.hass.config.path(".storage"))

    @property
    def record_file(self) -> Path:
        """The file that holds the plug's record."""
        return _record_in(self.storage)

    @property
    def record(self) -> dict[str, Any]:
        """The plug's record as it is on the disk."""
        return self.record_in(self.storage)

    def record_in(self, folder: Path) -> dict[str, Any]:
        """The plug's record in a folder that may stand elsewhere for a while."""
        found: dict[str, Any] = json.loads(_record_in(folder).read_bytes())
        return found

    @property
    def climate(self) -> State:
        """State of the climate entity."""
        return self.state("climate", "climate")

    @property
    def timer(self) -> State:
        """State of the timer entity."""
        return self.state("session", "timer")

    @property
    def person(self) -> Context:
        """Context of a person at a screen."""
        return Context(user_id=self.user.id)

    async def call(
        self, action: str, data: dict[str, Any] | None = None, *, by_person: bool = True, key: str = "climate"
    ) -> None:
        """Call an action on the pad."""
        domain, service = action.split(".")
        target = {"switch": PLUG, "timer": "session"}.get(domain)
        if domain == "switch":
            entity_id = PLUG
        elif target is not None:
            entity_id = self.entity_id(target, domain)
        elif domain in ("climate", DOMAIN):
            entity_id = self.entity_id("climate", "climate")
        else:
            entity_id = self.entity_id(key, domain)
        await self.hass.services.async_call(
            domain,
            service,
            {"entity_id": entity_id, **as_said(data or {})},
            blocking=True,
            context=self.person if by_person else Context(),
        )

    async def start(self, minutes: float | None = None, **data: Any) -> None:
        """Start a session as a person does."""
        if minutes is not None:
            data["duration"] = {"minutes": minutes}
        await self.call("heating_pad.start_session", data)

    async def refused(self, action: str, data: dict[str, Any] | None = None, *, by_person: bool = True) -> str | None:
        """Call an action that has to be refused; returns why."""
        with pytest.raises(ServiceValidationError) as refusal:
            await self.call(action, data, by_person=by_person)
        return refusal.value.translation_key

    async def press(self, key: str, *, by_person: bool = True) -> None:
        """Press one of the pad's buttons."""
        await self.call("button.press", key=key, by_person=by_person)


def _record_in(folder: Path) -> Path:
    (found,) = [path for path in folder.glob("heating_pad.plug.*") if path.suffix != ".damaged"]
    return found
