"""Serves the page of cards to a browser."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import override

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


@contextmanager
def served() -> Iterator[str]:
    """Serve on a free port of this machine; gives the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(ROOT)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


def words(language: str = "en") -> dict[str, str]:
    """Return the integration's texts by their dotted path, as a page gets them."""
    file = ROOT / "custom_components/heating_pad/translations" / f"{language}.json"
    translations = json.loads(file.read_text(encoding="utf-8"))
    return _flat(translations, "component.heating_pad")


def _flat(node: object, path: str) -> dict[str, str]:
    if isinstance(node, dict):
        return {key: text for name, child in node.items() for key, text in _flat(child, f"{path}.{name}").items()}
    return {path: str(node)}
