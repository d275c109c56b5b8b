"""Heat without a plug: a wrap from the microwave, a patch, a bottle. A timer and a record, nothing is switched.

States: none → running → ended. The wall clock alone counts, over restarts too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from .diary import HeatSource
from .limits import ENDING_SOON_S, MINUTE_S
from .models import Notice, StopReason

CAPS_S: Mapping[HeatSource, float] = {
    HeatSource.MICROWAVE_WRAP: 20 * MINUTE_S,
    HeatSource.HYDROGEL_PATCH: 8 * 60 * MINUTE_S,
    HeatSource.HOT_WATER_BOTTLE: 20 * MINUTE_S,
    HeatSource.OTHER: 20 * MINUTE_S,
}
"""By type: how long one may stay on; also the usual length."""
_SOON = timedelta(seconds=ENDING_SOON_S)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackSession:
    """One use of a pack."""

    id: str
    person: str
    started: datetime
    ends: datetime
    told_soon: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PackEnd:
    """How a use ended."""

    session: PackSession
    at: datetime
    reason: StopReason

    @property
    def seconds(self) -> float:
        """How long the pack was on."""
        return (self.at - self.session.started).total_seconds()


@dataclass(frozen=True, slots=True, kw_only=True)
class PackState:
    """All there is to know of one pack."""

    session: PackSession | None = None
    ended: tuple[PackEnd, ...] = ()
    """Of the last 24 hours, and the very last one."""
    unnoted: tuple[PackEnd, ...] = ()
    """Not yet in the person's diary."""


def begin(state: PackState, session: PackSession) -> PackState:
    """Put the pack on; a second start changes nothing."""
    return state if state.session is not None else replace(state, session=session)


def stop(state: PackState, now: datetime) -> PackState:
    """Take the pack off."""
    return state if state.session is None else _end(state, state.session, now, StopReason.STOPPED)


def look(state: PackState, now: datetime) -> tuple[PackState, tuple[Notice, ...]]:
    """Return the state at `now` and what is to be announced."""
    session = state.session
    if session is None:
        return state, ()
    if now >= session.ends:
        return _end(state, session, session.ends, StopReason.COMPLETED), (Notice.FINISHED,)
    long = session.ends - session.started > _SOON
    if long and not session.told_soon and now >= session.ends - _SOON:
        return replace(state, session=replace(session, told_soon=True)), (Notice.ENDING_SOON,)
    return state, ()


def _end(state: PackState, session: PackSession, at: datetime, reason: StopReason) -> PackState:
    end = PackEnd(session=session, at=max(min(at, session.ends), session.started), reason=reason)
    day = tuple(each for each in state.ended if end.at - each.at < timedelta(days=1))
    return PackState(ended=(*day, end), unnoted=(*state.unnoted, end))


def wake_at(state: PackState) -> datetime | None:
    """Return when to look again."""
    session = state.session
    if session is None:
        return None
    if session.told_soon or session.ends - session.started <= _SOON:
        return session.ends
    return session.ends - _SOON


def sessions_today(state: PackState, now: datetime) -> int:
    """Count the uses that ended in the last 24 hours."""
    return sum(now - timedelta(days=1) < each.at <= now for each in state.ended)


# -- as plain values -----------------------------------------------------------------


def encode(state: PackState) -> dict[str, Any]:
    """Turn the state into plain values."""
    return {
        "session": None if state.session is None else _encode(state.session),
        "ended": [_encode_end(each) for each in state.ended],
        "unnoted": [_encode_end(each) for each in state.unnoted],
    }


def _encode(session: PackSession) -> dict[str, Any]:
    return {
        "id": session.id,
        "person": session.person,
        "started": session.started.isoformat(),
        "ends": session.ends.isoformat(),
        "told_soon": session.told_soon,
    }


def _encode_end(end: PackEnd) -> dict[str, Any]:
    return {"session": _encode(end.session), "at": end.at.isoformat(), "reason": end.reason}


def decode(raw: object, cap_s: float) -> PackState:
    """Read a state; what makes no sense is an empty one, and no use is longer than its cap."""
    if not isinstance(raw, Mapping):
        return PackState()
    try:
        return PackState(
            session=None if raw["session"] is None else _decode(raw["session"], cap_s),
            ended=tuple(_decode_end(each, cap_s) for each in raw["ended"]),
            unnoted=tuple(_decode_end(each, cap_s) for each in raw["unnoted"]),
        )
    except KeyError, TypeError, ValueError, OverflowError:
        return PackState()


def _decode(raw: Any, cap_s: float) -> PackSession:
    started = _moment(raw["started"])
    ends = min(_moment(raw["ends"]), started + timedelta(seconds=cap_s))
    return PackSession(
        id=str(raw["id"]),
        person=str(raw["person"]),
        started=started,
        ends=max(ends, started),
        told_soon=raw["told_soon"] is True,
    )


def _decode_end(raw: Any, cap_s: float) -> PackEnd:
    session = _decode(raw["session"], cap_s)
    at = min(max(_moment(raw["at"]), session.started), session.ends)
    return PackEnd(session=session, at=at, reason=StopReason(raw["reason"]))


def _moment(raw: Any) -> datetime:
    return datetime.fromisoformat(raw).astimezone(UTC)
