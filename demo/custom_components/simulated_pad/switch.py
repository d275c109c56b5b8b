"""The plug's relay as the plug reports it."""

from typing import Any, override

from homeassistant.components.switch import SwitchDeviceClass, SwitchEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from . import SimulatedPadConfigEntry
from .entity import SimulatedEntity
from .simulation import Report

PARALLEL_UPDATES = 0


async def async_setup_entry(
    _hass: HomeAssistant, entry: SimulatedPadConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the switch."""
    async_add_entities([SimulatedSwitch(entry, "switch")])


class SimulatedSwitch(SimulatedEntity, SwitchEntity):
    """Relay of the plug; its state is the plug's report, never the command."""

    _attr_device_class = SwitchDeviceClass.OUTLET
    _attr_name = None
    _reports_at = (Report.CHANGE,)

    @property
    @override
    def available(self) -> bool:
        return self.simulation.pad.plug_reachable

    @property
    @override
    def is_on(self) -> bool:
        return self.simulation.pad.reports_on

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        self.simulation.async_command(on=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        self.simulation.async_command(on=False)
