"""Counts for Home Assistant's system information; nothing of them names anybody or anything."""

from typing import Any

from homeassistant.components.system_health import SystemHealthRegistration
from homeassistant.core import HomeAssistant, callback

from .const import CONF_KIND, DOMAIN, KIND_ELECTRIC_PAD, KIND_HEAT_PACK, KIND_PERSON
from .engine.auto_off import AutoOffStatus
from .house import DATA_HOUSE
from .pad import DATA_PADS


@callback
def async_register(hass: HomeAssistant, register: SystemHealthRegistration) -> None:
    """Offer what is known."""
    register.async_register_info(async_system_health_info)


async def async_system_health_info(hass: HomeAssistant) -> dict[str, Any]:
    """Return how many there are of what, and how many of them need somebody."""
    kinds = [entry.data.get(CONF_KIND) for entry in hass.config_entries.async_entries(DOMAIN)]
    house = hass.data.get(DATA_HOUSE)
    pads = list(hass.data.get(DATA_PADS, {}).values())
    return {
        "pads": kinds.count(KIND_ELECTRIC_PAD),
        "heat_packs": kinds.count(KIND_HEAT_PACK),
        "persons": kinds.count(KIND_PERSON),
        "sessions_running": sum(pad.heats is not None for pad in pads),
        "faults": sum(pad.view.fault is not None for pad in pads),
        "off_not_confirmed": 0 if house is None else sum(keeper.pending for keeper in house.keepers.values()),
        "countdowns_verified": sum(pad.countdown.status is AutoOffStatus.VERIFIED for pad in pads),
        "records_damaged": 0 if house is None else len(house.journal.damaged),
    }
