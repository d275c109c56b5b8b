"""ESPHome's own firmware with our package, behind Home Assistant's own ESPHome integration."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.simulators.esphome_plug import EspHomePlug, build

from .hass_process import DOMAIN
from .home import Home, PadUnderTest, pad_details
from .mosquitto import free_port

pytestmark = pytest.mark.timeout(560)

ARMED_S = 105
SLACK_S = 2
TEST_S = 420


@pytest_asyncio.fixture
async def plug(tmp_path: Path) -> AsyncIterator[EspHomePlug]:
    """A plug that has just been powered up."""
    port = free_port()
    plug = EspHomePlug(await build(tmp_path / "firmware", port), port)
    await plug.start()
    yield plug
    await plug.stop()


async def test_the_package_keeps_its_word(home: Home, plug: EspHomePlug) -> None:
    switch = await home.add_esphome_plug(plug.port)
    act = home.client.act

    await act("esphome.sofa_plug_deadman_on", seconds=3)
    on = await plug.until_relay(on=True, timeout_s=3)
    off = await plug.until_relay(on=False, timeout_s=6)
    assert off - on == pytest.approx(3, abs=1)

    await act("esphome.sofa_plug_deadman_renew", seconds=5)
    await asyncio.sleep(1)
    assert not plug.relay

    await act("esphome.sofa_plug_deadman_on", seconds=4)
    await plug.until_relay(on=True, timeout_s=3)
    renewed = time.time()
    for _ in range(3):
        await asyncio.sleep(2)
        renewed = time.time()
        await act("esphome.sofa_plug_deadman_renew", seconds=4)
    assert plug.relay
    off = await plug.until_relay(on=False, timeout_s=7)
    assert off - renewed == pytest.approx(4, abs=1)

    for seconds in (0, -5, 1831):
        with pytest.raises(Exception, match=r"range|failed|rror"):
            await act("esphome.sofa_plug_deadman_on", seconds=seconds)
    await asyncio.sleep(0.5)
    assert not plug.relay

    await act("switch.turn_on", switch)
    await plug.until_relay(on=True, timeout_s=3)
    await act("esphome.sofa_plug_deadman_renew", seconds=2)
    await plug.until_relay(on=False, timeout_s=5)

    await act("esphome.sofa_plug_deadman_on", seconds=60)
    await plug.until_relay(on=True, timeout_s=3)
    await plug.stop()
    await plug.start()
    await asyncio.sleep(2)
    assert not plug.relay


async def test_t4_s12_real_firmware_ends_the_heat_when_home_assistant_is_killed(home: Home, plug: EspHomePlug) -> None:
    switch = await home.add_esphome_plug(plug.port)
    entry_id = await home.client.add_entry(
        DOMAIN,
        ("user", {"next_step_id": "electric_pad"}),
        ("electric_pad", {"name": "Back pad", "plug": switch}),
        ("pad_details", pad_details(measured=False) | {"controller": "electronic"}),
        ("safety", {"acknowledged": True}),
    )
    pad = PadUnderTest(home, entry_id)
    await pad.find_entities()
    await pad.until("auto_off", "unverified", timeout_s=30)
    await pad.until_ready(timeout_s=30)
    await home.client.act("heating_pad.test_auto_off", pad["climate"])
    await pad.until("auto_off", "verified", "failed", timeout_s=TEST_S)
    shown = await pad.attributes("auto_off")
    assert (shown["family"], shown["last_test"]) == ("esphome_action", "passed")

    await pad.until_ready(timeout_s=30)
    await home.client.act("heating_pad.start_session", pad["climate"], duration={"minutes": 10})
    await plug.until_relay(on=True, timeout_s=10)
    await home.client.act("heating_pad.confirm", pad["climate"], what="pad_button")
    await asyncio.sleep(35)
    assert plug.relay
    killed_at = await home.process.kill()
    went_off = await plug.until_relay(on=False, timeout_s=ARMED_S + SLACK_S)
    assert went_off - killed_at <= ARMED_S + SLACK_S
