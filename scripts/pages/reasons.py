"""Why a session ended, why one was refused, and what stands under repairs."""

from typing import Any

from custom_components.heating_pad.engine.models import STOP_RULES, Refusal, StopReason, Told

from .source import table, texts

_TOLD = {
    Told.EVENT: "event",
    Told.NOTICE: "notice",
    Told.NOTIFY: "message",
    Told.ALARM: "alarm",
}


def stop_reasons() -> str:
    """Return the table of stop reasons."""
    names = texts()["entity"]["sensor"]["stop_reason"]["state"]
    return table(
        ("reason", "meaning", "timer", "told by", "afterwards"),
        (
            (
                f"`{reason}`",
                names[reason],
                rule.timer,
                _TOLD[rule.told],
                "**fault**, to be acknowledged"
                if rule.latched
                else "can be resumed for 5 min"
                if rule.resumable
                else "",
            )
            for reason, rule in ((each, STOP_RULES[each]) for each in StopReason)
        ),
    )


def refusals() -> str:
    """Return the table of refusals."""
    said = texts()["exceptions"]
    shown = texts()["entity"]["sensor"]["blocked_by"]["state"]
    return table(
        ("refusal", "what is said", "in `blocked_by`"),
        ((f"`{each}`", said[each]["message"], "yes" if each in shown else "no") for each in Refusal),
    )


def issues() -> str:
    """Return the table of repair issues."""
    return table(
        ("under *Settings → System → Repairs*", "what it says"),
        ((_named(each["title"]), _named(_advice(each))) for _, each in sorted(texts()["issues"].items())),
    )


def _advice(issue: dict[str, Any]) -> str:
    """Return what an issue says, on its own or as the page of its repair."""
    if "description" in issue:
        return str(issue["description"])
    (page,) = issue["fix_flow"]["step"].values()
    return str(page["description"])


def _named(text: str) -> str:
    """Show whose name stands in a text."""
    return text.replace("{name}", "*Sofa pad*").replace("{plug}", "*Sofa plug*")
