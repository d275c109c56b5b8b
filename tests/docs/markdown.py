"""Pages of the repository, taken apart."""

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
_CODE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
_EXAMPLE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)


@cache
def pages() -> list[Path]:
    """Return every page that people read."""
    top = list(ROOT.glob("*.md"))
    return sorted([*top, *(ROOT / "docs").rglob("*.md"), ROOT / "demo" / "README.md"])


def name(path: Path) -> str:
    """Name a file as people would."""
    return str(path.relative_to(ROOT))


@cache
def text_of(path: Path) -> str:
    """Read a page."""
    return path.read_text(encoding="utf-8")


def prose(path: Path) -> str:
    """Return what a page says, without code and without the targets of its links."""
    return plain(text_of(path))


def plain(text: str) -> str:
    """Return a text without code and without the targets of its links."""
    text = _CODE.sub("", text)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = _LINK.sub(lambda link: link[2], _INLINE.sub("", text))
    return re.sub(r"https?://\S+", "", text)


def links(path: Path) -> list[str]:
    """Return the targets of all links and pictures, pictures within links too."""
    text = _CODE.sub("", text_of(path))
    found = [link[3] for link in _LINK.finditer(text)]
    inner = [target for link in _LINK.finditer(text) for target in re.findall(r"!\[[^\]]*\]\(([^)\s]+)\)", link[2])]
    return [*found, *inner]


@cache
def anchors(path: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    found: set[str] = set()
    for heading in _HEADING.findall(_CODE.sub("", text_of(path))):
        words = re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", heading).lower()).replace(" ", "-")
        number = 0
        while (anchor := f"{words}-{number}" if number else words) in found:
            number += 1
        found.add(anchor)
    return found


def examples(path: Path, language: str) -> list[str]:
    """Return the examples of a page in one language."""
    return [body for kind, body in _EXAMPLE.findall(text_of(path)) if kind == language]
