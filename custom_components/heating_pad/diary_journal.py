"""A person's diary on disk: one line after the other, flushed before anybody is told that it is kept (S10).

Each line stands for itself and carries a checksum. One that cannot be read loses only itself: it
is set aside in a file beside, and people are told. Lines that later ones have made needless go
when the diary is read the next time.
"""

import asyncio
import logging
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zlib import crc32

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.json import json_bytes
from homeassistant.helpers.storage import STORAGE_DIR
from homeassistant.util.file import write_utf8_file_atomic
from homeassistant.util.json import JSON_DECODE_EXCEPTIONS, json_loads

from .const import DOMAIN
from .engine.book import ERASED_AFTER, Book
from .engine.book_codec import DamagedLineError, Line, Put, decode, encode
from .engine.book_lines import lines_of, replay

_LOGGER = logging.getLogger(__name__)

_PREFIX = f"{DOMAIN}.diary."
_CRC = b',"crc":"%08x"}'
_CRC_LENGTH = len(_CRC % 0)
_SLACK = 500
"""Own choice: so many needless lines are not worth writing a diary anew."""


class DiaryJournalError(HomeAssistantError):
    """The diary could not be read or written."""


class DiaryJournal:
    """The file of one person."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Name the file; `async_load` reads it."""
        self._hass = hass
        self._path = Path(hass.config.path(STORAGE_DIR, f"{_PREFIX}{entry_id.lower()}"))
        self._lock = asyncio.Lock()
        self.notes: dict[str, object] = {}
        """What has to be remembered beside the entries."""
        self.set_aside = False
        """Lines were set aside, now or earlier, and nobody has taken the file away."""

    async def async_load(self, now: datetime) -> Book:
        """Read the diary; raises `DiaryJournalError` when the file is there and cannot be read at all."""
        async with self._lock:
            try:
                return await self._hass.async_add_executor_job(self._load, now)
            except OSError as err:
                msg = f"the diary could not be read: {err}"
                raise DiaryJournalError(msg) from err

    def _load(self, now: datetime) -> Book:
        try:
            raw = self._path.read_bytes()
        except FileNotFoundError:
            raw = b""
        lines, damaged = _read(raw)
        book, self.notes = replay(lines)
        book.forget(now - ERASED_AFTER)
        needed = list(lines_of(book, self.notes))
        try:
            if damaged:
                _LOGGER.error("%s lines of %s cannot be read and are set aside", len(damaged), self._path.name)
                _append(self._damaged_path, b"".join(line + b"\n" for line in damaged))
            if damaged or len(lines) > len(needed) + _SLACK or _erases(lines, needed):
                write_utf8_file_atomic(str(self._path), b"".join(map(_line, needed)), private=True, mode="wb")
        except (OSError, HomeAssistantError) as err:
            # The file stays as it is: what can be read of it can be read again.
            _LOGGER.warning("%s could not be written anew: %s", self._path.name, err)
        self.set_aside = bool(damaged) or self._damaged_path.exists()
        return book

    @property
    def _damaged_path(self) -> Path:
        return self._path.with_name(f"{self._path.name}.damaged")

    async def async_append(self, *lines: Line) -> None:
        """Write lines, and return when they are on the disk; raises `DiaryJournalError`."""
        async with self._lock:
            try:
                await self._hass.async_add_executor_job(_append, self._path, b"".join(map(_line, lines)))
            except (OSError, ValueError, TypeError) as err:
                msg = f"the diary could not be written: {err}"
                raise DiaryJournalError(msg) from err

    async def async_forget_damaged(self) -> None:
        """Delete what was set aside, because somebody can do without it."""
        async with self._lock:
            await self._hass.async_add_executor_job(self._forget_damaged)
        self.set_aside = False

    def _forget_damaged(self) -> None:
        self._damaged_path.unlink(missing_ok=True)

    async def async_erase(self) -> None:
        """Delete the diary and what was set aside of it."""
        async with self._lock:
            await self._hass.async_add_executor_job(self._erase)

    def _erase(self) -> None:
        self._path.unlink(missing_ok=True)
        self._damaged_path.unlink(missing_ok=True)


def _line(line: Line) -> bytes:
    body = json_bytes(encode(line))
    return body[:-1] + _CRC % crc32(body) + b"\n"


def _read(raw: bytes) -> tuple[list[Line], list[bytes]]:
    lines: list[Line] = []
    damaged: list[bytes] = []
    for each in raw.split(b"\n"):
        if not each.strip():
            continue
        try:
            lines.append(decode(_checked(each)))
        except (*JSON_DECODE_EXCEPTIONS, UnicodeDecodeError, DamagedLineError):
            damaged.append(each)
    return lines, damaged


def _checked(line: bytes) -> object:
    body = line[:-_CRC_LENGTH] + b"}"
    if line[-_CRC_LENGTH:] != _CRC % crc32(body):
        msg = "the checksum is wrong"
        raise DamagedLineError(msg)
    return json_loads(body)


def _erases(lines: Sequence[Line], needed: Sequence[Line]) -> bool:
    """Whether something stands in the file that has to be gone: an entry deleted long ago."""
    kept = {line.entry.id for line in needed if isinstance(line, Put)}
    return any(line.entry.id not in kept for line in lines if isinstance(line, Put))


def _append(path: Path, data: bytes) -> None:
    """Add to a private file and flush it to the disk; after a failure nothing half is left."""
    path.parent.mkdir(exist_ok=True)
    is_new = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        size = os.fstat(handle).st_size
        try:
            # A line cut off by a power cut has no end: the next one must not be glued to it.
            loose = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
            left = memoryview(b"\n" + data if loose else data)
            while left:
                left = left[os.write(handle, left) :]
            os.fsync(handle)
        except OSError:
            with suppress(OSError):
                os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)
    if is_new:
        _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    """Make a new file's name outlive a power cut, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
