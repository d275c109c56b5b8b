"""Questions reach the phone, answers reach the diary, and heat waits for neither."""

from datetime import timedelta
from typing import Any

import pytest
from homeassistant.core import Context, ServiceCall
from pytest_homeassistant_custom_component.common import async_fire_time_changed, async_mock_service

from custom_components.heating_pad.engine.diary import Site
from tests.integration.home import Home
from tests.integration.people import Somebody, add_pack, add_person

ALL = ["before", "after", "later", "evening", "weekly", "skin", "stretch"]


class Phone:
    """A phone with the companion app."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.calls: list[ServiceCall] = async_mock_service(home.hass, "notify", "mobile_app_anna")

    @property
    def shown(self) -> list[str]:
        """What was shown, in order."""
        return [str(call.data["message"]) for call in self.calls if call.data["message"] != "clear_notification"]

    @property
    def buttons(self) -> dict[str, dict[str, Any]]:
        """Buttons under the last question, by what is written on them."""
        last = [call for call in self.calls if call.data["message"] != "clear_notification"][-1]
        return {button["title"]: button for button in last.data["data"]["actions"]}

    async def press(self, title: str, *, text: str | None = None) -> None:
        """Press a button of the last question."""
        data = {"action": self.buttons[title]["action"]}
        if text is not None:
            data["reply_text"] = text
        self.home.hass.bus.async_fire(
            "mobile_app_notification_action", data, context=Context(user_id=self.home.user.id)
        )
        await self.home.run(1)


@pytest.fixture
def phone(home: Home) -> Phone:
    return Phone(home)


async def person(home: Home, *prompts: str, **options: Any) -> Somebody:
    return await add_person(
        home,
        options={"prompts": list(prompts), "targets": ["notify.mobile_app_anna"], "evening": "23:00:00", **options},
    )


async def test_before_and_after_pair_with_the_session(home: Home, phone: Phone) -> None:
    anna = await person(home, "before", "after")
    await home.start(6, person="Anna")
    await home.run_until(lambda: home.pad.relay_on, 60)
    assert "before the heat" in phone.shown[-1]
    assert list(phone.buttons) == ["Type 0–10", *(str(score) for score in range(11))]
    assert phone.buttons["Type 0–10"]["behavior"] == "textInput"
    await phone.press("7")
    assert phone.calls[-1].data["message"] == "clear_notification"
    await home.run_until(lambda: home.value("phase") in ("off", "rest"), 600)
    await home.run(2)
    assert "after the heat" in phone.shown[-1]
    await phone.press("Type 0–10", text=" 4 ")
    assert [(entry["score"], entry["moment"]) for entry in await anna.entries()] == [(7, "before"), (4, "after")]
    assert {entry["session"] for entry in await anna.entries()} == {home.session_id}
    told = (await anna.act("get_pain_log"))["report"]["after_heat"]
    assert (told["summary"], told["changes"]) == ("list", [-3])
    assert anna.state("prompt", "event").attributes["event_type"] == "after"


async def test_nonsense_typed_is_no_entry(home: Home, phone: Phone) -> None:
    anna = await person(home, "after")
    await home.start(2, person="Anna")
    await home.run_until(lambda: len(phone.shown) == 1, 300)
    for text in ("eleven", "11", "", "-3"):
        await phone.press("Type 0–10", text=text)
    assert await anna.entries() == []


async def test_later_the_skin_and_a_stretch(home: Home, phone: Phone) -> None:
    anna = await person(home, "later", "skin", "stretch")
    await home.start(3, person="Anna")
    await home.run_until(lambda: len(phone.shown) == 1, 900)
    assert "move a little" in phone.shown[-1]
    await phone.press("Stretched 5 minutes")
    await home.run_until(lambda: len(phone.shown) == 2, 900)
    await phone.press("Red for hours")
    assert "talk to a clinician" in phone.shown[-1]
    await home.run_until(lambda: len(phone.shown) == 4, 4000)
    assert "some time after" in phone.shown[-1]
    await phone.press("2")
    entries = await anna.entries()
    assert [(entry["kind"], entry.get("activity")) for entry in entries if entry["kind"] == "activity"] == [
        ("activity", "stretch")
    ]
    assert [entry.get("skin") for entry in entries if entry["kind"] == "pain"] == ["redness_lasting", None]
    assert home.value("blocked_by") == "skin_unanswered"


AT_ONCE = ("chest pain", "serious accident")
SAME_DAY = ("fever of 38 °C", "weight loss", "a lump", "worse at night")
OF_THE_BACK = ("numbness in both legs", "genitals or buttocks", "cannot pass urine", "bladder or bowel", "sneezing")


@pytest.mark.parametrize(
    ("site", "back"),
    [(str(each), each in ("lower_back", "upper_back", "neck", "hip", "leg")) for each in Site],
)
async def test_the_advice_to_see_a_clinician_comes_with_the_signs_of_the_place(
    home: Home, phone: Phone, site: str, back: bool
) -> None:
    anna = await person(home)
    for day in ("2026-11-21", "2026-11-22", "2026-11-23"):
        await anna.log(8, when=f"{day} 10:00:00", sites=[site])
    await home.run(2)
    (shown,) = phone.shown
    assert all(sign in shown for sign in (*AT_ONCE, *SAME_DAY))
    assert [sign in shown for sign in OF_THE_BACK] == [back] * len(OF_THE_BACK)
    assert "no diagnosis" in shown
    await phone.press("Noted")
    assert anna.state("see_clinician", "binary_sensor").state == "off"


async def test_advice_that_was_noted_is_quiet_for_four_weeks_and_comes_back_for_another_reason(
    home: Home, phone: Phone
) -> None:
    anna = await person(home)

    async def severe_days() -> None:
        for days in (2, 1, 0):
            await anna.log(8, when=(home.clock.wall - timedelta(days=days, minutes=1)).isoformat())
        await home.run(2)

    await severe_days()
    await phone.press("Noted")
    home.clock.advance(27 * 86400)
    await severe_days()
    assert (len(phone.shown), anna.state("see_clinician", "binary_sensor").state) == (1, "off")
    await anna.log(skin="redness_lasting")
    assert (len(phone.shown), anna.state("see_clinician", "binary_sensor").attributes["rules"]) == (2, ["skin"])
    await phone.press("Noted")
    home.clock.advance(2 * 86400)
    await severe_days()
    assert anna.state("see_clinician", "binary_sensor").state == "off"  # noted again two days ago
    home.clock.advance(27 * 86400)
    await severe_days()
    assert anna.state("see_clinician", "binary_sensor").attributes["rules"] == ["severe"]


async def test_quiet_hours_and_no_target_still_tell_nobody_too_much(home: Home, phone: Phone) -> None:
    anna = await person(home, *ALL, quiet_from="00:00:00", quiet_to="23:59:59")
    await home.start(3, person="Anna")
    await home.run(600, step_s=2)
    assert phone.shown == []
    assert "prompt" not in anna.happened


async def test_what_is_planned_survives_a_restart(home: Home, phone: Phone) -> None:
    anna = await person(home, "later")
    pack = await add_pack(home, "hydrogel_patch", person=anna.entry.entry_id)
    timer = {"entity_id": pack.entity_id("session", "timer")}
    await home.hass.services.async_call("timer", "start", timer, blocking=True)
    await home.run(600, step_s=30)
    await home.hass.services.async_call("timer", "finish", timer, blocking=True)
    await home.run(60, step_s=5)
    assert await home.hass.config_entries.async_reload(anna.entry.entry_id)
    await home.run(3700, step_s=30)
    assert len(phone.shown) == 1
    assert "some time after" in phone.shown[0]


async def test_the_evening_asks_for_the_day(home: Home, phone: Phone) -> None:
    await home.hass.config.async_set_time_zone("UTC")
    anna = await person(home, "evening", evening="18:30:00")
    await home.run(1900, step_s=30)
    assert "on average today" in phone.shown[-1]
    await phone.press("5")
    (entry,) = await anna.entries()
    assert (entry["score"], entry["moment"]) == (5, "day_average")
    assert anna.value("pain") == "unknown"


WEEK = {"evening": "18:30:00", "weekly_day": "monday"}
"""Half an hour after the beginning, which is on a Monday."""


async def test_the_week_is_asked_for_and_typed_in_three_numbers(home: Home, phone: Phone) -> None:
    await home.hass.config.async_set_time_zone("UTC")
    anna = await person(home, "evening", "weekly", **WEEK)
    await home.run(1900, step_s=30)
    assert ["on average today" in phone.shown[0], "Three numbers" in phone.shown[1]] == [True, True]
    evening, weekly = (call.data["data"]["tag"] for call in phone.calls)
    assert evening != weekly  # the second question does not replace the first
    assert phone.buttons["Type three numbers"]["behavior"] == "textInput"
    for text in ("", "4 3", "4 3 5 6", "4 3 11", "four 3 5", "-4 3 5"):
        await phone.press("Type three numbers", text=text)
        assert await anna.entries() == []
    await phone.press("Type three numbers", text=" 4, 3 5 ")
    (entry,) = await anna.entries()
    assert (entry["pain"], entry["enjoyment"], entry["general_activity"]) == (4, 3, 5)
    # Only the question that is answered goes.
    assert [call.data["data"]["tag"] for call in phone.calls if call.data["message"] == "clear_notification"] == [
        weekly
    ]
    await anna.log(5, moment="day_average")
    assert phone.calls[-1].data["data"]["tag"] == evening


async def test_the_week_asks_for_the_skin_and_a_button_answers(home: Home, phone: Phone) -> None:
    await home.hass.config.async_set_time_zone("UTC")
    anna = await person(home, "weekly", "skin", **WEEK)
    began = home.clock.wall - timedelta(days=2)
    row = f"heat,s1,{began.isoformat()},{(began + timedelta(minutes=10)).isoformat()},600,electric"
    await anna.act("import_diary", csv=f"kind,id,at,ended,heated_s,source\n{row}\n", dry_run=False)
    await home.run(1900, step_s=30)
    assert "how does the skin look" in phone.shown[-1]
    await phone.press("Blister")
    assert [entry["skin"] for entry in await anna.entries()] == ["blister"]
    assert await home.refused("heating_pad.start_session", {"person": "Anna"}) == "skin_unanswered"
    await home.run(70)
    await phone.press("Normal") if "Normal" in phone.buttons else await anna.log(skin="normal")
    assert await home.refused("heating_pad.start_session", {"person": "Anna", "duration": {"hours": 3}}) == "too_long"


async def test_never_more_than_four_questions_in_a_day(home: Home, phone: Phone) -> None:
    await home.hass.config.async_set_time_zone("UTC")
    anna = await person(home, *ALL, **WEEK)
    pack = await add_pack(home, person=anna.entry.entry_id)
    timer = {"entity_id": pack.entity_id("session", "timer")}
    questions = 0
    for _ in range(6):
        await home.hass.services.async_call("timer", "start", timer, blocking=True)
        await home.run(21 * 60, step_s=30)
        questions = len([text for text in phone.shown if "clinician" not in text])
        await anna.log(3)
    await home.run(18 * 3600, step_s=300)
    assert questions == len([text for text in phone.shown if "clinician" not in text]) == 4
    assert sum("Three numbers" in text for text in phone.shown) == 1
    assert sum("on average today" in text for text in phone.shown) == 1


async def wait(home: Home, days: float) -> None:
    """Let days pass in a home without a pad."""
    for _ in range(round(days * 24 * 6)):
        home.clock.advance(600)
        async_fire_time_changed(home.hass, home.clock.wall)
        await home.hass.async_block_till_done()


async def test_three_ignored_questions_are_followed_by_days_of_rest(empty_home: Home) -> None:
    phone = Phone(empty_home)
    await empty_home.hass.config.async_set_time_zone("UTC")
    anna = await person(empty_home, "evening", evening="18:30:00")
    asked = []
    for day in range(8):
        before = len(phone.shown)
        await wait(empty_home, 1)
        asked += [day] * (len(phone.shown) - before)
    assert asked == [0, 1, 2, 5]
    await anna.log(3)
    await wait(empty_home, 2)
    assert len(phone.shown) == 6
