"""A random episode: who asks for what, and what goes wrong, at which second.

The same seed and number give the same episode. Most episodes dwell on a few kinds of trouble
and repeat them, because two rare things at once are what nobody thought of.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, override

from tests.simulation.plants import PadModel, any_pad, load_pads

STARTS = (
    datetime(2026, 11, 23, 18, 0, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 40, tzinfo=UTC),
    datetime(2027, 3, 28, 0, 40, tzinfo=UTC),  # summer time begins in Europe at 01:00
    datetime(2027, 10, 31, 0, 40, tzinfo=UTC),  # and ends
    datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that happens at one second of an episode."""

    at_s: int
    what: str
    values: dict[str, Any] = field(default_factory=dict)

    @override
    def __str__(self) -> str:
        """Write it as a line of a story."""
        values = " ".join(f"{key}={value}" for key, value in self.values.items())
        return f"{self.at_s:6d} s  {self.what} {values}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One evening with one pad."""

    seed: int
    number: int
    length_s: int
    start: datetime
    model: PadModel
    sensor: bool
    meter: bool
    meter_apart: bool
    """The meter is another device than the plug."""
    armed: bool
    """The plug has a countdown that a test has proved."""
    data: dict[str, Any]
    options: dict[str, Any]
    happenings: tuple[Happening, ...]

    @override
    def __str__(self) -> str:
        """Tell the whole story."""
        head = (
            f"seed {self.seed} episode {self.number}: {self.length_s} s from {self.start:%Y-%m-%d %H:%M}, "
            f"pad {self.model.name}, sensor={self.sensor} meter={self.meter} armed={self.armed} "
            f"data={self.data} options={self.options}"
        )
        return "\n".join([head, *map(str, self.happenings)])


def make_episode(seed: int, number: int, *, minutes: tuple[int, int] = (30, 90)) -> Episode:
    """Make episode `number` of a campaign, `minutes` long."""
    choice = random.Random(f"{seed}:{number}")
    length_s = choice.randint(minutes[0] * 60, minutes[1] * 60)
    model = choice.choice(list(load_pads().values())) if choice.random() < 0.4 else any_pad(choice.randrange(10_000))
    # A sensor that reports every second costs the time of ten episodes and finds no more.
    report_s = choice.choices((1.0, 5.0, 10.0, 30.0, 40.0), (1, 4, 12, 12, 4))[0]
    model = replace(model, report_s=report_s, power_report_s=choice.choice((5.0, 10.0, 30.0)))
    electronic = choice.random() < 0.1
    data: dict[str, Any] = {"rated_power": model.rated_power_w}
    if electronic:
        data["controller"] = "electronic"
    if choice.random() < 0.1:
        data["sensor_placement"] = "inside"
    writer = _Writer(choice, length_s)
    writer.write()
    return Episode(
        seed=seed,
        number=number,
        length_s=length_s,
        start=choice.choice(STARTS),
        model=model,
        sensor=choice.random() < 0.75,
        meter=choice.random() < 0.6,
        meter_apart=choice.random() < 0.2,
        armed=choice.random() < 0.3,
        data=data,
        options=_options(choice),
        happenings=tuple(sorted(writer.happenings, key=lambda each: each.at_s)),
    )


def _options(choice: random.Random) -> dict[str, Any]:
    """Options as people set them, and as broken files hold them."""
    options: dict[str, Any] = {}

    def maybe(key: str, *values: Any, chance: float = 0.15) -> None:
        if choice.random() < chance:
            options[key] = choice.choice(values)

    maybe("session_minutes", 5, 10, 30, 90, -5, "long", float("nan"), None)
    maybe("ramp_minutes", 3, 10, 0, -1, 1e9)
    maybe("level", "low", "high", "boiling")
    maybe("rest_minutes", 30, -60, 1e9)
    maybe("heated_minutes_a_day", 15, 120, 9999, -1, float("inf"))
    maybe("sessions_a_day", 1, 4, 99)
    maybe("soft_limit", 38, 43, 99)
    maybe("sensor_silence", 30, 120, 9999)
    maybe("unattended_start", "allow", "refuse", "confirm", chance=0.3)
    maybe("confirm_start", True)
    maybe("confirm_barrier", True, "yes")
    maybe("check_in", True)
    maybe("adopt", True)
    return options


class _Writer:
    """Writes the story of one episode."""

    def __init__(self, choice: random.Random, length_s: int) -> None:
        self.choice = choice
        self.length_s = length_s
        self.happenings: list[Happening] = []

    def put(self, at_s: float, what: str, **values: Any) -> None:
        """Let something happen; what lies after the end does not."""
        if 0 <= at_s < self.length_s:
            self.happenings.append(Happening(at_s=int(at_s), what=what, values=values))

    def write(self) -> None:
        """Some sessions with people around them, and trouble of a few kinds."""
        choice = self.choice
        at_s = float(choice.choice((5, 20, 60)))
        moments: list[float] = []
        while at_s < self.length_s:
            moments.append(at_s)
            at_s = self.session(at_s)
        kinds = choice.sample(_TROUBLE, choice.randint(1, 4))
        for _ in range(choice.randint(1, 8)):
            trouble = choice.choice(kinds)
            # Trouble comes soon after something began more often than in the quiet.
            near = choice.choice(moments) + choice.expovariate(1 / 120)
            trouble(self, near if choice.random() < 0.75 else choice.uniform(0, self.length_s))

    def start_values(self) -> dict[str, Any]:
        """What somebody asks for with a start."""
        choice = self.choice
        values: dict[str, Any] = {"attended": choice.random() < 0.85}
        if choice.random() < 0.6:
            values["minutes"] = choice.choice((1, 1.5, 2, 5, 5, 10, 15, 20, 25, 30, 90))
        if choice.random() < 0.3:
            values["temperature"] = choice.choice((35, 37, 38, 39, 40, 41, 45))
        elif choice.random() < 0.3:
            values["level"] = choice.choice(("low", "medium", "high"))
        return values

    def session(self, at_s: float) -> float:
        """Somebody starts, and people meddle; returns when the next one comes by."""
        choice = self.choice
        self.put(at_s, "start", **self.start_values())
        if choice.random() < 0.15:
            # The other person, with the other card.
            self.put(at_s + choice.choice((0, 0, 1, 5)), "start", **self.start_values())
        length_s = choice.choice((3, 20, 60, 90, 119, 180, 300, 600, 1500))
        for _ in range(choice.choice((0, 0, 1, 1, 2, 4))):
            moment_s = at_s + choice.uniform(0, length_s)
            attended = choice.random() < 0.85
            match choice.choice(("extend", "pause", "confirm", "level", "goal", "start", "confirm")):
                case "extend":
                    self.put(moment_s, "extend", minutes=choice.choice((5, 5, 10, 30)))
                case "pause":
                    self.put(moment_s, "pause")
                    for _ in range(choice.choice((0, 1, 1, 2))):
                        moment_s += choice.choice((1, 10, 60, 200, 310))
                        self.put(moment_s, "resume", attended=attended)
                case "level":
                    self.put(moment_s, "level", level=choice.choice(("low", "medium", "high")))
                case "goal":
                    self.put(moment_s, "goal", temperature=choice.choice((35, 37, 39, 41)))
                case "start":
                    self.put(moment_s, "start", **self.start_values())
                case _:
                    self.put(moment_s, "confirm", attended=attended)
        if choice.random() < 0.5:
            self.put(at_s + choice.choice((2, 5, 10)), "confirm", attended=True)
        end_s = at_s + length_s
        if choice.random() < 0.75:
            self.put(end_s, "stop")
            if choice.random() < 0.35:
                self.put(end_s + choice.choice((0, 1, 5, 30, 200, 299, 301)), "resume", attended=choice.random() < 0.8)
        if choice.random() < 0.3:
            self.put(end_s + choice.choice((5, 30, 120)), "acknowledge")
        return end_s + choice.choice((5, 30, 60, 120, 400, 900, 3600))

    def on_and_off(self, at_s: float, what: str, on: dict[str, Any], off: dict[str, Any], longest_s: float) -> None:
        """Something is wrong for a while."""
        self.put(at_s, what, **on)
        self.put(at_s + self.choice.choice((1, 3, 8, 12, 29, 31, 45, 90, longest_s)), what, **off)


# -- kinds of trouble --------------------------------------------------------------


def _foreign(writer: _Writer, at_s: float) -> None:
    """Somebody uses the plug's button, or its switch in Home Assistant."""
    choice = writer.choice
    for _ in range(choice.choice((1, 1, 2, 4))):
        writer.put(at_s, choice.choice(("press", "press", "foreign_call")), on=choice.random() < 0.7)
        at_s += choice.choice((1, 3, 8, 19, 21, 60, 120))


def _drop_out(writer: _Writer, at_s: float) -> None:
    """The plug is gone, for a moment or for long, once or flapping."""
    choice = writer.choice
    style = choice.choice(("short", "long", "flapping", "quick"))
    if style in ("short", "long"):
        gone_s = choice.choice((1, 5, 15, 29)) if style == "short" else choice.choice((31, 60, 200, 900))
        writer.put(at_s, "plug", available=False)
        writer.put(at_s + gone_s, "plug", available=True)
        return
    step_s = 20 if style == "flapping" else choice.choice((2, 5, 8))
    for _ in range(choice.randint(3, 12)):
        writer.put(at_s, "plug", available=False)
        at_s += step_s
        writer.put(at_s, "plug", available=True)
        at_s += step_s


def _attributes(writer: _Writer, at_s: float) -> None:
    """The plug's state says the same again and again, with other attributes."""
    for index in range(writer.choice.randint(5, 40)):
        writer.put(at_s, "attributes", rssi=-40 - index)
        at_s += writer.choice.choice((1, 2, 10, 20))


def _commands(writer: _Writer, at_s: float) -> None:
    """Commands get lost, come late or twice, fail, or hang."""
    choice = writer.choice
    key, bad, good = choice.choice(
        (
            ("lose_commands", True, False),
            ("lose_commands", True, False),
            ("delay_commands_s", choice.choice((2.0, 7.0, 25.0)), 0.0),
            ("repeat_commands", True, False),
            ("raise_commands", True, False),
            ("slow_call_s", choice.choice((3.0, 9.0, 15.0)), 0.0),
        )
    )
    writer.on_and_off(at_s, "link", {key: bad}, {key: good}, 600)


def _reports(writer: _Writer, at_s: float) -> None:
    """Reports of the plug get lost, come late or twice."""
    choice = writer.choice
    key, bad, good = choice.choice(
        (
            ("lose_reports", True, False),
            ("delay_reports_s", choice.choice((2.0, 6.0, 15.0, 40.0)), 0.0),
            ("repeat_reports", True, False),
        )
    )
    writer.on_and_off(at_s, "link", {key: bad}, {key: good}, 600)


def _relay(writer: _Writer, at_s: float) -> None:
    """The relay sticks: honestly, or saying off while power flows."""
    choice = writer.choice
    fault = choice.choice(("plug_ignores_off", "relay_stuck_on"))
    writer.put(at_s, "fail", fault=fault)
    if choice.random() < 0.7:
        writer.put(at_s + choice.choice((5, 20, 40, 100, 400)), "mend", fault=fault)


def _thermometer(writer: _Writer, at_s: float) -> None:
    """The temperature sensor fails, in any way."""
    choice = writer.choice
    values = choice.choice(
        (
            {"silent": True},
            {"silent": True},
            {"frozen": True},
            {"frozen": True},
            {"says": "unavailable"},
            {"says": "unknown"},
            {"says": "nan"},
            {"says": "inf"},
            {"says": "warm"},
            {"says": "5"},
            {"says": "61"},
            {"says": "-127"},
            {"says": "85"},
            {"says": "46"},
            {"says": "44"},
            {"offset": 12.0},
            {"offset": -12.0},
            {"offset": -6.0},
            {"offset": 4.0},
        )
    )
    writer.put(at_s, "thermometer", **values)
    if choice.random() < 0.6:
        writer.put(at_s + choice.choice((1, 10, 45, 70, 130, 400)), "thermometer_mended")


def _fallen_off(writer: _Writer, at_s: float) -> None:
    """The sensor lies beside the pad, or the pad's own electronics are off."""
    fault = writer.choice.choice(("sensor_fallen_off", "controller_off"))
    writer.put(at_s, "fail", fault=fault)
    if writer.choice.random() < 0.4:
        writer.put(at_s + writer.choice.choice((60, 300, 700)), "mend", fault=fault)


def _meter(writer: _Writer, at_s: float) -> None:
    """The meter is lost, stale or wrong."""
    choice = writer.choice
    values = choice.choice(
        (
            {"silent": True},
            {"says": "unavailable"},
            {"says": "nan"},
            {"says": "0"},
            {"says": "30"},
            {"factor": 3.0},
        )
    )
    writer.put(at_s, "meter", **values)
    writer.put(at_s + choice.choice((5, 20, 60, 600)), "meter_mended")


def _clock(writer: _Writer, at_s: float) -> None:
    """The wall clock jumps."""
    choice = writer.choice
    if choice.random() < 0.2:
        writer.put(at_s, "clock_1970")
        writer.put(at_s + choice.choice((5, 60, 600)), "clock_true")
        return
    seconds = choice.choice((3600, 600, 90, 30, 5, 86_400)) * choice.choice((1, -1))
    writer.put(at_s, "clock_step", seconds=seconds)
    if choice.random() < 0.4:
        writer.put(at_s + choice.choice((1, 60, 300)), "clock_true")


def _suspend(writer: _Writer, at_s: float) -> None:
    """The machine sleeps."""
    writer.put(at_s, "suspend", seconds=writer.choice.choice((5, 40, 130, 300, 1300)))


def _restart(writer: _Writer, at_s: float) -> None:
    """Home Assistant stops and starts, in order or killed; others change things meanwhile."""
    choice = writer.choice
    down_s = choice.choice((2, 10, 60, 200, 400))
    writer.put(at_s, choice.choice(("shut_down", "kill", "kill")))
    back_s = at_s + down_s + (20 if down_s < 30 else 0)
    for _ in range(choice.choice((0, 0, 0, 1, 2))):
        moment_s = choice.uniform(at_s + 1, back_s)
        match choice.choice(("press", "clock", "mains", "boot_id", "press")):
            case "press":
                writer.put(moment_s, "press", on=choice.random() < 0.7)
            case "clock":
                writer.put(moment_s, "clock_step", seconds=choice.choice((-3600, -120, 120, 3600)))
            case "mains":
                writer.put(moment_s, "mains_lost")
                writer.put(moment_s + 5, "mains_back", on=choice.random() < 0.5)
            case _:
                writer.put(back_s - 1, "machine_restart")
    writer.put(
        back_s,
        "boot",
        plug_after_s=choice.choice((0, 0, 3, 15, 60)),
        started_after_s=choice.choice((1, 5, 30)),
        restored=choice.random() < 0.5,
    )
    if choice.random() < 0.6:
        writer.put(back_s + choice.choice((1, 8, 20, 40)), choice.choice(("resume", "start", "start")), attended=True)


def _reload(writer: _Writer, at_s: float) -> None:
    """The entry is reloaded, disabled, or removed and added again."""
    choice = writer.choice
    if choice.random() < 0.5:
        writer.put(at_s, "reload")
    else:
        writer.put(at_s, choice.choice(("remove", "unload")))
        writer.put(at_s + choice.choice((6, 10, 60)), "add")
    if choice.random() < 0.5:
        writer.put(at_s + choice.choice((0, 1, 7, 15)), choice.choice(("resume", "start")), attended=True)


def _registry(writer: _Writer, at_s: float) -> None:
    """The plug's entity is renamed, or goes and comes back."""
    choice = writer.choice
    if choice.random() < 0.5:
        writer.put(at_s, "rename_plug")
        return
    writer.put(at_s, "remove_plug")
    writer.put(at_s + choice.choice((1, 10, 45, 200)), "return_plug")


def _disk(writer: _Writer, at_s: float) -> None:
    """The disk is full, or slow."""
    choice = writer.choice
    if choice.random() < 0.6:
        writer.put(at_s - choice.choice((0, 5, 60)), "disk_full", full=True)
        writer.put(at_s + choice.choice((5, 60, 300)), "disk_full", full=False)
    else:
        writer.put(at_s - choice.choice((0, 5)), "disk_slow", seconds=choice.choice((0.5, 3.0, 12.0)))
        writer.put(at_s + choice.choice((20, 120)), "disk_slow", seconds=0.0)


def _files(writer: _Writer, at_s: float) -> None:
    """The record is damaged, lost or replaced by an older one while Home Assistant is down."""
    choice = writer.choice
    writer.put(at_s - choice.choice((30, 200, 600)), "backup")
    writer.put(at_s, choice.choice(("shut_down", "kill")))
    at_s += 22
    writer.put(at_s, choice.choice(("corrupt", "restore_backup", "restore_backup")), how=choice.randrange(6))
    writer.put(at_s + 1, "boot", plug_after_s=choice.choice((0, 3)), started_after_s=2, restored=False)
    writer.put(at_s + choice.choice((10, 15)), choice.choice(("resume", "start")), attended=True)


def _mains(writer: _Writer, at_s: float) -> None:
    """The plug loses mains and starts again, on or off."""
    writer.put(at_s, "mains_lost")
    writer.put(at_s + writer.choice.choice((2, 10, 40)), "mains_back", on=writer.choice.random() < 0.5)


def _broker(writer: _Writer, at_s: float) -> None:
    """The broker is gone: the plug is unavailable, and commands fail."""
    writer.put(at_s, "link", raise_commands=True)
    writer.put(at_s + writer.choice.choice((0, 1, 30)), "plug", available=False)
    back_s = at_s + 31 + writer.choice.choice((1, 10, 60, 300))
    writer.put(back_s, "link", raise_commands=False)
    writer.put(back_s + writer.choice.choice((0, 1)), "plug", available=True)


def _options_changed(writer: _Writer, at_s: float) -> None:
    """Somebody changes the pad's options."""
    writer.put(at_s, "options", options=_options(writer.choice))


type Trouble = Callable[[_Writer, float], None]

_TROUBLE: list[Trouble] = [
    _foreign,
    _drop_out,
    _attributes,
    _commands,
    _commands,
    _reports,
    _reports,
    _relay,
    _thermometer,
    _thermometer,
    _fallen_off,
    _meter,
    _clock,
    _suspend,
    _restart,
    _restart,
    _reload,
    _registry,
    _disk,
    _files,
    _mains,
    _broker,
    _options_changed,
]
