"""What can happen to a pad (events), and what the engine wants done (effects)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .exposure import HeatRecord
from .models import (
    Allowance,
    Caution,
    Level,
    Notice,
    Refusal,
    StartRequest,
    StopReason,
    WaitingFor,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartAsked:
    """Somebody wants a session; `session_id` names it if it comes to be."""

    session_id: str
    request: StartRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The session's record is on disk: heat may begin."""

    session_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFailed:
    """The session's record could not be written: it must not heat."""

    session_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StopAsked:
    """End the session, whoever asks."""

    reason: StopReason = StopReason.STOPPED
    session_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseAsked:
    """Heat off for a moment."""

    session_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeAsked:
    """End a pause, or take up what an early end left.

    `allowance` is what the person may have if this session's own heat owed no rest.
    """

    attended: bool
    allowance: Allowance
    session_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendAsked:
    """Move the deadlines by `seconds`, which may be negative."""

    seconds: float
    session_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmAsked:
    """Somebody answers a question; None answers the one that is asked."""

    attended: bool
    what: WaitingFor | None = None
    session_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeAsked:
    """Somebody has seen the fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalChosen:
    """Somebody sets a temperature in °C; never starts heat."""

    goal_c: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelChosen:
    """Somebody sets a level, or None for the pad's default; never starts heat."""

    level: Level | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlugReported:
    """The plug says on, off, or nothing (None: unavailable, unknown or restored)."""

    on: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OffConfirmed:
    """The last OFF is proved by the plug."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OffUnconfirmed:
    """The last OFF is still unproved after the time people may wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemperatureReported:
    """The temperature sensor says so many °C, or nothing usable (None)."""

    value_c: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorAlive:
    """Another entity of the temperature sensor's device has reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerReported:
    """The power sensor says so many watts, or nothing usable (None)."""

    power_w: float | None
    after_pause_s: float = 0.0
    """So long the relay was on without watts before (as the guard adds it up)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionsChanged:
    """Something about the house changed."""

    started: bool
    stopping: bool
    storage_ok: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowanceChanged:
    """What the chosen person may have changed."""

    allowance: Allowance


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceReported:
    """Somebody is there, or nobody, or the sensor says nothing (None), which counts as nobody."""

    present: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Armed:
    """The plug has taken an expiry of so many seconds, counted from now."""

    expiry_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmFailed:
    """The plug has not taken an expiry."""

    renewal: bool
    """It was a renewal of a countdown that runs; else the plug may be on without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTestAsked:
    """Somebody wants the plug's countdown tested, for at most so many seconds."""

    seconds: float
    attended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTestEnded:
    """The test of the plug is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Woken:
    """The time asked for has come, or somebody just looks."""


type Event = (
    StartAsked
    | Opened
    | OpenFailed
    | StopAsked
    | PauseAsked
    | ResumeAsked
    | ExtendAsked
    | ConfirmAsked
    | AcknowledgeAsked
    | GoalChosen
    | LevelChosen
    | PlugReported
    | OffConfirmed
    | OffUnconfirmed
    | TemperatureReported
    | SensorAlive
    | PowerReported
    | ConditionsChanged
    | AllowanceChanged
    | PresenceReported
    | Armed
    | ArmFailed
    | SelfTestAsked
    | SelfTestEnded
    | Woken
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatOn:
    """Switch the plug on for at most so many seconds until the next decision."""

    planned_s: float
    expiry_s: float | None = None
    """Seconds after which the plug has to switch off by itself, None where it cannot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewAutoOff:
    """Let the plug's countdown begin anew; must not be able to switch on (S5)."""

    expiry_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopt:
    """Somebody switched the plug on by hand: start a session at `low` for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warn:
    """Tell people something that ends nothing."""

    caution: Caution


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatOff:
    """Switch the plug off and keep at it until that is proved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRecord:
    """Write the session to disk and answer `Opened` or `OpenFailed`."""

    session_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveRecord:
    """Write the pad's record to disk; nobody waits for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddHeat:
    """Put heat on the person's and the plug's account, replacing the same session's."""

    record: HeatRecord


class TimerTransition:
    """Names of the timer entity's transitions."""

    STARTED = "started"
    RESTARTED = "restarted"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    FINISHED = "finished"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerMoved:
    """The timer entity's state changed in this way."""

    transition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Announce:
    """Tell the house what happened."""

    notice: Notice
    session_id: str | None = None
    reason: StopReason | Refusal | None = None
    data: Mapping[str, str | float | int | None] = field(default_factory=dict)


type Effect = HeatOn | RenewAutoOff | HeatOff | OpenRecord | SaveRecord | AddHeat | TimerMoved | Announce | Adopt | Warn


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A request was not carried out; the values fill the refusal's sentence."""

    refusal: Refusal
    values: Mapping[str, str | float | int] = field(default_factory=dict)
