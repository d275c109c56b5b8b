"""What people fill in: the fields of the set-up and of the options, with their own explanations."""

from collections.abc import Sequence

from .source import table, texts

_SETUP = ("electric_pad", "pad_details", "safety")
_OF_PERSONS = ("diary", "privacy")
_MENUS = ("init", "voice_and_blueprints", "auto_off")
_OUTSIDE = {"auto_off_choice": "auto_off", "auto_off_custom": "auto_off", "auto_off_test": "auto_off"}
"""Pages that are reached from another one, whose title says more."""


def setup() -> str:
    """Return the tables of the pages that set up a pad."""
    return _pages("config", _SETUP)


def options() -> str:
    """Return the tables of a pad's options."""
    steps = texts()["options"]["step"]
    return _pages("options", [step for step in steps if step not in (*_MENUS, *_OF_PERSONS)])


def options_of_person() -> str:
    """Return the tables of a person's options."""
    return _pages("options", _OF_PERSONS)


def _pages(flow: str, steps: Sequence[str]) -> str:
    return "\n\n".join(_page(flow, step) for step in steps)


def _page(flow: str, step: str) -> str:
    told = texts()[flow]["step"][step]
    title = told["title"]
    if step in _OUTSIDE:
        title = f"{texts()[flow]['step'][_OUTSIDE[step]]['title']}: {title}"
    explained = told.get("data_description", {})
    rows = [(name, explained.get(key, "")) for key, name in told["data"].items()]
    return f"**{title}**\n\n{table(('field', 'what'), rows)}"
