"""What Tasmota's firmware does with one relay: commands in, MQTT messages out; no clock and no I/O of its own."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

PREFIXES = ("cmnd", "stat", "tele")
VERSION = "15.1.0(release-tasmota)"
POWER_WORDS = {
    "0": "off", "off": "off", "false": "off",
    "1": "on", "on": "on", "true": "on",
    "2": "toggle", "toggle": "toggle",
    "3": "blink", "blink": "blink",
    "4": "blink_off", "blinkoff": "blink_off",
}  # fmt: skip
POWER_ON_OFF, POWER_ON_ON, POWER_ON_TOGGLE, POWER_ON_SAVED, POWER_ON_ALWAYS, POWER_ON_PULSE_ON = range(6)
STEADY_S = 2
"""A change of watts within this time after a switch is not reported by PowerDelta."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One MQTT message the plug sends."""

    topic: str
    payload: str
    retain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What the plug's meter and the probe wired to it measure; None where there is none."""

    power_w: float | None
    temperature_c: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the plug is."""

    mac: str
    name: str

    @property
    def topic(self) -> str:
        """Topic of a plug fresh from the flasher."""
        return f"tasmota_{self.mac[-6:]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Clock of the plug: seconds since some start for its timers, local time for what it prints."""

    seconds: float
    local: datetime


def pulse_seconds(encoded: int) -> float:
    """PulseTime's encoding: up to 111 in steps of 0.1 s, from 112 on whole seconds plus 100; 0 = none."""
    return encoded / 10 if encoded <= 111 else float(encoded - 100)


def pulse_encoded(seconds: float) -> int:
    """Encode what remains the way the firmware reports it."""
    milliseconds = int(seconds * 1000)
    if milliseconds <= 0:
        return 0
    return milliseconds // 1000 + 100 if milliseconds > 11_100 else milliseconds // 100


@dataclass(slots=True, kw_only=True)
class Settings:
    """What the plug keeps in flash."""

    pulse_time: int = 0
    power_on_state: int = POWER_ON_SAVED
    tele_period_s: int = 300
    power_delta: int = 0
    saved_power: bool = False


@dataclass(slots=True)
class TasmotaFirmware:
    """One relay with PulseTime, telemetry and the status commands.

    off --ON--> on, countdown = PulseTime --expiry or OFF--> off
    ON while on restarts the countdown; PulseTime alone restarts it without touching the relay;
    every power command and Blink clears it first; an expiry sends OFF even where the relay is off already.
    """

    identity: Identity
    settings: Settings
    power: bool = False
    ignores_pulse_time: bool = False
    """Accepts and acknowledges PulseTime but never acts on it."""
    lie: bool | None = None
    """What it says about its relay instead of the truth."""
    readings: Readings = field(default_factory=lambda: Readings(power_w=None, temperature_c=None))
    energy_wh: float = 0.0
    _pulse_ends_s: float | None = None
    _booted_s: float = 0.0
    _next_tele_s: float | None = None
    _steady_from_s: float = 0.0
    _reported_w: float = 0.0
    _mqtt_count: int = 0

    def boot(self, now: Moment, *, mains: bool) -> None:
        """Power up: PowerOnState decides after mains loss, a warm restart keeps the state; then PulseTime runs."""
        self._booted_s = now.seconds
        self._next_tele_s = None
        self._mqtt_count = 0
        state = self.settings.power_on_state
        if state == POWER_ON_ALWAYS:
            self.power = True
        elif not mains or state == POWER_ON_SAVED:
            self.power = self.settings.saved_power
        else:
            self.power = {POWER_ON_ON: True, POWER_ON_TOGGLE: not self.settings.saved_power}.get(state, False)
        self._set_power(now, on=self.power)

    def connected(self, now: Moment) -> list[Message]:
        """Everything sent once the broker has accepted the connection; the first telemetry follows by itself."""
        self._mqtt_count += 1
        self._next_tele_s = now.seconds + min(10, self.settings.tele_period_s)
        return [
            Message(topic=self.topic("tele", "LWT"), payload="Online", retain=True),
            *self.discovery(now),
            *self._power_report(),
        ]

    def discovery(self, now: Moment) -> list[Message]:
        """The two retained messages Home Assistant finds the plug by."""
        base = f"tasmota/discovery/{self.identity.mac}"
        sensors = {"sn": self._sensors(now), "ver": 1}
        return [
            Message(topic=f"{base}/config", payload=_json(_discovery_config(self.identity)), retain=True),
            Message(topic=f"{base}/sensors", payload=_json(sensors), retain=True),
        ]

    def topic(self, prefix: str, name: str) -> str:
        """Full topic of one message."""
        return f"{prefix}/{self.identity.topic}/{name}"

    def tick(self, now: Moment) -> list[Message]:
        """Whatever is due: an expired PulseTime, telemetry, a changed wattage."""
        sent: list[Message] = []
        if self._pulse_ends_s is not None and now.seconds >= self._pulse_ends_s:
            inverted = self.settings.power_on_state == POWER_ON_PULSE_ON
            self._pulse_ends_s = None
            if not self.ignores_pulse_time:
                sent += self._command_power(now, "on" if inverted else "off")
        if self._next_tele_s is not None and now.seconds >= self._next_tele_s:
            self._next_tele_s = now.seconds + self.settings.tele_period_s if self.settings.tele_period_s else None
            sent += self._telemetry(now)
        elif self._power_moved() and now.seconds >= self._steady_from_s:
            sent.append(self._tele("SENSOR", {"Time": _time(now), "ENERGY": self._energy(now)}))
        return sent

    def press_button(self, now: Moment) -> list[Message]:
        """The button on the case."""
        return self._command_power(now, "toggle")

    def command(self, now: Moment, name: str, payload: str) -> list[Message]:
        """One command as it arrives below `cmnd/<topic>/`."""
        words = name.lower().rstrip("0123456789")
        index = name[len(words) :]
        handlers = {
            "power": self._power,
            "pulsetime": self._pulse_time,
            "poweronstate": self._power_on_state,
            "teleperiod": self._tele_period,
            "powerdelta": self._power_delta,
            "state": self._state_command,
            "status": self._status,
            "backlog": self._backlog,
        }
        handler = handlers.get(words)
        if handler is None or index not in {"", "0", "1"}:
            return [self._result({"Command": "Unknown"})]
        return handler(now, index, payload.strip())

    def pulse_remaining_s(self, now: Moment) -> float:
        """Seconds until PulseTime sends OFF; 0 when none runs."""
        return max(0.0, self._pulse_ends_s - now.seconds) if self._pulse_ends_s is not None else 0.0

    # Commands

    def _power(self, now: Moment, _index: str, payload: str) -> list[Message]:
        if not payload:
            return self._power_report()
        word = POWER_WORDS.get(payload.lower())
        return self._power_report() if word is None else self._command_power(now, word)

    def _command_power(self, now: Moment, word: str) -> list[Message]:
        self._pulse_ends_s = None
        if word in {"blink", "blink_off"}:
            return [self._result({"POWER": f"Blink {'ON' if word == 'blink' else 'OFF'}"})]
        self._set_power(now, on=not self.power if word == "toggle" else word == "on")
        return self._power_report()

    def _set_power(self, now: Moment, *, on: bool) -> None:
        self.power = on or self.settings.power_on_state == POWER_ON_ALWAYS
        self.settings.saved_power = self.power
        self._steady_from_s = now.seconds + STEADY_S
        inverted = self.settings.power_on_state == POWER_ON_PULSE_ON
        if self.power != inverted:
            self._start_pulse(now)

    def _start_pulse(self, now: Moment) -> None:
        encoded = self.settings.pulse_time
        self._pulse_ends_s = now.seconds + pulse_seconds(encoded) if encoded else None

    def _pulse_time(self, now: Moment, index: str, payload: str) -> list[Message]:
        if not index and not payload:
            remaining = pulse_encoded(self.pulse_remaining_s(now))
            lists = {"Set": [self.settings.pulse_time, *[0] * 31], "Remaining": [remaining, *[0] * 31]}
            return [self._result({"PulseTime": lists})]
        if payload.isdecimal() and int(payload) < 65_536:
            self.settings.pulse_time = int(payload)
            self._start_pulse(now)
        remaining = pulse_encoded(self.pulse_remaining_s(now))
        return [self._result({"PulseTime1": {"Set": self.settings.pulse_time, "Remaining": remaining}})]

    def _power_on_state(self, now: Moment, _index: str, payload: str) -> list[Message]:
        sent: list[Message] = []
        if payload in {"0", "1", "2", "3", "4", "5"}:
            self.settings.power_on_state = int(payload)
            if self.settings.power_on_state == POWER_ON_ALWAYS:
                sent = self._command_power(now, "on")
        return [*sent, self._result({"PowerOnState": self.settings.power_on_state})]

    def _tele_period(self, now: Moment, _index: str, payload: str) -> list[Message]:
        if payload.isdecimal():
            wanted = int(payload)
            # 1 is "back to the default"; shorter than 10 s is not allowed.
            self.settings.tele_period_s = {0: 0, 1: 300}.get(wanted, min(max(wanted, 10), 3600))
        # The command also makes telemetry due now.
        self._next_tele_s = now.seconds if self.settings.tele_period_s else None
        return [self._result({"TelePeriod": self.settings.tele_period_s})]

    def _power_delta(self, _now: Moment, _index: str, payload: str) -> list[Message]:
        if payload.isdecimal() and int(payload) <= 32_000:
            self.settings.power_delta = int(payload)
        return [self._result({"PowerDelta1": self.settings.power_delta})]

    def _state_command(self, now: Moment, _index: str, _payload: str) -> list[Message]:
        return [self._result(self._state(now))]

    def _status(self, now: Moment, _index: str, payload: str) -> list[Message]:
        sections = self._status_sections(now)
        if payload == "0":
            return [self._stat(topic, section) for topic, section in sections.items()]
        topic = f"STATUS{payload}"
        return [self._stat(topic, sections[topic])] if topic in sections else []

    def _backlog(self, now: Moment, _index: str, payload: str) -> list[Message]:
        sent: list[Message] = []
        for line in payload.split(";"):
            name, _, argument = line.strip().partition(" ")
            if name and not name.lower().startswith("backlog"):
                sent += self.command(now, name, argument)
        return sent

    # Reports

    def _power_word(self) -> str:
        return "ON" if (self.power if self.lie is None else self.lie) else "OFF"

    def _power_report(self) -> list[Message]:
        word = self._power_word()
        return [self._result({"POWER": word}), Message(topic=self.topic("stat", "POWER"), payload=word)]

    def _telemetry(self, now: Moment) -> list[Message]:
        sensors = self._sensors(now)
        return [self._tele("STATE", self._state(now)), *([self._tele("SENSOR", sensors)] if len(sensors) > 1 else [])]

    def _state(self, now: Moment) -> dict[str, Any]:
        uptime = int(now.seconds - self._booted_s)
        hours, rest = divmod(uptime, 3600)
        return {
            "Time": _time(now),
            "Uptime": f"{hours // 24}T{hours % 24:02}:{rest // 60:02}:{rest % 60:02}",
            "UptimeSec": uptime,
            "Heap": 25,
            "SleepMode": "Dynamic",
            "Sleep": 50,
            "LoadAvg": 19,
            "MqttCount": self._mqtt_count,
            "POWER": self._power_word(),
            "Wifi": {"AP": 1, "SSId": "home", "Channel": 6, "Mode": "11n", "RSSI": 84, "Signal": -58, "LinkCount": 1},
        }

    def _sensors(self, now: Moment) -> dict[str, Any]:
        sensors: dict[str, Any] = {"Time": _time(now)}
        if self.readings.power_w is not None:
            sensors["ENERGY"] = self._energy(now)
        if self.readings.temperature_c is not None:
            sensors["DS18B20"] = {"Id": f"3C01{self.identity.mac[-8:]}", "Temperature": self.readings.temperature_c}
            sensors["TempUnit"] = "C"
        return sensors

    def _energy(self, now: Moment) -> dict[str, Any]:
        watts = round(self.readings.power_w or 0.0)
        self._reported_w = watts
        total = round(self.energy_wh / 1000, 3)
        return {
            "TotalStartTime": f"{now.local:%Y-01-01T00:00:00}",
            "Total": total,
            "Yesterday": 0.0,
            "Today": total,
            "Power": watts,
            "ApparentPower": watts,
            "ReactivePower": 0,
            "Factor": 1.0 if watts else 0.0,
            "Voltage": 230,
            "Current": round(watts / 230, 3),
        }

    def _power_moved(self) -> bool:
        """PowerDelta: 1-100 per cent of the smaller value, above 100 watts plus 100."""
        limit = self.settings.power_delta
        if not limit or self.readings.power_w is None:
            return False
        watts = round(self.readings.power_w)
        delta = abs(watts - self._reported_w)
        if limit <= 100:
            return delta * 100 > limit * max(1, min(watts, self._reported_w))
        return delta > limit - 100

    def _status_sections(self, now: Moment) -> dict[str, dict[str, Any]]:
        identity, settings = self.identity, self.settings
        return {
            "STATUS": {
                "Status": {
                    "Module": 0,
                    "DeviceName": identity.name,
                    "FriendlyName": [identity.name],
                    "Topic": identity.topic,
                    "Power": "1" if self._power_word() == "ON" else "0",
                    "PowerOnState": settings.power_on_state,
                }
            },
            "STATUS1": {"StatusPRM": {"RestartReason": "Power On", "BootCount": 1, "SaveCount": 1}},
            "STATUS2": {"StatusFWR": {"Version": VERSION, "Hardware": "ESP8285N08"}},
            "STATUS3": {"StatusLOG": {"TelePeriod": settings.tele_period_s}},
            "STATUS5": {"StatusNET": {"Hostname": identity.topic, "Mac": _colons(identity.mac)}},
            "STATUS6": {"StatusMQT": {"MqttCount": self._mqtt_count}},
            "STATUS8": {"StatusSNS": self._sensors(now)},
            "STATUS9": {"StatusPTH": {"PowerDelta": [settings.power_delta, 0, 0]}},
            "STATUS10": {"StatusSNS": self._sensors(now)},
            "STATUS11": {"StatusSTS": self._state(now)},
        }

    def _result(self, body: dict[str, Any]) -> Message:
        return self._stat("RESULT", body)

    def _stat(self, name: str, body: dict[str, Any]) -> Message:
        return Message(topic=self.topic("stat", name), payload=_json(body))

    def _tele(self, name: str, body: dict[str, Any]) -> Message:
        return Message(topic=self.topic("tele", name), payload=_json(body))


def _discovery_config(identity: Identity) -> dict[str, Any]:
    options = ("4", "11", "13", "17", "20", "30", "68", "73", "82", "114", "117")
    return {
        "ip": "192.0.2.10",
        "dn": identity.name,
        "fn": [identity.name, *[None] * 7],
        "hn": identity.topic,
        "mac": identity.mac,
        "md": "Athom Plug V2",
        "ty": 0,
        "if": 0,
        "cam": 0,
        "ofln": "Offline",
        "onln": "Online",
        "state": ["OFF", "ON", "TOGGLE", "HOLD"],
        "sw": VERSION.partition("(")[0],
        "t": identity.topic,
        "ft": "%prefix%/%topic%/",
        "tp": list(PREFIXES),
        "rl": [1, *[0] * 31],
        "swc": [-1] * 28,
        "swn": [None] * 28,
        "btn": [0] * 32,
        "so": dict.fromkeys(options, 0),
        "lk": 0,
        "lt_st": 0,
        "bat": 0,
        "dslp": 0,
        "sho": [],
        "sht": [],
        "ver": 1,
    }


def _time(now: Moment) -> str:
    return now.local.isoformat(timespec="seconds")


def _colons(mac: str) -> str:
    return ":".join(mac[index : index + 2] for index in range(0, len(mac), 2))


def _json(body: dict[str, Any]) -> str:
    return json.dumps(body, separators=(",", ":"))
