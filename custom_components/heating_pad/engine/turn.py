"""One step being worked out: the state it has reached, and what is to be done."""

from dataclasses import dataclass
from datetime import timedelta

from .change import replace
from .events import (
    Announce,
    Effect,
    Refused,
    SaveRecord,
    TimerMoved,
)
from .models import (
    Notice,
    Now,
    PadSettings,
    Refusal,
    StopReason,
)
from .state import (
    Deadline,
    PadState,
    Session,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Outcome of one event."""

    state: PadState
    effects: tuple[Effect, ...] = ()
    wake_s: float | None = None
    """Boot-time second at which the engine wants to look again."""
    refused: Refused | None = None


class Turn:
    """One event's way through the machine; lives no longer than the call of `step`."""

    def __init__(self, settings: PadSettings, state: PadState, now: Now) -> None:
        self.settings = settings
        self.before = state
        self.state = state
        self.now = now
        self.switching: list[Effect] = []
        self.effects: list[Effect] = []
        self.refused: Refused | None = None
        self.wakes: list[float] = []

    def outcome(self) -> Step:
        """Put OFF first (S8) and give the next look."""
        future = [wake for wake in self.wakes if wake > self.now.boot_s]
        self.put(wake_s=min(future, default=None))
        return Step(
            state=self.state,
            effects=(*self.switching, *self.effects),
            wake_s=self.state.wake_s,
            refused=self.refused,
        )

    def put(self, **changes: object) -> None:
        """Change the pad's state."""
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]  # checked by the dataclass' slots

    def put_session(self, **changes: object) -> Session:
        """Change the session that is running."""
        session = replace(self.running(), **changes)  # type: ignore[arg-type]  # checked by the dataclass' slots
        self.put(session=session)
        return session

    def running(self) -> Session:
        """Return the session that must be there."""
        session = self.state.session
        if session is None:
            msg = "no session"
            raise RuntimeError(msg)
        return session

    def refuse(self, refusal: Refusal | Refused, **values: str | float) -> None:
        """Carry nothing out and say why."""
        self.refused = refusal if isinstance(refusal, Refused) else Refused(refusal=refusal, values=values)

    def announce(
        self,
        notice: Notice,
        reason: StopReason | Refusal | None = None,
        session: Session | None = None,
        **data: str | float | None,
    ) -> None:
        """Tell the house."""
        named = session or self.state.session
        self.effects.append(
            Announce(
                notice=notice,
                session_id=None if named is None else named.id,
                reason=reason,
                data=data,
            )
        )

    def timer(self, transition: str) -> None:
        """Move the timer entity."""
        self.effects.append(TimerMoved(transition=transition))

    def save(self) -> None:
        """Ask for the pad's record to be written."""
        if not any(isinstance(effect, SaveRecord) for effect in self.effects):
            self.effects.append(SaveRecord())

    def deadline_in(self, seconds: float) -> Deadline:
        """Return the moment so many seconds ahead, on both clocks."""
        return Deadline(
            boot_s=self.now.boot_s + seconds,
            wall=self.now.wall + timedelta(seconds=seconds),
        )

    def wake_by(self, deadline: Deadline | None) -> None:
        """Look again when the first of the clocks will have reached the deadline."""
        if deadline is not None:
            by_wall_s = (deadline.wall - self.now.wall).total_seconds()
            self.wakes.append(min(deadline.boot_s, self.now.boot_s + by_wall_s))

    def left_s(self, session: Session) -> float:
        """Return seconds until the session's own deadline, by the clock that says less."""
        if session.ends is None:
            return session.remaining_s
        by_wall_s = (session.ends.wall - self.now.wall).total_seconds()
        return max(0.0, min(session.ends.boot_s - self.now.boot_s, by_wall_s))

    def paused_s(self, session: Session) -> float:
        """Return seconds of pause so far, in all of the session's pauses."""
        if session.paused_since_s is None:
            return session.paused_s
        return session.paused_s + self.now.boot_s - session.paused_since_s
