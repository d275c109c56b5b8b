"""Every link, picture and page that is named exists, and every page can be found."""

import os
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from .markdown import ROOT, anchors, links, name, pages, text_of

_OURS = re.compile(r"https://github\.com/heating-pad/heating-pad/(?:blob|raw|tree)/main/([^\s\"')#]+)(?:#([\w-]+))?")
_NAMED = re.compile(r"\bdocs/[\w/-]+\.(?:md|html|yaml|png)\b")


def _code() -> list[Path]:
    folders = (
        ROOT / "custom_components" / "heating_pad",
        ROOT / "card" / "src",
        ROOT / "blueprints",
        ROOT / "demo",
        ROOT / "scripts",
    )
    kinds = {".py", ".json", ".yaml", ".ts", ".md", ""}
    found = [path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix in kinds]
    return [path for path in found if "node_modules" not in path.parts and "frontend" not in path.parts]


@pytest.mark.parametrize("page", pages(), ids=name)
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    lost = []
    for link in links(page):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = page if not file else (page.parent / unquote(file)).resolve()
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached = {ROOT / "README.md"}
    coming = set(reached)
    while coming:
        page = coming.pop()
        found = {
            (page.parent / link.partition("#")[0]).resolve() for link in links(page) if not re.match(r"[a-z]+:|#", link)
        }
        new = {each for each in found if each.suffix == ".md" and each.exists()} - reached
        reached |= new
        coming |= new
    ours = {page for page in pages() if page.is_relative_to(ROOT / "docs")}
    assert sorted(name(page) for page in ours - reached) == []


def test_pages_named_in_code_exist() -> None:
    lost = []
    for path in _code():
        text = path.read_text(encoding="utf-8")
        named = [(found, "") for found in _NAMED.findall(text)] + _OURS.findall(text)
        for file, anchor in named:
            target = ROOT / file
            if not target.exists() or (anchor and anchor not in anchors(target)):
                lost.append(f"{name(path)}: {file} {anchor}")
    assert lost == []


def test_addresses_of_our_own_exist() -> None:
    lost = [
        f"{name(page)}: {unquote(file)}"
        for page in pages()
        for file, _ in _OURS.findall(unquote(text_of(page)))
        if not (ROOT / unquote(file)).exists()
    ]
    assert lost == []


def test_the_readme_is_short_and_holds_the_disclaimer() -> None:
    text = text_of(ROOT / "README.md")
    assert 3000 <= len(text.encode()) <= 6200
    joined = " ".join(text.replace("> ", "").split())
    for sentence in (
        "Not for diagnosis, treatment or monitoring.",
        "Burns can occur at any setting, even without pain.",
        "Read the pad manual: some forbid external timers or remote switching.",
        "Never lie or lean on the pad unless its manual allows it.",
    ):
        assert sentence in joined


def test_commands_that_are_named_exist() -> None:
    lost = {
        f"{name(page)}: scripts/{command}"
        for page in pages()
        for command in re.findall(r"\bscripts/([a-z_]+(?:\.py)?)\b", text_of(page))
        if not (ROOT / "scripts" / command).exists()
    }
    assert lost == set()


def test_files_that_are_named_exist() -> None:
    there: set[str] = set()
    for _, folders, files in os.walk(ROOT):
        folders[:] = [each for each in folders if not each.startswith(".") and each != "node_modules"]
        there |= set(files)
    lost = {
        f"{name(page)}: {file}"
        for page in pages()
        for file in re.findall(r"`(?:[\w.-]+/)*([\w-]+\.(?:py|ts|yaml|json|js|html))`", text_of(page))
        if file not in there and file != "configuration.yaml"
    }
    assert lost == set()
