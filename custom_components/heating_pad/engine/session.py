"""The session machine of one pad: one event in, the next state and what is to be done out.

    start ── refused ─────────────────────────────────────────────► (nothing changes)
      │
      ▼            on disk            answered                ramp over
   OPENING ──────────────► WAITING ───────────► RAMP ───────────────────► HOLD
      │  (not written:        │   (no question:  ▲ │ ▲   level raised       │
      │   refused)            │    straight on)  │ │ └──────────────────────┤
      ▼                       ▼                  │ ▼                        ▼
    none               ended: not_confirmed      └─ PAUSED ◄────────────────┘
                                                      │
    any stage ── stop, deadline, limit, fault, plug against us ──► ended
    ended ── resume within 5 min (only some reasons) ──► OPENING, same session

Invariants (tests carry their numbers):
S1  the plug is told ON only for a session in RAMP or HOLD, or for an electronic pad that
    WAITs for its button; every way out of those stages commands OFF first.
S2  `outer` is fixed when heat begins and nothing here moves it; the first of the wall and
    boot-time deadlines ends the session.
S3  ON is commanded only after the last OFF was proved.
S4  plug state None is never taken for off, a missing sample never for a cool pad.
S7  a latched fault stays until somebody acknowledges it and its cause is gone.
S8  OFF effects come before every other effect of the same step.
S9  a restart, an unavailability or a reload never leads to ON without a new request.
S11 goals and durations come from `starting.plan`, cut to the limits.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import assert_never

from . import control, ramp as ramps
from .dose import Dose
from .events import (
    AcknowledgeAsked,
    AddHeat,
    AllowanceChanged,
    Announce,
    ConditionsChanged,
    ConfirmAsked,
    Effect,
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
    PowerReported,
    Refused,
    ResumeAsked,
    SaveRecord,
    SensorAlive,
    StartAsked,
    StopAsked,
    TemperatureReported,
    TimerMoved,
    TimerTransition,
    Woken,
)
from .exposure import HeatRecord
from .limits import (
    ANSWER_WITHIN_S,
    CHECK_IN_WITHIN_S,
    CHOICE_KEPT_S,
    DOSE_STOP,
    ENDING_SOON_S,
    FOREIGN_ON_TIMES,
    FOREIGN_ON_WITHIN_S,
    OWN_COMMAND_S,
    PAUSES_MAX_S,
    PLUG_GONE_S,
    POWER_IDLE_W,
    RESUME_WINDOW_S,
    SOFT_LIMIT_RELEASE_C,
    TRIP_SLOW_C,
    WARM_WITHIN_C,
    levels_c,
    session_limits,
    soft_limit_c,
)
from .models import (
    STOP_RULES,
    Level,
    Notice,
    Now,
    PadSettings,
    Refusal,
    Sample,
    Sensing,
    Source,
    StopReason,
    TimerEvent,
    WaitingFor,
)
from .starting import (
    blocked_resume,
    goal_max_c,
    plan,
    refusal_of,
    too_hot,
    too_long,
)
from .state import (
    HEATING,
    Choice,
    Conditions,
    Deadline,
    Ended,
    PadState,
    Session,
    Stage,
    due,
)

RESEND_ON_S = 10.0
"""Own choice: an ON the plug has not followed is sent again this often, until it counts as gone."""

COLD_AFTER_S = 7200.0
"""Own choice: a pad that had no heat for two hours counts as cold."""

_TIMER = {
    TimerEvent.FINISHED: TimerTransition.FINISHED,
    TimerEvent.CANCELLED: TimerTransition.CANCELLED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Outcome of one event."""

    state: PadState
    effects: tuple[Effect, ...] = ()
    wake_s: float | None = None
    """Boot-time second at which the engine wants to look again."""
    refused: Refused | None = None


def step(settings: PadSettings, state: PadState, event: Event, now: Now) -> Step:
    """Decide what `event` leads to at `now`."""
    turn = _Turn(settings, state, now)
    turn.account()
    turn.handle(event)
    turn.look()
    return turn.outcome()


class _Turn:
    """One step being worked out; lives no longer than the call of `step`."""

    def __init__(self, settings: PadSettings, state: PadState, now: Now) -> None:
        self.settings = settings
        self.before = state
        self.state = state
        self.now = now
        self.switching: list[Effect] = []
        self.effects: list[Effect] = []
        self.refused: Refused | None = None
        self.wakes: list[float] = []

    # -- bookkeeping -------------------------------------------------------

    def outcome(self) -> Step:
        """Put OFF first (S8) and give the next look."""
        future = [wake for wake in self.wakes if wake > self.now.boot_s]
        return Step(
            state=self.state,
            effects=(*self.switching, *self.effects),
            wake_s=min(future, default=None),
            refused=self.refused,
        )

    def put(self, **changes: object) -> None:
        """Change the pad's state."""
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]  # checked by the dataclass' slots

    def put_session(self, **changes: object) -> Session:
        """Change the session that is running."""
        session = replace(self._session(), **changes)  # type: ignore[arg-type]  # checked by the dataclass' slots
        self.put(session=session)
        return session

    def _session(self) -> Session:
        session = self.state.session
        if session is None:
            msg = "no session"
            raise RuntimeError(msg)
        return session

    def refuse(self, refusal: Refusal | Refused, **values: str | float) -> None:
        """Carry nothing out and say why."""
        self.refused = refusal if isinstance(refusal, Refused) else Refused(refusal=refusal, values=values)

    def announce(
        self,
        notice: Notice,
        reason: StopReason | Refusal | None = None,
        session: Session | None = None,
        **data: str | float | None,
    ) -> None:
        """Tell the house."""
        named = session or self.state.session
        self.effects.append(
            Announce(
                notice=notice,
                session_id=None if named is None else named.id,
                reason=reason,
                data=data,
            )
        )

    def timer(self, transition: str) -> None:
        """Move the timer entity."""
        self.effects.append(TimerMoved(transition=transition))

    def save(self) -> None:
        """Ask for the pad's record to be written."""
        if not any(isinstance(effect, SaveRecord) for effect in self.effects):
            self.effects.append(SaveRecord())

    def account(self) -> None:
        """Count the time since the last step as heated, whatever the relay did."""
        session = self.state.session
        if session is None or session.stage not in HEATING:
            return
        elapsed_s = max(self.now.boot_s - self.state.seen_s, 0.0)
        self.put_session(heated_s=session.heated_s + elapsed_s)
        self.put(heated_total_s=self.state.heated_total_s + elapsed_s)

    # -- events ------------------------------------------------------------

    def handle(self, event: Event) -> None:
        """Carry out one event."""
        self.put(seen_s=self.now.boot_s)
        match event:
            case StartAsked():
                self.start(event)
            case Opened():
                self.opened(event.session_id)
            case OpenFailed():
                self.open_failed(event.session_id)
            case StopAsked():
                self.stop(event)
            case PauseAsked():
                self.pause(event)
            case ResumeAsked():
                self.resume(event)
            case ExtendAsked():
                self.extend(event)
            case ConfirmAsked():
                self.confirm(event)
            case AcknowledgeAsked():
                self.acknowledge()
            case GoalChosen():
                self.choose_goal(event.goal_c)
            case LevelChosen():
                self.choose_level(event.level)
            case PlugReported():
                self.plug_reported(on=event.on)
            case OffConfirmed():
                self.off_confirmed()
            case OffUnconfirmed():
                self.off_unconfirmed()
            case TemperatureReported():
                self.temperature(event.value_c)
            case SensorAlive():
                if self.state.temperature is not None:
                    self.put(sensor_seen_s=self.now.boot_s)
            case PowerReported():
                self.power(event.power_w)
            case ConditionsChanged():
                self.conditions(event)
            case AllowanceChanged():
                self.put(allowance=event.allowance)
            case Woken():
                pass
            case _:
                assert_never(event)

    def start(self, event: StartAsked) -> None:
        """Begin to open a session, unless one is there or something speaks against it."""
        if self.state.session is not None:
            return  # a second start changes nothing (T9)
        refused = refusal_of(self.settings, self.state, event.request, self.now)
        if refused is not None:
            self.refuse(refused)
            self.announce(Notice.REFUSED, refused.refusal, source=event.request.source)
            return
        session = plan(self.settings, self.state, event.request, self.now, event.session_id)
        self.put(session=session, choice=None)
        self.effects.append(OpenRecord(session_id=session.id))

    def opened(self, session_id: str) -> None:
        """Ask the first question, or begin: the record is on disk."""
        session = self.state.session
        if session is None or session.id != session_id or session.stage is not Stage.OPENING:
            return
        self.ask_next()

    def open_failed(self, session_id: str) -> None:
        """Forget the session that could not be written down."""
        session = self.state.session
        if session is not None and session.id == session_id:
            self.put(session=None)
            self.announce(Notice.REFUSED, Refusal.STORAGE_FAILED, session)

    def ask_next(self) -> None:
        """Put the next question, or begin to heat when all are answered."""
        session = self._session()
        if not session.questions:
            self.begin()
            return
        asked = session.questions[0]
        self.put_session(stage=Stage.WAITING, answer_by_s=self.now.boot_s + ANSWER_WITHIN_S)
        self.announce(Notice.WAITING, waiting_for=asked)
        if asked is WaitingFor.PAD_BUTTON:
            self.fix_outer()
            self.heat_on(ANSWER_WITHIN_S)

    def fix_outer(self) -> None:
        """Fix the deadline that nothing moves; a resumed session keeps its own (S2)."""
        session = self._session()
        if session.outer is None:
            self.put_session(
                outer=self.deadline_in(session.cap_s + PAUSES_MAX_S),
            )

    def deadline_in(self, seconds: float) -> Deadline:
        """Return the moment so many seconds ahead, on both clocks."""
        return Deadline(
            boot_s=self.now.boot_s + seconds,
            wall=self.now.wall + timedelta(seconds=seconds),
        )

    def begin(self) -> None:
        """Start heat and the clock."""
        self.fix_outer()
        self.cool_model()
        session = self._session()
        first = session.begun is None
        self.put_session(
            stage=Stage.HOLD if self.settings.electronic else Stage.RAMP,
            begun=session.begun or self.now.wall,
            answer_by_s=None,
            questions=(),
            ends=self.deadline_in(session.remaining_s),
            remaining_s=0.0,
            paused_since_s=None,
            ramp=self.new_ramp(session),
            dose=session.dose or self.new_dose(),
        )
        if first:
            self.put(sessions_total=self.state.sessions_total + 1)
        if self.settings.electronic:
            self.heat_on(session.remaining_s)
        if session.stage is Stage.PAUSED:
            self.timer(TimerTransition.RESTARTED)
            return
        self.timer(TimerTransition.STARTED)
        self.announce(
            Notice.STARTED,
            minutes=round(session.remaining_s / 60, 1),
            goal_c=session.goal_c,
            resumed=str(session.resumed).lower(),
        )

    def new_ramp(self, session: Session) -> ramps.Ramp | None:
        """Return the low start towards the session's goal."""
        if session.goal_c is None:
            return None
        return ramps.start(
            self.now.boot_s,
            levels_c(self.settings)[Level.LOW],
            session.goal_c,
            session.ramp_s,
        )

    def new_dose(self) -> Dose | None:
        """Begin to count the dose where a contact sensor measures it."""
        return Dose() if self.settings.sensing is Sensing.CONTROL else None

    def stop(self, event: StopAsked) -> None:
        """End the session; without one an OFF is still an OFF."""
        session = self.state.session
        if event.session_id is not None and (session is None or session.id != event.session_id):
            self.refuse(Refusal.SESSION_OVER)
            return
        if session is not None:
            self.end(event.reason)
            return
        if STOP_RULES[event.reason].latched:
            self.latch(event.reason)
        self.put(choice=None)
        if self.state.plug.heat_possible or self.state.plug.commanded_on:
            self.heat_off()

    def older(self, session_id: str | None) -> bool:
        """Refuse a request that is about another session than the present one (T17)."""
        session = self.state.session
        if session is None:
            self.refuse(Refusal.NO_SESSION if session_id is None else Refusal.SESSION_OVER)
            return True
        if session_id is not None and session.id != session_id:
            self.refuse(Refusal.SESSION_OVER)
            return True
        return False

    def pause(self, event: PauseAsked) -> None:
        """Take the heat away and stop the clock, for the pauses that are left."""
        if self.older(event.session_id):
            return
        session = self._session()
        if self.settings.electronic:
            self.refuse(Refusal.NOT_SUPPORTED)
            return
        if session.stage not in HEATING:
            return
        self.heat_off()
        self.put_session(
            stage=Stage.PAUSED,
            paused_since_s=self.now.boot_s,
            remaining_s=self.left_s(session),
            ends=None,
            ramp=None,
            soft_limited=False,
            output_percent=0.0,
        )
        self.rest_model()
        self.timer(TimerTransition.PAUSED)

    def left_s(self, session: Session) -> float:
        """Return seconds until the session's own deadline, by the clock that says less."""
        if session.ends is None:
            return session.remaining_s
        by_wall_s = (session.ends.wall - self.now.wall).total_seconds()
        return max(0.0, min(session.ends.boot_s - self.now.boot_s, by_wall_s))

    def resume(self, event: ResumeAsked) -> None:
        """End a pause, or take up what an early end left."""
        session = self.state.session
        if session is not None:
            self.end_pause(event)
            return
        ended = self.state.ended
        if ended is None:
            self.refuse(Refusal.NO_SESSION)
            return
        if (event.session_id is not None and ended.session.id != event.session_id) or not resumable(ended, self.now):
            self.refuse(Refusal.SESSION_OVER)
            return
        self.reopen(event, ended)

    def end_pause(self, event: ResumeAsked) -> None:
        if self.older(event.session_id):
            return
        session = self._session()
        if session.stage is not Stage.PAUSED:
            return
        if not event.attended:
            self.refuse(Refusal.NOBODY_THERE)
            return
        self.put_session(paused_s=self.paused_s(session))
        self.begin()

    def paused_s(self, session: Session) -> float:
        """Return seconds of pause so far, in all of the session's pauses."""
        if session.paused_since_s is None:
            return session.paused_s
        return session.paused_s + self.now.boot_s - session.paused_since_s

    def reopen(self, event: ResumeAsked, ended: Ended) -> None:
        """Open the session again, from low, within its old outer deadline."""
        if not event.attended:
            self.refuse(Refusal.NOBODY_THERE)
            return
        from_session = ended.session
        outer = from_session.outer
        asked = replace(self.state, allowance=event.allowance, choice=None)
        refused = blocked_resume(self.settings, asked, self.now)
        if refused is not None:
            self.refuse(refused)
            self.announce(Notice.REFUSED, refused.refusal)
            return
        limits = session_limits(self.settings, event.allowance, first_session=self.state.first_session)
        left_s = min(
            ended.remaining_s,
            limits.session_max_s,
            from_session.cap_s - from_session.heated_s,
        )
        if outer is not None:
            # The boot clock may be another one after a restart: trust the wall clock then.
            outer_left_s = (outer.wall - self.now.wall).total_seconds()
            left_s = min(left_s, outer_left_s)
            outer = Deadline(
                boot_s=min(self.now.boot_s + outer_left_s, outer.boot_s)
                if ended.boot_id == self.now.boot_id
                else self.now.boot_s + outer_left_s,
                wall=outer.wall,
            )
        if left_s <= 0:
            self.refuse(Refusal.SESSION_OVER)
            return
        session = replace(
            from_session,
            stage=Stage.OPENING,
            resumed=True,
            attended=True,
            remaining_s=left_s,
            goal_c=None if from_session.goal_c is None else min(from_session.goal_c, limits.goal_max_c),
            goal_max_c=min(from_session.goal_max_c, limits.goal_max_c),
            ends=None,
            outer=outer,
            questions=(WaitingFor.PAD_BUTTON,) if self.settings.electronic else (),
            check_in_asked_s=None,
            paused_since_s=None,
            ramp=None,
            soft_limited=False,
            output_percent=0.0,
        )
        self.put(session=session)
        self.effects.append(OpenRecord(session_id=session.id))

    def extend(self, event: ExtendAsked) -> None:
        """Move the session's own deadline, never past its cap or the outer one."""
        if self.older(event.session_id):
            return
        session = self._session()
        if session.stage is Stage.OPENING or session.begun is None:
            self.refuse(Refusal.NO_SESSION)
            return
        duration_s = min(session.duration_s + event.seconds, session.cap_s)
        moved_s = duration_s - session.duration_s
        if event.seconds > 0 and moved_s <= 0:
            self.refuse(too_long(session.cap_s))
            return
        if session.ends is None:
            self.put_session(
                duration_s=duration_s,
                remaining_s=max(session.remaining_s + moved_s, 0.0),
            )
        else:
            self.put_session(
                duration_s=duration_s,
                ends=self.deadline_in(self.left_s(session) + moved_s),
                ending_soon=False if moved_s > 0 else session.ending_soon,
            )
        self.timer(TimerTransition.CHANGED)
        self.save()

    def confirm(self, event: ConfirmAsked) -> None:
        """Take a person's answer; occupancy or an automation cannot give one."""
        if self.older(event.session_id):
            return
        session = self._session()
        asked = waiting_for(session)
        if asked is WaitingFor.NOTHING or event.what not in (None, asked):
            return  # answered already: a second tap is no error
        if not event.attended:
            self.refuse(Refusal.NOBODY_THERE)
            return
        if session.stage is not Stage.WAITING:
            self.put_session(check_in_answered=True)
            return
        if asked is WaitingFor.AWAKE:
            self.put(check_in_unanswered=False)
            self.save()
        self.put_session(questions=session.questions[1:], answer_by_s=None)
        self.ask_next()

    def acknowledge(self) -> None:
        """Release a latched fault, if its cause is gone (S7)."""
        if self.state.fault is None:
            return
        if cause_present(self.state):
            self.refuse(Refusal.CAUSE_PRESENT)
            return
        self.put(fault=None, foreign_on_s=())
        self.save()

    def choose_goal(self, goal_c: float) -> None:
        """Take a temperature for now or for the next start; heat never begins by it (T7)."""
        if self.settings.electronic:
            self.refuse(Refusal.NOT_SUPPORTED)
            return
        session = self.state.session
        cap_c = goal_max_c(self.settings, self.state) if session is None else session.goal_max_c
        if goal_c > cap_c:
            self.refuse(too_hot(cap_c))
            return
        if session is None:
            self.put(choice=Choice(goal_c=goal_c, level=None, at_s=self.now.boot_s))
            return
        self.retarget(goal_c, None)

    def choose_level(self, level: Level | None) -> None:
        """Take a level for now or for the next start; it is lowered to what is allowed."""
        if self.settings.electronic:
            self.refuse(Refusal.NOT_SUPPORTED)
            return
        session = self.state.session
        if session is None:
            self.put(choice=None if level is None else Choice(goal_c=None, level=level, at_s=self.now.boot_s))
            return
        if level is None:
            self.put_session(level=None)
            return
        self.retarget(min(levels_c(self.settings)[level], session.goal_max_c), level)

    def retarget(self, goal_c: float, level: Level | None) -> None:
        session = self._session()
        ramp = session.ramp
        self.put_session(
            goal_c=goal_c,
            level=level,
            ramp=None if ramp is None else ramps.retarget(ramp, self.now.boot_s, goal_c),
        )

    def plug_reported(self, *, on: bool | None) -> None:
        """Compare what the plug says with what it was told."""
        plug = self.state.plug
        before = plug.on
        plug = replace(plug, on=on)
        if on is not None and on is plug.commanded_on:
            plug = replace(plug, followed=True, asked_on_s=None)
        if on:
            plug = replace(plug, heat_possible=True)
        self.put(plug=plug)
        session = self.state.session
        if on is None or on is before:
            return
        if session is not None and session.stage is not Stage.OPENING:
            self.plug_in_session(before=before, on=on)
        elif on:
            self.foreign_on(observed=before is False)

    def plug_in_session(self, *, before: bool | None, on: bool) -> None:
        """Somebody else moved the plug, or it came back with another state: out."""
        commanded_on = self.state.plug.commanded_on
        if on is commanded_on:
            return
        came_back = before is None
        moved_against_us = before is commanded_on
        if came_back or moved_against_us:
            self.end(StopReason.OFF_AT_PLUG)

    def foreign_on(self, *, observed: bool) -> None:
        """Switch off what nobody here switched on (T13, T16)."""
        plug = self.state.plug
        own = plug.commanded_s is not None and (self.now.boot_s - plug.commanded_s < OWN_COMMAND_S)
        counts = observed and self.state.conditions.started and not own
        self.put(unowned_since=self.state.unowned_since or self.now.wall)
        self.heat_off()
        if not counts:
            return
        recent = tuple(
            at_s
            for at_s in (*self.state.foreign_on_s, self.now.boot_s)
            if self.now.boot_s - at_s <= FOREIGN_ON_WITHIN_S
        )
        self.put(foreign_on_s=recent)
        self.announce(Notice.REFUSED, Refusal.NOT_ALLOWED, source=Source.PLUG)
        if len(recent) >= FOREIGN_ON_TIMES:
            self.latch(StopReason.FOREIGN_CONTROL)

    def off_confirmed(self) -> None:
        """Take note that nothing heats."""
        plug = self.state.plug
        if plug.commanded_on:
            return  # about an older OFF than the present command
        self.put(
            plug=replace(
                plug,
                off_pending=False,
                off_proved_once=True,
                off_told=False,
                heat_possible=False,
                followed=True,
            )
        )
        self.close_unowned()

    def close_unowned(self) -> None:
        """Put the time the plug was on without a session on somebody's account."""
        since = self.state.unowned_since
        if since is None:
            return
        ended = self.state.ended
        person = self.state.allowance.person
        if ended is not None and ended.at == since:
            person = ended.session.person
        self.put(unowned_since=None)
        seconds = max((self.now.wall - since).total_seconds(), 0.0)
        if seconds < 1:
            return
        self.effects.append(
            AddHeat(
                record=HeatRecord(
                    session=f"unowned-{since.isoformat()}",
                    person=person,
                    plug="",
                    started=since,
                    ended=self.now.wall,
                    heated_s=seconds,
                )
            )
        )
        self.put(heated_total_s=self.state.heated_total_s + seconds)
        self.save()

    def off_unconfirmed(self) -> None:
        """Say that the pad may still be on."""
        if self.state.plug.off_pending and not self.state.plug.off_told:
            self.put(plug=replace(self.state.plug, off_told=True))
            self.announce(Notice.OFF_UNCONFIRMED)

    def temperature(self, value_c: float | None) -> None:
        """Take a reading, and count its dose while it is warm."""
        if value_c is None:
            self.put(temperature=None)
            return
        sample = Sample(value=value_c, at_s=self.now.boot_s)
        self.put(temperature=sample, sensor_seen_s=self.now.boot_s)
        session = self.state.session
        if session is not None and session.dose is not None:
            self.put_session(dose=session.dose.add(value_c, self.now.boot_s))

    def power(self, power_w: float | None) -> None:
        """Take a reading; the first watts of an electronic pad start its clock."""
        if power_w is None:
            self.put(power=None)
            return
        self.put(power=Sample(value=power_w, at_s=self.now.boot_s))
        session = self.state.session
        if (
            session is not None
            and session.stage is Stage.WAITING
            and waiting_for(session) is WaitingFor.PAD_BUTTON
            and self.state.plug.on
            and power_w >= POWER_IDLE_W
        ):
            self.begin()

    def conditions(self, event: ConditionsChanged) -> None:
        """Take note of the house, and say what could not be said before it had started."""
        self.put(
            conditions=Conditions(
                started=event.started,
                stopping=event.stopping,
                storage_ok=event.storage_ok,
                testing=event.testing,
            )
        )
        ended = self.state.ended
        if event.started and ended is not None and not ended.announced:
            self.put(ended=replace(ended, announced=True))
            self.announce_end(ended.session, ended.reason)

    # -- looking at the time -------------------------------------------------

    def look(self) -> None:
        """Do what is due by the clock, then run the control law."""
        self.look_at_choice()
        if self.state.session is not None:
            self.look_at_deadlines()
        if self.state.session is not None:
            self.look_at_answers()
        if self.state.session is not None:
            self.look_at_progress()
        self.look_at_rest()

    def look_at_choice(self) -> None:
        choice = self.state.choice
        if choice is None:
            return
        until_s = choice.at_s + CHOICE_KEPT_S
        if self.now.boot_s > until_s:
            self.put(choice=None)
        else:
            self.wakes.append(until_s + 0.1)

    def look_at_deadlines(self) -> None:
        session = self._session()
        if due(session.outer, self.now.boot_s, self.now.wall):
            self.end(StopReason.TIME_LIMIT)
            return
        if due(session.ends, self.now.boot_s, self.now.wall):
            self.end(StopReason.COMPLETED)
            return
        if session.stage is Stage.PAUSED and self.paused_s(session) >= PAUSES_MAX_S:
            self.end(StopReason.PAUSED_TOO_LONG)
            return
        for deadline in (session.outer, session.ends):
            self.wake_by(deadline)
        if session.paused_since_s is not None:
            self.wakes.append(session.paused_since_s + PAUSES_MAX_S - session.paused_s)

    def wake_by(self, deadline: Deadline | None) -> None:
        """Look again when the first of the clocks will have reached the deadline."""
        if deadline is not None:
            by_wall_s = (deadline.wall - self.now.wall).total_seconds()
            self.wakes.append(min(deadline.boot_s, self.now.boot_s + by_wall_s))

    def look_at_answers(self) -> None:
        session = self._session()
        if session.stage is Stage.WAITING and session.answer_by_s is not None:
            if self.now.boot_s >= session.answer_by_s:
                self.end(StopReason.NOT_CONFIRMED)
                return
            self.wakes.append(session.answer_by_s)
        if session.check_in and session.stage in HEATING:
            self.look_at_check_in(session)

    def look_at_check_in(self, session: Session) -> None:
        """Ask at half time whether somebody is awake; no answer ends the heat."""
        if session.check_in_answered:
            return
        if session.check_in_asked_s is None:
            until_half_s = session.duration_s / 2 - session.heated_s
            if until_half_s > 0:
                self.wakes.append(self.now.boot_s + until_half_s)
                return
            session = self.put_session(check_in_asked_s=self.now.boot_s)
            self.announce(Notice.CHECK_IN)
        asked_s = session.check_in_asked_s
        if asked_s is not None and self.now.boot_s - asked_s >= CHECK_IN_WITHIN_S:
            self.put(check_in_unanswered=True)
            self.end(StopReason.NO_ANSWER)
        elif asked_s is not None:
            self.wakes.append(asked_s + CHECK_IN_WITHIN_S)

    def look_at_progress(self) -> None:
        self.resend_on()
        session = self.state.session
        if session is None or session.stage not in HEATING:
            return
        if self.too_much_dose(session):
            self.end(StopReason.DOSE_LIMIT)
            return
        self.look_at_ramp(session)
        self.look_at_end(session)
        if not self.settings.electronic:
            self.regulate()

    def too_much_dose(self, session: Session) -> bool:
        if session.dose is None:
            return False
        total = session.dose.total_at(self.now.boot_s)
        return total >= min(DOSE_STOP, self.state.allowance.dose_left)

    def look_at_ramp(self, session: Session) -> None:
        ramp, goal_c = session.ramp, session.goal_c
        if ramp is None or goal_c is None:
            return
        over_s = ramps.ends_at(ramp)
        if self.now.boot_s >= over_s:
            session = self.put_session(stage=Stage.HOLD)
        else:
            session = self.put_session(stage=Stage.RAMP)
            self.wakes.append(over_s)
        if session.warm:
            return
        sample = self.state.temperature
        if self.settings.sensing is Sensing.CONTROL:
            warm = sample is not None and sample.value >= goal_c - WARM_WITHIN_C
        else:
            warm = session.stage is Stage.HOLD
        if warm:
            self.put_session(warm=True)
            self.announce(Notice.WARM)

    def look_at_end(self, session: Session) -> None:
        left_s = self.left_s(session)
        if session.ending_soon or session.duration_s <= ENDING_SOON_S:
            return
        if left_s <= ENDING_SOON_S:
            self.put_session(ending_soon=True)
            self.announce(Notice.ENDING_SOON, minutes=round(left_s / 60, 1))
        else:
            self.wakes.append(self.now.boot_s + left_s - ENDING_SOON_S)

    def look_at_rest(self) -> None:
        """Notice when the rest is over."""
        ready_at = self.state.allowance.ready_at
        resting = ready_at is not None and ready_at > self.now.wall
        if resting and ready_at is not None:
            self.wakes.append(self.now.boot_s + (ready_at - self.now.wall).total_seconds())
        if self.state.resting and not resting and self.state.session is None:
            self.announce(Notice.READY)
        self.put(resting=resting)

    # -- heat --------------------------------------------------------------

    def regulate(self) -> None:
        """Let the control law move the relay."""
        session = self._session()
        if session.ramp is None:
            return
        plug = self.state.plug
        setpoint_c = ramps.setpoint(session.ramp, self.now.boot_s)
        model = self.state.model or control.ControlState()
        if self.settings.sensing is Sensing.CONTROL:
            sample = self.state.temperature
            decision = control.decide(
                self.control_parameters(),
                model,
                now_s=self.now.boot_s,
                setpoint_c=setpoint_c,
                relay_on=plug.on is not False,
                sample=None if sample is None else control.Sample(value_c=sample.value, at_s=sample.at_s),
            )
        else:
            power = self.metered_power()
            decision = control.decide_open(
                self.control_parameters(),
                model,
                now_s=self.now.boot_s,
                setpoint_c=setpoint_c,
                relay_on=plug.on is not False,
                power_w=None if power is None else power.value,
                power_at_s=None if power is None else power.at_s,
            )
        self.put(model=decision.state)
        session = self.put_session(output_percent=decision.output_percent)
        self.wakes.append(decision.wake_s)
        wanted = decision.relay_on and not self.too_warm(session)
        if wanted and not plug.commanded_on:
            self.heat_on(decision.planned_on_s)
        elif not wanted and plug.commanded_on:
            self.heat_off()

    def control_parameters(self) -> control.ControlParameters:
        """Return the pad as the control law knows it."""
        settings = self.settings
        if settings.sensing is Sensing.CONTROL:
            return control.parameters(rated_power_w=settings.rated_power_w, sensor_lag_s=settings.sensor_lag_s)
        return control.parameters(rated_power_w=settings.rated_power_w, pad_setting=settings.pad_setting)

    def metered_power(self) -> Sample | None:
        """Return the newest watts of a plug that meters them."""
        return self.state.power if self.settings.metered else None

    def cool_model(self) -> None:
        """Let the estimate's model catch up with the time without heat."""
        model = self.state.model
        if model is None or model.now_s is None or self.settings.sensing is Sensing.CONTROL:
            return
        if self.now.boot_s - model.now_s > COLD_AFTER_S:
            self.put(model=None)
        else:
            self.rest_model()

    def rest_model(self) -> None:
        """Tell the estimate's model that heat ends now, so that a warm pad is not taken for cold."""
        model = self.state.model
        if model is not None and self.settings.sensing is not Sensing.CONTROL:
            self.put(
                model=control.observe_open(
                    self.control_parameters(), model, now_s=self.now.boot_s, relay_on=False, power_w=None
                )
            )

    def too_warm(self, session: Session) -> bool:
        """Soft limit: no heat until it is 1 °C cooler."""
        sample = self.state.temperature
        if sample is None or session.goal_c is None or self.settings.sensing is not Sensing.CONTROL:
            return False
        limit_c = soft_limit_c(self.settings, session.goal_c)
        if session.soft_limited:
            limit_c -= SOFT_LIMIT_RELEASE_C
        limited = sample.value >= limit_c
        self.put_session(soft_limited=limited)
        return limited

    def heat_on(self, planned_s: float) -> None:
        """Command ON, only when the plug is there and the last OFF is proved (S3)."""
        plug = self.state.plug
        if plug.commanded_on or plug.off_pending or plug.on is not False:
            return
        if self.state.conditions.stopping or self.state.fault is not None:
            return
        self.switching.append(HeatOn(planned_s=planned_s))
        self.put(
            plug=replace(
                plug,
                commanded_on=True,
                commanded_s=self.now.boot_s,
                asked_on_s=self.now.boot_s,
                followed=False,
                heat_possible=True,
            ),
            relay_operations=self.state.relay_operations + 1,
        )

    def resend_on(self) -> None:
        """Repeat an ON that got lost, for as long as the plug may be gone."""
        plug = self.state.plug
        if not plug.commanded_on or plug.followed or plug.asked_on_s is None:
            return
        if self.now.boot_s - plug.asked_on_s >= PLUG_GONE_S:
            self.end(StopReason.PLUG_UNAVAILABLE)
            return
        sent_s = plug.asked_on_s if plug.commanded_s is None else plug.commanded_s
        if plug.on is False and self.now.boot_s - sent_s >= RESEND_ON_S:
            self.switching.append(HeatOn(planned_s=RESEND_ON_S))
            self.put(plug=replace(plug, commanded_s=self.now.boot_s))
        self.wakes.append(self.now.boot_s + 1.0)

    def heat_off(self) -> None:
        """Command OFF; whatever else happens in this step comes after it (S8)."""
        if not any(isinstance(effect, HeatOff) for effect in self.switching):
            self.switching = [HeatOff()]
        plug = self.state.plug
        self.put(
            plug=replace(
                plug,
                commanded_on=False,
                commanded_s=self.now.boot_s,
                asked_on_s=None,
                followed=plug.on is False,
                off_pending=True,
            )
        )

    # -- endings -----------------------------------------------------------

    def latch(self, reason: StopReason) -> None:
        """Keep a fault until somebody acknowledges it."""
        if self.state.fault is None:
            self.put(fault=reason)
            self.announce(Notice.FAULT, reason)
            self.save()

    def end(self, reason: StopReason) -> None:
        """End the session: OFF first, then accounts, then words."""
        self.heat_off()
        self.rest_model()
        session = self._session()
        rule = STOP_RULES[reason]
        left_s = self.left_s(session)
        began = session.begun is not None
        session = self.put_session(
            ends=None,
            remaining_s=left_s,
            paused_s=self.paused_s(session),
            dose=self.final_dose(session),
        )
        self.put(
            session=None,
            ended=Ended(
                session=session,
                reason=reason,
                at=self.now.wall,
                boot_id=self.now.boot_id,
                remaining_s=left_s,
            ),
        )
        if session.stage is Stage.OPENING and not session.resumed:
            # Nothing was announced and nothing heated.
            self.put(ended=self.before.ended)
            self.save()
            return
        if began:
            self.effects.append(AddHeat(record=heat_record(session, self.now)))
        if self.state.plug.heat_possible:
            self.put(unowned_since=self.now.wall)
        if rule.latched:
            self.latch(reason)
        if began and session.stage is not Stage.OPENING:
            self.timer(_TIMER[rule.timer])
        self.announce_end(session, reason)
        self.save()

    def final_dose(self, session: Session) -> Dose | None:
        """Return the dose as it stands now, so that it does not grow any more."""
        if session.dose is None:
            return None
        return Dose(total=session.dose.total_at(self.now.boot_s))

    def announce_end(self, session: Session, reason: StopReason) -> None:
        finished = STOP_RULES[reason].timer is TimerEvent.FINISHED
        self.announce(
            Notice.FINISHED if finished else Notice.STOPPED,
            reason,
            session,
            heated_minutes=round(session.heated_s / 60, 1),
        )


def heat_record(session: Session, now: Now) -> HeatRecord:
    """Return what a session that has begun leaves on the accounts."""
    begun = now.wall if session.begun is None else session.begun
    return HeatRecord(
        session=session.id,
        person=session.person,
        plug="",
        started=min(begun, now.wall),
        ended=now.wall,
        heated_s=session.heated_s,
        dose=None if session.dose is None else session.dose.total_at(now.boot_s),
    )


def waiting_for(session: Session | None) -> WaitingFor:
    """Which answer the session needs now."""
    if session is None:
        return WaitingFor.NOTHING
    if session.stage is Stage.WAITING and session.questions:
        return session.questions[0]
    if session.stage in HEATING and session.check_in_asked_s is not None and not session.check_in_answered:
        return WaitingFor.AWAKE
    return WaitingFor.NOTHING


def resumable(ended: Ended, now: Now) -> bool:
    """Whether what was left may still be taken up."""
    return (
        STOP_RULES[ended.reason].resumable
        and ended.session.begun is not None
        and timedelta(0) <= now.wall - ended.at <= timedelta(seconds=RESUME_WINDOW_S)
        and ended.remaining_s > 0
        and not due(ended.session.outer, float("-inf"), now.wall)
    )


def cause_present(state: PadState) -> bool:
    """Whether what a fault is about still holds."""
    if state.plug.off_pending and state.plug.heat_possible:
        return True
    return (
        state.fault is StopReason.OVER_TEMPERATURE
        and state.temperature is not None
        and state.temperature.value >= TRIP_SLOW_C
    )
