"""Triggers of automations: what pads, packs and persons announce.

They hear the bus events, not the event entities: one that is disabled or renamed silences nothing.
The target is looked up when something happens, so areas and labels may change meanwhile.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, ClassVar, cast, override

import probatio as vol
from homeassistant.const import ATTR_DEVICE_ID, ATTR_ENTITY_ID, ATTR_NAME, CONF_OPTIONS, CONF_TARGET
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers import config_validation as cv, entity_registry as er
from homeassistant.helpers.trigger import Trigger, TriggerActionRunner, TriggerConfig, TriggerNotTriggeredReporter
from homeassistant.helpers.typing import ConfigType

from .const import EVENT_DIARY, EVENT_SESSION
from .engine.diary import Moment
from .engine.models import Notice, Refusal, StopReason, WaitingFor
from .targets import entries_of, main_entity

CONF_REASON = "reason"
CONF_WAITING_FOR = "waiting_for"
CONF_MOMENT = "moment"
CONF_SCORE_FROM = "score_from"


def _some_of(values: list[str]) -> Callable[[Any], Any]:
    return cast("Callable[[Any], Any]", vol.All(cv.ensure_list, vol.Length(min=1), [vol.In(values)]))


def _one_of(kind: type[StrEnum]) -> Callable[[Any], Any]:
    return _some_of([str(each) for each in kind])


class AnnouncementTrigger(Trigger):
    """Fires when something of the target announces one of `kinds`, and the options fit."""

    event: ClassVar[str]
    kinds: ClassVar[frozenset[str]]
    options: ClassVar[Mapping[vol.Marker, Any]] = {}

    @classmethod
    @override
    async def async_validate_config(cls, hass: HomeAssistant, config: ConfigType) -> ConfigType:
        """Check target and options."""
        schema = vol.Schema(
            {
                vol.Required(CONF_TARGET): cv.TARGET_FIELDS,
                vol.Required(CONF_OPTIONS, default={}): dict(cls.options),
            }
        )
        return cast("ConfigType", schema(config))

    def __init__(self, hass: HomeAssistant, config: TriggerConfig) -> None:
        """Keep what to look for."""
        super().__init__(hass, config)
        self._target = config.target or {}
        self._options = config.options or {}

    def fits(self, data: Mapping[str, Any]) -> bool:
        """Whether the announcement is one that the options ask for."""
        return all(data.get(key) in wanted for key, wanted in self._options.items())

    @override
    async def async_attach_runner(
        self, run_action: TriggerActionRunner, did_not_trigger: TriggerNotTriggeredReporter | None = None
    ) -> CALLBACK_TYPE:
        """Listen from now on."""

        @callback
        def heard(event: Event) -> None:
            data = event.data
            if data["type"] not in self.kinds or not self.fits(data):
                return
            entry_id = data["entry_id"]
            if entry_id in entries_of(self._hass, self._target):
                payload = {**data, **self._about(entry_id)}
                run_action(payload, f"{payload[ATTR_NAME]}: {data['type']}", event.context)

        return self._hass.bus.async_listen(self.event, heard)

    def _about(self, entry_id: str) -> dict[str, Any]:
        """Say whose announcement it is, in the words that actions understand."""
        entry = self._hass.config_entries.async_get_entry(entry_id)
        entity_id = main_entity(self._hass, entry_id)
        entity = None if entity_id is None else er.async_get(self._hass).async_get(entity_id)
        return {
            ATTR_NAME: entry_id if entry is None else entry.title,
            ATTR_ENTITY_ID: entity_id,
            ATTR_DEVICE_ID: None if entity is None else entity.device_id,
        }


class SessionTrigger(AnnouncementTrigger):
    """Something about a session or its pad."""

    event = EVENT_SESSION


class SessionStarted(SessionTrigger):
    """Heat begins."""

    kinds = frozenset({Notice.STARTED})


class SessionWarm(SessionTrigger):
    """The pad is as warm as asked, for the first time in this session."""

    kinds = frozenset({Notice.WARM})


class SessionEnded(SessionTrigger):
    """A session is over, whatever the reason."""

    kinds = frozenset({Notice.FINISHED, Notice.STOPPED})
    options: ClassVar[Mapping[vol.Marker, Any]] = {vol.Optional(CONF_REASON): _one_of(StopReason)}


class Waiting(SessionTrigger):
    """A session waits for an answer, with the heat off."""

    kinds = frozenset({Notice.WAITING})
    options: ClassVar[Mapping[vol.Marker, Any]] = {
        vol.Optional(CONF_WAITING_FOR): _some_of([str(each) for each in WaitingFor if each is not WaitingFor.NOTHING])
    }


class CheckIn(SessionTrigger):
    """Somebody is asked whether they are awake."""

    kinds = frozenset({Notice.CHECK_IN})


class EndingSoon(SessionTrigger):
    """The last five minutes."""

    kinds = frozenset({Notice.ENDING_SOON})


class Ready(SessionTrigger):
    """The rest is over."""

    kinds = frozenset({Notice.READY})


class StartRefused(SessionTrigger):
    """A start was refused."""

    kinds = frozenset({Notice.REFUSED})
    options: ClassVar[Mapping[vol.Marker, Any]] = {vol.Optional(CONF_REASON): _one_of(Refusal)}


class OffUnconfirmed(SessionTrigger):
    """The plug does not prove to be off."""

    kinds = frozenset({Notice.OFF_UNCONFIRMED})


class Fault(SessionTrigger):
    """A fault is latched."""

    kinds = frozenset({Notice.FAULT})


class PainLogged(AnnouncementTrigger):
    """A score was written down."""

    event = EVENT_DIARY
    kinds = frozenset({"logged"})
    options: ClassVar[Mapping[vol.Marker, Any]] = {
        vol.Optional(CONF_MOMENT): _one_of(Moment),
        vol.Optional(CONF_SCORE_FROM): vol.All(vol.Coerce(int), vol.Range(min=0, max=10)),
    }

    @override
    def fits(self, data: Mapping[str, Any]) -> bool:
        """Whether it is a score, of this moment and this high."""
        score = data.get("score")
        moments = self._options.get(CONF_MOMENT)
        return (
            isinstance(score, int)
            and score >= self._options.get(CONF_SCORE_FROM, 0)
            and (moments is None or data.get("moment") in moments)
        )


class ClinicianFlag(AnnouncementTrigger):
    """Something in a diary speaks for seeing a clinician."""

    event = EVENT_DIARY
    kinds = frozenset({"clinician_flag"})


TRIGGERS: dict[str, type[Trigger]] = {
    "session_started": SessionStarted,
    "session_warm": SessionWarm,
    "session_ended": SessionEnded,
    "waiting": Waiting,
    "check_in": CheckIn,
    "ending_soon": EndingSoon,
    "ready": Ready,
    "start_refused": StartRefused,
    "off_unconfirmed": OffUnconfirmed,
    "fault": Fault,
    "pain_logged": PainLogged,
    "clinician_flag": ClinicianFlag,
}


async def async_get_triggers(_hass: HomeAssistant) -> dict[str, type[Trigger]]:
    """Return all triggers."""
    return TRIGGERS
