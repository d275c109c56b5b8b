"""The HTTP answers of a Shelly plug of the first generation: a path and its query in, JSON out; no I/O."""

from dataclasses import dataclass
from typing import Any

from .shelly_firmware import InitialState, Moment, ShellyRelay

FIRMWARE_ID = "20230913-113421/v1.14.0-gcb84623"
MODEL = "SHPLG-S"
DEFAULT_STATES = {"off": InitialState.OFF, "on": InitialState.ON, "last": InitialState.RESTORE_LAST}


class BadRequestError(Exception):
    """The plug answers with 400 and this text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gen1:
    """One plug's pages."""

    mac: str
    name: str | None
    auth: bool
    relay: ShellyRelay
    booted_s: float

    @property
    def device_id(self) -> str:
        """Host name it calls itself by."""
        return f"shellyplug-s-{self.mac[-6:]}"

    def page(self, now: Moment, path: str, query: dict[str, str]) -> dict[str, Any] | None:
        """Answer a GET; None where there is no such page."""
        match path:
            case "/shelly":
                return self.info()
            case "/settings":
                return self._settings()
            case "/settings/relay/0":
                return self._change_settings(query)
            case "/status":
                return self._status(now)
            case "/relay/0":
                return self._switch(now, query)
            case _:
                return None

    def info(self) -> dict[str, Any]:
        """Return what needs no password."""
        return {
            "type": MODEL,
            "mac": self.mac,
            "auth": self.auth,
            "fw": FIRMWARE_ID,
            "discoverable": False,
            "longid": 1,
        }

    def _switch(self, now: Moment, query: dict[str, str]) -> dict[str, Any]:
        turn = query.get("turn")
        if turn is not None:
            if turn not in {"on", "off", "toggle"}:
                raise BadRequestError("Bad turn!")
            timer_s = _number(query, "timer")
            on = not self.relay.output if turn == "toggle" else turn == "on"
            # A timer given with OFF switches on again, as documented.
            self.relay.set(now, on=on, after_s=timer_s or None, source="http")
        return self._relay(now)

    def _relay(self, now: Moment) -> dict[str, Any]:
        flip = self.relay.flip
        return {
            "ison": self.relay.shown,
            "has_timer": flip is not None,
            "timer_started": 0 if flip is None else int(flip.started_unix),
            "timer_duration": 0 if flip is None else int(flip.duration_s),
            "timer_remaining": int(self.relay.remaining_s(now)),
            "overpower": False,
            "source": self.relay.source,
        }

    def _change_settings(self, query: dict[str, str]) -> dict[str, Any]:
        kept = self.relay.settings
        if "default_state" in query:
            if query["default_state"] not in DEFAULT_STATES:
                raise BadRequestError("Bad default_state!")
            kept.initial_state = DEFAULT_STATES[query["default_state"]]
        for name in ("auto_on", "auto_off"):
            seconds = _number(query, name)
            if seconds is not None:
                setattr(kept, name, seconds > 0)
                setattr(kept, f"{name}_delay", seconds)
        if "name" in query:
            kept.name = query["name"] or None
        return self._relay_settings()

    def _relay_settings(self) -> dict[str, Any]:
        kept = self.relay.settings
        return {
            "name": kept.name,
            "appliance_type": "General",
            "ison": self.relay.shown,
            "has_timer": self.relay.flip is not None,
            "default_state": next(word for word, state in DEFAULT_STATES.items() if state is kept.initial_state),
            "auto_on": kept.auto_on_delay if kept.auto_on else 0.0,
            "auto_off": kept.auto_off_delay if kept.auto_off else 0.0,
            "schedule": False,
            "schedule_rules": [],
            "max_power": 2500,
        }

    def _settings(self) -> dict[str, Any]:
        return {
            "device": {
                "type": MODEL,
                "mac": self.mac,
                "hostname": self.device_id,
                "num_outputs": 1,
                "num_meters": 1 if self.relay.metered else 0,
            },
            "name": self.name,
            "fw": FIRMWARE_ID,
            "login": {"enabled": self.auth, "unprotected": False, "username": "admin"},
            "mqtt": {"enable": False},
            "coiot": {"enabled": True, "update_period": 15, "peer": ""},
            "relays": [self._relay_settings()],
        }

    def _status(self, now: Moment) -> dict[str, Any]:
        reading = self.relay.readings
        meter = {
            "power": round(reading.power_w, 2),
            "overpower": 0.0,
            "is_valid": True,
            "timestamp": int(now.unix),
            "counters": [0.0, 0.0, 0.0],
            # Watt-minutes.
            "total": int(reading.energy_wh * 60),
        }
        return {
            "wifi_sta": {"connected": True, "ssid": "home", "ip": "192.0.2.12", "rssi": -58},
            "cloud": {"enabled": False, "connected": False},
            "mqtt": {"connected": False},
            "mac": self.mac,
            "unixtime": int(now.unix),
            "uptime": int(now.seconds - self.booted_s),
            "relays": [self._relay(now)],
            "meters": [meter] if self.relay.metered else [],
            "temperature": 38.5,
            "overtemperature": False,
            "update": {"status": "idle", "has_update": False, "new_version": "", "old_version": FIRMWARE_ID},
        }


def _number(query: dict[str, str], name: str) -> float | None:
    try:
        return float(query[name]) if name in query else None
    except ValueError as error:
        raise BadRequestError(f"Bad {name}!") from error
