"""One thing somebody has said: which pads it means, who stands behind it, how to answer.

Only what is exposed to the assistant is there for it. A pad is exposed by its climate or timer
entity, a pack by its timer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homeassistant.components.homeassistant.exposed_entities import async_should_expose
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import area_registry as ar, entity_registry as er, intent

from .attendance import async_attended, occupied
from .const import DOMAIN
from .engine.events import Refused
from .engine.models import Phase, Refusal
from .pack import DATA_PACKS, Pack
from .pad import DATA_PADS, Pad, refusal_error
from .voice_words import Words

KIND_PAD = "pad"
KIND_PACK = "pack"

IN_SESSION = frozenset({Phase.WAITING, Phase.RAMP, Phase.HOLD, Phase.PAUSED})

_TALKING = frozenset({"listening", "processing", "responding"})
"""States of a satellite that somebody talks to."""

_NAMED_BY = (("climate", "climate"), ("timer", "session"))
"""Domain and key of the entities a pad or pack is known by."""


class NotDone(Exception):  # noqa: N818 - it is an answer, not an error
    """Why something said is not carried out, in the words of the answer."""

    def __init__(self, key: str, *, target: bool = False, **values: str) -> None:
        """Keep the reason; `target` says that nothing was meant that is there."""
        super().__init__(key)
        self.key = key
        self.target = target
        self.values = values


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRequest:
    """What was said, and by whom as far as that is known."""

    hass: HomeAssistant
    words: Words
    intent: intent.Intent
    slots: Mapping[str, Any]

    def slot(self, key: str) -> Any:
        """Return what was said for a slot, None where nothing was."""
        return self.slots.get(key, {}).get("value")

    # -- which pads ------------------------------------------------------------

    def exposed(self, kind: str | None = None) -> list[Pad | Pack]:
        """Return the pads and packs this assistant may use, by name."""
        pads: list[Pad | Pack] = [] if kind == KIND_PACK else list(self.hass.data.get(DATA_PADS, {}).values())
        packs: list[Pad | Pack] = [] if kind == KIND_PAD else list(self.hass.data.get(DATA_PACKS, {}).values())
        return sorted(
            (each for each in pads + packs if exposed_entities(self.hass, each.entry_id, self.intent.assistant)),
            key=lambda each: each.config.name,
        )

    def meant(self) -> list[Pad | Pack]:
        """Return those that were named, by name or area; all exposed ones where none was."""
        kind, name, area = self.slot("kind"), self.slot("name"), self.slot("area")
        found = self.exposed(None if name else kind)
        if not found:
            raise NotDone("no_pad", target=True)
        if name:
            found = [each for each in found if _is_called(self.hass, each, name)]
            if not found:
                raise NotDone("no_such_pad", target=True, name=name)
        if area:
            areas = {each.id for each in intent.find_areas(area, ar.async_get(self.hass))}
            found = [each for each in found if area_of(self.hass, each.entry_id) in areas]
            if not found:
                raise NotDone("no_pad_in_area", target=True, area=area)
        return found

    def nearest(self, found: list[Pad | Pack]) -> list[Pad | Pack]:
        """Prefer those where the speaker is; a plug where somebody named neither kind."""
        near = self.slot("preferred_area_id")
        here = [each for each in found if near and area_of(self.hass, each.entry_id) == near]
        found = here or found
        electric: list[Pad | Pack] = [each for each in found if isinstance(each, Pad)]
        return electric or found

    def one(self, found: list[Pad | Pack]) -> Pad | Pack:
        """Return the only one; asks where there are several."""
        near = self.nearest(found)
        if len(near) == 1:
            return near[0]
        raise NotDone("which", target=True, names=self.words.listed(each.config.name for each in near))

    def one_pad(self, found: list[Pad | Pack]) -> Pad:
        """Return the only electric pad; a pack has nothing to switch."""
        chosen = self.one(found)
        if isinstance(chosen, Pack):
            raise NotDone(Refusal.NOT_SUPPORTED, name=chosen.config.name)
        return chosen

    def one_in_session(self, *phases: Phase) -> Pad:
        """Return the one pad whose session is meant."""
        meant = self.meant()
        running: list[Pad | Pack] = [
            each for each in meant if isinstance(each, Pad) and each.view.phase in (phases or IN_SESSION)
        ]
        if running:
            return self.one_pad(running)
        pads = self.nearest(meant)
        if len(pads) == 1 and isinstance(pads[0], Pack):
            raise NotDone(Refusal.NOT_SUPPORTED, name=pads[0].config.name)
        raise NotDone(Refusal.NO_SESSION, name=pads[0].config.name) if len(pads) == 1 else NotDone("nothing_heats")

    # -- who ---------------------------------------------------------------------

    async def async_attended(self, pad: Pad, *, occupancy_counts: bool) -> bool:
        """Whether a person stands behind it: a user, or somebody near a satellite."""
        context = self.intent.context
        if context.parent_id is not None:
            # Said for later, as "in 20 minutes": who knows where they are by then.
            return occupancy_counts and occupied(self.hass, pad.config.occupancy_sensor)
        if await async_attended(pad, context, occupancy_counts=occupancy_counts, understood=True):
            return True
        # A room full of people has no user: where only some may start, nobody knows who has spoken.
        return context.user_id is None and not pad.config.allowed_users and self.at_satellite

    @property
    def at_satellite(self) -> bool:
        """Whether it is being said to a satellite in the house.

        Language models know the device only, and commands said for later have no more either: there the
        satellite has to be in the middle of a conversation.
        """
        if self.intent.satellite_id is not None:
            return self.hass.states.get(self.intent.satellite_id) is not None
        if self.intent.device_id is None:
            return False
        entries = er.async_entries_for_device(er.async_get(self.hass), self.intent.device_id)
        states = (self.hass.states.get(entry.entity_id) for entry in entries if entry.domain == "assist_satellite")
        return any(state is not None and state.state in _TALKING for state in states)

    def check_voice(self, pad: Pad) -> None:
        """Raise where a voice may not bring heat about."""
        if not pad.settings.voice_starts:
            raise refusal_error(self.hass, pad.config.name, Refused(refusal=Refusal.VOICE_NOT_ALLOWED))


def named_entities(hass: HomeAssistant, entry_id: str) -> list[er.RegistryEntry]:
    """Return the entities a pad or pack is known by."""
    registry = er.async_get(hass)
    found = (registry.async_get_entity_id(domain, DOMAIN, f"{entry_id}_{key}") for domain, key in _NAMED_BY)
    entries = (registry.async_get(entity_id) for entity_id in found if entity_id is not None)
    return [entry for entry in entries if entry is not None]


def exposed_entities(hass: HomeAssistant, entry_id: str, assistant: str | None) -> list[er.RegistryEntry]:
    """Return those of them that an assistant may use."""
    return [
        entry
        for entry in named_entities(hass, entry_id)
        if assistant is None or async_should_expose(hass, assistant, entry.entity_id)
    ]


def area_of(hass: HomeAssistant, entry_id: str) -> str | None:
    """Return the area of a pad or pack."""
    areas = (er.async_get_effective_area_id(hass, entry) for entry in named_entities(hass, entry_id))
    return next((area for area in areas if area is not None), None)


def names_of(hass: HomeAssistant, entry: er.RegistryEntry) -> list[str]:
    """Return what an entity is called, with its aliases."""
    state: State | None = hass.states.get(entry.entity_id)
    return [] if state is None else list(intent.async_get_entity_aliases(hass, entry, state=state))


def _is_called(hass: HomeAssistant, each: Pad | Pack, name: str) -> bool:
    """Whether somebody means this one; entities go by their ids as well, for programs."""
    entries = named_entities(hass, each.entry_id)
    known = {each.config.name, *(entry.entity_id for entry in entries)}
    known |= {alias for entry in entries for alias in names_of(hass, entry)}
    return name.strip().casefold() in {every.strip().casefold() for every in known}
