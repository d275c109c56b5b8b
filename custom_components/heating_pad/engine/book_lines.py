"""A diary as the lines of its file: played back into a book, and written anew without what is no longer needed."""

from collections.abc import Iterable, Iterator, Mapping

from .book import Book, Revision
from .book_codec import Line, Note, Put, Remove
from .diary import AnyEntry


def replay(lines: Iterable[Line]) -> tuple[Book, dict[str, object]]:
    """Return the book the lines lead to, and the notes beside it."""
    alive: dict[str, AnyEntry] = {}
    notes: dict[str, object] = {}
    past: list[Revision] = []
    for line in lines:
        if isinstance(line, Note):
            notes[line.key] = line.value
        elif isinstance(line, Remove):
            before = alive.pop(line.id, None)
            if before is not None:
                past.append(Revision(entry=before, until=line.at, deleted=True))
        else:
            before = alive.get(line.entry.id)
            if before is not None and before != line.entry:
                until = line.entry.edited_at or line.entry.entered_at
                past.append(Revision(entry=before, until=until))
            alive[line.entry.id] = line.entry
    book = Book()
    book.fill(alive.values())
    for revision in past:
        book.remember(revision)
    return book, notes


def lines_of(book: Book, notes: Mapping[str, object]) -> Iterator[Line]:
    """Yield the fewest lines that lead to this book and these notes."""
    for key, value in notes.items():
        yield Note(key=key, value=value)
    for entry in book:
        yield from _past(book, entry.id)
        yield Put(entry=entry)
    for last in book.deleted:
        yield from _past(book, last.entry.id)


def _past(book: Book, entry_id: str) -> Iterator[Line]:
    for revision in book.history(entry_id):
        yield Put(entry=revision.entry)
        if revision.deleted:
            yield Remove(id=entry_id, at=revision.until)
