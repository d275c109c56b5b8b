"""Forms about a person: who it is, how careful to be, what is asked, who sees what."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import probatio as vol
from homeassistant.config_entries import SOURCE_IMPORT, ConfigFlow, ConfigFlowResult, OptionsFlowWithReload
from homeassistant.const import CONF_NAME
from homeassistant.helpers import selector

from .const import (
    CONF_CHECKLIST,
    CONF_CLINICIAN_AGREES,
    CONF_CLOUD_VOICES,
    CONF_EVENING,
    CONF_KIND,
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
    DOMAIN,
    GUEST,
    KIND_PERSON,
)
from .engine.models import Profile
from .engine.prompts import EVENING_DEFAULT, PROMPTS_DEFAULT, PromptKind
from .messages_flow import notify_ways
from .person_settings import WEEKDAYS, Flag, proposed_profile
from .sentences_flow import SentencesSteps


def _choices(words: list[str], key: str, *, multiple: bool = False) -> selector.SelectSelector:
    return selector.SelectSelector(
        selector.SelectSelectorConfig(
            options=words, translation_key=key, multiple=multiple, mode=selector.SelectSelectorMode.LIST
        )
    )


def person_choice(names: Mapping[str, str]) -> selector.SelectSelector:
    """Return a choice of persons; names are shown, keys are stored."""
    return selector.SelectSelector(
        selector.SelectSelectorConfig(
            options=[selector.SelectOptionDict(value=key, label=name) for name, key in names.items()],
            mode=selector.SelectSelectorMode.DROPDOWN,
        )
    )


_WHO = {vol.Optional(CONF_PERSON_ENTITY): selector.EntitySelector(selector.EntitySelectorConfig(domain="person"))}
_CHECKLIST = {vol.Optional(CONF_CHECKLIST): _choices([*Flag], CONF_CHECKLIST, multiple=True)}
PERSON_SCHEMA = vol.Schema({vol.Required(CONF_NAME): selector.TextSelector(), **_WHO, **_CHECKLIST})


def profile_schema(proposed: Profile) -> vol.Schema:
    """Return the form of the second page."""
    return vol.Schema(
        {
            vol.Required(CONF_PROFILE, default=proposed.value): _choices([*Profile], CONF_PROFILE),
            vol.Required(CONF_CLINICIAN_AGREES, default=False): selector.BooleanSelector(),
        }
    )


def profile_errors(answer: Mapping[str, Any], proposed: Profile) -> dict[str, str]:
    """Return what is wrong with the second page: `sensitive`, chosen or called for, needs a clinician's agreement."""
    needs = Profile.SENSITIVE in (answer[CONF_PROFILE], proposed) and answer[CONF_CLINICIAN_AGREES] is not True
    return {CONF_CLINICIAN_AGREES: "clinician_needed"} if needs else {}


class PersonSteps(ConfigFlow):
    """The part of the set-up that is about persons."""

    _person: dict[str, Any]
    _person_name = ""
    _after_person: Callable[[str], Awaitable[ConfigFlowResult]] | None = None
    """Goes on with a pad whose person is set up on the way."""

    async def async_step_person(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask who it is, and what the skin has to be spared for."""
        errors: dict[str, str] = {}
        if user_input is not None:
            name = user_input[CONF_NAME].strip()
            taken = {
                entry.title.casefold()
                for entry in self.hass.config_entries.async_entries(DOMAIN)
                if entry.data.get(CONF_KIND) == KIND_PERSON
            }
            if not name:
                errors[CONF_NAME] = "name_empty"
            elif name.casefold() in {*taken, GUEST}:
                errors[CONF_NAME] = "name_taken"
            else:
                self._person_name = name
                self._person = {key: value for key, value in user_input.items() if key != CONF_NAME}
                return await self.async_step_profile()
        return self.async_show_form(
            step_id="person",
            data_schema=self.add_suggested_values_to_schema(PERSON_SCHEMA, user_input),
            errors=errors,
        )

    async def async_step_profile(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Propose how careful to be."""
        proposed = proposed_profile(self._person.get(CONF_CHECKLIST, []))
        errors = {} if user_input is None else profile_errors(user_input, proposed)
        if user_input is not None and not errors:
            return await self._async_person_done({**self._person, **user_input})
        return self.async_show_form(
            step_id="profile",
            data_schema=self.add_suggested_values_to_schema(profile_schema(proposed), user_input),
            errors=errors,
            description_placeholders={"name": self._person_name},
        )

    async def _async_person_done(self, data: dict[str, Any]) -> ConfigFlowResult:
        if self._after_person is not None:
            made = await self.hass.config_entries.flow.async_init(
                DOMAIN,
                context={"source": SOURCE_IMPORT},
                data={CONF_NAME: self._person_name, **data},
            )
            return await self._after_person(made["result"].entry_id)
        if self.source == "reconfigure":
            entry = self._get_reconfigure_entry()
            return self.async_update_reload_and_abort(entry, data={CONF_KIND: KIND_PERSON, **data})
        return self.async_create_entry(title=self._person_name, data={CONF_KIND: KIND_PERSON, **data})

    async def async_step_import(self, import_data: dict[str, Any]) -> ConfigFlowResult:
        """Take a person from the form of a pad."""
        data = {key: value for key, value in import_data.items() if key != CONF_NAME}
        return self.async_create_entry(title=import_data[CONF_NAME], data={CONF_KIND: KIND_PERSON, **data})

    async def async_step_reconfigure_person(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask again: bodies change."""
        entry = self._get_reconfigure_entry()
        if user_input is not None:
            self._person_name = entry.title
            self._person = dict(user_input)
            return await self.async_step_profile()
        return self.async_show_form(
            step_id="reconfigure_person",
            data_schema=self.add_suggested_values_to_schema(vol.Schema({**_WHO, **_CHECKLIST}), entry.data),
            description_placeholders={"name": entry.title},
        )


class PersonOptionsFlow(SentencesSteps, OptionsFlowWithReload):
    """What a person is asked, and who sees what."""

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what to change."""
        return self.async_show_menu(step_id="init", menu_options=["diary", "privacy", "sentences"])

    async def async_step_diary(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what to be asked, where and when."""
        errors: dict[str, str] = {}
        if user_input is not None:
            if (CONF_QUIET_FROM in user_input) is not (CONF_QUIET_TO in user_input):
                errors["base"] = "quiet_hours_half"
            else:
                emptied = {str(key): None for key in self._diary_schema().schema if str(key) not in user_input}
                return self.async_create_entry(data={**self.config_entry.options, **emptied, **user_input})
        return self.async_show_form(
            step_id="diary",
            data_schema=self.add_suggested_values_to_schema(
                self._diary_schema(), user_input or {**self.config_entry.options}
            ),
            errors=errors,
        )

    def _diary_schema(self) -> vol.Schema:
        return vol.Schema(
            {
                vol.Required(CONF_PROMPTS, default=[each for each in PromptKind if each in PROMPTS_DEFAULT]): _choices(
                    [*PromptKind], CONF_PROMPTS, multiple=True
                ),
                vol.Optional(CONF_TARGETS): selector.SelectSelector(
                    selector.SelectSelectorConfig(
                        options=notify_ways(self.hass, self.config_entry),
                        multiple=True,
                        mode=selector.SelectSelectorMode.DROPDOWN,
                    )
                ),
                vol.Required(CONF_EVENING, default=EVENING_DEFAULT.isoformat()): selector.TimeSelector(),
                vol.Required(CONF_WEEKLY_DAY, default="sunday"): _choices([*WEEKDAYS], CONF_WEEKLY_DAY),
                vol.Optional(CONF_QUIET_FROM): selector.TimeSelector(),
                vol.Optional(CONF_QUIET_TO): selector.TimeSelector(),
                vol.Optional(CONF_LANGUAGE): selector.LanguageSelector(),
            }
        )

    async def async_step_privacy(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask who else may see something."""
        if user_input is not None:
            return self.async_create_entry(data={**self.config_entry.options, **user_input})
        schema = vol.Schema(
            {
                vol.Required(CONF_STATISTICS, default=True): selector.BooleanSelector(),
                vol.Required(CONF_LANGUAGE_MODELS, default=False): selector.BooleanSelector(),
                vol.Required(CONF_CLOUD_VOICES, default=False): selector.BooleanSelector(),
            }
        )
        return self.async_show_form(
            step_id="privacy",
            data_schema=self.add_suggested_values_to_schema(schema, self.config_entry.options),
        )
