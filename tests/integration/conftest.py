"""A simulated home for every test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant

from tests.integration.fixtures import clock, threads
from tests.integration.home import US_UNITS, Home, SimulatedClock, Threads

__all__ = ["clock", "empty_home", "home", "threads"]


CELSIUS = {
    # Sentences and answers with a temperature are written out, one unit for each language.
    "test_a_model_starts_and_stops_within_the_limits",
    "test_a_refusal_says_its_reason",
    "test_a_start_says_how_long_and_how_warm_in_the_users_unit",
    "test_cooler_is_cooler_where_two_levels_meet_the_cap",
    "test_every_sentence_does_what_the_page_says",
    "test_too_hot_is_refused_in_plain_words",
    "test_a_pad_that_is_warm_says_what_it_holds_and_measures",
    "test_warmer_cooler_longer_pause_and_on",
    # Thermostats of others stand beside, which these tests make in °C.
    "test_a_climate_begins_low_and_rises_slowly",
    "test_a_language_with_its_own_file_needs_no_triggers",
    "test_a_ramp_ends_when_it_is_switched_off",
    "test_a_ramp_gives_way_to_somebody_who_sets_a_temperature",
    "test_a_temperature_finds_the_thermostat_or_the_pad",
    "test_in_rooms_of_their_own_nothing_of_ours_listens",
    "test_named_thermostats_stay_home_assistants_own",
    "test_the_room_s_own_sensor_answers_first",
    "test_the_speakers_room_is_what_is_meant",
    "test_without_a_room_the_one_that_can_be_meant_is_set",
    "test_t2_home_assistants_own_thermostat_stays_on_after_one_drop_out",
    # What others show of a temperature: their rounding to whole °F and their range errors differ.
    "test_a_cap_holds_although_alexa_says_yes",
    "test_a_contact_sensor_allows_35_to_41",
    "test_a_phone_pairs_and_sees_a_thermostat",
    "test_a_setpoint_above_the_cap_is_an_error",
    "test_bad_values_for_one_pad_do_not_stop_the_other",
    "test_heat_and_setpoint_are_one_session",
    "test_t7_a_setpoint_alone_starts_nothing",
    "test_the_pad_is_a_thermostat_with_off_and_heat",
    "test_the_pad_is_synced_as_a_thermostat_that_can_be_off",
    "test_the_state_is_reported_in_the_users_unit",
    "test_the_state_is_told",
    # They make a home in °F by themselves, and are run so every time.
    "test_a_home_in_fahrenheit",
    "test_a_pad_in_the_united_states_shows_fahrenheit",
    "test_a_pad_in_the_united_states_thinks_in_fahrenheit",
    "test_a_start_in_the_united_states_takes_fahrenheit",
}
"""Tests that say by themselves what is °C and what °F; test_us_units.py has what else holds in °F."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out in a home in °F what chooses its unit by itself."""
    for item in items if US_UNITS else ():
        if getattr(item, "originalname", item.name) in CELSIUS:
            item.add_marker(pytest.mark.skip("chooses its unit by itself"))


@pytest.fixture
async def empty_home(
    hass: HomeAssistant, clock: SimulatedClock, threads: Threads, hass_admin_user: User, tmp_path: Path
) -> AsyncIterator[Home]:
    """A home whose files are its own, with nothing in it yet."""
    hass.config.config_dir = str(tmp_path)
    home = Home(hass, hass_admin_user, clock, threads)
    yield home
    await home.leave()


@pytest.fixture
async def home(empty_home: Home) -> Home:
    """A home with a plug, a pad, a thermometer, a meter and the pad's entry."""
    await empty_home.build()
    await empty_home.add_pad()
    return empty_home
