"""A pad on a smart plug with a thermometer under the cover, and what can go wrong with the three.

The relay follows the last command, except while a fault keeps it closed; when that fault is taken back the relay
follows again. Time is handed in, so this file knows neither Home Assistant nor a clock.
"""

from dataclasses import dataclass
from enum import StrEnum

from .plant import COVERED, UNCOVERED, Material, Temperatures, advance, at_rest


class Fault(StrEnum):
    """What is broken."""

    NONE = "none"
    RELAY_STUCK_ON = "relay_stuck_on"
    RELAY_WELDED_REPORTS_OFF = "relay_welded_reports_off"
    PLUG_UNAVAILABLE = "plug_unavailable"
    SENSOR_FROZEN = "sensor_frozen"
    SENSOR_SILENT = "sensor_silent"
    SENSOR_FELL_OFF = "sensor_fell_off"
    CONTROLLER_OFF = "controller_off"


_RELAY_STAYS_CLOSED = {Fault.RELAY_STUCK_ON, Fault.RELAY_WELDED_REPORTS_OFF}


@dataclass(slots=True, kw_only=True)
class SimulatedPad:
    """Plug, pad and thermometer as they really are."""

    rated_power_w: float
    material: Material
    temperatures: Temperatures
    fault: Fault = Fault.NONE
    told_on: bool = False
    relay_closed: bool = False

    @classmethod
    def cold(cls, rated_power_w: float, *, covered: bool) -> SimulatedPad:
        """Make a pad that has not been used for hours."""
        material = COVERED if covered else UNCOVERED
        return cls(rated_power_w=rated_power_w, material=material, temperatures=at_rest(material))

    @property
    def plug_reachable(self) -> bool:
        """Whether the plug hears commands and is heard."""
        return self.fault is not Fault.PLUG_UNAVAILABLE

    @property
    def reports_on(self) -> bool:
        """What the plug says about its relay."""
        return self.told_on if self.fault is Fault.RELAY_WELDED_REPORTS_OFF else self.relay_closed

    @property
    def power_w(self) -> float:
        """Power that flows into the pad."""
        return self.rated_power_w if self.relay_closed and self.fault is not Fault.CONTROLLER_OFF else 0.0

    @property
    def thermometer_reports(self) -> bool:
        """Whether the thermometer still sends anything."""
        return self.fault is not Fault.SENSOR_SILENT

    @property
    def thermometer_measures(self) -> bool:
        """Whether what it sends is new."""
        return self.fault not in {Fault.SENSOR_SILENT, Fault.SENSOR_FROZEN}

    def tell(self, *, on: bool) -> None:
        """Carry out a command that reached the plug."""
        self.told_on = on
        self._move_relay()

    def break_with(self, fault: Fault) -> None:
        """Replace the present fault, or repair everything with `none`."""
        self.fault = fault
        self._move_relay()

    def pass_time(self, duration_s: float) -> None:
        """Heat up or cool down."""
        self.temperatures = advance(
            self.material,
            self.temperatures,
            power_w=self.power_w,
            duration_s=duration_s,
            sensor_in_room=self.fault is Fault.SENSOR_FELL_OFF,
        )

    def _move_relay(self) -> None:
        stuck = self.relay_closed and self.fault in _RELAY_STAYS_CLOSED
        self.relay_closed = self.told_on or stuck
