"""The pad as a thermostat: what starts, what only chooses, and what is too hot."""

import pytest
from homeassistant.auth.const import GROUP_ID_USER
from homeassistant.core import Context
from homeassistant.exceptions import ServiceValidationError
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM

from tests.integration.home import THERMOMETER, Home


async def warmed_up(home: Home) -> None:
    """Have the first session, which is always low, behind us; its rest too."""
    await home.start(2)
    await home.run_until(lambda: home.climate.state == "off", 130)
    await home.run_until(lambda: home.value("phase") == "off", 10 * 60)


# -- choosing --------------------------------------------------------------------


async def test_a_choice_alone_starts_nothing(home: Home) -> None:
    await home.call("climate.set_temperature", {"temperature": 38.5})
    await home.call("climate.set_preset_mode", {"preset_mode": "high"})
    await home.call("climate.set_preset_mode", {"preset_mode": "none"})
    await home.run(30)
    assert home.climate.state == "off"
    assert home.climate.attributes["hvac_action"] == "off"
    assert home.plug.ons == 0
    assert home.events == []


async def test_a_chosen_temperature_serves_the_next_start(home: Home) -> None:
    await home.call("climate.set_temperature", {"temperature": 38.5})
    assert home.climate.attributes["temperature"] == 38.5
    assert home.climate.attributes["preset_mode"] == "none"
    await home.run(9 * 60)
    await home.call("climate.turn_on")
    await home.run(3)
    assert home.climate.state == "heat"
    assert home.climate.attributes["temperature"] == 38.5


async def test_a_chosen_level_serves_the_next_start(home: Home) -> None:
    await warmed_up(home)
    await home.call("climate.set_preset_mode", {"preset_mode": "low"})
    assert home.climate.attributes["preset_mode"] == "low"
    assert home.climate.attributes["temperature"] == 37
    await home.call("climate.turn_on")
    await home.run(3)
    assert home.climate.attributes["preset_mode"] == "low"
    assert home.state("level", "select").state == "low"


async def test_a_choice_is_forgotten_after_ten_minutes(home: Home) -> None:
    await warmed_up(home)
    usual = home.climate.attributes["temperature"]
    await home.call("climate.set_temperature", {"temperature": 36})
    await home.run(9 * 60 + 55)
    assert home.climate.attributes["temperature"] == 36
    await home.run(10)
    assert home.climate.attributes["temperature"] == usual == 39
    await home.call("climate.turn_on")
    await home.run(3)
    assert home.climate.attributes["temperature"] == usual
    assert home.climate.attributes["preset_mode"] == "medium"


async def test_a_choice_serves_one_session(home: Home) -> None:
    await warmed_up(home)
    await home.call("climate.set_temperature", {"temperature": 36})
    await home.start(1)
    await home.run(65)
    assert home.value("stop_reason") == "completed"
    assert home.climate.attributes["temperature"] == 39


async def test_the_select_chooses_like_the_preset(home: Home) -> None:
    await warmed_up(home)
    await home.hass.services.async_call(
        "select",
        "select_option",
        {"entity_id": home.entity_id("level", "select"), "option": "low"},
        blocking=True,
        context=home.person,
    )
    assert home.climate.attributes["preset_mode"] == "low"
    assert home.climate.state == "off"


# -- bounds --------------------------------------------------------------------------


@pytest.mark.parametrize("running", [False, True])
async def test_too_hot_is_refused_in_plain_words(home: Home, *, running: bool) -> None:
    if running:
        await home.start(10)
        await home.run(3)
    before = home.climate.attributes["temperature"]
    with pytest.raises(ServiceValidationError) as refusal:
        await home.call("climate.set_temperature", {"temperature": 40.5})
    assert refusal.value.translation_key == "too_hot"
    assert str(refusal.value) == "Sofa pad may not get that warm: at most 39 °C"
    assert home.climate.attributes["temperature"] == before


async def test_what_no_pad_can_do_is_refused_by_home_assistant(home: Home) -> None:
    with pytest.raises(ServiceValidationError):
        await home.call("climate.set_temperature", {"temperature": 45})
    with pytest.raises(ServiceValidationError):
        await home.call("climate.set_preset_mode", {"preset_mode": "boost"})
    with pytest.raises(ServiceValidationError):
        await home.call("climate.set_hvac_mode", {"hvac_mode": "cool"})


async def test_a_level_is_lowered_to_the_cap(home: Home) -> None:
    await warmed_up(home)
    await home.call("climate.set_preset_mode", {"preset_mode": "high"})
    await home.call("climate.turn_on")
    await home.run(3)
    assert home.climate.attributes["preset_mode"] == "high"
    assert home.climate.attributes["temperature"] == 39


async def test_a_level_is_lowered_in_a_session_too(home: Home) -> None:
    await home.start(10)
    await home.run(3)
    await home.call("climate.set_preset_mode", {"preset_mode": "high"})
    assert home.climate.attributes["temperature"] == 39


async def test_the_first_session_is_low_unless_a_temperature_is_asked_for(home: Home) -> None:
    await home.call("climate.set_preset_mode", {"preset_mode": "high"})
    await home.call("climate.turn_on")
    await home.run(3)
    assert home.climate.attributes["preset_mode"] == "low"
    assert home.climate.attributes["temperature"] == 37


# -- on and off -------------------------------------------------------------------------


async def test_on_off_and_toggle(home: Home) -> None:
    await home.call("climate.turn_on")
    await home.run(3)
    assert home.climate.state == "heat"
    assert home.pad.relay_on
    await home.call("climate.turn_off")
    await home.run(12)
    assert home.climate.state == "off"
    assert not home.pad.relay_on
    assert home.value("stop_reason") == "stopped"
    await home.call("climate.toggle")
    await home.run(3)
    assert home.climate.state == "heat"
    assert home.pad.relay_on
    await home.call("climate.toggle")
    await home.run(12)
    assert home.climate.state == "off"
    assert not home.pad.relay_on


async def test_off_while_off_is_fine(home: Home) -> None:
    await home.call("climate.turn_off")
    await home.call("climate.set_hvac_mode", {"hvac_mode": "off"})
    assert home.climate.state == "off"
    assert home.events == []


async def test_heat_and_temperature_in_one_call_start(home: Home) -> None:
    await home.call("climate.set_temperature", {"temperature": 38, "hvac_mode": "heat"})
    await home.run(3)
    assert home.climate.state == "heat"
    assert home.climate.attributes["temperature"] == 38


async def test_too_hot_with_heat_in_one_call_starts_nothing(home: Home) -> None:
    assert await home.refused("climate.set_temperature", {"temperature": 40.5, "hvac_mode": "heat"}) == "too_hot"
    await home.run(3)
    assert home.climate.state == "off"
    assert home.plug.ons == 0


async def test_the_action_tells_the_phase_and_not_the_relay(home: Home) -> None:
    actions: dict[str, set[str]] = {}

    def look() -> None:
        actions.setdefault(home.value("phase"), set()).add(home.climate.attributes["hvac_action"])

    home.every_second.append(look)
    await home.start(10, temperature=38)
    await home.run_until(lambda: home.value("phase") == "hold", 9 * 60)
    await home.run(60)
    await home.call("timer.pause")
    await home.run(5)
    await home.call("timer.start")
    await home.run_until(lambda: home.value("phase") == "rest", 11 * 60)
    await home.run(15)
    assert actions.pop("stopping", {"off"}) == {"off"}
    assert actions == {"ramp": {"preheating"}, "hold": {"heating"}, "paused": {"idle"}, "rest": {"off"}}


# -- nobody there ------------------------------------------------------------------------------


async def test_an_automation_waits_for_a_person(home: Home) -> None:
    await home.call("climate.turn_on", by_person=False)
    await home.run(3)
    assert home.climate.state == "heat"
    assert home.climate.attributes["hvac_action"] == "idle"
    assert home.value("phase") == "waiting"
    assert home.value("waiting_for") == "start"
    assert ("waiting", None) in home.announced
    assert home.plug.ons == 0
    await home.press("confirm")
    await home.run(3)
    assert home.climate.attributes["hvac_action"] == "preheating"
    assert home.pad.relay_on


async def test_nobody_answers_an_automation(home: Home) -> None:
    await home.call("climate.turn_on", by_person=False)
    await home.run(182)
    assert home.climate.state == "off"
    assert home.value("stop_reason") == "not_confirmed"
    assert home.value("phase") == "off"
    assert home.plug.ons == 0


async def test_an_automation_may_be_refused_or_allowed(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    entry = await home.add_pad(options={"unattended_start": "refuse"})
    assert await home.refused("climate.turn_on", by_person=False) == "nobody_there"
    assert home.climate.state == "off"
    home.hass.config_entries.async_update_entry(entry, options={"unattended_start": "allow"})
    assert await home.hass.config_entries.async_reload(entry.entry_id)
    await home.run(8)
    await home.call("climate.turn_on", by_person=False)
    await home.run(3)
    assert home.value("phase") == "ramp"
    assert home.pad.relay_on


async def test_s8_whoever_presses_it_the_stop_button_stops(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    other = await home.hass.auth.async_create_user("Visitor", group_ids=[GROUP_ID_USER])
    await home.add_pad(options={"allowed_users": [home.user.id]})
    await home.call("climate.turn_on")
    await home.run(3)
    await home.hass.services.async_call(
        "button",
        "press",
        {"entity_id": home.entity_id("stop", "button")},
        blocking=True,
        context=Context(user_id=other.id),
    )
    await home.run(3)
    assert home.value("stop_reason") == "stopped"
    assert not home.pad.relay_on


async def test_only_allowed_users_start(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    other = await home.hass.auth.async_create_user("Visitor", group_ids=[GROUP_ID_USER])
    await home.add_pad(options={"allowed_users": [home.user.id]})
    with pytest.raises(ServiceValidationError) as refusal:
        await home.hass.services.async_call(
            "climate",
            "turn_on",
            {"entity_id": home.entity_id("climate", "climate")},
            blocking=True,
            context=Context(user_id=other.id),
        )
    assert refusal.value.translation_key == "not_allowed"
    await home.call("climate.turn_on")
    await home.run(3)
    assert home.pad.relay_on


# -- kinds of pads ---------------------------------------------------------------------------------


async def test_a_contact_sensor_allows_35_to_41(home: Home) -> None:
    attributes = home.climate.attributes
    assert (attributes["min_temp"], attributes["max_temp"], attributes["target_temp_step"]) == (35, 41, 0.5)
    assert attributes["hvac_modes"] == ["off", "heat"]
    assert attributes["preset_modes"] == ["none", "low", "medium", "high"]
    reading = home.hass.states.get(THERMOMETER)
    assert reading is not None
    assert attributes["current_temperature"] == pytest.approx(float(reading.state), abs=0.1)


async def test_without_a_sensor_the_range_is_35_to_38(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(sensor=False)
    attributes = home.climate.attributes
    assert (attributes["min_temp"], attributes["max_temp"]) == (35, 38)
    with pytest.raises(ServiceValidationError):
        await home.call("climate.set_temperature", {"temperature": 38.5})
    await home.call("climate.set_temperature", {"temperature": 38})
    await home.call("climate.turn_on")
    await home.run(3)
    assert home.climate.attributes["temperature"] == 38
    assert home.timer.attributes["duration"] == "0:15:00"


async def test_an_electronic_pad_has_neither_goal_nor_level(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(controller="electronic", sensor=False)
    assert "temperature" not in home.climate.attributes
    assert "preset_mode" not in home.climate.attributes
    for action, data in (
        ("climate.set_temperature", {"temperature": 37}),
        ("climate.set_preset_mode", {"preset_mode": "low"}),
    ):
        with pytest.raises(ServiceValidationError):
            await home.call(action, data)
    await home.call("climate.turn_on")
    await home.run(1)
    assert home.value("waiting_for") == "pad_button"
    await home.run_until(lambda: home.value("phase") == "hold", 60)
    assert home.climate.attributes["hvac_action"] == "heating"
    await home.run_until(lambda: home.climate.state == "off", 16 * 60)
    assert home.value("stop_reason") == "completed"
    await home.run(2)
    assert not home.pad.relay_on


async def test_a_pad_in_the_united_states_thinks_in_fahrenheit(empty_home: Home) -> None:
    home = empty_home
    home.hass.config.units = US_CUSTOMARY_SYSTEM
    await home.build()
    await home.add_pad()
    attributes = home.climate.attributes
    assert attributes["min_temp"] == 95
    assert attributes["max_temp"] == pytest.approx(105.8)
    assert attributes["target_temp_step"] == 1
    with pytest.raises(ServiceValidationError) as refusal:
        await home.call("climate.set_temperature", {"temperature": 104})
    assert str(refusal.value) == "Sofa pad may not get that warm: at most 102.2 °F"
    await home.call("climate.set_temperature", {"temperature": 101})
    assert home.climate.attributes["temperature"] == pytest.approx(101, abs=0.1)
    await home.call("climate.turn_on")
    await home.run_until(lambda: home.value("phase") == "hold", 15 * 60)
    await home.run_until(lambda: home.pad.surface_c > (101 - 32) / 1.8 - 1, 5 * 60)
    assert home.climate.attributes["temperature"] == pytest.approx(101, abs=0.1)
    assert home.climate.attributes["current_temperature"] == pytest.approx(home.pad.surface_c * 1.8 + 32, abs=3)
    await home.run_until(lambda: home.climate.state == "off", 20 * 60)
    assert home.value("stop_reason") == "completed"
    assert home.pad.surface_c < 40
