"""One plug: what it reports, and how it is told ON and OFF."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from homeassistant.const import (
    ATTR_ASSUMED_STATE,
    ATTR_ENTITY_ID,
    SERVICE_TURN_OFF,
    SERVICE_TURN_ON,
    STATE_OFF,
    STATE_ON,
)
from homeassistant.core import (
    DOMAIN as HOMEASSISTANT_DOMAIN,
    HomeAssistant,
    State,
    callback,
    split_entity_id,
)
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import async_get_platforms

from .source import EntityReference, SourceEntity, usable

_LOGGER = logging.getLogger(__name__)

CALL_TIMEOUT_S = 10.0
"""A call has no timeout of its own; a plug that takes longer counts as not reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlugReport:
    """What a plug says of itself."""

    on: bool | None
    """None while it is unavailable, unknown, restored or gone."""
    assumed: bool = False
    """The state is only what it was told last, not what it reports."""
    by_person: bool = False
    """Somebody asked for this state through Home Assistant."""


def report_of(state: State | None) -> PlugReport:
    """Read a plug's state; whatever is not clearly on or off says nothing."""
    if state is None or not usable(state):
        return PlugReport(on=None)
    on = {STATE_ON: True, STATE_OFF: False}.get(state.state)
    return PlugReport(
        on=on,
        assumed=state.attributes.get(ATTR_ASSUMED_STATE) is True,
        by_person=state.context.user_id is not None,
    )


def _polled(hass: HomeAssistant, entity_id: str) -> bool:
    """Whether Home Assistant asks the device each time it updates this entity."""
    entry = er.async_get(hass).async_get(entity_id)
    if entry is None:
        return False
    entities = (platform.entities.get(entity_id) for platform in async_get_platforms(hass, entry.platform))
    return any(entity is not None and entity.should_poll for entity in entities)


class PlugSwitch:
    """The switch entity of one plug."""

    def __init__(
        self,
        hass: HomeAssistant,
        reference: EntityReference | str,
        listener: Callable[[PlugReport], None],
    ) -> None:
        """Prepare the plug; nothing is sent or heard before `start`."""
        self._hass = hass
        self._listener = listener
        self._source = SourceEntity(hass, reference, self._heard)

    @property
    def entity_id(self) -> str | None:
        """Present entity_id of the plug, None when it is gone."""
        return self._source.entity_id

    @property
    def report(self) -> PlugReport:
        """What the plug says now."""
        return report_of(self._source.state)

    @callback
    def start(self) -> None:
        """Begin to listen."""
        self._source.start()

    @callback
    def stop(self) -> None:
        """Stop listening."""
        self._source.stop()

    @callback
    def _heard(self, state: State | None) -> None:
        self._listener(report_of(state))

    async def async_turn_on(self) -> bool:
        """Tell the plug ON; False when it could not be told."""
        return await self._call(SERVICE_TURN_ON)

    async def async_turn_off(self) -> bool:
        """Tell the plug OFF; False when it could not be told."""
        return await self._call(SERVICE_TURN_OFF)

    async def async_ask(self) -> None:
        """Ask a polled plug for a fresh report.

        Others report by themselves. Asked all the same, their entity would say once more what it
        believes already: that looks like a report and proves nothing.
        """
        entity_id = self.entity_id
        if entity_id is None or not _polled(self._hass, entity_id):
            return
        await self._send(HOMEASSISTANT_DOMAIN, "update_entity", entity_id)

    async def _call(self, service: str) -> bool:
        entity_id = self.entity_id
        if entity_id is None or self._source.state is None:
            # Not there yet, or no more: nobody would hear it. The keeper sends again when it comes.
            return False
        return await self._send(split_entity_id(entity_id)[0], service, entity_id)

    async def _send(self, domain: str, service: str, entity_id: str) -> bool:
        try:
            async with asyncio.timeout(CALL_TIMEOUT_S):
                await self._hass.services.async_call(domain, service, {ATTR_ENTITY_ID: entity_id}, blocking=True)
        except (HomeAssistantError, TimeoutError, ValueError) as err:
            _LOGGER.debug("%s.%s did not reach %s: %s", domain, service, entity_id, err)
            return False
        except Exception:
            # Somebody else's integration failed in its own way: the keeper goes on trying.
            _LOGGER.exception("%s.%s failed for %s", domain, service, entity_id)
            return False
        return True
