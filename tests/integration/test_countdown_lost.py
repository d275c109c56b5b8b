"""A Tasmota plug's countdown that fails, is out of reach or is gone for a while, and what is owed to the plug then."""

import pytest

from tests.integration.tasmota_home import TasmotaHome
from tests.integration.test_auto_off import expected_lingering_timers, home

__all__ = ["expected_lingering_timers", "home"]


async def test_s12_a_plug_that_failed_once_can_be_tested_again_and_pass(home: TasmotaHome) -> None:
    home.firmware.ignores_pulse_time = True
    await home.call("heating_pad.test_auto_off")
    await home.run_until(lambda: home.value("auto_off") == "failed", 200)
    await home.run(10)
    home.firmware.ignores_pulse_time = False
    await home.verify()
    assert home.state("auto_off").attributes["result"] == "passed"


async def test_s12_a_plug_that_is_silent_at_first_is_armed_once_it_can_be_asked(home: TasmotaHome) -> None:
    assert home.entry is not None
    await home.verify()
    home.online = False
    await home.run_with(home.hass.config_entries.async_reload(home.entry.entry_id))
    await home.run(12)
    home.online = True
    await home.run(40)
    since_s = home.clock.boot_s
    await home.start(20)
    await home.run_until(lambda: home.pad.relay_on, 30)
    assert home.heard("PulseTime1", since_s=since_s)


async def test_a_removed_plug_that_does_not_take_its_settings_back_keeps_them(
    home: TasmotaHome, caplog: pytest.LogCaptureFixture
) -> None:
    assert home.entry is not None
    home.firmware.settings.pulse_time = 130
    await home.verify()
    kept = home.firmware.settings.pulse_time
    assert kept != 130
    home.lost = lambda command: command == "PulseTime1"
    await home.run_with(home.hass.config_entries.async_remove(home.entry.entry_id), 120)
    await home.run(10)
    assert home.firmware.settings.pulse_time == kept
    assert "could not be taken back" in caplog.text
