"""Nothing of ours warns, and nothing warns about us: a whole life of a pad, read in the log."""

import logging

import pytest

from tests.integration.home import Home


async def test_a_whole_life_leaves_no_warning(empty_home: Home, caplog: pytest.LogCaptureFixture) -> None:
    home = empty_home
    caplog.set_level(logging.DEBUG)
    await home.build()
    entry = await home.add_pad()
    await home.start(3)
    await home.run(60)
    await home.call("timer.pause")
    await home.run(5)
    await home.call("timer.start")
    await home.press("extend")
    await home.call("climate.set_temperature", {"temperature": 38})
    await home.call("climate.set_preset_mode", {"preset_mode": "low"})
    await home.run(10)
    await home.call("climate.turn_off")
    await home.run(10)
    assert await home.hass.config_entries.async_reload(entry.entry_id)
    await home.run(10)
    assert await home.hass.config_entries.async_remove(entry.entry_id)
    await home.hass.async_block_till_done()

    assert any(record.levelno == logging.DEBUG for record in caplog.records)
    loud = [
        record.getMessage()
        for record in caplog.records
        if record.levelno >= logging.WARNING
        and ("heating_pad" in record.name or "heating_pad" in record.getMessage())
        # Said once of every custom integration.
        and "has not been tested by Home Assistant" not in record.getMessage()
    ]
    assert loud == []
