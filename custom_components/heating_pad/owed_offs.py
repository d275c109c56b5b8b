"""OFFs owed to plugs whose pads are gone: kept until the plug proves them, over restarts too (S3, S9).

A pad can be removed or disabled while its plug is out of reach. Its keeper goes on in this
process; the plug's record says so to the next one, until the OFF is proved.
"""

import logging
from dataclasses import replace

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from .const import CONF_KIND, CONF_PLUG, DOMAIN, KIND_HEAT_PACK, KIND_PERSON
from .house import DATA_HOUSE, House
from .journal import JournalError
from .migration import VERSION
from .pad import DATA_PADS
from .plug.identity import plug_identity
from .plug.off_keeper import OffAlarm, OffKeeper
from .plug.source import entity_reference
from .settings import pad_config

_LOGGER = logging.getLogger(__name__)

_PLUG_DOMAINS = ("switch", "input_boolean")


@callback
def async_see_off_owed(hass: HomeAssistant) -> None:
    """Go on with what an earlier process owed to plugs that no pad will look after."""
    house = hass.data[DATA_HOUSE]
    entries = hass.config_entries.async_entries(DOMAIN, include_disabled=False)
    looked_after = {plug_identity(hass, pad_config(entry).plug) for entry in entries if _becomes_pad(entry)}
    for plug in house.journal.owed_offs():
        entity_id = _entity_of(hass, plug)
        if plug in looked_after or entity_id is None:
            continue
        keeper = house.keeper(plug, entity_reference(hass, entity_id))
        keeper.name = keeper.name or entity_id
        keeper.matters = True
        keeper.turn_off()
        async_see_off(hass, keeper)


@callback
def async_see_off(hass: HomeAssistant, keeper: OffKeeper) -> None:
    """Strike the debt of a plug that is no pad's any more from its record once it is paid."""
    hass.async_create_background_task(_async_strike(hass.data[DATA_HOUSE], keeper), f"{DOMAIN}: {keeper.key} off")


async def _async_strike(house: House, keeper: OffKeeper) -> None:
    await keeper.async_wait_off(None)
    house.alarms.off_alarm(keeper, OffAlarm.CONFIRMED)  # what an earlier process said of it
    if any(pad.plug == keeper.key for pad in house.hass.data.get(DATA_PADS, {}).values()):
        return  # a pad's again, which writes the record itself
    record = await house.journal.async_record(keeper.key)
    if not record.off_owed:
        return
    try:
        await house.journal.async_save(replace(record, off_owed=False))
    except JournalError as err:
        # The next start asks once more, which harms nobody.
        _LOGGER.warning("That %s is off could not be written: %s", keeper.name, err)


def _becomes_pad(entry: ConfigEntry) -> bool:
    """Whether an entry will be set up as a pad; one of a later version will not (migration.py)."""
    is_pad = CONF_PLUG in entry.data and entry.data.get(CONF_KIND) not in (KIND_PERSON, KIND_HEAT_PACK)
    return is_pad and entry.version <= VERSION


def _entity_of(hass: HomeAssistant, plug: str) -> str | None:
    """Find the switch again that `plug_identity` named."""
    platform, _, unique_id = plug.partition(":")
    if platform == "entity":
        return unique_id if "." in unique_id else None
    registry = er.async_get(hass)
    found = (registry.async_get_entity_id(domain, platform, unique_id) for domain in _PLUG_DOMAINS)
    return next((each for each in found if each is not None), None)
