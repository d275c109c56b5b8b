"""The images by which people know the integration are as Home Assistant wants them."""

import pytest
from PIL import Image

from tests.validation.files import PACKAGE, ROOT

BRAND = PACKAGE / "brand"
NAMES = [f"{dark}{kind}{double}.png" for dark in ("", "dark_") for kind in ("icon", "logo") for double in ("", "@2x")]


def test_there_are_these_images_and_what_they_are_drawn_from() -> None:
    assert sorted(path.name for path in BRAND.iterdir()) == sorted(NAMES)
    drawn = {path.name for path in (ROOT / "docs/images/brand").iterdir()}
    assert drawn == {f"{dark}{kind}.svg" for dark in ("", "dark_") for kind in ("icon", "logo")}


@pytest.mark.parametrize("name", NAMES)
def test_an_image_has_its_size_is_trimmed_and_lets_the_page_through(name: str) -> None:
    with Image.open(BRAND / name) as opened:
        assert opened.format == "PNG"
        image = opened.convert("RGBA")
    times = 2 if "@2x" in name else 1
    if "icon" in name:
        assert image.size == (256 * times, 256 * times)
    else:
        assert 128 * times <= min(image.size) <= 256 * times
        assert image.width > image.height
    alpha = image.getchannel("A")
    assert alpha.getbbox() == (0, 0, *image.size)
    assert alpha.getextrema() == (0, 255)
    assert alpha.getpixel((0, image.height - 1)) == 0


@pytest.mark.parametrize("name", NAMES)
def test_an_image_is_small(name: str) -> None:
    assert (BRAND / name).stat().st_size < 40_000


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("dark_")])
def test_on_a_dark_page_it_is_drawn_in_other_colours(name: str) -> None:
    with Image.open(BRAND / name) as light, Image.open(BRAND / f"dark_{name}") as dark:
        assert light.size == dark.size
        assert light.convert("RGBA").tobytes() != dark.convert("RGBA").tobytes()
