"""What a person writes down: kinds of entries, and what may stand in them.

Pain is an integer from 0 (none) to 10 (the worst imaginable). Everything but one content is
optional: a score alone is an entry. Times are aware and in UTC; `happened_at` is when it was,
`entered_at` when it was written down.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum

SCORE_MAX = 10
TEXT_MAX = 200
NOTE_MAX = 2000
FUTURE_TOLERANCE = timedelta(minutes=1)
"""Clocks of phones and servers differ a little."""
OLDEST = timedelta(days=3660)
"""Ten years: older is more likely a slip than a memory."""
ACTIVITY_MAX_MIN = 24 * 60


class Moment(StrEnum):
    """What a score is about."""

    NOW = "now"
    BEFORE = "before"
    AFTER = "after"
    LATER = "later"
    DAY_AVERAGE = "day_average"


class Site(StrEnum):
    """Where it hurts."""

    LOWER_BACK = "lower_back"
    UPPER_BACK = "upper_back"
    NECK = "neck"
    SHOULDER = "shoulder"
    ABDOMEN = "abdomen"
    HIP = "hip"
    LEG = "leg"
    KNEE = "knee"
    ARM = "arm"
    HAND = "hand"
    FOOT = "foot"
    OTHER = "other"


class Quality(StrEnum):
    """How it feels."""

    ACHING = "aching"
    BURNING = "burning"
    DULL = "dull"
    NUMB = "numb"
    PINS_AND_NEEDLES = "pins_and_needles"
    PIERCING = "piercing"
    PRICKING = "pricking"
    SORE = "sore"
    SPREADING = "spreading"
    STABBING = "stabbing"
    STINGING = "stinging"
    TENDER = "tender"
    THROBBING = "throbbing"


class Skin(StrEnum):
    """How the skin looks where the heat was."""

    NORMAL = "normal"
    REDNESS = "redness"
    REDNESS_LASTING = "redness_lasting"
    BLISTER = "blister"


SKIN_BLOCKS = frozenset({Skin.REDNESS_LASTING, Skin.BLISTER})
"""No heat after one of these until a later answer says `normal`."""
SKIN_SETTLES = timedelta(seconds=60)
"""Own choice: `normal` said sooner after one of these is a slip, or was meant for another question."""


class ActivityKind(StrEnum):
    """How somebody moved."""

    STRETCH = "stretch"
    STRENGTH = "strength"
    WALK = "walk"
    OTHER = "other"


class HeatSource(StrEnum):
    """Where heat came from."""

    ELECTRIC = "electric"
    MICROWAVE_WRAP = "microwave_wrap"
    HYDROGEL_PATCH = "hydrogel_patch"
    HOT_WATER_BOTTLE = "hot_water_bottle"
    OTHER = "other"


class EntryProblem(StrEnum):
    """Why an entry is not taken; also the translation key."""

    NOT_WHOLE = "not_whole"
    OUT_OF_RANGE = "out_of_range"
    UNKNOWN_WORD = "unknown_word"
    NOT_A_TEXT = "not_a_text"
    TEXT_TOO_LONG = "text_too_long"
    IN_FUTURE = "in_future"
    TOO_OLD = "too_old"
    ENTRY_EMPTY = "entry_empty"
    ENTRY_MISSING = "entry_missing"
    FIELD_UNKNOWN = "field_unknown"
    FIELD_NEEDED = "field_needed"
    NOTHING_TO_UNDO = "nothing_to_undo"


class EntryError(ValueError):
    """An entry that is not taken, with what to say about it."""

    def __init__(self, problem: EntryProblem, **values: str) -> None:
        """Keep the reason and what fills its sentence."""
        super().__init__(f"{problem} {values}")
        self.problem = problem
        self.values = values


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What all entries have."""

    id: str
    happened_at: datetime
    entered_at: datetime
    edited_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PainEntry(Entry):
    """How it hurts, or how the skin looks."""

    score: int | None = None
    moment: Moment = Moment.NOW
    sites: tuple[Site, ...] = ()
    qualities: tuple[Quality, ...] = ()
    mobility: int | None = None
    """How well one can move, 0 (not at all) to 10 (as ever)."""
    mood: int | None = None
    """0 (very bad) to 10 (very good)."""
    sleep: int | None = None
    """How well one slept, 0 (not at all) to 10 (as ever)."""
    activity: str | None = None
    medication: str | None = None
    skin: Skin | None = None
    note: str | None = None
    session: str | None = None
    """The heat it is about, where somebody said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup(Entry):
    """The week in three numbers from 0 to 10 (PEG)."""

    pain: int
    enjoyment: int
    general_activity: int

    @property
    def peg(self) -> float:
        """Mean of the three."""
        return (self.pain + self.enjoyment + self.general_activity) / 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Entry):
    """Some movement."""

    kind: ActivityKind
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat(Entry):
    """Heat the person has had; `happened_at` is its beginning, its id the session's."""

    ended: datetime
    heated_s: float
    source: HeatSource = HeatSource.ELECTRIC
    dose: float | None = None
    """CEM43 minutes; None where no contact sensor measured it."""
    pad: str | None = None
    """What the pad was called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement(Entry):
    """Somebody has taken note of the advice to see a clinician; `happened_at` is the visit, or now."""

    measures: Mapping[str, float]
    """By rule: how bad it was at that moment."""


type AnyEntry = PainEntry | Checkup | Activity | Heat | Acknowledgement


# -- reading what somebody has typed ---------------------------------------------


def _whole(low: int, high: int) -> Callable[[str, object], int]:
    def read(field: str, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
            raise EntryError(EntryProblem.NOT_WHOLE, field=field, value=_shown(value))
        if not low <= value <= high:
            raise EntryError(EntryProblem.OUT_OF_RANGE, field=field, low=str(low), high=str(high), value=_shown(value))
        return int(value)

    return read


def _word[W: StrEnum](words: type[W]) -> Callable[[str, object], W]:
    known: Mapping[object, W] = {str(word): word for word in words}

    def read(field: str, value: object) -> W:
        word = known.get(value) if isinstance(value, str) else None
        if word is None:
            raise EntryError(EntryProblem.UNKNOWN_WORD, field=field, value=_shown(value), words=", ".join(words))
        return word

    return read


def _words[W: StrEnum](words: type[W]) -> Callable[[str, object], tuple[W, ...]]:
    one = _word(words)

    def read(field: str, value: object) -> tuple[W, ...]:
        given = value if isinstance(value, list | tuple) else [value]
        if len(given) == 1:
            return (one(field, given[0]),)
        chosen = {one(field, each) for each in given}
        # Always in the same order, so that the same choice is the same entry.
        return tuple(word for word in words if word in chosen)

    return read


def _text(longest: int) -> Callable[[str, object], str | None]:
    def read(field: str, value: object) -> str | None:
        if not isinstance(value, str):
            raise EntryError(EntryProblem.NOT_A_TEXT, field=field)
        text = value.strip()
        if not text.isprintable():
            text = "".join(each for each in text if each.isprintable() or each in "\n\t").strip()
        if len(text) > longest:
            raise EntryError(EntryProblem.TEXT_TOO_LONG, field=field, limit=str(longest))
        return text or None

    return read


def _shown(value: object) -> str:
    return str(value)[:40]


_SCORE = _whole(0, SCORE_MAX)

type Readers = Mapping[str, Callable[[str, object], object]]

PAIN_FIELDS: Readers = {
    "score": _SCORE,
    "moment": _word(Moment),
    "sites": _words(Site),
    "qualities": _words(Quality),
    "mobility": _SCORE,
    "mood": _SCORE,
    "sleep": _SCORE,
    "activity": _text(TEXT_MAX),
    "medication": _text(TEXT_MAX),
    "skin": _word(Skin),
    "note": _text(NOTE_MAX),
    "session": _text(TEXT_MAX),
}
CHECKUP_FIELDS: Readers = {"pain": _SCORE, "enjoyment": _SCORE, "general_activity": _SCORE}
ACTIVITY_FIELDS: Readers = {"kind": _word(ActivityKind), "minutes": _whole(1, ACTIVITY_MAX_MIN)}

_CONTENT = frozenset(PAIN_FIELDS) - {"moment", "session"}
_EMPTY: Mapping[str, object] = {
    "moment": Moment.NOW,
    "sites": (),
    "qualities": (),
}


def read_fields(readers: Readers, raw: Mapping[str, object]) -> dict[str, object]:
    """Read what was typed; None and nothing leave a field empty. Raises `EntryError`."""
    found: dict[str, object] = {}
    for field, value in raw.items():
        if field not in readers:
            raise EntryError(EntryProblem.FIELD_UNKNOWN, field=field[:40])
        empty = value is None or value in ("", [], ())
        found[field] = _EMPTY.get(field) if empty else readers[field](field, value)
    return found


def when(moment: datetime | None, now: datetime) -> datetime:
    """Return when it was: the given moment, or now. Raises `EntryError` for the future and for long ago."""
    if moment is None:
        return now
    if moment > now + FUTURE_TOLERANCE:
        raise EntryError(EntryProblem.IN_FUTURE)
    if moment < now - OLDEST:
        raise EntryError(EntryProblem.TOO_OLD)
    return min(moment, now)


def pain_entry(raw: Mapping[str, object], *, entry_id: str, now: datetime, at: datetime | None = None) -> PainEntry:
    """Make an entry of what was typed; raises `EntryError`."""
    entry = PainEntry(id=entry_id, happened_at=when(at, now), entered_at=now)
    return not_empty(replace(entry, **read_fields(PAIN_FIELDS, raw)))  # type: ignore[arg-type]  # read per field


def checkup(raw: Mapping[str, object], *, entry_id: str, now: datetime, at: datetime | None = None) -> Checkup:
    """Make a weekly check-up of what was typed; raises `EntryError`."""
    found = complete_fields(CHECKUP_FIELDS, raw)
    return Checkup(id=entry_id, happened_at=when(at, now), entered_at=now, **found)  # type: ignore[arg-type]


def activity(raw: Mapping[str, object], *, entry_id: str, now: datetime, at: datetime | None = None) -> Activity:
    """Make an activity of what was typed; raises `EntryError`."""
    found = complete_fields(ACTIVITY_FIELDS, raw)
    return Activity(id=entry_id, happened_at=when(at, now), entered_at=now, **found)  # type: ignore[arg-type]


def complete_fields(readers: Readers, raw: Mapping[str, object]) -> dict[str, object]:
    """Read what was typed where every field is needed; raises `EntryError`."""
    found = read_fields(readers, raw)
    for field in readers:
        if found.get(field) is None:
            raise EntryError(EntryProblem.FIELD_NEEDED, field=field)
    return found


def not_empty(entry: PainEntry) -> PainEntry:
    """Return the entry if it says anything; raises `EntryError`."""
    if entry.score is None and all(getattr(entry, field) in (None, ()) for field in _CONTENT):
        raise EntryError(EntryProblem.ENTRY_EMPTY)
    return entry


def changed[E: PainEntry | Checkup | Activity](
    entry: E, raw: Mapping[str, object], *, now: datetime, at: datetime | None = None
) -> E:
    """Return the entry with some fields changed; raises `EntryError`."""
    readers = readers_of(entry)
    found = read_fields(readers, raw)
    for field, value in found.items():
        if value is None and readers is not PAIN_FIELDS:
            raise EntryError(EntryProblem.FIELD_NEEDED, field=field)
    happened_at = entry.happened_at if at is None else when(at, now)
    result = replace(entry, happened_at=happened_at, edited_at=now, **found)  # type: ignore[arg-type]
    if isinstance(result, PainEntry):
        not_empty(result)
    return result


def readers_of(entry: PainEntry | Checkup | Activity) -> Readers:
    """Return the fields that may be typed for this kind of entry."""
    if isinstance(entry, PainEntry):
        return PAIN_FIELDS
    return CHECKUP_FIELDS if isinstance(entry, Checkup) else ACTIVITY_FIELDS


def given(entry: PainEntry) -> dict[str, object]:
    """Return what an entry says, without what it leaves open."""
    names: Iterable[str] = (field.name for field in fields(entry))
    return {
        name: value
        for name in names
        if name in _CONTENT and (value := getattr(entry, name)) is not None and value != ()
    }
