"""The RPC methods of a Shelly plug of the second generation and later: requests in, results out; no I/O."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .shelly_firmware import InitialState, Moment, ShellyRelay

FIRMWARE_ID = "20250924-062729/1.7.1-gd336f31"
VERSION = "1.7.1"
MODELS = {2: ("SNPL-00112EU", "PlusPlugS"), 3: ("S3PL-00112EU", "PlugSG3")}
"""Model and application by generation."""
INVALID_ARGUMENT, NOT_FOUND, NO_HANDLER = -103, -105, 404


class RpcError(Exception):
    """A request the plug refuses."""

    def __init__(self, code: int, message: str) -> None:
        """Keep the code the plug answers with."""
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the plug is."""

    mac: str
    generation: int
    name: str | None
    auth: bool

    @property
    def device_id(self) -> str:
        """Id it calls itself by; also its MQTT prefix and its realm."""
        return f"shelly{MODELS[self.generation][1].lower()}-{self.mac.lower()}"


@dataclass(slots=True)
class ShellyRpc:
    """Methods and configuration of one plug."""

    identity: Identity
    relay: ShellyRelay
    mqtt_server: str | None = None
    connected_to_broker: Callable[[], bool] = lambda: False
    booted_s: float = 0.0
    config_revision: int = 10
    config_changed: list[str] = field(default_factory=list)
    """Components whose configuration has changed and nobody has been told of."""
    reboots_after_s: float | None = None
    """Set when a reboot was asked for; whoever runs the plug clears it."""
    _outbound: dict[str, Any] = field(default_factory=lambda: {"enable": False, "server": None, "ssl_ca": "ca.pem"})
    _ble: dict[str, Any] = field(default_factory=lambda: {"enable": False, "rpc": {"enable": False}})

    def call(self, now: Moment, method: str, params: dict[str, Any] | None, *, source: str) -> dict[str, Any]:
        """Answer one request; raises `RpcError`."""
        handler = self._methods(source).get(method.lower())
        if handler is None:
            raise RpcError(NO_HANDLER, f"No handler for {method}")
        return handler(now, params or {})

    def status(self, now: Moment) -> dict[str, Any]:
        """Return the status of every component."""
        return {
            "ble": {},
            "cloud": {"connected": False},
            "mqtt": self._mqtt_status(),
            "switch:0": self.relay.status(now),
            "sys": self._sys_status(now),
            "wifi": {"sta_ip": "192.0.2.11", "status": "got ip", "ssid": "home", "rssi": -58},
            "ws": {"connected": False},
        }

    def config(self) -> dict[str, Any]:
        """Return the configuration of every component."""
        sta = {"ssid": "home", "is_open": False, "enable": True, "ipv4mode": "dhcp", "ip": None}
        return {
            "ble": self._ble,
            "cloud": {"enable": False, "server": None},
            "mqtt": self._mqtt_config(),
            "switch:0": self.switch_config(),
            "sys": self._sys_config(),
            "wifi": {"sta": sta, "sta1": sta | {"ssid": None, "enable": False}, "ap": {"enable": False}},
            "ws": self._outbound,
        }

    def switch_config(self) -> dict[str, Any]:
        """Return the configuration of `switch:0`."""
        kept = self.relay.settings
        return {
            "id": 0,
            "name": kept.name,
            "initial_state": kept.initial_state.value,
            "auto_on": kept.auto_on,
            "auto_on_delay": kept.auto_on_delay,
            "auto_off": kept.auto_off,
            "auto_off_delay": kept.auto_off_delay,
            **({"power_limit": 2500, "voltage_limit": 280, "current_limit": 12.0} if self.relay.metered else {}),
        }

    def info(self) -> dict[str, Any]:
        """Return what `/shelly` and Shelly.GetDeviceInfo tell."""
        who = self.identity
        model, application = MODELS[who.generation]
        return {
            "name": who.name,
            "id": who.device_id,
            "mac": who.mac,
            "slot": 0,
            "model": model,
            "gen": who.generation,
            "fw_id": FIRMWARE_ID,
            "ver": VERSION,
            "app": application,
            "auth_en": who.auth,
            "auth_domain": who.device_id if who.auth else None,
        }

    def _methods(self, source: str) -> dict[str, Callable[[Moment, dict[str, Any]], dict[str, Any]]]:
        return {
            "shelly.getdeviceinfo": lambda _now, _params: self.info(),
            "shelly.getstatus": lambda now, _params: self.status(now),
            "shelly.getconfig": lambda _now, _params: self.config(),
            "shelly.getcomponents": self._components,
            "shelly.listmethods": lambda _now, _params: {"methods": METHODS},
            "shelly.reboot": self._reboot,
            "sys.getstatus": lambda now, _params: self._sys_status(now),
            "sys.getconfig": lambda _now, _params: self._sys_config(),
            "mqtt.getstatus": lambda _now, _params: self._mqtt_status(),
            "mqtt.getconfig": lambda _now, _params: self._mqtt_config(),
            "ws.getconfig": lambda _now, _params: self._outbound,
            "ws.setconfig": lambda _now, params: self._merge(self._outbound, params),
            "ble.getconfig": lambda _now, _params: self._ble,
            "ble.setconfig": lambda _now, params: self._merge(self._ble, params),
            "switch.set": lambda now, params: self._switch_set(now, params, source),
            "switch.toggle": lambda now, params: self._switch_toggle(now, params, source),
            "switch.getstatus": lambda now, params: self._relay_of(params).status(now),
            "switch.getconfig": lambda _now, params: self._switch_get_config(params),
            "switch.setconfig": self._switch_set_config,
        }

    def _relay_of(self, params: dict[str, Any]) -> ShellyRelay:
        number = _required(params, "id")
        if number != 0:
            raise RpcError(NOT_FOUND, f"Argument 'id', value {number} not found!")
        return self.relay

    def _switch_set(self, now: Moment, params: dict[str, Any], source: str) -> dict[str, Any]:
        relay = self._relay_of(params)
        on, after_s = _required(params, "on"), params.get("toggle_after")
        if not isinstance(on, bool):
            raise RpcError(INVALID_ARGUMENT, "Invalid argument 'on': boolean expected!")
        if after_s is not None and (isinstance(after_s, bool) or not isinstance(after_s, int | float) or after_s < 0):
            raise RpcError(INVALID_ARGUMENT, "Invalid argument 'toggle_after': number expected!")
        return {"was_on": relay.set(now, on=on, after_s=after_s, source=source)}

    def _switch_toggle(self, now: Moment, params: dict[str, Any], source: str) -> dict[str, Any]:
        relay = self._relay_of(params)
        return {"was_on": relay.set(now, on=not relay.output, source=source)}

    def _switch_get_config(self, params: dict[str, Any]) -> dict[str, Any]:
        self._relay_of(params)
        return self.switch_config()

    def _switch_set_config(self, _now: Moment, params: dict[str, Any]) -> dict[str, Any]:
        kept = self._relay_of(params).settings
        wanted = _required(params, "config")
        for name, value in wanted.items():
            if name == "initial_state":
                if value not in set(InitialState):
                    raise RpcError(INVALID_ARGUMENT, "Invalid argument 'initial_state'!")
                kept.initial_state = InitialState(value)
            elif name in {"auto_on", "auto_off"} and isinstance(value, bool):
                setattr(kept, name, value)
            elif name in {"auto_on_delay", "auto_off_delay"} and isinstance(value, int | float) and value >= 0:
                setattr(kept, name, float(value))
            elif name == "name" and (value is None or isinstance(value, str)):
                kept.name = value
            elif name != "id":
                raise RpcError(INVALID_ARGUMENT, f"Invalid argument '{name}'!")
        self.config_revision += 1
        self.config_changed.append("switch:0")
        return {"restart_required": False}

    def _merge(self, kept: dict[str, Any], params: dict[str, Any]) -> dict[str, Any]:
        kept.update(_required(params, "config"))
        return {"restart_required": False}

    def _components(self, _now: Moment, _params: dict[str, Any]) -> dict[str, Any]:
        # Asked for dynamic components only: this plug has none.
        return {"components": [], "cfg_rev": self.config_revision, "offset": 0, "total": 0}

    def _reboot(self, _now: Moment, params: dict[str, Any]) -> dict[str, Any]:
        self.reboots_after_s = float(params.get("delay_ms", 1000)) / 1000
        return {}

    def _sys_status(self, now: Moment) -> dict[str, Any]:
        return {
            "mac": self.identity.mac,
            "restart_required": False,
            "time": None,
            "unixtime": int(now.unix),
            "uptime": int(now.seconds - self.booted_s),
            "ram_size": 260000,
            "ram_free": 130000,
            "fs_size": 393216,
            "fs_free": 100000,
            "cfg_rev": self.config_revision,
            "available_updates": {},
            "reset_reason": 1,
        }

    def _sys_config(self) -> dict[str, Any]:
        who = self.identity
        return {
            "device": {"name": who.name, "mac": who.mac, "fw_id": FIRMWARE_ID, "eco_mode": False, "discoverable": True},
            "location": {"tz": "Europe/Berlin", "lat": 52.5, "lon": 13.4},
            "ui_data": {},
            "cfg_rev": self.config_revision,
        }

    def _mqtt_status(self) -> dict[str, Any]:
        return {"connected": self.connected_to_broker()}

    def _mqtt_config(self) -> dict[str, Any]:
        return {
            "enable": self.mqtt_server is not None,
            "server": self.mqtt_server,
            "client_id": self.identity.device_id,
            "user": None,
            "topic_prefix": self.identity.device_id,
            "rpc_ntf": True,
            "status_ntf": True,
            "enable_rpc": True,
            "enable_control": True,
        }


METHODS = [
    "Shelly.GetDeviceInfo",
    "Shelly.GetStatus",
    "Shelly.GetConfig",
    "Shelly.GetComponents",
    "Shelly.ListMethods",
    "Shelly.Reboot",
    "Sys.GetStatus",
    "Sys.GetConfig",
    "Mqtt.GetStatus",
    "Mqtt.GetConfig",
    "Ws.GetConfig",
    "Ws.SetConfig",
    "BLE.GetConfig",
    "BLE.SetConfig",
    "Switch.Set",
    "Switch.Toggle",
    "Switch.GetStatus",
    "Switch.GetConfig",
    "Switch.SetConfig",
]
"""As the plug spells them; it hears them in any case."""


def _required(params: dict[str, Any], name: str) -> Any:
    if name not in params:
        raise RpcError(INVALID_ARGUMENT, f"Missing required argument '{name}'!")
    return params[name]
