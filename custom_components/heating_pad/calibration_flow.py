"""The options page that takes one measurement of a pad without a sensor of its own."""

from typing import Any

import probatio as vol
from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import UnitOfTemperature
from homeassistant.helpers import selector
from homeassistant.util.unit_conversion import TemperatureConverter

from .auto_off_flow import PadOptionsSteps
from .const import CONF_AFTER_MINUTES, CONF_ESTIMATE_OFFSET, CONF_FORGET, CONF_MEASURED
from .engine.calibration import believed_c, offset_of
from .engine.limits import MINUTE_S
from .engine.models import Sensing
from .settings import pad_config

MINUTES_LEAST = 5
"""Own choice: before that the pad is still warming up, and a minute more or less changes everything."""
MINUTES_MOST = 20


class CalibrationSteps(PadOptionsSteps):
    """The part of a pad's options that holds the estimate to a thermometer."""

    @property
    def estimates(self) -> bool:
        """Whether the pad's temperature is an estimate that a measurement can improve."""
        settings = pad_config(self.config_entry).settings
        return settings.sensing is not Sensing.CONTROL and not settings.electronic

    async def async_step_calibration(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what a thermometer showed after so many minutes of the last session."""
        unit = self.hass.config.units.temperature_unit
        errors: dict[str, str] = {}
        if user_input is not None:
            if user_input.get(CONF_FORGET):
                return self.save_options({CONF_ESTIMATE_OFFSET: None})
            errors, offset_c = self._offset(user_input, unit)
            if offset_c is not None:
                return self.save_options({CONF_ESTIMATE_OFFSET: offset_c})
        return self.async_show_form(
            step_id="calibration",
            data_schema=self.add_suggested_values_to_schema(_schema(unit), user_input),
            errors=errors,
            description_placeholders={"offset": self._offset_shown(unit)},
        )

    def _offset_shown(self, unit: str) -> str:
        offset_c = pad_config(self.config_entry).settings.estimate_offset_c
        shown = TemperatureConverter.convert_interval(offset_c, UnitOfTemperature.CELSIUS, unit)
        return f"{shown:+.1f} {unit}"

    def _offset(self, answer: dict[str, Any], unit: str) -> tuple[dict[str, str], float | None]:
        if CONF_MEASURED not in answer:
            return {CONF_MEASURED: "measured_missing"}, None
        at_s = answer[CONF_AFTER_MINUTES] * MINUTE_S
        points = () if self._pad is None else self._pad.trace.newest
        if not points or points[-1].at_s < at_s:
            return {CONF_AFTER_MINUTES: "session_too_short"}, None
        model_c = believed_c(points, at_s)
        measured_c = TemperatureConverter.convert(answer[CONF_MEASURED], unit, UnitOfTemperature.CELSIUS)
        offset_c = None if model_c is None else offset_of(model_c, measured_c)
        return ({}, offset_c) if offset_c is not None else ({CONF_MEASURED: "measured_implausible"}, None)


def _schema(unit: str) -> vol.Schema:
    def shown(temperature_c: float) -> float:
        return round(TemperatureConverter.convert(temperature_c, UnitOfTemperature.CELSIUS, unit), 1)

    minutes = selector.NumberSelectorConfig(
        min=MINUTES_LEAST, max=MINUTES_MOST, step=1, unit_of_measurement="min", mode=selector.NumberSelectorMode.BOX
    )
    degrees = selector.NumberSelectorConfig(
        min=shown(20), max=shown(60), step=0.1, unit_of_measurement=unit, mode=selector.NumberSelectorMode.BOX
    )
    return vol.Schema(
        {
            vol.Required(CONF_AFTER_MINUTES, default=15): selector.NumberSelector(minutes),
            vol.Optional(CONF_MEASURED): selector.NumberSelector(degrees),
            vol.Optional(CONF_FORGET, default=False): selector.BooleanSelector(),
        }
    )
