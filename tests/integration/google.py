"""The smart home action of Google, as Google's cloud speaks to Home Assistant."""

import logging
from typing import Any
from uuid import uuid4

from aiohttp.test_utils import TestClient
from homeassistant.auth.models import RefreshToken
from homeassistant.setup import async_setup_component

from tests.integration.home import Home

CLIENT_ID = "https://oauth-redirect.googleusercontent.com/r/heating-pad-tests"
COMMAND = "action.devices.commands."


class Google:
    """A linked account: each intent is one request with its token."""

    def __init__(self, home: Home, client: TestClient[Any, Any], token: RefreshToken) -> None:
        self.home = home
        self._client = client
        self._token = token

    @staticmethod
    async def set_up(home: Home) -> None:
        """Set up the integration, before anybody connects."""
        # It cannot write its lines while the clock is a simulated one.
        logging.getLogger("aiohttp.access").disabled = True
        assert await async_setup_component(
            home.hass, "google_assistant", {"google_assistant": {"project_id": "heating-pad-tests"}}
        )
        await home.hass.async_block_till_done()

    @classmethod
    async def link(cls, home: Home, client: TestClient[Any, Any]) -> Google:
        """Link Google to the person's account."""
        token = await home.hass.auth.async_create_refresh_token(home.user, client_id=CLIENT_ID)
        return cls(home, client, token)

    @property
    def pad(self) -> str:
        """Id of the pad, which is its entity id."""
        return self.home.entity_id("climate", "climate")

    async def intent(self, name: str, payload: dict[str, Any] | None = None) -> dict[str, Any]:
        """Send an intent; returns the payload of the answer."""
        access = self.home.hass.auth.async_create_access_token(self._token)
        asked: dict[str, Any] = {"intent": f"action.devices.{name}"}
        if payload is not None:
            asked["payload"] = payload
        response = await self._client.post(
            "/api/google_assistant",
            json={"requestId": str(uuid4()), "inputs": [asked]},
            headers={"Authorization": f"Bearer {access}"},
        )
        assert response.status == 200
        answer: dict[str, Any] = await response.json()
        found: dict[str, Any] = answer["payload"]
        return found

    async def sync(self) -> dict[str, dict[str, Any]]:
        """Find devices; returns them by id."""
        return {each["id"]: each for each in (await self.intent("SYNC"))["devices"]}

    async def query(self) -> dict[str, Any]:
        """Ask for the pad's state."""
        found: dict[str, Any] = (await self.intent("QUERY", {"devices": [{"id": self.pad}]}))["devices"][self.pad]
        return found

    async def execute(self, *executions: tuple[str, dict[str, Any]]) -> str:
        """Carry out commands in one request, in this order; returns `SUCCESS`, or the code of the error."""
        answer = await self.intent(
            "EXECUTE",
            {
                "commands": [
                    {
                        "devices": [{"id": self.pad}],
                        "execution": [{"command": COMMAND + name, "params": params} for name, params in executions],
                    }
                ]
            },
        )
        if "errorCode" in answer:
            return str(answer["errorCode"])
        (result,) = answer["commands"]
        return str(result.get("errorCode", result["status"]))


def on_off(*, on: bool) -> tuple[str, dict[str, Any]]:
    """«Turn the heating pad on»."""
    return "OnOff", {"on": on}


def mode(name: str) -> tuple[str, dict[str, Any]]:
    """«Set the heating pad to heat»."""
    return "ThermostatSetMode", {"thermostatMode": name}


def setpoint(value_c: float) -> tuple[str, dict[str, Any]]:
    """«Set the heating pad to 38 degrees»: Google always sends °C."""
    return "ThermostatTemperatureSetpoint", {"thermostatTemperatureSetpoint": value_c}


def setpoints(low_c: float, high_c: float) -> tuple[str, dict[str, Any]]:
    """«Keep the heating pad between 36 and 38 degrees»."""
    return (
        "ThermostatTemperatureSetRange",
        {"thermostatTemperatureSetpointLow": low_c, "thermostatTemperatureSetpointHigh": high_c},
    )
