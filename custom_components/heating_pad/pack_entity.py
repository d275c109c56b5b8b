"""A heat pack's entities: timer, sensors, stop, events."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, override

from homeassistant.components.button import ButtonEntity
from homeassistant.components.event import EventEntity
from homeassistant.components.sensor import SensorDeviceClass, SensorEntity, SensorEntityDescription
from homeassistant.components.timer import DOMAIN as TIMER_DOMAIN
from homeassistant.core import callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.typing import StateType
from homeassistant.util import dt as dt_util

from .const import DOMAIN, VOICE_CLASS_PACK
from .engine.events import Announce, TimerTransition
from .engine.limits import SESSION_MIN_S
from .engine.models import Notice, Phase, StopReason
from .pack import Pack

_PRESETS_OF_CAP = (0.5, 0.75, 1.0)


class PackEntity(Entity):
    """An entity that shows something of a pack."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(self, pack: Pack, key: str) -> None:
        """Name the entity after its key."""
        self.pack = pack
        self._attr_unique_id = f"{pack.entry_id}_{key}"
        self._attr_translation_key = key
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, pack.entry_id)},
            name=pack.config.name,
            manufacturer="Heating Pad",
            model="Heat pack",
        )

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the pack."""
        await super().async_added_to_hass()
        self.async_on_remove(self.pack.on_change(self.async_write_ha_state))

    @callback
    @override
    def async_entity_id_changed(self, old_entity_id: str) -> None:
        """Keep going under the new name."""


@dataclass(frozen=True, kw_only=True)
class PackSensorDescription(SensorEntityDescription):
    """Describes one sensor of a pack."""

    value_fn: Callable[[Pack], StateType | datetime]
    attributes_fn: Callable[[Pack], Mapping[str, Any]] | None = None


def _session_id(pack: Pack) -> Mapping[str, Any]:
    session = pack.session
    ended = pack.state.ended[-1].session if pack.state.ended else None
    shown = session or ended
    return {"session": None if shown is None else shown.id}


SENSORS: tuple[PackSensorDescription, ...] = (
    PackSensorDescription(
        key="phase",
        device_class=SensorDeviceClass.ENUM,
        options=[Phase.OFF, Phase.HOLD],
        value_fn=lambda pack: Phase.OFF if pack.session is None else Phase.HOLD,
        attributes_fn=_session_id,
    ),
    PackSensorDescription(
        key="stop_reason",
        device_class=SensorDeviceClass.ENUM,
        options=[StopReason.COMPLETED, StopReason.STOPPED],
        value_fn=lambda pack: pack.stop_reason,
    ),
    PackSensorDescription(
        key="ends_at",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda pack: None if pack.session is None else pack.session.ends,
    ),
    PackSensorDescription(key="sessions_today", value_fn=lambda pack: pack.sessions_today),
)


class PackSensor(PackEntity, SensorEntity):
    """One value of a pack."""

    entity_description: PackSensorDescription

    def __init__(self, pack: Pack, description: PackSensorDescription) -> None:
        """Take the description's key as name."""
        super().__init__(pack, description.key)
        self.entity_description = description

    @property
    @override
    def native_value(self) -> StateType | datetime:
        """The value the description picks."""
        return self.entity_description.value_fn(self.pack)

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """What the description adds."""
        attributes_fn = self.entity_description.attributes_fn
        return None if attributes_fn is None else attributes_fn(self.pack)


class PackStop(PackEntity, ButtonEntity):
    """Takes the pack off."""

    def __init__(self, pack: Pack) -> None:
        """Name the entity."""
        super().__init__(pack, "stop")

    @override
    async def async_added_to_hass(self) -> None:
        """Show nothing of the pack: a button only remembers when it was pressed."""

    @callback
    @override
    def async_entity_id_changed(self, old_entity_id: str) -> None:
        """Keep going under the new name."""

    @override
    async def async_press(self) -> None:
        """Take it off."""
        await self.pack.async_stop()


class PackEvent(PackEntity, EventEntity):
    """What was announced last."""

    _attr_event_types = [Notice.STARTED, Notice.ENDING_SOON, Notice.FINISHED, Notice.STOPPED]  # noqa: RUF012 - as the base class declares it

    def __init__(self, pack: Pack) -> None:
        """Name the entity."""
        super().__init__(pack, "session")

    @override
    async def async_added_to_hass(self) -> None:
        """Follow what the pack announces."""
        self.async_on_remove(self.pack.on_announce(self._announced))

    @callback
    @override
    def async_entity_id_changed(self, old_entity_id: str) -> None:
        """Keep going under the new name."""

    @callback
    def _announced(self, announce: Announce) -> None:
        self._trigger_event(
            announce.notice, {"session": announce.session_id, "reason": announce.reason, **announce.data}
        )
        self.async_write_ha_state()


class PackTimer(PackEntity):
    """The running use's time, as a real timer entity (see timer.py)."""

    _attr_force_update = True

    def __init__(self, pack: Pack) -> None:
        """Begin without a transition."""
        super().__init__(pack, "session")
        self._last_transition: str | None = None
        self._attr_device_class = VOICE_CLASS_PACK

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the transitions; nothing else needs to be shown."""
        self.async_on_remove(self.pack.on_timer(self._moved))

    @callback
    @override
    def async_entity_id_changed(self, old_entity_id: str) -> None:
        """Keep going under the new name: the time does not live in here."""

    @property
    @override
    def state(self) -> str:
        """Idle or active."""
        return "idle" if self.pack.session is None else "active"

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """What the countdown, its buttons and other people's automations read."""
        session = self.pack.session
        length = self.pack.config.cap_s if session is None else (session.ends - session.started).total_seconds()
        attributes: dict[str, Any] = {"duration": _text(length), "editable": False, "restore": True}
        if session is not None:
            left_s = max((session.ends - self.pack.now()).total_seconds(), 0.0)
            attributes |= {"remaining": _text(left_s), "finishes_at": session.ends.isoformat()}
        if self._last_transition is not None:
            attributes["last_transition"] = self._last_transition
        return attributes

    @callback
    @override
    def get_initial_entity_options(self) -> dict[str, dict[str, Any]]:
        """Seed the preset buttons of the dialog."""
        return {TIMER_DOMAIN: {"presets": [int(self.pack.config.cap_s * part) for part in _PRESETS_OF_CAP]}}

    @callback
    def _moved(self, transition: str) -> None:
        self._last_transition = transition
        self.async_write_ha_state()
        data: dict[str, Any] = {"entity_id": self.entity_id}
        if transition == TimerTransition.FINISHED:
            data["finished_at"] = dt_util.utcnow().isoformat()
        self.hass.bus.async_fire(f"timer.{transition}", data)

    async def async_start(self, duration: timedelta) -> None:
        """Put the pack on for so long, or for the usual time."""
        seconds = duration.total_seconds()
        if seconds != 0 and seconds < SESSION_MIN_S:
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="too_short",
                translation_placeholders={"name": self.pack.config.name},
            )
        await self.pack.async_start(duration_s=seconds or None)

    async def async_pause(self) -> None:
        """Refuse: a pack goes on being warm."""
        raise self._not_supported()

    async def async_change(self, duration: timedelta) -> None:
        """Refuse: take it off and put it on again."""
        raise self._not_supported()

    def _not_supported(self) -> ServiceValidationError:
        return ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="not_supported",
            translation_placeholders={"name": self.pack.config.name},
        )

    async def async_cancel(self) -> None:
        """Take the pack off."""
        if self.pack.session is not None:
            await self.pack.async_stop()

    async def async_finish(self) -> None:
        """End the use as if its time were up."""
        await self.pack.async_finish()


def _text(seconds: float) -> str:
    """Write seconds as H:MM:SS."""
    return str(timedelta(seconds=round(seconds)))
