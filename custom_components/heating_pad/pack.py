"""The one writer of a heat pack: a timer that goes on over restarts, and a line in somebody's diary.

Nothing is switched and nothing counts into heated minutes: a pack cools by itself.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util.hass_dict import HassKey

from .clock import Clock
from .const import CONF_PACK_TYPE, CONF_PERSON, DOMAIN, EVENT_SESSION, GUEST
from .engine import pack as engine
from .engine.diary import EntryError, Heat, HeatSource, when
from .engine.events import Announce, TimerTransition
from .engine.models import Notice, Refusal, StopReason
from .engine.pack import CAPS_S, PackEnd, PackSession, PackState
from .house import House, SessionNews
from .record_file import RecordError, RecordFile
from .wakeup import Wakeup

_LOGGER = logging.getLogger(__name__)

DATA_PACKS: HassKey[dict[str, Pack]] = HassKey(f"{DOMAIN}_packs")
"""The packs that are set up, by entry id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackConfig:
    """Everything one pack's entry says."""

    name: str
    kind: HeatSource
    person: str | None

    @property
    def cap_s(self) -> float:
        """Longest use, and the usual one."""
        return CAPS_S[self.kind]


def pack_config(entry: ConfigEntry) -> PackConfig:
    """Read a pack's entry."""
    kind = next((each for each in CAPS_S if each == entry.data.get(CONF_PACK_TYPE)), HeatSource.OTHER)
    person = entry.data.get(CONF_PERSON)
    return PackConfig(name=entry.title, kind=kind, person=person if isinstance(person, str) and person else None)


class Pack:
    """One heat pack."""

    def __init__(self, house: House, entry_id: str, config: PackConfig, store: RecordFile, state: PackState) -> None:
        """Build a pack from what is known of it; `start` brings it to life."""
        self.hass: HomeAssistant = house.hass
        self.entry_id = entry_id
        self.config = config
        self._house = house
        self._clock: Clock = house.clock
        self._store = store
        self.state = state
        self._listeners: list[Callable[[], None]] = []
        self._announce_listeners: list[Callable[[Announce], None]] = []
        self._timer_listeners: list[Callable[[str], None]] = []
        self._undo: list[CALLBACK_TYPE] = []
        self._wake = Wakeup(self.hass, house.clock, f"heat pack {config.name}", self._look)

    # -- life ------------------------------------------------------------------

    @callback
    def start(self) -> None:
        """Go on where it was."""
        self.hass.data.setdefault(DATA_PACKS, {})[self.entry_id] = self
        self._undo.append(self._house.on_exposure(lambda _: self._note_soon()))
        self._look()
        self._note_soon()

    @callback
    def close(self) -> None:
        """Let go; the pack itself stays warm, so its time goes on."""
        for undo in self._undo:
            undo()
        self._undo.clear()
        self._wake.cancel()
        self.hass.data[DATA_PACKS].pop(self.entry_id, None)

    @callback
    def on_change(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Call `listener` whenever anything shown may have changed."""
        return _add(self._listeners, listener)

    @callback
    def on_announce(self, listener: Callable[[Announce], None]) -> CALLBACK_TYPE:
        """Call `listener` with everything the pack announces."""
        return _add(self._announce_listeners, listener)

    @callback
    def on_timer(self, listener: Callable[[str], None]) -> CALLBACK_TYPE:
        """Call `listener` with each transition of the timer."""
        return _add(self._timer_listeners, listener)

    # -- what is shown -----------------------------------------------------------

    def now(self) -> datetime:
        """Return the present moment on the wall clock."""
        return self._clock.now().wall

    @property
    def session(self) -> PackSession | None:
        """The running use."""
        return self.state.session

    @property
    def stop_reason(self) -> StopReason | None:
        """How the last use ended."""
        return self.state.ended[-1].reason if self.state.ended else None

    @property
    def sessions_today(self) -> int:
        """Uses that ended in the last 24 hours."""
        return engine.sessions_today(self.state, self.now())

    @property
    def persons(self) -> dict[str, str]:
        """Keys of those who can be named, by name."""
        return {GUEST: GUEST, **self._house.names()}

    # -- requests ----------------------------------------------------------------

    async def async_start(
        self, *, duration_s: float | None = None, at: datetime | None = None, person: str | None = None
    ) -> None:
        """Put the pack on, now or some time ago; returns when it is on the disk, raises a refusal."""
        if self.state.session is not None:
            return
        if duration_s is not None and duration_s > self.config.cap_s:
            raise self._refused(Refusal.TOO_LONG, minutes=f"{self.config.cap_s / 60:g}")
        now = self.now()
        try:
            started = when(at, now)
        except EntryError as err:
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key=str(err.problem),
                translation_placeholders={"name": self.config.name},
            ) from err
        whose = person or self.config.person or GUEST
        ends = started + timedelta(seconds=duration_s or self.config.cap_s)
        if whose != GUEST:
            body = self._house.bodies.get(whose)
            if body is None:
                raise self._refused(Refusal.PERSON_MISSING)
            # What is over already is only written down.
            if body.skin_blocked and ends > now:
                raise self._refused(Refusal.SKIN_UNANSWERED)
        session = PackSession(id=uuid4().hex[:12], person=whose, started=started, ends=ends)
        before = self.state
        self.state = engine.begin(before, session)
        try:
            await self._async_save()
        except RecordError as err:
            self.state = before
            raise self._refused(Refusal.STORAGE_FAILED) from err
        self._announce(Notice.STARTED, session, None)
        self._moved(TimerTransition.STARTED)
        self._look()

    async def async_stop(self, session_id: str | None = None) -> None:
        """Take the pack off; raises when it is not on."""
        session = self.state.session
        if session is None or session_id not in (None, session.id):
            raise self._refused(Refusal.NO_SESSION if session_id is None else Refusal.SESSION_OVER)
        await self._async_end(StopReason.STOPPED)

    async def async_finish(self) -> None:
        """End the use as if its time were up."""
        if self.state.session is not None:
            await self._async_end(StopReason.COMPLETED)

    async def _async_end(self, reason: StopReason) -> None:
        self.state = engine.stop(self.state, self.now())
        last = replace(self.state.ended[-1], reason=reason)
        self.state = replace(self.state, ended=(*self.state.ended[:-1], last), unnoted=(*self.state.unnoted[:-1], last))
        self._tell_end(last)
        await self._async_save_quietly()

    def _refused(self, refusal: Refusal, **values: str) -> ServiceValidationError:
        return ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key=refusal,
            translation_placeholders={"name": self.config.name, **values},
        )

    # -- time ----------------------------------------------------------------------

    @callback
    def _look(self) -> None:
        before = self.state
        self.state, notices = engine.look(before, self.now())
        for notice in notices:
            if notice is Notice.FINISHED:
                self._tell_end(self.state.ended[-1])
            elif self.state.session is not None:
                self._announce(notice, self.state.session, None)
        if self.state != before:
            self.hass.async_create_task(self._async_save_quietly(), f"{DOMAIN}: save pack")
        self._wake_later()
        self._changed()

    @callback
    def _wake_later(self) -> None:
        at, now = engine.wake_at(self.state), self._clock.now()
        self._wake.at(None if at is None else now.boot_s + max((at - now.wall).total_seconds(), 0.0))

    @callback
    def _tell_end(self, end: PackEnd) -> None:
        finished = end.reason is StopReason.COMPLETED
        self._wake_later()
        self._moved(TimerTransition.FINISHED if finished else TimerTransition.CANCELLED)
        self._announce(Notice.FINISHED if finished else Notice.STOPPED, end.session, end.reason, end)
        self._note_soon()

    @callback
    def _moved(self, transition: str) -> None:
        for listener in list(self._timer_listeners):
            listener(transition)
        self._changed()

    @callback
    def _changed(self) -> None:
        for listener in list(self._listeners):
            listener()

    @callback
    def _announce(
        self, notice: Notice, session: PackSession, reason: StopReason | None, end: PackEnd | None = None
    ) -> None:
        minutes = {} if end is None else {"heated_minutes": round(end.seconds / 60, 1)}
        announce = Announce(notice=notice, session_id=session.id, reason=reason, data=minutes)
        for listener in list(self._announce_listeners):
            listener(announce)
        self.hass.bus.async_fire(
            EVENT_SESSION,
            {"entry_id": self.entry_id, "type": notice, "session": session.id, "reason": reason, **minutes},
        )
        self._house.tell(SessionNews(person=session.person, source=self.config.name, announce=announce))

    # -- the disk ------------------------------------------------------------------

    async def _async_save(self) -> None:
        await self._store.async_save(engine.encode(self.state))

    async def _async_save_quietly(self) -> None:
        try:
            await self._async_save()
        except RecordError as err:
            _LOGGER.warning("%s could not be written down: %s", self.config.name, err)

    @callback
    def _note_soon(self) -> None:
        if any(end.session.person == GUEST or end.session.person in self._house.bodies for end in self.state.unnoted):
            self.hass.async_create_task(self._async_note(), f"{DOMAIN}: note pack")

    async def _async_note(self) -> None:
        """Write what has ended into the diary of whose it was; a guest has none."""
        for end in self.state.unnoted:
            body = self._house.bodies.get(end.session.person)
            if body is None and end.session.person != GUEST and self._house.knows_person(end.session.person):
                continue
            if body is not None:
                try:
                    await body.async_note_heat(self._heat(end))
                except HomeAssistantError as err:
                    _LOGGER.warning("%s: %s", self.config.name, err)
                    continue
            self.state = replace(self.state, unnoted=tuple(each for each in self.state.unnoted if each != end))
        await self._async_save_quietly()

    def _heat(self, end: PackEnd) -> Heat:
        return Heat(
            id=end.session.id,
            happened_at=end.session.started,
            entered_at=end.at,
            ended=end.at,
            heated_s=end.seconds,
            source=self.config.kind,
            pad=self.config.name,
        )


def _add[T](listeners: list[T], listener: T) -> CALLBACK_TYPE:
    listeners.append(listener)

    @callback
    def remove() -> None:
        listeners.remove(listener)

    return remove


def _store(hass: HomeAssistant, entry_id: str) -> RecordFile:
    return RecordFile(hass, f"{DOMAIN}.pack.{entry_id.lower()}")


async def async_open_pack(house: House, entry_id: str, config: PackConfig) -> Pack:
    """Build a pack from what is on the disk."""
    store = _store(house.hass, entry_id)
    return Pack(house, entry_id, config, store, engine.decode(await store.async_load(), config.cap_s))


async def async_erase_pack(hass: HomeAssistant, entry_id: str) -> None:
    """Delete what is on the disk of a pack that is removed."""
    await _store(hass, entry_id).async_erase()
