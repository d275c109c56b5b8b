"""What all entities of a person have in common."""

from typing import override

from homeassistant.core import callback
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity import Entity

from .const import DOMAIN
from .diary_access import async_check_access
from .person import Person


class PersonEntity(Entity):
    """An entity that shows something of a person."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(self, person: Person, key: str) -> None:
        """Name the entity after its key."""
        self.person = person
        self._attr_unique_id = f"{person.entry_id}_{key}"
        self._attr_translation_key = key
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, person.entry_id)},
            name=person.name,
            manufacturer="Heating Pad",
            model="Person",
            entry_type=DeviceEntryType.SERVICE,
        )
        self._last_shown: object = None

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the person."""
        await super().async_added_to_hass()
        self.async_on_remove(self.person.on_change(self._person_changed))

    @callback
    @override
    def async_entity_id_changed(self, old_entity_id: str) -> None:
        """Keep going under the new name."""

    def shown(self) -> object:
        """Return what people see of this entity; its state is written when that changes."""
        return None

    @callback
    def _person_changed(self) -> None:
        shown = self.shown()
        if shown != self._last_shown:
            self._last_shown = shown
            self.async_write_ha_state()

    async def async_check_access(self) -> None:
        """Raise when whoever calls may not use this diary."""
        await async_check_access(self.hass, self.person, self._context)
