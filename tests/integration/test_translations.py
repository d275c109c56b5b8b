"""Everything people read has words, and what Home Assistant's own checks ask of the files holds."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import probatio as vol
import pytest
import yaml  # type: ignore[import-untyped]  # its stubs are not among our tools

from custom_components.heating_pad import person_services, services
from custom_components.heating_pad.const import DOMAIN
from custom_components.heating_pad.engine.auto_off import AutoOffStatus, SelfTestResult
from custom_components.heating_pad.engine.diary import EntryProblem
from custom_components.heating_pad.engine.models import (
    STOP_RULES,
    Caution,
    Notice,
    Refusal,
    StopReason,
    Told,
    WaitingFor,
)
from custom_components.heating_pad.messages import message_of

SCHEMAS = {**services.SCHEMAS, **person_services.SCHEMAS}
FOLDER = Path(services.__file__).parent
TARGET_KEYS = {"entity_id", "device_id", "area_id", "floor_id", "label_id"}
MANIFEST_KEYS = {
    "after_dependencies",
    "codeowners",
    "config_flow",
    "dependencies",
    "documentation",
    "domain",
    "import_executor",
    "integration_type",
    "iot_class",
    "issue_tracker",
    "loggers",
    "name",
    "quality_scale",
    "requirements",
    "single_config_entry",
    "version",
}
REFUSAL_PLACEHOLDERS: dict[str, set[str]] = {
    Refusal.FAULTED: {"name", "fault"},
    Refusal.RESTING: {"name", "minutes"},
    Refusal.DAILY_LIMIT: {"name", "minutes"},
    Refusal.TOO_LONG: {"name", "minutes"},
    Refusal.TOO_HOT: {"name", "temperature"},
}
"""Of refusals that say more than the pad's name."""


def load(name: str) -> Any:
    """Read one of the integration's files."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return json.loads(text) if name.endswith(".json") else yaml.safe_load(text)


EN: dict[str, Any] = load("translations/en.json")
ICONS: dict[str, Any] = load("icons.json")
SERVICES: dict[str, Any] = load("services.yaml")


def walk(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every text with the keys that lead to it."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from walk(value, (*path, key))
    else:
        yield path, node


def placeholders(text: str) -> set[str]:
    """Return the names a text waits for."""
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


def calls(function: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of a function or class of this name in the integration."""
    for path in sorted(FOLDER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name == function:
                    yield f"{path.name}:{node.lineno}", node


def advice_of(key: str) -> str:
    """Return what an issue says, on its own or as the page of its repair."""
    issue = EN["issues"][key]
    if "description" in issue:
        return str(issue["description"])
    (page,) = issue["fix_flow"]["step"].values()
    return str(page["description"])


def text_keys(node: ast.expr | None) -> set[str]:
    """Return the keys of a dictionary that stands in the source."""
    assert isinstance(node, ast.Dict)
    keys = {key.value for key in node.keys if isinstance(key, ast.Constant)}
    assert len(keys) == len(node.keys)
    return {str(key) for key in keys}


# -- manifest ----------------------------------------------------------------


def test_the_manifest_has_the_known_keys_in_order() -> None:
    manifest = load("manifest.json")
    keys = list(manifest)
    assert keys[:2] == ["domain", "name"]
    assert keys[2:] == sorted(keys[2:])
    assert set(keys) <= MANIFEST_KEYS
    assert manifest["domain"] == DOMAIN == FOLDER.name
    assert manifest["documentation"].startswith("https://")
    assert "home-assistant.io/integrations" not in manifest["documentation"]
    assert manifest["issue_tracker"].startswith("https://")
    assert manifest["codeowners"]
    assert manifest["config_flow"] is True
    assert manifest["integration_type"] == "device"
    assert manifest["iot_class"] in ("calculated", "local_push")
    assert re.fullmatch(r"\d+\.\d+\.\d+", manifest["version"])


def test_every_component_that_is_imported_is_a_dependency() -> None:
    manifest = load("manifest.json")
    declared = {*manifest["dependencies"], *manifest.get("after_dependencies", [])}
    platforms = {"binary_sensor", "button", "calendar", "climate", "event", "number", "select", "sensor", "switch"}
    imported: set[str] = set()
    for path in FOLDER.rglob("*.py"):
        # What is imported inside a function is asked for only where it is set up.
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("homeassistant.components"):
                continue
            parts = (node.module or "").split(".")
            imported |= {parts[2]} if len(parts) > 2 else {alias.name for alias in node.names}
    # Set up before everything else, never a dependency.
    imported.discard("homeassistant")
    assert imported - platforms <= declared
    assert declared <= imported


# -- texts ---------------------------------------------------------------------


def test_keys_are_keys_and_texts_are_plain() -> None:
    for path, text in walk(EN):
        where = ".".join(path)
        assert isinstance(text, str), where
        assert text == text.strip(), where
        assert text, where
        assert all(re.fullmatch(r"[a-z0-9_-]+", key) for key in path), where
        assert all(not key.startswith("_") and not key.endswith("_") for key in path), where
        assert not re.search(r"<[a-zA-Z/!]", text), where
        assert "[%key:" not in text, where
        assert not re.search(r"'\{\w+\}'", text), where
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in placeholders(text)), where


def test_no_text_promises_what_a_heat_source_must_not() -> None:
    forbidden = re.compile(
        r"\b(treat(s|ment)?|therap\w+|reliev\w+|cures?|heals?|healing|medical[ -]grade|safe(?! mode))\b", re.IGNORECASE
    )
    assert [".".join(path) for path, text in walk(EN) if forbidden.search(text)] == []
    device = [text for _, text in walk(EN) if "medical device" in text.lower()]
    assert device
    assert all("not a medical device" in text.lower() for text in device)


def test_every_described_field_is_a_field() -> None:
    for part in ("config", "options"):
        for name, step in EN[part]["step"].items():
            assert set(step.get("data_description", {})) <= set(step.get("data", {})), name


def test_an_issue_says_what_to_do() -> None:
    for key, issue in EN["issues"].items():
        assert advice_of(key), key
        # Without a way out there is a description, and only then.
        assert set(issue) == ({"title", "description"} if key == "timer_missing" else {"title", "fix_flow"}), key
        for step in issue.get("fix_flow", {}).get("step", {}).values():
            assert step["title"] == issue["title"] or key == "person_removed", key


# -- refusals, errors, notices, issues -----------------------------------------


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_has_a_sentence_that_can_be_filled(refusal: Refusal) -> None:
    message = EN["exceptions"][refusal]["message"]
    assert placeholders(message) == REFUSAL_PLACEHOLDERS.get(refusal, {"name"})


def test_every_error_in_the_source_has_a_sentence_with_its_placeholders() -> None:
    seen: set[str] = set()
    for name in (
        "ServiceValidationError",
        "HomeAssistantError",
        "NotInstalledError",
        "ConfigEntryNotReady",
        "ConfigEntryError",
    ):
        for where, call in calls(name):
            given = {keyword.arg: keyword.value for keyword in call.keywords}
            assert {"translation_domain", "translation_key"} <= set(given), where
            key = given["translation_key"]
            if not isinstance(key, ast.Constant):
                continue  # a refusal: see above
            expected = text_keys(given["translation_placeholders"]) if "translation_placeholders" in given else set()
            assert placeholders(EN["exceptions"][str(key.value)]["message"]) == expected, where
            seen.add(str(key.value))
    notices = {key for key in EN["exceptions"] if key.startswith("notice_")}
    said = {key for key in EN["exceptions"] if key.startswith(("message_", "button_"))}
    assert set(EN["exceptions"]) == {*Refusal, *EntryProblem, *seen, *notices, *said}


def test_every_message_and_button_has_words() -> None:
    for waiting in WaitingFor:
        data = {"waiting_for": waiting}
        message = (
            message_of("Sofa pad", Notice.WAITING, None, "s1", data) if waiting is not WaitingFor.NOTHING else None
        )
        for button in () if message is None else message.buttons:
            assert EN["exceptions"][button.label]["message"]
    for notice in Notice:
        for reason in StopReason:
            message = message_of("Sofa pad", notice, reason, "s1", {"waiting_for": "barrier", "minutes": 5.0})
            if message is not None:
                text = EN["exceptions"][message.text]["message"]
                assert placeholders(text) <= set(message.values)
                assert all(EN["exceptions"][button.label]["message"] for button in message.buttons)


def test_every_end_that_is_told_has_a_notice_and_every_fault_an_issue() -> None:
    ended = {f"notice_ended_{reason}" for reason, rule in STOP_RULES.items() if rule.told is not Told.EVENT}
    notices = {key for key in EN["exceptions"] if key.startswith("notice_ended_")}
    assert notices == ended
    faults = {f"fault_{reason}" for reason, rule in STOP_RULES.items() if rule.latched}
    assert {key for key in EN["issues"] if key.startswith("fault_")} == faults
    for key in (*ended, "notice_off_unconfirmed", "notice_stuck_on"):
        assert placeholders(EN["exceptions"][key]["message"]) <= {"name", "plug"}, key
    for result in SelfTestResult:
        assert placeholders(EN["exceptions"][f"notice_test_{result}"]["message"]) == {"name"}
        assert EN["options"]["abort"][f"test_{result}"]
    for caution in Caution:
        key = f"caution_{caution}"
        assert key in EN["issues"] or EN["exceptions"][f"notice_{key}"]
    for key in faults:
        assert placeholders(advice_of(key)) <= {"name"}, key


def test_every_issue_that_is_raised_has_words_with_its_placeholders() -> None:
    raised = set()
    for where, call in calls("raise_issue"):
        key = call.args[0]
        if not isinstance(key, ast.Constant):
            continue
        raised.add(str(key.value))
        given = text_keys(call.args[2])
        issue = EN["issues"][str(key.value)]
        assert placeholders(issue["title"]) | placeholders(advice_of(str(key.value))) <= given, where
    plug_alarms = {"off_unconfirmed", "stuck_on"}
    advice = {
        *(f"auto_off_{each}" for each in AutoOffStatus if each is not AutoOffStatus.VERIFIED),
        "caution_relay_worn",
        "caution_sensor_slow",
    }
    of_a_table = {"person_removed"}
    assert {key for key in EN["issues"] if not key.startswith("fault_")} == raised | plug_alarms | advice | of_a_table
    for named in advice:
        assert placeholders(EN["issues"][named]["title"]) | placeholders(advice_of(named)) == {"name"}
    for alarm in plug_alarms:
        issue = EN["issues"][alarm]
        assert placeholders(issue["title"]) | placeholders(advice_of(alarm)) == {"name", "plug"}


# -- actions ---------------------------------------------------------------------


def schema_of(action: str) -> dict[str, Any]:
    """Return an action's own fields, by name."""
    return {str(key): value for key, value in SCHEMAS[action].schema.items() if str(key) not in TARGET_KEYS}


def test_actions_are_the_same_in_code_form_texts_and_icons() -> None:
    assert set(SERVICES) == set(SCHEMAS) == set(EN["services"]) == set(ICONS["services"])


@pytest.mark.parametrize("action", SCHEMAS)
def test_fields_of_an_action_are_the_same_in_code_form_and_texts(action: str) -> None:
    fields = SERVICES[action].get("fields", {})
    texts = EN["services"][action]
    assert set(fields) == set(schema_of(action)) == set(texts.get("fields", {}))
    assert texts["name"]
    assert texts["description"]
    for name, field in fields.items():
        assert set(texts["fields"][name]) == {"name", "description"}, name
        assert "selector" in field, name
        assert "name" not in field, name
        assert "description" not in field, name


@pytest.mark.parametrize("action", SCHEMAS)
def test_an_action_takes_everything_its_form_offers(action: str) -> None:
    schema = SCHEMAS[action]
    needed = {
        str(key): SERVICES[action]["fields"][str(key)]["example"]
        for key in schema.schema
        if isinstance(key, vol.Required) and key.default is vol.UNDEFINED
    }
    for name, field in SERVICES[action].get("fields", {}).items():
        ((kind, config),) = field["selector"].items()
        offered: list[Any] = [field["example"]]
        if kind == "select":
            offered += config["options"]
            assert set(config["options"]) == set(EN["selector"][config["translation_key"]]["options"]), name
        elif kind == "number":
            offered += [config["min"], config["max"], field.get("default", config["min"])]
        for value in offered:
            assert name in schema({**needed, name: value}), (name, value)


def test_actions_are_offered_for_pads_or_for_persons_only() -> None:
    for action, description in SERVICES.items():
        (entity,) = description["target"]["entity"]
        domains = ["climate", "timer"] if action in services.SCHEMAS else ["sensor"]
        assert entity == {"integration": DOMAIN, "domain": domains}, action


# -- icons -------------------------------------------------------------------------


def test_icons_are_of_the_one_set_and_states_look_different() -> None:
    assert all(re.fullmatch(r"mdi:[a-z0-9-]+", icon) for _, icon in walk(ICONS))
    for platform, entities in ICONS["entity"].items():
        for key, icons in entities.items():
            for part in (icons, *icons.get("state_attributes", {}).values()):
                assert part["default"] not in part.get("state", {}).values(), (platform, key)


def test_icons_belong_to_entities_and_states_that_have_words() -> None:
    for platform, entities in ICONS["entity"].items():
        for key, icons in entities.items():
            texts = EN["entity"][platform][key]
            if platform not in ("timer", "binary_sensor"):
                assert set(icons.get("state", {})) <= set(texts.get("state", {})), (platform, key)
            for attribute, part in icons.get("state_attributes", {}).items():
                assert set(part.get("state", {})) <= set(texts["state_attributes"][attribute]["state"]), key
