"""What quality_scale.yaml claims is looked for in the code, where it can be seen there."""

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.validation.files import PACKAGE, ROOT, read

BRONZE = {
    "action-setup",
    "appropriate-polling",
    "brands",
    "common-modules",
    "config-flow",
    "config-flow-test-coverage",
    "dependency-transparency",
    "docs-actions",
    "docs-conditions",
    "docs-high-level-description",
    "docs-installation-instructions",
    "docs-removal-instructions",
    "docs-triggers",
    "entity-event-setup",
    "entity-unique-id",
    "has-entity-name",
    "runtime-data",
    "test-before-configure",
    "test-before-setup",
    "unique-config-entry",
}
SILVER = {
    "action-exceptions",
    "config-entry-unloading",
    "docs-configuration-parameters",
    "docs-installation-parameters",
    "entity-unavailable",
    "integration-owner",
    "log-when-unavailable",
    "parallel-updates",
    "reauthentication-flow",
    "test-coverage",
}
GOLD = {
    "devices",
    "diagnostics",
    "discovery",
    "discovery-update-info",
    "docs-data-update",
    "docs-examples",
    "docs-known-limitations",
    "docs-supported-devices",
    "docs-supported-functions",
    "docs-troubleshooting",
    "docs-use-cases",
    "dynamic-devices",
    "entity-category",
    "entity-device-class",
    "entity-disabled-by-default",
    "entity-translations",
    "exception-translations",
    "icon-translations",
    "reconfiguration-flow",
    "repair-issues",
    "stale-devices",
}
PLATINUM = {"async-dependency", "inject-websession", "strict-typing"}
RULES: dict[str, Any] = read(PACKAGE / "quality_scale.yaml")["rules"]
EN: dict[str, Any] = read(PACKAGE / "translations/en.json")
ICONS: dict[str, Any] = read(PACKAGE / "icons.json")
PLATFORMS = {"binary_sensor", "button", "calendar", "climate", "event", "number", "select", "sensor", "timer"}
SOURCES = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
PAGES = "\n".join(
    path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
)


def status(rule: str) -> str:
    """Return what is claimed of a rule."""
    claim = RULES[rule]
    return str(claim["status"] if isinstance(claim, dict) else claim)


def functions(name: str) -> dict[str, ast.AsyncFunctionDef | ast.FunctionDef]:
    """Return the functions and methods of one file by name."""
    return {
        node.name: node
        for node in ast.walk(ast.parse(SOURCES[name]))
        if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef)
    }


def entity_classes() -> Iterator[tuple[str, ast.ClassDef]]:
    """Yield the classes of entities that are added."""
    for name in PLATFORMS:
        for node in ast.parse(SOURCES[f"{name}.py"]).body:
            if not isinstance(node, ast.ClassDef) or "Description" in node.name:
                continue
            if any("Entity" in ast.unparse(base) for base in node.bases):
                yield name, node


def anywhere(pattern: str) -> list[str]:
    """Return the files of the integration in which something stands."""
    return sorted(name for name, text in SOURCES.items() if re.search(pattern, text, flags=re.MULTILINE))


def said(pattern: str) -> bool:
    """Whether the pages say something."""
    return re.search(pattern, PAGES, flags=re.IGNORECASE) is not None


def all_named(part: str) -> bool:
    """Whether the pages name everything that is offered."""
    return all(said(rf"\b{name}\b") for name in EN[part])


def action_setup() -> bool:
    """Actions belong to the integration, not to an entry."""
    setup, entry = (ast.unparse(functions("__init__.py")[name]) for name in ("async_setup", "async_setup_entry"))
    return "async_register_services" in setup and "register_services" not in entry


def appropriate_polling() -> bool:
    """No entity is polled, and nothing asks at fixed times."""
    polled = [
        name for name in SOURCES if re.search(r"_attr_should_poll = True|SCAN_INTERVAL|DataUpdateCoord", SOURCES[name])
    ]
    return not polled


def runtime_data() -> bool:
    """What an entry has made hangs on the entry."""
    return "entry.runtime_data = " in SOURCES["__init__.py"]


def unique_ids_and_names() -> bool:
    """Every entity is based on one of ours, each of which has a unique id and a translated name."""
    bases = ("entity.py", "person_entity.py", "pack_entity.py")
    own = all("_attr_unique_id" in SOURCES[each] and "_attr_has_entity_name = True" in SOURCES[each] for each in bases)
    return own and len(list(entity_classes())) >= len(PLATFORMS)


def parallel_updates() -> bool:
    """Every platform says how many updates may run side by side."""
    return all(re.search(r"^PARALLEL_UPDATES = \d+$", SOURCES[f"{name}.py"], re.MULTILINE) for name in PLATFORMS)


def owner() -> bool:
    """Somebody looks after it."""
    return bool(read(PACKAGE / "manifest.json")["codeowners"])


def transparent_dependencies() -> bool:
    """Every requirement is pinned below its next major version and stands in what the tests install."""
    requirements = read(PACKAGE / "manifest.json")["requirements"]
    tested = (ROOT / "requirements/test.in").read_text(encoding="utf-8")
    return all(each in tested and "<" in each for each in requirements)


def translated_exceptions() -> bool:
    """What is raised at people comes from the translations."""
    for text in SOURCES.values():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in (
                "ServiceValidationError",
                "HomeAssistantError",
            ):
                given = {keyword.arg for keyword in node.keywords}
                if not {"translation_domain", "translation_key"} <= given:
                    return False
    return True


def repairs() -> bool:
    """Issues have words, and those who can be put right have a way."""
    fixable = [key for key, issue in EN["issues"].items() if "fix_flow" in issue]
    return "repairs.py" in SOURCES and len(fixable) >= 5


def strictly_typed() -> bool:
    """Everything is checked strictly, nothing is left out, and every `ignore` names what it ignores."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lint = (ROOT / "scripts/lint").read_text(encoding="utf-8")
    vague = [name for name, text in SOURCES.items() if re.search(r"type: ignore(?!\[)", text)]
    return "strict = true" in project and "custom_components/heating_pad" in lint and not vague


def web_session() -> bool:
    """Requests go through Home Assistant's session."""
    return not anywhere(r"\bClientSession\(|\bimport (requests|httpx)\b")


def steps_of_the_flow() -> bool:
    """Most steps that the flows can take have words; the others only lead on."""
    steps = {
        name.removeprefix("async_step_")
        for file in SOURCES
        if file.endswith("_flow.py")
        for name in functions(file)
        if name.startswith("async_step_")
    }
    worded = {*EN["config"]["step"], *EN["options"]["step"]}
    issues = {step for issue in EN["issues"].values() for step in issue.get("fix_flow", {}).get("step", {})}
    return len(steps) > 20 and len(steps - worded - issues) <= len(steps) / 4


CHECKS: dict[str, Callable[[], bool]] = {
    "action-setup": action_setup,
    "appropriate-polling": appropriate_polling,
    "brands": (PACKAGE / "brand/icon.png").is_file,
    "common-modules": lambda: all(name in SOURCES for name in ("entity.py", "const.py", "pad.py", "person.py")),
    "config-flow": lambda: read(PACKAGE / "manifest.json")["config_flow"] and "config_flow.py" in SOURCES,
    "config-flow-test-coverage": steps_of_the_flow,
    "dependency-transparency": transparent_dependencies,
    "docs-actions": lambda: all_named("services"),
    "docs-conditions": lambda: all_named("conditions"),
    "docs-high-level-description": lambda: said(r"bounded, low-start\s+sessions"),
    "docs-installation-instructions": lambda: (
        said(r"custom repository|custom repositories") and said(r"add integration")
    ),
    "docs-removal-instructions": lambda: said(r"\bremov(e|al|ing)\b.{0,80}\b(pad|entry|integration)"),
    "docs-triggers": lambda: all_named("triggers"),
    "entity-event-setup": lambda: "async_added_to_hass" in SOURCES["entity.py"],
    "entity-unique-id": unique_ids_and_names,
    "has-entity-name": unique_ids_and_names,
    "runtime-data": runtime_data,
    "test-before-configure": lambda: "plug_problem" in SOURCES["config_flow.py"],
    "unique-config-entry": lambda: "_abort_if_unique_id_configured" in SOURCES["config_flow.py"],
    "action-exceptions": translated_exceptions,
    "config-entry-unloading": lambda: "async_unload_entry" in functions("__init__.py"),
    "docs-configuration-parameters": lambda: all(
        set(step["data"]) == set(step.get("data_description", {}))
        for part in ("config", "options")
        for step in EN[part]["step"].values()
        if "data" in step
    ),
    "docs-installation-parameters": lambda: (
        set(EN["config"]["step"]["electric_pad"]["data"])
        == set(EN["config"]["step"]["electric_pad"]["data_description"])
    ),
    "integration-owner": owner,
    "parallel-updates": parallel_updates,
    "test-coverage": lambda: "coverage report" in (ROOT / "scripts/test").read_text(encoding="utf-8"),
    "devices": lambda: "DeviceInfo(" in SOURCES["entity.py"],
    "diagnostics": lambda: "async_redact_data" in SOURCES["diagnostics.py"],
    "docs-data-update": lambda: said(r"\breports?\b"),
    "docs-examples": lambda: PAGES.count("```yaml") >= 3,
    "docs-known-limitations": lambda: said(r"not covered|no plug|nothing here was|limits"),
    "docs-supported-devices": lambda: all(
        said(name) for name in ("Tasmota", "ESPHome", "Zigbee2MQTT", "Shelly", "Matter")
    ),
    "docs-supported-functions": lambda: all(said(rf"`?{key}`?") for key in EN["entity"]["sensor"]),
    "docs-troubleshooting": lambda: said(r"troubleshooting|what to do"),
    "docs-use-cases": lambda: said(r"blueprint"),
    "entity-category": lambda: bool(anywhere(r"EntityCategory\.DIAGNOSTIC") and anywhere(r"EntityCategory\.CONFIG")),
    "entity-device-class": lambda: len(anywhere(r"device_class=|_attr_device_class")) >= 3,
    "entity-disabled-by-default": lambda: len(anywhere(r"entity_registry_enabled_default")) >= 3,
    "entity-translations": lambda: set(EN["entity"]) >= PLATFORMS - {"climate"} and not anywhere(r'_attr_name = "'),
    "exception-translations": translated_exceptions,
    "icon-translations": lambda: (
        set(ICONS["services"]) == set(EN["services"])
        and set(ICONS["triggers"]) == set(EN["triggers"])
        and set(ICONS["conditions"]) == set(EN["conditions"])
        and not anywhere(r'_attr_icon = |icon="mdi:')
    ),
    "reconfiguration-flow": lambda: "async_step_reconfigure" in functions("config_flow.py"),
    "repair-issues": repairs,
    "inject-websession": web_session,
    "strict-typing": strictly_typed,
    # Exempt, as long as the reason holds.
    "reauthentication-flow": lambda: not anywhere(r"CONF_PASSWORD|ConfigEntryAuthFailed"),
    "discovery": lambda: (
        not {"zeroconf", "ssdp", "dhcp", "usb", "mqtt", "homekit"} & set(read(PACKAGE / "manifest.json"))
    ),
    "discovery-update-info": lambda: not anywhere(r"async_step_(zeroconf|dhcp|ssdp|mqtt|usb)\b"),
    "dynamic-devices": lambda: not anywhere(r"async_get_or_create\(.*identifiers"),
    "stale-devices": lambda: not anywhere(r"async_remove_config_entry_device"),
    "async-dependency": lambda: (
        read(PACKAGE / "manifest.json")["requirements"][0].startswith("fpdf2")
        and "async_add_executor_job" in SOURCES["diary_export.py"]
    ),
}
UNSEEN = {"test-before-setup", "entity-unavailable", "log-when-unavailable"}
"""Only running shows these; tests/integration has them."""


def test_every_rule_is_answered_and_none_is_left_to_do() -> None:
    assert set(RULES) == BRONZE | SILVER | GOLD | PLATINUM
    assert {status(rule) for rule in RULES} == {"done", "exempt"}


def test_every_rule_is_looked_for() -> None:
    assert set(CHECKS) | UNSEEN == set(RULES)
    assert not set(CHECKS) & UNSEEN


@pytest.mark.parametrize("rule", sorted(CHECKS))
def test_a_rule_holds(rule: str) -> None:
    if rule in ("docs-actions", "docs-conditions", "docs-triggers") and not (ROOT / "docs/reference.md").is_file():
        pytest.skip("the pages have no tables yet")
    assert CHECKS[rule](), rule


def test_reasons_are_given_where_a_rule_does_not_apply() -> None:
    exempt = {rule: RULES[rule]["comment"] for rule in RULES if status(rule) == "exempt"}
    assert len(set(exempt.values())) == len(exempt)
    assert all(reason.strip().endswith(".") for reason in exempt.values())


def test_nothing_that_is_ignored_by_git_is_part_of_the_package() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone")
    command = ["git", "check-ignore", *(path for path in map(str, _files()) if "__pycache__" not in path)]
    ignored = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    assert ignored == ""


def _files() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*") if path.is_file())
