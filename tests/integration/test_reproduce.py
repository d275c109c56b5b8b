"""Scenes: what they put back starts no heat beyond what an automation may start."""

from typing import Any

import pytest
from homeassistant.core import Context, State
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.state import async_reproduce_state
from homeassistant.setup import async_setup_component

from tests.integration.home import Home, said
from tests.integration.people import add_person

WAYS = ["climate", "timer"]


async def scene(home: Home) -> State:
    """Have a scene capture everything of the pad; returns what is captured of the climate entity."""
    assert await async_setup_component(home.hass, "scene", {})
    entities = [state.entity_id for state in home.hass.states.async_all() if "sofa_pad" in state.entity_id]
    await home.hass.services.async_call(
        "scene", "create", {"scene_id": "then", "snapshot_entities": entities}, blocking=True
    )
    return home.climate


async def put_back(home: Home, context: Context | None = None) -> None:
    """Choose the scene, as an automation does or as this person does."""
    await home.hass.services.async_call(
        "scene", "turn_on", {"entity_id": "scene.then"}, blocking=True, context=context or Context()
    )


def running(home: Home, way: str, **attributes: Any) -> State:
    """What a scene holds that was captured in a session."""
    if way == "climate":
        return State(home.entity_id("climate", "climate"), "heat", attributes)
    return State(home.entity_id("session", "timer"), "active", attributes)


async def rest_over(home: Home) -> None:
    """End the session and wait until another is owed nothing."""
    await home.press("stop")
    await home.run_until(lambda: home.value("phase") == "off", 3700)


@pytest.mark.parametrize("way", WAYS)
async def test_a_captured_session_waits_for_a_person(home: Home, way: str) -> None:
    await async_reproduce_state(
        home.hass, [running(home, way, temperature=said(39.0), preset_mode="none")], context=Context()
    )
    await home.run(10)
    assert home.value("waiting_for") == "start"
    await home.run(180)
    assert home.value("stop_reason") == "not_confirmed"
    assert home.plug.ons == 0


@pytest.mark.parametrize("way", WAYS)
async def test_a_captured_session_is_refused_where_automations_are(empty_home: Home, way: str) -> None:
    await empty_home.build()
    await empty_home.add_pad(options={"unattended_start": "refuse"})
    with pytest.raises(ServiceValidationError) as refusal:
        await async_reproduce_state(
            empty_home.hass, [running(empty_home, way, temperature=said(39.0))], context=Context()
        )
    assert refusal.value.translation_key == "nobody_there"
    await empty_home.run(10)
    assert empty_home.plug.ons == 0


async def test_a_captured_session_is_bounded_and_begins_low_where_automations_may_start(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(options={"unattended_start": "allow"})
    warmest: list[float] = []
    home.every_second.append(lambda: warmest.append(home.climate.attributes["temperature"]))
    captured = running(home, "climate", temperature=said(39.0), preset_mode="high", current_temperature=said(41.0))
    await async_reproduce_state(home.hass, [captured], context=Context())
    await home.run_until(lambda: home.pad.relay_on, 20)
    assert home.value("phase") == "ramp"
    # Without a verified countdown in the plug it gets no warmer, whoever asks.
    assert max(warmest) <= 39
    took_s = await home.run_until(lambda: home.climate.state == "off", 30 * 60)
    assert took_s <= 30 * 60
    await home.run(2)
    assert not home.pad.relay_on
    assert home.value("stop_reason") == "completed"
    # Once more at once: the rest holds against scenes as well.
    with pytest.raises(ServiceValidationError) as refusal:
        await async_reproduce_state(home.hass, [captured], context=Context())
    assert refusal.value.translation_key == "resting"


async def test_a_captured_timer_is_refused_above_the_cap(empty_home: Home) -> None:
    await empty_home.build()
    await empty_home.add_pad(options={"unattended_start": "allow"})
    with pytest.raises(ServiceValidationError) as refusal:
        await async_reproduce_state(
            empty_home.hass, [running(empty_home, "timer", duration="2:00:00")], context=Context()
        )
    assert refusal.value.translation_key == "too_long"
    await empty_home.run(10)
    assert empty_home.plug.ons == 0


async def test_a_captured_setpoint_or_preset_starts_nothing(home: Home) -> None:
    off = State(home.entity_id("climate", "climate"), "off", {"temperature": said(39.0), "preset_mode": "high"})
    await async_reproduce_state(home.hass, [off], context=home.person)
    await home.run(30)
    assert home.climate.state == "off"
    assert home.plug.ons == 0


async def test_a_captured_off_ends_a_session_and_its_setpoint_does_not_start_it_again(home: Home) -> None:
    await home.start(10)
    await home.run(60)
    ons = home.plug.ons
    off = State(home.entity_id("climate", "climate"), "off", {"temperature": said(39.0), "preset_mode": "high"})
    await async_reproduce_state(home.hass, [off], context=Context())
    await home.run(30)
    assert home.climate.state == "off"
    assert not home.pad.relay_on
    assert home.plug.ons == ons


async def test_a_captured_pause_gives_no_heat_and_a_captured_session_ends_no_pause(home: Home) -> None:
    await home.start(20)
    await home.run(60)
    timer = home.timer
    await async_reproduce_state(home.hass, [State(timer.entity_id, "paused")], context=Context())
    await home.run(5)
    assert home.value("phase") == "paused"
    assert not home.pad.relay_on
    with pytest.raises(ServiceValidationError) as refusal:
        await async_reproduce_state(home.hass, [timer], context=Context())
    assert refusal.value.translation_key == "nobody_there"
    await home.run(5)
    assert not home.pad.relay_on


async def test_a_scene_of_everything_a_pad_has_starts_what_an_automation_may_start(home: Home) -> None:
    await home.start(20, level="low")
    await home.run(120)
    assert (await scene(home)).state == "heat"
    await rest_over(home)
    ons = home.plug.ons
    await put_back(home)
    await home.run(10)
    assert home.value("waiting_for") == "start"
    assert home.plug.ons == ons
    await home.run(180)
    assert home.plug.ons == ons
    assert home.value("stop_reason") == "not_confirmed"


async def test_a_scene_that_a_person_chooses_is_that_persons_start(home: Home) -> None:
    await home.start(20, level="low")
    await home.run(120)
    await scene(home)
    await rest_over(home)
    await put_back(home, home.person)
    await home.run_until(lambda: home.pad.relay_on, 20)
    assert home.value("phase") == "ramp"


async def test_a_scene_holds_no_score_and_chooses_nobody(home: Home) -> None:
    anna = await add_person(home, "Anna")
    await home.call("select.select_option", {"option": "Anna"}, key="used_by")
    await anna.log(7)
    assert await async_setup_component(home.hass, "scene", {})
    captured = [home.state("used_by", "select").entity_id, anna.entity_id("pain_now", "number")]
    await home.hass.services.async_call(
        "scene", "create", {"scene_id": "then", "snapshot_entities": captured}, blocking=True
    )
    await home.call("select.select_option", {"option": "guest"}, key="used_by")
    before = len(await anna.entries())
    with pytest.raises(ServiceValidationError) as refusal:
        await put_back(home)
    assert refusal.value.translation_key == "nobody_there"
    await home.run(5)
    assert home.state("used_by", "select").state == "guest"
    assert len(await anna.entries()) == before
