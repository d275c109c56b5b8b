"""Reads the repository's files, as those who use them do."""

import json
from pathlib import Path
from typing import Any, override

import yaml  # type: ignore[import-untyped]  # its stubs are not among our tools

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "custom_components/heating_pad"
BLUEPRINTS = ROOT / "blueprints/automation/heating_pad"
WORKFLOWS = ROOT / ".github/workflows"


class _Loader(yaml.SafeLoader):  # type: ignore[misc]  # no stubs, see above
    """Takes the tags of blueprints, and `on:` for what it is."""

    @override
    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        if node.tag == "!input":
            return f"!input {node.value}"
        if node.tag == "tag:yaml.org,2002:bool" and node.value in ("on", "off"):
            return node.value
        return super().construct_object(node, deep)


def read(path: Path) -> Any:
    """Read a JSON or YAML file."""
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if path.suffix == ".json" else yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader
