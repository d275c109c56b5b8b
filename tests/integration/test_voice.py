"""Heat by voice: real recognition, our sentences, the plug's own word for what is said."""

import pytest
from homeassistant.core import Context
from homeassistant.helpers import entity_registry as er, intent

from custom_components.heating_pad.engine.models import Phase
from tests.integration.home import Home, said as as_people_say
from tests.integration.people import add_pack, add_person
from tests.integration.talking import Said, Talk, slots_of

NOBODY = Context()


@pytest.fixture
async def talk(home: Home) -> Talk:
    talk = Talk(home)
    await talk.begin("en")
    return talk


def done(said: Said) -> str:
    assert said.error is None, said
    return said.answer


async def test_a_start_says_how_long_and_how_warm_in_the_users_unit(home: Home, talk: Talk) -> None:
    assert done(await talk.say("turn on the heating pad for ten minutes")) == (
        "Sofa pad warms up for 10 minutes, to at most 37 °C."
    )
    assert home.value("phase") == "ramp"
    assert done(await talk.say("start the pad")) == (
        "Sofa pad is warming up to 37 °C, 10 minutes left. It measures 24 °C."
    )
    assert home.plug.ons == 1


async def test_a_refusal_says_its_reason(home: Home, talk: Talk) -> None:
    refused = await talk.say("start the heating pad for an hour")
    assert refused == Said(answer="That is too long: at most 20 minutes.", error="failed_to_handle")
    assert (await talk.say("set the pad to 42 degrees for 10 minutes")).answer == "That is too warm: at most 39 °C."
    assert (await talk.say("set the pad to 30 degrees for 10 minutes")).answer == (
        "Choose a temperature between 35 °C and 41 °C."
    )
    await talk.say("start the pad")
    await home.run(5 * 60)
    await talk.say("stop the pad")
    await home.run(60)
    refused = await talk.say("start the pad")
    assert refused.answer == "It has to rest for another 14 minutes."
    assert (await talk.say("is the pad on?")).answer == "Sofa pad is off and rests for another 14 minutes."
    assert not home.pad.relay_on


async def test_off_is_said_when_the_plug_has_confirmed_it(home: Home, talk: Talk) -> None:
    await talk.say("start the pad")
    home.plug.deaf = True
    asked_s = home.clock.boot_s
    said = done(await talk.say("turn off the pad"))
    assert "has not confirmed" in said
    assert home.clock.boot_s - asked_s >= 8
    assert "has not confirmed" in done(await talk.say("is the pad on"))
    home.plug.deaf = False
    assert done(await talk.say("turn off the pad")) == "Sofa pad is off."
    assert not home.pad.relay_on


@pytest.mark.parametrize("words", ["ouch", "it's too hot", "that is way too hot", "it burns", "ow it hurts"])
async def test_too_hot_ends_everything_at_once(home: Home, talk: Talk, words: str) -> None:
    await talk.say("start the pad")
    pack = await add_pack(home)
    talk.expose(pack.entity_id("session", "timer"))
    await talk.say("start the heat pack")
    assert pack.value("phase") == "hold"
    assert done(await talk.say(words)) == "Sofa pad is off. Wheat bag is off."
    assert home.value("stop_reason") == "uncomfortable"
    assert pack.value("phase") == "off"


async def test_nothing_on_is_said_to_be_so(home: Home, talk: Talk) -> None:
    assert done(await talk.say("ouch")) == "Sofa pad is off."
    assert (await talk.say("pause the pad")).answer == "Sofa pad is not on."
    assert (await talk.say("a bit warmer")).error == "failed_to_handle"
    assert home.plug.ons == 0


async def test_warmer_cooler_longer_pause_and_on(home: Home, talk: Talk) -> None:
    await talk.say("start the pad for 10 minutes at 37 degrees")
    assert done(await talk.say("warmer")) == "Sofa pad is set to 38 °C."
    assert done(await talk.say("make the pad a bit warmer")) == "Sofa pad is set to 39 °C."
    assert "cannot be set any warmer" in done(await talk.say("turn up the pad"))
    assert done(await talk.say("cooler please")) == "Sofa pad is set to 38 °C."
    assert done(await talk.say("give me 5 more minutes")) == "Sofa pad has 15 minutes left."
    assert done(await talk.say("extend the pad by ten minutes")) == "Sofa pad has 20 minutes left."
    assert (await talk.say("five more minutes")).answer == "That is too long: at most 20 minutes."
    assert done(await talk.say("pause the pad")) == "Sofa pad is paused, without heat."
    assert not home.pad.relay_on
    assert done(await talk.say("resume the pad")) == "Sofa pad goes on from low, 20 minutes left."
    await home.run_until(lambda: home.pad.relay_on, 30)


async def test_cooler_is_cooler_where_two_levels_meet_the_cap(home: Home, talk: Talk) -> None:
    await talk.say("start the pad on low")
    await talk.say("warmer")
    await talk.say("warmer")
    assert done(await talk.say("cooler")) == "Sofa pad is set to low, at most 37 °C."
    assert "Say stop" in done(await talk.say("cooler"))


async def test_several_pads_are_asked_for_by_name_or_found_by_area(home: Home, talk: Talk) -> None:
    pack = await add_pack(home)
    timer = pack.entity_id("session", "timer")
    assert "no heating pad" in (await talk.say("start the heat pack")).answer
    talk.expose(timer)
    assert done(await talk.say("I put on my wheat bag for ten minutes")) == "Wheat bag is on for 10 minutes."
    assert done(await talk.say("I took off the wheat bag")) == "Wheat bag is off."
    talk.put(home.entity_id("climate", "climate"), "Bedroom")
    talk.put(timer, "Kitchen")
    satellite = talk.satellite("Kitchen")
    found = await intent.async_handle(
        home.hass,
        "test",
        "HeatingPadStart",
        slots_of({"preferred_area_id": talk.area("Kitchen").id}),
        context=home.person,
        assistant="conversation",
        satellite_id=satellite,
    )
    assert found.speech["plain"]["speech"] == "Wheat bag is on for 20 minutes."
    assert (await talk.say("start the heating pad in the kitchen")).answer == "There is no heating pad in Kitchen."
    assert done(await talk.say("start the bedroom heating pad")).startswith("Sofa pad warms up")


async def test_what_is_not_exposed_is_not_there(home: Home, talk: Talk) -> None:
    talk.expose(home.entity_id("climate", "climate"), exposed=False)
    for words in ("start the pad", "stop the pad", "is the pad on", "ouch"):
        assert (await talk.say(words)).answer == "There is no heating pad here that I may use."
    assert home.plug.ons == 0


async def test_a_satellite_is_a_person_and_an_automation_is_not(home: Home, talk: Talk) -> None:
    satellite = talk.satellite("Bedroom")
    said = done(await talk.say("start the pad", context=NOBODY))
    assert "somebody has to confirm" in said
    assert home.value("waiting_for") == "start"
    refused = await talk.say("confirm the start", context=NOBODY)
    assert refused.answer == "Sofa pad needs a person for this. Use a screen or its button."
    assert done(await talk.say("confirm the start", context=NOBODY, satellite_id=satellite)).startswith(
        "Thank you. Sofa pad warms up for 20 minutes"
    )
    await talk.say("stop the pad", context=NOBODY)
    assert done(await talk.say("start the pad", context=NOBODY, satellite_id=satellite)).startswith("Sofa pad warms up")


async def test_where_only_some_may_start_nobody_knows_who_speaks_at_a_satellite(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(options={"allowed_users": ["somebody-else"]})
    talk = Talk(home)
    await talk.begin("en")
    satellite = talk.satellite()
    assert (await talk.say("start the pad")).answer == "You are not allowed to do this with Sofa pad."
    said = done(await talk.say("start the pad", context=NOBODY, satellite_id=satellite))
    assert "somebody has to confirm" in said
    assert home.plug.ons == 0


async def test_questions_are_answered_by_voice(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(options={"confirm_barrier": True, "check_in": True})
    talk = Talk(home)
    await talk.begin("en")
    assert "lay a cloth" in done(await talk.say("start the pad"))
    assert "lay a cloth" in done(await talk.say("I am awake"))
    assert done(await talk.say("the cloth is on")).startswith("Thank you. Sofa pad warms up")
    assert done(await talk.say("the cloth is on")) == "Nothing waits for an answer."
    await home.run_until(lambda: home.value("waiting_for") == "awake", 12 * 60)
    assert "are you awake" in done(await talk.say("is the pad warm"))
    assert done(await talk.say("yes I'm awake")) == "Thank you."
    await home.run(130)
    assert home.value("phase") in (Phase.RAMP, Phase.HOLD)


async def test_a_child_lock_and_the_option_take_no_start_from_a_voice(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(options={"voice": False})
    talk = Talk(home)
    await talk.begin("en")
    refused = "Sofa pad cannot be started by voice. Use a screen or a button."
    assert (await talk.say("start the pad")).answer == refused
    assert home.announced[-1] == ("refused", "voice_not_allowed")
    await home.start(10)
    assert (await talk.say("warmer")).answer == refused
    assert (await talk.say("5 more minutes")).answer == refused
    goal_c = home.climate.attributes["temperature"]
    await talk.say(
        f"set Sofa pad temperature to {as_people_say(goal_c + 1):g}"
    )  # Home Assistant's own words tell nothing
    assert home.climate.attributes["temperature"] == goal_c
    assert done(await talk.say(f"set Sofa pad temperature to {as_people_say(goal_c - 1):g}"))
    assert home.climate.attributes["temperature"] == goal_c - 1
    assert done(await talk.say("cooler"))
    assert done(await talk.say("pause the pad"))
    assert (await talk.say("resume the pad")).answer == refused
    assert done(await talk.say("ouch")) == "Sofa pad is off."


async def test_confirm_start_takes_no_start_from_a_voice(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(options={"confirm_start": True})
    talk = Talk(home)
    await talk.begin("en")
    assert "by voice" in (await talk.say("start the pad")).answer
    await home.start(10)
    assert home.value("waiting_for") == "start"
    assert "by voice" in (await talk.say("confirm the start")).answer
    assert home.plug.ons == 0


async def test_an_electronic_pad_says_what_to_press(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(sensor=False, controller="electronic")
    talk = Talk(home)
    await talk.begin("en")
    assert "press the button on the pad" in done(await talk.say("start the pad"))
    assert done(await talk.say("I pressed the button")).startswith("Thank you. Sofa pad is on for")
    assert (await talk.say("warmer")).answer == "Sofa pad cannot do this."
    assert (await talk.say("pause the pad")).answer == "Sofa pad cannot do this."


async def test_fahrenheit_is_heard_and_said(home: Home, talk: Talk) -> None:
    await home.hass.config.async_update(unit_system="us_customary")
    assert done(await talk.say("set the pad to 99 degrees for 10 minutes")).endswith("at most 99 °F.")


async def test_scores_are_read_back_and_taken_back(home: Home, talk: Talk) -> None:
    assert (await talk.say("log pain 3")).answer == "There is no diary yet."
    anna = await add_person(home)
    assert done(await talk.say("log pain 7")) == "Logged 7. Say undo to take it back."
    assert anna.value("pain") == "7"
    await home.run(70)
    assert done(await talk.say("log pain four in my lower back")) == "Logged 4, lower back. Say undo to take it back."
    assert done(await talk.say("how is my pain today")) == "Today you logged 7 and 4. The average is 5.5."
    assert done(await talk.say("undo that")) == "Taken back: 4."
    assert done(await talk.say("how is my pain today")) == "Today you logged 7."
    await add_person(home, "Ben")
    assert (await talk.say("log pain 2")).answer == "Whose diary: Anna and Ben?"
    assert done(await talk.say("log pain 2 for ben")) == "Logged 2 for Ben. Say undo to take it back."
    assert (await talk.say("log pain 2 for Carla")).answer == "I know nobody called Carla with a diary."
    assert len(await anna.entries()) == 1


async def test_what_is_said_for_later_waits_for_a_person(home: Home, talk: Talk) -> None:
    """Of "turn on the pad in 20 minutes" Home Assistant keeps the device, 2026.11 also the user, and says it again."""
    satellite = talk.satellite("Bedroom")
    entry = er.async_get(home.hass).async_get(satellite)
    assert entry is not None
    for context in (Context(user_id=home.user.id, parent_id="earlier"), NOBODY):
        said = await talk.say("turn on the heating pad", context=context, device_id=entry.device_id)
        assert "somebody has to confirm" in said.answer
        await talk.say("stop the heating pad")
    home.hass.states.async_set(satellite, "processing")
    said = await talk.say("turn on the heating pad", context=NOBODY, device_id=entry.device_id)
    assert said.answer.startswith("Sofa pad warms up")


async def test_a_guess_said_for_later_waits_as_well(home: Home, talk: Talk) -> None:
    await talk.say("Sofa pad on", context=Context(user_id=home.user.id, parent_id="earlier"))
    await home.run(5)
    assert home.value("waiting_for") == "start"
    assert home.plug.ons == 0
