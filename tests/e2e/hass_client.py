"""Client of one running Home Assistant: REST for flows and states, one WebSocket for commands and events."""

import asyncio
import contextlib
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Self, override

import aiohttp

from .hass_config import Access
from .waiting import until

type Json = dict[str, Any]
type Match = Callable[[Json], bool]

REQUEST_TIMEOUT_S = 30


class CommandError(Exception):
    """A WebSocket command or an action was refused; carries the error as Home Assistant gave it."""

    def __init__(self, error: Json) -> None:
        """Keep code, text and translation key."""
        super().__init__(f"{error.get('code')}: {error.get('message')}")
        self.code: str = error.get("code", "")
        self.translation_key: str | None = error.get("translation_key")
        self.translation_domain: str | None = error.get("translation_domain")


class FlowError(Exception):
    """A configuration flow answered something else than was expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One event and when it reached us, on this machine's wall clock."""

    at: float
    event: Json

    @property
    def type(self) -> str:
        """Event type."""
        kind: str = self.event["event_type"]
        return kind

    def new_state(self, entity_id: str) -> str | None:
        """State this event brings to the entity, None when it is about something else."""
        data = self.event["data"]
        if self.type != "state_changed" or data["entity_id"] != entity_id or data["new_state"] is None:
            return None
        state: str = data["new_state"]["state"]
        return state


class HassClient:
    """A signed-in connection that records every event of the bus."""

    def __init__(self, access: Access) -> None:
        """Prepare; `connect` opens."""
        self._access = access
        self._session: aiohttp.ClientSession | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._reader: asyncio.Task[None] | None = None
        self._answers: dict[int, asyncio.Future[Json]] = {}
        self._last_id = 0
        self._arrived = asyncio.Condition()
        self.events: list[Seen] = []

    async def connect(self) -> Self:
        """Sign in and record events from here on."""
        headers = {"Authorization": f"Bearer {self._access.token}"}
        timeout = aiohttp.ClientTimeout(total=REQUEST_TIMEOUT_S)
        self._session = aiohttp.ClientSession(base_url=self._access.url, headers=headers, timeout=timeout)
        self._socket = await self._session.ws_connect("/api/websocket", max_msg_size=0)
        await self._socket.receive_json()
        await self._socket.send_json({"type": "auth", "access_token": self._access.token})
        answer = await self._socket.receive_json()
        if answer["type"] != "auth_ok":
            raise CommandError(answer)
        self._reader = asyncio.create_task(self._read(self._socket))
        await self.command("subscribe_events")
        return self

    async def close(self) -> None:
        """Leave."""
        if self._reader is not None:
            self._reader.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._reader
        if self._socket is not None:
            await self._socket.close()
        if self._session is not None:
            await self._session.close()

    # Commands

    async def command(self, kind: str, **data: Any) -> Any:
        """Send one WebSocket command and give its result; raises `CommandError`."""
        assert self._socket is not None
        self._last_id += 1
        answer = self._answers[self._last_id] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": self._last_id, "type": kind, **data})
        async with asyncio.timeout(REQUEST_TIMEOUT_S):
            result = await answer
        if not result["success"]:
            raise CommandError(result["error"])
        return result["result"]

    async def act(self, action: str, entity_id: str | None = None, *, respond: bool = False, **data: Any) -> Any:
        """Call an action as a person would from a screen; raises `CommandError` when it is refused."""
        domain, _, service = action.partition(".")
        target = {"entity_id": entity_id} if entity_id else {}
        result = await self.command(
            "call_service", domain=domain, service=service, service_data=data, target=target, return_response=respond
        )
        return result.get("response")

    # States

    async def states(self) -> dict[str, Json]:
        """All states by entity id."""
        return {state["entity_id"]: state for state in await self.command("get_states")}

    async def state(self, entity_id: str) -> str | None:
        """State text, None when there is no such entity."""
        state = (await self.states()).get(entity_id)
        return None if state is None else state["state"]

    async def registry(self) -> list[Json]:
        """Entity registry entries."""
        entries: list[Json] = await self.command("config/entity_registry/list")
        return entries

    async def entity_id(self, domain: str, unique_id: str, *, timeout_s: float = 15) -> str:
        """Entity id of a domain that belongs to a unique id; waits for it to appear."""

        def ours(entries: list[Json]) -> list[str]:
            ids = [entry["entity_id"] for entry in entries if entry["unique_id"] == unique_id]
            return [entity_id for entity_id in ids if entity_id.startswith(f"{domain}.")]

        hope = f"a {domain} with unique id {unique_id}"
        return ours(await until(self.registry, lambda found: bool(ours(found)), timeout_s=timeout_s, hope=hope))[0]

    async def until_state(self, entity_id: str, *wanted: str, timeout_s: float = 10) -> str:
        """Wait until the entity shows one of these states, now or later."""
        seen = len(self.events)
        now = await self.state(entity_id)
        if now in wanted:
            return now
        try:
            event = await self.until_event(
                lambda item: item.new_state(entity_id) in wanted, since=seen, timeout_s=timeout_s
            )
        except TimeoutError:
            last = await self.state(entity_id)
            message = f"{entity_id} is {last!r}, not one of {wanted}, after {timeout_s} s"
            raise TimeoutError(message) from None
        return event.new_state(entity_id) or ""

    async def until_number(self, entity_id: str, *, above: float = -math.inf, timeout_s: float = 10) -> float:
        """Wait until a sensor reports a number above a limit."""

        def number(state: str | None) -> float:
            try:
                return float(state or "")
            except ValueError:
                return -math.inf

        hope = f"{entity_id} above {above}"
        return number(
            await until(
                lambda: self.state(entity_id), lambda state: number(state) > above, timeout_s=timeout_s, hope=hope
            )
        )

    # Events

    async def until_event(self, match: Callable[[Seen], bool], *, since: int = 0, timeout_s: float = 10) -> Seen:
        """First recorded event from number `since` on that matches, waiting for it if need be."""
        position = since
        async with asyncio.timeout(timeout_s), self._arrived:
            while True:
                for item in self.events[position:]:
                    position += 1
                    if match(item):
                        return item
                await self._arrived.wait()

    def history(self, entity_id: str) -> Iterator[tuple[float, str]]:
        """States of one entity as they were reported, with the time they reached us."""
        for item in self.events:
            state = item.new_state(entity_id)
            if state is not None:
                yield item.at, state

    # Configuration

    async def add_entry(self, domain: str, *steps: tuple[str, Json]) -> str:
        """Run a configuration flow; each step is the expected step id (or menu) and what a person fills in."""
        result = await self._flow("", {"handler": domain})
        for step_id, answer in steps:
            if result["type"] not in {"form", "menu"} or result["step_id"] != step_id:
                message = f"{domain}: expected step {step_id}, got {result}"
                raise FlowError(message)
            result = await self.answer_flow(result["flow_id"], answer)
        if result["type"] != "create_entry":
            message = f"{domain}: the flow did not end with an entry: {result}"
            raise FlowError(message)
        entry_id: str = result["result"]["entry_id"]
        return entry_id

    async def entries(self, domain: str) -> list[Json]:
        """Config entries of one integration."""
        found: list[Json] = await self.command("config_entries/get", domain=domain)
        return found

    async def issues(self, domain: str) -> list[Json]:
        """Open repair issues of one integration."""
        result = await self.command("repairs/list_issues")
        return [issue for issue in result["issues"] if issue["domain"] == domain]

    async def log_records(self) -> list[Json]:
        """Warnings and errors the process collected."""
        records: list[Json] = await self.command("system_log/list")
        return records

    async def start_flow(self, domain: str) -> Json:
        """First step of a configuration flow."""
        return await self._flow("", {"handler": domain})

    async def answer_flow(self, flow_id: str, answer: Json) -> Json:
        """Next step of a configuration flow; a sensor so new that it says nothing yet is chosen once more."""
        result = await self._flow(f"/{flow_id}", answer)
        if set((result.get("errors") or {}).values()) == {"sensor_says_nothing"}:
            result = await self._flow(f"/{flow_id}", answer)
        return result

    async def _flow(self, path: str, body: Json) -> Json:
        assert self._session is not None
        async with self._session.post(f"/api/config/config_entries/flow{path}", json=body) as response:
            if not response.ok:
                message = f"{body}: HTTP {response.status}: {await response.text()}"
                raise FlowError(message)
            result: Json = await response.json()
            return result

    async def _read(self, websocket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in websocket:
            body = message.json()
            for item in body if isinstance(body, list) else [body]:
                await self._take(item)
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(ConnectionError("Home Assistant closed the connection"))

    async def _take(self, item: Json) -> None:
        if item["type"] == "event":
            async with self._arrived:
                self.events.append(Seen(at=time.time(), event=item["event"]))
                self._arrived.notify_all()
        elif item["type"] == "result":
            answer = self._answers.pop(item["id"], None)
            if answer is not None and not answer.done():
                answer.set_result(item)

    @override
    def __repr__(self) -> str:
        return f"<HassClient {self._access.url}>"
