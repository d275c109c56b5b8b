"""The record on disk: what is written comes back, and what makes no sense is never half believed."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from engine.codec import DamagedRecordError, PadRecord, closed, damaged, decode, encode, record_of, revive
from engine.events import OffConfirmed, SaveRecord, StopAsked
from engine.exposure import HeatRecord
from engine.limits import PAUSES_MAX_S
from engine.models import Now, StopReason
from tests.engine.builders import GUEST, WALL, Tube

PLUG = "tasmota:AA_relay"


def heat(**changes: object) -> HeatRecord:
    return replace(
        HeatRecord(
            session="s0",
            person="guest",
            plug=PLUG,
            started=WALL - timedelta(minutes=20),
            ended=WALL - timedelta(minutes=10),
            heated_s=600.0,
            dose=0.5,
        ),
        **changes,
    )


def running(seconds: float = 300) -> tuple[Tube, PadRecord]:
    tube = Tube()
    tube.start(duration_s=1200.0)
    tube.pass_time(seconds)
    return tube, record_of(
        PLUG, (heat(), heat(session="old", ended=WALL - timedelta(days=9))), tube.state, None, tube.now
    )


def disk(record: PadRecord) -> Any:
    return json.loads(json.dumps(encode(record)))


def test_what_is_written_comes_back() -> None:
    tube, record = running()
    back = decode(disk(record), PLUG)
    assert back.heat == (heat(),)
    assert back.open_session.id == "s1"
    assert back.open_session.outer == tube.state.session.outer
    assert back.open_session.goal_c == 39.0
    tube.send(StopAsked(reason=StopReason.OVER_TEMPERATURE))
    ended = decode(disk(record_of(PLUG, (heat(dose=None),), tube.state, None, tube.now)), PLUG)
    assert ended.fault is StopReason.OVER_TEMPERATURE
    assert ended.ended.reason is StopReason.OVER_TEMPERATURE
    assert ended.heat[0].dose is None
    assert decode(disk(PadRecord(plug=PLUG)), PLUG) == PadRecord(plug=PLUG)


def test_an_opening_session_is_a_session_on_disk() -> None:
    tube = Tube()
    tube.opens = False
    tube.start()
    back = decode(disk(record_of(PLUG, (), tube.state, None, tube.now)), PLUG)
    assert back.open_session.begun is None
    assert back.open_session.outer is None


@pytest.mark.parametrize("gap_s", [1, 300, 86_400 * 30])
def test_t3_s9_an_open_session_closes_as_restarted(gap_s: float) -> None:
    _, record = running(300)
    now = Now(wall=WALL + timedelta(seconds=300 + gap_s), boot_s=50.0, boot_id="next")
    back = closed(decode(disk(record), PLUG), now)
    assert back.open_session is None
    assert back.ended.reason is StopReason.RESTARTED
    assert back.heat[-1].heated_s == pytest.approx(min(300 + gap_s, 1500), abs=6)
    assert back.heat[-1].ended == now.wall
    state = revive(back, GUEST, now)
    assert state.session is None
    assert state.plug.heat_possible
    assert not state.plug.commanded_on
    assert not state.ended.announced


def test_a_session_that_was_only_opened_counts_from_when_it_was_asked_for() -> None:
    tube = Tube()
    tube.opens = False
    tube.start()
    record = record_of(PLUG, (), tube.state, None, tube.now)
    back = closed(record, Now(wall=WALL + timedelta(seconds=120), boot_s=1.0, boot_id="next"))
    assert back.heat[-1].heated_s == 120
    assert back.ended.session.outer.wall == WALL + timedelta(seconds=1500)


def test_a_record_without_an_open_session_stays_as_it_is() -> None:
    record = PadRecord(plug=PLUG, heat=(heat(),))
    assert closed(record, Now(wall=WALL, boot_s=1.0, boot_id="b")) == record


def test_a_damaged_record_stands_for_the_worst() -> None:
    record = damaged(PLUG, "guest", Now(wall=WALL, boot_s=1.0, boot_id="b"))
    assert record.fault is StopReason.INTERNAL_ERROR
    assert record.heat[0].heated_s == 1200
    assert record.heat[0].ended == WALL


def test_s1_a_damaged_record_may_owe_an_off() -> None:
    """Found by the fault campaign: the record was lost in a session, the plug away, and nobody was told."""
    now = Now(wall=WALL, boot_s=1.0, boot_id="b")
    assert revive(damaged(PLUG, "guest", now), GUEST, now).plug.heat_possible


def _broken(path: list[str | int], value: object) -> Any:
    tube, record = running()
    tube.send(StopAsked())
    raw = disk(replace(record, ended=tube.state.ended, fault=StopReason.STUCK_ON))
    target: Any = raw
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    return raw


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["version"], 2),
        (["plug"], "another"),
        (["heat"], {}),
        (["heat", 0], "x"),
        (["heat", 0, "started"], "yesterday"),
        (["heat", 0, "ended"], "2026-11-23T10:00:00"),
        (["heat", 0, "heated_s"], "many"),
        (["heat", 0, "heated_s"], float("nan")),
        (["heat", 0, "heated_s"], True),
        (["heat", 0, "person"], None),
        (["open_session", "source"], "nowhere"),
        (["open_session", "outer"], []),
        (["open_session", "level"], "hot"),
        (["open_session", "attended"], "yes"),
        (["ended", "reason"], "fun"),
        (["ended", "session"], None),
        (["fault"], "completed"),
        (["fault"], 7),
        (["check_in_unanswered"], None),
        (["sessions_total"], None),
    ],
)
def test_s11_what_makes_no_sense_is_damage(path: list[str | int], value: object) -> None:
    with pytest.raises(DamagedRecordError):
        decode(_broken(path, value), PLUG)


@pytest.mark.parametrize("raw", [None, [], "text", {}, 3])
def test_s11_what_is_no_record_is_damage(raw: object) -> None:
    with pytest.raises(DamagedRecordError):
        decode(raw, PLUG)


@pytest.mark.parametrize(
    ("key", "value", "most"),
    [("cap_s", 90 * 60, 1800), ("goal_c", 60, 41), ("goal_max_c", 60, 41), ("ramp_s", 1e9, 1200)],
)
def test_s11_storage_edits_cannot_pass_the_hard_limits(key: str, value: float, most: float) -> None:
    assert getattr(decode(_broken(["open_session", key], value), PLUG).open_session, key) == most


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=5), each, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(["heat", "open_session", "ended", "fault", "sessions_total", "plug", "version"]), _values)
def test_s11_any_edit_is_damage_or_harmless(key: str, value: object) -> None:
    raw = disk(running(10)[1])
    raw[key] = value
    try:
        record = decode(raw, PLUG)
    except DamagedRecordError:
        return
    state = revive(
        closed(record, Now(wall=WALL, boot_s=1.0, boot_id="b")), GUEST, Now(wall=WALL, boot_s=1.0, boot_id="b")
    )
    assert state.session is None
    assert not state.plug.commanded_on


def test_s7_a_session_begun_in_the_future_counts_as_heated_to_its_end() -> None:
    """Found by the fault campaign: killed in a session, and the clock set back by an hour, owed no rest."""
    _, record = running(170)
    session = record.open_session
    assert session is not None
    back = closed(record, Now(wall=WALL - timedelta(hours=1), boot_s=5.0, boot_id="boot"))
    assert back.heat[-1].heated_s == session.cap_s + PAUSES_MAX_S
    assert back.ended is not None
    assert back.ended.remaining_s == 0


def test_s1_an_off_that_is_owed_is_known_after_a_crash() -> None:
    """Found by the fault campaign: killed while OFF was not proved, nobody was told after the start."""
    tube, _ = running(60)
    tube.obeys = False
    tube.send(StopAsked())
    owed = decode(disk(record_of(PLUG, (), tube.state, None, tube.now)), PLUG)
    assert owed.off_owed
    assert revive(owed, GUEST, tube.now).plug.heat_possible
    tube.effects.clear()
    tube.send(OffConfirmed())
    assert any(isinstance(each, SaveRecord) for each in tube.effects)
    paid = decode(disk(record_of(PLUG, (), tube.state, None, tube.now)), PLUG)
    assert not revive(paid, GUEST, tube.now).plug.heat_possible


def test_s1_an_off_that_is_owed_is_known_after_two_crashes() -> None:
    """Found by the fault campaign: killed in a session, killed again with the plug away, nobody was told."""
    _, record = running(170)
    now = Now(wall=WALL + timedelta(minutes=3), boot_s=5.0, boot_id="boot")
    settled = decode(disk(closed(record, now)), PLUG)
    assert settled.off_owed
    assert revive(settled, GUEST, now).plug.heat_possible


def test_s2_a_clock_set_back_while_nothing_ran_moves_no_outer_deadline() -> None:
    """Found by the fault campaign: killed, the clock set back by two minutes, and resumed for two minutes longer."""
    tube, record = running(300)
    before = record.open_session
    assert before is not None
    assert before.outer is not None
    back = Now(wall=tube.now.wall - timedelta(seconds=60), boot_s=tube.now.boot_s + 60, boot_id=tube.now.boot_id)
    ended = closed(decode(disk(record), PLUG), back).ended
    assert ended is not None
    assert ended.session.outer is not None
    assert ended.session.outer.boot_s <= before.outer.boot_s
    assert ended.remaining_s <= 1200 - 355
    # In another boot only the wall clock is left.
    other = closed(decode(disk(record), PLUG), replace(back, boot_id="other", boot_s=5.0)).ended
    assert other is not None
    assert other.session.outer is not None
    assert other.session.outer.boot_s == pytest.approx(5.0 + 1500 - 240, abs=5)
