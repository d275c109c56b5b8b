"""Our sentences in the user's own folder: there when somebody asks for them, gone when nobody does any more."""

from collections.abc import Collection
from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.helpers.dispatcher import async_dispatcher_send

from .const import SIGNAL_SENTENCES_CHANGED
from .installed_files import Files, FileState, async_install, async_remove, async_status

KIND = "sentences"
FILE = "heating_pad.yaml"

_FOLDER = Path(__file__).parent / "sentences"
_VARIANTS = {"de": ("de-CH",)}
"""Home Assistant reads the folder of one variant only, and has sentences for these."""


def languages() -> list[str]:
    """Return the languages there are sentences for."""
    return sorted(path.name for path in _FOLDER.iterdir() if (path / FILE).is_file())


def _files(chosen: Collection[str]) -> Files:
    return {
        f"custom_sentences/{folder}/{FILE}": _FOLDER / language / FILE
        for language in chosen
        for folder in (language, *_VARIANTS.get(language, ()))
    }


async def async_present(hass: HomeAssistant) -> set[str]:
    """Return the languages that have a file in place, ours or somebody's own."""
    states = await _async_states(hass)
    return {language for language, state in states.items() if state is not FileState.ABSENT}


async def async_chosen(hass: HomeAssistant) -> set[str]:
    """Return the languages whose file is there and ours."""
    states = await _async_states(hass)
    return {language for language, state in states.items() if state in (FileState.INSTALLED, FileState.OUTDATED)}


async def async_choose(hass: HomeAssistant, chosen: Collection[str]) -> None:
    """Have the sentences of these languages in place, and no others of ours; raises when the disk refuses."""
    before = await _async_all_states(hass)
    if chosen:
        await async_install(hass, KIND, _files(chosen))
    else:
        await async_remove(hass, KIND)
    if await _async_all_states(hass) != before:
        await _async_read_again(hass)
        async_dispatcher_send(hass, SIGNAL_SENTENCES_CHANGED)


async def async_keep_current(hass: HomeAssistant) -> None:
    """Bring sentences that were asked for up to date after an update."""
    if FileState.OUTDATED in (await _async_all_states(hass)).values():
        await async_choose(hass, await async_chosen(hass))


async def _async_all_states(hass: HomeAssistant) -> dict[str, FileState]:
    return await async_status(hass, KIND, _files(await hass.async_add_executor_job(languages)))


async def _async_states(hass: HomeAssistant) -> dict[str, FileState]:
    states = await _async_all_states(hass)
    known = await hass.async_add_executor_job(languages)
    return {language: states[f"custom_sentences/{language}/{FILE}"] for language in known}


async def _async_read_again(hass: HomeAssistant) -> None:
    """Let Assist read its sentences again, where there is Assist."""
    if hass.services.has_service("conversation", "reload"):
        await hass.services.async_call("conversation", "reload", blocking=True)
