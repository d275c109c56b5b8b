"""How fast the pad's time runs."""

from typing import override

from homeassistant.components.number import NumberEntity, NumberMode
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from . import SimulatedPadConfigEntry
from .entity import SimulatedEntity

PARALLEL_UPDATES = 0


async def async_setup_entry(
    _hass: HomeAssistant, entry: SimulatedPadConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the speed."""
    async_add_entities([SimulatedSpeed(entry, "speed")])


class SimulatedSpeed(SimulatedEntity, NumberEntity):
    """Factor between the pad's time and ours."""

    _attr_entity_category = EntityCategory.CONFIG
    _attr_mode = NumberMode.SLIDER
    _attr_native_min_value = 1
    # Faster pads warm by more between two reports than a thermometer can believe.
    _attr_native_max_value = 4
    _attr_native_step = 0.5

    @property
    @override
    def native_value(self) -> float:
        return self.simulation.speed

    @override
    async def async_set_native_value(self, value: float) -> None:
        self.simulation.async_set_speed(value)
        self.async_write_ha_state()
