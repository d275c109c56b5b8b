"""The countdown inside one pad's plug: found, judged, and put to use as far as it is proved."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er

from ..engine.auto_off import AutoOffRecord, AutoOffStatus, status
from ..engine.limits import (
    EXPIRY_MARGIN_ELECTRONIC_S,
    EXPIRY_MAX_S,
    RENEWED_EXPIRY_S,
    SESSION_MAX_CONTACT_S,
    SESSION_MAX_ELECTRONIC_BLIND_S,
    SESSION_MAX_ESTIMATED_S,
)
from ..engine.models import AutoOffUse, PadSettings, Sensing
from .auto_off import Acknowledged, AutoOff, AutoOffError, Traits
from .detect import async_detect
from .identity import physical_reference
from .off_keeper import OffKeeper
from .source import EntityReference, entity_id_of

_LOGGER = logging.getLogger(__name__)

FIND_TIMEOUT_S = 30.0


class PlugCountdown:
    """Knows the plug's countdown, what it is worth, and keeps it ready."""

    def __init__(
        self,
        hass: HomeAssistant,
        reference: EntityReference,
        keeper: OffKeeper,
        record: AutoOffRecord | None,
        changed: Callable[[], None],
    ) -> None:
        """Begin with what the journal knows; `async_find` looks at the plug."""
        self._hass = hass
        self._reference = reference
        self._keeper = keeper
        self._changed = changed
        self._given = False
        self.record = record
        self.auto_off: AutoOff | None = None
        self.searched = False
        self.unanswered = False
        """Somebody who has to know what the plug can do did not answer: it is worth asking again."""
        self._finding = asyncio.Lock()

    async def async_find(self) -> None:
        """Find the plug's countdown and begin to use it."""
        async with self._finding:
            self.unanswered = False
            if self.auto_off is None and not self._given:
                try:
                    async with asyncio.timeout(FIND_TIMEOUT_S):
                        self.auto_off = await async_detect(self._hass, self._reference)
                except (TimeoutError, AutoOffError) as err:
                    self.unanswered = True
                    _LOGGER.debug("Nobody said what the plug %s can do: %s", self._keeper.entity_id, err)
                except Exception:
                    # Somebody else's integration failed in its own way: then there is no countdown.
                    _LOGGER.exception("The plug %s could not be asked what it can do", self._keeper.entity_id)
            if self.auto_off is not None:
                try:
                    await self.auto_off.async_open()
                except AutoOffError as err:
                    self.unanswered = True
                    _LOGGER.debug("The plug %s does not answer yet: %s", self._keeper.entity_id, err)
            self.searched = True
        self.refresh()

    @callback
    def use(self, auto_off: AutoOff | None) -> None:
        """Use what is given in place of what the plug is recognised to have."""
        self._given = True
        self.auto_off = auto_off

    @callback
    def close(self) -> None:
        """Let go of the plug."""
        if self.auto_off is not None:
            self.auto_off.close()
        if self._keeper.auto_off is self.auto_off:
            self._keeper.auto_off = None

    @callback
    def refresh(self) -> None:
        """Judge anew, and tell the keeper and the pad."""
        known = self.status
        usable = known in (AutoOffStatus.VERIFIED, AutoOffStatus.UNVERIFIED)
        self._keeper.auto_off = self.auto_off if usable else None
        self._keeper.must_arm = known is AutoOffStatus.VERIFIED
        self._changed()

    @callback
    def tested(self, record: AutoOffRecord) -> None:
        """Take what a test has found out."""
        self.record = record
        self.refresh()

    @property
    def traits(self) -> Traits | None:
        """What the countdown can do, None where there is none."""
        return None if self.auto_off is None else self.auto_off.traits

    @property
    def firmware(self) -> str:
        """Maker, model and firmware of the plug: another one has to be tested again."""
        entity_id = entity_id_of(self._hass, physical_reference(self._hass, self._reference))
        entry = None if entity_id is None else er.async_get(self._hass).async_get(entity_id)
        device = None
        if entry is not None and entry.device_id is not None:
            device = dr.async_get(self._hass).async_get(entry.device_id)
        if not isinstance(device, dr.DeviceEntry):
            return ""
        return " ".join(str(each or "?") for each in (device.manufacturer, device.model, device.sw_version))

    @property
    def status(self) -> AutoOffStatus:
        """What the countdown is worth now."""
        traits = self.traits
        return status(
            self.record,
            family=None if traits is None else traits.family,
            firmware=self.firmware,
            provable=traits is not None and traits.provable,
        )

    def apply(self, settings: PadSettings, *, trusted: bool) -> PadSettings:
        """Return the pad's settings with the countdown in them; an untrusted plug proves nothing."""
        verified = trusted and self.status is AutoOffStatus.VERIFIED and self._tested_for(settings)
        use = self._use_for(settings, verified=verified)
        return replace(settings, auto_off=use, auto_off_verified=verified and use is not None)

    def _tested_for(self, settings: PadSettings) -> bool:
        """Say whether the test used the expiry that this pad's sessions are armed with."""
        traits, record = self.traits, self.record
        return traits is not None and record is not None and record.expiry_s == operating_expiry_s(traits, settings)

    def _use_for(self, settings: PadSettings, *, verified: bool) -> AutoOffUse | None:
        traits = self.traits
        if traits is None or self._keeper.auto_off is None:
            return None
        renews = traits.renews and verified
        if settings.electronic and not renews:
            # It must not be interrupted: the one countdown has to last for the longest session.
            needed_s = longest_electronic_s(settings) + EXPIRY_MARGIN_ELECTRONIC_S
            if traits.max_s < needed_s:
                return None
            fixed_s = traits.expiry_s(needed_s) if traits.fixed else None
            return AutoOffUse(max_s=traits.max_s, unit_s=traits.unit_s, fixed_s=fixed_s)
        if traits.fixed and not verified and traits.acknowledged is not Acknowledged.DEVICE:
            return None  # what was never written into the plug does not count down
        return AutoOffUse(
            max_s=min(traits.max_s, EXPIRY_MAX_S),
            unit_s=traits.unit_s,
            renews=renews,
            fixed_s=traits.expiry_s(RENEWED_EXPIRY_S) if traits.fixed else None,
        )

    async def async_restore(self) -> None:
        """Give the plug back as it was found."""
        record = self.record
        if self.auto_off is None or record is None or not record.before:
            return
        try:
            await self.auto_off.async_restore(record.before)
        except AutoOffError as err:
            _LOGGER.warning("What was written into %s could not be taken back: %s", self._keeper.entity_id, err)
        else:
            self.record = replace(record, before={}, result=None, starts_off=False)


def operating_expiry_s(traits: Traits, settings: PadSettings) -> float:
    """Return the expiry that a pad's sessions are armed with on such a plug, in seconds."""
    if settings.electronic and not traits.renews:
        return traits.expiry_s(longest_electronic_s(settings) + EXPIRY_MARGIN_ELECTRONIC_S)
    return traits.expiry_s(RENEWED_EXPIRY_S)


def longest_electronic_s(settings: PadSettings) -> float:
    """Return the longest session of an electronic pad, in seconds."""
    if settings.sensing is Sensing.CONTROL:
        return SESSION_MAX_CONTACT_S
    if settings.sensing is Sensing.NONE:
        return SESSION_MAX_ELECTRONIC_BLIND_S
    return SESSION_MAX_ESTIMATED_S
