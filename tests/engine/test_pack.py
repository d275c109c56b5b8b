"""A pack's time goes by the wall clock, and its record is trusted by nobody."""

from datetime import timedelta
from typing import Any

import pytest

from engine.diary import HeatSource
from engine.models import Notice, StopReason
from engine.pack import (
    CAPS_S,
    PackSession,
    PackState,
    begin,
    decode,
    encode,
    look,
    sessions_today,
    stop,
    wake_at,
)
from tests.engine.builders import WALL

MINUTE = timedelta(minutes=1)
CAP_S = CAPS_S[HeatSource.MICROWAVE_WRAP]


def session(minutes: float = 20, name: str = "s") -> PackSession:
    return PackSession(id=name, person="guest", started=WALL, ends=WALL + minutes * MINUTE)


def test_every_source_but_electric_has_a_cap() -> None:
    assert set(CAPS_S) == set(HeatSource) - {HeatSource.ELECTRIC}
    assert max(CAPS_S.values()) == CAPS_S[HeatSource.HYDROGEL_PATCH] == 8 * 3600


def test_from_beginning_to_end() -> None:
    state = begin(PackState(), session())
    assert begin(state, session(5, "other")) == state
    assert wake_at(state) == WALL + 15 * MINUTE
    assert look(state, WALL + 14 * MINUTE) == (state, ())
    state, notices = look(state, WALL + 15 * MINUTE)
    assert notices == (Notice.ENDING_SOON,)
    assert wake_at(state) == WALL + 20 * MINUTE
    assert look(state, WALL + 16 * MINUTE) == (state, ())
    state, notices = look(state, WALL + 70 * MINUTE)
    assert notices == (Notice.FINISHED,)
    (end,) = state.ended
    assert (end.reason, end.seconds, end.at) == (StopReason.COMPLETED, 1200, WALL + 20 * MINUTE)
    assert state.unnoted == (end,)
    assert wake_at(state) is None
    assert look(state, WALL) == (state, ())
    assert sessions_today(state, WALL + timedelta(hours=24)) == 1
    assert sessions_today(state, WALL + timedelta(hours=25)) == 0


def test_taken_off_early_or_after_a_clock_was_set() -> None:
    state = begin(PackState(), session(5))
    assert wake_at(state) == WALL + 5 * MINUTE
    assert stop(PackState(), WALL) == PackState()
    (end,) = stop(state, WALL + 2 * MINUTE).ended
    assert (end.reason, end.seconds) == (StopReason.STOPPED, 120)
    assert stop(state, WALL - 2 * MINUTE).ended[0].seconds == 0
    assert stop(state, WALL + 99 * MINUTE).ended[0].seconds == 300


def test_the_record_comes_back_as_it_was() -> None:
    ended = stop(begin(PackState(), session()), WALL + MINUTE)
    for state in (PackState(), begin(PackState(), session()), ended, begin(ended, session())):
        assert decode(encode(state), CAP_S) == state


def test_s11_no_record_makes_a_use_longer_than_its_cap() -> None:
    raw = encode(begin(PackState(), session(600)))
    found = decode(raw, CAP_S).session
    assert found is not None
    assert (found.ends - found.started).total_seconds() == CAP_S


@pytest.mark.parametrize("raw", [None, {}, {"session": 3, "ended": [], "unnoted": []}, {"session": None, "ended": 1}])
def test_nonsense_is_an_empty_record(raw: Any) -> None:
    assert decode(raw, CAP_S) == PackState()
