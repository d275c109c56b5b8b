"""Persons and packs in the simulated home."""

from typing import Any

import pytest
from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant, State
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.heating_pad.const import DOMAIN, EVENT_DIARY
from tests.integration.home import Home

PERSON_ENTITIES = {
    ("binary_sensor", "see_clinician"),
    ("button", "undo_entry"),
    ("calendar", "history"),
    ("event", "pain_entry"),
    ("event", "prompt"),
    ("number", "pain_now"),
    ("sensor", "dose_today"),
    ("sensor", "heat_change"),
    ("sensor", "heated_today"),
    ("sensor", "last_entry"),
    ("sensor", "pain"),
    ("sensor", "pain_average"),
    ("sensor", "ready_at"),
    ("sensor", "sessions_week"),
}
"""Platform and key of everything a person has."""


class Somebody:
    """One person's entry, seen from outside."""

    def __init__(self, hass: HomeAssistant, entry: MockConfigEntry) -> None:
        self.hass = hass
        self.entry = entry
        self.news: list[dict[str, Any]] = []
        hass.bus.async_listen(
            EVENT_DIARY,
            lambda event: self.news.append(dict(event.data)) if event.data["entry_id"] == entry.entry_id else None,
        )

    def entity_id(self, key: str, domain: str = "sensor") -> str:
        """Find one of the entry's entities by its key."""
        found = er.async_get(self.hass).async_get_entity_id(domain, DOMAIN, f"{self.entry.entry_id}_{key}")
        assert found is not None, key
        return found

    def state(self, key: str, domain: str = "sensor") -> State:
        """State of one of the entry's entities."""
        state = self.hass.states.get(self.entity_id(key, domain))
        assert state is not None, key
        return state

    def value(self, key: str) -> str:
        """Value of one of the entry's sensors."""
        return self.state(key).state

    async def act(self, action: str, *, as_user: User | None = None, **data: Any) -> dict[str, Any]:
        """Call one of the actions on persons; returns its response."""
        service = self.hass.services.async_services_for_domain(DOMAIN)[action]
        responds = service.supports_response.value != "none"
        response = await self.hass.services.async_call(
            DOMAIN,
            action,
            {"entity_id": self.entity_id("pain"), **data},
            blocking=True,
            return_response=responds,
            context=Context(user_id=None if as_user is None else as_user.id),
        )
        await self.hass.async_block_till_done()
        return dict(response or {})

    async def act_on_pack(self, action: str, **data: Any) -> None:
        """Call one of the actions on packs."""
        target = {"entity_id": self.entity_id("session", "timer")}
        await self.hass.services.async_call(DOMAIN, action, {**target, **data}, blocking=True)
        await self.hass.async_block_till_done()

    async def refused(self, action: str, *, as_user: User | None = None, **data: Any) -> str | None:
        """Call an action that has to be refused; returns why."""
        with pytest.raises(ServiceValidationError) as refusal:
            await self.act(action, as_user=as_user, **data)
        assert str(refusal.value)
        return refusal.value.translation_key

    async def log(self, score: int | None = None, **data: Any) -> str:
        """Write down a score; returns the entry's id."""
        if score is not None:
            data["score"] = score
        return str((await self.act("log_pain", **data))["id"])

    async def entries(self, **data: Any) -> list[dict[str, Any]]:
        """Return what was written down in the last time."""
        entries = (await self.act("get_pain_log", **data))["entries"]
        return [entry for entry in entries if entry["kind"] != "heat"]

    @property
    def happened(self) -> list[str]:
        """What the bus was told, in order."""
        return [str(each["type"]) for each in self.news]


async def add_person(home: Home, name: str = "Anna", *, options: dict[str, Any] | None = None, **data: Any) -> Somebody:
    """Set up a person, as the config flow stores it."""
    entry = MockConfigEntry(
        domain=DOMAIN, title=name, data={"kind": "person", "profile": "standard", **data}, options=options or {}
    )
    entry.add_to_hass(home.hass)
    somebody = Somebody(home.hass, entry)
    assert await home.hass.config_entries.async_setup(entry.entry_id)
    await home.hass.async_block_till_done()
    return somebody


async def add_pack(home: Home, kind: str = "microwave_wrap", name: str = "Wheat bag", **data: Any) -> Somebody:
    """Set up a heat pack, as the config flow stores it."""
    entry = MockConfigEntry(domain=DOMAIN, title=name, data={"kind": "heat_pack", "pack_type": kind, **data})
    entry.add_to_hass(home.hass)
    assert await home.hass.config_entries.async_setup(entry.entry_id)
    await home.hass.async_block_till_done()
    return Somebody(home.hass, entry)


async def add_user(home: Home, name: str, *, admin: bool = False) -> User:
    """Make a user of Home Assistant."""
    group = "system-admin" if admin else "system-users"
    return await home.hass.auth.async_create_user(name, group_ids=[group])


def everything_said(home: Home) -> str:
    """Return every state with its attributes."""
    return "\n".join(f"{state.state} {state.attributes}" for state in home.hass.states.async_all())
