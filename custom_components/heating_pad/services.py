"""The integration's own actions."""

from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from typing import Any

import probatio as vol
from homeassistant.const import (
    ATTR_AREA_ID,
    ATTR_DEVICE_ID,
    ATTR_ENTITY_ID,
    ATTR_FLOOR_ID,
    ATTR_LABEL_ID,
    ENTITY_MATCH_ALL,
)
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import async_extract_config_entry_ids
from homeassistant.util import dt as dt_util

from .attendance import async_attended, check_voice, source_of
from .const import (
    ATTR_DURATION,
    ATTR_LEVEL,
    ATTR_MINUTES,
    ATTR_PERSON,
    ATTR_RAMP,
    ATTR_SESSION,
    ATTR_TEMPERATURE,
    ATTR_WHAT,
    ATTR_WHEN,
    DOMAIN,
    SERVICE_ACKNOWLEDGE_FAULT,
    SERVICE_CONFIRM,
    SERVICE_EXTEND_SESSION,
    SERVICE_RESUME_SESSION,
    SERVICE_START_SESSION,
    SERVICE_STOP_SESSION,
    SERVICE_TEST_AUTO_OFF,
)
from .diary_access import async_check_access
from .engine.diary import Skin
from .engine.events import (
    AcknowledgeAsked,
    ConfirmAsked,
    ExtendAsked,
    Refused,
    StopAsked,
)
from .engine.limits import (
    EXTEND_S,
    MINUTE_S,
    RAMP_MAX_S,
    SESSION_MAX_CONTACT_S,
)
from .engine.models import Level, Refusal, Source, StartRequest, WaitingFor
from .pack import DATA_PACKS, Pack
from .pad import DATA_PADS, Pad, refusal_error
from .person import DATA_PERSONS
from .wishes import duration_s, goal_c

_ANSWERS = [
    WaitingFor.START,
    WaitingFor.PAD_BUTTON,
    WaitingFor.BARRIER,
    WaitingFor.AWAKE,
    "skin",
]

_TARGET = {
    vol.Optional(key): vol.Any(cv.string, vol.All(cv.ensure_list, [cv.string]))
    for key in (
        ATTR_ENTITY_ID,
        ATTR_DEVICE_ID,
        ATTR_AREA_ID,
        ATTR_FLOOR_ID,
        ATTR_LABEL_ID,
    )
}
_SESSION = {vol.Optional(ATTR_SESSION): cv.string}

SCHEMAS: dict[str, vol.Schema] = {
    SERVICE_START_SESSION: vol.Schema(
        {
            **_TARGET,
            vol.Optional(ATTR_DURATION): cv.time_period,
            vol.Exclusive(ATTR_LEVEL, "warmth"): vol.In([*Level]),
            vol.Exclusive(ATTR_TEMPERATURE, "warmth"): vol.Coerce(float),
            vol.Optional(ATTR_RAMP): vol.All(vol.Coerce(float), vol.Range(min=0, max=RAMP_MAX_S / MINUTE_S)),
            vol.Optional(ATTR_PERSON): cv.string,
            vol.Optional(ATTR_WHEN): cv.datetime,
        }
    ),
    SERVICE_STOP_SESSION: vol.Schema({**_TARGET, **_SESSION}),
    SERVICE_EXTEND_SESSION: vol.Schema(
        {
            **_TARGET,
            **_SESSION,
            vol.Optional(ATTR_MINUTES, default=EXTEND_S / MINUTE_S): vol.All(
                vol.Coerce(float),
                vol.Range(min=1, max=SESSION_MAX_CONTACT_S / MINUTE_S),
            ),
        }
    ),
    SERVICE_RESUME_SESSION: vol.Schema({**_TARGET, **_SESSION}),
    SERVICE_CONFIRM: vol.Schema({**_TARGET, **_SESSION, vol.Optional(ATTR_WHAT): vol.In(_ANSWERS)}),
    SERVICE_ACKNOWLEDGE_FAULT: vol.Schema(_TARGET),
    SERVICE_TEST_AUTO_OFF: vol.Schema(_TARGET),
}


def async_register_services(hass: HomeAssistant) -> None:
    """Register all actions; they find their pads when they are called."""
    handlers: dict[str, Callable[[Pad, ServiceCall], Awaitable[None]]] = {
        SERVICE_START_SESSION: _async_start,
        SERVICE_STOP_SESSION: _async_stop,
        SERVICE_EXTEND_SESSION: _async_extend,
        SERVICE_RESUME_SESSION: _async_resume,
        SERVICE_CONFIRM: _async_confirm,
        SERVICE_ACKNOWLEDGE_FAULT: _async_acknowledge,
        SERVICE_TEST_AUTO_OFF: _async_test_auto_off,
    }
    for name, handler in handlers.items():
        on_pack = _ON_PACKS.get(name, _async_not_for_packs)
        hass.services.async_register(DOMAIN, name, _for_each_pad(handler, on_pack), schema=SCHEMAS[name])


def _for_each_pad(
    handler: Callable[[Pad, ServiceCall], Awaitable[None]],
    on_pack: Callable[[Pack, ServiceCall], Awaitable[None]],
) -> Callable[[ServiceCall], Coroutine[Any, Any, None]]:
    """Call `handler` for each pad meant, `on_pack` for each pack; one that refuses does not stop the others."""

    async def _handle(call: ServiceCall) -> None:
        refusals: list[HomeAssistantError] = []
        for each in await _pads_of(call):
            try:
                await (on_pack(each, call) if isinstance(each, Pack) else handler(each, call))
            except HomeAssistantError as err:
                refusals.append(err)
        if len(refusals) == 1:
            raise refusals[0]
        if refusals:
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="several_refused",
                translation_placeholders={"reasons": ". ".join(str(each) for each in refusals)},
            )

    return _handle


async def _pads_of(call: ServiceCall) -> list[Pad | Pack]:
    """Return the pads and packs a call means, each once."""
    electric = call.hass.data.get(DATA_PADS, {})
    packs = call.hass.data.get(DATA_PACKS, {})
    pads: dict[str, Pad | Pack] = {**electric, **packs}
    if call.data.get(ATTR_ENTITY_ID) == ENTITY_MATCH_ALL:
        found = list(pads.values())
    else:
        entry_ids = await async_extract_config_entry_ids(call)
        found = [pad for entry_id, pad in pads.items() if entry_id in entry_ids]
    if not found:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="no_pad_targeted")
    return found


async def _async_start(pad: Pad, call: ServiceCall) -> None:
    if ATTR_WHEN in call.data:
        raise refusal_error(pad.hass, pad.config.name, Refused(refusal=Refusal.NOT_SUPPORTED))
    name = call.data.get(ATTR_PERSON)
    person = None if name is None else pad.persons.get(name)
    if name is not None and person is None:
        raise refusal_error(pad.hass, pad.config.name, Refused(refusal=Refusal.PERSON_MISSING))
    ramp_minutes = call.data.get(ATTR_RAMP)
    await pad.async_start(
        StartRequest(
            duration_s=duration_s(pad, call.data.get(ATTR_DURATION)),
            level=None if (level := call.data.get(ATTR_LEVEL)) is None else Level(level),
            goal_c=goal_c(pad, call.data.get(ATTR_TEMPERATURE)),
            ramp_s=None if ramp_minutes is None else ramp_minutes * MINUTE_S,
            attended=await async_attended(pad, call.context, occupancy_counts=True),
            source=source_of(pad.hass, call.context, Source.ACTION),
        ),
        person=person,
        # That somebody is there says nothing about who.
        named_attended=await async_attended(pad, call.context, occupancy_counts=False),
    )


async def _async_stop(pad: Pad, call: ServiceCall) -> None:
    pad.ask(StopAsked(session_id=call.data.get(ATTR_SESSION)))


async def _async_extend(pad: Pad, call: ServiceCall) -> None:
    check_voice(pad, call.context)
    pad.ask(
        ExtendAsked(
            seconds=call.data[ATTR_MINUTES] * MINUTE_S,
            session_id=call.data.get(ATTR_SESSION),
        )
    )


async def _async_resume(pad: Pad, call: ServiceCall) -> None:
    check_voice(pad, call.context)
    await pad.async_resume(
        attended=await async_attended(pad, call.context, occupancy_counts=False),
        session_id=call.data.get(ATTR_SESSION),
    )


async def _async_confirm(pad: Pad, call: ServiceCall) -> None:
    check_voice(pad, call.context)
    what = call.data.get(ATTR_WHAT)
    if what == "skin":
        await _async_skin_is_normal(pad, call)
        return
    pad.ask(
        ConfirmAsked(
            attended=await async_attended(pad, call.context, occupancy_counts=False),
            what=None if what is None else WaitingFor(what),
            session_id=call.data.get(ATTR_SESSION),
        )
    )


async def _async_skin_is_normal(pad: Pad, call: ServiceCall) -> None:
    """Write down that somebody has looked at the skin and found it normal; a guest has no diary."""
    person = call.hass.data.get(DATA_PERSONS, {}).get(pad.used_by)
    if person is None:
        raise refusal_error(pad.hass, pad.config.name, Refused(refusal=Refusal.NOT_SUPPORTED))
    if not await async_attended(pad, call.context, occupancy_counts=False):
        raise refusal_error(pad.hass, pad.config.name, Refused(refusal=Refusal.NOBODY_THERE))
    await async_check_access(call.hass, person, call.context)
    await person.async_log_pain({"skin": Skin.NORMAL})


async def _async_start_pack(pack: Pack, call: ServiceCall) -> None:
    name = call.data.get(ATTR_PERSON)
    person = None if name is None else pack.persons.get(name)
    if name is not None and person is None:
        raise refusal_error(pack.hass, pack.config.name, Refused(refusal=Refusal.PERSON_MISSING))
    at: datetime | None = call.data.get(ATTR_WHEN)
    await pack.async_start(
        duration_s=duration_s(pack, call.data.get(ATTR_DURATION)),
        at=None if at is None else dt_util.as_utc(at),
        person=person,
    )


async def _async_stop_pack(pack: Pack, call: ServiceCall) -> None:
    await pack.async_stop(call.data.get(ATTR_SESSION))


async def _async_not_for_packs(pack: Pack, _call: ServiceCall) -> None:
    raise refusal_error(pack.hass, pack.config.name, Refused(refusal=Refusal.NOT_SUPPORTED))


_ON_PACKS: dict[str, Callable[[Pack, ServiceCall], Awaitable[None]]] = {
    SERVICE_START_SESSION: _async_start_pack,
    SERVICE_STOP_SESSION: _async_stop_pack,
}


async def _async_acknowledge(pad: Pad, _call: ServiceCall) -> None:
    pad.ask(AcknowledgeAsked())


async def _async_test_auto_off(pad: Pad, call: ServiceCall) -> None:
    await pad.async_begin_test(attended=await async_attended(pad, call.context, occupancy_counts=False))
