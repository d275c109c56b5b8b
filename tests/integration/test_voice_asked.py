"""What is answered when somebody asks how it stands with the heat, in every state it can be in."""

import pytest

from custom_components.heating_pad.engine.limits import CHECK_IN_WITHIN_S
from tests.integration.home import Home
from tests.integration.people import add_pack
from tests.integration.setting_plug import SettingPlug
from tests.integration.talking import Talk
from tests.simulation.plants import Fault

ASKED = "is the pad on"
GONE = "Sofa pad has no session, but its plug does not answer."


@pytest.fixture
async def talk(home: Home) -> Talk:
    talk = Talk(home)
    await talk.begin("en")
    return talk


async def test_a_pack_says_how_long_it_is_on(home: Home, talk: Talk) -> None:
    pack = await add_pack(home)
    talk.expose(pack.entity_id("session", "timer"))
    assert (await talk.say("is the Wheat bag session on")).answer == "Wheat bag is off."
    await talk.say("start the heat pack")
    left = (await talk.say("is the Wheat bag session on")).answer
    assert left.startswith("Wheat bag is on")
    assert "20 minutes" in left
    await home.run(10 * 60)
    assert "10 minutes" in (await talk.say("is the Wheat bag session on")).answer
    await talk.say("stop the heat pack")
    assert (await talk.say("is the Wheat bag session on")).answer == "Wheat bag is off."


async def test_a_pause_is_said_with_what_is_left_of_it(home: Home, talk: Talk) -> None:
    await talk.say("start the pad for 10 minutes")
    await home.run(120)
    await talk.say("pause the pad")
    said = (await talk.say(ASKED)).answer
    assert "paused" in said
    assert "8 minutes" in said
    await home.run(60)
    assert (await talk.say(ASKED)).answer == said


async def test_a_pad_that_waits_says_for_what(empty_home: Home) -> None:
    await empty_home.build()
    await empty_home.add_pad(options={"confirm_start": True})
    talk = Talk(empty_home)
    await talk.begin("en")
    await empty_home.start(10)
    assert empty_home.value("waiting_for") == "start"
    waiting = (await talk.say(ASKED)).answer
    assert "confirm" in waiting
    await empty_home.press("confirm")
    assert (await talk.say(ASKED)).answer != waiting


async def test_a_pad_that_asks_whether_somebody_is_awake_says_so(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(options={"check_in": True})
    talk = Talk(home)
    await talk.begin("en")
    await home.start(20)
    heating = (await talk.say(ASKED)).answer
    assert "warming up" in heating
    await home.run_until(lambda: home.value("waiting_for") == "awake", 20 * 60)
    assert (await talk.say(ASKED)).answer == "Sofa pad asks: are you awake? Say, I am awake."
    await home.run(CHECK_IN_WITHIN_S + 10)
    assert not home.pad.relay_on


async def test_a_pad_that_is_warm_says_what_it_holds_and_measures(home: Home, talk: Talk) -> None:
    await home.start(20, temperature=36)
    ramp = (await talk.say(ASKED)).answer
    await home.run_until(lambda: home.value("phase") == "hold", 15 * 60)
    held = (await talk.say(ASKED)).answer
    assert ramp.startswith("Sofa pad is warming up to 36 °C")
    assert held.startswith("Sofa pad is warm, set to 36 °C")
    assert "measures" in held


async def test_a_pad_without_a_sensor_says_no_measured_temperature(empty_home: Home) -> None:
    await empty_home.build()
    await empty_home.add_pad(sensor=False)
    talk = Talk(empty_home)
    await talk.begin("en")
    await empty_home.start(10)
    assert "measures" not in (await talk.say(ASKED)).answer


async def test_an_electronic_pad_says_that_it_is_on_and_no_temperature(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(sensor=False, controller="electronic")
    talk = Talk(home)
    await talk.begin("en")
    await home.start(10)
    await home.press("confirm")
    await home.run(5)
    said = (await talk.say(ASKED)).answer
    assert "Sofa pad is on" in said
    assert "°C" not in said


async def test_a_test_of_the_plug_is_said_to_be_one(empty_home: Home) -> None:
    home = empty_home
    await SettingPlug.build(home)
    await home.add_pad()
    talk = Talk(home)
    await talk.begin("en")
    await home.call("heating_pad.test_auto_off")
    await home.run_until(lambda: home.pad.relay_on, 30)
    assert (await talk.say(ASKED)).answer == "Sofa pad is being tested."
    await home.press("stop")
    await home.run(10)
    assert not home.pad.relay_on


async def test_t3_a_fault_is_said_with_its_reason(home: Home, talk: Talk) -> None:
    await home.start(10)
    await home.run_until(lambda: home.pad.relay_on, 30)
    home.pad.fail(Fault.RELAY_STUCK_ON)
    await talk.say("stop the pad")
    await home.run_until(lambda: home.value("phase") == "fault", 120)
    home.pad.mend(Fault.RELAY_STUCK_ON)
    await home.run(90)
    assert "Sofa pad is blocked by a fault" in (await talk.say(ASKED)).answer


async def test_s3_a_plug_that_is_gone_is_not_said_to_be_off(home: Home, talk: Talk) -> None:
    home.plug.set_available(available=False)
    await home.run(15)
    assert (await talk.say(ASKED)).answer == GONE
    home.plug.set_available(available=True)
    await home.run(15)
    assert (await talk.say(ASKED)).answer == "Sofa pad is off."


async def test_s3_an_off_that_is_not_proved_comes_first(home: Home, talk: Talk) -> None:
    await home.start(10)
    await home.run_until(lambda: home.pad.relay_on, 30)
    home.plug.deaf = True
    await home.press("stop")
    await home.run(12)
    assert "has not confirmed" in (await talk.say(ASKED)).answer
    home.plug.set_available(available=False)
    await home.run(3)
    assert (await talk.say(ASKED)).answer == GONE
    home.plug.deaf = False
    home.plug.set_available(available=True)
    await home.run(10)
    assert not home.pad.relay_on
