"""What all entities of a simulated pad share."""

from typing import override

from homeassistant.core import callback
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity import Entity

from . import SimulatedPadConfigEntry
from .const import DOMAIN, MANUFACTURER
from .simulation import Report


class SimulatedEntity(Entity):
    """An entity of the plug, unless a subclass says otherwise."""

    _attr_has_entity_name = True
    _attr_should_poll = False
    _reports_at: tuple[Report, ...] = ()

    def __init__(self, entry: SimulatedPadConfigEntry, key: str) -> None:
        """Attach to the plug's device."""
        self.simulation = entry.runtime_data
        self._attr_unique_id = f"{entry.entry_id}_{key}"
        self._attr_translation_key = key
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, entry.entry_id)},
            manufacturer=MANUFACTURER,
            model="Simulated plug with a pad",
            name=f"{entry.title} plug",
        )

    @override
    async def async_added_to_hass(self) -> None:
        """Report whenever the device would."""
        for report in self._reports_at:
            self.async_on_remove(self.simulation.async_listen(report, self.async_write_ha_state))

    @callback
    @override
    def async_entity_id_changed(self, old_entity_id: str) -> None:
        """Stay as it is when renamed."""
