"""An entity we depend on, named by registry id so that a rename cannot lose it."""

from collections.abc import Callable
from dataclasses import dataclass

from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    EventStateReportedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import (
    async_track_state_change_event,
    async_track_state_report_event,
)

type StateListener = Callable[[State | None], None]


def entity_reference(hass: HomeAssistant, entity_id: str) -> str:
    """Return what to store for an entity: its registry id, else its entity_id."""
    entry = er.async_get(hass).async_get(entity_id)
    return entity_id if entry is None else entry.id


type EntityIdentity = tuple[str, str, str]
"""Domain, platform and unique id of an entity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityReference:
    """An entity as an entry stores it."""

    stored: str
    """Registry id, or entity_id where there is no registry entry."""
    identity: EntityIdentity | None = None
    """Finds the entity again when the registry has lost its id: Home Assistant writes the
    registry seconds after a change, and a crash in between gives the entity a new id."""


def entity_identity(hass: HomeAssistant, entity_id: str) -> EntityIdentity | None:
    """Return what identifies an entity whatever it is called, None where nothing does."""
    entry = er.async_get(hass).async_get(entity_id)
    return None if entry is None else (entry.domain, entry.platform, entry.unique_id)


def entity_id_of(hass: HomeAssistant, reference: EntityReference | str) -> str | None:
    """Return the present entity_id of a stored reference, None when it is gone."""
    if isinstance(reference, str):
        reference = EntityReference(stored=reference)
    registry = er.async_get(hass)
    entry = registry.entities.get_entry(reference.stored)
    if entry is not None:
        return entry.entity_id
    if reference.identity is not None:
        return registry.async_get_entity_id(*reference.identity)
    return reference.stored if "." in reference.stored else None


def usable(state: State | None) -> bool:
    """Whether a state says something: there, not unavailable, not restored from before."""
    return (
        state is not None
        and state.state not in (STATE_UNAVAILABLE, STATE_UNKNOWN)
        and not state.attributes.get("restored", False)
    )


class SourceEntity:
    """Follows one entity through renames, and hears every one of its reports."""

    def __init__(self, hass: HomeAssistant, reference: EntityReference | str, listener: StateListener) -> None:
        """Prepare to follow; nothing happens before `start`."""
        self._hass = hass
        self._reference = reference
        self._listener = listener
        self._unfollow: list[CALLBACK_TYPE] = []
        self._unwatch: CALLBACK_TYPE | None = None
        self.entity_id = entity_id_of(hass, reference)

    @property
    def state(self) -> State | None:
        """The entity's present state."""
        if self.entity_id is None:
            return None
        return self._hass.states.get(self.entity_id)

    @callback
    def start(self) -> None:
        """Begin to listen; `state` says what holds already."""
        if self._unwatch is not None:
            return
        self._unwatch = self._hass.bus.async_listen(er.EVENT_ENTITY_REGISTRY_UPDATED, self._registry_updated)
        self._follow()

    @callback
    def stop(self) -> None:
        """Stop listening."""
        if self._unwatch is not None:
            self._unwatch()
            self._unwatch = None
        self._forget()

    @callback
    def _forget(self) -> None:
        for unfollow in self._unfollow:
            unfollow()
        self._unfollow.clear()

    @callback
    def _follow(self) -> None:
        self._forget()
        if self.entity_id is None:
            return
        self._unfollow = [
            async_track_state_change_event(self._hass, self.entity_id, self._state_changed),
            async_track_state_report_event(self._hass, self.entity_id, self._state_reported),
        ]

    @callback
    def _state_changed(self, event: Event[EventStateChangedData]) -> None:
        self._listener(event.data["new_state"])

    @callback
    def _state_reported(self, event: Event[EventStateReportedData]) -> None:
        self._listener(event.data["new_state"])

    @callback
    def _registry_updated(self, event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        """Follow the entity to its new name, or notice that it is gone."""
        entity_id = entity_id_of(self._hass, self._reference)
        if entity_id == self.entity_id:
            return
        self.entity_id = entity_id
        self._follow()
        # A moved entity has reported nothing new: first it was gone, then it is there.
        self._listener(None)
        if self.state is not None:
            self._listener(self.state)
