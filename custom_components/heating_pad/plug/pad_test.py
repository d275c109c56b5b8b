"""The guided test of a pad: on, watts, off, on again, watts back? And how its sensor reports.

A pad with a slider heats again when its plug comes back on; one with an electronic control
forgets its setting. Watts that come back tell them apart. Without a meter the
sensor has to do: a pad that goes on getting warmer in the second ON has come back.

The plug is on for less than three minutes in all. Whatever happens ends in OFF.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import median

from homeassistant.core import HomeAssistant, State, callback

from ..clock import Clock
from ..engine.limits import RATED_POWER_RANGE_W, SENSOR_LAG_LATE_S
from ..engine.models import Controller
from .auto_off import AutoOffError
from .off_keeper import OffKeeper
from .readings import power_w, temperature_c
from .source import EntityReference, SourceEntity

WATTS_MIN = 10.0
WATTS_WITHIN_S = 60.0
WARM_S = 75.0
"""First ON; a pad of 40 W warms its surface by about 2 °C meanwhile (own calculation)."""
OFF_S = 10.0
AGAIN_S = 40.0
FOLLOW_S = 10.0
OFF_PROVED_S = 15.0
ARMED_S = 105.0
NOTICED_C = 0.5
"""A rise no noise makes."""


class PadTestStep(StrEnum):
    """What the test is doing."""

    WARM = "warm"
    OFF = "off"
    AGAIN = "again"


class PadTestProblem(StrEnum):
    """Why the test found out nothing; also the translation key."""

    PLUG_LOST = "pad_test_plug_lost"
    NO_WATTS = "pad_test_no_watts"
    """On, and the pad draws nothing: not plugged in, or its own switch is off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PadTestResult:
    """What the test has found out; None where it could not."""

    controller: Controller | None = None
    rated_power_w: float | None = None
    sensor_lag_s: float | None = None
    """How late the sensor shows warmth, in seconds; never below that of an ordinary probe."""
    sensor_every_s: float | None = None
    """Usual time between two reports, in seconds."""
    problem: PadTestProblem | None = None


class PadTest:
    """One test of one pad."""

    def __init__(
        self,
        hass: HomeAssistant,
        clock: Clock,
        keeper: OffKeeper,
        name: str,
        temperature: EntityReference | None,
        power: EntityReference | None,
        progress: Callable[[PadTestStep], None],
    ) -> None:
        """Prepare a test of the pad behind a plug."""
        self._clock = clock
        self._keeper = keeper
        self._name = name
        self._power = power
        self._progress = progress
        self._temperatures: list[tuple[float, float]] = []
        self._powers: list[tuple[float, float]] = []
        self._sources = [
            SourceEntity(hass, reference, heard)
            for reference, heard in ((temperature, self._heard_temperature), (power, self._heard_power))
            if reference is not None
        ]
        self._cold = self._sources[0] if temperature is not None else None
        self._cold_c: float | None = None
        """What the sensor said before any heat."""
        self._metered = power is not None
        self._sensed = temperature is not None

    @callback
    def _heard_temperature(self, state: State | None) -> None:
        value_c = temperature_c(state)
        if value_c is not None:
            self._temperatures.append((self._now_s, value_c))

    @callback
    def _heard_power(self, state: State | None) -> None:
        drawn_w = power_w(state)
        if drawn_w is not None:
            self._powers.append((self._now_s, drawn_w))

    @property
    def _now_s(self) -> float:
        return self._clock.now().boot_s

    async def async_run(self) -> PadTestResult:
        """Test the pad; its plug is off afterwards, or the keeper goes on telling it."""
        self._keeper.attach(self, self._name, self._power)
        for source in self._sources:
            source.start()
        if self._cold is not None:
            self._cold_c = temperature_c(self._cold.state)
        try:
            return await self._async_steps()
        except AutoOffError:
            return PadTestResult(problem=PadTestProblem.PLUG_LOST)
        finally:
            self._keeper.turn_off()
            self._keeper.detach(self)
            for source in self._sources:
                source.stop()

    # The keeper tells these to whoever runs the plug; the test looks by itself.

    @callback
    def plug_reported(self, *, on: bool | None) -> None:
        """The plug said something."""

    @callback
    def off_confirmed(self) -> None:
        """The OFF asked for is proved."""

    @callback
    def off_unconfirmed(self) -> None:
        """The OFF asked for is not proved in time; the keeper has told people."""

    @callback
    def stuck_on(self) -> None:
        """The plug is stuck; the keeper has told people."""

    async def _async_steps(self) -> PadTestResult:
        if not await self._async_off():
            return PadTestResult(problem=PadTestProblem.PLUG_LOST)
        self._progress(PadTestStep.WARM)
        on_s = await self._async_on()
        if on_s is None:
            return PadTestResult(problem=PadTestProblem.PLUG_LOST)
        await asyncio.sleep(WARM_S)
        drawn_w = self._drawn_w(on_s)
        if self._metered and drawn_w is None:
            return PadTestResult(problem=PadTestProblem.NO_WATTS)
        self._progress(PadTestStep.OFF)
        if not await self._async_off():
            return PadTestResult(problem=PadTestProblem.PLUG_LOST)
        await asyncio.sleep(OFF_S)
        self._progress(PadTestStep.AGAIN)
        again_s = await self._async_on()
        if again_s is None:
            return PadTestResult(problem=PadTestProblem.PLUG_LOST)
        await asyncio.sleep(AGAIN_S)
        low_w, high_w = RATED_POWER_RANGE_W
        return PadTestResult(
            controller=self._controller(again_s),
            rated_power_w=None if drawn_w is None else min(max(round(drawn_w), low_w), high_w),
            sensor_lag_s=self._lag_s(on_s),
            sensor_every_s=self._every_s(),
        )

    async def _async_off(self) -> bool:
        self._keeper.turn_off()
        return await self._keeper.async_wait_off(OFF_PROVED_S)

    async def _async_on(self) -> float | None:
        """Switch on, armed where that is known to work; the moment it followed, None when it did not."""
        await self._keeper.async_turn_on(ARMED_S if self._keeper.auto_off is not None else None)
        for _ in range(int(FOLLOW_S)):
            if self._keeper.report.on:
                return self._now_s
            await asyncio.sleep(1.0)
        return None

    def _drawn_w(self, since_s: float) -> float | None:
        drawn = [watts for at_s, watts in self._powers if at_s > since_s and watts >= WATTS_MIN]
        return median(drawn) if drawn else None

    def _controller(self, again_s: float) -> Controller | None:
        """Judge by what comes back after a break: watts, else warmth."""
        if self._metered:
            return Controller.ELECTRONIC if self._drawn_w(again_s) is None else Controller.MECHANICAL
        later = [value_c for at_s, value_c in self._temperatures if at_s > again_s + AGAIN_S / 2]
        if not self._sensed or len(later) < 2:  # noqa: PLR2004 - a change needs two
            return None
        return Controller.MECHANICAL if later[-1] > later[0] else None

    def _every_s(self) -> float | None:
        gaps = [later - earlier for (earlier, _), (later, _) in pairwise(self._temperatures)]
        return median(gaps) if gaps else None

    def _lag_s(self, on_s: float) -> float | None:
        """Find how late the sensor shows the first warmth.

        A pad's own inertia and its sensor's cannot be told apart in so short a test, so the answer
        is never below the lag of an ordinary probe: a guess on the quick side would overshoot.
        """
        if self._cold_c is None:
            return None
        warm_c = self._cold_c + NOTICED_C
        noticed = next((at_s for at_s, value_c in self._temperatures if at_s > on_s and value_c >= warm_c), None)
        return None if noticed is None else max(noticed - on_s, SENSOR_LAG_LATE_S)
