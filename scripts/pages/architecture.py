"""The house: its storeys from the import contract, its rooms from their own docstrings."""

import ast
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

from .source import PACKAGE, ROOT, table

_STOREYS = (
    ("forms", "What people fill in", "config_flow"),
    ("screens", "Entities, actions, voice tools: what people and automations use", "notification_buttons"),
    ("voice", "What is said, and what is meant", "voice_setup"),
    ("shared", "What entities and actions share", "models"),
    ("writers", "One writer each for pads, persons and packs", "voice_words"),
    ("house", "What they share: house, alarms, guard, settings", "house"),
    ("outside", "Messages, files, disk and plug", "channels"),
    ("time", "Clock, timers, names", "voice_source"),
    ("engine", "Decisions, without Home Assistant", "engine"),
)
"""Storeys of the diagram: name, what it is, and the first layer of the contract that belongs to it."""


@cache
def contract() -> list[list[str]]:
    """Return the layers of the import contract, from the top down."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (layered,) = [each for each in settings["tool"]["importlinter"]["contracts"] if each["type"] == "layers"]
    return [[name.strip(" ()") for name in layer.split(":")] for layer in layered["layers"]]


def storeys() -> list[tuple[str, str, list[list[str]]]]:
    """Return the storeys with their layers; each layer belongs to one."""
    found: list[tuple[str, str, list[list[str]]]] = []
    begins = {first: (name, what) for name, what, first in _STOREYS}
    for layer in contract():
        names = begins.keys() & set(layer)
        if names:
            found.append((*begins.pop(names.pop()), []))
        found[-1][2].append(layer)
    if begins:
        msg = f"the import contract has no layer with {sorted(begins)}"
        raise ValueError(msg)
    return found


def layers() -> str:
    """Return the diagram; an arrow means "may import"."""
    lines = ["```mermaid", "flowchart TD"]
    names = []
    for name, what, its_layers in storeys():
        rooms_here = [room for layer in its_layers for room in layer if _path(room).exists()]
        shown = " · ".join(rooms_here) if len(rooms_here) <= _FEW else f"{len(rooms_here)} files"
        lines.append(f'  {name}["{what}<br/>{shown}"]')
        names.append(name)
    lines += [f"  {above} --> {below}" for above, below in pairwise(names)]
    return "\n".join([*lines, "```"])


_FEW = 12


def rooms() -> str:
    """Return every file of the package with the first sentence of its docstring."""
    parts = []
    for _name, what, its_layers in storeys():
        files = [path for layer in its_layers for room in layer for path in _files(room)]
        rows = [(f"`{path.relative_to(PACKAGE)}`", _first_line(path)) for path in files]
        parts.append(f"**{what}**\n\n{table(('file', 'what'), rows)}")
    named = {room for layer in contract() for room in layer}
    others = [path for path in sorted(PACKAGE.glob("*.py")) if path.stem not in named]
    rows = [(f"`{path.name}`", _first_line(path)) for path in others]
    return "\n\n".join([*parts, f"**Not in the contract**\n\n{table(('file', 'what'), rows)}"])


def _path(room: str) -> Path:
    folder = PACKAGE / room
    return folder if folder.is_dir() else PACKAGE / f"{room}.py"


def _files(room: str) -> list[Path]:
    path = _path(room)
    if path.is_dir():
        return [each for each in sorted(path.glob("*.py")) if each.name != "__init__.py"]
    # A layer in brackets may be missing.
    return [path] if path.exists() else []


def _first_line(path: Path) -> str:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return docstring.split("\n\n")[0].strip()
