"""The simulated Zigbee firmwares keep the rules they stand for, in simulated time."""

from typing import Any

import pytest

from .zigbee_firmware import (
    ACCEPT_ONLY_WHEN_ON,
    FIRMWARES,
    FOR_EVER,
    Command,
    Frame,
    Metering,
    PowerOn,
    Readings,
    ZigbeeFirmware,
)

ON = Frame(command=Command.ON)
OFF = Frame(command=Command.OFF)
STANDARD_TIMER = ("standard", "on_after_mains_loss", "late_reports", "mute_reports", "lies_off")


def make(name: str = "standard", *, power_on: PowerOn = PowerOn.OFF) -> ZigbeeFirmware:
    plug = ZigbeeFirmware(FIRMWARES[name], power_on=power_on)
    plug.boot(0)
    plug.tick(0)
    return plug


def timed(seconds: float, *, only_when_on: bool = False, wait_s: float = 0.0) -> Frame:
    return Frame(
        command=Command.TIMED_ON,
        ctrlbits=ACCEPT_ONLY_WHEN_ON if only_when_on else 0,
        ontime=round(seconds * 10),
        offwaittime=round(wait_s * 10),
    )


def countdown(seconds: int) -> Frame:
    return Frame(command=Command.TIMED_ON, ontime=seconds, offwaittime=seconds)


def relay_at(plug: ZigbeeFirmware, seconds: float) -> bool:
    plug.tick(seconds)
    return plug.power


def told(plug: ZigbeeFirmware, seconds: float, attribute: str = "onOff") -> list[Any]:
    return [report[attribute] for report in plug.tick(seconds) if attribute in report]


@pytest.mark.parametrize("name", STANDARD_TIMER)
def test_a_timed_on_ends_by_itself(name: str) -> None:
    plug = make(name)
    plug.receive(1, timed(20))
    assert relay_at(plug, 20.9)
    assert not relay_at(plug, 21)
    assert plug.remaining_s(21) == 0


def test_a_renewal_takes_the_longer_time_and_never_shortens() -> None:
    plug = make()
    plug.receive(0, timed(20))
    plug.receive(15, timed(20, only_when_on=True))
    assert plug.remaining_s(15) == 20
    plug.receive(16, timed(5, only_when_on=True))
    assert plug.remaining_s(16) == 19
    assert relay_at(plug, 34.9)
    assert not relay_at(plug, 35)


def test_a_renewal_does_nothing_while_off() -> None:
    plug = make()
    plug.receive(0, timed(20, only_when_on=True))
    assert not plug.power
    assert plug.remaining_s(0) == 0
    assert told(plug, 100) == []


def test_a_plain_on_leaves_the_countdown_and_off_clears_it() -> None:
    plug = make()
    plug.receive(0, timed(20))
    plug.receive(10, ON)
    assert plug.remaining_s(10) == 10
    plug.receive(11, OFF)
    assert plug.remaining_s(11) == 0
    plug.receive(12, ON)
    assert relay_at(plug, 1000)


def test_the_button_off_and_on_leaves_no_countdown() -> None:
    plug = make()
    plug.receive(0, timed(20))
    plug.press_button(5)
    assert not plug.power
    plug.press_button(6)
    assert relay_at(plug, 1000)


def test_off_wait_time_makes_it_deaf_to_a_timed_on_but_not_to_a_plain_one() -> None:
    plug = make()
    plug.receive(0, timed(20, wait_s=30))
    plug.receive(5, OFF)
    plug.receive(10, timed(20))
    assert not plug.power
    # The deaf time takes the shorter wait: none is left after a wait of 0.
    plug.receive(11, timed(20))
    assert plug.power
    plug.receive(12, timed(20, wait_s=30))
    plug.receive(13, OFF)
    plug.receive(14, timed(20, wait_s=30))
    assert not plug.power
    plug.receive(15, ON)
    assert plug.power


def test_off_wait_time_is_over_after_its_time_and_after_an_expiry() -> None:
    plug = make()
    plug.receive(0, timed(20, wait_s=30))
    plug.receive(5, OFF)
    plug.receive(35, timed(20, wait_s=30))
    assert plug.power
    assert not relay_at(plug, 55)
    plug.receive(56, timed(20))
    assert plug.power


def test_the_largest_on_time_never_ends() -> None:
    plug = make()
    plug.receive(0, Frame(command=Command.TIMED_ON, ontime=FOR_EVER))
    assert plug.read(0, "onTime") == FOR_EVER
    assert relay_at(plug, 1e6)


def test_a_firmware_that_ignores_the_timer_stays_on() -> None:
    plug = make("ignores_timer")
    plug.receive(0, timed(20))
    assert plug.power
    assert relay_at(plug, 1e6)
    plug.receive(1e6, OFF)
    assert not plug.power


@pytest.mark.parametrize("name", ["delayed_toggle", "wraps_256"])
def test_tuya_counts_whole_seconds_and_switches_off(name: str) -> None:
    plug = make(name)
    plug.receive(0, ON)
    plug.receive(0.1, countdown(20))
    assert plug.read(5.1, "onTime") == 15
    assert relay_at(plug, 20)
    assert not relay_at(plug, 20.1)


def test_tuya_takes_a_renewal_of_the_standard_as_an_order_to_switch_on_later() -> None:
    plug = make("delayed_toggle")
    plug.receive(0, timed(20, only_when_on=True))
    assert not plug.power
    assert not relay_at(plug, 199)
    assert relay_at(plug, 200)


@pytest.mark.parametrize("frame", [ON, OFF])
def test_tuya_cancels_its_countdown_at_any_plain_command(frame: Frame) -> None:
    plug = make("delayed_toggle")
    plug.receive(0, ON)
    plug.receive(0, countdown(20))
    plug.receive(10, frame)
    assert plug.read(10, "onTime") == 0
    assert relay_at(plug, 100) is (frame is ON)


def test_tuya_ends_a_countdown_by_a_countdown_of_zero() -> None:
    plug = make("delayed_toggle")
    plug.receive(0, ON)
    plug.receive(0, countdown(20))
    plug.receive(1, countdown(0))
    assert relay_at(plug, 100)


def test_tuya_reports_a_countdown_at_whole_minutes_only() -> None:
    plug = make("delayed_toggle")
    plug.receive(0, ON)
    plug.receive(0, countdown(150))
    reports = {second: told(plug, second, "onTime") for second in range(151)}
    assert {second: values for second, values in reports.items() if values} == {30: [120], 90: [60]}


@pytest.mark.parametrize(("asked", "runs"), [(255, 255), (257, 1), (20000, 32)])
def test_a_countdown_wraps_at_256(asked: int, runs: int) -> None:
    plug = make("wraps_256")
    plug.receive(0, ON)
    plug.receive(0, countdown(asked))
    assert plug.remaining_s(0) == runs
    assert relay_at(plug, runs - 0.1)
    assert not relay_at(plug, runs)


def test_the_timer_frame_gets_lost_and_leaves_the_plug_on() -> None:
    plug = make("loses_second_frame")
    assert plug.hears(ON)
    assert not plug.hears(countdown(20))
    plug.receive(0, ON)
    plug.receive(0, countdown(20))
    assert plug.read(0, "onTime") == 0
    assert relay_at(plug, 1000)


@pytest.mark.parametrize(
    ("power_on", "was_on", "comes_back"),
    [
        (PowerOn.OFF, True, False),
        (PowerOn.ON, False, True),
        (PowerOn.TOGGLE, True, False),
        (PowerOn.TOGGLE, False, True),
        (PowerOn.PREVIOUS, True, True),
        (PowerOn.PREVIOUS, False, False),
    ],
)
def test_power_on_behaviour(*, power_on: PowerOn, was_on: bool, comes_back: bool) -> None:
    plug = make()
    plug.receive(1, timed(20) if was_on else OFF)
    plug.power_on = power_on
    plug.boot(2)
    assert plug.power is comes_back
    assert plug.remaining_s(2) == 0
    assert told(plug, 2) == [comes_back]


def test_a_firmware_that_comes_back_on_says_it_will_not() -> None:
    plug = make("on_after_mains_loss", power_on=PowerOn.OFF)
    plug.receive(0, OFF)
    plug.boot(1)
    assert plug.power
    assert plug.read(1, "startUpOnOff") == "off"


def test_a_switch_is_reported_once_and_at_once() -> None:
    plug = make()
    plug.receive(1, ON)
    plug.receive(1, ON)
    assert told(plug, 1) == [True]
    plug.receive(2, OFF)
    assert told(plug, 2) == [False]


def test_late_reports_come_late_and_in_order() -> None:
    plug = make("late_reports")
    told(plug, 20)
    plug.receive(21, ON)
    plug.receive(22, OFF)
    assert told(plug, 40.9) == []
    assert told(plug, 41) == [True]
    assert told(plug, 42) == [False]


def test_mute_reports_never_come_but_reads_are_answered() -> None:
    plug = ZigbeeFirmware(FIRMWARES["mute_reports"], metering=Metering())
    plug.boot(0)
    plug.receive(0, ON)
    plug.readings = Readings(power_w=100.0, energy_wh=0.0)
    assert plug.tick(1000) == []
    assert plug.read(1000, "onOff") is True
    assert plug.read(1000, "activePower") == 100


def test_a_liar_says_off_while_power_flows() -> None:
    plug = ZigbeeFirmware(FIRMWARES["lies_off"], metering=Metering())
    plug.boot(0)
    plug.receive(0, ON)
    plug.readings = Readings(power_w=100.0, energy_wh=0.0)
    reports = plug.tick(10)
    assert plug.power
    assert plug.read(10, "onOff") is False
    assert not any(report.get("onOff") for report in reports)
    assert {"activePower": 100.0, "currentSummDelivered": 0.0} in reports


def test_the_meter_reports_changes_but_not_too_often_and_now_and_then_anyway() -> None:
    plug = ZigbeeFirmware(FIRMWARES["standard"], metering=Metering(change_w=5, min_s=5, max_s=60))
    plug.boot(0)
    assert told(plug, 0, "activePower") == [0]
    plug.readings = Readings(power_w=100.0, energy_wh=1.0)
    assert told(plug, 4, "activePower") == []
    assert told(plug, 5, "activePower") == [100]
    plug.readings = Readings(power_w=96.0, energy_wh=2.0)
    assert told(plug, 64, "activePower") == []
    assert told(plug, 65, "activePower") == [96]


def test_a_plug_without_a_meter_reports_and_answers_nothing_of_it() -> None:
    plug = make()
    plug.readings = Readings(power_w=100.0, energy_wh=1.0)
    assert told(plug, 1000, "activePower") == []
    assert plug.read(1000, "activePower") is None


def test_every_firmware_obeys_plain_on_and_off() -> None:
    for name in FIRMWARES:
        plug = make(name)
        plug.receive(0, ON)
        assert plug.power, name
        plug.receive(1, OFF)
        assert not plug.power, name
