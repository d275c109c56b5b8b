#!/usr/bin/env python3
"""Check, describe and pack a release.

Usage: scripts/release.py check [--tag vX.Y.Z]   versions agree, and the changelog knows them (with a tag: its day)
       scripts/release.py notes [--tag vX.Y.Z]   prints the changelog's part
       scripts/release.py zip <file>             packs what belongs into custom_components/heating_pad
"""

import argparse
import json
import re
import sys
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = Path("custom_components/heating_pad")
LEFT_OUT = {"__pycache__"}
MADE = (1980, 1, 1, 0, 0, 0)
"""The same files give the same archive."""


class ReleaseError(Exception):
    """Something does not fit together."""


def versions(root: Path) -> dict[str, str]:
    """Return the version each file states."""
    manifest = json.loads((root / PACKAGE / "manifest.json").read_text(encoding="utf-8"))
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return {"manifest.json": manifest["version"], "pyproject.toml": project["project"]["version"]}


def chapter(root: Path, version: str) -> tuple[str, str]:
    """Return the changelog's day and text of a version."""
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(
        rf"^## {re.escape(version)} – (?P<day>.+)\n(?P<text>(?:(?!^## ).*\n?)*)", text, flags=re.MULTILINE
    )
    if found is None or not found["text"].strip():
        raise ReleaseError(f"CHANGELOG.md says nothing about {version}")
    return found["day"].strip(), found["text"].strip()


def check(root: Path, tag: str | None) -> str:
    """Return the version to be released; raises `ReleaseError`."""
    stated = versions(root)
    if len(set(stated.values())) != 1:
        raise ReleaseError(f"versions differ: {stated}")
    version = next(iter(stated.values()))
    if not re.fullmatch(r"\d+\.\d+\.\d+(-(alpha|beta|rc)\.\d+)?", version):
        raise ReleaseError(f"{version} is no semantic version")
    day, _ = chapter(root, version)
    if tag is not None:
        if tag != f"v{version}":
            raise ReleaseError(f"the tag is {tag}, the files say {version}")
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
            raise ReleaseError(f"CHANGELOG.md calls {version} {day!r}; it needs its day, as in 2026-12-01")
    return version


def pack(root: Path, target: Path) -> int:
    """Write the archive; returns how many files are in it."""
    package = root / PACKAGE
    files = sorted(path for path in package.rglob("*") if path.is_file() and not LEFT_OUT & set(path.parts))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            info = zipfile.ZipInfo(str(path.relative_to(package)), MADE)
            info.external_attr = 0o644 << 16
            archive.writestr(info, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return len(files)


def main(arguments: list[str] | None = None) -> int:
    """Do what is asked; return the exit status."""
    parser = argparse.ArgumentParser(prog="scripts/release.py", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("check", "notes"):
        commands.add_parser(name).add_argument("--tag", help="the tag that is to be published")
    commands.add_parser("zip").add_argument("target", type=Path)
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "zip":
            print(f"{pack(chosen.root, chosen.target)} files in {chosen.target}")
            return 0
        version = check(chosen.root, chosen.tag)
        print(chapter(chosen.root, version)[1] if chosen.command == "notes" else f"{version} fits together")
    except ReleaseError as err:
        print(f"error: {err}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
