"""The guided test of a pad whose plug or sensors fail in the middle: it says so, and ends off (S1)."""

from collections.abc import Callable
from typing import Any

import pytest
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError

from custom_components.heating_pad.plug.auto_off import AutoOffError
from custom_components.heating_pad.plug.pad_test import PadTest, PadTestProblem
from tests.integration.home import METER, PLUG, THERMOMETER, Home
from tests.integration.test_config_flow import DETAILS, choose, sources_form
from tests.integration.test_off_keeper import Kept, arm, kept
from tests.integration.test_pad_test import TEST_S, created, details_by_test

__all__ = ["kept"]


async def lost(home: Home, when: Callable[[int, bool], bool], **sources: str) -> dict[str, Any]:
    """Run the test with a plug that some commands do not reach, by how many ONs it followed; returns the form."""
    followed = {"on": 0}
    broken = [True]

    def fail(on: bool) -> None:
        if broken[0] and when(followed["on"], on):
            raise HomeAssistantError("no")
        followed["on"] += on

    home.plug.before_command.append(fail)
    flows = home.hass.config_entries.flow
    flow_id = await sources_form(home)
    await choose(home, flow_id, **sources)
    await flows.async_configure(flow_id, {**DETAILS, "guided_test": True})
    shown = await flows.async_configure(flow_id, {"ready": True})
    assert shown["type"] is FlowResultType.SHOW_PROGRESS
    for _ in range(TEST_S):
        await home.run(1)
        if flows.async_get(flow_id)["step_id"] != "pad_test_running":
            break
    broken[0] = False
    await home.run(31)
    assert not home.pad.relay_on
    return dict(await flows.async_configure(flow_id))


@pytest.mark.parametrize(
    "when",
    [
        lambda _ons, on: not on,
        lambda _ons, on: on,
        lambda ons, on: ons == 1 and not on,
        lambda ons, on: ons == 1 and on,
    ],
    ids=["the first off", "the first on", "the off after it", "the second on"],
)
async def test_s1_a_plug_that_does_not_follow_ends_the_test_off(
    empty_home: Home, when: Callable[[int, bool], bool]
) -> None:
    await empty_home.build()
    shown = await lost(empty_home, when, power_sensor=METER)
    assert shown["step_id"] == "pad_test"
    assert shown["errors"] == {"base": "pad_test_plug_lost"}


async def test_t12_a_pad_without_a_meter_is_known_by_its_warmth(empty_home: Home) -> None:
    await empty_home.build()
    shown = await details_by_test(empty_home, temperature_sensor=THERMOMETER)
    assert (await created(empty_home, shown))["controller"] == "mechanical"


async def test_t12_sensors_that_say_nothing_in_the_test_claim_nothing(empty_home: Home) -> None:
    home = empty_home
    await home.build()

    def silence() -> None:
        if home.plug.ons and home.clock.boot_s > began + 30:
            home.thermometer.report(None)
            home.meter.report(None)

    began = home.clock.boot_s
    home.every_second.append(silence)
    shown = await details_by_test(home, temperature_sensor=THERMOMETER, power_sensor=METER)
    assert shown["step_id"] == "pad_test_found"
    assert shown["description_placeholders"]["every"] != "?"


async def test_s12_a_plug_that_does_not_take_its_expiry_is_not_switched_on_for_the_test(kept: Kept) -> None:
    arm(kept).fails = AutoOffError("no", reached=True)
    kept.keeper.must_arm = True
    test = PadTest(kept.home.hass, kept.home.clock, kept.keeper, "Sofa pad", None, None, lambda _step: None)
    result = await kept.home.run_with(test.async_run(), 60)
    assert result.problem is PadTestProblem.PLUG_LOST
    assert kept.home.hass.states.get(PLUG).state == "off"  # type: ignore[union-attr]  # built by the fixture
    assert kept.home.plug.ons == 0
