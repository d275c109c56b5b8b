"""Blueprints: a section for each, with a button that imports it."""

from typing import Any
from urllib.parse import quote

from .source import ROOT, mapping, table

FOLDER = ROOT / "blueprints" / "automation" / "heating_pad"
_BADGE = "https://my.home-assistant.io/badges/blueprint_import.svg"
_HERE = "../blueprints/automation/heating_pad"
_IMPORT = "https://my.home-assistant.io/redirect/blueprint_import/?blueprint_url="


def blueprints() -> str:
    """Return all sections, in the order of their names."""
    return "\n\n".join(_section(path.name, mapping(path)["blueprint"]) for path in sorted(FOLDER.glob("*.yaml")))


def _section(file: str, blueprint: dict[str, Any]) -> str:
    url = quote(blueprint["source_url"], safe="")
    return "\n\n".join(
        (
            f"### {blueprint['name']}",
            f"[![Import this blueprint]({_BADGE})]({_IMPORT}{url}) [`{file}`]({_HERE}/{file})",
            " ".join(blueprint["description"].split()),
            table(("input", "what", "default"), _inputs(blueprint["input"])),
        )
    )


def _inputs(inputs: dict[str, Any]) -> list[tuple[str, str, str]]:
    rows = []
    for key, told in inputs.items():
        if "input" in (told or {}):
            rows += _inputs(told["input"])
        else:
            rows.append((told.get("name", key), told.get("description", ""), _default(told)))
    return rows


def _default(told: dict[str, Any]) -> str:
    if "default" not in told:
        return "has to be filled in"
    default = told["default"]
    if default in ("", [], {}, None):
        return "nothing"
    if isinstance(default, list) and all(isinstance(each, str | int) for each in default):
        return ", ".join(map(str, default))
    if isinstance(default, bool):
        return "yes" if default else "no"
    if isinstance(default, list):
        return "ready-made actions"
    if isinstance(default, dict):
        return ", ".join(f"{number} {unit}" for unit, number in default.items())
    unit = (told.get("selector", {}).get("number") or {}).get("unit_of_measurement", "")
    return f"{default} {unit}".strip()
