"""From a config entry to what the engine works with; nothing in an entry is trusted (S11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.util import dt as dt_util

from .const import (
    CONF_ABSENCE_MINUTES,
    CONF_ACKNOWLEDGED,
    CONF_ADOPT,
    CONF_ALLOWED_USERS,
    CONF_ARM_ACTIONS,
    CONF_AUTO_OFF,
    CONF_CHECK_IN,
    CONF_CONFIRM_BARRIER,
    CONF_CONFIRM_START,
    CONF_CONTROLLER,
    CONF_ESTIMATE_OFFSET,
    CONF_HEATED_MINUTES,
    CONF_IDENTITIES,
    CONF_KINDS,
    CONF_LANGUAGE,
    CONF_LEVEL,
    CONF_OCCUPANCY_SENSOR,
    CONF_PAD_SETTING,
    CONF_PERSON,
    CONF_PLUG,
    CONF_POWER_SENSOR,
    CONF_QUIET_FROM,
    CONF_QUIET_SWITCHING,
    CONF_QUIET_TO,
    CONF_RAMP_MINUTES,
    CONF_RATED_POWER,
    CONF_REPEAT_MINUTES,
    CONF_REST_MINUTES,
    CONF_SATELLITES,
    CONF_SENSOR_EVERY,
    CONF_SENSOR_LAG,
    CONF_SENSOR_PLACEMENT,
    CONF_SENSOR_SILENCE,
    CONF_SESSION_MINUTES,
    CONF_SESSIONS,
    CONF_SOFT_LIMIT,
    CONF_SPEAKERS,
    CONF_TARGETS,
    CONF_TEMPERATURE_SENSOR,
    CONF_TTS,
    CONF_UNATTENDED_START,
    CONF_USED_BY,
    CONF_VOICE,
    GUEST,
)
from .engine.limits import (
    ABSENCE_DEFAULT_S,
    MINUTE_S,
    SENSOR_SLOW_S,
    SessionLimits,
    session_limits,
    settings_within_limits,
    within,
)
from .engine.models import Allowance, ClothQuestion, PadSettings, Sensing, SensorPlacement
from .messages import KINDS_DEFAULT, REPEAT_DEFAULT_MIN, REPEAT_RANGE_MIN, Kind, MessageOptions
from .plug.source import EntityIdentity, EntityReference


class AutoOffChoice(StrEnum):
    """Which countdown of the plug is used."""

    AUTOMATIC = "automatic"
    """The one the plug is recognised to have."""
    CUSTOM = "custom"
    """Actions its owner wrote; never proved."""
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class PadConfig:
    """Everything one pad's entry says."""

    name: str
    plug: EntityReference
    temperature_sensor: EntityReference | None
    power_sensor: EntityReference | None
    occupancy_sensor: EntityReference | None
    allowed_users: tuple[str, ...]
    auto_off: AutoOffChoice
    messages: MessageOptions
    arm_actions: tuple[Mapping[str, Any], ...]
    """The owner's own way to arm the plug, for the choice `custom`."""
    settings: PadSettings
    person: str | None = None
    """Entry of the person the pad belongs to."""
    used_by: str = GUEST
    """Entry of the person who was chosen last, or `guest`."""


def pad_config(entry: ConfigEntry) -> PadConfig:
    """Read a pad's entry."""
    data: Mapping[str, Any] = entry.data
    options: Mapping[str, Any] = entry.options
    sensor = stored_reference(data, CONF_TEMPERATURE_SENSOR)
    power = stored_reference(data, CONF_POWER_SENSOR)
    allowed = options.get(CONF_ALLOWED_USERS)
    return PadConfig(
        name=entry.title,
        plug=stored_reference(data, CONF_PLUG) or EntityReference(stored=""),
        temperature_sensor=sensor,
        power_sensor=power,
        occupancy_sensor=stored_reference(data, CONF_OCCUPANCY_SENSOR),
        allowed_users=tuple(allowed) if isinstance(allowed, list) else (),
        auto_off=next((each for each in AutoOffChoice if each == options.get(CONF_AUTO_OFF)), AutoOffChoice.AUTOMATIC),
        messages=_messages(options),
        arm_actions=_actions(options.get(CONF_ARM_ACTIONS)),
        person=_text(data.get(CONF_PERSON)),
        used_by=_text(options.get(CONF_USED_BY)) or _text(data.get(CONF_PERSON)) or GUEST,
        settings=settings_within_limits(
            {
                "controller": data.get(CONF_CONTROLLER),
                "sensing": _sensing(data, sensor),
                "placement": data.get(CONF_SENSOR_PLACEMENT),
                "sensor_lag_s": data.get(CONF_SENSOR_LAG),
                "metered": power is not None,
                "rated_power_w": data.get(CONF_RATED_POWER),
                "pad_setting": data.get(CONF_PAD_SETTING),
                "acknowledged": data.get(CONF_ACKNOWLEDGED),
                "session_s": _seconds(options.get(CONF_SESSION_MINUTES)),
                "ramp_s": _seconds(options.get(CONF_RAMP_MINUTES)),
                "level": options.get(CONF_LEVEL),
                "rest_s": _seconds(options.get(CONF_REST_MINUTES)),
                "heated_cap_s": _seconds(options.get(CONF_HEATED_MINUTES)),
                "sessions_cap": options.get(CONF_SESSIONS),
                "soft_limit_c": options.get(CONF_SOFT_LIMIT),
                "silence_s": options.get(CONF_SENSOR_SILENCE),
                "unattended": options.get(CONF_UNATTENDED_START),
                "confirm_start": options.get(CONF_CONFIRM_START),
                "confirm_barrier": _cloth_question(options.get(CONF_CONFIRM_BARRIER)).answer,
                "check_in": options.get(CONF_CHECK_IN),
                "absence_s": _absence_s(data, options),
                "adopt": options.get(CONF_ADOPT),
                "estimate_offset_c": options.get(CONF_ESTIMATE_OFFSET),
                "quiet_switching": options.get(CONF_QUIET_SWITCHING),
                "voice": options.get(CONF_VOICE),
            }
        ),
    )


def _cloth_question(value: object) -> ClothQuestion:
    if value is True:
        return ClothQuestion.ALWAYS
    return next((each for each in ClothQuestion if each == value), ClothQuestion.BY_PERSON)


def _messages(options: Mapping[str, Any]) -> MessageOptions:
    minutes = options.get(CONF_REPEAT_MINUTES)
    kinds = options.get(CONF_KINDS)
    return MessageOptions(
        targets=_texts(options.get(CONF_TARGETS)),
        speakers=_texts(options.get(CONF_SPEAKERS)),
        tts=_text(options.get(CONF_TTS)),
        satellites=_texts(options.get(CONF_SATELLITES)),
        language=_text(options.get(CONF_LANGUAGE)),
        quiet_from=dt_util.parse_time(_text(options.get(CONF_QUIET_FROM)) or ""),
        quiet_to=dt_util.parse_time(_text(options.get(CONF_QUIET_TO)) or ""),
        repeat_s=within(minutes, *REPEAT_RANGE_MIN, REPEAT_DEFAULT_MIN) * MINUTE_S,
        kinds=frozenset(KINDS_DEFAULT if not isinstance(kinds, list) else (each for each in Kind if each in kinds)),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _absence_s(data: Mapping[str, Any], options: Mapping[str, Any]) -> object:
    """Return after how many seconds without anybody heat ends; 0 minutes and no sensor mean never."""
    if CONF_OCCUPANCY_SENSOR not in data or options.get(CONF_ABSENCE_MINUTES) == 0:
        return None
    return _seconds(options.get(CONF_ABSENCE_MINUTES, ABSENCE_DEFAULT_S / MINUTE_S))


def _actions(value: object) -> tuple[Mapping[str, Any], ...]:
    return tuple(each for each in value if isinstance(each, Mapping)) if isinstance(value, list) else ()


def stored_reference(data: Mapping[str, Any], key: str) -> EntityReference | None:
    """Return an entity as an entry stores it, None where it stores none."""
    stored = data.get(key)
    if not isinstance(stored, str) or not stored:
        return None
    identities = data.get(CONF_IDENTITIES)
    return EntityReference(
        stored=stored, identity=_identity(identities.get(key)) if isinstance(identities, Mapping) else None
    )


def _identity(value: object) -> EntityIdentity | None:
    if not isinstance(value, list | tuple) or len(value) != 3:  # noqa: PLR2004 - domain, platform, unique id
        return None
    domain, platform, unique_id = (str(each) for each in value)
    return domain, platform, unique_id


def _seconds(minutes: object) -> object:
    """Turn minutes into seconds; what is no number stays for the limits to judge."""
    if isinstance(minutes, int | float) and not isinstance(minutes, bool):
        return minutes * MINUTE_S
    return minutes


def _sensing(data: Mapping[str, Any], sensor: EntityReference | None) -> Sensing:
    if sensor is None:
        return Sensing.NONE
    if data.get(CONF_SENSOR_PLACEMENT) == SensorPlacement.INSIDE:
        return Sensing.LIMIT
    every_s = data.get(CONF_SENSOR_EVERY)
    if isinstance(every_s, int | float) and every_s > SENSOR_SLOW_S:
        return Sensing.LIMIT
    return Sensing.CONTROL


def usual_limits(settings: PadSettings) -> SessionLimits:
    """Return the limits of a usual session: nobody in particular, not the first one."""
    return session_limits(settings, Allowance(person=GUEST), first_session=False)
