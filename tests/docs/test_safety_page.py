"""What the safety page says is shown by a test is shown by one that carries its number."""

import re
from functools import cache

import pytest

from .markdown import ROOT, text_of

PAGE = ROOT / "docs" / "safety.md"
_ROW = re.compile(r"^\| (S\d+) \| (.+) \| (.+?) \|$", re.MULTILINE)
_NUMBER = re.compile(r"\b([ST]\d+)\b")
_TEST = re.compile(r"def (test_\w+)")


@cache
def numbers(folder: str) -> set[str]:
    """Return the numbers that names of tests carry in one folder."""
    found: set[str] = set()
    for path in (ROOT / "tests" / folder).rglob("test_*.py"):
        for test in _TEST.findall(path.read_text(encoding="utf-8")):
            found |= {each.upper() for each in re.findall(r"(?<=_)([st]\d+)(?=_)", test)}
    return found


def test_all_twelve_stand_on_the_page() -> None:
    assert [row[0] for row in _ROW.findall(text_of(PAGE))] == [f"S{number}" for number in range(1, 13)]


@pytest.mark.parametrize(("number", "said"), [(row[0], row[2]) for row in _ROW.findall(text_of(PAGE))])
def test_every_number_is_carried_by_a_test_where_it_says(number: str, said: str) -> None:
    assert number in _NUMBER.findall(said)
    for part in said.split(";"):
        places = re.findall(r"\((.*?)\)", part)
        folders = re.findall(r"engine|integration|e2e", places[0]) if places else ["engine", "integration", "e2e"]
        for each in _NUMBER.findall(part):
            there = [folder for folder in folders if each in numbers(folder)]
            # Without folders, one of them is enough; with them, at least one test in each for one of the numbers.
            assert there, f"{each} in {folders}"
        if places:
            for folder in folders:
                assert numbers(folder) & set(_NUMBER.findall(part)), f"{part} in {folder}"


def test_every_failure_from_the_field_has_a_test() -> None:
    carried = numbers("engine") | numbers("integration") | numbers("e2e")
    assert {f"T{number}" for number in range(1, 19)} <= carried
