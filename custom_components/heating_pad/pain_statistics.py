"""A person's pain in Home Assistant's own long-term statistics, so that its graphs show it, back-dated entries too."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import fmean

from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.models import StatisticData, StatisticMeanType, StatisticMetaData
from homeassistant.components.recorder.statistics import async_add_external_statistics
from homeassistant.core import HomeAssistant, callback

from .const import DOMAIN
from .engine.diary import Moment, PainEntry
from .person import Person

_HOUR = timedelta(hours=1)


def statistic_id(entry_id: str) -> str:
    """Name a person's statistic."""
    return f"{DOMAIN}:pain_{entry_id.lower()}"


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


class PainStatistics:
    """Keeps one statistic in step with one diary."""

    def __init__(self, hass: HomeAssistant, person: Person) -> None:
        """Name the statistic; `start` follows the diary."""
        self._hass = hass
        self._person = person

    @callback
    def write_all(self) -> None:
        """Begin anew with everything there is."""
        clear_statistics(self._hass, self._person.entry_id)
        entries = self._person.book.between(PainEntry)
        self._write({_hour(entry.happened_at) for entry in entries})

    @callback
    def changed(self, moments: set[datetime]) -> None:
        """Write the hours anew in which something has changed."""
        hours = {_hour(moment) for moment in moments}
        if any(not self._scores(hour) for hour in hours):
            # A single hour cannot be taken away.
            self.write_all()
        else:
            self._write(hours)

    def _scores(self, hour: datetime) -> list[int]:
        entries = self._person.book.between(PainEntry, hour, hour + _HOUR)
        scores = [entry for entry in entries if entry.score is not None]
        moments = [entry for entry in scores if entry.moment is not Moment.DAY_AVERAGE]
        return [entry.score for entry in moments or scores if entry.score is not None]

    def _write(self, hours: Iterable[datetime]) -> None:
        rows = [
            StatisticData(start=hour, mean=fmean(scores), min=min(scores), max=max(scores))
            for hour in sorted(hours)
            if (scores := self._scores(hour))
        ]
        if not rows:
            return
        async_add_external_statistics(
            self._hass,
            StatisticMetaData(
                mean_type=StatisticMeanType.ARITHMETIC,
                has_sum=False,
                name=self._person.name,
                source=DOMAIN,
                statistic_id=statistic_id(self._person.entry_id),
                unit_class=None,
                unit_of_measurement=None,
            ),
            rows,
        )


@callback
def clear_statistics(hass: HomeAssistant, entry_id: str) -> None:
    """Take a person's statistic away."""
    get_instance(hass).async_clear_statistics([statistic_id(entry_id)])
