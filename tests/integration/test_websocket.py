"""What the cards ask for over the socket."""

from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockUser
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from tests.integration.home import Home


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
