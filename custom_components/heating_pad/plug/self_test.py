"""The test that proves a plug's countdown, on the plug itself (T5).

    prepare ─► A alone ─► B renewed, or armed again ─► C told while off ─► D plain ON ─► E as in
    operation ─► F mains (only where the plug does not say what it does when mains comes back)

A  armed for N s and left alone, it is off within N + unit + 5 s, by its own report.
B  with a renewal: armed, renewed 5 s before the end, on until then, off by itself after that.
   Without one: armed, told OFF after 10 s, armed again, off by itself.
C  off, then renewed (or nothing sent): it stays off for N + 10 s. Catches the delayed toggle.
D  armed, then plainly told ON after 10 s: whether the countdown survives is only noted.
E  armed once as sessions are: catches a countdown that wraps.
F  a person pulls the plug while it is on and puts it back: it has to stay off.

Only a person starts it, with the pad off the body. Whatever happens ends in OFF. A test that
somebody disturbs is void; it neither proves nor disproves anything.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from homeassistant.core import callback

from ..engine.auto_off import SelfTestResult
from .auto_off import AutoOff, AutoOffError, Prepared
from .off_keeper import OffKeeper
from .switch import PlugReport

PROBE_S = 20.0
EARLY_S = 3.0
LATE_S = 5.0
RENEW_BEFORE_S = 5.0
INTERVENE_S = 10.0
QUIET_S = 10.0
FOLLOW_S = 10.0
"""How long a plug may take to follow and report a command."""
BACK_S = 20.0
MAINS_OUT_S = 90.0
MAINS_BACK_S = 120.0


class SelfTestStep(StrEnum):
    """What the test is doing; also the translation key of what people read."""

    PREPARE = "prepare"
    ALONE = "alone"
    RENEWED = "renewed"
    WHILE_OFF = "while_off"
    PLAIN_ON = "plain_on"
    OPERATION = "operation"
    MAINS = "mains"


STEPS = (*SelfTestStep,)


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTestOutcome:
    """What the test has found out."""

    result: SelfTestResult
    starts_off: bool = False
    before: Mapping[str, str] = field(default_factory=dict)
    plain_on_keeps: bool | None = None
    """A plain ON left the countdown running; None when the test did not come so far."""


class _VerdictError(Exception):
    """The test is decided."""

    def __init__(self, result: SelfTestResult) -> None:
        super().__init__(result)
        self.result = result


class SelfTest:
    """One test of one plug."""

    def __init__(
        self,
        keeper: OffKeeper,
        auto_off: AutoOff,
        operating_expiry_s: float,
        progress: Callable[[SelfTestStep], None],
    ) -> None:
        """Prepare a test; `progress` hears of every step."""
        self._keeper = keeper
        self._auto_off = auto_off
        self._operating_s = operating_expiry_s
        self._progress = progress
        traits = auto_off.traits
        # A setting that no command carries is written once, for sessions: every ON counts down from that.
        written_once = traits.fixed and not traits.renews
        self._probe_s = operating_expiry_s if written_once else traits.expiry_s(PROBE_S)
        self._late_s = traits.unit_s + LATE_S
        self._prepared = Prepared()
        self._plain_on_keeps: bool | None = None
        self._disturbed = False
        self._news: asyncio.Event = asyncio.Event()

    @property
    def longest_s(self) -> float:
        """Longest time the test may take, in seconds."""
        one_s = self._probe_s + self._late_s + 3 * FOLLOW_S
        return 6 * one_s + self._operating_s + MAINS_OUT_S + MAINS_BACK_S

    async def async_run(self) -> SelfTestOutcome:
        """Test the plug; it is off afterwards, or the keeper goes on telling it."""
        stop_listening = self._keeper.listen(self._heard)
        try:
            result = await self._async_steps()
        except _VerdictError as verdict:
            result = verdict.result
        except AutoOffError as err:
            result = SelfTestResult.NOT_ACKNOWLEDGED if err.reached else SelfTestResult.PLUG_LOST
        finally:
            stop_listening()
            self._keeper.turn_off()
        return SelfTestOutcome(
            result=SelfTestResult.DISTURBED if self._disturbed else result,
            starts_off=self._prepared.starts_off is True,
            before=self._prepared.before,
            plain_on_keeps=self._plain_on_keeps,
        )

    async def _async_steps(self) -> SelfTestResult:
        self._progress(SelfTestStep.PREPARE)
        await self._auto_off.async_open()
        self._prepared = await self._auto_off.async_prepare(self._operating_s)
        if self._prepared.starts_off is False:
            return SelfTestResult.STARTS_ON
        await self._async_off()
        self._progress(SelfTestStep.ALONE)
        await self._async_alone(self._probe_s)
        self._progress(SelfTestStep.RENEWED)
        await self._async_renewed()
        self._progress(SelfTestStep.WHILE_OFF)
        await self._async_while_off()
        self._progress(SelfTestStep.PLAIN_ON)
        await self._async_plain_on()
        if self._operating_s != self._probe_s:
            self._progress(SelfTestStep.OPERATION)
            await self._async_alone(self._operating_s)
        if self._prepared.starts_off is None:
            self._progress(SelfTestStep.MAINS)
            await self._async_mains()
        return SelfTestResult.PASSED

    async def _async_alone(self, expiry_s: float) -> None:
        """Arm, leave alone, and see it go off in time."""
        await self._async_armed_on(expiry_s)
        await self._async_expire(expiry_s)

    async def _async_renewed(self) -> None:
        """Renew a running countdown, or arm anew after OFF where that is the only way."""
        if not self._auto_off.traits.renews:
            await self._async_armed_on(self._probe_s)
            await self._async_nothing(INTERVENE_S, on=True, otherwise=SelfTestResult.OFF_TOO_EARLY)
            await self._async_off()
            try:
                await self._async_alone(self._probe_s)
            except _VerdictError as verdict:
                again = verdict.result in (SelfTestResult.STAYED_ON, SelfTestResult.OFF_TOO_EARLY)
                raise _VerdictError(SelfTestResult.NOT_ARMED_AGAIN if again else verdict.result) from None
            return
        await self._async_armed_on(self._probe_s)
        await self._async_nothing(self._probe_s - RENEW_BEFORE_S, on=True, otherwise=SelfTestResult.OFF_TOO_EARLY)
        with self._countdown_in_use():
            renewed = await self._keeper.async_renew(self._probe_s)
        if not renewed:
            raise _VerdictError(SelfTestResult.DISTURBED)
        await self._async_nothing(
            RENEW_BEFORE_S + self._late_s + EARLY_S, on=True, otherwise=SelfTestResult.RENEWAL_IGNORED
        )
        left_s = self._probe_s - RENEW_BEFORE_S - EARLY_S
        await self._async_until(on=False, within_s=max(left_s, 0.0) + self._late_s, otherwise=SelfTestResult.STAYED_ON)
        await self._async_off()

    async def _async_while_off(self) -> None:
        """Tell a plug that is off what only a running countdown should hear: it stays off."""
        if self._auto_off.traits.renews:
            # Past the keeper, who sends no renewal to a plug that is off.
            await self._auto_off.async_renew(self._probe_s)
        await self._async_nothing(self._probe_s + QUIET_S, on=False, otherwise=SelfTestResult.RENEWAL_SWITCHES_ON)

    async def _async_plain_on(self) -> None:
        """Note whether a plain ON leaves the countdown running."""
        await self._async_armed_on(self._probe_s)
        await self._async_nothing(min(INTERVENE_S, self._probe_s / 2), on=True, otherwise=SelfTestResult.OFF_TOO_EARLY)
        await self._keeper.async_turn_on()
        try:
            # A countdown that begins anew with the ON has kept its promise as well.
            await self._async_until(on=False, within_s=self._probe_s + self._late_s, otherwise=SelfTestResult.STAYED_ON)
        except _VerdictError:
            self._plain_on_keeps = False
        else:
            self._plain_on_keeps = True
        await self._async_off()

    async def _async_mains(self) -> None:
        """See what the plug does when somebody pulls it while it is on, and puts it back."""
        await self._async_armed_on(self._auto_off.traits.expiry_s(MAINS_OUT_S))
        try:
            async with asyncio.timeout(MAINS_OUT_S):
                while self._keeper.report.on is not None:
                    if self._keeper.report.on is False:
                        raise _VerdictError(SelfTestResult.START_UNKNOWN)
                    await self._async_news()
            async with asyncio.timeout(MAINS_BACK_S):
                while self._keeper.report.on is None:
                    await self._async_news()
        except TimeoutError:
            raise _VerdictError(SelfTestResult.START_UNKNOWN) from None
        if self._keeper.report.on:
            raise _VerdictError(SelfTestResult.STARTS_ON)
        self._prepared = Prepared(before=self._prepared.before, starts_off=True)

    # -- the small steps ---------------------------------------------------------

    async def _async_armed_on(self, expiry_s: float) -> None:
        with self._countdown_in_use():
            await self._keeper.async_turn_on(expiry_s)
        await self._async_until(on=True, within_s=FOLLOW_S, otherwise=SelfTestResult.PLUG_LOST)

    @contextmanager
    def _countdown_in_use(self) -> Iterator[None]:
        """Let the keeper use the countdown as one to rely upon, whatever is known of it: it may have failed before."""
        must_arm, self._keeper.must_arm = self._keeper.must_arm, True
        auto_off, self._keeper.auto_off = self._keeper.auto_off, self._auto_off
        try:
            yield
        finally:
            self._keeper.must_arm, self._keeper.auto_off = must_arm, auto_off

    async def _async_expire(self, expiry_s: float) -> None:
        early_s = expiry_s - self._auto_off.traits.unit_s - EARLY_S
        await self._async_nothing(max(early_s, 0.0), on=True, otherwise=SelfTestResult.OFF_TOO_EARLY)
        within_s = expiry_s - max(early_s, 0.0) + self._late_s
        await self._async_until(on=False, within_s=within_s, otherwise=SelfTestResult.STAYED_ON)
        await self._async_off()

    async def _async_off(self) -> None:
        """Switch off and have it proved."""
        self._keeper.turn_off()
        if not await self._keeper.async_wait_off(2 * FOLLOW_S):
            raise _VerdictError(SelfTestResult.PLUG_LOST)

    async def _async_until(self, *, on: bool, within_s: float, otherwise: SelfTestResult) -> None:
        """Wait until the plug reports; the verdict is `otherwise` when it does not."""
        try:
            async with asyncio.timeout(within_s):
                while self._keeper.report.on is not on:
                    await self._async_news()
        except TimeoutError:
            raise _VerdictError(otherwise) from None

    async def _async_nothing(self, seconds: float, *, on: bool, otherwise: SelfTestResult) -> None:
        """See that the plug stays as it is; the verdict is `otherwise` when it does not."""
        try:
            async with asyncio.timeout(seconds):
                while True:
                    if self._keeper.report.on is None:
                        await self._async_back()
                    if self._keeper.report.on is not on:
                        raise _VerdictError(otherwise)
                    await self._async_news()
        except TimeoutError:
            return

    async def _async_back(self) -> None:
        """Wait for a plug that is silent for a moment: some reload when a setting was written."""
        try:
            async with asyncio.timeout(BACK_S):
                while self._keeper.report.on is None:
                    await self._async_news()
        except TimeoutError:
            raise _VerdictError(SelfTestResult.PLUG_LOST) from None

    async def _async_news(self) -> None:
        self._news.clear()
        await self._news.wait()

    @callback
    def _heard(self, report: PlugReport) -> None:
        if report.by_person:
            self._disturbed = True
        self._news.set()
