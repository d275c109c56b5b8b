"""Setting up, changing and tuning a pad by forms."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, override

import probatio as vol
from homeassistant.components.binary_sensor.const import BinarySensorDeviceClass
from homeassistant.components.sensor import SensorDeviceClass
from homeassistant.config_entries import (
    ConfigEntry,
    ConfigFlowResult,
    OptionsFlowWithReload,
)
from homeassistant.const import CONF_NAME, UnitOfTemperature
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import selector
from homeassistant.util.unit_conversion import TemperatureConverter

from .auto_off_flow import AutoOffSteps
from .blueprint_flow import BlueprintSteps
from .calibration_flow import CalibrationSteps
from .const import (
    CONF_ABSENCE_MINUTES,
    CONF_ACKNOWLEDGED,
    CONF_ADOPT,
    CONF_ALLOWED_USERS,
    CONF_CHECK_IN,
    CONF_CONFIRM_BARRIER,
    CONF_CONFIRM_START,
    CONF_CONTROLLER,
    CONF_FORMER_PLUGS,
    CONF_GUIDED_TEST,
    CONF_HEATED_MINUTES,
    CONF_HIDE_PLUG,
    CONF_IDENTITIES,
    CONF_KIND,
    CONF_LEVEL,
    CONF_NEW_PERSON,
    CONF_OCCUPANCY_SENSOR,
    CONF_PAD_SETTING,
    CONF_PERSON,
    CONF_PLUG,
    CONF_POWER_SENSOR,
    CONF_QUIET_SWITCHING,
    CONF_RAMP_MINUTES,
    CONF_RATED_POWER,
    CONF_REST_MINUTES,
    CONF_SENSOR_EVERY,
    CONF_SENSOR_LAG,
    CONF_SENSOR_PLACEMENT,
    CONF_SENSOR_SILENCE,
    CONF_SESSION_MINUTES,
    CONF_SESSIONS,
    CONF_SOFT_LIMIT,
    CONF_TEMPERATURE_SENSOR,
    CONF_UNATTENDED_START,
    DOMAIN,
    KIND_ELECTRIC_PAD,
    KIND_HEAT_PACK,
    KIND_PERSON,
)
from .engine.events import StopAsked
from .engine.limits import (
    ABSENCE_DEFAULT_S,
    ABSENCE_RANGE_S,
    GOAL_MIN_C,
    HEATED_CAP_DEFAULT_S,
    HEATED_CAP_RANGE_S,
    LEVEL_DEFAULT,
    MINUTE_S,
    RAMP_DEFAULT_S,
    RAMP_MAX_S,
    RAMP_MIN_S,
    RATED_POWER_DEFAULT_W,
    RATED_POWER_RANGE_W,
    REST_RANGE_S,
    SESSION_MIN_S,
    SESSIONS_CAP_DEFAULT,
    SESSIONS_CAP_RANGE,
    SILENCE_RANGE_S,
    SOFT_LIMIT_DEFAULT_C,
    SOFT_LIMIT_OVER_GOAL_C,
)
from .engine.models import (
    ClothQuestion,
    Controller,
    Level,
    PadSetting,
    Sensing,
    SensorPlacement,
    StopReason,
    UnattendedStart,
)
from .former_plugs import with_former_plug
from .messages_flow import MessageSteps
from .migration import MINOR_VERSION, SOURCES as _SOURCES, VERSION
from .pack_flow import PackSteps
from .pad import Pad
from .pad_test_flow import PadTestSteps
from .person_flow import PersonOptionsFlow, PersonSteps
from .plug.identity import plug_identity
from .plug.plug_check import plug_problem
from .plug.sensor_check import power_doubt, temperature_doubt
from .plug.source import entity_id_of, entity_identity, entity_reference
from .sentences_flow import PackOptionsFlow
from .settings import pad_config, usual_limits
from .voice_flow import VoiceSteps


def _choice(kind: type[StrEnum], key: str) -> selector.SelectSelector:
    return selector.SelectSelector(
        selector.SelectSelectorConfig(
            options=[str(each) for each in kind],
            translation_key=key,
            mode=selector.SelectSelectorMode.LIST,
        )
    )


def _number(low: float, high: float, unit: str | None, step: float = 1) -> selector.NumberSelector:
    config = selector.NumberSelectorConfig(min=low, max=high, step=step, mode=selector.NumberSelectorMode.BOX)
    if unit is not None:
        config["unit_of_measurement"] = unit
    return selector.NumberSelector(config)


def _sensor(domain: str, *device_classes: str) -> selector.EntitySelector:
    return selector.EntitySelector(selector.EntitySelectorConfig(domain=domain, device_class=list(device_classes)))


SOURCES_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_PLUG): selector.EntitySelector(
            selector.EntitySelectorConfig(domain=["switch", "input_boolean"])
        ),
        vol.Optional(CONF_TEMPERATURE_SENSOR): _sensor("sensor", SensorDeviceClass.TEMPERATURE),
        vol.Optional(CONF_POWER_SENSOR): _sensor("sensor", SensorDeviceClass.POWER),
        vol.Optional(CONF_OCCUPANCY_SENSOR): selector.EntitySelector(
            selector.EntitySelectorConfig(
                filter=[
                    {
                        "domain": "binary_sensor",
                        "device_class": [
                            BinarySensorDeviceClass.OCCUPANCY,
                            BinarySensorDeviceClass.PRESENCE,
                            BinarySensorDeviceClass.MOTION,
                        ],
                    },
                    {"domain": "person"},
                ]
            )
        ),
    }
)
NAME_SCHEMA = vol.Schema({vol.Required(CONF_NAME): selector.TextSelector()})
DETAILS_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_RATED_POWER, default=RATED_POWER_DEFAULT_W): _number(*RATED_POWER_RANGE_W, "W"),
        vol.Required(CONF_SENSOR_PLACEMENT, default=SensorPlacement.CONTACT.value): _choice(
            SensorPlacement, CONF_SENSOR_PLACEMENT
        ),
        vol.Required(CONF_CONTROLLER, default=Controller.MECHANICAL.value): _choice(Controller, CONF_CONTROLLER),
        vol.Required(CONF_PAD_SETTING, default=PadSetting.HIGH.value): _choice(PadSetting, CONF_PAD_SETTING),
    }
)
SAFETY_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_ACKNOWLEDGED, default=False): selector.BooleanSelector(),
        vol.Required(CONF_HIDE_PLUG, default=True): selector.BooleanSelector(),
    }
)


def _stored(hass: HomeAssistant, sources: Mapping[str, Any]) -> dict[str, Any]:
    """Name the entities so that neither a rename nor a lost registry entry can lose them."""
    chosen = {key: sources[key] for key in _SOURCES if key in sources}
    identities = {key: entity_identity(hass, entity_id) for key, entity_id in chosen.items()}
    person = {CONF_PERSON: sources[CONF_PERSON]} if sources.get(CONF_PERSON) else {}
    return {
        **person,
        **{key: entity_reference(hass, entity_id) for key, entity_id in chosen.items()},
        CONF_IDENTITIES: {key: list(each) for key, each in identities.items() if each is not None},
    }


def _shown(hass: HomeAssistant, data: Mapping[str, Any]) -> dict[str, Any]:
    """Name the stored entities as they are called now."""
    shown: dict[str, Any] = {}
    for key in _SOURCES:
        reference = data.get(key)
        entity_id = entity_id_of(hass, reference) if isinstance(reference, str) else None
        if entity_id is not None:
            shown[key] = entity_id
    return shown


class HeatingPadConfigFlow(PadTestSteps, PersonSteps, PackSteps, domain=DOMAIN):
    """Set up a pad, a heat pack or a person."""

    VERSION = VERSION
    MINOR_VERSION = MINOR_VERSION

    def __init__(self) -> None:
        """Begin with nothing."""
        self._data: dict[str, Any] = {}
        self._found: dict[str, Any] = {}
        self._name = ""
        self._sources: dict[str, Any] = {}
        self._doubted: dict[str, Any] = {}
        """Choices that were doubted; made a second time they are taken."""

    @override
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what to set up."""
        return self.async_show_menu(step_id="user", menu_options=[KIND_ELECTRIC_PAD, KIND_HEAT_PACK, KIND_PERSON])

    async def async_step_electric_pad(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the plug and its sensors."""
        errors: dict[str, str] = {}
        if user_input is not None:
            self._name = user_input[CONF_NAME].strip()
            if not self._name:
                errors[CONF_NAME] = "name_empty"
            errors |= self._source_errors(user_input, None)
            if not errors:
                await self.async_set_unique_id(plug_identity(self.hass, user_input[CONF_PLUG]))
                self._abort_if_unique_id_configured()
                self._data = _stored(self.hass, user_input)
                if user_input.get(CONF_NEW_PERSON):
                    self._sources = user_input
                    self._after_person = self._async_with_person
                    return await self.async_step_person()
                return await self._after_sources(user_input)
        new_person = {vol.Optional(CONF_NEW_PERSON, default=False): selector.BooleanSelector()}
        schema = NAME_SCHEMA.extend({**SOURCES_SCHEMA.schema, **await self.async_person_field(), **new_person})
        return self.async_show_form(
            step_id="electric_pad",
            data_schema=self.add_suggested_values_to_schema(schema, user_input),
            errors=errors,
        )

    async def _async_with_person(self, entry_id: str) -> ConfigFlowResult:
        """Go on with the person that was set up on the way."""
        self._data[CONF_PERSON] = entry_id
        return await self._after_sources(self._sources)

    def _source_errors(self, sources: Mapping[str, Any], own_entry_id: str | None) -> dict[str, str]:
        """Find out what is wrong with the chosen plug."""
        problem = plug_problem(
            self.hass,
            sources[CONF_PLUG],
            metered=CONF_POWER_SENSOR in sources,
            taken={
                entry.data[CONF_PLUG]
                for entry in self._async_current_entries(include_ignore=False)
                if entry.entry_id != own_entry_id and CONF_PLUG in entry.data
            },
        )
        return self._doubts(sources) if problem is None else {CONF_PLUG: problem}

    def _doubts(self, sources: Mapping[str, Any]) -> dict[str, str]:
        """Say once what is odd about the chosen sensors."""
        chosen = {key: sources[key] for key in _SOURCES if key in sources}
        power, temperature = chosen.get(CONF_POWER_SENSOR), chosen.get(CONF_TEMPERATURE_SENSOR)
        doubts = {
            CONF_POWER_SENSOR: None if power is None else power_doubt(self.hass, chosen[CONF_PLUG], power),
            CONF_TEMPERATURE_SENSOR: None if temperature is None else temperature_doubt(self.hass, temperature),
        }
        if chosen == self._doubted:
            return {}
        self._doubted = chosen
        return {key: doubt for key, doubt in doubts.items() if doubt is not None}

    async def _after_sources(self, sources: Mapping[str, Any]) -> ConfigFlowResult:
        """Warn about a helper in place of a plug, else go on."""
        if sources[CONF_PLUG].startswith("input_boolean."):
            return await self.async_step_no_real_plug()
        return await self._async_next_details()

    async def async_step_no_real_plug(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Say what a helper in place of a plug cannot promise."""
        if user_input is not None:
            return await self._async_next_details()
        return self.async_show_form(step_id="no_real_plug", data_schema=vol.Schema({}))

    async def _async_next_details(self) -> ConfigFlowResult:
        if self.source == "reconfigure":
            return await self.async_step_reconfigure_details()
        return await self.async_step_pad_details()

    @override
    async def async_step_pad_details(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask how the pad is built."""
        if user_input is not None:
            if user_input.pop(CONF_GUIDED_TEST, False):
                self._found |= user_input
                return await self.async_step_pad_test()
            measured = {CONF_SENSOR_LAG, CONF_SENSOR_EVERY}
            self._data |= {key: value for key, value in self._found.items() if key in measured} | user_input
            return await self.async_step_safety()
        guided = {vol.Optional(CONF_GUIDED_TEST, default=False): selector.BooleanSelector()}
        return self.async_show_form(
            step_id="pad_details",
            data_schema=self.add_suggested_values_to_schema(DETAILS_SCHEMA.extend(guided), self._found),
        )

    async def async_step_safety(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Say what this software cannot do, and have that acknowledged."""
        errors: dict[str, str] = {}
        if user_input is not None:
            if user_input[CONF_ACKNOWLEDGED] is True:
                return self.async_create_entry(
                    title=self._name,
                    data={
                        CONF_KIND: KIND_ELECTRIC_PAD,
                        **self._data,
                        CONF_ACKNOWLEDGED: True,
                        CONF_HIDE_PLUG: user_input[CONF_HIDE_PLUG] is True,
                    },
                )
            errors[CONF_ACKNOWLEDGED] = "not_acknowledged"
        return self.async_show_form(step_id="safety", data_schema=SAFETY_SCHEMA, errors=errors)

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Change plug and sensors of a pad, or ask a person again."""
        entry = self._get_reconfigure_entry()
        if entry.data.get(CONF_KIND) == KIND_PERSON:
            return await self.async_step_reconfigure_person()
        if entry.data.get(CONF_KIND) == KIND_HEAT_PACK:
            return self.async_abort(reason="nothing_to_change")
        errors: dict[str, str] = {}
        if user_input is not None:
            errors = self._source_errors(user_input, entry.entry_id)
            if not errors:
                self._data = _stored(self.hass, user_input)
                return await self._after_sources(user_input)
        return self.async_show_form(
            step_id="reconfigure",
            data_schema=self.add_suggested_values_to_schema(
                SOURCES_SCHEMA.extend(await self.async_person_field()),
                user_input or {**_shown(self.hass, entry.data), CONF_PERSON: entry.data.get(CONF_PERSON)},
            ),
            errors=errors,
            description_placeholders={"name": entry.title},
        )

    async def async_step_reconfigure_details(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Change how the pad is built, and begin anew."""
        entry = self._get_reconfigure_entry()
        if user_input is not None:
            end_session_for_change(entry)
            learn_anew(entry)
            kept = {key: value for key, value in entry.data.items() if key not in (*_SOURCES, CONF_PERSON)}
            plug = plug_identity(self.hass, self._data[CONF_PLUG])
            if plug != entry.unique_id:
                kept[CONF_FORMER_PLUGS] = with_former_plug(entry.data)
            return self.async_update_reload_and_abort(entry, unique_id=plug, data={**kept, **self._data, **user_input})
        return self.async_show_form(
            step_id="reconfigure_details",
            data_schema=self.add_suggested_values_to_schema(DETAILS_SCHEMA, entry.data),
        )

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> PadOptionsFlow | PersonOptionsFlow | PackOptionsFlow:
        """Return the options of a pad, a person or a pack."""
        if config_entry.data.get(CONF_KIND) == KIND_HEAT_PACK:
            return PackOptionsFlow()
        return PersonOptionsFlow() if config_entry.data.get(CONF_KIND) == KIND_PERSON else PadOptionsFlow()


def end_session_for_change(entry: ConfigEntry) -> None:
    """End a running session with the reason people understand."""
    pad = getattr(entry, "runtime_data", None)
    if isinstance(pad, Pad):
        pad.dispatch(StopAsked(reason=StopReason.RECONFIGURED))


def learn_anew(entry: ConfigEntry) -> None:
    """Forget what was learned of a pad or sensor that may be another one now."""
    pad = getattr(entry, "runtime_data", None)
    if isinstance(pad, Pad):
        pad.forget_learned()


class PadOptionsFlow(VoiceSteps, BlueprintSteps, MessageSteps, AutoOffSteps, CalibrationSteps, OptionsFlowWithReload):
    """Tune a pad within the limits."""

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what to tune."""
        pages = ["session", "safety", "auto_off", "messages", "voice_and_blueprints"]
        return self.async_show_menu(step_id="init", menu_options=[*pages, *(["calibration"] if self.estimates else [])])

    async def async_step_session(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Usual length, ramp and level."""
        if user_input is not None:
            return self.save_options(user_input)
        return self.async_show_form(
            step_id="session",
            data_schema=self.add_suggested_values_to_schema(self._session_schema(), self.config_entry.options),
        )

    def _session_schema(self) -> vol.Schema:
        settings = pad_config(self.config_entry).settings
        limits = usual_limits(settings)
        minutes = _number(SESSION_MIN_S / MINUTE_S, limits.session_max_s / MINUTE_S, "min")
        schema: dict[Any, Any] = {
            vol.Required(CONF_SESSION_MINUTES, default=limits.session_default_s / MINUTE_S): minutes
        }
        if not settings.electronic:
            schema[vol.Required(CONF_RAMP_MINUTES, default=RAMP_DEFAULT_S / MINUTE_S)] = _number(
                RAMP_MIN_S / MINUTE_S, RAMP_MAX_S / MINUTE_S, "min"
            )
            schema[vol.Required(CONF_LEVEL, default=LEVEL_DEFAULT.value)] = _choice(Level, CONF_LEVEL)
            if settings.sensing is Sensing.CONTROL:
                schema[vol.Required(CONF_QUIET_SWITCHING, default=False)] = selector.BooleanSelector()
        return vol.Schema(schema)

    async def async_step_safety(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Rest, caps, questions and who may start."""
        unit = self.hass.config.units.temperature_unit
        if user_input is not None:
            user_input[CONF_SOFT_LIMIT] = TemperatureConverter.convert(
                user_input[CONF_SOFT_LIMIT], unit, UnitOfTemperature.CELSIUS
            )
            return self.save_options(user_input)
        return self.async_show_form(
            step_id="safety",
            data_schema=self.add_suggested_values_to_schema(
                await self._async_safety_schema(unit), self._options_shown(unit)
            ),
        )

    def _options_shown(self, unit: str) -> dict[str, Any]:
        options = dict(self.config_entry.options)
        if CONF_SOFT_LIMIT in options:
            options[CONF_SOFT_LIMIT] = _in_unit(options[CONF_SOFT_LIMIT], unit)
        return options

    async def _async_safety_schema(self, unit: str) -> vol.Schema:
        users = [
            selector.SelectOptionDict(value=user.id, label=user.name or user.id)
            for user in await self.hass.auth.async_get_users()
            if user.is_active and not user.system_generated
        ]
        return vol.Schema(
            {
                vol.Required(CONF_UNATTENDED_START, default=UnattendedStart.CONFIRM.value): _choice(
                    UnattendedStart, CONF_UNATTENDED_START
                ),
                vol.Required(CONF_CONFIRM_START, default=False): selector.BooleanSelector(),
                vol.Required(CONF_CONFIRM_BARRIER, default=ClothQuestion.BY_PERSON.value): _choice(
                    ClothQuestion, CONF_CONFIRM_BARRIER
                ),
                vol.Required(CONF_CHECK_IN, default=False): selector.BooleanSelector(),
                vol.Required(CONF_ADOPT, default=False): selector.BooleanSelector(),
                vol.Required(CONF_ABSENCE_MINUTES, default=ABSENCE_DEFAULT_S / MINUTE_S): _number(
                    0, ABSENCE_RANGE_S[1] / MINUTE_S, "min"
                ),
                vol.Required(CONF_REST_MINUTES, default=0): _number(
                    REST_RANGE_S[0] / MINUTE_S, REST_RANGE_S[1] / MINUTE_S, "min"
                ),
                vol.Required(CONF_HEATED_MINUTES, default=HEATED_CAP_DEFAULT_S / MINUTE_S): _number(
                    HEATED_CAP_RANGE_S[0] / MINUTE_S,
                    HEATED_CAP_RANGE_S[1] / MINUTE_S,
                    "min",
                ),
                vol.Required(CONF_SESSIONS, default=SESSIONS_CAP_DEFAULT): _number(*SESSIONS_CAP_RANGE, None),
                vol.Required(CONF_SOFT_LIMIT, default=_in_unit(SOFT_LIMIT_DEFAULT_C, unit)): _number(
                    _in_unit(GOAL_MIN_C + SOFT_LIMIT_OVER_GOAL_C, unit),
                    _in_unit(SOFT_LIMIT_DEFAULT_C, unit),
                    unit,
                    0.1,
                ),
                vol.Optional(CONF_SENSOR_SILENCE): _number(*SILENCE_RANGE_S, "s"),
                vol.Optional(CONF_ALLOWED_USERS): selector.SelectSelector(
                    selector.SelectSelectorConfig(
                        options=users,
                        multiple=True,
                        mode=selector.SelectSelectorMode.DROPDOWN,
                    )
                ),
            }
        )


def _in_unit(temperature_c: float, unit: str) -> float:
    return round(TemperatureConverter.convert(temperature_c, UnitOfTemperature.CELSIUS, unit), 1)
