"""What a plug's countdown is used for: which expiry, for which pad, and what it is worth before and after its test."""

import json
from typing import Any

import pytest
from homeassistant.helpers import entity_registry as er

from custom_components.heating_pad.diagnostics import async_get_config_entry_diagnostics
from custom_components.heating_pad.engine.limits import (
    EXPIRY_MARGIN_ELECTRONIC_S,
    RENEWED_EXPIRY_S,
    SESSION_MAX_CONTACT_S,
    SESSION_MAX_ELECTRONIC_BLIND_S,
    SESSION_MAX_ESTIMATED_S,
    TEST_MAX_S,
)
from tests.integration.home import Home
from tests.integration.setting_plug import NUMBER, SettingPlug
from tests.simulation.plants import Fault


async def told_armed(home: Home) -> bool:
    """Say whether the engine was told that the plug counts down."""
    assert home.entry is not None
    told = await async_get_config_entry_diagnostics(home.hass, home.entry)
    return "Armed" in json.dumps(told["recordings"])


def expiry_s(home: Home) -> float:
    """Return what sessions are armed with."""
    found: float = home.state("auto_off").attributes["expiry_seconds"]
    return found


async def verdict(home: Home) -> str:
    """Have the plug tested with a pad that stays cold; returns the verdict."""
    home.pad.fail(Fault.CONTROLLER_OFF)
    await home.call("heating_pad.test_auto_off")
    await home.run_until(lambda: home.state("auto_off").attributes["last_test"] is not None, 4 * 3600)
    await home.run(10)
    home.pad.mend(Fault.CONTROLLER_OFF)
    assert not home.pad.relay_on
    return str(home.state("auto_off").attributes["last_test"])


@pytest.mark.parametrize("unit", ["s", "min"])
async def test_s12_a_setting_counts_once_it_was_tested(empty_home: Home, unit: str) -> None:
    home = empty_home
    plug = await SettingPlug.build(home, unit=unit)
    await home.add_pad()
    assert home.value("auto_off") == "unverified"
    assert home.state("auto_off").attributes["family"] == "persistent_auto_off"
    await home.start(5)
    await home.run_until(lambda: home.pad.relay_on, 30)
    await home.run(3)
    # Nothing was written, so nothing counts down.
    assert plug.counts_s == 0
    assert not await told_armed(home)
    await home.call("heating_pad.stop_session")
    await home.run(120)
    assert await verdict(home) == "passed"
    assert home.value("auto_off") == "verified"
    assert plug.counts_s == expiry_s(home)
    await home.start(5)
    await home.run_until(lambda: home.pad.relay_on, 60)
    await home.run(3)
    assert await told_armed(home)


@pytest.mark.parametrize(
    ("sources", "longest_s"),
    [
        ({"sensor": True}, SESSION_MAX_CONTACT_S),
        ({"sensor": False}, SESSION_MAX_ELECTRONIC_BLIND_S),
        ({"sensor": True, "sensor_placement": "inside"}, SESSION_MAX_ESTIMATED_S),
    ],
    ids=["on the skin", "without a sensor", "inside the pad"],
)
async def test_t12_an_electronic_pad_is_armed_for_its_longest_session(
    empty_home: Home, sources: dict[str, Any], longest_s: float
) -> None:
    await SettingPlug.build(empty_home)
    await empty_home.add_pad(controller="electronic", **sources)
    assert expiry_s(empty_home) == longest_s + EXPIRY_MARGIN_ELECTRONIC_S
    assert expiry_s(empty_home) > RENEWED_EXPIRY_S


async def test_t12_a_countdown_that_is_too_short_would_interrupt_an_electronic_pad(empty_home: Home) -> None:
    await SettingPlug.build(empty_home, longest=600)
    await empty_home.add_pad(controller="electronic")
    await empty_home.start(5)
    await empty_home.press("confirm")
    await empty_home.run_until(lambda: empty_home.pad.relay_on, 30)
    await empty_home.run(3)
    assert not await told_armed(empty_home)


async def test_a_test_that_would_take_too_long_ends_off_and_proves_nothing(empty_home: Home) -> None:
    await SettingPlug.build(empty_home)
    await empty_home.add_pad(controller="electronic", sensor=False)
    empty_home.pad.fail(Fault.CONTROLLER_OFF)
    await empty_home.call("heating_pad.test_auto_off")
    await empty_home.run_until(lambda: empty_home.pad.relay_on, 60)
    await empty_home.run_until(lambda: empty_home.value("phase") != "testing", TEST_MAX_S + 5)
    await empty_home.run(5)
    assert not empty_home.pad.relay_on
    assert empty_home.value("auto_off") == "unverified"


async def test_a_setting_that_is_refused_proves_nothing(empty_home: Home) -> None:
    plug = await SettingPlug.build(empty_home)
    plug.refuses = True
    await empty_home.add_pad()
    assert await verdict(empty_home) == "not_acknowledged"
    assert empty_home.value("auto_off") == "failed"


async def test_what_one_integration_says_wrong_of_itself_leaves_the_pad_without_a_countdown(empty_home: Home) -> None:
    await SettingPlug.build(empty_home)
    shown = empty_home.hass.states.get(NUMBER)
    assert shown is not None
    empty_home.hass.states.async_set(NUMBER, "0", {**shown.attributes, "max": "as long as you like"})
    await empty_home.add_pad()
    assert empty_home.value("auto_off") == "none"
    await empty_home.start(5)
    await empty_home.run_until(lambda: empty_home.pad.relay_on, 30)


async def test_a_setting_that_is_gone_when_its_pad_is_removed_stays_as_it_is(
    empty_home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    plug = await SettingPlug.build(empty_home)
    entry = await empty_home.add_pad()
    assert await verdict(empty_home) == "passed"
    kept_s = plug.counts_s
    assert kept_s > 0
    er.async_get(empty_home.hass).async_remove(NUMBER)
    await empty_home.run_with(empty_home.hass.config_entries.async_remove(entry.entry_id), 120)
    await empty_home.run(10)
    assert plug.counts_s == kept_s
    assert "is out of reach and could not be given back" in caplog.text
