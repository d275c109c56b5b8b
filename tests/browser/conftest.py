"""A browser, and a server for the page of cards."""

import json
import os
import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import override

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--lang=en-US",
)
FOLDERS = {
    "/frontend/": ROOT / "custom_components" / "heating_pad" / "frontend",
    "/axe/": ROOT / "card" / "node_modules" / "axe-core",
    "/": ROOT / "tests" / "browser",
}


class _Handler(SimpleHTTPRequestHandler):
    """Gives the page, the cards and axe-core."""

    @override
    def translate_path(self, path: str) -> str:
        path = path.partition("?")[0]
        start = next(start for start in FOLDERS if path.startswith(start))
        return str(FOLDERS[start] / Path(path.removeprefix(start)).name)

    @override
    def log_message(self, format: str, *args: object) -> None:
        pass


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
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(ROOT)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


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
    translations = json.loads((ROOT / "custom_components/heating_pad/translations/en.json").read_text())
    page.evaluate("(flat) => { fake.translations = flat }", flat(translations, "component.heating_pad"))
    yield page
    context.close()
    marker = request.node.get_closest_marker("console")
    assert [each for each in problems if marker is None or marker.args[0] not in each] == []
    assert marker is None or problems


def flat(node: object, path: str) -> dict[str, str]:
    """Texts by their dotted path, as a page gets them."""
    if isinstance(node, dict):
        return {key: text for name, child in node.items() for key, text in flat(child, f"{path}.{name}").items()}
    return {path: str(node)}
