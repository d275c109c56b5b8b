"""Zigbee2MQTT: a timed ON of the standard, or Tuya's countdown.

Standard plugs: `{"state": "ON", "on_time": N}` becomes OnWithTimedOff; the raw command with
AcceptOnlyWhenOn (ctrlbits 1) renews and does nothing at a plug that is off. The countdown
never gets shorter than it is, only OFF ends it (ZCL 8, 3.8.2.3.5).

Tuya plugs take the same command as a *delayed toggle*: raw commands are never sent to them,
and `countdown` only together with ON (two frames: ON, then the countdown). The second frame may
get lost, so the countdown is read back. Values above 255 s were reported to wrap: N stays below.
"""

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, override

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .auto_off import Acknowledged, AutoOff, AutoOffError, Family, Prepared, Traits
from .mqtt_talk import MqttTalk, async_retained
from .siblings import async_set_power_on, starts_off

_UNIQUE_ID = re.compile(
    r"(?P<ieee>0x[0-9a-f]{16})_switch(?:_(?P<endpoint>l\d+|left|right|center|top|bottom|\d+))?_(?P<base>.+)"
)
_ZCL_MAX_S = 6553.0
_TUYA_MAX_S = 240.0
_SETTLE_S = 2.5
"""Zigbee2MQTT first repeats what it sent; whole seconds have to pass before a read value differs from that."""
_READ_SLACK_S = 3.0
"""The plug counts from when the frame has arrived."""
_POWER_ON = "power_on_behavior"


class _Zigbee2Mqtt:
    """One plug behind Zigbee2MQTT."""

    def __init__(self, hass: HomeAssistant, entity: er.RegistryEntry, base: str, ieee: str) -> None:
        """Prepare; the plug is addressed by its IEEE address, which no rename changes."""
        self._hass = hass
        self._entity_uid = entity.id
        self._base = base
        self._ieee = ieee
        self._talk = MqttTalk(hass, ())

    async def async_open(self) -> None:
        """Nothing has to be heard for this family."""

    def close(self) -> None:
        """Stop listening."""
        self._talk.close()

    @property
    def _entity_id(self) -> str:
        return er.async_resolve_entity_id(er.async_get(self._hass), self._entity_uid) or ""

    async def async_prepare(self, _expiry_s: float) -> Prepared:
        """Keep the plug off after mains loss."""
        if starts_off(self._hass, self._entity_id):
            return Prepared(starts_off=True)
        was = await async_set_power_on(self._hass, self._entity_id, "off")
        return Prepared(
            before={} if was is None else {_POWER_ON: was}, starts_off=starts_off(self._hass, self._entity_id)
        )

    async def async_restore(self, before: Mapping[str, str]) -> None:
        """Write back what it did after mains loss."""
        if _POWER_ON in before:
            await async_set_power_on(self._hass, self._entity_id, before[_POWER_ON])

    async def async_remaining(self) -> float | None:
        """A Zigbee plug does not say."""
        return None

    async def _async_set(self, payload: Mapping[str, Any], endpoint: str | None = None) -> None:
        gang = "" if endpoint is None else f"/{endpoint}"
        await self._talk.async_send(f"{self._base}/{self._ieee}{gang}/set", json.dumps(payload))


class TimedOn(_Zigbee2Mqtt):
    """The standard's OnWithTimedOff."""

    traits = Traits(family=Family.Z2M_TIMED_ON, max_s=_ZCL_MAX_S, renews=True, acknowledged=Acknowledged.NONE)

    def __init__(
        self, hass: HomeAssistant, entity: er.RegistryEntry, base: str, ieee: str, endpoint: str | None
    ) -> None:
        """Prepare; `endpoint` names one of several relays."""
        super().__init__(hass, entity, base, ieee)
        self._endpoint = endpoint

    async def async_turn_on(self, expiry_s: float, wanted: Callable[[], bool]) -> None:
        """Switch on and arm by one command."""
        if not wanted():
            return
        key = "state" if self._endpoint is None else f"state_{self._endpoint}"
        await self._async_set({key: "ON", "on_time": expiry_s, "off_wait_time": 0})

    async def async_renew(self, expiry_s: float) -> None:
        """Renew; ctrlbits 1 makes the plug ignore it while off."""
        payload = {"ctrlbits": 1, "ontime": round(expiry_s * 10), "offwaittime": 0}
        command = {"cluster": "genOnOff", "command": "onWithTimedOff", "payload": payload}
        # Zigbee2MQTT takes the endpoint of a raw command from the topic alone.
        await self._async_set({"command": command}, self._endpoint)


class Countdown(_Zigbee2Mqtt):
    """Tuya's countdown, read back after every ON."""

    traits = Traits(family=Family.Z2M_COUNTDOWN, max_s=_TUYA_MAX_S, acknowledged=Acknowledged.DEVICE)

    def __init__(self, hass: HomeAssistant, entity: er.RegistryEntry, base: str, ieee: str) -> None:
        """Prepare; the name the plug reports under is looked up when it is needed."""
        super().__init__(hass, entity, base, ieee)
        self._reports: MqttTalk | None = None

    @override
    async def async_open(self) -> None:
        """Listen to what the plug reports."""
        await self._async_listen()

    async def _async_listen(self) -> MqttTalk:
        reports = self._reports
        if reports is None:
            told = await async_bridge_device(self._hass, self._base, self._ieee)
            reports = self._reports = MqttTalk(self._hass, (f"{self._base}/{told.get('friendly_name', self._ieee)}",))
        await reports.async_open()
        return reports

    @override
    def close(self) -> None:
        """Stop listening."""
        super().close()
        if self._reports is not None:
            self._reports.close()
            self._reports = None

    async def async_turn_on(self, expiry_s: float, wanted: Callable[[], bool]) -> None:
        """Switch on with a countdown, and read it back: its frame may have been lost."""
        await self.async_open()
        if not wanted():
            return
        sent_s = self._hass.loop.time()
        await self._async_set({"state": "ON", "countdown": expiry_s})
        await asyncio.sleep(_SETTLE_S)

        def runs(left_s: float) -> bool:
            # Every message repeats what was sent; only a read countdown has run down meanwhile.
            passed_s = self._hass.loop.time() - sent_s
            return expiry_s - passed_s - _READ_SLACK_S <= left_s < expiry_s

        remaining = await self._async_read(lambda left_s: left_s <= 0 or runs(left_s))
        if wanted() and not runs(remaining):
            msg = "the plug is on without a countdown"
            raise AutoOffError(msg, reached=True)

    async def async_renew(self, _expiry_s: float) -> None:
        """Refuse: renewing means ON here (S5)."""
        msg = "this plug has no renewal"
        raise AutoOffError(msg, reached=True)

    @override
    async def async_remaining(self) -> float | None:
        """Read the countdown from the plug."""
        return await self._async_read(lambda _left_s: True)

    async def _async_read(self, plausible: Callable[[float], bool]) -> float:
        """Ask for the countdown, and wait for an answer that can be one."""
        reports = await self._async_listen()

        def answer(_topic: str, heard: str) -> float | None:
            try:
                value = json.loads(heard).get("countdown")
            except ValueError, AttributeError:
                return None
            if not isinstance(value, int | float) or isinstance(value, bool) or not plausible(float(value)):
                return None
            return float(value)

        return await reports.async_ask(f"{self._base}/{self._ieee}/get", '{"countdown": ""}', answer)


async def async_bridge_device(hass: HomeAssistant, base: str, ieee: str) -> dict[str, Any]:
    """Return what Zigbee2MQTT says of a device; raises `AutoOffError` when it says nothing."""
    told = await async_retained(hass, f"{base}/bridge/devices")
    try:
        devices = json.loads(told)
        found = next(each for each in devices if each.get("ieee_address") == ieee)
    except (ValueError, StopIteration, AttributeError, TypeError) as err:
        msg = "Zigbee2MQTT does not list this plug"
        raise AutoOffError(msg, reached=False) from err
    return dict(found)


def _has_countdown(told: Mapping[str, Any]) -> bool:
    definition = told.get("definition") or {}
    exposes = definition.get("exposes") or []
    names = {each.get("name") for each in exposes} | {
        feature.get("name") for each in exposes for feature in each.get("features") or []
    }
    return "countdown" in names


async def async_zigbee2mqtt_auto_off(
    hass: HomeAssistant, entry: er.RegistryEntry, device: dr.DeviceEntry | None
) -> AutoOff | None:
    """Return the auto-off of a Zigbee2MQTT plug, of the kind its firmware knows."""
    found = _UNIQUE_ID.fullmatch(entry.unique_id)
    if entry.platform != "mqtt" or found is None or device is None:
        return None
    if not any(identifier[1].startswith("zigbee2mqtt_") for identifier in device.identifiers):
        return None
    told = await async_bridge_device(hass, found["base"], found["ieee"])
    maker = str(told.get("manufacturer") or "")
    tuya = maker.startswith(("_TZ", "_TY")) or str((told.get("definition") or {}).get("vendor", "")).lower() == "tuya"
    if _has_countdown(told) and found["endpoint"] is None:
        return Countdown(hass, entry, found["base"], found["ieee"])
    if tuya:
        # Its firmware takes the standard's command as a delayed toggle: nothing here can arm it.
        return None
    return TimedOn(hass, entry, found["base"], found["ieee"], found["endpoint"])
