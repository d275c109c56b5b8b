"""What the tables are made from: translations, icons, YAML files; and how tables are written."""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

from homeassistant.util.yaml import parse_yaml

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "custom_components" / "heating_pad"


@cache
def texts() -> dict[str, Any]:
    """Return the English texts of the integration."""
    found: dict[str, Any] = json.loads((PACKAGE / "translations" / "en.json").read_text(encoding="utf-8"))
    return found


def mapping(path: Path) -> dict[str, Any]:
    """Read a YAML file that holds a mapping."""
    return cast("dict[str, Any]", parse_yaml(path.read_text(encoding="utf-8")))


@cache
def definitions(name: str) -> dict[str, Any]:
    """Return one of the YAML files that describe actions, triggers or conditions."""
    found = mapping(PACKAGE / f"{name}.yaml")
    return {key: value or {} for key, value in found.items() if not key.startswith(".")}


@cache
def words_of(name: str) -> str:
    """Return the words beside these files that go into a table."""
    return (Path(__file__).parent / f"{name}.md").read_text(encoding="utf-8")


def rows_of(name: str, section: str) -> list[list[str]]:
    """Return the rows of one of their sections."""
    _, _, rest = words_of(name).partition(f"## {section}\n")
    lines = [line for line in rest.split("\n## ")[0].splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.removeprefix("|").removesuffix("|").split(" | ")] for line in lines]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(each) for each in line)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|") if text else "–"


def code(values: Iterable[object]) -> str:
    """Write names as names."""
    return ", ".join(f"`{value}`" for value in values)


def allowed(selector: dict[str, Any]) -> str:
    """Say in words what a selector lets people choose."""
    ((kind, options),) = selector.items()
    options = options or {}
    if kind == "select":
        several = " (several)" if options.get("multiple") else ""
        choices = [each["value"] if isinstance(each, dict) else each for each in options["options"]]
        return f"{code(choices)}{several}"
    if kind == "number":
        unit = f" {options['unit_of_measurement']}" if "unit_of_measurement" in options else ""
        return f"{options['min']:g}–{options['max']:g}{unit}"
    return {
        "boolean": "`true`, `false`",
        "automation_behavior": "`any`, `all`",
        "datetime": "date and time",
        "date": "date",
        "duration": "duration",
        "text": "text",
    }[kind]
