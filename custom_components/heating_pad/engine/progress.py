"""What the passing of time leads to: deadlines, answers, the ramp, the rest."""

from . import ramp as ramps
from .events import Warn
from .limits import (
    CHECK_IN_WITHIN_S,
    CHOICE_KEPT_S,
    DOSE_STOP,
    DOSE_WARN,
    ENDING_SOON_S,
    PAUSES_MAX_S,
    WARM_WITHIN_C,
)
from .models import (
    Caution,
    Notice,
    Sensing,
    StopReason,
)
from .reports import Reports
from .state import (
    HEATING,
    Session,
    Stage,
    due,
)


class Progress(Reports):
    """The part of a step that looks at the time."""

    def account(self) -> None:
        """Count the time since the last step as heated, whatever the relay did."""
        session = self.state.session
        if session is None or session.stage not in HEATING:
            return
        elapsed_s = max(self.now.boot_s - self.state.seen_s, 0.0)
        self.put_session(heated_s=session.heated_s + elapsed_s)
        self.put(heated_total_s=self.state.heated_total_s + elapsed_s)

    def look(self) -> None:
        """Do what is due by the clock, then run the control law."""
        self.look_at_choice()
        self.look_at_test()
        if self.state.session is not None:
            self.look_at_deadlines()
        if self.state.session is not None:
            self.look_at_answers()
        if self.state.session is not None:
            self.look_at_progress()
        self.look_at_rest()

    def look_at_choice(self) -> None:
        """Forget a temperature or level that was chosen too long ago."""
        choice = self.state.choice
        if choice is None:
            return
        until_s = choice.at_s + CHOICE_KEPT_S
        if self.now.boot_s > until_s:
            self.put(choice=None)
        else:
            self.wakes.append(until_s + 0.1)

    def look_at_test(self) -> None:
        """End a test that has lasted long enough."""
        if due(self.state.testing, self.now.boot_s, self.now.wall):
            self.end_test()
        self.wake_by(self.state.testing)

    def look_at_deadlines(self) -> None:
        """End what has lasted long enough."""
        session = self.running()
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

    def look_at_answers(self) -> None:
        """End what nobody answered."""
        session = self.running()
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
        asked_s = session.check_in_asked_s
        if asked_s is None:
            until_half_s = session.duration_s / 2 - session.heated_s
            if until_half_s > 0:
                self.wakes.append(self.now.boot_s + until_half_s)
                return
            self.put_session(check_in_asked_s=self.now.boot_s)
            self.announce(Notice.CHECK_IN)
            asked_s = self.now.boot_s
        if self.now.boot_s - asked_s >= CHECK_IN_WITHIN_S:
            self.put(check_in_unanswered=True)
            self.end(StopReason.NO_ANSWER)
        else:
            self.wakes.append(asked_s + CHECK_IN_WITHIN_S)

    def look_at_progress(self) -> None:
        """Follow the heat: relay, dose, ramp, end and control law."""
        session = self.running()
        if not self.resend_on():
            self.end(StopReason.PLUG_UNAVAILABLE)
            return
        if self.settings.electronic:
            self.renew()
        if session.stage not in HEATING:
            return
        if self.nobody_there(session):
            self.end(StopReason.NOBODY_THERE)
            return
        if self.too_much_dose(session):
            self.end(StopReason.DOSE_LIMIT)
            return
        session = self.running()
        self.look_at_ramp(session)
        self.look_at_end(session)
        if session.ramp is not None:
            self.regulate(session.ramp)

    def nobody_there(self, session: Session) -> bool:
        """Say whether the heat has had nobody to warm for too long."""
        absence_s, absent_s = self.settings.absence_s, self.state.absent_s
        if absence_s is None or absent_s is None or session.heat_since_s is None:
            return False
        until_s = max(absent_s, session.heat_since_s) + absence_s
        self.wakes.append(until_s)
        return self.now.boot_s >= until_s

    def too_much_dose(self, session: Session) -> bool:
        """Say whether the skin has had enough, by session and by day."""
        if session.dose is None:
            return False
        total = session.dose.total_at(self.now.boot_s)
        if total >= DOSE_WARN and not session.dose_warned:
            self.put_session(dose_warned=True)
            self.effects.append(Warn(caution=Caution.DOSE))
        return total >= min(DOSE_STOP, self.state.allowance.dose_left)

    def look_at_ramp(self, session: Session) -> None:
        """Move from ramp to hold and back, and notice the first warmth."""
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
        """Announce the last minutes once."""
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
