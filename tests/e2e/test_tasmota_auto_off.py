"""The countdown inside a Tasmota plug, with real processes: it ends heat when nobody else is left."""

import asyncio
from typing import Any

import pytest

from .conftest import PlugMaker
from .home import Home, PadUnderTest
from .plug_process import PlugProcess
from .waiting import until

pytestmark = pytest.mark.timeout(560)

ARMED_S = 105
"""Expiry of every ON that Home Assistant renews."""
RENEWED_EVERY_S = 30
SLACK_S = 2
TEST_S = 420


async def pulse_commands(plug: PlugProcess, *, since: float) -> list[float]:
    """When the plug was told a PulseTime."""
    truth = await plug.truth()
    return [at for at, command, payload in truth.commands if at >= since and "PULSETIME" in command.upper() and payload]


async def auto_off(pad: PadUnderTest) -> dict[str, Any]:
    """What the pad shows of its plug's countdown."""
    return await pad.attributes("auto_off")


async def test_t4_an_unproved_countdown_is_armed_all_the_same(home: Home, make_plug: PlugMaker) -> None:
    plug = await make_plug()
    pad = await home.add_pad(plug)
    await pad.until("auto_off", "unverified", timeout_s=30)
    await until(
        home.issue_keys,
        lambda keys: "auto_off_unverified" in keys,
        timeout_s=10,
        hope="people are asked to test the plug",
    )
    await pad.until_ready()
    await pad.start(minutes=10)
    await plug.until_relay(on=True, timeout_s=10)
    truth = await plug.truth()
    assert 0 < truth.pulse_remaining_s <= ARMED_S
    killed_at = await home.process.kill()
    went_off = await plug.until_relay(on=False, timeout_s=ARMED_S + SLACK_S)
    assert went_off - killed_at <= truth.pulse_remaining_s + SLACK_S
    await asyncio.sleep(5)
    assert not (await plug.truth()).relay


async def test_s12_t4_a_proved_countdown_ends_heat_when_home_assistant_is_killed(
    home: Home, make_plug: PlugMaker
) -> None:
    # A pad so slow that the test leaves it cold enough for a session.
    plug = await make_plug(speed=0.02)
    pad = await home.add_pad(plug)
    await pad.until("auto_off", "unverified", timeout_s=30)
    await home.client.act("heating_pad.test_auto_off", pad["climate"])
    await pad.until("phase", "testing")
    await pad.until("auto_off", "verified", timeout_s=TEST_S)
    assert (await auto_off(pad))["result"] == "passed"
    assert not (await plug.truth()).relay
    assert (await plug.truth()).power_on_state == 0
    await home.until_no_issue("auto_off_unverified", timeout_s=10)
    await pad.until_ready(timeout_s=60)

    # Verified, so a session may be longer than 20 minutes, and its ONs are renewed.
    started = await pad.start(minutes=25)
    switched_on = await plug.until_relay(on=True, timeout_s=10)
    renewals = await until(
        lambda: pulse_commands(plug, since=switched_on + 1),
        lambda times: len(times) >= 2,
        timeout_s=4 * RENEWED_EVERY_S,
        hope="the countdown is renewed twice",
    )
    assert renewals[0] - switched_on >= RENEWED_EVERY_S - SLACK_S
    truth = await plug.truth()
    assert truth.relay
    assert truth.power_commands(since=started.asked_at).count("ON") <= 2
    killed_at = await home.process.kill()
    went_off = await plug.until_relay(on=False, timeout_s=ARMED_S + SLACK_S)
    assert went_off - killed_at <= truth.pulse_remaining_s + SLACK_S
