"""What must outlive the process: one record per plug on disk, and the heat of everybody.

A record is written atomically and flushed to the disk before heat begins (S10); a failed
write raises. What is read is trusted by nobody (engine/codec.py): a file that makes no
sense is kept beside and stands for the worst.
"""

import asyncio
import logging
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.json import json_bytes_sorted
from homeassistant.helpers.storage import STORAGE_DIR
from homeassistant.util.file import write_utf8_file_atomic
from homeassistant.util.json import JSON_DECODE_EXCEPTIONS, json_loads

from .clock import Clock
from .const import DOMAIN, GUEST
from .engine.auto_off import AutoOffRecord
from .engine.codec import (
    DamagedRecordError,
    PadRecord,
    closed,
    damaged,
    decode,
    encode,
)
from .engine.exposure import HeatRecord, settle

_LOGGER = logging.getLogger(__name__)

_PREFIX = f"{DOMAIN}.plug."


class JournalError(HomeAssistantError):
    """The record could not be written."""


class Journal:
    """The plugs' records, in memory as on disk."""

    def __init__(self, hass: HomeAssistant, clock: Clock) -> None:
        """Prepare an empty journal; `async_load` reads the disk."""
        self._hass = hass
        self._clock = clock
        self._directory = Path(hass.config.path(STORAGE_DIR))
        self._records: dict[str, PadRecord] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self._all_heat: list[HeatRecord] | None = None
        """The answer of `all_heat`, until a record changes: every pad asks at every step."""
        self.damaged: set[str] = set()
        """Plugs whose record could not be read."""

    def _path(self, plug: str) -> Path:
        # The identity of a plug may hold any character; a file name may not.
        return self._directory / f"{_PREFIX}{sha256(plug.encode()).hexdigest()[:20]}"

    async def async_load(self) -> None:
        """Read all records, those of removed pads too: their heat still counts."""
        found = await self._hass.async_add_executor_job(self._read_all)
        for plug, raw in found:
            try:
                record = decode(raw, plug)
            except DamagedRecordError as err:
                _LOGGER.error("The record of plug %s is damaged: %s", plug, err)  # noqa: TRY400 - the trace tells nobody more
                self.damaged.add(plug)
                record = damaged(plug, GUEST, self._clock.now())
                await self._hass.async_add_executor_job(self._set_aside, plug)
            settled = closed(record, self._clock.now())
            self._put(settled)
            if settled != record or plug in self.damaged:
                await self._async_save_quietly(settled)

    async def _async_save_quietly(self, record: PadRecord) -> None:
        """Write what was settled, so that it is settled once; a pad's next start tries again."""
        try:
            await self.async_save(record)
        except JournalError as err:
            _LOGGER.warning("What is known of plug %s could not be written: %s", record.plug, err)

    def _read_all(self) -> list[tuple[str, object]]:
        found: list[tuple[str, object]] = []
        for path in sorted(self._directory.glob(f"{_PREFIX}*")):
            if path.suffix == ".damaged":
                continue
            raw = _read(path)
            plug = raw.get("plug") if isinstance(raw, dict) else None
            if isinstance(plug, str) and self._path(plug) == path:
                found.append((plug, raw))
        return found

    async def async_record(self, plug: str) -> PadRecord:
        """Return a plug's record; an unreadable one stands for the worst."""
        if plug not in self._records:
            now = self._clock.now()
            exists = await self._hass.async_add_executor_job(self._set_aside, plug)
            if exists:
                _LOGGER.error("The record of plug %s cannot be read", plug)
                self.damaged.add(plug)
            self._put(damaged(plug, GUEST, now) if exists else PadRecord(plug=plug))
            if exists:
                await self._async_save_quietly(self._records[plug])
        return self._records[plug]

    def _put(self, record: PadRecord) -> None:
        self._records[record.plug] = record
        self._all_heat = None

    def _set_aside(self, plug: str) -> bool:
        """Keep an unreadable file beside; True when there was one."""
        path = self._path(plug)
        if not path.exists():
            return False
        # A second name, not a move: until a new record can be written, this one has to say that there was one (S7).
        beside = path.with_name(f"{path.name}.damaged")
        try:
            beside.unlink(missing_ok=True)
            beside.hardlink_to(path)
        except OSError:
            _copy(path, beside)
        return True

    def auto_off(self, plug: str) -> AutoOffRecord | None:
        """What is known of a plug's countdown."""
        record = self._records.get(plug)
        return None if record is None else record.auto_off

    def owed_offs(self) -> list[str]:
        """Plugs whose last OFF was not proved."""
        return [plug for plug, record in self._records.items() if record.off_owed]

    def heat(self, plug: str) -> tuple[HeatRecord, ...]:
        """All heat of one plug that is still kept."""
        record = self._records.get(plug)
        return () if record is None else record.heat

    def settle(self, plug: str) -> None:
        """Count heat that lies in the future, because the clock was set back, as just ended."""
        record, now = self._records.get(plug), self._clock.now().wall
        if record is not None and any(heat.ended > now for heat in record.heat):
            self._put(replace(record, heat=settle(record.heat, now)))

    def all_heat(self) -> list[HeatRecord]:
        """All heat of all plugs that is still kept, none of it in the future."""
        heat = self._all_heat
        if heat is None or any(each.ended > self._clock.now().wall for each in heat[-1:]):
            for plug in list(self._records):
                self.settle(plug)
            every = (each for record in self._records.values() for each in record.heat)
            # The newest last: if that one is not in the future, none is.
            heat = self._all_heat = sorted(every, key=lambda each: each.ended)
        return heat

    async def async_assign(self, session: str, person: str) -> HeatRecord | None:
        """Put the heat of a session on another person's account; None when it is not known any more."""
        for plug, record in self._records.items():
            found = next((heat for heat in record.heat if heat.session == session), None)
            if found is not None:
                assigned = replace(found, person=person)
                others = tuple(heat for heat in record.heat if heat.session != session)
                await self.async_save(replace(self._records[plug], heat=(*others, assigned)))
                return assigned
        return None

    def add_heat(self, heat: HeatRecord) -> None:
        """Put heat on the accounts; the same session's replaces what was there."""
        record = self._records[heat.plug]
        others = tuple(each for each in record.heat if each.session != heat.session)
        self._put(replace(record, heat=(*others, heat)))

    async def async_save(self, record: PadRecord) -> None:
        """Write a record to the disk and wait for it; raises `JournalError`."""
        self._put(record)
        lock = self._locks.setdefault(record.plug, asyncio.Lock())
        async with lock:
            # A later record may have come while this one waited: write the newest.
            newest = self._records[record.plug]
            try:
                await self._hass.async_add_executor_job(_write, self._path(record.plug), encode(newest))
            except (HomeAssistantError, OSError, ValueError, TypeError) as err:
                msg = f"the record could not be written: {err}"
                raise JournalError(msg) from err


def _read(path: Path) -> Any:
    try:
        return json_loads(path.read_bytes())
    except (*JSON_DECODE_EXCEPTIONS, OSError, UnicodeDecodeError):
        return None


def _copy(path: Path, beside: Path) -> None:
    """Keep what cannot be read for whoever wants to look at it, if the disk has room."""
    try:
        copyfile(path, beside)
    except OSError as err:
        _LOGGER.warning("%s could not be kept beside: %s", path.name, err)


def _write(path: Path, data: dict[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    write_utf8_file_atomic(str(path), json_bytes_sorted(data), private=True, mode="wb")
