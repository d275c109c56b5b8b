"""The smart home skill of Alexa, as Amazon's cloud speaks to Home Assistant."""

import logging
from typing import Any, override
from uuid import uuid4

from aiohttp.test_utils import TestClient
from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.auth.models import RefreshToken, User
from homeassistant.components.alexa import SMART_HOME_SCHEMA
from homeassistant.components.alexa.smart_home import AlexaConfig, async_handle_message
from homeassistant.core import Context
from homeassistant.setup import async_setup_component

from tests.integration.home import Home

CLIENT_ID = "https://pitangui.amazon.com/"


class Alexa:
    """A linked skill: each directive is one request with the token of the account that linked it."""

    def __init__(self, home: Home, client: TestClient[Any, Any], token: RefreshToken) -> None:
        self.home = home
        self._client = client
        self._token = token

    @classmethod
    async def link(cls, home: Home, client: TestClient[Any, Any]) -> Alexa:
        """Link the skill to the person's account."""
        token = await home.hass.auth.async_create_refresh_token(home.user, client_id=CLIENT_ID)
        return cls(home, client, token)

    @staticmethod
    async def set_up(home: Home) -> None:
        """Set up the integration, before anybody connects."""
        # It cannot write its lines while the clock is a simulated one.
        logging.getLogger("aiohttp.access").disabled = True
        assert await async_setup_component(home.hass, "alexa", {"alexa": {"smart_home": {}}})
        await home.hass.async_block_till_done()

    def directive(
        self, namespace: str, name: str, payload: dict[str, Any] | None = None, entity_id: str | None = None
    ) -> dict[str, Any]:
        """Write a directive as the skill sends it."""
        scope = {"type": "BearerToken", "token": "access-token-from-skill"}
        directive: dict[str, Any] = {
            "header": {
                "namespace": namespace,
                "name": name,
                "payloadVersion": "3",
                "messageId": str(uuid4()),
                "correlationToken": "dFMb0z+PgpgdDmluhJ1LddFvSqZ/jCc8ptlAKulUj90jSqg==",
            },
            "payload": {} if payload is None else payload,
        }
        if namespace == "Alexa.Discovery":
            directive["payload"] = {"scope": scope}
        else:
            target = self.home.entity_id("climate", "climate") if entity_id is None else entity_id
            directive["endpoint"] = {"scope": scope, "endpointId": target.replace(".", "#"), "cookie": {}}
        return {"directive": directive}

    async def send(
        self, namespace: str, name: str, payload: dict[str, Any] | None = None, entity_id: str | None = None
    ) -> dict[str, Any]:
        """Send a directive; returns the whole response."""
        access = self.home.hass.auth.async_create_access_token(self._token)
        response = await self._client.post(
            "/api/alexa/smart_home",
            json=self.directive(namespace, name, payload, entity_id),
            headers={"Authorization": f"Bearer {access}"},
        )
        assert response.status == 200
        answer: dict[str, Any] = await response.json()
        return answer

    async def say(
        self, namespace: str, name: str, payload: dict[str, Any] | None = None, entity_id: str | None = None
    ) -> str:
        """Send a directive; returns `Response`, or the kind of error."""
        event = (await self.send(namespace, name, payload, entity_id))["event"]
        kind: str = event["payload"]["type"] if event["header"]["name"] == "ErrorResponse" else event["header"]["name"]
        return kind

    async def turn_on(self, entity_id: str | None = None) -> str:
        """«Turn on the heating pad»."""
        return await self.say("Alexa.PowerController", "TurnOn", entity_id=entity_id)

    async def turn_off(self, entity_id: str | None = None) -> str:
        """«Turn off the heating pad»."""
        return await self.say("Alexa.PowerController", "TurnOff", entity_id=entity_id)

    async def set_target(self, value: float, scale: str = "CELSIUS") -> str:
        """«Set the heating pad to 38 degrees»."""
        return await self.say(
            "Alexa.ThermostatController",
            "SetTargetTemperature",
            {"targetSetpoint": {"value": value, "scale": scale}},
        )

    async def adjust(self, delta: float, scale: str = "CELSIUS") -> str:
        """«Make the heating pad warmer»."""
        return await self.say(
            "Alexa.ThermostatController",
            "AdjustTargetTemperature",
            {"targetSetpointDelta": {"value": delta, "scale": scale}},
        )

    async def set_mode(self, mode: str) -> str:
        """«Set the heating pad to heat»."""
        return await self.say("Alexa.ThermostatController", "SetThermostatMode", {"thermostatMode": {"value": mode}})

    async def report_state(self) -> dict[str, Any]:
        """Ask for the state, as the app does; returns the properties by name."""
        answer = await self.send("Alexa", "ReportState")
        assert answer["event"]["header"]["name"] == "StateReport"
        return {each["name"]: each["value"] for each in answer["context"]["properties"]}

    async def discover(self) -> dict[str, dict[str, Any]]:
        """Find devices; returns the endpoints by entity id."""
        answer = await self.send("Alexa.Discovery", "Discover")
        return {each["endpointId"].replace("#", "."): each for each in answer["event"]["payload"]["endpoints"]}


class CloudAlexa(Alexa):
    """The same through Home Assistant Cloud: the caller is a user of the system and no person."""

    def __init__(self, home: Home, user: User, config: AlexaConfig) -> None:
        self.home = home
        self._user = user
        self._config = config

    @classmethod
    async def connect(cls, home: Home) -> CloudAlexa:
        """Connect the cloud."""
        user = await home.hass.auth.async_create_system_user("Home Assistant Cloud", group_ids=[GROUP_ID_ADMIN])
        config = AlexaConfig(home.hass, SMART_HOME_SCHEMA({}))
        await config.async_initialize()
        return cls(home, user, config)

    @override
    async def send(
        self, namespace: str, name: str, payload: dict[str, Any] | None = None, entity_id: str | None = None
    ) -> dict[str, Any]:
        """Hand a directive over as the cloud connection does."""
        return await async_handle_message(
            self.home.hass,
            self._config,
            self.directive(namespace, name, payload, entity_id),
            context=Context(user_id=self._user.id),
        )
