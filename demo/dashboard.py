"""The demo's dashboard: the cards of Heating Pad, and Home Assistant's own ones for what is simulated."""

from collections.abc import Iterable

from demo.client import Json
from demo.house import Pad

_FULL = {"columns": "full"}

_HELLO = (
    "**Press start.** The pad starts low, rises gently, holds, and is off when its time ends. Then break something, or "
    "press the plug's own button, and watch what happens.\n\n"
    "Plug, pad, thermometer and the body on the pad are simulated. This is not a medical device."
)


def dashboard(pads: Iterable[Pad], person: str) -> Json:
    """One view per pad, and one for the person's diary."""
    return {"views": [*(_view(pad) for pad in pads), _diary(person)]}


def _diary(person: str) -> Json:
    card = {"type": "custom:heating-pad-diary-card", "entity": person, "grid_options": _FULL}
    return {
        "title": "Diary",
        "path": "diary",
        "type": "sections",
        "max_columns": 1,
        "sections": [_section([card])],
    }


def _view(pad: Pad) -> Json:
    return {
        "title": pad.name,
        "path": pad.name.lower().replace(" ", "-"),
        "type": "sections",
        "max_columns": 3,
        "header": {"layout": "start", "card": {"type": "markdown", "text_only": True, "content": _HELLO}},
        "sections": [_section(cards) for cards in (_heat(pad), _happening(pad) + _devices(pad), _temperatures(pad))],
    }


def _section(cards: list[Json]) -> Json:
    return {"type": "grid", "cards": cards}


def _heat(pad: Pad) -> list[Json]:
    """What people use."""
    return [{"type": "custom:heating-pad-card", "entity": pad["climate.climate"], "grid_options": _FULL}]


def _happening(pad: Pad) -> list[Json]:
    """What the pad is doing and why."""
    fault = pad["binary_sensor.fault"]
    return [
        _heading("What is happening", "mdi:information-outline"),
        _tile(pad["climate.climate"], "Thermostat"),
        _tile(
            pad["timer.session"],
            "Session",
            features=[{"type": "timer-actions"}, {"type": "custom:heating-pad-time-left"}],
            grid_options=_FULL,
        ),
        _tile(pad["sensor.phase"], "Phase"),
        _tile(pad["sensor.stop_reason"], "Last end"),
        _tile(pad["sensor.waiting_for"], "Waiting for"),
        _tile(pad["sensor.blocked_by"], "Blocked by"),
        _tile(pad["sensor.ends_at"], "Ends", visibility=_when_known(pad["sensor.ends_at"])),
        _tile(pad["sensor.ready_at"], "Ready again", visibility=_when_known(pad["sensor.ready_at"])),
        _tile(pad["sensor.heated_today"], "Heated, 24 h"),
        _tile(pad["sensor.sessions_today"], "Sessions, 24 h"),
        _tile(fault, "Fault", color="red"),
    ]


def _temperatures(pad: Pad) -> list[Json]:
    """What is measured or estimated, beside what is true in the simulation."""
    if "thermometer" in pad.simulated:
        known = {"entity": pad.simulation("thermometer"), "name": "Thermometer"}
    else:
        known = {"entity": pad["sensor.pad_temperature"], "name": "Estimate"}
    truth = [
        {"entity": pad.simulation("surface"), "name": "True pad"},
        {"entity": pad.simulation("skin"), "name": "True skin"},
    ]
    return [
        _heading("Temperatures", "mdi:thermometer"),
        _tile(known["entity"], known["name"]),
        _tile(pad.simulation("power"), "Power"),
        {"type": "history-graph", "hours_to_show": 0.5, "entities": [known, *truth], "grid_options": _FULL},
        {
            "type": "history-graph",
            "hours_to_show": 0.5,
            "entities": [{"entity": pad.simulation("power"), "name": "Power"}],
            "grid_options": _FULL,
        },
    ]


def _devices(pad: Pad) -> list[Json]:
    """The simulated devices, and how to break them."""
    return [
        _heading("Simulated devices", "mdi:power-socket-eu"),
        _tile(
            pad.simulation("switch"),
            "Button on the plug",
            features=[{"type": "toggle"}],
            features_position="inline",
            grid_options=_FULL,
        ),
        _tile(
            pad.simulation("fault"),
            "Break something",
            features=[{"type": "select-options"}],
            grid_options=_FULL,
        ),
        _tile(
            pad.simulation("speed"),
            "Speed of the pad",
            features=[{"type": "numeric-input", "style": "buttons"}],
            grid_options=_FULL,
        ),
    ]


def _heading(text: str, icon: str) -> Json:
    return {"type": "heading", "heading": text, "icon": icon}


def _tile(entity_id: str, name: str, **options: Json) -> Json:
    return {"type": "tile", "entity": entity_id, "name": name, **options}


def _when_known(entity_id: str) -> Json:
    """Visible while the entity has something to say."""
    return [{"condition": "state", "entity": entity_id, "state_not": ["unavailable", "unknown"]}]
