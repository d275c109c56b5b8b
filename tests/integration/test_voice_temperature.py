"""Sentences about the temperature where a pad and a thermostat share a room: who is meant, and who is asked for."""

import pytest
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import area_registry as ar, entity_registry as er

from tests.integration.home import Home
from tests.integration.talking import Talk
from tests.integration.test_voice_names import Thermostat, thermostat

pytestmark = pytest.mark.usefixtures("shared")


@pytest.fixture
async def talk(home: Home) -> Talk:
    talk = Talk(home)
    await talk.begin()
    return talk


@pytest.fixture
async def shared(home: Home, talk: Talk) -> Thermostat:
    """A thermostat in the pad's room."""
    talk.put(home.entity_id("climate", "climate"), "Bedroom")
    return await thermostat(home, "Bedroom")


class SecondThermostat(Thermostat):
    """Another one."""

    _attr_name = "Window heating"
    _attr_unique_id = "room-2"


async def another(home: Home, area: str) -> Thermostat:
    """Have a second thermostat."""
    return await thermostat(home, area, SecondThermostat())


async def test_without_a_room_the_one_that_can_be_meant_is_set(home: Home, talk: Talk, shared: Thermostat) -> None:
    assert (await talk.say("set the temperature to 20")).answer == "The temperature of Room heating is set to 20 °C."
    assert shared.wanted == 20
    assert (await talk.say("set the temperature to 38")).answer == "The temperature of Sofa pad is set to 38 °C."
    assert home.climate.attributes["temperature"] == 38
    assert home.plug.ons == 0


async def test_of_several_thermostats_somebody_has_to_say_which(home: Home, talk: Talk, shared: Thermostat) -> None:
    second = await another(home, "Bedroom")
    said = await talk.say("set the temperature in the bedroom to 20")
    assert "Room heating" in said.answer
    assert "Window heating" in said.answer
    assert (shared.wanted, second.wanted) == (None, None)
    said = await talk.say("what is the temperature in the bedroom")
    assert "Room heating" in said.answer
    assert "Window heating" in said.answer


async def test_the_speakers_room_is_what_is_meant(home: Home, talk: Talk, shared: Thermostat) -> None:
    second = await another(home, "Kitchen")
    satellite = talk.satellite("Kitchen")
    entry = er.async_get(home.hass).async_get(satellite)
    assert entry is not None
    await talk.say("set the temperature to 20", device_id=entry.device_id)
    assert (shared.wanted, second.wanted) == (None, 20)
    await talk.say("set the temperature to 21", satellite_id=satellite)
    assert (shared.wanted, second.wanted) == (None, 21)


async def test_a_refusal_is_said(home: Home, talk: Talk) -> None:
    said = await talk.say("set the temperature in the bedroom to 44")
    assert "44" not in home.climate.attributes
    assert "is set to" not in said.answer
    assert said.answer
    assert home.climate.attributes["temperature"] != 44
    assert home.plug.ons == 0


async def test_a_thermostat_that_refuses_is_said(
    home: Home, talk: Talk, shared: Thermostat, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(**_kwargs: object) -> None:
        raise HomeAssistantError("not today")

    monkeypatch.setattr(shared, "async_set_temperature", refuse)
    assert (await talk.say("set the temperature to 20")).answer == "That did not work."


async def test_the_room_s_own_sensor_answers_first(home: Home, talk: Talk) -> None:
    hass = home.hass
    hass.states.async_set(
        "sensor.bedroom",
        "18.4",
        {"friendly_name": "Bedside", "device_class": "temperature", "unit_of_measurement": "°C"},
    )
    area = talk.area("Bedroom")
    ar.async_get(hass).async_update(area.id, temperature_entity_id="sensor.bedroom")
    assert (await talk.say("what is the temperature in the bedroom")).answer == "Bedside measures 18.4 °C."


async def test_a_thermostat_that_measures_nothing_has_nothing_to_tell(
    home: Home, talk: Talk, shared: Thermostat
) -> None:
    told = home.hass.states.get(shared.entity_id)
    assert told is not None
    home.hass.states.async_set(shared.entity_id, told.state, {**told.attributes, "current_temperature": None})
    assert "measures" not in (await talk.say("what is the temperature in the bedroom")).answer


async def test_a_room_without_a_thermostat_is_not_answered_for_another(
    home: Home, talk: Talk, shared: Thermostat
) -> None:
    talk.area("Attic")
    said = await talk.say("set the temperature in the attic to 20")
    assert "is set to" not in said.answer
    assert shared.wanted is None
