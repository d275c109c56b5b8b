"""Having Assist, and what it knows of us, follow what is set up."""

import logging

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.setup import async_when_setup

from .const import DOMAIN, SIGNAL_PADS_CHANGED
from .plug_exposure import async_arrange
from .voice_install import async_choose, async_keep_current

_LOGGER = logging.getLogger(__name__)


@callback
def async_set_up_voice(hass: HomeAssistant) -> None:
    """Have Assist listen, once it is there, and bring installed sentences up to date."""

    async def listen(hass: HomeAssistant, _component: str) -> None:
        # Only where Assist is set up are its own requirements installed.
        from .sentence_triggers import async_start_listening  # noqa: PLC0415

        await async_start_listening(hass)

    async def keep_current() -> None:
        try:
            await async_keep_current(hass)
        except HomeAssistantError as err:
            _LOGGER.warning("Installed sentences could not be brought up to date: %s", err)

    async_when_setup(hass, "conversation", listen)
    hass.async_create_background_task(keep_current(), f"{DOMAIN}: sentences")


@callback
def async_tell_assist(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Have names and exposure follow a pad or pack that comes, and goes."""

    @callback
    def changed() -> None:
        async_dispatcher_send(hass, SIGNAL_PADS_CHANGED)

    async def arrange() -> None:
        async_arrange(hass, entry)
        changed()

    entry.async_on_unload(changed)
    # Beside the setup, which nothing that goes wrong here may stop.
    entry.async_create_background_task(hass, arrange(), f"{DOMAIN}: exposure")


async def async_forget_sentences(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Take our sentences away with the last of our entries."""
    if any(each.entry_id != entry.entry_id for each in hass.config_entries.async_entries(DOMAIN)):
        return
    try:
        await async_choose(hass, [])
    except HomeAssistantError as err:
        _LOGGER.warning("Installed sentences could not be removed: %s", err)
