"""Home Assistant's HomeKit bridge, and what iPhones write to it."""

import socket
from typing import Any
from uuid import uuid4

from homeassistant.components.homekit import HomeKit
from homeassistant.components.homekit.const import DOMAIN
from pyhap.characteristic import Characteristic
from pyhap.service import Service
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.integration.home import Home

OFF, HEAT, COOL, AUTO = range(4)
"""Target heating cooling state, as HomeKit counts."""
PHONE = ("127.0.0.1", 50000)


def free_port() -> int:
    """Find a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Bridge:
    """A HomeKit bridge with the pad, not paired with anybody yet."""

    def __init__(self, home: Home, entry: MockConfigEntry) -> None:
        self.home = home
        self.entry = entry

    @classmethod
    async def set_up(cls, home: Home, *, kind: str | None = None) -> Bridge:
        """Set up a bridge that shows the pad and its timer, on loopback."""
        pad = home.entity_id("climate", "climate")
        options: dict[str, Any] = {
            "filter": {"include_entities": [pad, home.entity_id("session", "timer")]},
            "mode": "bridge",
        }
        if kind is not None:
            options["entity_config"] = {pad: {"type": kind}}
        entry = MockConfigEntry(
            domain=DOMAIN,
            title="HASS Bridge",
            # A name of its own: the bridge's id in the network is made of it.
            data={
                "name": f"HASS Bridge {uuid4().hex[:4]}",
                "port": free_port(),
                "ip_address": "127.0.0.1",
                "advertise_ip": ["127.0.0.1"],
            },
            options=options,
        )
        entry.add_to_hass(home.hass)
        home.storage.mkdir(exist_ok=True)
        assert await home.hass.config_entries.async_setup(entry.entry_id)
        await home.threads.settle()
        return cls(home, entry)

    async def take_down(self) -> None:
        """Stop the bridge."""
        # It waits some seconds for its port to be free again.
        assert await self.home.run_with(self.home.hass.config_entries.async_unload(self.entry.entry_id))
        await self.home.threads.settle()

    @property
    def homekit(self) -> HomeKit:
        """The running bridge."""
        found: HomeKit = self.entry.runtime_data.homekit
        return found

    @property
    def port(self) -> int:
        """Where it listens."""
        found: int = self.entry.data["port"]
        return found

    @property
    def accessories(self) -> list[Any]:
        """What the bridge shows."""
        assert self.homekit.bridge is not None
        return list(self.homekit.bridge.accessories.values())

    @property
    def service(self) -> Service:
        """The service that is the pad."""
        (accessory,) = self.accessories
        for name in ("Thermostat", "HeaterCooler"):
            service = accessory.get_service(name)
            if service is not None:
                return service
        raise AssertionError("the pad is no thermostat")

    def characteristic(self, name: str) -> Characteristic:
        """Return one of the pad's characteristics."""
        return self.service.get_characteristic(name)

    def value(self, name: str) -> Any:
        """What a phone shows of a characteristic."""
        return self.characteristic(name).get_value()

    def write(self, **values: float) -> None:
        """Write characteristics in one request, as a phone does; what follows from it is not waited for."""
        assert self.homekit.driver is not None
        (accessory,) = self.accessories
        queries = [
            {
                "aid": accessory.aid,
                "iid": accessory.iid_manager.get_iid(self.characteristic(name)),
                "value": value,
            }
            for name, value in values.items()
        ]
        self.homekit.driver.set_characteristics({"characteristics": queries}, PHONE)
