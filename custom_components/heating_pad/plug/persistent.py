"""Plugs that keep an auto-off time as a setting: written once, then every ON counts down by itself.

Z-Wave parameters (by maker and product), TP-Link's minutes, SONOFF's and Third Reality's numbers, or
any number beside the plug that says so. Never renewed: nobody knows whether a second ON begins anew.
Writing goes to the plug's flash, so it is done in the test and never per session.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import override

from homeassistant.const import ATTR_ENTITY_ID, ATTR_UNIT_OF_MEASUREMENT, SERVICE_TURN_OFF, SERVICE_TURN_ON
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .auto_off import Family, Prepared, Traits
from .called import CalledAutoOff
from .readings import number_of
from .siblings import siblings

_AUTO_OFF = re.compile(r"auto[_ -]?off|turn[_ -]?off[_ -]?delay|countdown[_ -]?to[_ -]?turn[_ -]?off|inching[_ -]?time")
_UNITS_S = {"s": 1.0, "min": 60.0}
_VALUE = "value"
_ENABLED = "enabled"


@dataclass(frozen=True, slots=True, kw_only=True)
class _ZWaveParameter:
    """An auto-off setting of a Z-Wave plug."""

    number: int
    unit_s: float
    max_s: float


ZWAVE: tuple[tuple[str, str, _ZWaveParameter], ...] = (
    ("aeotec", "zwa023", _ZWaveParameter(number=40, unit_s=1, max_s=86_400)),
    ("aeotec", "zwa042", _ZWaveParameter(number=40, unit_s=1, max_s=86_400)),
    ("shelly", "qnpl", _ZWaveParameter(number=19, unit_s=1, max_s=32_535)),
    ("qubino", "zmnhy", _ZWaveParameter(number=11, unit_s=1, max_s=32_535)),
    ("zooz", "zen04", _ZWaveParameter(number=2, unit_s=60, max_s=65_535 * 60)),
    ("zooz", "zen05", _ZWaveParameter(number=2, unit_s=60, max_s=65_535 * 60)),
    ("zooz", "zen15", _ZWaveParameter(number=34, unit_s=60, max_s=99 * 60)),
    ("minoston", "mp21zp", _ZWaveParameter(number=2, unit_s=60, max_s=65_535 * 60)),
    ("minoston", "mp31zp", _ZWaveParameter(number=2, unit_s=60, max_s=65_535 * 60)),
    ("popp", "123610", _ZWaveParameter(number=2, unit_s=1, max_s=65_535)),
)
"""Maker, part of the model's name, setting: from the device files of zwave-js."""


class NumberAutoOff(CalledAutoOff):
    """A number beside the plug holds the time, and maybe a switch turns it on."""

    def __init__(
        self, hass: HomeAssistant, entry: er.RegistryEntry, number: str, switch: str | None, unit_s: float, max_s: float
    ) -> None:
        """Prepare; `number` and `switch` are registry ids."""
        super().__init__(hass, entry)
        self._number = number
        self._switch = switch
        self._unit_s = unit_s
        self.traits = Traits(family=Family.PERSISTENT, unit_s=unit_s, min_s=unit_s, max_s=max_s, fixed=True)

    @override
    async def async_prepare(self, expiry_s: float) -> Prepared:
        """Write the time and switch the function on."""
        prepared = await super().async_prepare(expiry_s)
        before = dict(prepared.before)
        number = self._entity(self._number)
        was = number_of(self._hass.states.get(number))
        wanted = self.traits.expiry_s(expiry_s) / self._unit_s
        if was is not None and was != wanted:
            before[_VALUE] = f"{was:g}"
        await self.async_call("number", "set_value", {ATTR_ENTITY_ID: number, "value": wanted})
        if self._switch is not None:
            switch = self._entity(self._switch)
            state = self._hass.states.get(switch)
            if state is not None and state.state == "off":
                before[_ENABLED] = state.state
            await self.async_call("switch", SERVICE_TURN_ON, {ATTR_ENTITY_ID: switch})
        return Prepared(before=before, starts_off=prepared.starts_off)

    @override
    async def async_restore(self, before: Mapping[str, str]) -> None:
        """Write back what the plug's settings were."""
        await super().async_restore(before)
        if _VALUE in before:
            data = {ATTR_ENTITY_ID: self._entity(self._number), "value": float(before[_VALUE])}
            await self.async_call("number", "set_value", data)
        if _ENABLED in before and self._switch is not None:
            await self.async_call("switch", SERVICE_TURN_OFF, {ATTR_ENTITY_ID: self._entity(self._switch)})

    def _entity(self, registry_id: str) -> str:
        return er.async_resolve_entity_id(er.async_get(self._hass), registry_id) or registry_id


class ZWaveAutoOff(CalledAutoOff):
    """A parameter of a Z-Wave plug holds the time."""

    def __init__(
        self, hass: HomeAssistant, entry: er.RegistryEntry, device_id: str, parameter: _ZWaveParameter
    ) -> None:
        """Prepare; the plug is addressed by its device."""
        super().__init__(hass, entry)
        self._device_id = device_id
        self._parameter = parameter
        self.traits = Traits(
            family=Family.PERSISTENT,
            unit_s=parameter.unit_s,
            min_s=parameter.unit_s,
            max_s=parameter.max_s,
            fixed=True,
        )

    @override
    async def async_prepare(self, expiry_s: float) -> Prepared:
        """Write the parameter; Home Assistant cannot read what it was, zero is how such plugs come."""
        prepared = await super().async_prepare(expiry_s)
        await self._async_set(round(self.traits.expiry_s(expiry_s) / self._parameter.unit_s))
        return Prepared(before={**prepared.before, _VALUE: "0"}, starts_off=prepared.starts_off)

    @override
    async def async_restore(self, before: Mapping[str, str]) -> None:
        """Switch the auto-off off again."""
        await super().async_restore(before)
        if _VALUE in before:
            await self._async_set(int(float(before[_VALUE])))

    async def _async_set(self, value: int) -> None:
        await self.async_call(
            "zwave_js",
            "set_config_parameter",
            {"device_id": self._device_id, "parameter": self._parameter.number, "value": value},
        )


def persistent_auto_off(
    hass: HomeAssistant, entry: er.RegistryEntry, device: dr.DeviceEntry | None
) -> CalledAutoOff | None:
    """Return the auto-off that a plug keeps as a setting, None where nothing says that it has one."""
    if device is None:
        return None
    if entry.platform == "zwave_js":
        maker, model = (device.manufacturer or "").lower(), (device.model or "").lower()
        for made_by, part, parameter in ZWAVE:
            if made_by in maker and part in model:
                return ZWaveAutoOff(hass, entry, device.id, parameter)
    return _by_number(hass, entry, device)


def _by_number(hass: HomeAssistant, entry: er.RegistryEntry, device: dr.DeviceEntry) -> NumberAutoOff | None:
    tuya = (device.manufacturer or "").startswith(("_TZ", "_TY", "Tuya"))
    for number in siblings(hass, entry.entity_id, "number"):
        told = f"{number.unique_id} {number.entity_id}".lower()
        # Tuya's `countdown` is a delayed toggle: written alone it switches an off plug on.
        if tuya or _AUTO_OFF.search(told) is None:
            continue
        state = hass.states.get(number.entity_id)
        unit = (state.attributes.get(ATTR_UNIT_OF_MEASUREMENT) if state is not None else None) or (
            number.unit_of_measurement or ("min" if "minutes" in told else "")
        )
        if unit not in _UNITS_S:
            continue
        longest = float(state.attributes.get("max", 65_535)) if state is not None else 65_535.0
        switch = next(
            (
                each.id
                for each in siblings(hass, entry.entity_id, "switch")
                if each.id != entry.id and _AUTO_OFF.search(f"{each.unique_id} {each.entity_id}".lower())
            ),
            None,
        )
        return NumberAutoOff(hass, entry, number.id, switch, _UNITS_S[unit], longest * _UNITS_S[unit])
    return None
