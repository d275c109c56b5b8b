"""Heating Pad: bounded, low-start heat sessions on a smart plug. Not a medical device."""

import logging

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import ConfigType

from .blueprint_install import async_forget_blueprints, async_keep_blueprints_current
from .card import async_serve_card
from .const import CONF_FORMER_PLUGS, CONF_KIND, DOMAIN, KIND_HEAT_PACK, KIND_PERSON
from .former_plugs import async_give_back, async_give_back_former, former_plugs
from .house import DATA_HOUSE, async_open_house
from .migration import migrate
from .models import AnyConfigEntry
from .notification_buttons import async_listen_to_buttons
from .owed_offs import async_see_off, async_see_off_owed
from .pack_setup import async_remove_pack, async_setup_pack, async_unload_pack
from .pad import Pad, async_open_pad
from .person_services import async_register_person_services
from .person_setup import async_remove_person, async_setup_person, async_unload_person
from .plug.identity import plug_identity
from .plug_exposure import async_undo
from .services import async_register_services
from .settings import pad_config
from .timer import async_add_timer_entities
from .voice_setup import async_forget_sentences, async_set_up_voice, async_tell_assist
from .voice_source import async_listen_to_assistants
from .websocket import async_register_commands

_LOGGER = logging.getLogger(__name__)

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)

PLATFORMS = [
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.CLIMATE,
    Platform.EVENT,
    Platform.NUMBER,
    Platform.SELECT,
    Platform.SENSOR,
]


async def async_setup(hass: HomeAssistant, _config: ConfigType) -> bool:
    """Open the house that all pads share, register the actions, and serve the card."""
    await async_open_house(hass)
    async_see_off_owed(hass)
    async_register_services(hass)
    async_register_person_services(hass)
    async_listen_to_buttons(hass)
    async_listen_to_assistants(hass)
    async_set_up_voice(hass)
    async_keep_blueprints_current(hass)
    async_serve_card(hass)
    async_register_commands(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: AnyConfigEntry) -> bool:
    """Bring one pad to life; its plug is told OFF before anything else."""
    if entry.data.get(CONF_KIND) == KIND_PERSON:
        return await async_setup_person(hass, entry)
    if entry.data.get(CONF_KIND) == KIND_HEAT_PACK:
        done = await async_setup_pack(hass, entry)
        async_tell_assist(hass, entry)
        return done
    house = hass.data[DATA_HOUSE]
    pad = await async_open_pad(house, entry.entry_id, pad_config(entry))
    entry.runtime_data = pad
    pad.start()
    # From here on nothing may raise: forwarded platforms would outlive a failed setup.
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    if not await async_add_timer_entities(hass, entry):
        house.alarms.raise_issue("timer_missing", entry.entry_id, {"name": entry.title})
    async_tell_assist(hass, entry)
    if CONF_FORMER_PLUGS in entry.data:
        entry.async_create_background_task(hass, async_give_back_former(hass, entry), f"{DOMAIN}: former plugs")
    return True


async def async_migrate_entry(hass: HomeAssistant, entry: AnyConfigEntry) -> bool:
    """Bring an entry of an earlier version to the present form."""
    return migrate(hass, entry)


async def async_unload_entry(hass: HomeAssistant, entry: AnyConfigEntry) -> bool:
    """Switch off, then unload."""
    if entry.data.get(CONF_KIND) == KIND_PERSON:
        return await async_unload_person(hass, entry)
    if entry.data.get(CONF_KIND) == KIND_HEAT_PACK:
        return await async_unload_pack(hass, entry)
    if isinstance(entry.runtime_data, Pad):
        await entry.runtime_data.async_close()
    return await hass.config_entries.async_unload_platforms(entry, PLATFORMS)


async def async_remove_entry(hass: HomeAssistant, entry: AnyConfigEntry) -> None:
    """Take the pad's issues along; its heat and faults stay with the plug (S7)."""
    await async_forget_sentences(hass, entry)
    if all(each.entry_id == entry.entry_id for each in hass.config_entries.async_entries(DOMAIN)):
        await async_forget_blueprints(hass)
    if entry.data.get(CONF_KIND) == KIND_PERSON:
        await async_remove_person(hass, entry)
        return
    if entry.data.get(CONF_KIND) == KIND_HEAT_PACK:
        await async_remove_pack(hass, entry)
        return
    async_undo(hass, entry)
    house = hass.data.get(DATA_HOUSE)
    if house is not None:
        house.alarms.forget(entry.entry_id)
        keeper = house.keepers.get(plug_identity(hass, pad_config(entry).plug))
        if keeper is not None:
            async_see_off(hass, keeper)
        for plug in (pad_config(entry).plug, *former_plugs(entry.data)):
            try:
                reached = await async_give_back(house, plug)
            except HomeAssistantError as err:
                _LOGGER.warning("The plug of %s could not be given back as it was: %s", entry.title, err)
            else:
                if not reached:
                    _LOGGER.warning("The plug of %s is out of reach and could not be given back as it was", entry.title)
