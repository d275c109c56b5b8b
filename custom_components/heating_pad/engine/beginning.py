"""How a session comes to heat: asked for, on disk, answered, begun; and begun again."""

from math import inf

from . import ramp as ramps
from .change import replace
from .dose import Dose
from .ending import Ending, resumable
from .events import (
    OpenRecord,
    ResumeAsked,
    StartAsked,
    TimerTransition,
)
from .limits import (
    ANSWER_WITHIN_S,
    EXPIRY_TOLERANCE_S,
    PAUSES_MAX_S,
    levels_c,
    session_limits,
)
from .models import (
    Level,
    Notice,
    Refusal,
    Sensing,
    WaitingFor,
)
from .starting import (
    blocked_resume,
    plan,
    refusal_of,
)
from .state import (
    Deadline,
    Ended,
    Session,
    Stage,
)


class Beginning(Ending):
    """The part of a step that begins heat."""

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
        session = self.running()
        if not session.questions:
            self.begin()
            return
        asked = session.questions[0]
        self.put_session(stage=Stage.WAITING, answer_by_s=self.now.boot_s + ANSWER_WITHIN_S)
        self.announce(Notice.WAITING, waiting_for=asked)
        if asked is WaitingFor.PAD_BUTTON:
            self.fix_outer()
            self.heat_on(session.remaining_s)

    def begin(self) -> None:
        """Start heat and the clock."""
        self.fix_outer()
        self.cool_model()
        session = self.running()
        first = session.begun is None
        self.put_session(
            stage=Stage.HOLD if self.settings.electronic else Stage.RAMP,
            begun=session.begun or self.now.wall,
            heat_since_s=self.now.boot_s,
            answer_by_s=None,
            questions=(),
            ends=self.deadline_in(min(session.remaining_s, self.armed_left_s())),
            remaining_s=0.0,
            paused_since_s=None,
            ramp=self.new_ramp(session),
            dose=session.dose or self.new_dose(),
        )
        if first:
            self.put(sessions_total=self.state.sessions_total + 1)
        # The record was written before anything heated: only now does it know the outer deadline (S2).
        self.save()
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

    def armed_left_s(self) -> float:
        """Return how long an electronic pad may heat before its plug's one countdown ends it.

        It waits for its button with the plug on, and may not be switched off to be armed again.
        """
        use = self.settings.auto_off
        until_s = self.state.plug.armed_until_s
        if not self.settings.electronic or use is None or use.renews or until_s is None:
            return inf
        return max(until_s - self.now.boot_s - EXPIRY_TOLERANCE_S, 0.0)

    def fix_outer(self) -> None:
        """Fix the deadline that nothing moves; a resumed session keeps its own (S2)."""
        session = self.running()
        if session.outer is None:
            self.put_session(
                outer=self.deadline_in(session.cap_s + PAUSES_MAX_S),
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
        """Heat again from low after a pause; only a person may ask for it."""
        if self.older(event.session_id):
            return
        session = self.running()
        if session.stage is not Stage.PAUSED:
            return
        if not event.attended:
            self.refuse(Refusal.NOBODY_THERE)
            return
        self.put_session(paused_s=self.paused_s(session))
        self.begin()

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
