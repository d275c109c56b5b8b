"""Tasmota's PulseTime: the plug's own countdown, started by every ON, kept in its flash.

    PulseTime1 <seconds + 100> ──► RESULT {"PulseTime1": {"Set": …}} ──► POWER1 ON
                                        (the acknowledgement)

`PulseTime1` alone lets a running countdown begin anew and never touches the relay: that is
the renewal. The value stays in the plug, so its button and other clients are bounded too.
`PowerOnState` must be 0: 5 turns PulseTime around (its end switches on), 4 disables the relay's
control. Encoding: 112–65535 are seconds + 100 (Tasmota's documentation of PulseTime).
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .auto_off import Acknowledged, AutoOffError, Family, Prepared, Traits
from .mqtt_talk import MqttTalk, async_retained

_UNIQUE_ID = re.compile(r"(?P<mac>[0-9A-F]{12})_switch_relay_(?P<relay>\d+)")
_DISCOVERY = "tasmota/discovery"
_PULSE_TIME = "pulse_time"
_POWER_ON_STATE = "power_on_state"
_OFFSET_S = 100
_SHORTEST_S = 12.0
_LONGEST_S = 64_800.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Topics:
    command: str
    status: str


class TasmotaAutoOff:
    """PulseTime of one relay."""

    traits = Traits(
        family=Family.TASMOTA_PULSETIME,
        min_s=_SHORTEST_S,
        max_s=_LONGEST_S,
        renews=True,
        fixed=True,
        acknowledged=Acknowledged.DEVICE,
    )

    def __init__(self, hass: HomeAssistant, mac: str, relay: int, discovery: str) -> None:
        """Prepare; the plug's topics are read from its discovery message."""
        self._hass = hass
        self._mac = mac
        self._number = relay + 1
        self._discovery = discovery
        self._line: tuple[MqttTalk, _Topics] | None = None

    async def async_open(self) -> None:
        """Find the plug's topics and listen to its answers."""
        await self._async_line()

    def close(self) -> None:
        """Stop listening; topics are read again next time, they may have changed."""
        if self._line is not None:
            self._line[0].close()
            self._line = None

    async def async_prepare(self, expiry_s: float) -> Prepared:
        """Keep the relay off after mains loss, and arm every ON from now on."""
        before: dict[str, str] = {}
        state = await self._async_number("PowerOnState", "")
        if state != 0:
            before[_POWER_ON_STATE] = str(state)
            state = await self._async_number("PowerOnState", "0")
        pulse = await self._async_pulse("")
        wanted = int(expiry_s) + _OFFSET_S
        if pulse != wanted:
            before[_PULSE_TIME] = str(pulse)
            await self._async_pulse(str(wanted))
        return Prepared(before=before, starts_off=state == 0)

    async def async_turn_on(self, expiry_s: float, wanted: Callable[[], bool]) -> None:
        """Arm, wait for the plug's word on it, then switch on."""
        await self.async_renew(expiry_s)
        if wanted():
            talk, topics = await self._async_line()
            await talk.async_send(f"{topics.command}POWER{self._number}", "ON")

    async def async_renew(self, expiry_s: float) -> None:
        """Begin the countdown anew without touching the relay."""
        encoded = int(expiry_s) + _OFFSET_S
        if await self._async_pulse(str(encoded)) != encoded:
            msg = "the plug did not take PulseTime"
            raise AutoOffError(msg, reached=True)

    async def async_remaining(self) -> float | None:
        """Ask the plug how long it has left."""
        remaining = await self._async_ask(f"PulseTime{self._number}", "", "Remaining")
        return float(remaining - _OFFSET_S) if remaining >= _OFFSET_S + _SHORTEST_S else remaining / 10

    async def async_restore(self, before: Mapping[str, str]) -> None:
        """Write back what PulseTime and PowerOnState were."""
        if _PULSE_TIME in before:
            await self._async_pulse(before[_PULSE_TIME])
        if _POWER_ON_STATE in before:
            await self._async_number("PowerOnState", before[_POWER_ON_STATE])

    async def _async_line(self) -> tuple[MqttTalk, _Topics]:
        if self._line is None:
            topics = _topics(await async_retained(self._hass, f"{self._discovery}/{self._mac}/config"))
            talk = MqttTalk(self._hass, (f"{topics.status}RESULT",))
            await talk.async_open()
            self._line = talk, topics
        return self._line

    async def _async_pulse(self, payload: str) -> int:
        return await self._async_ask(f"PulseTime{self._number}", payload, "Set")

    async def _async_number(self, command: str, payload: str) -> int:
        return await self._async_ask(command, payload, None)

    async def _async_ask(self, command: str, payload: str, part: str | None) -> int:
        """Send a command and read the number in its RESULT."""
        talk, topics = await self._async_line()

        def answer(_topic: str, heard: str) -> int | None:
            try:
                value = json.loads(heard).get(command)
            except ValueError, AttributeError:
                return None
            if part is not None:
                value = value.get(part) if isinstance(value, dict) else None
            return value if isinstance(value, int) and not isinstance(value, bool) else None

        return await talk.async_ask(f"{topics.command}{command}", payload, answer)


def _topics(discovery: str) -> _Topics:
    """Read the topics from a discovery message: `t` topic, `ft` full topic, `tp` prefixes."""
    try:
        told = json.loads(discovery)
        topic, full, (command, status, *_) = str(told["t"]), str(told["ft"]), told["tp"]
    except (ValueError, KeyError, TypeError) as err:
        msg = "the plug's discovery message makes no sense"
        raise AutoOffError(msg, reached=True) from err
    filled = full.replace("%topic%", topic)
    return _Topics(
        command=filled.replace("%prefix%", str(command)),
        status=filled.replace("%prefix%", str(status)),
    )


def tasmota_auto_off(
    hass: HomeAssistant, entry: er.RegistryEntry, _device: dr.DeviceEntry | None
) -> TasmotaAutoOff | None:
    """Return the auto-off of a relay of Home Assistant's Tasmota integration."""
    found = _UNIQUE_ID.fullmatch(entry.unique_id)
    if entry.platform != "tasmota" or found is None or entry.config_entry_id is None:
        return None
    config = hass.config_entries.async_get_entry(entry.config_entry_id)
    discovery = _DISCOVERY if config is None else config.data.get("discovery_prefix", _DISCOVERY)
    return TasmotaAutoOff(hass, found["mac"], int(found["relay"]), discovery)
