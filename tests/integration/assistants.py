"""What assistants say, in any order, and what must hold whatever they say.

An order is a list of sentences with time between them. `Observer` looks at the plug's contact,
at the commands it gets and at what the pad announces; it knows which sentences asked for heat
and which for off, and nothing else.

`ASSISTANTS_SEED` in the environment replays an earlier run, `ASSISTANTS_ORDERS` sets how many
orders are tried (100 without it).
"""

import os
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum, auto

from homeassistant.components import persistent_notification
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir

from tests.integration.home import Home

SEED = int(os.environ.get("ASSISTANTS_SEED", "0")) or random.SystemRandom().randrange(1, 2**31)
ORDERS = int(os.environ.get("ASSISTANTS_ORDERS", "100"))
FEW = ORDERS < 100
"""Then it may well be that none of them leads to heat."""
_PARTS = 4
PARTS = [range(part, ORDERS, _PARTS) for part in range(_PARTS)]
"""The numbers of the orders, in parts that can run side by side."""

CAP_S = 20 * 60
"""Longest session on a plug whose countdown is not verified (docs/limits.md)."""
PAUSES_S = 5 * 60
CAP_C = 39.0
SURFACE_MAX_C = 43.0
"""The soft limit; how far control may overshoot a goal is judged in tests/simulation."""
LOW_START_S = 3 * 60
REACTION_S = 2.0
DAY_S = 24 * 3600
SETTLES_S = 20.0
"""How long simulated time goes second by second after a sentence; then in steps of `COARSE_S`."""
COARSE_S = 5.0
GRACE_S = COARSE_S + 1.0

_OPENS = {"started"}
_CLOSES = {"finished", "stopped", "fault"}


class Wish(Enum):
    """What a sentence asks for, as far as heat goes."""

    HEAT = auto()
    OFF = auto()
    NEITHER = auto()


@dataclass(frozen=True, slots=True)
class Directive:
    """One request an assistant sends."""

    text: str
    wish: Wish
    send: Callable[[], Awaitable[object]]


type Sentence = tuple[Directive, ...]
"""One thing said to an assistant, as the directives it sends for it, one right after the other."""


type Vocabulary = Callable[[random.Random], Sentence]
"""Chooses what an assistant says next."""


@dataclass(slots=True)
class Observer:
    """What must hold in every second: bounded, announced, ramped; off wins."""

    home: Home
    wrong: list[str] = field(default_factory=list)
    sessions: int = 0
    refused: int = 0
    heated_s: float = 0.0
    """Seconds with the contact closed, over all orders."""
    hottest_c: float = 0.0
    """Warmest surface in a session."""

    _wanted: bool = False
    _open: bool = False
    _begun_s: float = 0.0
    _contact_s: float = 0.0
    _off_s: float | None = None
    _idle_since_s: float | None = None
    _seen_events: int = 0
    _unannounced: bool = False
    _last_s: float = 0.0

    def __post_init__(self) -> None:
        """Begin to look."""
        self._last_s = self.now_s
        self.home.plug.before_command.append(self._command)
        self.home.every_second.append(self.look)

    @property
    def now_s(self) -> float:
        """Boot time."""
        return self.home.clock.boot_s

    def stop(self) -> None:
        """Look no more."""
        self.home.plug.before_command.remove(self._command)
        self.home.every_second.remove(self.look)

    async def send(self, directive: Directive) -> None:
        """Let a directive be sent, and know what it asks for: heat from now on, off once it has arrived."""
        self._hear_events()
        if directive.wish is Wish.HEAT:
            self._wanted = True
            self._off_s = None
        await directive.send()
        self._hear_events()
        if directive.wish is Wish.OFF:
            self._wanted = False
            self._off_s = self.now_s

    def answered(self, wish: Wish) -> None:
        """Note that all that follows from a sentence has happened: what was refused is no wish any more."""
        self._hear_events()
        self._must_be_announced()
        waits = self.home.value("phase") in {"waiting", "paused"}
        if self._wanted and not self._open and not waits:
            self._wanted = False
            self.refused += wish is Wish.HEAT
        if self._off_s is not None and (self._open or self.home.climate.state != "off"):
            self._blame("off was said, and the session goes on")

    def look(self) -> None:
        """Judge the second that has passed."""
        self._hear_events()
        self._must_be_announced()
        passed_s = self.now_s - self._last_s
        self._last_s = self.now_s
        heating = self.home.pad.relay_on
        phase = self.home.value("phase")
        if heating:
            self._contact_s += passed_s
            self.heated_s += passed_s
        may_heat = self._open and phase in {"ramp", "hold"}
        if may_heat or not heating:
            self._idle_since_s = None
        elif self._idle_since_s is None:
            self._idle_since_s = self.now_s
        elif self.now_s - self._idle_since_s > REACTION_S:
            self._blame(f"heat in phase {phase}, session {'open' if self._open else 'closed'}")
        if self._off_s is not None and heating and self.now_s - self._off_s > REACTION_S:
            self._blame("heat after off")
        if self._open:
            self._judge_session(phase)

    def _judge_session(self, phase: str) -> None:
        lasts_s = self.now_s - self._begun_s
        if self._contact_s > CAP_S + GRACE_S or lasts_s > CAP_S + PAUSES_S + GRACE_S:
            self._blame(f"the session has lasted {lasts_s:.0f} s, {self._contact_s:.0f} of them on")
        if phase == "hold" and lasts_s < LOW_START_S:
            self._blame(f"no low start: hold after {lasts_s:.0f} s")
        goal_c = self.home.climate.attributes["temperature"]
        if goal_c > CAP_C:
            self._blame(f"a goal of {goal_c} °C")
        self.hottest_c = max(self.hottest_c, self.home.pad.surface_c)
        if self.home.pad.surface_c > SURFACE_MAX_C:
            self._blame(f"{self.home.pad.surface_c:.1f} °C on the surface")

    def _command(self, on: bool) -> None:
        self._hear_events()
        # The announcement follows in the same breath.
        self._unannounced = on and not self._open
        if on and not self._wanted:
            self._blame("ON that nobody has asked for")

    def _must_be_announced(self) -> None:
        if self._unannounced:
            self._blame("ON without an announced session")

    def _hear_events(self) -> None:
        for event in self.home.events[self._seen_events :]:
            kind = event["type"]
            if kind in _OPENS:
                if not self._wanted:
                    self._blame("a session began that nobody has asked for")
                if event["minutes"] * 60 > CAP_S:
                    self._blame(f"a session of {event['minutes']} minutes")
                self._open = True
                self._unannounced = False
                self._begun_s = self.now_s
                self._contact_s = 0.0
                self.sessions += 1
            elif kind in _CLOSES:
                self._open = False
                self._wanted = False
            if kind == "fault":
                self._blame(f"fault {event['reason']}")
        self._seen_events = len(self.home.events)

    def _blame(self, text: str) -> None:
        self.wrong.append(text)


async def run_orders(home: Home, name: str, vocabulary: Vocabulary, numbers: range) -> Observer:
    """Let an assistant say random things in random order, each order on a day of its own."""
    print(f"ASSISTANTS_SEED={SEED} ({name}, {numbers})")  # noqa: T201 - shown when it fails
    observer = Observer(home)
    for number in numbers:
        choice = random.Random(f"{SEED}:{name}:{number}")
        story = await _one_order(home, observer, choice, vocabulary)
        assert not observer.wrong, (
            f"{observer.wrong[0]}\nASSISTANTS_SEED={SEED}, order {number} of {name}:\n" + "\n".join(story)
        )
        home.clock.suspend(DAY_S)
        await home.run(15)
        _forget_notices(home)
    observer.stop()
    return observer


def _forget_notices(home: Home) -> None:
    """Clean up as people do, so that a hundred days do not pile up."""
    persistent_notification.async_dismiss_all(home.hass)
    assert not {key for (domain, key) in ir.async_get(home.hass).issues if domain == "heating_pad" and "stuck" in key}


async def _one_order(home: Home, observer: Observer, choice: random.Random, vocabulary: Vocabulary) -> list[str]:
    story: list[str] = []
    begun_s = home.clock.boot_s
    for _ in range(choice.randint(4, 14)):
        sentence = vocabulary(choice)
        text = ", ".join(directive.text for directive in sentence)
        story.append(f"{home.clock.boot_s - begun_s:6.0f} s  {text}  [{home.value('phase')}]")
        for directive in sentence:
            await observer.send(directive)
        if choice.random() < 0.35:
            # The next one follows at once, while this one is still being carried out.
            story[-1] += " …"
            continue
        await home.threads.settle()
        observer.answered(sentence[-1].wish)
        if observer.wrong:
            return story
        await _pass(home, choice.choice((0, 1, 1, 3, 10, 40, 90, 200, 400, 700, 1600)))
        if observer.wrong:
            return story
    await home.threads.settle()
    observer.answered(Wish.NEITHER)
    await _pass(home, 45 * 60 if choice.random() < 0.3 else 10)
    if home.climate.state == "heat":
        story.append("       the order ends: off at the screen")
        await observer.send(Directive("off", Wish.OFF, lambda: home.call("climate.turn_off")))
        await home.run(10)
    if home.pad.relay_on:
        observer.wrong.append("on at the end of the order")
    return story


async def _pass(home: Home, seconds: float) -> None:
    await home.run(min(seconds, SETTLES_S))
    if seconds > SETTLES_S:
        await home.run(seconds - SETTLES_S, step_s=COARSE_S)


def a_person_confirms(home: Home) -> Sentence:
    """Somebody presses the confirm button, whether or not something waits for it."""

    async def press() -> None:
        await home.threads.settle()
        with suppress(HomeAssistantError):
            await home.press("confirm")

    return (Directive("(a person presses confirm)", Wish.NEITHER, press),)


async def begun(home: Home) -> None:
    """Wait until the session that was asked for heats; a person confirms where nobody was seen to stand behind it."""
    await home.threads.settle()
    if home.value("phase") == "waiting":
        assert ("waiting", None) in home.announced
        assert home.plug.ons == 0 or not home.pad.relay_on
        await home.press("confirm")
    await home.run(3)
    assert home.value("phase") == "ramp"
    assert home.announced[-1] == ("started", None)
    assert home.pad.relay_on


async def off(home: Home) -> None:
    """See that the pad is off and stays off."""
    await home.threads.settle()
    assert home.climate.state == "off"
    await home.run(2)
    ons = home.plug.ons
    assert not home.pad.relay_on
    await home.run(5 * 60, step_s=COARSE_S)
    assert home.plug.ons == ons
    assert not home.pad.relay_on
    assert home.climate.state == "off"
