"""A pad's life in any order: the plug's own contact is watched, not what the machine says of it.

The plug follows after a moment, loses commands, vanishes, comes back, and is switched by
others. Clocks jump, the process restarts from its record, limits are tried. After every step
the invariants hold; a keeper that repeats OFF stands in for the real one.
"""

import json
from dataclasses import replace
from datetime import timedelta

from hypothesis import settings as hypothesis_settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from engine.codec import closed, decode, encode, record_of, revive
from engine.events import (
    AcknowledgeAsked,
    AllowanceChanged,
    ConditionsChanged,
    ConfirmAsked,
    Event,
    ExtendAsked,
    GoalChosen,
    HeatOff,
    HeatOn,
    LevelChosen,
    OffConfirmed,
    OffUnconfirmed,
    Opened,
    OpenFailed,
    OpenRecord,
    PauseAsked,
    PlugReported,
    ResumeAsked,
    StartAsked,
    StopAsked,
    TemperatureReported,
    Woken,
)
from engine.exposure import HeatRecord, grant
from engine.limits import HEATED_CAP_RANGE_S, PAUSES_MAX_S, SESSION_MAX_CONTACT_S
from engine.models import STOP_RULES, Level, Now, StartRequest, StopReason
from engine.safety import Readings, saw_plug, saw_temperature, tick, verdict, watch_of
from engine.session import step
from engine.state import HEATING, PadState
from tests.engine.builders import GUEST, WALL, settings

PLUG = "tasmota:AA_relay"


class PadLife(RuleBasedStateMachine):
    """One pad, its plug, its guard and a keeper."""

    @initialize(
        sensor=st.booleans(),
        electronic=st.sampled_from([False, False, True]),
        verified=st.booleans(),
        begun=st.booleans(),
    )
    def build(self, sensor: bool, electronic: bool, verified: bool, begun: bool) -> None:
        """Take one kind of pad, in the middle of a session or idle."""
        self.settings = settings(
            sensing="control" if sensor else "none",
            controller="electronic" if electronic else "mechanical",
            auto_off_verified=verified,
        )
        self.now = Now(wall=WALL, boot_s=1000.0, boot_id="boot-0")
        self.boots = 0
        self.contact = False
        self.there = True
        self.deaf = False
        self.says_c: float | None = 24.0
        self.keeper_wants_off = True
        self.proved = False
        self.record = json.dumps(encode(record_of(PLUG, (), PadState(allowance=GUEST), None, self.now)))
        self.heat: tuple[HeatRecord, ...] = ()
        self.names = 0
        self.on_since: float | None = None
        self.outers: dict[str, float] = {}
        self.asked_since_boot = False
        self.wake()
        if begun:
            self.somebody_starts(minutes=20, goal=None, there=True)
            self.time_passes(seconds=30)

    # -- the world around the machine ----------------------------------------

    def wake(self) -> None:
        """Start the process from its record."""
        found = closed(decode(json.loads(self.record), PLUG), self.now)
        self.heat = found.heat
        self.state = revive(found, self.allowance(), self.now)
        self.readings = Readings()
        self.keeper_wants_off = True
        self.asked_since_boot = False
        self.send(ConditionsChanged(started=True, stopping=False, storage_ok=True))
        self.report()
        self.send(TemperatureReported(value_c=self.says_c))
        self.keep()

    def allowance(self) -> object:
        """What the guest may have."""
        return grant(self.settings, self.heat, self.now.wall, person="guest")

    def send(self, event: Event) -> None:
        """Step the machine, and do what it says."""
        before = self.state
        done = step(self.settings, self.state, event, self.now)
        self.state = done.state
        kinds = [type(effect) for effect in done.effects]
        # S8: nothing comes before OFF; an ON and an OFF never share a step.
        assert HeatOff not in kinds[1:]
        assert not (HeatOn in kinds and HeatOff in kinds)
        for effect in done.effects:
            if isinstance(effect, HeatOn):
                self.command_on(before)
            elif isinstance(effect, HeatOff):
                self.keeper_wants_off = True
                self.proved = False
                self.keep()
            elif isinstance(effect, OpenRecord):
                self.save()
                self.send(Opened(session_id=effect.session_id))
            elif type(effect).__name__ == "AddHeat":
                self.heat = (*(each for each in self.heat if each.session != effect.record.session), effect.record)
        self.save()

    def command_on(self, before: PadState) -> None:
        """The machine wants heat: it must be allowed to."""
        session = self.state.session
        assert session is not None  # S1
        assert session.stage in HEATING or (self.settings.electronic and session.questions)  # S1
        assert self.proved  # S3: the last OFF was proved
        assert before.fault is None  # S7
        assert self.asked_since_boot  # S9
        assert PLUG in self.record  # S10: it stands on disk
        assert session.id in self.record
        if not self.deaf and self.there:
            self.contact = True
            self.on_since = self.now.boot_s
        self.proved = False
        self.report()

    def keep(self) -> None:
        """Repeat OFF until the plug says off."""
        if not self.keeper_wants_off or not self.there:
            return
        if self.deaf:
            self.report()
            return
        self.contact = False
        self.report()
        if self.keeper_wants_off:
            self.keeper_wants_off = False
            self.proved = True
            self.send(OffConfirmed())

    def report(self) -> None:
        """Let guard and machine hear what the plug says."""
        says = self.contact if self.there else None
        self.readings = saw_plug(self.readings, on=says, now=self.now)
        self.send(PlugReported(on=says))

    def save(self) -> None:
        """Write the record."""
        self.record = json.dumps(encode(record_of(PLUG, self.heat, self.state, None, self.now)))

    def guard(self) -> None:
        """Let the guard look, two seconds at a time."""
        watch = watch_of(self.state)
        self.readings = tick(self.settings, watch, self.readings, self.now)
        reason = verdict(self.settings, watch, self.readings, self.now)
        if reason is not None:
            self.send(StopAsked(reason=reason))

    # -- what may happen ---------------------------------------------------------

    @rule(seconds=st.sampled_from([1, 2, 7, 30, 61, 185, 400]))
    def time_passes(self, seconds: int) -> None:
        """The world turns."""
        for _ in range(0, seconds, 2):
            self.now = replace(self.now, boot_s=self.now.boot_s + 2, wall=self.now.wall + timedelta(seconds=2))
            if int(self.now.boot_s) % 10 < 2:
                self.readings = saw_temperature(self.settings, self.readings, self.says_c, self.now)
                self.send(TemperatureReported(value_c=self.says_c))
            self.keep()
            self.guard()
            self.send(Woken())
            self.check()

    @rule(hours=st.sampled_from([-2, -1, 1, 24]))
    def the_wall_clock_is_set(self, hours: int) -> None:
        """NTP, DST or a person."""
        self.now = replace(self.now, wall=self.now.wall + timedelta(hours=hours))
        self.guard()
        self.send(Woken())

    @rule(seconds=st.sampled_from([600, 7200]))
    def the_machine_sleeps(self, seconds: int) -> None:
        """Suspend counts on both clocks."""
        self.now = replace(self.now, boot_s=self.now.boot_s + seconds, wall=self.now.wall + timedelta(seconds=seconds))
        self.guard()
        self.send(Woken())

    @rule(gap_s=st.sampled_from([1, 300, 90_000]))
    def the_process_dies(self, gap_s: int) -> None:
        """Only the disk is left."""
        self.boots += 1
        self.now = Now(wall=self.now.wall + timedelta(seconds=gap_s), boot_s=10.0, boot_id=f"boot-{self.boots}")
        self.on_since = self.now.boot_s if self.contact else None
        self.proved = False
        self.outers.clear()
        self.wake()

    @rule(
        minutes=st.sampled_from([None, 1, 10, 20, 90]),
        goal=st.sampled_from([None, 36, 39, 41, 60]),
        there=st.booleans(),
    )
    def somebody_starts(self, minutes: float | None, goal: float | None, there: bool) -> None:
        """A person or an automation."""
        self.names += 1
        self.asked_since_boot = True
        self.send(AllowanceChanged(allowance=self.allowance()))
        request = StartRequest(duration_s=None if minutes is None else minutes * 60, goal_c=goal, attended=there)
        self.send(StartAsked(session_id=f"s{self.names}", request=request))

    @rule()
    def somebody_stops(self) -> None:
        """Off is off."""
        self.send(StopAsked())
        self.check_off()

    @rule()
    def a_day_passes(self) -> None:
        """Rest and caps are over, faults have been seen to."""
        self.somebody_stops()
        self.there, self.deaf, self.says_c = True, False, 24.0
        self.now = replace(self.now, boot_s=self.now.boot_s + 90_000, wall=self.now.wall + timedelta(days=1, hours=1))
        self.keep()
        self.time_passes(seconds=30)
        self.somebody_acknowledges()
        self.somebody_starts(minutes=20, goal=None, there=True)

    @rule(reason=st.sampled_from([*StopReason]))
    def something_stops(self, reason: StopReason) -> None:
        """Any reason switches off (T14)."""
        self.send(StopAsked(reason=reason))
        assert self.state.session is None
        if STOP_RULES[reason].latched:
            assert self.state.fault is not None
        self.check_off()

    @rule()
    def somebody_pauses(self) -> None:
        """Heat off for a moment."""
        self.send(PauseAsked())

    @rule(seconds=st.sampled_from([2, 30, 185]))
    def somebody_takes_a_break(self, seconds: int) -> None:
        """A pause and its end."""
        self.somebody_pauses()
        self.time_passes(seconds=seconds)
        self.somebody_resumes(there=True)
        self.time_passes(seconds=4)

    @rule(there=st.booleans())
    def somebody_resumes(self, there: bool) -> None:
        """The rest of it."""
        self.asked_since_boot = True
        self.send(ResumeAsked(attended=there, allowance=self.allowance()))

    @rule(seconds=st.sampled_from([-300, 300, 36_000]))
    def somebody_extends(self, seconds: float) -> None:
        """A little more."""
        self.send(ExtendAsked(seconds=seconds))

    @rule(there=st.booleans())
    def somebody_confirms(self, there: bool) -> None:
        """An answer."""
        self.send(ConfirmAsked(attended=there))

    @rule()
    def somebody_acknowledges(self) -> None:
        """The fault was seen."""
        self.send(AcknowledgeAsked())

    @rule(goal=st.sampled_from([35.0, 38.0, 41.0, 99.0]), level=st.sampled_from([None, *Level]))
    def somebody_chooses(self, goal: float, level: Level | None) -> None:
        """Never starts anything (T7)."""
        was = self.contact
        self.send(GoalChosen(goal_c=goal))
        self.send(LevelChosen(level=level))
        assert was or not self.contact or self.state.session is not None

    @rule(there=st.booleans())
    def the_plug_comes_and_goes(self, there: bool) -> None:
        """T1, T2."""
        self.there = there
        self.report()
        self.keep()

    @rule(deaf=st.booleans())
    def commands_get_lost(self, deaf: bool) -> None:
        """T18."""
        self.deaf = deaf
        self.keep()

    @precondition(lambda self: self.there)
    @rule(on=st.booleans())
    def somebody_presses_the_plug(self, on: bool) -> None:
        """T16."""
        if on and not self.contact:
            self.on_since = self.now.boot_s
            self.proved = False
        self.contact = on
        self.report()

    @rule(value_c=st.sampled_from([None, 9.0, 24.0, 38.0, 44.0, 46.0]))
    def the_sensor_says(self, value_c: float | None) -> None:
        """S4."""
        self.says_c = value_c
        self.readings = saw_temperature(self.settings, self.readings, value_c, self.now)
        self.guard()
        self.send(TemperatureReported(value_c=value_c))

    @rule()
    def off_is_late(self) -> None:
        """People are told."""
        self.send(OffUnconfirmed())

    @rule()
    def an_old_disk_answer_comes(self) -> None:
        """It is about no session of now."""
        self.send(Opened(session_id="s-old"))
        self.send(OpenFailed(session_id="s-old"))

    # -- what must hold -------------------------------------------------------------

    def check_off(self) -> None:
        """A stop leaves no heat, or a keeper that is at it."""
        assert not self.contact or self.keeper_wants_off

    @invariant()
    def check(self) -> None:
        """Hold the plug's contact against the invariants."""
        if not hasattr(self, "state"):
            return
        session = self.state.session
        owned = session is not None and (
            session.stage in HEATING or (self.settings.electronic and bool(session.questions))
        )
        if self.contact and self.there:
            assert owned or self.keeper_wants_off  # S1
        if session is None:
            return
        if session.outer is not None:
            # S2: nothing moves it, and nothing outlives it.
            assert self.outers.setdefault(session.id, session.outer.boot_s) >= session.outer.boot_s - 1e-6
            assert self.now.boot_s < session.outer.boot_s
            assert self.now.wall < session.outer.wall
            assert session.outer.boot_s - self.now.boot_s <= SESSION_MAX_CONTACT_S + PAUSES_MAX_S
        # S11: neither wishes nor storage get past the hard limits.
        assert session.duration_s <= session.cap_s <= SESSION_MAX_CONTACT_S
        assert session.goal_c is None or 35 <= session.goal_c <= 41
        assert session.heated_s <= HEATED_CAP_RANGE_S[1]


PadLife.TestCase.settings = hypothesis_settings(max_examples=250, stateful_step_count=40, deadline=None)


class TestS1S2S3S4S7S8S9S10S11InAnyOrder(PadLife.TestCase):
    """Runs the life above."""
