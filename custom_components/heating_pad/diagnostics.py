"""What helps to find a fault, without anybody's diary: counts and settings, no scores, no notes, no names."""

from typing import Any

from homeassistant.components.diagnostics import async_redact_data
from homeassistant.core import HomeAssistant

from .const import CONF_ALLOWED_USERS, CONF_CHECKLIST, CONF_PERSON_ENTITY, CONF_TARGETS
from .engine.diary import Activity, Checkup, Heat, PainEntry
from .models import AnyConfigEntry
from .pack import Pack
from .person import Person

_REDACTED = {CONF_ALLOWED_USERS, CONF_CHECKLIST, CONF_PERSON_ENTITY, CONF_TARGETS}


async def async_get_config_entry_diagnostics(_hass: HomeAssistant, entry: AnyConfigEntry) -> dict[str, Any]:
    """Return what may leave the house."""
    found: dict[str, Any] = {
        "data": async_redact_data(dict(entry.data), _REDACTED),
        "options": async_redact_data(dict(entry.options), _REDACTED),
    }
    thing = entry.runtime_data
    if isinstance(thing, Person):
        return found | {"person": _person(thing)}
    if isinstance(thing, Pack):
        return found | {"pack": {"kind": str(thing.config.kind), "running": thing.session is not None}}
    view = thing.view
    return found | {
        "pad": {
            "phase": str(view.phase),
            "stop_reason": None if view.stop_reason is None else str(view.stop_reason),
            "fault": None if view.fault is None else str(view.fault),
            "blocked_by": None if view.blocked_by is None else str(view.blocked_by.refusal),
            "auto_off": str(thing.countdown.status),
            "plug_grade": str(thing.plug_grade),
            "relay_operations": view.relay_operations,
            "sessions_total": view.sessions_total,
        },
        "model": thing.model,
        "trace": thing.trace.told(),
    }


def _person(person: Person) -> dict[str, Any]:
    kinds = {"pain": PainEntry, "checkups": Checkup, "activities": Activity, "heat": Heat}
    return {
        "profile": str(person.profile),
        "entries": {name: len(person.book.between(kind)) for name, kind in kinds.items()},
        "damaged_lines_set_aside": person.journal.set_aside,
    }
