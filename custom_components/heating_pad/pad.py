"""The one writer of a pad: events go in, the engine decides, effects go out.

        sensors, plug, people, time
                  │ events
                  ▼
      guard ──► Pad.dispatch ──► engine.step ──► state
        │         │ effects (OFF first)
        ▼         ▼
      off_keeper   journal, alarms, timer, event and other entities

Everything happens in one queue, one event after the other. An exception in a step or an
effect ends in OFF and a latched `internal_error` (S6).
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from homeassistant.const import UnitOfTemperature
from homeassistant.core import (
    CALLBACK_TYPE,
    CoreState,
    Event as HassEvent,
    EventStateChangedData,
    EventStateReportedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.device_registry import EventDeviceRegistryUpdatedData
from homeassistant.helpers.event import (
    async_track_device_registry_updated_event,
    async_track_state_change_event,
    async_track_state_report_event,
)
from homeassistant.helpers.start import async_at_started
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.unit_conversion import TemperatureConverter

from .const import CONF_USED_BY, DOMAIN, EVENT_SESSION, GUEST
from .engine import session as machine
from .engine.auto_off import VOID, AutoOffRecord, SelfTestResult
from .engine.codec import record_of, revive
from .engine.ending import heat_record
from .engine.events import (
    AddHeat,
    Adopt,
    AllowanceChanged,
    Announce,
    Armed,
    ArmFailed,
    ConditionsChanged,
    Effect,
    Event,
    HeatOff,
    HeatOn,
    OffConfirmed,
    OffUnconfirmed,
    Opened,
    OpenFailed,
    OpenRecord,
    PlugReported,
    PowerReported,
    PresenceReported,
    Refused,
    RenewAutoOff,
    ResumeAsked,
    SaveRecord,
    SelfTestAsked,
    SelfTestEnded,
    SensorAlive,
    StartAsked,
    StopAsked,
    TemperatureReported,
    TimerMoved,
    Warn,
    Woken,
)
from .engine.exposure import HeatRecord, heated_s, sessions
from .engine.forecast import Expected, forecast
from .engine.limits import with_cadence
from .engine.models import (
    Caution,
    Level,
    Notice,
    Refusal,
    Source,
    StartRequest,
    StopReason,
    WaitingFor,
)
from .engine.recording import Recorder
from .engine.relay import described
from .engine.safety import watch_of
from .engine.state import Learned, PadState, waiting_for
from .engine.trace import Trace
from .engine.view import PadView, details, picture, view
from .guard import Guard
from .house import EVERYBODY, House, SessionNews
from .journal import JournalError
from .plug.auto_off import AutoOff, AutoOffError
from .plug.countdown import PlugCountdown, operating_expiry_s
from .plug.custom import CustomAutoOff
from .plug.grade import PlugGrade, plug_grade
from .plug.identity import physical_reference, plug_identity
from .plug.off_keeper import OffKeeper
from .plug.readings import power_w, presence, temperature_c
from .plug.self_test import SelfTest, SelfTestOutcome, SelfTestStep
from .plug.source import EntityReference, SourceEntity, usable
from .settings import AutoOffChoice, PadConfig, usual_limits
from .wakeup import Wakeup

_LOGGER = logging.getLogger(__name__)

SAVE_AGAIN_S = 60.0
"""Own choice: how soon a failed write is tried again."""

FIND_AGAIN_S = (15.0, 30.0, 60.0, 120.0, 300.0)
"""Own choice: how long to wait before a plug or hub that did not answer is asked again what it can do."""

UNLOAD_WAIT_S = 5.0
"""How long an unload waits for the proof of OFF; the keeper goes on without it."""


_ROUTINE = (PlugReported, PowerReported, SensorAlive, TemperatureReported, Woken)
"""What comes all the time, and mostly changes nothing that people see."""

DATA_PADS: HassKey[dict[str, Pad]] = HassKey(f"{DOMAIN}_pads")
"""The pads that are set up, by entry id."""


class Pad:
    """One electric pad."""

    def __init__(
        self,
        house: House,
        entry_id: str,
        config: PadConfig,
        plug: str,
        keeper: OffKeeper,
        state: PadState,
    ) -> None:
        """Build a pad around its keeper; `start` brings it to life."""
        self.hass: HomeAssistant = house.hass
        self.entry_id = entry_id
        self.config = config
        self.settings = config.settings
        self.plug = plug
        self.keeper = keeper
        self._house = house
        self._clock = house.clock
        self._state = state
        self._view: PadView | None = None
        self._used_by = config.used_by
        self._told_heats: str | None = None
        self._storage_ok = True
        self._queue: deque[Event] = deque()
        self._busy = False
        self._stops = 0
        """So often somebody asked for off."""
        self._picture: tuple[object, ...] = ()
        self._details: tuple[object, ...] = ()
        self._closed = False
        self._opening: asyncio.Task[None] | None = None
        self._saving: asyncio.Task[None] | None = None
        self._wake = Wakeup(self.hass, house.clock, f"heating pad {config.name}", self._woken)
        self._save_again = Wakeup(self.hass, house.clock, f"heating pad {config.name}: save again", self._save_soon)
        self._find_again = Wakeup(
            self.hass, house.clock, f"heating pad {config.name}: ask the plug again", self._find_countdown
        )
        self._searches = 0
        self.countdown = PlugCountdown(
            self.hass, config.plug, keeper, house.journal.auto_off(plug), self._countdown_changed
        )
        if config.auto_off is not AutoOffChoice.AUTOMATIC:
            own = config.auto_off is AutoOffChoice.CUSTOM and config.arm_actions
            self.countdown.use(CustomAutoOff(self.hass, config.name, config.arm_actions) if own else None)
        self._guard = Guard(self.hass, house.clock, self.settings, keeper, self._tripped, self._cautioned)
        self.trace = house.traces.setdefault(plug, Trace())
        """What the newest sessions on this plug did."""
        self.recorder = house.recorders.setdefault(plug, Recorder())
        """What was told and decided in them."""
        self._test: asyncio.Task[SelfTestOutcome] | None = None
        self.test_step: SelfTestStep | None = None
        """What the test of the plug is doing now."""
        self.test_result: SelfTestResult | None = None
        """How the last test ended, also one that says nothing about the plug."""
        self._listeners: list[Callable[[], None]] = []
        self._detail_listeners: list[Callable[[], None]] = []
        self._announce_listeners: list[Callable[[Announce], None]] = []
        self._timer_listeners: list[Callable[[str], None]] = []
        self._undo: list[CALLBACK_TYPE] = []
        self._temperature = _source(self.hass, config.temperature_sensor, self._heard_temperature)
        self._power = _source(self.hass, config.power_sensor, self._heard_power)
        self._presence = _source(self.hass, config.occupancy_sensor, self._heard_presence)

    # -- life --------------------------------------------------------------

    @callback
    def start(self) -> None:
        """Listen, and switch off first of all."""
        self._house.running.add(self)
        self._house.plug_names[self.plug] = self.config.name
        self.hass.data.setdefault(DATA_PADS, {})[self.entry_id] = self
        self._house.alarms.attach(self.entry_id, self.plug, self.config.name, self.config.messages)
        self.keeper.matters = self.keeper.matters or self._state.plug.heat_possible
        self.keeper.attach(self, self.config.name, self.config.power_sensor)
        # A plug that has said off while power flowed is believed no more after a restart than before.
        self.keeper.turn_off(
            prove_by_power=self._state.fault is StopReason.STUCK_ON and self.config.power_sensor is not None
        )
        for source, heard in (
            (self._temperature, self._heard_temperature),
            (self._power, self._heard_power),
            (self._presence, self._heard_presence),
        ):
            if source is not None:
                source.start()
                heard(source.state)
        self._undo.append(async_at_started(self.hass, self._started))
        self._undo.append(self._house.on_exposure(self._exposure_changed))
        self._look_for_linked_person()
        self._watch_device()
        self._watch_plug_device()
        if self._state.fault is not None:
            self._house.alarms.fault(self.entry_id, self.config.name, self._state.fault)

    @callback
    def _watch_device(self) -> None:
        """Hear the other entities of the sensor's device: they show that it is alive."""
        source = self._temperature
        if source is None or source.entity_id is None:
            return
        registry = er.async_get(self.hass)
        sensor = registry.async_get(source.entity_id)
        if sensor is None or sensor.device_id is None:
            return
        others = [
            entry.entity_id
            for entry in er.async_entries_for_device(registry, sensor.device_id)
            if entry.entity_id not in (source.entity_id, self.keeper.entity_id) and entry.domain == "sensor"
        ]
        self._undo += [
            async_track_state_change_event(self.hass, others, self._device_heard),
            async_track_state_report_event(self.hass, others, self._device_heard),
        ]

    @callback
    def _device_heard(self, event: HassEvent[EventStateChangedData] | HassEvent[EventStateReportedData]) -> None:
        if usable(event.data["new_state"]):
            self._guard.saw_sensor_alive()
            self.dispatch(SensorAlive())

    @callback
    def _watch_plug_device(self) -> None:
        """Notice when the plug gets another firmware: its countdown has to be tested again."""
        entity_id = self.keeper.entity_id
        entry = None if entity_id is None else er.async_get(self.hass).async_get(entity_id)
        if entry is None or entry.device_id is None:
            return
        self._undo.append(
            async_track_device_registry_updated_event(self.hass, entry.device_id, self._plug_device_changed)
        )

    @callback
    def _plug_device_changed(self, _event: HassEvent[EventDeviceRegistryUpdatedData]) -> None:
        self.countdown.refresh()

    async def _started(self, _hass: HomeAssistant) -> None:
        self._tell_conditions()
        self._find_countdown()

    @callback
    def _find_countdown(self) -> None:
        self.hass.async_create_background_task(self._async_find_countdown(), f"{DOMAIN}: find the plug's countdown")

    async def _async_find_countdown(self) -> None:
        """Ask what the plug can do, and again where nobody answered: hubs are slow when everything starts."""
        await self.countdown.async_find()
        if self.countdown.unanswered and self._searches < len(FIND_AGAIN_S) and not self._closed:
            self._find_again.at(self._clock.now().boot_s + FIND_AGAIN_S[self._searches])
            self._searches += 1

    @callback
    def _countdown_changed(self) -> None:
        """Use what is known of the countdown, from the next session on."""
        if self._closed or self._state.session is not None:
            return
        self._apply_settings()
        self._house.alarms.auto_off(self.entry_id, self.config.name, self.countdown.status, searched=True)
        self.dispatch(Woken())

    @callback
    def _apply_settings(self) -> None:
        trusted = self.plug_grade is not PlugGrade.ECHO
        settings = with_cadence(self.config.settings, self._state.learned.cadence_s)
        self.settings = self.countdown.apply(settings, trusted=trusted)
        self._guard.change_settings(self.settings)
        self._view = None
        # Entities show settings and countdown too, which the picture knows nothing of.
        self._picture = ()

    @property
    def plug_grade(self) -> PlugGrade:
        """What the plug's word is worth."""
        metered = self._power is not None and power_w(self._power.state) is not None
        return plug_grade(self.hass, self.keeper.entity_id, metered=metered)

    @callback
    def shut_down(self) -> None:
        """Refuse starts, then switch off: Home Assistant stops."""
        self._tell_conditions()
        if self._state.session is not None:
            self.dispatch(StopAsked(reason=StopReason.SHUTDOWN))
        elif not self.keeper.pending:
            self.keeper.turn_off()

    async def async_close(self, reason: StopReason = StopReason.UNLOADED) -> None:
        """Switch off and let go of everything; the keeper goes on alone."""
        if self._closed:
            return
        if self._state.session is not None:
            self.dispatch(StopAsked(reason=reason))
        self._closed = True
        if self._test is not None:
            self._test.cancel()
        if not self.keeper.pending and self.keeper.report.on is not False:
            self.keeper.turn_off()
        if self.keeper.pending and (self.keeper.matters or self.keeper.report.on is not None):
            await self.keeper.async_wait_off(UNLOAD_WAIT_S)
        self.countdown.close()
        self.keeper.detach(self)
        self._wake.cancel()
        self._save_again.cancel()
        self._find_again.cancel()
        self._guard.stop()
        for source in (self._temperature, self._power, self._presence):
            if source is not None:
                source.stop()
        for undo in self._undo:
            undo()
        self._undo.clear()
        self._house.running.discard(self)
        self._house.alarms.detach(self.entry_id, off_owed=self.keeper.pending)
        self.hass.data[DATA_PADS].pop(self.entry_id, None)
        await self.async_saved()

    @callback
    def _tell_conditions(self) -> None:
        self.dispatch(
            ConditionsChanged(
                started=self.hass.state is CoreState.running,
                stopping=self._house.stopping,
                storage_ok=self._storage_ok,
            )
        )

    # -- what entities use ---------------------------------------------------

    @property
    def view(self) -> PadView:
        """The present picture of the pad."""
        if self._view is None:
            self._view = view(self.settings, self._state, self._clock.now())
        return self._view

    def now(self) -> datetime:
        """Return the present moment on the wall clock."""
        return self._clock.now().wall

    @property
    def model(self) -> dict[str, Any]:
        """The thermal model and what was learned, for engineers."""
        return described(self.settings, self._state, self._clock.now())

    @property
    def forecast(self) -> tuple[Expected, ...]:
        """What the rest of the session will probably look like, by the control law's own model."""
        return forecast(self.settings, self._state, self._clock.now())

    @property
    def longest_session_s(self) -> float:
        """Longest session this pad allows anybody."""
        return usual_limits(self.settings).session_max_s

    @property
    def default_duration_s(self) -> float:
        """Length of a session when none is asked for."""
        return usual_limits(self.settings).session_default_s

    @callback
    def forget_learned(self) -> None:
        """Learn pad and sensor anew: somebody has changed one of them."""
        self._state = replace(self._state, learned=Learned(sensor=self._state.learned.sensor))
        self._house.alarms.clear(f"caution_{Caution.SENSOR_SLOW}", self.entry_id)
        self._save_soon()

    @callback
    def change_settings(self, config: PadConfig) -> None:
        """Use changed options from the next session on, without a reload."""
        self.config = config
        self._apply_settings()
        self.dispatch(Woken())

    @property
    def used_by(self) -> str:
        """Key of the person whose body it is, or `guest`; a person since removed is a guest."""
        return self._used_by if self._house.knows_person(self._used_by) else GUEST

    @property
    def persons(self) -> dict[str, str]:
        """Keys of those who can be chosen, by name."""
        return {GUEST: GUEST, **self._house.names()}

    @property
    def heats(self) -> str | None:
        """Whom it heats now, or is about to."""
        return None if self._state.session is None else self._state.session.person

    @property
    def heat_now(self) -> HeatRecord | None:
        """What it has heated so far in the running session."""
        return view(self.settings, self._state, self._clock.now()).heat

    @property
    def heated_today_s(self) -> float:
        """Heated seconds of the last 24 h that whoever uses the pad carries."""
        heat = self.view.heat
        records = [each for each in self._carried() if heat is None or each.session != heat.session]
        carried = heat is not None and self.used_by in (GUEST, heat.person)
        running_s = heat.heated_s if heat is not None and carried else 0.0
        return heated_s(records, self._clock.now().wall) + running_s

    @property
    def sessions_today(self) -> int:
        """Sessions of the last 24 h that count for whoever uses the pad."""
        return sessions(self._carried(), self._clock.now().wall)

    def _carried(self) -> list[HeatRecord]:
        return self._house.heat_of(self.used_by, self.plug)

    @callback
    def on_change(self, listener: Callable[[], None], *, detailed: bool = False) -> CALLBACK_TYPE:
        """Call `listener` whenever the picture may have changed; `detailed` also for what every pulse changes."""
        undo = _add(self._listeners, listener)
        if not detailed:
            return undo
        undo_detailed = _add(self._detail_listeners, listener)

        @callback
        def remove() -> None:
            undo()
            undo_detailed()

        return remove

    @callback
    def on_announce(self, listener: Callable[[Announce], None]) -> CALLBACK_TYPE:
        """Call `listener` with everything the pad announces."""
        return _add(self._announce_listeners, listener)

    @callback
    def on_timer(self, listener: Callable[[str], None]) -> CALLBACK_TYPE:
        """Call `listener` with each transition of the timer."""
        return _add(self._timer_listeners, listener)

    # -- requests ------------------------------------------------------------

    @callback
    def choose_person(self, person: str, *, attended: bool) -> None:
        """Say whose body it is from the next session on; raises a refusal.

        Changing to another named person needs a person who does it (S11).
        """
        if person == self.used_by:
            return
        if person != GUEST and not self._house.knows_person(person):
            raise refusal_error(self.hass, self.config.name, Refused(refusal=Refusal.PERSON_MISSING))
        if person != GUEST and not attended:
            raise refusal_error(self.hass, self.config.name, Refused(refusal=Refusal.NOBODY_THERE))
        self._used_by = person
        self._keep_used_by()
        self._refresh_allowance()

    @callback
    def _keep_used_by(self) -> None:
        entry = self.hass.config_entries.async_get_entry(self.entry_id)
        if entry is not None:
            self.hass.config_entries.async_update_entry(entry, options={**entry.options, CONF_USED_BY: self._used_by})

    async def async_start(
        self, request: StartRequest, *, person: str | None = None, named_attended: bool = False
    ) -> None:
        """Start a session; returns when its record is on disk, raises a refusal.

        `person` is whose body it is, for this session and from then on; `named_attended` says that
        a person has named them.
        """
        if not self._storage_ok:
            stops = self._stops
            await self._async_save()
            if stops != self._stops:
                return  # off was asked for meanwhile, and off wins (S8)
        before = self._used_by
        if person is not None and self._state.session is None:
            self.choose_person(person, attended=named_attended)
        self._refresh_allowance()
        try:
            self.ask(StartAsked(session_id=uuid4().hex[:12], request=request))
        except ServiceValidationError:
            if self._used_by != before:
                self._used_by = before
                self._keep_used_by()
                self._refresh_allowance()
            raise
        await self._async_opened()

    async def async_resume(self, *, attended: bool, session_id: str | None) -> None:
        """End a pause or take up what an early end left; raises a refusal."""
        ended = self._state.ended
        # What is left of a session is the same person's, whoever is chosen by now.
        allowance = self._house.allowance(
            self.settings,
            self.plug,
            person=self.used_by if ended is None else ended.session.person,
            linked=self.config.person,
            asking=self,
            without_session=None if ended is None else ended.session.id,
        )
        self.ask(ResumeAsked(attended=attended, allowance=allowance, session_id=session_id))
        await self._async_opened()

    async def async_begin_test(self, *, attended: bool) -> asyncio.Task[SelfTestOutcome]:
        """Begin to test the plug's countdown; raises a refusal. The pad has to be off the body."""
        if self.countdown.auto_off is None:
            await self.countdown.async_find()
        auto_off = self.countdown.auto_off
        if auto_off is None:
            raise refusal_error(self.hass, self.config.name, Refused(refusal=Refusal.NOT_SUPPORTED))
        expiry_s = operating_expiry_s(auto_off.traits, self.config.settings)
        test = SelfTest(self.keeper, auto_off, expiry_s, self._test_at)
        self.ask(SelfTestAsked(seconds=test.longest_s, attended=attended))
        self._test = self.hass.async_create_background_task(
            self._async_test(test, auto_off, expiry_s), f"{DOMAIN}: test of {self.keeper.entity_id}"
        )
        return self._test

    async def _async_test(self, test: SelfTest, auto_off: AutoOff, expiry_s: float) -> SelfTestOutcome:
        """Run a test, and keep what it has found out."""
        outcome = SelfTestOutcome(result=SelfTestResult.STOPPED)
        try:
            outcome = await test.async_run()
        except Exception:
            # Whatever went wrong, the plug goes off and nothing is proved.
            _LOGGER.exception("The test of %s failed", self.keeper.entity_id)
        finally:
            self._test = None
            self.test_step = None
            self.dispatch(SelfTestEnded())
        await self._async_keep(outcome, auto_off, expiry_s)
        return outcome

    async def _async_keep(self, outcome: SelfTestOutcome, auto_off: AutoOff, expiry_s: float) -> None:
        self.test_result = outcome.result
        before = self.countdown.record
        family = auto_off.traits.family
        kept = {} if before is None or before.family != family else dict(before.before)
        record = AutoOffRecord(
            family=family,
            firmware=self.countdown.firmware,
            result=outcome.result,
            tested_at=self._clock.now().wall,
            starts_off=outcome.starts_off,
            expiry_s=expiry_s,
            # What was there before the first test is what the plug gets back.
            before={**outcome.before, **kept},
        )
        if outcome.result in VOID:
            known = before if before is not None and before.family == family else None
            record = replace(known or replace(record, result=None, tested_at=None), before=record.before)
        self.countdown.tested(record)
        self._house.alarms.tested(self.entry_id, self.config.name, outcome.result)
        await self._async_save()

    @callback
    def _test_at(self, step: SelfTestStep) -> None:
        self.test_step = step
        self._changed()

    @property
    def testing(self) -> asyncio.Task[SelfTestOutcome] | None:
        """The test that runs now."""
        return self._test

    async def _async_opened(self) -> None:
        opening = self._opening
        if opening is not None:
            # The record must reach the disk even if whoever asked goes away.
            await asyncio.shield(opening)
        if not self._storage_ok and self._state.session is None:
            raise refusal_error(self.hass, self.config.name, Refused(refusal=Refusal.STORAGE_FAILED))

    @callback
    def seen(self) -> None:
        """Somebody has seen the alarm: it is not repeated any more."""
        self._house.alarms.seen(self.entry_id)

    @callback
    def ask(self, event: Event) -> None:
        """Carry out a person's request; raises its refusal."""
        refused = self.dispatch(event)
        if refused is not None:
            raise refusal_error(self.hass, self.config.name, refused)

    # -- the queue -------------------------------------------------------------

    @callback
    def dispatch(self, event: Event) -> Refused | None:
        """Let the engine decide on an event, and carry out what it says."""
        if self._closed:
            return None
        if self._busy:
            self._queue.append(event)
            return None
        self._busy = True
        self._stops += isinstance(event, StopAsked)
        routine = isinstance(event, _ROUTINE)
        try:
            refused = self._step(event)
            while self._queue:
                routine = False
                self._step(self._queue.popleft())
        finally:
            self._busy = False
        if waiting_for(self._state.session) is WaitingFor.NOTHING:
            self._house.alarms.answered(self.entry_id)
        if self.heats != self._told_heats:
            self._house.exposure_changed(self.plug, *(each for each in (self._told_heats, self.heats) if each))
            self._told_heats = self.heats
            routine = False
        self._show(routine=routine)
        return refused

    def _step(self, event: Event) -> Refused | None:
        now = self._clock.now()
        settings, before = self.settings, self._state
        step = None
        try:
            step = machine.step(settings, before, event, now)
            self.recorder.look(settings, before, event, now, step)
            acknowledged = self._state.fault is not None and step.state.fault is None
            self._state = step.state
            self.trace.look(step.state, now)
            if self._test is not None and step.state.testing is None:
                self._test.cancel()
            if acknowledged:
                self._house.alarms.fault_cleared(self.entry_id)
            self._view = None
            for effect in step.effects:
                self._carry_out(effect)
            self._guard.watch(watch_of(self._state))
        except Exception:
            # The one supervisor of the pad: whatever went wrong, the pad goes off (S6).
            _LOGGER.exception("%s failed; it is switched off", self.config.name)
            self._crash()
            if step is None:
                self.recorder.look(settings, before, event, now, None)
            return None
        self._wake.at(step.wake_s)
        return step.refused

    def _crash(self) -> None:
        self.keeper.turn_off()
        session = self._state.session
        self._state = replace(
            self._state,
            session=None,
            # A fault from before keeps its cause.
            fault=self._state.fault or StopReason.INTERNAL_ERROR,
            plug=replace(self._state.plug, commanded_on=False, off_pending=True),
        )
        self._view = None
        self._guard.watch(watch_of(self._state))
        reason = StopReason.INTERNAL_ERROR
        try:
            if session is not None and session.begun is not None:
                heat = heat_record(session, self._clock.now())
                self._house.journal.add_heat(replace(heat, plug=self.plug))
            self._tell_house(
                Announce(notice=Notice.FAULT, session_id=None if session is None else session.id, reason=reason),
                self.used_by if session is None else session.person,
            )
        except Exception:
            # What came before is done: the pad is off, and stays so.
            _LOGGER.exception("Not everything that follows from a failure of %s could be done", self.config.name)
            self._house.alarms.session_ended(self.entry_id, self.config.name, reason)
        self._save_soon()

    def _show(self, *, routine: bool) -> None:
        """Tell the entities, unless a mere reading has changed nothing that they show."""
        shown, detailed = picture(self.view), details(self.view)
        if not routine or shown != self._picture:
            self._picture, self._details = shown, detailed
            self._changed()
        elif detailed != self._details:
            self._details = detailed
            for listener in list(self._detail_listeners):
                listener()

    def _changed(self) -> None:
        for listener in list(self._listeners):
            listener()

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case HeatOff():
                self.keeper.turn_off()
            case HeatOn():
                # Nobody has to wait for a plug that takes its time to answer.
                self.hass.async_create_background_task(self._async_heat_on(effect), f"{DOMAIN}: heat on")
            case RenewAutoOff():
                self.hass.async_create_background_task(self._async_renew(effect), f"{DOMAIN}: renew")
            case OpenRecord():
                self._opening = self.hass.async_create_task(
                    self._async_open(effect.session_id), f"{DOMAIN}: open session"
                )
            case SaveRecord():
                self._save_soon()
            case AddHeat():
                self._house.journal.add_heat(replace(effect.record, plug=self.plug))
                self._house.exposure_changed(self.plug, effect.record.person)
                self._refresh_allowance()  # it shows its own rest at once
                self._apply_settings()  # the session may have taught something about the sensor
            case TimerMoved():
                for listener in list(self._timer_listeners):
                    listener(effect.transition)
            case Adopt():
                request = StartRequest(level=Level.LOW, attended=True, source=Source.PLUG)
                self.dispatch(StartAsked(session_id=uuid4().hex[:12], request=request))
            case Warn():
                self._cautioned(effect.caution)
            case Announce():
                self._announce(effect)
                if effect.notice is Notice.READY:
                    # Whatever event noticed it: what blocked a start does so no longer.
                    self._refresh_allowance()

    async def _async_heat_on(self, effect: HeatOn) -> None:
        # A lost ON is the engine's to notice: it repeats it, or gives up.
        try:
            reached = await self.keeper.async_turn_on(effect.expiry_s)
        except AutoOffError as err:
            _LOGGER.warning("%s: the plug was not armed: %s", self.config.name, err)
            self.dispatch(ArmFailed(renewal=False))
            return
        if reached and effect.expiry_s is not None:
            self.dispatch(Armed(expiry_s=effect.expiry_s))

    async def _async_renew(self, effect: RenewAutoOff) -> None:
        try:
            renewed = await self.keeper.async_renew(effect.expiry_s)
        except AutoOffError as err:
            _LOGGER.warning("%s: the plug's countdown was not renewed: %s", self.config.name, err)
            self.dispatch(ArmFailed(renewal=True))
            return
        if renewed:
            self.dispatch(Armed(expiry_s=effect.expiry_s))

    @callback
    def _exposure_changed(self, touched: frozenset[str]) -> None:
        if EVERYBODY in touched:
            self._look_for_linked_person()
        # All guests go by one key, but not by one body: their heat is their plug's.
        if touched & {EVERYBODY, self.plug, self.heats or self.used_by} - {GUEST}:
            self._refresh_allowance()

    @callback
    def _look_for_linked_person(self) -> None:
        """Say why the strictest limits hold when the pad's person is gone."""
        gone = self.config.person is not None and not self._house.knows_person(self.config.person)
        if gone:
            self._house.alarms.raise_issue("linked_person_removed", self.entry_id, {"name": self.config.name})
        else:
            self._house.alarms.clear("linked_person_removed", self.entry_id)

    @callback
    def _refresh_allowance(self) -> None:
        self.dispatch(
            AllowanceChanged(
                allowance=self._house.allowance(
                    self.settings,
                    self.plug,
                    person=self.heats or self.used_by,
                    linked=self.config.person,
                    asking=self,
                )
            )
        )

    def _announce(self, effect: Announce) -> None:
        for listener in list(self._announce_listeners):
            listener(effect)
        ended = self._state.ended
        self._tell_house(effect, self.heats or (self.used_by if ended is None else ended.session.person))

    def _tell_house(self, effect: Announce, person: str) -> None:
        self._house.alarms.announced(self.entry_id, self.config.name, effect)
        self._house.tell(SessionNews(person=person, source=self.config.name, announce=effect))
        self.hass.bus.async_fire(
            EVENT_SESSION,
            {
                "entry_id": self.entry_id,
                "type": effect.notice,
                "session": effect.session_id,
                "reason": effect.reason,
                **effect.data,
            },
        )
        ends = effect.notice in (Notice.FINISHED, Notice.STOPPED, Notice.FAULT)
        if ends and isinstance(effect.reason, StopReason):
            self._house.alarms.session_ended(self.entry_id, self.config.name, effect.reason)

    # -- the disk ----------------------------------------------------------------

    async def _async_open(self, session_id: str) -> None:
        """Write the session down before it heats (S10)."""
        if await self._async_save():
            self.dispatch(Opened(session_id=session_id))
        else:
            self.dispatch(OpenFailed(session_id=session_id))

    @callback
    def _save_soon(self) -> None:
        self._saving = self.hass.async_create_task(self._async_save_quietly(), f"{DOMAIN}: save")

    async def _async_save_quietly(self) -> None:
        await self._async_save()

    async def async_try_to_write(self) -> bool:
        """Write the record now; False while the disk does not take it."""
        return await self._async_save()

    async def _async_save(self) -> bool:
        """Write the record; False, and people are told, when that fails."""
        record = record_of(
            self.plug,
            self._house.journal.heat(self.plug),
            self._state,
            self.countdown.record,
            self._clock.now(),
        )
        try:
            await self._house.journal.async_save(record)
        except JournalError as err:
            _LOGGER.error("%s: %s", self.config.name, err)  # noqa: TRY400 - the trace tells nobody more
            ok = False
            # What could not be written, a fault say, must not wait for the next session (S7).
            if not self._closed:
                self._save_again.at(self._clock.now().boot_s + SAVE_AGAIN_S)
        else:
            ok = True
            self._save_again.cancel()
        if ok is not self._storage_ok:
            self._storage_ok = ok
            self._tell_conditions()
            if ok:
                self._house.alarms.clear("storage_failed", self.entry_id)
            else:
                self._house.alarms.raise_issue("storage_failed", self.entry_id, {"name": self.config.name})
        return ok

    async def async_saved(self) -> None:
        """Wait until what was to be written is written."""
        if self._saving is not None:
            await asyncio.shield(self._saving)

    # -- what others say -----------------------------------------------------------

    @callback
    def _woken(self) -> None:
        ready_at = self._state.allowance.ready_at
        if ready_at is not None and ready_at <= self._clock.now().wall:
            self._refresh_allowance()
        self.dispatch(Woken())

    @callback
    def _tripped(self, reason: StopReason) -> None:
        self.dispatch(StopAsked(reason=reason))

    @callback
    def _cautioned(self, caution: Caution) -> None:
        self._house.alarms.caution(self.entry_id, self.config.name, caution)

    @callback
    def plug_reported(self, *, on: bool | None) -> None:
        """The plug said something."""
        if self.keeper.entity_id is None:
            self._house.alarms.raise_issue("plug_missing", self.entry_id, {"name": self.config.name})
        elif on is not None:
            self._house.alarms.clear("plug_missing", self.entry_id)
            if self._state.plug.on is None and self.countdown.searched and self.countdown.auto_off is None:
                # It came back, maybe with its hub: perhaps it can be asked now what it can do.
                self._searches = 0
                self._find_countdown()
        self._guard.saw_plug(on=on)
        reason = self._guard.reason
        if on is False and reason is not None and self._state.session is not None:
            # The guard's OFF: a plug that answers at once is heard before the guard can say why.
            self.dispatch(StopAsked(reason=reason))
        self.dispatch(PlugReported(on=on))

    @callback
    def off_confirmed(self) -> None:
        """The OFF asked for is proved."""
        self.dispatch(OffConfirmed())

    @callback
    def off_unconfirmed(self) -> None:
        """The OFF asked for is not proved in time."""
        self.dispatch(OffUnconfirmed())

    @callback
    def stuck_on(self) -> None:
        """The plug is there, was told often enough, and is still on."""
        self.dispatch(StopAsked(reason=StopReason.STUCK_ON))

    @callback
    def _heard_temperature(self, state: State | None) -> None:
        value_c = temperature_c(state)
        self._guard.saw_temperature(value_c)
        self.dispatch(TemperatureReported(value_c=value_c))

    @callback
    def _heard_power(self, state: State | None) -> None:
        drawn_w = power_w(state)
        if (drawn_w is None) is not (self._state.power is None) and self._state.session is None:
            # A lost meter takes its proof along, and may leave a plug whose word is worth less.
            self._apply_settings()
        after_pause_s = self._guard.readings.without_power_s
        self._guard.saw_power(drawn_w)
        self.dispatch(PowerReported(power_w=drawn_w, after_pause_s=after_pause_s))

    @callback
    def _heard_presence(self, state: State | None) -> None:
        self.dispatch(PresenceReported(present=presence(state)))


def _source(
    hass: HomeAssistant, reference: EntityReference | None, heard: Callable[[State | None], None]
) -> SourceEntity | None:
    return None if reference is None else SourceEntity(hass, reference, heard)


def _add[T](listeners: list[T], listener: T) -> CALLBACK_TYPE:
    listeners.append(listener)

    @callback
    def remove() -> None:
        listeners.remove(listener)

    return remove


def refusal_error(hass: HomeAssistant, name: str, refused: Refused) -> ServiceValidationError:
    """Say in people's words and units why a request was not carried out."""
    values = {key: f"{value:g}" if isinstance(value, float) else str(value) for key, value in refused.values.items()}
    if (cap_c := refused.values.get("temperature_c")) is not None:
        values["temperature"] = shown_temperature(hass, float(cap_c))
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=refused.refusal,
        translation_placeholders={"name": name, **values},
    )


def shown_temperature(hass: HomeAssistant, temperature_c: float) -> str:
    """Write a temperature in the user's unit."""
    unit = hass.config.units.temperature_unit
    shown = TemperatureConverter.convert(temperature_c, UnitOfTemperature.CELSIUS, unit)
    return f"{round(shown, 1):g} {unit}"


async def async_open_pad(house: House, entry_id: str, config: PadConfig) -> Pad:
    """Build a pad from what the journal knows of its plug."""
    plug = plug_identity(house.hass, config.plug)
    record = await house.journal.async_record(plug)
    person = config.used_by if house.knows_person(config.used_by) else GUEST
    allowance = house.allowance(config.settings, plug, person=person, linked=config.person)
    state = revive(record, allowance, house.clock.now())
    if plug in house.journal.damaged:
        house.alarms.raise_issue("record_damaged", entry_id, {"name": config.name})
    sensor = "" if config.temperature_sensor is None else config.temperature_sensor.stored
    if state.learned.sensor != sensor:
        state = replace(state, learned=Learned(sensor=sensor))
    keeper = house.keeper(plug, physical_reference(house.hass, config.plug))
    return Pad(house, entry_id, config, plug, keeper, state)
