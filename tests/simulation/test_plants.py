"""The simulated pads do what their description says."""

from dataclasses import replace

import pytest

from tests.simulation.plants import Fault, PadModel, Report, SimulatedPad, Source, any_pad, load_pads

PLAIN = PadModel(name="plain", noise_c=0.0, response_s=0.0)


def running(model: PadModel = PLAIN, *, seconds: float = 0.0, occupied: bool = True) -> SimulatedPad:
    pad = SimulatedPad(model, occupied=occupied)
    pad.command(on=True)
    pad.advance(seconds)
    return pad


def values(reports: list[Report], source: Source) -> list[float]:
    return [report.value for report in reports if report.source is source]


def test_all_named_pads_load() -> None:
    pads = load_pads()
    assert len(pads) == 10
    assert pads["strong_180w_xl"].rated_power_w == 180
    assert pads["with_own_thermostat"].own_thermostat_c == (62, 52)
    assert pads["no_power_meter_fast_probe"].power_report_s is None
    assert pads["slow_sensor"].sensor_tau_s == 90


@pytest.mark.parametrize(
    ("power_w", "at_5_min_c", "at_20_min_c"), [(50, 40.5, 44.3), (75, 44.2, 48.5), (100, 48.0, 52.4)]
)
def test_constant_power(power_w: float, at_5_min_c: float, at_20_min_c: float) -> None:
    pad = running(replace(PLAIN, rated_power_w=power_w), seconds=300)
    assert pad.surface_c == pytest.approx(at_5_min_c, abs=0.06)
    pad.advance(900)
    assert pad.surface_c == pytest.approx(at_20_min_c, abs=0.06)


@pytest.mark.parametrize(("power_w", "surface_c"), [(50, 49.2), (100, 73.4)])
def test_without_a_body_in_a_room_of_25_degrees(power_w: float, surface_c: float) -> None:
    pad = running(replace(PLAIN, rated_power_w=power_w, ambient_c=25.0), seconds=3600, occupied=False)
    assert pad.surface_c == pytest.approx(surface_c, abs=0.1)
    assert pad.skin_c == 33.2


def test_own_thermostat_opens_and_closes() -> None:
    pad = running(replace(PLAIN, own_thermostat_c=(62.0, 52.0)), seconds=300)
    assert pad.surface_c == pytest.approx(46.5, abs=0.3)
    flowing = {pad.power_w for _ in range(900) if pad.advance(1.0) is not None}
    assert flowing == {0.0, 100.0}
    assert pad.element_c < 62.5
    assert pad.relay_operations == 1


def test_the_sensor_is_late_coarse_and_punctual() -> None:
    pad = SimulatedPad(PLAIN)
    pad.command(on=True)
    reports = [report for report in pad.advance(100.0) if report.source is Source.TEMPERATURE]
    assert [report.at_s for report in reports] == [10.0 * index for index in range(11)]
    assert all(report.value == pytest.approx(round(report.value, 1)) for report in reports)
    assert pad.surface_c - pad.sensor_c > 3.0


def test_the_same_seed_gives_the_same_noise() -> None:
    noisy = replace(PLAIN, noise_c=0.3)
    first, same, other = (SimulatedPad(noisy, seed=seed).advance(300.0) for seed in (1, 1, 2))
    assert first == same
    assert first != other


def test_the_relay_follows_late_and_in_order() -> None:
    pad = SimulatedPad(replace(PLAIN, response_s=2.5))
    pad.command(on=True)
    assert values(pad.advance(2.0), Source.SWITCH) == []
    pad.command(on=False)
    reports = [report for report in pad.advance(5.0) if report.source is Source.SWITCH]
    assert [(report.value, report.at_s) for report in reports] == [(1.0, 2.5), (0.0, 4.5)]
    assert pad.energy_j == pytest.approx(200.0)


def test_power_reports_follow_the_meter_and_are_absent_without_one() -> None:
    pad = running(replace(PLAIN, power_factor=0.5))
    assert values(pad.advance(25.0), Source.POWER) == [50.0, 50.0]
    assert values(running(replace(PLAIN, power_report_s=None)).advance(25.0), Source.POWER) == []


def test_a_welded_relay_says_off_and_heats() -> None:
    pad = running(seconds=60)
    pad.fail(Fault.RELAY_STUCK_ON)
    pad.command(on=False)
    assert values(pad.advance(10.0), Source.SWITCH) == [0.0]
    assert (pad.reported_on, pad.relay_on, pad.power_w) == (False, True, 100.0)
    pad.mend(Fault.RELAY_STUCK_ON)
    pad.command(on=False)
    pad.advance(1.0)
    assert pad.power_w == 0.0


def test_an_open_relay_does_not_weld() -> None:
    pad = SimulatedPad(PLAIN)
    pad.fail(Fault.RELAY_STUCK_ON)
    pad.command(on=False)
    pad.advance(1.0)
    assert pad.relay_on is False


def test_a_plug_that_ignores_off_says_so() -> None:
    pad = running(seconds=60)
    pad.fail(Fault.PLUG_IGNORES_OFF)
    pad.command(on=False)
    assert values(pad.advance(10.0), Source.SWITCH) == [1.0]
    assert pad.power_w == 100.0


def test_faults_of_the_sensor() -> None:
    pad = running(seconds=300)
    pad.fail(Fault.SENSOR_FROZEN)
    assert len(set(values(pad.advance(120.0), Source.TEMPERATURE))) == 1
    pad.mend(Fault.SENSOR_FROZEN)
    pad.fail(Fault.SENSOR_DROPPED)
    assert values(pad.advance(120.0), Source.TEMPERATURE) == []
    pad.mend(Fault.SENSOR_DROPPED)
    pad.fail(Fault.SENSOR_FALLEN_OFF)
    assert values(pad.advance(300.0), Source.TEMPERATURE)[-1] == pytest.approx(22.0, abs=0.2)


def test_a_controller_that_is_off_draws_nothing() -> None:
    pad = running(seconds=10)
    pad.fail(Fault.CONTROLLER_OFF)
    assert values(pad.advance(20.0), Source.POWER)[-1] == 0.0
    assert pad.relay_on is True


def test_any_pad_is_repeatable_and_ordinary() -> None:
    assert any_pad(3) == any_pad(3)
    assert any_pad(3) != any_pad(4)
    for seed in range(50):
        pad = running(any_pad(seed), seconds=600)
        assert 36.0 < pad.surface_c < 75.0
