"""One household under test: broker, Home Assistant with MQTT and Tasmota, and the pads set up in it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from .hass_client import HassClient, Json, Seen
from .hass_process import DOMAIN, HassProcess
from .mosquitto import LOOPBACK, Broker
from .plug_process import PlugProcess
from .waiting import until

MQTT_RECONNECT_S = 10
"""How long Home Assistant waits before it calls a lost broker again."""

MQTT_OTHER = {"set_client_cert": False, "set_ca_cert": "off", "transport": "tcp"}


class Home:
    """Home Assistant with its connection to the broker; starts again on the same folder."""

    def __init__(self, folder: Path, broker: Broker) -> None:
        self.broker = broker
        self.process = HassProcess(folder)
        self._client: HassClient | None = None

    @property
    def client(self) -> HassClient:
        """Connection to the running process."""
        assert self._client is not None
        return self._client

    async def set_up(self) -> None:
        """First start: MQTT and Tasmota are added as a person would."""
        await self.start()
        broker = {"broker": self.broker.host, "port": self.broker.port, "protocol": "5", "other_settings": MQTT_OTHER}
        await self.client.add_entry("mqtt", ("broker", broker))
        await self.client.add_entry("tasmota", ("config", {}))

    async def start(self) -> None:
        """Start, also again."""
        self._client = await self.process.start()

    async def restart(self) -> None:
        """Stop in order and start again; what was set up is then on disk, as it is in a household."""
        await self.process.stop()
        await self.start()

    async def plug_entities(self, plug: PlugProcess) -> PlugEntities:
        """Entities Home Assistant's own Tasmota integration made of a plug."""
        sensor = f"{plug.mac}_sensor_sensor"
        switch = await self.client.entity_id("switch", f"{plug.mac}_switch_relay_0")
        await self.client.until_state(switch, "on", "off")
        return PlugEntities(
            switch=switch,
            power=await self.client.entity_id("sensor", f"{sensor}_ENERGY_Power") if plug.metered else None,
            temperature=await self.client.entity_id("sensor", f"{sensor}_DS18B20_Temperature") if plug.probed else None,
        )

    async def until_available(self, plug: PlugProcess, *, timeout_s: float) -> float:
        """Wait until the plug's switch has a state again and give the time it reached us."""
        entities = f"{plug.mac}_switch_relay_0"
        switch = await self.client.entity_id("switch", entities)
        seen = len(self.client.events)
        if await self.client.state(switch) in {"on", "off"}:
            return time.time()
        shown = await self.client.until_event(
            lambda item: item.new_state(switch) in {"on", "off"}, since=seen, timeout_s=timeout_s
        )
        return shown.at

    async def issue_keys(self) -> list[str]:
        """Translation keys of our open repair issues."""
        return [issue["translation_key"] or issue["issue_id"] for issue in await self.client.issues(DOMAIN)]

    async def until_no_issue(self, key: str, *, timeout_s: float) -> None:
        """Wait until this repair issue is gone."""
        await until(self.issue_keys, lambda keys: key not in keys, timeout_s=timeout_s, hope=f"issue {key} is gone")

    async def add_esphome_plug(self, port: int) -> str:
        """Add a node of ESPHome as a person would; returns its switch."""
        await self.client.add_entry("esphome", ("user", {"host": LOOPBACK, "port": port}))

        async def switches() -> list[str]:
            ids = [str(each["entity_id"]) for each in await self.client.registry() if each["platform"] == "esphome"]
            return [each for each in ids if each.startswith("switch.")]

        (switch,) = await until(switches, bool, timeout_s=30, hope="ESPHome shows the relay's switch")
        await self.client.until_state(switch, "on", "off", timeout_s=30)
        return switch

    async def add_pad(self, plug: PlugProcess, name: str = "Back pad") -> PadUnderTest:
        """Set a pad up on the plug, with the sensors the plug has."""
        entities = await self.plug_entities(plug)
        entry_id = await self.client.add_entry(
            DOMAIN,
            ("user", {"next_step_id": "electric_pad"}),
            ("electric_pad", entities.flow_answer(name)),
            ("pad_details", pad_details(measured=entities.temperature is not None)),
            ("safety", {"acknowledged": True}),
        )
        pad = PadUnderTest(self, entry_id)
        await pad.find_entities()
        return pad


@dataclass(frozen=True, slots=True, kw_only=True)
class PlugEntities:
    """Entity ids of one plug."""

    switch: str
    power: str | None
    temperature: str | None

    def flow_answer(self, name: str) -> Json:
        """What a person picks in the flow's first form."""
        picked = {"plug": self.switch, "temperature_sensor": self.temperature, "power_sensor": self.power}
        return {"name": name, **{field: value for field, value in picked.items() if value is not None}}


def pad_details(*, measured: bool) -> Json:
    """The flow's second form for a mechanical 100 W pad."""
    details = {"rated_power": 100, "controller": "mechanical", "pad_setting": "high"}
    return details | ({"sensor_placement": "contact"} if measured else {})


KEYS = {
    "climate": "climate",
    "timer": "session",
    "phase": "phase",
    "blocked_by": "blocked_by",
    "stop_reason": "stop_reason",
    "ends_at": "ends_at",
    "auto_off": "auto_off",
    "fault": "fault",
    "stop": "stop",
    "event": "session",
}
DOMAINS = {"climate": "climate", "timer": "timer", "fault": "binary_sensor", "stop": "button", "event": "event"}


class PadUnderTest:
    """Our own entities of one pad, found by their unique ids."""

    def __init__(self, home: Home, entry_id: str) -> None:
        self._home = home
        self.entry_id = entry_id
        self._ids: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        """Entity id by our short name."""
        return self._ids[name]

    async def find_entities(self) -> None:
        """Look all of them up; a missing one fails here, with its key."""
        for name, key in KEYS.items():
            unique_id = f"{self.entry_id}_{key}"
            self._ids[name] = await self._home.client.entity_id(DOMAINS.get(name, "sensor"), unique_id)

    async def until_ready(self, *, timeout_s: float = 30) -> None:
        """Wait until nothing blocks a start."""
        await self._home.client.until_state(self["blocked_by"], "nothing", timeout_s=timeout_s)

    async def start(self, *, minutes: float = 1) -> Started:
        """Ask for a session through the action, wait for its end time to show, and give both moments."""
        client = self._home.client
        asked_at = time.time()
        await client.act("heating_pad.start_session", self["climate"], duration={"minutes": minutes})
        return Started(asked_at=asked_at, ends_at=await self.ends_at(timeout_s=10))

    async def ends_at(self, *, timeout_s: float) -> float:
        """Deadline the pad shows; waits until it shows one, and says what it shows instead."""

        async def shown() -> dict[str, str]:
            states = await self._home.client.states()
            return {name: states[self[name]]["state"] for name in ("ends_at", "phase", "blocked_by", "stop_reason")}

        known = await until(
            shown,
            lambda states: states["ends_at"] not in {"unknown", "unavailable"},
            timeout_s=timeout_s,
            hope="the pad shows when its session ends",
        )
        return datetime.fromisoformat(known["ends_at"]).timestamp()

    async def state(self, name: str) -> str | None:
        """State of one of our entities."""
        return await self._home.client.state(self[name])

    async def until(self, name: str, *wanted: str, timeout_s: float = 10) -> str:
        """Wait for a state of one of our entities."""
        return await self._home.client.until_state(self[name], *wanted, timeout_s=timeout_s)

    async def attributes(self, name: str) -> dict[str, Any]:
        """Attributes of one of our entities."""
        found: dict[str, Any] = (await self._home.client.states())[self[name]]["attributes"]
        return found

    def history(self, name: str) -> list[str]:
        """States an entity went through while this connection listened, repeats left out."""
        states: list[str] = []
        for _, state in self._home.client.history(self[name]):
            if not states or states[-1] != state:
                states.append(state)
        return states

    def told(self) -> Iterator[tuple[float, str]]:
        """Kinds of events the pad's event entity announced, with the time each reached us."""
        for item in self._home.client.events:
            kind = self._told(item)
            if kind is not None:
                yield item.at, kind

    async def until_told(self, kind: str, *, timeout_s: float) -> float:
        """Wait until the event entity announces this kind and give the time."""
        try:
            return (await self._home.client.until_event(lambda item: self._told(item) == kind, timeout_s=timeout_s)).at
        except TimeoutError:
            message = f"{kind} was not announced within {timeout_s} s, only {[kind for _, kind in self.told()]}"
            raise TimeoutError(message) from None

    def _told(self, item: Seen) -> str | None:
        if item.new_state(self["event"]) in {None, "unknown", "unavailable"}:
            return None
        kind: str | None = item.event["data"]["new_state"]["attributes"].get("event_type")
        return kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A session that was asked for."""

    asked_at: float
    ends_at: float
