"""How much heat a person has had, and what they may still have: rest and caps over a rolling day.

Heat is kept as records of heated seconds, by person and by plug. Records that lie in the
future (the clock was set back) count as just ended.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .limits import (
    COUNTED_SESSION_S,
    DAY_S,
    REST_FACTOR,
    REST_FROM_HEATED_S,
    REST_MAX_S,
    SESSION_MIN_S,
    dose_day,
    sessions_cap,
)
from .models import Allowance, PadSettings, Profile, Refusal

_DAY = timedelta(seconds=DAY_S)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRecord:
    """Heat somebody has had from one plug."""

    session: str
    person: str
    plug: str
    started: datetime
    ended: datetime
    heated_s: float
    dose: float | None = None
    """CEM43 minutes; None where no contact sensor measured it."""


def settle(records: Iterable[HeatRecord], now: datetime) -> tuple[HeatRecord, ...]:
    """Move records that end in the future to end now, and forget none."""
    return tuple(
        replace(
            record,
            started=min(record.started, now - (record.ended - record.started)),
            ended=now,
        )
        if record.ended > now
        else record
        for record in records
    )


def within_a_day(records: Iterable[HeatRecord], now: datetime) -> tuple[HeatRecord, ...]:
    """Keep the records of the rolling day, whole ones: a cut one would loosen the cap."""
    return tuple(record for record in records if record.ended > now - _DAY)


def heated_s(records: Iterable[HeatRecord], now: datetime) -> float:
    """Heated seconds of the rolling day."""
    return sum(record.heated_s for record in within_a_day(records, now))


def sessions(records: Iterable[HeatRecord], now: datetime) -> int:
    """Sessions of the rolling day that were long enough to count."""
    return sum(record.heated_s >= COUNTED_SESSION_S for record in within_a_day(records, now))


def dose(records: Iterable[HeatRecord], now: datetime) -> float:
    """CEM43 minutes of the rolling day, as far as they were measured."""
    return sum(record.dose or 0.0 for record in within_a_day(records, now))


def rest_s(heated: float, longer_s: float = 0.0) -> float:
    """Rest owed after so many heated seconds; `longer_s` can only lengthen it."""
    if heated < REST_FROM_HEATED_S:
        return 0.0
    return max(min(REST_FACTOR * heated, REST_MAX_S), longer_s)


def rested_at(records: Iterable[HeatRecord], longer_s: float = 0.0) -> datetime | None:
    """When the rest owed for these records is over, None when none is owed.

    Heat that follows before the last one was rested off adds to it, so that many short
    sessions owe what one long session owes.
    """
    ready: datetime | None = None
    together_s = 0.0
    cooled_at: datetime | None = None
    for record in sorted(records, key=lambda each: each.ended):
        if cooled_at is None or record.started >= cooled_at:
            together_s = 0.0
        together_s += record.heated_s
        cooled_at = record.ended + timedelta(seconds=min(REST_FACTOR * together_s, REST_MAX_S))
        owed_s = rest_s(together_s, longer_s)
        if owed_s > 0:
            until = record.ended + timedelta(seconds=owed_s)
            ready = until if ready is None else max(ready, until)
    return ready


_STRICTNESS = (Profile.STANDARD, Profile.CAREFUL, Profile.SENSITIVE)


def strictest(*profiles: Profile) -> Profile:
    """Return the most careful of the profiles, `standard` of none."""
    return max(profiles, key=_STRICTNESS.index, default=Profile.STANDARD)


def grant(
    settings: PadSettings,
    records: Iterable[HeatRecord],
    now: datetime,
    *,
    person: str,
    profile: Profile = Profile.STANDARD,
    refusal: Refusal | None = None,
    heating_elsewhere: bool = False,
) -> Allowance:
    """Say what this person may have from this pad now.

    `refusal` is a reason known already (a person that is gone); `heating_elsewhere` says
    that another pad heats the same person.
    """
    day = within_a_day(settle(records, now), now)
    heated_left_s = max(settings.heated_cap_s - heated_s(day, now), 0.0)
    rested = rested_at(day, settings.rest_s)
    capped = sessions(day, now) >= sessions_cap(settings, profile) or heated_left_s < SESSION_MIN_S
    if refusal is None and heating_elsewhere:
        refusal = Refusal.PERSON_BUSY
    elif refusal is None and capped:
        refusal = Refusal.DAILY_LIMIT
    elif refusal is None and rested is not None and rested > now:
        refusal = Refusal.RESTING
    return Allowance(
        person=person,
        profile=profile,
        heated_left_s=heated_left_s,
        dose_left=max(dose_day(profile) - dose(day, now), 0.0),
        ready_at=_ready_at(settings, day, now, profile, rested),
        refusal=refusal,
    )


def _ready_at(
    settings: PadSettings,
    day: tuple[HeatRecord, ...],
    now: datetime,
    profile: Profile,
    rested: datetime | None,
) -> datetime | None:
    """First moment at which rest is over and the day's caps leave room."""
    ready = rested if rested is not None and rested > now else None
    cap = sessions_cap(settings, profile)
    left = sorted(day, key=lambda record: record.ended)
    moment = ready or now
    while left and (sessions(left, moment) >= cap or settings.heated_cap_s - heated_s(left, moment) < SESSION_MIN_S):
        moment = max(moment, left.pop(0).ended + _DAY)
        ready = moment
    return ready
