"""Heat without a plug: a timer that goes on over restarts, a line in the diary, nothing in heated minutes."""

from datetime import timedelta
from typing import Any

import pytest
from homeassistant.core import Event
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from custom_components.heating_pad.const import DOMAIN
from tests.integration.home import START, Home
from tests.integration.people import Somebody, add_pack, add_person


@pytest.fixture
async def home(empty_home: Home) -> Home:
    await empty_home.build()
    return empty_home


async def call(home: Home, pack: Somebody, action: str, **data: Any) -> None:
    domain, service = action.split(".")
    target = pack.entity_id("stop", "button") if domain == "button" else pack.entity_id("session", "timer")
    await home.hass.services.async_call(
        domain, service, {"entity_id": target, **data}, blocking=True, context=home.person
    )
    await home.hass.async_block_till_done()


async def refused(home: Home, pack: Somebody, action: str, **data: Any) -> str | None:
    with pytest.raises(ServiceValidationError) as refusal:
        await call(home, pack, action, **data)
    return refusal.value.translation_key


@pytest.mark.parametrize(
    ("kind", "minutes"), [("microwave_wrap", 20), ("hot_water_bottle", 20), ("other", 20), ("hydrogel_patch", 480)]
)
async def test_every_kind_has_its_own_time_and_cap(home: Home, kind: str, minutes: int) -> None:
    pack = await add_pack(home, kind)
    began = home.clock.wall
    assert await refused(home, pack, "heating_pad.start_session", duration={"minutes": minutes + 1}) == "too_long"
    assert await refused(home, pack, "timer.start", duration="00:00:30") == "too_short"
    await call(home, pack, "timer.start")
    assert pack.value("phase") == "hold"
    assert pack.value("ends_at") == (began + timedelta(minutes=minutes)).isoformat()
    assert pack.state("session", "timer").state == "active"


async def test_a_use_from_beginning_to_end(home: Home) -> None:
    anna = await add_person(home)
    pack = await add_pack(home, person=anna.entry.entry_id)
    told: list[Event] = []
    home.hass.bus.async_listen("timer.finished", told.append)
    await call(home, pack, "heating_pad.start_session")
    await call(home, pack, "heating_pad.start_session", duration={"minutes": 5})
    await home.run(19 * 60, step_s=10)
    assert pack.state("session", "event").attributes["event_type"] == "ending_soon"
    await home.run(70, step_s=1)
    assert (pack.value("phase"), pack.value("stop_reason"), pack.value("sessions_today")) == ("off", "completed", "1")
    assert pack.state("session", "event").attributes["event_type"] == "finished"
    assert len(told) == 1
    (session,) = (await anna.act("get_sessions"))["sessions"]
    assert (session["source"], session["minutes"], session["pad"]) == ("microwave_wrap", 20.0, "Wheat bag")
    assert anna.value("heated_today") == "0"
    assert anna.value("sessions_week") == "1"


@pytest.mark.parametrize("action", ["heating_pad.stop_session", "timer.cancel", "button.press"])
async def test_taking_it_off(home: Home, action: str) -> None:
    pack = await add_pack(home)
    await call(home, pack, "heating_pad.start_session")
    await home.run(60)
    await call(home, pack, action)
    assert (pack.value("phase"), pack.value("stop_reason")) == ("off", "stopped")
    if action == "timer.cancel":
        await call(home, pack, action)
    else:
        with pytest.raises(HomeAssistantError):
            await call(home, pack, action)


async def test_what_a_pack_cannot_do_is_said(home: Home) -> None:
    pack = await add_pack(home)
    await call(home, pack, "timer.start")
    for action in ("timer.pause", "heating_pad.extend_session", "heating_pad.confirm", "heating_pad.resume_session"):
        assert await refused(home, pack, action) == "not_supported"
    await call(home, pack, "timer.finish")
    assert pack.value("stop_reason") == "completed"
    await call(home, pack, "timer.finish")


async def test_it_goes_on_over_a_restart(home: Home) -> None:
    anna = await add_person(home)
    pack = await add_pack(home, person=anna.entry.entry_id)
    await call(home, pack, "heating_pad.start_session")
    ends = pack.value("ends_at")
    assert await home.hass.config_entries.async_unload(pack.entry.entry_id)
    await home.run(300, step_s=10)
    assert await home.hass.config_entries.async_setup(pack.entry.entry_id)
    await home.hass.async_block_till_done()
    assert (pack.value("phase"), pack.value("ends_at")) == ("hold", ends)
    assert await home.hass.config_entries.async_unload(pack.entry.entry_id)
    await home.run(3600, step_s=60)
    assert await home.hass.config_entries.async_setup(pack.entry.entry_id)
    await home.run(5)
    assert (pack.value("phase"), pack.value("stop_reason")) == ("off", "completed")
    (session,) = (await anna.act("get_sessions"))["sessions"]
    assert session["minutes"] == 20.0


async def test_a_back_dated_start(home: Home) -> None:
    anna = await add_person(home)
    pack = await add_pack(home, person=anna.entry.entry_id)
    began = home.clock.wall
    await call(home, pack, "heating_pad.start_session", when=(began - timedelta(minutes=10)).isoformat())
    assert pack.value("ends_at") == (began + timedelta(minutes=10)).isoformat()
    await call(home, pack, "heating_pad.stop_session")
    await call(home, pack, "heating_pad.start_session", when=(began - timedelta(hours=5)).isoformat())
    assert pack.value("phase") == "off"
    sessions = (await anna.act("get_sessions"))["sessions"]
    assert [each["minutes"] for each in sessions] == [20.0, 10.0]
    later = (began + timedelta(hours=1)).isoformat()
    assert await refused(home, pack, "heating_pad.start_session", when=later) == "in_future"


async def test_whose_it_is(home: Home) -> None:
    anna = await add_person(home)
    pack = await add_pack(home)
    assert await refused(home, pack, "heating_pad.start_session", person="Nobody") == "person_missing"
    await call(home, pack, "heating_pad.start_session", person="Anna")
    await call(home, pack, "heating_pad.stop_session")
    assert len((await anna.act("get_sessions"))["sessions"]) == 1
    await call(home, pack, "heating_pad.start_session")
    await call(home, pack, "heating_pad.stop_session")
    assert len((await anna.act("get_sessions"))["sessions"]) == 1
    await anna.log(skin="blister")
    assert await refused(home, pack, "heating_pad.start_session", person="Anna") == "skin_unanswered"


async def test_hurt_skin_refuses_every_start_but_not_the_record_of_what_is_over(home: Home) -> None:
    anna = await add_person(home)
    pack = await add_pack(home, person=anna.entry.entry_id)
    await anna.log(skin="redness_lasting")
    now = home.clock.wall
    for begun in (timedelta(0), timedelta(minutes=1), timedelta(minutes=19)):
        when = (now - begun).isoformat()
        assert await refused(home, pack, "heating_pad.start_session", when=when) == "skin_unanswered"
    assert await refused(home, pack, "timer.start") == "skin_unanswered"
    await call(home, pack, "heating_pad.start_session", when=(now - timedelta(hours=2)).isoformat())
    assert (pack.value("phase"), len((await anna.act("get_sessions"))["sessions"])) == ("off", 1)


async def test_the_skin_is_asked_for_after_a_patch_and_the_answer_is_in_the_report(home: Home) -> None:
    anna = await add_person(home, options={"prompts": ["skin"]})
    patch = await add_pack(home, "hydrogel_patch", "Patch", person=anna.entry.entry_id)
    await call(home, patch, "heating_pad.start_session", when=(home.clock.wall - timedelta(hours=7)).isoformat())
    await home.run(3600 + 60, step_s=30)
    assert patch.value("stop_reason") == "completed"
    assert "prompt" not in anna.happened
    await home.run(16 * 60, step_s=30)
    assert anna.state("prompt", "event").attributes["event_type"] == "skin"
    await anna.log(skin="redness_lasting")
    assert (await anna.act("get_pain_log"))["report"]["skin"] == {"redness_lasting": 1}
    assert await refused(home, patch, "timer.start") == "skin_unanswered"


async def test_a_use_waits_for_a_person_who_is_not_there(home: Home) -> None:
    anna = await add_person(home)
    pack = await add_pack(home, person=anna.entry.entry_id)
    await call(home, pack, "heating_pad.start_session")
    assert await home.hass.config_entries.async_unload(anna.entry.entry_id)
    await call(home, pack, "heating_pad.stop_session")
    assert await home.hass.config_entries.async_setup(anna.entry.entry_id)
    await home.run(2)
    assert len((await anna.act("get_sessions"))["sessions"]) == 1


async def test_a_damaged_record_is_an_empty_one(home: Home) -> None:
    pack = await add_pack(home)
    await call(home, pack, "heating_pad.start_session")
    await home.hass.config_entries.async_unload(pack.entry.entry_id)
    (path,) = home.storage.glob("heating_pad.pack.*")
    path.write_text('{"session": 3}')
    assert await home.hass.config_entries.async_setup(pack.entry.entry_id)
    await home.hass.async_block_till_done()
    assert pack.value("phase") == "off"
    await home.hass.config_entries.async_remove(pack.entry.entry_id)
    assert list(home.storage.glob("heating_pad.pack.*")) == []


async def test_s10_a_use_that_cannot_be_written_down_does_not_begin(home: Home) -> None:
    pack = await add_pack(home)
    home.storage.write_text("no folder")
    assert await refused(home, pack, "heating_pad.start_session") == "storage_failed"
    assert pack.value("phase") == "off"
    home.storage.unlink()
    await call(home, pack, "heating_pad.start_session")
    assert pack.value("phase") == "hold"


async def test_the_form(home: Home) -> None:
    anna = await add_person(home)
    flows = home.hass.config_entries.flow
    shown = await flows.async_init(DOMAIN, context={"source": "user"})
    shown = await flows.async_configure(shown["flow_id"], {"next_step_id": "heat_pack"})
    shown = await flows.async_configure(shown["flow_id"], {"name": " ", "pack_type": "other"})
    assert shown["errors"] == {"name": "name_empty"}
    done = await flows.async_configure(
        shown["flow_id"], {"name": "Patch", "pack_type": "hydrogel_patch", "person": anna.entry.entry_id}
    )
    assert done["type"] is FlowResultType.CREATE_ENTRY
    await home.hass.async_block_till_done()
    again = await flows.async_init(DOMAIN, context={"source": "reconfigure", "entry_id": done["result"].entry_id})
    assert again["reason"] == "nothing_to_change"
    assert home.clock.wall >= START
