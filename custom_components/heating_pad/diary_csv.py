"""A diary as a table: written so that no spreadsheet takes a note for a formula, and read back as it was."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

from homeassistant.util import dt as dt_util

from .engine.book_codec import DamagedLineError, Put, decode, encode_entry
from .engine.diary import (
    FUTURE_TOLERANCE,
    NOTE_MAX,
    OLDEST,
    Acknowledgement,
    Activity,
    AnyEntry,
    EntryError,
    Heat,
    PainEntry,
)

COLUMNS = (
    "kind",
    "id",
    "at",
    "entered",
    "edited",
    "score",
    "moment",
    "sites",
    "qualities",
    "mobility",
    "mood",
    "sleep",
    "activity",
    "medication",
    "skin",
    "note",
    "session",
    "pain",
    "enjoyment",
    "general_activity",
    "minutes",
    "ended",
    "heated_s",
    "source",
    "dose",
    "pad",
)
_LISTS = frozenset({"sites", "qualities"})
_TIMES = frozenset({"at", "entered", "edited", "ended"})
_WHOLE = frozenset({"score", "mobility", "mood", "sleep", "pain", "enjoyment", "general_activity", "minutes"})
_FRACTIONS = frozenset({"heated_s", "dose"})
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
"""Spreadsheets calculate what begins like this; an apostrophe makes it a text."""

LINES_MAX = 50_000
_ROW_MAX = NOTE_MAX * 8


def to_csv(entries: Iterable[AnyEntry], *, notes: bool) -> str:
    """Write entries as a table; without notes where they are not asked for."""
    out = StringIO()
    table = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    for entry in entries:
        if isinstance(entry, Acknowledgement):
            continue
        table.writerow(_row(entry if notes else without_note(entry)))
    return out.getvalue()


def without_note(entry: AnyEntry) -> AnyEntry:
    """Return the entry without its note."""
    return replace(entry, note=None) if isinstance(entry, PainEntry) else entry


def _row(entry: AnyEntry) -> dict[str, str]:
    row: dict[str, str] = {}
    for column, value in encode_entry(entry).items():
        if column in _TIMES:
            row[column] = dt_util.as_local(datetime.fromisoformat(value)).isoformat()
        elif isinstance(value, list):
            row[column] = ";".join(value)
        else:
            text = str(value)
            row[column] = f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a table holds."""

    entries: tuple[AnyEntry, ...]
    problems: tuple[tuple[int, str], ...]
    """Lines that were not understood, with the reason."""


class NoTableError(ValueError):
    """What was given is no table of a diary."""


def from_csv(text: str, now: datetime) -> Read:
    """Read a table; a line that makes no sense loses only itself. Raises `NoTableError`."""
    table = csv.DictReader(StringIO(text.removeprefix("\ufeff")), strict=True)
    entries: dict[str, AnyEntry] = {}
    problems: list[tuple[int, str]] = []
    try:
        if table.fieldnames is None or "at" not in table.fieldnames:
            raise NoTableError("there is no column “at”")
        for row in table:
            if table.line_num > LINES_MAX:
                raise NoTableError(f"there are more than {LINES_MAX} lines")
            try:
                entry = _entry(row, now, table.line_num)
            except (DamagedLineError, EntryError, ValueError, TypeError) as err:
                problems.append((table.line_num, str(err)[:200]))
            else:
                entries[entry.id] = entry
    except csv.Error as err:
        raise NoTableError(str(err)) from err
    return Read(entries=tuple(entries.values()), problems=tuple(problems))


def _entry(row: Mapping[str | Any, str | Any], now: datetime, line: int) -> AnyEntry:
    values: dict[str, Any] = {"op": "put", "kind": "pain"}
    for column, text in row.items():
        if not isinstance(column, str) or isinstance(text, list):
            raise ValueError("there are more cells than columns")  # noqa: TRY004 - of the file, not of our types
        if text is None or not text.strip():
            continue
        values[column] = _value(column, text)
    if values["kind"] == "acknowledgement":
        raise ValueError("acknowledgements are not imported")
    values.setdefault("entered", values.get("at"))
    values.setdefault("id", f"import-{values.get('at')}-{line}")
    put = decode(values)
    if not isinstance(put, Put):
        raise ValueError("no entry")  # noqa: TRY004 - as above
    _plausible(put.entry, now)
    return put.entry


def _value(column: str, text: str) -> object:
    if len(text) > _ROW_MAX:
        raise ValueError("a cell is too long")
    if column in _LISTS:
        return [each.strip() for each in text.split(";") if each.strip()]
    if column in _TIMES:
        moment = dt_util.parse_datetime(text)
        if moment is None:
            raise ValueError(f"not a time: {text[:40]}")
        return dt_util.as_utc(moment).astimezone(UTC).isoformat()
    if column in _WHOLE or column in _FRACTIONS:
        return float(text)
    return text.removeprefix("'")


def _plausible(entry: AnyEntry, now: datetime) -> None:
    if entry.happened_at > now + FUTURE_TOLERANCE or entry.entered_at > now + FUTURE_TOLERANCE:
        raise ValueError("this lies in the future")
    if entry.happened_at < now - OLDEST:
        raise ValueError("this is more than ten years ago")
    if isinstance(entry, Heat) and not timedelta(0) <= entry.ended - entry.happened_at <= timedelta(days=1):
        raise ValueError("the end does not fit the beginning")
    if isinstance(entry, Activity | PainEntry) and len(entry.id) > 80:  # noqa: PLR2004 - ids of ours are far shorter
        raise ValueError("the id is too long")
