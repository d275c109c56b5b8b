"""The second pair of eyes of one pad (S6).

It has its own tick (2 s while a session or an unproved OFF is open, none when idle), its
own readings and its own copy of the deadlines, and calls the keeper itself. It asks the
pad for nothing. An exception in it ends in OFF like every other doubt.
"""

import logging
from collections.abc import Callable

from homeassistant.core import HomeAssistant, callback

from .clock import Clock
from .engine import safety
from .engine.models import Caution, PadSettings, StopReason
from .plug.off_keeper import OffKeeper
from .wakeup import Wakeup

_LOGGER = logging.getLogger(__name__)

TICK_S = 2.0


class Guard:
    """Watches one pad and switches it off."""

    def __init__(
        self,
        hass: HomeAssistant,
        clock: Clock,
        settings: PadSettings,
        keeper: OffKeeper,
        tripped: Callable[[StopReason], None],
        cautioned: Callable[[Caution], None],
    ) -> None:
        """Prepare the guard; `tripped` learns why it switched off, `cautioned` what may come to that."""
        self._clock = clock
        self._settings = settings
        self._keeper = keeper
        self._tripped = tripped
        self._cautioned = cautioned
        self._caution: Caution | None = None
        self._watch = safety.Watch()
        self._readings = safety.Readings()
        self._told: StopReason | None = None
        self._tick = Wakeup(hass, clock, "heating pad: guard", self._ticked)

    @callback
    def change_settings(self, settings: PadSettings) -> None:
        """Judge by changed settings from now on."""
        self._settings = settings

    @property
    def readings(self) -> safety.Readings:
        """What the guard has seen."""
        return self._readings

    @callback
    def stop(self) -> None:
        """End the tick."""
        self._tick.cancel()

    @callback
    def watch(self, watch: safety.Watch) -> None:
        """Take a new copy of what is allowed."""
        if watch.commanded_s != self._watch.commanded_s:
            self._readings = safety.saw_command(self._readings)
        self._watch = watch
        if self._awake and not self._tick.running:
            self._tick.at(self._clock.now().boot_s + TICK_S)

    @property
    def _awake(self) -> bool:
        return self._watch.session_id is not None or self._watch.testing is not None or self._keeper.pending

    @callback
    def saw_temperature(self, value_c: float | None) -> None:
        """Take a reading of the temperature sensor."""
        self._look(lambda: safety.saw_temperature(self._settings, self._readings, value_c, self._clock.now()))

    @callback
    def saw_sensor_alive(self) -> None:
        """Another entity of the sensor's device reported."""
        self._look(lambda: safety.saw_sensor_alive(self._readings, self._clock.now()))

    @property
    def reason(self) -> StopReason | None:
        """What it switched the plug off for, as long as that holds."""
        return self._told

    @callback
    def saw_power(self, power_w: float | None) -> None:
        """Take a reading of the power sensor."""
        self._look(lambda: safety.saw_power(self._readings, power_w, self._clock.now()))

    @callback
    def saw_plug(self, *, on: bool | None) -> None:
        """Take a report of the plug."""
        self._look(lambda: safety.saw_plug(self._readings, on=on, now=self._clock.now()))

    @callback
    def _ticked(self) -> None:
        self._look(lambda: safety.tick(self._settings, self._watch, self._readings, self._clock.now()))
        if self._awake:
            self._tick.at(self._clock.now().boot_s + TICK_S)

    @callback
    def _look(self, see: Callable[[], safety.Readings]) -> None:
        """See something, judge, and act; a fault of our own ends in OFF too."""
        try:
            self._readings = see()
            reason = safety.verdict(self._settings, self._watch, self._readings, self._clock.now())
        except Exception:
            # The one supervisor of the guard: whatever went wrong, the pad goes off.
            _LOGGER.exception("The guard failed; the pad is switched off")
            reason = StopReason.INTERNAL_ERROR
        if reason is None:
            self._told = None
            self._look_ahead()
            return
        # While the keeper repeats OFF, telling it again with each report would only flood the plug.
        if reason is self._told and (self._quiet or self._keeper.pending):
            return
        self._told = reason
        if reason is StopReason.STUCK_ON:
            self._keeper.turn_off(prove_by_power=True)
        elif not self._keeper.pending:
            self._keeper.turn_off()
        self._tripped(reason)

    @callback
    def _look_ahead(self) -> None:
        """Say once what may become a reason to stop."""
        caution = safety.caution(self._settings, self._watch, self._readings)
        if caution is not None and caution is not self._caution:
            self._cautioned(caution)
        self._caution = caution

    @property
    def _quiet(self) -> bool:
        """Nothing is on and nothing is open: a reason told once need not be told again."""
        return self._watch.session_id is None and not self._watch.commanded_on and self._keeper.report.on is not True
