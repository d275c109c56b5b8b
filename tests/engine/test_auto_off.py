"""The countdown inside the plug, as the engine uses it: armed with every ON, renewed without one, never in between."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from engine.auto_off import VOID, AutoOffRecord, AutoOffStatus, SelfTestResult, status
from engine.codec import DamagedRecordError, decode, encode, record_of
from engine.events import (
    AcknowledgeAsked,
    Adopt,
    Armed,
    ArmFailed,
    Event,
    HeatOff,
    HeatOn,
    OffConfirmed,
    PauseAsked,
    PlugReported,
    PowerReported,
    RenewAutoOff,
    SelfTestAsked,
    SelfTestEnded,
    StopAsked,
    TemperatureReported,
    Warn,
    Woken,
)
from engine.expiry import expiry_s
from engine.limits import PULSE_MAX_S, RELAY_WORN_OPERATIONS, RENEW_EVERY_S, RENEWED_EXPIRY_S
from engine.models import AutoOffUse, Caution, Level, Notice, PadSettings, Phase, Refusal, StopReason
from engine.state import PadState
from tests.engine.builders import GUEST, WALL, Tube, settings

PULSES = AutoOffUse(max_s=300.0)
RENEWS = AutoOffUse(max_s=300.0, renews=True)


def pad(use: AutoOffUse | None = RENEWS, *, verified: bool = True, **raw: object) -> PadSettings:
    return replace(settings(**raw), auto_off=use, auto_off_verified=verified)


def heating(use: AutoOffUse | None = RENEWS, **raw: object) -> Tube:
    """A pad whose plug has just been armed and switched on."""
    tube = Tube(pad(use, **raw))
    tube.start()
    tube.send(PlugReported(on=True))
    return tube


def of[T](tube: Tube, kind: type[T]) -> list[T]:
    return [each for each in tube.effects if isinstance(each, kind)]


# -- how long ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("use", "raw", "planned_s", "expected_s"),
    [
        (None, {}, 60.0, None),
        (PULSES, {}, 40.0, 60.0),
        (PULSES, {}, 1000.0, RENEWED_EXPIRY_S),
        (RENEWS, {}, 10.0, 30.0),
        (AutoOffUse(max_s=240.0, unit_s=60.0), {}, 90.0, 120.0),
        (AutoOffUse(max_s=40.0), {}, 60.0, 40.0),
        (AutoOffUse(max_s=3600.0, unit_s=600.0), {}, 60.0, 300.0),
        (AutoOffUse(max_s=3600.0, fixed_s=120.0), {}, 10.0, 120.0),
        (AutoOffUse(max_s=3600.0), {"controller": "electronic"}, 900.0, 930.0),
        (RENEWS, {"controller": "electronic"}, 900.0, RENEWED_EXPIRY_S),
    ],
)
def test_expiry(use: AutoOffUse | None, raw: dict[str, object], planned_s: float, expected_s: float | None) -> None:
    assert expiry_s(pad(use, **raw), planned_s) == expected_s


def test_s12_every_on_carries_an_expiry() -> None:
    tube = heating(PULSES)
    tube.pass_time(900)
    ons = of(tube, HeatOn)
    assert len(ons) > 5
    for on in ons:
        assert on.expiry_s is not None
        assert on.planned_s + 15 <= on.expiry_s <= RENEWED_EXPIRY_S or on.planned_s > PULSE_MAX_S - 6


def test_s5_without_a_renewal_an_on_is_ended_and_armed_again_only_after_a_proved_off() -> None:
    tube = heating(PULSES)
    tube.obeys = False
    tube.pass_time(PULSE_MAX_S + 5)
    assert tube.switching == [HeatOn, HeatOff]
    tube.pass_time(60)
    tube.send(PlugReported(on=False))
    tube.pass_time(10)
    assert tube.switching.count(HeatOn) == 1
    tube.send(OffConfirmed())
    assert tube.switching[-1] is HeatOn
    assert not of(tube, RenewAutoOff)


def test_s5_a_running_countdown_is_renewed_and_never_by_an_on() -> None:
    tube = heating()
    tube.pass_time(600)
    renewals = of(tube, RenewAutoOff)
    assert len(renewals) >= 3
    assert {each.expiry_s for each in renewals} == {RENEWED_EXPIRY_S}
    switched = [type(each) for each in tube.effects if isinstance(each, HeatOn | HeatOff | RenewAutoOff)]
    assert all(before is not HeatOff for before, now in pairwise(switched) if now is RenewAutoOff)


@pytest.mark.parametrize("out", [PauseAsked(), StopAsked(), PlugReported(on=None), TemperatureReported(value_c=44.0)])
def test_t6_nothing_is_renewed_once_heat_is_out_or_the_plug_is_silent(out: Event) -> None:
    tube = heating()
    tube.pass_time(RENEW_EVERY_S - 6)
    tube.obeys = False
    tube.send(out)
    tube.effects.clear()
    for _ in range(40):
        tube.move(5)
        tube.send(Woken())
    assert not of(tube, RenewAutoOff)


def test_t6_a_thousand_ticks_while_off_switch_nothing_on() -> None:
    tube = Tube(pad())
    tube.start()
    tube.pass_time(120)
    tube.send(StopAsked())
    tube.effects.clear()
    for _ in range(1000):
        tube.move(RENEW_EVERY_S)
        tube.send(TemperatureReported(value_c=24.0))
        tube.send(Woken())
    assert not of(tube, HeatOn)
    assert not of(tube, RenewAutoOff)


# -- when it fails -----------------------------------------------------------------------


def test_two_renewals_that_fail_end_the_heat() -> None:
    tube = heating()
    tube.pass_time(10)
    tube.send(ArmFailed(renewal=True))
    assert tube.phase == Phase.RAMP
    tube.send(ArmFailed(renewal=True))
    assert tube.reason == StopReason.AUTO_OFF_FAILED
    assert tube.switching[-1] is HeatOff


def test_a_renewal_that_works_makes_up_for_one_that_did_not() -> None:
    tube = heating()
    for _ in range(5):
        tube.send(ArmFailed(renewal=True))
        tube.send(Armed(expiry_s=105.0))
    assert tube.phase == Phase.RAMP


def test_an_on_that_was_not_armed_is_taken_back_and_tried_once_more() -> None:
    tube = heating(PULSES)
    tube.send(ArmFailed(renewal=False))
    assert tube.switching[:2] == [HeatOn, HeatOff]
    tube.pass_time(5)
    assert tube.switching[-1] is HeatOn
    tube.send(ArmFailed(renewal=False))
    assert tube.reason == StopReason.AUTO_OFF_FAILED


def test_a_late_word_about_an_ended_session_changes_nothing() -> None:
    tube = heating()
    tube.send(StopAsked())
    before = tube.state
    for late in (ArmFailed(renewal=True), Armed(expiry_s=105.0)):
        tube.send(late)
    assert replace(tube.state, seen_s=before.seen_s) == before


def test_the_plug_that_switches_itself_off_in_time_is_told_from_a_hand() -> None:
    fired = heating()
    fired.send(Armed(expiry_s=105.0))
    fired.move(104)
    fired.send(PlugReported(on=False))
    assert fired.reason == StopReason.AUTO_OFF_FIRED
    by_hand = heating()
    by_hand.send(Armed(expiry_s=105.0))
    by_hand.move(20)
    by_hand.send(PlugReported(on=False))
    assert by_hand.reason == StopReason.OFF_AT_PLUG


def test_a_lost_renewal_does_not_move_the_earliest_expiry() -> None:
    tube = heating()
    tube.send(Armed(expiry_s=30.0))
    tube.move(26)
    tube.send(PlugReported(on=False))
    assert tube.reason == StopReason.AUTO_OFF_FIRED


# -- electronic pads ---------------------------------------------------------------------


def test_an_electronic_pad_is_armed_for_the_whole_session_and_ends_before_its_plug_does() -> None:
    tube = Tube(pad(AutoOffUse(max_s=3600.0), verified=False, controller="electronic", metered=True))
    tube.start(duration_s=900.0)
    (on,) = of(tube, HeatOn)
    assert on.expiry_s == 930.0
    tube.move(120)
    tube.send(PowerReported(power_w=60.0))
    tube.send(PowerReported(power_w=60.0))
    assert tube.view.left_s == pytest.approx(930 - 120 - 5, abs=1)
    assert not of(tube, RenewAutoOff)


def test_an_electronic_pad_is_renewed_while_it_waits_for_its_button() -> None:
    tube = Tube(pad(controller="electronic", metered=True))
    tube.start(duration_s=900.0)
    tube.pass_time(100)
    assert tube.phase == Phase.WAITING
    assert len(of(tube, RenewAutoOff)) == 3
    tube.send(PowerReported(power_w=60.0))
    tube.pass_time(100)
    assert len(of(tube, RenewAutoOff)) >= 6
    assert len(of(tube, HeatOn)) == 1


def test_t6_a_silent_plug_is_not_renewed() -> None:
    tube = Tube(pad(controller="electronic", metered=True))
    tube.start(duration_s=900.0)
    tube.pass_time(20)
    tube.send(PlugReported(on=None))
    tube.pass_time(60)
    assert not of(tube, RenewAutoOff)
    tube.send(PlugReported(on=True))
    assert len(of(tube, RenewAutoOff)) == 1


def test_an_electronic_pad_whose_countdown_fails_ends_at_once() -> None:
    tube = Tube(pad(controller="electronic", metered=True))
    tube.start(duration_s=900.0)
    tube.send(ArmFailed(renewal=False))
    assert tube.reason == StopReason.AUTO_OFF_FAILED


# -- somebody switches it on ---------------------------------------------------------------


def adopting(**raw: object) -> Tube:
    tube = Tube(pad(adopt=True, **raw))
    tube.move(60)
    tube.on = True
    tube.send(PlugReported(on=True))
    return tube


def test_t16_an_on_by_hand_becomes_a_session_after_a_proved_off() -> None:
    tube = adopting()
    assert tube.switching == [HeatOff]
    assert len(of(tube, Adopt)) == 1
    assert (Notice.REFUSED, Refusal.NOT_ALLOWED) not in tube.notices
    tube.start("adopted", level=Level.LOW)
    assert tube.switching == [HeatOff, HeatOn]
    assert tube.view.level is Level.LOW


@pytest.mark.parametrize("changes", [{"verified": False}, {"confirm_start": True}])
def test_t16_without_a_proved_countdown_or_with_a_child_lock_it_is_only_switched_off(
    changes: dict[str, bool],
) -> None:
    tube = adopting(**changes)
    assert not of(tube, Adopt)
    assert (Notice.REFUSED, Refusal.NOT_ALLOWED) in tube.notices


def test_t16_too_late_a_proof_adopts_nothing() -> None:
    tube = Tube(pad(adopt=True))
    tube.move(60)
    tube.obeys = False
    tube.send(PlugReported(on=True))
    tube.move(16)
    tube.send(OffConfirmed())
    assert not of(tube, Adopt)


# -- tests of the plug ------------------------------------------------------------------------


def under_test() -> Tube:
    tube = Tube(pad())
    assert tube.send(SelfTestAsked(seconds=300.0, attended=True)) is None
    return tube


def test_a_test_owns_the_plug_and_no_session_starts() -> None:
    tube = under_test()
    assert tube.phase == Phase.TESTING
    assert tube.start().refusal is Refusal.BUSY_TESTING
    tube.send(PlugReported(on=True))
    assert tube.switching == []
    tube.send(PlugReported(on=False))
    tube.send(SelfTestEnded())
    assert tube.switching == [HeatOff]
    assert tube.phase == Phase.OFF
    assert tube.start() is None


def test_s2_a_test_ends_by_itself() -> None:
    tube = under_test()
    tube.send(PlugReported(on=True))
    tube.pass_time(301)
    assert tube.phase != Phase.TESTING
    assert HeatOff in tube.switching


def test_a_stop_ends_a_test() -> None:
    tube = under_test()
    tube.send(StopAsked())
    assert tube.switching[-1] is HeatOff
    assert tube.phase != Phase.TESTING
    tube.effects.clear()
    tube.send(SelfTestEnded())
    assert tube.switching == []


def test_only_a_person_tests_and_only_a_free_plug() -> None:
    tube = Tube(pad())
    assert tube.send(SelfTestAsked(seconds=60.0, attended=False)).refusal is Refusal.NOBODY_THERE
    tube.send(PlugReported(on=None))
    assert tube.send(SelfTestAsked(seconds=60.0, attended=True)).refusal is Refusal.PLUG_UNAVAILABLE
    busy = heating()
    assert busy.send(SelfTestAsked(seconds=60.0, attended=True)).refusal is Refusal.PERSON_BUSY


# -- cautions and what is learned ----------------------------------------------------------------


def test_the_dose_is_announced_once_before_it_ends_the_session() -> None:
    tube = heating()
    for _ in range(400):
        tube.move(5)
        tube.send(TemperatureReported(value_c=42.9))
        if tube.state.session is None:
            break
    assert tube.reason == StopReason.DOSE_LIMIT
    assert of(tube, Warn) == [Warn(caution=Caution.DOSE)]


def test_a_worn_relay_is_told_once() -> None:
    tube = Tube(
        pad(PULSES),
        PadState(allowance=GUEST, sessions_total=1, relay_operations=RELAY_WORN_OPERATIONS - 2),
    )
    tube.start()
    tube.pass_time(600)
    assert tube.state.relay_operations > RELAY_WORN_OPERATIONS
    assert of(tube, Warn) == [Warn(caution=Caution.RELAY_WORN)]


def session_at(tube: Tube, *powers: float) -> None:
    tube.start()
    for power_w in powers:
        tube.move(1)
        tube.send(PowerReported(power_w=power_w))
    tube.send(StopAsked())
    tube.send(StopAsked())
    tube.move(7200)
    tube.send(TemperatureReported(value_c=24.0))


def test_watts_are_learned_slowly_and_never_from_one_spike() -> None:
    tube = Tube(settings(metered=True))
    session_at(tube, 100.0, 100.0, 190.0, 100.0)
    assert tube.state.learned_power_w == 100.0
    session_at(tube, 120.0, 120.0)
    assert tube.state.learned_power_w == pytest.approx(104.0)
    session_at(tube, 3.0, 3.0)
    assert tube.state.learned_power_w == pytest.approx(104.0)


def test_a_person_who_has_looked_makes_more_watts_the_new_normal() -> None:
    tube = Tube(settings(metered=True))
    session_at(tube, 100.0, 100.0)
    tube.send(StopAsked(reason=StopReason.POWER_TOO_HIGH))
    tube.send(AcknowledgeAsked())
    assert tube.state.fault is None
    assert tube.state.learned_power_w is None


# -- what a test is worth --------------------------------------------------------------------------

RECORD = AutoOffRecord(
    family="tasmota_pulsetime",
    firmware="15.1",
    result=SelfTestResult.PASSED,
    tested_at=WALL - timedelta(days=3),
    starts_off=True,
    expiry_s=105.0,
    before={"pulse_time": "0"},
)


def judged(record: AutoOffRecord | None = RECORD, **changes: object) -> AutoOffStatus:
    asked = {"family": "tasmota_pulsetime", "firmware": "15.1", "provable": True, **changes}
    return status(record, **asked)  # type: ignore[arg-type]  # the table below mixes kinds


def test_s12_verified_is_bound_to_plug_firmware_and_family() -> None:
    assert judged() is AutoOffStatus.VERIFIED
    assert judged(firmware="15.2") is AutoOffStatus.UNVERIFIED
    assert judged(family="z2m_timed_on") is AutoOffStatus.UNVERIFIED
    assert judged(provable=False) is AutoOffStatus.UNVERIFIED
    assert judged(replace(RECORD, starts_off=False)) is AutoOffStatus.UNVERIFIED
    assert judged(replace(RECORD, result=None)) is AutoOffStatus.UNVERIFIED
    assert judged(replace(RECORD, result=SelfTestResult.START_UNKNOWN)) is AutoOffStatus.UNVERIFIED
    assert judged(None) is AutoOffStatus.UNVERIFIED
    assert judged(family=None) is AutoOffStatus.NONE


@pytest.mark.parametrize(
    "result",
    [each for each in SelfTestResult if each not in {SelfTestResult.PASSED, SelfTestResult.START_UNKNOWN, *VOID}],
)
def test_t5_every_other_result_is_a_failure(result: SelfTestResult) -> None:
    assert judged(replace(RECORD, result=result)) is AutoOffStatus.FAILED


def test_s10_what_a_test_found_out_survives_on_disk() -> None:
    tube = Tube()
    record = record_of("plug", (), tube.state, RECORD, tube.now)
    assert decode(encode(record), "plug").auto_off == RECORD
    untested = replace(RECORD, result=None, tested_at=None)
    record = record_of("plug", (), tube.state, untested, tube.now)
    assert decode(encode(record), "plug").auto_off == untested
    younger = {"auto_off", "learned_power_w", "learned_pause_s"}
    old = {key: value for key, value in encode(record).items() if key not in younger}
    assert decode(old, "plug").auto_off is None
    with pytest.raises(DamagedRecordError):
        decode({**encode(record), "auto_off": {"family": 3}}, "plug")


def test_the_estimate_knows_of_heat_without_a_session() -> None:
    blind = pad(sensing="none")
    cold, tested = Tube(blind), Tube(blind)
    for tube in (cold, tested):
        tube.send(SelfTestAsked(seconds=600.0, attended=True))
        if tube is tested:
            tube.send(PlugReported(on=True))
        tube.move(200)
        tube.send(PlugReported(on=False))
        tube.send(SelfTestEnded())
        tube.start()
        tube.pass_time(30)
    assert tested.view.temperature_c is not None
    assert cold.view.temperature_c is not None
    assert tested.view.temperature_c > cold.view.temperature_c + 5
    assert HeatOn in cold.switching
    assert HeatOn not in tested.switching
