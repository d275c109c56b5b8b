"""The session as a real timer entity: `timer.start` begins heat, its end is the pad's.

The deadline lives in the engine; this entity only shows it. Home Assistant's timer
component finds its actions by method name: start, pause, cancel, finish, change.
"""

import logging
from datetime import timedelta
from typing import Any, override

from homeassistant.components.timer import DOMAIN as TIMER_DOMAIN
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.entity_component import DATA_INSTANCES
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .attendance import check_voice, source_of
from .const import DOMAIN, VOICE_CLASS_PAD
from .engine.events import ExtendAsked, PauseAsked, StopAsked, TimerTransition
from .engine.limits import SESSION_MIN_S
from .engine.models import Phase, Source, StartRequest, StopReason
from .entity import HeatingPadEntity
from .models import AnyConfigEntry
from .pack import Pack
from .pack_entity import PackTimer
from .pad import Pad
from .person import Person

PARALLEL_UPDATES = 0

_LOGGER = logging.getLogger(__name__)

_STATES = {
    Phase.RAMP: "active",
    Phase.HOLD: "active",
    Phase.PAUSED: "paused",
}
_PRESETS_S = [600, 900, 1200]


async def async_add_timer_entities(hass: HomeAssistant, entry: AnyConfigEntry) -> bool:
    """Load this file as a platform of the timer component; False when it cannot be."""
    component = hass.data.get(DATA_INSTANCES, {}).get(TIMER_DOMAIN)
    if component is None:
        return False

    async def _unload() -> None:
        await component.async_unload_entry(entry)

    entry.async_on_unload(_unload)  # before the call: it must also run when setup fails
    try:
        return await component.async_setup_entry(entry)
    except Exception:
        # Not a documented way to add timers: without it everything else still works.
        _LOGGER.exception("The timer entity could not be added")
        return False


async def async_setup_entry(
    _hass: HomeAssistant,
    entry: AnyConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the session's timer."""
    if isinstance(entry.runtime_data, Person):
        return
    if isinstance(entry.runtime_data, Pack):
        async_add_entities([PackTimer(entry.runtime_data)])
        return
    async_add_entities([SessionTimer(entry.runtime_data)])


class SessionTimer(HeatingPadEntity):
    """The running session's time."""

    _attr_force_update = True

    def __init__(self, pad: Pad) -> None:
        """Begin without a transition."""
        super().__init__(pad, "session")
        self._last_transition: str | None = None
        self._attr_device_class = VOICE_CLASS_PAD

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the transitions; nothing else needs to be shown."""
        self.async_on_remove(self.pad.on_timer(self._moved))

    @callback
    @override
    def async_entity_id_changed(self, old_entity_id: str) -> None:
        """Keep going under the new name: the deadline does not live in here."""

    @property
    @override
    def state(self) -> str:
        """Idle, active or paused, as Home Assistant's own timers say."""
        return _STATES.get(self.view.phase, "idle")

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """What the countdown, its buttons and other people's automations read."""
        view = self.view
        default_s = self.pad.default_duration_s
        attributes: dict[str, Any] = {
            "duration": _text(view.duration_s or default_s),
            "editable": False,
            "restore": False,
        }
        if self.state != "idle" and view.left_s is not None:
            attributes["remaining"] = _text(view.left_s)
        if self.state == "active" and view.ends_at is not None:
            attributes["finishes_at"] = view.ends_at.isoformat()
        if self._last_transition is not None:
            attributes["last_transition"] = self._last_transition
        return attributes

    @callback
    @override
    def get_initial_entity_options(self) -> dict[str, dict[str, Any]]:
        """Seed the preset buttons of the dialog."""
        return {TIMER_DOMAIN: {"presets": _PRESETS_S}}

    @callback
    def _moved(self, transition: str) -> None:
        """Show the new state, then tell it on the bus."""
        changed = transition == TimerTransition.CHANGED
        if not changed:
            self._last_transition = transition
        self.async_write_ha_state()
        data: dict[str, Any] = {"entity_id": self.entity_id}
        if transition == TimerTransition.FINISHED:
            data["finished_at"] = dt_util.utcnow().isoformat()
        self.hass.bus.async_fire(f"timer.{transition}", data)

    async def async_start(self, duration: timedelta) -> None:
        """Start a session of this length, or of the usual one; a paused one goes on."""
        attended = await self.async_attended()
        if self.view.phase is Phase.PAUSED:
            check_voice(self.pad, self._context)
            await self.pad.async_resume(
                attended=await self.async_attended(occupancy_counts=False),
                session_id=None,
            )
            return
        seconds = duration.total_seconds()
        if seconds != 0 and seconds < SESSION_MIN_S:
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="too_short",
                translation_placeholders={"name": self.pad.config.name},
            )
        source = source_of(self.hass, self._context, Source.TIMER)
        await self.pad.async_start(StartRequest(duration_s=seconds or None, attended=attended, source=source))

    async def async_pause(self) -> None:
        """Take the heat away for a moment."""
        if self.state == "active":
            self.pad.ask(PauseAsked())

    async def async_cancel(self) -> None:
        """End the session."""
        self.pad.ask(StopAsked())

    async def async_finish(self) -> None:
        """End the session as if its time were up."""
        if self.state != "idle":
            self.pad.ask(StopAsked(reason=StopReason.COMPLETED))

    async def async_change(self, duration: timedelta) -> None:
        """Lengthen or shorten the running session, never past its cap."""
        if duration > timedelta(0):
            check_voice(self.pad, self._context)
        self.pad.ask(ExtendAsked(seconds=duration.total_seconds()))


def _text(seconds: float) -> str:
    """Write seconds as H:MM:SS."""
    return str(timedelta(seconds=round(seconds)))
