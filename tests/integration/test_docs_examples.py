"""Every YAML example of the documentation is carried out in the simulated home."""

import re
from pathlib import Path
from typing import Any

import probatio as vol
import pytest
import yaml  # type: ignore[import-untyped]  # its stubs are not among our tools
from homeassistant.components.logger import CONFIG_SCHEMA as LOGGER
from homeassistant.components.persistent_notification import async_register_callback
from homeassistant.components.recorder import CONFIG_SCHEMA as RECORDER
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv, script
from pytest_homeassistant_custom_component.common import async_mock_service

from tests.docs.markdown import ROOT, examples, name, pages
from tests.integration.automations import Automations
from tests.integration.home import Home, as_said
from tests.integration.people import add_person

_ENTITY = re.compile(
    r"\b((?:automation|binary_sensor|button|calendar|climate|event|number|select|sensor|switch|timer)\.[a-z0-9_]+_[a-z0-9_]+)\b"
)
_SERVICES = {"event.received", "timer.started", "timer.finished"}
_CARD = ROOT / "card" / "src"


def _all() -> list[tuple[Path, dict[str, Any]]]:
    # ESPHome's includes are read as names of files.
    return [
        (page, yaml.safe_load(text.replace("!include ", ""))) for page in pages() for text in examples(page, "yaml")
    ]


def kind_of(example: dict[str, Any]) -> str:
    """Say what an example is."""
    for key, kind in (
        ("alias", "automation"),
        ("action", "action"),
        ("strategy", "dashboard"),
        ("esphome", "firmware"),
        ("logger", "logger"),
        ("recorder", "recorder"),
    ):
        if key in example:
            return kind
    return "card" if str(example.get("type", "")).startswith("custom:") else "unknown"


def of_kind(kind: str) -> list[Any]:
    """Return the examples of one kind, named by their page."""
    found = [(page, example) for page, example in _all() if kind_of(example) == kind]
    return [pytest.param(example, id=f"{name(page)} {example.get('alias', '')}") for page, example in found]


class Notices:
    """What people see in Home Assistant."""

    def __init__(self, hass: HomeAssistant) -> None:
        self.texts: list[str] = []
        async_register_callback(hass, self._noticed)

    @callback
    def _noticed(self, _kind: object, notices: dict[str, Any]) -> None:
        self.texts += [each["message"] for each in notices.values()]


def test_every_example_is_of_a_kind_that_is_tried() -> None:
    assert [name(page) for page, example in _all() if kind_of(example) == "unknown"] == []


# -- actions ---------------------------------------------------------------------


@pytest.mark.parametrize("example", of_kind("action"))
async def test_an_action_does_what_it_says(home: Home, example: dict[str, Any]) -> None:
    person = await add_person(home)
    service = example["action"].removeprefix("heating_pad.")
    if service in ("stop_session", "extend_session"):
        await home.start(10)
        await home.run(5)
    ends_at = home.value("ends_at")
    here = {**example, "data": as_said(example.get("data", {}))}
    sequence = await script.async_validate_actions_config(home.hass, cv.SCRIPT_SCHEMA([here]))
    run = script.Script(home.hass, sequence, "example", "test")
    await run.async_run(context=home.person)
    await home.run(5)
    if service == "start_session":
        assert home.value("phase") == "ramp"
        wanted = example["data"]
        if "level" in wanted:
            assert home.climate.attributes["preset_mode"] == wanted["level"]
        if "temperature" in wanted:
            assert home.climate.attributes["temperature"] == pytest.approx(wanted["temperature"], abs=0.1)
        duration = wanted["duration"]
        minutes = duration["minutes"] if isinstance(duration, dict) else int(duration.split(":")[1])
        assert home.timer.attributes["duration"] == f"0:{minutes:02}:00"
    elif service == "stop_session":
        assert home.value("stop_reason") == "stopped"
    elif service == "extend_session":
        assert home.value("ends_at") > ends_at
    else:
        assert service == "log_pain"
        assert person.value("pain") == str(example["data"]["score"])
        (entry,) = await person.entries()
        assert entry["sites"] == example["data"]["sites"]


# -- automations -------------------------------------------------------------------


async def _wait_for_confirmation(home: Home) -> None:
    await home.call("climate.turn_on", by_person=False)
    await home.run(3)


async def _be_refused(home: Home) -> None:
    assert await home.refused("heating_pad.start_session", {"duration": {"minutes": 90}}) == "too_long"


async def _run_to_the_end(home: Home) -> None:
    await home.start(2)
    await home.run(130)


async def _half_past_eight(home: Home) -> None:
    await home.run(31 * 60, step_s=10)


HAPPENS = {
    "heating_pad.start_refused": _be_refused,
    "heating_pad.waiting": _wait_for_confirmation,
    "event.received": _wait_for_confirmation,
    "heating_pad.session_ended": _run_to_the_end,
    "time": _half_past_eight,
}
"""How to make a trigger of an example happen."""


@pytest.mark.parametrize("example", of_kind("automation"))
async def test_an_automation_does_what_it_says(home: Home, example: dict[str, Any]) -> None:
    notices = Notices(home.hass)
    lights = async_mock_service(home.hass, "light", "turn_on")
    (trigger,) = example["triggers"]
    # Eight in the evening when the simulated home begins.
    await home.hass.config.async_set_time_zone("Europe/Kyiv")
    await Automations(home.hass).build(example)
    before = list(notices.texts)
    await HAPPENS[trigger["trigger"]](home)
    (action,) = example["actions"]
    if action["action"] == "light.turn_on":
        assert [call.data["entity_id"] for call in lights] == [["light.hall"]]
    elif action["action"] == "heating_pad.start_session":
        assert home.value("waiting_for") == "start"
    else:
        new = [text for text in notices.texts if text not in before]
        words = re.split(r"\{\{.*?\}\}", action["data"]["message"])
        assert any(all(word in text for word in words) and "None" not in text for text in new), new
    # One that waits for a time would wait for ever.
    for entity_id in home.hass.states.async_entity_ids("automation"):
        await home.hass.services.async_call("automation", "turn_off", {"entity_id": entity_id}, blocking=True)


@pytest.mark.parametrize("example", of_kind("action") + of_kind("automation") + of_kind("card"))
async def test_examples_name_entities_that_are_there(home: Home, example: dict[str, Any]) -> None:
    await add_person(home)
    named = set(_ENTITY.findall(yaml.safe_dump(example))) - _SERVICES
    services = {
        f"{domain}.{each}"
        for domain, each in ((d, s) for d, all_ in home.hass.services.async_services().items() for s in all_)
    }
    assert {each for each in named if home.hass.states.get(each) is None} - services == set()


# -- the rest ------------------------------------------------------------------------


def _options(interface: str) -> set[str]:
    """Return the options that a card's source declares."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in _CARD.rglob("*.ts"))
    found = re.search(rf"interface {interface}(?: extends (\w+))? {{(.*?)}}", sources, re.DOTALL)
    assert found is not None, interface
    own = set(re.findall(r"^\s*(\w+)\??:", found[2], re.MULTILINE))
    return own | (_options(found[1]) if found[1] else set())


@pytest.mark.parametrize("example", of_kind("card"))
def test_a_card_has_the_options_of_its_source(example: dict[str, Any]) -> None:
    interface = {"custom:heating-pad-card": "PadCardConfig", "custom:heating-pad-diary-card": "DiaryCardConfig"}[
        example["type"]
    ]
    assert set(example) <= _options(interface)


@pytest.mark.parametrize("example", of_kind("dashboard"))
def test_a_dashboard_names_our_strategy(example: dict[str, Any]) -> None:
    source = (_CARD / "dashboard.ts").read_text(encoding="utf-8")
    assert f'"ll-strategy-dashboard-{example["strategy"]["type"].removeprefix("custom:")}"' in source
    assert set(example["strategy"]) <= {"type", "kiosk"}


@pytest.mark.parametrize("example", of_kind("firmware"))
def test_a_plug_s_configuration_fits_the_package(example: dict[str, Any]) -> None:
    file = ROOT / "docs" / "esphome" / example["packages"]["heating_pad"]
    package = file.read_text(encoding="utf-8")
    (output,) = example["output"]
    assert re.search(rf"\b{output['id']}\b", package)
    assert yaml.compose(package) is not None


@pytest.mark.parametrize("example", of_kind("logger"))
def test_the_logger_takes_it(example: dict[str, Any]) -> None:
    assert isinstance(LOGGER, vol.Schema)
    LOGGER(example)
    for logger in example["logger"]["logs"]:
        assert (ROOT / logger.replace(".", "/")).is_dir()


@pytest.mark.parametrize("example", of_kind("recorder"))
def test_the_recorder_takes_it(example: dict[str, Any]) -> None:
    assert isinstance(RECORDER, vol.Schema)
    assert RECORDER(example)["recorder"]["exclude"]["event_types"] == ["call_service"]
