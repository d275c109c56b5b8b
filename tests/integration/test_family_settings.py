"""What families of plugs write, read and give back, and how they take it when something is missing or fails."""

import asyncio
import base64
from collections.abc import Callable, Coroutine
from typing import Any

import probatio as vol
import pytest
from aiohttp.hdrs import AUTHORIZATION
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.helpers import device_registry as dr, entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.heating_pad.plug.auto_off import AutoOff, AutoOffError, Family
from custom_components.heating_pad.plug.custom import CustomAutoOff
from tests.integration.home import SimulatedClock
from tests.integration.test_families import (
    IEEE,
    House,
    always,
    deconz,
    esphome,
    house,
    switcher,
    tplink,
    zha,
    zwave,
)

__all__ = ["house"]

SELECT = "select.plug_power_on_behavior"
ARM = [{"action": "script.arm", "data": {"seconds": "{{ seconds }}"}}]


async def recognised(house: House, entity_id: str) -> AutoOff:
    """Return the countdown of a plug that has one."""
    found = await house.found(entity_id)
    assert found is not None
    return found


async def after(clock: SimulatedClock, seconds: float, work: Coroutine[Any, Any, Any]) -> Any:
    """Do something that waits for time to pass."""
    task = asyncio.create_task(work)
    for _ in range(20):
        await asyncio.sleep(0)
    assert not task.done()
    clock.advance(seconds)
    return await task


def never_done(house: House, domain: str, name: str) -> None:
    """Register an action that does not come to an end."""

    async def called(_call: ServiceCall) -> None:
        await asyncio.Event().wait()

    house.hass.services.async_register(domain, name, called)


# -- told by actions ----------------------------------------------------------------------------


@pytest.mark.parametrize("build", [deconz, switcher, zwave, tplink])
async def test_a_plug_whose_entity_is_gone_is_not_reached(house: House, build: Callable[[House], str]) -> None:
    entity_id = build(house)
    auto_off = await recognised(house, entity_id)
    er.async_get(house.hass).async_remove(entity_id)
    with pytest.raises(AutoOffError) as gone:
        await auto_off.async_turn_on(120, always)
    assert gone.value.reached is False
    assert house.calls == []


@pytest.mark.parametrize("build", [deconz, switcher, zwave, tplink, zha])
async def test_a_family_that_reads_nothing_back_says_so(house: House, build: Callable[[House], str]) -> None:
    assert await (await recognised(house, build(house))).async_remaining() is None


@pytest.mark.parametrize("failure", [KeyError("channel"), vol.Invalid("not a plug"), RuntimeError()])
async def test_an_action_that_fails_in_its_own_way_is_an_error(house: House, failure: Exception) -> None:
    auto_off = await recognised(house, zha(house))

    async def called(_call: ServiceCall) -> None:
        raise failure

    house.hass.services.async_register("zha", "issue_zigbee_cluster_command", called)
    for told in (auto_off.async_turn_on(120, always), auto_off.async_renew(120)):
        with pytest.raises(AutoOffError, match=r"\w") as failed:
            await told
        assert failed.value.reached is True


async def test_an_action_that_does_not_end_is_an_error_in_time(clock: SimulatedClock, house: House) -> None:
    auto_off = await recognised(house, switcher(house))
    never_done(house, "switcher_kis", "turn_on_with_timer")
    with pytest.raises(AutoOffError, match="took too long") as late:
        await after(clock, 9, auto_off.async_turn_on(120, always))
    assert late.value.reached is True


# -- ESPHome ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "starts_off", "left", "left_s"),
    [("on", True, "41.5", 41.5), ("off", None, "unknown", None), ("unavailable", None, "soon", None)],
)
async def test_esphome_says_by_entities_of_its_own_how_it_starts_and_what_is_left(
    house: House, told: str, starts_off: bool | None, left: str, left_s: float | None
) -> None:
    house.action("esphome", "sofa_plug_deadman_on")
    house.action("esphome", "sofa_plug_deadman_renew")
    entity_id = house.plug(
        "esphome",
        "AABBCC-switch-relay",
        data={"device_name": "sofa-plug"},
        siblings=(
            ("binary_sensor", "plug_connected"),
            ("binary_sensor", "plug_starts_switched_off"),
            ("sensor", "plug_uptime"),
            ("sensor", "plug_auto_off_remaining"),
        ),
    )
    house.hass.states.async_set("binary_sensor.plug_connected", "on")
    house.hass.states.async_set("binary_sensor.plug_starts_switched_off", told)
    house.hass.states.async_set("sensor.plug_uptime", "7")
    house.hass.states.async_set("sensor.plug_auto_off_remaining", left)
    auto_off = await recognised(house, entity_id)
    prepared = await auto_off.async_prepare(105)
    assert prepared.starts_off is starts_off
    assert await auto_off.async_remaining() == left_s
    await auto_off.async_restore(prepared.before)
    assert house.calls == []


async def test_esphome_without_these_entities_says_nothing(house: House) -> None:
    auto_off = await recognised(house, esphome(house))
    assert (await auto_off.async_prepare(105)).starts_off is None
    assert await auto_off.async_remaining() is None


# -- what a plug does when mains comes back -------------------------------------------------------


def with_select(house: House, *selects: str) -> str:
    """Put in a plug with selects beside it."""
    house.action("zha", "issue_zigbee_cluster_command")
    return house.plug("zha", f"{IEEE}-1", siblings=tuple(("select", each) for each in selects))


async def test_only_the_select_that_is_about_mains_is_chosen_from(house: House) -> None:
    entity_id = with_select(house, "plug_led_mode", "plug_power_on_behavior")
    house.action("select", "select_option")
    house.hass.states.async_set("select.plug_led_mode", "on", {"options": ["on", "off"]})
    house.hass.states.async_set(SELECT, "off", {"options": ["on", "off"]})
    prepared = await (await recognised(house, entity_id)).async_prepare(105)
    assert prepared.starts_off is True
    assert prepared.before == {}
    assert house.calls == []


async def test_a_select_that_is_disabled_says_nothing(house: House) -> None:
    entity_id = with_select(house, "plug_power_on_behavior")
    er.async_get(house.hass).async_update_entity(SELECT, disabled_by=er.RegistryEntryDisabler.USER)
    prepared = await (await recognised(house, entity_id)).async_prepare(105)
    assert prepared.starts_off is None
    assert prepared.before == {}


async def test_a_select_without_off_is_left_as_it_is(house: House) -> None:
    entity_id = with_select(house, "plug_power_on_behavior")
    house.action("select", "select_option")
    house.hass.states.async_set(SELECT, "previous", {"options": ["previous", "toggle"]})
    prepared = await (await recognised(house, entity_id)).async_prepare(105)
    assert prepared.starts_off is False
    assert prepared.before == {}
    assert house.calls == []


async def test_a_select_that_is_lost_has_nothing_to_give_back(house: House) -> None:
    auto_off = await recognised(house, with_select(house, "plug_power_on_behavior"))
    prepared = await auto_off.async_prepare(105)
    assert prepared.starts_off is None
    assert prepared.before == {}


async def test_a_select_that_refuses_is_an_error(house: House) -> None:
    auto_off = await recognised(house, with_select(house, "plug_power_on_behavior"))
    house.action("select", "select_option")
    house.hass.states.async_set(SELECT, "on", {"options": ["on", "off"]})
    house.fails = True
    with pytest.raises(AutoOffError) as refused:
        await auto_off.async_prepare(105)
    assert refused.value.reached is False


async def test_a_select_that_does_not_follow_is_not_believed(clock: SimulatedClock, house: House) -> None:
    auto_off = await recognised(house, with_select(house, "plug_power_on_behavior"))
    house.action("select", "select_option")
    house.hass.states.async_set(SELECT, "on", {"options": ["on", "off"]})
    prepared = await after(clock, 11, auto_off.async_prepare(105))
    assert prepared.starts_off is False
    assert prepared.before == {"power_on": "on"}
    await auto_off.async_restore({})
    assert house.calls == [("select.select_option", {"entity_id": SELECT, "option": "off"})]


async def test_a_select_that_follows_late_is_waited_for(house: House) -> None:
    auto_off = await recognised(house, with_select(house, "plug_power_on_behavior"))
    options = {"options": ["on", "off"]}
    house.hass.states.async_set(SELECT, "on", options)

    async def chosen(_call: ServiceCall) -> None:
        house.hass.loop.call_later(0.02, house.hass.states.async_set, SELECT, "on", {**options, "busy": True})
        house.hass.loop.call_later(0.05, house.hass.states.async_set, SELECT, "off", options)

    house.hass.services.async_register("select", "select_option", chosen)
    prepared = await auto_off.async_prepare(105)
    assert prepared.starts_off is True
    assert prepared.before == {"power_on": "on"}


async def test_a_plug_without_a_device_has_nothing_beside_it(house: House) -> None:
    house.action("switcher_kis", "turn_on_with_timer")
    plug = er.async_get(house.hass).async_get_or_create("switch", "switcher_kis", "1")
    house.hass.states.async_set(plug.entity_id, "off")
    prepared = await (await recognised(house, plug.entity_id)).async_prepare(120)
    assert prepared.starts_off is None


# -- a setting of the plug ----------------------------------------------------------------------


def with_number(house: House, number: str, unit: str | None, state: str = "0", *, switch: bool = False) -> str:
    """Put in a plug with a number beside it, and maybe the switch that turns it on."""
    house.action("switch", "turn_on")
    house.action("switch", "turn_off")
    house.action("number", "set_value")
    beside = [("number", number), *([("switch", "plug_auto_off_enabled")] if switch else [])]
    entity_id = house.plug("other", "1", siblings=tuple(beside))
    house.hass.states.async_set(f"number.{number}", state, {"unit_of_measurement": unit, "max": 600})
    return entity_id


async def test_a_number_that_holds_the_time_already_has_nothing_to_give_back(house: House) -> None:
    entity_id = with_number(house, "plug_auto_off_delay", "s", "105", switch=True)
    house.hass.states.async_set("switch.plug_auto_off_enabled", "on")
    auto_off = await recognised(house, entity_id)
    prepared = await auto_off.async_prepare(105)
    assert prepared.before == {}
    house.calls.clear()
    await auto_off.async_restore(prepared.before)
    assert house.calls == []


async def test_a_number_alone_is_the_setting(house: House) -> None:
    auto_off = await recognised(house, with_number(house, "plug_turn_off_delay", "s", "300"))
    assert auto_off.traits.family is Family.PERSISTENT
    assert auto_off.traits.max_s == 600
    prepared = await auto_off.async_prepare(105)
    assert prepared.before == {"value": "300"}
    number = "number.plug_turn_off_delay"
    assert house.calls == [("number.set_value", {"entity_id": number, "value": 105.0})]
    house.calls.clear()
    await auto_off.async_restore({"enabled": "off"})
    assert house.calls == []
    await auto_off.async_restore(prepared.before)
    assert house.calls == [("number.set_value", {"entity_id": number, "value": 300.0})]


@pytest.mark.parametrize(
    ("number", "unit"), [("plug_auto_off_delay", "h"), ("plug_auto_off_delay", None), ("plug_brightness", "s")]
)
async def test_a_number_nobody_can_read_is_no_countdown(house: House, number: str, unit: str | None) -> None:
    assert await house.found(with_number(house, number, unit)) is None


async def test_a_number_without_a_state_is_known_by_the_registry(house: House) -> None:
    entity_id = with_number(house, "plug_auto_off_minutes", None)
    house.hass.states.async_remove("number.plug_auto_off_minutes")
    auto_off = await recognised(house, entity_id)
    assert auto_off.traits.unit_s == 60
    assert (await auto_off.async_prepare(105)).before == {}


async def test_a_setting_needs_a_device(house: House) -> None:
    plug = er.async_get(house.hass).async_get_or_create("switch", "other", "1")
    house.hass.states.async_set(plug.entity_id, "off")
    assert await house.found(plug.entity_id) is None


async def test_a_zwave_parameter_is_given_back(house: House) -> None:
    auto_off = await recognised(house, zwave(house))
    prepared = await auto_off.async_prepare(105)
    house.calls.clear()
    await auto_off.async_restore({})
    assert house.calls == []
    await auto_off.async_restore(prepared.before)
    (call,) = house.calls
    assert (call[1]["parameter"], call[1]["value"]) == (40, 0)


@pytest.mark.parametrize(
    ("manufacturer", "model"), [("Aeotec Ltd.", "ZW075"), ("Nobody", "ZWA023"), ("Shelly", "QNSW-001P16EU")]
)
async def test_a_zwave_plug_that_is_not_listed_has_no_countdown(house: House, manufacturer: str, model: str) -> None:
    assert await house.found(house.plug("zwave_js", "1.2-37-0", manufacturer=manufacturer, model=model)) is None


# -- Shelly -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "login"),
    [
        ({"username": "sofa", "password": "sécret"}, "sofa:sécret"),
        ({"password": "secret"}, "admin:secret"),
        ({"username": "sofa", "password": ""}, None),
    ],
    ids=["named", "usual name", "open"],
)
async def test_shelly_gen1_is_told_the_name_and_password_of_its_entry(
    house: House, aioclient_mock: AiohttpClientMocker, data: dict[str, str], login: str | None
) -> None:
    auto_off = await recognised(house, house.plug("shelly", "AABBCC-relay_0", data={"host": "192.0.2.8", **data}))
    aioclient_mock.get("http://192.0.2.8:80/relay/0?turn=on&timer=75", json={"ison": True, "has_timer": True})
    await auto_off.async_turn_on(75, always)
    told = (aioclient_mock.mock_calls[-1][3] or {}).get(AUTHORIZATION)
    assert (told and base64.b64decode(told.removeprefix("Basic ")).decode()) == login


async def test_shelly_gen1_with_a_name_nobody_can_log_in_with_is_an_error(
    house: House, aioclient_mock: AiohttpClientMocker
) -> None:
    data = {"host": "192.0.2.8", "username": "a:b", "password": "secret"}
    auto_off = await recognised(house, house.plug("shelly", "AABBCC-relay_0", data=data))
    with pytest.raises(AutoOffError):
        await auto_off.async_turn_on(75, always)
    assert aioclient_mock.mock_calls == []


async def test_shelly_gen2_that_started_off_before_has_nothing_to_give_back(
    house: House, aioclient_mock: AiohttpClientMocker
) -> None:
    auto_off = await recognised(house, house.plug("shelly", "AABBCCDDEEFF-switch:0", data={"host": "192.0.2.7"}))
    await auto_off.async_restore({})
    assert aioclient_mock.mock_calls == []


@pytest.mark.parametrize(
    ("unique_id", "data"),
    [("AABBCC-relay_0", {}), ("AABBCC-switch:0", {}), ("AABBCC-cover:0", {"host": "192.0.2.8"})],
)
async def test_shelly_that_is_not_on_the_network_or_no_relay_has_no_countdown(
    house: House, unique_id: str, data: dict[str, str]
) -> None:
    assert await house.found(house.plug("shelly", unique_id, data=data)) is None


async def test_shelly_without_an_entry_of_its_own_has_no_countdown(house: House) -> None:
    for platform, unique_id in (("shelly", "AABBCC-relay_0"), ("esphome", "AABBCC-switch-relay")):
        plug = er.async_get(house.hass).async_get_or_create("switch", platform, unique_id)
        house.hass.states.async_set(plug.entity_id, "off")
        assert await house.found(plug.entity_id) is None


# -- who is not asked -----------------------------------------------------------------------------


@pytest.mark.parametrize("manufacturer", ["_TZ3000_abcdefgh", "_TYZB01_abcdefgh"])
async def test_t5_tuya_firmware_behind_deconz_is_left_alone(house: House, manufacturer: str) -> None:
    house.action("deconz", "configure")
    assert await house.found(house.plug("deconz", "00:0d-01", manufacturer=manufacturer)) is None


async def test_what_has_no_device_is_no_radio_plug(hass: HomeAssistant) -> None:
    house = House(hass)
    registry = er.async_get(hass)
    for platform, unique_id in (("deconz", "group-1"), ("zha", f"{IEEE}-1"), ("zha", "group-1"), ("matter", "1")):
        entry = MockConfigEntry(domain=platform)
        entry.add_to_hass(hass)
        plug = registry.async_get_or_create("switch", platform, unique_id, config_entry=entry)
        hass.states.async_set(plug.entity_id, "off")
        assert await house.found(plug.entity_id) is None
    assert not list(dr.async_get(hass).devices)


# -- the owner's own actions ------------------------------------------------------------------------


async def test_own_actions_write_nothing_read_nothing_and_give_nothing_back(house: House) -> None:
    auto_off = CustomAutoOff(house.hass, "Sofa pad", ARM)
    house.action("script", "arm")
    await auto_off.async_open()
    prepared = await auto_off.async_prepare(105)
    assert prepared.starts_off is None
    assert await auto_off.async_remaining() is None
    await auto_off.async_restore(prepared.before)
    auto_off.close()
    assert house.calls == []


async def test_own_actions_that_fail_are_an_error(house: House) -> None:
    house.action("script", "arm")
    house.fails = True
    with pytest.raises(AutoOffError, match="not today") as failed:
        await CustomAutoOff(house.hass, "Sofa pad", ARM).async_turn_on(105, always)
    assert failed.value.reached is True


async def test_own_actions_that_make_no_sense_are_an_error(house: House) -> None:
    with pytest.raises(AutoOffError):
        await CustomAutoOff(house.hass, "Sofa pad", [{"arm": "the plug"}]).async_turn_on(105, always)


async def test_own_actions_that_do_not_end_are_an_error_in_time(clock: SimulatedClock, house: House) -> None:
    never_done(house, "script", "arm")
    with pytest.raises(AutoOffError, match="took too long"):
        await after(clock, 9, CustomAutoOff(house.hass, "Sofa pad", ARM).async_turn_on(105, always))
