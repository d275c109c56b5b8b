"""Simulated pads on smart plugs: three heat stores, a late sensor, a plug that takes its time.

    q_es = (T_element - T_surface) / r_element_surface
    q_sk = (T_surface - T_skin) / r_surface_skin
    q_kb = (T_skin - 36.5) / (r_skin_body * (1 - 0.35 * v))      v: perfusion, 0..1
    q_ea = (T_element - t_ambient) / r_element_ambient
    dT_element = (P - q_es - q_ea) / c_element
    dT_surface = (q_es - q_sk) / c_surface
    dT_skin    = (q_sk - q_kb) / c_skin
    dv         = (clamp((T_skin - 39) / 3, 0, 1) - v) / 300
    dT_sensor  = (T_surface - T_sensor) / sensor_tau

Units: J/K, K/W, W, °C, s. Written apart from the engine's own model, so that one can be held
against the other. Nothing here was measured on a real pad. Without a body on it the surface
gives its heat to the air through 0.833 K/W.
"""

import json
import random
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

PADS_FILE = Path(__file__).parents[2] / "benchmarks" / "plants" / "pads.json"

BODY_C = 36.5
SKIN_START_C = 33.2
SURFACE_TO_AIR_K_PER_W = 0.833
STEP_S = 1.0
_NEVER = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class PadModel:
    """What one pad, its sensor and its plug are like."""

    name: str
    rated_power_w: float = 100.0
    c_element: float = 300.0
    c_surface: float = 160.0
    c_skin: float = 1500.0
    r_element_surface: float = 0.25
    r_surface_skin: float = 0.15
    r_skin_body: float = 0.12
    r_element_ambient: float = 1.5
    ambient_c: float = 22.0
    sensor_tau_s: float = 30.0
    report_s: float = 10.0
    quantum_c: float = 0.1
    noise_c: float = 0.03
    own_thermostat_c: tuple[float, float] | None = None
    """Element temperatures at which the pad's own bimetal opens and closes."""
    response_s: float = 0.3
    """From a command to the relay."""
    power_report_s: float | None = 10.0
    """None: the plug has no meter."""
    power_factor: float = 1.0
    """Share of the rated power that flows: a slider at low, mains voltage."""


class Fault(StrEnum):
    """What can go wrong with a pad, its sensor or its plug."""

    RELAY_STUCK_ON = "relay_stuck_on"
    """A closed relay stays closed; the plug reports what it was told."""
    PLUG_IGNORES_OFF = "plug_ignores_off"
    """OFF changes nothing, and the plug says so."""
    SENSOR_FROZEN = "sensor_frozen"
    """Reports go on with the value of before."""
    SENSOR_DROPPED = "sensor_dropped"
    """No more reports."""
    SENSOR_FALLEN_OFF = "sensor_fallen_off"
    """It measures the room."""
    CONTROLLER_OFF = "controller_off"
    """The pad's own electronics draw nothing although the plug is on."""


class Source(StrEnum):
    """Who reports."""

    SWITCH = "switch"
    TEMPERATURE = "temperature"
    POWER = "power"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report that leaves plug or sensor: 1 or 0 of the switch, °C, W."""

    source: Source
    value: float
    at_s: float


class SimulatedPad:
    """One pad, from cold, in simulated time; the same seed gives the same noise."""

    def __init__(self, model: PadModel, *, seed: int = 0, occupied: bool = True) -> None:
        self.model = model
        self.occupied = occupied
        """Whether somebody lies against the pad."""
        self.now_s = 0.0
        self.element_c = model.ambient_c
        self.surface_c = model.ambient_c
        self.skin_c = SKIN_START_C
        self.sensor_c = model.ambient_c
        self.perfusion = 0.0
        self.relay_on = False
        """The contact itself, whatever is reported."""
        self.reported_on = False
        self.relay_operations = 0
        self.energy_j = 0.0
        self._bimetal_open = False
        self._faults: set[Fault] = set()
        self._noise = random.Random(seed)
        self._frozen_c: float | None = None
        self._commands: list[tuple[float, bool]] = []
        self._next_temperature_s = 0.0
        self._next_power_s = _NEVER if model.power_report_s is None else 0.0

    @property
    def power_w(self) -> float:
        """Watts that flow now."""
        if not self.relay_on or self._bimetal_open or Fault.CONTROLLER_OFF in self._faults:
            return 0.0
        return self.model.rated_power_w * self.model.power_factor

    def command(self, *, on: bool) -> None:
        """Tell the plug; it follows after its response time, in order."""
        self._commands.append((self.now_s + self.model.response_s, on))

    def fail(self, fault: Fault) -> None:
        """Let something break now."""
        self._faults.add(fault)
        if fault is Fault.SENSOR_FROZEN:
            self._frozen_c = self._measured_c()

    def mend(self, fault: Fault) -> None:
        """Repair it; the relay stays as it is until the next command."""
        self._faults.discard(fault)

    def advance(self, seconds: float) -> list[Report]:
        """Let time pass and return what was reported meanwhile, in order."""
        reports: list[Report] = []
        end_s = self.now_s + seconds
        self._report(reports)
        while self.now_s < end_s:
            until_s = min(end_s, self.now_s + STEP_S, self._next_temperature_s, self._next_power_s)
            if self._commands:
                until_s = min(until_s, self._commands[0][0])
            self._flow(until_s - self.now_s)
            self.now_s = until_s
            while self._commands and self._commands[0][0] <= self.now_s:
                self._switch(on=self._commands.pop(0)[1], reports=reports)
            self._report(reports)
        return reports

    def _switch(self, *, on: bool, reports: list[Report]) -> None:
        if not on and Fault.PLUG_IGNORES_OFF in self._faults:
            on = self.relay_on
        welded = self.relay_on and Fault.RELAY_STUCK_ON in self._faults
        if on is not self.relay_on and not welded:
            self.relay_on = on
            self.relay_operations += 1
        self.reported_on = on
        reports.append(Report(source=Source.SWITCH, value=float(on), at_s=self.now_s))

    def _flow(self, h_s: float) -> None:
        """Let heat flow for one short step."""
        m = self.model
        watts = self.power_w
        to_surface_w = (self.element_c - self.surface_c) / m.r_element_surface
        to_air_w = (self.element_c - m.ambient_c) / m.r_element_ambient
        if self.occupied:
            from_surface_w = to_skin_w = (self.surface_c - self.skin_c) / m.r_surface_skin
        else:
            from_surface_w, to_skin_w = (self.surface_c - m.ambient_c) / SURFACE_TO_AIR_K_PER_W, 0.0
        to_body_w = (self.skin_c - BODY_C) / (m.r_skin_body * (1.0 - 0.35 * self.perfusion)) if self.occupied else 0.0
        measured_c = m.ambient_c if Fault.SENSOR_FALLEN_OFF in self._faults else self.surface_c
        wanted = min(max((self.skin_c - 39.0) / 3.0, 0.0), 1.0)
        self.sensor_c += (measured_c - self.sensor_c) / m.sensor_tau_s * h_s
        self.element_c += (watts - to_surface_w - to_air_w) / m.c_element * h_s
        self.surface_c += (to_surface_w - from_surface_w) / m.c_surface * h_s
        self.skin_c += (to_skin_w - to_body_w) / m.c_skin * h_s
        self.perfusion += (wanted - self.perfusion) / 300.0 * h_s
        self.energy_j += watts * h_s
        if m.own_thermostat_c is not None:
            opens_c, closes_c = m.own_thermostat_c
            self._bimetal_open = self.element_c > (closes_c if self._bimetal_open else opens_c)

    def _report(self, reports: list[Report]) -> None:
        """Report what is due."""
        if self.now_s >= self._next_temperature_s:
            self._next_temperature_s += self.model.report_s
            if Fault.SENSOR_DROPPED not in self._faults:
                value_c = self._measured_c()
                if Fault.SENSOR_FROZEN in self._faults and self._frozen_c is not None:
                    value_c = self._frozen_c
                reports.append(Report(source=Source.TEMPERATURE, value=value_c, at_s=self.now_s))
        if self.model.power_report_s is not None and self.now_s >= self._next_power_s:
            self._next_power_s += self.model.power_report_s
            reports.append(Report(source=Source.POWER, value=round(self.power_w, 1), at_s=self.now_s))

    def _measured_c(self) -> float:
        """Return the sensor's value with its noise, in its own steps."""
        quantum_c = self.model.quantum_c
        return round(round((self.sensor_c + self._noise.gauss(0.0, self.model.noise_c)) / quantum_c) * quantum_c, 6)


def load_pads(file: Path = PADS_FILE) -> dict[str, PadModel]:
    """Read the named pads."""
    raw: dict[str, dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return {name: _model(name, values) for name, values in raw.items()}


def _model(name: str, values: dict[str, Any]) -> PadModel:
    thermostat = values["own_thermostat"]
    return PadModel(
        name=name,
        rated_power_w=values["rated_power"],
        c_element=values["c_element"],
        c_surface=values["c_surface"],
        c_skin=values["c_skin"],
        r_element_surface=values["r_element_surface"],
        r_surface_skin=values["r_surface_skin"],
        r_skin_body=values["r_skin_body"],
        r_element_ambient=values["r_element_ambient"],
        ambient_c=values["t_ambient"],
        sensor_tau_s=values["sensor_tau"],
        report_s=values["report_s"],
        quantum_c=values["quantum"],
        noise_c=values["noise"],
        own_thermostat_c=None if thermostat is None else (thermostat[0], thermostat[1]),
        response_s=values["response_s"],
        power_report_s=values["power_report_s"],
    )


def any_pad(seed: int) -> PadModel:
    """Return a pad from the whole range in which real ones are expected, with an ordinary sensor."""
    choice = random.Random(seed)
    return PadModel(
        name=f"any_{seed}",
        rated_power_w=choice.uniform(40.0, 100.0),
        c_element=choice.uniform(200.0, 500.0),
        c_surface=choice.uniform(80.0, 250.0),
        c_skin=choice.uniform(1200.0, 2100.0),
        r_element_surface=choice.uniform(0.15, 0.40),
        r_surface_skin=choice.uniform(0.08, 0.40),
        r_skin_body=choice.uniform(0.09, 0.15),
        r_element_ambient=choice.uniform(1.0, 5.0),
        ambient_c=choice.uniform(17.0, 27.0),
        sensor_tau_s=choice.choice((10.0, 30.0, 60.0)),
        report_s=choice.choice((1.0, 10.0, 30.0)),
        noise_c=choice.choice((0.0, 0.03, 0.1)),
        response_s=choice.choice((0.2, 0.5, 2.0)),
    )
