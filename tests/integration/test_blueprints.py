"""Every blueprint: loaded by Home Assistant's own loader, filled in, and running until it acts."""

import logging
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, override

import pytest
from homeassistant.components.automation.helpers import async_get_blueprints
from homeassistant.components.climate import ClimateEntity
from homeassistant.components.climate.const import ClimateEntityFeature, HVACMode
from homeassistant.const import UnitOfTemperature
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_component import DATA_INSTANCES
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util

from custom_components.heating_pad import trigger
from tests.integration.blueprints import NAMES, SHIPPED, Blueprints, put, tell
from tests.integration.home import PLUG, Home
from tests.integration.people import Somebody, add_person
from tests.simulation.plants import Fault

PACKAGE = Path(trigger.__file__).parent / "blueprints"
ADDRESS = "https://github.com/heating-pad/heating-pad/blob/main/blueprints/automation/heating_pad/"


@pytest.fixture
async def blueprints(empty_home: Home, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Blueprints]:
    """A home with a pad and a phone; whatever Home Assistant has to complain about is a failure."""
    await empty_home.build()
    await empty_home.add_pad()
    blueprints = Blueprints(empty_home)
    yield blueprints
    await blueprints.leave()
    complaints = [
        record.getMessage()
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING
        and record.name.startswith(("homeassistant.components.automation", "homeassistant.helpers"))
    ]
    assert [each for each in complaints if not any(one in each for one in blueprints.complaints_expected)] == []


@pytest.fixture
def home(blueprints: Blueprints) -> Home:
    """The home of these blueprints."""
    return blueprints.home


@pytest.fixture
async def anna(home: Home) -> Somebody:
    """A person with a diary, who uses the pad."""
    anna = await add_person(home, "Anna")
    await home.call("select.select_option", {"option": "Anna"}, key="used_by")
    return anna


async def set_options(home: Home, **options: Any) -> None:
    """Change options of the pad, as the form does."""
    assert home.entry is not None
    home.hass.config_entries.async_update_entry(home.entry, options=options)
    await home.run_with(home.hass.config_entries.async_reload(home.entry.entry_id))
    await home.run(8)


def pad_of(home: Home) -> str:
    return home.entity_id("climate", "climate")


async def until(home: Home, clock: str) -> None:
    """Let time pass until the local clock shows this, once."""
    now = dt_util.as_local(home.clock.wall)
    hours, minutes = map(int, clock.split(":"))
    then = now.replace(hour=hours, minute=minutes, second=0, microsecond=0)
    if then <= now:
        then += timedelta(days=1)
    left_s = (then - now).total_seconds()
    # Nothing happens in the hours before: they need not pass second by second.
    if left_s > 180:
        await home.run(left_s - 120, step_s=60)
        left_s = 120
    await home.run(left_s + 1)


# -- all of them -----------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
async def test_it_loads_and_says_what_it_is(hass: HomeAssistant, name: str, tmp_path: Path) -> None:
    hass.config.config_dir = str(tmp_path)
    put(hass, name)
    assert await async_setup_component(hass, "automation", {})
    blueprint = await async_get_blueprints(hass).async_get_blueprint(f"heating_pad/{name}.yaml")
    assert blueprint.validate() is None
    meta = blueprint.metadata
    assert meta["source_url"] == f"{ADDRESS}{name}.yaml"
    assert meta["homeassistant"]["min_version"] == "2026.10.0"
    assert len(meta["description"]) > 60
    sections = [each for each in meta["input"].values() if "input" in each]
    assert len(sections) == len(meta["input"]), "every input stands in a section"
    assert all(section["name"] and section["icon"].startswith("mdi:") for section in sections)
    for key, each in blueprint.inputs.items():
        assert each["name"], key
        assert each["selector"], key
        if "default" not in each:
            section = next(one for one in sections if key in one["input"])
            assert not section.get("collapsed"), f"{key} has to be filled in, and cannot be seen"


def test_the_package_ships_what_stands_in_the_repository() -> None:
    """`scripts/ship_blueprints` copies them."""
    shipped = {path.name: path.read_bytes() for path in PACKAGE.glob("*")}
    assert shipped == {path.name: path.read_bytes() for path in SHIPPED.glob("*")}


def test_every_blueprint_is_exercised_here() -> None:
    text = re.sub(r"use\(\s+", "use(", Path(__file__).read_text(encoding="utf-8"))
    assert [name for name in NAMES if f'use("{name}"' not in text] == []


# -- tell me when it ends ----------------------------------------------------------------


async def test_tells_when_a_session_ends(blueprints: Blueprints, home: Home) -> None:
    await blueprints.use(
        "tell_me_when_it_ends",
        session_event=home.entity_id("session", "event"),
        tell=tell("{{ message }}"),
    )
    await home.start(10)
    await home.run(120)
    assert blueprints.names == []
    await home.press("stop")
    await home.run(5)
    assert len(blueprints.names) == 1
    assert "stopped" in blueprints.names[0]


# -- ready by ----------------------------------------------------------------------------


async def ready_by(blueprints: Blueprints, home: Home, **inputs: Any) -> None:
    await blueprints.use(
        "ready_by",
        pad=pad_of(home),
        phone=blueprints.phone_id,
        ready_at="20:00:00",
        warm_up=10,
        answer=5,
        minutes=12,
        **inputs,
    )


async def test_ready_by_asks_at_the_right_time_and_a_press_starts(blueprints: Blueprints, home: Home) -> None:
    await ready_by(blueprints, home)
    await until(home, "19:43")
    assert blueprints.asked == []
    await home.run(180)
    assert blueprints.asked == ["Shall it be warm at 20:00?"]
    assert blueprints.buttons == ["Start", "In 10 minutes", "Skip today"]
    assert home.plug.ons == 0
    await blueprints.press("Start")
    await home.run(5)
    assert home.value("phase") == "ramp"
    assert home.timer.attributes["duration"] == "0:12:00"
    assert blueprints.taken_back


async def test_ready_by_asks_earlier_for_a_longer_ramp(blueprints: Blueprints, home: Home) -> None:
    ramp = home.entity_id("ramp_minutes", "number")
    await home.hass.services.async_call("number", "set_value", {"entity_id": ramp, "value": 18}, blocking=True)
    await ready_by(blueprints, home, ramp=ramp)
    await until(home, "19:36")
    assert blueprints.asked == []
    await home.run(120)
    assert len(blueprints.asked) == 1


async def test_ready_by_never_heats_for_nobody(blueprints: Blueprints, home: Home) -> None:
    await set_options(home, unattended_start="allow")
    await ready_by(blueprints, home)
    await until(home, "19:46")
    assert len(blueprints.asked) == 1
    start = blueprints.phone.button("Start")
    await home.run(20 * 60)
    assert home.plug.ons == 0
    assert blueprints.taken_back
    assert len(blueprints.asked) == 1
    # The question is gone; a phone that shows it still starts nothing with it.
    await blueprints.press_action(start)
    await home.run(5)
    assert home.plug.ons == 0


async def test_ready_by_asks_again_in_10_minutes_and_may_be_skipped(blueprints: Blueprints, home: Home) -> None:
    await ready_by(blueprints, home)
    await until(home, "19:46")
    await blueprints.press("In 10 minutes")
    await home.run(9 * 60)
    assert len(blueprints.asked) == 1
    await home.run(70)
    assert len(blueprints.asked) == 2
    await blueprints.press("Skip today")
    await home.run(30 * 60)
    assert len(blueprints.asked) == 2
    assert home.plug.ons == 0
    await until(home, "19:47")
    assert len(blueprints.asked) == 3


async def test_ready_by_knows_the_day_and_whether_the_pad_is_ready(blueprints: Blueprints, home: Home) -> None:
    await until(home, "12:00")
    weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    today = dt_util.as_local(home.clock.wall).weekday()
    await ready_by(blueprints, home, days=[weekdays[(today + 1) % 7], weekdays[(today + 2) % 7]])
    await until(home, "19:50")
    assert blueprints.asked == []
    await until(home, "19:42")
    await home.start(15)
    await until(home, "20:01")
    assert blueprints.asked == []
    await until(home, "19:50")
    assert len(blueprints.asked) == 1


# -- evening session -----------------------------------------------------------------------


async def test_an_evening_session_waits_for_somebody_and_acts_around_it(blueprints: Blueprints, home: Home) -> None:
    await blueprints.use(
        "evening_session",
        pad=pad_of(home),
        minutes=12,
        level="medium",
        at="21:00:00",
        begun=tell("begun"),
        over=tell("over"),
    )
    await until(home, "21:00")
    assert home.value("waiting_for") == "start"
    assert home.plug.ons == 0
    assert blueprints.names == []
    await home.press("confirm")
    await home.run(5)
    assert home.value("phase") == "ramp"
    assert home.timer.attributes["duration"] == "0:12:00"
    assert blueprints.names == ["begun"]
    await home.press("stop")
    await home.run(5)
    assert blueprints.names == ["begun", "over"]


async def test_an_evening_session_that_nobody_confirms_stays_cold(blueprints: Blueprints, home: Home) -> None:
    await blueprints.use("evening_session", pad=pad_of(home), at="21:00:00", begun=tell("begun"))
    await until(home, "21:05")
    assert home.value("stop_reason") == "not_confirmed"
    await home.run(600)
    assert blueprints.names == []
    assert home.plug.ons == 0


async def test_an_evening_session_asks_what_else_has_to_hold(blueprints: Blueprints, home: Home) -> None:
    home.hass.states.async_set("person.anna", "not_home")
    await blueprints.use(
        "evening_session",
        pad=pad_of(home),
        at="21:00:00",
        only_if=[{"condition": "state", "entity_id": "person.anna", "state": "home"}],
    )
    await until(home, "21:01")
    assert home.value("phase") == "off"
    assert home.events == []
    home.hass.states.async_set("person.anna", "home")
    await until(home, "21:00")
    assert home.value("waiting_for") == "start"


# -- morning stiffness -----------------------------------------------------------------------


async def test_a_dismissed_alarm_asks_and_a_press_starts(blueprints: Blueprints, home: Home, anna: Somebody) -> None:
    await until(home, "06:00")
    rings = dt_util.as_local(home.clock.wall).replace(hour=7, minute=0, second=0, microsecond=0)
    home.hass.states.async_set("sensor.alarm", rings.isoformat())
    await blueprints.use(
        "morning_stiffness",
        pad=pad_of(home),
        phone=blueprints.phone_id,
        alarm="sensor.alarm",
        person=anna.entity_id("pain"),
        minutes=10,
    )
    # Set to another time before it rings: nobody has got up.
    home.hass.states.async_set("sensor.alarm", (rings + timedelta(minutes=5)).isoformat())
    await until(home, "07:06")
    assert blueprints.asked == []
    home.hass.states.async_set("sensor.alarm", (rings + timedelta(days=1)).isoformat())
    await home.run(2)
    assert blueprints.asked == ["Good morning. Some warmth?"]
    assert blueprints.buttons == ["Start", "Pain 0–10"]
    assert home.plug.ons == 0
    await blueprints.press("Pain 0–10", reply_text="6")
    assert anna.value("pain") == "6"
    await blueprints.press("Start")
    await home.run(5)
    assert home.value("phase") == "ramp"
    assert home.timer.attributes["duration"] == "0:10:00"


async def test_an_alarm_that_is_on_and_off_counts_in_the_morning_only(blueprints: Blueprints, home: Home) -> None:
    home.hass.states.async_set("input_boolean.alarm", "off")
    await blueprints.use(
        "morning_stiffness", pad=pad_of(home), phone=blueprints.phone_id, alarm="input_boolean.alarm", wait_minutes=5
    )
    for clock in ("15:00", "07:00"):
        await until(home, clock)
        home.hass.states.async_set("input_boolean.alarm", "on")
        await home.run(30)
        home.hass.states.async_set("input_boolean.alarm", "off")
        await home.run(10)
        assert blueprints.asked == []
    await home.run(300)
    assert len(blueprints.asked) == 1
    assert blueprints.buttons == ["Start"]


# -- pain score before and after -----------------------------------------------------------


async def test_scores_before_and_after_make_a_pair(blueprints: Blueprints, home: Home, anna: Somebody) -> None:
    await blueprints.use(
        "pain_before_and_after",
        pad=pad_of(home),
        person=anna.entity_id("pain"),
        phone=blueprints.phone_id,
        used_by=home.entity_id("used_by", "select"),
        after_minutes=5,
    )
    await home.start(10)
    await home.run(5)
    session = home.session_id
    assert len(blueprints.asked) == 1
    assert "before the heat" in blueprints.asked[0]
    assert blueprints.buttons == ["Type a number", *map(str, range(11))]
    await blueprints.press("7")
    await home.run_until(lambda: home.climate.state == "off", 700)
    await home.run(280)
    assert len(blueprints.asked) == 1
    await home.run(40)
    assert "after the heat" in blueprints.asked[1]
    await blueprints.press("Type a number", reply_text="4")
    await blueprints.leave()
    entries = await anna.entries()
    assert [(each["score"], each["moment"], each["session"]) for each in entries] == [
        (7, "before", session),
        (4, "after", session),
    ]


async def test_nobody_is_asked_about_somebody_elses_or_a_very_short_session(
    blueprints: Blueprints, home: Home, anna: Somebody
) -> None:
    await blueprints.use(
        "pain_before_and_after",
        pad=pad_of(home),
        person=anna.entity_id("pain"),
        phone=blueprints.phone_id,
        used_by=home.entity_id("used_by", "select"),
    )
    await home.start(10)
    await home.run(60)
    await home.press("stop")
    await home.run(600)
    assert len(blueprints.asked) == 1
    await home.call("select.select_option", {"option": "guest"}, key="used_by")
    await home.start(10)
    await home.run(1200)
    assert len(blueprints.asked) == 1


# -- awake check-in ----------------------------------------------------------------------


@pytest.fixture
async def asking(blueprints: Blueprints, home: Home) -> Home:
    """A pad with the check-in on, and the blueprint in use."""
    await set_options(home, check_in=True)
    await blueprints.use(
        "awake_check_in",
        pad=pad_of(home),
        phone=blueprints.phone_id,
        asked=tell("asked: {{ message }}"),
        unanswered=tell("unanswered: {{ message }}"),
    )
    await home.start(10)
    await home.run_until(lambda: home.value("waiting_for") == "awake", 400)
    await home.run(2)
    return home


async def test_a_check_in_is_asked_louder_and_answered_by_a_press(blueprints: Blueprints, asking: Home) -> None:
    assert blueprints.asked == ["Are you awake?"]
    assert blueprints.names == ["asked: Are you awake?"]
    await blueprints.press("I'm awake")
    await asking.run(180)
    assert asking.value("phase") in ("ramp", "hold")
    assert blueprints.taken_back
    assert blueprints.names == ["asked: Are you awake?"]


async def test_a_check_in_that_nobody_answers_ends_the_heat_and_says_so(blueprints: Blueprints, asking: Home) -> None:
    await asking.run(125)
    assert asking.value("stop_reason") == "no_answer"
    assert not asking.pad.relay_on
    assert blueprints.taken_back
    assert blueprints.names[1:] == ["unanswered: Nobody has answered, so the heat is off."]


# -- stretch after heat --------------------------------------------------------------------


async def test_a_reminder_to_stretch_is_written_down_when_done(
    blueprints: Blueprints, home: Home, anna: Somebody
) -> None:
    await blueprints.use(
        "stretch_after_heat",
        pad=pad_of(home),
        person=anna.entity_id("pain"),
        phone=blueprints.phone_id,
        stretch_minutes=7,
    )
    await home.start(11)
    await home.run_until(lambda: home.climate.state == "off", 700)
    await home.run(280)
    assert blueprints.asked == []
    await home.run(40)
    assert blueprints.asked == ["Time to stretch a little, as far as it is comfortable."]
    await blueprints.press("Done")
    await blueprints.leave()
    (entry,) = await anna.entries()
    assert (entry["activity"], entry["minutes"]) == ("stretch", 7)


async def test_nobody_is_reminded_after_a_short_session(blueprints: Blueprints, home: Home, anna: Somebody) -> None:
    await blueprints.use(
        "stretch_after_heat", pad=pad_of(home), person=anna.entity_id("pain"), phone=blueprints.phone_id
    )
    await home.start(5)
    await home.run(900)
    assert home.value("stop_reason") == "completed"
    assert blueprints.asked == []


# -- fault escalation ----------------------------------------------------------------------


async def escalating(blueprints: Blueprints, home: Home) -> None:
    await blueprints.use(
        "fault_escalation",
        pad=pad_of(home),
        phase=home.entity_id("phase"),
        first=tell("first: {{ message }}"),
        second=tell("second: {{ reason }}"),
        third=tell("third"),
        over=tell("over"),
    )


async def test_a_fault_is_told_to_more_and_more_people_until_acknowledged(blueprints: Blueprints, home: Home) -> None:
    await escalating(blueprints, home)
    await home.start(20)
    await home.run(5)
    home.pad.fail(Fault.CONTROLLER_OFF)
    await home.run_until(lambda: home.value("phase") == "fault", 600)
    await home.run(2)
    assert len(blueprints.names) == 1
    assert blueprints.names[0].startswith("first: Sofa pad has a fault (")
    await home.run(180)
    assert blueprints.names[1:] == [f"second: {home.value('stop_reason')}"]
    await home.run(600)
    assert blueprints.names[2:] == ["third", "third"]
    home.pad.mend(Fault.CONTROLLER_OFF)
    await home.run(60)
    await home.press("acknowledge_fault")
    await home.run(5)
    assert home.value("phase") != "fault"
    assert blueprints.names[4:] == ["over"]
    await home.run(900)
    assert len(blueprints.names) == 5


async def test_an_off_that_is_confirmed_in_time_alarms_nobody_else(blueprints: Blueprints, home: Home) -> None:
    await escalating(blueprints, home)
    await home.start(10)
    await home.run(30)
    home.plug.deaf = True
    await home.press("stop")
    await home.run(13)
    home.plug.deaf = False
    assert blueprints.names == [
        "first: The plug of Sofa pad does not confirm that it is off. If it is on, pull it out."
    ]
    await home.run(600)
    assert blueprints.names[1:] == ["over"]


# -- weekly review -------------------------------------------------------------------------


async def test_a_week_is_summed_up_and_compared(blueprints: Blueprints, home: Home, anna: Somebody) -> None:
    for days_ago, score in ((10, 8), (9, 6), (3, 5), (2, 4)):
        await anna.log(score, when=(home.clock.wall - timedelta(days=days_ago)).isoformat())
    await home.start(10)
    await home.run(11 * 60)
    day = dt_util.as_local(home.clock.wall) + timedelta(days=0 if dt_util.as_local(home.clock.wall).hour < 18 else 1)
    await blueprints.use(
        "weekly_review",
        person=anna.entity_id("pain"),
        day=["mon", "tue", "wed", "thu", "fri", "sat", "sun"][day.weekday()],
        tell=tell("{{ message }}"),
    )
    await until(home, "18:00")
    (summary,) = blueprints.names
    assert summary == (
        "Your scores of this week are 4.5 on average, of 2 entries (the week before 7.0). "
        "1 session with heat, 10 minutes in all."
    )
    await until(home, "18:00")
    assert len(blueprints.names) == 1


async def test_a_week_without_scores_is_said_to_be_one(blueprints: Blueprints, home: Home, anna: Somebody) -> None:
    assert home.notices == set()
    for number, day in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]):
        if number == (dt_util.as_local(home.clock.wall).weekday() + 1) % 7:
            await blueprints.use("weekly_review", person=anna.entity_id("pain"), day=day, at="12:00:00")
    await until(home, "23:30")
    await until(home, "12:00")
    assert len(home.notices) == 1


# -- any button or NFC tag ---------------------------------------------------------------


class Remote:
    """A button by the sofa, as an event entity."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.entity_id = "event.remote"
        home.hass.states.async_set(self.entity_id, "unknown", {"event_types": ["single", "double", "long"]})

    async def push(self, kind: str) -> None:
        """Push it: the entity's state is the time of the push."""
        now = self.home.clock.wall.isoformat(timespec="milliseconds")
        self.home.hass.states.async_set(self.entity_id, now, {"event_type": kind})
        await self.home.run(3)


async def test_a_button_starts_lengthens_and_stops(blueprints: Blueprints, home: Home) -> None:
    await set_options(home, unattended_start="allow")
    remote = Remote(home)
    await blueprints.use("button_or_tag", pad=pad_of(home), buttons=[remote.entity_id])
    await remote.push("single")
    await home.run(3)
    assert home.value("phase") == "ramp"
    await home.run(300)
    ends = dt_util.parse_datetime(home.value("ends_at"))
    await home.call("timer.change", {"duration": "-00:08:00"})
    await home.run(2)
    sooner = dt_util.parse_datetime(home.value("ends_at"))
    assert ends is not None
    assert sooner is not None
    assert sooner < ends
    await remote.push("double")
    later = dt_util.parse_datetime(home.value("ends_at"))
    assert later is not None
    assert abs((later - sooner).total_seconds() - 300) <= 2
    await remote.push("rotate")
    assert home.value("phase") in ("ramp", "hold")
    await remote.push("single")
    assert home.value("stop_reason") == "stopped"
    assert not home.pad.relay_on


async def test_a_button_is_no_person_so_a_long_press_asks_on_the_phone(blueprints: Blueprints, home: Home) -> None:
    blueprints.complaints_expected.append("needs a person")
    remote = Remote(home)
    await blueprints.use("button_or_tag", pad=pad_of(home), buttons=[remote.entity_id], phone=blueprints.phone_id)
    await remote.push("single")
    assert home.value("waiting_for") == "start"
    await remote.push("long")
    assert home.value("waiting_for") == "start"
    assert home.plug.ons == 0
    assert blueprints.asked == ["Confirm what the pad asks?"]
    await blueprints.press("Confirm")
    await home.run(3)
    assert home.value("phase") == "ramp"


async def test_a_tag_and_any_trigger_count_as_presses(blueprints: Blueprints, home: Home) -> None:
    assert await async_setup_component(home.hass, "tag", {})
    await blueprints.use(
        "button_or_tag",
        pad=pad_of(home),
        tags=["sofa"],
        press=[{"trigger": "event", "event_type": "my_remote", "event_data": {"key": 1}}],
        double=[{"trigger": "event", "event_type": "my_remote", "event_data": {"key": 2}, "id": "double"}],
    )
    home.hass.bus.async_fire("tag_scanned", {"tag_id": "sofa", "device_id": "x"})
    await home.run(3)
    assert home.value("waiting_for") == "start"
    home.hass.bus.async_fire("my_remote", {"key": 1})
    await home.run(3)
    assert home.value("stop_reason") == "stopped"
    home.hass.bus.async_fire("tag_scanned", {"tag_id": "kitchen", "device_id": "x"})
    await home.run(3)
    assert home.value("phase") == "off"
    await home.start(10)
    await home.run(60)
    ends = home.value("ends_at")
    home.hass.bus.async_fire("my_remote", {"key": 2})
    await home.run(3)
    assert home.value("ends_at") > ends


# -- independent auto-off for any switch -----------------------------------------------------


class AnySwitch:
    """Something that can be switched, and counts nothing."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.entity_id = "input_boolean.plug"

    async def build(self) -> None:
        """Put it into the home."""
        assert await async_setup_component(self.home.hass, "input_boolean", {"input_boolean": {"plug": {}}})

    @property
    def on(self) -> bool:
        """Whether it is on."""
        state = self.home.hass.states.get(self.entity_id)
        assert state is not None
        return state.state == "on"

    async def turn(self, to: str) -> None:
        """Switch it, as something else does."""
        await self.home.hass.services.async_call(
            "input_boolean", f"turn_{to}", {"entity_id": self.entity_id}, blocking=True
        )
        await self.home.run(1)

    async def pulse(self, on_s: float, off_s: float, times: int) -> None:
        """Switch as a thermostat does."""
        for _ in range(times):
            await self.turn("on")
            await self.home.run(on_s)
            await self.turn("off")
            await self.home.run(off_s)


@pytest.fixture
async def any_switch(blueprints: Blueprints, home: Home) -> AnySwitch:
    """A switch that the blueprint watches, for 10 minutes."""
    any_switch = AnySwitch(home)
    await any_switch.build()
    await blueprints.use(
        "auto_off_any_switch", plug=any_switch.entity_id, minutes=10, pause=3, still_on=tell("{{ plug_name }}")
    )
    return any_switch


async def test_a_switch_goes_off_when_its_time_is_up(any_switch: AnySwitch, home: Home) -> None:
    await any_switch.turn("on")
    await home.run(9 * 60 + 50)
    assert any_switch.on
    await home.run(12)
    assert not any_switch.on


async def test_pulses_do_not_start_the_time_again(any_switch: AnySwitch, home: Home) -> None:
    await any_switch.pulse(on_s=40, off_s=18, times=9)
    await any_switch.turn("on")
    assert any_switch.on
    await home.run(65)
    assert not any_switch.on
    # What goes on pulsing after that is cut off each time, until it has rested.
    for _ in range(5):
        await any_switch.turn("on")
        await home.run(2)
        assert not any_switch.on
        await home.run(60)
    await home.run(3 * 60)
    await any_switch.turn("on")
    await home.run(9 * 60)
    assert any_switch.on


async def test_the_time_is_up_while_a_pulse_is_off(any_switch: AnySwitch, home: Home) -> None:
    await any_switch.turn("on")
    await home.run(9 * 60)
    await any_switch.turn("off")
    await home.run(90)
    await any_switch.turn("on")
    await home.run(2)
    assert not any_switch.on


async def test_a_long_pause_ends_a_use(any_switch: AnySwitch, home: Home) -> None:
    await any_switch.turn("on")
    await home.run(8 * 60)
    await any_switch.turn("off")
    await home.run(3 * 60 + 5)
    await any_switch.turn("on")
    await home.run(9 * 60)
    assert any_switch.on
    await home.run(65)
    assert not any_switch.on


async def test_what_is_on_after_a_restart_goes_off_at_once(any_switch: AnySwitch, home: Home) -> None:
    home.hass.states.async_set(any_switch.entity_id, "unavailable")
    await home.run(5)
    home.hass.states.async_set(any_switch.entity_id, "on")
    await home.run(3)
    assert not any_switch.on


async def test_a_switch_that_does_not_go_off_is_told_and_tried_again(blueprints: Blueprints, home: Home) -> None:
    await blueprints.use("auto_off_any_switch", plug=PLUG, minutes=1, still_on=tell("{{ plug_name }}"))
    await home.call("switch.turn_on")
    home.plug.deaf = True
    await home.run(60)
    assert blueprints.names == []
    await home.run(40)
    assert blueprints.names == ["Sofa plug"]
    home.plug.deaf = False
    await home.run(60)
    state = home.hass.states.get(PLUG)
    assert state is not None
    assert state.state == "off"


# -- low-start ramp for any climate --------------------------------------------------------


class Blanket(ClimateEntity):
    """An electric blanket of another make."""

    _attr_name = "Blanket"
    _attr_unique_id = "blanket"
    _attr_hvac_modes = [HVACMode.OFF, HVACMode.HEAT]  # noqa: RUF012 - as the base class declares it
    _attr_hvac_mode = HVACMode.OFF
    _attr_supported_features = (
        ClimateEntityFeature.TARGET_TEMPERATURE | ClimateEntityFeature.TURN_ON | ClimateEntityFeature.TURN_OFF
    )
    _attr_min_temp = 20
    _attr_max_temp = 45
    _attr_target_temperature_step = 0.5

    def __init__(self) -> None:
        self.goal = 42.0

    @property
    @override
    def native_temperature_unit(self) -> str:
        return UnitOfTemperature.CELSIUS

    @property
    @override
    def native_target_temperature(self) -> float:
        return self.goal

    if not TYPE_CHECKING:  # 2026.10 reads these
        temperature_unit = native_temperature_unit
        target_temperature = native_target_temperature

    @override
    async def async_set_hvac_mode(self, hvac_mode: HVACMode) -> None:
        self._attr_hvac_mode = hvac_mode
        self.async_write_ha_state()

    @override
    async def async_set_temperature(self, **kwargs: Any) -> None:
        self.goal = kwargs["temperature"]
        self.async_write_ha_state()


@pytest.fixture
async def blanket(blueprints: Blueprints, home: Home) -> Blanket:
    """A blanket that the blueprint ramps from 32 to 38 °C."""
    blanket = Blanket()
    await home.hass.data[DATA_INSTANCES]["climate"].async_add_entities([blanket])
    await blueprints.use("low_start_ramp", thermostat=blanket.entity_id, low=32, goal=38, per_minute=1.5)
    return blanket


async def turn(home: Home, blanket: Blanket, to: str) -> None:
    await home.hass.services.async_call("climate", f"turn_{to}", {"entity_id": blanket.entity_id}, blocking=True)
    await home.run(1)


async def test_a_climate_begins_low_and_rises_slowly(home: Home, blanket: Blanket) -> None:
    await turn(home, blanket, "on")
    assert blanket.goal == 32
    goals: list[float] = []
    home.every_second.append(lambda: goals.append(blanket.goal))
    await home.run(178)
    assert set(goals) == {32}
    await home.run(600)
    assert goals == sorted(goals)
    assert goals[-1] == 38
    assert max(later - earlier for earlier, later in zip(goals, goals[60:], strict=False)) <= 1.5 + 0.5
    assert goals.index(38) >= 178 + (38 - 32) / 1.5 * 60 - 30


async def test_a_ramp_ends_when_it_is_switched_off(home: Home, blanket: Blanket) -> None:
    await turn(home, blanket, "on")
    await home.run(240)
    assert 32 < blanket.goal < 38
    await turn(home, blanket, "off")
    goal = blanket.goal
    await home.run(600)
    assert blanket.goal == goal
    assert blanket.hvac_mode is HVACMode.OFF


async def test_a_ramp_gives_way_to_somebody_who_sets_a_temperature(home: Home, blanket: Blanket) -> None:
    await turn(home, blanket, "on")
    await home.run(100)
    await home.hass.services.async_call(
        "climate", "set_temperature", {"entity_id": blanket.entity_id, "temperature": 30}, blocking=True
    )
    await home.run(600)
    assert blanket.goal == 30
