"""Triggers and conditions, in real automations."""

import json
from pathlib import Path
from typing import Any

import probatio as vol
import pytest
import yaml  # type: ignore[import-untyped]  # its stubs are not among our tools
from homeassistant.components.automation.config import async_validate_config_item
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, device_registry as dr, entity_registry as er
from homeassistant.helpers.condition import async_get_all_descriptions as all_conditions
from homeassistant.helpers.trigger import async_get_all_descriptions as all_triggers
from homeassistant.setup import async_setup_component

from custom_components.heating_pad import condition, trigger
from custom_components.heating_pad.engine.models import Refusal, StopReason
from tests.integration.automations import Automations, asks
from tests.integration.home import Home
from tests.integration.people import add_pack, add_person

FOLDER = Path(trigger.__file__).parent
EN: dict[str, Any] = json.loads((FOLDER / "translations/en.json").read_text(encoding="utf-8"))
ICONS: dict[str, Any] = json.loads((FOLDER / "icons.json").read_text(encoding="utf-8"))


@pytest.fixture
def automations(hass: HomeAssistant) -> Automations:
    """Automations of this home."""
    return Automations(hass)


def by_entity(home: Home) -> dict[str, Any]:
    return {"entity_id": home.entity_id("climate", "climate")}


async def test_a_session_triggers_in_its_order(home: Home, automations: Automations) -> None:
    await automations.listen(
        by_entity(home), session_started={}, session_warm={}, ending_soon={}, session_ended={}, ready={}, fault={}
    )
    await home.start(10)
    session = home.session_id
    await home.run(660)
    assert automations.names == ["session_started", "session_warm", "ending_soon", "session_ended"]
    assert {each["session"] for each in automations.heard} == {session}
    assert automations.heard[-1]["reason"] == "completed"
    await home.run(31 * 60)
    assert automations.names[-1] == "ready"
    device = dr.async_get(home.hass).async_get(automations.heard[0]["device_id"])
    assert device is not None
    assert device.name == "Sofa pad"
    assert automations.heard[0]["entity_id"] == home.entity_id("climate", "climate")
    assert automations.heard[0]["description"] == "Sofa pad: started"


async def test_device_area_and_label_name_a_pad_once_and_other_things_none(
    home: Home, automations: Automations
) -> None:
    registry = er.async_get(home.hass)
    climate = registry.async_get(home.entity_id("climate", "climate"))
    assert climate is not None
    assert climate.device_id is not None
    area = ar.async_get(home.hass).async_create("Living room")
    dr.async_get(home.hass).async_update_device(climate.device_id, area_id=area.id)
    registry.async_update_entity(home.entity_id("session", "timer"), labels={"warmth"})
    targets: list[dict[str, Any]] = [
        {"device_id": climate.device_id},
        {"area_id": area.id},
        {"label_id": "warmth"},
        {"entity_id": [home.entity_id("climate", "climate"), home.entity_id("session", "timer")]},
        {"entity_id": "switch.sofa_plug"},
        {"area_id": "nowhere"},
    ]
    await automations.build(
        *(
            {
                "alias": f"{number}",
                "triggers": [{"trigger": "heating_pad.session_started", "target": target}],
                "actions": [{"event": "test_heard", "event_data": {"trigger": f"{number}"}}],
            }
            for number, target in enumerate(targets)
        )
    )
    await home.start(10)
    await home.run(2)
    assert sorted(automations.names) == ["0", "1", "2", "3"]


async def test_a_target_is_looked_up_when_it_happens(home: Home, automations: Automations) -> None:
    area = ar.async_get(home.hass).async_create("Bedroom")
    await automations.listen({"area_id": area.id}, session_started={}, session_ended={})
    climate = er.async_get(home.hass).async_get(home.entity_id("climate", "climate"))
    assert climate is not None
    assert climate.device_id is not None
    await home.start(10)
    await home.run(2)
    dr.async_get(home.hass).async_update_device(climate.device_id, area_id=area.id)
    await home.press("stop")
    await home.run(2)
    assert automations.names == ["session_ended"]


async def test_options_choose_reasons(home: Home, automations: Automations) -> None:
    target = by_entity(home)
    await automations.build(
        *(
            {
                "alias": f"{number}",
                "triggers": [{"trigger": f"heating_pad.{name}", "target": target, "options": options}],
                "actions": [{"event": "test_heard", "event_data": {"trigger": f"{number}"}}],
            }
            for number, (name, options) in enumerate(
                [
                    ("session_ended", {"reason": ["completed"]}),
                    ("session_ended", {"reason": "stopped"}),
                    ("start_refused", {"reason": ["too_long"]}),
                    ("start_refused", {"reason": ["resting"]}),
                ]
            )
        )
    )
    assert await home.refused("heating_pad.start_session", {"duration": {"minutes": 59}}) == "too_long"
    await home.start(10)
    await home.run(60)
    await home.press("stop")
    await home.run(2)
    assert automations.names == ["2", "1"]


async def test_questions_trigger(empty_home: Home, automations: Automations) -> None:
    await empty_home.build()
    await empty_home.add_pad(options={"check_in": True, "confirm_barrier": True})
    await automations.listen(
        by_entity(empty_home), waiting={"waiting_for": ["barrier"]}, check_in={}, session_ended={"reason": "no_answer"}
    )
    await empty_home.start(10)
    await empty_home.run(2)
    assert automations.names == ["waiting"]
    await empty_home.press("confirm")
    await empty_home.run(600)
    assert automations.names == ["waiting", "check_in", "session_ended"]


async def test_waiting_for_something_else_does_not_trigger(empty_home: Home, automations: Automations) -> None:
    await empty_home.build()
    await empty_home.add_pad(options={"confirm_start": True})
    await automations.listen(by_entity(empty_home), waiting={"waiting_for": ["barrier", "awake"]})
    await empty_home.start(10)
    await empty_home.run(2)
    assert empty_home.value("waiting_for") == "start"
    assert automations.names == []


async def test_a_plug_that_stays_on_triggers(home: Home, automations: Automations) -> None:
    await automations.listen(by_entity(home), off_unconfirmed={}, fault={})
    await home.start(10)
    await home.run(30)
    home.plug.deaf = True
    await home.press("stop")
    await home.run(120)
    assert automations.names == ["off_unconfirmed", "fault"]
    assert automations.heard[1]["reason"] == "stuck_on"


async def test_a_pack_triggers_as_well(home: Home, automations: Automations) -> None:
    pack = await add_pack(home)
    await automations.listen({"entity_id": pack.entity_id("session", "timer")}, session_started={}, session_ended={})
    await home.start(10)
    await home.run(5)
    assert automations.names == []
    await pack.act_on_pack("start_session")
    await pack.act_on_pack("stop_session")
    await home.run(2)
    assert automations.names == ["session_started", "session_ended"]
    assert automations.heard[0]["name"] == "Wheat bag"


async def test_a_diary_triggers_for_its_own_person(home: Home, automations: Automations) -> None:
    anna = await add_person(home, "Anna")
    ben = await add_person(home, "Ben")
    await automations.build(
        *(
            {
                "alias": f"{number}",
                "triggers": [
                    {
                        "trigger": "heating_pad.pain_logged",
                        "target": {"entity_id": anna.entity_id("pain_entry", "event")},
                        "options": options,
                    }
                ],
                "actions": [{"event": "test_heard", "event_data": {"trigger": f"{number} {{{{ trigger.score }}}}"}}],
            }
            for number, options in enumerate([{}, {"score_from": 6}, {"moment": ["before"]}])
        )
    )
    await ben.log(9)
    await anna.log(3, moment="before")
    await home.run(61)
    await anna.log(7)
    await anna.log(mood=3)
    # Automations of the same event have no order among them.
    assert sorted(automations.names) == sorted(["0 3", "2 3", "0 7", "1 7"])


async def test_advice_to_see_a_clinician_triggers_once(home: Home, automations: Automations) -> None:
    anna = await add_person(home, "Anna")
    await automations.listen({"entity_id": anna.entity_id("see_clinician", "binary_sensor")}, clinician_flag={})
    await anna.log(5, skin="blister")
    await home.run(2)
    assert anna.state("see_clinician", "binary_sensor").state == "on"
    assert automations.names == ["clinician_flag"]


# -- conditions ----------------------------------------------------------------------


async def holding(home: Home, automations: Automations) -> set[str]:
    """Ask all conditions; returns those that hold."""
    automations.heard.clear()
    home.hass.bus.async_fire("test_ask")
    await home.hass.async_block_till_done()
    return set(automations.names)


async def test_conditions_follow_a_session(home: Home, automations: Automations) -> None:
    target = by_entity(home)
    await automations.build(*(asks(f"heating_pad.{name}", target) for name in condition.CONDITIONS))
    assert await holding(home, automations) == {"is_ready"}
    await home.start(10)
    await home.run(5)
    assert await holding(home, automations) == {"is_in_session"}
    await home.call("timer.pause")
    assert await holding(home, automations) == {"is_in_session"}
    await home.call("timer.start")
    await home.run_until(lambda: home.value("phase") == "rest", 900)
    assert await holding(home, automations) == {"is_resting"}
    await home.run(31 * 60)
    assert await holding(home, automations) == {"is_ready"}


async def test_any_and_all_differ_and_what_is_gone_is_nothing(home: Home, automations: Automations) -> None:
    own = home.entity_id("climate", "climate")
    await automations.build(
        asks("heating_pad.is_ready", {"entity_id": [own, "climate.gone"]}, {"behavior": "all"}),
        asks("heating_pad.is_in_session", {"entity_id": "climate.gone"}, {"behavior": "all"}),
    )
    assert await holding(home, automations) == {"is_ready"}
    assert home.entry is not None
    assert await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert await holding(home, automations) == set()


# -- words ---------------------------------------------------------------------------


async def test_everything_offered_is_described_named_and_drawn(hass: HomeAssistant) -> None:
    assert await async_setup_component(hass, "automation", {})
    assert await async_setup_component(hass, "heating_pad", {})
    await hass.async_block_till_done()
    for kind, offered, described in (
        ("triggers", trigger.TRIGGERS, await all_triggers(hass)),
        ("conditions", condition.CONDITIONS, await all_conditions(hass)),
    ):
        ours = {key.removeprefix("heating_pad."): each for key, each in described.items() if "heating_pad." in key}
        assert set(ours) == set(offered) == set(EN[kind]) == set(ICONS[kind])
        for key, each in ours.items():
            assert each is not None
            fields = each.get("fields", {})
            words = EN[kind][key]
            assert words["name"]
            assert words["description"]
            assert set(fields) == set(words.get("fields", {})), key
            for name, field in fields.items():
                select = field["selector"].get("select")
                if select is not None:
                    assert set(select["options"]) <= set(EN["selector"][select["translation_key"]]["options"]), (
                        key,
                        name,
                    )


async def test_forms_offer_what_the_code_takes(hass: HomeAssistant) -> None:
    assert await async_setup_component(hass, "heating_pad", {})
    raw = yaml.safe_load((FOLDER / "triggers.yaml").read_text(encoding="utf-8"))
    assert set(raw["session_ended"]["fields"]["reason"]["selector"]["select"]["options"]) == set(StopReason)
    assert set(raw["start_refused"]["fields"]["reason"]["selector"]["select"]["options"]) < set(Refusal)
    for key, offered in trigger.TRIGGERS.items():
        for name, field in raw[key].get("fields", {}).items():
            ((kind, config),) = field["selector"].items()
            for value in config["options"] if kind == "select" else (config["min"], config["max"]):
                checked = await offered.async_validate_config(
                    hass, {"target": {"entity_id": "climate.x"}, "options": {name: value}}
                )
                assert name in checked["options"]


@pytest.mark.parametrize(
    "config",
    [
        {"trigger": "heating_pad.session_ended", "target": {"entity_id": "climate.x"}, "options": {"reason": "bored"}},
        {"trigger": "heating_pad.session_ended"},
        {"trigger": "heating_pad.pain_logged", "target": {"entity_id": "event.x"}, "options": {"score_from": 11}},
        {"trigger": "heating_pad.check_in", "target": {"entity_id": "climate.x"}, "options": {"reason": "completed"}},
    ],
)
async def test_nonsense_is_refused_when_it_is_written(hass: HomeAssistant, config: dict[str, Any]) -> None:
    assert await async_setup_component(hass, "heating_pad", {})
    with pytest.raises(vol.Invalid):
        await async_validate_config_item(hass, "test", {"alias": "x", "triggers": [config], "actions": []})
