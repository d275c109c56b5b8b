"""What the plug and the thermometer measure, and what nobody can measure in a real bed."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import override

from homeassistant.components.sensor import SensorDeviceClass, SensorEntity, SensorEntityDescription, SensorStateClass
from homeassistant.const import UnitOfPower, UnitOfTemperature
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from . import SimulatedPadConfigEntry
from .const import CONF_THERMOMETER, DOMAIN, MANUFACTURER
from .entity import SimulatedEntity
from .pad import SimulatedPad
from .simulation import Report

PARALLEL_UPDATES = 0

_NOISE_C = 0.03


@dataclass(frozen=True, kw_only=True)
class TruthDescription(SensorEntityDescription):
    """A temperature taken straight from the plant."""

    value_fn: Callable[[SimulatedPad], float]


TRUTHS = (
    TruthDescription(key="surface", value_fn=lambda pad: pad.temperatures.surface_c),
    TruthDescription(key="skin", value_fn=lambda pad: pad.temperatures.skin_c),
)


async def async_setup_entry(
    _hass: HomeAssistant, entry: SimulatedPadConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the meter, the thermometer if there is one, and the truth."""
    entities: list[SensorEntity] = [SimulatedPower(entry, "power")]
    entities += [SimulatedTruth(entry, description) for description in TRUTHS]
    if entry.data[CONF_THERMOMETER]:
        entities.append(SimulatedThermometer(entry, "thermometer"))
    async_add_entities(entities)


class SimulatedPower(SimulatedEntity, SensorEntity):
    """Meter of the plug: reports when the relay moves and every ten seconds."""

    _attr_device_class = SensorDeviceClass.POWER
    _attr_native_unit_of_measurement = UnitOfPower.WATT
    _attr_state_class = SensorStateClass.MEASUREMENT
    _attr_suggested_display_precision = 0
    _reports_at = (Report.CHANGE, Report.INTERVAL)

    @property
    @override
    def available(self) -> bool:
        return self.simulation.pad.plug_reachable

    @property
    @override
    def native_value(self) -> float:
        return self.simulation.pad.power_w


class SimulatedTemperature(SimulatedEntity, SensorEntity):
    """A temperature reported every ten seconds."""

    _attr_device_class = SensorDeviceClass.TEMPERATURE
    _attr_native_unit_of_measurement = UnitOfTemperature.CELSIUS
    _attr_state_class = SensorStateClass.MEASUREMENT
    _attr_suggested_display_precision = 1
    _reports_at = (Report.INTERVAL,)


class SimulatedTruth(SimulatedTemperature):
    """A temperature of the plant that no device reports."""

    entity_description: TruthDescription

    def __init__(self, entry: SimulatedPadConfigEntry, description: TruthDescription) -> None:
        """Read this part of the plant."""
        super().__init__(entry, description.key)
        self.entity_description = description

    @property
    @override
    def native_value(self) -> float:
        return round(self.entity_description.value_fn(self.simulation.pad), 2)


class SimulatedThermometer(SimulatedTemperature):
    """Contact thermometer under the cover: a device of its own, late, noisy and coarse."""

    _attr_name = None

    def __init__(self, entry: SimulatedPadConfigEntry, key: str) -> None:
        """Attach to the thermometer's device."""
        super().__init__(entry, key)
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, f"{entry.entry_id}_{key}")},
            manufacturer=MANUFACTURER,
            model="Simulated contact thermometer",
            name=f"{entry.title} thermometer",
        )
        self._noise = random.Random(entry.entry_id)
        self._measure()

    @override
    async def async_added_to_hass(self) -> None:
        """Send a reading every ten seconds, also when nothing changed."""
        self.async_on_remove(self.simulation.async_listen(Report.INTERVAL, self._send))

    @callback
    def _send(self) -> None:
        pad = self.simulation.pad
        if pad.thermometer_measures:
            self._measure()
        if pad.thermometer_reports:
            self.async_write_ha_state()

    def _measure(self) -> None:
        measured_c = self.simulation.pad.temperatures.sensor_c + self._noise.gauss(0, _NOISE_C)
        self._attr_native_value = round(measured_c, 1)
