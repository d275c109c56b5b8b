"""One small record on disk: written atomically and flushed, a failed write raises.

Home Assistant's own Store keeps a failed write to itself.
"""

import asyncio
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.json import json_bytes_sorted
from homeassistant.helpers.storage import STORAGE_DIR
from homeassistant.util.file import write_utf8_file_atomic
from homeassistant.util.json import JSON_DECODE_EXCEPTIONS, json_loads


class RecordError(HomeAssistantError):
    """The record could not be written."""


class RecordFile:
    """A file of ours among Home Assistant's own."""

    def __init__(self, hass: HomeAssistant, name: str) -> None:
        """Name the file."""
        self._hass = hass
        self._path = Path(hass.config.path(STORAGE_DIR, name))
        self._lock = asyncio.Lock()

    async def async_load(self) -> object:
        """Return what is there, None where that is nothing or makes no sense."""
        return await self._hass.async_add_executor_job(self._load)

    def _load(self) -> object:
        try:
            return json_loads(self._path.read_bytes())
        except (*JSON_DECODE_EXCEPTIONS, OSError, UnicodeDecodeError):
            return None

    async def async_save(self, data: dict[str, Any]) -> None:
        """Write, and return when it is on the disk; raises `RecordError`."""
        async with self._lock:
            try:
                await self._hass.async_add_executor_job(self._save, data)
            except (HomeAssistantError, OSError, ValueError, TypeError) as err:
                msg = f"{self._path.name} could not be written: {err}"
                raise RecordError(msg) from err

    def _save(self, data: dict[str, Any]) -> None:
        self._path.parent.mkdir(exist_ok=True)
        write_utf8_file_atomic(str(self._path), json_bytes_sorted(data), private=True, mode="wb")

    async def async_erase(self) -> None:
        """Delete the file."""
        await self._hass.async_add_executor_job(self._erase)

    def _erase(self) -> None:
        self._path.unlink(missing_ok=True)
