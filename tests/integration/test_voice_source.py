"""Where a start comes from: Assist, Google and HomeKit are recognised before it is carried out, Alexa is not."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import homeassistant
import pytest
from homeassistant.components import conversation
from homeassistant.components.google_assistant import GOOGLE_ASSISTANT_SCHEMA
from homeassistant.components.google_assistant.const import EVENT_COMMAND_RECEIVED, SOURCE_CLOUD
from homeassistant.components.google_assistant.http import GoogleConfig
from homeassistant.components.google_assistant.smart_home import async_handle_message
from homeassistant.core import Context
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.chat_session import ChatSession, current_session
from homeassistant.setup import async_setup_component

from custom_components.heating_pad.voice_source import EVENT_GOOGLE, EVENT_HOMEKIT
from tests.integration.home import Home
from tests.integration.talking import Talk

COMPONENTS = Path(homeassistant.__file__).parent / "components"


async def home_with(empty_home: Home, **options: Any) -> Home:
    """Have a pad with these options."""
    await empty_home.build()
    await empty_home.add_pad(options=options)
    return empty_home


@contextmanager
def talking_to_assist() -> Iterator[None]:
    """Be in a chat session, as everything is that Assist does (2026.10 and 2026.11 open it differently)."""
    token = current_session.set(ChatSession("test"))
    try:
        yield
    finally:
        current_session.reset(token)


async def ask_google(home: Home, *, on: bool) -> dict[str, Any]:
    """Tell Google to switch the pad, as its cloud passes it on."""
    config = GoogleConfig(home.hass, GOOGLE_ASSISTANT_SCHEMA({"project_id": "test"}))  # type: ignore[no-untyped-call]  # Home Assistant's own
    await config.async_initialize()  # type: ignore[no-untyped-call]  # Home Assistant's own
    climate = home.entity_id("climate", "climate")
    message = {
        "requestId": "1",
        "inputs": [
            {
                "intent": "action.devices.EXECUTE",
                "payload": {
                    "commands": [
                        {
                            "devices": [{"id": climate}],
                            "execution": [
                                {
                                    "command": "action.devices.commands.ThermostatSetMode",
                                    "params": {"thermostatMode": "heat" if on else "off"},
                                }
                            ],
                        }
                    ]
                },
            }
        ],
    }
    handled = async_handle_message(home.hass, config, "agent", home.user.id, message, SOURCE_CLOUD)  # type: ignore[no-untyped-call]  # Home Assistant's own
    answer: dict[str, Any] = await home.run_with(handled)
    await home.run(3)
    return answer


async def ask_assistant(home: Home, event: str, service: str) -> None:
    """Do what HomeKit's bridge and Google's actions do: tell the bus, then act with the same context."""
    context = Context(user_id=home.user.id if event == EVENT_GOOGLE else None)
    climate = home.entity_id("climate", "climate")
    home.hass.bus.async_fire(event, {"entity_id": climate}, context=context)
    await home.hass.services.async_call("climate", service, {"entity_id": climate}, blocking=True, context=context)


def test_the_events_are_called_what_home_assistant_calls_them() -> None:
    assert EVENT_GOOGLE == EVENT_COMMAND_RECEIVED
    # HomeKit's own code wants libraries of its own; its source says it too.
    source = (COMPONENTS / "homekit" / "const.py").read_text(encoding="utf-8")
    found = re.search(r'^EVENT_HOMEKIT_CHANGED = "(\w+)"', source, re.MULTILINE)
    assert found is not None
    assert found[1] == EVENT_HOMEKIT
    calls = (COMPONENTS / "homekit" / "accessories.py").read_text(encoding="utf-8")
    fired, called = calls.index("async_fire(EVENT_HOMEKIT_CHANGED"), calls.index("services.async_call(")
    assert fired < called, "the event has to come before the call"


async def test_google_is_a_voice_without_a_person(empty_home: Home) -> None:
    home = await home_with(empty_home)
    await ask_google(home, on=True)
    assert home.value("waiting_for") == "start"
    assert home.plug.ons == 0
    await home.call("heating_pad.confirm")
    await home.run(3)
    assert home.pad.relay_on
    await ask_google(home, on=False)
    assert not home.pad.relay_on


@pytest.mark.parametrize("event", [EVENT_GOOGLE, EVENT_HOMEKIT])
async def test_assistants_start_nothing_where_voice_is_forbidden_and_still_end_it(empty_home: Home, event: str) -> None:
    home = await home_with(empty_home, voice=False, unattended_start="allow")
    with pytest.raises(HomeAssistantError):
        await ask_assistant(home, event, "turn_on")
    assert home.announced[-1] == ("refused", "voice_not_allowed")
    await home.start(10)
    await home.run(3)
    await ask_assistant(home, event, "turn_off")
    await home.run(5)
    assert not home.pad.relay_on


async def test_homekit_may_start_where_voice_may(empty_home: Home) -> None:
    home = await home_with(empty_home, unattended_start="allow")
    await ask_assistant(home, EVENT_HOMEKIT, "turn_on")
    await home.run(3)
    assert home.pad.relay_on


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("climate.turn_on", {}),
        ("climate.set_hvac_mode", {"hvac_mode": "heat"}),
        ("climate.set_temperature", {"temperature": 37, "hvac_mode": "heat"}),
        ("timer.start", {}),
        ("heating_pad.start_session", {}),
    ],
)
async def test_every_way_to_start_is_closed_to_a_voice(empty_home: Home, action: str, data: dict[str, Any]) -> None:
    home = await home_with(empty_home, voice=False)
    with talking_to_assist():
        assert await home.refused(action, data) == "voice_not_allowed"
    await home.call(action, data)
    await home.run(3)
    assert home.pad.relay_on


async def test_more_heat_is_closed_to_a_voice_and_an_end_is_not(empty_home: Home) -> None:
    home = await home_with(empty_home, voice=False)
    await home.start(5)
    await home.run(3)
    with talking_to_assist():
        for action in ("heating_pad.extend_session", "heating_pad.resume_session", "heating_pad.confirm"):
            assert await home.refused(action) == "voice_not_allowed"
        for key in ("extend", "resume", "confirm"):
            with pytest.raises(HomeAssistantError):
                await home.press(key)
        await home.call("timer.pause")
        assert await home.refused("timer.start") == "voice_not_allowed"
        await home.press("stop")
    await home.run(5)
    assert not home.pad.relay_on


async def test_what_follows_from_something_spoken_was_not_spoken(empty_home: Home) -> None:
    """An automation that reacts to a light somebody switched by voice has a parent context."""
    home = await home_with(empty_home, voice=False, unattended_start="allow")
    climate = home.entity_id("climate", "climate")
    with talking_to_assist():
        await home.hass.services.async_call(
            "climate", "turn_on", {"entity_id": climate}, blocking=True, context=Context(parent_id=Context().id)
        )
    await home.run(3)
    assert home.pad.relay_on


async def test_assists_own_turn_on_is_a_voice(empty_home: Home) -> None:
    home = await home_with(empty_home, voice=False, unattended_start="allow")
    talk = Talk(home)
    await talk.begin()
    await talk.say("Sofa pad on")
    await home.run(3)
    assert home.announced[-1] == ("refused", "voice_not_allowed")
    assert home.plug.ons == 0


async def test_a_sentence_trigger_of_the_users_own_is_a_voice(empty_home: Home) -> None:
    home = await home_with(empty_home, voice=False, unattended_start="allow")
    assert await async_setup_component(home.hass, "conversation", {})
    config = {
        "alias": "Cosy",
        "triggers": {"trigger": "conversation", "command": "make it cosy"},
        "actions": {"action": "climate.turn_on", "target": {"entity_id": home.entity_id("climate", "climate")}},
    }
    assert await async_setup_component(home.hass, "automation", {"automation": config})
    await home.hass.async_block_till_done()
    await home.run_with(
        conversation.async_converse(home.hass, "make it cosy", None, Context(), language="en", agent_id=None)
    )
    await home.run(3)
    assert home.plug.ons == 0
    assert home.announced[-1] == ("refused", "voice_not_allowed")
