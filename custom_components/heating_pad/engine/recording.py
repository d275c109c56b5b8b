"""What an engine was told in the newest sessions, and what it decided: enough to let another one decide again.

A recording begins with the request that opens a session, holds every event until the plug is proved
off, and the state and settings wherever they are not what the event before led to. Values are
frozen, so keeping them costs a reference each. The newest refusal is kept beside.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from . import session as machine
from .events import Effect, Event, Refused, ResumeAsked, StartAsked
from .models import Now, PadSettings
from .plain import ORIGIN, Disguise, Plain, read
from .state import PadState
from .turn import Step

RECORDINGS_KEPT = 3
MOMENTS_MOST = 6000
"""A session of 30 minutes with a chatty plug needs 2500."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One event and what came of it."""

    now: Now
    event: Event
    effects: tuple[Effect, ...] = ()
    refused: Refused | None = None
    failed: bool = False
    """The engine raised an exception."""
    settings: PadSettings | None = None
    """Before the event, where they are not those of the moment before."""
    state: PadState | None = None
    """Before the event, where it is not what the moment before led to."""


class Recorder:
    """Keeps the newest sessions of one plug."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._sessions: list[list[Moment]] = []
        self._refusal: list[Moment] = []
        self._running: list[Moment] | None = None
        self._settings: PadSettings | None = None
        self._state: PadState | None = None

    def look(self, settings: PadSettings, before: PadState, event: Event, now: Now, step: Step | None) -> None:
        """Take down one step; None is one that raised an exception."""
        if before.session is None and isinstance(event, StartAsked | ResumeAsked):
            self._running, self._settings, self._state = [], None, None
        moments = self._running
        if moments is None:
            return
        moments.append(
            Moment(
                now=now,
                event=event,
                effects=() if step is None else step.effects,
                refused=None if step is None else step.refused,
                failed=step is None,
                settings=None if settings is self._settings else settings,
                state=None if before is self._state else before,
            )
        )
        self._settings, self._state = settings, None if step is None else step.state
        if len(moments) == 1:
            if step is not None and step.state.session is None:
                self._refusal, self._running = moments, None
                return
            self._sessions = [*self._sessions[1 - RECORDINGS_KEPT :], moments]
        over = step is None or (step.state.session is None and not step.state.plug.off_pending)
        if over or len(moments) >= MOMENTS_MOST:
            self._running = None

    def recordings(self) -> list[list[Moment]]:
        """Return all that is kept, oldest session first, the newest refusal last."""
        return [list(each) for each in (*self._sessions, self._refusal) if each]

    def told(self) -> list[list[Plain]]:
        """Return all that is kept in plain values, without days and names."""
        return [plain(each) for each in self.recordings()]


def plain(moments: list[Moment]) -> list[Plain]:
    """Return a recording in plain values, without days and names, and without what is not there."""
    disguise = Disguise(moments[0].now.wall)
    told: list[Plain] = []
    for moment in moments:
        whole = disguise.whole(moment)
        told.append({key: value for key, value in whole.items() if value not in (None, [], False)})
    return told


def moments_of(told: Iterable[Any]) -> list[Moment]:
    """Read a recording; raises `NotPlainError`."""
    return [read(Moment, each) for each in told]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """One event decided again."""

    moment: Moment
    settings: PadSettings
    before: PadState
    step: Step

    @property
    def same(self) -> bool:
        """Whether it was decided as it was then."""
        return self.step.effects == self.moment.effects and self.step.refused == self.moment.refused

    @property
    def elapsed_s(self) -> float:
        """Seconds since the recording began, by the wall clock."""
        return (self.moment.now.wall - ORIGIN).total_seconds()


def replay(moments: Iterable[Moment]) -> Iterator[Replayed]:
    """Let the engine decide again; raises `ValueError` where a recording does not say how it began."""
    settings: PadSettings | None = None
    state: PadState | None = None
    for moment in moments:
        settings, state = moment.settings or settings, moment.state or state
        if settings is None or state is None:
            raise ValueError("a recording begins with settings and a state")
        step = machine.step(settings, state, moment.event, moment.now)
        yield Replayed(moment=moment, settings=settings, before=state, step=step)
        state = step.state
