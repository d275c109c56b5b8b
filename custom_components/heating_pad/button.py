"""One press each: stop, extend, resume, confirm, acknowledge a fault."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .attendance import check_voice
from .engine.events import AcknowledgeAsked, ConfirmAsked, ExtendAsked, StopAsked
from .engine.limits import EXTEND_S
from .entity import HeatingPadEntity
from .models import AnyConfigEntry
from .pack import Pack
from .pack_entity import PackStop
from .pad import Pad
from .person import Person
from .person_controls import UndoEntry

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class PadButtonDescription(ButtonEntityDescription):
    """Describes one button; `press_fn` gets the pad and whether a person presses."""

    press_fn: Callable[[Pad, bool], Awaitable[None]]
    heats: bool = False
    """It leads to more heat, which not every pad takes from a voice."""
    anybody: bool = False
    """Whoever presses it: off is refused to nobody (S8)."""


async def _stop(pad: Pad, _attended: bool) -> None:
    pad.ask(StopAsked())


async def _extend(pad: Pad, _attended: bool) -> None:
    pad.ask(ExtendAsked(seconds=EXTEND_S))


async def _resume(pad: Pad, attended: bool) -> None:
    await pad.async_resume(attended=attended, session_id=None)


async def _confirm(pad: Pad, attended: bool) -> None:
    pad.ask(ConfirmAsked(attended=attended))


async def _test_auto_off(pad: Pad, attended: bool) -> None:
    await pad.async_begin_test(attended=attended)


async def _acknowledge(pad: Pad, _attended: bool) -> None:
    pad.ask(AcknowledgeAsked())


BUTTONS: tuple[PadButtonDescription, ...] = (
    PadButtonDescription(key="stop", press_fn=_stop, anybody=True),
    PadButtonDescription(key="extend", press_fn=_extend, heats=True),
    PadButtonDescription(key="resume", press_fn=_resume, heats=True),
    PadButtonDescription(key="confirm", press_fn=_confirm, heats=True),
    PadButtonDescription(
        key="acknowledge_fault",
        entity_category=EntityCategory.DIAGNOSTIC,
        press_fn=_acknowledge,
    ),
    PadButtonDescription(
        key="test_auto_off",
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        press_fn=_test_auto_off,
    ),
)


async def async_setup_entry(
    _hass: HomeAssistant,
    entry: AnyConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the buttons of a pad."""
    if isinstance(entry.runtime_data, Person):
        async_add_entities([UndoEntry(entry.runtime_data)])
        return
    if isinstance(entry.runtime_data, Pack):
        async_add_entities([PackStop(entry.runtime_data)])
        return
    async_add_entities(PadButton(entry.runtime_data, description) for description in BUTTONS)


class PadButton(HeatingPadEntity, ButtonEntity):
    """One request to the pad."""

    entity_description: PadButtonDescription

    def __init__(self, pad: Pad, description: PadButtonDescription) -> None:
        """Take the description's key as name."""
        super().__init__(pad, description.key)
        self.entity_description = description

    @override
    async def async_added_to_hass(self) -> None:
        """Show nothing of the pad: a button only remembers when it was pressed."""

    @override
    async def async_press(self) -> None:
        """Pass the request on."""
        description = self.entity_description
        if description.heats:
            check_voice(self.pad, self._context)
        attended = not description.anybody and await self.async_attended(occupancy_counts=False)
        await description.press_fn(self.pad, attended)
