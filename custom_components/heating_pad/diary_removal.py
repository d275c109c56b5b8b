"""A person is removed: one last table is offered, and everything that was theirs is erased.

Home Assistant asks nothing when an entry is removed, so the offer comes at once after it: a repair
issue, which only administrators see, leads to the table. It is in memory alone, for an hour.
"""

import logging

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er, issue_registry as ir

from .const import DOMAIN
from .diary_csv import to_csv
from .diary_export import LAST_OPEN_FOR, discard_last, keep_last
from .diary_journal import DiaryJournal, DiaryJournalError
from .engine.diary import Acknowledgement
from .house import DATA_HOUSE
from .wakeup import Wakeup

_LOGGER = logging.getLogger(__name__)

ISSUE = "person_removed"
TABLE = "table"
NAME = "name"


async def async_erase_person(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Erase diary, statistics and recorded states; raises nothing before the diary is gone."""
    journal = DiaryJournal(hass, entry.entry_id)
    table = await _async_last_table(hass, entry, journal)
    await journal.async_erase()
    if table is not None:
        _offer(hass, entry, table)
    if "recorder" in hass.config.components:
        await _async_forget_recorded(hass, entry)


async def _async_last_table(hass: HomeAssistant, entry: ConfigEntry, journal: DiaryJournal) -> str | None:
    """Return everything somebody has written, notes included; None where that is nothing."""
    if DATA_HOUSE not in hass.data:
        return None
    try:
        book = await journal.async_load(hass.data[DATA_HOUSE].clock.now().wall)
    except DiaryJournalError as err:
        _LOGGER.warning("There is no last table of %s: %s", entry.title, err)
        return None
    entries = sorted(
        (each for each in book if not isinstance(each, Acknowledgement)), key=lambda each: (each.happened_at, each.id)
    )
    return await hass.async_add_executor_job(lambda: to_csv(entries, notes=True)) if entries else None


@callback
def _offer(hass: HomeAssistant, entry: ConfigEntry, table: str) -> None:
    token = keep_last(hass, entry.title, table)
    if token is None:
        return
    issue_id = f"{ISSUE}_{entry.entry_id}"
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        data={TABLE: token, NAME: entry.title},
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=ISSUE,
        translation_placeholders={NAME: entry.title},
    )

    def gone() -> None:
        discard_last(hass, token)
        ir.async_delete_issue(hass, DOMAIN, issue_id)

    clock = hass.data[DATA_HOUSE].clock
    Wakeup(hass, clock, "heating pad: last table", gone).at(clock.now().boot_s + LAST_OPEN_FOR.total_seconds())


async def _async_forget_recorded(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Take away what the recorder holds of this person: statistics, and the states of all entities."""
    # Only where there is a recorder are its own requirements installed.
    from homeassistant.components.recorder import get_instance  # noqa: PLC0415

    from .pain_statistics import statistic_id  # noqa: PLC0415

    entities = [each.entity_id for each in er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)]
    sensors = [each for each in entities if each.startswith("sensor.")]
    get_instance(hass).async_clear_statistics([statistic_id(entry.entry_id), *sensors])
    if entities and hass.services.has_service("recorder", "purge_entities"):
        # Not at once: taking the entities away writes states, too.
        purge = hass.services.async_call("recorder", "purge_entities", {"entity_id": entities})
        hass.async_create_task(purge, f"{DOMAIN}: forget states", eager_start=False)
