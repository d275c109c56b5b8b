"""Talking to a simulated home: real recognition, our sentences, everything that was answered."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from homeassistant.components import conversation
from homeassistant.core import Context
from homeassistant.helpers import area_registry as ar, device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.heating_pad import intent as our_intents
from tests.integration.home import Home

SENTENCES = Path(our_intents.__file__).parent / "sentences"
SATELLITE = "assist_satellite.kitchen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What came of a sentence."""

    answer: str
    """What was spoken."""
    error: str | None
    """Code of the error, None where there is none."""
    intent: str | None = field(default=None, compare=False)
    """What carried it out, None where nothing did."""


class Talk:
    """Somebody who talks to the home."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.hass = home.hass

    async def begin(self, *languages: str) -> None:
        """Set up Assist, with the sentences of some languages in the user's folder."""
        for language in languages:
            install(Path(self.hass.config.path("custom_sentences", language)), language)
        assert await async_setup_component(self.hass, "conversation", {})
        await self.hass.async_block_till_done()

    async def say(
        self,
        text: str,
        language: str = "en",
        *,
        context: Context | None = None,
        device_id: str | None = None,
        satellite_id: str | None = None,
        agent_id: str = "conversation.home_assistant",
    ) -> Said:
        """Say something as a person does, and hear the answer; time passes meanwhile."""
        result = await self.home.run_with(
            conversation.async_converse(
                hass=self.hass,
                text=text,
                conversation_id=None,
                context=self.home.person if context is None else context,
                language=language,
                agent_id=agent_id,
                device_id=device_id,
                satellite_id=satellite_id,
            )
        )
        response = result.response
        return Said(
            answer=response.speech.get("plain", {}).get("speech", ""),
            error=None if response.error_code is None else str(response.error_code),
            intent=None if response.intent is None else response.intent.intent_type,
        )

    def area(self, name: str) -> ar.AreaEntry:
        """Return an area, made if it is not there."""
        registry = ar.async_get(self.hass)
        return registry.async_get_area_by_name(name) or registry.async_create(name)

    def put(self, entity_id: str, area: str) -> None:
        """Put the device of an entity into an area."""
        entry = er.async_get(self.hass).async_get(entity_id)
        assert entry is not None
        assert entry.device_id is not None
        dr.async_get(self.hass).async_update_device(entry.device_id, area_id=self.area(area).id)

    def satellite(self, area: str | None = None) -> str:
        """Have a voice satellite in the house; returns its entity."""
        entry = MockConfigEntry(domain="test", title="Satellite")
        entry.add_to_hass(self.hass)
        device = dr.async_get(self.hass).async_get_or_create(
            config_entry_id=entry.entry_id, identifiers={("test", "kitchen")}
        )
        if area is not None:
            dr.async_get(self.hass).async_update_device(device.id, area_id=self.area(area).id)
        registered = er.async_get(self.hass).async_get_or_create(
            "assist_satellite", "test", "kitchen", device_id=device.id, suggested_object_id="kitchen"
        )
        self.hass.states.async_set(registered.entity_id, "idle")
        return registered.entity_id

    def expose(self, entity_id: str, *, exposed: bool = True, assistant: str = "conversation") -> None:
        """Show an entity to an assistant, or take it away."""
        from homeassistant.components.homeassistant.exposed_entities import async_expose_entity  # noqa: PLC0415

        async_expose_entity(self.hass, assistant, entity_id, exposed)


def install(folder: Path, language: str) -> None:
    """Put our sentences of a language where a user keeps theirs."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(SENTENCES / language / "heating_pad.yaml", folder / "heating_pad.yaml")


def slots_of(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Write slots as Home Assistant passes them."""
    return {key: {"value": value} for key, value in data.items()}
