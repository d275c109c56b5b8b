#!/usr/bin/env python3
"""Brings every language in line with the English texts, and lists what still stands there in English.

Usage: scripts/translations.py [--check]
A new text is put in as it is in English, to be translated; one that is gone is taken out; the order is that of
en.json. --check changes nothing and fails when a language is not in line.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "custom_components" / "heating_pad" / "translations"
SAME_MOST_WORDS = 3
"""Texts as short as this may well be the same: names, units, “Start”."""


def in_line(english: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Return a language with the keys of English, in its order."""
    found: dict[str, Any] = {}
    for key, text in english.items():
        there = other.get(key)
        if isinstance(text, dict):
            found[key] = in_line(text, there if isinstance(there, dict) else {})
        else:
            found[key] = there if isinstance(there, str) else text
    return found


def still_english(english: dict[str, Any], other: dict[str, Any], path: str = "") -> list[str]:
    """Return the keys of longer texts that are the same as in English."""
    found = []
    for key, text in english.items():
        if isinstance(text, dict):
            found += still_english(text, other[key], f"{path}{key}.")
        elif text == other[key] and len(re.sub(r"\{\w+\}", "", text).split()) > SAME_MOST_WORDS:
            found.append(path + key)
    return found


def main() -> int:
    """Compare, or bring in line."""
    english = json.loads((FOLDER / "en.json").read_text(encoding="utf-8"))
    wrong = 0
    for file in sorted(FOLDER.glob("*.json")):
        if file.stem == "en":
            continue
        text = file.read_text(encoding="utf-8")
        wanted = in_line(english, json.loads(text))
        written = json.dumps(wanted, ensure_ascii=False, indent=2) + "\n"
        if written != text and "--check" in sys.argv:
            print(f"{file.name}: not in line with en.json; run scripts/translations.py")
            wrong += 1
        elif written != text:
            file.write_text(written, encoding="utf-8")
            print(f"{file.name}: brought in line")
        for key in still_english(english, wanted):
            print(f"{file.name}: {key} is still in English")
            wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
