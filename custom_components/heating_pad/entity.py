"""What all entities of a pad have in common."""

from typing import TYPE_CHECKING, override

from homeassistant.core import callback
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity import Entity

from .attendance import async_attended
from .const import DOMAIN
from .pad import Pad

if TYPE_CHECKING:
    from .engine.view import PadView


def device_info(pad: Pad) -> DeviceInfo:
    """Describe the pad's own device, linked to its plug's."""
    return DeviceInfo(
        identifiers={(DOMAIN, pad.entry_id)},
        name=pad.config.name,
        manufacturer="Heating Pad",
        model="Electric heating pad",
        # 2026.10 declares a text here; both versions take None for "no link".
        via_device_id=_plug_device(pad),  # type: ignore[typeddict-item, unused-ignore]
    )


def _plug_device(pad: Pad) -> str | None:
    """Return the plug's device; a child device cannot be linked to, its parent can."""
    entity_id = pad.keeper.entity_id
    if entity_id is None:
        return None
    entry = er.async_get(pad.hass).async_get(entity_id)
    if entry is None or entry.device_id is None:
        return None
    device = dr.async_get(pad.hass).async_get(entry.device_id)
    return None if device is None else device.id


class HeatingPadEntity(Entity):
    """An entity that shows the pad's picture and passes wishes on."""

    _attr_has_entity_name = True
    _attr_should_poll = False
    _detailed = False
    """Shows something that every pulse of the relay changes."""

    def __init__(self, pad: Pad, key: str) -> None:
        """Name the entity after its key."""
        self.pad = pad
        self._attr_unique_id = f"{pad.entry_id}_{key}"
        self._attr_translation_key = key
        self._attr_device_info = device_info(pad)
        self._last_shown: object = None

    @property
    def view(self) -> PadView:
        """The pad's present picture."""
        return self.pad.view

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the pad."""
        await super().async_added_to_hass()
        self.async_on_remove(self.pad.on_change(self._pad_changed, detailed=self._detailed))

    @callback
    @override
    def async_entity_id_changed(self, old_entity_id: str) -> None:
        """Keep going under the new name: the session does not live in here."""

    def shown(self) -> object:
        """Return what people see of this entity; its state is written when that changes."""
        return self.view

    @callback
    def _pad_changed(self) -> None:
        shown = self.shown()
        if shown != self._last_shown:
            self._last_shown = shown
            self.async_write_ha_state()

    async def async_attended(self, *, occupancy_counts: bool = True) -> bool:
        """Whether a person stands behind the call that is being carried out."""
        return await async_attended(self.pad, self._context, occupancy_counts=occupancy_counts)
