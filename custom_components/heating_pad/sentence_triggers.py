"""Sentences that need nothing installed: pads and packs switched by their names, with our reasons.

Home Assistant's own "turn on" can start a pad too, but it cannot say why not, and says "off"
before the plug has. So these sentences come first, for languages whose own file is not there.
Its second recognizer, in English, overhears a "not": sentences that forbid come first always.

Loaded only where Assist is set up: it brings its own requirements along.
"""

import logging
import re
from collections.abc import Iterable
from typing import Any

from hassil.recognize import RecognizeResult
from homeassistant.components.conversation.agent_manager import get_agent_manager
from homeassistant.components.conversation.models import ConversationInput
from homeassistant.components.homeassistant.exposed_entities import async_listen_entity_updates
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers import area_registry as ar, device_registry as dr, entity_registry as er, intent
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from .const import SIGNAL_PADS_CHANGED, SIGNAL_SENTENCES_CHANGED
from .pack import DATA_PACKS
from .pad import DATA_PADS
from .room_temperature import ASSISTANT, Answer, Listening, RoomTemperature
from .voice_install import async_present
from .voice_request import exposed_entities, names_of
from .voice_words import Words, async_all_words, async_words

_LOGGER = logging.getLogger(__name__)

_INTENT_OF = {"start": "HeatingPadStart", "stop": "HeatingPadStop"}
_PLACEHOLDER = "<name>"
_NOT_IN_SENTENCES = re.compile(r"[^\w\s'’.-]+")
"""Own choice of what may stay: everything else means something in templates, or is not spoken."""


class SentenceTriggers:
    """What Assist listens to for us; follows names, exposure, rooms and installed sentences."""

    def __init__(self, hass: HomeAssistant, words: dict[str, Words]) -> None:
        """Begin with nothing registered."""
        self._hass = hass
        self._words = words
        self._rooms = RoomTemperature(hass, words)
        self._present: set[str] = set()
        self._registered: dict[str, tuple[tuple[str, ...], CALLBACK_TYPE]] = {}
        self._planned = False

    @callback
    def start(self) -> None:
        """Follow everything that changes what is listened to."""
        hass = self._hass
        hass.bus.async_listen(er.EVENT_ENTITY_REGISTRY_UPDATED, self._registry_changed)
        hass.bus.async_listen(dr.EVENT_DEVICE_REGISTRY_UPDATED, self._registry_changed)
        hass.bus.async_listen(ar.EVENT_AREA_REGISTRY_UPDATED, self._registry_changed)
        async_listen_entity_updates(hass, ASSISTANT, self._changed)
        async_dispatcher_connect(hass, SIGNAL_PADS_CHANGED, self._changed)

    async def async_look_for_files(self) -> None:
        """Find out which languages have sentences of their own."""
        self._present = await async_present(self._hass)
        self._register()

    @callback
    def _registry_changed(self, _event: Event[Any]) -> None:
        self._changed()

    @callback
    def _changed(self) -> None:
        """Look once for many changes: registries change in swarms."""
        if not self._planned:
            self._planned = True
            self._hass.loop.call_soon(self._register)

    @callback
    def _register(self) -> None:
        self._planned = False
        wanted = dict(self._named()) | dict(self._rooms.listening())
        for key in [key for key, (sentences, _) in self._registered.items() if wanted.get(key, ((),))[0] != sentences]:
            self._registered.pop(key)[1]()
        for key, (sentences, answer) in wanted.items():
            if key not in self._registered and sentences:
                undo = get_agent_manager(self._hass).register_trigger(list(sentences), answer)
                self._registered[key] = sentences, undo

    # -- by name ---------------------------------------------------------------------

    def _named(self) -> Iterable[tuple[str, Listening]]:
        listening = [words for language, words in self._words.items() if language not in self._present]
        for entry_id in (*self._hass.data.get(DATA_PADS, {}), *self._hass.data.get(DATA_PACKS, {})):
            entities = exposed_entities(self._hass, entry_id, ASSISTANT)
            names = sorted(
                {spoken for entry in entities for name in names_of(self._hass, entry) if (spoken := _spoken(name))}
            )
            if not names:
                continue
            called = f"({'|'.join(names)})"
            for what, intent_type in _INTENT_OF.items():
                sentences = tuple(
                    dict.fromkeys(
                        template.replace(_PLACEHOLDER, called)
                        for words in listening
                        for template in words.triggers(what)
                    )
                )
                yield f"{entry_id} {what}", (sentences, self._switch(intent_type, entities[0].entity_id))
            never = (
                each.replace(_PLACEHOLDER, called) for words in self._words.values() for each in words.triggers("never")
            )
            yield f"{entry_id} never", (tuple(never), self._leave_alone(entities[0].entity_id))

    def _switch(self, intent_type: str, entity_id: str) -> Answer:
        async def answer(said: ConversationInput, _result: RecognizeResult) -> str:
            return await self._async_handle(intent_type, entity_id, said)

        return answer

    def _leave_alone(self, entity_id: str) -> Answer:
        async def answer(said: ConversationInput, _result: RecognizeResult) -> str:
            words = await async_words(self._hass, said.language)
            status = await self._async_handle("HeatingPadStatus", entity_id, said)
            return f"{words.answer('left_alone')} {status}"

        return answer

    async def _async_handle(self, intent_type: str, entity_id: str, said: ConversationInput) -> str:
        try:
            response = await intent.async_handle(
                self._hass,
                ASSISTANT,
                intent_type,
                {"name": {"value": entity_id}},
                said.text,
                said.context,
                said.language,
                assistant=ASSISTANT,
                device_id=said.device_id,
                satellite_id=said.satellite_id,
                conversation_agent_id=said.agent_id,
            )
        except intent.IntentError:
            _LOGGER.exception("%s was not carried out", intent_type)
            return (await async_words(self._hass, said.language)).refusal("failed")
        return str(response.speech.get("plain", {}).get("speech", ""))


def _spoken(name: str) -> str:
    """Return a name as it is heard, without what means something in a sentence's template."""
    return " ".join(_NOT_IN_SENTENCES.sub(" ", name).split())


async def async_start_listening(hass: HomeAssistant) -> None:
    """Have Assist listen to us."""
    triggers = SentenceTriggers(hass, await async_all_words(hass))
    triggers.start()
    await triggers.async_look_for_files()

    async def files_changed() -> None:
        await triggers.async_look_for_files()

    async_dispatcher_connect(hass, SIGNAL_SENTENCES_CHANGED, files_changed)
