"""The observer of a campaign: what must hold in every second, whatever happens.

It reads the plug's contact, the commands that Home Assistant sends to the plug, what the
plug and the sensors show, what people are told (issues, notices, announcements on the bus)
and what they were answered. It never looks into the pad: a product that deceives itself
deceives only itself.

Times are true seconds of the room (`true_s`); what Home Assistant has to do "within 2 s" is
measured while it is awake (`awake_s`), for a sleeping machine does nothing. Resolution is
one second, so that each limit has one second of grace.

Excused everywhere: seconds in which Home Assistant does not run (without a verified
countdown nothing ends heat then, and the design says so), and a plug that cannot know: one
that says off while its contact is closed, as long as no meter contradicts it.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite, isnan
from typing import Any, override

from tests.campaign.ground import Ground, number

GRACE_S = 1.0
REACTION_S = 2.0
RETRY_MAX_S = 30.0
TOLD_S = 10.0
PAUSES_S = 300.0
LATCHED = frozenset(
    {
        "over_temperature",
        "implausible_temperature",
        "no_temperature_rise",
        "power_too_high",
        "pad_not_heating",
        "stuck_on",
        "foreign_control",
        "internal_error",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A rule that did not hold."""

    rule: str
    at_s: float
    text: str

    @override
    def __str__(self) -> str:
        """Write it as one line."""
        return f"{self.rule} at {self.at_s:.0f} s: {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What the observer may know of the pad: what its owner knows."""

    sensor: bool
    inside: bool
    meter: bool
    electronic: bool
    armed: bool
    unattended_confirms: bool
    adopts: bool

    @property
    def contact(self) -> bool:
        """A contact sensor controls the heat."""
        return self.sensor and not self.inside

    @property
    def cap_s(self) -> float:
        """Longest session, whatever the options say."""
        cap_s = 1800.0 if self.contact and self.armed else 1200.0
        return min(cap_s, 900.0) if self.electronic and not self.sensor else cap_s

    @property
    def goal_max_c(self) -> float:
        """Warmest goal."""
        if not self.contact:
            return 38.0
        return 41.0 if self.armed else 39.0


@dataclass(slots=True)
class Told:
    """A session as it was announced."""

    id: str
    started_s: float | None = None
    heat_since_s: float = 0.0
    paused: bool = False
    paused_s: float | None = None
    confirmed: bool = True
    """A person stands behind it."""


@dataclass(slots=True)
class Request:
    """Something a person or a program asked for."""

    kind: str
    values: dict[str, Any]
    asked_s: float
    open_session: str | None
    answered_s: float | None = None
    refusal: str | None = None


@dataclass(slots=True)
class Reading:
    """What a sensor showed last."""

    value: float
    at_s: float
    changed_s: float


class Observer:
    """Watches one episode."""

    def __init__(self, ground: Ground, setup: Setup) -> None:
        self.ground = ground
        self.setup = setup
        self.violations: list[Violation] = []
        self.story: list[str] = []
        """What happened, for the reader of a violation."""
        self.notices: Callable[[], set[str]] = set
        self.record: Callable[[], dict[str, Any] | None] = lambda: None
        self.awake_since_s = 0.0
        # process
        self.running = False
        self.loaded = False
        self.started_s: float | None = None
        self.loaded_s = 0.0
        self.down_s: float | None = None
        self.disk_full = False
        self.disk_slow_s = 0.0
        self.disk_trouble_s = -1e9
        # plug
        self.shown: str | None = None
        self.shown_since_s = 0.0
        self.gone_since_s: float | None = None
        self.ons: list[float] = []
        self.on_count = 0
        self.off_count = 0
        self.last_on_s = -1e9
        self.last_off_s = -1e9
        self.last_off_awake_s = -1e9
        self.off_open_s: float | None = None
        self.off_delivered = False
        self.off_delivered_s = -1e9
        self.went_off = True
        self.idle_since_off = False
        """The meter has proved the last OFF; what follows before the next ON repeats it."""
        self.idle_readings = 0
        self.hot_readings = 0
        self.entity_there = True
        self.foreign_s = -1e9
        self.broken_relay = False
        self.suspect = False
        """The plug was told ON or has said on, and no OFF was proved since: who restarts has to remember."""
        self.ours = False
        """The contact was closed by a command of ours, nobody else pressed since."""
        # unowned contact
        self.unowned_awake_s: float | None = None
        self.known_awake_s: float | None = None
        self.absent_awake_s = -1e9
        """When the plug's entity was last not there to hear anything."""
        # sessions
        self.session: Told | None = None
        self.closed_s = -1e9
        self.first_heat_s: dict[str, float] = {}
        self.heated_s: dict[str, float] = {}
        self.set_back_s: dict[str, float] = {}
        """So far the wall clock was set back since a session's first heat."""
        self.of_earlier_boots: set[str] = set()
        self.owed_end: str | None = None
        self.requests: list[Request] = []
        self.rest_until_s = 0.0
        self.fault: str | None = None
        self.fault_s = 0.0
        self.fault_expected = False
        # temperature
        self.temperature: Reading | None = None
        self.hot_since_s: float | None = None
        self.hot_count = 0
        self.warm_since_s: float | None = None
        self.cold_since_s: float | None = None
        self.cold_from_c = 0.0
        self.cold_energy_j = 0.0
        self.must_end: tuple[float, str, str] | None = None
        self.truth: deque[tuple[float, float]] = deque(maxlen=31)
        self.surface_max_c = 0.0
        self.honest = True

    def violate(self, rule: str, text: str) -> None:
        """Write a violation down, once per rule and episode."""
        if all(each.rule != rule for each in self.violations):
            self.violations.append(Violation(rule=rule, at_s=self.ground.true_s, text=text))
            self.tell(f"VIOLATION {rule}: {text}")

    def tell(self, text: str) -> None:
        """Add a line to the story."""
        self.story.append(f"{self.ground.true_s:9.1f}  {text}")

    # -- the process ---------------------------------------------------------------

    def booted(self) -> None:
        """Home Assistant runs again; nothing that it heard before counts."""
        self.running = True
        self.started_s = None
        self.shown = None
        self.gone_since_s = None
        self.off_open_s = None
        self.idle_since_off = False
        self.went_off = True
        self.awake_since_s = self.ground.awake_s
        self.unowned_awake_s = self.known_awake_s = None
        self.temperature = None
        self.tell("Home Assistant boots")

    def ha_started(self) -> None:
        """Home Assistant has started."""
        self.started_s = self.ground.true_s
        self.tell("Home Assistant has started")

    def died(self, *, killed: bool) -> None:
        """Home Assistant is gone."""
        self.tell("Home Assistant is killed" if killed else "Home Assistant has stopped")
        session = self.session
        if self.started_s is None:
            self.owed_end = None  # killed twice before it could say anything: the record says it, if nobody else
        if session is not None:
            if killed and self.ground.true_s - self.disk_trouble_s > 1:
                self.owed_end = session.id
            self._close(session, by="death")
        if self.fault is not None and not self.fault_expected:
            written_s = max(self.fault_s, self.disk_trouble_s) + 1.0 + self.disk_slow_s
            if self.disk_full or (killed and self.ground.true_s < written_s):
                self.fault = None  # nobody could write it down in time
        self.running = self.loaded = False
        self.down_s = self.ground.true_s
        self.requests.clear()

    def pad_loaded(self) -> None:
        """The pad's entry is set up."""
        self.loaded = True
        self.loaded_s = self.ground.true_s
        self.tell("the pad is set up")

    def pad_unloaded(self) -> None:
        """The pad's entry is gone; what it began, its keeper ends."""
        self.loaded = False
        self.tell("the pad is unloaded")

    def woke(self) -> None:
        """The machine slept and is awake again."""
        self.awake_since_s = self.ground.awake_s
        self.tell("the machine wakes up")

    def tampered(self, what: str) -> None:
        """Somebody changed the record while nothing ran."""
        self.tell(f"the record is changed: {what}")
        self.owed_end = None
        self.rest_until_s = 0.0
        if what == "corrupt":
            self.fault, self.fault_expected = "internal_error", True
        else:
            self.fault, self.fault_expected = None, False
            self.suspect = False  # an older record knows nothing of the last ON

    def wall_moved(self, seconds: float) -> None:
        """The wall clock was set: rest is a wall-clock matter, a step ahead shortens it."""
        if seconds > 0:
            self.rest_until_s -= seconds
        else:
            for session in self.first_heat_s:
                self.set_back_s[session] = self.set_back_s.get(session, 0.0) - seconds

    def machine_restarted(self) -> None:
        """The monotonic clock begins anew: of what was before, only the wall clock tells how old it is."""
        self.of_earlier_boots |= set(self.first_heat_s)

    def _unknowable_s(self, session: Told) -> float:
        """How much younger a session looks than it is, to whoever has only the wall clock."""
        return self.set_back_s.get(session.id, 0.0) if session.id in self.of_earlier_boots else 0.0

    # -- requests ------------------------------------------------------------------

    def asked(self, kind: str, values: dict[str, Any]) -> Request:
        """Somebody asks for something."""
        request = Request(
            kind=kind,
            values=values,
            asked_s=self.ground.true_s,
            open_session=None if self.session is None else self.session.id,
        )
        self.requests = [
            each for each in self.requests if each.answered_s is None or each.answered_s > request.asked_s - 2
        ]
        self.requests.append(request)
        return request

    def answered(self, request: Request, refusal: str | None) -> None:
        """The answer to a request; None: carried out."""
        request.answered_s = self.ground.true_s
        request.refusal = refusal
        values = " ".join(f"{key}={value}" for key, value in request.values.items())
        self.tell(f"{request.kind} {values} -> {refusal or 'ok'}")
        if refusal is not None:
            return
        session = self.session
        attended = request.values.get("attended", True)
        match request.kind:
            case "stop":
                self._check_stop(request)
            case "pause" if session is not None and session.started_s is not None and not self.setup.electronic:
                if not session.paused:
                    self._count_heat(session)
                session.paused, session.paused_s = True, self.ground.true_s
            case "resume" if session is not None and session.paused and attended:
                session.paused, session.paused_s = False, None
                session.heat_since_s = self.ground.true_s
            case "confirm" if session is not None and attended:
                session.confirmed = True
            case "acknowledge":
                self.fault, self.fault_expected = None, False
            case "start":
                self._check_start(request)

    def _check_stop(self, request: Request) -> None:
        """S8: the OFF is sent in the moment the stop is asked for, before disk, notices and answers.

        Excused: a stop without a session while the plug shows off, for nothing is known to heat then.
        """
        heating = self.ground.pad.relay_on and (request.open_session is not None or self.shown == "on")
        if heating and self.entity_there and self.last_off_s < request.asked_s - 1.0:
            self.violate("S8", f"stop carried out, last OFF sent at {self.last_off_s:.1f} s")

    def _check_start(self, request: Request) -> None:
        """S10: an acknowledged start is on the disk. Excused: it is over again already, or changed nothing (T9)."""
        session = self.session
        if session is None or request.open_session is not None:
            return
        record = self.record() or {}
        written = record.get("open_session") or {}
        if written.get("id") != session.id:
            self.violate("S10", f"start acknowledged, session {session.id} is not on the disk")

    # -- what is announced -----------------------------------------------------------

    def event(self, data: dict[str, Any]) -> None:
        """Take an announcement on the bus."""
        kind, session_id, reason = data["type"], data["session"], data["reason"]
        extra = {key: value for key, value in data.items() if key not in ("entry_id", "type", "session", "reason")}
        self.tell(f"announced {kind} {session_id or ''} {reason or ''} {extra or ''}".rstrip())
        if session_id is not None and session_id == self.owed_end and kind in ("finished", "stopped"):
            self.owed_end = None
        match kind:
            case "waiting" | "started":
                self._opened(str(session_id), data)
            case "finished" | "stopped":
                if self.session is not None and self.session.id == session_id:
                    self._close(self.session, by=str(reason))
            case "fault":
                self._faulted(str(reason))

    def _opened(self, session_id: str, data: dict[str, Any]) -> None:
        """S9, S7, S11: a session begins only when asked for, without a latched fault, rested, within the limits.

        S9 excused: adoption by option, for a press is a request then. The rest (S7) is excused
        for resumed sessions, and shortened by steps of the wall clock ahead.
        """
        now_s = self.ground.true_s
        session = self.session
        started = data["type"] == "started"
        if session is None or session.id != session_id:
            asked = [
                each
                for each in self.requests
                if each.kind in ("start", "resume") and (each.answered_s is None or now_s - each.answered_s < 1)
            ]
            pressed = self.setup.adopts and self.setup.armed and now_s - self.foreign_s < 45
            if not asked and not pressed:
                self.violate("S9", f"session {session_id} begins and nobody asked")
            if self.fault is not None:
                self.violate("S7", f"session {session_id} begins with the fault {self.fault} latched")
            attended = pressed or any(each.values.get("attended", True) for each in asked)
            self.session = session = Told(id=session_id, confirmed=attended or not self.setup.unattended_confirms)
            resumed = any(each.kind == "resume" for each in asked)
            if not resumed and now_s < self.rest_until_s - 5:
                self.violate("S7-rest", f"session {session_id} begins {self.rest_until_s - now_s:.0f} s too early")
        if not started:
            return
        if session.started_s is None or session.paused:
            session.heat_since_s = now_s
        session.paused, session.paused_s = False, None
        session.started_s = session.started_s or now_s
        self.first_heat_s.setdefault(session_id, now_s)
        minutes, goal_c = data.get("minutes"), data.get("goal_c")
        if minutes is not None and minutes * 60 > self.setup.cap_s + 6:
            self.violate("S11", f"a session of {minutes} min")
        if goal_c is not None and goal_c > self.setup.goal_max_c:
            self.violate("S11", f"a goal of {goal_c} °C")

    def _faulted(self, reason: str) -> None:
        """S6: an internal error is an exception in our own code, or a damaged record; the first is a finding."""
        if reason not in LATCHED:
            return
        self.fault = self.fault or reason
        self.fault_s = self.ground.true_s
        if reason == "internal_error" and not self.fault_expected:
            self.violate("S6-error", "an exception in the pad")

    def _count_heat(self, session: Told) -> None:
        heated_s = self.ground.true_s - session.heat_since_s
        self.heated_s[session.id] = self.heated_s.get(session.id, 0.0) + heated_s

    def _close(self, session: Told, *, by: str) -> None:
        """A session is over: the rest it owes begins (at least; the product may owe more)."""
        if session.started_s is not None and not session.paused:
            self._count_heat(session)
        heated_s = self.heated_s.get(session.id, 0.0)
        if heated_s >= 120 and not (by == "death" and self.disk_full):
            self.rest_until_s = max(self.rest_until_s, self.ground.true_s + min(3 * heated_s, 3600.0))
        self.session = None
        self.closed_s = self.ground.true_s

    # -- commands and reports ----------------------------------------------------------

    def command(self, *, on: bool) -> None:
        """Home Assistant sends a command to the plug, whether it arrives or not."""
        now_s = self.ground.true_s
        if not on:
            self.off_count += 1
            self.last_off_s = now_s
            self.last_off_awake_s = self.ground.awake_s
            if self.off_open_s is None:
                self.off_open_s = now_s
                # The keeper may ask on where this observer was sooner content:
                # what was delivered since the last ON counts.
                since_on = self.off_delivered_s > self.last_on_s
                self.off_delivered = self.off_delivered and (self.idle_since_off or since_on)
                self.idle_since_off = False
                self.idle_readings = self.hot_readings = 0
            if self.ground.link.available and not self.ground.link.raise_commands and not self.off_delivered:
                self.off_delivered, self.off_delivered_s = True, now_s
            self.tell(f"OFF sent (contact {'closed' if self.ground.pad.relay_on else 'open'}, shown {self.shown})")
            return
        self.tell(f"ON sent (shown {self.shown})")
        self.on_count += 1
        self._check_on()
        self.ons.append(now_s)
        self.last_on_s = now_s
        self.went_off = self.idle_since_off = False
        self.ours = self.suspect = True

    def _check_on(self) -> None:
        """S3, S5, S7: ON only to a plug that says off, after the proof of the last OFF, without a latched fault.

        A report of off proves an OFF sent before it; a plug that was off already proves it by
        silence of 5 s after a delivered OFF (off_keeper.py).
        """
        if self.shown != "off":
            self.violate("S3", f"ON to a plug that shows {self.shown}")
        if self.off_open_s is not None:
            self.violate("S5", f"ON while the OFF of {self.off_open_s:.1f} s is not proved")
        if self.fault is not None:
            self.violate("S7-on", f"ON with the fault {self.fault} latched")

    def plug_shown(self, state: str | None) -> None:
        """The plug's entity shows something; None: it is gone."""
        now_s = self.ground.true_s
        before = self.shown
        present = before in ("on", "off")
        self.shown = state
        if state != before:
            self.shown_since_s = now_s
            self.tell(f"plug shows {state}")
        if state not in ("on", "off"):
            if self.gone_since_s is None:
                self.gone_since_s = now_s
            return
        self.gone_since_s = None
        if state == "on":
            self.suspect = True
        if state == "off" and before != "off":
            self.went_off = True
        if state == "off" and present and self.off_open_s is not None:
            self._proved()

    def _proved(self) -> None:
        self.off_open_s = None
        self.suspect = False
        self.went_off = True

    def temperature_shown(self, text: str) -> None:
        """The temperature sensor shows something."""
        now_s = self.ground.true_s
        value = number(text)
        if not isfinite(value):
            return
        last = self.temperature
        changed = last is None or last.value != value
        self.temperature = Reading(
            value=value, at_s=now_s, changed_s=now_s if changed or last is None else last.changed_s
        )
        trip_c, low_c, high_c = (60.0, 10.0, 70.0) if self.setup.inside else (45.0, 10.0, 60.0)
        if value >= trip_c:
            self.hot_count += 1
            self.hot_since_s = self.hot_since_s or now_s
        else:
            self.hot_count, self.hot_since_s = 0, None
        self.warm_since_s = (self.warm_since_s or now_s) if value >= 43.05 else None
        session = self.session
        if session is None or session.started_s is None or session.paused:
            return
        why = None
        if not low_c <= value <= high_c:
            why = f"{value} °C cannot be"
        elif last is not None and now_s - last.at_s <= 10 and abs(value - last.value) > 10:
            why = f"{last.value} °C, then {value} °C"
        elif self.hot_count >= 2:
            why = f"{value} °C, twice too hot"
        if why is not None and self.setup.sensor and self.must_end is None:
            self.must_end = (self.ground.awake_s + REACTION_S + GRACE_S, session.id, why)

    def power_shown(self, text: str) -> None:
        """The meter shows something."""
        value = number(text)
        if not self.setup.meter:
            return
        if isnan(value):
            self.hot_readings = 0  # what comes after a gap may be old
            return
        if value <= 5:
            self.idle_readings += 1
            self.hot_readings = 0
            if self.idle_readings >= 2 and self.off_open_s is not None and self.shown == "off":
                self._proved()
                self.idle_since_off = True
        else:
            self.idle_readings = 0
            quiet_since_s = max(self.unowned_awake_s or self.ground.awake_s, self.last_off_awake_s)
            if self.ground.awake_s - quiet_since_s > 16:
                self.hot_readings += 1

    # -- every second ------------------------------------------------------------------

    def tick(self) -> None:
        """Look at everything; called once per simulated second."""
        closed = self.ground.pad.relay_on
        if self.ons:
            self._check_ons()
        if not self.running:
            if closed:
                self._check_armed()
            return
        self._check_proof_by_silence()
        if closed or self.unowned_awake_s is not None:
            self._check_owner(closed=closed)
        if self.session is not None:
            self._check_session(self.session)
        self._check_after_start()

    def _check_ons(self) -> None:
        """S1, S9: every ON belongs to a session that heats, as announced within the same second.

        An electronic pad is also switched on while its session waits for the button. A session
        that nobody stands behind (an unattended start that has to be confirmed) is not switched on.
        """
        ons, self.ons = self.ons, []
        session = self.session
        if session is None:
            if self.ground.true_s - self.closed_s > 1:
                self.violate("S9-on", "ON sent without a session")
            return
        if session.paused_s is not None and session.paused_s < ons[-1] - GRACE_S:
            self.violate("S1-on", "ON sent in a pause")
        if session.started_s is None and not self.setup.electronic:
            self.violate("S1-on", "ON sent before the session has started")
        if not session.confirmed and not self.setup.electronic:
            self.violate("B2", "ON for a start that nobody confirmed")
        if session.id not in self.first_heat_s or self.first_heat_s[session.id] >= ons[0] - 1:
            written = (self.record() or {}).get("open_session") or {}
            if written.get("id") != session.id:
                self.violate("S10-on", f"heat begins, session {session.id} is not on the disk")
        self.first_heat_s.setdefault(session.id, ons[0])

    def _check_proof_by_silence(self) -> None:
        """S3: a plug that was off already has nothing new to report; 5 s of silence after a delivered OFF count."""
        if (
            self.off_open_s is not None
            and self.shown == "off"
            and self.went_off
            and self.off_delivered
            and self.ground.true_s - self.off_delivered_s >= 4
        ):
            self._proved()

    def _owned(self) -> bool:
        session = self.session
        if session is None:
            return False
        if session.started_s is None:
            return self.setup.electronic
        return not session.paused

    def _check_owner(self, *, closed: bool) -> None:
        """S1: a closed contact belongs to a session that heats, else OFF is repeated and people are told.

        Excused: the reaction time; a contact nobody can know of (it shows off or nothing, the
        last OFF was proved, and no meter has shown watts twice, 16 s after the last OFF); a pad that is not
        set up and whose OFF was proved: the plug is not ours then; a plug without an entity, or
        without a state yet, hears nothing, it is told when it is back; a plug that comes back while OFF is repeated
        gives people's 10 s a new begin.
        """
        awake_s = self.ground.awake_s
        if not closed or self._owned():
            self.unowned_awake_s = self.known_awake_s = None
            self.hot_readings = 0
            return
        if self.unowned_awake_s is None:
            self.unowned_awake_s = awake_s
        # A plug that says on, an OFF that is not proved after an ON, or watts.
        known = self.shown == "on" or (self.off_open_s is not None and self.suspect) or self.hot_readings >= 2
        if not known or not (self.loaded or self.off_open_s is not None):
            self.known_awake_s = None
            return
        if self.known_awake_s is None:
            self.known_awake_s = awake_s
        if not self.entity_there or self.shown is None:
            self.absent_awake_s = awake_s
            return
        known_s = awake_s - max(self.known_awake_s, self.awake_since_s, self.absent_awake_s)
        late = awake_s - max(self.last_off_awake_s, self.absent_awake_s) > RETRY_MAX_S + REACTION_S
        answered = self.last_off_awake_s >= self.known_awake_s - 1.5
        repeating = not late and (self.off_open_s is not None or self._people_know())
        if known_s > REACTION_S + GRACE_S and not answered and not repeating:
            self.violate("S1", f"contact closed without a session for {known_s:.0f} s, and no OFF")
        if known_s > RETRY_MAX_S + REACTION_S and late:
            self.violate("S1-repeat", f"contact closed, last OFF {awake_s - self.last_off_awake_s:.0f} s ago")
        if known_s > TOLD_S + REACTION_S + GRACE_S and not self._people_know():
            self.violate("S1-told", f"contact closed without a session for {known_s:.0f} s, and nobody was told")

    def _people_know(self) -> bool:
        return any("off_unconfirmed" in key or "stuck_on" in key for key in self.notices())

    def _check_session(self, session: Told) -> None:
        """S2, S4: what ends a session, at the latest.

        A machine that slept has the reaction time after it woke.
        """
        now_s = self.ground.true_s
        if self.ground.awake_s - self.awake_since_s <= REACTION_S + GRACE_S:
            return
        first_s = self.first_heat_s.get(session.id)
        longest_s = self.setup.cap_s + PAUSES_S + self._unknowable_s(session)
        if first_s is not None and now_s > first_s + longest_s + REACTION_S + GRACE_S:
            self.violate("S2", f"session {session.id} is open {now_s - first_s:.0f} s after its first heat")
        if self.gone_since_s is not None:
            gone_s = now_s - self.gone_since_s
            if gone_s > (330 if self.setup.armed else 30) + REACTION_S + GRACE_S:
                self.violate("S4-plug", f"the plug is gone for {gone_s:.0f} s, the session goes on")
        if session.started_s is None or session.paused:
            self.cold_since_s = None
            self.truth.clear()
            return
        if self.setup.sensor:
            self._check_temperature(session)

    def _check_temperature(self, session: Told) -> None:
        """S4: a sensor that is silent, too hot, implausible, frozen or not on the pad ends heat in its time.

        Silence: 60 s where the ramp must still last (3 min at low), else 120 s, of a newest
        finite value. Frozen: only where the true sensor moved by 2.5 °C in the 5 min in which it
        showed one value; less may be lost between pad and sensor. Neither that nor the rules on
        43 °C and on rise are asked of an electronic pad, which has no goal to rise to. No rise: only below 30 °C at
        more than 25 W of true power; above, the rule need not hold (goal - 4 °C).
        """
        now_s, awake_s = self.ground.true_s, self.ground.awake_s
        if self.must_end is not None:
            deadline_s, session_id, why = self.must_end
            if session_id != session.id:
                self.must_end = None
            elif awake_s > deadline_s:
                self.violate("S4", f"{why}, the session goes on")
        reading = self.temperature
        seen_s = session.heat_since_s if reading is None else max(reading.at_s, session.heat_since_s)
        in_ramp = self.setup.contact and not self.setup.electronic and now_s - session.heat_since_s < 175
        if now_s - seen_s > (60 if in_ramp else 120) + REACTION_S + GRACE_S + 1:
            self.violate("S4-silent", f"no temperature for {now_s - seen_s:.0f} s, the session goes on")
        if self.hot_since_s is not None and now_s - max(self.hot_since_s, session.heat_since_s) > 9:
            self.violate("S4-hot", "too hot for 9 s, the session goes on")
        if not self.setup.contact or self.setup.electronic or reading is None:
            return
        if self.warm_since_s is not None and now_s - max(self.warm_since_s, session.heat_since_s) > 106:
            self.violate("S4-warm", "43 °C for 106 s, the session goes on")
        self._check_frozen(session, reading)
        self._check_rise(session, reading)

    def _check_frozen(self, session: Told, reading: Reading) -> None:
        now_s = self.ground.true_s
        if not self.truth or now_s - self.truth[-1][0] >= 10:
            self.truth.append((now_s, self.ground.truth_c()))
        same_s = now_s - max(reading.changed_s, session.heat_since_s)
        if same_s > 320 and now_s - reading.at_s < 35 and len(self.truth) >= 30:
            values = [value for _, value in self.truth]
            if max(values) - min(values) >= 2.5:
                self.violate("S4-frozen", f"{reading.value} °C for {same_s:.0f} s, the session goes on")

    def _check_rise(self, session: Told, reading: Reading) -> None:
        now_s = self.ground.true_s
        if self.cold_since_s is None or reading.value > 30 or reading.value - self.cold_from_c >= 2.5:
            self.cold_since_s = now_s if reading.value <= 30 else None
            self.cold_from_c = reading.value
            self.cold_energy_j = 0.0
            return
        self.cold_energy_j += self.ground.pad.power_w
        cold_s = now_s - max(self.cold_since_s, session.heat_since_s)
        # 8 min, seen through a mean of 30 s of reports that come every 30 s at the rarest.
        if cold_s > 540 and self.cold_energy_j / cold_s > 25:
            self.violate("S4-rise", f"below 30 °C for {cold_s:.0f} s of heat, the session goes on")

    def _check_armed(self) -> None:
        """S12: with a verified countdown a kill ends heat within the armed seconds.

        Excused: a contact that somebody else closed, a relay that is stuck. An electronic pad is armed
        once, for its whole session and the wait for its button (docs/limits.md).
        """
        if not self.setup.armed or self.down_s is None or not self.ours or self.broken_relay:
            return
        down_s = self.ground.true_s - max(self.down_s, self.last_on_s)
        armed_s = 105 if not self.setup.electronic else min(self.setup.cap_s + PAUSES_S, 1800)
        if down_s > armed_s + 10:
            self.violate("S12", f"Home Assistant is gone for {down_s:.0f} s, the contact still closed")

    def _check_after_start(self) -> None:
        """S7, S10: after a start people see a fault that was latched, and how an open session ended.

        Excused: an episode whose record was tampered with, a fault nobody could write down in time.
        """
        if not self.loaded or self.started_s is None:
            return
        since_s = self.ground.true_s - max(self.loaded_s, self.started_s, self.fault_s)
        if self.owed_end is not None and since_s > 5:
            self.violate("S10-kill", f"nobody hears how session {self.owed_end} ended")
        if self.fault is not None and 5 < since_s < 7 and not any("fault_" in key for key in self.notices()):
            self.violate("S7-shown", f"the fault {self.fault} is not shown")
