"""The pages of the guided pad test, which finds out what most people cannot know of their pad."""

import asyncio
import logging
from dataclasses import replace
from typing import Any

import probatio as vol
from homeassistant.config_entries import ConfigFlow, ConfigFlowResult
from homeassistant.core import callback
from homeassistant.helpers import selector

from .const import (
    CONF_CONTROLLER,
    CONF_PLUG,
    CONF_POWER_SENSOR,
    CONF_RATED_POWER,
    CONF_READY,
    CONF_SENSOR_EVERY,
    CONF_SENSOR_LAG,
    CONF_TEMPERATURE_SENSOR,
)
from .engine.models import Controller
from .house import House, async_open_house
from .journal import JournalError
from .owed_offs import async_see_off
from .plug.countdown import PlugCountdown
from .plug.identity import physical_reference, plug_identity
from .plug.off_keeper import OffKeeper
from .plug.pad_test import PadTest, PadTestResult, PadTestStep
from .plug.source import EntityReference
from .settings import stored_reference

_LOGGER = logging.getLogger(__name__)

_SIGNS = {str(Controller.MECHANICAL): "✓", str(Controller.ELECTRONIC): "✗"}
"""Whether the pad heats again, in no language."""


class PadTestSteps(ConfigFlow):
    """The part of the set-up that tests the pad."""

    _data: dict[str, Any]
    _name: str
    _found: dict[str, Any]
    _result: PadTestResult | None = None
    _pad_test: asyncio.Task[PadTestResult] | None = None

    async def async_step_pad_test(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Make sure that nobody lies on the pad, then begin."""
        errors: dict[str, str] = {}
        if user_input is not None:
            if user_input[CONF_READY] is True:
                self._pad_test = self.hass.async_create_background_task(self._async_test(), "heating pad: guided test")
                return await self.async_step_pad_test_running()
            errors[CONF_READY] = "not_off_the_body"
        return self.async_show_form(
            step_id="pad_test",
            data_schema=vol.Schema({vol.Required(CONF_READY, default=False): selector.BooleanSelector()}),
            errors=errors,
        )

    async def _async_test(self) -> PadTestResult:
        """Switch the plug as a pad of its own would: by its keeper, armed where it can be."""
        house = await async_open_house(self.hass)
        plug = stored_reference(self._data, CONF_PLUG)
        if plug is None:
            return PadTestResult()
        keeper = house.keeper(plug_identity(self.hass, plug), physical_reference(self.hass, plug))
        record = await house.journal.async_record(keeper.key)
        if record.fault is not None or house.stopping:
            _LOGGER.warning("%s is not tested: %s", self._name, record.fault or "Home Assistant stops")
            return PadTestResult()
        try:
            # No entry knows this plug yet: only its record can tell the next process to switch it off (S1, S9).
            await house.journal.async_save(replace(record, off_owed=True))
        except JournalError as err:
            _LOGGER.warning("%s is not tested: %s", self._name, err)
            return PadTestResult()
        try:
            return await self._async_test_on(house, plug, keeper)
        finally:
            async_see_off(self.hass, keeper)

    async def _async_test_on(self, house: House, plug: EntityReference, keeper: OffKeeper) -> PadTestResult:
        countdown = PlugCountdown(self.hass, plug, keeper, None, lambda: None)
        await countdown.async_find()
        try:
            return await PadTest(
                self.hass,
                house.clock,
                keeper,
                self._name,
                stored_reference(self._data, CONF_TEMPERATURE_SENSOR),
                stored_reference(self._data, CONF_POWER_SENSOR),
                self._show_test_step,
            ).async_run()
        finally:
            countdown.close()

    @callback
    def _show_test_step(self, step: PadTestStep) -> None:
        self.async_update_progress([*PadTestStep].index(step) / len(PadTestStep))

    async def async_step_pad_test_running(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show how far the test is."""
        test = self._pad_test
        if test is not None and not test.done():
            return self.async_show_progress(
                step_id="pad_test_running", progress_action="pad_test_running", progress_task=test
            )
        self._result = None if test is None or test.cancelled() else test.result()
        return self.async_show_progress_done(next_step_id="pad_test_result")

    async def async_step_pad_test_result(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Fill in what the test has found out, and let people change it."""
        result = self._result or PadTestResult()
        self._found = {
            key: value
            for key, value in (
                (CONF_CONTROLLER, None if result.controller is None else str(result.controller)),
                (CONF_RATED_POWER, result.rated_power_w),
                (CONF_SENSOR_LAG, result.sensor_lag_s),
                (CONF_SENSOR_EVERY, result.sensor_every_s),
            )
            if value is not None
        }
        if result.problem is not None:
            return self.async_show_form(
                step_id="pad_test",
                data_schema=vol.Schema({vol.Required(CONF_READY, default=False): selector.BooleanSelector()}),
                errors={"base": str(result.problem)},
            )
        return await self.async_step_pad_test_found()

    async def async_step_pad_test_found(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Tell what was found; the next page shows it filled in."""
        if user_input is not None:
            return await self.async_step_pad_details()
        found = self._found
        return self.async_show_form(
            step_id="pad_test_found",
            data_schema=vol.Schema({}),
            description_placeholders={
                "controller": _SIGNS.get(found.get(CONF_CONTROLLER, ""), "?"),
                "power": f"{found[CONF_RATED_POWER]:g} W" if CONF_RATED_POWER in found else "?",
                "lag": f"{found[CONF_SENSOR_LAG]:.0f} s" if CONF_SENSOR_LAG in found else "?",
                "every": f"{found[CONF_SENSOR_EVERY]:.0f} s" if CONF_SENSOR_EVERY in found else "?",
            },
        )

    async def async_step_pad_details(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask how the pad is built; the whole flow knows how."""
        return await self.async_step_user(user_input)
