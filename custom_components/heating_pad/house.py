"""What all pads of one Home Assistant share: clock, journal, alarms, keepers, the way down.

Pads never read each other; what one person has had is added up here, from the journal.
"""

import asyncio
import logging
from collections.abc import Iterable
from typing import Protocol

from homeassistant.core import HassJob, HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from .alarms import Alarms
from .clock import Clock, async_get_clock
from .const import DOMAIN, GUEST
from .engine.exposure import HeatRecord, grant
from .engine.models import Allowance, PadSettings
from .journal import Journal
from .plug.off_keeper import OffKeeper
from .plug.source import EntityReference

_LOGGER = logging.getLogger(__name__)

SHUTDOWN_WAIT_S = 8.0
"""Home Assistant gives all shutdown jobs together 20 s."""


class Running(Protocol):
    """Whatever has to be switched off before Home Assistant stops."""

    def shut_down(self) -> None:
        """Refuse starts and switch off."""

    async def async_saved(self) -> None:
        """Wait until everything is written."""


class House:
    """Owner of everything that outlives a single entry."""

    def __init__(self, hass: HomeAssistant, clock: Clock) -> None:
        """Build the house; `async_open` reads the journal."""
        self.hass = hass
        self.clock = clock
        self.journal = Journal(hass, clock)
        self.alarms = Alarms(hass, clock)
        self.keepers: dict[str, OffKeeper] = {}
        self.running: set[Running] = set()
        self.stopping = False

    def keeper(self, plug: str, reference: EntityReference | str) -> OffKeeper:
        """Return the one keeper of a physical plug."""
        if plug not in self.keepers:
            self.keepers[plug] = OffKeeper(self.hass, self.clock, plug, reference, self.alarms.off_alarm)
        return self.keepers[plug]

    def allowance(
        self,
        settings: PadSettings,
        plug: str,
        *,
        without_session: str | None = None,
    ) -> Allowance:
        """Say what a guest at this plug may have: a guest carries all of its heat."""
        self.journal.settle(plug)
        heat: Iterable[HeatRecord] = self.journal.heat(plug)
        if without_session is not None:
            heat = [each for each in heat if each.session != without_session]
        return grant(settings, heat, self.clock.now().wall, person=GUEST)

    async def async_shut_down(self) -> None:
        """Refuse all starts, then switch every plug off, and wait for the proofs."""
        self.stopping = True
        for pad in self.running:
            pad.shut_down()
        open_keepers = [keeper for keeper in self.keepers.values() if self._worth_waiting(keeper)]
        proofs = await asyncio.gather(
            *(keeper.async_wait_off(SHUTDOWN_WAIT_S) for keeper in open_keepers),
            return_exceptions=True,
        )
        for keeper, proof in zip(open_keepers, proofs, strict=True):
            if proof is not True:
                _LOGGER.error(
                    "%s did not confirm that it is off before Home Assistant stopped",
                    keeper.entity_id,
                )
        await asyncio.gather(
            *(pad.async_saved() for pad in self.running),
            return_exceptions=True,
        )

    @callback
    def _worth_waiting(self, keeper: OffKeeper) -> bool:
        """A plug that is gone, or absent and not in use, cannot be waited for."""
        if keeper.entity_id is None:
            return False
        return keeper.pending and (keeper.matters or keeper.report.on is not None)


DATA_HOUSE: HassKey[House] = HassKey(DOMAIN)


async def async_open_house(hass: HomeAssistant) -> House:
    """Build the one house, read the journal, and prepare for the way down."""
    if DATA_HOUSE in hass.data:
        return hass.data[DATA_HOUSE]
    house = House(hass, await async_get_clock(hass))
    await house.journal.async_load()
    hass.data[DATA_HOUSE] = house
    # One job for all pads: jobs run side by side, but only together they can refuse first.
    hass.async_add_shutdown_job(HassJob(house.async_shut_down, f"{DOMAIN}: every plug off"))
    return house
