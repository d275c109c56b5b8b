"""The upkeep page names what we use of Home Assistant that is not promised, where, and which test guards it."""

import ast
import re
from pathlib import Path

import pytest

from .markdown import ROOT, text_of

PAGE = ROOT / "docs" / "upkeep.md"
PACKAGE = ROOT / "custom_components" / "heating_pad"
_FILE = re.compile(r"`((?:[a-z_]+/)?[a-z_0-9]+\.py)`")
_TEST = re.compile(r"`(test_[a-z_0-9]+\.py)`")

OPEN = {
    "homeassistant.components.climate.const",
    "homeassistant.components.binary_sensor.const",
    "homeassistant.components.mqtt.models",
    "homeassistant.components.conversation.models",
    "homeassistant.components.recorder.models",
}
"""Deeper modules that hold constants and values only."""
MOVING = {
    "homeassistant.helpers.chat_session": "helpers.chat_session",
    "homeassistant.helpers.entity_component": "EntityComponent",
    "homeassistant.helpers.llm": "IntentTool",
    "homeassistant.helpers.target": "helpers.target",
    "homeassistant.helpers.trigger": "Trigger",
    "homeassistant.helpers.condition": "Condition",
}
"""Helpers that are young, or were not made for integrations."""
HOOKS = {
    r"\b_context\b": "Entity._context",
    r"\bget_initial_entity_options\b": "get_initial_entity_options",
    r"\basync_add_shutdown_job\b": "async_add_shutdown_job",
    r"\bcancel_on_shutdown\b": "cancel_on_shutdown",
    r"\bSIGNAL_CONFIG_ENTRY_CHANGED\b": "SIGNAL_CONFIG_ENTRY_CHANGED",
    r"\basync_track_state_report_event\b": "async_track_state_report_event",
    r"\bwrite_utf8_file_atomic\b": "write_utf8_file_atomic",
    r"\bget_matter\b": "get_matter",
    r"\bentities\.get_entry\b": "registry.entities.get_entry",
    r"\bregister_trigger\b": "register_trigger",
    r"\bgoogle_assistant_command\b": "google_assistant_command",
    r"\bhomekit_state_change\b": "homekit_state_change",
    r"\badd_extra_js_url\b": "add_extra_js_url",
    r"\basync_get_platforms\b": "async_get_platforms",
    r"\bhassil\b": "hassil",
    r"\basync_get_(?:cached_)?translations\b": "async_get_translations",
    r"\bmobile_app_notification_action\b": "mobile_app_notification_action",
}


def _sources() -> dict[str, str]:
    return {str(path.relative_to(PACKAGE)): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}


def _rows() -> list[list[str]]:
    rows = [line.strip("|").split("|") for line in text_of(PAGE).splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in rows]


def _imports(source: str) -> set[tuple[str, str]]:
    return {
        (node.module or "", alias.name)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.level == 0
        for alias in node.names
    }


def test_what_is_deep_inside_a_component_is_named() -> None:
    page = text_of(PAGE)
    missing = set()
    for file, source in _sources().items():
        for module, imported in _imports(source):
            deep = module.startswith("homeassistant.components.") and module.count(".") > 2 and module not in OPEN
            word = MOVING.get(module)
            tail = module.rpartition("homeassistant.components.")[2]
            if deep and not any(each in page for each in (imported, tail, tail.rpartition(".")[2])):
                missing.add(f"{file}: {module}.{imported}")
            if word is not None and word not in page:
                missing.add(f"{file}: {module}")
    assert missing == set()


@pytest.mark.parametrize(("pattern", "word"), HOOKS.items(), ids=HOOKS.values())
def test_a_hook_is_named_with_every_file_that_uses_it(pattern: str, word: str) -> None:
    using = {file for file, source in _sources().items() if re.search(pattern, source)}
    assert using, "nothing uses it any more: take it off the page and out of this test"
    rows = [row for row in _rows() if f"`{word}`" in row[0] or f"`{word}." in row[0]]
    named = {file for row in rows for file in _FILE.findall(row[1])}
    assert using <= named


def test_every_file_that_is_named_exists() -> None:
    lost = {
        file for row in _rows() for cell in row[1:2] for file in _FILE.findall(cell) if not (PACKAGE / file).exists()
    }
    assert lost == set()


def test_every_file_uses_what_its_row_says() -> None:
    text = text_of(PAGE)
    sources = _sources()
    for line in text[text.index("## Home Assistant") : text.index("## Other integrations")].splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        words = [each.split(".")[-1].strip("…_") for each in re.findall(r"`([^`]+)`", cells[0])]
        for file in _FILE.findall(cells[1]) if line.startswith("| ") else []:
            assert any(word in sources[file] for word in words), f"{file}: {words}"


def test_every_guard_test_exists() -> None:
    files = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    named = set(_TEST.findall(text_of(PAGE)))
    assert named
    assert named <= files


def test_every_hook_has_a_guard_and_a_way_out() -> None:
    text = text_of(PAGE)
    begin = text.index("## Home Assistant")
    table = [line for line in text[begin : text.index("## Other integrations")].splitlines() if line.startswith("| ")]
    for line in table[1:]:
        what, where, guard, breaks, _until = (cell.strip() for cell in line.strip("|").split("|"))
        assert what
        assert where
        assert "test" in guard or "browser" in guard, what
        assert breaks, what


def test_every_family_of_plugs_has_a_tier() -> None:
    page = (ROOT / "docs" / "choosing.md").read_text(encoding="utf-8")
    source = (PACKAGE / "plug" / "auto_off.py").read_text(encoding="utf-8")
    (family,) = [node for node in ast.parse(source).body if isinstance(node, ast.ClassDef) and node.name == "Family"]
    keys = [
        each.value.value
        for each in family.body
        if isinstance(each, ast.Assign) and isinstance(each.value, ast.Constant) and isinstance(each.value.value, str)
    ]
    assert keys
    for key in keys:
        (row,) = [line for line in page.splitlines() if line.startswith(f"| `{key}` |")]
        assert row.rstrip(" |").rpartition("|")[2].strip() in ("A", "B", "C", "–")


def test_the_oldest_version_is_the_same_everywhere() -> None:
    oldest = re.search(r'"homeassistant": "(\d+\.\d+)\.\d+"', (ROOT / "hacs.json").read_text(encoding="utf-8"))
    assert oldest is not None
    assert f"{oldest[1]} and" in text_of(PAGE)
    assert f"{oldest[1]} or newer" in text_of(ROOT / "README.md")
    assert f"{oldest[1]} or newer" in text_of(ROOT / "docs" / "installing.md")
    for path in Path(ROOT / "blueprints").rglob("*.yaml"):
        assert f"min_version: {oldest[1]}.0" in path.read_text(encoding="utf-8")
