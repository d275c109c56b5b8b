"""Actions, triggers, conditions and events on the bus."""

from types import SimpleNamespace
from typing import Any, cast

import probatio as vol
from homeassistant.core import HomeAssistant, SupportsResponse

from custom_components.heating_pad.const import EVENT_DIARY, EVENT_SESSION
from custom_components.heating_pad.engine.models import Notice
from custom_components.heating_pad.person_services import async_register_person_services
from custom_components.heating_pad.services import async_register_services

from .source import allowed, code, definitions, table, texts

_FOR_PACKS_TOO = {"start_session", "stop_session"}
_ONLY_PACKS = {("start_session", "when")}
_RESPONSES = {
    SupportsResponse.NONE: "",
    SupportsResponse.OPTIONAL: "Can return a response.",
    SupportsResponse.ONLY: "Returns a response.",
}


def registered() -> dict[str, tuple[vol.Schema, SupportsResponse]]:
    """Return schema and kind of response of every action, as they are registered."""
    found: dict[str, tuple[vol.Schema, SupportsResponse]] = {}

    def register(
        _domain: str,
        name: str,
        _handler: object,
        schema: Any,
        supports_response: SupportsResponse = SupportsResponse.NONE,
    ) -> None:
        found[name] = (schema, supports_response)

    house = cast("HomeAssistant", SimpleNamespace(services=SimpleNamespace(async_register=register)))
    async_register_services(house)
    async_register_person_services(house)
    return found


def actions() -> str:
    """Return a section for each action."""
    described, known = definitions("services"), registered()
    if described.keys() != known.keys():
        msg = f"services.yaml and the code name different actions: {sorted(described.keys() ^ known.keys())}"
        raise ValueError(msg)
    return "\n\n".join(_action(name, described[name], *known[name]) for name in described)


def _action(name: str, described: dict[str, Any], schema: vol.Schema, response: SupportsResponse) -> str:
    told = texts()["services"][name]
    targets = described["target"]["entity"][0]["domain"]
    on = "a person: its pain sensor or device"
    if "climate" in targets:
        on = "pads and heat packs" if name in _FOR_PACKS_TOO else "electric pads"
        on += ": climate or timer entity, device, area, floor or label"
    said = " ".join(each for each in (told["description"], f"Target: {on}.", _RESPONSES[response]) if each)
    parts = [f"### `heating_pad.{name}`", said]
    rows = [_field(name, key, field, told["fields"][key], schema) for key, field in described.get("fields", {}).items()]
    if rows:
        parts.append(table(("field", "what", "values", "example"), rows))
    return "\n\n".join(parts)


def _field(
    action: str, key: str, field: dict[str, Any], told: dict[str, str], schema: vol.Schema
) -> tuple[str, str, str, str]:
    marker = next(each for each in schema.schema if str(each) == key)
    notes = []
    if isinstance(marker, vol.Required):
        notes.append("required")
    if (action, key) in _ONLY_PACKS:
        notes.append("heat packs only")
    if "default" in field:
        notes.append(f"default {field['default']}")
    mark = f" ({', '.join(notes)})" if notes else ""
    what = told["description"] if "description" in told else told["name"]
    return f"`{key}`{mark}", what, allowed(field["selector"]), f"`{field['example']}`" if "example" in field else ""


def triggers() -> str:
    """Return the table of triggers."""
    return _of_automations("trigger", "triggers")


def conditions() -> str:
    """Return the table of conditions."""
    return _of_automations("condition", "conditions")


def _of_automations(kind: str, name: str) -> str:
    rows = []
    for key, described in definitions(name).items():
        told = texts()[name][key]
        options = [f"`{field}`: {_option(of)}" for field, of in described.get("fields", {}).items()]
        rows.append((f"`heating_pad.{key}`", told["description"], _targets(described), "; ".join(options)))
    return table((kind, "what", "target", "options"), rows)


def _option(field: dict[str, Any]) -> str:
    selector = field["selector"]
    key = (selector.get("select") or {}).get("translation_key")
    # Both have a table of their own.
    if key == "stop_reason":
        return "[stop reasons](#stop-reasons) (several)"
    if key == "refusal":
        return "[refusals](#refusals) (several)"
    return allowed(selector)


def _targets(described: dict[str, Any]) -> str:
    filters = described["target"]["entity"]
    domains = {domain for each in filters for domain in each["domain"]}
    if "event" in domains:
        return "persons"
    return "pads and heat packs" if "timer" in domains else "pads"


def bus_events() -> str:
    """Return the table of events on the bus."""
    prompts = texts()["entity"]["event"]["pain_entry"]["state_attributes"]["event_type"]["state"]
    return table(
        ("event", "type", "also holds"),
        (
            (
                f"`{EVENT_SESSION}`",
                code(Notice),
                "`entry_id`, `session`, `reason`, and what the event entity shows",
            ),
            (
                f"`{EVENT_DIARY}`",
                code([*prompts, "prompt", "clinician_flag"]),
                "`entry_id`; `id`, `score`, `moment` of an entry; `prompt`, `session` of a question; `rules`",
            ),
        ),
    )
