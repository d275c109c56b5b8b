"""A session that was taken down leads to the same decisions when it is read back."""

import json
from datetime import timedelta
from typing import Any, override

import pytest

from engine.change import replace
from engine.events import Announce, Event, HeatOn, PlugReported, StartAsked, StopAsked
from engine.models import Notice, Refusal, StartRequest, StopReason
from engine.plain import Disguise, NotPlainError, read
from engine.recording import MOMENTS_MOST, RECORDINGS_KEPT, Moment, Recorder, moments_of, replay
from engine.session import step
from engine.state import Learned, PadState
from engine.turn import Step
from tests.engine.builders import GUEST, WALL, Tube, settings


class Recorded(Tube):
    """A pad in a test tube with somebody who takes notes."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self.recorder = Recorder()
        super().__init__(*arguments, **named)

    @override
    def step(self, event: Event) -> Step:
        before = self.state
        outcome = super().step(event)
        self.recorder.look(self.settings, before, event, self.now, outcome)
        return outcome


def heated(tube: Recorded, seconds: float = 600) -> None:
    """Run a session and stop it."""
    tube.start()
    tube.pass_time(seconds)
    tube.send(StopAsked())
    tube.pass_time(30)


def there_and_back(told: list[Any]) -> list[Moment]:
    """Send a recording by mail."""
    return moments_of(json.loads(json.dumps(told)))


@pytest.mark.parametrize("sensing", ["control", "none", "limit"])
def test_a_session_is_decided_again_as_it_was(sensing: str) -> None:
    tube = Recorded(settings(sensing=sensing))
    heated(tube)
    (told,) = tube.recorder.told()
    replayed = list(replay(there_and_back(told)))
    assert len(replayed) > 60
    assert all(each.same for each in replayed)
    ons = [effect for each in replayed for effect in each.step.effects if isinstance(effect, HeatOn)]
    assert len(ons) > 3
    assert replayed[-1].step.state.session is None
    assert replayed[-1].elapsed_s == pytest.approx(600, abs=60)


def test_another_decision_is_noticed() -> None:
    tube = Recorded()
    heated(tube)
    (told,) = tube.recorder.told()
    moments = there_and_back(told)
    assert moments[0].settings is not None
    moments[0] = replace(moments[0], settings=replace(moments[0].settings, session_s=300.0))
    assert not all(each.same for each in replay(moments))


def test_what_changed_between_two_events_is_taken_down_too() -> None:
    tube = Recorded()
    tube.start()
    tube.pass_time(60)
    tube.settings = replace(tube.settings, soft_limit_c=40.0)
    tube.state = replace(tube.state, learned=Learned(sensor="another"))
    tube.pass_time(60)
    (told,) = tube.recorder.told()
    moments = there_and_back(told)
    assert sum(each.settings is not None for each in moments) == 2
    assert sum(each.state is not None for each in moments) == 2
    assert all(each.same for each in replay(moments))


def test_a_recording_names_nobody_and_no_day() -> None:
    allowance = replace(GUEST, person="anna-schmidt", ready_at=WALL + timedelta(minutes=5))
    state = PadState(allowance=allowance, sessions_total=1, learned=Learned(sensor="sensor.annas_bed"))
    tube = Recorded(state=replace(state, allowance=replace(allowance, ready_at=None)))
    heated(tube)
    told = json.dumps(tube.recorder.told())
    for private in ("anna", "2026", "bed"):
        assert private not in told, private
    assert '"person-1"' in told
    assert '"sensor-1"' in told


def test_a_refusal_is_kept_beside_the_newest_sessions() -> None:
    tube = Recorded()
    for _ in range(RECORDINGS_KEPT + 1):
        heated(tube, 120)
        tube.pass_time(4 * 3600, step_s=60)
        tube.send(PlugReported(on=None))
        for _ in range(2):
            tube.send(StartAsked(session_id="again", request=StartRequest(attended=True)))
        tube.send(PlugReported(on=False))
    *sessions, refusal = tube.recorder.recordings()
    assert len(sessions) == RECORDINGS_KEPT
    assert len(refusal) == 1
    assert refusal[0].refused is not None
    assert refusal[0].refused.refusal is Refusal.PLUG_UNAVAILABLE
    (again,) = replay(there_and_back(tube.recorder.told()[-1]))
    assert again.same
    assert again.step.refused is not None


def test_nothing_is_taken_down_before_a_session_or_after_it() -> None:
    tube = Recorded()
    tube.pass_time(100)
    assert tube.recorder.told() == []
    heated(tube, 60)
    (first,) = tube.recorder.told()
    tube.pass_time(100)
    assert tube.recorder.told() == [first]


def test_a_chatty_home_cannot_fill_the_memory() -> None:
    tube = Recorded()
    tube.start()
    for _ in range(MOMENTS_MOST + 10):
        tube.send(PlugReported(on=tube.on))
    (told,) = tube.recorder.told()
    assert len(told) == MOMENTS_MOST


def test_a_step_that_raised_ends_its_recording() -> None:
    tube = Tube()
    recorder = Recorder()
    start = StartAsked(session_id="s1", request=StartRequest(attended=True))
    outcome = step(tube.settings, tube.state, start, tube.now)
    recorder.look(tube.settings, tube.state, start, tube.now, outcome)
    recorder.look(tube.settings, outcome.state, StopAsked(), tube.now, None)
    recorder.look(tube.settings, outcome.state, StopAsked(), tube.now, outcome)
    (told,) = recorder.recordings()
    assert [each.failed for each in told] == [False, True]
    # One that raised at once is kept as well.
    recorder.look(tube.settings, tube.state, start, tube.now, None)
    assert len(recorder.recordings()) == 2


def test_a_recording_without_its_beginning_is_refused() -> None:
    tube = Recorded()
    heated(tube)
    (told,) = tube.recorder.told()
    with pytest.raises(ValueError, match="begins with"):
        list(replay(there_and_back(told)[1:]))


@pytest.mark.parametrize("nothing", ["text", None, {}, {"kind": "Moment"}, {"kind": "Now"}])
def test_what_is_no_moment_is_refused(nothing: Any) -> None:
    with pytest.raises(NotPlainError):
        moments_of([nothing])


@pytest.mark.parametrize(
    "broken",
    [
        {"event": {"kind": "Nothing"}},
        {"event": {"kind": "Woken", "surprise": 1}},
        {"event": {"kind": "PlugReported", "on": "yes"}},
        {"event": {"kind": "TemperatureReported", "value_c": True}},
        {"event": {"kind": "TemperatureReported", "value_c": []}},
        {"event": {"kind": "StopAsked", "reason": "boredom"}},
        {"effects": {"kind": "HeatOff"}},
        {"now": {"kind": "Now", "wall": 1e300, "boot_s": 1.0, "boot_id": "boot-1"}},
        {"surprise": 1},
    ],
)
def test_half_a_moment_is_refused(broken: dict[str, Any]) -> None:
    tube = Recorded()
    heated(tube, 60)
    (told,) = tube.recorder.told()
    whole: Any = told[0]
    with pytest.raises(NotPlainError):
        moments_of([{**whole, **broken}])


def test_words_and_numbers_of_an_announcement_stay_what_they_are() -> None:
    said = Announce(
        notice=Notice.STOPPED, reason=StopReason.STOPPED, data={"minutes": 5, "share": 0.5, "why": "x", "none": None}
    )
    back = read(Announce, json.loads(json.dumps(Disguise(WALL).plain(said))))
    assert back == said
    assert [type(each) for each in back.data.values()] == [int, float, str, type(None)]
    refused = replace(said, reason=Refusal.RESTING)
    assert read(Announce, Disguise(WALL).plain(refused)) == refused


def test_only_values_of_the_engine_can_be_told() -> None:
    with pytest.raises(TypeError):
        Disguise(WALL).plain(object())
