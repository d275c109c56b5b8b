"""The keeper of one plug where several things happen at once, or somebody lets go (S1, S3)."""

import asyncio

import pytest
from homeassistant.exceptions import HomeAssistantError

from custom_components.heating_pad.plug.off_keeper import OffAlarm
from custom_components.heating_pad.plug.source import EntityReference
from tests.integration.home import METER, Home
from tests.integration.test_off_keeper import Kept, kept

__all__ = ["kept"]


class Another:
    """Somebody else who takes over the plug."""

    def __init__(self) -> None:
        self.reports: list[bool | None] = []

    def plug_reported(self, *, on: bool | None) -> None:
        """Note it."""
        self.reports.append(on)

    def off_confirmed(self) -> None:
        """Nothing to do."""

    def off_unconfirmed(self) -> None:
        """Nothing to do."""

    def stuck_on(self) -> None:
        """Nothing to do."""


async def test_who_lets_go_late_does_not_silence_who_came_after(kept: Kept) -> None:
    another = Another()
    kept.keeper.attach(another, "Sofa pad", EntityReference(stored=METER))
    kept.keeper.detach(kept)
    assert await kept.on()
    await kept.home.run(3)
    assert another.reports[-1] is True
    kept.keeper.attach(another, "Sofa pad", EntityReference(stored=METER))
    kept.keeper.turn_off()
    await kept.proved()
    assert another.reports[-1] is False
    assert kept.confirmed == 1
    kept.keeper.detach(another)


async def test_s1_watts_right_after_an_off_alarm_people_when_its_time_is_over(empty_home: Home) -> None:
    await empty_home.build()
    kept = Kept(empty_home, meter=METER)
    kept.keeper.turn_off()
    await kept.proved()
    empty_home.plug.set_available(available=False)
    empty_home.pad.relay_on = True
    await empty_home.run(20)
    assert kept.alarms == []
    kept.keeper.turn_off()
    await empty_home.run(8)
    assert kept.alarms == []
    await empty_home.run(12)
    assert kept.alarms == [OffAlarm.UNCONFIRMED]
    empty_home.plug.set_available(available=True)
    await kept.proved()
    assert not empty_home.pad.relay_on


async def test_s3_an_off_that_got_lost_again_proves_nothing_by_the_one_before(kept: Kept) -> None:
    assert await kept.on()
    await kept.home.run(3)
    kept.home.plug.deaf = True
    kept.keeper.turn_off()
    await kept.home.run(1)
    kept.home.plug.set_available(available=False)
    kept.home.plug.deaf = False
    failing = [True]

    def fail(_on: bool) -> None:
        if failing[0]:
            raise HomeAssistantError("no")

    kept.home.plug.before_command.append(fail)
    kept.home.plug.set_available(available=True)
    await kept.home.run(9)
    assert kept.keeper.pending
    assert kept.home.pad.relay_on
    failing[0] = False
    await kept.proved()
    assert not kept.home.pad.relay_on


async def test_who_stops_waiting_in_the_same_moment_does_not_disturb_the_proof(kept: Kept) -> None:
    assert await kept.on()
    await kept.home.run(3)
    kept.home.plug.mute = True
    kept.keeper.turn_off()
    hasty = asyncio.create_task(kept.keeper.async_wait_off(None))
    patient = asyncio.create_task(kept.keeper.async_wait_off(None))
    await kept.home.run(2)
    assert not kept.home.pad.relay_on
    assert kept.keeper.pending
    kept.home.plug.mute = False
    hasty.cancel()
    kept.home.plug.report(on=False)
    assert await patient is True
    with pytest.raises(asyncio.CancelledError):
        await hasty
    assert not kept.keeper.pending
