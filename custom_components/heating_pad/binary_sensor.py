"""Fault and real relay of a pad."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, override

from homeassistant.components.binary_sensor import BinarySensorEntity, BinarySensorEntityDescription
from homeassistant.components.binary_sensor.const import BinarySensorDeviceClass
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .engine.view import PadView
from .entity import HeatingPadEntity
from .models import AnyConfigEntry
from .pad import Pad
from .person import Person
from .person_sensors import SeeClinician

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class PadBinarySensorDescription(BinarySensorEntityDescription):
    """Describes one yes or no of a pad."""

    is_on_fn: Callable[[PadView], bool | None]
    attributes_fn: Callable[[PadView], Mapping[str, Any]] | None = None
    detailed: bool = False


BINARY_SENSORS: tuple[PadBinarySensorDescription, ...] = (
    PadBinarySensorDescription(
        key="fault",
        device_class=BinarySensorDeviceClass.PROBLEM,
        is_on_fn=lambda view: view.fault is not None,
        # A relay is found stuck after the session has ended for another reason.
        attributes_fn=lambda view: {"reason": view.fault},
    ),
    PadBinarySensorDescription(
        key="heating",
        detailed=True,
        entity_registry_enabled_default=False,
        is_on_fn=lambda view: view.relay_on,
    ),
)


async def async_setup_entry(
    _hass: HomeAssistant,
    entry: AnyConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the binary sensors of a pad, or of a person."""
    pad = entry.runtime_data
    if isinstance(pad, Person):
        async_add_entities([SeeClinician(pad)])
    elif isinstance(pad, Pad):
        async_add_entities(PadBinarySensor(pad, description) for description in BINARY_SENSORS)


class PadBinarySensor(HeatingPadEntity, BinarySensorEntity):
    """One yes or no of the pad's picture."""

    entity_description: PadBinarySensorDescription

    def __init__(self, pad: Pad, description: PadBinarySensorDescription) -> None:
        """Take the description's key as name."""
        super().__init__(pad, description.key)
        self.entity_description = description
        self._detailed = description.detailed

    @override
    def shown(self) -> object:
        """Return what the state is made of."""
        return self.is_on, self.extra_state_attributes

    @property
    @override
    def is_on(self) -> bool | None:
        """The value the description picks."""
        return self.entity_description.is_on_fn(self.view)

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """What the description adds."""
        attributes_fn = self.entity_description.attributes_fn
        return None if attributes_fn is None else attributes_fn(self.view)
