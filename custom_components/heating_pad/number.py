"""Usual length and ramp of a session; changed without a reload."""

from dataclasses import dataclass
from typing import override

from homeassistant.components.number import (
    NumberDeviceClass,
    NumberEntity,
    NumberEntityDescription,
    NumberMode,
)
from homeassistant.const import EntityCategory, UnitOfTime
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import CONF_RAMP_MINUTES, CONF_SESSION_MINUTES
from .engine.limits import MINUTE_S, RAMP_MAX_S, RAMP_MIN_S, SESSION_MIN_S
from .entity import HeatingPadEntity
from .models import AnyConfigEntry
from .pad import Pad
from .person import Person
from .person_controls import PainNow
from .settings import pad_config

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class PadNumberDescription(NumberEntityDescription):
    """Describes one number of a pad."""

    needs_goal: bool = False


NUMBERS: tuple[PadNumberDescription, ...] = (
    PadNumberDescription(
        key=CONF_SESSION_MINUTES,
        native_min_value=SESSION_MIN_S / MINUTE_S,
    ),
    PadNumberDescription(
        key=CONF_RAMP_MINUTES,
        native_min_value=RAMP_MIN_S / MINUTE_S,
        native_max_value=RAMP_MAX_S / MINUTE_S,
        needs_goal=True,
    ),
)


async def async_setup_entry(
    _hass: HomeAssistant,
    entry: AnyConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the numbers a pad has, or a person."""
    pad = entry.runtime_data
    if isinstance(pad, Person):
        async_add_entities([PainNow(pad)])
        return
    if not isinstance(pad, Pad):
        return
    async_add_entities(
        PadNumber(entry, pad, description)
        for description in NUMBERS
        if not (description.needs_goal and pad.settings.electronic)
    )


class PadNumber(HeatingPadEntity, NumberEntity):
    """One option of the entry, as a number."""

    entity_description: PadNumberDescription
    _attr_entity_category = EntityCategory.CONFIG
    _attr_device_class = NumberDeviceClass.DURATION
    _attr_native_unit_of_measurement = UnitOfTime.MINUTES
    _attr_native_step = 1.0
    _attr_mode = NumberMode.BOX

    def __init__(
        self,
        entry: AnyConfigEntry,
        pad: Pad,
        description: PadNumberDescription,
    ) -> None:
        """Take the option's name."""
        super().__init__(pad, description.key)
        self.entity_description = description
        self._entry = entry
        if description.key == CONF_SESSION_MINUTES:
            self._attr_native_max_value = pad.longest_session_s / MINUTE_S

    @override
    def shown(self) -> object:
        """Return what the state is made of."""
        return self.native_value

    @property
    @override
    def native_value(self) -> float:
        """What the pad uses now."""
        if self.entity_description.key == CONF_SESSION_MINUTES:
            return round(self.pad.default_duration_s / MINUTE_S, 1)
        return round(self.pad.settings.ramp_s / MINUTE_S, 1)

    @override
    async def async_set_native_value(self, value: float) -> None:
        """Store the option and use it from the next session on."""
        self.hass.config_entries.async_update_entry(
            self._entry,
            options={**self._entry.options, self.entity_description.key: value},
        )
        self.pad.change_settings(pad_config(self._entry))
