"""All tables, by page; pages hold a pair of marks for each."""

import re
from collections.abc import Callable
from pathlib import Path

from .architecture import layers, rooms
from .automation import actions, bus_events, conditions, triggers
from .bad_day import printable
from .blueprints import blueprints
from .entities import entities_of_pack, entities_of_pad, entities_of_person
from .forms import options, options_of_person, setup
from .limits import limits_table
from .plugs import families, z_wave
from .reasons import issues, refusals, stop_reasons
from .source import ROOT

__all__ = ["ROOT", "pages"]

_MARKED = re.compile(
    r"(?P<head><!-- made by scripts/reference: (?P<name>[a-z_]+) -->\n).*?(?P<foot><!-- end of what is made -->)",
    re.DOTALL,
)

TABLES: dict[str, dict[str, Callable[[], str]]] = {
    "reference.md": {
        "pad": entities_of_pad,
        "pack": entities_of_pack,
        "person": entities_of_person,
        "actions": actions,
        "triggers": triggers,
        "conditions": conditions,
        "bus_events": bus_events,
        "stop_reasons": stop_reasons,
        "refusals": refusals,
    },
    "limits.md": {
        "warmth": lambda: limits_table("warmth"),
        "time": lambda: limits_table("time"),
        "day": lambda: limits_table("day"),
        "profiles": lambda: limits_table("profiles"),
        "sensor": lambda: limits_table("sensor"),
        "plug": lambda: limits_table("plug"),
        "learned": lambda: limits_table("learned"),
        "packs": lambda: limits_table("packs"),
        "diary": lambda: limits_table("diary"),
    },
    "installing.md": {"setup": setup},
    "usage.md": {"options": options},
    "diary.md": {"options_of_person": options_of_person},
    "choosing.md": {"families": families, "z_wave": z_wave},
    "blueprints.md": {"blueprints": blueprints},
    "troubleshooting.md": {"issues": issues},
    "architecture.md": {"layers": layers, "rooms": rooms},
}


def pages(folder: Path = ROOT / "docs") -> dict[Path, str]:
    """Return every page of a folder as it has to be."""
    made = {folder / name: _filled(folder / name, tables) for name, tables in TABLES.items()}
    made[folder / "bad-day.html"] = printable((folder / "bad-day.md").read_text(encoding="utf-8"))
    return made


def _filled(path: Path, tables: dict[str, Callable[[], str]]) -> str:
    """Return a page with its tables put in; every table has exactly one place."""
    text = path.read_text(encoding="utf-8")
    found = [match["name"] for match in _MARKED.finditer(text)]
    if sorted(found) != sorted(tables):
        msg = f"{path.name} has places for {sorted(found)}, and the tables are {sorted(tables)}"
        raise ValueError(msg)

    def put(match: re.Match[str]) -> str:
        return f"{match['head']}\n{tables[match['name']]()}\n\n{match['foot']}"

    return _MARKED.sub(put, text)
