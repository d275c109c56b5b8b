"""Bringing a person's entry to life, and taking it away with everything that was theirs."""

import logging

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConfigEntryNotReady

from .const import DOMAIN
from .diary_journal import DiaryJournalError
from .diary_removal import async_erase_person
from .house import DATA_HOUSE
from .models import AnyConfigEntry
from .person import Person, async_open_person
from .person_settings import person_config

_LOGGER = logging.getLogger(__name__)

_HAS_STATISTICS = "statistics"
"""Note beside the diary: what is in it stands in the statistics too."""

PLATFORMS = [
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.CALENDAR,
    Platform.EVENT,
    Platform.NUMBER,
    Platform.SENSOR,
]


async def async_setup_person(hass: HomeAssistant, entry: AnyConfigEntry) -> bool:
    """Read the diary; without it pads refuse this person."""
    try:
        person = await async_open_person(hass.data[DATA_HOUSE], entry.entry_id, person_config(entry))
    except DiaryJournalError as err:
        raise ConfigEntryNotReady(
            translation_domain=DOMAIN,
            translation_key="diary_not_read",
            translation_placeholders={"name": entry.title},
        ) from err
    entry.runtime_data = person
    person.start()
    entry.async_on_unload(person.close)
    if "recorder" in hass.config.components:
        _keep_statistics(hass, entry, person)
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    return True


def _keep_statistics(hass: HomeAssistant, entry: AnyConfigEntry, person: Person) -> None:
    # Only where there is a recorder are its own requirements installed.
    from .pain_statistics import PainStatistics, clear_statistics  # noqa: PLC0415

    if not person.config.statistics:
        clear_statistics(hass, person.entry_id)
        person.remember(_HAS_STATISTICS, value=False)
        return
    statistics = PainStatistics(hass, person)
    if person.journal.notes.get(_HAS_STATISTICS) is not True:
        statistics.write_all()
        person.remember(_HAS_STATISTICS, value=True)
    entry.async_on_unload(person.on_scores(statistics.changed))


async def async_unload_person(hass: HomeAssistant, entry: AnyConfigEntry) -> bool:
    """Unload; pads refuse this person meanwhile."""
    if isinstance(entry.runtime_data, Person):
        await entry.runtime_data.async_settled()
    return await hass.config_entries.async_unload_platforms(entry, PLATFORMS)


async def async_remove_person(hass: HomeAssistant, entry: AnyConfigEntry) -> None:
    """Offer a last table, and erase diary and statistics."""
    try:
        await async_erase_person(hass, entry)
    finally:
        house = hass.data.get(DATA_HOUSE)
        if house is not None:
            house.alarms.forget(entry.entry_id)
            house.exposure_changed()
