"""Our blueprints in the user's own folder: there when somebody asks for them, gone when nobody uses them any more."""

import logging
from pathlib import Path

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_when_setup

from .const import DOMAIN
from .installed_files import Files, FileState, async_install, async_remove, async_status

_LOGGER = logging.getLogger(__name__)

KIND = "blueprints"
_SHIPPED = Path(__file__).parent / "blueprints"
_PLACE = "blueprints/automation/"


def _files() -> Files:
    return {f"{_PLACE}{DOMAIN}/{path.name}": path for path in sorted(_SHIPPED.glob("*.yaml"))}


async def async_blueprints(hass: HomeAssistant) -> dict[str, FileState]:
    """Say what stands where each blueprint goes, by its name."""
    states = await async_status(hass, KIND, await hass.async_add_executor_job(_files))
    return {Path(place).stem: state for place, state in states.items()}


async def async_install_blueprints(hass: HomeAssistant, *, only_present: bool = False) -> dict[str, FileState]:
    """Copy what is absent or outdated, or `only_present` what is outdated; raises when that cannot be done."""
    if "automation" not in hass.config.components:
        # Its folder would keep Home Assistant from putting its own blueprints there.
        raise HomeAssistantError(translation_domain=DOMAIN, translation_key="no_automations")
    files = await hass.async_add_executor_job(_files)
    before = await async_status(hass, KIND, files)
    if only_present:
        files = {place: source for place, source in files.items() if before[place] is not FileState.ABSENT}
    after = await async_install(hass, KIND, files)
    if after != before:
        await _async_read_again(hass)
    return {Path(place).stem: state for place, state in after.items()}


async def async_remove_blueprints(hass: HomeAssistant) -> list[str]:
    """Remove what nobody has changed and no automation uses; returns the names of those that are left."""
    left = await async_remove(hass, KIND, keep=_in_use(hass, await hass.async_add_executor_job(_files)))
    await _async_read_again(hass)
    return [Path(place).stem for place in left]


def _in_use(hass: HomeAssistant, files: Files) -> list[str]:
    if "automation" not in hass.config.components:
        return list(files)  # nobody knows
    from homeassistant.components.automation import automations_with_blueprint  # noqa: PLC0415 - only where it is there

    return [place for place in files if automations_with_blueprint(hass, place.removeprefix(_PLACE))]


async def _async_read_again(hass: HomeAssistant) -> None:
    """Let Home Assistant forget the blueprints it has read, and the automations of ours be made anew."""
    if "automation" not in hass.config.components:
        return
    from homeassistant.components.automation.helpers import async_get_blueprints  # noqa: PLC0415 - as above

    await async_get_blueprints(hass).async_reset_cache()
    if _in_use(hass, await hass.async_add_executor_job(_files)):
        await hass.services.async_call("automation", "reload", blocking=True)


@callback
def async_keep_blueprints_current(hass: HomeAssistant) -> None:
    """Bring installed blueprints up to date after an update, once there are automations."""

    async def update(hass: HomeAssistant, _component: str) -> None:
        try:
            if FileState.OUTDATED in (await async_blueprints(hass)).values():
                await async_install_blueprints(hass, only_present=True)
        except HomeAssistantError as err:
            _LOGGER.warning("Installed blueprints could not be brought up to date: %s", err)

    async_when_setup(hass, "automation", update)


async def async_forget_blueprints(hass: HomeAssistant) -> None:
    """Take our blueprints away with the last of our entries, but for those in use."""
    try:
        if set((await async_blueprints(hass)).values()) & {FileState.INSTALLED, FileState.OUTDATED}:
            await async_remove_blueprints(hass)
    except HomeAssistantError as err:
        _LOGGER.warning("Installed blueprints could not be removed: %s", err)
