"""Bringing a heat pack's entry to life, and taking it away."""

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant

from .house import DATA_HOUSE
from .models import AnyConfigEntry
from .pack import async_erase_pack, async_open_pack, pack_config
from .timer import async_add_timer_entities

PLATFORMS = [Platform.BUTTON, Platform.EVENT, Platform.SENSOR]


async def async_setup_pack(hass: HomeAssistant, entry: AnyConfigEntry) -> bool:
    """Go on where the pack was."""
    house = hass.data[DATA_HOUSE]
    pack = await async_open_pack(house, entry.entry_id, pack_config(entry))
    entry.runtime_data = pack
    pack.start()
    entry.async_on_unload(pack.close)
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    if not await async_add_timer_entities(hass, entry):
        house.alarms.raise_issue("timer_missing", entry.entry_id, {"name": entry.title})
    return True


async def async_unload_pack(hass: HomeAssistant, entry: AnyConfigEntry) -> bool:
    """Unload; the time goes on."""
    return await hass.config_entries.async_unload_platforms(entry, PLATFORMS)


async def async_remove_pack(hass: HomeAssistant, entry: AnyConfigEntry) -> None:
    """Forget the pack; what is in somebody's diary stays there."""
    await async_erase_pack(hass, entry.entry_id)
    house = hass.data.get(DATA_HOUSE)
    if house is not None:
        house.alarms.forget(entry.entry_id)
