"""What must not be promised is not promised: in pages, texts and blueprints.

A word of the list may stand where the same sentence denies it before, or in a question.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from .markdown import ROOT, name, pages, plain, prose

FORBIDDEN = re.compile(
    r"""
    \b(?:treat(?:s|ed|ing|ment|ments)?|therap(?:y|ies|eutic)|reliev(?:e|es|ed|ing)|relief|cur(?:e|es|ed|ing)|heals?|healing
    |clinically|(?:medical|medicinal)[ -]grade|prevents|diagnos(?:e|es|is)|prescribes?|prescribed
    |doctor[ -]approved|effective\ for\ you|(?<!fail-)safe(?:ly|r)?(?!\ mode|ty))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
DENIED = re.compile(
    r"\b(?:no|not|never|none|nothing|nobody|nor|neither|cannot|without|don't|doesn't|isn't|won't|forbidden|avoid)\b",
    re.IGNORECASE,
)


def promises(text: str) -> list[str]:
    """Return the sentences that promise what must not be promised."""
    found = []
    for sentence in re.split(r"(?<=[.!?:;])[*”\"]*\s+|\n\s*\n|\s\|\s", text):
        word = FORBIDDEN.search(sentence)
        if word is None or sentence.rstrip(" *").endswith("?"):
            continue
        if DENIED.search(sentence[: word.start()]) is None:
            found.append(" ".join(sentence.split()))
    return found


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for each in node.values():
            yield from _texts(each)
    elif isinstance(node, str):
        yield node


@pytest.mark.parametrize(
    "sentence",
    [
        "It relieves back pain.",
        "A therapy for your shoulder.",
        "Your dose is safe.",
        "Safe heat, all night.",
        "Clinically proven.",
        "Medical-grade warmth.",
        "It heals. It is not a toy.",
        "Prevents burns.",
        "It treats pain, not symptoms.",
    ],
)
def test_a_promise_is_found(sentence: str) -> None:
    assert promises(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Not for diagnosis, treatment or monitoring.",
        "The limits reduce risk; they cannot make a pad safe.",
        "Is it safe?",
        "Home Assistant in safe mode.",
        "Safety notes.",
    ],
)
def test_a_denial_is_none(sentence: str) -> None:
    assert promises(sentence) == []


def test_pages_promise_nothing() -> None:
    assert {name(page): found for page in pages() if (found := promises(prose(page)))} == {}


def test_texts_promise_nothing() -> None:
    texts = json.loads(
        (ROOT / "custom_components" / "heating_pad" / "translations" / "en.json").read_text(encoding="utf-8")
    )
    assert [found for text in _texts(texts) for found in promises(text)] == []


def test_blueprints_promise_nothing() -> None:
    files = sorted((ROOT / "blueprints").rglob("*.yaml"))
    assert files
    assert {name(path): found for path in files if (found := promises(plain(path.read_text(encoding="utf-8"))))} == {}


def test_the_sheet_to_print_promises_nothing() -> None:
    page = (ROOT / "docs" / "bad-day.html").read_text(encoding="utf-8")
    assert promises(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)) == []
