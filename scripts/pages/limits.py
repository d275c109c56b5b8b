"""The limits: words and sources stand here, every number comes from the engine.

A place in braces names a constant: `{TRIP_C}`, or with a module, an index, and a unit to divide by:
`{SESSION_MAX_CONTACT_S|min}`, `{LEVELS_CONTACT_C[low]}`, `{prompts.BACK_OFF|days}`.
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

from .source import table

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
_PLACE = re.compile(r"\{(?:(?P<module>\w+)\.)?(?P<name>[A-Z_0-9]+)(?:\[(?P<index>\w+)\])?(?:\|(?P<unit>\w+))?\}")
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

OWN = "own choice"
_PAIN_TABLE = "[PMC8300848](https://pmc.ncbi.nlm.nih.gov/articles/PMC8300848/table/T4)"
_FDA = "[FDA/CPSC 1995](http://www.fda.gov/MedicalDevices/Safety/AlertsandNotices/PublicHealthNotifications/ucm242866.htm)"
_PLOS = "[PLOS ONE](https://journals.plos.org/plosone/article/figures?id=10.1371%2Fjournal.pone.0254790)"

type Limit = tuple[str, str, str, str]
"""What it limits, its value, what people may choose, and where it comes from."""

LIMITS: dict[str, tuple[Limit, ...]] = {
    "warmth": (
        (
            "levels, contact sensor",
            "{LEVELS_CONTACT_C[low]} / {LEVELS_CONTACT_C[medium]} / {LEVELS_CONTACT_C[high]} °C",
            "lowered to the cap",
            "hot-pack protocols use about 40 °C ([PMC1317288](http://pubmedcentralcanada.ca/pmcc/articles/PMC1317288/)); the "
            "steps are own choice",
        ),
        (
            "levels, estimated",
            "{LEVELS_ESTIMATED_C[low]} / {LEVELS_ESTIMATED_C[medium]} / {LEVELS_ESTIMATED_C[high]} °C",
            "lowered to the cap",
            "the estimate may be off by 8 °C (calculated), so it stays lower",
        ),
        (
            "goal, contact sensor",
            "at most {GOAL_MAX_CONTACT_C} °C",
            "{GOAL_MIN_C}–{GOAL_MAX_CONTACT_C} °C, steps of {GOAL_STEP_C}",
            f"pain from heat begins at about 42 °C ({_PAIN_TABLE})",
        ),
        (
            "goal, first session on a pad, or sensor later than {SENSOR_LAG_LATE_S} s",
            "at most {GOAL_MAX_CAUTIOUS_C} °C",
            "",
            "a late sensor overshoots (calculated); the first session is at low unless a temperature is asked for",
        ),
        (
            "goal, estimated or sensor inside",
            "at most {GOAL_MAX_ESTIMATED_C} °C",
            "{GOAL_MIN_C}–{GOAL_MAX_ESTIMATED_C} °C",
            "as the levels",
        ),
        (
            "goal, countdown of the plug not verified",
            "at most {GOAL_MAX_UNVERIFIED_C} °C",
            "",
            "own choice; 39 °C is also the strictest published figure for impaired skin (van Rhoon 2013)",
        ),
        (
            "soft limit: no heat until {SOFT_LIMIT_RELEASE_C} °C cooler",
            "{SOFT_LIMIT_DEFAULT_C} °C",
            "goal + {SOFT_LIMIT_OVER_GOAL_C} to {SOFT_LIMIT_DEFAULT_C} °C",
            "one CEM43 minute a minute from there",
        ),
        (
            "trip, contact sensor: fault",
            "≥ {TRIP_C} °C in {TRIP_READINGS} readings or for {TRIP_FOR_S} s",
            "",
            f"a review's line for 45 °C lies at about 5 minutes ({_PLOS})",
        ),
        (
            "trip, contact sensor, slow: fault",
            "mean of {safety.SLOPE_S} s ≥ {TRIP_SLOW_C} °C for {TRIP_SLOW_FOR_S} s",
            "",
            OWN,
        ),
        (
            "trip, sensor inside: fault",
            "≥ {TRIP_INSIDE_C} °C in {TRIP_READINGS} readings or for {TRIP_FOR_S} s",
            "",
            "own choice; elements run far hotter than surfaces",
        ),
        (
            "low start",
            "`min(low, goal)` for {ramp.LOW_HOLD_S|min} min, then at most {ramp.MAX_RISE_C_PER_MIN} °C a minute",
            "slower: goal not before {RAMP_MIN_S|min}–{RAMP_MAX_S|min} min (default {RAMP_DEFAULT_S|min})",
            "manuals say to start low; the figures are own choice",
        ),
        ("warm, as announced", "within {WARM_WITHIN_C} °C of the goal", "", OWN),
    ),
    "time": (
        (
            "session, contact sensor",
            "{SESSION_DEFAULT_CONTACT_S|min} min",
            "{SESSION_MIN_S|min}–{SESSION_MAX_CONTACT_S|min} min",
            "common advice is 15–20 ([Family Practice Notebook](https://fpnotebook.com/sports/Pharm/LclHtThrpy.htm))",
        ),
        (
            "session, estimated",
            "{SESSION_DEFAULT_ESTIMATED_S|min} min",
            "{SESSION_MIN_S|min}–{SESSION_MAX_ESTIMATED_S|min} min",
            f"burns are reported on low settings too ({_FDA})",
        ),
        (
            "session, electronic pad without sensor",
            "at most {SESSION_MAX_ELECTRONIC_BLIND_S|min} min",
            "{SESSION_MIN_S|min}–{SESSION_MAX_ELECTRONIC_BLIND_S|min} min",
            "nothing is known of its warmth",
        ),
        ("session, countdown of the plug not verified", "at most {SESSION_MAX_UNVERIFIED_S|min} min", "", OWN),
        (
            "outer deadline, fixed at the start",
            "the session's cap + {PAUSES_MAX_S|min} min",
            "",
            "the session's pauses and nothing more",
        ),
        ("pauses", "{PAUSES_MAX_S|min} min in all", "", OWN),
        ("extension", "{EXTEND_S|min} min", "1 min up to the cap", OWN),
        ("resuming after an early end", "within {RESUME_WINDOW_S|min} min", "", OWN),
        ("answer to start, cloth, pad button", "within {ANSWER_WITHIN_S|min} min", "", OWN),
        (
            "check-in at half time",
            "answer within {CHECK_IN_WITHIN_S|min} min",
            "on or off",
            "manuals forbid use while asleep ([TheraCare](https://manuals.plus/asin/B0BLRL9NB7))",
        ),
        (
            "nobody seen by the occupancy sensor",
            "{ABSENCE_DEFAULT_S|min} min",
            "{ABSENCE_RANGE_S[0]|min}–{ABSENCE_RANGE_S[1]|min} min, or never",
            OWN,
        ),
        ("“ending soon”", "{ENDING_SOON_S|min} min before the end", "", OWN),
        ("setting chosen while off", "kept for {CHOICE_KEPT_S|min} min", "", OWN),
        ("test of a plug", "at most {TEST_MAX_S|min} min", "", OWN),
        (
            "alarm, repeated",
            "every {messages.REPEAT_DEFAULT_MIN} min",
            "{messages.REPEAT_RANGE_MIN[0]}–{messages.REPEAT_RANGE_MIN[1]} min",
            OWN,
        ),
    ),
    "day": (
        (
            "rest",
            "{REST_FACTOR} × heated minutes, at most {REST_MAX_S|min} min; none below {REST_FROM_HEATED_S|min} heated minutes",
            "at least {REST_RANGE_S[0]}–{REST_RANGE_S[1]|min} min",
            "breaks of 1 to 2 hours are advised on low-authority pages only; the factor is own choice",
        ),
        (
            "heated minutes in 24 h",
            "{HEATED_CAP_DEFAULT_S|min}",
            "{HEATED_CAP_RANGE_S[0]|min}–{HEATED_CAP_RANGE_S[1]|min}",
            OWN,
        ),
        (
            "sessions of {COUNTED_SESSION_S|min} min and more in 24 h",
            "{SESSIONS_CAP_DEFAULT}",
            "{SESSIONS_CAP_RANGE[0]}–{SESSIONS_CAP_RANGE[1]}",
            "2 to 3 a day on low-authority pages only",
        ),
        (
            "dose of a session",
            "warning at {DOSE_WARN}, end at {DOSE_STOP} CEM43 min",
            "",
            "8 h at 40 °C, the course of studied heat wraps, gives 7.5 (calculated)",
        ),
        (
            "dose in 24 h",
            "{DOSE_DAY} CEM43 min",
            "never more than {DOSE_DAY_MAX}",
            "21 is an expert consensus on skin, not a safety limit ([ITRUSST](https://arxiv.org/abs/2311.05359))",
        ),
    ),
    "profiles": (
        (
            "`careful`",
            "{GOAL_MAX_CAREFUL_C} °C, {SESSION_MAX_CAREFUL_S|min} min, {SESSIONS_CAP_CAREFUL} sessions a day, check-in on",
            "stricter only",
            OWN,
        ),
        (
            "`sensitive`",
            "{GOAL_MAX_CAREFUL_C} °C, {SESSION_DEFAULT_SENSITIVE_S|min} min, {SESSIONS_CAP_SENSITIVE} session a day, "
            "{DOSE_DAY_SENSITIVE} CEM43 min in 24 h, check-in on",
            "at most {SESSION_MAX_SENSITIVE_S|min} min",
            "39 °C and 2 CEM43 min are the strictest published figures (van Rhoon 2013)",
        ),
    ),
    "sensor": (
        (
            "silence, contact sensor",
            "{SILENCE_RAMP_S} s in the ramp, {SILENCE_HOLD_S} s in the hold",
            "{SILENCE_RANGE_S[0]}–{SILENCE_RANGE_S[1]} s, only shortens",
            "own choice: the pad rises 3 °C a minute and more at full power",
        ),
        (
            "silence, sensor that is only a limit",
            "{SILENCE_HOLD_S} s",
            "{SILENCE_RANGE_S[0]}–{SILENCE_RANGE_S[1]} s",
            "it only switches off",
        ),
        ("first reading before a start", "at most {starting.FIRST_SAMPLE_MAX_AGE_S|min} min old", "", "[decision 5](decisions.md)"),
        ("slow sensor: a limit only", "usually more than {SENSOR_SLOW_S} s between reports", "", OWN),
        (
            "implausible: fault",
            "outside {PLAUSIBLE_C[0]}–{PLAUSIBLE_C[1]} °C (inside: {PLAUSIBLE_INSIDE_C[0]}–{PLAUSIBLE_INSIDE_C[1]}), or more "
            "than {JUMP_C} °C within {JUMP_WITHIN_S} s",
            "",
            "own choice: no pad moves that fast",
        ),
        (
            "frozen: fault",
            "one value for {FROZEN_FOR_S|min} min of heat while the model expects {FROZEN_QUANTA} steps of change",
            "",
            OWN,
        ),
        (
            "no rise: fault",
            "less than {NO_RISE_C} °C in {NO_RISE_WITHIN_S|min} min at more than {NO_RISE_MEAN_W} W, from below goal − "
            "{NO_RISE_BELOW_GOAL_C} °C",
            "",
            "a pad needs about 9 min to warm up ([Thermophore](https://thermophorecanada.com/faqs/)); the rest is calculated",
        ),
        (
            "estimate, corrected by a thermometer",
            "{ESTIMATE_OFFSET_RANGE_C[0]} to +{ESTIMATE_OFFSET_RANGE_C[1]} °C",
            "",
            OWN,
        ),
    ),
    "plug": (
        ("gone in a session", "{PLUG_GONE_S} s; with a verified countdown until it runs out", "", OWN),
        ("guard looks", "every {guard.TICK_S} s", "", OWN),
        ("an ON it does not follow", "again every {relay.RESEND_ON_S} s, given up after {PLUG_GONE_S} s", "", "[decision 6](decisions.md)"),
        (
            "OFF that is not proved",
            "again after {off_keeper.RETRY_S[0]}, {off_keeper.RETRY_S[1]}, {off_keeper.RETRY_S[2]} … {off_keeper.RETRY_S[5]} s "
            "for ever; people are told after {OFF_TOLD_AFTER_S} s",
            "",
            OWN,
        ),
        ("stuck on, by its state: fault", "{STUCK_ON_ATTEMPTS} OFFs and {STUCK_ON_AFTER_S} s while it says on", "", OWN),
        (
            "stuck on, by its meter: fault",
            "more than {POWER_IDLE_W} W in {STUCK_READINGS} readings, {STUCK_AFTER_S} s after OFF",
            "",
            "own choice; meters of plugs report late",
        ),
        ("rated power", "{RATED_POWER_DEFAULT_W} W", "{RATED_POWER_RANGE_W[0]}–{RATED_POWER_RANGE_W[1]} W", "pads draw 30–100 W"),
        (
            "too much power: fault",
            "more than {POWER_MAX_W} W, or {POWER_OVER_LEARNED} × what it learned",
            "",
            "pads draw 30–100 W ([Conrad](https://conrad.at/de/o/heizkissen-heizdecken-0601015.html))",
        ),
        (
            "no power while on",
            "less than {POWER_IDLE_W} W: warning after {NOT_HEATING_WARN_S|min} min of on-time, fault after {NOT_HEATING_S|min}; a "
            "pad with its own thermostat {PAUSE_MARGIN} × its longest pause so far, at most {PAUSE_MAX_S|min} min",
            "",
            "pads with electronics come back switched off ([manual](https://manualsfile.com/product/pixaesbqy6.html?page=10))",
        ),
        (
            "somebody else's ON outside a session: fault",
            "{FOREIGN_ON_TIMES} in {FOREIGN_ON_WITHIN_S|min} min",
            "",
            OWN,
        ),
        ("own command", "known by what it sets, for {OWN_COMMAND_S} s", "", "reports of plugs come late"),
        (
            "pulse of the relay",
            "{control.MIN_PULSE_S}–{control.MAX_PULSE_S} s; without a sensor in cycles of {control.CYCLE_S} s",
            "",
            "calculated; none of it delays an OFF",
        ),
        ("mean power without a sensor", "at most {control.OPEN_MEAN_MAX_W} W", "", "calculated: held for good it brings a bare surface to 44 °C"),
        (
            "countdown that is renewed",
            "{RENEWED_EXPIRY_S} s, renewed every {RENEW_EVERY_S} s; OFF after {RENEWALS_FAILED} that fail",
            "",
            "three renewals may get lost",
        ),
        (
            "countdown that is not renewed",
            "ON for at most {PULSE_MAX_S} s, armed {EXPIRY_MARGIN_S} s longer, never above {EXPIRY_MAX_S} s",
            "",
            "[decision 10](decisions.md)",
        ),
        (
            "countdown of an electronic pad, not renewed",
            "the session + {EXPIRY_MARGIN_ELECTRONIC_S} s",
            "",
            "it must not be interrupted",
        ),
        ("off by the plug's countdown", "known by its moment, ± {EXPIRY_TOLERANCE_S} s", "", OWN),
        ("relay worn: notice", "{RELAY_WORN_OPERATIONS} operations", "", "relays of plugs are made for about 100,000"),
    ),
    "learned": (
        (
            "watts of the pad",
            "sessions of more than {ending.LEARN_AFTER_S|min} min move it by {ending.LEARN_SHARE|share}",
            "",
            OWN,
        ),
        ("values of a pad", "each within a range around the usual pad, see `engine/identify.py`", "", "range of the simulated pads; own choice"),
        (
            "relay operations",
            "pulses begin at least {control.CYCLE_LEAST_S} s apart, with quiet switching {control.QUIET_CYCLE_S} s",
            "",
            "calculated",
        ),
    ),
    "packs": (
        ("microwave wrap, hot water bottle, other", "{pack.CAPS_S[microwave_wrap]|min} min", "shorter", OWN),
        ("patch", "{pack.CAPS_S[hydrogel_patch]|h} h", "shorter", "makers print up to 8 hours"),
    ),
    "diary": (
        (
            "questions",
            "at most {prompts.PROMPTS_A_DAY} in 24 h, dropped when {prompts.LATE_AT_MOST|min} min late; after "
            "{prompts.IGNORED_MAX} without an answer only every {prompts.BACK_OFF|days} to {prompts.BACK_OFF_MOST|days} days",
            "which, when, quiet hours",
            OWN,
        ),
        (
            "after heat",
            "at its end; {prompts.LATER_AFTER[0]|min} and {prompts.LATER_AFTER[1]|min} min later; skin after "
            "{prompts.SKIN_AFTER|min} min; a reminder to stretch after {prompts.STRETCH_AFTER|min} min",
            "each on or off",
            OWN,
        ),
        ("a week's mean", "needs {pain.AVERAGE_NEEDS_DAYS} of {pain.AVERAGE_DAYS} days", "", OWN),
        (
            "a change around heat",
            "list below {pain.LIST_BELOW} pairs, mean with interval from {pain.MEAN_FROM}",
            "",
            "fewer say too little; one score is unreliable ([PMC3014612](https://pmc.ncbi.nlm.nih.gov/articles/PMC3014612))",
        ),
        (
            "“noticeably better”",
            "{pain.MEANINGFUL_POINTS} points less, or {pain.MEANINGFUL_SHARE|share} less from {pain.SHARE_FROM} and above",
            "",
            "chronic pain, n = 2724 ([11690728](https://pubmed.ncbi.nlm.nih.gov/11690728/?dopt=Abstract))",
        ),
        (
            "advice to see a clinician",
            "{clinician.RISEN_BY} over the mean of the week before, or {clinician.SEVERE_FROM} and more, on "
            "{clinician.DAYS_NEEDED} of 7 days; pain in {clinician.WEEKS_NEEDED} weeks in a row; hurt skin; more than "
            "{clinician.SESSIONS_A_WEEK} sessions in 7 days",
            "quiet for {clinician.QUIET|weeks} weeks, unless worse by {clinician.WORSE_BY}",
            "own choice, from what patients are commonly told ([red flags](https://redflagsymptoms.co.uk/back-pain))",
        ),
    ),
}


def limits_table(name: str) -> str:
    """Return one table of the limits."""
    _check_complete()
    return table(
        ("what", "value", "you may choose", "source or reason"),
        ([_PLACE.sub(_value, cell) for cell in row] for row in LIMITS[name]),
    )


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
    told = {
        f"{place['module'] or 'limits'}.{place['name']}"
        for rows in LIMITS.values()
        for row in rows
        for cell in row
        for place in _PLACE.finditer(cell)
    }
    known = {
        f"{module}.{name}"
        for module in _COMPLETE
        for name, value in vars(_MODULES[module]).items()
        if name.isupper() and isinstance(value, int | float | tuple | dict | timedelta)
        and _defines(_MODULES[module], name)
    }
    if missing := known - told - _NO_LIMITS - _PLANNING:
        msg = f"no table of docs/limits.md tells of {sorted(missing)}"
        raise ValueError(msg)


def _defines(module: ModuleType, name: str) -> bool:
    """Whether a name is the module's own and not imported."""
    source = inspect.getsource(module)
    return re.search(rf"^{name}\b[^=\n]*=", source, re.MULTILINE) is not None
