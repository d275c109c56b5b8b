"""Plugs that belonged to a pad once: what was written into them is taken back.

A plug may be out of reach in the moment it is given up. So its entry names it until it was
given back as it was found; each setup tries again.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from .const import CONF_FORMER_PLUGS, CONF_IDENTITIES, CONF_PLUG
from .house import DATA_HOUSE, House
from .pad import DATA_PADS
from .plug.countdown import PlugCountdown
from .plug.identity import physical_reference, plug_identity
from .plug.source import EntityReference
from .settings import stored_reference

_LOGGER = logging.getLogger(__name__)

OFF_WAIT_S = 20.0
"""Own choice: a plug that has not said off by then is left as it is, with its countdown."""


def with_former_plug(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the former plugs of an entry whose data had `data`, its present one among them."""
    former = list(data.get(CONF_FORMER_PLUGS, []))
    if CONF_PLUG in data:
        identities = data.get(CONF_IDENTITIES, {})
        known = {CONF_PLUG: identities[CONF_PLUG]} if CONF_PLUG in identities else {}
        former.append({CONF_PLUG: data[CONF_PLUG], CONF_IDENTITIES: known})
    return former


def former_plugs(data: Mapping[str, Any]) -> list[EntityReference]:
    """Return the plugs an entry has given up and not given back yet."""
    named = (stored_reference(former, CONF_PLUG) for former in data.get(CONF_FORMER_PLUGS, []))
    return [each for each in named if each is not None]


async def async_give_back_former(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Give back what the entry's former plugs were changed in; those out of reach stay named."""
    kept: list[Mapping[str, Any]] = []
    for former in entry.data[CONF_FORMER_PLUGS]:
        reference = stored_reference(former, CONF_PLUG)
        if reference is not None and not await _async_given_back(hass.data[DATA_HOUSE], reference, entry.title):
            kept.append(former)
    data = {key: value for key, value in entry.data.items() if key != CONF_FORMER_PLUGS}
    hass.config_entries.async_update_entry(entry, data=data | ({CONF_FORMER_PLUGS: kept} if kept else {}))


async def _async_given_back(house: House, plug: EntityReference, name: str) -> bool:
    try:
        return await async_give_back(house, plug)
    except HomeAssistantError as err:
        _LOGGER.warning("The former plug of %s could not be given back as it was: %s", name, err)
        return False


async def async_give_back(house: House, plug: EntityReference) -> bool:
    """Give a plug that is no pad's any more back as it was found; False when it could not be reached.

    Raises `HomeAssistantError` where what is known of the plug cannot be read or written.
    """
    identity = plug_identity(house.hass, plug)
    if _in_use(house, identity):
        return True
    record = await house.journal.async_record(identity)
    if record.auto_off is None or not record.auto_off.before:
        return True
    keeper = house.keeper(identity, physical_reference(house.hass, plug))
    if not await keeper.async_wait_off(OFF_WAIT_S):
        return False
    if _in_use(house, identity):
        return True
    countdown = PlugCountdown(house.hass, plug, keeper, record.auto_off, lambda: None)
    await countdown.async_find()
    try:
        await countdown.async_restore()
    finally:
        countdown.close()
    if countdown.record is record.auto_off:
        return False
    # What else is known of the plug may have changed meanwhile: an OFF that was owed is paid.
    now = await house.journal.async_record(identity)
    await house.journal.async_save(replace(now, auto_off=countdown.record))
    return True


def _in_use(house: House, identity: str) -> bool:
    """Whether the plug is another pad's now, which needs what is written into it."""
    return any(pad.plug == identity for pad in house.hass.data.get(DATA_PADS, {}).values())
