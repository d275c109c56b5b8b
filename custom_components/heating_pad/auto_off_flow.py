"""Options pages about the countdown inside the plug: which one, and its test."""

import asyncio
from typing import Any, override

import probatio as vol
from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import selector

from .const import CONF_ARM_ACTIONS, CONF_AUTO_OFF, CONF_READY
from .engine.events import StopAsked
from .engine.models import StopReason
from .pad import Pad
from .plug.self_test import STEPS, SelfTestOutcome
from .settings import AutoOffChoice


class PadOptionsSteps(OptionsFlow):
    """What all parts of a pad's options share."""

    @property
    def _pad(self) -> Pad | None:
        pad = getattr(self.config_entry, "runtime_data", None)
        return pad if isinstance(pad, Pad) else None

    def save_options(self, changed: dict[str, Any]) -> ConfigFlowResult:
        """Store changed options; the entry reloads by itself, without a session."""
        if self._pad is not None:
            self._pad.dispatch(StopAsked(reason=StopReason.RECONFIGURED))
        return self.async_create_entry(data={**self.config_entry.options, **changed})


class AutoOffSteps(PadOptionsSteps):
    """The part of a pad's options that is about its plug's countdown."""

    _outcome: SelfTestOutcome | None = None
    _test: asyncio.Task[SelfTestOutcome] | None = None
    _unwatch: CALLBACK_TYPE | None = None

    async def async_step_auto_off(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show what is known of the countdown, and ask what to do."""
        pad = self._pad
        menu = ["auto_off_choice"]
        if pad is not None and pad.countdown.auto_off is not None:
            menu.insert(0, "auto_off_test")
        traits = None if pad is None else pad.countdown.traits
        return self.async_show_menu(
            step_id="auto_off",
            menu_options=menu,
            description_placeholders={
                "status": "none" if pad is None else str(pad.countdown.status),
                "family": "–" if traits is None else str(traits.family),
            },
        )

    async def async_step_auto_off_choice(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Let the plug be recognised, go without, or describe it by actions."""
        if user_input is not None:
            if user_input[CONF_AUTO_OFF] == AutoOffChoice.CUSTOM:
                return await self.async_step_auto_off_custom()
            return self.save_options(user_input)
        schema = vol.Schema(
            {
                vol.Required(CONF_AUTO_OFF, default=AutoOffChoice.AUTOMATIC.value): selector.SelectSelector(
                    selector.SelectSelectorConfig(
                        options=[str(each) for each in AutoOffChoice],
                        translation_key=CONF_AUTO_OFF,
                        mode=selector.SelectSelectorMode.LIST,
                    )
                )
            }
        )
        return self.async_show_form(
            step_id="auto_off_choice",
            data_schema=self.add_suggested_values_to_schema(schema, self.config_entry.options),
        )

    async def async_step_auto_off_custom(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Take the owner's own actions; what they do can never be proved."""
        if user_input is not None:
            return self.save_options({CONF_AUTO_OFF: AutoOffChoice.CUSTOM.value, **user_input})
        schema = vol.Schema({vol.Required(CONF_ARM_ACTIONS): selector.ActionSelector()})
        return self.async_show_form(
            step_id="auto_off_custom",
            data_schema=self.add_suggested_values_to_schema(schema, self.config_entry.options),
        )

    async def async_step_auto_off_test(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Make sure that nobody lies on the pad, then begin."""
        errors: dict[str, str] = {}
        values: dict[str, str] = {}
        if user_input is not None:
            if user_input[CONF_READY] is not True:
                errors[CONF_READY] = "not_off_the_body"
            else:
                try:
                    return await self._async_begin()
                except HomeAssistantError as err:
                    errors["base"] = "test_refused"
                    values["why"] = str(err)
        return self.async_show_form(
            step_id="auto_off_test",
            data_schema=vol.Schema({vol.Required(CONF_READY, default=False): selector.BooleanSelector()}),
            errors=errors,
            description_placeholders={"name": self.config_entry.title, "why": "", **values},
        )

    async def _async_begin(self) -> ConfigFlowResult:
        pad = self._pad
        if pad is None:
            return self.async_abort(reason="pad_not_loaded")
        # A form is filled in by somebody, and only an administrator gets to see it.
        self._test = await pad.async_begin_test(attended=True)
        self._unwatch = pad.on_change(self._show_step)
        return await self.async_step_auto_off_running()

    async def async_step_auto_off_running(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show how far the test is."""
        test = self._test
        if test is None or test.done():
            if test is not None and not test.cancelled():
                self._outcome = test.result()
            self._stop_watching()
            return self.async_show_progress_done(next_step_id="auto_off_result")
        return self.async_show_progress(
            step_id="auto_off_running", progress_action="auto_off_running", progress_task=test
        )

    async def async_step_auto_off_result(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Say what the test has found out."""
        result = "stopped" if self._outcome is None else str(self._outcome.result)
        return self.async_abort(reason=f"test_{result}")

    @callback
    def _show_step(self) -> None:
        pad = self._pad
        if pad is not None and pad.test_step is not None:
            self.async_update_progress(STEPS.index(pad.test_step) / len(STEPS))

    @callback
    def _stop_watching(self) -> None:
        if self._unwatch is not None:
            self._unwatch()
            self._unwatch = None

    @callback
    @override
    def async_remove(self) -> None:
        """Closing the window cancels the test (Home Assistant does it), which ends off."""
        self._stop_watching()
