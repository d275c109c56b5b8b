"""Other entities of a plug's device that say or set how the plug behaves."""

import asyncio

from homeassistant.const import ATTR_ENTITY_ID, ATTR_OPTION
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er

from .auto_off import AutoOffError
from .source import SourceEntity, usable

_POWER_ON_WORDS = (
    "power_on_behavior",
    "power_on_state",
    "power_outage_memory",
    "start_up_on_off",
    "startup_on_off",
    "initial_state",
)
_TAKES_S = 10.0
"""How long a plug may take to report the option chosen."""
_OFF = "off"


def siblings(hass: HomeAssistant, entity_id: str, domain: str) -> list[er.RegistryEntry]:
    """Return the entities of one domain on the same device."""
    registry = er.async_get(hass)
    entry = registry.async_get(entity_id)
    if entry is None or entry.device_id is None:
        return []
    return [
        each
        for each in er.async_entries_for_device(registry, entry.device_id, include_disabled_entities=True)
        if each.domain == domain
    ]


def power_on_select(hass: HomeAssistant, entity_id: str) -> str | None:
    """Return the select that says what the plug does when mains comes back, None where there is none."""
    for each in siblings(hass, entity_id, "select"):
        told = f"{each.unique_id} {each.translation_key or ''} {each.entity_id}".lower()
        if not each.disabled and any(word in told for word in _POWER_ON_WORDS):
            return each.entity_id
    return None


def starts_off(hass: HomeAssistant, entity_id: str) -> bool | None:
    """Read whether the plug stays off when mains comes back; None when nothing says so."""
    select = power_on_select(hass, entity_id)
    state = None if select is None else hass.states.get(select)
    if state is None or not usable(state):
        return None
    return state.state.lower() == _OFF


async def async_set_power_on(hass: HomeAssistant, entity_id: str, option: str) -> str | None:
    """Choose what the plug does when mains comes back; returns what it was, None where it cannot be set."""
    select = power_on_select(hass, entity_id)
    state = None if select is None else hass.states.get(select)
    if select is None or state is None:
        return None
    # Families write it in their own case: "Off", "off".
    wanted = next((each for each in state.attributes.get("options", []) if each.lower() == option.lower()), None)
    if wanted is None:
        return None
    news = asyncio.Event()
    source = SourceEntity(hass, select, lambda _state: news.set())
    source.start()
    try:
        async with asyncio.timeout(_TAKES_S):
            await hass.services.async_call(
                "select", "select_option", {ATTR_ENTITY_ID: select, ATTR_OPTION: wanted}, blocking=True
            )
            while (shown := source.state) is not None and shown.state != wanted:
                news.clear()
                await news.wait()
    except HomeAssistantError as err:
        raise AutoOffError(str(err), reached=False) from err
    except TimeoutError:
        # It has not reported the option: whoever reads it back sees what it says.
        return state.state
    finally:
        source.stop()
    return state.state
