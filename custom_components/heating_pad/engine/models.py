"""Words and values that the whole engine shares."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Phase(StrEnum):
    """What the pad is doing, as people see it."""

    OFF = "off"
    WAITING = "waiting"
    RAMP = "ramp"
    HOLD = "hold"
    PAUSED = "paused"
    STOPPING = "stopping"
    REST = "rest"
    FAULT = "fault"
    TESTING = "testing"


class WaitingFor(StrEnum):
    """Which answer of a person a session needs."""

    NOTHING = "nothing"
    START = "start"
    PAD_BUTTON = "pad_button"
    BARRIER = "barrier"
    AWAKE = "awake"


class Level(StrEnum):
    """How warm, in words."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Controller(StrEnum):
    """How the pad itself is switched: a slider keeps its place without mains, electronics forget it."""

    MECHANICAL = "mechanical"
    ELECTRONIC = "electronic"


class SensorPlacement(StrEnum):
    """Where the temperature sensor sits."""

    CONTACT = "contact"
    INSIDE = "inside"


class Sensing(StrEnum):
    """What the temperature sensor is good for."""

    CONTROL = "control"
    """A contact sensor quick enough to control by."""
    LIMIT = "limit"
    """Too slow, or inside the pad: it may only switch off."""
    NONE = "none"


class PadSetting(StrEnum):
    """Where the pad's own slider stands."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Profile(StrEnum):
    """How careful to be with a person's skin."""

    STANDARD = "standard"
    CAREFUL = "careful"
    SENSITIVE = "sensitive"


class ClothQuestion(StrEnum):
    """Whether somebody has to confirm a cloth between pad and skin before heat."""

    BY_PERSON = "by_person"
    ALWAYS = "always"
    NEVER = "never"

    @property
    def answer(self) -> bool | None:
        """Asked, not asked, or None: the person's profile decides."""
        return None if self is ClothQuestion.BY_PERSON else self is ClothQuestion.ALWAYS


class UnattendedStart(StrEnum):
    """What a start without a person behind it leads to."""

    REFUSE = "refuse"
    CONFIRM = "confirm"
    ALLOW = "allow"


class Refusal(StrEnum):
    """Why a start or another request is not carried out; also the translation key."""

    STARTING_UP = "starting_up"
    SHUTTING_DOWN = "shutting_down"
    CLOCK_NOT_SET = "clock_not_set"
    STORAGE_FAILED = "storage_failed"
    NOT_ACKNOWLEDGED = "not_acknowledged"
    FAULTED = "faulted"
    OFF_UNCONFIRMED = "off_unconfirmed"
    BUSY_TESTING = "busy_testing"
    PLUG_UNAVAILABLE = "plug_unavailable"
    SENSOR_UNAVAILABLE = "sensor_unavailable"
    PERSON_MISSING = "person_missing"
    PERSON_BUSY = "person_busy"
    NOT_ALLOWED = "not_allowed"
    VOICE_NOT_ALLOWED = "voice_not_allowed"
    NOBODY_THERE = "nobody_there"
    CHECK_IN_UNANSWERED = "check_in_unanswered"
    SKIN_UNANSWERED = "skin_unanswered"
    RESTING = "resting"
    DAILY_LIMIT = "daily_limit"
    TOO_LONG = "too_long"
    TOO_HOT = "too_hot"
    # Of other actions than a start; never shown as what blocks one.
    SESSION_OVER = "session_over"
    NO_SESSION = "no_session"
    NOT_SUPPORTED = "not_supported"
    CAUSE_PRESENT = "cause_present"


class StopReason(StrEnum):
    """Why a session ended; also the translation key."""

    COMPLETED = "completed"
    STOPPED = "stopped"
    OFF_AT_PLUG = "off_at_plug"
    UNCOMFORTABLE = "uncomfortable"
    RECONFIGURED = "reconfigured"
    UNLOADED = "unloaded"
    SHUTDOWN = "shutdown"
    RESTARTED = "restarted"
    TIME_LIMIT = "time_limit"
    DOSE_LIMIT = "dose_limit"
    DAILY_LIMIT = "daily_limit"
    PAUSED_TOO_LONG = "paused_too_long"
    NOT_CONFIRMED = "not_confirmed"
    NO_ANSWER = "no_answer"
    NOBODY_THERE = "nobody_there"
    TEMPERATURE_SENSOR_LOST = "temperature_sensor_lost"
    PLUG_UNAVAILABLE = "plug_unavailable"
    AUTO_OFF_FIRED = "auto_off_fired"
    AUTO_OFF_FAILED = "auto_off_failed"
    OVER_TEMPERATURE = "over_temperature"
    IMPLAUSIBLE_TEMPERATURE = "implausible_temperature"
    NO_TEMPERATURE_RISE = "no_temperature_rise"
    POWER_TOO_HIGH = "power_too_high"
    PAD_NOT_HEATING = "pad_not_heating"
    STUCK_ON = "stuck_on"
    FOREIGN_CONTROL = "foreign_control"
    INTERNAL_ERROR = "internal_error"


class TimerEvent(StrEnum):
    """How the timer entity reports an end."""

    FINISHED = "finished"
    CANCELLED = "cancelled"


class Told(StrEnum):
    """How loudly people hear of an end."""

    EVENT = "event"
    NOTICE = "notice"
    NOTIFY = "notify"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRule:
    """What follows from a stop reason."""

    latched: bool
    timer: TimerEvent
    told: Told
    resumable: bool


def _rule(
    timer: TimerEvent,
    told: Told = Told.EVENT,
    *,
    latched: bool = False,
    resumable: bool = False,
) -> StopRule:
    return StopRule(latched=latched, timer=timer, told=told, resumable=resumable)


_QUIET = _rule(TimerEvent.CANCELLED)
_QUIET_RESUMABLE = _rule(TimerEvent.CANCELLED, resumable=True)
_LIMIT = _rule(TimerEvent.FINISHED)
_NOTIFY = _rule(TimerEvent.CANCELLED, Told.NOTIFY)
_NOTIFY_RESUMABLE = _rule(TimerEvent.CANCELLED, Told.NOTIFY, resumable=True)
_ALARM = _rule(TimerEvent.CANCELLED, Told.ALARM, latched=True)

STOP_RULES: dict[StopReason, StopRule] = {
    StopReason.COMPLETED: _LIMIT,
    StopReason.STOPPED: _QUIET_RESUMABLE,
    StopReason.OFF_AT_PLUG: _QUIET_RESUMABLE,
    StopReason.UNCOMFORTABLE: _QUIET,
    StopReason.RECONFIGURED: _QUIET,
    StopReason.UNLOADED: _QUIET,
    StopReason.SHUTDOWN: _QUIET_RESUMABLE,
    StopReason.RESTARTED: _rule(TimerEvent.CANCELLED, Told.NOTICE, resumable=True),
    StopReason.TIME_LIMIT: _LIMIT,
    StopReason.DOSE_LIMIT: _LIMIT,
    StopReason.DAILY_LIMIT: _LIMIT,
    StopReason.PAUSED_TOO_LONG: _LIMIT,
    StopReason.NOT_CONFIRMED: _NOTIFY,
    StopReason.NO_ANSWER: _NOTIFY,
    StopReason.NOBODY_THERE: _NOTIFY,
    StopReason.TEMPERATURE_SENSOR_LOST: _NOTIFY,
    StopReason.PLUG_UNAVAILABLE: _NOTIFY_RESUMABLE,
    StopReason.AUTO_OFF_FIRED: _NOTIFY,
    StopReason.AUTO_OFF_FAILED: _NOTIFY,
    StopReason.OVER_TEMPERATURE: _ALARM,
    StopReason.IMPLAUSIBLE_TEMPERATURE: _ALARM,
    StopReason.NO_TEMPERATURE_RISE: _ALARM,
    StopReason.POWER_TOO_HIGH: _ALARM,
    StopReason.PAD_NOT_HEATING: _ALARM,
    StopReason.STUCK_ON: _ALARM,
    StopReason.FOREIGN_CONTROL: _ALARM,
    StopReason.INTERNAL_ERROR: _ALARM,
}


class Notice(StrEnum):
    """What the session event entity announces."""

    STARTED = "started"
    WARM = "warm"
    WAITING = "waiting"
    CHECK_IN = "check_in"
    ENDING_SOON = "ending_soon"
    FINISHED = "finished"
    STOPPED = "stopped"
    REFUSED = "refused"
    READY = "ready"
    OFF_UNCONFIRMED = "off_unconfirmed"
    FAULT = "fault"


class Caution(StrEnum):
    """What people are told while everything goes on."""

    NO_WATTS = "no_watts"
    """The plug is on and the pad draws nothing."""
    DOSE = "dose"
    """The skin has had most of what one session may give."""
    RELAY_WORN = "relay_worn"
    """The plug's relay has switched as often as relays are made for."""
    SENSOR_SLOW = "sensor_slow"
    """The temperature sensor speaks too rarely to control by: from now on it is a limit only."""


class Source(StrEnum):
    """Where a request came from."""

    ACTION = "action"
    CLIMATE = "climate"
    TIMER = "timer"
    BUTTON = "button"
    VOICE = "voice"
    PLUG = "plug"


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """The moment a decision is taken.

    `boot_s` counts seconds since the machine started, suspend included; it is only
    comparable within one `boot_id`.
    """

    wall: datetime
    boot_s: float
    boot_id: str

    def __post_init__(self) -> None:
        """Refuse a wall clock without a time zone."""
        if self.wall.utcoffset() != timedelta(0):
            msg = "the wall clock must be aware and in UTC"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoOffUse:
    """How the countdown inside the plug is used; without one nothing of this exists."""

    max_s: float
    """Longest expiry the plug keeps to."""
    unit_s: float = 1.0
    """Expiries are whole multiples of it."""
    renews: bool = False
    """A running countdown may be renewed, by a command that cannot switch on (S5)."""
    fixed_s: float | None = None
    """The one expiry of a plug that keeps it as a setting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PadSettings:
    """How one pad is built and how its owner wants it, within the limits.

    Made by `limits.settings_within_limits`, which moves every number into its range.
    """

    controller: Controller = Controller.MECHANICAL
    sensing: Sensing = Sensing.NONE
    placement: SensorPlacement = SensorPlacement.CONTACT
    metered: bool = False
    rated_power_w: float = 100.0
    pad_setting: PadSetting = PadSetting.HIGH
    acknowledged: bool = False
    session_s: float | None = None
    """Length of a session when none is asked for; the table's default when None."""
    ramp_s: float = 300.0
    """Earliest time after the start at which the goal may be reached."""
    level: Level = Level.MEDIUM
    """Level when none is asked for."""
    rest_s: float = 0.0
    """Shortest rest after a session that owes one; only ever lengthens."""
    heated_cap_s: float = 3600.0
    sessions_cap: int = 3
    soft_limit_c: float = 43.0
    silence_s: float | None = None
    """Longest silence of the temperature sensor; by phase when None."""
    unattended: UnattendedStart = UnattendedStart.CONFIRM
    confirm_start: bool = False
    confirm_barrier: bool | None = None
    """Ask for the cloth before heat; by the person's profile when None."""
    check_in: bool = False
    auto_off: AutoOffUse | None = None
    """Every ON is armed with an expiry inside the plug; None where nothing can be armed."""
    auto_off_verified: bool = False
    absence_s: float | None = None
    """Heat ends when the presence sensor sees nobody for so long; never when None."""
    adopt: bool = False
    """Somebody who switches the plug on by hand gets a session at `low`."""
    sensor_lag_s: float = 30.0
    estimate_offset_c: float = 0.0
    """How much warmer the pad is than the model believes, by its owner's thermometer."""
    quiet_switching: bool = False
    """Half as many relay operations, for a wider swing of the temperature."""
    voice: bool = True
    """Heat may be started by voice."""

    @property
    def electronic(self) -> bool:
        """The pad forgets its setting without mains, so pulses are no use."""
        return self.controller is Controller.ELECTRONIC

    @property
    def voice_starts(self) -> bool:
        """Whether a voice may bring heat about; where every start has to be confirmed it may not."""
        return self.voice and not self.confirm_start


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What a person's skin may still have, granted at one moment."""

    person: str
    """Key of the person or guest who is heated."""
    profile: Profile = Profile.STANDARD
    heated_left_s: float = 3600.0
    dose_left: float = 15.0
    ready_at: datetime | None = None
    """End of the rest owed, None when none is."""
    refusal: Refusal | None = None
    """Why this person may not start at all now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartRequest:
    """What somebody asked for; None means the pad's own default."""

    duration_s: float | None = None
    level: Level | None = None
    goal_c: float | None = None
    ramp_s: float | None = None
    attended: bool = False
    source: Source = Source.ACTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One reading of a sensor."""

    value: float
    at_s: float
    """Boot-time second at which it was reported."""
