"""Why a start is refused, the gravest reason first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from engine.events import (
    ConditionsChanged,
    OffUnconfirmed,
    PlugReported,
    SelfTestAsked,
    StopAsked,
    TemperatureReported,
    Woken,
)
from engine.models import Now, PadSettings, Refusal, Source, StopReason
from tests.engine.builders import GUEST, WALL, Tube, settings


def conditions(**changes: bool) -> ConditionsChanged:
    return ConditionsChanged(**{"started": True, "stopping": False, "storage_ok": True, **changes})


@pytest.mark.parametrize(
    ("event", "refusal"),
    [
        (conditions(stopping=True), Refusal.SHUTTING_DOWN),
        (conditions(started=False), Refusal.STARTING_UP),
        (conditions(storage_ok=False), Refusal.STORAGE_FAILED),
        (SelfTestAsked(seconds=60.0, attended=True), Refusal.BUSY_TESTING),
        (StopAsked(reason=StopReason.POWER_TOO_HIGH), Refusal.FAULTED),
        (PlugReported(on=None), Refusal.PLUG_UNAVAILABLE),
        (TemperatureReported(value_c=None), Refusal.SENSOR_UNAVAILABLE),
        (TemperatureReported(value_c=9.9), Refusal.SENSOR_UNAVAILABLE),
        (TemperatureReported(value_c=60.1), Refusal.SENSOR_UNAVAILABLE),
    ],
)
def test_each_reason(event: ConditionsChanged, refusal: Refusal) -> None:
    tube = Tube()
    tube.send(event)
    assert tube.view.blocked_by.refusal is refusal
    assert tube.start().refusal is refusal
    assert not tube.on
    assert ("refused", refusal) in tube.notices


def test_s9_no_start_before_the_first_off_is_proved() -> None:
    tube = Tube(warm=False)
    tube.send(conditions())
    tube.send(PlugReported(on=False))
    assert tube.start().refusal is Refusal.STARTING_UP
    tube.send(OffUnconfirmed())
    assert tube.start().refusal is Refusal.OFF_UNCONFIRMED


def test_s9_no_start_while_off_is_unproved() -> None:
    tube = Tube()
    tube.start()
    tube.obeys = False
    tube.send(StopAsked())
    assert tube.phase == "stopping"
    assert tube.start().refusal is Refusal.OFF_UNCONFIRMED


def test_a_clock_at_1970() -> None:
    tube = Tube()
    tube.now = Now(wall=WALL - timedelta(days=365 * 56), boot_s=tube.now.boot_s, boot_id="boot")
    assert tube.start().refusal is Refusal.CLOCK_NOT_SET


def test_without_acknowledgement_nothing_heats() -> None:
    tube = Tube(PadSettings())
    assert tube.start().refusal is Refusal.NOT_ACKNOWLEDGED


def test_t10_no_first_sample_no_start() -> None:
    tube = Tube()
    tube.move(1801)
    assert tube.start().refusal is Refusal.SENSOR_UNAVAILABLE


def test_a_sensor_inside_may_be_warmer() -> None:
    tube = Tube(settings(placement="inside"))
    tube.send(TemperatureReported(value_c=65.0))
    assert tube.view.blocked_by is None
    tube.start()
    assert tube.view.temperature_estimated


@pytest.mark.parametrize(("policy", "refusal"), [("refuse", Refusal.NOBODY_THERE), ("confirm", None), ("allow", None)])
def test_unattended_starts(policy: str, refusal: Refusal | None) -> None:
    tube = Tube(settings(unattended=policy))
    refused = tube.start(attended=False)
    assert (None if refused is None else refused.refusal) is refusal
    assert tube.on is (policy == "allow")


def test_the_body_has_its_say() -> None:
    tube = Tube()
    tube.allow(refusal=Refusal.PERSON_MISSING)
    refused = tube.start()
    assert refused.refusal is Refusal.PERSON_MISSING
    assert refused.values == {"minutes": 1}


def test_less_than_a_minute_left_is_the_daily_limit() -> None:
    tube = Tube()
    tube.allow(heated_left_s=59.0)
    assert tube.start().refusal is Refusal.DAILY_LIMIT


def test_an_explicit_wish_over_the_cap_is_refused() -> None:
    tube = Tube()
    assert tube.start(duration_s=1201.0).refusal is Refusal.TOO_LONG
    assert tube.start(goal_c=39.5).refusal is Refusal.TOO_HOT
    assert tube.start(duration_s=1200.0, goal_c=39.0, ramp_s=600.0) is None
    assert tube.state.session.ramp_s == 600


def test_the_first_session_on_a_pad_is_low_unless_a_temperature_is_asked() -> None:
    tube = Tube()
    tube.state = replace(tube.state, sessions_total=0)
    tube.start(level="high")
    assert tube.view.goal_c == 37.0
    tube.send(StopAsked())
    tube.state = replace(tube.state, sessions_total=0)
    tube.start(goal_c=39.0)
    assert tube.view.goal_c == 39.0


def test_an_old_choice_does_not_count() -> None:
    tube = Tube()
    tube.state = replace(tube.state, choice=None)
    tube.send(Woken())
    assert tube.view.goal_c == 39.0
    assert tube.state.allowance == GUEST


@pytest.mark.parametrize("raw", [{"voice": False}, {"confirm_start": True}])
def test_a_voice_starts_nothing_where_it_may_not_or_every_start_is_confirmed(raw: dict[str, object]) -> None:
    tube = Tube(settings(**raw))
    refused = tube.start(attended=True, source=Source.VOICE)
    assert refused.refusal is Refusal.VOICE_NOT_ALLOWED
    assert ("refused", Refusal.VOICE_NOT_ALLOWED) in tube.notices
    assert tube.view.blocked_by is None
    assert tube.start(attended=True, source=Source.CLIMATE) is None


@pytest.mark.parametrize("nonsense", [None, True, "no", 0])
def test_a_voice_may_start_unless_somebody_has_said_no(nonsense: object) -> None:
    assert Tube(settings(voice=nonsense)).start(attended=True, source=Source.VOICE) is None
