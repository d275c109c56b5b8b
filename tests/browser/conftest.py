"""A browser, and a server for the page of cards."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from tests.browser.demo_house import Demo, running_demo, sign_in
from tests.browser.pages import FLAGS, served, words


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program; `scripts/browser` finds it."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.skip("no Chromium here: set CHROMIUM to its path")
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser with a fresh profile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS), headless=True)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Address of the page of cards."""
    with served() as address:
        yield address


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Give the demo with a Home Assistant of its own."""
    with running_demo(tmp_path_factory.mktemp("demo") / "house") as demo:
        yield demo


@pytest.fixture(scope="session")
def signed_in(browser: Browser, demo: Demo) -> StorageState:
    """Sign in as a person does; returns what the browser keeps of it."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    sign_in(page, demo.url, "demo")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def house(browser: Browser, demo: Demo, signed_in: StorageState) -> Iterator[Page]:
    """A page of the demo's Home Assistant, signed in. Errors of our own code fail the test."""
    context = browser.new_context(
        base_url=demo.url, storage_state=signed_in, viewport={"width": 1280, "height": 1000}, locale="en-GB"
    )
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(f"{error}\n{error.stack}"))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert [each for each in problems if "heating" in each.lower()] == []


def pytest_configure(config: pytest.Config) -> None:
    """Name our marker."""
    config.addinivalue_line("markers", "console(text): the page has to complain with these words, and no others")


@pytest.fixture
def cards(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    """The page of cards; anything a page complains about fails the test."""
    context = browser.new_context(viewport={"width": 420, "height": 900}, timezone_id="UTC")
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(f"{site}/page.html")
    page.wait_for_function("window.heatingPadCard !== undefined")
    page.evaluate("(texts) => { fake.translations = texts }", words())
    yield page
    context.close()
    marker = request.node.get_closest_marker("console")
    assert [each for each in problems if marker is None or marker.args[0] not in each] == []
    assert marker is None or problems
