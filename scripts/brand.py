#!/usr/bin/env python3
"""Draw the brand images: SVG into docs/images/brand, PNG into the integration's brand folder.

Needs what scripts/setup makes, and Chromium on PATH (or CHROMIUM=<path>).
Usage: .venv/bin/python scripts/brand.py
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "docs/images/brand"
BRAND = ROOT / "custom_components/heating_pad/brand"
FONT = ROOT / "custom_components/heating_pad/fonts/DejaVuSansCondensed-Bold.ttf"
SIDE = 512
WORDS = ("Heating", "Pad")


@dataclass(frozen=True, kw_only=True)
class Colors:
    """What stands out from a light or a dark page."""

    pad: str
    seam: str
    wave: str
    clock: str
    face: str
    ink: str


LIGHT = Colors(pad="#e8552d", seam="#ffd9c7", wave="#f59a23", clock="#263238", face="#ffffff", ink="#263238")
DARK = Colors(pad="#ff7043", seam="#ffe3d6", wave="#ffb74d", clock="#eceff1", face="#263238", ink="#eceff1")


def mark(colors: Colors) -> str:
    """Draw a pad, heat that rises from it, and a clock that ends it, on 512 × 512."""
    waves = "".join(
        f'<path d="M{x} 178 C{x - 60} 128 {x + 60} 72 {x} 22" fill="none" stroke="{colors.wave}" stroke-width="44" '
        'stroke-linecap="round"/>'
        for x in (112, 256, 400)
    )
    return (
        f"{waves}"
        f'<rect x="0" y="224" width="512" height="264" rx="72" fill="{colors.pad}"/>'
        f'<rect x="36" y="260" width="440" height="192" rx="42" fill="none" stroke="{colors.seam}" '
        'stroke-width="12" stroke-dasharray="30 22" stroke-linecap="round"/>'
        f'<circle cx="390" cy="390" r="122" fill="{colors.clock}"/>'
        f'<circle cx="390" cy="390" r="92" fill="{colors.face}"/>'
        f'<path d="M390 330 V390 L432 414" fill="none" stroke="{colors.clock}" stroke-width="26" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def word(text: str, x: float, baseline: float, size: float, color: str) -> tuple[str, float]:
    """Draw a word as outlines, so that it looks the same without its font; returns where it ends too."""
    font = TTFont(FONT)
    glyphs, scale = font.getGlyphSet(), size / font["head"].unitsPerEm
    parts = []
    for letter in text:
        name = font.getBestCmap()[ord(letter)]
        pen = SVGPathPen(glyphs, ntos=lambda value: f"{value:g}")
        glyphs[name].draw(pen)
        place = f"translate({x:.1f} {baseline:g}) scale({scale:.5f} {-scale:.5f})"
        parts.append(f'<path transform="{place}" fill="{color}" d="{pen.getCommands()}"/>')
        x += glyphs[name].width * scale
    return "".join(parts), x


def icon(colors: Colors) -> tuple[str, int, int]:
    """Return the mark alone."""
    return _svg(mark(colors), SIDE, SIDE), SIDE, SIDE


def logo(colors: Colors) -> tuple[str, int, int]:
    """Return the mark with the name beside it."""
    first, first_ends = word(WORDS[0], SIDE + 56, 206, 240, colors.ink)
    second, second_ends = word(WORDS[1], SIDE + 56, 470, 240, colors.ink)
    width = int(max(first_ends, second_ends)) + 1
    return _svg(mark(colors) + first + second, width, SIDE), width, SIDE


def _svg(content: str, width: int, height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"{content}</svg>\n"
    )


def render(chromium: str, svg: str, width: int, height: int, folder: Path) -> Image.Image:
    """Let Chromium draw an SVG on nothing."""
    page, shot = folder / "page.html", folder / "shot.png"
    page.write_text(f"<style>body{{margin:0}}svg{{display:block}}</style>{svg}", encoding="utf-8")
    subprocess.run(
        [
            chromium,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--default-background-color=00000000",
            f"--user-data-dir={folder / 'profile'}",
            "--force-device-scale-factor=2",
            f"--window-size={width},{height + 200}",
            f"--screenshot={shot}",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    image = Image.open(shot).convert("RGBA")
    return image.crop((0, 0, width * 2, height * 2))


def save(image: Image.Image, path: Path, height: int, *, square: bool) -> None:
    """Scale to a height, trim, reduce the colours to a palette and write it as small as may be."""
    if not square:
        image = image.crop(image.getchannel("A").getbbox())
    size = (height, height) if square else (round(image.width * height / image.height), height)
    scaled = image.resize(size, Image.Resampling.LANCZOS)
    scaled.quantize(colors=128, method=Image.Quantize.FASTOCTREE).save(path, optimize=True)


def main() -> int:
    """Draw all of them."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("error: Chromium is needed to draw; set CHROMIUM to its path.", file=sys.stderr)
        return 1
    SOURCES.mkdir(parents=True, exist_ok=True)
    BRAND.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        for prefix, colors in (("", LIGHT), ("dark_", DARK)):
            for kind, draw in (("icon", icon), ("logo", logo)):
                svg, width, height = draw(colors)
                (SOURCES / f"{prefix}{kind}.svg").write_text(svg, encoding="utf-8")
                image = render(chromium, svg, width, height, Path(name))
                save(image, BRAND / f"{prefix}{kind}.png", 256, square=kind == "icon")
                save(image, BRAND / f"{prefix}{kind}@2x.png", 512, square=kind == "icon")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
