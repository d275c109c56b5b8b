"""The owner of OFF: one per plug, living longer than entries, engines and reloads (S3, S9).

                     turn_off()
    CONFIRMED ───────────────────────► WANTED ──┐ send OFF; again after 1, 2, 4 … 30 s,
        ▲  ▲                             │  ▲   │ at once when the plug comes back
        │  │      proved by the plug     │  └───┘
        │  └─────────────────────────────┘
        │ async_turn_on(): only from CONFIRMED, back to WANTED by the next turn_off()
        └── ON

What proves OFF: a report `off`, available and not assumed, that came after the OFF was sent
and after the last ON had been dealt with. A plug with an assumed state proves nothing by
itself: two readings of its power sensor at idle do. A plug that was off already may have
nothing new to report (some report changes only): if it went off after the last ON, an OFF
was delivered, and it still says off 5 s later, that is the proof.

Invariants: nothing delays an OFF, not even an ON in flight (S8): it is sent at once and once
more when the ON is through. An ON never follows an OFF that was asked for after it (S5).
A renewal is sent only while the plug says on and no OFF is open, and cannot switch on.
After 10 s without proof people are told; `stuck_on` needs three OFFs, 30 s and a plug that
is there and says on.
"""

import asyncio
from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, State, callback

from ..clock import Clock
from ..engine.limits import (
    OFF_TOLD_AFTER_S,
    POWER_IDLE_W,
    STUCK_ON_AFTER_S,
    STUCK_ON_ATTEMPTS,
    STUCK_READINGS,
)
from ..wakeup import Wakeup
from .auto_off import AutoOff, AutoOffError
from .readings import power_w
from .source import EntityReference, SourceEntity
from .switch import PlugReport, PlugSwitch

RETRY_S = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
ARM_TIMEOUT_S = 8.0
"""Own choice: an answer that takes longer comes after the pulse it was for."""

ALREADY_OFF_S = 5.0
"""Own choice: how long a plug that was off already may take to say something else."""


class OffAlarm(StrEnum):
    """What people have to be told about an OFF."""

    UNCONFIRMED = "off_unconfirmed"
    STUCK_ON = "stuck_on"
    CONFIRMED = "confirmed"


class PlugListener(Protocol):
    """Whoever runs the pad behind the plug."""

    def plug_reported(self, *, on: bool | None) -> None:
        """The plug said something."""

    def off_confirmed(self) -> None:
        """The OFF asked for is proved."""

    def off_unconfirmed(self) -> None:
        """The OFF asked for is not proved in time."""

    def stuck_on(self) -> None:
        """The plug is there, was told often enough, and is still on."""


class OffKeeper:
    """Keeps one plug off unless it was told otherwise, and proves it."""

    def __init__(
        self,
        hass: HomeAssistant,
        clock: Clock,
        key: str,
        reference: EntityReference | str,
        alarm: Callable[[OffKeeper, OffAlarm], None],
    ) -> None:
        """Prepare a keeper; the first OFF is sent by `turn_off`."""
        self.key = key
        """Identity of the physical plug."""
        self._hass = hass
        self._clock = clock
        self._alarm = alarm
        self._plug = PlugSwitch(hass, reference, self._heard)
        self._power: SourceEntity | None = None
        self._listener: PlugListener | None = None
        self._retry = Wakeup(hass, clock, "heating pad: OFF again", self._send_off)
        self._overdue = Wakeup(hass, clock, "heating pad: OFF late", self._late)
        self._settled = Wakeup(hass, clock, "heating pad: already off", self._already_off)
        self.name = ""
        self.matters = False
        """The pad may be drawing power; else an absent plug alarms nobody."""
        self._pending = False
        self._since_s = 0.0
        self._attempts = 0
        self._sent_s = 0.0
        self._delivered = False
        self._asked_generation = 0
        self._on_in_flight = 0
        self._proved_since_on = True
        self._present = False
        self._last_on: bool | None = None
        self._idle_readings = 0
        self._distrusted = False
        self._told = False
        self._stuck_told = False
        self._on_since_s: float | None = None
        self._on_attempts = 0
        self._waiters: list[asyncio.Future[None]] = []
        self._observers: list[Callable[[PlugReport], None]] = []
        self.auto_off: AutoOff | None = None
        """The countdown inside the plug, where it has one that may be used."""
        self.must_arm = False
        """An ON that cannot be armed must not be: the countdown is relied upon."""

    # -- what others see -----------------------------------------------------

    @property
    def entity_id(self) -> str | None:
        """Present entity_id of the plug."""
        return self._plug.entity_id

    @property
    def report(self) -> PlugReport:
        """What the plug says now."""
        return self._plug.report

    @property
    def pending(self) -> bool:
        """An OFF was asked for and is not proved."""
        return self._pending

    @callback
    def attach(self, listener: PlugListener, name: str, power: EntityReference | None) -> None:
        """Begin to report to a pad; `power` names the plug's power sensor."""
        self._listener = listener
        self.name = name
        if self._power is not None:
            self._power.stop()
        self._power = None if power is None else SourceEntity(self._hass, power, self._heard_power)
        if self._power is not None:
            self._power.start()
        self._plug.start()
        self._last_on = self.report.on
        self._present = self._last_on is not None
        listener.plug_reported(on=self._last_on)

    @callback
    def detach(self, listener: PlugListener) -> None:
        """Stop reporting; an OFF that is not proved is still kept."""
        if self._listener is listener:
            self._listener = None
        self._rest_if_done()

    @callback
    def listen(self, observer: Callable[[PlugReport], None]) -> CALLBACK_TYPE:
        """Let somebody hear every report of the plug, until the returned function is called."""
        self._observers.append(observer)
        return lambda: self._observers.remove(observer)

    # -- commands ------------------------------------------------------------

    @callback
    def turn_off(self, *, prove_by_power: bool = False) -> None:
        """Ask for OFF, and keep asking until the plug proves it.

        With `prove_by_power` the plug's word is worth nothing any more: it said off while
        power flowed (T11). Only two readings at idle prove OFF then.
        """
        self._distrusted = self._distrusted or prove_by_power
        if self._pending:
            # Sent a moment ago and sure to be sent again: telling it with every report would flood the plug.
            if self._on_in_flight or self._clock.now().boot_s - self._sent_s >= RETRY_S[0]:
                self._send_off()
            return
        self._asked_generation += 1
        self._plug.start()
        self._present = self.report.on is not None
        self._pending = True
        self._since_s = self._clock.now().boot_s
        self._attempts = 0
        self._delivered = False
        self._told = False
        self._stuck_told = False
        self._on_since_s = None
        self._idle_readings = 0
        self._overdue.at(self._since_s + OFF_TOLD_AFTER_S)
        self._send_off()

    async def async_turn_on(self, expiry_s: float | None = None) -> bool:
        """Tell the plug ON, unless an OFF is open or comes in between.

        With `expiry_s` the plug switches off by itself after so many seconds; raises
        `AutoOffError` where it has not taken that and it is relied upon.
        """
        if self._pending:
            return False
        generation = self._asked_generation
        self.matters = True
        self._proved_since_on = False
        self._on_in_flight += 1
        try:
            reached = await self._async_command_on(expiry_s, generation)
        finally:
            self._on_in_flight -= 1
        if generation != self._asked_generation:
            # OFF was asked for meanwhile: the ON may have overtaken it.
            self._send_off()
            return False
        return reached

    async def _async_command_on(self, expiry_s: float | None, generation: int) -> bool:
        """Switch on, armed where that is possible."""

        def wanted() -> bool:
            return not self._pending and generation == self._asked_generation

        if expiry_s is None or self.auto_off is None:
            return await self._plug.async_turn_on()
        try:
            async with asyncio.timeout(ARM_TIMEOUT_S):
                await self.auto_off.async_turn_on(expiry_s, wanted)
        except TimeoutError as err:
            if self.must_arm:
                msg = "the plug did not answer in time"
                raise AutoOffError(msg, reached=True) from err
        except AutoOffError:
            if self.must_arm:
                raise
        else:
            return True
        return await self._plug.async_turn_on() if wanted() else False

    async def async_renew(self, expiry_s: float) -> bool:
        """Let the plug's countdown begin anew; False when there was nothing to renew (S5).

        Raises `AutoOffError` where the plug has not taken it.
        """
        if self._pending or self._on_in_flight or self.auto_off is None or self.report.on is not True:
            return False
        if not self.auto_off.traits.renews:
            return False
        try:
            async with asyncio.timeout(ARM_TIMEOUT_S):
                await self.auto_off.async_renew(expiry_s)
        except TimeoutError as err:
            msg = "the plug did not answer in time"
            raise AutoOffError(msg, reached=False) from err
        return True

    async def async_wait_off(self, seconds: float | None) -> bool:
        """Wait until OFF is proved, at most so long, or without end; True when it is."""
        if not self._pending:
            return True
        done = self._hass.loop.create_future()
        self._waiters.append(done)
        try:
            async with asyncio.timeout(seconds):
                await done
        except TimeoutError:
            return False
        finally:
            self._waiters.remove(done)
        return True

    @callback
    def _send_off(self) -> None:
        """Send OFF now and plan the next attempt."""
        # Every caller has seen to that, and a proof ends the retries; here in case one forgets.
        if not self._pending:  # pragma: no cover
            return
        self._attempts += 1
        self._sent_s = self._clock.now().boot_s
        delay_s = RETRY_S[min(self._attempts, len(RETRY_S)) - 1]
        self._retry.at(self._clock.now().boot_s + delay_s)
        self._hass.async_create_task(
            self._async_send_off(self._asked_generation),
            f"heating pad: {self.entity_id} off",
            eager_start=True,
        )
        self._look_for_stuck()

    async def _async_send_off(self, generation: int) -> None:
        delivered = await self._plug.async_turn_off()
        if not self._pending or generation != self._asked_generation:
            return
        if delivered and not self._delivered:
            # The first one counts: each repetition would put the proof off again.
            self._delivered = True
            self._settled.at(self._clock.now().boot_s + ALREADY_OFF_S)
        if self._attempts > 1:
            await self._plug.async_ask()

    # -- proof -----------------------------------------------------------------

    @callback
    def _heard(self, report: PlugReport) -> None:
        """Take a report: proof of OFF, or a reason to send it again."""
        now_s = self._clock.now().boot_s
        came_back = report.on is not None and not self._present
        self._present = report.on is not None
        went_off = report.on is False and self._last_on is not False
        self._last_on = report.on
        if report.on:
            self.matters = True
        if went_off and not report.assumed and not self._on_in_flight:
            self._proved_since_on = True
        asked = self._pending
        if self._listener is not None:
            self._listener.plug_reported(on=report.on)
        for observe in list(self._observers):
            observe(report)
        if not asked or not self._pending:
            # An OFF that this report has brought about is not proved by it: it came before.
            return
        proves_off = report.on is False and not report.assumed and not self._on_in_flight and not self._distrusted
        if proves_off and not came_back:
            self._confirm()
        elif came_back:
            self._attempts = 0
            self._delivered = False
            if not self._told and not self._overdue.running:
                # Nobody was told of an absent plug that did not matter; a present one has to answer.
                self._overdue.at(now_s + OFF_TOLD_AFTER_S)
            self._send_off()

    @callback
    def _heard_power(self, state: State | None) -> None:
        """Two readings at idle prove OFF where the plug's own word does not."""
        drawn_w = power_w(state)
        if drawn_w is None or not self._pending or self._on_in_flight:
            return
        report = self.report
        self._idle_readings = self._idle_readings + 1 if drawn_w <= POWER_IDLE_W else 0
        if drawn_w > POWER_IDLE_W:
            self._draws_power()
        if (
            (report.assumed or self._distrusted)
            and report.on is False
            and self._delivered
            and self._idle_readings >= STUCK_READINGS
        ):
            self._confirm()

    @callback
    def _draws_power(self) -> None:
        """Power flows whatever the plug says: its OFF matters, even of a plug that nobody can reach."""
        if self.matters:
            return
        self.matters = True
        # An alarm that is still to come needs no second begin.
        if self._clock.now().boot_s - self._since_s >= OFF_TOLD_AFTER_S:
            self._late()

    def _off_already(self) -> bool:
        report = self.report
        return (
            self._proved_since_on
            and not self._on_in_flight
            and report.on is False
            and not report.assumed
            and not self._distrusted
        )

    @callback
    def _already_off(self) -> None:
        """Nothing new was said, and nothing new was to be said."""
        if not self._pending or not self._delivered:
            return
        if self._off_already():
            self._confirm()
        else:
            self._settled.at(self._clock.now().boot_s + ALREADY_OFF_S)

    @callback
    def _confirm(self) -> None:
        self._pending = False
        self._distrusted = False
        self._proved_since_on = True
        self.matters = False
        for timer in (self._retry, self._overdue, self._settled):
            timer.cancel()
        if self._told:
            self._alarm(self, OffAlarm.CONFIRMED)
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        if self._listener is not None:
            self._listener.off_confirmed()
        self._rest_if_done()

    @callback
    def _rest_if_done(self) -> None:
        """Without a pad and without an open OFF there is nothing to listen for."""
        if self._listener is None and not self._pending:
            self._plug.stop()
            if self._power is not None:
                self._power.stop()

    # -- telling people ----------------------------------------------------------

    @callback
    def _late(self) -> None:
        """Tell people that the pad may still be on; an absent, unused plug alarms nobody."""
        if not self._pending or (not self.matters and self.report.on is None):
            return
        if not self._told:
            self._told = True
            self._alarm(self, OffAlarm.UNCONFIRMED)
            if self._listener is not None:
                self._listener.off_unconfirmed()

    @callback
    def _look_for_stuck(self) -> None:
        """Three OFFs in 30 s of a plug that is there and says on: its relay is stuck."""
        now_s = self._clock.now().boot_s
        if not self.report.on:
            self._on_since_s = None
            return
        if self._on_since_s is None:
            self._on_since_s = now_s
            self._on_attempts = 0
        if (
            not self._stuck_told
            and self._on_attempts >= STUCK_ON_ATTEMPTS
            and now_s - self._on_since_s >= STUCK_ON_AFTER_S
        ):
            self._stuck_told = True
            self._told = True
            self._alarm(self, OffAlarm.STUCK_ON)
            if self._listener is not None:
                self._listener.stuck_on()
        self._on_attempts += 1
