"""What people are told on their phones and speakers, and what the buttons there do."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant, ServiceCall
from homeassistant.exceptions import HomeAssistantError

from tests.integration.home import Home
from tests.simulation.plants import Fault

PHONE = "notify.mobile_app_phone"


class Phone:
    """A phone with the companion app, as Home Assistant sees it."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self.shown: list[dict[str, Any]] = []
        self.broken = False
        self.hangs = False
        home.hass.services.async_register("notify", "mobile_app_phone", self._take)

    async def _take(self, call: ServiceCall) -> None:
        if self.hangs:
            await self._home.hass.loop.create_future()
        if self.broken:
            raise HomeAssistantError("no push today")
        self.shown.append(dict(call.data))

    @property
    def texts(self) -> list[str]:
        """Everything it has shown, in order; taken back ones are no texts."""
        return [each["message"] for each in self.shown if each["message"] != "clear_notification"]

    def button(self, title: str) -> str:
        """Action behind a button of the newest message that has it."""
        for each in reversed(self.shown):
            for action in each.get("data", {}).get("actions", []):
                if action["title"] == title:
                    return str(action["action"])
        raise AssertionError([title, self.shown])

    async def press(self, action: str, *, by: User | None = None) -> None:
        """Press a button: the app tells Home Assistant, with its user."""
        user = self._home.user if by is None else by
        self._home.hass.bus.async_fire(
            "mobile_app_notification_action", {"action": action}, context=Context(user_id=user.id)
        )
        await self._home.hass.async_block_till_done()
        await self._home.run(2)


@pytest.fixture
async def phone(empty_home: Home) -> AsyncIterator[Phone]:
    """A home whose pad tells a phone."""
    phone = Phone(empty_home)
    await empty_home.build()
    await empty_home.add_pad(options={"targets": [PHONE], "kinds": ["questions", "check_ins", "ending_soon", "ends"]})
    yield phone
    phone.hangs = False


async def set_options(home: Home, **options: Any) -> None:
    assert home.entry is not None
    home.hass.config_entries.async_update_entry(home.entry, options={"targets": [PHONE], **options})
    await home.run_with(home.hass.config_entries.async_reload(home.entry.entry_id))
    await home.run(8)


async def test_the_last_minutes_come_with_buttons_that_work(empty_home: Home, phone: Phone) -> None:
    await empty_home.start(12)
    await empty_home.run_until(lambda: bool(phone.texts), 600)
    assert phone.texts == ["Sofa pad: 5 minutes left."]
    before = empty_home.value("ends_at")
    await phone.press(phone.button("5 minutes more"))
    assert empty_home.value("ends_at") > before
    await phone.press(phone.button("Stop"))
    assert empty_home.value("stop_reason") == "stopped"
    assert not empty_home.pad.relay_on


async def test_t17_a_button_of_an_older_session_does_nothing(empty_home: Home, phone: Phone) -> None:
    await empty_home.start(6)
    await empty_home.run_until(lambda: bool(phone.texts), 120)
    stop = phone.button("Stop")
    await phone.press(stop)
    await empty_home.run(700)
    await empty_home.start(6)
    await empty_home.run(5)
    await phone.press(stop)
    assert empty_home.value("phase") == "ramp"


async def test_an_unattended_start_asks_and_a_button_answers(empty_home: Home, phone: Phone) -> None:
    await empty_home.call("climate.turn_on", by_person=False)
    await empty_home.run(2)
    assert empty_home.value("waiting_for") == "start"
    assert "Shall it heat?" in phone.texts[-1]
    await phone.press(phone.button("Start"))
    assert empty_home.value("phase") == "ramp"
    taken_back = [each for each in phone.shown if each["message"] == "clear_notification"]
    assert [each["data"]["tag"] for each in taken_back] == [phone.shown[0]["data"]["tag"]]


def start_button(home: Home, minutes: str = "", *, valid_s: float = 60) -> str:
    """Name a start button, as a blueprint writes it."""
    assert home.entry is not None
    return f"heating_pad|{home.entry.entry_id}|start|{minutes}|{home.clock.wall.timestamp() + valid_s}"


async def test_a_start_button_starts_for_who_presses_it(empty_home: Home, phone: Phone) -> None:
    await set_options(empty_home, unattended_start="refuse")
    await phone.press(start_button(empty_home, "12"))
    await empty_home.run(5)
    assert empty_home.value("phase") == "ramp"
    assert empty_home.timer.attributes["duration"] == "0:12:00"


@pytest.mark.parametrize("minutes", ["nonsense", "nan", "inf", "0", "-5", "600"])
async def test_a_start_button_of_nonsense_starts_nothing(empty_home: Home, phone: Phone, minutes: str) -> None:
    await phone.press(start_button(empty_home, minutes))
    await empty_home.run(5)
    assert empty_home.value("phase") == "off"
    assert empty_home.plug.ons == 0


async def test_t17_a_start_button_of_an_hour_ago_starts_nothing(empty_home: Home, phone: Phone) -> None:
    button = start_button(empty_home, "12", valid_s=600)
    await empty_home.run(601)
    await phone.press(button)
    await phone.press(button.rsplit("|", 1)[0] + "|")
    for until in ("soon", "nan", "inf", str(empty_home.clock.wall.timestamp() + 86400)):
        await phone.press(button.rsplit("|", 1)[0] + f"|{until}")
    await empty_home.run(5)
    assert empty_home.plug.ons == 0


async def test_a_start_button_pressed_by_nobody_starts_nothing(empty_home: Home, phone: Phone) -> None:
    await set_options(empty_home, unattended_start="allow")
    empty_home.hass.bus.async_fire("mobile_app_notification_action", {"action": start_button(empty_home)})
    await empty_home.run(5)
    assert empty_home.plug.ons == 0


async def test_the_cloth_is_confirmed_by_a_button(empty_home: Home, phone: Phone) -> None:
    await set_options(empty_home, confirm_barrier=True)
    await empty_home.start(6)
    await empty_home.run(2)
    assert "cloth" in phone.texts[-1]
    assert not empty_home.pad.relay_on
    await phone.press(phone.button("Cloth is on"))
    assert empty_home.value("phase") == "ramp"


async def test_a_check_in_is_answered_by_a_button(empty_home: Home, phone: Phone) -> None:
    await set_options(empty_home, check_in=True)
    await empty_home.start(10)
    await empty_home.run_until(lambda: empty_home.value("waiting_for") == "awake", 400)
    await empty_home.run(2)
    await phone.press(phone.button("I'm awake"))
    await empty_home.run(180)
    assert empty_home.value("phase") in ("ramp", "hold")


async def test_only_allowed_people_start_by_a_button(
    hass: HomeAssistant, empty_home: Home, phone: Phone, hass_read_only_user: User
) -> None:
    await set_options(empty_home, allowed_users=[empty_home.user.id])
    await empty_home.call("climate.turn_on", by_person=False)
    await empty_home.run(2)
    await phone.press(phone.button("Start"), by=hass_read_only_user)
    assert empty_home.value("waiting_for") == "start"
    assert not empty_home.pad.relay_on
    await phone.press("heating_pad|nonsense|stop||")
    await phone.press("somebody|else")
    assert empty_home.value("waiting_for") == "start"


async def test_t18_an_unproved_off_is_repeated_until_it_is_seen_and_says_pull_the_plug(
    empty_home: Home, phone: Phone
) -> None:
    await set_options(empty_home, quiet_from="00:00:00", quiet_to="23:59:59", repeat_minutes=2)
    await empty_home.start(6)
    await empty_home.run_until(lambda: empty_home.pad.relay_on, 30)
    empty_home.pad.fail(Fault.PLUG_IGNORES_OFF)
    await empty_home.call("heating_pad.stop_session")
    await empty_home.run(15)
    assert "ull the plug" in phone.texts[-1]
    assert phone.shown[-1]["data"]["push"]["interruption-level"] == "critical"
    assert "off_unconfirmed" in empty_home.issues
    told = len(phone.texts)
    await empty_home.run(130)
    assert len(phone.texts) > told
    await phone.press(phone.button("Seen"))
    seen = len(phone.texts)
    await empty_home.run(400)
    assert len(phone.texts) == seen
    empty_home.pad.mend(Fault.PLUG_IGNORES_OFF)
    await empty_home.run(90)
    assert not empty_home.pad.relay_on


async def test_an_alarm_ends_with_its_cause(empty_home: Home, phone: Phone) -> None:
    await empty_home.start(6)
    await empty_home.run_until(lambda: empty_home.pad.relay_on, 30)
    empty_home.plug.deaf = True
    await empty_home.call("heating_pad.stop_session")
    await empty_home.run(12)
    told = len(phone.texts)
    assert told
    empty_home.plug.deaf = False
    await empty_home.run(60)
    assert not empty_home.pad.relay_on
    told = len(phone.texts)
    await empty_home.run(700)
    assert len(phone.texts) == told


async def test_quiet_hours_hold_back_chatter_but_no_question(empty_home: Home, phone: Phone) -> None:
    await set_options(
        empty_home, quiet_from="00:00:00", quiet_to="23:59:59", kinds=["questions", "ending_soon", "ends"]
    )
    await empty_home.call("climate.turn_on", by_person=False)
    await empty_home.run(2)
    assert len(phone.texts) == 1
    await phone.press(phone.button("Start"))
    await empty_home.run_until(lambda: empty_home.value("phase") in ("off", "rest"), 1300)
    assert len(phone.texts) == 1


@pytest.mark.parametrize("how", ["broken", "hangs"])
async def test_s8_a_phone_that_fails_delays_nothing_and_is_told_of(empty_home: Home, phone: Phone, how: str) -> None:
    setattr(phone, how, True)
    await empty_home.start(6)
    await empty_home.run_until(lambda: empty_home.pad.relay_on, 30)
    empty_home.plug.deaf = True
    await empty_home.call("heating_pad.stop_session")
    assert not empty_home.plug.commands[-1][1]
    await empty_home.run(40)
    assert "message_not_delivered" in empty_home.issues
    empty_home.plug.deaf = False
    await empty_home.run(35)
    assert not empty_home.pad.relay_on


async def test_speakers_and_assistants_say_it(empty_home: Home, phone: Phone) -> None:
    said: list[tuple[str, dict[str, Any]]] = []

    async def speak(call: ServiceCall) -> None:
        said.append((f"{call.domain}.{call.service}", dict(call.data)))

    empty_home.hass.services.async_register("tts", "speak", speak)
    empty_home.hass.services.async_register("assist_satellite", "announce", speak)
    for entity_id in ("tts.voice", "assist_satellite.bed", "media_player.bed"):
        empty_home.hass.states.async_set(entity_id, "idle")
    await set_options(
        empty_home, speakers=["media_player.bed"], tts="tts.voice", satellites=["assist_satellite.bed"], language="en"
    )
    await empty_home.call("climate.turn_on", by_person=False)
    await empty_home.run(2)
    assert {name for name, _ in said} == {"tts.speak", "assist_satellite.announce"}
    assert all("Shall it heat?" in data["message"] for _, data in said)
    assert len(phone.texts) == 1


async def remove_hot(home: Home) -> str:
    """Take the pad away while its plug, on, takes no command; returns its entry's id."""
    await home.start(6)
    await home.run_until(lambda: home.pad.relay_on, 30)
    home.plug.deaf = True
    assert home.entry is not None
    entry_id = str(home.entry.entry_id)
    await home.run_with(home.hass.config_entries.async_remove(entry_id))
    home.entry = None
    return entry_id


async def test_t18_the_people_of_a_removed_pad_hear_that_its_plug_is_not_off(empty_home: Home, phone: Phone) -> None:
    await remove_hot(empty_home)
    await empty_home.run(20)
    assert "ull the plug" in phone.texts[-1]
    told = len(phone.texts)
    await empty_home.run(320)
    assert len(phone.texts) > told
    empty_home.plug.deaf = False
    await empty_home.run(60)
    assert not empty_home.pad.relay_on
    told = len(phone.texts)
    await empty_home.run(700)
    assert len(phone.texts) == told


async def test_t18_who_has_seen_the_alarm_of_a_removed_pad_hears_it_no_more(empty_home: Home, phone: Phone) -> None:
    await remove_hot(empty_home)
    await empty_home.run(60)
    await phone.press(phone.button("Seen"))
    seen = len(phone.texts)
    await empty_home.run(700)
    assert len(phone.texts) == seen
    assert "off_unconfirmed" in empty_home.issues


async def test_t18_an_alarm_is_repeated_over_a_reload_and_ends_with_its_cause(empty_home: Home, phone: Phone) -> None:
    await empty_home.start(6)
    await empty_home.run_until(lambda: empty_home.pad.relay_on, 30)
    empty_home.plug.deaf = True
    await empty_home.call("heating_pad.stop_session")
    await empty_home.run(15)
    await set_options(empty_home, repeat_minutes=2)
    told = len(phone.texts)
    await empty_home.run(130)
    assert len(phone.texts) > told
    empty_home.plug.deaf = False
    await empty_home.run(60)
    assert not empty_home.pad.relay_on
    await empty_home.press("acknowledge_fault")
    told = len(phone.texts)
    await empty_home.run(400)
    assert len(phone.texts) == told


async def test_s8_anybody_may_stop_by_a_button(empty_home: Home, phone: Phone, hass_read_only_user: User) -> None:
    await set_options(empty_home, allowed_users=[empty_home.user.id], kinds=["ending_soon"])
    await empty_home.start(6)
    await empty_home.run_until(lambda: bool(phone.texts), 120)
    await phone.press(phone.button("Stop"), by=hass_read_only_user)
    assert empty_home.value("stop_reason") == "stopped"
    assert not empty_home.pad.relay_on
