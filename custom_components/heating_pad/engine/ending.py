"""How a session ends, and what it leaves behind."""

from datetime import timedelta

from . import control
from .change import replace
from .dose import Dose
from .events import (
    AddHeat,
    TimerTransition,
    Warn,
)
from .exposure import HeatRecord
from .identify import remembered
from .limits import (
    POWER_IDLE_W,
    POWER_MAX_W,
    RESUME_WINDOW_S,
    SENSOR_SLOW_S,
    TRIP_SLOW_C,
)
from .models import (
    STOP_RULES,
    Caution,
    Notice,
    Now,
    Sensing,
    StopReason,
    TimerEvent,
)
from .relay import Relay
from .state import (
    Ended,
    PadState,
    Session,
    Stage,
    due,
)

LEARN_AFTER_S = 300.0
"""Own choice: what a shorter session says about a pad is not kept."""

LEARN_SHARE = 0.2
"""Own choice: five sessions make a new normal."""

_TIMER = {
    TimerEvent.FINISHED: TimerTransition.FINISHED,
    TimerEvent.CANCELLED: TimerTransition.CANCELLED,
}


class Ending(Relay):
    """The part of a step that ends a session."""

    def latch(self, reason: StopReason) -> None:
        """Keep a fault until somebody acknowledges it."""
        if reason is StopReason.STUCK_ON:
            # Whatever the plug says, heat goes on until the watts are gone.
            self.heat_off()
            self.put(
                plug=replace(self.state.plug, heat_possible=True),
                unowned_since=self.state.unowned_since or self.now.wall,
            )
        if self.state.fault is None:
            self.put(fault=reason)
            self.announce(Notice.FAULT, reason)
            self.save()

    def end(self, reason: StopReason) -> None:
        """End the session: OFF first, then accounts, then words."""
        self.heat_off()
        self.rest_model()
        session = self.running()
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
        self.learn_power(session)
        self.learn_pad(session)
        if self.state.plug.heat_possible:
            self.put(unowned_since=self.now.wall)
        if rule.latched:
            self.latch(reason)
        if began and session.stage is not Stage.OPENING:
            self.timer(_TIMER[rule.timer])
        self.announce_end(session, reason)
        self.save()

    def learn_power(self, session: Session) -> None:
        """Remember what the pad draws, slowly: a fault must not become the measure."""
        peak_w = session.peak_w
        if peak_w is None or peak_w < POWER_IDLE_W:
            return
        known_w = self.state.learned_power_w
        learned_w = peak_w if known_w is None else known_w + (peak_w - known_w) * LEARN_SHARE
        self.put(learned_power_w=min(learned_w, POWER_MAX_W))

    def learn_pad(self, session: Session) -> None:
        """Remember how the pad answered to heat, and how often its sensor speaks while it gets warmer."""
        model = self.state.model
        if self.settings.sensing is not Sensing.CONTROL or model is None or model.heat_up is None:
            return
        learned = self.state.learned
        cadence_s = control.cadence_s(model.heat_up)
        if cadence_s is not None:
            learned = replace(learned, cadence_s=cadence_s)
            if cadence_s > SENSOR_SLOW_S:
                self.effects.append(Warn(caution=Caution.SENSOR_SLOW))
        if model.fit is not None and session.heated_s >= LEARN_AFTER_S:
            learned = replace(learned, likeness=remembered(learned.likeness, model.fit))
        self.put(learned=learned)

    def final_dose(self, session: Session) -> Dose | None:
        """Return the dose as it stands now, so that it does not grow any more."""
        if session.dose is None:
            return None
        return Dose(total=session.dose.total_at(self.now.boot_s))

    def announce_end(self, session: Session, reason: StopReason) -> None:
        """Tell the house how it ended."""
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
