"""What helps to find a fault, without anybody's diary: counts and settings, no scores, no notes, no names, no days.

`recordings` holds everything the engine was told in the newest sessions, one event a line;
`scripts/replay` lets it decide again.
"""

import json
from typing import Any

from homeassistant.components.diagnostics import async_redact_data
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from .const import (
    CONF_ALLOWED_USERS,
    CONF_ARM_ACTIONS,
    CONF_CHECKLIST,
    CONF_FORMER_PLUGS,
    CONF_IDENTITIES,
    CONF_OCCUPANCY_SENSOR,
    CONF_PERSON_ENTITY,
    CONF_PLUG,
    CONF_POWER_SENSOR,
    CONF_SATELLITES,
    CONF_SPEAKERS,
    CONF_TAKEN_AWAY,
    CONF_TARGETS,
    CONF_TEMPERATURE_SENSOR,
    CONF_TTS,
)
from .engine.diary import Activity, Checkup, Heat, PainEntry
from .models import AnyConfigEntry
from .pack import Pack
from .pad import Pad
from .person import Person
from .plug.source import EntityReference, entity_id_of, usable

_SOURCES = (CONF_PLUG, CONF_TEMPERATURE_SENSOR, CONF_POWER_SENSOR, CONF_OCCUPANCY_SENSOR)
_REDACTED = {
    *_SOURCES,
    CONF_ALLOWED_USERS,
    CONF_ARM_ACTIONS,
    CONF_CHECKLIST,
    CONF_FORMER_PLUGS,
    CONF_IDENTITIES,
    CONF_PERSON_ENTITY,
    CONF_SATELLITES,
    CONF_SPEAKERS,
    CONF_TAKEN_AWAY,
    CONF_TARGETS,
    CONF_TTS,
}
"""Names of things at home, and of people."""


async def async_get_config_entry_diagnostics(hass: HomeAssistant, entry: AnyConfigEntry) -> dict[str, Any]:
    """Return what may leave the house."""
    found: dict[str, Any] = {
        "data": async_redact_data(dict(entry.data), _REDACTED),
        "options": async_redact_data(dict(entry.options), _REDACTED),
    }
    thing = getattr(entry, "runtime_data", None)
    if isinstance(thing, Person):
        return found | {"person": _person(thing)}
    if isinstance(thing, Pack):
        return found | {"pack": {"kind": str(thing.config.kind), "running": thing.session is not None}}
    if not isinstance(thing, Pad):
        # The reason in words would name whom it is about.
        return found | {"not_set_up": entry.error_reason_translation_key or str(entry.state)}
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
        "sources": _sources(hass, thing),
        "countdown": _countdown(thing),
        "model": thing.model,
        "trace": thing.trace.told(),
        "recordings": [
            [json.dumps(moment, separators=(",", ":")) for moment in moments] for moments in thing.recorder.told()
        ],
    }


def _sources(hass: HomeAssistant, pad: Pad) -> dict[str, Any]:
    """Say what kind of things the pad depends on, not what they are called."""
    chosen = {
        CONF_PLUG: pad.config.plug,
        CONF_TEMPERATURE_SENSOR: pad.config.temperature_sensor,
        CONF_POWER_SENSOR: pad.config.power_sensor,
        CONF_OCCUPANCY_SENSOR: pad.config.occupancy_sensor,
    }
    return {key: _source(hass, reference) for key, reference in chosen.items() if reference is not None}


def _source(hass: HomeAssistant, reference: EntityReference) -> dict[str, Any]:
    entity_id = entity_id_of(hass, reference)
    entry = None if entity_id is None else er.async_get(hass).async_get(entity_id)
    return {
        "found": entity_id is not None,
        "domain": None if entity_id is None else entity_id.split(".", 1)[0],
        "platform": None if entry is None else entry.platform,
        "usable": entity_id is not None and usable(hass.states.get(entity_id)),
    }


def _countdown(pad: Pad) -> dict[str, Any] | None:
    """Say what is known of the countdown inside the plug, but for the day of its test."""
    record = pad.countdown.record
    if record is None:
        return None
    return {
        "family": record.family,
        "firmware": record.firmware,
        "result": None if record.result is None else str(record.result),
        "starts_off": record.starts_off,
        "expiry_s": record.expiry_s,
    }


def _person(person: Person) -> dict[str, Any]:
    kinds = {"pain": PainEntry, "checkups": Checkup, "activities": Activity, "heat": Heat}
    return {
        "profile": str(person.profile),
        "entries": {name: len(person.book.between(kind)) for name, kind in kinds.items()},
        "damaged_lines_set_aside": person.journal.set_aside,
    }
