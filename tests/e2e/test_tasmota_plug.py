"""The stage itself: a simulated Tasmota plug behaves towards Home Assistant's own integrations as a real one."""

import asyncio

import pytest

from .conftest import PlugMaker
from .home import MQTT_RECONNECT_S, Home
from .mosquitto import Broker

BACK_S = MQTT_RECONNECT_S + 15


async def test_home_assistant_finds_switches_and_measures_the_plug(home: Home, make_plug: PlugMaker) -> None:
    plug = await make_plug()
    entities = await home.plug_entities(plug)
    assert entities.power is not None
    assert entities.temperature is not None
    assert await home.client.state(entities.switch) == "off"
    cold_c = await home.client.until_number(entities.temperature)

    await home.client.act("switch.turn_on", entities.switch)
    await plug.until_relay(on=True, timeout_s=5)
    await home.client.until_state(entities.switch, "on")
    await home.client.until_state(entities.power, "100", timeout_s=15)
    await home.client.until_number(entities.temperature, above=cold_c + 1, timeout_s=60)

    await home.client.act("switch.turn_off", entities.switch)
    await plug.until_relay(on=False, timeout_s=5)
    await home.client.until_state(entities.switch, "off")
    await home.client.until_state(entities.power, "0", timeout_s=15)


async def test_a_plug_without_meter_and_probe_has_a_switch_only(home: Home, make_plug: PlugMaker) -> None:
    plug = await make_plug(metered=False, probed=False)
    entities = await home.plug_entities(plug)
    names = [entry["entity_id"] for entry in await home.client.registry() if entry["platform"] == "tasmota"]
    assert entities.switch in names
    assert not [name for name in names if "energy" in name or "temperature" in name]


async def test_pulse_time_ends_heat_and_renewing_does_not_switch_on(home: Home, make_plug: PlugMaker) -> None:
    plug = await make_plug()
    entities = await home.plug_entities(plug)
    command = f"cmnd/{plug.topic}/PulseTime1"

    await home.client.act("mqtt.publish", topic=command, payload="30")
    await home.client.act("switch.turn_on", entities.switch)
    switched_on = await plug.until_relay(on=True, timeout_s=5)
    switched_off = await plug.until_relay(on=False, timeout_s=5)
    assert switched_off - switched_on == pytest.approx(3.0, abs=0.3)
    await home.client.until_state(entities.switch, "off")

    changes = len((await plug.truth()).relay_history)
    await home.client.act("mqtt.publish", topic=command, payload="10")
    await asyncio.sleep(2)
    assert len((await plug.truth()).relay_history) == changes


async def test_a_vanished_plug_is_unavailable_until_it_is_back(home: Home, make_plug: PlugMaker) -> None:
    plug = await make_plug()
    entities = await home.plug_entities(plug)
    await home.client.act("switch.turn_on", entities.switch)
    await home.client.until_state(entities.switch, "on")

    await plug.go_offline(2)
    await home.client.until_state(entities.switch, "unavailable")
    await home.client.until_state(entities.switch, "on")

    await plug.lose_mains(1)
    await home.client.until_state(entities.switch, "unavailable")
    assert not (await plug.truth()).relay
    await home.client.until_state(entities.switch, "off")


async def test_everybody_finds_the_broker_again(home: Home, make_plug: PlugMaker, broker: Broker) -> None:
    plug = await make_plug()
    entities = await home.plug_entities(plug)

    await broker.kill()
    await home.client.until_state(entities.switch, "unavailable")
    await broker.start()
    await home.client.until_state(entities.switch, "off", timeout_s=BACK_S)

    await home.client.act("switch.turn_on", entities.switch)
    await plug.until_relay(on=True, timeout_s=5)


async def test_home_assistant_comes_back_after_a_kill_and_after_a_stop(home: Home, make_plug: PlugMaker) -> None:
    plug = await make_plug()
    entities = await home.plug_entities(plug)
    await home.client.act("switch.turn_on", entities.switch)
    await home.client.until_state(entities.switch, "on")

    await home.process.kill()
    assert (await plug.truth()).relay
    await home.start()
    await home.client.until_state(entities.switch, "on", timeout_s=BACK_S)

    await home.process.stop()
    await home.start()
    await home.client.until_state(entities.switch, "on", timeout_s=BACK_S)


async def test_faults_are_told_apart_from_the_truth(home: Home, make_plug: PlugMaker) -> None:
    plug = await make_plug()
    entities = await home.plug_entities(plug)
    await home.client.act("switch.turn_on", entities.switch)
    await home.client.until_state(entities.switch, "on")

    await plug.fail(contacts=True)
    await home.client.act("switch.turn_off", entities.switch)
    await home.client.until_state(entities.switch, "off")
    assert (await plug.truth()).relay
    await plug.fail(contacts=None)
    assert not (await plug.truth()).relay

    await plug.fail(drop=["power"])
    await home.client.act("switch.turn_on", entities.switch)
    await plug.fail(drop=[], says=True)
    assert not (await plug.truth()).relay
    await home.client.act("mqtt.publish", topic=f"cmnd/{plug.topic}/STATE", payload="")
    await home.client.until_state(entities.switch, "on")
