"""Plugs behind Zigbee2MQTT whose firmware keeps, breaks or bends its word: the test on the plug tells them apart."""

from contextlib import AsyncExitStack
from typing import Any

import pytest

from .hass_process import DOMAIN
from .home import Home, PadUnderTest, pad_details
from .mosquitto import Broker
from .simulators import ZigbeePlug
from .waiting import until

pytestmark = pytest.mark.timeout(560)

TEST_S = 420
ARMED_S = 105
SLACK_S = 2

VERDICTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "standard": ({"power_on": "previous"}, "verified", "passed"),
    "tuya": ({"firmware": "delayed_toggle"}, "verified", "passed"),
    "ignores": ({"firmware": "ignores_timer"}, "failed", "stayed_on"),
    "half": ({"firmware": "loses_second_frame"}, "failed", "not_acknowledged"),
    "wraps": ({"firmware": "wraps_256"}, "verified", "passed"),
}
"""Firmware, what the pad shows in the end, and why. 105 s are armed, so a wrap at 256 s is out of reach."""


async def add_pad(home: Home, plug: ZigbeePlug, name: str, *, electronic: bool) -> PadUnderTest:
    """Set a pad up on a plug of Home Assistant's own MQTT integration."""
    client = home.client
    switch = await client.entity_id("switch", plug.switch_id)
    await client.until_state(switch, "on", "off", timeout_s=30)
    power = await client.entity_id("sensor", plug.power_id)
    details = pad_details(measured=False) | ({"controller": "electronic"} if electronic else {})
    entry_id = await client.add_entry(
        DOMAIN,
        ("user", {"next_step_id": "electric_pad"}),
        ("electric_pad", {"name": name, "plug": switch, "power_sensor": power}),
        ("pad_details", details),
        ("safety", {"acknowledged": True}),
    )
    pad = PadUnderTest(home, entry_id)
    await pad.find_entities()
    return pad


async def test_t5_s12_the_test_tells_each_firmware_apart_and_the_kept_word_counts(home: Home, broker: Broker) -> None:
    async with AsyncExitStack() as stack:
        plugs: dict[str, ZigbeePlug] = {}
        pads: dict[str, PadUnderTest] = {}
        for name, (options, _, _) in VERDICTS.items():
            plug = ZigbeePlug(broker, **{"power_on": "off", "base": f"z_{name}", "name": f"Plug {name}", **options})
            plugs[name] = await stack.enter_async_context(plug)
        for name, plug in plugs.items():
            pads[name] = await add_pad(home, plug, f"Pad {name}", electronic=name == "standard")
        for pad in pads.values():
            await pad.until("auto_off", "unverified", timeout_s=30)
            await pad.until_ready(timeout_s=30)
        for pad in pads.values():
            await home.client.act("heating_pad.test_auto_off", pad["climate"])
        found = {}
        for name, pad in pads.items():
            await self_tested(pad, timeout_s=TEST_S)
            shown = await pad.attributes("auto_off")
            found[name] = (await pad.state("auto_off"), shown["result"])
        assert found == {name: (status, result) for name, (_, status, result) in VERDICTS.items()}
        for name, plug in plugs.items():
            assert not (await plug.truth()).relay, name
        assert (await plugs["standard"].truth()).power_on == "off"

        # S12: renewed while all is well, and off by itself when Home Assistant is killed.
        standard, plug = pads["standard"], plugs["standard"]
        await standard.until_ready(timeout_s=60)
        await home.client.act("heating_pad.start_session", standard["climate"], duration={"minutes": 10})
        switched_on = await plug.until_relay(on=True, timeout_s=10)
        await until(
            lambda: renewals(plug, switched_on),
            lambda count: count >= 1,
            timeout_s=60,
            hope="the countdown is renewed",
        )
        left_s = (await plug.truth()).timer_remaining_s
        assert 0 < left_s <= ARMED_S
        killed_at = await home.process.kill()
        went_off = await plug.until_relay(on=False, timeout_s=ARMED_S + SLACK_S)
        assert went_off - killed_at <= left_s + SLACK_S


async def renewals(plug: ZigbeePlug, since: float) -> int:
    """How many frames the plug got that only a running countdown hears."""
    return sum(1 for frame in (await plug.truth()).frames(since=since) if frame.get("ctrlbits") == 1)


async def self_tested(pad: PadUnderTest, *, timeout_s: float) -> None:
    """Wait until the test of a pad's plug is over."""

    async def phase() -> str | None:
        return await pad.state("phase")

    await until(phase, lambda found: found != "testing", timeout_s=timeout_s, hope="the test ends")
