"""Whose diary a voice may use, and what leaves the house only by the person's own consent."""

from typing import Any

import pytest
from homeassistant.core import Context
from homeassistant.helpers import entity_registry as er, intent
from homeassistant.setup import async_setup_component

from tests.integration.home import Home
from tests.integration.people import Somebody, add_person, add_user
from tests.integration.talking import Talk, slots_of

CLOUD_REFUSED = "Anna has not allowed cloud voices to use this diary."


@pytest.fixture
async def talk(home: Home) -> Talk:
    talk = Talk(home)
    await talk.begin("en")
    return talk


async def say(
    home: Home, name: str, *, platform: str = "conversation", context: Context | None = None, **slots: Any
) -> str:
    """Let an intent be heard from somewhere; returns the answer."""
    response = await intent.async_handle(
        home.hass,
        platform,
        name,
        slots_of(slots),
        "",
        home.person,
        "en",
        assistant="conversation",
    )
    return str(response.speech["plain"]["speech"])


async def speaker_of(person: Somebody, home: Home) -> Context:
    """Return the context of the user who is this person."""
    user = await add_user(home, "Anna's phone")
    home.hass.states.async_set("person.anna", "home", {"user_id": user.id})
    return Context(user_id=user.id)


async def test_a_user_speaks_for_themselves(home: Home, talk: Talk) -> None:
    anna = await add_person(home, person_entity="person.anna")
    ben = await add_person(home, "Ben")
    phone = await speaker_of(anna, home)
    assert (await talk.say("log pain 6", context=phone)).answer == "Logged 6 for Anna. Say undo to take it back."
    assert (await talk.say("log pain 6 for Ben", context=phone)).answer == "This diary belongs to somebody else."
    stranger = Context(user_id=(await add_user(home, "Stranger")).id)
    assert (await talk.say("log pain 6 for Anna", context=stranger)).answer == "This diary belongs to somebody else."
    assert (await talk.say("how is my pain", context=stranger)).error == "failed_to_handle"
    assert len(await anna.entries()) == 1
    assert await ben.entries() == []


async def test_whoever_is_warm_is_meant_at_a_satellite(home: Home, talk: Talk) -> None:
    satellite = talk.satellite()
    await add_person(home, "Ben")
    anna = await add_person(home)
    somebody = Context()
    said = await talk.say("log pain 6", context=somebody, satellite_id=satellite)
    assert said.answer == "Whose diary: Anna and Ben?"
    await home.start(10, person="Anna")
    said = await talk.say("log pain 6", context=somebody, satellite_id=satellite)
    assert said.answer == "Logged 6 for Anna. Say undo to take it back."
    assert anna.value("pain") == "6"


async def test_cloud_voices_need_consent(home: Home, talk: Talk) -> None:
    anna = await add_person(home)
    for platform in ("alexa", "dialogflow"):
        assert await say(home, "HeatingPadLogPain", platform=platform, score=4) == CLOUD_REFUSED
        assert await say(home, "HeatingPadPainToday", platform=platform) == CLOUD_REFUSED
        assert await say(home, "HeatingPadUndoEntry", platform=platform) == CLOUD_REFUSED
    assert await anna.entries() == []
    await add_person(home, "Ben", options={"cloud_voices": True})
    said = await say(home, "HeatingPadLogPain", platform="alexa", score=4, person="Ben")
    assert said == "Logged 4 for Ben. Say undo to take it back."
    # What a language model may, a cloud voice may not, and the other way round.
    assert "language models" in await say(home, "HeatingPadPainToday", platform="some_model", person="Ben")


@pytest.mark.parametrize(
    ("stt", "tts", "allowed"),
    [
        ("stt.home_assistant_cloud", "tts.piper", False),
        ("stt.whisper", "tts.home_assistant_cloud", False),
        ("stt.whisper", "tts.unheard_of", False),
        ("stt.whisper", "tts.piper", True),
        (None, None, True),
    ],
)
async def test_a_pipeline_that_leaves_the_house_needs_consent(
    home: Home, talk: Talk, stt: str | None, tts: str | None, *, allowed: bool
) -> None:
    # Compiled from source: not there on every machine.
    pytest.importorskip("pymicro_vad")
    from homeassistant.components.assist_pipeline.pipeline import (  # noqa: PLC0415
        async_get_pipeline,
        async_update_pipeline,
    )

    anna = await add_person(home)
    registry = er.async_get(home.hass)
    for entity_id, platform in (
        ("stt.home_assistant_cloud", "cloud"),
        ("tts.home_assistant_cloud", "cloud"),
        ("stt.whisper", "wyoming"),
        ("tts.piper", "wyoming"),
        ("tts.unheard_of", "nobody_knows_this"),
    ):
        domain, name = entity_id.split(".")
        registry.async_get_or_create(domain, platform, name, suggested_object_id=name)
    assert await async_setup_component(home.hass, "assist_pipeline", {})
    languages: dict[str, Any] = {
        f"{kind}_language": "en" for kind, engine in (("stt", stt), ("tts", tts)) if engine is not None
    }
    await async_update_pipeline(home.hass, async_get_pipeline(home.hass), stt_engine=stt, tts_engine=tts, **languages)
    said = await say(home, "HeatingPadLogPain", score=4)
    assert said == ("Logged 4. Say undo to take it back." if allowed else CLOUD_REFUSED)
    assert len(await anna.entries()) == int(allowed)
    # Heat is no diary.
    assert (await say(home, "HeatingPadStatus")) == "Sofa pad is off."


async def test_notes_are_never_read_out(home: Home, talk: Talk) -> None:
    anna = await add_person(home)
    await anna.log(5, note="secret of mine")
    for name in ("HeatingPadPainToday", "HeatingPadUndoEntry"):
        assert "secret" not in await say(home, name)


async def test_saying_it_twice_is_one_entry_and_a_correction_replaces(home: Home, talk: Talk) -> None:
    anna = await add_person(home)
    await talk.say("log pain 7")
    assert (await talk.say("log pain 7")).answer == "7 was logged already. Say undo to take it back."
    assert (await talk.say("log pain 8")).answer == "Logged 8. Say undo to take it back."
    assert [entry["score"] for entry in await anna.entries()] == [8]
    assert (await talk.say("undo")).answer == "Taken back: 8."
    await home.run(70)
    assert (await talk.say("undo")).answer == "There is nothing to take back."


async def test_the_skin_is_said_by_somebody(home: Home, talk: Talk) -> None:
    anna = await add_person(home)
    await anna.log(skin="blister")
    await home.run(70)
    said = await talk.say("my skin looks normal", context=Context())
    assert said.error == "failed_to_handle"
    assert (await talk.say("my skin looks normal")).answer == "Noted: the skin looks normal."
    assert [entry.get("skin") for entry in await anna.entries()] == ["blister", "normal"]
