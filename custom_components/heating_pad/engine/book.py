"""A person's diary in memory: entries by id and by time, what became of them, and what a new one means.

A double tap is one entry. Within a minute the same person writing about the same thing corrects
the entry in place of making another. What was said of the skin is never corrected away: another
answer about it is an entry of its own.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from .clinician import skin_unanswered
from .diary import (
    Acknowledgement,
    Activity,
    AnyEntry,
    Checkup,
    Entry,
    EntryError,
    EntryProblem,
    Heat,
    PainEntry,
    Skin,
    given,
)

CORRECTED_WITHIN = timedelta(seconds=60)
UNDONE_WITHIN = timedelta(hours=1)
ERASED_AFTER = timedelta(days=30)
"""Own choice: how long what was deleted is kept for those who regret it."""
REVISIONS_KEPT = 10

BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
END = datetime(9999, 1, 1, tzinfo=UTC)


class Outcome(StrEnum):
    """What became of what somebody wrote; also the type of the event."""

    LOGGED = "logged"
    CORRECTED = "corrected"
    DELETED = "deleted"
    SAME = "same"
    """A double tap: nothing new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An entry, and what it means to the diary."""

    entry: AnyEntry
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What an entry said before, and until when."""

    entry: AnyEntry
    until: datetime
    deleted: bool = False


def _by_time(entry: Entry) -> tuple[datetime, str]:
    return entry.happened_at, entry.id


class Book:
    """All entries of one person."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._entries: dict[str, AnyEntry] = {}
        self._sorted: dict[type[Entry], list[AnyEntry]] = {
            kind: [] for kind in (PainEntry, Checkup, Activity, Heat, Acknowledgement)
        }
        self._history: dict[str, list[Revision]] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[AnyEntry]:
        return iter(self._entries.values())

    def __contains__(self, entry_id: object) -> bool:
        return entry_id in self._entries

    def get(self, entry_id: str) -> AnyEntry | None:
        """Return an entry, None when there is none of this id."""
        return self._entries.get(entry_id)

    def history(self, entry_id: str) -> tuple[Revision, ...]:
        """Return what an entry said before, the oldest first."""
        return tuple(self._history.get(entry_id, ()))

    @property
    def deleted(self) -> tuple[Revision, ...]:
        """The last words of everything that is deleted and not erased."""
        return tuple(
            revisions[-1]
            for entry_id, revisions in self._history.items()
            if entry_id not in self._entries and revisions
        )

    # -- changing --------------------------------------------------------------

    def fill(self, entries: Iterable[AnyEntry]) -> None:
        """Take many entries at once, which are not there yet."""
        for entry in entries:
            self._entries[entry.id] = entry
            self._sorted[type(entry)].append(entry)
        for each in self._sorted.values():
            each.sort(key=_by_time)

    def put(self, entry: AnyEntry) -> None:
        """Take an entry; one of the same id becomes history."""
        before = self._take(entry.id)
        if before is not None:
            self._remember(before, entry.edited_at or entry.entered_at, deleted=False)
        self._entries[entry.id] = entry
        insort(self._sorted[type(entry)], entry, key=_by_time)

    def remove(self, entry_id: str, at: datetime) -> None:
        """Delete an entry; what it said is kept for a while."""
        before = self._take(entry_id)
        if before is not None:
            self._remember(before, at, deleted=True)

    def remember(self, revision: Revision) -> None:
        """Take what an entry has said before."""
        self._remember(revision.entry, revision.until, deleted=revision.deleted)

    def forget(self, before: datetime) -> None:
        """Erase what was deleted longer ago."""
        for revision in self.deleted:
            if revision.until < before:
                del self._history[revision.entry.id]

    def _take(self, entry_id: str) -> AnyEntry | None:
        entry = self._entries.pop(entry_id, None)
        if entry is not None:
            ordered = self._sorted[type(entry)]
            del ordered[bisect_left(ordered, _by_time(entry), key=_by_time)]
        return entry

    def _remember(self, entry: AnyEntry, until: datetime, *, deleted: bool) -> None:
        kept = self._history.setdefault(entry.id, [])
        kept.append(Revision(entry=entry, until=until, deleted=deleted))
        del kept[:-REVISIONS_KEPT]

    # -- looking ---------------------------------------------------------------

    def between[E: AnyEntry](self, kind: type[E], start: datetime = BEGINNING, end: datetime = END) -> list[E]:
        """Return the entries of a kind from `start` to before `end`, the oldest first."""
        ordered: list[E] = self._sorted[kind]  # type: ignore[assignment]  # each list holds its kind only
        low = bisect_left(ordered, (start, ""), key=_by_time)
        high = bisect_left(ordered, (end, ""), key=_by_time)
        return ordered[low:high]

    def last[E: AnyEntry](self, kind: type[E]) -> E | None:
        """Return the entry of a kind that happened last."""
        ordered: list[E] = self._sorted[kind]  # type: ignore[assignment]  # as above
        return ordered[-1] if ordered else None

    def last_score(self, since: datetime) -> PainEntry | None:
        """Return the last entry with a score of a moment, not of a whole day."""
        for entry in reversed(self.between(PainEntry, since)):
            if entry.score is not None and entry.moment != "day_average":
                return entry
        return None

    def last_entered(self, kinds: tuple[type[AnyEntry], ...], since: datetime) -> AnyEntry | None:
        """Return what was written down last, not before `since`."""
        found: AnyEntry | None = None
        for kind in kinds:
            for entry in self._sorted[kind]:
                if entry.entered_at >= since and (found is None or entry.entered_at >= found.entered_at):
                    found = entry
        return found

    # -- deciding ----------------------------------------------------------------

    def log(self, new: PainEntry) -> Written:
        """Say whether this is a new entry, a correction or a double tap."""
        last = self.last_entered((PainEntry,), new.entered_at - CORRECTED_WITHIN)
        if not isinstance(last, PainEntry) or not _about_the_same(last, new) or self._says_of_skin(last, new):
            return Written(entry=new, outcome=Outcome.LOGGED)
        merged = replace(last, **given(new))  # type: ignore[arg-type]  # fields of its own kind
        if merged == last:
            return Written(entry=last, outcome=Outcome.SAME)
        return Written(entry=replace(merged, edited_at=new.entered_at), outcome=Outcome.CORRECTED)

    def _says_of_skin(self, last: PainEntry, new: PainEntry) -> bool:
        """Whether an entry says something of the skin that the last one has not said."""
        if new.skin is None or new.skin is not last.skin:
            return new.skin is not None
        # The same again is a double tap, unless only now it counts.
        pain = self.between(PainEntry)
        return new.skin is Skin.NORMAL and skin_unanswered(pain) and not skin_unanswered([*pain, new])

    def log_once[E: (Checkup, Activity)](self, new: E) -> Written:
        """Say whether this is a new entry or a double tap."""
        last = self.last_entered((type(new),), new.entered_at - CORRECTED_WITHIN)
        if last is not None and last.entered_at <= new.entered_at:
            twin = replace(new, id=last.id, happened_at=last.happened_at, entered_at=last.entered_at)
            near = abs(last.happened_at - new.happened_at) <= CORRECTED_WITHIN
            if near and twin == replace(last, edited_at=None):
                return Written(entry=last, outcome=Outcome.SAME)
        return Written(entry=new, outcome=Outcome.LOGGED)

    def own(self, entry_id: str) -> PainEntry | Checkup | Activity:
        """Return an entry that somebody wrote; raises `EntryError` when there is none."""
        entry = self._entries.get(entry_id)
        if isinstance(entry, PainEntry | Checkup | Activity):
            return entry
        raise EntryError(EntryProblem.ENTRY_MISSING, id=entry_id[:40])

    def undone(self, now: datetime) -> AnyEntry:
        """Return the entry an undo takes back; raises `EntryError` when there is none."""
        last = self.last_entered((PainEntry, Checkup, Activity), now - UNDONE_WITHIN)
        if last is None:
            raise EntryError(EntryProblem.NOTHING_TO_UNDO)
        return last


def _about_the_same(last: PainEntry, new: PainEntry) -> bool:
    """Whether two entries written shortly after one another are meant to be one."""
    return (
        last.entered_at <= new.entered_at
        and abs(last.happened_at - new.happened_at) <= CORRECTED_WITHIN
        and last.moment is new.moment
        and last.session == new.session
        and (not last.sites or not new.sites or last.sites == new.sites)
    )
