"""Shelly plugs behind Home Assistant's own Shelly integration: each ON carries the seconds after which it ends."""

from contextlib import AsyncExitStack

import pytest

from .hass_process import DOMAIN
from .home import Home, PadUnderTest, pad_details
from .simulators import ShellyPlug
from .waiting import until

pytestmark = pytest.mark.timeout(560)

ARMED_S = 110
SLACK_S = 2
TEST_S = 420
PASSWORD = "cherry stones"


async def add_pad(home: Home, plug: ShellyPlug, name: str, *, password: str | None = None) -> PadUnderTest:
    """Add the plug as a person would, and set a pad up on it."""
    address = ("user_manual", {"host": plug.host, "port": plug.port, "verify_ssl": False})
    steps = (address,) if password is None else (address, ("credentials", {"password": password}))
    await home.client.add_entry("shelly", *steps)
    switch = await home.client.entity_id("switch", plug.switch_id)
    await home.client.until_state(switch, "on", "off", timeout_s=30)
    entry_id = await home.client.add_entry(
        DOMAIN,
        ("user", {"next_step_id": "electric_pad"}),
        ("electric_pad", {"name": name, "plug": switch}),
        ("pad_details", pad_details(measured=False)),
        ("safety", {"acknowledged": True}),
    )
    pad = PadUnderTest(home, entry_id)
    await pad.find_entities()
    await pad.until("auto_off", "unverified", timeout_s=30)
    return pad


async def test_t4_a_shelly_ends_the_heat_when_home_assistant_is_killed(home: Home) -> None:
    async with ShellyPlug() as plug:
        pad = await add_pad(home, plug, "Back pad")
        await pad.until_ready()
        await pad.start(minutes=10)
        await plug.until_relay(on=True, timeout_s=70)
        left_s = (await plug.truth()).timer_remaining_s
        assert 0 < left_s <= ARMED_S
        killed_at = await home.process.kill()
        went_off = await plug.until_relay(on=False, timeout_s=ARMED_S + SLACK_S)
        assert went_off - killed_at <= left_s + SLACK_S


async def test_t5_the_test_believes_a_shelly_that_keeps_its_word_and_no_other(home: Home) -> None:
    async with AsyncExitStack() as stack:
        good = await stack.enter_async_context(ShellyPlug(generation=3, password=PASSWORD))
        bad = await stack.enter_async_context(ShellyPlug(firmware="ignores_timer"))
        pads = {
            ("verified", "passed"): await add_pad(home, good, "Good pad", password=PASSWORD),
            ("failed", "stayed_on"): await add_pad(home, bad, "Bad pad"),
        }
        for pad in pads.values():
            await pad.until_ready(timeout_s=30)
            await home.client.act("heating_pad.test_auto_off", pad["climate"])
        for (status, result), pad in pads.items():
            await self_tested(pad, timeout_s=TEST_S)
            assert (await pad.state("auto_off"), (await pad.attributes("auto_off"))["last_test"]) == (status, result)
        assert (await good.truth()).power_on == "off"
        assert not (await good.truth()).relay
        assert not (await bad.truth()).relay


async def self_tested(pad: PadUnderTest, *, timeout_s: float) -> None:
    """Wait until the test of a pad's plug is over."""

    async def phase() -> str | None:
        return await pad.state("phase")

    await until(phase, lambda found: found != "testing", timeout_s=timeout_s, hope="the test ends")
