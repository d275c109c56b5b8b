"""What Zigbee2MQTT tells about a plug: its definition, the bridge's lists, and Home Assistant's discovery."""

from dataclasses import dataclass, replace
from typing import Any

VERSION = "2.14.1"
COORDINATOR = "0x00124b00deadbeef"
ALL, STATE = 7, 1
"""Access bits: 1 published, 2 settable, 4 gettable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """What a product is, as Zigbee2MQTT knows it."""

    vendor: str
    model: str
    description: str
    manufacturer: str
    model_id: str
    countdown: bool = False
    """The converter takes `countdown` instead of `on_time`."""
    power_on_options: tuple[str, ...] = ("off", "on", "toggle", "previous")


IKEA = Device(
    vendor="IKEA",
    model="E2206",
    description="INSPELNING smart plug",
    manufacturer="IKEA of Sweden",
    model_id="INSPELNING Smart plug",
)
SONOFF = Device(
    vendor="SONOFF", model="S60ZBTPF", description="Zigbee smart plug", manufacturer="SONOFF", model_id="S60ZBTPF"
)
TUYA = Device(
    vendor="Tuya",
    model="TS011F_plug_1",
    description="Smart plug (with power monitoring)",
    manufacturer="_TZ3000_cphmq0q7",
    model_id="TS011F",
    countdown=True,
    power_on_options=("off", "previous", "on"),
)
TUYA_PLAIN = replace(TUYA, model="TS0001", description="1 gang switch", model_id="TS0001", countdown=False)
"""Its definition offers `on_time`, and its firmware takes that for a delayed toggle."""
DEVICES = {"ikea": IKEA, "sonoff": SONOFF, "tuya": TUYA, "tuya_plain": TUYA_PLAIN}
"""Products by the names tests choose them with."""
USUAL = {"ignores_timer": "sonoff", "delayed_toggle": "tuya", "wraps_256": "tuya", "loses_second_frame": "tuya"}
"""Product a firmware is usually found in; the others are IKEA's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plug:
    """One plug as the bridge has it."""

    base: str
    name: str
    ieee: str
    device: Device
    version: str
    metered: bool
    availability: bool
    power_on_name: str = "power_on_behavior"
    """Older Tuya definitions call it `power_outage_memory`, with `restore` for `previous`."""

    @property
    def topic(self) -> str:
        """Topic its state is published on."""
        return f"{self.base}/{self.name}"

    @property
    def power_on_options(self) -> tuple[str, ...]:
        """Words of the power-on behaviour."""
        options = self.device.power_on_options
        if self.power_on_name == "power_outage_memory":
            return tuple("restore" if each == "previous" else each for each in options if each != "toggle")
        return options


def bridge_info(plug: Plug) -> dict[str, Any]:
    """Return `<base>/bridge/info`."""
    return {
        "version": VERSION,
        "commit": "unknown",
        "coordinator": {"ieee_address": COORDINATOR, "type": "ZStack3x0", "meta": {"revision": 20250321}},
        "zigbee_herdsman": {"version": "10.9.0"},
        "zigbee_herdsman_converters": {"version": "26.112.0"},
        "network": {"channel": 11, "pan_id": 6754, "extended_pan_id": "0x00124b00deadbeef"},
        "log_level": "info",
        "permit_join": False,
        "restart_required": False,
        "config": {
            "mqtt": {"base_topic": plug.base},
            "homeassistant": {
                "enabled": True,
                "discovery_topic": "homeassistant",
                "status_topic": "homeassistant/status",
            },
            "availability": {"enabled": plug.availability},
            "devices": {plug.ieee: {"friendly_name": plug.name}},
        },
    }


def bridge_devices(plug: Plug) -> list[dict[str, Any]]:
    """Return `<base>/bridge/devices`: the coordinator and the plug."""
    device = plug.device
    interview = {"interview_completed": True, "interviewing": False, "interview_state": "SUCCESSFUL"}
    coordinator = {
        "ieee_address": COORDINATOR,
        "type": "Coordinator",
        "network_address": 0,
        "supported": True,
        "friendly_name": "Coordinator",
        "disabled": False,
        "definition": None,
        "endpoints": {},
        **interview,
    }
    clusters = ["genBasic", "genIdentify", "genGroups", "genScenes", "genOnOff"]
    clusters += ["seMetering", "haElectricalMeasurement"] if plug.metered else []
    endpoint = {
        "name": "1",
        "bindings": [],
        "configured_reportings": [],
        "scenes": [],
        "clusters": {"input": clusters, "output": ["genOta"]},
    }
    return [
        coordinator,
        {
            "ieee_address": plug.ieee,
            "type": "Router",
            "network_address": int(plug.ieee[-4:], 16),
            "supported": True,
            "friendly_name": plug.name,
            "disabled": False,
            "definition": _definition(plug),
            "power_source": "Mains (single phase)",
            "software_build_id": plug.version,
            "date_code": "20250101",
            "model_id": device.model_id,
            "manufacturer": device.manufacturer,
            "endpoints": {"1": endpoint},
            **interview,
        },
    ]


def discovery(plug: Plug) -> dict[str, dict[str, Any]]:
    """Return Home Assistant's discovery messages by topic."""
    label = plug.power_on_name.replace("_", " ").capitalize()
    entities: list[tuple[str, str, dict[str, Any]]] = [
        (
            "switch",
            "switch",
            {
                "name": None,
                "payload_on": "ON",
                "payload_off": "OFF",
                "value_template": '{{ value_json["state"] }}',
                "command_topic": f"{plug.topic}/set",
            },
        ),
        (
            "select",
            plug.power_on_name,
            {
                "name": label.replace("Power on", "Power-on"),
                "value_template": f'{{{{ value_json["{plug.power_on_name}"] }}}}',
                "command_topic": f"{plug.topic}/set/{plug.power_on_name}",
                "options": list(plug.power_on_options),
                "entity_category": "config",
                "icon": "mdi:power-settings",
            },
        ),
    ]
    if plug.metered:
        entities += [
            ("sensor", "power", _sensor("power", "W", "measurement")),
            ("sensor", "energy", _sensor("energy", "kWh", "total_increasing")),
        ]
    if plug.device.countdown:
        countdown = {
            "name": "Countdown",
            "value_template": '{{ value_json["countdown"] }}',
            "command_topic": f"{plug.topic}/set/countdown",
            "unit_of_measurement": "s",
            "min": 0,
            "max": 43200,
            "step": 1,
            "enabled_by_default": True,
        }
        entities.append(("number", "countdown", countdown))
    return {
        f"homeassistant/{domain}/{plug.ieee}/{key}/config": body | _common(plug, domain, key)
        for domain, key, body in entities
    }


def _definition(plug: Plug) -> dict[str, Any]:
    state = {
        **_expose("binary", "state", ALL, "State", "On/off state of the switch"),
        "value_on": "ON",
        "value_off": "OFF",
        "value_toggle": "TOGGLE",
    }
    exposes: list[dict[str, Any]] = [{"type": "switch", "features": [state]}]
    if plug.device.countdown:
        text = "Countdown to turn device off after a certain time"
        exposes.append(
            {
                **_expose("numeric", "countdown", ALL, "Countdown", text),
                "unit": "s",
                "value_min": 0,
                "value_max": 43200,
                "value_step": 1,
            }
        )
    text = "Controls the behavior when the device is powered on after power loss"
    options = list(plug.power_on_options)
    power_on = _expose("enum", plug.power_on_name, ALL, "Power-on behavior", text)
    exposes.append({**power_on, "values": options, "category": "config"})
    if plug.metered:
        exposes += [
            {**_expose("numeric", "power", STATE, "Power", "Instantaneous measured power"), "unit": "W"},
            {**_expose("numeric", "energy", STATE, "Energy", "Sum of consumed energy"), "unit": "kWh"},
        ]
    quality = _expose("numeric", "linkquality", STATE, "Linkquality", "Link quality (signal strength)")
    exposes.append({**quality, "unit": "lqi", "value_min": 0, "value_max": 255, "category": "diagnostic"})
    device = plug.device
    return {
        "source": "native",
        "model": device.model,
        "vendor": device.vendor,
        "description": device.description,
        "exposes": exposes,
        "options": [],
        "supports_ota": True,
        "icon": None,
    }


def _expose(kind: str, name: str, access: int, label: str, description: str) -> dict[str, Any]:
    return {
        "type": kind,
        "name": name,
        "property": name,
        "label": label,
        "access": access,
        "description": description,
    }


def _sensor(kind: str, unit: str, state_class: str) -> dict[str, Any]:
    return {
        "value_template": f'{{{{ value_json["{kind}"] }}}}',
        "enabled_by_default": True,
        "unit_of_measurement": unit,
        "device_class": kind,
        "state_class": state_class,
    }


def _common(plug: Plug, domain: str, key: str) -> dict[str, Any]:
    object_id = plug.name.replace(" ", "_").lower() + ("" if key == domain else f"_{key}")
    sources = [f"{plug.base}/bridge/state", *([f"{plug.topic}/availability"] if plug.availability else [])]
    device = plug.device
    return {
        "state_topic": plug.topic,
        "object_id": object_id,
        "default_entity_id": f"{domain}.{object_id}",
        "unique_id": f"{plug.ieee}_{key}_{plug.base}",
        "availability": [{"topic": topic, "value_template": "{{ value_json.state }}"} for topic in sources],
        **({"availability_mode": "all"} if plug.availability else {}),
        "device": {
            "identifiers": [f"zigbee2mqtt_{plug.ieee}"],
            "name": plug.name,
            "model": device.description,
            "model_id": device.model,
            "manufacturer": device.vendor,
            "sw_version": plug.version,
            "via_device": f"zigbee2mqtt_bridge_{COORDINATOR}",
        },
        "origin": {"name": "Zigbee2MQTT", "sw": VERSION, "url": "https://www.zigbee2mqtt.io"},
    }
