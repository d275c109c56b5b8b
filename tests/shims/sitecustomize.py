"""Lets the test plugin, made for Home Assistant 2026.10, run on 2026.11. Python loads this first from PYTHONPATH."""

import importlib.util

if importlib.util.find_spec("homeassistant") is not None:
    # Replaces `httpx` by its successor, which has to happen before the plugin imports it.
    import homeassistant  # noqa: F401
    from homeassistant.components import logger
    from homeassistant.components.logger import helpers

    # Moved in 2026.11; the plugin still looks for it in the old place.
    logger._clear_logger_overwrites = helpers._clear_logger_overwrites  # noqa: SLF001 - that is the name it looks for
