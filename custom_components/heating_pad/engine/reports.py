"""What plug, sensors and house say."""

from .beginning import Beginning
from .change import replace
from .events import (
    AddHeat,
    Adopt,
    ArmFailed,
    ConditionsChanged,
    SelfTestAsked,
)
from .exposure import HeatRecord
from .limits import (
    FOREIGN_ON_TIMES,
    FOREIGN_ON_WITHIN_S,
    OWN_COMMAND_S,
    PAUSE_MAX_S,
    POWER_IDLE_W,
    RENEWALS_FAILED,
    TEST_MAX_S,
)
from .models import (
    Notice,
    Refusal,
    Sample,
    Source,
    StopReason,
    WaitingFor,
)
from .starting import blocked_test
from .state import (
    HEATING,
    Conditions,
    Stage,
    waiting_for,
)

ADOPT_WITHIN_S = 15.0
"""Own choice: who switched the plug on still stands there."""


class Reports(Beginning):
    """The part of a step that takes reports."""

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
        if on is not before and session is None:
            self.estimate_unowned(on=on is not False)
        if on is None or on is before or self.state.testing is not None:
            return
        if session is not None and session.stage is not Stage.OPENING:
            if on is not self.state.plug.commanded_on:
                # The plug's countdown, somebody else, or it came back with another state: out.
                self.end(StopReason.AUTO_OFF_FIRED if not on and self.auto_off_due() else StopReason.OFF_AT_PLUG)
        elif on:
            self.foreign_on(observed=before is False)

    def foreign_on(self, *, observed: bool) -> None:
        """Switch off what nobody here switched on (T13, T16)."""
        plug = self.state.plug
        own = plug.commanded_s is not None and (self.now.boot_s - plug.commanded_s < OWN_COMMAND_S)
        counts = observed and self.state.conditions.started and not own
        self.put(unowned_since=self.state.unowned_since or self.now.wall)
        self.heat_off()
        self.save()
        if not counts:
            return
        recent = tuple(
            at_s
            for at_s in (*self.state.foreign_on_s, self.now.boot_s)
            if self.now.boot_s - at_s <= FOREIGN_ON_WITHIN_S
        )
        self.put(foreign_on_s=recent)
        if len(recent) >= FOREIGN_ON_TIMES:
            self.announce(Notice.REFUSED, Refusal.NOT_ALLOWED, source=Source.PLUG)
            self.latch(StopReason.FOREIGN_CONTROL)
        elif self.adoptable():
            # Off first: heat begins with a countdown armed, and by a session (S5).
            self.put(adopt_s=self.now.boot_s)
        else:
            self.announce(Notice.REFUSED, Refusal.NOT_ALLOWED, source=Source.PLUG)

    def adoptable(self) -> bool:
        """Say whether an ON at the plug may become a session (T16); what else speaks against it is asked later."""
        settings = self.settings
        return settings.adopt and settings.auto_off_verified and not settings.confirm_start

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
                armed_until_s=None,
                heat_possible=False,
                followed=True,
            )
        )
        self.close_unowned()
        if plug.heat_possible and self.state.session is None:
            self.save()  # what the disk says is owed is paid
        adopt_s = self.state.adopt_s
        if adopt_s is not None:
            self.put(adopt_s=None)
            if self.now.boot_s - adopt_s <= ADOPT_WITHIN_S and self.state.session is None:
                self.effects.append(Adopt())

    def presence(self, present: bool | None) -> None:
        """Take note of whether somebody is there; a lost sensor counts as nobody (S4)."""
        if present:
            self.put(absent_s=None)
        elif self.state.absent_s is None:
            self.put(absent_s=self.now.boot_s)

    def armed(self, expiry_s: float) -> None:
        """Take note that the plug counts down."""
        plug = self.state.plug
        if plug.commanded_on:
            ends_s = self.now.boot_s + expiry_s
            self.put(plug=replace(plug, armed_from_s=ends_s, armed_until_s=ends_s, arm_failures=0))

    def arm_failed(self, event: ArmFailed) -> None:
        """Do without heat what cannot be bounded; the running countdown goes the right way."""
        plug = self.state.plug
        if self.state.session is None or not plug.commanded_on:
            return
        failures = plug.arm_failures + 1
        self.put(plug=replace(plug, arm_failures=failures))
        if failures >= RENEWALS_FAILED or self.settings.electronic:
            self.end(StopReason.AUTO_OFF_FAILED)
        elif not event.renewal:
            self.heat_off()

    def begin_test(self, event: SelfTestAsked) -> None:
        """Let a test have the plug for a while."""
        if not event.attended:
            self.refuse(Refusal.NOBODY_THERE)
            return
        if self.state.session is not None:
            self.refuse(Refusal.PERSON_BUSY)
            return
        refused = blocked_test(self.settings, self.state, self.now)
        if refused is not None:
            self.refuse(refused)
            return
        self.put(testing=self.deadline_in(min(event.seconds, TEST_MAX_S)), adopt_s=None, choice=None)

    def end_test(self) -> None:
        """Take the plug back from a test, off."""
        if self.state.testing is not None:
            self.put(testing=None)
            self.heat_off()

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

    def power(self, power_w: float | None, after_pause_s: float = 0.0) -> None:
        """Take a reading; the first watts of an electronic pad start its clock.

        Watts that come back by themselves after `after_pause_s` seconds with the relay on are
        the pad's own thermostat.
        """
        if power_w is None:
            self.put(power=None)
            return
        before = self.state.power
        self.put(power=Sample(value=power_w, at_s=self.now.boot_s))
        session = self.state.session
        if session is not None and before is not None and session.stage in HEATING:
            # Two in a row: a single reading may be a spike.
            self.put_session(peak_w=max(min(before.value, power_w), session.peak_w or 0.0))
            if before.value < POWER_IDLE_W <= power_w:
                self.put(learned_pause_s=max(self.state.learned_pause_s, min(after_pause_s, PAUSE_MAX_S)))
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
            )
        )
        ended = self.state.ended
        if event.started and ended is not None and not ended.announced:
            self.put(ended=replace(ended, announced=True))
            self.announce_end(ended.session, ended.reason)
