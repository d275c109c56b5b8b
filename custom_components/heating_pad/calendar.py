"""A person's sessions and entries as a calendar, without notes; off until somebody wants it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import override

from homeassistant.components.calendar import CalendarEntity, CalendarEvent
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .channels import async_texts
from .diary_words import sentence
from .engine.diary import Activity, AnyEntry, Checkup, Heat, PainEntry
from .models import AnyConfigEntry
from .person import Person
from .person_entity import PersonEntity

PARALLEL_UPDATES = 0

_SHOWN_FOR = timedelta(minutes=15)
_KINDS: tuple[type[AnyEntry], ...] = (PainEntry, Checkup, Activity, Heat)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: AnyConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add a person's calendar."""
    if isinstance(entry.runtime_data, Person):
        async_add_entities([HistoryCalendar(entry.runtime_data, await async_texts(hass, None))])


class HistoryCalendar(PersonEntity, CalendarEntity):
    """What was, by day."""

    _attr_entity_registry_enabled_default = False

    def __init__(self, person: Person, texts: Mapping[str, str]) -> None:
        """Name the entity."""
        super().__init__(person, "history")
        self._texts = texts

    @override
    def shown(self) -> object:
        """Return what the state is made of."""
        return self.event

    @property
    @override
    def event(self) -> CalendarEvent | None:
        """The last thing that happened."""
        newest = [entry for kind in _KINDS if (entry := self.person.book.last(kind)) is not None]
        if not newest:
            return None
        return self._event(max(newest, key=lambda entry: entry.happened_at))

    @override
    async def async_get_events(
        self, hass: HomeAssistant, start_date: datetime, end_date: datetime
    ) -> list[CalendarEvent]:
        """Return what happened in a stretch of time."""
        # What began shortly before may reach into it: the longest heat is a patch of eight hours.
        since = start_date - timedelta(hours=9)
        entries = [entry for kind in _KINDS for entry in self.person.book.between(kind, since, end_date)]
        events = [event for entry in entries if (event := self._event(entry)) is not None]
        return sorted((event for event in events if event.end > start_date), key=lambda event: event.start)

    def _event(self, entry: AnyEntry) -> CalendarEvent | None:
        said = sentence(entry, self._texts)
        if said is None:
            return None
        end = entry.happened_at + _SHOWN_FOR
        if isinstance(entry, Heat):
            end = max(entry.ended, entry.happened_at + timedelta(minutes=1))
        elif isinstance(entry, Activity):
            end = entry.happened_at + timedelta(minutes=entry.minutes)
        return CalendarEvent(start=entry.happened_at, end=end, summary=said, uid=entry.id)
