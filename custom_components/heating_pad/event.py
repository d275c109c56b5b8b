"""Everything that happens in a session, as an event entity."""

from typing import override

from homeassistant.components.event import EventEntity
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .engine.events import Announce
from .engine.models import Notice
from .entity import HeatingPadEntity
from .models import AnyConfigEntry
from .pack import Pack
from .pack_entity import PackEvent
from .pad import Pad
from .person import Person
from .person_controls import PainEntryEvent, PromptEvent

PARALLEL_UPDATES = 0


async def async_setup_entry(
    _hass: HomeAssistant,
    entry: AnyConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the session's events."""
    if isinstance(entry.runtime_data, Person):
        async_add_entities([PainEntryEvent(entry.runtime_data), PromptEvent(entry.runtime_data)])
        return
    if isinstance(entry.runtime_data, Pack):
        async_add_entities([PackEvent(entry.runtime_data)])
        return
    async_add_entities([SessionEvent(entry.runtime_data)])


class SessionEvent(HeatingPadEntity, EventEntity):
    """What was announced last."""

    _attr_event_types = [*Notice]  # noqa: RUF012 - as the base class declares it

    def __init__(self, pad: Pad) -> None:
        """Name the entity."""
        super().__init__(pad, "session")

    @override
    async def async_added_to_hass(self) -> None:
        """Follow what the pad announces."""
        self.async_on_remove(self.pad.on_announce(self._announced))

    @callback
    @override
    def async_entity_id_changed(self, old_entity_id: str) -> None:
        """Keep going under the new name."""

    @callback
    def _announced(self, announce: Announce) -> None:
        self._trigger_event(
            announce.notice,
            {
                "session": announce.session_id,
                "reason": announce.reason,
                **announce.data,
            },
        )
        self.async_write_ha_state()
