"""The limits: words and sources stand in limits.md, every number comes from the engine.

A place in braces names a constant: `{TRIP_C}`, or with a module, an index, and a unit to divide by:
`{SESSION_MAX_CONTACT_S~min}`, `{LEVELS_CONTACT_C[low]}`, `{prompts.BACK_OFF~days}`.
"""

import inspect
import re
from datetime import timedelta
from functools import cache
from types import ModuleType

from custom_components.heating_pad import guard, messages
from custom_components.heating_pad.engine import (
    clinician,
    control,
    ending,
    limits,
    pack,
    pain,
    prompts,
    ramp,
    relay,
    safety,
    starting,
)
from custom_components.heating_pad.plug import off_keeper

from .source import rows_of, table, words_of

_MODULES: dict[str, ModuleType] = {
    "clinician": clinician,
    "control": control,
    "ending": ending,
    "guard": guard,
    "limits": limits,
    "messages": messages,
    "off_keeper": off_keeper,
    "pack": pack,
    "pain": pain,
    "prompts": prompts,
    "ramp": ramp,
    "relay": relay,
    "safety": safety,
    "starting": starting,
}
_PLACE = re.compile(r"\{(?:(?P<module>\w+)\.)?(?P<name>[A-Z_0-9]+)(?:\[(?P<index>\w+)\])?(?:~(?P<unit>\w+))?\}")
_UNITS_S = {"min": 60.0, "h": 3600.0, "days": 86_400.0, "weeks": 604_800.0}
_NO_LIMITS = {
    "limits.MINUTE_S",
    "limits.DAY_S",
    "limits.LEVEL_DEFAULT",
    "ramp.MAX_RISE_C_PER_S",  # the same as a minute's, by second
}
_COMPLETE = ("limits", "ramp", "prompts", "clinician")
"""Modules whose every number has to be told."""
_PLANNING = {"clinician.LOOK_BACK", "prompts.DAY", "prompts.PLANNED_MOST"}
"""How far is looked back or ahead: limits nobody."""


def limits_table(name: str) -> str:
    """Return one table of the limits."""
    _check_complete()
    rows = [[_PLACE.sub(_value, cell) for cell in row] for row in rows_of("limits", name)]
    return table(("what", "value", "you may choose", "source or reason"), rows)


def _value(place: re.Match[str]) -> str:
    value = getattr(_MODULES[place["module"] or "limits"], place["name"])
    if place["index"] is not None:
        value = value[int(place["index"]) if place["index"].isdecimal() else place["index"]]
    if isinstance(value, timedelta):
        value = value.total_seconds()
    unit = place["unit"]
    if unit == "share":
        return f"{value * 100:g} %"
    shown = value if unit is None else value / _UNITS_S[unit]
    return f"{shown:,.10g}".replace("-", "−")


@cache
def _check_complete() -> None:
    """Raise when a number of the engine is in no table."""
    told = {f"{place['module'] or 'limits'}.{place['name']}" for place in _PLACE.finditer(words_of("limits"))}
    known = {
        f"{module}.{name}"
        for module in _COMPLETE
        for name, value in vars(_MODULES[module]).items()
        if name.isupper()
        and isinstance(value, int | float | tuple | dict | timedelta)
        and _defines(_MODULES[module], name)
    }
    if missing := known - told - _NO_LIMITS - _PLANNING:
        msg = f"no table of docs/limits.md tells of {sorted(missing)}"
        raise ValueError(msg)


def _defines(module: ModuleType, name: str) -> bool:
    """Whether a name is the module's own and not imported."""
    source = inspect.getsource(module)
    return re.search(rf"^{name}\b[^=\n]*=", source, re.MULTILINE) is not None
