"""What all pads of one Home Assistant share: clock, journal, alarms, keepers, the way down.

Pads never read each other; what one person has had is added up here, from the journal.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED, ConfigEntry, ConfigEntryChange
from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.util.hass_dict import HassKey

from .alarms import Alarms
from .clock import Clock, async_get_clock
from .const import CONF_KIND, DOMAIN, GUEST, KIND_PERSON
from .engine.codec import UNREADABLE
from .engine.diary import Heat
from .engine.events import Announce
from .engine.exposure import HeatRecord, grant, strictest
from .engine.models import Allowance, PadSettings, Profile, Refusal
from .engine.recording import Recorder
from .engine.trace import Trace
from .journal import Journal
from .plug.off_keeper import OffKeeper
from .plug.source import EntityReference

_LOGGER = logging.getLogger(__name__)

EVERYBODY = "*"
"""Among the keys of those who are touched: all of them may be."""

SHUTDOWN_WAIT_S = 8.0
"""Home Assistant gives all shutdown jobs together 20 s."""


class Running(Protocol):
    """Whatever has to be switched off before Home Assistant stops."""

    @property
    def heats(self) -> str | None:
        """Whom it heats now, or is about to."""

    @property
    def heat_now(self) -> HeatRecord | None:
        """What it has heated so far in the running session."""

    def shut_down(self) -> None:
        """Refuse starts and switch off."""

    async def async_saved(self) -> None:
        """Wait until everything is written."""


class Body(Protocol):
    """A person as pads see one: a body that may have so much heat."""

    @property
    def name(self) -> str:
        """What the person is called."""

    @property
    def profile(self) -> Profile:
        """How careful to be."""

    @property
    def skin_blocked(self) -> bool:
        """The skin was hurt, and nobody has said since that it is normal."""

    async def async_note_heat(self, heat: Heat) -> None:
        """Write heat of a pack into the diary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionNews:
    """What a pad or pack has announced of somebody's session."""

    person: str
    source: str
    """What the pad or pack is called."""
    announce: Announce


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
        self.bodies: dict[str, Body] = {}
        """Persons that are set up, by entry id."""
        self.traces: dict[str, Trace] = {}
        """The newest sessions on each plug, for engineers, until Home Assistant restarts."""
        self.recorders: dict[str, Recorder] = {}
        """What was told and decided in them, for scripts/replay."""
        self.plug_names: dict[str, str] = {}
        """What the pad on a plug is called, by the plug's identity."""
        self._on_exposure: list[Callable[[frozenset[str]], None]] = []
        self._names: dict[str, str] | None = None
        self._touched: set[str] = set()
        """Persons and plugs whose heat has changed since pads and persons were told last."""
        self._on_news: list[Callable[[SessionNews], None]] = []
        self.stopping = False

    def keeper(self, plug: str, reference: EntityReference | str) -> OffKeeper:
        """Return the one keeper of a physical plug."""
        if plug not in self.keepers:
            self.keepers[plug] = OffKeeper(self.hass, self.clock, plug, reference, self.alarms.off_alarm)
        return self.keepers[plug]

    # -- whose body ----------------------------------------------------------------

    def knows_person(self, key: str) -> bool:
        """Whether there is an entry of this person, set up or not."""
        entry = self.hass.config_entries.async_get_entry(key)
        return entry is not None and entry.domain == DOMAIN and entry.data.get(CONF_KIND) == KIND_PERSON

    def names(self) -> dict[str, str]:
        """Keys of all persons by their names; a name that two persons have stands for neither."""
        if self._names is None:
            entries = [
                entry
                for entry in self.hass.config_entries.async_entries(DOMAIN)
                if entry.data.get(CONF_KIND) == KIND_PERSON and entry.title != GUEST
            ]
            titles = [entry.title for entry in entries]
            self._names = {entry.title: entry.entry_id for entry in entries if titles.count(entry.title) == 1}
        return self._names

    @callback
    def entry_changed(self, _change: ConfigEntryChange, entry: ConfigEntry) -> None:
        """Look for names anew: somebody has come, gone or been renamed."""
        if entry.domain == DOMAIN:
            self._names = None

    def heat_of(self, person: str, plug: str) -> list[HeatRecord]:
        """Return the heat a person carries who uses a plug: guests and removed persons all of that plug's."""
        if not self.knows_person(person):
            self.journal.settle(plug)
            return list(self.journal.heat(plug))
        return [
            each
            for each in self.journal.all_heat()
            if each.person == person or (each.plug == plug and self._nobodys(each))
        ]

    def _nobodys(self, heat: HeatRecord) -> bool:
        """Whether heat may have been anybody's: unreadable, or of a person since removed."""
        return heat.session == UNREADABLE or (heat.person != GUEST and not self.knows_person(heat.person))

    def _profile(self, key: str | None) -> Profile:
        """Return how careful to be; of somebody who is gone nobody knows it."""
        if key is None or key == GUEST:
            return Profile.STANDARD
        body = self.bodies.get(key)
        return Profile.SENSITIVE if body is None else body.profile

    def _refusal(self, person: str) -> Refusal | None:
        if person == GUEST:
            return None
        body = self.bodies.get(person)
        if body is None:
            return Refusal.PERSON_MISSING
        return Refusal.SKIN_UNANSWERED if body.skin_blocked else None

    def allowance(
        self,
        settings: PadSettings,
        plug: str,
        *,
        person: str = GUEST,
        linked: str | None = None,
        asking: Running | None = None,
        without_session: str | None = None,
    ) -> Allowance:
        """Say what somebody may have from this plug: the strictest of pad, linked and chosen person.

        `asking` is the pad itself, `without_session` a session that is taken up again.
        """
        heat = [each for each in self.heat_of(person, plug) if each.session != without_session]
        return grant(
            settings,
            heat,
            self.clock.now().wall,
            person=person,
            profile=strictest(self._profile(linked), self._profile(person)),
            refusal=self._refusal(person),
            heating_elsewhere=person != GUEST
            and any(each is not asking and each.heats == person for each in self.running),
        )

    @callback
    def on_exposure(self, listener: Callable[[frozenset[str]], None]) -> CALLBACK_TYPE:
        """Call `listener` whenever what somebody may have can have changed, with the keys of persons and plugs."""
        return _add(self._on_exposure, listener)

    @callback
    def exposure_changed(self, *whose: str) -> None:
        """Tell pads and persons, in a moment, that heat or a session of these persons and plugs has come or gone.

        Not at once: what they do about it may change more, pad after pad. Every start asks anew
        for itself what is allowed.
        """
        if not self._touched:
            self.hass.loop.call_soon(self._tell_exposure)
        self._touched.update(whose or (EVERYBODY,))

    @callback
    def _tell_exposure(self) -> None:
        touched, self._touched = frozenset(self._touched), set()
        for listener in list(self._on_exposure):
            try:
                listener(touched)
            except Exception:
                # What one pad or person makes of it must not reach the others.
                _LOGGER.exception("Not everybody heard of a change")

    @callback
    def on_news(self, listener: Callable[[SessionNews], None]) -> CALLBACK_TYPE:
        """Call `listener` with what pads and packs announce of anybody's sessions."""
        return _add(self._on_news, listener)

    @callback
    def tell(self, news: SessionNews) -> None:
        """Pass on what a pad or pack announces."""
        for listener in list(self._on_news):
            try:
                listener(news)
            except Exception:
                # A question that cannot be planned must not reach the pad that heats.
                _LOGGER.exception("Not everybody heard of a session")

    # -- the way down ----------------------------------------------------------------

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


def _add[T](listeners: list[T], listener: T) -> CALLBACK_TYPE:
    listeners.append(listener)

    @callback
    def remove() -> None:
        listeners.remove(listener)

    return remove


DATA_HOUSE: HassKey[House] = HassKey(DOMAIN)


async def async_open_house(hass: HomeAssistant) -> House:
    """Build the one house, read the journal, and prepare for the way down."""
    if DATA_HOUSE in hass.data:
        return hass.data[DATA_HOUSE]
    house = House(hass, await async_get_clock(hass))
    await house.journal.async_load()
    hass.data[DATA_HOUSE] = house
    async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, house.entry_changed)
    # One job for all pads: jobs run side by side, but only together they can refuse first.
    hass.async_add_shutdown_job(HassJob(house.async_shut_down, f"{DOMAIN}: every plug off"))
    return house
