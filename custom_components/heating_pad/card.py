"""Serves the cards and has every page of Home Assistant load them: no resource to add by hand."""

import logging
from hashlib import sha256
from pathlib import Path

from homeassistant.components.frontend import add_extra_js_url
from homeassistant.components.http import StaticPathConfig
from homeassistant.core import HomeAssistant, callback
from homeassistant.setup import async_when_setup

from .const import DOMAIN

_LOGGER = logging.getLogger(__name__)

_FOLDER = Path(__file__).parent / "frontend"
_ENTRIES = ("heating-pad.js", "heating-pad-dashboard.js")
"""The cards; and the dashboard, which also works where the cards cannot be loaded."""


@callback
def async_serve_card(hass: HomeAssistant) -> None:
    """Serve the cards once there is a frontend, which may be never: heat does not depend on it."""
    async_when_setup(hass, "frontend", _async_serve)


async def _async_serve(hass: HomeAssistant, _component: str) -> None:
    digest = await hass.async_add_executor_job(_digest)
    if digest is None:
        _LOGGER.warning("The cards are missing from this installation; sessions are not affected. Install it again")
        return
    # The address changes with the content, so that browsers may keep it for ever.
    base = f"/{DOMAIN}_static/{digest}"
    await hass.http.async_register_static_paths([StaticPathConfig(base, str(_FOLDER), cache_headers=True)])
    for entry in _ENTRIES:
        add_extra_js_url(hass, f"{base}/{entry}")


def _digest() -> str | None:
    """Return a digest of all files, None where an entry is missing."""
    if not all((_FOLDER / entry).is_file() for entry in _ENTRIES):
        return None
    digest = sha256()
    for path in sorted(_FOLDER.iterdir()):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
