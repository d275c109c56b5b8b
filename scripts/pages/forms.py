"""What people fill in: the fields of the set-up and of the options, with their own explanations."""

from collections.abc import Sequence

from .source import table, texts

_SETUP = ("electric_pad", "pad_details", "safety")
_OF_PERSONS = ("diary", "privacy")
_BEHIND = {
    "auto_off": ("auto_off_choice", "auto_off_custom", "auto_off_test"),
    "voice_and_blueprints": ("voice", "blueprints"),
}
"""Pages that are reached from another one."""
_INIT = "init"


def setup() -> str:
    """Return the tables of the pages that set up a pad."""
    return _pages("config", _SETUP)


def options() -> str:
    """Return the tables of a pad's options."""
    steps = texts()["options"]["step"]
    menu = [step for step in steps[_INIT]["menu_options"] if step not in _OF_PERSONS]
    found = [page for step in menu for page in _BEHIND.get(step, (step,))]
    if forgotten := steps.keys() - {*found, *_OF_PERSONS, *_BEHIND, _INIT}:
        msg = f"these pages of the options are in no menu: {sorted(forgotten)}"
        raise ValueError(msg)
    return _pages("options", found)


def options_of_person() -> str:
    """Return the tables of a person's options."""
    return _pages("options", _OF_PERSONS)


def _pages(flow: str, steps: Sequence[str]) -> str:
    return "\n\n".join(_page(flow, step) for step in steps)


def _page(flow: str, step: str) -> str:
    told = texts()[flow]["step"][step]
    title = told["title"]
    if before := next((menu for menu, behind in _BEHIND.items() if step in behind), None):
        title = f"{texts()[flow]['step'][before]['title']}: {title}"
    explained = told.get("data_description", {})
    rows = [(name, explained.get(key, "")) for key, name in told["data"].items()]
    return f"**{title}**\n\n{table(('field', 'what'), rows)}"
