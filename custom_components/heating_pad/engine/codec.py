"""The pad's record on disk: written as plain values, read back with suspicion.

Whatever is read may be old, edited, cut off or from another machine. A record that makes
no sense is never half believed: it becomes `damaged`, which latches a fault and owes the
longest rest, so that nothing heats before a person has looked (S11).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from math import inf, isfinite
from typing import Any

from .auto_off import AutoOffRecord, SelfTestResult
from .exposure import HeatRecord, settle
from .identify import BOUNDS, VALUES, Likeness
from .limits import (
    GOAL_MAX_CONTACT_C,
    GOAL_MIN_C,
    PAUSE_MAX_S,
    PAUSES_MAX_S,
    POWER_IDLE_W,
    POWER_MAX_W,
    RAMP_MAX_S,
    SESSION_MAX_CONTACT_S,
    SESSION_MAX_UNVERIFIED_S,
    SESSION_MIN_S,
)
from .models import (
    STOP_RULES,
    Allowance,
    Level,
    Now,
    Profile,
    Source,
    StopReason,
)
from .state import Deadline, Ended, Learned, PadState, Plug, Session, Stage

VERSION = 1
KEEP_HEAT = timedelta(days=8)
"""Rest and caps need a day; the week's sensors need seven."""


UNREADABLE = "unreadable"
"""Heat of a record that nobody can read: it may have been anybody's."""


class DamagedRecordError(ValueError):
    """What was read is not a record of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PadRecord:
    """What must outlive the process, of one plug."""

    plug: str
    heat: tuple[HeatRecord, ...] = ()
    open_session: Session | None = None
    ended: Ended | None = None
    fault: StopReason | None = None
    check_in_unanswered: bool = False
    sessions_total: int = 0
    heated_total_s: float = 0.0
    relay_operations: int = 0
    off_owed: bool = False
    """The last OFF was not proved: whoever starts next has to tell people."""
    learned_power_w: float | None = None
    learned_pause_s: float = 0.0
    auto_off: AutoOffRecord | None = None
    learned: Learned = field(default_factory=Learned)
    boot_id: str = ""
    """Boot in which it was written: only within it are boot times worth anything."""


def record_of(
    plug: str, heat: tuple[HeatRecord, ...], state: PadState, auto_off: AutoOffRecord | None, now: Now
) -> PadRecord:
    """Take from the state what has to be written."""
    return PadRecord(
        plug=plug,
        heat=tuple(each for each in heat if each.ended > now.wall - KEEP_HEAT),
        open_session=state.session,
        ended=state.ended,
        fault=state.fault,
        check_in_unanswered=state.check_in_unanswered,
        sessions_total=state.sessions_total,
        heated_total_s=state.heated_total_s,
        relay_operations=state.relay_operations,
        off_owed=state.plug.heat_possible,
        learned_power_w=state.learned_power_w,
        learned_pause_s=state.learned_pause_s,
        learned=state.learned,
        auto_off=auto_off,
        boot_id=now.boot_id,
    )


# -- writing -----------------------------------------------------------------


def encode(record: PadRecord) -> dict[str, Any]:
    """Turn a record into plain values."""
    return {
        "version": VERSION,
        "plug": record.plug,
        "heat": [_encode_heat(each) for each in record.heat],
        "open_session": _encode_session(record.open_session),
        "ended": _encode_ended(record.ended),
        "fault": record.fault,
        "check_in_unanswered": record.check_in_unanswered,
        "sessions_total": record.sessions_total,
        "heated_total_s": round(record.heated_total_s, 1),
        "relay_operations": record.relay_operations,
        "off_owed": record.off_owed,
        "learned_power_w": record.learned_power_w,
        "learned_pause_s": round(record.learned_pause_s, 1),
        "auto_off": _encode_auto_off(record.auto_off),
        "learned": _encode_learned(record.learned),
        "boot_id": record.boot_id,
    }


def _encode_learned(learned: Learned) -> dict[str, Any]:
    likeness = learned.likeness
    return {
        "sensor": learned.sensor,
        "cadence_s": learned.cadence_s,
        "factors": [round(each, 4) for each in likeness.factors],
        "sessions": likeness.sessions,
        "residual_c": likeness.residual_c,
    }


def _encode_auto_off(auto_off: AutoOffRecord | None) -> dict[str, Any] | None:
    if auto_off is None:
        return None
    return {
        "family": auto_off.family,
        "firmware": auto_off.firmware,
        "result": auto_off.result,
        "tested_at": None if auto_off.tested_at is None else auto_off.tested_at.isoformat(),
        "starts_off": auto_off.starts_off,
        "expiry_s": auto_off.expiry_s,
        "before": dict(auto_off.before),
    }


def _encode_heat(heat: HeatRecord) -> dict[str, Any]:
    return {
        "session": heat.session,
        "person": heat.person,
        "started": heat.started.isoformat(),
        "ended": heat.ended.isoformat(),
        "heated_s": round(heat.heated_s, 1),
        "dose": heat.dose,
    }


def _encode_session(session: Session | None) -> dict[str, Any] | None:
    if session is None:
        return None
    outer = session.outer
    return {
        "id": session.id,
        "person": session.person,
        "profile": session.profile,
        "source": session.source,
        "attended": session.attended,
        "asked_at": session.asked_at.isoformat(),
        "begun": None if session.begun is None else session.begun.isoformat(),
        "duration_s": session.duration_s,
        "cap_s": session.cap_s,
        "goal_c": session.goal_c,
        "goal_max_c": session.goal_max_c,
        "level": session.level,
        "ramp_s": session.ramp_s,
        "heated_s": round(session.heated_s, 1),
        "paused_s": round(session.paused_s, 1),
        "outer": None if outer is None else {"boot_s": outer.boot_s, "wall": outer.wall.isoformat()},
    }


def _encode_ended(ended: Ended | None) -> dict[str, Any] | None:
    if ended is None:
        return None
    return {
        "session": _encode_session(ended.session),
        "reason": ended.reason,
        "at": ended.at.isoformat(),
        "boot_id": ended.boot_id,
        "remaining_s": round(ended.remaining_s, 1),
    }


# -- reading -----------------------------------------------------------------


def decode(raw: object, plug: str) -> PadRecord:
    """Read a record of `plug`; raises `DamagedRecordError` when it is none."""
    try:
        return _decode(_mapping(raw), plug)
    except (KeyError, TypeError, ValueError, OverflowError) as err:
        msg = f"not a record of this plug: {err}"
        raise DamagedRecordError(msg) from err


def _decode(raw: Mapping[str, Any], plug: str) -> PadRecord:
    if raw["version"] != VERSION or raw["plug"] != plug:
        msg = "another version or another plug"
        raise ValueError(msg)
    fault = raw["fault"]
    ended = raw["ended"]
    open_session = raw["open_session"]
    return PadRecord(
        plug=plug,
        heat=tuple(_heat(each, plug) for each in _list(raw["heat"])),
        open_session=None if open_session is None else _session(open_session),
        ended=None if ended is None else _ended(ended),
        fault=None if fault is None else _latched(fault),
        check_in_unanswered=_flag(raw["check_in_unanswered"]),
        sessions_total=int(_number(raw["sessions_total"], 0, 1e9)),
        heated_total_s=_number(raw["heated_total_s"], 0, 1e12),
        relay_operations=int(_number(raw["relay_operations"], 0, 1e12)),
        # Records from before these were kept are whole all the same.
        off_owed=_flag(raw.get("off_owed", False)),
        learned_power_w=None
        if (power_w := raw.get("learned_power_w")) is None
        else _number(power_w, POWER_IDLE_W, POWER_MAX_W),
        learned_pause_s=_number(raw.get("learned_pause_s", 0.0), 0, PAUSE_MAX_S),
        auto_off=None if (auto_off := raw.get("auto_off")) is None else _auto_off(auto_off),
        learned=Learned() if (learned := raw.get("learned")) is None else _learned(learned),
        boot_id=_text(raw.get("boot_id", "")),
    )


def _learned(raw: object) -> Learned:
    values = _mapping(raw)
    factors = _list(values["factors"])
    cadence_s, residual_c = values["cadence_s"], values["residual_c"]
    if len(factors) != len(VALUES):
        return Learned()  # learned by another version: it is learned anew
    return Learned(
        sensor=_text(values["sensor"]),
        cadence_s=None if cadence_s is None else _number(cadence_s, 0, 1e6),
        likeness=Likeness(
            factors=tuple(_number(each, low, high) for each, (low, high) in zip(factors, BOUNDS, strict=False)),
            sessions=int(_number(values["sessions"], 0, 1e9)),
            residual_c=None if residual_c is None else _number(residual_c, 0, 1e3),
        ),
    )


def _auto_off(raw: object) -> AutoOffRecord:
    values = _mapping(raw)
    result = values["result"]
    tested_at = values["tested_at"]
    return AutoOffRecord(
        family=_text(values["family"]),
        firmware=_text(values["firmware"]),
        result=None if result is None else SelfTestResult(_text(result)),
        tested_at=None if tested_at is None else _moment(tested_at),
        starts_off=_flag(values["starts_off"]),
        expiry_s=_number(values["expiry_s"], 0, 1e5),
        before={_text(key): _text(value) for key, value in _mapping(values["before"]).items()},
    )


def _latched(value: object) -> StopReason:
    reason = StopReason(_text(value))
    if not STOP_RULES[reason].latched:
        msg = "not a reason that latches"
        raise ValueError(msg)
    return reason


def _heat(raw: object, plug: str) -> HeatRecord:
    values = _mapping(raw)
    dose = values["dose"]
    return HeatRecord(
        session=_text(values["session"]),
        person=_text(values["person"]),
        plug=plug,
        started=_moment(values["started"]),
        ended=_moment(values["ended"]),
        heated_s=_number(values["heated_s"], 0, 1e7),
        dose=None if dose is None else _number(dose, 0, 1e9),
    )


def _session(raw: object) -> Session:
    values = _mapping(raw)
    cap_s = _number(values["cap_s"], SESSION_MIN_S, SESSION_MAX_CONTACT_S)
    asked_at = _moment(values["asked_at"])
    begun = values["begun"]
    goal_c = values["goal_c"]
    level = values["level"]
    return Session(
        id=_text(values["id"]),
        person=_text(values["person"]),
        profile=Profile(values["profile"]),
        source=Source(values["source"]),
        attended=_flag(values["attended"]),
        asked_at=asked_at,
        begun=None if begun is None else _moment(begun),
        duration_s=_number(values["duration_s"], 0, cap_s),
        cap_s=cap_s,
        goal_c=None if goal_c is None else _number(goal_c, GOAL_MIN_C, GOAL_MAX_CONTACT_C),
        goal_max_c=_number(values["goal_max_c"], GOAL_MIN_C, GOAL_MAX_CONTACT_C),
        level=None if level is None else Level(level),
        ramp_s=_number(values["ramp_s"], 0, RAMP_MAX_S),
        heated_s=_number(values["heated_s"], 0, 1e7),
        paused_s=_number(values["paused_s"], 0, 1e7),
        outer=_outer(values["outer"]),
    )


def _outer(raw: object) -> Deadline | None:
    if raw is None:
        return None
    values = _mapping(raw)
    return Deadline(boot_s=_number(values["boot_s"], 0, 1e12), wall=_moment(values["wall"]))


def _ended(raw: object) -> Ended:
    values = _mapping(raw)
    session = _session(values["session"])
    return Ended(
        session=session,
        reason=StopReason(values["reason"]),
        at=_moment(values["at"]),
        boot_id=_text(values["boot_id"]),
        remaining_s=_number(values["remaining_s"], 0, session.cap_s),
    )


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        msg = "not a mapping"
        raise TypeError(msg)
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        msg = "not a list"
        raise TypeError(msg)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        msg = "not a text"
        raise TypeError(msg)
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        msg = "neither true nor false"
        raise TypeError(msg)
    return value


def _number(value: object, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        msg = "not a number"
        raise TypeError(msg)
    if not isfinite(value):
        msg = "not a finite number"
        raise ValueError(msg)
    return min(max(float(value), low), high)


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        msg = "a moment without time zone"
        raise ValueError(msg)
    return moment.astimezone(UTC)


# -- coming back ---------------------------------------------------------------


def damaged(plug: str, person: str, now: Now) -> PadRecord:
    """Assume the worst of a record nobody can read: just heated, perhaps still on, and something is wrong."""
    return PadRecord(
        plug=plug,
        heat=(
            HeatRecord(
                session=UNREADABLE,
                person=person,
                plug=plug,
                started=now.wall - timedelta(seconds=SESSION_MAX_UNVERIFIED_S),
                ended=now.wall,
                heated_s=SESSION_MAX_UNVERIFIED_S,
            ),
        ),
        fault=StopReason.INTERNAL_ERROR,
        off_owed=True,
    )


def closed(record: PadRecord, now: Now) -> PadRecord:
    """Close a session found open as `restarted`: it counts as heated until now (S9).

    Nobody knows how long the plug was on, so all the time since the session was asked for
    counts, up to its cap and pauses. Within one boot the outer deadline keeps its boot time:
    setting the wall clock back meanwhile moves nothing (S2).
    """
    record = replace(record, heat=settle(record.heat, now.wall))
    session = record.open_session
    if session is None:
        return record
    longest_s = session.cap_s + PAUSES_MAX_S
    begun = session.begun or session.asked_at
    # Begun in the future: the clock was set back, and nobody knows how long it has been.
    since_s = longest_s if begun > now.wall else (now.wall - begun).total_seconds()
    begun = min(begun, now.wall)
    same_boot = record.boot_id == now.boot_id
    latest_boot_s = session.outer.boot_s if same_boot and session.outer is not None else inf
    since_s = max(since_s, longest_s - (latest_boot_s - now.boot_s))
    heated_s = max(session.heated_s, min(since_s, longest_s))
    latest = begun + timedelta(seconds=session.cap_s + PAUSES_MAX_S)
    outer_wall = latest if session.outer is None else min(latest, session.outer.wall)
    session = replace(
        session,
        stage=Stage.HOLD,
        begun=begun,
        heated_s=heated_s,
        outer=Deadline(
            boot_s=min(latest_boot_s, now.boot_s + max((outer_wall - now.wall).total_seconds(), 0.0)),
            wall=outer_wall,
        ),
    )
    heat = HeatRecord(
        session=session.id,
        person=session.person,
        plug=record.plug,
        started=begun,
        ended=now.wall,
        heated_s=heated_s,
    )
    return replace(
        record,
        heat=(
            *(each for each in record.heat if each.session != session.id),
            heat,
        ),
        open_session=None,
        off_owed=True,
        ended=Ended(
            session=session,
            reason=StopReason.RESTARTED,
            at=now.wall,
            boot_id=now.boot_id,
            remaining_s=max(session.duration_s - heated_s, 0.0),
            announced=False,
        ),
        sessions_total=max(record.sessions_total, 1),
        heated_total_s=record.heated_total_s + heated_s - session.heated_s,
    )


def revive(record: PadRecord, allowance: Allowance, now: Now) -> PadState:
    """Return the state a pad begins with; it never heats (S9)."""
    interrupted = record.off_owed or (record.ended is not None and not record.ended.announced)
    return PadState(
        allowance=allowance,
        seen_s=now.boot_s,
        # The pad's first act is OFF: watts some time after it are nobody's.
        plug=Plug(heat_possible=interrupted, commanded_s=now.boot_s),
        ended=record.ended,
        fault=record.fault,
        check_in_unanswered=record.check_in_unanswered,
        sessions_total=record.sessions_total,
        heated_total_s=record.heated_total_s,
        relay_operations=record.relay_operations,
        learned_power_w=record.learned_power_w,
        learned_pause_s=record.learned_pause_s,
        learned=record.learned,
    )
