"""A pad and a thermostat in one room: "set the temperature to 20" has to reach the right one.

Home Assistant's own sentences are ambiguous there and give up. While that is so we listen to them
and see who can be meant: nobody heats a room to 38 °C, nor a pad to 20. A temperature alone never
starts heat.

Loaded only where Assist is set up: it brings its own requirements along.
"""

from collections.abc import Awaitable, Callable, Iterable

from hassil.recognize import RecognizeResult
from homeassistant.components.climate import ATTR_CURRENT_TEMPERATURE, ClimateEntityFeature
from homeassistant.components.conversation.agent_manager import get_agent_manager
from homeassistant.components.conversation.models import ConversationInput
from homeassistant.components.homeassistant.exposed_entities import async_should_expose
from homeassistant.const import ATTR_SUPPORTED_FEATURES, ATTR_TEMPERATURE, UnitOfTemperature
from homeassistant.core import HomeAssistant, State
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import area_registry as ar, device_registry as dr, entity_registry as er, intent
from homeassistant.util.unit_conversion import TemperatureConverter

from .const import DOMAIN
from .engine.limits import GOAL_MIN_C
from .pad import DATA_PADS
from .voice_request import area_of, exposed_entities
from .voice_words import Words, async_words

ASSISTANT = "conversation"

type Answer = Callable[[ConversationInput, RecognizeResult], Awaitable[str | None]]
type Listening = tuple[tuple[str, ...], Answer]
"""Templates of sentences, and what answers them."""


class RoomTemperature:
    """Sentences about the temperature, while a room has both."""

    def __init__(self, hass: HomeAssistant, words: dict[str, Words]) -> None:
        """Keep the words of all languages."""
        self._hass = hass
        self._words = words

    def listening(self) -> Iterable[tuple[str, Listening]]:
        """Yield what has to be listened to; nothing while no room has both."""
        if not self._rooms_with_both():
            return
        for what, answer in (
            ("temperature", self._async_set_temperature),
            ("temperature_now", self._async_temperature),
        ):
            templates = (template for words in self._words.values() for template in words.triggers(what))
            yield what, (tuple(dict.fromkeys(templates)), answer)

    def _rooms_with_both(self) -> set[str]:
        """Return the areas in which Home Assistant could mean a pad as well as a thermostat."""
        pads = {
            area
            for entry_id in self._hass.data.get(DATA_PADS, {})
            if any(entry.domain == "climate" for entry in exposed_entities(self._hass, entry_id, ASSISTANT))
            and (area := area_of(self._hass, entry_id)) is not None
        }
        return pads & {area for state in self._thermostats() if (area := self._area(state)) is not None}

    def _thermostats(self, *, pads: bool = False) -> list[State]:
        """Return what has a target temperature and is exposed: ours, or all others."""
        registry = er.async_get(self._hass)
        found = []
        for state in self._hass.states.async_all("climate"):
            entry = registry.async_get(state.entity_id)
            ours = entry is not None and entry.platform == DOMAIN
            features = state.attributes.get(ATTR_SUPPORTED_FEATURES, 0)
            if (
                ours is pads
                and features & ClimateEntityFeature.TARGET_TEMPERATURE
                and async_should_expose(self._hass, ASSISTANT, state.entity_id)
            ):
                found.append(state)
        return found

    def _area(self, state: State) -> str | None:
        entry = er.async_get(self._hass).async_get(state.entity_id)
        return None if entry is None else er.async_get_effective_area_id(self._hass, entry)

    async def _async_recognized(
        self, said: ConversationInput, intent_type: str
    ) -> tuple[RecognizeResult | None, set[str]]:
        """Let Home Assistant read numbers and rooms; returns what it read, and the areas that are meant."""
        agent = get_agent_manager(self._hass).default_agent
        found = None if agent is None else await agent.async_recognize_intent(said)
        if found is not None and found.intent.name != intent_type:
            found = None
        areas = ar.async_get(self._hass)
        if found is not None and "area" in found.entities:
            return found, {each.id for each in intent.find_areas(str(found.entities["area"].value), areas)}
        device = None if said.device_id is None else dr.async_get(self._hass).async_get(said.device_id)
        satellite = None if said.satellite_id is None else er.async_get(self._hass).async_get(said.satellite_id)
        near = (
            (None if satellite is None else er.async_get_effective_area_id(self._hass, satellite)),
            (None if device is None else device.area_id),
        )
        return found, {each for each in near if each is not None}

    def _in(self, areas: set[str], states: list[State]) -> list[State]:
        here = [state for state in states if self._area(state) in areas]
        return here or ([] if areas else states)

    async def _async_set_temperature(self, said: ConversationInput, _result: RecognizeResult) -> str:
        words = await async_words(self._hass, said.language)
        found, areas = await self._async_recognized(said, "HassClimateSetTemperature")
        if found is None or "temperature" not in found.entities:
            return words.refusal("not_understood")
        value = float(found.entities["temperature"].value)
        unit = self._hass.config.units.temperature_unit
        for_pads = TemperatureConverter.convert(value, unit, UnitOfTemperature.CELSIUS) >= GOAL_MIN_C
        chosen = self._in(areas, self._thermostats(pads=for_pads))
        if len(chosen) != 1:
            return _which(words, chosen)
        try:
            await self._hass.services.async_call(
                "climate",
                "set_temperature",
                {"entity_id": chosen[0].entity_id, ATTR_TEMPERATURE: value},
                blocking=True,
                context=said.context,
            )
        except HomeAssistantError as err:
            return words.error(err)
        return words.answer("temperature_set", name=chosen[0].name, value=f"{words.number(value)} {unit}")

    async def _async_temperature(self, said: ConversationInput, _result: RecognizeResult) -> str:
        words = await async_words(self._hass, said.language)
        _found, areas = await self._async_recognized(said, intent.INTENT_GET_TEMPERATURE)
        named = [ar.async_get(self._hass).async_get_area(area) for area in areas]
        sensors = [area.temperature_entity_id for area in named if area is not None and area.temperature_entity_id]
        measured = [state for each in sensors if (state := self._hass.states.get(each)) is not None]
        if len(measured) == 1:
            unit = self._hass.config.units.temperature_unit
            return words.answer("temperature_now", name=measured[0].name, value=f"{measured[0].state} {unit}")
        chosen = [
            state
            for state in self._in(areas, self._thermostats())
            if state.attributes.get(ATTR_CURRENT_TEMPERATURE) is not None
        ]
        if len(chosen) != 1:
            return _which(words, chosen)
        value = float(chosen[0].attributes[ATTR_CURRENT_TEMPERATURE])
        shown = f"{words.number(value)} {self._hass.config.units.temperature_unit}"
        return words.answer("temperature_now", name=chosen[0].name, value=shown)


def _which(words: Words, states: list[State]) -> str:
    if not states:
        return words.refusal("not_understood")
    return words.refusal("which", names=words.listed(state.name for state in states))
