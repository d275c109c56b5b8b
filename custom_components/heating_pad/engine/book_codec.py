"""Entries as plain values, one line each; read back with suspicion.

A line that makes no sense raises, and only it is lost: each stands for itself and carries a
checksum.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from typing import Any

from .diary import (
    ACTIVITY_FIELDS,
    CHECKUP_FIELDS,
    PAIN_FIELDS,
    Acknowledgement,
    Activity,
    AnyEntry,
    Checkup,
    Heat,
    HeatSource,
    PainEntry,
    complete_fields,
    not_empty,
    read_fields,
)

KINDS: Mapping[str, type[AnyEntry]] = {
    "pain": PainEntry,
    "checkup": Checkup,
    "activity": Activity,
    "heat": Heat,
    "acknowledgement": Acknowledgement,
}
_NAMES = {kind: name for name, kind in KINDS.items()}


class DamagedLineError(ValueError):
    """What was read is no line of a diary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """An entry, new or changed."""

    entry: AnyEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove:
    """An entry was deleted."""

    id: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that is no entry but has to be remembered, such as prompts that wait."""

    key: str
    value: object


type Line = Put | Remove | Note


def kind_of(entry: AnyEntry) -> str:
    """Name the kind of an entry."""
    return _NAMES[type(entry)]


def encode(line: Line) -> dict[str, Any]:
    """Turn a line into plain values."""
    if isinstance(line, Put):
        return {"op": "put", **encode_entry(line.entry)}
    if isinstance(line, Remove):
        return {"op": "remove", "id": line.id, "at": line.at.isoformat()}
    return {"op": "note", "key": line.key, "value": line.value}


def encode_entry(entry: AnyEntry) -> dict[str, Any]:
    """Turn an entry into plain values, without what it leaves open."""
    values: dict[str, Any] = {
        "kind": kind_of(entry),
        "id": entry.id,
        "at": entry.happened_at.isoformat(),
        "entered": entry.entered_at.isoformat(),
    }
    if entry.edited_at is not None:
        values["edited"] = entry.edited_at.isoformat()
    match entry:
        case PainEntry():
            values |= _said(entry, PAIN_FIELDS)
        case Checkup():
            values |= _said(entry, CHECKUP_FIELDS)
        case Activity():
            values["activity"] = entry.kind
            values["minutes"] = entry.minutes
        case Heat():
            values |= {"ended": entry.ended.isoformat(), "heated_s": round(entry.heated_s, 1), "source": entry.source}
            values |= {} if entry.dose is None else {"dose": round(entry.dose, 4)}
            values |= {} if entry.pad is None else {"pad": entry.pad}
        case _:
            values["measures"] = dict(entry.measures)
    return values


def _said(entry: PainEntry | Checkup, fields: Mapping[str, object]) -> dict[str, Any]:
    said = {field: getattr(entry, field) for field in fields}
    return {
        field: list(value) if isinstance(value, tuple) else value
        for field, value in said.items()
        if value not in (None, ())
    }


def decode(raw: object) -> Line:
    """Read a line; raises `DamagedLineError` when it is none."""
    try:
        return _decode(raw)
    except (KeyError, TypeError, ValueError, OverflowError) as err:
        msg = f"no line of a diary: {err}"
        raise DamagedLineError(msg) from err


def _decode(raw: object) -> Line:
    values = _mapping(raw)
    match values["op"]:
        case "put":
            return Put(entry=_entry(values))
        case "remove":
            return Remove(id=_text(values["id"]), at=_moment(values["at"]))
        case "note":
            return Note(key=_text(values["key"]), value=values["value"])
    msg = "an unknown operation"
    raise ValueError(msg)


_READ = frozenset({"op", "kind", "id", "at", "entered", "edited", "crc"})


def _entry(values: Mapping[str, Any]) -> AnyEntry:
    common = {
        "id": _text(values["id"]),
        "happened_at": _moment(values["at"]),
        "entered_at": _moment(values["entered"]),
        "edited_at": _moment(values["edited"]) if "edited" in values else None,
    }
    content = {key: value for key, value in values.items() if key not in _READ}
    return _MAKE[_text(values["kind"])](common, content)


def _pain(common: Mapping[str, Any], content: Mapping[str, Any]) -> AnyEntry:
    return not_empty(PainEntry(**common, **read_fields(PAIN_FIELDS, content)))  # type: ignore[arg-type]  # per field


def _checkup(common: Mapping[str, Any], content: Mapping[str, Any]) -> AnyEntry:
    return Checkup(**common, **complete_fields(CHECKUP_FIELDS, content))  # type: ignore[arg-type]


def _activity(common: Mapping[str, Any], content: Mapping[str, Any]) -> AnyEntry:
    renamed = {"kind" if key == "activity" else key: value for key, value in content.items()}
    return Activity(**common, **complete_fields(ACTIVITY_FIELDS, renamed))  # type: ignore[arg-type]


def _heat(common: Mapping[str, Any], content: Mapping[str, Any]) -> AnyEntry:
    return Heat(
        **common,
        ended=_moment(content["ended"]),
        heated_s=_number(content["heated_s"]),
        source=HeatSource(content["source"]),
        dose=_number(content["dose"]) if "dose" in content else None,
        pad=_text(content["pad"]) if "pad" in content else None,
    )


def _acknowledgement(common: Mapping[str, Any], content: Mapping[str, Any]) -> AnyEntry:
    measures = {_text(rule): _number(measure) for rule, measure in _mapping(content["measures"]).items()}
    return Acknowledgement(**common, measures=measures)


_MAKE: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], AnyEntry]] = {
    "pain": _pain,
    "checkup": _checkup,
    "activity": _activity,
    "heat": _heat,
    "acknowledgement": _acknowledgement,
}


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        msg = "not a mapping"
        raise TypeError(msg)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        msg = "not a text"
        raise TypeError(msg)
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        msg = "not a number"
        raise TypeError(msg)
    if not isfinite(value) or value < 0:
        msg = "not a finite number from zero"
        raise ValueError(msg)
    return float(value)


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is UTC:
        return moment
    if moment.tzinfo is None:
        msg = "a moment without time zone"
        raise ValueError(msg)
    return moment.astimezone(UTC)
