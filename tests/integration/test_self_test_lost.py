"""The test of a plug's countdown when the plug is lost, or goes off, in the middle of a step (S1, S12)."""

from collections.abc import Callable
from typing import override

from custom_components.heating_pad.engine.auto_off import SelfTestResult
from custom_components.heating_pad.plug.auto_off import Acknowledged, AutoOffError, Family, Traits
from custom_components.heating_pad.plug.self_test import SelfTestStep
from tests.integration.home import Home
from tests.integration.test_plug_verdicts import Plug, verdict


class RenewedPlug(Plug):
    """It can be renewed."""

    @override
    def __post_init__(self) -> None:
        """Count down with the home's time."""
        super().__post_init__()
        self.traits = Traits(family=Family.ZHA_TIMED_ON, renews=True, acknowledged=Acknowledged.TRANSPORT)
        self.renewed: Callable[[float], None] = self._renew
        """What comes of a renewal."""

    def _renew(self, expiry_s: float) -> None:
        if self.off_s is not None:
            self.off_s = self.home.clock.boot_s + expiry_s

    @override
    async def async_renew(self, expiry_s: float) -> None:
        """Begin anew, as far as it is on."""
        self.renewed(expiry_s)


def lost(home: Home, step: SelfTestStep, *, after_s: float, back_s: float | None) -> Callable[[SelfTestStep], None]:
    """Lose the plug some seconds into a step, for so long, or for good; returns what has to hear of steps."""
    began: list[float] = []

    def hear(now: SelfTestStep) -> None:
        if now is step:
            began.append(home.clock.boot_s)

    def look() -> None:
        passed_s = home.clock.boot_s - began[0] if began else 0.0
        if passed_s == after_s:
            home.plug.set_available(available=False)
        if back_s is not None and began and passed_s == after_s + back_s:
            home.plug.set_available(available=True)

    home.every_second.append(look)
    return hear


async def lost_verdict(home: Home, step: SelfTestStep, *, after_s: float, back_s: float | None) -> SelfTestResult:
    """Run a test in which the plug gets lost."""
    return await verdict(home, Plug(home), during=lost(home, step, after_s=after_s, back_s=back_s))


async def test_s12_a_plug_that_is_silent_for_a_moment_may_still_pass(home: Home) -> None:
    assert await lost_verdict(home, SelfTestStep.ALONE, after_s=5, back_s=4) is SelfTestResult.PASSED


async def test_s12_a_plug_that_does_not_come_back_is_lost(home: Home) -> None:
    assert await lost_verdict(home, SelfTestStep.OPERATION, after_s=5, back_s=40) is SelfTestResult.PLUG_LOST


async def test_s1_a_plug_that_cannot_be_switched_off_first_is_not_tested(home: Home) -> None:
    plug = Plug(home)

    def deaf(step: SelfTestStep) -> None:
        if step is SelfTestStep.PREPARE:
            home.plug.set_available(available=False)

    def back() -> None:
        if home.clock.boot_s > began + 60:
            home.plug.set_available(available=True)

    began = home.clock.boot_s
    home.every_second.append(back)
    assert await verdict(home, plug, during=deaf) is SelfTestResult.PLUG_LOST
    assert plug.arms == 0


async def test_s12_a_plug_that_goes_off_while_it_waits_to_be_pulled_stays_unknown(home: Home) -> None:
    # A, B twice, D, E, and then mains.
    plug = Plug(home, starts_off=None, keeps=lambda arms: 0.3 if arms == 6 else 1.0)
    assert await verdict(home, plug) is SelfTestResult.START_UNKNOWN
    assert plug.arms == 6


async def test_s12_a_renewal_that_holds_passes(home: Home) -> None:
    assert await verdict(home, RenewedPlug(home)) is SelfTestResult.PASSED


async def test_s12_a_renewal_that_changes_nothing_is_found_out(home: Home) -> None:
    plug = RenewedPlug(home)
    plug.renewed = lambda _expiry_s: None
    assert await verdict(home, plug) is SelfTestResult.RENEWAL_IGNORED


async def test_s5_a_renewal_that_switches_on_is_found_out(home: Home) -> None:
    plug = RenewedPlug(home)

    def switch_on(expiry_s: float) -> None:
        home.pad.command(on=True)
        plug.off_s = home.clock.boot_s + expiry_s

    plug.renewed = switch_on
    assert await verdict(home, plug) is SelfTestResult.RENEWAL_SWITCHES_ON


async def test_s12_a_renewal_that_is_refused_proves_nothing(home: Home) -> None:
    plug = RenewedPlug(home)

    def refuse(_expiry_s: float) -> None:
        raise AutoOffError("no", reached=True)

    plug.renewed = refuse
    assert await verdict(home, plug) is SelfTestResult.NOT_ACKNOWLEDGED


async def test_s5_a_plug_that_is_gone_when_it_is_to_be_renewed_disturbs_the_test(home: Home) -> None:
    during = lost(home, SelfTestStep.RENEWED, after_s=12, back_s=30)
    assert await verdict(home, RenewedPlug(home), during=during) is SelfTestResult.DISTURBED
