"""Setting up and changing a pad: what is refused says what to do, and nothing that heats is lost on the way."""

from collections.abc import Mapping
from typing import Any, cast

import pytest
from homeassistant.const import ATTR_ASSUMED_STATE
from homeassistant.data_entry_flow import FlowResultType, InvalidData
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.heating_pad.const import DOMAIN
from tests.integration.home import METER, PLUG, THERMOMETER, Home
from tests.integration.people import add_person

DETAILS = {"rated_power": 100, "sensor_placement": "contact", "controller": "mechanical", "pad_setting": "high"}


async def sources_form(home: Home) -> str:
    """Open the form that asks for plug and sensors; returns its flow."""
    flows = home.hass.config_entries.flow
    shown = await flows.async_init(DOMAIN, context={"source": "user"})
    assert shown["type"] is FlowResultType.MENU
    shown = await flows.async_configure(shown["flow_id"], {"next_step_id": "electric_pad"})
    return str(shown["flow_id"])


def fields(shown: Mapping[str, Any]) -> Mapping[Any, Any]:
    """Return the fields of a form."""
    return cast("Mapping[Any, Any]", shown["data_schema"].schema)


async def choose(home: Home, flow_id: str, **sources: str) -> dict[str, Any]:
    """Fill in the first form."""
    answer = {"name": "Sofa pad", "plug": PLUG, **sources}
    return dict(await home.hass.config_entries.flow.async_configure(flow_id, answer))


async def finish(home: Home, flow_id: str) -> dict[str, Any]:
    """Go from the pad's details to the entry."""
    flows = home.hass.config_entries.flow
    await flows.async_configure(flow_id, DETAILS)
    refused = await flows.async_configure(flow_id, {"acknowledged": False})
    assert refused["errors"] == {"acknowledged": "not_acknowledged"}
    done = await flows.async_configure(flow_id, {"acknowledged": True})
    assert done["type"] is FlowResultType.CREATE_ENTRY
    await home.hass.async_block_till_done()
    await home.run(8)
    return dict(done)


async def test_a_pad_is_set_up_and_its_entities_are_stored_by_what_no_rename_changes(empty_home: Home) -> None:
    await empty_home.build()
    flow_id = await sources_form(empty_home)
    shown = await choose(empty_home, flow_id, temperature_sensor=THERMOMETER, power_sensor=METER)
    assert shown["step_id"] == "pad_details"
    done = await finish(empty_home, flow_id)
    entry = er.async_get(empty_home.hass).async_get(PLUG)
    assert entry is not None
    assert done["data"]["plug"] == entry.id
    assert done["title"] == "Sofa pad"
    assert empty_home.plug.ons == 0


@pytest.mark.parametrize(
    ("sources", "field", "error"),
    [
        ({"plug": "switch.not_there"}, "plug", "plug_missing"),
        ({"plug": "switch.bunch"}, "plug", "plug_is_group"),
        ({"plug": "switch.echo"}, "plug", "plug_assumed"),
        ({"name": "   "}, "name", "name_empty"),
    ],
)
async def test_what_is_refused_can_be_put_right(
    empty_home: Home, sources: dict[str, str], field: str, error: str
) -> None:
    await empty_home.build()
    empty_home.hass.states.async_set("switch.bunch", "off", {"entity_id": [PLUG]})
    empty_home.hass.states.async_set("switch.echo", "off", {ATTR_ASSUMED_STATE: True})
    flow_id = await sources_form(empty_home)
    shown = await choose(empty_home, flow_id, **sources)
    assert shown["errors"] == {field: error}
    assert (await choose(empty_home, flow_id))["step_id"] == "pad_details"


async def test_s3_an_assumed_state_is_accepted_with_a_power_sensor_only(empty_home: Home) -> None:
    await empty_home.build()
    empty_home.hass.states.async_set("switch.echo", "off", {ATTR_ASSUMED_STATE: True})
    flow_id = await sources_form(empty_home)
    assert (await choose(empty_home, flow_id, plug="switch.echo", power_sensor=METER))["step_id"] == "pad_details"


async def test_a_light_cannot_be_chosen(empty_home: Home) -> None:
    await empty_home.build()
    flow_id = await sources_form(empty_home)
    with pytest.raises(InvalidData):
        await choose(empty_home, flow_id, plug="light.lamp")


async def test_a_plug_has_one_pad_also_behind_a_wrapper(home: Home) -> None:
    flow_id = await sources_form(home)
    assert (await choose(home, flow_id))["errors"] == {"plug": "plug_in_use"}
    wrapper = MockConfigEntry(domain="switch_as_x", options={"entity_id": PLUG, "target_domain": "light"})
    wrapper.add_to_hass(home.hass)
    wrapped = er.async_get(home.hass).async_get_or_create(
        "switch", "switch_as_x", "wrapped", config_entry=wrapper, suggested_object_id="wrapped"
    )
    home.hass.states.async_set(wrapped.entity_id, "off")
    assert (await choose(home, flow_id, plug=wrapped.entity_id))["errors"] == {"plug": "plug_in_use"}


async def test_a_helper_in_place_of_a_plug_is_warned_of(empty_home: Home) -> None:
    await empty_home.build()
    assert await async_setup_component(empty_home.hass, "input_boolean", {"input_boolean": {"pretend": {}}})
    flow_id = await sources_form(empty_home)
    assert (await choose(empty_home, flow_id, plug="input_boolean.pretend"))["step_id"] == "no_real_plug"
    shown = await empty_home.hass.config_entries.flow.async_configure(flow_id, {})
    assert shown["step_id"] == "pad_details"


async def test_reconfiguring_while_hot_ends_the_heat_and_keeps_the_rest(home: Home) -> None:
    assert home.entry is not None
    await home.start(10)
    await home.run_until(lambda: home.pad.relay_on, 60)
    flows = home.hass.config_entries.flow
    shown = await flows.async_init(DOMAIN, context={"source": "reconfigure", "entry_id": home.entry.entry_id})
    shown = await flows.async_configure(shown["flow_id"], {"plug": PLUG, "power_sensor": METER})
    assert shown["step_id"] == "reconfigure_details"
    await home.run_with(flows.async_configure(shown["flow_id"], {**DETAILS, "rated_power": 60}))
    await home.run(10)
    assert not home.pad.relay_on
    assert home.value("stop_reason") == "reconfigured"
    assert home.entry.data["rated_power"] == 60
    assert home.entry.data["acknowledged"] is True
    assert "temperature_sensor" not in home.entry.data


async def test_options_end_a_session_and_speak_the_user_s_units(home: Home) -> None:
    assert home.entry is not None
    home.hass.config.units = US_CUSTOMARY_SYSTEM
    await home.start(10)
    await home.run(5)
    options = home.hass.config_entries.options
    shown = await options.async_init(home.entry.entry_id)
    shown = await options.async_configure(shown["flow_id"], {"next_step_id": "safety"})
    answer = {str(key): key.default() for key in fields(shown) if callable(key.default)}
    assert answer["soft_limit"] == pytest.approx(109.4)
    with pytest.raises(InvalidData):
        await options.async_configure(shown["flow_id"], {**answer, "soft_limit": 120})
    await home.run_with(options.async_configure(shown["flow_id"], {**answer, "soft_limit": 105.8}))
    await home.run(10)
    assert home.value("stop_reason") == "reconfigured"
    assert home.entry.options["soft_limit"] == pytest.approx(41.0)
    again = await options.async_init(home.entry.entry_id)
    again = await options.async_configure(again["flow_id"], {"next_step_id": "safety"})
    shown_back = {str(key): (key.description or {}).get("suggested_value") for key in fields(again)}
    assert shown_back["soft_limit"] == pytest.approx(105.8)


async def test_saving_the_limits_unchanged_leaves_the_cloth_to_the_person(home: Home) -> None:
    assert home.entry is not None
    person = await add_person(home, profile="careful")
    options = home.hass.config_entries.options
    shown = await options.async_init(home.entry.entry_id)
    shown = await options.async_configure(shown["flow_id"], {"next_step_id": "safety"})
    unchanged = {str(key): key.default() for key in fields(shown) if callable(key.default)}
    await home.run_with(options.async_configure(shown["flow_id"], unchanged))
    await home.run(10)
    await home.call("heating_pad.start_session", {"person": person.entry.title})
    await home.run(3)
    assert home.value("waiting_for") == "barrier"
