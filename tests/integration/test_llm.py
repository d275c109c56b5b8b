"""Tools for language models: one per intent, as exposure and the persons' consent allow."""

import json
from typing import Any

import probatio as vol
import pytest
from homeassistant.core import Context
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import intent, llm

from custom_components.heating_pad.intent import INTENTS
from tests.integration.home import Home
from tests.integration.people import add_pack, add_person, add_user
from tests.integration.talking import Talk

DIARY = {"HeatingPadLogPain", "HeatingPadUndoEntry", "HeatingPadPainToday"}
ALL = {each.intent_type for each in INTENTS}


@pytest.fixture
async def talk(home: Home) -> Talk:
    talk = Talk(home)
    await talk.begin()
    return talk


async def api(home: Home, *, user_id: str | None = None, device_id: str | None = None) -> llm.APIInstance:
    """Return what a language model gets."""
    context = Context(user_id=home.user.id if user_id is None else user_id)
    return await llm.async_get_api(
        home.hass,
        llm.LLM_API_ASSIST,
        llm.LLMContext(
            platform="test_model", context=context, language="en", assistant="conversation", device_id=device_id
        ),
    )


async def ours(home: Home) -> dict[str, llm.Tool]:
    """Return our tools by intent."""
    tools = (await api(home)).tools
    return {tool.name.removeprefix("heating_pad__"): tool for tool in tools if tool.integration == "heating_pad"}


async def use(home: Home, name: str, /, **slots: Any) -> tuple[str, bool]:
    """Call a tool; returns what it says, and whether it was done."""
    instance = await api(home)
    result = await home.run_with(instance.async_call_tool(llm.ToolInput(f"heating_pad__{name}", slots)))
    response: Any = result.data
    return response["speech"]["plain"]["speech"], response["response_type"] != "error"


async def test_one_tool_for_each_intent_and_none_of_the_diary_without_consent(home: Home, talk: Talk) -> None:
    assert set(await ours(home)) == ALL - DIARY
    await add_person(home)
    assert set(await ours(home)) == ALL - DIARY
    await add_person(home, "Ben", options={"language_models": True})
    assert set(await ours(home)) == ALL


async def test_what_is_not_exposed_is_not_offered(home: Home, talk: Talk) -> None:
    talk.expose(home.entity_id("climate", "climate"), exposed=False)
    assert await ours(home) == {}
    pack = await add_pack(home)
    assert await ours(home) == {}
    talk.expose(pack.entity_id("session", "timer"))
    assert set(await ours(home)) == ALL - DIARY
    assert (await use(home, "HeatingPadStart"))[0] == "Wheat bag is on for 20 minutes."
    with pytest.raises(HomeAssistantError):
        await use(home, "HeatingPadLogPain", score=3)


async def test_other_apis_get_nothing(home: Home, talk: Talk) -> None:
    from custom_components.heating_pad.llm import async_get_tools  # noqa: PLC0415 - as Home Assistant does, late

    context = llm.LLMContext(platform="test_model", context=None, language="en", assistant="", device_id=None)
    assert async_get_tools(home.hass, context, llm.LLM_API_ASSIST) is None
    context.assistant = "conversation"
    assert async_get_tools(home.hass, context, "something_else") is None


async def test_hints_tell_what_a_tool_does(home: Home, talk: Talk) -> None:
    await add_person(home, options={"language_models": True})
    tools = await ours(home)
    assert {name for name, tool in tools.items() if tool.annotations.read_only} == {
        "HeatingPadStatus",
        "HeatingPadPainToday",
    }
    assert {name for name, tool in tools.items() if tool.annotations.destructive} == {
        "HeatingPadStart",
        "HeatingPadExtend",
        "HeatingPadResume",
        "HeatingPadWarmer",
        "HeatingPadConfirm",
        "HeatingPadUndoEntry",
    }
    assert {name for name, tool in tools.items() if not tool.annotations.idempotent} == {
        "HeatingPadExtend",
        "HeatingPadWarmer",
        "HeatingPadCooler",
        "HeatingPadLogPain",
        "HeatingPadUndoEntry",
    }
    for tool in tools.values():
        assert not tool.annotations.open_world
        assert not (tool.annotations.read_only and tool.annotations.destructive)
        assert tool.title
        assert tool.description
        # Where somebody is Home Assistant says itself.
        assert "preferred_area_id" not in {str(key) for key in tool.parameters.schema}
    assert "Sofa pad" in (await api(home)).api_prompt


async def test_a_model_starts_and_stops_within_the_limits(home: Home, talk: Talk) -> None:
    assert await use(home, "HeatingPadStart", minutes=600) == ("That is too long: at most 20 minutes.", False)
    assert await use(home, "HeatingPadStart", minutes="nan") == ("I did not understand that.", False)
    assert await use(home, "HeatingPadStart", temperature="inf") == (
        "Choose a temperature between 35 °C and 41 °C.",
        False,
    )
    assert await use(home, "HeatingPadStart", name="Sofa pad", minutes=10, level="low") == (
        "Sofa pad warms up for 10 minutes, to at most 37 °C.",
        True,
    )
    assert (await use(home, "HeatingPadStatus"))[0].startswith("Sofa pad is warming up")
    assert await use(home, "HeatingPadStop", reason="uncomfortable") == ("Sofa pad is off.", True)
    assert home.value("stop_reason") == "uncomfortable"


async def test_a_model_without_a_person_behind_it_has_to_wait_for_one(home: Home, talk: Talk) -> None:
    instance = await llm.async_get_api(
        home.hass,
        llm.LLM_API_ASSIST,
        llm.LLMContext(
            platform="test_model", context=Context(), language="en", assistant="conversation", device_id=None
        ),
    )
    await home.run_with(instance.async_call_tool(llm.ToolInput("heating_pad__HeatingPadStart", {})))
    assert home.value("waiting_for") == "start"
    result = await home.run_with(instance.async_call_tool(llm.ToolInput("heating_pad__HeatingPadConfirm", {})))
    assert result.data["response_type"] == "error"
    assert home.plug.ons == 0


async def test_a_pad_without_voice_takes_nothing_from_a_model(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(options={"voice": False})
    await Talk(home).begin()
    said, done = await use(home, "HeatingPadStart")
    assert (said, done) == ("Sofa pad cannot be started by voice. Use a screen or a button.", False)


# -- diaries -------------------------------------------------------------------------


async def test_only_the_diary_of_who_agreed_can_be_used(home: Home, talk: Talk) -> None:
    anna = await add_person(home)
    ben = await add_person(home, "Ben", options={"language_models": True})
    assert await use(home, "HeatingPadLogPain", score=7, person="Anna") == (
        "Anna has not allowed language models to use this diary.",
        False,
    )
    assert (await use(home, "HeatingPadPainToday", person="Anna"))[1] is False
    assert (await use(home, "HeatingPadUndoEntry", person="Anna"))[1] is False
    assert await use(home, "HeatingPadLogPain", score=7, site="neck", person="Ben") == (
        "Logged 7, neck, for Ben. Say undo to take it back.",
        True,
    )
    assert await use(home, "HeatingPadLogPain", score=11, person="Ben") == (
        "Pain is a whole number from 0 to 10.",
        False,
    )
    assert await anna.entries() == []
    assert len(await ben.entries()) == 1


async def test_a_model_sees_what_its_user_may_see(home: Home, talk: Talk) -> None:
    ben = await add_person(home, "Ben", options={"language_models": True})
    await ben.log(4)
    stranger = await add_user(home, "Stranger")
    instance = await api(home, user_id=stranger.id)
    result = await instance.async_call_tool(llm.ToolInput("heating_pad__HeatingPadPainToday", {}))
    response: Any = result.data
    assert response["speech"]["plain"]["speech"] == "This diary belongs to somebody else."


async def test_an_answer_that_a_model_overhears_needs_the_same_consent(home: Home, talk: Talk) -> None:
    """With "prefer local intents" a model has the whole conversation before it."""
    await talk.begin("en")
    anna = await add_person(home)
    await anna.log(6)
    response = await intent.async_handle(
        home.hass,
        "conversation",
        "HeatingPadPainToday",
        {},
        "how is my pain",
        home.person,
        "en",
        assistant="conversation",
        conversation_agent_id="conversation.some_model",
    )
    assert "language models" in response.speech["plain"]["speech"]


async def test_a_model_can_read_what_may_be_said(home: Home, talk: Talk) -> None:
    await add_person(home, options={"language_models": True})
    for name, tool in (await ours(home)).items():
        schema = vol.to_openapi(tool.parameters, custom_serializer=llm.selector_serializer, openapi_version="3.1.0")
        assert all(each.get("description") for each in schema["properties"].values()), (name, schema)
        json.dumps(schema)
    start = vol.to_openapi((await ours(home))["HeatingPadStart"].parameters, openapi_version="3.1.0")
    assert start["properties"]["level"]["enum"] == ["low", "medium", "high"]
    assert not start.get("required")
