"""Every language says what English says: nothing missing, nothing promised, every placeholder in its place."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from homeassistant.helpers.translation import async_get_translations

from custom_components.heating_pad import services
from custom_components.heating_pad.const import DOMAIN
from tests.integration.home import Home

ROOT = Path(__file__).parents[2]
FOLDER = Path(services.__file__).parent / "translations"
LANGUAGES = ("de", "es", "fr", "it", "nl", "pl")
NO_MEDICAL_DEVICE = {
    "de": "kein Medizinprodukt",
    "es": "no es un producto sanitario",
    "fr": "pas un dispositif médical",
    "it": "non è un dispositivo medico",
    "nl": "geen medisch hulpmiddel",
    "pl": "nie jest wyrobem medycznym",
}
PROMISES = {
    "de": r"behandel|therap|linder[tnu]|heilt\b|heilen|heilung|kuriert|\bsicher(?:e[nrsm]?)?\b|gefahrlos|bedenkenlos",
    "es": r"\btrat(?:a|an|ar|amiento)|terap|alivi|sanar|curar|\bcura\b|(?<!modo )segur[oa]s?\b|sin (?:riesgo|peligro)",
    "fr": r"\btraite|terap|thérap|soulag|guéri|soign(?:e|er)\b|\bsûre?s?\b|sans (?:risque|danger)",
    "it": r"\btratta|terap|allevi|guari|\bcura(?:re|no)?\b|sicur[oaie]\b|senza rischi",
    "nl": r"behandel|therap|verlicht|genees|genezen|geneest|\bveilige?\b|zonder risico",
    "pl": r"\blecz(?:y|ą|enie|enia|yć)|terap|ulg[ęai]|łagodzi|uśmierza|\bbezpieczn[yaei]\b|bezpiecznie|bez ryzyka",
}
"""Words of what a heat source must not promise, also where they would be meant harmlessly."""
TEXTS = {language: json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8")) for language in LANGUAGES}
EN = json.loads((FOLDER / "en.json").read_text(encoding="utf-8"))


def walk(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield every text with its key."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from walk(value, (*path, key))
    else:
        yield ".".join(path), node


def fields(text: str) -> list[str]:
    """Return the names a text waits for, and its pieces of code."""
    names = [field for _, field, _, _ in Formatter().parse(text) if field is not None]
    return sorted(set(names)) + sorted(re.findall(r"`[^`]*`", text))


def test_every_language_is_in_line_with_english() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == {"en", *LANGUAGES}
    checked = subprocess.run(
        [sys.executable, ROOT / "scripts" / "translations.py", "--check"], capture_output=True, text=True, check=False
    )
    assert checked.stdout == ""
    assert checked.returncode == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_and_placeholders_are_those_of_english(language: str) -> None:
    english, theirs = dict(walk(EN)), dict(walk(TEXTS[language]))
    assert list(english) == list(theirs)
    assert {key for key in english if fields(english[key]) != fields(theirs[key])} == set()
    assert {key for key in english if english[key].count("\n") != theirs[key].count("\n")} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_plain_and_no_apostrophe_hides_a_placeholder(language: str) -> None:
    for key, text in walk(TEXTS[language]):
        assert text, key
        assert text == text.strip(), key
        # To the frontend a straight apostrophe before a brace begins a quotation.
        assert "'" not in text, key
        assert not re.search(r"<[a-zA-Z/!]", text), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_promises_what_a_heat_source_must_not(language: str) -> None:
    promises = re.compile(PROMISES[language], re.IGNORECASE)
    assert {key: text for key, text in walk(TEXTS[language]) if promises.search(text)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_that_it_is_no_medical_device(language: str) -> None:
    theirs = dict(walk(TEXTS[language]))
    said = [key for key, text in walk(EN) if "not a medical device" in text.lower()]
    assert said
    assert [key for key in said if NO_MEDICAL_DEVICE[language].lower() not in theirs[key].lower()] == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_home_assistant_takes_every_text(home: Home, language: str) -> None:
    """Home Assistant drops a text whose placeholders differ from English, with an error in its log."""
    for category in ("config", "options", "exceptions", "issues", "entity", "services", "selector"):
        mine = await async_get_translations(home.hass, language, category, {DOMAIN})
        english = await async_get_translations(home.hass, "en", category, {DOMAIN})
        assert set(mine) == set(english)
        assert mine != english


def test_the_page_lists_every_language_and_safety_texts_that_exist() -> None:
    page = (ROOT / "docs" / "languages.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \w+ \| `(\w+)\.json` \| (.+) \|$", page, re.MULTILINE)
    assert {language for language, _ in rows} == {"en", *LANGUAGES}
    keys = [key for key, _ in walk(EN)]
    named = re.findall(r"`((?:config|options|issues|exceptions|entity|common)\.[\w.]*)`", page)
    assert len(named) > 15
    assert [each for each in named if not any(key.startswith(each) for key in keys)] == []
