"""A house full of pads goes down in order: every plug off, by its own word, before the process ends (S8)."""

import asyncio
import time

import pytest

from .conftest import PlugMaker
from .home import Home

pytestmark = pytest.mark.timeout(300)

PADS = 20
DOWN_WITHIN_S = 8


async def test_s8_sigterm_with_twenty_pads_on_switches_all_off_before_the_end(home: Home, make_plug: PlugMaker) -> None:
    plugs = [
        await make_plug(mac=f"A8032AB2{number:04X}", name=f"Plug {number}", probed=False, metered=False)
        for number in range(PADS)
    ]
    pads = [await home.add_pad(plug, f"Pad {number}") for number, plug in enumerate(plugs)]
    await asyncio.gather(*(pad.until_ready(timeout_s=60) for pad in pads))
    await asyncio.gather(*(pad.start(minutes=10) for pad in pads))
    await asyncio.gather(*(plug.until_relay(on=True, timeout_s=30) for plug in plugs))
    asked = time.time()
    ended = await home.process.stop()
    for plug in plugs:
        truth = await plug.truth()
        assert not truth.relay
        assert asked <= truth.last_switch <= min(ended, asked + DOWN_WITHIN_S)
        assert truth.power_commands(since=asked)[-1] == "OFF"
    assert "did not confirm" not in home.process.log()
    home.process.assert_clean()
