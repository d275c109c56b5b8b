"""Ten years of diary: how long it takes to set up, to write, to read a month, and to work everything out.

20,000 entries are written as the journal writes them. Set-up is compared with an empty diary, in
the same running Home Assistant; of every other figure the median of several tries is judged, and
the slowest stands beside it (a busy machine is no slow diary).

Usage: .venv/bin/python -m benchmarks.diary [--entries 20000]
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median

from homeassistant.core import HomeAssistant

from custom_components.heating_pad.diary_journal import DiaryJournal
from custom_components.heating_pad.diary_report import report
from custom_components.heating_pad.engine.book_codec import Put
from custom_components.heating_pad.engine.clinician import LOOK_BACK, findings
from custom_components.heating_pad.engine.diary import AnyEntry, Heat, Moment, PainEntry, Site
from custom_components.heating_pad.engine.models import Profile
from custom_components.heating_pad.engine.pain import bootstrap_means
from custom_components.heating_pad.engine.prompts import PromptSettings
from custom_components.heating_pad.house import House, async_open_house
from custom_components.heating_pad.messages import MessageOptions
from custom_components.heating_pad.person import Person, async_open_person
from custom_components.heating_pad.person_settings import PersonConfig

TRIES = 15
CONFIG = PersonConfig(
    name="Anna",
    person_entity=None,
    profile=Profile.STANDARD,
    prompts=PromptSettings(),
    messages=MessageOptions(),
    statistics=False,
    language_models=False,
    cloud_voices=False,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table."""

    name: str
    ms: float
    limit_ms: float
    slowest_ms: float

    @property
    def kept(self) -> bool:
        """Whether it is quick enough."""
        return self.ms <= self.limit_ms


def entries(count: int, now: datetime) -> list[AnyEntry]:
    """Return ten years: three scores around each session, a note now and then."""
    random, sites = Random(7), list(Site)
    found: list[AnyEntry] = []
    sessions = count // 4
    apart = timedelta(days=3640) / sessions
    for number in range(sessions):
        start = now - timedelta(days=3640) + number * apart
        end, before = start + timedelta(minutes=15), random.randint(3, 9)
        found.append(Heat(id=f"s{number}", happened_at=start, entered_at=end, ended=end, heated_s=900.0, dose=0.4))
        for offset, moment, score in (
            (timedelta(minutes=-3), Moment.BEFORE, before),
            (timedelta(minutes=17), Moment.AFTER, max(before - random.randint(0, 3), 0)),
            (timedelta(minutes=75), Moment.LATER, max(before - random.randint(0, 4), 0)),
        ):
            at = start + offset
            found.append(
                PainEntry(
                    id=f"e{number}{moment}",
                    happened_at=at,
                    entered_at=at,
                    score=score,
                    moment=moment,
                    sites=(random.choice(sites),),
                    mobility=random.randint(2, 9),
                    note="a line of words as people write them" if number % 5 == 0 else None,
                )
            )
    return found


async def set_up(house: House, entry_id: str) -> tuple[Person, float]:
    """Open a person; returns how long it took, in ms."""
    started = time.perf_counter()
    person = await async_open_person(house, entry_id, CONFIG)
    person.start()
    return person, (time.perf_counter() - started) * 1000


async def tried(name: str, work: Callable[[int], Awaitable[object]], *, limit_ms: float) -> Figure:
    """Do something several times and judge the median."""
    taken = []
    for number in range(TRIES):
        started = time.perf_counter()
        await work(number)
        taken.append((time.perf_counter() - started) * 1000)
    return Figure(name=name, ms=median(taken), limit_ms=limit_ms, slowest_ms=max(taken))


async def measure(folder: Path, count: int) -> list[Figure]:
    """Measure everything in one running Home Assistant."""
    hass = HomeAssistant(str(folder))
    (folder / ".storage").mkdir()
    now = datetime.now(UTC)
    await DiaryJournal(hass, "full").async_append(*(Put(entry=entry) for entry in entries(count, now)))
    house = await async_open_house(hass)
    await set_up(house, "warm")
    _, empty_ms = await set_up(house, "empty")
    person, full_ms = await set_up(house, "full")
    assert len(person.book) == count, len(person.book)

    async def log(number: int) -> None:
        written = await person.async_log_pain({"score": number % 11}, now - timedelta(hours=3 * number))
        assert written.entry.id in person.book
        # What entities show after it.
        assert person.pain_average is not None
        assert person.analysis.after_heat.n > 0

    async def month(number: int) -> None:
        start = now - timedelta(days=30 * (number + 2))
        assert report(person, start, start + timedelta(days=30)).pain

    async def analytics(_number: int) -> None:
        bootstrap_means.cache_clear()
        analysis = person.analyse(now - timedelta(days=90), now)
        assert analysis.after_heat.interval is not None
        recent = now - LOOK_BACK
        assert findings(person.book.between(PainEntry, recent), person.book.between(Heat, recent), now=now, zone=UTC)

    more_ms = full_ms - empty_ms
    figures = [
        Figure(name="set-up, more than with none", ms=more_ms, limit_ms=500, slowest_ms=more_ms),
        await tried("log_pain, on the disk, with all that is shown", log, limit_ms=50),
        await tried("a month, with its report", month, limit_ms=50),
        await tried("analytics of 90 days, nothing remembered", analytics, limit_ms=100),
    ]
    person.close()
    await hass.async_stop(force=True)
    return figures


def main() -> int:
    """Print the table; 1 when a figure is too slow."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000)
    count = parser.parse_args().entries
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(measure(Path(folder), count))
    print(f"{count} entries; median of {TRIES} tries\n")
    for figure in figures:
        verdict = "ok" if figure.kept else "SLOW"
        times = f"{figure.ms:7.1f} ms   slowest {figure.slowest_ms:6.1f}   limit {figure.limit_ms:4.0f}"
        print(f"{figure.name:50} {times}   {verdict}")
    return 0 if all(figure.kept for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
