"""The session's timer: a real `timer.*` entity whose deadline lives in the engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_component import DATA_INSTANCES
from homeassistant.setup import async_setup_component

from tests.integration.home import Home

TRANSITIONS = ("started", "restarted", "paused", "changed", "cancelled", "finished")


def timer_events(hass: HomeAssistant) -> list[Event]:
    """Collect every event of every timer from now on, in the order they are fired."""
    seen: list[Event] = []

    @callback
    def see(event: Event) -> None:
        seen.append(event)

    for transition in TRANSITIONS:
        hass.bus.async_listen(f"timer.{transition}", see)
    return seen


def names(events: list[Event]) -> list[str]:
    """Return the transitions alone."""
    return [str(event.event_type).removeprefix("timer.") for event in events]


def seconds(text: str) -> float:
    """Read `H:MM:SS`."""
    hours, minutes, rest = text.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes), seconds=int(rest)).total_seconds()


@contextmanager
def refused(key: str) -> Iterator[pytest.ExceptionInfo[ServiceValidationError]]:
    """Expect a translated refusal."""
    with pytest.raises(ServiceValidationError) as refusal:
        yield refusal
    assert refusal.value.translation_domain == "heating_pad"
    assert refusal.value.translation_key == key


async def by_device(home: Home, action: str, data: dict[str, Any] | None = None) -> None:
    """Call an action of the timer domain on the pad's device."""
    entry = er.async_get(home.hass).async_get(home.entity_id("session", "timer"))
    assert entry is not None
    assert entry.device_id is not None
    await home.hass.services.async_call(
        "timer", action, {"device_id": entry.device_id, **(data or {})}, blocking=True, context=home.person
    )


# -- actions -----------------------------------------------------------------------


@pytest.mark.parametrize("target", ["entity", "device"])
async def test_all_actions_reach_the_session(home: Home, target: str) -> None:
    async def call(action: str, data: dict[str, Any] | None = None) -> None:
        if target == "device":
            await by_device(home, action, data)
        else:
            await home.call(f"timer.{action}", data)

    events = timer_events(home.hass)
    await call("start", {"duration": "00:10:00"})
    await home.run(5)
    assert home.timer.state == "active"
    assert home.pad.relay_on
    assert home.timer.attributes["duration"] == "0:10:00"
    await call("pause")
    await home.run(5)
    assert home.timer.state == "paused"
    assert home.value("phase") == "paused"
    assert not home.pad.relay_on
    await call("start")
    await home.run(5)
    assert home.timer.state == "active"
    assert home.pad.relay_on
    await call("change", {"duration": "00:02:00"})
    assert home.timer.attributes["duration"] == "0:12:00"
    await call("change", {"duration": "-00:01:00"})
    assert home.timer.attributes["duration"] == "0:11:00"
    await call("cancel")
    await home.run(12)
    assert home.timer.state == "idle"
    assert home.value("stop_reason") == "stopped"
    assert not home.pad.relay_on
    await call("start", {"duration": "00:10:00"})
    await home.run(5)
    await call("finish")
    await home.run(12)
    assert home.value("stop_reason") == "completed"
    assert not home.pad.relay_on
    order = ["started", "paused", "restarted", "changed", "changed", "cancelled", "started", "finished"]
    assert names(events) == order
    assert {event.data["entity_id"] for event in events} == {home.entity_id("session", "timer")}
    finished = events[-1].data
    assert datetime.fromisoformat(finished["finished_at"]).utcoffset() == timedelta(0)


async def test_the_end_of_the_session_finishes_the_timer(home: Home) -> None:
    events = timer_events(home.hass)
    await home.call("timer.start", {"duration": "00:02:00"})
    await home.run(121)
    assert home.timer.state == "idle"
    assert names(events) == ["started", "finished"]
    finished_at = datetime.fromisoformat(events[-1].data["finished_at"])
    assert abs((finished_at - home.clock.wall).total_seconds()) <= 2


async def test_start_without_a_duration_takes_the_usual_length(home: Home) -> None:
    await home.call("timer.start")
    await home.run(2)
    assert home.timer.attributes["duration"] == "0:20:00"


@pytest.mark.parametrize("action", ["pause", "cancel", "finish"])
async def test_an_idle_timer_ignores_what_would_end_it(home: Home, action: str) -> None:
    events = timer_events(home.hass)
    await home.call(f"timer.{action}")
    await home.run(2)
    assert home.timer.state == "idle"
    assert events == []
    assert home.plug.ons == 0


# -- contract ------------------------------------------------------------------------


async def test_attributes_are_what_the_countdown_reads(home: Home) -> None:
    idle = home.timer
    assert idle.state == "idle"
    assert idle.attributes["duration"] == "0:20:00"
    assert idle.attributes["editable"] is False
    assert "restore" in idle.attributes
    assert not {"remaining", "finishes_at", "last_transition"} & set(idle.attributes)
    await home.call("timer.start", {"duration": "00:10:00"})
    await home.run(3)
    active = home.timer
    assert active.state == "active"
    assert active.attributes["last_transition"] == "started"
    assert seconds(active.attributes["remaining"]) == pytest.approx(600, abs=3)
    finishes_at = datetime.fromisoformat(active.attributes["finishes_at"])
    assert (finishes_at - home.clock.wall).total_seconds() == pytest.approx(597, abs=2)
    await home.run(57)
    await home.call("timer.pause")
    paused = home.timer
    assert paused.state == "paused"
    assert paused.attributes["last_transition"] == "paused"
    assert seconds(paused.attributes["remaining"]) == pytest.approx(540, abs=2)
    assert "finishes_at" not in paused.attributes
    await home.run(30)
    await home.call("timer.start")
    again = home.timer
    assert again.attributes["last_transition"] == "restarted"
    assert seconds(again.attributes["remaining"]) == pytest.approx(540, abs=2)
    await home.call("timer.change", {"duration": "00:01:00"})
    assert home.timer.attributes["last_transition"] == "restarted"
    assert seconds(home.timer.attributes["remaining"]) == pytest.approx(600, abs=2)
    await home.call("timer.cancel")
    assert home.timer.state == "idle"
    assert home.timer.attributes["last_transition"] == "cancelled"
    assert "remaining" not in home.timer.attributes


async def test_the_timer_belongs_to_triggers_of_devices(home: Home) -> None:
    entry = er.async_get(home.hass).async_get(home.entity_id("session", "timer"))
    assert entry is not None
    assert entry.entity_category is None
    assert entry.config_entry_id == (home.entry.entry_id if home.entry else None)
    assert entry.options["timer"]["presets"] == [600, 900, 1200]


# -- bounds ------------------------------------------------------------------------------


async def test_three_hours_are_refused_in_plain_words(home: Home) -> None:
    with refused("too_long") as refusal:
        await home.call("timer.start", {"duration": "03:00:00"})
    assert str(refusal.value) == "Sofa pad may not heat that long: at most 20 minutes"
    await home.run(3)
    assert home.timer.state == "idle"
    assert home.plug.ons == 0


async def test_seconds_are_refused_in_plain_words(home: Home) -> None:
    with refused("too_short") as refusal:
        await home.call("timer.start", {"duration": 5})
    assert str(refusal.value) == "Sofa pad: a session lasts at least 1 minute. Give a longer duration"
    assert home.plug.ons == 0


async def test_a_change_is_cut_at_the_cap(home: Home) -> None:
    await home.call("timer.start", {"duration": "00:10:00"})
    await home.run(2)
    await home.call("timer.change", {"duration": "02:00:00"})
    assert home.timer.attributes["duration"] == "0:20:00"
    assert seconds(home.timer.attributes["remaining"]) <= 20 * 60
    with refused("too_long"):
        await home.call("timer.change", {"duration": "00:01:00"})
    await home.run_until(lambda: home.timer.state == "idle", 20 * 60)
    assert home.value("stop_reason") == "completed"


async def test_a_change_below_nothing_ends_the_session(home: Home) -> None:
    await home.call("timer.start", {"duration": "00:10:00"})
    await home.run(2)
    await home.call("timer.change", {"duration": "-01:00:00"})
    await home.run(3)
    assert home.timer.state == "idle"
    assert not home.pad.relay_on


async def test_an_idle_timer_cannot_be_changed(home: Home) -> None:
    with refused("no_session") as refusal:
        await home.call("timer.change", {"duration": "00:01:00"})
    assert str(refusal.value) == "Sofa pad has no session running"


async def test_an_electronic_pad_cannot_pause(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    await home.add_pad(controller="electronic", sensor=False)
    await home.call("timer.start", {"duration": "00:10:00"})
    await home.run_until(lambda: home.timer.state == "active", 60)
    with refused("not_supported") as refusal:
        await home.call("timer.pause")
    assert str(refusal.value) == "Sofa pad cannot do this"
    await home.run(3)
    assert home.timer.state == "active"
    assert home.pad.relay_on


async def test_pauses_are_bounded(home: Home) -> None:
    events = timer_events(home.hass)
    await home.call("timer.start", {"duration": "00:10:00"})
    await home.run(60)
    await home.call("timer.pause")
    await home.run(302)
    assert home.timer.state == "idle"
    assert home.value("stop_reason") == "paused_too_long"
    assert names(events) == ["started", "paused", "finished"]


async def test_a_program_cannot_end_a_pause(home: Home) -> None:
    await home.call("timer.start", {"duration": "00:10:00"})
    await home.run(60)
    await home.call("timer.pause")
    with refused("nobody_there"):
        await home.call("timer.start", by_person=False)
    assert home.timer.state == "paused"


# -- automations ------------------------------------------------------------------------------


async def test_triggers_and_condition_of_timers_work(home: Home) -> None:
    hass = home.hass
    target = {"entity_id": home.entity_id("session", "timer")}
    happened: list[str] = []

    @callback
    def see(event: Event) -> None:
        happened.append(event.data["what"])

    hass.bus.async_listen("happened", see)

    def automation(trigger: dict[str, Any], what: str, *conditions: dict[str, Any]) -> dict[str, Any]:
        return {
            "alias": what,
            "triggers": trigger,
            "conditions": list(conditions),
            "actions": {"event": "happened", "event_data": {"what": what}},
        }

    active = {"condition": "timer.is_active", "target": target}
    assert await async_setup_component(
        hass,
        "automation",
        {
            "automation": [
                automation({"trigger": "timer.started", "target": target}, "started"),
                automation({"trigger": "timer.finished", "target": target}, "finished"),
                automation(
                    {
                        "trigger": "timer.remaining_time_reached",
                        "target": target,
                        "options": {"remaining": {"minutes": 1}},
                    },
                    "a minute left",
                ),
                automation({"trigger": "event", "event_type": "ask"}, "is active", active),
            ]
        },
    )
    await hass.async_block_till_done()
    assert len(hass.states.async_entity_ids("automation")) == 4
    assert all(hass.states.is_state(entity_id, "on") for entity_id in hass.states.async_entity_ids("automation"))
    hass.bus.async_fire("ask")
    await hass.async_block_till_done()
    assert happened == []
    await home.call("timer.start", {"duration": "00:03:00"})
    await home.run(10)
    hass.bus.async_fire("ask")
    await hass.async_block_till_done()
    assert happened == ["started", "is active"]
    await home.run(100)
    assert happened == ["started", "is active"]
    await home.run(15)
    assert happened == ["started", "is active", "a minute left"]
    await home.run(62)
    assert happened == ["started", "is active", "a minute left", "finished"]


# -- the entity's own life ------------------------------------------------------------------------


async def test_a_rename_does_not_lose_the_end(home: Home) -> None:
    events = timer_events(home.hass)
    await home.call("timer.start", {"duration": "00:02:00"})
    await home.run(30)
    registry = er.async_get(home.hass)
    registry.async_update_entity(home.entity_id("session", "timer"), new_entity_id="timer.warm_back")
    await home.run(5)
    assert home.hass.states.is_state("timer.warm_back", "active")
    await home.run(90)
    assert home.hass.states.is_state("timer.warm_back", "idle")
    assert not home.pad.relay_on
    assert home.value("stop_reason") == "completed"
    assert names(events) == ["started", "finished"]
    assert events[-1].data["entity_id"] == "timer.warm_back"
    assert home.hass.states.get("timer.sofa_pad_session") is None


async def test_disabling_the_timer_takes_it_away_and_enabling_brings_it_back(home: Home) -> None:
    registry = er.async_get(home.hass)
    entity_id = home.entity_id("session", "timer")
    registry.async_update_entity(entity_id, disabled_by=er.RegistryEntryDisabler.USER)
    await home.run(40)
    assert home.hass.states.get(entity_id) is None
    await home.start(2)
    await home.run(125)
    assert home.value("stop_reason") == "completed"
    registry.async_update_entity(entity_id, disabled_by=None)
    await home.run(40)
    assert home.timer.state == "idle"
    assert "timer_missing" not in home.issues


async def test_it_lives_beside_timers_of_the_user(empty_home: Home) -> None:
    home = empty_home
    hass = home.hass
    configuration = Path(hass.config.path("configuration.yaml"))
    await hass.async_add_executor_job(configuration.write_text, "timer:\n  eggs:\n    duration: 300\n", "utf-8")
    assert await async_setup_component(hass, "timer", {"timer": {"eggs": {"duration": 300}}})
    await home.build()
    await home.add_pad()
    events = timer_events(hass)
    await home.call("timer.start", {"duration": "00:05:00"})
    await home.run(5)
    await hass.services.async_call("timer", "reload", {}, blocking=True)
    await home.run(2)
    assert hass.states.is_state("timer.eggs", "idle")
    assert home.timer.state == "active"
    assert names(events) == ["started"]
    await home.run(300)
    assert home.timer.state == "idle"


async def test_without_timers_everything_else_works(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    assert await async_setup_component(home.hass, "timer", {})
    component = home.hass.data[DATA_INSTANCES].pop("timer")
    try:
        await home.add_pad()
        assert "timer_missing" in home.issues
        assert er.async_get(home.hass).async_get_entity_id("timer", "heating_pad", "session") is None
        await home.start(2)
        await home.run(10)
        assert home.pad.relay_on
        await home.run(112)
        assert home.value("stop_reason") == "completed"
        assert not home.pad.relay_on
    finally:
        home.hass.data[DATA_INSTANCES]["timer"] = component
