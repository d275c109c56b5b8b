"""The session machine, transition by transition."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from engine.codec import decode, encode, record_of, revive
from engine.events import (
    AcknowledgeAsked,
    AddHeat,
    ConditionsChanged,
    ConfirmAsked,
    ExtendAsked,
    GoalChosen,
    HeatOff,
    HeatOn,
    LevelChosen,
    OffConfirmed,
    OffUnconfirmed,
    Opened,
    OpenFailed,
    PauseAsked,
    PlugReported,
    PowerReported,
    PresenceReported,
    ResumeAsked,
    SaveRecord,
    SensorAlive,
    StopAsked,
    TemperatureReported,
    Warn,
    Woken,
)
from engine.models import STOP_RULES, Caution, Level, Notice, Now, Phase, Refusal, StopReason, WaitingFor
from engine.session import step
from engine.turn import Turn
from tests.engine.builders import GUEST, WALL, Tube, settings


def test_a_session_starts_low_rises_holds_and_completes() -> None:
    tube = Tube()
    assert tube.phase == "off"
    assert tube.start(goal_c=39.0, duration_s=600.0) is None
    assert tube.phase == "ramp"
    assert tube.on
    tube.pass_time(299)
    assert tube.phase == "ramp"
    tube.pass_time(10, value_c=38.5)
    assert tube.phase == "hold"
    tube.pass_time(291)
    assert tube.phase == "off"
    assert tube.reason == "completed"
    assert not tube.on
    notices = [notice for notice, _ in tube.notices]
    assert notices == ["started", "warm", "ending_soon", "finished"]
    assert tube.timer == ["started", "finished"]
    heat = [each.record for each in tube.effects if isinstance(each, AddHeat)]
    assert heat[-1].heated_s == pytest.approx(600, abs=1)


def test_t9_a_second_start_changes_nothing() -> None:
    tube = Tube()
    tube.start(duration_s=600.0)
    ends = tube.view.ends_at
    tube.pass_time(60)
    assert tube.start("s2", duration_s=1200.0) is None
    assert tube.view.ends_at == ends
    assert tube.view.session_id == "s1"


def test_t7_neither_setpoint_nor_level_starts_heat() -> None:
    tube = Tube()
    tube.send(GoalChosen(goal_c=38.0))
    tube.send(LevelChosen(level=Level.HIGH))
    tube.send(LevelChosen(level=None))
    assert tube.switching == []
    assert tube.state.session is None


@pytest.mark.parametrize("off_first", [True, False])
def test_t7_off_and_setpoint_in_either_order_is_off(off_first: bool) -> None:
    tube = Tube()
    tube.start()
    events = [StopAsked(), GoalChosen(goal_c=38.0)]
    for event in events if off_first else reversed(events):
        tube.send(event)
    tube.pass_time(30)
    assert not tube.on
    assert tube.reason == "stopped"


def test_a_choice_serves_the_next_start_for_ten_minutes() -> None:
    tube = Tube()
    tube.send(GoalChosen(goal_c=38.0))
    assert tube.view.goal_c == 38.0
    tube.pass_time(599)
    assert tube.view.goal_c == 38.0
    tube.pass_time(5)
    assert tube.view.goal_c == 39.0
    tube.send(LevelChosen(level=Level.LOW))
    tube.start()
    assert tube.view.goal_c == 37.0
    assert tube.view.level == "low"


@pytest.mark.parametrize("reason", [*StopReason])
def test_t14_every_reason_switches_off_at_once(reason: StopReason) -> None:
    tube = Tube()
    tube.start()
    tube.move(1)
    done = step(tube.settings, tube.state, StopAsked(reason=reason), tube.now)
    assert isinstance(done.effects[0], HeatOff)
    assert done.state.session is None
    assert (done.state.fault == reason) is STOP_RULES[reason].latched


def test_s8_off_comes_before_everything_else_in_a_step() -> None:
    tube = Tube()
    tube.start(duration_s=60.0)
    tube.move(61)
    done = step(tube.settings, tube.state, Woken(), tube.now)
    assert isinstance(done.effects[0], HeatOff)
    assert any(isinstance(each, SaveRecord) for each in done.effects)


def test_s2_the_outer_deadline_holds_whatever_is_paused_and_extended() -> None:
    tube = Tube()
    tube.start(duration_s=600.0)
    outer = tube.state.session.outer
    tube.pass_time(500)
    for _ in range(10):
        tube.send(PauseAsked())
        tube.pass_time(29)
        tube.send(ResumeAsked(attended=True, allowance=GUEST))
        tube.send(ExtendAsked(seconds=300.0))
    assert tube.state.session.outer == outer
    tube.pass_time(1500)
    assert tube.state.session is None
    assert tube.now.boot_s >= outer.boot_s


def test_s2_the_outer_deadline_ends_what_the_inner_one_does_not() -> None:
    tube = Tube()
    tube.start(duration_s=1200.0)
    session = tube.state.session
    tube.state = replace(tube.state, session=replace(session, ends=None))
    tube.pass_time(1501, step_s=50)
    assert tube.reason == "time_limit"


@pytest.mark.parametrize(("boot_s", "wall_s"), [(0, 3600), (3600, 0), (3600, 3600)])
def test_t15_the_first_clock_to_reach_the_deadline_ends_it(boot_s: float, wall_s: float) -> None:
    tube = Tube()
    tube.start(duration_s=600.0)
    tube.pass_time(60)
    tube.move(boot_s, wall_s)
    tube.send(Woken())
    assert tube.state.session is None
    assert not tube.on


def test_t15_a_clock_set_back_lengthens_nothing() -> None:
    tube = Tube()
    tube.start(duration_s=600.0)
    tube.move(0, -3600)
    tube.send(Woken())
    assert tube.view.left_s == pytest.approx(600, abs=1)
    tube.pass_time(600)
    assert tube.reason == "completed"


def test_pause_and_resume_restart_from_low() -> None:
    tube = Tube()
    tube.start(goal_c=39.0, duration_s=600.0)
    tube.pass_time(400)
    assert tube.phase == "hold"
    tube.send(PauseAsked())
    assert tube.phase == "paused"
    assert not tube.on
    left_s = tube.view.left_s
    tube.pass_time(100)
    assert tube.view.left_s == left_s
    tube.send(PauseAsked())
    assert tube.send(ResumeAsked(attended=False, allowance=GUEST)).refusal is Refusal.NOBODY_THERE
    tube.send(ResumeAsked(attended=True, allowance=GUEST))
    assert tube.phase == "ramp"
    tube.send(ResumeAsked(attended=True, allowance=GUEST))
    assert tube.timer == ["started", "paused", "restarted"]


def test_pauses_are_five_minutes_in_all() -> None:
    tube = Tube()
    tube.start(duration_s=600.0)
    tube.send(PauseAsked())
    tube.pass_time(200)
    tube.send(ResumeAsked(attended=True, allowance=GUEST))
    tube.send(PauseAsked())
    tube.pass_time(101)
    assert tube.reason == "paused_too_long"


def test_extend_is_cut_at_the_cap_and_refused_beyond() -> None:
    tube = Tube()
    tube.start(duration_s=1000.0)
    tube.send(ExtendAsked(seconds=300.0))
    assert tube.view.duration_s == 1200.0
    assert tube.send(ExtendAsked(seconds=300.0)).refusal is Refusal.TOO_LONG
    tube.send(ExtendAsked(seconds=-600.0))
    assert tube.view.duration_s == 600.0
    tube.send(PauseAsked())
    tube.send(ExtendAsked(seconds=60.0))
    assert tube.view.left_s == pytest.approx(660, abs=1)


def test_a_session_shortened_by_more_than_it_lasts_ends() -> None:
    tube = Tube()
    tube.start(duration_s=1000.0)
    tube.send(ExtendAsked(seconds=-2000.0))
    assert tube.reason == "completed"


def test_nothing_to_extend() -> None:
    tube = Tube()
    assert tube.send(ExtendAsked(seconds=300.0)).refusal is Refusal.NO_SESSION
    tube.opens = False
    tube.start()
    assert tube.send(ExtendAsked(seconds=300.0)).refusal is Refusal.NO_SESSION


def test_t17_a_request_about_an_older_session_is_refused() -> None:
    tube = Tube()
    old = "s0"
    assert tube.send(StopAsked(session_id=old)).refusal is Refusal.SESSION_OVER
    assert tube.send(PauseAsked(session_id=old)).refusal is Refusal.SESSION_OVER
    tube.start()
    for event in (
        StopAsked(session_id=old),
        PauseAsked(session_id=old),
        ExtendAsked(seconds=60.0, session_id=old),
        ConfirmAsked(attended=True, session_id=old),
        ResumeAsked(attended=True, allowance=GUEST, session_id=old),
    ):
        assert tube.send(event).refusal is Refusal.SESSION_OVER
    assert tube.on


def test_resume_takes_up_what_was_left_within_five_minutes() -> None:
    tube = Tube()
    tube.start(duration_s=1200.0)
    tube.pass_time(300)
    outer = tube.state.session.outer
    tube.send(StopAsked())
    tube.pass_time(60)
    assert tube.send(ResumeAsked(attended=False, allowance=GUEST)).refusal is Refusal.NOBODY_THERE
    assert tube.send(ResumeAsked(attended=True, allowance=GUEST, session_id="s0")).refusal is Refusal.SESSION_OVER
    assert tube.send(ResumeAsked(attended=True, allowance=GUEST)) is None
    assert tube.phase == "ramp"
    assert tube.view.session_id == "s1"
    assert tube.view.left_s == pytest.approx(900, abs=6)
    assert tube.state.session.outer.wall == outer.wall
    assert tube.state.sessions_total == 2


def test_resume_in_another_boot_trusts_the_wall_clock() -> None:
    tube = Tube()
    tube.start(duration_s=1200.0)
    tube.pass_time(300)
    outer = tube.state.session.outer
    tube.send(StopAsked())
    tube.now = Now(wall=tube.now.wall + timedelta(seconds=60), boot_s=20.0, boot_id="other")
    tube.state = replace(tube.state, seen_s=0.0)
    tube.send(TemperatureReported(value_c=30.0))
    assert tube.send(ResumeAsked(attended=True, allowance=GUEST)) is None
    assert tube.state.session.outer.wall == outer.wall
    assert tube.state.session.outer.boot_s == pytest.approx(20 + (outer.wall - tube.now.wall).total_seconds())


def test_what_cannot_be_resumed() -> None:
    tube = Tube()
    assert tube.send(ResumeAsked(attended=True, allowance=GUEST)).refusal is Refusal.NO_SESSION
    tube.start(duration_s=1200.0)
    tube.pass_time(60)
    tube.send(StopAsked(reason=StopReason.UNCOMFORTABLE))
    assert tube.send(ResumeAsked(attended=True, allowance=GUEST)).refusal is Refusal.SESSION_OVER
    tube.start("s2", duration_s=1200.0)
    tube.pass_time(60)
    tube.send(StopAsked())
    resting = replace(GUEST, refusal=Refusal.RESTING)
    assert tube.send(ResumeAsked(attended=True, allowance=resting)).refusal is Refusal.RESTING
    used_up = replace(GUEST, heated_left_s=0.0)
    assert tube.send(ResumeAsked(attended=True, allowance=used_up)).refusal is Refusal.SESSION_OVER
    tube.pass_time(301)
    assert tube.send(ResumeAsked(attended=True, allowance=GUEST)).refusal is Refusal.SESSION_OVER


def test_a_failed_write_refuses_the_start_s10() -> None:
    tube = Tube()
    tube.opens = False
    tube.start()
    assert tube.phase == "off"
    assert tube.view.session_id == "s1"
    tube.send(OpenFailed(session_id="other"))
    assert tube.state.session is not None
    tube.send(OpenFailed(session_id="s1"))
    assert tube.state.session is None
    assert tube.notices == [("refused", "storage_failed")]
    assert tube.switching == []
    tube.send(Opened(session_id="s1"))
    assert tube.switching == []


def test_off_while_the_record_is_written_wins() -> None:
    tube = Tube()
    tube.opens = False
    tube.start()
    tube.send(StopAsked())
    tube.send(Opened(session_id="s1"))
    assert HeatOn not in tube.switching
    assert tube.reason is None


def test_unattended_start_waits_for_a_person() -> None:
    tube = Tube()
    tube.start(attended=False)
    assert tube.phase == "waiting"
    assert tube.view.waiting_for == "start"
    assert not tube.on
    assert tube.send(ConfirmAsked(attended=False)).refusal is Refusal.NOBODY_THERE
    assert tube.send(ConfirmAsked(attended=True, what=WaitingFor.BARRIER)) is None
    assert tube.phase == "waiting"
    tube.send(ConfirmAsked(attended=True))
    assert tube.on
    tube.send(ConfirmAsked(attended=True))


def test_nobody_confirms_and_it_ends_without_rest() -> None:
    tube = Tube()
    tube.start(attended=False)
    tube.pass_time(181)
    assert tube.reason == "not_confirmed"
    assert not any(isinstance(each, AddHeat) for each in tube.effects)
    assert tube.timer == []


def test_all_questions_in_their_order() -> None:
    tube = Tube(settings(confirm_start=True, confirm_barrier=True))
    tube.state = replace(tube.state, check_in_unanswered=True)
    tube.start()
    asked = []
    while tube.phase == "waiting":
        asked.append(tube.view.waiting_for)
        tube.send(ConfirmAsked(attended=True))
    assert asked == ["start", "awake", "barrier"]
    assert tube.on
    assert not tube.state.check_in_unanswered


def test_check_in_unanswered_ends_and_is_remembered() -> None:
    tube = Tube(settings(check_in=True))
    tube.start(duration_s=600.0)
    tube.pass_time(301)
    assert tube.view.waiting_for == "awake"
    tube.pass_time(121)
    assert tube.reason == "no_answer"
    assert tube.state.check_in_unanswered
    assert tube.start("s2", attended=False).refusal is Refusal.CHECK_IN_UNANSWERED
    tube.start("s3")
    assert tube.view.waiting_for == "awake"


def test_check_in_answered_goes_on() -> None:
    tube = Tube(settings(check_in=True))
    tube.start(duration_s=600.0)
    tube.pass_time(301)
    tube.send(ConfirmAsked(attended=True, what=WaitingFor.AWAKE))
    tube.pass_time(200)
    assert tube.state.session is not None
    assert tube.view.waiting_for == "nothing"


def test_levels_down_at_once_up_by_the_ramp() -> None:
    tube = Tube(settings(auto_off_verified=True))
    tube.start(goal_c=41.0, duration_s=1200.0)
    tube.pass_time(500)
    assert tube.phase == "hold"
    tube.send(LevelChosen(level=Level.LOW))
    assert tube.view.goal_c == 37.0
    tube.send(LevelChosen(level=None))
    assert tube.view.level is None
    tube.send(GoalChosen(goal_c=40.0))
    assert tube.phase == "ramp"
    assert tube.send(GoalChosen(goal_c=41.5)).refusal is Refusal.TOO_HOT
    tube.send(PauseAsked())
    tube.send(GoalChosen(goal_c=38.0))
    assert tube.view.goal_c == 38.0


def test_a_goal_over_the_cap_is_refused_and_a_level_lowered() -> None:
    tube = Tube()
    refused = tube.send(GoalChosen(goal_c=39.5))
    assert refused.refusal is Refusal.TOO_HOT
    assert refused.values == {"temperature_c": 39.0}
    tube.send(LevelChosen(level=Level.HIGH))
    assert tube.view.goal_c == 39.0


def test_the_pause_of_a_pads_own_thermostat_is_learned() -> None:
    tube = Tube(settings(sensing="none", metered=True))
    tube.start()
    tube.pass_time(60)
    for watts, pause_s, learned_s in (
        (60.0, 0.0, 0.0),
        (1.0, 0.0, 0.0),
        (0.5, 90.0, 0.0),
        (60.0, 200.0, 200.0),
        (62.0, 250.0, 200.0),
        (1.0, 0.0, 200.0),
        (60.0, 30.0, 200.0),
        (1.0, 0.0, 200.0),
        (60.0, 5000.0, 900.0),
    ):
        tube.send(PowerReported(power_w=watts, after_pause_s=pause_s))
        assert tube.state.learned_pause_s == learned_s, (watts, pause_s)
    record = record_of("plug", (), tube.state, None, tube.now)
    assert decode(encode(record), "plug").learned_pause_s == 900.0
    assert revive(decode(encode(record), "plug"), tube.state.allowance, tube.now).learned_pause_s == 900.0


def test_electronic_pads_have_a_timer_and_nothing_else() -> None:
    tube = Tube(settings(controller="electronic", sensing="none", metered=True))
    for event in (GoalChosen(goal_c=37.0), LevelChosen(level=Level.LOW)):
        assert tube.send(event).refusal is Refusal.NOT_SUPPORTED
    tube.start(duration_s=300.0, goal_c=41.0)
    assert tube.view.waiting_for == "pad_button"
    assert tube.on
    tube.send(PowerReported(power_w=1.0))
    assert tube.phase == "waiting"
    tube.send(PowerReported(power_w=60.0))
    assert tube.phase == "hold"
    assert tube.view.goal_c is None
    assert tube.send(PauseAsked()).refusal is Refusal.NOT_SUPPORTED
    tube.pass_time(290, value_c=None)
    assert tube.on
    tube.send(StopAsked())
    tube.send(ResumeAsked(attended=True, allowance=GUEST))
    assert tube.state.session is None or tube.view.waiting_for == "pad_button"


def test_electronic_resume_asks_for_the_button_again() -> None:
    tube = Tube(settings(controller="electronic", sensing="none"))
    tube.start(duration_s=600.0)
    tube.send(ConfirmAsked(attended=True, what=WaitingFor.PAD_BUTTON))
    assert tube.phase == "hold"
    tube.pass_time(60, value_c=None)
    tube.send(StopAsked())
    tube.send(ResumeAsked(attended=True, allowance=GUEST))
    assert tube.view.waiting_for == "pad_button"


def test_s1_an_electronic_pad_waits_three_minutes_at_most() -> None:
    tube = Tube(settings(controller="electronic", sensing="none"))
    tube.start()
    tube.pass_time(181, value_c=None)
    assert tube.reason == "not_confirmed"
    assert not tube.on


def test_t16_off_at_the_plug_ends_the_session() -> None:
    tube = Tube()
    tube.start()
    tube.send(PlugReported(on=False))
    assert tube.reason == "off_at_plug"


def test_t2_a_plug_back_with_our_last_command_goes_on() -> None:
    tube = Tube()
    tube.start()
    tube.send(PlugReported(on=None))
    tube.send(Woken())
    assert tube.state.session is not None
    tube.send(PlugReported(on=True))
    assert tube.state.session is not None
    tube.send(PlugReported(on=None))
    tube.send(PlugReported(on=False))
    assert tube.reason == "off_at_plug"


def test_t18_a_lost_on_is_repeated_and_given_up() -> None:
    tube = Tube()
    tube.obeys = False
    tube.start()
    tube.pass_time(19, step_s=1, value_c=24.0)
    assert tube.switching.count(HeatOn) == 2
    tube.pass_time(12, step_s=1, value_c=24.0)
    assert tube.reason == "plug_unavailable"


def test_s3_no_on_before_the_last_off_is_proved() -> None:
    tube = Tube()
    tube.start()
    tube.obeys = False
    tube.send(PauseAsked())
    tube.send(ResumeAsked(attended=True, allowance=GUEST))
    tube.pass_time(20, value_c=24.0)
    assert tube.switching.count(HeatOn) == 1
    tube.send(OffUnconfirmed())
    tube.send(OffUnconfirmed())
    assert tube.notices.count(("off_unconfirmed", None)) == 1
    tube.obeys = True
    tube.on = False
    tube.send(PlugReported(on=False))
    tube.send(OffConfirmed())
    tube.pass_time(20, value_c=24.0)
    assert tube.switching.count(HeatOn) >= 2


def test_an_old_proof_does_not_count_for_a_new_on() -> None:
    tube = Tube()
    tube.start()
    tube.send(OffConfirmed())
    assert tube.state.plug.commanded_on


def test_t13_t16_foreign_on_is_switched_off_and_latched_after_three() -> None:
    tube = Tube()
    for _ in range(3):
        tube.move(60)
        tube.on = True
        tube.send(PlugReported(on=True))
        assert not tube.on
    assert tube.state.fault == "foreign_control"
    assert tube.phase == "fault"
    assert tube.notices.count(("refused", "not_allowed")) == 3
    assert tube.start().refusal is Refusal.FAULTED
    tube.send(AcknowledgeAsked())
    assert tube.phase == "off"
    tube.send(AcknowledgeAsked())


def test_an_on_right_after_our_command_is_off_again_and_not_counted() -> None:
    tube = Tube()
    tube.start()
    tube.send(StopAsked())
    tube.move(5)
    tube.on = True
    tube.send(PlugReported(on=True))
    assert not tube.on
    assert tube.state.foreign_on_s == ()


def test_s9_a_plug_that_comes_back_on_is_switched_off() -> None:
    tube = Tube()
    tube.send(PlugReported(on=None))
    tube.move(60)
    tube.on = True
    tube.send(PlugReported(on=True))
    assert not tube.on
    assert tube.state.foreign_on_s == ()


def test_foreign_heat_goes_on_the_account() -> None:
    tube = Tube()
    tube.obeys = False
    tube.move(60)
    tube.send(PlugReported(on=True))
    assert tube.phase == "stopping"
    tube.move(120)
    tube.send(PlugReported(on=False))
    tube.send(OffConfirmed())
    heat = [each.record for each in tube.effects if isinstance(each, AddHeat)]
    assert heat[0].heated_s == pytest.approx(120)
    assert heat[0].person == "guest"


def test_heat_after_the_end_counts_for_who_was_heated() -> None:
    tube = Tube()
    tube.start()
    tube.pass_time(55)
    tube.obeys = False
    tube.send(StopAsked())
    tube.allow(person="somebody")
    tube.move(30)
    tube.send(PlugReported(on=False))
    tube.send(OffConfirmed())
    assert [each.record.person for each in tube.effects if isinstance(each, AddHeat)] == ["guest", "guest"]


def test_s7_a_fault_stays_while_its_cause_does() -> None:
    tube = Tube()
    tube.start()
    tube.send(StopAsked(reason=StopReason.OVER_TEMPERATURE))
    tube.send(TemperatureReported(value_c=46.0))
    assert tube.send(AcknowledgeAsked()).refusal is Refusal.CAUSE_PRESENT
    tube.send(TemperatureReported(value_c=40.0))
    tube.send(AcknowledgeAsked())
    assert tube.state.fault is None


def test_s7_stuck_on_needs_the_proof_of_off() -> None:
    tube = Tube()
    tube.obeys = False
    tube.send(StopAsked(reason=StopReason.STUCK_ON))
    assert tube.switching == [HeatOff]
    assert tube.send(AcknowledgeAsked()).refusal is Refusal.CAUSE_PRESENT
    tube.send(StopAsked(reason=StopReason.STUCK_ON))
    assert tube.notices.count(("fault", "stuck_on")) == 1
    tube.move(60)
    tube.send(OffConfirmed())
    assert tube.send(AcknowledgeAsked()) is None
    assert tube.state.fault is None


def test_the_soft_limit_pauses_heat_until_it_is_cooler() -> None:
    tube = Tube()
    tube.start()
    tube.pass_time(20)
    tube.send(TemperatureReported(value_c=43.0))
    assert not tube.on
    tube.pass_time(60, value_c=42.5)
    assert not tube.on


def test_too_much_dose_ends_the_session() -> None:
    tube = Tube()
    tube.start()
    tube.pass_time(300, value_c=44.5)
    assert tube.reason == "dose_limit"
    assert tube.view.dose == pytest.approx(7.5, abs=0.5)


def test_a_lost_sensor_says_nothing_and_heats_nothing() -> None:
    tube = Tube()
    tube.send(TemperatureReported(value_c=None))
    tube.send(SensorAlive())
    assert tube.state.sensor_seen_s is not None
    assert tube.start().refusal is Refusal.SENSOR_UNAVAILABLE
    tube.send(TemperatureReported(value_c=24.0))
    tube.start()
    tube.send(TemperatureReported(value_c=None))
    tube.pass_time(60, value_c=None)
    assert not tube.on


def test_signs_of_life_keep_the_last_value_good() -> None:
    tube = Tube()
    tube.start()
    for _ in range(10):
        tube.move(12)
        tube.send(SensorAlive())
    assert tube.switching.count(HeatOn) >= 1
    assert tube.state.session is not None


def test_estimated_pads_heat_by_their_model() -> None:
    tube = Tube(settings(sensing="none", metered=True))
    tube.start()
    tube.send(PowerReported(power_w=100.0))
    tube.send(PowerReported(power_w=None))
    tube.pass_time(400, value_c=None)
    assert tube.view.temperature_estimated
    assert tube.view.temperature_c > 33
    assert ("warm", None) in tube.notices
    tube.send(PauseAsked())
    tube.pass_time(60, value_c=None)
    tube.send(ResumeAsked(attended=True, allowance=GUEST))
    assert tube.view.temperature_c > 30
    tube.send(StopAsked())
    tube.move(8000)
    tube.start("s2")
    assert tube.view.temperature_c < 25


def test_rest_is_announced_when_it_is_over() -> None:
    tube = Tube()
    tube.allow(refusal=Refusal.RESTING, ready_at=WALL + timedelta(minutes=10))
    assert tube.phase == "rest"
    refused = tube.start()
    assert refused.refusal is Refusal.RESTING
    assert refused.values == {"minutes": 10}
    tube.move(601)
    tube.allow()
    assert tube.notices[-1] == ("ready", None)
    assert tube.phase == "off"


def test_what_happened_before_the_start_is_told_after_it() -> None:
    tube = Tube()
    tube.start()
    tube.pass_time(60)
    tube.send(StopAsked(reason=StopReason.RESTARTED))
    ended = tube.state.ended
    fresh = Tube(warm=False)
    fresh.state = replace(fresh.state, ended=replace(ended, announced=False))
    fresh.send(ConditionsChanged(started=False, stopping=False, storage_ok=True))
    assert fresh.notices == []
    fresh.send(ConditionsChanged(started=True, stopping=False, storage_ok=True))
    assert fresh.notices == [("stopped", "restarted")]


def test_no_heat_while_home_assistant_stops() -> None:
    tube = Tube()
    tube.start()
    tube.pass_time(70)
    tube.send(ConditionsChanged(started=True, stopping=True, storage_ok=True))
    tube.send(PauseAsked())
    before = tube.switching.count(HeatOn)
    tube.send(ResumeAsked(attended=True, allowance=GUEST))
    tube.pass_time(30)
    assert tube.switching.count(HeatOn) == before


def test_a_session_cut_short_by_the_days_allowance_asks_for_no_more() -> None:
    tube = Tube()
    tube.allow(heated_left_s=300.0)
    assert tube.start(duration_s=600.0).refusal is Refusal.TOO_LONG
    tube.start()
    assert tube.view.duration_s == 300.0
    tube.pass_time(301)
    assert tube.reason == "completed"
    assert ("ending_soon", None) not in tube.notices


def test_a_stored_end_without_an_outer_deadline_still_has_its_cap() -> None:
    tube = Tube()
    tube.start(duration_s=1200.0)
    tube.pass_time(300)
    tube.send(StopAsked())
    ended = tube.state.ended
    tube.state = replace(tube.state, ended=replace(ended, session=replace(ended.session, outer=None)))
    tube.send(ResumeAsked(attended=True, allowance=GUEST))
    assert tube.view.left_s <= 900
    assert tube.state.session.outer is not None


def test_a_fault_of_an_idle_pad_that_may_be_on_switches_off() -> None:
    tube = Tube()
    tube.obeys = False
    tube.move(60)
    tube.send(PlugReported(on=True))
    tube.effects.clear()
    tube.send(StopAsked(reason=StopReason.OVER_TEMPERATURE))
    assert tube.switching == [HeatOff]
    tube.send(StopAsked())
    assert tube.state.fault == "over_temperature"


def test_a_step_without_a_session_cannot_change_one() -> None:
    tube = Tube()
    with pytest.raises(RuntimeError):
        Turn(tube.settings, tube.state, tube.now).running()


def test_now_wants_utc() -> None:
    with pytest.raises(ValueError, match="UTC"):
        Now(wall=datetime(2026, 1, 1), boot_s=0.0, boot_id="x")  # noqa: DTZ001
    assert Now(wall=datetime(2026, 1, 1, tzinfo=UTC), boot_s=0.0, boot_id="x")


# -- presence -----------------------------------------------------------------------------


def test_s4_heat_ends_when_nobody_is_there_and_a_lost_sensor_counts_as_nobody() -> None:
    for lost in (False, None):
        tube = Tube(settings(absence_s=180.0))
        tube.send(PresenceReported(present=True))
        tube.start()
        tube.pass_time(60)
        tube.send(PresenceReported(present=lost))
        tube.pass_time(60)
        tube.send(PresenceReported(present=lost))
        tube.pass_time(110)
        assert tube.phase == Phase.RAMP
        tube.pass_time(15)
        assert tube.reason == StopReason.NOBODY_THERE


def test_whoever_comes_back_in_time_keeps_the_heat() -> None:
    tube = Tube(settings(absence_s=180.0))
    tube.send(PresenceReported(present=False))
    tube.start()
    tube.pass_time(150)
    tube.send(PresenceReported(present=True))
    tube.pass_time(300)
    assert tube.phase in (Phase.RAMP, Phase.HOLD)


def test_without_the_option_absence_ends_nothing() -> None:
    tube = Tube(settings())
    tube.send(PresenceReported(present=False))
    tube.start()
    tube.pass_time(600)
    assert tube.phase in (Phase.RAMP, Phase.HOLD)


# -- found missing by mutation testing ---------------------------------------------------------------


def test_extend_moves_length_and_deadline_and_ending_soon_comes_again() -> None:
    tube = Tube(settings(session_s=600))
    tube.start()
    tube.pass_time(310)
    assert (Notice.ENDING_SOON, None) in tube.notices
    tube.effects.clear()
    assert tube.send(ExtendAsked(seconds=300)) is None
    session = tube.state.session
    assert session is not None
    assert session.duration_s == 900
    assert tube.timer == ["changed"]
    assert tube.view.left_s == pytest.approx(590, abs=5)
    tube.pass_time(300)
    assert tube.notices.count((Notice.ENDING_SOON, None)) == 1


def test_shortening_keeps_what_was_said_and_ends_at_once_when_nothing_is_left() -> None:
    tube = Tube(settings(session_s=600))
    tube.start()
    tube.pass_time(310)
    tube.effects.clear()
    assert tube.send(ExtendAsked(seconds=-60)) is None
    tube.pass_time(20)
    assert (Notice.ENDING_SOON, None) not in tube.notices
    assert tube.send(ExtendAsked(seconds=-600)) is None
    tube.pass_time(5)
    assert tube.reason == StopReason.COMPLETED


def test_a_paused_session_is_lengthened_too() -> None:
    tube = Tube(settings(session_s=600))
    tube.start()
    tube.pass_time(60)
    tube.send(PauseAsked())
    tube.send(ExtendAsked(seconds=120))
    session = tube.state.session
    assert session is not None
    assert session.duration_s == 720
    assert session.remaining_s == pytest.approx(660, abs=1)
    tube.send(ExtendAsked(seconds=-3600))
    session = tube.state.session
    assert session is not None
    assert session.remaining_s == 0.0


def test_the_smallest_extension_within_the_cap_is_carried_out() -> None:
    tube = Tube(settings(session_s=600))
    tube.start()
    tube.pass_time(10)
    assert tube.send(ExtendAsked(seconds=0.5)) is None
    assert tube.state.session is not None
    assert tube.state.session.duration_s == 600.5
    assert tube.send(ExtendAsked(seconds=0)) is None


def test_a_pause_forgets_ramp_soft_limit_and_output() -> None:
    tube = Tube()
    tube.start()
    tube.pass_time(200)  # a pad nobody knows yet is kept cooler at first
    tube.pass_time(10, value_c=43.2)
    assert tube.state.session is not None
    assert tube.state.session.soft_limited
    tube.send(PauseAsked())
    session = tube.state.session
    assert session is not None
    assert (session.ramp, session.soft_limited, session.output_percent, session.ends) == (None, False, 0.0, None)


def test_a_stop_without_a_session_forgets_what_was_chosen() -> None:
    tube = Tube()
    tube.send(GoalChosen(goal_c=40.0))
    tube.state = replace(tube.state, adopt_s=tube.now.boot_s)
    tube.send(StopAsked())
    assert (tube.state.choice, tube.state.adopt_s) == (None, None)


def test_each_question_has_its_own_three_minutes() -> None:
    tube = Tube(settings(confirm_start=True, confirm_barrier=True))
    tube.start()
    tube.pass_time(170)
    tube.send(ConfirmAsked(attended=True))
    tube.pass_time(170)
    assert tube.phase == "waiting"
    tube.send(ConfirmAsked(attended=True))
    tube.pass_time(5)
    assert tube.phase == "ramp"


def test_only_the_answer_to_awake_pays_for_an_unanswered_check_in() -> None:
    tube = Tube(settings(confirm_barrier=True))
    tube.state = replace(tube.state, check_in_unanswered=True)
    tube.start()
    asked = [tube.view.waiting_for]
    while tube.phase == "waiting":
        unanswered = tube.state.check_in_unanswered
        awake = tube.view.waiting_for == "awake"
        tube.send(ConfirmAsked(attended=True))
        assert tube.state.check_in_unanswered is (unanswered and not awake)
        asked.append(tube.view.waiting_for)
    assert tube.state.check_in_unanswered is False
    assert {"awake", "barrier"} <= set(asked)


def test_an_acknowledged_fault_forgets_the_presses_it_was_about() -> None:
    tube = Tube()
    for _ in range(3):
        tube.move(30)
        tube.on = True
        tube.send(PlugReported(on=True))
    assert tube.state.fault is StopReason.FOREIGN_CONTROL
    tube.send(AcknowledgeAsked())
    assert tube.state.fault is None
    tube.move(30)
    tube.on = True
    tube.send(PlugReported(on=True))
    assert tube.state.fault is None


def test_the_goal_may_be_the_cap_of_the_session_and_not_a_bit_more() -> None:
    tube = Tube(settings(auto_off_verified=True))
    tube.start(goal_c=38.0)
    session = tube.state.session
    assert session is not None
    # What the session may is fixed at its start, whatever becomes of the pad's own cap.
    tube.settings = replace(tube.settings, auto_off_verified=False)
    assert tube.send(GoalChosen(goal_c=session.goal_max_c)) is None
    assert tube.send(GoalChosen(goal_c=session.goal_max_c + 0.5)) is not None
    tube.send(LevelChosen(level=Level.LOW))
    assert tube.state.session is not None
    assert tube.state.session.level is Level.LOW
    tube.send(LevelChosen(level=None))
    assert tube.state.session is not None
    assert tube.state.session.level is None


def test_no_level_chosen_is_no_choice() -> None:
    tube = Tube()
    tube.send(LevelChosen(level=Level.HIGH))
    assert tube.state.choice is not None
    tube.send(LevelChosen(level=None))
    assert tube.state.choice is None


def test_a_sensor_that_speaks_too_rarely_is_told() -> None:
    tube = Tube()
    tube.start()
    for _ in range(8):
        tube.pass_time(58, value_c=None, step_s=2.0)
        tube.move(1)
        tube.send(TemperatureReported(value_c=30.0 + tube.now.boot_s % 3))
        tube.send(Woken())
    tube.send(StopAsked())
    assert any(isinstance(each, Warn) and each.caution is Caution.SENSOR_SLOW for each in tube.effects)
    assert tube.state.learned.cadence_s == pytest.approx(59, abs=2)


def test_a_pad_is_learned_by_a_session_of_five_minutes_and_not_by_a_shorter_one() -> None:
    for seconds, known in ((240, 0), (400, 1)):
        tube = Tube()
        tube.start()
        passed = 0
        while passed < seconds:
            tube.pass_time(10, value_c=24.0 + 12.0 * (1 - 2.718 ** (-passed / 120)))
            passed += 10
        tube.send(StopAsked())
        assert tube.state.learned.likeness.sessions == known


def test_a_sign_of_life_dates_the_last_value_anew() -> None:
    tube = Tube()
    tube.move(50)
    tube.send(SensorAlive())
    assert tube.state.sensor_seen_s == tube.now.boot_s
    silent = Tube(warm=False)
    silent.send(SensorAlive())
    assert silent.state.sensor_seen_s is None
