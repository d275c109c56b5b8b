"""The simulated firmware keeps Tasmota's rules, in simulated time."""

import json
from datetime import datetime
from typing import Any

import pytest

from .tasmota_firmware import (
    Identity,
    Message,
    Moment,
    Readings,
    Settings,
    TasmotaFirmware,
    pulse_encoded,
    pulse_seconds,
)

IDENTITY = Identity(mac="A8032AB2C1D0", name="Pad plug")


def at(seconds: float) -> Moment:
    return Moment(seconds=seconds, local=datetime(2026, 11, 23, 12, 0, 0))  # noqa: DTZ001 - a plug prints local time


@pytest.fixture
def plug() -> TasmotaFirmware:
    firmware = TasmotaFirmware(IDENTITY, Settings(power_on_state=0, tele_period_s=10))
    firmware.boot(at(0), mains=True)
    return firmware


def results(messages: list[Message]) -> list[dict[str, Any]]:
    return [json.loads(message.payload) for message in messages if message.topic == "stat/tasmota_B2C1D0/RESULT"]


@pytest.mark.parametrize(("encoded", "seconds"), [(0, 0), (1, 0.1), (111, 11.1), (112, 12), (280, 180), (64900, 64800)])
def test_pulse_time_encoding(encoded: int, seconds: float) -> None:
    assert pulse_seconds(encoded) == pytest.approx(seconds)
    assert pulse_encoded(seconds) == encoded


def test_an_on_is_reported_twice_and_ends_with_pulse_time(plug: TasmotaFirmware) -> None:
    armed = plug.command(at(1), "PulseTime1", "120")
    assert results(armed) == [{"PulseTime1": {"Set": 120, "Remaining": 120}}]
    switched = plug.command(at(2), "POWER1", "ON")
    assert results(switched) == [{"POWER": "ON"}]
    assert switched[-1] == Message(topic="stat/tasmota_B2C1D0/POWER", payload="ON")
    plug.tick(at(21.9))
    assert plug.power
    assert results(plug.tick(at(22)))[0] == {"POWER": "OFF"}
    assert not plug.power


def test_arming_an_open_relay_sends_off_only(plug: TasmotaFirmware) -> None:
    plug.command(at(0), "PulseTime1", "50")
    assert results(plug.tick(at(5)))[0] == {"POWER": "OFF"}
    assert not plug.power


def test_pulse_time_alone_renews(plug: TasmotaFirmware) -> None:
    plug.command(at(0), "PulseTime1", "120")
    plug.command(at(0), "POWER1", "ON")
    plug.command(at(15), "PulseTime1", "120")
    plug.tick(at(34))
    assert plug.power
    plug.tick(at(35))
    assert not plug.power


def test_on_while_on_restarts_the_countdown_and_off_ends_it(plug: TasmotaFirmware) -> None:
    plug.command(at(0), "PulseTime1", "120")
    plug.command(at(0), "POWER1", "ON")
    plug.command(at(15), "Power1", "ON")
    assert plug.pulse_remaining_s(at(15)) == 20
    plug.command(at(16), "POWER1", "OFF")
    assert plug.pulse_remaining_s(at(16)) == 0


def test_a_query_keeps_the_countdown(plug: TasmotaFirmware) -> None:
    plug.command(at(0), "PulseTime1", "120")
    plug.command(at(0), "POWER1", "ON")
    assert results(plug.command(at(5), "PulseTime1", "")) == [{"PulseTime1": {"Set": 120, "Remaining": 115}}]
    assert results(plug.command(at(6), "POWER1", "")) == [{"POWER": "ON"}]
    assert plug.pulse_remaining_s(at(6)) == 14


def test_blink_clears_the_countdown(plug: TasmotaFirmware) -> None:
    plug.command(at(0), "PulseTime1", "120")
    plug.command(at(0), "POWER1", "ON")
    plug.command(at(1), "POWER1", "BLINK")
    assert plug.pulse_remaining_s(at(1)) == 0


@pytest.mark.parametrize(
    ("state", "saved", "after_mains", "after_restart"),
    [
        (0, True, False, True),
        (1, False, True, False),
        (2, True, False, True),
        (3, True, True, True),
        (4, False, True, True),
    ],
)
def test_power_on_state(*, state: int, saved: bool, after_mains: bool, after_restart: bool) -> None:
    for mains, wanted in ((True, after_mains), (False, after_restart)):
        plug = TasmotaFirmware(IDENTITY, Settings(power_on_state=state, saved_power=saved, pulse_time=120))
        plug.boot(at(0), mains=mains)
        assert plug.power is wanted
        assert (plug.pulse_remaining_s(at(0)) == 20) is wanted


def test_power_on_state_5_inverts_pulse_time() -> None:
    plug = TasmotaFirmware(IDENTITY, Settings(power_on_state=5, pulse_time=120))
    plug.boot(at(0), mains=True)
    assert not plug.power
    plug.tick(at(20))
    assert plug.power


def test_ignored_pulse_time_is_acknowledged_all_the_same(plug: TasmotaFirmware) -> None:
    plug.ignores_pulse_time = True
    assert results(plug.command(at(0), "PulseTime1", "120")) == [{"PulseTime1": {"Set": 120, "Remaining": 120}}]
    plug.command(at(0), "POWER1", "ON")
    assert plug.tick(at(25)) == []
    assert plug.power


def test_telemetry_follows_its_period_and_power_delta_comes_between(plug: TasmotaFirmware) -> None:
    plug.readings = Readings(power_w=0.0, temperature_c=22.0)
    plug.connected(at(0))
    topics = [message.topic.rpartition("/")[2] for message in plug.tick(at(10))]
    assert topics == ["STATE", "SENSOR"]
    plug.settings.power_delta = 105
    plug.command(at(11), "POWER1", "ON")
    plug.readings = Readings(power_w=100.0, temperature_c=22.0)
    assert plug.tick(at(12)) == []
    sensor = json.loads(plug.tick(at(13))[0].payload)
    assert sensor["ENERGY"]["Power"] == 100
    assert "DS18B20" not in sensor
    assert plug.tick(at(14)) == []


def test_status_10_reads_the_sensors(plug: TasmotaFirmware) -> None:
    plug.readings = Readings(power_w=None, temperature_c=31.4)
    (answer,) = plug.command(at(0), "STATUS", "10")
    assert answer.topic.endswith("stat/tasmota_B2C1D0/STATUS10")
    assert json.loads(answer.payload)["StatusSNS"]["DS18B20"]["Temperature"] == 31.4
    assert "ENERGY" not in json.loads(answer.payload)["StatusSNS"]


def test_backlog_and_unknown_commands(plug: TasmotaFirmware) -> None:
    answers = results(plug.command(at(0), "Backlog", "PowerOnState 0; PulseTime1 130; Frobnicate 1"))
    assert answers == [
        {"PowerOnState": 0},
        {"PulseTime1": {"Set": 130, "Remaining": 130}},
        {"Command": "Unknown"},
    ]


def test_discovery_is_retained_and_complete(plug: TasmotaFirmware) -> None:
    config, sensors = plug.discovery(at(0))
    assert config.retain
    assert sensors.retain
    assert config.topic == "tasmota/discovery/A8032AB2C1D0/config"
    assert json.loads(config.payload)["mac"] == "A8032AB2C1D0"


def test_it_says_what_it_is_told_to_say(plug: TasmotaFirmware) -> None:
    plug.lie = False
    assert results(plug.command(at(0), "POWER1", "ON")) == [{"POWER": "OFF"}]
    assert plug.power
