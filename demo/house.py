"""What stands in the demo's house: simulated plugs and the heating pads on them, made through the real config flows."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from demo.client import Client, DemoError, Json, add_owner, connected
from demo.server import START_WITHIN_S, Server

USERNAME = PASSWORD = "demo"
SIMULATION = "simulated_pad"
INTEGRATION = "heating_pad"
BACK = "Back pad"
FEET = "Foot pad"
SOMEBODY = "Anna"
DASHBOARD = "heating-pads"
OVERVIEW = "heating-pad-overview"


@dataclass(frozen=True, kw_only=True)
class Pad:
    """Entity ids of a pad and of the simulated devices under it, by key."""

    name: str
    entities: Mapping[str, str]
    simulated: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        """Entity id of the pad, as `timer.session` where a key alone is not unique."""
        return _pick(self.entities, key, self.name)

    def simulation(self, key: str) -> str:
        """Entity id of the simulated devices."""
        return _pick(self.simulated, key, f"simulated {self.name}")


@asynccontextmanager
async def entered(server: Server) -> AsyncIterator[Client]:
    """Sign in to a Home Assistant that has just been started, as soon as it is up."""
    new = await server.wait_until_answering()
    if new:
        await add_owner(server.place.url, USERNAME, PASSWORD)
    async with connected(server.place.url, USERNAME, PASSWORD) as client:
        started = await client.subscribe("subscribe_events", event_type="homeassistant_started")
        if (await client.command("get_config"))["state"] != "RUNNING":
            await asyncio.wait_for(started.get(), START_WITHIN_S)
        if new:
            await _settle(client)
        yield client


async def furnish(client: Client) -> tuple[Pad, ...]:
    """Make what is missing; returns the pads in the order of the dashboard."""
    return (
        await _pad(client, BACK, rated_power=100, thermometer=True, covered=False),
        await _pad(client, FEET, rated_power=60, thermometer=False, covered=True),
    )


async def populate(client: Client) -> str:
    """Make the person if missing; returns the entity that the diary's card is about."""
    entry_id = await _entry(
        client,
        INTEGRATION,
        SOMEBODY,
        {
            "user": {"next_step_id": "person"},
            "person": {"name": SOMEBODY},
            "profile": {"profile": "standard", "clinician_agrees": False},
        },
    )
    return _pick(await _entities(client, entry_id), "sensor.pain", SOMEBODY)


async def set_speed(client: Client, pads: Iterable[Pad], speed: float) -> None:
    """Let the pads' time run this much faster than ours."""
    for pad in pads:
        await client.act("number.set_value", pad.simulation("speed"), value=speed)


async def show_dashboard(client: Client, config: Json) -> None:
    """Write the dashboard anew and make it the first thing people see."""
    if await _add_dashboard(client, DASHBOARD, "Heating pads", "mdi:radiator"):
        await client.command("frontend/set_system_data", key="core", value={"default_panel": DASHBOARD})
    await client.command("lovelace/config/save", url_path=DASHBOARD, config=config)
    if await _add_dashboard(client, OVERVIEW, "Made by the integration", "mdi:auto-fix"):
        strategy = {"strategy": {"type": "custom:heating-pad"}}
        await client.command("lovelace/config/save", url_path=OVERVIEW, config=strategy)


async def _add_dashboard(client: Client, path: str, title: str, icon: str) -> bool:
    """Add an empty dashboard to the sidebar; tells whether it is new."""
    known = await client.command("lovelace/dashboards/list")
    if any(dashboard["url_path"] == path for dashboard in known):
        return False
    await client.command("lovelace/dashboards/create", url_path=path, title=title, icon=icon, show_in_sidebar=True)
    return True


async def _settle(client: Client) -> None:
    """Give the house the machine's time zone, and degrees Celsius."""
    await client.command(
        "config/core/update",
        location_name="Heating Pad demo",
        country="DE",
        time_zone=_machine_time_zone(),
        unit_system="metric",
        language="en",
    )


async def _pad(client: Client, name: str, *, rated_power: int, thermometer: bool, covered: bool) -> Pad:
    """Make one simulated plug with its pad, and the heating pad on it."""
    simulation_id = await _entry(
        client,
        SIMULATION,
        name,
        {"user": {"name": name, "rated_power": rated_power, "thermometer": thermometer, "covered": covered}},
    )
    simulated = await _entities(client, simulation_id)
    source = {"plug": simulated["switch"], "power_sensor": simulated["power"]}
    if thermometer:
        source["temperature_sensor"] = simulated["thermometer"]
    entry_id = await _entry(
        client,
        INTEGRATION,
        name,
        {
            "user": {"next_step_id": "electric_pad"},
            "electric_pad": {"name": name, **source},
            "pad_details": {
                "rated_power": rated_power,
                "sensor_placement": "contact",
                "controller": "mechanical",
                "pad_setting": "high",
            },
            "safety": {"acknowledged": True},
        },
    )
    return Pad(name=name, entities=await _entities(client, entry_id), simulated=simulated)


async def _entry(client: Client, domain: str, title: str, answers: Mapping[str, Json]) -> str:
    """Find the config entry with this title, or make it by answering the flow's steps."""
    for entry in await client.command("config_entries/get", domain=domain):
        if entry["title"] == title:
            return str(entry["entry_id"])
    path = "/api/config/config_entries/flow"
    result = await client.post(path, {"handler": domain})
    answered = set()
    while result["type"] != "create_entry":
        step = result.get("step_id")
        if result["type"] not in {"form", "menu"} or step in answered or step not in answers:
            raise DemoError(f"Setting up {title} stopped at step {step}: {result.get('errors') or result}")
        answered.add(step)
        result = await client.post(f"{path}/{result['flow_id']}", answers[step])
    return str(result["result"]["entry_id"])


async def _entities(client: Client, entry_id: str) -> dict[str, str]:
    """Entity ids by key, and by `platform.key`, of a config entry's enabled entities."""
    found = {}
    for entity in await client.command("config/entity_registry/list"):
        key = str(entity["unique_id"]).removeprefix(f"{entry_id}_")
        if entity["config_entry_id"] == entry_id and key != entity["unique_id"] and not entity["disabled_by"]:
            domain = entity["entity_id"].partition(".")[0]
            found[f"{domain}.{key}"] = found[key] = entity["entity_id"]
    return found


def _pick(entities: Mapping[str, str], key: str, name: str) -> str:
    if key not in entities:
        raise DemoError(f"{name} has no entity {key}")
    return entities[key]


def _machine_time_zone() -> str:
    """Name of the machine's time zone, UTC when it keeps that to itself."""
    link = str(Path("/etc/localtime").resolve())
    for name in (os.environ.get("TZ", "").removeprefix(":"), link.partition("zoneinfo/")[2]):
        with suppress(ValueError, ZoneInfoNotFoundError):
            return ZoneInfo(name).key
    return "UTC"
