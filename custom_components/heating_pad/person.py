"""The one writer of a person: what is written down, what the body has had, what is asked.

        actions, number, buttons on phones          pads, packs
                  │ requests                              │ heat, news
                  ▼                                       ▼
               Person ──► diary_journal (on the disk first) ──► book
                  │
                  ├──► entities, bus event, statistics, messages
                  └──► house: what pads may still give

An entry is on the disk before whoever asked hears of it (S10). Notes go nowhere but to the diary
and to who may read it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from .clock import Clock
from .const import DOMAIN, EVENT_DIARY
from .diary_journal import DiaryJournal, DiaryJournalError
from .engine import prompts as asking
from .engine.book import Book, Outcome, Written
from .engine.book_codec import Line, Note, Put, Remove
from .engine.clinician import LOOK_BACK, Rule, active, findings, skin_unanswered
from .engine.diary import (
    Acknowledgement,
    Activity,
    AnyEntry,
    Checkup,
    EntryError,
    EntryProblem,
    Heat,
    HeatSource,
    Moment,
    PainEntry,
    activity,
    changed,
    checkup,
    pain_entry,
)
from .engine.exposure import HeatRecord, dose, grant, heated_s, within_a_day
from .engine.models import Notice, PadSettings, Profile
from .engine.pain import TREND_DAYS, WINDOW, Analysis, analyse, average, by_day
from .engine.prompts import Known, Prompt, PromptKind
from .house import EVERYBODY, House, SessionNews
from .messages import answered_about, clinician_message, prompt_about, prompt_message
from .person_settings import PersonConfig
from .wakeup import Wakeup

_LOGGER = logging.getLogger(__name__)

PAIN_SHOWN_FOR = timedelta(hours=12)
LOOK_AGAIN_S = 300.0
HEAT_NOTED_FROM_S = 60.0
"""Shorter heat is a plug that took a moment to go off, not a session."""

_PROMPTS = "prompts"
_TOLD = "told"

DATA_PERSONS: HassKey[dict[str, Person]] = HassKey(f"{DOMAIN}_persons")
"""The persons that are set up, by entry id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryNews:
    """What became of an entry; never what a note says."""

    outcome: Outcome
    id: str
    score: int | None
    moment: str | None


class Person:
    """One person: diary, exposure, questions."""

    def __init__(self, house: House, entry_id: str, config: PersonConfig, journal: DiaryJournal, book: Book) -> None:
        """Build a person around a diary that is read; `start` brings them to life."""
        self.hass: HomeAssistant = house.hass
        self.entry_id = entry_id
        self.config = config
        self.book = book
        self.journal = journal
        self._house = house
        self._clock: Clock = house.clock
        self._lock = asyncio.Lock()
        self._listeners: list[Callable[[], None]] = []
        self._entry_listeners: list[Callable[[EntryNews], None]] = []
        self._prompt_listeners: list[Callable[[Prompt], None]] = []
        self._changed_moments: list[Callable[[set[datetime]], None]] = []
        self._undo: list[CALLBACK_TYPE] = []
        self._wake = Wakeup(self.hass, house.clock, f"heating pad person {config.name}", self._woken)
        self._prompts = asking.decode(journal.notes.get(_PROMPTS))
        asked = self._prompts.open
        self._shown = frozenset() if asked is None else frozenset({prompt_about(asked.kind)})
        """Questions that stand on somebody's phone, as far as is known."""
        told = journal.notes.get(_TOLD)
        self._told = frozenset(each for each in Rule if isinstance(told, list) and each in told)
        self._cached: tuple[object, Analysis] | None = None
        self._found: dict[Rule, float] = {}
        self._active: frozenset[Rule] = frozenset()
        self.skin_blocked = False
        self._look()

    # -- life ------------------------------------------------------------------

    @property
    def name(self) -> str:
        """What the person is called."""
        return self.config.name

    @property
    def profile(self) -> Profile:
        """How careful to be."""
        return self.config.profile

    @callback
    def start(self) -> None:
        """Be known to the pads, and look after time."""
        self._house.bodies[self.entry_id] = self
        self.hass.data.setdefault(DATA_PERSONS, {})[self.entry_id] = self
        self._house.alarms.attach(self.entry_id, "", self.name, self.config.messages)
        if self.journal.set_aside:
            self._house.alarms.raise_issue("diary_damaged", self.entry_id, {"name": self.name})
        else:
            self._house.alarms.clear("diary_damaged", self.entry_id)
        self._undo.append(self._house.on_exposure(self._exposure_changed))
        self._undo.append(self._house.on_news(self._heard))
        self._house.exposure_changed()
        self._wake_later()

    @callback
    def close(self) -> None:
        """Let go of everything; pads refuse this person until they are back."""
        for undo in self._undo:
            undo()
        self._undo.clear()
        self._wake.cancel()
        self._house.bodies.pop(self.entry_id, None)
        self.hass.data[DATA_PERSONS].pop(self.entry_id, None)
        self._house.alarms.detach(self.entry_id)
        self._house.exposure_changed()

    @callback
    def on_change(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Call `listener` whenever anything shown may have changed."""
        return _add(self._listeners, listener)

    @callback
    def on_entry(self, listener: Callable[[EntryNews], None]) -> CALLBACK_TYPE:
        """Call `listener` with what became of entries."""
        return _add(self._entry_listeners, listener)

    @callback
    def on_prompt(self, listener: Callable[[Prompt], None]) -> CALLBACK_TYPE:
        """Call `listener` with every question."""
        return _add(self._prompt_listeners, listener)

    @callback
    def on_scores(self, listener: Callable[[set[datetime]], None]) -> CALLBACK_TYPE:
        """Call `listener` with the moments whose scores have changed."""
        return _add(self._changed_moments, listener)

    # -- what is shown -----------------------------------------------------------

    def now(self) -> datetime:
        """Return the present moment on the wall clock."""
        return self._clock.now().wall

    @property
    def pain(self) -> int | None:
        """Last score of the last twelve hours."""
        entry = self.book.last_score(self.now() - PAIN_SHOWN_FOR)
        return None if entry is None else entry.score

    @property
    def pain_average(self) -> float | None:
        """Mean of the last seven days, None with fewer than four that have a score."""
        now = self.now()
        recent = self.book.between(PainEntry, now - timedelta(days=9))
        zone = dt_util.get_default_time_zone()
        return average(by_day(recent, zone), now.astimezone(zone).date())

    @property
    def last_entry(self) -> datetime | None:
        """When something was written down last."""
        kinds: tuple[type[AnyEntry], ...] = (PainEntry, Checkup, Activity)
        newest = [entry.entered_at for kind in kinds if (entry := self.book.last(kind)) is not None]
        return max(newest, default=None)

    @property
    def analysis(self) -> Analysis:
        """What the last months say; worked out anew when something was written, and once a day."""
        now = self.now()
        key = (self._version, now.astimezone(dt_util.get_default_time_zone()).date())
        if self._cached is None or self._cached[0] != key:
            self._cached = key, self.analyse(now - WINDOW, now)
        return self._cached[1]

    _version = 0

    def analyse(self, start: datetime, end: datetime) -> Analysis:
        """Say what a stretch of the diary says."""
        return analyse(
            self.book.between(PainEntry, start, end + timedelta(seconds=1)),
            self.book.between(Heat, start, end + timedelta(seconds=1)),
            self.book.between(Activity, start, end + timedelta(seconds=1)),
            self.book.between(Checkup, start, end + timedelta(seconds=1)),
            now=end,
            zone=dt_util.get_default_time_zone(),
        )

    def _own_heat(self) -> list[HeatRecord]:
        """All electric heat of this body that is still on the accounts, and what is running."""
        done = [each for each in self._house.journal.all_heat() if each.person == self.entry_id]
        running = [heat for each in self._house.running if (heat := each.heat_now) is not None]
        mine = [heat for heat in running if heat.person == self.entry_id]
        ids = {heat.session for heat in mine}
        return [each for each in done if each.session not in ids] + mine

    @property
    def heated_today_s(self) -> float:
        """Heated seconds of the last 24 h over all electric pads."""
        return heated_s(self._own_heat(), self.now())

    @property
    def dose_today(self) -> float | None:
        """CEM43 minutes of the last 24 h; None where none of that heat was measured."""
        heat = within_a_day(self._own_heat(), self.now())
        if heat and all(each.dose is None for each in heat):
            return None
        return dose(heat, self.now())

    @property
    def sessions_week(self) -> int:
        """Sessions of the last seven days, electric or not."""
        now = self.now()
        return sum(heat.ended > now - timedelta(days=7) for heat in self.book.between(Heat, now - timedelta(days=9)))

    @property
    def ready_at(self) -> datetime | None:
        """When rest and the usual caps of a day leave room again."""
        return grant(PadSettings(), self._own_heat(), self.now(), person=self.entry_id, profile=self.profile).ready_at

    @property
    def see_clinician(self) -> frozenset[Rule]:
        """Rules somebody should hear of."""
        return self._active

    # -- writing -------------------------------------------------------------------

    async def async_log_pain(self, raw: Mapping[str, object], at: datetime | None = None) -> Written:
        """Write down how it is; returns when it is on the disk. Raises what is wrong with it."""

        def written() -> Written:
            entry = pain_entry(raw, entry_id=_new_id(), now=self.now(), at=at)
            return self.book.log(entry)

        return await self._async_log(written)

    async def async_log_checkup(self, raw: Mapping[str, object], at: datetime | None = None) -> Written:
        """Write down the week in three numbers."""
        return await self._async_log(
            lambda: self.book.log_once(checkup(raw, entry_id=_new_id(), now=self.now(), at=at))
        )

    async def async_log_activity(self, raw: Mapping[str, object], at: datetime | None = None) -> Written:
        """Write down some movement."""
        return await self._async_log(
            lambda: self.book.log_once(activity(raw, entry_id=_new_id(), now=self.now(), at=at))
        )

    async def _async_log(self, make: Callable[[], Written]) -> Written:
        async def log() -> Written:
            written = make()
            if written.outcome is not Outcome.SAME:
                await self._async_keep(Put(entry=written.entry))
                self._tell(written.outcome, written.entry)
            self._answered(written.entry)
            return written

        return await self._alone(log)

    async def async_update(self, entry_id: str, raw: Mapping[str, object], at: datetime | None = None) -> AnyEntry:
        """Change an entry; what it said before is kept."""

        async def update() -> AnyEntry:
            entry = changed(self.book.own(entry_id), raw, now=self.now(), at=at)
            await self._async_keep(Put(entry=entry))
            self._tell(Outcome.CORRECTED, entry)
            return entry

        return await self._alone(update)

    async def async_delete(self, entry_id: str) -> AnyEntry:
        """Delete an entry; it can be brought back for a month by whoever can read the files."""

        async def delete() -> AnyEntry:
            entry = self.book.own(entry_id)
            await self._async_keep(Remove(id=entry.id, at=self.now()))
            self._tell(Outcome.DELETED, entry)
            return entry

        return await self._alone(delete)

    async def async_undo(self) -> AnyEntry:
        """Take back what was written down last."""

        async def undo() -> AnyEntry:
            entry = self.book.undone(self.now())
            await self._async_keep(Remove(id=entry.id, at=self.now()))
            self._tell(Outcome.DELETED, entry)
            return entry

        return await self._alone(undo)

    async def async_acknowledge(self, seen_on: date | None = None) -> None:
        """Take note of the advice to see a clinician, or of a visit: quiet for four weeks."""

        async def acknowledge() -> None:
            now = self.now()
            at = now
            if seen_on is not None:
                zone = dt_util.get_default_time_zone()
                at = dt_util.as_utc(datetime.combine(seen_on, datetime.min.time(), zone))
                if at > now:
                    raise EntryError(EntryProblem.IN_FUTURE)
            measures = {str(rule): measure for rule, measure in self._found.items()}
            entry = Acknowledgement(id=_new_id(), happened_at=at, entered_at=now, measures=measures)
            await self._async_keep(Put(entry=entry))

        await self._alone(acknowledge)

    async def async_take(self, entries: list[AnyEntry]) -> None:
        """Take entries of an import, all at once."""

        async def take() -> None:
            await self._async_keep(*(Put(entry=entry) for entry in entries))

        await self._alone(take)

    async def async_note_heat(self, heat: Heat) -> None:
        """Write down heat of a pack."""

        async def note() -> None:
            await self._async_keep(Put(entry=heat))

        await self._alone(note)

    async def async_give_away_heat(self, session: str) -> Heat | None:
        """Let go of heat that was another person's; returns it."""

        async def give() -> Heat | None:
            heat = self.book.get(session)
            if not isinstance(heat, Heat):
                return None
            await self._async_keep(Remove(id=session, at=self.now()))
            return heat

        return await self._alone(give)

    async def _alone[T](self, work: Callable[[], Awaitable[T]]) -> T:
        """Do one thing after the other, to its end even if whoever asked goes away."""

        async def locked() -> T:
            async with self._lock:
                return await work()

        try:
            return await asyncio.shield(self.hass.async_create_task(locked(), f"{DOMAIN}: diary"))
        except EntryError as err:
            raise entry_error(self.name, err) from err
        except DiaryJournalError as err:
            raise HomeAssistantError(
                translation_domain=DOMAIN,
                translation_key="diary_not_written",
                translation_placeholders={"name": self.name},
            ) from err

    async def _async_keep(self, *lines: Line) -> None:
        """Write lines to the disk, then to the book (S10)."""
        if not lines:
            return
        await self.journal.async_append(*lines)
        moments: set[datetime] = set()
        for line in lines:
            if isinstance(line, Put):
                moments |= _moments(self.book.get(line.entry.id)) | _moments(line.entry)
                self.book.put(line.entry)
            elif isinstance(line, Remove):
                moments |= _moments(self.book.get(line.id))
                self.book.remove(line.id, line.at)
            else:
                self.journal.notes[line.key] = line.value
        if moments or not all(isinstance(line, Note) for line in lines):
            self._version += 1
            self._look()
            self._changed()
            for listener in list(self._changed_moments):
                listener(moments)

    # -- what follows ----------------------------------------------------------------

    @callback
    def _tell(self, outcome: Outcome, entry: AnyEntry) -> None:
        """Tell the house what became of an entry, without what is nobody's business."""
        pain = entry if isinstance(entry, PainEntry) else None
        news = EntryNews(
            outcome=outcome,
            id=entry.id,
            score=None if pain is None else pain.score,
            moment=None if pain is None else str(pain.moment),
        )
        for listener in list(self._entry_listeners):
            listener(news)
        self._fire(str(outcome), id=news.id, score=news.score, moment=news.moment)

    @callback
    def _fire(self, kind: str, **data: Any) -> None:
        self.hass.bus.async_fire(EVENT_DIARY, {"entry_id": self.entry_id, "type": kind, **data})

    @callback
    def _changed(self) -> None:
        for listener in list(self._listeners):
            listener()

    def _look(self) -> None:
        """Find out what speaks for a clinician, and whether the skin forbids heat."""
        now = self.now()
        zone = dt_util.get_default_time_zone()
        self._found = findings(
            self.book.between(PainEntry, now - LOOK_BACK - timedelta(days=1)),
            self.book.between(Heat, now - LOOK_BACK),
            now=now,
            zone=zone,
        )
        self._active = active(self._found, self.book.between(Acknowledgement), now)
        blocked = skin_unanswered(self.book.between(PainEntry))
        if blocked is not self.skin_blocked:
            self.skin_blocked = blocked
            if self.entry_id in self._house.bodies:
                self._house.exposure_changed(self.entry_id)
        if self.entry_id in self._house.bodies:
            self._advise()

    @callback
    def _advise(self) -> None:
        """Say once what speaks for a clinician."""
        fresh = self._active - self._told
        if self._active == self._told:
            return
        self._told = self._active
        self._later(self._async_remember(_TOLD, sorted(self._told)), "remember what was said")
        if fresh:
            self._fire("clinician_flag", rules=sorted(fresh))
            sites = {
                site
                for entry in self.book.between(PainEntry, self.now() - timedelta(days=TREND_DAYS))
                for site in entry.sites
            }
            self._house.alarms.say(self.entry_id, clinician_message(self.name, sites))
        if not self._told:
            self._house.alarms.take_back(self.entry_id, "clinician")

    @callback
    def remember(self, key: str, *, value: bool) -> None:
        """Keep a note beside the diary."""
        if self.journal.notes.get(key) is not value:
            self._later(self._async_remember(key, value), f"remember {key}")

    async def _async_remember(self, key: str, value: object) -> None:
        """Write a note beside the diary; one that gets lost is no harm."""
        try:
            async with self._lock:
                await self._async_keep(Note(key=key, value=value))
        except DiaryJournalError as err:
            _LOGGER.warning("%s: %s", self.name, err)

    @callback
    def _later(self, work: Coroutine[Any, Any, None], what: str) -> None:
        self.hass.async_create_task(work, f"{DOMAIN}: {what}")

    # -- heat ------------------------------------------------------------------------

    @callback
    def _exposure_changed(self, touched: frozenset[str]) -> None:
        """Write down what pads have given since."""
        if not touched & {EVERYBODY, self.entry_id}:
            return
        if self._missing_heat():
            self._later(self._async_note_missing(), "note heat")
        self._changed()

    def _missing_heat(self) -> list[Heat]:
        missing = []
        for record in self._house.journal.all_heat():
            if record.person != self.entry_id or record.heated_s < HEAT_NOTED_FROM_S:
                continue
            known = self.book.get(record.session)
            heat = Heat(
                id=record.session,
                happened_at=record.started,
                entered_at=record.ended,
                ended=record.ended,
                heated_s=round(record.heated_s, 1),
                source=HeatSource.ELECTRIC,
                dose=None if record.dose is None else round(record.dose, 4),
                pad=self._house.plug_names.get(record.plug),
            )
            if isinstance(known, Heat):
                heat = replace(heat, pad=known.pad or heat.pad)
            if heat != known:
                missing.append(heat)
        return missing

    async def _async_note_missing(self) -> None:
        try:
            async with self._lock:
                await self._async_keep(*(Put(entry=heat) for heat in self._missing_heat()))
        except DiaryJournalError as err:
            # The pads' own record still has it, and is asked again.
            _LOGGER.warning("%s: %s", self.name, err)

    @callback
    def _heard(self, news: SessionNews) -> None:
        """Plan what is asked around a session."""
        if news.person != self.entry_id or news.announce.session_id is None:
            return
        now, session = self.now(), news.announce.session_id
        match news.announce.notice:
            case Notice.STARTED:
                self._prompts = asking.begun(self._prompts, session, now)
            case Notice.FINISHED | Notice.STOPPED if news.announce.data.get("heated_minutes"):
                self._prompts = asking.ended(self._prompts, session, now)
            case _:
                return
        self._ask()

    # -- questions ---------------------------------------------------------------------

    @callback
    def _woken(self) -> None:
        self._look()
        self._ask()
        self._changed()

    @callback
    def _ask(self) -> None:
        now, zone = self.now(), dt_util.get_default_time_zone()
        before = self._prompts
        self._prompts, prompt = asking.ask(before, self.config.prompts, self._known(now), now, zone)
        if self._prompts != before:
            self._later(self._async_remember(_PROMPTS, asking.encode(self._prompts)), "remember what was asked")
        if prompt is not None:
            for listener in list(self._prompt_listeners):
                listener(prompt)
            self._fire("prompt", prompt=str(prompt.kind), session=prompt.session)
            self._shown |= {prompt_about(prompt.kind)}
            self._house.alarms.say(self.entry_id, prompt_message(self.name, prompt))
        self._wake_later()

    def _known(self, now: datetime) -> Known:
        zone = dt_util.get_default_time_zone()
        recent = self.book.between(PainEntry, now - timedelta(days=8))
        checkups, heats = self.book.last(Checkup), self.book.last(Heat)
        return Known(
            day_average=frozenset(
                entry.happened_at.astimezone(zone).date() for entry in recent if entry.moment is Moment.DAY_AVERAGE
            ),
            last_checkup=None if checkups is None else checkups.happened_at,
            last_skin=max((entry.happened_at for entry in recent if entry.skin is not None), default=None),
            last_heat=None if heats is None else heats.ended,
            skin_hurt=self.skin_blocked,
        )

    @callback
    def _answered(self, entry: AnyEntry) -> None:
        """Somebody has written something down: they are there, and what they have answered is no longer asked."""
        for about in self._shown & answered_about(entry):
            self._house.alarms.take_back(self.entry_id, about)
        self._shown -= answered_about(entry)
        if self._prompts.open is not None or self._prompts.ignored:
            self._prompts = asking.answered(self._prompts)
            self._later(self._async_remember(_PROMPTS, asking.encode(self._prompts)), "remember the answer")

    @callback
    def _wake_later(self) -> None:
        now = self._clock.now()
        at = asking.wake_at(self._prompts, self.config.prompts, now.wall, dt_util.get_default_time_zone())
        in_s = min(max((at - now.wall).total_seconds(), 1.0), LOOK_AGAIN_S)
        self._wake.at(now.boot_s + in_s)

    async def async_settled(self) -> None:
        """Wait until what is being written is on the disk."""
        async with self._lock:
            return


def _moments(entry: AnyEntry | None) -> set[datetime]:
    """Return when a score was, for those who keep scores by time."""
    return {entry.happened_at} if isinstance(entry, PainEntry) and entry.score is not None else set()


def _new_id() -> str:
    return uuid4().hex[:12]


def _add[T](listeners: list[T], listener: T) -> CALLBACK_TYPE:
    listeners.append(listener)

    @callback
    def remove() -> None:
        listeners.remove(listener)

    return remove


def entry_error(name: str, err: EntryError) -> ServiceValidationError:
    """Say in people's words why an entry is not taken."""
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=str(err.problem),
        translation_placeholders={"name": name, **err.values},
    )


async def async_open_person(house: House, entry_id: str, config: PersonConfig) -> Person:
    """Read a person's diary; raises `DiaryJournalError` when it is there and cannot be read."""
    journal = DiaryJournal(house.hass, entry_id)
    book = await journal.async_load(house.clock.now().wall)
    return Person(house, entry_id, config, journal, book)


__all__ = ["DATA_PERSONS", "EntryNews", "Person", "PromptKind", "async_open_person", "entry_error"]
