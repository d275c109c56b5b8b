"""Entities: what each is for stands in entities.md; names, values and traits come from the code."""

from dataclasses import dataclass
from typing import Any

from homeassistant.helpers.entity import EntityDescription

from custom_components.heating_pad.binary_sensor import BINARY_SENSORS
from custom_components.heating_pad.button import BUTTONS
from custom_components.heating_pad.number import NUMBERS
from custom_components.heating_pad.pack_entity import SENSORS as PACK_SENSORS
from custom_components.heating_pad.person_sensors import SENSORS as PERSON_SENSORS
from custom_components.heating_pad.sensor import SENSORS

from .source import code, rows_of, table, texts


@dataclass(frozen=True, kw_only=True)
class Row:
    """One entity of the reference."""

    platform: str
    key: str
    what: str
    values: tuple[str, ...] = ()
    unit: str = ""
    category: str = ""
    enabled: bool = True


_DESCRIPTIONS: dict[str, dict[tuple[str, str], EntityDescription]] = {
    "pad": {
        (platform, each.key): each
        for platform, described in (
            ("sensor", SENSORS),
            ("binary_sensor", BINARY_SENSORS),
            ("button", BUTTONS),
            ("number", NUMBERS),
        )
        for each in described
    },
    "pack": {("sensor", each.key): each for each in PACK_SENSORS},
    "person": {("sensor", each.key): each for each in PERSON_SENSORS},
}
_LONG = 12
"""More values than this have a table of their own."""
_PACK_VALUES = {
    ("sensor", "phase"): ("off", "hold"),
    ("sensor", "stop_reason"): ("completed", "stopped"),
    ("event", "session"): ("started", "ending_soon", "finished", "stopped"),
}
# What is set in a class and not in a description; tests/integration/test_docs_reference.py holds it to a real home.
_DISABLED = {("person", "calendar", "history")}
_CONFIG = {("pad", "number", "session_minutes"), ("pad", "number", "ramp_minutes")}
_MINUTES = {("pad", "number", "session_minutes"), ("pad", "number", "ramp_minutes")}


def rows(thing: str) -> list[Row]:
    """Return the entities of a pad, a pack or a person."""
    words = {(platform, key): what for platform, key, what in rows_of("entities", thing)}
    described = _DESCRIPTIONS[thing]
    unknown = described.keys() - words.keys()
    if unknown:
        msg = f"nothing says what these entities of a {thing} are for: {sorted(unknown)}"
        raise ValueError(msg)
    return [_row(thing, platform, key, what, described.get((platform, key))) for (platform, key), what in words.items()]


def _row(thing: str, platform: str, key: str, what: str, description: EntityDescription | None) -> Row:
    place = (thing, platform, key)
    told = texts()["entity"].get(platform, {}).get(key, {})
    unit = getattr(description, "native_unit_of_measurement", None) or told.get("unit_of_measurement", "")
    category = None if description is None else description.entity_category
    return Row(
        platform=platform,
        key=key,
        what=what,
        values=_PACK_VALUES.get((platform, key), ()) if thing == "pack" else _values(told),
        unit="min" if place in _MINUTES else unit,
        category="config" if place in _CONFIG else str(category or ""),
        enabled=place not in _DISABLED and (description is None or description.entity_registry_enabled_default),
    )


def _values(told: dict[str, Any]) -> tuple[str, ...]:
    """Return the states an entity can have, or the types of its events."""
    events = told.get("state_attributes", {}).get("event_type", {}).get("state", {})
    return tuple(events or told.get("state", {}))


def _name(platform: str, key: str) -> str:
    name: str = texts()["entity"].get(platform, {}).get(key, {}).get("name", "")
    return name or "(the pad's own name)"


def _table(thing: str) -> str:
    return table(("entity", "name", "what", "values, unit"), map(_cells, rows(thing)))


def _cells(row: Row) -> tuple[str, ...]:
    notes = [each for each in (row.category, "" if row.enabled else "off by default") if each]
    values = "see below" if len(row.values) > _LONG else code(row.values)
    marks = f" ({', '.join(notes)})" if notes else ""
    return f"`{row.platform}` `{row.key}`{marks}", _name(row.platform, row.key), row.what, values or row.unit


def entities_of_pad() -> str:
    """Return the table of an electric pad."""
    return _table("pad")


def entities_of_pack() -> str:
    """Return the table of a heat pack."""
    return _table("pack")


def entities_of_person() -> str:
    """Return the table of a person."""
    return _table("person")
