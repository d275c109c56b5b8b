"""Actions on persons: write down, change, read, export and import. Only for who may use the diary."""

from collections.abc import Awaitable, Callable, Coroutine
from datetime import date, datetime, timedelta
from typing import Any

import probatio as vol
from homeassistant.const import ATTR_AREA_ID, ATTR_DEVICE_ID, ATTR_ENTITY_ID, ATTR_FLOOR_ID, ATTR_LABEL_ID
from homeassistant.core import Context, HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import async_extract_config_entry_ids
from homeassistant.util import dt as dt_util

from .const import ATTR_WHEN, DOMAIN
from .diary_access import async_check_access
from .diary_csv import NoTableError, from_csv
from .diary_export import Format, Paper, Wish, async_export
from .diary_report import plain, plain_report, report
from .engine.book import BEGINNING, Written
from .engine.diary import ACTIVITY_FIELDS, CHECKUP_FIELDS, PAIN_FIELDS, AnyEntry, Heat
from .house import DATA_HOUSE
from .person import DATA_PERSONS, Person

ATTR_ID = "id"
ATTR_START = "start"
ATTR_END = "end"
ATTR_NOTES = "include_notes"
_READ_BACK = timedelta(days=30)
_REPORT_BACK = timedelta(days=90)

_TARGET = {
    vol.Optional(key): vol.Any(cv.string, vol.All(cv.ensure_list, [cv.string]))
    for key in (ATTR_ENTITY_ID, ATTR_DEVICE_ID, ATTR_AREA_ID, ATTR_FLOOR_ID, ATTR_LABEL_ID)
}
_WHEN = {vol.Optional(ATTR_WHEN): cv.datetime}
_SPAN = {vol.Optional(ATTR_START): cv.datetime, vol.Optional(ATTR_END): cv.datetime}


def _typed(fields: object) -> dict[Any, Any]:
    # What may stand in a field is the engine's to say: it says it in words people understand.
    return {vol.Optional(str(field)): cv.match_all for field in fields}  # type: ignore[attr-defined]


_PAIN = [field for field in PAIN_FIELDS if field != "session"]

SCHEMAS: dict[str, vol.Schema] = {
    "log_pain": vol.Schema({**_TARGET, **_typed(_PAIN), **_WHEN}),
    "log_checkup": vol.Schema({**_TARGET, **_typed(CHECKUP_FIELDS), **_WHEN}),
    "log_activity": vol.Schema({**_TARGET, **_typed(ACTIVITY_FIELDS), **_WHEN}),
    "update_entry": vol.Schema(
        {
            **_TARGET,
            vol.Required(ATTR_ID): cv.string,
            **_typed({**dict.fromkeys(_PAIN), **CHECKUP_FIELDS, **ACTIVITY_FIELDS}),
            **_WHEN,
        }
    ),
    "delete_entry": vol.Schema({**_TARGET, vol.Required(ATTR_ID): cv.string}),
    "assign_session": vol.Schema({**_TARGET, vol.Required("session"): cv.string}),
    "acknowledge_clinician_flag": vol.Schema({**_TARGET, vol.Optional("seen_on"): cv.date}),
    "import_diary": vol.Schema(
        {**_TARGET, vol.Required("csv"): cv.string, vol.Optional("dry_run", default=True): cv.boolean}
    ),
    "get_sessions": vol.Schema({**_TARGET, **_SPAN}),
    "get_pain_log": vol.Schema({**_TARGET, **_SPAN, vol.Optional(ATTR_NOTES, default=False): cv.boolean}),
    "export_diary": vol.Schema(
        {
            **_TARGET,
            vol.Required("format"): vol.In([*Format]),
            **_SPAN,
            vol.Optional("language"): cv.string,
            vol.Optional("paper", default=Paper.A4): vol.In([*Paper]),
            vol.Optional(ATTR_NOTES, default=False): cv.boolean,
            vol.Optional("save", default=False): cv.boolean,
        }
    ),
}


def async_register_person_services(hass: HomeAssistant) -> None:
    """Register all actions; they find their person when they are called."""
    for name, (handler, response) in _HANDLERS.items():
        hass.services.async_register(
            DOMAIN, name, _for_person(handler), schema=SCHEMAS[name], supports_response=response
        )


async def async_run(hass: HomeAssistant, action: str, data: dict[str, Any], context: Context) -> ServiceResponse:
    """Run an action without the event of a call, which the recorder would keep with the notes in it."""
    handler, _ = _HANDLERS[action]
    call = ServiceCall(hass, DOMAIN, action, SCHEMAS[action](data), context, return_response=True)
    return await _for_person(handler)(call)


type _Handler = Callable[[Person, ServiceCall], Awaitable[ServiceResponse]]


def _for_person(handler: _Handler) -> Callable[[ServiceCall], Coroutine[Any, Any, ServiceResponse]]:
    """Call `handler` with the one person meant, if the caller may use the diary."""

    async def _handle(call: ServiceCall) -> ServiceResponse:
        person = await _person_of(call)
        await async_check_access(call.hass, person, call.context)
        response = await handler(person, call)
        return response if call.return_response else None

    return _handle


async def _person_of(call: ServiceCall) -> Person:
    persons = call.hass.data.get(DATA_PERSONS, {})
    entry_ids = await async_extract_config_entry_ids(call)
    found = [person for entry_id, person in persons.items() if entry_id in entry_ids]
    if len(found) != 1:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="one_person_needed")
    return found[0]


def _fields(call: ServiceCall, names: object) -> dict[str, object]:
    return {name: call.data[name] for name in names if name in call.data}  # type: ignore[attr-defined]


def _moment(call: ServiceCall, key: str) -> datetime | None:
    given: datetime | None = call.data.get(key)
    return None if given is None else dt_util.as_utc(given)


def _answer(written: Written) -> ServiceResponse:
    return {"id": written.entry.id, "outcome": str(written.outcome)}


async def _async_log_pain(person: Person, call: ServiceCall) -> ServiceResponse:
    return _answer(await person.async_log_pain(_fields(call, _PAIN), _moment(call, ATTR_WHEN)))


async def _async_log_checkup(person: Person, call: ServiceCall) -> ServiceResponse:
    return _answer(await person.async_log_checkup(_fields(call, CHECKUP_FIELDS), _moment(call, ATTR_WHEN)))


async def _async_log_activity(person: Person, call: ServiceCall) -> ServiceResponse:
    return _answer(await person.async_log_activity(_fields(call, ACTIVITY_FIELDS), _moment(call, ATTR_WHEN)))


async def _async_update(person: Person, call: ServiceCall) -> ServiceResponse:
    names = {**dict.fromkeys(_PAIN), **CHECKUP_FIELDS, **ACTIVITY_FIELDS}
    await person.async_update(call.data[ATTR_ID], _fields(call, names), _moment(call, ATTR_WHEN))
    return None


async def _async_delete(person: Person, call: ServiceCall) -> ServiceResponse:
    await person.async_delete(call.data[ATTR_ID])
    return None


async def _async_acknowledge(person: Person, call: ServiceCall) -> ServiceResponse:
    seen_on: date | None = call.data.get("seen_on")
    await person.async_acknowledge(seen_on)
    return None


async def _async_assign(person: Person, call: ServiceCall) -> ServiceResponse:
    """Put a session on this person's account; whose it was must be open to the caller too."""
    house = call.hass.data[DATA_HOUSE]
    session: str = call.data["session"]
    persons = call.hass.data.get(DATA_PERSONS, {})
    record = next((heat for heat in house.journal.all_heat() if heat.session == session), None)
    former = next((each for each in persons.values() if isinstance(each.book.get(session), Heat)), None)
    if former is None and record is not None:
        former = persons.get(record.person)
    running = any(pad.heat_now is not None and pad.heat_now.session == session for pad in house.running)
    if (record is None and former is None) or running:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="session_missing",
            translation_placeholders={"name": person.name},
        )
    if former is person:
        return None
    if former is not None:
        await async_check_access(call.hass, former, call.context)
    await house.journal.async_assign(session, person.entry_id)
    if former is not None:
        heat = await former.async_give_away_heat(session)
        if heat is not None:
            await person.async_note_heat(heat)
    house.exposure_changed()
    return None


def _span(person: Person, call: ServiceCall, back: timedelta) -> tuple[datetime, datetime]:
    end = _moment(call, ATTR_END) or person.now()
    start = _moment(call, ATTR_START) or end - back
    if start > end:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="span_backwards")
    return max(start, BEGINNING), end


async def _async_sessions(person: Person, call: ServiceCall) -> ServiceResponse:
    start, end = _span(person, call, _READ_BACK)
    heats = person.book.between(Heat, start, end + timedelta(seconds=1))
    return {
        "sessions": [
            {
                "id": heat.id,
                "start": heat.happened_at.isoformat(),
                "end": heat.ended.isoformat(),
                "minutes": round(heat.heated_s / 60, 1),
                "source": str(heat.source),
                "dose": heat.dose,
                "pad": heat.pad,
            }
            for heat in heats
        ]
    }


async def _async_pain_log(person: Person, call: ServiceCall) -> ServiceResponse:
    start, end = _span(person, call, _READ_BACK)
    told = report(person, start, end)
    entries = [plain(entry, notes=call.data[ATTR_NOTES]) for entry in told.entries]
    return {"entries": entries, "report": plain_report(told)}  # type: ignore[dict-item]  # plain values all


async def _async_export_diary(person: Person, call: ServiceCall) -> ServiceResponse:
    start, end = _span(person, call, _REPORT_BACK)
    wish = Wish(
        format=Format(call.data["format"]),
        language=call.data.get("language"),
        paper=Paper(call.data["paper"]),
        notes=call.data[ATTR_NOTES],
        save=call.data["save"],
    )
    return await async_export(call.hass, person, report(person, start, end), wish, call.context)


async def _async_import(person: Person, call: ServiceCall) -> ServiceResponse:
    """Take what is new in a table; a dry run only says what would happen."""
    try:
        read = await call.hass.async_add_executor_job(from_csv, call.data["csv"], person.now())
    except NoTableError as err:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="not_a_table",
            translation_placeholders={"reason": str(err)},
        ) from err
    new: list[AnyEntry] = [entry for entry in read.entries if person.book.get(entry.id) is None]
    other = [entry for entry in read.entries if person.book.get(entry.id) not in (None, entry)]
    if not call.data["dry_run"]:
        await person.async_take(new)
    return {
        "dry_run": call.data["dry_run"],
        "new": len(new),
        "unchanged": len(read.entries) - len(new) - len(other),
        "different": [entry.id for entry in other],
        "problems": [{"line": line, "reason": reason} for line, reason in read.problems],
    }


_HANDLERS: dict[str, tuple[_Handler, SupportsResponse]] = {
    "log_pain": (_async_log_pain, SupportsResponse.OPTIONAL),
    "log_checkup": (_async_log_checkup, SupportsResponse.OPTIONAL),
    "log_activity": (_async_log_activity, SupportsResponse.OPTIONAL),
    "update_entry": (_async_update, SupportsResponse.NONE),
    "delete_entry": (_async_delete, SupportsResponse.NONE),
    "assign_session": (_async_assign, SupportsResponse.NONE),
    "acknowledge_clinician_flag": (_async_acknowledge, SupportsResponse.NONE),
    "import_diary": (_async_import, SupportsResponse.OPTIONAL),
    "get_sessions": (_async_sessions, SupportsResponse.ONLY),
    "get_pain_log": (_async_pain_log, SupportsResponse.ONLY),
    "export_diary": (_async_export_diary, SupportsResponse.ONLY),
}
