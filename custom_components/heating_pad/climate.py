"""The pad as a thermostat: heat starts a bounded session, off ends it."""

from typing import TYPE_CHECKING, Any, override

from homeassistant.components.climate import ClimateEntity
from homeassistant.components.climate.const import (
    ATTR_HVAC_MODE,
    PRESET_NONE,
    ClimateEntityFeature,
    HVACAction,
    HVACMode,
)
from homeassistant.const import ATTR_ENTITY_ID, ATTR_TEMPERATURE, PRECISION_TENTHS, UnitOfTemperature
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM

from .attendance import check_warmer, source_of
from .const import VOICE_CLASS_PAD
from .engine.events import GoalChosen, LevelChosen, StopAsked
from .engine.limits import GOAL_MAX_CONTACT_C, GOAL_MAX_ESTIMATED_C, GOAL_MIN_C, GOAL_STEP_C, levels_c
from .engine.models import Level, Phase, Sensing, Source, StartRequest
from .entity import HeatingPadEntity
from .models import HeatingPadConfigEntry
from .pad import Pad

PARALLEL_UPDATES = 0

_ACTIONS = {
    Phase.RAMP: HVACAction.PREHEATING,
    Phase.HOLD: HVACAction.HEATING,
    Phase.WAITING: HVACAction.IDLE,
    Phase.PAUSED: HVACAction.IDLE,
}
_GOOGLE_ASKS = "google_assistant_command"
"""Fired by Home Assistant with each request of Google's, before anything of it is carried out."""
_GOOGLE_SWITCHES = {"OnOff": ("on", False), "ThermostatSetMode": ("thermostatMode", "off")}
"""Commands that begin or end heat: their parameter, and its value for off."""

_SWITCHES = ClimateEntityFeature.TURN_ON | ClimateEntityFeature.TURN_OFF


async def async_setup_entry(
    _hass: HomeAssistant,
    entry: HeatingPadConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the pad's main entity."""
    async_add_entities([HeatingPadClimate(entry.runtime_data)])


class HeatingPadClimate(HeatingPadEntity, ClimateEntity):
    """The pad's main entity."""

    _attr_name = None
    _attr_hvac_modes = [HVACMode.OFF, HVACMode.HEAT]  # noqa: RUF012 - as the base class declares it
    _attr_precision = PRECISION_TENTHS
    _attr_min_temp = GOAL_MIN_C

    def __init__(self, pad: Pad) -> None:
        """Offer what the pad can do: electronic ones know neither goal nor level."""
        super().__init__(pad, "climate")
        self._off_asked_by: str | None = None
        self._attr_device_class = VOICE_CLASS_PAD
        self._attr_supported_features = _SWITCHES
        self._attr_max_temp = GOAL_MAX_CONTACT_C if pad.settings.sensing is Sensing.CONTROL else GOAL_MAX_ESTIMATED_C
        if not pad.settings.electronic:
            self._attr_supported_features |= ClimateEntityFeature.TARGET_TEMPERATURE | ClimateEntityFeature.PRESET_MODE
            self._attr_preset_modes = [PRESET_NONE, *Level]

    @override
    async def async_added_to_hass(self) -> None:
        """Take a step that suits the user's unit."""
        await super().async_added_to_hass()
        us = self.hass.config.units is US_CUSTOMARY_SYSTEM
        self._attr_target_temperature_step = 1.0 if us else GOAL_STEP_C
        self.async_on_remove(self.hass.bus.async_listen(_GOOGLE_ASKS, self._google_asks))

    @callback
    def _google_asks(self, event: Event) -> None:
        """End the session when Google's request ends in off: an off after a refused temperature never gets here."""
        if self.entity_id not in event.data[ATTR_ENTITY_ID]:
            return
        wishes = [
            each.get("params", {}).get(parameter) == off
            for each in event.data["execution"]
            for parameter, off in [_GOOGLE_SWITCHES.get(each["command"].rpartition(".")[2], (None, None))]
            if parameter is not None
        ]
        if not wishes:
            return
        self._off_asked_by = event.context.id if wishes[-1] else None
        if self._off_asked_by is not None:
            self.pad.ask(StopAsked())

    @override
    def shown(self) -> object:
        """Return what the state is made of."""
        return (
            self.hvac_mode,
            self.hvac_action,
            self.preset_mode,
            self.native_target_temperature,
            self.native_current_temperature,
        )

    @property
    @override
    def native_temperature_unit(self) -> str:
        """The engine thinks in °C."""
        return UnitOfTemperature.CELSIUS

    @property
    @override
    def native_target_temperature(self) -> float | None:
        """Goal of the session, or of the next one."""
        return self.view.goal_c

    @property
    @override
    def native_current_temperature(self) -> float | None:
        """What is measured; an estimate is not shown as a measurement."""
        if self.view.temperature_estimated:
            return None
        return self.view.temperature_c

    if not TYPE_CHECKING:  # 2026.10 reads these; 2026.11 prefers the native names
        temperature_unit = native_temperature_unit
        target_temperature = native_target_temperature
        current_temperature = native_current_temperature

    @property
    @override
    def hvac_mode(self) -> HVACMode:
        """Heat from the moment a start is accepted: HomeKit sends no off to what seems to be off."""
        return HVACMode.OFF if self.pad.heats is None else HVACMode.HEAT

    @property
    @override
    def hvac_action(self) -> HVACAction:
        """What the session does, idle while it is being written down; single relay pulses do not show."""
        return _ACTIONS.get(self.view.phase, HVACAction.OFF if self.pad.heats is None else HVACAction.IDLE)

    @property
    @override
    def preset_mode(self) -> str:
        """The level, or none when a temperature was asked for."""
        return self.view.level or PRESET_NONE

    @override
    async def async_set_hvac_mode(self, hvac_mode: HVACMode) -> None:
        """Start or end a session."""
        asked_off = self._context is not None and self._context.id == self._off_asked_by
        if hvac_mode is HVACMode.OFF or asked_off:
            self.pad.ask(StopAsked())
            return
        source = source_of(self.hass, self._context, Source.CLIMATE)
        await self.pad.async_start(StartRequest(attended=await self.async_attended(), source=source))

    @override
    async def async_turn_on(self) -> None:
        """Start a session; while one is open nothing changes."""
        await self.async_set_hvac_mode(HVACMode.HEAT)

    @override
    async def async_turn_off(self) -> None:
        """End the session."""
        await self.async_set_hvac_mode(HVACMode.OFF)

    @override
    async def async_set_temperature(self, **kwargs: Any) -> None:
        """Set the goal; it starts nothing unless heat is asked for in the same call (T7)."""
        mode = kwargs.get(ATTR_HVAC_MODE)
        if mode == HVACMode.OFF:
            self.pad.ask(StopAsked())
            return
        if (goal_c := kwargs.get(ATTR_TEMPERATURE)) is not None:
            check_warmer(self.pad, self._context, goal_c)
            self.pad.ask(GoalChosen(goal_c=goal_c))
        if mode == HVACMode.HEAT:
            await self.async_set_hvac_mode(HVACMode.HEAT)

    @override
    async def async_set_preset_mode(self, preset_mode: str) -> None:
        """Set the level; it starts nothing."""
        level = None if preset_mode == PRESET_NONE else Level(preset_mode)
        if level is not None and not self.pad.settings.electronic:
            check_warmer(self.pad, self._context, levels_c(self.pad.settings)[level])
        self.pad.ask(LevelChosen(level=level))
