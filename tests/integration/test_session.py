"""The main job: a session starts low, rises gently, holds, and is off at its deadline."""

from tests.integration.home import Home


async def test_a_session_heats_and_ends(home: Home) -> None:
    assert home.value("phase") == "off"
    assert home.value("blocked_by") == "nothing"
    await home.start(6)
    await home.run(2)
    assert home.value("phase") == "ramp"
    assert home.climate.state == "heat"
    assert home.climate.attributes["hvac_action"] == "preheating"
    assert home.timer.state == "active"
    assert home.pad.relay_on
    await home.run(6 * 60)
    assert not home.pad.relay_on
    assert home.value("phase") == "rest"
    assert home.value("stop_reason") == "completed"
    assert home.timer.state == "idle"
    assert home.timer.attributes["last_transition"] == "finished"
