"""Files of ours in the user's configuration folder: blueprints, sentences.

Home Assistant looks for both only there, so they are copied, when somebody asks for it, and taken
away again the same way. A file that somebody has changed is theirs: it is never overwritten and
never removed. What we wrote is remembered by its hash, and so before it is written: a crash in
between leaves a file that we still know.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from hashlib import sha256
from pathlib import Path, PurePosixPath

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util.file import WriteError, write_utf8_file_atomic
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN
from .record_file import RecordFile

_LOGGER = logging.getLogger(__name__)

_RECORD = f"{DOMAIN}.installed_files"

type Files = Mapping[str, Path]
"""Where each file goes, as a path inside the configuration folder, and the file that is shipped."""
type _Hashes = dict[str, list[str]]
"""Everything we ever wrote to a place; whatever else stands there is not ours."""


class FileState(StrEnum):
    """What stands where a file of ours goes."""

    ABSENT = "absent"
    INSTALLED = "installed"
    """As it is shipped."""
    OUTDATED = "outdated"
    """As an earlier version shipped it, or no longer shipped."""
    CHANGED = "changed"
    """Somebody's own: changed, or never ours."""


class NotInstalledError(HomeAssistantError):
    """A file could not be written or removed; what was done before it is remembered."""


class _Installer:
    """The one that writes; one thing at a time."""

    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        self._folder = Path(hass.config.config_dir)
        self._file = RecordFile(hass, _RECORD)
        self._lock = asyncio.Lock()

    async def async_status(self, kind: str, files: Files) -> dict[str, FileState]:
        """Look at every file that is shipped, and at every one that was."""
        async with self._lock:
            hashes = (await self._async_record()).get(kind, {})
            return await self._async_look(hashes, files)

    async def async_install(self, kind: str, files: Files) -> dict[str, FileState]:
        """Write what is absent or outdated."""
        async with self._lock:
            record = await self._async_record()
            hashes = record.setdefault(kind, {})
            states = await self._async_look(hashes, files)
            shipped = await self._hass.async_add_executor_job(_read_all, files)
            wanted = {FileState.ABSENT, FileState.INSTALLED, FileState.OUTDATED}
            ours = {place: content for place, content in shipped.items() if states[place] in wanted}
            for place, content in ours.items():
                if (digest := _digest(content)) not in hashes.setdefault(place, []):
                    hashes[place].append(digest)
            await self._file.async_save(record)
            await self._async_do(self._write, {place: ours[place] for place in ours if states[place] != "installed"})
            gone = [place for place, state in states.items() if state is FileState.OUTDATED and place not in files]
            await self._async_do(self._unlink, dict.fromkeys(gone))
            await self._async_forget(record, kind, gone)
            return await self._async_look(hashes, files)

    async def async_remove(self, kind: str, keep: Collection[str]) -> list[str]:
        """Remove what is still as we wrote it; returns what is left."""
        async with self._lock:
            record = await self._async_record()
            hashes = record.get(kind, {})
            states = await self._async_look(hashes, {})
            ours = [place for place, state in states.items() if state is FileState.OUTDATED and place not in keep]
            await self._async_do(self._unlink, dict.fromkeys(ours))
            left = [place for place, state in states.items() if state is not FileState.ABSENT and place not in ours]
            # A changed file is somebody's own from now on; one that is kept can be removed later.
            await self._async_forget(record, kind, [place for place in hashes if place not in keep])
            return left

    # -- the record ------------------------------------------------------------------

    async def _async_record(self) -> dict[str, _Hashes]:
        """Read what we wrote; nonsense counts as nothing, so that no file is taken for ours."""
        raw = await self._file.async_load()
        return {
            kind: {
                place: [each for each in hashes if isinstance(each, str)]
                for place, hashes in places.items()
                if isinstance(hashes, list) and _is_inside(place)
            }
            for kind, places in (raw.items() if isinstance(raw, dict) else ())
            if isinstance(kind, str) and isinstance(places, dict)
        }

    async def _async_forget(self, record: dict[str, _Hashes], kind: str, places: Collection[str]) -> None:
        hashes = record.get(kind, {})
        for place in places:
            hashes.pop(place, None)
        if not hashes:
            record.pop(kind, None)
        await self._file.async_save(dict(record))

    # -- the disk --------------------------------------------------------------------

    async def _async_look(self, hashes: _Hashes, files: Files) -> dict[str, FileState]:
        def look() -> dict[str, FileState]:
            return {place: self._look(place, hashes.get(place, []), files.get(place)) for place in {**files, **hashes}}

        return await self._hass.async_add_executor_job(look)

    def _look(self, place: str, hashes: list[str], source: Path | None) -> FileState:
        path = self._folder / place
        if not path.exists(follow_symlinks=False):
            return FileState.ABSENT
        if not path.is_file() or path.is_symlink():
            return FileState.CHANGED
        try:
            found = path.read_bytes()
        except OSError:
            return FileState.CHANGED
        if source is not None and found == source.read_bytes():
            return FileState.INSTALLED
        return FileState.OUTDATED if _digest(found) in hashes else FileState.CHANGED

    async def _async_do[T](self, work: Callable[[str, T], None], places: Mapping[str, T]) -> None:
        def do() -> None:
            for place, what in places.items():
                work(place, what)

        try:
            await self._hass.async_add_executor_job(do)
        except (OSError, WriteError) as err:
            _LOGGER.warning("Not everything could be copied or removed: %s", err)
            raise NotInstalledError(
                translation_domain=DOMAIN,
                translation_key="files_not_writable",
                translation_placeholders={"reason": str(err)},
            ) from err

    def _write(self, place: str, content: bytes) -> None:
        path = self._folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        write_utf8_file_atomic(str(path), content, mode="wb")

    def _unlink(self, place: str, _nothing: None) -> None:
        path = self._folder / place
        path.unlink(missing_ok=True)
        # Only the folder of our own files: others may matter to Home Assistant even when empty.
        if not any(path.parent.iterdir()):
            path.parent.rmdir()


def _read_all(files: Files) -> dict[str, bytes]:
    return {place: source.read_bytes() for place, source in files.items()}


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _is_inside(place: str) -> bool:
    path = PurePosixPath(place)
    return not path.is_absolute() and ".." not in path.parts and len(path.parts) > 1


DATA_INSTALLER: HassKey[_Installer] = HassKey(f"{DOMAIN}_installed_files")


@callback
def _installer(hass: HomeAssistant) -> _Installer:
    if DATA_INSTALLER not in hass.data:
        hass.data[DATA_INSTALLER] = _Installer(hass)
    return hass.data[DATA_INSTALLER]


async def async_status(hass: HomeAssistant, kind: str, files: Files) -> dict[str, FileState]:
    """Say what stands at each place of `files`, and of those of this kind that we once wrote to."""
    return await _installer(hass).async_status(kind, files)


async def async_install(hass: HomeAssistant, kind: str, files: Files) -> dict[str, FileState]:
    """Copy `files` to where they are absent or unchanged, remove what is shipped no more; returns what stands there.

    `kind` is a name of the caller's own, such as `blueprints`; one kind never touches files of another.
    Raises `NotInstalledError` (or `RecordError`) when the disk refuses; asking again goes on from there.
    """
    return await _installer(hass).async_install(kind, files)


async def async_remove(hass: HomeAssistant, kind: str, keep: Collection[str] = ()) -> list[str]:
    """Remove the files of a kind that nobody has changed; returns the places of those that are left.

    `keep` names places to leave alone for now, because something uses them.
    """
    return await _installer(hass).async_remove(kind, keep)
