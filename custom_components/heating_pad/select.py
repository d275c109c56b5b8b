"""Level and user of a pad, for those who cannot use presets."""

from typing import override

from homeassistant.components.select import SelectEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .attendance import check_warmer
from .engine.events import LevelChosen
from .engine.limits import levels_c
from .engine.models import Level
from .entity import HeatingPadEntity
from .models import HeatingPadConfigEntry
from .pad import Pad

PARALLEL_UPDATES = 0


async def async_setup_entry(
    _hass: HomeAssistant,
    entry: HeatingPadConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the selects of a pad; an electronic one has no levels."""
    pad = entry.runtime_data
    entities: list[SelectEntity] = [UsedBySelect(pad)]
    if not pad.settings.electronic:
        entities.append(LevelSelect(pad))
    async_add_entities(entities)


class LevelSelect(HeatingPadEntity, SelectEntity):
    """How warm, in words."""

    _attr_options = [*Level]  # noqa: RUF012 - as the base class declares it

    def __init__(self, pad: Pad) -> None:
        """Name the entity."""
        super().__init__(pad, "level")

    @override
    def shown(self) -> object:
        """Return what the state is made of."""
        return self.current_option

    @property
    @override
    def current_option(self) -> str | None:
        """Level of the session or of the next one; unknown when a temperature was asked."""
        return self.view.level

    @override
    async def async_select_option(self, option: str) -> None:
        """Set the level; it starts nothing."""
        level = Level(option)
        check_warmer(self.pad, self._context, levels_c(self.pad.settings)[level])
        self.pad.ask(LevelChosen(level=level))


class UsedBySelect(HeatingPadEntity, SelectEntity):
    """Whose body the heat counts for."""

    def __init__(self, pad: Pad) -> None:
        """Name the entity."""
        super().__init__(pad, "used_by")

    @override
    def shown(self) -> object:
        """Return what the state is made of."""
        return self.current_option, self.options

    @property
    @override
    def options(self) -> list[str]:
        """Names of all persons, and `guest`."""
        return list(self.pad.persons)

    @property
    @override
    def current_option(self) -> str | None:
        """Whose body the next session heats."""
        return next((name for name, key in self.pad.persons.items() if key == self.pad.used_by), None)

    @override
    async def async_select_option(self, option: str) -> None:
        """Choose whose body it is; another named person only by a person."""
        attended = await self.async_attended(occupancy_counts=False)
        self.pad.choose_person(self.pad.persons.get(option, option), attended=attended)
