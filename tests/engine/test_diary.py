"""What may stand in a diary: anything less than an entry is refused with a reason, anything more is kept."""

from datetime import timedelta

import pytest
from hypothesis import given, strategies as st

from engine.book import Book, Outcome
from engine.book_codec import DamagedLineError, Note, Put, Remove, decode, encode, kind_of
from engine.book_lines import lines_of, replay
from engine.diary import (
    Acknowledgement,
    Activity,
    ActivityKind,
    AnyEntry,
    Checkup,
    EntryError,
    EntryProblem,
    Heat,
    HeatSource,
    Moment,
    PainEntry,
    Quality,
    Site,
    Skin,
    activity,
    changed,
    checkup,
    pain_entry,
    when as when_of,
)
from tests.engine.builders import WALL

SECOND = timedelta(seconds=1)
ids = iter(range(10**9))


def new(at: timedelta = timedelta(), *, happened: timedelta | None = None, **raw: object) -> PainEntry:
    now = WALL + at
    return pain_entry(raw, entry_id=f"e{next(ids)}", now=now, at=None if happened is None else now + happened)


def refused(raw: dict[str, object]) -> EntryError:
    with pytest.raises(EntryError) as refusal:
        pain_entry(raw, entry_id="x", now=WALL)
    return refusal.value


# -- one entry ---------------------------------------------------------------------


def test_a_score_alone_is_an_entry() -> None:
    entry = new(score=4)
    assert (entry.score, entry.moment, entry.sites) == (4, Moment.NOW, ())
    assert entry.happened_at == entry.entered_at == WALL


def test_everything_that_can_be_said_is_kept() -> None:
    entry = new(
        score=7.0,
        moment="before",
        sites=["neck", "lower_back", "neck"],
        qualities="aching",
        mobility=3,
        mood=0,
        sleep=10,
        activity="gardening",
        medication="one tablet",
        skin="redness",
        note="  line one\nline\x00 two ",
        session="s1",
    )
    assert entry.sites == (Site.LOWER_BACK, Site.NECK)
    assert entry.qualities == (Quality.ACHING,)
    assert (entry.score, entry.mood, entry.sleep, entry.mobility) == (7, 0, 10, 3)
    assert entry.note == "line one\nline two"
    assert (entry.skin, entry.session, entry.moment) == (Skin.REDNESS, "s1", Moment.BEFORE)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ({"score": 11}, EntryProblem.OUT_OF_RANGE),
        ({"score": -1}, EntryProblem.OUT_OF_RANGE),
        ({"score": 4.5}, EntryProblem.NOT_WHOLE),
        ({"score": True}, EntryProblem.NOT_WHOLE),
        ({"score": "4"}, EntryProblem.NOT_WHOLE),
        ({"score": float("nan")}, EntryProblem.NOT_WHOLE),
        ({"score": float("inf")}, EntryProblem.NOT_WHOLE),
        ({"score": 3, "moment": "noon"}, EntryProblem.UNKNOWN_WORD),
        ({"score": 3, "sites": ["tail"]}, EntryProblem.UNKNOWN_WORD),
        ({"score": 3, "note": 3}, EntryProblem.NOT_A_TEXT),
        ({"score": 3, "note": "x" * 2001}, EntryProblem.TEXT_TOO_LONG),
        ({"scores": 3}, EntryProblem.FIELD_UNKNOWN),
        ({}, EntryProblem.ENTRY_EMPTY),
        ({"moment": "after", "session": "s1"}, EntryProblem.ENTRY_EMPTY),
        ({"score": None, "sites": [], "note": "  "}, EntryProblem.ENTRY_EMPTY),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(raw: dict[str, object], problem: EntryProblem) -> None:
    assert refused(raw).problem is problem


def test_a_refusal_names_field_and_range() -> None:
    assert refused({"mood": 12}).values == {"field": "mood", "low": "0", "high": "10", "value": "12"}
    assert "out_of_range" in str(refused({"mood": 12}))


@given(st.floats() | st.integers() | st.text() | st.none() | st.booleans())
def test_no_score_outside_the_scale_gets_in(score: object) -> None:
    try:
        entry = pain_entry({"score": score}, entry_id="x", now=WALL)
    except EntryError:
        return
    assert entry.score in range(11)


def test_back_dated_entries_keep_when_they_were_written() -> None:
    entry = new(score=2, happened=-timedelta(days=2))
    assert entry.entered_at - entry.happened_at == timedelta(days=2)


@pytest.mark.parametrize(
    ("ahead", "problem"),
    [(timedelta(minutes=2), EntryProblem.IN_FUTURE), (-timedelta(days=4000), EntryProblem.TOO_OLD)],
)
def test_neither_the_future_nor_another_life(ahead: timedelta, problem: EntryProblem) -> None:
    with pytest.raises(EntryError) as refusal:
        new(score=3, happened=ahead)
    assert refusal.value.problem is problem


def test_a_phone_whose_clock_is_a_little_ahead_writes_now() -> None:
    assert when_of(WALL + 30 * SECOND, WALL) == WALL


def test_a_check_up_is_the_mean_of_three() -> None:
    made = checkup({"pain": 6, "enjoyment": 5, "general_activity": 1}, entry_id="c", now=WALL)
    assert made.peg == 4.0
    with pytest.raises(EntryError) as refusal:
        checkup({"pain": 6, "enjoyment": None}, entry_id="c", now=WALL)
    assert refusal.value.problem is EntryProblem.FIELD_NEEDED


def test_an_activity_has_kind_and_minutes() -> None:
    made = activity({"kind": "walk", "minutes": 20}, entry_id="a", now=WALL)
    assert (made.kind, made.minutes) == (ActivityKind.WALK, 20)
    with pytest.raises(EntryError):
        activity({"kind": "walk", "minutes": 0}, entry_id="a", now=WALL)


def test_changing_an_entry_keeps_the_rest_and_says_when() -> None:
    entry = new(score=5, note="first", sites=["knee"])
    later = WALL + timedelta(days=1)
    after = changed(entry, {"score": 6, "note": None}, now=later, at=WALL - timedelta(hours=1))
    assert (after.score, after.note, after.sites) == (6, None, (Site.KNEE,))
    assert (after.edited_at, after.entered_at, after.happened_at) == (later, WALL, WALL - timedelta(hours=1))
    with pytest.raises(EntryError) as refusal:
        changed(entry, {"score": None, "note": None, "sites": None}, now=later)
    assert refusal.value.problem is EntryProblem.ENTRY_EMPTY


def test_what_a_check_up_or_an_activity_needs_cannot_be_taken_away() -> None:
    made = checkup({"pain": 6, "enjoyment": 5, "general_activity": 1}, entry_id="c", now=WALL)
    assert changed(made, {"pain": 3}, now=WALL).peg == 3.0
    with pytest.raises(EntryError):
        changed(made, {"pain": None}, now=WALL)
    walk = activity({"kind": "walk", "minutes": 20}, entry_id="a", now=WALL)
    assert changed(walk, {"minutes": 5}, now=WALL).minutes == 5


# -- the book ------------------------------------------------------------------------


def logged(book: Book, entry: PainEntry) -> Outcome:
    written = book.log(entry)
    book.put(written.entry)
    return written.outcome


def test_a_double_tap_is_one_entry() -> None:
    book = Book()
    assert logged(book, new(score=5)) is Outcome.LOGGED
    assert book.log(new(SECOND, score=5)).outcome is Outcome.SAME
    assert len(book) == 1


def test_a_correction_within_a_minute_replaces_and_keeps_what_it_does_not_mention() -> None:
    book = Book()
    first = new(score=5, note="kept")
    logged(book, first)
    assert logged(book, new(60 * SECOND, score=6, mood=2)) is Outcome.CORRECTED
    (entry,) = book.between(PainEntry)
    assert (entry.id, entry.score, entry.mood, entry.note) == (first.id, 6, 2, "kept")
    assert [each.entry for each in book.history(first.id)] == [first]


@pytest.mark.parametrize(
    ("at", "raw"),
    [
        (61 * SECOND, {"score": 6}),
        (SECOND, {"score": 6, "moment": "after"}),
        (SECOND, {"score": 6, "session": "s2"}),
        (SECOND, {"score": 6, "sites": ["neck"]}),
        (-SECOND, {"score": 6}),
    ],
)
def test_about_something_else_or_later_it_is_another_entry(at: timedelta, raw: dict[str, object]) -> None:
    book = Book()
    logged(book, new(score=5, sites=["knee"]))
    assert logged(book, new(at, **raw)) is Outcome.LOGGED
    assert len(book) == 2


def test_a_back_dated_entry_does_not_correct_what_was_just_written() -> None:
    book = Book()
    logged(book, new(score=5))
    assert logged(book, new(SECOND, score=6, happened=-timedelta(hours=3))) is Outcome.LOGGED


@pytest.mark.parametrize("finding", ["redness", "redness_lasting", "blister"])
def test_what_was_said_of_the_skin_is_never_corrected_away(finding: str) -> None:
    book = Book()
    assert logged(book, new(score=5, skin=finding)) is Outcome.LOGGED
    assert logged(book, new(SECOND, skin=finding)) is Outcome.SAME
    assert logged(book, new(2 * SECOND, score=4)) is Outcome.CORRECTED
    assert logged(book, new(3 * SECOND, skin="normal")) is Outcome.LOGGED
    assert [(entry.score, entry.skin) for entry in book.between(PainEntry)] == [(4, finding), (None, "normal")]
    assert logged(book, new(5 * SECOND, skin="normal")) is Outcome.SAME
    hurt = finding != "redness"
    assert logged(book, new(62 * SECOND, skin="normal")) is (Outcome.LOGGED if hurt else Outcome.SAME)
    assert logged(book, new(63 * SECOND, skin="normal")) is Outcome.SAME
    assert book.between(PainEntry)[0].skin == finding


def test_check_ups_and_activities_are_taken_once_too() -> None:
    book = Book()
    for make, raw, other in (
        (
            checkup,
            {"pain": 6, "enjoyment": 5, "general_activity": 1},
            {"pain": 6, "enjoyment": 5, "general_activity": 2},
        ),
        (activity, {"kind": "walk", "minutes": 20}, {"kind": "walk", "minutes": 21}),
    ):
        first = make(raw, entry_id=f"{make.__name__}1", now=WALL)
        assert book.log_once(first).outcome is Outcome.LOGGED
        book.put(first)
        assert book.log_once(make(raw, entry_id="2", now=WALL + SECOND)).outcome is Outcome.SAME
        assert book.log_once(make(other, entry_id="3", now=WALL + SECOND)).outcome is Outcome.LOGGED
        past = make(raw, entry_id="4", now=WALL + SECOND, at=WALL - timedelta(hours=2))
        assert book.log_once(past).outcome is Outcome.LOGGED
        assert book.log_once(make(raw, entry_id="5", now=WALL - SECOND)).outcome is Outcome.LOGGED


def test_undo_takes_back_what_was_written_last_and_not_what_is_long_ago() -> None:
    book = Book()
    with pytest.raises(EntryError) as refusal:
        book.undone(WALL)
    assert refusal.value.problem is EntryProblem.NOTHING_TO_UNDO
    back_dated = new(SECOND, score=1, happened=-timedelta(days=3))
    logged(book, new(score=5))
    logged(book, back_dated)
    assert book.undone(WALL + timedelta(minutes=5)) == back_dated
    with pytest.raises(EntryError):
        book.undone(WALL + timedelta(hours=2))


def test_what_is_deleted_is_kept_for_a_while_and_then_erased() -> None:
    book = Book()
    entry = new(score=5)
    book.put(entry)
    book.remove(entry.id, WALL)
    book.remove("never there", WALL)
    assert entry.id not in book
    assert [each.entry for each in book.deleted] == [entry]
    book.forget(WALL)
    assert book.deleted
    book.forget(WALL + SECOND)
    assert not book.deleted
    assert book.history(entry.id) == ()


def test_only_what_somebody_wrote_can_be_changed() -> None:
    book = Book()
    book.fill([heat()])
    with pytest.raises(EntryError) as refusal:
        book.own("s1")
    assert refusal.value.problem is EntryProblem.ENTRY_MISSING
    entry = new(score=5)
    book.put(entry)
    assert book.own(entry.id) == entry
    assert book.get("s1") == heat()


def test_the_last_score_is_one_of_a_moment() -> None:
    book = Book()
    assert book.last(PainEntry) is None
    assert book.last_score(WALL) is None
    book.fill([new(score=3), new(SECOND, note="no score"), new(2 * SECOND, score=8, moment="day_average")])
    last = book.last_score(WALL)
    assert last is not None
    assert last.score == 3
    newest = book.last(PainEntry)
    assert newest is not None
    assert newest.score == 8


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 10), st.booleans()), max_size=30))
def test_the_book_is_always_in_order_and_knows_everything_once(moves: list[tuple[int, int, bool]]) -> None:
    book = Book()
    alive: dict[str, PainEntry] = {}
    for number, (minutes, score, delete) in enumerate(moves):
        entry_id = f"e{minutes % 7}"
        if delete:
            book.remove(entry_id, WALL)
            alive.pop(entry_id, None)
        else:
            entry = pain_entry(
                {"score": score}, entry_id=entry_id, now=WALL + number * SECOND, at=WALL - timedelta(minutes=minutes)
            )
            book.put(entry)
            alive[entry_id] = entry
    found = book.between(PainEntry)
    assert found == sorted(alive.values(), key=lambda each: (each.happened_at, each.id))
    assert set(book) == set(alive.values()) or list(book) == list(alive.values())
    half = book.between(PainEntry, WALL - timedelta(minutes=20), WALL)
    assert half == [each for each in found if WALL - timedelta(minutes=20) <= each.happened_at < WALL]


def test_a_long_history_is_cut() -> None:
    book = Book()
    entry = new(score=5)
    for number in range(15):
        book.put(changed(entry, {"score": number % 11}, now=WALL + number * SECOND))
    assert len(book.history(entry.id)) == 10
    other = Book()
    for revision in book.history(entry.id):
        other.remember(revision)
    assert other.history(entry.id) == book.history(entry.id)


# -- lines ---------------------------------------------------------------------------


def heat(**more: object) -> Heat:
    values: dict[str, object] = {
        "id": "s1",
        "happened_at": WALL,
        "entered_at": WALL,
        "ended": WALL + timedelta(minutes=15),
        "heated_s": 900.0,
        **more,
    }
    return Heat(**values)  # type: ignore[arg-type]


ENTRIES: list[AnyEntry] = [
    new(score=7, sites=["neck", "hip"], qualities=["sore"], note="=cmd|' /C calc'!A0\n<b>", skin="blister"),
    changed(new(mood=3), {"sleep": 4}, now=WALL + SECOND),
    Checkup(id="c", happened_at=WALL, entered_at=WALL, pain=1, enjoyment=2, general_activity=3),
    Activity(id="a", happened_at=WALL, entered_at=WALL, kind=ActivityKind.STRETCH, minutes=5),
    heat(),
    heat(source=HeatSource.HYDROGEL_PATCH, dose=1.25, pad="Sofa pad"),
    Acknowledgement(id="k", happened_at=WALL, entered_at=WALL, measures={"severe": 7.5}),
]


@pytest.mark.parametrize("entry", ENTRIES, ids=kind_of)
def test_every_entry_comes_back_as_it_was(entry: AnyEntry) -> None:
    assert decode(encode(Put(entry=entry))) == Put(entry=entry)


def test_what_is_no_entry_comes_back_too() -> None:
    for line in (Remove(id="x", at=WALL), Note(key="prompts", value=[1, "two"])):
        assert decode(encode(line)) == line


def test_times_of_another_zone_are_the_same_moment() -> None:
    raw = encode(Put(entry=heat())) | {"at": "2026-11-23T19:00:00+01:00"}
    line = decode(raw)
    assert isinstance(line, Put)
    assert line.entry.happened_at == WALL


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        {},
        {"op": "drop"},
        {"op": "remove", "id": 3, "at": "2026-11-23T19:00:00+00:00"},
        {"op": "remove", "id": "x", "at": "yesterday"},
        {"op": "remove", "id": "x", "at": "2026-11-23T19:00:00"},
        {"op": "put", "kind": "dream", "id": "x", "at": "2026-11-23T19:00:00+00:00"},
        encode(Put(entry=ENTRIES[0])) | {"score": 11},
        encode(Put(entry=ENTRIES[0])) | {"surprise": 1},
        encode(Put(entry=ENTRIES[2])) | {"pain": "much"},
        encode(Put(entry=heat())) | {"heated_s": float("nan")},
        encode(Put(entry=heat())) | {"heated_s": True},
        encode(Put(entry=heat())) | {"source": "sun"},
        encode(Put(entry=ENTRIES[6])) | {"measures": [1]},
    ],
)
def test_a_broken_line_is_no_line(broken: object) -> None:
    with pytest.raises(DamagedLineError):
        decode(broken)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(ENTRIES), st.data())
def test_no_damage_gets_past_the_reader(entry: AnyEntry, data: st.DataObject) -> None:
    raw = encode(Put(entry=entry))
    key = data.draw(st.sampled_from(sorted(raw)))
    raw[key] = data.draw(json_values)
    try:
        line = decode(raw)
    except DamagedLineError:
        return
    if isinstance(line, Put):
        assert decode(encode(line)) == line


def test_a_book_is_the_same_after_it_was_written_and_read() -> None:
    book = Book()
    for entry in ENTRIES:
        book.put(entry)
    first = new(score=2)
    book.put(first)
    book.put(changed(first, {"score": 3}, now=WALL + SECOND))
    gone = new(score=9)
    book.put(gone)
    book.remove(gone.id, WALL + SECOND)
    lines = list(lines_of(book, {"prompts": [1]}))
    again, notes = replay(lines)
    assert notes == {"prompts": [1]}
    assert {each.id: each for each in again} == {each.id: each for each in book}
    assert again.between(PainEntry) == book.between(PainEntry)
    assert again.history(first.id) == book.history(first.id)
    assert again.deleted == book.deleted
    assert list(lines_of(again, notes)) == lines


def test_playing_a_line_twice_changes_nothing() -> None:
    entry = new(score=2)
    lines = [Put(entry=entry), Put(entry=entry), Remove(id="never there", at=WALL)]
    book, _ = replay(lines)
    assert list(book) == [entry]
    assert book.history(entry.id) == ()
