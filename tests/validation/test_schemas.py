"""Files of the integration fit their schemas, and the schemas do notice what does not fit."""

import copy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.validation.files import BLUEPRINTS, PACKAGE, ROOT, read

SCHEMAS = Path(__file__).parent / "schemas"
FILES: list[tuple[str, Path]] = [
    ("manifest", PACKAGE / "manifest.json"),
    ("hacs", ROOT / "hacs.json"),
    ("services", PACKAGE / "services.yaml"),
    ("icons", PACKAGE / "icons.json"),
    ("automation", PACKAGE / "triggers.yaml"),
    ("automation", PACKAGE / "conditions.yaml"),
    ("quality_scale", PACKAGE / "quality_scale.yaml"),
    *(("translations", path) for path in sorted((PACKAGE / "translations").glob("*.json"))),
    *(("blueprint", path) for path in sorted(BLUEPRINTS.glob("*.yaml"))),
]


def errors(schema: str, data: Any) -> list[str]:
    """Return what does not fit."""
    validator = Draft202012Validator(read(SCHEMAS / f"{schema}.json"))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]


@pytest.mark.parametrize("schema", sorted({schema for schema, _ in FILES}))
def test_a_schema_is_one(schema: str) -> None:
    Draft202012Validator.check_schema(read(SCHEMAS / f"{schema}.json"))


def test_every_schema_is_used() -> None:
    assert {path.stem for path in SCHEMAS.glob("*.json")} == {schema for schema, _ in FILES}


@pytest.mark.parametrize(("schema", "path"), [pytest.param(*each, id=each[1].name) for each in FILES])
def test_a_file_fits_its_schema(schema: str, path: Path) -> None:
    assert errors(schema, read(path)) == []


BROKEN: list[tuple[str, Path, tuple[Any, ...], Any]] = [
    ("manifest", PACKAGE / "manifest.json", ("homeassistant",), "2026.10.0"),
    ("manifest", PACKAGE / "manifest.json", ("version",), "1"),
    ("manifest", PACKAGE / "manifest.json", ("documentation",), "https://www.home-assistant.io/integrations/x"),
    ("hacs", ROOT / "hacs.json", ("render",), True),
    ("hacs", ROOT / "hacs.json", ("zip_release",), True),
    ("services", PACKAGE / "services.yaml", ("start_session", "name"), "Start"),
    ("services", PACKAGE / "services.yaml", ("start_session", "fields", "level", "selector"), {}),
    ("icons", PACKAGE / "icons.json", ("services", "start_session", "service"), "hass:play"),
    ("icons", PACKAGE / "icons.json", ("entity", "sensor", "phase"), {"state": {"off": "mdi:power"}}),
    ("automation", PACKAGE / "triggers.yaml", ("session_started", "fields"), {"reason": {}}),
    ("quality_scale", PACKAGE / "quality_scale.yaml", ("rules", "brands"), "todo"),
    ("quality_scale", PACKAGE / "quality_scale.yaml", ("rules", "brands"), {"status": "exempt"}),
    ("translations", PACKAGE / "translations/en.json", ("issues", "stuck_on", "description"), "Twice"),
    ("translations", PACKAGE / "translations/en.json", ("config", "step", "user", "title"), " Padded "),
    ("blueprint", BLUEPRINTS / "evening_session.yaml", ("blueprint", "homeassistant"), {}),
    ("blueprint", BLUEPRINTS / "evening_session.yaml", ("blueprint", "input", "nothing"), {"name": "A field"}),
]


@pytest.mark.parametrize(
    ("schema", "path", "where", "value"), [pytest.param(*each, id=f"{each[0]}-{each[2][-1]}") for each in BROKEN]
)
def test_a_schema_notices_what_does_not_fit(schema: str, path: Path, where: tuple[Any, ...], value: Any) -> None:
    data = copy.deepcopy(read(path))
    inside = data
    for key in where[:-1]:
        inside = inside[key]
    inside[where[-1]] = value
    assert errors(schema, data)


def test_the_manifest_s_keys_stand_in_order() -> None:
    keys = list(read(PACKAGE / "manifest.json"))
    assert keys == ["domain", "name", *sorted(set(keys) - {"domain", "name"})]


def test_there_is_one_integration_and_every_blueprint_is_shipped() -> None:
    assert [path.name for path in (ROOT / "custom_components").iterdir() if (path / "manifest.json").is_file()] == [
        "heating_pad"
    ]
    shipped = {path.name: path.read_bytes() for path in (PACKAGE / "blueprints").glob("*.yaml")}
    assert shipped == {path.name: path.read_bytes() for path in BLUEPRINTS.glob("*.yaml")}


def test_a_blueprint_uses_exactly_the_inputs_it_asks_for() -> None:
    for path in sorted(BLUEPRINTS.glob("*.yaml")):
        data = read(path)
        asked: set[str] = set()
        for name, part in data["blueprint"]["input"].items():
            asked |= set(part["input"]) if "input" in part else {name}
        body = {key: value for key, value in data.items() if key != "blueprint"}
        assert set(_used(body)) == asked, path.name
        assert data["blueprint"]["source_url"].endswith(f"/{path.parent.name}/{path.name}"), path.name


def _used(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [name for value in node.values() for name in _used(value)]
    if isinstance(node, list):
        return [name for value in node for name in _used(value)]
    return [node.removeprefix("!input ")] if isinstance(node, str) and node.startswith("!input ") else []


def test_versions_of_home_assistant_agree() -> None:
    minimum = read(ROOT / "hacs.json")["homeassistant"]
    tested = (ROOT / "requirements/test.in").read_text(encoding="utf-8")
    assert f"homeassistant=={minimum.rsplit('.', 1)[0]}." in tested
    for path in BLUEPRINTS.glob("*.yaml"):
        assert read(path)["blueprint"]["homeassistant"]["min_version"] == minimum, path.name
