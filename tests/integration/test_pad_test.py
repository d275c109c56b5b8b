"""The guided test of a pad in the set-up: what it finds out about pads, plugs and sensors that it is not told about."""

from dataclasses import replace
from typing import Any

import pytest
from homeassistant.data_entry_flow import FlowResultType

from custom_components.heating_pad.const import DOMAIN
from tests.integration.home import METER, PLUG, THERMOMETER, Home
from tests.simulation.plants import Fault, load_pads

TEST_S = 240


async def details_by_test(home: Home, **sources: str) -> dict[str, Any]:
    """Go through the set-up up to the guided test, and let it run; returns what the flow shows then."""
    flows = home.hass.config_entries.flow
    shown = await flows.async_init(DOMAIN, context={"source": "user"})
    shown = await flows.async_configure(shown["flow_id"], {"next_step_id": "electric_pad"})
    shown = await flows.async_configure(shown["flow_id"], {"name": "Sofa pad", "plug": PLUG, **sources})
    assert shown["step_id"] == "pad_details"
    answer = {
        "rated_power": 100,
        "sensor_placement": "contact",
        "controller": "mechanical",
        "pad_setting": "high",
        "guided_test": True,
    }
    shown = await flows.async_configure(shown["flow_id"], answer)
    assert shown["step_id"] == "pad_test"
    refused = await flows.async_configure(shown["flow_id"], {"ready": False})
    assert refused["errors"] == {"ready": "not_off_the_body"}
    shown = await flows.async_configure(shown["flow_id"], {"ready": True})
    assert shown["type"] is FlowResultType.SHOW_PROGRESS
    for _ in range(TEST_S):
        await home.run(1)
        flow = flows.async_get(shown["flow_id"])
        if flow["step_id"] != "pad_test_running":
            break
    assert not home.pad.relay_on
    return dict(await flows.async_configure(shown["flow_id"]))


async def created(home: Home, shown: dict[str, Any]) -> dict[str, Any]:
    """Accept what was found, and finish; returns the entry's data."""
    flows = home.hass.config_entries.flow
    assert shown["step_id"] == "pad_test_found"
    form = await flows.async_configure(shown["flow_id"], {})
    assert form["step_id"] == "pad_details"
    assert form["data_schema"] is not None
    suggested = {
        str(key): (key.description or {}).get("suggested_value", key.default() if callable(key.default) else None)
        for key in form["data_schema"].schema
    }
    form = await flows.async_configure(shown["flow_id"], {**suggested, "guided_test": False})
    done = await flows.async_configure(shown["flow_id"], {"acknowledged": True})
    assert done["type"] is FlowResultType.CREATE_ENTRY
    await home.hass.async_block_till_done()
    await home.run(8)
    return dict(done["data"])


async def test_a_pad_with_a_slider_and_its_sensor_are_found_out(empty_home: Home) -> None:
    await empty_home.build(load_pads()["eu_100w"])
    shown = await details_by_test(empty_home, temperature_sensor=THERMOMETER, power_sensor=METER)
    data = await created(empty_home, shown)
    assert data["controller"] == "mechanical"
    assert data["rated_power"] == pytest.approx(empty_home.pad.model.rated_power_w, rel=0.15)
    assert data["sensor_every"] == pytest.approx(empty_home.pad.model.report_s, rel=0.3)
    assert 30 <= data["sensor_lag"] <= 60


async def test_a_late_sensor_is_noticed(empty_home: Home) -> None:
    await empty_home.build(replace(load_pads()["eu_100w"], sensor_tau_s=400.0, report_s=30.0))
    shown = await details_by_test(empty_home, temperature_sensor=THERMOMETER, power_sensor=METER)
    assert (await created(empty_home, shown))["sensor_lag"] > 40


async def test_t12_an_electronic_pad_is_found_out(empty_home: Home) -> None:
    await empty_home.build()
    seen = {"on": 0}

    def forget_without_mains() -> None:
        """Its control comes back off after every break but the first ON."""
        seen["on"] += 1 if empty_home.plug.ons > 1 else 0
        if empty_home.plug.ons > 1:
            empty_home.pad.fail(Fault.CONTROLLER_OFF)

    empty_home.every_second.append(forget_without_mains)
    shown = await details_by_test(empty_home, power_sensor=METER)
    assert seen["on"]
    assert (await created(empty_home, shown))["controller"] == "electronic"


async def test_t12_a_pad_that_draws_nothing_is_not_guessed_at(empty_home: Home) -> None:
    await empty_home.build()
    empty_home.pad.fail(Fault.CONTROLLER_OFF)
    shown = await details_by_test(empty_home, power_sensor=METER)
    assert shown["step_id"] == "pad_test"
    assert shown["errors"] == {"base": "pad_test_no_watts"}
    await empty_home.run(10)
    assert not empty_home.pad.relay_on


async def test_without_meter_and_sensor_nothing_is_claimed(empty_home: Home) -> None:
    await empty_home.build()
    shown = await details_by_test(empty_home)
    assert shown["step_id"] == "pad_test_found"
    assert set(shown["description_placeholders"].values()) == {"?"}


async def test_a_sensor_that_reports_rarely_only_switches_off(empty_home: Home) -> None:
    await empty_home.build()
    await empty_home.add_pad(sensor_every=60.0)
    assert empty_home.state("pad_temperature").attributes["source"] == "estimated"


async def test_s1_closing_the_window_in_the_test_ends_it_off(empty_home: Home) -> None:
    await empty_home.build()
    flows = empty_home.hass.config_entries.flow
    shown = await flows.async_init(DOMAIN, context={"source": "user"})
    shown = await flows.async_configure(shown["flow_id"], {"next_step_id": "electric_pad"})
    shown = await flows.async_configure(shown["flow_id"], {"name": "Sofa pad", "plug": PLUG})
    answer = {"rated_power": 100, "sensor_placement": "contact", "controller": "mechanical", "pad_setting": "high"}
    await flows.async_configure(shown["flow_id"], {**answer, "guided_test": True})
    await flows.async_configure(shown["flow_id"], {"ready": True})
    await empty_home.run_until(lambda: empty_home.pad.relay_on, 30)
    flows.async_abort(shown["flow_id"])
    await empty_home.run(5)
    assert not empty_home.pad.relay_on
