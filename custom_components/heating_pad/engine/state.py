"""The state of one pad and its session, as frozen values."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from .control import ControlState
from .dose import Dose
from .identify import Likeness
from .models import (
    Allowance,
    Level,
    Profile,
    Sample,
    Source,
    StopReason,
    WaitingFor,
)
from .ramp import Ramp


class Stage(StrEnum):
    """Where a session stands."""

    OPENING = "opening"
    """Asked for, its record not yet on disk. Nobody sees it, nothing heats."""
    WAITING = "waiting"
    RAMP = "ramp"
    HOLD = "hold"
    PAUSED = "paused"


HEATING = frozenset({Stage.RAMP, Stage.HOLD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A moment on both clocks; it has come when either says so."""

    boot_s: float
    wall: datetime


@dataclass(frozen=True, kw_only=True)
class Session:
    """One bounded use of a pad."""

    id: str
    person: str
    profile: Profile = Profile.STANDARD
    source: Source
    attended: bool
    asked_at: datetime
    stage: Stage = Stage.OPENING
    resumed: bool = False

    # What was asked for, within the limits
    duration_s: float
    cap_s: float
    """Longest this session's heat may last, however often it is extended."""
    goal_c: float | None
    """None for an electronic pad, which has no goal."""
    goal_max_c: float
    level: Level | None
    ramp_s: float

    # Questions before heat
    questions: tuple[WaitingFor, ...] = ()
    answer_by_s: float | None = None

    # Check-in while heating
    check_in: bool = False
    check_in_asked_s: float | None = None
    check_in_answered: bool = False

    # Time
    begun: datetime | None = None
    heat_since_s: float | None = None
    """Boot-time second at which the present stretch of heat began."""
    ends: Deadline | None = None
    """None while paused or before heat."""
    outer: Deadline | None = None
    """Fixed when heat begins; nothing moves it (S2)."""
    remaining_s: float = 0.0
    """What is left while paused or before heat."""
    paused_since_s: float | None = None
    paused_s: float = 0.0
    heated_s: float = 0.0

    # Progress
    ramp: Ramp | None = None
    soft_limited: bool = False
    output_percent: float = 0.0
    warm: bool = False
    ending_soon: bool = False
    dose: Dose | None = None
    dose_warned: bool = False
    peak_w: float | None = None
    """Most watts drawn in two readings in a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The last session and how it ended."""

    session: Session
    reason: StopReason
    at: datetime
    boot_id: str
    remaining_s: float
    announced: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What holds in the house around the pad."""

    started: bool = False
    """Home Assistant has started."""
    stopping: bool = False
    storage_ok: bool = True


@dataclass(frozen=True, kw_only=True)
class Plug:
    """What the plug says and what it was told."""

    on: bool | None = None
    """None while it is unavailable, unknown or restored."""
    commanded_on: bool = False
    commanded_s: float | None = None
    followed: bool = True
    """The plug has reported the commanded state since the command."""
    asked_on_s: float | None = None
    """First of the ON commands that the plug has not followed yet."""
    off_pending: bool = True
    """The last OFF is not proved; at the beginning none has been sent yet."""
    off_proved_once: bool = False
    """Some OFF has been proved since this software runs."""
    off_told: bool = False
    """People know that the last OFF is unproved."""
    on_since_s: float | None = None
    """Since when the present ON is commanded."""
    planned_s: float = 0.0
    """How long the present ON was meant to last when it was commanded."""
    armed_s: float | None = None
    """When the plug was last told to count down."""
    armed_from_s: float | None = None
    """Earliest moment at which the plug may switch off by itself."""
    armed_until_s: float | None = None
    """Latest moment at which it does."""
    arm_failures: int = 0
    """Expiries in a row that the plug has not taken."""
    heat_possible: bool = False
    """The pad may be drawing power: switched on, or seen on, and not proved off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A temperature or level chosen while off; it serves the next start for a while."""

    goal_c: float | None
    level: Level | None
    at_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What sessions have taught about a pad and its temperature sensor."""

    sensor: str = ""
    """Which sensor this was learned with; with another one it is worth nothing."""
    likeness: Likeness = field(default_factory=Likeness)
    cadence_s: float | None = None
    """Usual time between two reports while the temperature moves."""


@dataclass(frozen=True, kw_only=True)
class PadState:
    """All the engine knows of one pad."""

    allowance: Allowance
    seen_s: float = 0.0
    """Boot-time second of the last step."""
    wake_s: float | None = None
    """Boot-time second at which the engine wants to look again."""
    conditions: Conditions = field(default_factory=Conditions)
    plug: Plug = field(default_factory=Plug)
    session: Session | None = None
    ended: Ended | None = None
    fault: StopReason | None = None
    check_in_unanswered: bool = False
    temperature: Sample | None = None
    sensor_seen_s: float | None = None
    power: Sample | None = None
    choice: Choice | None = None
    foreign_on_s: tuple[float, ...] = ()
    unowned_since: datetime | None = None
    """Since when the plug may have been on without a session."""
    testing: Deadline | None = None
    """A test of the plug runs, until then at the latest."""
    absent_s: float | None = None
    """Since when nobody is seen; None while somebody is, or where nothing looks."""
    adopt_s: float | None = None
    """When somebody switched the plug on by hand and gets a session for it."""
    learned_power_w: float | None = None
    """Watts the pad drew in earlier sessions."""
    learned_pause_s: float = 0.0
    """Longest time the pad's own thermostat kept it without watts, and let them flow again."""
    learned: Learned = field(default_factory=Learned)
    resting: bool = False
    model: ControlState | None = None
    """The pad as the estimate sees it; kept after heat, so that a warm pad is not taken for cold."""
    relay_operations: int = 0
    heated_total_s: float = 0.0
    sessions_total: int = 0

    @property
    def first_session(self) -> bool:
        """No session on this pad has heated yet."""
        return self.sessions_total == 0


def due(deadline: Deadline | None, boot_s: float, wall: datetime) -> bool:
    """Whether either clock says that the deadline has come."""
    return deadline is not None and (boot_s >= deadline.boot_s or wall >= deadline.wall)


def waiting_for(session: Session | None) -> WaitingFor:
    """Which answer the session needs now."""
    if session is None:
        return WaitingFor.NOTHING
    if session.stage is Stage.WAITING and session.questions:
        return session.questions[0]
    if session.stage in HEATING and session.check_in_asked_s is not None and not session.check_in_answered:
        return WaitingFor.AWAKE
    return WaitingFor.NOTHING
