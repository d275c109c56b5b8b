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

The machine is built in layers, each a file that knows the ones before it: turn (bookkeeping),
relay (heat on and off), ending, beginning, reports (plug, sensors, house), progress (time),
and here what people ask for.

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

from typing import assert_never

from . import ramp as ramps
from .ending import cause_present
from .events import (
    AcknowledgeAsked,
    AllowanceChanged,
    Armed,
    ArmFailed,
    ConditionsChanged,
    ConfirmAsked,
    Event,
    ExtendAsked,
    GoalChosen,
    LevelChosen,
    OffConfirmed,
    OffUnconfirmed,
    Opened,
    OpenFailed,
    PauseAsked,
    PlugReported,
    PowerReported,
    PresenceReported,
    ResumeAsked,
    SelfTestAsked,
    SelfTestEnded,
    SensorAlive,
    StartAsked,
    StopAsked,
    TemperatureReported,
    TimerTransition,
    Woken,
)
from .limits import (
    levels_c,
)
from .models import (
    STOP_RULES,
    Level,
    Now,
    PadSettings,
    Refusal,
    Sensing,
    StopReason,
    WaitingFor,
)
from .progress import Progress
from .starting import (
    goal_max_c,
    too_hot,
    too_long,
)
from .state import (
    HEATING,
    Choice,
    PadState,
    Stage,
    waiting_for,
)
from .turn import Step


def step(settings: PadSettings, state: PadState, event: Event, now: Now) -> Step:
    """Decide what `event` leads to at `now`."""
    turn = _SessionTurn(settings, state, now)
    turn.account()
    turn.handle(event)
    if turn.changes_nothing(event):
        return Step(state=turn.state, wake_s=turn.state.wake_s)
    turn.look()
    return turn.outcome()


class _SessionTurn(Progress):
    """The part of a step that carries out what people ask for."""

    def changes_nothing(self, event: Event) -> bool:
        """Say whether it is enough to have noted the event: watts are not what a controlled pad is heated by."""
        session, wake_s = self.state.session, self.state.wake_s
        return (
            isinstance(event, PowerReported)
            and self.settings.sensing is Sensing.CONTROL
            and session is not None
            and session.stage in HEATING
            and self.before.session is not None
            and self.before.session.stage in HEATING
            and wake_s is not None
            and wake_s > self.now.boot_s
            and not self.switching
            and not self.effects
        )

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
                self.power(event.power_w, event.after_pause_s)
            case ConditionsChanged():
                self.conditions(event)
            case AllowanceChanged():
                self.put(allowance=event.allowance)
            case PresenceReported():
                self.presence(event.present)
            case Armed():
                self.armed(event.expiry_s)
            case ArmFailed():
                self.arm_failed(event)
            case SelfTestAsked():
                self.begin_test(event)
            case SelfTestEnded():
                self.end_test()
            case Woken():
                pass
            case _:
                assert_never(event)

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
        self.put(choice=None, adopt_s=None)
        self.end_test()
        if self.state.plug.heat_possible or self.state.plug.commanded_on:
            self.heat_off()

    def pause(self, event: PauseAsked) -> None:
        """Take the heat away and stop the clock, for the pauses that are left."""
        if self.older(event.session_id):
            return
        session = self.running()
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

    def extend(self, event: ExtendAsked) -> None:
        """Move the session's own deadline, never past its cap or the outer one."""
        if self.older(event.session_id):
            return
        session = self.running()
        if session.stage is Stage.OPENING or session.begun is None:
            self.refuse(Refusal.NO_SESSION)
            return
        duration_s = max(min(session.duration_s + event.seconds, session.cap_s), 0.0)
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
        session = self.running()
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
        if self.state.fault is StopReason.POWER_TOO_HIGH:
            # A person has looked: the slider stands higher now, say. 200 W stay the end.
            self.put(learned_power_w=None)
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
        """Move the running session to another goal: down at once, up by the ramp."""
        session = self.running()
        ramp = session.ramp
        self.put_session(
            goal_c=goal_c,
            level=level,
            ramp=None if ramp is None else ramps.retarget(ramp, self.now.boot_s, goal_c),
        )
