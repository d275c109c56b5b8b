"""From a person's config entry to what the person's writer works with; nothing in an entry is trusted (S11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.util import dt as dt_util

from .const import (
    CONF_CLOUD_VOICES,
    CONF_EVENING,
    CONF_LANGUAGE,
    CONF_LANGUAGE_MODELS,
    CONF_PERSON_ENTITY,
    CONF_PROFILE,
    CONF_PROMPTS,
    CONF_QUIET_FROM,
    CONF_QUIET_TO,
    CONF_STATISTICS,
    CONF_TARGETS,
    CONF_WEEKLY_DAY,
)
from .engine.models import Profile
from .engine.prompts import EVENING_DEFAULT, PROMPTS_DEFAULT, PromptKind, PromptSettings
from .messages import Kind, MessageOptions

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Flag(StrEnum):
    """What a person is asked before the first heat; also the translation key."""

    DIABETES = "diabetes"
    REDUCED_FEELING = "reduced_feeling"
    STROKE_OR_SPINE = "stroke_or_spine"
    POOR_CIRCULATION = "poor_circulation"
    AGE = "age"
    CHILD = "child"
    PREGNANCY = "pregnancy"
    SKIN_AT_SITE = "skin_at_site"
    PATCH_OR_RUB = "patch_or_rub"
    SEDATIVES = "sedatives"
    CANNOT_SWITCH_OFF = "cannot_switch_off"
    FEVER = "fever"
    FRESH_INJURY = "fresh_injury"
    IMPLANT = "implant"
    CANCER_AT_SITE = "cancer_at_site"
    EASILY_RED = "easily_red"
    FALLS_ASLEEP = "falls_asleep"


CAREFUL_FLAGS = frozenset({Flag.EASILY_RED, Flag.FALLS_ASLEEP})
"""Own choice: these ask for care; every other one asks for a clinician."""


def proposed_profile(flags: object) -> Profile:
    """Return the profile that fits the checklist; what is no checklist is the strictest."""
    if not isinstance(flags, list):
        return Profile.SENSITIVE
    if all(each in CAREFUL_FLAGS for each in flags):
        return Profile.CAREFUL if flags else Profile.STANDARD
    return Profile.SENSITIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonConfig:
    """Everything one person's entry says."""

    name: str
    person_entity: str | None
    profile: Profile
    prompts: PromptSettings
    messages: MessageOptions
    statistics: bool
    """Pain stands in Home Assistant's own long-term statistics, which every user can see."""
    language_models: bool
    cloud_voices: bool


def person_config(entry: ConfigEntry) -> PersonConfig:
    """Read a person's entry."""
    data: Mapping[str, Any] = entry.data
    options: Mapping[str, Any] = entry.options
    quiet_from = _time(options.get(CONF_QUIET_FROM))
    quiet_to = _time(options.get(CONF_QUIET_TO))
    kinds = options.get(CONF_PROMPTS)
    weekday = options.get(CONF_WEEKLY_DAY)
    return PersonConfig(
        name=entry.title,
        person_entity=_text(data.get(CONF_PERSON_ENTITY)),
        profile=next((each for each in Profile if each == data.get(CONF_PROFILE)), Profile.SENSITIVE),
        prompts=PromptSettings(
            kinds=frozenset(each for each in PromptKind if each in kinds)
            if isinstance(kinds, list)
            else PROMPTS_DEFAULT,
            evening=_time(options.get(CONF_EVENING)) or EVENING_DEFAULT,
            weekday=WEEKDAYS.index(weekday) if weekday in WEEKDAYS else WEEKDAYS.index("sunday"),
            quiet_from=quiet_from,
            quiet_to=quiet_to,
        ),
        messages=MessageOptions(
            targets=tuple(each for each in options.get(CONF_TARGETS) or () if isinstance(each, str)),
            language=_text(options.get(CONF_LANGUAGE)),
            kinds=frozenset({Kind.DIARY}),
        ),
        statistics=options.get(CONF_STATISTICS) is not False,
        language_models=options.get(CONF_LANGUAGE_MODELS) is True,
        cloud_voices=options.get(CONF_CLOUD_VOICES) is True,
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _time(value: object) -> Any:
    return dt_util.parse_time(value) if isinstance(value, str) else None
