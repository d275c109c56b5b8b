"""Wrong choices are caught in the form, where they can be put right; odd ones need to be made twice."""

from datetime import timedelta
from typing import Any

import pytest
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.translation import async_get_translations
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.heating_pad.const import DOMAIN
from tests.integration.home import METER, PLUG, THERMOMETER, Home
from tests.integration.test_config_flow import choose, sources_form
from tests.integration.test_options import Options

TURN_ON = [{"action": "switch.turn_on", "target": {"entity_id": PLUG}}]


def helper(home: Home, domain: str, options: dict[str, Any]) -> MockConfigEntry:
    """Add a helper's entry as its own flow stores it."""
    entry = MockConfigEntry(domain=domain, options=options)
    entry.add_to_hass(home.hass)
    return entry


def wrapped(home: Home, domain: str, options: dict[str, Any]) -> str:
    """Add a switch that a helper makes of others."""
    entry = helper(home, domain, options)
    made = er.async_get(home.hass).async_get_or_create(
        "switch", domain, "made", config_entry=entry, suggested_object_id="made"
    )
    home.hass.states.async_set(made.entity_id, "off")
    return made.entity_id


def device(home: Home, name: str, *entity_ids: str) -> None:
    """Put entities on one device."""
    registry = er.async_get(home.hass)
    owner = MockConfigEntry(domain="test", title=name)
    owner.add_to_hass(home.hass)
    made = dr.async_get(home.hass).async_get_or_create(config_entry_id=owner.entry_id, identifiers={("test", name)})
    for entity_id in entity_ids:
        registry.async_update_entity(entity_id, device_id=made.id)


async def test_a_plug_behind_a_template_is_somebody_else_s_pad(home: Home) -> None:
    options = {"name": "Made", "template_type": "switch", "turn_on": TURN_ON, "turn_off": []}
    made = wrapped(home, "template", options)
    flow_id = await sources_form(home)
    assert (await choose(home, flow_id, plug=made))["errors"] == {"plug": "plug_in_use"}


async def test_a_plug_whose_template_is_a_pad_s_plug_is_somebody_else_s_pad(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    made = wrapped(home, "template", {"template_type": "switch", "value_template": f"{{{{ states('{PLUG}') }}}}"})
    other = MockConfigEntry(domain=DOMAIN, title="Bed pad", data={"kind": "electric_pad", "plug": made})
    other.add_to_hass(home.hass)
    flow_id = await sources_form(home)
    assert (await choose(home, flow_id))["errors"] == {"plug": "plug_in_use"}


async def test_a_template_of_something_else_is_a_plug(home: Home) -> None:
    made = wrapped(home, "template", {"template_type": "switch", "value_template": f"{{{{ states('{PLUG}_2') }}}}"})
    flow_id = await sources_form(home)
    assert (await choose(home, flow_id, plug=made))["step_id"] == "pad_details"


async def test_a_group_helper_is_no_plug(empty_home: Home) -> None:
    await empty_home.build()
    made = wrapped(empty_home, "group", {"group_type": "switch", "entities": [PLUG]})
    flow_id = await sources_form(empty_home)
    assert (await choose(empty_home, flow_id, plug=made))["errors"] == {"plug": "plug_is_group"}


@pytest.mark.parametrize("by_id", [False, True])
async def test_t7_a_plug_has_one_master(empty_home: Home, *, by_id: bool) -> None:
    home = empty_home
    await home.build()
    entry = er.async_get(home.hass).async_get(PLUG)
    assert entry is not None
    thermostat = helper(
        home, "generic_thermostat", {"heater": entry.id if by_id else PLUG, "target_sensor": THERMOMETER}
    )
    flow_id = await sources_form(home)
    assert (await choose(home, flow_id))["errors"] == {"plug": "plug_has_thermostat"}
    await home.hass.config_entries.async_remove(thermostat.entry_id)
    assert (await choose(home, flow_id))["step_id"] == "pad_details"


async def test_a_thermostat_of_another_plug_does_not_matter(empty_home: Home) -> None:
    await empty_home.build()
    helper(empty_home, "generic_thermostat", {"heater": f"{PLUG}_2", "target_sensor": THERMOMETER})
    flow_id = await sources_form(empty_home)
    assert (await choose(empty_home, flow_id))["step_id"] == "pad_details"


async def test_watts_of_another_device_are_taken_when_somebody_insists(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    device(home, "plug", PLUG)
    device(home, "fridge", METER)
    flow_id = await sources_form(home)
    doubted = {"power_sensor": "power_sensor_elsewhere"}
    assert (await choose(home, flow_id, power_sensor=METER))["errors"] == doubted
    # Another choice is looked at anew.
    device(home, "kettle", METER)
    shown = await choose(home, flow_id, power_sensor=METER, temperature_sensor=THERMOMETER)
    assert shown["errors"] == doubted
    shown = await choose(home, flow_id, power_sensor=METER, temperature_sensor=THERMOMETER)
    assert shown["step_id"] == "pad_details"


async def test_watts_of_the_plug_itself_are_taken_at_once(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    device(home, "plug", PLUG, METER)
    flow_id = await sources_form(home)
    assert (await choose(home, flow_id, power_sensor=METER))["step_id"] == "pad_details"


@pytest.mark.parametrize(
    ("hours", "doubt"), [(11, None), (13, {"temperature_sensor": "sensor_never_changes"})], ids=["moves", "stuck"]
)
async def test_t4_a_sensor_that_never_changes_is_doubted(
    empty_home: Home, hours: int, doubt: dict[str, str] | None
) -> None:
    home = empty_home
    await home.build()
    home.thermometer.silent = True
    home.clock.step_wall(timedelta(hours=hours))
    flow_id = await sources_form(home)
    shown = await choose(home, flow_id, temperature_sensor=THERMOMETER)
    assert (shown.get("errors") or None) == doubt
    if doubt is not None:
        shown = await choose(home, flow_id, temperature_sensor=THERMOMETER)
    assert shown["step_id"] == "pad_details"


@pytest.mark.parametrize(("key", "entity_id"), [("temperature_sensor", THERMOMETER), ("power_sensor", METER)])
async def test_a_sensor_that_says_nothing_is_doubted(empty_home: Home, key: str, entity_id: str) -> None:
    home = empty_home
    await home.build()
    sensor = home.thermometer if entity_id == THERMOMETER else home.meter
    sensor.set_available(available=False)
    flow_id = await sources_form(home)
    assert (await choose(home, flow_id, **{key: entity_id}))["errors"] == {key: "sensor_says_nothing"}
    assert (await choose(home, flow_id, **{key: entity_id}))["step_id"] == "pad_details"


async def test_reconfiguring_looks_as_closely(home: Home) -> None:
    assert home.entry is not None
    thermostat = helper(home, "generic_thermostat", {"heater": PLUG})
    flows = home.hass.config_entries.flow
    shown = await flows.async_init(DOMAIN, context={"source": "reconfigure", "entry_id": home.entry.entry_id})
    refused = await flows.async_configure(shown["flow_id"], {"plug": PLUG})
    assert refused["errors"] == {"plug": "plug_has_thermostat"}
    await home.hass.config_entries.async_remove(thermostat.entry_id)
    # Its own plug is not somebody else's.
    assert (await flows.async_configure(shown["flow_id"], {"plug": PLUG}))["step_id"] == "reconfigure_details"


PAGES: list[tuple[list[str], dict[str, Any]]] = [
    (["session"], {}),
    (["safety"], {}),
    (["auto_off", "auto_off_choice"], {"auto_off": "none"}),
    (["messages"], {"repeat_minutes": 5, "kinds": ["questions"]}),
]


@pytest.mark.parametrize(("pages", "answer"), PAGES, ids=[pages[-1] for pages, _ in PAGES])
async def test_saving_options_ends_a_session_at_once(home: Home, pages: list[str], answer: dict[str, Any]) -> None:
    await home.start(10)
    await home.run_until(lambda: home.pad.relay_on, 30)
    options = Options(home)
    shown = await options.open(*pages)
    assert home.value("phase") == "ramp"
    defaults = {
        str(key): key.default()
        for key in shown["data_schema"].schema
        if callable(key.default) and str(key) not in answer
    }
    done = await options.fill(**defaults, **answer)
    assert done["type"] is FlowResultType.CREATE_ENTRY
    await home.run(10)
    assert not home.pad.relay_on
    assert home.value("stop_reason") == "reconfigured"


async def test_every_page_that_saves_says_before_what_becomes_of_a_session(home: Home) -> None:
    texts = await async_get_translations(home.hass, "en", "options", [DOMAIN])
    pages = {pages[-1] for pages, _ in PAGES} | {"auto_off_custom", "calibration", "voice"}
    for page in pages:
        assert "ends a running session" in texts[f"component.{DOMAIN}.options.step.{page}.description"], page
    texts = await async_get_translations(home.hass, "en", "config", [DOMAIN])
    assert "running session ends" in texts[f"component.{DOMAIN}.config.step.reconfigure.description"]
