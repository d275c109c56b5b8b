"""Choice of what is broken."""

from typing import override

from homeassistant.components.select import SelectEntity
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from . import SimulatedPadConfigEntry
from .const import CONF_THERMOMETER
from .entity import SimulatedEntity
from .pad import Fault
from .simulation import Report

PARALLEL_UPDATES = 0

_OF_THERMOMETER = {Fault.SENSOR_FELL_OFF, Fault.SENSOR_FROZEN, Fault.SENSOR_SILENT}


async def async_setup_entry(
    _hass: HomeAssistant, entry: SimulatedPadConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the choice."""
    absent = set() if entry.data[CONF_THERMOMETER] else _OF_THERMOMETER
    async_add_entities([SimulatedFault(entry, [fault for fault in Fault if fault not in absent])])


class SimulatedFault(SimulatedEntity, SelectEntity):
    """The present fault."""

    _attr_entity_category = EntityCategory.CONFIG
    _reports_at = (Report.CHANGE,)

    def __init__(self, entry: SimulatedPadConfigEntry, faults: list[Fault]) -> None:
        """Offer these faults."""
        super().__init__(entry, "fault")
        self._attr_options = [fault.value for fault in faults]

    @property
    @override
    def current_option(self) -> str:
        return self.simulation.pad.fault.value

    @override
    async def async_select_option(self, option: str) -> None:
        self.simulation.async_break_with(Fault(option))
