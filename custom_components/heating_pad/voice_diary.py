"""Whose diary a voice means, and whether it may be used.

A linked user and administrators may use their own; somebody at a satellite is in the house. What
leaves the house, to a language model or to a voice of the cloud, needs the person's own consent.
"""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.loader import IntegrationNotFound, async_get_integration

from .diary_access import async_may_use, linked_user
from .pad import DATA_PADS
from .person import DATA_PERSONS, Person
from .voice_request import NotDone, VoiceRequest

PLATFORM_ASSIST = "conversation"
LOCAL_AGENT = "conversation.home_assistant"
CLOUD_PLATFORMS = frozenset({"alexa", "dialogflow"})
"""Intents these integrations hear were spoken to a server elsewhere."""
PREFERRED = "preferred"
"""What a satellite says that goes by the house's own choice."""
LOCAL_PLATFORMS = frozenset({"intent", "rhasspy", "snips"})


async def async_person(request: VoiceRequest) -> Person:
    """Return whose diary is meant; raises why it may not be used."""
    person = _meant(request)
    if not await async_may_use(request.hass, person, request.intent.context):
        raise NotDone("diary_private")
    if by_language_model(request) and not person.config.language_models:
        raise NotDone("diary_language_model", name=person.name)
    if not person.config.cloud_voices and await _async_through_cloud(request):
        raise NotDone("diary_cloud", name=person.name)
    return person


def several_persons(hass: HomeAssistant) -> bool:
    """Whether an answer has to say whose diary it is about."""
    return len(hass.data.get(DATA_PERSONS, {})) > 1


def by_language_model(request: VoiceRequest) -> bool:
    """Whether a language model asks, or hears the answer."""
    platform = request.intent.platform
    if platform == PLATFORM_ASSIST:
        return request.intent.conversation_agent_id not in (None, LOCAL_AGENT)
    return platform not in CLOUD_PLATFORMS | LOCAL_PLATFORMS


def _meant(request: VoiceRequest) -> Person:
    persons: list[Person] = sorted(request.hass.data.get(DATA_PERSONS, {}).values(), key=lambda each: each.name)
    if not persons:
        raise NotDone("no_person")
    if name := request.slot("person"):
        found = [each for each in persons if each.name.casefold() == name.strip().casefold()]
        if len(found) != 1:
            raise NotDone("no_such_person", name=name)
        return found[0]
    user_id = request.intent.context.user_id
    if user_id is not None:
        own = [each for each in persons if linked_user(request.hass, each) == user_id]
        if len(own) == 1:
            return own[0]
    if len(persons) == 1:
        return persons[0]
    heated = {pad.heats for pad in request.hass.data.get(DATA_PADS, {}).values()}
    warm = [each for each in persons if each.entry_id in heated]
    if len(warm) == 1:
        return warm[0]
    raise NotDone("whose", names=request.words.listed(each.name for each in persons))


# -- does it leave the house -----------------------------------------------------


async def _async_through_cloud(request: VoiceRequest) -> bool:
    """Whether hearing or speaking may be done elsewhere; where that cannot be known it may."""
    hass = request.hass
    if request.intent.platform in CLOUD_PLATFORMS:
        return True
    if "assist_pipeline" not in hass.config.components:
        return False
    # Brings compiled filters along, which are there only where it is set up.
    from homeassistant.components.assist_pipeline.pipeline import (  # noqa: PLC0415
        async_get_pipeline,
        async_get_pipelines,
    )

    pipelines = async_get_pipelines(hass)
    chosen = _chosen_pipeline(request)
    candidates = [each for each in pipelines if each.name == chosen] or pipelines
    if chosen == PREFERRED:
        candidates = [async_get_pipeline(hass)]
    engines = {engine for each in candidates for engine in (each.stt_engine, each.tts_engine) if engine}
    return any([await _async_in_cloud(hass, engine) for engine in engines])


def _chosen_pipeline(request: VoiceRequest) -> str | None:
    """Return the name of the pipeline chosen at the satellite, None where that is not known."""
    satellite = request.intent.satellite_id
    component: Any = request.hass.data.get("assist_satellite")
    entity = None if satellite is None or component is None else component.get_entity(satellite)
    chooser = None if entity is None else entity.pipeline_entity_id
    state = None if chooser is None else request.hass.states.get(chooser)
    return None if state is None else state.state


async def _async_in_cloud(hass: HomeAssistant, engine: str) -> bool:
    entry = er.async_get(hass).async_get(engine)
    domain = engine.split(".", 1)[0] if entry is None else entry.platform
    try:
        integration = await async_get_integration(hass, domain)
    except IntegrationNotFound:
        return True
    return integration.iot_class is None or integration.iot_class.startswith("cloud")
