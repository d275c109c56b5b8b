"""What is behind every plug: relay contacts, a heating pad, a meter, mains, and the record of what really happened."""

import time
from dataclasses import dataclass, field, replace
from typing import Any

from tests.simulation.plants import SimulatedPad, load_pads


def make_pad(name: str, *, seed: int) -> SimulatedPad:
    """Return a named pad whose relay follows at once: the delay is the plug's, not the pad's."""
    return SimulatedPad(replace(load_pads()[name], response_s=0.0), seed=seed)


@dataclass(slots=True)
class Outlet:
    """Contacts that follow the coil unless they cannot, and the pad they switch."""

    pad: SimulatedPad
    speed: float = 1.0
    """How many times faster the pad warms and cools."""
    held: bool | None = None
    """Fault: contacts stay closed (welded) or open, whatever the coil does."""
    mains: bool = True
    closed: bool = False
    energy_wh: float = 0.0
    history: list[dict[str, Any]] = field(default_factory=list)
    _coil: bool = False
    _stepped_s: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        """Begin the record."""
        self._record()

    def step(self) -> float:
        """Bring the pad to this moment; returns the watts that flowed."""
        now_s = time.monotonic()
        elapsed_s, self._stepped_s = now_s - self._stepped_s, now_s
        power_w = self.pad.power_w
        self.pad.advance(elapsed_s * self.speed)
        self.energy_wh += power_w * elapsed_s / 3600
        return power_w

    def drive(self, *, coil: bool) -> None:
        """Let the contacts follow the coil."""
        self._coil = coil
        self.settle()

    def settle(self) -> None:
        """Bring the contacts to where coil, faults and mains want them."""
        closed = (self._coil if self.held is None else self.held) and self.mains
        if closed != self.closed:
            self.closed = closed
            self.pad.command(on=closed)
            self._record()

    def truth(self) -> dict[str, Any]:
        """Return what an observer at the plug sees; the same keys for every family."""
        return {
            "at": time.time(),
            "relay": self.closed,
            "relay_history": self.history,
            "powered": self.mains,
            "power_w": self.pad.power_w,
            "surface_c": self.pad.surface_c,
            "skin_c": self.pad.skin_c,
        }

    def _record(self) -> None:
        self.history.append({"at": time.time(), "on": self.closed})
