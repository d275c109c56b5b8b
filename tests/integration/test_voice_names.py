"""On and off by name with nothing installed, and a thermostat in the pad's room: real Assist, no file of ours."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, override

import pytest
from homeassistant.components.climate import ClimateEntity
from homeassistant.components.climate.const import ClimateEntityFeature, HVACMode
from homeassistant.const import UnitOfTemperature
from homeassistant.helpers import device_registry as dr, entity_registry as er
from pytest_homeassistant_custom_component.common import MockEntityPlatform

from tests.integration.home import Home
from tests.integration.people import add_pack
from tests.integration.talking import SATELLITE, Said, Talk, install


class Thermostat(ClimateEntity):
    """The room's own thermostat."""

    _attr_name = "Room heating"
    _attr_unique_id = "room-1"
    _attr_should_poll = False
    _attr_hvac_modes = [HVACMode.HEAT, HVACMode.OFF]  # noqa: RUF012 - as the base class declares it
    _attr_hvac_mode = HVACMode.HEAT
    _attr_supported_features = ClimateEntityFeature.TARGET_TEMPERATURE
    _attr_native_temperature_unit = UnitOfTemperature.CELSIUS
    _attr_native_current_temperature = 19.5
    if not TYPE_CHECKING:  # as 2026.10 calls them
        _attr_temperature_unit = UnitOfTemperature.CELSIUS
        _attr_current_temperature = 19.5
    wanted: float | None = None

    @override
    async def async_set_temperature(self, **kwargs: Any) -> None:
        """Take a temperature."""
        self.wanted = kwargs["temperature"]


@pytest.fixture
async def talk(home: Home) -> Talk:
    talk = Talk(home)
    await talk.begin()
    return talk


async def thermostat(home: Home, area: str, room: Thermostat | None = None) -> Thermostat:
    """Have a thermostat in a room."""
    room = room or Thermostat()
    platform = MockEntityPlatform(home.hass, domain="climate", platform_name="test")
    await platform.async_add_entities([room])
    er.async_get(home.hass).async_update_entity(room.entity_id, area_id=Talk(home).area(area).id)
    await home.run(1)
    return room


@pytest.mark.parametrize(
    ("language", "on", "off", "rest", "is_off"),
    [
        (
            "en",
            "turn on the Sofa pad",
            "switch Sofa pad off",
            "It has to rest for another 14 minutes.",
            "Sofa pad is off.",
        ),
        ("de", "schalte Sofa pad ein", "Sofa pad aus", "Es muss noch 14 Minuten ruhen.", "Sofa pad ist aus."),
        (
            "es",
            "enciende Sofa pad",
            "apaga el Sofa pad",
            "Tiene que descansar 14 minutos más.",
            "Sofa pad está apagada.",
        ),
        (
            "fr",
            "allume Sofa pad",
            "éteins le Sofa pad",
            "Il doit se reposer encore 14 minutes.",
            "Sofa pad est éteint.",
        ),
        ("nl", "zet Sofa pad aan", "zet Sofa pad uit", "Het moet nog 14 minuten rusten.", "Sofa pad is uit."),
        ("it", "accendi Sofa pad", "spegni il Sofa pad", "Deve riposare ancora 14 minuti.", "Sofa pad è spento."),
    ],
)
async def test_a_pad_is_switched_by_name_with_its_reasons_spoken(
    home: Home, talk: Talk, language: str, on: str, off: str, rest: str, is_off: str
) -> None:
    assert (await talk.say(on, language)).error is None
    assert home.value("phase") == "ramp"
    await home.run(5 * 60 - 10)  # not at the edge of a minute of rest
    assert (await talk.say(off, language)).answer == is_off
    assert not home.pad.relay_on
    await home.run(60)
    assert (await talk.say(on, language)).answer == rest


async def test_off_waits_for_the_plug_there_too(home: Home, talk: Talk) -> None:
    await talk.say("turn on Sofa pad")
    home.plug.deaf = True
    assert "has not confirmed" in (await talk.say("turn off Sofa pad")).answer
    home.plug.deaf = False


async def test_names_follow_aliases_renames_and_exposure(home: Home, talk: Talk) -> None:
    registry = er.async_get(home.hass)
    climate = home.entity_id("climate", "climate")
    registry.async_update_entity(climate, aliases=[er.COMPUTED_NAME, "my (red) snuggler|x"])
    await home.run(1)
    assert (await talk.say("turn on my red snuggler x")).answer.startswith("Sofa pad warms up")
    await talk.say("stop my red snuggler x")
    entry = registry.async_get(climate)
    assert entry is not None
    assert entry.device_id is not None
    dr.async_get(home.hass).async_update_device(entry.device_id, name_by_user="Back warmer")
    await home.run(1)
    assert "warms up" in (await talk.say("turn on the back warmer")).answer
    await talk.say("turn off the back warmer")
    ons = home.plug.ons
    talk.expose(climate, exposed=False)
    await home.run(1)
    assert "warms up" not in (await talk.say("turn on the back warmer")).answer
    assert home.plug.ons == ons


async def test_a_pack_is_named_too_and_is_gone_when_it_is_removed(home: Home, talk: Talk) -> None:
    pack = await add_pack(home)
    talk.expose(pack.entity_id("session", "timer"))
    await home.run(1)
    assert (await talk.say("start wheat bag session")).answer == "Wheat bag is on for 20 minutes."
    assert (await talk.say("stop the wheat bag session")).answer == "Wheat bag is off."
    assert await home.hass.config_entries.async_unload(pack.entry.entry_id)
    await home.run(1)
    assert "Wheat bag" not in (await talk.say("start wheat bag session")).answer


async def test_a_language_with_its_own_file_needs_no_triggers(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    install(Path(home.hass.config.path("custom_sentences", "en")), "en")
    await home.add_pad()
    talk = Talk(home)
    await talk.begin()
    said = await talk.say("turn on the Sofa pad")
    assert (said.error, said.intent) == (None, "HeatingPadStart")
    await talk.say("turn off the Sofa pad")
    said = await talk.say("schalte Sofa pad ein", "de")
    assert (said.answer, said.intent) == ("Sofa pad wird 20 Minuten lang warm, höchstens 39 °C.", None)


@pytest.mark.parametrize(
    "words",
    [
        "do not turn on the Sofa pad",
        "is the Sofa pad on",
        "never turn the Sofa pad on",
        "remind me to turn on the Sofa pad",
        "what happens when I turn on the Sofa pad",
        "set a Sofa pad timer for 20 minutes",
        "turn the Sofa pad on in 20 minutes",
        "turn on the sofa",
        "set the Sofa pad to 38 degrees",
    ],
)
async def test_near_misses_start_nothing(home: Home, talk: Talk, words: str) -> None:
    await talk.say(words)
    await home.run(5)
    assert home.plug.ons == 0
    assert home.value("phase") in ("off", "waiting")


@pytest.mark.parametrize(
    "words", ["do not turn on the Sofa pad", "never turn the Sofa pad on", "don't start Sofa pad now"]
)
async def test_what_is_forbidden_is_left_alone(home: Home, talk: Talk, words: str) -> None:
    assert (await talk.say(words)).answer == "Nothing was changed. Sofa pad is off."
    assert home.value("phase") == "off"


async def test_what_assist_guesses_has_to_be_confirmed(home: Home, talk: Talk) -> None:
    said = await talk.say("remind me to turn on the Sofa pad")
    assert said.intent == "HassTurnOn"
    await home.run(5)
    assert home.value("waiting_for") == "start"
    await home.run(190)
    assert home.value("stop_reason") == "not_confirmed"
    assert home.plug.ons == 0


@pytest.mark.parametrize("installed", [True, False])
@pytest.mark.parametrize(
    "words",
    [
        "is the heating pad warm",
        "set a heating pad timer for 20 minutes",
        "do not turn on the heating pad",
        "never start the heating pad",
        "don't turn the heating pad on",
        "remind me to turn on the heating pad",
        "turn on the heating pad tomorrow",
        "turn on the heating pad in 20 minutes",
        "who turned on the heating pad",
        "what is a heating pad",
        "turn on the heating",
    ],
)
async def test_near_misses_start_nothing_on_a_pad_called_heating_pad(
    empty_home: Home, words: str, *, installed: bool
) -> None:
    home = empty_home
    await home.build()
    await home.add_pad()
    entry = er.async_get(home.hass).async_get(home.entity_id("climate", "climate"))
    assert entry is not None
    assert entry.device_id is not None
    dr.async_get(home.hass).async_update_device(entry.device_id, name_by_user="Heating pad")
    talk = Talk(home)
    await talk.begin(*(["en"] if installed else []))
    await talk.say(words)
    await home.run(10)
    assert home.plug.ons == 0
    assert not home.pad.relay_on


# -- a thermostat in the same room -------------------------------------------------


async def test_a_temperature_finds_the_thermostat_or_the_pad(home: Home, talk: Talk) -> None:
    talk.put(home.entity_id("climate", "climate"), "Bedroom")
    room = await thermostat(home, "Bedroom")
    satellite = talk.satellite("Bedroom")
    assert satellite == SATELLITE
    said = await talk.say("set the temperature to 20", satellite_id=satellite)
    assert said == Said(answer="The temperature of Room heating is set to 20 °C.", error=None)
    assert room.wanted == 20
    said = await talk.say("set the temperature in the bedroom to twenty one degrees")
    assert said.answer == "The temperature of Room heating is set to 21 °C."
    said = await talk.say("stelle die Temperatur im Bedroom auf 38 Grad", "de")
    assert said.answer == "Die Temperatur von Sofa pad ist auf 38 °C gestellt."
    assert (room.wanted, home.climate.attributes["temperature"]) == (21, 38)
    assert home.value("phase") == "off"
    assert home.plug.ons == 0
    said = await talk.say("what is the temperature", satellite_id=satellite)
    assert said.answer == "Room heating measures 19.5 °C."


async def test_named_thermostats_stay_home_assistants_own(home: Home, talk: Talk) -> None:
    talk.put(home.entity_id("climate", "climate"), "Bedroom")
    room = await thermostat(home, "Bedroom")
    satellite = talk.satellite("Bedroom")
    said = await talk.say("set the Room heating to 22 degrees", satellite_id=satellite)
    assert said.error is None
    assert room.wanted == 22
    said = await talk.say("set the Sofa pad to 36 degrees", satellite_id=satellite)
    assert said.error is None
    assert home.climate.attributes["temperature"] == 36
    assert home.plug.ons == 0


async def test_in_rooms_of_their_own_nothing_of_ours_listens(home: Home, talk: Talk) -> None:
    talk.put(home.entity_id("climate", "climate"), "Bedroom")
    room = await thermostat(home, "Kitchen")
    satellite = talk.satellite("Kitchen")
    said = await talk.say("set the temperature to 20", satellite_id=satellite)
    assert (said.intent, said.error, room.wanted) == ("HassClimateSetTemperature", None, 20)
