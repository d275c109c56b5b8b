"""What the cards ask for over the socket."""

from typing import Any

import pytest
from homeassistant.const import MATCH_ALL
from pytest_homeassistant_custom_component.common import MockUser
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from tests.integration.home import Home
from tests.integration.people import add_person


class Asker:
    """A card's connection."""

    def __init__(self, home: Home, connect: WebSocketGenerator) -> None:
        self.home = home
        self._connect = connect

    async def ask(self, kind: str, **message: Any) -> dict[str, Any]:
        """Send a command and return its answer."""
        # Simulated time runs past the heartbeat of a connection, so each command gets its own.
        client = await self._connect(self.home.hass)
        await client.send_json_auto_id({"type": f"heating_pad/{kind}", **message})
        answer: dict[str, Any] = await client.receive_json()
        await client.close()
        return answer


@pytest.fixture
async def asker(home: Home, hass_ws_client: WebSocketGenerator) -> Asker:
    """A connection of the administrator."""
    return Asker(home, hass_ws_client)


async def test_the_forecast_goes_from_now_to_the_end_of_the_session(asker: Asker) -> None:
    home = asker.home
    climate = home.entity_id("climate", "climate")
    assert (await asker.ask("forecast", entity_id=climate))["result"] == {"points": []}
    await home.start(10, temperature=38)
    await home.run(120)
    points = (await asker.ask("forecast", entity_id=climate))["result"]["points"]
    assert points[0][0] == 0
    assert points[-1][0] == pytest.approx(480, abs=3)
    assert points[0][1] < points[-1][1] == pytest.approx(38, abs=0.5)
    # What was expected is what comes.
    wanted_s, wanted_c = next(point for point in points if point[0] >= 240)
    await home.run(wanted_s)
    assert home.climate.attributes["current_temperature"] == pytest.approx(wanted_c, abs=1.0)


async def test_what_is_no_pad_has_no_forecast(asker: Asker) -> None:
    for entity_id in ("switch.sofa_plug", "climate.nowhere"):
        assert (await asker.ask("forecast", entity_id=entity_id))["error"]["code"] == "not_found"
    assert (await asker.ask("forecast", entity_id="nonsense"))["error"]["code"] == "invalid_format"


async def test_who_may_not_read_the_pad_gets_no_forecast(asker: Asker, hass_admin_user: MockUser) -> None:
    hass_admin_user.groups = []
    hass_admin_user.mock_policy({"entities": {"entity_ids": {"climate.other": True}}})
    answer = await asker.ask("forecast", entity_id=asker.home.entity_id("climate", "climate"))
    assert answer["error"]["code"] == "not_found"


# -- the diary ----------------------------------------------------------------------


async def test_what_a_card_writes_is_in_the_diary_and_its_note_nowhere_on_the_bus(asker: Asker) -> None:
    home = asker.home
    person = await add_person(home)
    heard: list[str] = []
    home.hass.bus.async_listen(MATCH_ALL, lambda event: heard.append(str(event.data)))
    pain = person.entity_id("pain")
    data = {"score": 6, "note": "worse after the =stairs"}
    written = await asker.ask("diary", entity_id=pain, action="log_pain", data=data)
    assert written["result"]["response"]["outcome"] == "logged"
    read = await asker.ask("diary", entity_id=pain, action="get_pain_log", data={"include_notes": True})
    (entry,) = read["result"]["response"]["entries"]
    assert (entry["score"], entry["note"]) == (6, data["note"])
    await home.hass.async_block_till_done()
    assert person.value("pain") == "6"
    assert heard
    assert not any("stairs" in each for each in heard)
    # The action of the same name cannot keep it from the bus: Home Assistant tells of every call.
    await person.act("log_pain", score=7, note="and the =hill")
    assert any("hill" in each for each in heard)


async def test_what_is_wrong_is_told_in_the_words_of_the_actions(asker: Asker) -> None:
    person = await add_person(asker.home)
    pain = person.entity_id("pain")
    error = (await asker.ask("diary", entity_id=pain, action="log_pain", data={"score": 11}))["error"]
    assert error["translation_key"] == "out_of_range"
    assert error["translation_placeholders"]["high"] == "10"
    error = (await asker.ask("diary", entity_id=pain, action="log_pain", data={"colour": 1}))["error"]
    assert error["code"] == "invalid_format"
    error = (await asker.ask("diary", entity_id="sensor.nobody", action="log_pain", data={"score": 1}))["error"]
    assert error["translation_key"] == "one_person_needed"
    assert (await asker.ask("diary", entity_id=pain, action="start_session"))["error"]["code"] == "invalid_format"
    assert await person.entries() == []


async def test_a_diary_is_as_private_here_as_everywhere(asker: Asker, hass_admin_user: MockUser) -> None:
    person = await add_person(asker.home)
    hass_admin_user.groups = []
    error = (await asker.ask("diary", entity_id=person.entity_id("pain"), action="get_pain_log"))["error"]
    assert error["translation_key"] == "diary_private"
