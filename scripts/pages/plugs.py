"""Families of plugs: what each can do comes from the adapters, how sure we are stands here."""

from dataclasses import replace

from custom_components.heating_pad.engine.expiry import expiry_s
from custom_components.heating_pad.engine.limits import EXPIRY_MAX_S, PULSE_MAX_S, RENEWED_EXPIRY_S
from custom_components.heating_pad.engine.models import AutoOffUse, PadSettings
from custom_components.heating_pad.plug.auto_off import Acknowledged, Family, Traits
from custom_components.heating_pad.plug.deconz import DeconzAutoOff
from custom_components.heating_pad.plug.esphome import EspHomeAutoOff
from custom_components.heating_pad.plug.matter import MatterAutoOff
from custom_components.heating_pad.plug.persistent import ZWAVE
from custom_components.heating_pad.plug.shelly import ShellyGen1AutoOff, ShellyRpcAutoOff
from custom_components.heating_pad.plug.switcher import SwitcherAutoOff
from custom_components.heating_pad.plug.tasmota import TasmotaAutoOff
from custom_components.heating_pad.plug.zha import ZhaAutoOff
from custom_components.heating_pad.plug.zigbee2mqtt import Countdown, TimedOn

from .source import table

_TRAITS: dict[Family, Traits | None] = {
    Family.ESPHOME_ACTION: EspHomeAutoOff.traits,
    Family.TASMOTA_PULSETIME: TasmotaAutoOff.traits,
    Family.Z2M_TIMED_ON: TimedOn.traits,
    Family.Z2M_COUNTDOWN: Countdown.traits,
    Family.ZHA_TIMED_ON: ZhaAutoOff.traits,
    Family.SHELLY_RPC: ShellyRpcAutoOff.traits,
    Family.SHELLY_GEN1: ShellyGen1AutoOff.traits,
    Family.MATTER_TIMED_ON: MatterAutoOff.traits,
    Family.DECONZ_ONTIME: DeconzAutoOff.traits,
    Family.SWITCHER: SwitcherAutoOff.traits,
    # By plug, not by family.
    Family.PERSISTENT: None,
    Family.CUSTOM: None,
}
_SET_OR_SEEN = "set in the test where that can be done, else seen: you pull the plug and put it back"
_WHICH: dict[Family, tuple[str, str, str]] = {
    Family.ESPHOME_ACTION: ("ESPHome, with [our package](esphome/README.md)", "A", "off by the package, read back"),
    Family.TASMOTA_PULSETIME: ("Tasmota", "B", "`PowerOnState 0`, set in the test"),
    Family.Z2M_TIMED_ON: ("Zigbee2MQTT, plugs that keep to the standard", "B", _SET_OR_SEEN),
    Family.Z2M_COUNTDOWN: ("Zigbee2MQTT, Tuya plugs", "B", _SET_OR_SEEN),
    Family.ZHA_TIMED_ON: ("ZHA, plugs that keep to the standard; Tuya makers are refused", "C", _SET_OR_SEEN),
    Family.SHELLY_RPC: ("Shelly Gen2 and later", "B", "`initial_state: off`, set in the test"),
    Family.SHELLY_GEN1: ("Shelly Gen1", "C", "`default_state=off`, set in the test"),
    Family.MATTER_TIMED_ON: ("Matter plugs, not bridged ones", "C", _SET_OR_SEEN),
    Family.DECONZ_ONTIME: ("deCONZ; Tuya makers are refused", "C", _SET_OR_SEEN),
    Family.SWITCHER: ("Switcher", "C", _SET_OR_SEEN),
    Family.PERSISTENT: (
        "Z-Wave plugs of the table below; TP-Link, SONOFF and others with a number called auto-off or inching time",
        "C",
        _SET_OR_SEEN,
    ),
    Family.CUSTOM: ("your own actions", "–", "not known"),
}
_ACKNOWLEDGED = {
    Acknowledged.DEVICE: "the plug",
    Acknowledged.TRANSPORT: "radio or network",
    Acknowledged.NONE: "nobody",
}


def families() -> str:
    """Return the table of families."""
    if missing := set(Family) - _WHICH.keys() | set(Family) - _TRAITS.keys():
        msg = f"nothing says what these families are: {sorted(missing)}"
        raise ValueError(msg)
    rows = (_row(family, *_WHICH[family], _TRAITS[family]) for family in Family)
    return table(
        (
            "family",
            "plugs",
            "ends heat without Home Assistant after",
            "says that it has understood",
            "after a power cut",
            "tier",
        ),
        rows,
    )


def _row(family: Family, plugs: str, tier: str, mains: str, traits: Traits | None) -> tuple[str, ...]:
    if traits is None:
        after = (
            "its own unit: seconds or minutes" if family is Family.PERSISTENT else "what the actions do; never verified"
        )
        return f"`{family}`", plugs, after, "nobody", mains, tier
    return f"`{family}`", plugs, _longest(traits), _ACKNOWLEDGED[traits.acknowledged], mains, tier


def _longest(traits: Traits) -> str:
    """Say how long heat may last at most without Home Assistant, on a pad with a slider and a verified countdown."""
    use = AutoOffUse(
        max_s=min(traits.max_s, EXPIRY_MAX_S),
        unit_s=traits.unit_s,
        renews=traits.renews,
        fixed_s=traits.expiry_s(RENEWED_EXPIRY_S) if traits.fixed else None,
    )
    settings = replace(PadSettings(), auto_off=use, auto_off_verified=True)
    longest_s = expiry_s(settings, PULSE_MAX_S)
    how = "renewed while all is well" if traits.renews else "each ON carries its own"
    return f"{longest_s:g} s, {how}"


def z_wave() -> str:
    """Return the table of Z-Wave plugs."""
    return table(
        ("maker", "model contains", "parameter", "unit"),
        (
            (maker, f"`{part}`", str(parameter.number), "1 s" if parameter.unit_s == 1 else f"{parameter.unit_s:g} s")
            for maker, part, parameter in ZWAVE
        ),
    )
