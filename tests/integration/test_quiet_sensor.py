"""A sensor that reports only changes: quiet while it is cold, and still good enough to start with."""

from tests.integration.home import Home
from tests.simulation.plants import Fault


async def test_t10_a_sensor_that_was_quiet_while_cold_does_not_keep_the_pad_cold(home: Home) -> None:
    home.pad.fail(Fault.SENSOR_DROPPED)
    await home.run(15 * 60, step_s=30)
    await home.start(5)
    await home.run(3)
    assert home.pad.relay_on
    home.pad.mend(Fault.SENSOR_DROPPED)
    await home.run(120)
    assert home.value("phase") == "ramp"


async def test_t10_a_sensor_that_stays_quiet_ends_the_heat_within_its_limit(home: Home) -> None:
    home.pad.fail(Fault.SENSOR_DROPPED)
    home.meter.report(None)
    await home.run(15 * 60, step_s=30)
    await home.start(5)
    await home.run(58)
    assert home.value("phase") == "ramp"
    await home.run(6)
    assert home.value("stop_reason") == "temperature_sensor_lost"
    assert not home.pad.relay_on
