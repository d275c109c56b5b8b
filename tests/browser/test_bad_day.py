"""The sheet for a bad day fits on one page of paper, and needs nothing from elsewhere."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

SHEET = Path(__file__).parents[2] / "docs" / "bad-day.html"


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_is_one_page(browser: Browser, paper: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(SHEET.as_uri())
    printed = page.pdf(format=paper, prefer_css_page_size=True)
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    assert asked == [SHEET.as_uri()]


def test_letters_are_large_enough_on_a_phone(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(SHEET.as_uri())
    sizes = page.eval_on_selector_all(
        "p, li, td", "all => all.map(each => parseFloat(getComputedStyle(each).fontSize))"
    )
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert min(sizes) >= 16
    assert wide <= 390
