"""A simulated home whose plug runs Tasmota: the firmware model of the simulators on simulated time, behind MQTT."""

from collections.abc import Callable
from typing import Any, override

from homeassistant.auth.models import User
from homeassistant.components import mqtt
from homeassistant.components.mqtt.models import ReceiveMessage
from homeassistant.components.sensor import SensorEntity
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import MINOR_VERSION
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity import Entity
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockModule,
    MockPlatform,
    async_fire_mqtt_message,
    mock_integration,
    mock_platform,
    setup_test_component_platform,
)

from tests.integration.home import Home, SimulatedClock, SimulatedPlug, Threads
from tests.simulation.plants import Fault, PadModel, SimulatedPad
from tests.simulators.tasmota_firmware import Identity, Message, Moment, Settings, TasmotaFirmware

MAC = "A8032AB2C1D0"
FIRMWARE = "15.1.0(tasmota)"


class TasmotaPlug(SimulatedPlug):
    """The relay's switch as Home Assistant's Tasmota integration shows it."""

    def __init__(self, home: TasmotaHome) -> None:
        super().__init__(home, "Sofa plug", f"{MAC}_switch_relay_0")
        self._house = home
        self._attr_device_info = DeviceInfo(
            identifiers={("tasmota", MAC)},
            connections={(dr.CONNECTION_NETWORK_MAC, MAC)},
            manufacturer="Tasmota",
            model="Plug",
            name="Sofa plug",
            sw_version=FIRMWARE,
        )

    @override
    def _command(self, *, on: bool) -> None:
        for observe in self.before_command:
            observe(on)
        self.commands.append((self._house.clock.boot_s, on))
        if self.deaf:
            return
        self._house.tell("POWER1", "ON" if on else "OFF")
        if self.prompt:
            self._house.pad.advance(self._house.pad.model.response_s)
            self.report(on=self._house.pad.reported_on)


class TasmotaHome(Home):
    """One Home Assistant with MQTT, one Tasmota plug and one pad."""

    plug: TasmotaPlug

    def __init__(self, hass: HomeAssistant, user: User, clock: SimulatedClock, threads: Threads) -> None:
        super().__init__(hass, user, clock, threads)
        self.firmware = TasmotaFirmware(identity=Identity(mac=MAC, name="Sofa plug"), settings=Settings())
        self.plug = TasmotaPlug(self)
        self.published: list[tuple[float, str, str]] = []
        """What the plug heard over MQTT: moment, command, payload."""
        self.lost: Callable[[str], bool] = lambda _command: False
        """Which commands get lost on the way."""
        self.online = True

    @property
    def moment(self) -> Moment:
        """The plug's own clock."""
        return Moment(seconds=self.clock.boot_s, local=self.clock.wall)

    @override
    async def build(self, model: PadModel | None = None) -> None:
        if model is not None:
            self.pad = SimulatedPad(model)
        self.plug.remember()
        self.firmware.boot(self.moment, mains=True)
        mock_integration(self.hass, MockModule("tasmota", async_setup_entry=self._set_up))
        mock_platform(self.hass, "tasmota.config_flow", MockPlatform())
        mock_platform(self.hass, "tasmota.switch", MockPlatform(async_setup_entry=self._add_plug))
        sensors: list[Entity] = [self.thermometer, self.meter]
        setup_test_component_platform(self.hass, "sensor", [each for each in sensors if isinstance(each, SensorEntity)])
        assert await async_setup_component(self.hass, "homeassistant", {})
        assert await async_setup_component(self.hass, "sensor", {"sensor": {"platform": "test"}})
        await mqtt.async_subscribe(self.hass, f"cmnd/{self.firmware.identity.topic}/+", self._heard)
        entry = MockConfigEntry(domain="tasmota", data={"discovery_prefix": "tasmota/discovery"})
        entry.add_to_hass(self.hass)
        assert await self.hass.config_entries.async_setup(entry.entry_id)
        await self.hass.async_block_till_done()
        self.every_second.append(self._tick)
        await self.run(12)

    async def _set_up(self, hass: HomeAssistant, entry: ConfigEntry) -> bool | None:
        await hass.config_entries.async_forward_entry_setups(entry, ["switch"])
        # From 2026.11 on Home Assistant's own integrations return nothing here.
        return True if MINOR_VERSION < 11 else None

    async def _add_plug(self, _hass: HomeAssistant, _entry: ConfigEntry, add: Callable[[list[Entity]], Any]) -> None:
        add([self.plug])

    # -- the plug -----------------------------------------------------------------

    @callback
    def _heard(self, message: ReceiveMessage) -> None:
        command = message.topic.rsplit("/", 1)[-1]
        self.published.append((self.clock.boot_s, command, str(message.payload)))
        assert not message.retain
        if self.online and not self.lost(command):
            self.tell(command, str(message.payload))

    def tell(self, command: str, payload: str) -> None:
        """Give the plug a command, and carry out what its firmware makes of it."""
        self._send(self.firmware.command(self.moment, command, payload))

    def press_button(self) -> None:
        """Press the button on the plug's case."""
        self._send(self.firmware.press_button(self.moment))

    def _tick(self) -> None:
        self._send(self.firmware.tick(self.moment))
        if self.online:
            # The broker keeps this one for everybody who asks; here it is simply said again.
            self._send(self.firmware.discovery(self.moment))

    def _send(self, messages: list[Message]) -> None:
        if self.firmware.power != self.commanded:
            self.commanded = self.firmware.power
            self.pad.command(on=self.firmware.power)
        elif self.online and any(message.topic.endswith("/POWER") for message in messages):
            # The firmware answers every command, also one that changes nothing.
            self.plug.report(on=self.firmware.power)
        for message in messages:
            if self.online and "mqtt" in self.hass.data:
                async_fire_mqtt_message(self.hass, message.topic, message.payload, retain=message.retain)

    commanded = False

    def heard(self, command: str, *, since_s: float = 0.0) -> list[tuple[float, str]]:
        """When the plug heard a command, and with what payload; queries left out."""
        return [(at, payload) for at, name, payload in self.published if name == command and payload and at >= since_s]

    async def verify(self) -> None:
        """Have the plug's countdown tested with a pad that stays cold, and wait until it is proved."""
        self.pad.fail(Fault.CONTROLLER_OFF)
        await self.call("heating_pad.test_auto_off")
        await self.run_until(lambda: self.value("auto_off") == "verified", 15 * 60)
        await self.run(10)
        self.pad.mend(Fault.CONTROLLER_OFF)
