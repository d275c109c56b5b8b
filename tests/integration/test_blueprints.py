"""Every blueprint: loaded by Home Assistant's own loader, filled in, and running until it acts."""

import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from homeassistant.components.automation.helpers import async_get_blueprints
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util

from custom_components.heating_pad import trigger
from tests.integration.blueprints import NAMES, SHIPPED, Blueprints, put, tell
from tests.integration.home import Home
from tests.integration.people import Somebody, add_person

PACKAGE = Path(trigger.__file__).parent / "blueprints"
ADDRESS = "https://github.com/heating-pad/heating-pad/blob/main/blueprints/automation/heating_pad/"


@pytest.fixture
async def blueprints(empty_home: Home, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Blueprints]:
    """A home with a pad and a phone; whatever Home Assistant has to complain about is a failure."""
    await empty_home.build()
    await empty_home.add_pad()
    blueprints = Blueprints(empty_home)
    yield blueprints
    await blueprints.leave()
    complaints = [
        record.getMessage()
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING
        and record.name.startswith(("homeassistant.components.automation", "homeassistant.helpers"))
    ]
    assert [each for each in complaints if not any(one in each for one in blueprints.complaints_expected)] == []


@pytest.fixture
def home(blueprints: Blueprints) -> Home:
    """The home of these blueprints."""
    return blueprints.home


@pytest.fixture
async def anna(home: Home) -> Somebody:
    """A person with a diary, who uses the pad."""
    anna = await add_person(home, "Anna")
    await home.call("select.select_option", {"option": "Anna"}, key="used_by")
    return anna


async def set_options(home: Home, **options: Any) -> None:
    """Change options of the pad, as the form does."""
    assert home.entry is not None
    home.hass.config_entries.async_update_entry(home.entry, options=options)
    await home.run_with(home.hass.config_entries.async_reload(home.entry.entry_id))
    await home.run(8)


def pad_of(home: Home) -> str:
    return home.entity_id("climate", "climate")


async def until(home: Home, clock: str) -> None:
    """Let time pass until the local clock shows this, once."""
    now = dt_util.as_local(home.clock.wall)
    hours, minutes = map(int, clock.split(":"))
    then = now.replace(hour=hours, minute=minutes, second=0, microsecond=0)
    if then <= now:
        then += timedelta(days=1)
    left_s = (then - now).total_seconds()
    # Nothing happens in the hours before: they need not pass second by second.
    if left_s > 180:
        await home.run(left_s - 120, step_s=60)
        left_s = 120
    await home.run(left_s + 1)


# -- all of them -----------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
async def test_it_loads_and_says_what_it_is(hass: HomeAssistant, name: str, tmp_path: Path) -> None:
    hass.config.config_dir = str(tmp_path)
    put(hass, name)
    assert await async_setup_component(hass, "automation", {})
    blueprint = await async_get_blueprints(hass).async_get_blueprint(f"heating_pad/{name}.yaml")
    assert blueprint.validate() is None
    meta = blueprint.metadata
    assert meta["source_url"] == f"{ADDRESS}{name}.yaml"
    assert meta["homeassistant"]["min_version"] == "2026.10.0"
    assert len(meta["description"]) > 60
    sections = [each for each in meta["input"].values() if "input" in each]
    assert len(sections) == len(meta["input"]), "every input stands in a section"
    assert all(section["name"] and section["icon"].startswith("mdi:") for section in sections)
    for key, each in blueprint.inputs.items():
        assert each["name"], key
        assert each["selector"], key
        if "default" not in each:
            section = next(one for one in sections if key in one["input"])
            assert not section.get("collapsed"), f"{key} has to be filled in, and cannot be seen"


def test_the_package_ships_what_stands_in_the_repository() -> None:
    """`scripts/ship_blueprints` copies them."""
    shipped = {path.name: path.read_bytes() for path in PACKAGE.glob("*")}
    assert shipped == {path.name: path.read_bytes() for path in SHIPPED.glob("*")}


# -- tell me when it ends ----------------------------------------------------------------


async def test_tells_when_a_session_ends(blueprints: Blueprints, home: Home) -> None:
    await blueprints.use(
        "tell_me_when_it_ends",
        session_event=home.entity_id("session", "event"),
        tell=tell("{{ message }}"),
    )
    await home.start(10)
    await home.run(120)
    assert blueprints.names == []
    await home.press("stop")
    await home.run(5)
    assert len(blueprints.names) == 1
    assert "stopped" in blueprints.names[0]


# -- ready by ----------------------------------------------------------------------------


async def ready_by(blueprints: Blueprints, home: Home, **inputs: Any) -> None:
    await blueprints.use(
        "ready_by",
        pad=pad_of(home),
        phone=blueprints.phone_id,
        ready_at="20:00:00",
        warm_up=10,
        answer=5,
        minutes=12,
        **inputs,
    )


async def test_ready_by_asks_at_the_right_time_and_a_press_starts(blueprints: Blueprints, home: Home) -> None:
    await ready_by(blueprints, home)
    await until(home, "19:43")
    assert blueprints.asked == []
    await home.run(180)
    assert blueprints.asked == ["Shall it be warm at 20:00?"]
    assert blueprints.buttons == ["Start", "In 10 minutes", "Skip today"]
    assert home.plug.ons == 0
    await blueprints.press("Start")
    await home.run(5)
    assert home.value("phase") == "ramp"
    assert home.timer.attributes["duration"] == "0:12:00"
    assert blueprints.taken_back


async def test_ready_by_asks_earlier_for_a_longer_ramp(blueprints: Blueprints, home: Home) -> None:
    ramp = home.entity_id("ramp_minutes", "number")
    await home.hass.services.async_call("number", "set_value", {"entity_id": ramp, "value": 18}, blocking=True)
    await ready_by(blueprints, home, ramp=ramp)
    await until(home, "19:36")
    assert blueprints.asked == []
    await home.run(120)
    assert len(blueprints.asked) == 1


async def test_ready_by_never_heats_for_nobody(blueprints: Blueprints, home: Home) -> None:
    await set_options(home, unattended_start="allow")
    await ready_by(blueprints, home)
    await until(home, "19:46")
    assert len(blueprints.asked) == 1
    start = blueprints.phone.button("Start")
    await home.run(20 * 60)
    assert home.plug.ons == 0
    assert blueprints.taken_back
    assert len(blueprints.asked) == 1
    # The question is gone; a phone that shows it still starts nothing with it.
    await blueprints.press_action(start)
    await home.run(5)
    assert home.plug.ons == 0


async def test_ready_by_asks_again_in_10_minutes_and_may_be_skipped(blueprints: Blueprints, home: Home) -> None:
    await ready_by(blueprints, home)
    await until(home, "19:46")
    await blueprints.press("In 10 minutes")
    await home.run(9 * 60)
    assert len(blueprints.asked) == 1
    await home.run(70)
    assert len(blueprints.asked) == 2
    await blueprints.press("Skip today")
    await home.run(30 * 60)
    assert len(blueprints.asked) == 2
    assert home.plug.ons == 0
    await until(home, "19:47")
    assert len(blueprints.asked) == 3


async def test_ready_by_knows_the_day_and_whether_the_pad_is_ready(blueprints: Blueprints, home: Home) -> None:
    await until(home, "12:00")
    weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    today = dt_util.as_local(home.clock.wall).weekday()
    await ready_by(blueprints, home, days=[weekdays[(today + 1) % 7], weekdays[(today + 2) % 7]])
    await until(home, "19:50")
    assert blueprints.asked == []
    await until(home, "19:42")
    await home.start(15)
    await until(home, "20:01")
    assert blueprints.asked == []
    await until(home, "19:50")
    assert len(blueprints.asked) == 1
