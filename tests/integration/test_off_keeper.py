"""The keeper of one plug: what it sends, what proves OFF, and what never switches on (S3, S5, S8)."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from custom_components.heating_pad.plug.auto_off import AutoOffError, Family, Traits
from custom_components.heating_pad.plug.off_keeper import OffAlarm, OffKeeper
from custom_components.heating_pad.plug.source import EntityReference
from tests.integration.home import METER, PLUG, Home


class Countdown:
    """A countdown inside the plug, as slow and as willing as a test wants it."""

    def __init__(self, home: Home, *, renews: bool = True) -> None:
        self.home = home
        self.traits = Traits(family=Family.TASMOTA_PULSETIME, min_s=10.0, max_s=300.0, renews=renews)
        self.answer_s = 0.0
        self.fails: AutoOffError | None = None
        self.heard: list[tuple[str, float]] = []

    async def _answer(self) -> None:
        if self.answer_s:
            await self.home.pass_by(self.answer_s)
        if self.fails is not None:
            raise self.fails

    async def async_turn_on(self, expiry_s: float, wanted: Callable[[], bool]) -> None:
        """Switch on, unless nobody wants it any more."""
        await self._answer()
        if wanted():
            self.heard.append(("on", expiry_s))
            await self.home.hass.services.async_call("switch", "turn_on", {"entity_id": PLUG}, blocking=True)

    async def async_renew(self, expiry_s: float) -> None:
        """Begin anew."""
        await self._answer()
        self.heard.append(("renew", expiry_s))


class Kept:
    """A plug with its keeper and nothing else."""

    def __init__(self, home: Home, *, meter: str | None = None) -> None:
        self.home = home
        self.alarms: list[OffAlarm] = []
        self.keeper = OffKeeper(home.hass, home.clock, "plug", PLUG, lambda _, alarm: self.alarms.append(alarm))
        self.keeper.attach(self, "Sofa pad", None if meter is None else EntityReference(stored=meter))
        self.confirmed = 0

    def plug_reported(self, *, on: bool | None) -> None:
        """Nothing to do."""

    def off_confirmed(self) -> None:
        """Count."""
        self.confirmed += 1

    def off_unconfirmed(self) -> None:
        """Nothing to do."""

    def stuck_on(self) -> None:
        """Nothing to do."""

    async def on(self, expiry_s: float | None = None) -> bool:
        """Switch on, and let time pass meanwhile."""
        return await self.home.run_with(self.keeper.async_turn_on(expiry_s), 60)

    async def proved(self) -> None:
        """Wait for the proof of OFF."""
        await self.home.run_until(lambda: not self.keeper.pending, 30)


@pytest.fixture
async def kept(empty_home: Home) -> Kept:
    """A plug that is off, proved."""
    await empty_home.build()
    kept = Kept(empty_home)
    kept.keeper.turn_off()
    await kept.proved()
    return kept


def arm(kept: Kept, **options: Any) -> Countdown:
    """Give the plug a countdown."""
    countdown = Countdown(kept.home, **options)
    kept.keeper.auto_off = countdown  # type: ignore[assignment] # the rest of the protocol is not used here
    return countdown


async def test_on_is_sent_once_and_says_so(kept: Kept) -> None:
    assert await kept.on() is True
    await kept.home.run(2)
    assert kept.home.pad.relay_on
    assert kept.home.plug.ons == 1


async def test_s3_no_on_before_the_last_off_is_proved(kept: Kept) -> None:
    kept.home.plug.deaf = True
    kept.keeper.turn_off()
    assert await kept.on() is False
    assert kept.home.plug.ons == 0
    kept.home.plug.deaf = False
    await kept.proved()


async def test_s3_silence_proves_nothing_after_an_on_that_was_never_seen(kept: Kept) -> None:
    kept.home.plug.mute = True
    assert await kept.on()
    await kept.home.run(3)
    assert kept.home.pad.relay_on
    kept.home.plug.deaf = True
    kept.keeper.turn_off()
    await kept.home.run(12)
    assert kept.keeper.pending
    assert kept.alarms == [OffAlarm.UNCONFIRMED]
    kept.home.plug.mute = kept.home.plug.deaf = False
    await kept.proved()
    assert kept.alarms == [OffAlarm.UNCONFIRMED, OffAlarm.CONFIRMED]
    assert not kept.home.pad.relay_on


async def test_an_off_that_nothing_matters_for_alarms_nobody_while_the_plug_is_away(kept: Kept) -> None:
    kept.home.plug.set_available(available=False)
    kept.keeper.turn_off()
    await kept.home.run(20)
    assert kept.alarms == []
    kept.home.plug.set_available(available=True)
    await kept.proved()
    # Once it was told ON, it matters.
    kept.home.plug.mute = True
    assert await kept.on()
    kept.home.plug.set_available(available=False)
    kept.keeper.turn_off()
    await kept.home.run(12)
    assert kept.alarms == [OffAlarm.UNCONFIRMED]
    kept.home.plug.mute = False
    kept.home.plug.set_available(available=True)
    await kept.proved()


async def test_s5_an_off_asked_for_while_arming_wins(kept: Kept) -> None:
    countdown = arm(kept)
    countdown.answer_s = 3.0
    switching_on = asyncio.create_task(kept.keeper.async_turn_on(105.0))
    await kept.home.run(1)
    kept.keeper.turn_off()
    await kept.home.run_until(switching_on.done, 20)
    assert await switching_on is False
    assert countdown.heard == []
    await kept.proved()
    assert kept.home.plug.ons == 0


async def test_s5_an_off_asked_for_while_arming_fails_keeps_the_plain_on_back_too(kept: Kept) -> None:
    countdown = arm(kept)
    countdown.answer_s = 3.0
    countdown.fails = AutoOffError("no", reached=True)
    switching_on = asyncio.create_task(kept.keeper.async_turn_on(105.0))
    await kept.home.run(1)
    kept.keeper.turn_off()
    await kept.home.run_until(switching_on.done, 20)
    assert await switching_on is False
    await kept.proved()
    assert kept.home.plug.ons == 0


async def test_s3_a_plug_that_was_off_already_gets_five_seconds_to_say_something_else(kept: Kept) -> None:
    kept.home.plug.mute = True
    kept.keeper.turn_off()
    await kept.home.run(4)
    assert kept.keeper.pending
    await kept.home.run(2)
    assert not kept.keeper.pending


async def test_s3_a_plug_that_speaks_only_when_asked_is_asked_with_the_second_off(kept: Kept) -> None:
    assert await kept.on()
    await kept.home.run(2)
    kept.home.plug.polled = True
    kept.keeper.turn_off()
    await kept.home.run(2)
    assert not kept.home.pad.relay_on
    assert not kept.keeper.pending


async def test_an_armed_on_says_that_it_was_sent(kept: Kept) -> None:
    countdown = arm(kept)
    assert await kept.on(105.0) is True
    assert countdown.heard == [("on", 105.0)]
    assert kept.home.plug.ons == 1


@pytest.mark.parametrize("relied_upon", [True, False])
async def test_s12_a_plug_that_does_not_take_its_expiry(kept: Kept, relied_upon: bool) -> None:
    countdown = arm(kept)
    countdown.fails = AutoOffError("no", reached=True)
    kept.keeper.must_arm = relied_upon
    if relied_upon:
        with pytest.raises(AutoOffError):
            await kept.on(105.0)
        assert kept.home.plug.ons == 0
    else:
        assert await kept.on(105.0) is True
        assert kept.home.plug.ons == 1


@pytest.mark.parametrize("relied_upon", [True, False])
async def test_s12_a_plug_that_does_not_answer_is_not_waited_for(kept: Kept, relied_upon: bool) -> None:
    countdown = arm(kept)
    countdown.answer_s = 40.0
    kept.keeper.must_arm = relied_upon
    began_s = kept.home.clock.boot_s
    if relied_upon:
        with pytest.raises(AutoOffError, match="did not answer in time") as failure:
            await kept.on(105.0)
        assert failure.value.reached is True
    else:
        assert await kept.on(105.0) is True
    assert kept.home.clock.boot_s - began_s <= 12
    assert countdown.heard == []


async def test_s5_only_a_plug_that_says_on_is_renewed(kept: Kept) -> None:
    assert await kept.keeper.async_renew(105.0) is False  # nothing to renew with
    countdown = arm(kept)
    assert await kept.keeper.async_renew(105.0) is False  # off
    assert await kept.on(105.0)
    await kept.home.run(3)
    assert await kept.keeper.async_renew(105.0) is True
    assert countdown.heard[-1] == ("renew", 105.0)
    kept.home.plug.deaf = True
    kept.keeper.turn_off()
    assert await kept.keeper.async_renew(105.0) is False  # an OFF is open
    kept.home.plug.deaf = False
    await kept.proved()
    without = arm(kept, renews=False)
    assert await kept.on(105.0)
    await kept.home.run(3)
    assert await kept.keeper.async_renew(105.0) is False  # a renewal could switch on
    assert without.heard == [("on", 105.0)]


async def test_s5_nothing_is_renewed_while_an_on_is_under_way(kept: Kept) -> None:
    countdown = arm(kept)
    assert await kept.on(105.0)
    await kept.home.run(3)
    countdown.answer_s = 3.0
    again = asyncio.create_task(kept.keeper.async_turn_on(105.0))
    await kept.home.run(1)
    assert await kept.keeper.async_renew(105.0) is False
    await kept.home.run_until(again.done, 20)


async def test_a_renewal_without_an_answer_is_told_as_such(kept: Kept) -> None:
    countdown = arm(kept)
    assert await kept.on(105.0)
    await kept.home.run(3)
    countdown.answer_s = 40.0
    with pytest.raises(AutoOffError, match="did not answer in time") as failure:
        await kept.home.run_with(kept.keeper.async_renew(105.0), 20)
    assert failure.value.reached is False


async def test_waiting_for_the_proof_ends_with_it_or_with_its_time(kept: Kept) -> None:
    assert await kept.keeper.async_wait_off(1.0) is True
    assert await kept.on()
    await kept.home.run(3)
    kept.keeper.turn_off()
    assert await kept.home.run_with(kept.keeper.async_wait_off(20.0), 30) is True
    kept.home.plug.deaf = True
    assert await kept.on()
    kept.home.plug.set_available(available=False)
    kept.keeper.turn_off()
    assert await kept.home.run_with(kept.keeper.async_wait_off(4.0), 30) is False
    kept.home.plug.deaf = False
    kept.home.plug.set_available(available=True)
    await kept.proved()


async def test_s3_a_plug_back_on_its_feet_proves_off_by_what_it_says_next(kept: Kept) -> None:
    assert await kept.on()
    await kept.home.run(3)
    kept.home.plug.set_available(available=False)
    kept.keeper.turn_off()
    await kept.home.run(40)
    sent = len(kept.home.plug.commands)
    kept.home.plug.set_available(available=True)
    await kept.home.run(1)
    assert len(kept.home.plug.commands) > sent
    await kept.proved()
    assert not kept.home.pad.relay_on
    assert kept.confirmed == 2


async def test_s1_a_plug_that_comes_and_goes_does_not_put_the_alarm_off(kept: Kept) -> None:
    """Found by the fault campaign: each return gave people's ten seconds a new begin, for ever."""
    assert await kept.on()
    await kept.home.run(3)
    kept.home.plug.deaf = True
    kept.keeper.turn_off()
    for _ in range(4):
        kept.home.plug.set_available(available=False)
        await kept.home.run(2)
        kept.home.plug.set_available(available=True)
        await kept.home.run(2)
    assert kept.alarms == [OffAlarm.UNCONFIRMED]
    kept.home.plug.deaf = False
    await kept.proved()


async def test_s1_power_at_an_absent_plug_alarms_people(empty_home: Home) -> None:
    """Found by the fault campaign: pressed on by hand while Home Assistant could not see it, but its meter could."""
    await empty_home.build()
    kept = Kept(empty_home, meter=METER)
    kept.keeper.turn_off()
    await kept.proved()
    kept.home.plug.set_available(available=False)
    kept.keeper.turn_off()
    await kept.home.run(20)
    assert kept.alarms == []
    kept.home.pad.relay_on = True
    await kept.home.run(25)
    assert kept.alarms == [OffAlarm.UNCONFIRMED]
    kept.home.plug.set_available(available=True)
    await kept.proved()
    assert not kept.home.pad.relay_on
    assert kept.alarms == [OffAlarm.UNCONFIRMED, OffAlarm.CONFIRMED]
