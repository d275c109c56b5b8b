"""Shelly over HTTP: Gen2 and later by RPC, Gen1 by its own addresses.

`Switch.Set` with `toggle_after`, or `/relay/0?turn=on&timer=N`: each ON carries its own expiry. A
repeated ON restarts it, but an ON can switch on, so nothing is renewed (S5). A timer is never
sent with OFF: Gen1 would switch on again after it. Host and password are those of Home
Assistant's own entry.
"""

import asyncio
import re
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp
from aiohttp.hdrs import AUTHORIZATION
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from .auto_off import Acknowledged, AutoOffError, Family, Prepared, Traits

_DOMAIN = "shelly"
_SWITCH = re.compile(r".*-switch:(?P<channel>\d+)")
_RELAY = re.compile(r".*-relay_(?P<channel>\d+)")
_LONGEST_S = 1830.0
_TIMEOUT_S = 8.0
_USER = "admin"
_INITIAL_STATE = "initial_state"


def _login(data: Mapping[str, Any], *, digest: bool) -> dict[str, Any]:
    """Return what a request needs besides, to be let in; raises `ValueError` for a name nobody can log in with."""
    password = data.get("password")
    if not password:
        return {}
    if digest:
        return {"middlewares": (aiohttp.DigestAuthMiddleware(_USER, str(password)),)}
    return {
        "headers": {AUTHORIZATION: aiohttp.encode_basic_auth(str(data.get("username") or _USER), str(password))},
    }


class _Http:
    """One plug's address and password, as Home Assistant's entry holds them."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        self._hass = hass
        self._entry_id = entry.entry_id

    @property
    def _data(self) -> Mapping[str, Any]:
        entry = self._hass.config_entries.async_get_entry(self._entry_id)
        if entry is None:
            msg = "the plug's entry is gone"
            raise AutoOffError(msg, reached=False)
        return entry.data

    async def async_json(self, path: str, *, body: Mapping[str, Any] | None = None, digest: bool) -> dict[str, Any]:
        """Ask the plug; raises `AutoOffError`."""
        data = self._data
        url = f"http://{data['host']}:{data.get('port') or 80}{path}"
        try:
            more = _login(data, digest=digest)
            async with (
                asyncio.timeout(_TIMEOUT_S),
                async_get_clientsession(self._hass).request(
                    "GET" if body is None else "POST", url, json=body, **more
                ) as answer,
            ):
                answer.raise_for_status()
                told = await answer.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, ValueError) as err:
            raise AutoOffError(str(err) or "the plug did not answer", reached=False) from err
        if not isinstance(told, dict) or "error" in told:
            msg = "the plug refused"
            raise AutoOffError(msg, reached=True)
        return told


class _Shelly:
    """What both kinds of Shelly share."""

    def __init__(self, http: _Http, channel: int) -> None:
        """Prepare; nothing is sent yet."""
        self._http = http
        self._channel = channel

    async def async_open(self) -> None:
        """Nothing has to be heard."""

    def close(self) -> None:
        """Nothing was heard."""

    async def async_renew(self, _expiry_s: float) -> None:
        """Refuse: renewing means ON here (S5)."""
        msg = "this plug has no renewal"
        raise AutoOffError(msg, reached=True)


class ShellyRpcAutoOff(_Shelly):
    """One switch of a Shelly of the second generation or later."""

    traits = Traits(family=Family.SHELLY_RPC, max_s=_LONGEST_S, acknowledged=Acknowledged.DEVICE)

    async def async_prepare(self, _expiry_s: float) -> Prepared:
        """Keep the switch off after mains loss."""
        was = (await self._async_rpc("Switch.GetConfig")).get(_INITIAL_STATE)
        if was == "off":
            return Prepared(starts_off=True)
        await self._async_rpc("Switch.SetConfig", config={_INITIAL_STATE: "off"})
        now = (await self._async_rpc("Switch.GetConfig")).get(_INITIAL_STATE)
        return Prepared(before={_INITIAL_STATE: str(was)}, starts_off=now == "off")

    async def async_turn_on(self, expiry_s: float, wanted: Callable[[], bool]) -> None:
        """Switch on and arm by one request."""
        if wanted():
            await self._async_rpc("Switch.Set", on=True, toggle_after=expiry_s)

    async def async_remaining(self) -> float | None:
        """Read the running timer."""
        status = await self._async_rpc("Switch.GetStatus")
        began, lasts = status.get("timer_started_at"), status.get("timer_duration")
        if not isinstance(began, int | float) or not isinstance(lasts, int | float):
            return None
        now = (await self._http.async_json("/rpc/Sys.GetStatus", digest=True)).get("unixtime")
        return max(began + lasts - now, 0.0) if isinstance(now, int | float) else None

    async def async_restore(self, before: Mapping[str, str]) -> None:
        """Write back what the switch did after mains loss."""
        if _INITIAL_STATE in before:
            await self._async_rpc("Switch.SetConfig", config={_INITIAL_STATE: before[_INITIAL_STATE]})

    async def _async_rpc(self, method: str, **params: Any) -> dict[str, Any]:
        body = {"id": 1, "method": method, "params": {"id": self._channel, **params}}
        told = await self._http.async_json("/rpc", body=body, digest=True)
        result = told.get("result")
        return result if isinstance(result, dict) else {}


class ShellyGen1AutoOff(_Shelly):
    """One relay of a Shelly of the first generation."""

    traits = Traits(family=Family.SHELLY_GEN1, max_s=_LONGEST_S, acknowledged=Acknowledged.DEVICE)

    async def async_prepare(self, _expiry_s: float) -> Prepared:
        """Keep the relay off after mains loss."""
        was = (await self._async_settings()).get("default_state")
        if was == "off":
            return Prepared(starts_off=True)
        now = (await self._async_settings("?default_state=off")).get("default_state")
        return Prepared(before={"default_state": str(was)}, starts_off=now == "off")

    async def async_turn_on(self, expiry_s: float, wanted: Callable[[], bool]) -> None:
        """Switch on and arm by one request."""
        if wanted():
            path = f"/relay/{self._channel}?turn=on&timer={round(expiry_s)}"
            told = await self._http.async_json(path, digest=False)
            if told.get("has_timer") is False:
                msg = "the plug is on without a timer"
                raise AutoOffError(msg, reached=True)

    async def async_remaining(self) -> float | None:
        """Read the running timer."""
        left_s = (await self._http.async_json(f"/relay/{self._channel}", digest=False)).get("timer_remaining")
        return float(left_s) if isinstance(left_s, int | float) else None

    async def async_restore(self, before: Mapping[str, str]) -> None:
        """Write back what the relay did after mains loss."""
        if "default_state" in before:
            await self._async_settings(f"?default_state={before['default_state']}")

    async def _async_settings(self, query: str = "") -> dict[str, Any]:
        return await self._http.async_json(f"/settings/relay/{self._channel}{query}", digest=False)


def shelly_auto_off(
    hass: HomeAssistant, entry: er.RegistryEntry, _device: dr.DeviceEntry | None
) -> ShellyRpcAutoOff | ShellyGen1AutoOff | None:
    """Return the auto-off of a Shelly plug."""
    if entry.platform != _DOMAIN or entry.config_entry_id is None:
        return None
    config = hass.config_entries.async_get_entry(entry.config_entry_id)
    if config is None or "host" not in config.data:
        return None
    http = _Http(hass, config)
    if found := _SWITCH.fullmatch(entry.unique_id):
        return ShellyRpcAutoOff(http, int(found["channel"]))
    if found := _RELAY.fullmatch(entry.unique_id):
        return ShellyGen1AutoOff(http, int(found["channel"]))
    return None
