"""Heat on and off: the control law's wishes, and the rules that every command keeps."""

from typing import Any

from . import control, ramp as ramps
from .change import replace
from .events import (
    HeatOff,
    HeatOn,
    RenewAutoOff,
    Warn,
)
from .expiry import expiry_s
from .limits import (
    EXPIRY_TOLERANCE_S,
    PLUG_GONE_S,
    PULSE_MAX_S,
    RELAY_WORN_OPERATIONS,
    RENEW_EVERY_S,
    SOFT_LIMIT_RELEASE_C,
    soft_limit_c,
)
from .models import (
    Caution,
    Now,
    PadSettings,
    Sample,
    Sensing,
)
from .state import (
    PadState,
    Session,
)
from .turn import Turn

RESEND_ON_S = 10.0
"""Own choice: an ON the plug has not followed is sent again this often, until it counts as gone."""

COLD_AFTER_S = 7200.0
"""Own choice: a pad that had no heat for two hours counts as cold."""


def control_parameters(settings: PadSettings, state: PadState) -> control.ControlParameters:
    """Return the pad as the control law knows it."""
    if settings.sensing is not Sensing.CONTROL:
        return control.parameters(rated_power_w=settings.rated_power_w, pad_setting=settings.pad_setting)
    parameters = control.parameters(
        # What the meter has shown is nearer to the truth than the label.
        rated_power_w=state.learned_power_w or settings.rated_power_w,
        sensor_lag_s=settings.sensor_lag_s,
        likeness=state.learned.likeness,
    )
    return control.quiet(parameters) if settings.quiet_switching else parameters


def described(settings: PadSettings, state: PadState, now: Now) -> dict[str, Any]:
    """Return what an engineer wants to see of a pad's model and of what was learned."""
    session = state.session
    setpoint_c = None if session is None or session.ramp is None else ramps.setpoint(session.ramp, now.boot_s)
    return {
        **control.described(control_parameters(settings, state), state.model, setpoint_c),
        "sensing": str(settings.sensing),
        "estimate_offset_c": settings.estimate_offset_c,
        "learned_power_w": state.learned_power_w,
        "learned_pause_s": state.learned_pause_s,
        "sensor_cadence_s": state.learned.cadence_s,
    }


class Relay(Turn):
    """The part of a step that moves the relay."""

    def regulate(self, ramp: ramps.Ramp) -> None:
        """Let the control law move the relay."""
        session = self.running()
        plug = self.state.plug
        setpoint_c = ramps.setpoint(ramp, self.now.boot_s)
        model = self.state.model or control.ControlState()
        if self.settings.sensing is Sensing.CONTROL:
            sample = self.last_heard(session)
            decision = control.decide(
                control_parameters(self.settings, self.state),
                model,
                now_s=self.now.boot_s,
                setpoint_c=setpoint_c,
                relay_on=plug.on is not False,
                sample=sample,
            )
        else:
            power = self.metered_power()
            decision = control.decide_open(
                control_parameters(self.settings, self.state),
                model,
                now_s=self.now.boot_s,
                # The model is told what it would believe at this setpoint.
                setpoint_c=setpoint_c - self.settings.estimate_offset_c,
                relay_on=plug.on is not False,
                power_w=None if power is None else power.value,
                power_at_s=None if power is None else power.at_s,
            )
        self.put(model=decision.state)
        session = self.put_session(output_percent=decision.output_percent)
        self.wakes.append(decision.wake_s)
        wanted = decision.relay_on and not self.too_warm(session) and not self.pulse_over()
        if wanted and not plug.commanded_on:
            self.heat_on(min(decision.planned_on_s, PULSE_MAX_S))
        elif not wanted and plug.commanded_on:
            self.heat_off()
        else:
            self.renew()

    def pulse_over(self) -> bool:
        """Say whether an ON has to end because its countdown cannot be renewed (S5)."""
        use = self.settings.auto_off
        since_s = self.state.plug.on_since_s
        if use is None or use.renews or since_s is None:
            return False
        self.wakes.append(since_s + PULSE_MAX_S)
        return self.now.boot_s - since_s >= PULSE_MAX_S

    def renew(self) -> None:
        """Let the plug's countdown begin anew, as long as it does what it was told."""
        plug = self.state.plug
        use = self.settings.auto_off
        expires_s = expiry_s(self.settings, PULSE_MAX_S)
        if use is None or expires_s is None or not use.renews or not plug.commanded_on or plug.armed_s is None:
            return
        due_s = plug.armed_s + RENEW_EVERY_S
        if self.now.boot_s < due_s:
            self.wakes.append(due_s)
            return
        if not plug.on or plug.off_pending:
            return  # nothing is renewed that is not known to be on
        self.effects.append(RenewAutoOff(expiry_s=expires_s))
        self.put(plug=replace(plug, armed_s=self.now.boot_s, armed_until_s=self.now.boot_s + expires_s))
        self.wakes.append(self.now.boot_s + RENEW_EVERY_S)

    def auto_off_due(self) -> bool:
        """Say whether the plug may just have switched off by itself."""
        from_s = self.state.plug.armed_from_s
        return from_s is not None and self.now.boot_s >= from_s - EXPIRY_TOLERANCE_S

    def last_heard(self, session: Session) -> control.Sample | None:
        """Return the reading the law may go by, dated when it was last known to hold.

        That is its own report, a sign of life of its device, or the begin of heat: a sensor
        that reports changes only says nothing before it gets warmer. If it then stays silent,
        the guard ends the session.
        """
        sample = self.state.temperature
        if sample is None:
            return None
        signs = (sample.at_s, self.state.sensor_seen_s, session.heat_since_s)
        return control.Sample(value_c=sample.value, at_s=max(at_s for at_s in signs if at_s is not None))

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

    def observed(self, model: control.ControlState, *, relay_on: bool) -> control.ControlState:
        """Let time pass in the estimate's model, without asking for heat."""
        known = control_parameters(self.settings, self.state)
        return control.observe_open(known, model, now_s=self.now.boot_s, relay_on=relay_on, power_w=None)

    def rest_model(self) -> None:
        """Tell the estimate's model that heat ends now, so that a warm pad is not taken for cold."""
        model = self.state.model
        if model is not None and self.settings.sensing is not Sensing.CONTROL:
            self.put(model=self.observed(model, relay_on=False))

    def estimate_unowned(self, *, on: bool) -> None:
        """Let the estimate know of heat without a session: a test, or somebody at the plug."""
        if self.settings.sensing is not Sensing.CONTROL:
            self.cool_model()
            model = self.state.model or control.ControlState()
            self.put(model=self.observed(model, relay_on=on))

    def heat_on(self, planned_s: float) -> None:
        """Command ON, only when the plug is there and the last OFF is proved (S3)."""
        plug = self.state.plug
        if plug.commanded_on or plug.off_pending or plug.on is not False:
            return
        if self.state.conditions.stopping or self.state.fault is not None:
            return
        expires_s = expiry_s(self.settings, planned_s)
        self.switching.append(HeatOn(planned_s=planned_s, expiry_s=expires_s))
        ends_s = None if expires_s is None else self.now.boot_s + expires_s
        self.put(
            plug=replace(
                plug,
                on_since_s=self.now.boot_s,
                planned_s=planned_s,
                armed_s=None if expires_s is None else self.now.boot_s,
                armed_from_s=ends_s,
                armed_until_s=ends_s,
                commanded_on=True,
                commanded_s=self.now.boot_s,
                asked_on_s=self.now.boot_s,
                followed=False,
                heat_possible=True,
            ),
            relay_operations=self.state.relay_operations + 1,
        )
        if self.state.relay_operations == RELAY_WORN_OPERATIONS:
            self.effects.append(Warn(caution=Caution.RELAY_WORN))

    def resend_on(self) -> bool:
        """Repeat an ON that got lost; False when the plug has not followed for too long."""
        plug = self.state.plug
        if not plug.commanded_on or plug.followed or plug.asked_on_s is None:
            return True
        if self.now.boot_s - plug.asked_on_s >= PLUG_GONE_S:
            return False
        sent_s = plug.asked_on_s if plug.commanded_s is None else plug.commanded_s
        if plug.on is False and self.now.boot_s - sent_s >= RESEND_ON_S:
            expires_s = expiry_s(self.settings, plug.planned_s)
            self.switching.append(HeatOn(planned_s=plug.planned_s, expiry_s=expires_s))
            ends_s = None if expires_s is None else self.now.boot_s + expires_s
            self.put(
                plug=replace(
                    plug,
                    commanded_s=self.now.boot_s,
                    armed_s=None if expires_s is None else self.now.boot_s,
                    armed_until_s=ends_s,
                )
            )
        self.wakes.append(self.now.boot_s + 1.0)
        return True

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
                on_since_s=None,
                armed_s=None,
                # Until OFF is proved the countdown still bounds the heat.
                armed_from_s=None,
                asked_on_s=None,
                followed=plug.on is False,
                off_pending=True,
            )
        )
