"""Which auto-off a plug has, found out from the registries; the first family that fits counts."""

import logging
from collections.abc import Awaitable, Callable

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .auto_off import AutoOff, AutoOffError
from .deconz import deconz_auto_off
from .esphome import esphome_auto_off
from .identity import physical_reference
from .matter import matter_auto_off
from .persistent import persistent_auto_off
from .shelly import shelly_auto_off
from .source import EntityReference, entity_id_of
from .switcher import switcher_auto_off
from .tasmota import tasmota_auto_off
from .zha import zha_auto_off
from .zigbee2mqtt import async_zigbee2mqtt_auto_off

_LOGGER = logging.getLogger(__name__)

type Finder = Callable[
    [HomeAssistant, er.RegistryEntry, dr.DeviceEntry | None], AutoOff | Awaitable[AutoOff | None] | None
]

FINDERS: tuple[Finder, ...] = (
    esphome_auto_off,
    tasmota_auto_off,
    async_zigbee2mqtt_auto_off,
    zha_auto_off,
    shelly_auto_off,
    matter_auto_off,
    deconz_auto_off,
    switcher_auto_off,
    persistent_auto_off,
)
"""What is surest comes first."""


async def async_detect(hass: HomeAssistant, reference: EntityReference | str) -> AutoOff | None:
    """Return the countdown inside the plug, None where nothing is known to have one.

    Raises `AutoOffError` where somebody who has to know did not answer.
    """
    entity_id = entity_id_of(hass, physical_reference(hass, reference))
    entry = None if entity_id is None else er.async_get(hass).async_get(entity_id)
    if entry is None:
        return None
    device = None if entry.device_id is None else dr.async_get(hass).async_get(entry.device_id)
    unanswered: AutoOffError | None = None
    for finder in FINDERS:
        try:
            found = finder(hass, entry, device if isinstance(device, dr.DeviceEntry) else None)
            found = await found if isinstance(found, Awaitable) else found
        except AutoOffError as err:
            _LOGGER.debug("%s: %s", entity_id, err)
            unanswered = err
            continue
        if found is not None:
            return found
    if unanswered is not None:
        raise unanswered
    return None
