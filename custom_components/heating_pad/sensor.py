"""What a pad does, why, and how much heat there was."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import (
    PERCENTAGE,
    EntityCategory,
    UnitOfTemperature,
    UnitOfTime,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.typing import StateType

from .engine.auto_off import AutoOffStatus
from .engine.models import Phase, Refusal, Sensing, StopReason, WaitingFor
from .entity import HeatingPadEntity
from .models import AnyConfigEntry
from .pack import Pack
from .pack_entity import SENSORS as PACK_SENSORS, PackSensor
from .pad import Pad
from .person import Person
from .person_sensors import person_sensors
from .plug.countdown import operating_expiry_s

PARALLEL_UPDATES = 0

_NOT_BLOCKING = {
    Refusal.SESSION_OVER,
    Refusal.NO_SESSION,
    Refusal.NOT_SUPPORTED,
    Refusal.CAUSE_PRESENT,
}
_NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class PadSensorDescription(SensorEntityDescription):
    """Describes one sensor of a pad."""

    value_fn: Callable[[Pad], StateType | datetime]
    attributes_fn: Callable[[Pad], Mapping[str, Any]] | None = None
    exists_fn: Callable[[Pad], bool] = lambda _pad: True
    default_fn: Callable[[Pad], bool] = lambda _pad: True
    detailed: bool = False


def _temperature_attributes(pad: Pad) -> Mapping[str, Any]:
    estimated = pad.view.temperature_estimated
    return {"source": "estimated" if estimated else "measured"}


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _auto_off(pad: Pad) -> dict[str, Any]:
    """What is known of the plug's countdown, and of the plug's word."""
    traits = pad.countdown.traits
    record = pad.countdown.record
    return {
        "family": None if traits is None else str(traits.family),
        "renews": None if traits is None else traits.renews,
        "expiry_seconds": None if traits is None else operating_expiry_s(traits, pad.settings),
        "result": None if record is None or record.result is None else str(record.result),
        "tested_at": None if record is None or record.tested_at is None else record.tested_at.isoformat(),
        "last_test": None if pad.test_result is None else str(pad.test_result),
        "testing": None if pad.test_step is None else str(pad.test_step),
        "plug_grade": str(pad.plug_grade),
    }


SENSORS: tuple[PadSensorDescription, ...] = (
    PadSensorDescription(
        key="phase",
        device_class=SensorDeviceClass.ENUM,
        options=[*Phase],
        value_fn=lambda pad: pad.view.phase,
        attributes_fn=lambda pad: {"session": pad.view.session_id, "confirm_start": pad.settings.confirm_start},
    ),
    PadSensorDescription(
        key="waiting_for",
        device_class=SensorDeviceClass.ENUM,
        options=[*WaitingFor],
        value_fn=lambda pad: pad.view.waiting_for,
    ),
    PadSensorDescription(
        key="blocked_by",
        device_class=SensorDeviceClass.ENUM,
        options=[
            _NOTHING,
            *(refusal for refusal in Refusal if refusal not in _NOT_BLOCKING),
        ],
        value_fn=lambda pad: _NOTHING if pad.view.blocked_by is None else pad.view.blocked_by.refusal,
    ),
    PadSensorDescription(
        key="stop_reason",
        device_class=SensorDeviceClass.ENUM,
        options=[*StopReason],
        value_fn=lambda pad: pad.view.stop_reason,
    ),
    PadSensorDescription(
        key="pad_temperature",
        device_class=SensorDeviceClass.TEMPERATURE,
        state_class=SensorStateClass.MEASUREMENT,
        native_unit_of_measurement=UnitOfTemperature.CELSIUS,
        suggested_display_precision=1,
        value_fn=lambda pad: _rounded(pad.view.temperature_c, 1),
        attributes_fn=_temperature_attributes,
        exists_fn=lambda pad: not pad.settings.electronic,
        default_fn=lambda pad: pad.settings.sensing is not Sensing.CONTROL,
    ),
    PadSensorDescription(
        key="ends_at",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda pad: pad.view.ends_at,
    ),
    PadSensorDescription(
        key="ready_at",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda pad: pad.view.ready_at,
    ),
    PadSensorDescription(
        key="heated_today",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.MINUTES,
        suggested_display_precision=0,
        value_fn=lambda pad: int(pad.heated_today_s // 60),
    ),
    PadSensorDescription(
        key="sessions_today",
        value_fn=lambda pad: pad.sessions_today,
    ),
    PadSensorDescription(
        key="heated_total",
        device_class=SensorDeviceClass.DURATION,
        state_class=SensorStateClass.TOTAL_INCREASING,
        native_unit_of_measurement=UnitOfTime.MINUTES,
        suggested_display_precision=0,
        value_fn=lambda pad: int(pad.view.heated_total_s // 60),
    ),
    PadSensorDescription(
        key="sessions_total",
        state_class=SensorStateClass.TOTAL_INCREASING,
        value_fn=lambda pad: pad.view.sessions_total,
    ),
    PadSensorDescription(
        key="heat_output",
        detailed=True,
        native_unit_of_measurement=PERCENTAGE,
        state_class=SensorStateClass.MEASUREMENT,
        entity_registry_enabled_default=False,
        suggested_display_precision=0,
        value_fn=lambda pad: round(pad.view.output_percent),
        exists_fn=lambda pad: not pad.settings.electronic,
    ),
    PadSensorDescription(
        key="dose",
        detailed=True,
        entity_registry_enabled_default=False,
        suggested_display_precision=2,
        value_fn=lambda pad: _rounded(pad.view.dose, 2),
        exists_fn=lambda pad: pad.settings.sensing is Sensing.CONTROL,
    ),
    PadSensorDescription(
        key="relay_operations",
        detailed=True,
        entity_category=EntityCategory.DIAGNOSTIC,
        state_class=SensorStateClass.TOTAL_INCREASING,
        entity_registry_enabled_default=False,
        value_fn=lambda pad: pad.view.relay_operations,
    ),
    PadSensorDescription(
        key="auto_off",
        device_class=SensorDeviceClass.ENUM,
        entity_category=EntityCategory.DIAGNOSTIC,
        options=[str(each) for each in AutoOffStatus],
        value_fn=lambda pad: pad.countdown.status,
        attributes_fn=_auto_off,
    ),
)


async def async_setup_entry(
    _hass: HomeAssistant,
    entry: AnyConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the sensors a pad can have."""
    if isinstance(entry.runtime_data, Person):
        async_add_entities(person_sensors(entry.runtime_data))
        return
    if isinstance(entry.runtime_data, Pack):
        async_add_entities(PackSensor(entry.runtime_data, description) for description in PACK_SENSORS)
        return
    pad = entry.runtime_data
    async_add_entities(PadSensor(pad, description) for description in SENSORS if description.exists_fn(pad))


class PadSensor(HeatingPadEntity, SensorEntity):
    """One value of the pad's picture."""

    entity_description: PadSensorDescription

    def __init__(self, pad: Pad, description: PadSensorDescription) -> None:
        """Take the description's key as name."""
        super().__init__(pad, description.key)
        self.entity_description = description
        self._detailed = description.detailed
        if not description.default_fn(pad):
            self._attr_entity_registry_enabled_default = False

    @override
    def shown(self) -> object:
        """Return what the state is made of."""
        return self.native_value, self.extra_state_attributes

    @property
    @override
    def native_value(self) -> StateType | datetime:
        """The value the description picks."""
        return self.entity_description.value_fn(self.pad)

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """What the description adds."""
        attributes_fn = self.entity_description.attributes_fn
        return None if attributes_fn is None else attributes_fn(self.pad)
