"""In a home that measures in °F everything that is said and shown is in °F, and the limits are the same."""

import pytest
from homeassistant.exceptions import ServiceValidationError
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM

from custom_components.heating_pad.const import DOMAIN
from tests.integration.home import THERMOMETER, Home


@pytest.fixture
async def us_home(empty_home: Home) -> Home:
    """A home in °F, with a pad."""
    empty_home.hass.config.units = US_CUSTOMARY_SYSTEM
    await empty_home.build()
    await empty_home.add_pad()
    return empty_home


def shown(home: Home, key: str, domain: str = "sensor") -> tuple[str, dict[str, object]]:
    """Return what Home Assistant itself shows of an entity."""
    state = home.hass.states.get(home.entity_id(key, domain))
    assert state is not None
    return state.state, dict(state.attributes)


async def start(home: Home, **data: object) -> None:
    """Start as a person does, who speaks of °F."""
    target = {"entity_id": home.entity_id("climate", "climate")}
    await home.hass.services.async_call(DOMAIN, "start_session", {**target, **data}, blocking=True, context=home.person)


async def test_range_and_steps_are_whole_degrees_within_the_same_limits(us_home: Home) -> None:
    _, attributes = shown(us_home, "climate", "climate")
    assert (attributes["min_temp"], attributes["max_temp"], attributes["target_temp_step"]) == (95.0, 105.8, 1.0)
    assert us_home.hass.states.get(THERMOMETER).attributes["unit_of_measurement"] == "°F"  # type: ignore[union-attr]  # it is there


async def test_a_goal_in_fahrenheit_is_reached_and_never_passed(us_home: Home) -> None:
    await start(us_home, temperature=98.6, duration={"minutes": 18})
    await us_home.run(14 * 60)
    _, attributes = shown(us_home, "climate", "climate")
    assert attributes["temperature"] == pytest.approx(98.6, abs=0.6)
    assert attributes["current_temperature"] == pytest.approx(98.6, abs=1.5)
    assert us_home.pad.surface_c == pytest.approx(37, abs=1)


@pytest.mark.parametrize("temperature", [37.0, 94.0, 106.0, 120.0])
async def test_s11_neither_too_hot_nor_celsius_is_taken_for_a_goal(us_home: Home, temperature: float) -> None:
    with pytest.raises(ServiceValidationError) as refusal:
        await start(us_home, temperature=temperature)
    assert refusal.value.translation_key in ("temperature_out_of_range", "too_hot")
    assert "°F" in str(refusal.value)
    assert us_home.plug.ons == 0


async def test_too_hot_for_this_pad_is_said_in_fahrenheit(empty_home: Home) -> None:
    home = empty_home
    home.hass.config.units = US_CUSTOMARY_SYSTEM
    await home.build()
    await home.add_pad(sensor=False)
    with pytest.raises(ServiceValidationError) as refusal:
        await start(home, temperature=102)
    assert refusal.value.translation_key == "too_hot"
    assert refusal.value.translation_placeholders is not None
    assert refusal.value.translation_placeholders["temperature"] == "100.4 °F"


async def test_s4_a_trip_is_at_the_same_heat(us_home: Home) -> None:
    await start(us_home, duration={"minutes": 15})
    await us_home.run(60)
    us_home.thermometer.report(48.0)
    await us_home.run(3)
    assert us_home.value("phase") in ("fault", "stopping")
    assert us_home.value("stop_reason") in ("over_temperature", "implausible_temperature")
    await us_home.run(5)
    assert not us_home.pad.relay_on
