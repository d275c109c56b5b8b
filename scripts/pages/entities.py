"""Entities: what each is for is said here; names, values and traits come from the code."""

from dataclasses import dataclass
from typing import Any

from homeassistant.helpers.entity import EntityDescription

from custom_components.heating_pad.binary_sensor import BINARY_SENSORS
from custom_components.heating_pad.button import BUTTONS
from custom_components.heating_pad.number import NUMBERS
from custom_components.heating_pad.pack_entity import SENSORS as PACK_SENSORS
from custom_components.heating_pad.person_sensors import SENSORS as PERSON_SENSORS
from custom_components.heating_pad.sensor import SENSORS

from .source import code, table, texts


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


_PAD: dict[tuple[str, str], str] = {
    ("climate", "climate"): (
        "The pad. `heat` starts a session, `off` ends it. Presets `none`, `low`, `medium`, `high`; setpoint 35–41 °C, 35–38 °C "
        "without a contact sensor. Action `preheating` in the ramp, `heating` in the hold, `idle` while it waits or is paused; "
        "pulses of the relay do not show. An electronic pad has neither setpoint nor presets"
    ),
    ("timer", "session"): "The running session as a real timer: start, pause, cancel, finish, change",
    ("select", "level"): "The level, for those who cannot set presets. It starts nothing. Not on electronic pads",
    ("select", "used_by"): "Whose body it is: a person, or `guest`. Another named person is chosen by a person only",
    ("sensor", "phase"): "What the pad does. Attributes `session` (id), `confirm_start`",
    ("sensor", "waiting_for"): "Which answer is needed",
    ("sensor", "blocked_by"): "Why a start would be refused now",
    ("sensor", "stop_reason"): "Why the last session ended",
    ("sensor", "pad_temperature"): (
        "Attribute `source`: `measured` or `estimated`; an estimate may be off by 8 °C. Off by default where the climate "
        "entity shows it. Not on electronic pads"
    ),
    ("sensor", "ends_at"): "End of the session",
    ("sensor", "ready_at"): "End of the rest",
    ("sensor", "heated_today"): "Heated minutes of the last 24 hours, of the person in `used_by`",
    ("sensor", "sessions_today"): "Sessions of 5 minutes and more in the last 24 hours, of the same person",
    ("sensor", "heated_total"): "Counter",
    ("sensor", "sessions_total"): "Counter",
    ("sensor", "heat_output"): "Mean power of the pulses. Not on electronic pads",
    ("sensor", "dose"): "Thermal dose of the session, with a contact sensor only",
    ("sensor", "relay_operations"): "Counter",
    ("sensor", "auto_off"): (
        "What the countdown inside the plug is worth. Attributes `family`, `renews`, `expiry_seconds`, `result`, `tested_at`, "
        "`last_test`, `testing`, `plug_grade`"
    ),
    ("binary_sensor", "fault"): "A fault is latched. Attribute `reason`",
    ("binary_sensor", "heating"): "The plug's relay as it really is",
    ("number", "session_minutes"): "Usual length, from the next session on",
    ("number", "ramp_minutes"): "The goal is not reached earlier. Not on electronic pads",
    ("button", "stop"): "Ends the session",
    ("button", "extend"): "Cut at the cap",
    ("button", "resume"): "Ends a pause, or takes up what an early end left within 5 minutes. Needs a person",
    ("button", "confirm"): "Answers what the pad waits for. Needs a person",
    ("button", "acknowledge_fault"): "Releases a fault whose cause is gone",
    ("button", "test_auto_off"): "Tests the countdown inside the plug. Needs a person, and the pad off the body",
    ("event", "session"): (
        "What happens. Attributes `session`, `reason`, and `minutes`, `heated_minutes`, `goal_c`, `waiting_for` or `source` "
        "where they apply"
    ),
}
_PACK: dict[tuple[str, str], str] = {
    ("timer", "session"): "The running use. It can be started, cancelled and finished, not paused",
    ("sensor", "phase"): "Whether it is in use. Attribute `session`",
    ("sensor", "stop_reason"): "How the last use ended",
    ("sensor", "ends_at"): "End of the use",
    ("sensor", "sessions_today"): "Uses in the last 24 hours",
    ("button", "stop"): "Ends the use",
    ("event", "session"): "What happens. Attributes `session`, `reason`, `minutes`",
}
_PERSON: dict[tuple[str, str], str] = {
    ("sensor", "pain"): "Last score of the last 12 hours",
    ("sensor", "pain_average"): "Unknown with fewer than 4 days that have a score",
    ("sensor", "heat_change"): (
        "Mean change around heat in points, unknown with fewer than 10 pairs. Attributes `n`, `summary`, `interval`, `median`, "
        "`range`, `meaningful`, `list`, `without_heat`"
    ),
    ("sensor", "heated_today"): "Over all electric pads this person used, last 24 hours",
    ("sensor", "dose_today"): "The same for the thermal dose",
    ("sensor", "sessions_week"): "Sessions and uses of packs in 7 days",
    ("sensor", "ready_at"): "End of the rest",
    ("sensor", "last_entry"): "When something was written down last",
    ("binary_sensor", "see_clinician"): "The entries are a reason to talk to a clinician. Attribute `rules`",
    ("number", "pain_now"): "Setting it writes a score down, 0–10. It never has a value",
    ("button", "undo_entry"): "Takes back what was written in the last hour, the newest first",
    ("event", "pain_entry"): "What became of an entry. Attributes `id`, `score`, `moment`",
    ("event", "prompt"): "A question was put. Attribute `session`",
    ("calendar", "history"): "Sessions and entries by day, without notes",
}

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
_WHATS = {"pad": _PAD, "pack": _PACK, "person": _PERSON}
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
    whats, described = _WHATS[thing], _DESCRIPTIONS[thing]
    unknown = described.keys() - whats.keys()
    if unknown:
        msg = f"nothing says what these entities of a {thing} are for: {sorted(unknown)}"
        raise ValueError(msg)
    return [_row(thing, platform, key, what, described.get((platform, key))) for (platform, key), what in whats.items()]


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
