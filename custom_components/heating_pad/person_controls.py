"""What a person can set and press, and what they are told, as entities."""

from typing import override

from homeassistant.components.button import ButtonEntity
from homeassistant.components.event import EventEntity
from homeassistant.components.number import NumberEntity, NumberMode
from homeassistant.core import callback

from .engine.book import Outcome
from .engine.diary import SCORE_MAX
from .engine.prompts import Prompt, PromptKind
from .person import EntryNews, Person
from .person_entity import PersonEntity


class PainNow(PersonEntity, NumberEntity):
    """Setting it writes down how much it hurts now; it never has a value, so no scene can bring one back."""

    _attr_native_min_value = 0
    _attr_native_max_value = SCORE_MAX
    _attr_native_step = 1
    _attr_mode = NumberMode.SLIDER
    _attr_native_value = None

    def __init__(self, person: Person) -> None:
        """Name the entity."""
        super().__init__(person, "pain_now")

    @override
    async def async_set_native_value(self, value: float) -> None:
        """Write it down."""
        await self.async_check_access()
        await self.person.async_log_pain({"score": value})


class UndoEntry(PersonEntity, ButtonEntity):
    """Takes back what was written down last."""

    def __init__(self, person: Person) -> None:
        """Name the entity."""
        super().__init__(person, "undo_entry")

    @override
    async def async_press(self) -> None:
        """Take it back."""
        await self.async_check_access()
        await self.person.async_undo()


class PainEntryEvent(PersonEntity, EventEntity):
    """What became of an entry: id, score and moment, nothing else."""

    _attr_event_types = [Outcome.LOGGED, Outcome.CORRECTED, Outcome.DELETED]  # noqa: RUF012 - as the base class declares it

    def __init__(self, person: Person) -> None:
        """Name the entity."""
        super().__init__(person, "pain_entry")

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the entries."""
        self.async_on_remove(self.person.on_entry(self._happened))

    @callback
    @override
    def async_entity_id_changed(self, old_entity_id: str) -> None:
        """Keep going under the new name."""

    @callback
    def _happened(self, news: EntryNews) -> None:
        self._trigger_event(news.outcome, {"id": news.id, "score": news.score, "moment": news.moment})
        self.async_write_ha_state()


class PromptEvent(PersonEntity, EventEntity):
    """A question to the person, for whoever wants to put it in another way."""

    _attr_event_types = [each for each in PromptKind if each is not PromptKind.STRETCH]  # noqa: RUF012 - as above

    def __init__(self, person: Person) -> None:
        """Name the entity."""
        super().__init__(person, "prompt")

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the questions."""
        self.async_on_remove(self.person.on_prompt(self._asked))

    @callback
    @override
    def async_entity_id_changed(self, old_entity_id: str) -> None:
        """Keep going under the new name."""

    @callback
    def _asked(self, prompt: Prompt) -> None:
        if prompt.kind is not PromptKind.STRETCH:
            self._trigger_event(prompt.kind, {"session": prompt.session})
            self.async_write_ha_state()
