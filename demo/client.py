"""A signed-in connection to Home Assistant, over the interfaces its own frontend uses."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp

type Json = Any

REQUEST_TIMEOUT = aiohttp.ClientTimeout(total=60)


class DemoError(Exception):
    """Something did not go as the demo expects; the text is for people."""


class Client:
    """REST and WebSocket of one user."""

    def __init__(self, session: aiohttp.ClientSession, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Use `connected` instead."""
        self._session = session
        self._socket = socket
        self._ids = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Json]] = {}
        self._events: dict[int, asyncio.Queue[Json]] = {}

    async def post(self, path: str, data: Mapping[str, Json]) -> Json:
        """Send JSON to the REST interface."""
        return await _post(self._session, path, json=data)

    async def command(self, kind: str, **fields: Json) -> Json:
        """Send a WebSocket command and wait for its result."""
        return await self._send(next(self._ids), kind, fields)

    async def subscribe(self, kind: str, **fields: Json) -> asyncio.Queue[Json]:
        """Subscribe by a WebSocket command; what comes is put into the queue, None when the connection is lost."""
        number = next(self._ids)
        self._events[number] = asyncio.Queue()
        await self._send(number, kind, fields)
        return self._events[number]

    async def act(self, action: str, entity_id: str, **data: Json) -> None:
        """Run an action on one entity."""
        domain, _, name = action.partition(".")
        await self.command(
            "call_service", domain=domain, service=name, service_data=data, target={"entity_id": entity_id}
        )

    async def read(self) -> None:
        """Hand out what arrives until the connection ends."""
        async for message in self._socket:
            self._take(message.json())
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(DemoError("Home Assistant closed the connection"))
        for events in self._events.values():
            events.put_nowait(None)

    async def _send(self, number: int, kind: str, fields: Mapping[str, Json]) -> Json:
        self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "type": kind, **fields})
        try:
            async with asyncio.timeout(REQUEST_TIMEOUT.total):
                answer = await self._answers[number]
        except TimeoutError:
            raise DemoError(f"{kind} was not answered") from None
        finally:
            del self._answers[number]
        if not answer["success"]:
            raise DemoError(f"{kind} was refused: {answer['error']['message']}")
        return answer["result"]

    def _take(self, message: Json) -> None:
        answer = self._answers.get(message["id"])
        if message["type"] == "result" and answer is not None and not answer.done():
            answer.set_result(message)
        elif message["type"] == "event" and message["id"] in self._events:
            self._events[message["id"]].put_nowait(message["event"])


@asynccontextmanager
async def connected(url: str, username: str, password: str) -> AsyncIterator[Client]:
    """Sign in, and out again at the end."""
    async with aiohttp.ClientSession(timeout=REQUEST_TIMEOUT) as outside:
        tokens = await _sign_in(outside, url, username, password)
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    async with aiohttp.ClientSession(url, headers=headers, timeout=REQUEST_TIMEOUT) as session:
        async with session.ws_connect("/api/websocket", max_msg_size=0) as socket:
            await socket.receive_json()
            await socket.send_json({"type": "auth", "access_token": tokens["access_token"]})
            if (await socket.receive_json())["type"] != "auth_ok":
                raise DemoError("The WebSocket did not accept the token")
            client = Client(session, socket)
            reading = asyncio.create_task(client.read())
            try:
                yield client
            finally:
                reading.cancel()
                with suppress(asyncio.CancelledError):
                    await reading
        with suppress(aiohttp.ClientError):
            await session.post("/auth/revoke", data={"token": tokens["refresh_token"]})


async def add_owner(url: str, username: str, password: str) -> None:
    """Make the first user, who owns the house."""
    user = {
        "client_id": f"{url}/",
        "language": "en",
        "name": username.capitalize(),
        "password": password,
        "username": username,
    }
    async with aiohttp.ClientSession(url, timeout=REQUEST_TIMEOUT) as session:
        await _post(session, "/api/onboarding/users", json=user)


async def _sign_in(session: aiohttp.ClientSession, url: str, username: str, password: str) -> Json:
    """Go through the login form as a browser does; returns the tokens."""
    client = {"client_id": f"{url}/"}
    flow = await _post(
        session,
        f"{url}/auth/login_flow",
        json={**client, "handler": ["homeassistant", None], "redirect_uri": f"{url}/"},
    )
    result = await _post(
        session,
        f"{url}/auth/login_flow/{flow['flow_id']}",
        json={**client, "username": username, "password": password},
    )
    if result["type"] != "create_entry":
        raise DemoError(f"Login as {username} was refused: {result.get('errors')}")
    return await _post(
        session,
        f"{url}/auth/token",
        data={**client, "grant_type": "authorization_code", "code": result["result"]},
    )


async def _post(session: aiohttp.ClientSession, url: str, **body: Json) -> Json:
    async with session.post(url, **body) as response:
        if not response.ok:
            raise DemoError(f"{url} answered {response.status}: {await response.text()}")
        return await response.json()
