"""Whose body it is: rest, minutes, sessions and dose follow the person over all pads, and cannot be evaded."""

import json
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from homeassistant.config_entries import ConfigEntryDisabler, ConfigEntryState
from homeassistant.core import Context
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.heating_pad.const import DOMAIN
from custom_components.heating_pad.diagnostics import async_get_config_entry_diagnostics
from tests.integration.home import Home
from tests.integration.people import PERSON_ENTITIES, Somebody, add_pack, add_person, add_user


async def use(home: Home, name: str, *, by_person: bool = True) -> None:
    """Choose whose body it is."""
    await home.call("select.select_option", {"option": name}, by_person=by_person, key="used_by")


def used_by(home: Home) -> str:
    return home.state("used_by", "select").state


async def heat(home: Home, minutes: float, **data: Any) -> None:
    """Have a session and its end."""
    await home.start(minutes, **data)
    await home.run_until(lambda: home.value("phase") in ("off", "rest"), minutes * 60 + 120)
    await home.run(20)


class OtherPad:
    """A second pad, on a plug that only pretends."""

    def __init__(self, home: Home, entry: MockConfigEntry) -> None:
        self.home = home
        self.entry = entry

    def state(self, key: str, domain: str = "sensor") -> str:
        """State of one of its entities."""
        found = er.async_get(self.home.hass).async_get_entity_id(domain, DOMAIN, f"{self.entry.entry_id}_{key}")
        assert found is not None
        state = self.home.hass.states.get(found)
        assert state is not None
        return state.state

    async def start(self, **data: Any) -> None:
        """Start a session as a person does."""
        found = er.async_get(self.home.hass).async_get_entity_id("climate", DOMAIN, f"{self.entry.entry_id}_climate")
        await self.home.hass.services.async_call(
            DOMAIN, "start_session", {"entity_id": found, **data}, blocking=True, context=self.home.person
        )
        await self.home.hass.async_block_till_done()

    async def refused(self, **data: Any) -> str | None:
        """Start a session that has to be refused; returns why."""
        with pytest.raises(ServiceValidationError) as refusal:
            await self.start(**data)
        return refusal.value.translation_key


async def other_pad(home: Home, **data: Any) -> OtherPad:
    """Set up a second pad, whose plug is a helper that follows at once."""
    from homeassistant.setup import async_setup_component  # noqa: PLC0415 - nothing else here needs it

    assert await async_setup_component(home.hass, "input_boolean", {"input_boolean": {"bed_plug": {}}})
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Bed pad",
        unique_id="test:bed",
        data={
            "kind": "electric_pad",
            "plug": "input_boolean.bed_plug",
            "rated_power": 100,
            "sensor_placement": "contact",
            "controller": "mechanical",
            "pad_setting": "high",
            "acknowledged": True,
            **data,
        },
    )
    entry.add_to_hass(home.hass)
    assert await home.hass.config_entries.async_setup(entry.entry_id)
    await home.hass.async_block_till_done()
    await home.run(10)
    return OtherPad(home, entry)


# -- choosing -------------------------------------------------------------------------


async def test_a_pad_is_used_by_persons_or_a_guest(home: Home) -> None:
    await add_person(home, "Anna")
    await add_person(home, "Ben")
    await home.run(2)
    assert home.state("used_by", "select").attributes["options"] == ["guest", "Anna", "Ben"]
    assert used_by(home) == "guest"
    await use(home, "Anna")
    assert used_by(home) == "Anna"
    assert home.entry is not None
    assert await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.run(8)
    assert used_by(home) == "Anna"
    await use(home, "guest", by_person=False)
    assert used_by(home) == "guest"


async def test_a_renamed_person_is_offered_under_the_new_name(home: Home) -> None:
    anna = await add_person(home)
    await use(home, "Anna")
    home.hass.config_entries.async_update_entry(anna.entry, title="Anna B.")
    await home.run(2)
    await home.start(5)
    await home.run(5)
    assert home.state("used_by", "select").attributes["options"] == ["guest", "Anna B."]
    assert used_by(home) == "Anna B."


async def test_s11_another_named_person_needs_a_person(home: Home) -> None:
    await add_person(home, "Anna")
    with pytest.raises(ServiceValidationError) as refusal:
        await use(home, "Anna", by_person=False)
    assert refusal.value.translation_key == "nobody_there"
    assert await home.refused("heating_pad.start_session", {"person": "Anna"}, by_person=False) == "nobody_there"
    assert used_by(home) == "guest"
    await home.start(5, person="Anna")
    assert used_by(home) == "Anna"


async def test_an_unknown_person_is_refused(home: Home) -> None:
    await add_person(home, "Anna")
    assert await home.refused("heating_pad.start_session", {"person": "Nobody"}) == "person_missing"
    await add_person(home, "Anna")
    assert await home.refused("heating_pad.start_session", {"person": "Anna"}) == "person_missing"
    assert used_by(home) == "guest"


async def test_a_refused_start_changes_nobody(home: Home) -> None:
    await add_person(home, "Anna")
    assert await home.refused("heating_pad.start_session", {"person": "Anna", "duration": {"hours": 3}}) == "too_long"
    assert used_by(home) == "guest"


async def test_the_linked_person_is_chosen_from_the_beginning(empty_home: Home) -> None:
    await empty_home.build()
    anna = await add_person(empty_home, "Anna")
    await empty_home.add_pad(person=anna.entry.entry_id)
    assert used_by(empty_home) == "Anna"


# -- exposure over all pads --------------------------------------------------------------


async def test_rest_and_minutes_follow_the_person_to_another_pad(home: Home) -> None:
    anna = await add_person(home, "Anna")
    bed = await other_pad(home)
    await heat(home, 6, person="Anna")
    assert anna.value("heated_today") == "6"
    assert anna.value("sessions_week") == "1"
    assert anna.value("ready_at") != "unknown"
    assert await bed.refused(person="Anna") == "resting"
    await bed.start(person="guest", duration={"minutes": 2})
    assert home.hass.states.get("input_boolean.bed_plug") is not None
    assert bed.state("used_by", "select") == "guest"


async def test_one_electric_session_per_person(home: Home) -> None:
    await add_person(home, "Anna")
    bed = await other_pad(home)
    await home.start(6, person="Anna")
    assert await bed.refused(person="Anna") == "person_busy"
    await home.call("heating_pad.stop_session")
    await home.run(20)
    await bed.start(person="Anna", duration={"minutes": 5})
    assert await home.refused("heating_pad.start_session", {"person": "Anna"}) == "person_busy"


async def test_s11_choosing_another_person_loosens_no_running_session(home: Home) -> None:
    await add_person(home, "Anna", profile="sensitive", clinician_agrees=True)
    await add_person(home, "Ben")
    await home.start(person="Anna")
    await home.call("heating_pad.confirm", {"what": "barrier"})
    await home.run(60)
    await use(home, "Ben")
    began = home.clock.wall - timedelta(seconds=60)
    await home.call("heating_pad.extend_session", {"minutes": 30})
    ends = datetime.fromisoformat(home.value("ends_at"))
    assert ends - began <= timedelta(minutes=15, seconds=10)
    assert float(home.climate.attributes["temperature"]) <= 39
    await home.run(120)
    await home.call("heating_pad.stop_session")
    await home.run(20)
    assert (await home_sessions(home, "Anna")) == 1
    assert (await home_sessions(home, "Ben")) == 0


async def home_sessions(home: Home, name: str) -> int:
    (entry,) = [each for each in home.hass.config_entries.async_entries(DOMAIN) if each.title == name]
    somebody = Somebody(home.hass, entry)
    return len((await somebody.act("get_sessions"))["sessions"])


async def test_what_is_left_of_a_session_is_the_same_person_s(home: Home) -> None:
    anna = await add_person(home, "Anna")
    await add_person(home, "Ben")
    await home.start(15, person="Anna")
    await home.run(240)
    await home.call("heating_pad.stop_session")
    await home.run(15)
    await use(home, "Ben")
    await home.call("heating_pad.resume_session")
    await home.run(120)
    await home.call("heating_pad.stop_session")
    await home.run(15)
    (session,) = (await anna.act("get_sessions"))["sessions"]
    assert session["minutes"] == pytest.approx(6, abs=0.5)
    assert await home_sessions(home, "Ben") == 0


async def test_a_guest_carries_all_heat_of_the_plug(home: Home) -> None:
    await add_person(home, "Anna")
    await heat(home, 6, person="Anna")
    assert await home.refused("heating_pad.start_session", {"person": "guest"}) == "resting"
    await add_person(home, "Ben")
    await home.start(5, person="Ben")
    assert used_by(home) == "Ben"


async def test_s11_removing_and_adding_a_person_again_clears_no_rest(home: Home) -> None:
    anna = await add_person(home, "Anna")
    await heat(home, 6, person="Anna")
    await home.hass.config_entries.async_remove(anna.entry.entry_id)
    await home.run(2)
    assert used_by(home) == "guest"
    await add_person(home, "Anna")
    assert await home.refused("heating_pad.start_session", {"person": "Anna"}) == "resting"


async def test_a_linked_person_who_is_gone_leaves_the_strictest_limits(empty_home: Home) -> None:
    await empty_home.build()
    anna = await add_person(empty_home, "Anna")
    await empty_home.add_pad(person=anna.entry.entry_id)
    await empty_home.hass.config_entries.async_remove(anna.entry.entry_id)
    await empty_home.run(2)
    assert used_by(empty_home) == "guest"
    assert await empty_home.refused("heating_pad.start_session", {"duration": {"minutes": 16}}) == "too_long"
    assert await empty_home.refused("heating_pad.start_session", {"temperature": 40}) == "too_hot"
    assert "linked_person_removed" in empty_home.issues


async def test_a_person_whose_entry_is_not_loaded_is_missing(home: Home) -> None:
    anna = await add_person(home, "Anna")
    await use(home, "Anna")
    await home.hass.config_entries.async_set_disabled_by(anna.entry.entry_id, ConfigEntryDisabler.USER)
    assert anna.entry.state is ConfigEntryState.NOT_LOADED
    await home.run(2)
    assert home.value("blocked_by") == "person_missing"
    await home.hass.config_entries.async_set_disabled_by(anna.entry.entry_id, None)
    await home.run(2)
    assert home.value("blocked_by") == "nothing"


@pytest.mark.parametrize(
    ("profile", "asked", "refusal"),
    [
        ("careful", {"duration": {"minutes": 16}}, "too_long"),
        ("careful", {"temperature": 39.5}, "too_hot"),
        ("sensitive", {"duration": {"minutes": 16}}, "too_long"),
        ("nonsense", {"temperature": 39.5}, "too_hot"),
    ],
)
async def test_s11_a_profile_narrows_every_pad(home: Home, profile: str, asked: dict[str, Any], refusal: str) -> None:
    await add_person(home, "Anna", profile=profile)
    assert await home.refused("heating_pad.start_session", {"person": "Anna", **asked}) == refusal


async def test_hurt_skin_refuses_heat_until_somebody_says_it_is_normal(home: Home) -> None:
    anna = await add_person(home, "Anna")
    await use(home, "Anna")
    await anna.log(skin="redness")
    assert home.value("blocked_by") == "nothing"
    await home.run(120)
    await anna.log(skin="redness_lasting")
    await home.run(2)
    assert home.value("blocked_by") == "skin_unanswered"
    assert await home.refused("heating_pad.start_session") == "skin_unanswered"
    assert await home.refused("heating_pad.confirm", {"what": "skin"}, by_person=False) == "nobody_there"
    await home.run(120)
    await home.call("heating_pad.confirm", {"what": "skin"})
    assert home.value("blocked_by") == "nothing"
    assert (await anna.entries())[-1]["skin"] == "normal"


async def test_the_skin_of_a_guest_cannot_be_confirmed(home: Home) -> None:
    assert await home.refused("heating_pad.confirm", {"what": "skin"}) == "not_supported"


# -- afterwards ---------------------------------------------------------------------------


async def test_a_session_is_given_to_whose_it_was(home: Home) -> None:
    anna = await add_person(home, "Anna")
    ben = await add_person(home, "Ben")
    await heat(home, 6, person="Anna")
    (session,) = (await anna.act("get_sessions"))["sessions"]
    assert session["pad"] == "Sofa pad"
    await ben.act("assign_session", session=session["id"])
    assert (await anna.act("get_sessions"))["sessions"] == []
    assert [each["id"] for each in (await ben.act("get_sessions"))["sessions"]] == [session["id"]]
    assert anna.value("heated_today") == "0"
    assert ben.value("heated_today") == "6"
    assert await home.refused("heating_pad.start_session", {"person": "Ben"}) == "resting"
    assert await ben.refused("assign_session", session="nothing") == "session_missing"
    other = await add_user(home, "Ben")
    home.hass.states.async_set("person.ben", "home", {"user_id": other.id})
    assert await anna.refused("assign_session", as_user=other, session=session["id"]) == "diary_private"


async def test_a_guest_s_session_can_be_given_to_a_person(home: Home) -> None:
    await heat(home, 6)
    anna = await add_person(home, "Anna")
    await anna.act("assign_session", session=home.session_id)
    assert anna.value("heated_today") == "6"
    assert len((await anna.act("get_sessions"))["sessions"]) == 1


async def test_a_session_cut_off_by_a_crash_is_in_the_diary(home: Home) -> None:
    anna = await add_person(home, "Anna")
    await home.start(10, person="Anna")
    await home.run(120)
    assert home.entry is not None
    assert await home.run_with(home.hass.config_entries.async_reload(home.entry.entry_id))
    await home.run(10)
    (session,) = (await anna.act("get_sessions"))["sessions"]
    assert session["minutes"] == pytest.approx(2, abs=0.3)


async def test_a_person_has_exactly_these_entities(empty_home: Home) -> None:
    anna = await add_person(empty_home)
    found = er.async_entries_for_config_entry(er.async_get(empty_home.hass), anna.entry.entry_id)
    prefix = f"{anna.entry.entry_id}_"
    assert {(each.domain, each.unique_id.removeprefix(prefix)) for each in found} == PERSON_ENTITIES
    assert {each.domain for each in found if each.disabled_by is not None} == {"calendar"}


# -- the forms -----------------------------------------------------------------------------


async def flow(home: Home, kind: str) -> str:
    flows = home.hass.config_entries.flow
    shown = await flows.async_init(DOMAIN, context={"source": "user"})
    assert shown["type"] is FlowResultType.MENU
    assert {*cast("list[str]", shown["menu_options"])} == {"electric_pad", "heat_pack", "person"}
    shown = await flows.async_configure(shown["flow_id"], {"next_step_id": kind})
    return str(shown["flow_id"])


@pytest.mark.parametrize(
    ("answers", "profile"),
    [([], "standard"), (["easily_red"], "careful"), (["easily_red", "diabetes"], "sensitive")],
)
async def test_the_checklist_proposes_a_profile(empty_home: Home, answers: list[str], profile: str) -> None:
    flows = empty_home.hass.config_entries.flow
    flow_id = await flow(empty_home, "person")
    for name in ("  ", "guest"):
        shown = await flows.async_configure(flow_id, {"name": name})
        assert shown["errors"]
    shown = await flows.async_configure(flow_id, {"name": "Anna", "checklist": answers})
    assert shown["step_id"] == "profile"
    schema: Any = shown["data_schema"]
    (proposed,) = [key.default() for key in schema.schema if str(key) == "profile"]
    assert proposed == profile
    for chosen in ("sensitive",) if profile != "sensitive" else ("sensitive", "careful", "standard"):
        shown = await flows.async_configure(flow_id, {"profile": chosen, "clinician_agrees": False})
        assert shown["errors"] == {"clinician_agrees": "clinician_needed"}
    done = await flows.async_configure(flow_id, {"profile": profile, "clinician_agrees": True})
    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert done["data"]["profile"] == profile
    await empty_home.hass.async_block_till_done()
    again = await flow(empty_home, "person")
    shown = await flows.async_configure(again, {"name": "ANNA"})
    assert shown["errors"] == {"name": "name_taken"}


async def test_a_person_is_asked_again_and_tuned(home: Home) -> None:
    anna = await add_person(home, "Anna")
    flows = home.hass.config_entries.flow
    shown = await flows.async_init(DOMAIN, context={"source": "reconfigure", "entry_id": anna.entry.entry_id})
    assert shown["step_id"] == "reconfigure_person"
    shown = await flows.async_configure(shown["flow_id"], {"checklist": ["falls_asleep"]})
    await flows.async_configure(shown["flow_id"], {"profile": "careful", "clinician_agrees": False})
    await home.hass.async_block_till_done()
    assert await home.refused("heating_pad.start_session", {"person": "Anna", "temperature": 39.5}) == "too_hot"
    options = home.hass.config_entries.options
    for step, answer in (
        ("diary", {"prompts": ["evening"], "evening": "21:00:00", "weekly_day": "monday", "quiet_from": "22:00:00"}),
        ("privacy", {"statistics": False, "language_models": True, "cloud_voices": False}),
    ):
        shown = await options.async_init(anna.entry.entry_id)
        shown = await options.async_configure(shown["flow_id"], {"next_step_id": step})
        shown = await options.async_configure(shown["flow_id"], answer)
        if step == "diary":
            assert shown["errors"] == {"base": "quiet_hours_half"}
            shown = await options.async_configure(shown["flow_id"], {**answer, "quiet_to": "07:00:00"})
        assert shown["type"] is FlowResultType.CREATE_ENTRY
    await home.hass.async_block_till_done()
    assert anna.entry.options["evening"] == "21:00:00"
    assert anna.entry.options["language_models"] is True


async def test_a_pad_may_be_somebody_s(home: Home) -> None:
    anna = await add_person(home, "Anna")
    assert home.entry is not None
    flows = home.hass.config_entries.flow
    shown = await flows.async_init(DOMAIN, context={"source": "reconfigure", "entry_id": home.entry.entry_id})
    answer = {"plug": "switch.sofa_plug", "power_sensor": "sensor.sofa_plug_power", "person": anna.entry.entry_id}
    shown = await flows.async_configure(shown["flow_id"], answer)
    details = {"rated_power": 100, "sensor_placement": "contact", "controller": "mechanical", "pad_setting": "high"}
    await home.run_with(flows.async_configure(shown["flow_id"], details))
    await home.run(10)
    assert home.entry.data["person"] == anna.entry.entry_id
    assert used_by(home) == "Anna"


async def test_a_person_is_set_up_on_the_way(empty_home: Home) -> None:
    await empty_home.build()
    flow_id = await flow(empty_home, "electric_pad")
    flows = empty_home.hass.config_entries.flow
    sources = {"name": "Sofa pad", "plug": "switch.sofa_plug", "new_person": True}
    shown = await flows.async_configure(flow_id, sources)
    assert shown["step_id"] == "person"
    await flows.async_configure(flow_id, {"name": "Anna"})
    shown = await flows.async_configure(flow_id, {"profile": "careful", "clinician_agrees": False})
    assert shown["step_id"] == "pad_details"
    details = {"rated_power": 100, "sensor_placement": "contact", "controller": "mechanical", "pad_setting": "high"}
    await flows.async_configure(flow_id, details)
    done = await flows.async_configure(flow_id, {"acknowledged": True})
    await empty_home.hass.async_block_till_done()
    (anna,) = [each for each in empty_home.hass.config_entries.async_entries(DOMAIN) if each.title == "Anna"]
    assert done["data"]["person"] == anna.entry_id
    assert anna.data["profile"] == "careful"
    empty_home.entry = cast("MockConfigEntry", done["result"])
    await empty_home.run(8)
    assert used_by(empty_home) == "Anna"


async def test_diagnostics_tell_nothing_of_a_body(home: Home) -> None:
    anna = await add_person(home, "Anna", checklist=["diabetes"], person_entity="person.anna")
    await anna.log(7, note="the neighbour's dog", medication="a tablet")
    assert home.entry is not None
    for entry in (anna.entry, home.entry, (await add_pack(home)).entry):
        told = json.dumps(await async_get_config_entry_diagnostics(home.hass, entry))
        assert not any(word in told for word in ("diabetes", "dog", "tablet", "person.anna", "Anna"))
    told = json.dumps(await async_get_config_entry_diagnostics(home.hass, anna.entry))
    assert '"pain": 1' in told


async def test_buttons_of_others_change_nothing(home: Home) -> None:
    anna = await add_person(home, "Anna")
    ben = await add_user(home, "Ben")
    home.hass.bus.async_fire(
        "mobile_app_notification_action",
        {"action": f"heating_pad|{anna.entry.entry_id}|log|now:5|"},
        context=Context(user_id=ben.id),
    )
    await home.run(1)
    assert await anna.entries() == []
