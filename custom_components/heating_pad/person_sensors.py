"""What a person's diary and heat come to, as sensors."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, override

from homeassistant.components.binary_sensor import BinarySensorDeviceClass, BinarySensorEntity
from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import UnitOfTime
from homeassistant.helpers.typing import StateType

from .engine.pain import Change
from .person import Person
from .person_entity import PersonEntity


@dataclass(frozen=True, kw_only=True)
class PersonSensorDescription(SensorEntityDescription):
    """Describes one sensor of a person."""

    value_fn: Callable[[Person], StateType | datetime]
    attributes_fn: Callable[[Person], Mapping[str, Any]] | None = None


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def change_values(change: Change) -> dict[str, Any]:
    """Return what may be said of changes, as plain values."""
    interval = change.interval
    return {
        "n": change.n,
        "summary": str(change.summary),
        "interval": None if interval is None else [round(each, 2) for each in interval],
        "median": change.median,
        "range": None if change.low is None else [change.low, change.high],
        "meaningful": change.meaningful,
        "list": list(change.changes[-20:]),
    }


def _change_attributes(person: Person) -> Mapping[str, Any]:
    analysis = person.analysis
    without = change_values(analysis.without_heat)
    return {
        **change_values(analysis.after_heat),
        "without_heat": without if analysis.without_heat.median is not None else {"n": without["n"]},
    }


SENSORS: tuple[PersonSensorDescription, ...] = (
    PersonSensorDescription(key="pain", value_fn=lambda person: person.pain),
    PersonSensorDescription(
        key="pain_average",
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=1,
        value_fn=lambda person: _rounded(person.pain_average, 2),
    ),
    PersonSensorDescription(
        key="heat_change",
        suggested_display_precision=1,
        value_fn=lambda person: _rounded(person.analysis.after_heat.mean, 2),
        attributes_fn=_change_attributes,
    ),
    PersonSensorDescription(
        key="heated_today",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.MINUTES,
        suggested_display_precision=0,
        value_fn=lambda person: int(person.heated_today_s // 60),
    ),
    PersonSensorDescription(
        key="dose_today",
        suggested_display_precision=2,
        value_fn=lambda person: _rounded(person.dose_today, 2),
    ),
    PersonSensorDescription(key="sessions_week", value_fn=lambda person: person.sessions_week),
    PersonSensorDescription(
        key="ready_at", device_class=SensorDeviceClass.TIMESTAMP, value_fn=lambda person: person.ready_at
    ),
    PersonSensorDescription(
        key="last_entry", device_class=SensorDeviceClass.TIMESTAMP, value_fn=lambda person: person.last_entry
    ),
)


def person_sensors(person: Person) -> list[SensorEntity]:
    """Return all sensors of a person."""
    return [PersonSensor(person, description) for description in SENSORS]


class PersonSensor(PersonEntity, SensorEntity):
    """One value of a person."""

    entity_description: PersonSensorDescription

    def __init__(self, person: Person, description: PersonSensorDescription) -> None:
        """Take the description's key as name."""
        super().__init__(person, description.key)
        self.entity_description = description

    @override
    def shown(self) -> object:
        """Return what the state is made of."""
        return self.native_value, self.extra_state_attributes

    @property
    @override
    def native_value(self) -> StateType | datetime:
        """The value the description picks."""
        return self.entity_description.value_fn(self.person)

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """What the description adds."""
        attributes_fn = self.entity_description.attributes_fn
        return None if attributes_fn is None else attributes_fn(self.person)


class SeeClinician(PersonEntity, BinarySensorEntity):
    """The entries are reason enough to advise seeing a clinician."""

    _attr_device_class = BinarySensorDeviceClass.PROBLEM

    def __init__(self, person: Person) -> None:
        """Name the entity."""
        super().__init__(person, "see_clinician")

    @override
    def shown(self) -> object:
        """Return what the state is made of."""
        return self.extra_state_attributes

    @property
    @override
    def is_on(self) -> bool:
        """Whether there is something to hear of."""
        return bool(self.person.see_clinician)

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Which rules apply."""
        return {"rules": sorted(self.person.see_clinician)}
