"""Each family of plugs: recognised by what the registries say, armed and renewed by its documented command alone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.heating_pad.plug.auto_off import AutoOff, AutoOffError, Family
from custom_components.heating_pad.plug.custom import CustomAutoOff
from custom_components.heating_pad.plug.detect import async_detect

IEEE = "00:0d:6f:00:0a:90:69:e7"


@dataclass
class House:
    """Registries and actions of a house with one plug."""

    hass: HomeAssistant
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    fails: bool = False

    def plug(
        self,
        platform: str,
        unique_id: str,
        *,
        manufacturer: str = "IKEA of Sweden",
        model: str = "INSPELNING",
        data: dict[str, Any] | None = None,
        siblings: tuple[tuple[str, str], ...] = (),
    ) -> str:
        """Put a plug into the registries as its integration does; returns its entity_id."""
        entry = MockConfigEntry(domain=platform, data=data or {})
        entry.add_to_hass(self.hass)
        device = dr.async_get(self.hass).async_get_or_create(
            config_entry_id=entry.entry_id,
            identifiers={(platform, "plug")},
            manufacturer=manufacturer,
            model=model,
            sw_version="1.0",
        )
        registry = er.async_get(self.hass)
        for domain, sibling in siblings:
            registry.async_get_or_create(
                domain, platform, sibling, config_entry=entry, device_id=device.id, suggested_object_id=sibling
            )
        plug = registry.async_get_or_create(
            "switch", platform, unique_id, config_entry=entry, device_id=device.id, suggested_object_id="plug"
        )
        self.hass.states.async_set(plug.entity_id, "off")
        return plug.entity_id

    def action(self, domain: str, name: str) -> None:
        """Register an action that notes how it is called."""

        async def called(call: ServiceCall) -> None:
            if self.fails:
                raise HomeAssistantError("not today")
            assert call.context.user_id is None
            self.calls.append((f"{domain}.{name}", dict(call.data)))

        self.hass.services.async_register(domain, name, called)

    async def found(self, entity_id: str) -> AutoOff | None:
        """Recognise the plug."""
        return await async_detect(self.hass, entity_id)


@pytest.fixture
def house(hass: HomeAssistant) -> House:
    """An empty house."""
    return House(hass)


def always() -> bool:
    """Nobody has asked for OFF meanwhile."""
    return True


def esphome(house: House) -> str:
    house.action("esphome", "sofa_plug_deadman_on")
    house.action("esphome", "sofa_plug_deadman_renew")
    return house.plug("esphome", "AABBCC-switch-relay", data={"device_name": "sofa-plug"})


def zha(house: House) -> str:
    house.action("zha", "issue_zigbee_cluster_command")
    return house.plug("zha", f"{IEEE}-1")


def zha_call(control: int, seconds: int) -> dict[str, Any]:
    return {
        "ieee": IEEE,
        "endpoint_id": 1,
        "cluster_id": 6,
        "cluster_type": "in",
        "command": 66,
        "command_type": "server",
        "params": {"on_off_control": control, "on_time": seconds * 10, "off_wait_time": 0},
    }


def deconz(house: House) -> str:
    house.action("deconz", "configure")
    return house.plug("deconz", "00:0d-01")


def switcher(house: House) -> str:
    house.action("switcher_kis", "turn_on_with_timer")
    return house.plug("switcher_kis", "abc-123")


def zwave(house: House) -> str:
    house.action("switch", "turn_on")
    house.action("zwave_js", "set_config_parameter")
    return house.plug("zwave_js", "1.2-37-0", manufacturer="Aeotec Ltd.", model="ZWA023")


def tplink(house: House) -> str:
    house.action("switch", "turn_on")
    house.action("switch", "turn_off")
    house.action("number", "set_value")
    plug = house.plug(
        "tplink",
        "8006",
        siblings=(("number", "plug_auto_off_minutes"), ("switch", "plug_auto_off_enabled")),
    )
    house.hass.states.async_set("number.plug_auto_off_minutes", "15", {"max": 240})
    house.hass.states.async_set("switch.plug_auto_off_enabled", "off")
    return plug


ARMED: dict[str, tuple[Callable[[House], str], Family, float, list[tuple[str, dict[str, Any]]]]] = {
    "esphome": (
        esphome,
        Family.ESPHOME_ACTION,
        105.0,
        [("esphome.sofa_plug_deadman_on", {"seconds": 105})],
    ),
    "zha": (zha, Family.ZHA_TIMED_ON, 105.0, [("zha.issue_zigbee_cluster_command", zha_call(0, 105))]),
    "deconz": (
        deconz,
        Family.DECONZ_ONTIME,
        60.0,
        [("deconz.configure", {"entity": "switch.plug", "field": "/state", "data": {"on": True, "ontime": 600}})],
    ),
    "switcher": (
        switcher,
        Family.SWITCHER,
        105.0,
        [("switcher_kis.turn_on_with_timer", {"entity_id": "switch.plug", "timer_minutes": 2})],
    ),
    "zwave": (zwave, Family.PERSISTENT, 105.0, [("switch.turn_on", {"entity_id": "switch.plug"})]),
    "tplink": (tplink, Family.PERSISTENT, 120.0, [("switch.turn_on", {"entity_id": "switch.plug"})]),
}


@pytest.mark.parametrize("name", ARMED)
async def test_a_family_is_recognised_and_armed_by_its_own_command(house: House, name: str) -> None:
    build, family, seconds, calls = ARMED[name]
    auto_off = await house.found(build(house))
    assert auto_off is not None
    assert auto_off.traits.family is family
    await auto_off.async_open()
    await auto_off.async_turn_on(seconds, always)
    assert house.calls == calls
    auto_off.close()


@pytest.mark.parametrize("name", ARMED)
async def test_s5_an_off_asked_for_meanwhile_wins(house: House, name: str) -> None:
    auto_off = await house.found(ARMED[name][0](house))
    assert auto_off is not None
    await auto_off.async_turn_on(60, lambda: False)
    assert house.calls == []


@pytest.mark.parametrize("name", ARMED)
async def test_a_command_that_fails_is_an_error(house: House, name: str) -> None:
    auto_off = await house.found(ARMED[name][0](house))
    assert auto_off is not None
    house.fails = True
    with pytest.raises(AutoOffError):
        await auto_off.async_turn_on(60, always)


RENEWED: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "esphome": [("esphome.sofa_plug_deadman_renew", {"seconds": 105})],
    "zha": [("zha.issue_zigbee_cluster_command", zha_call(1, 105))],
}


@pytest.mark.parametrize("name", ARMED)
async def test_s5_only_a_command_that_cannot_switch_on_renews(house: House, name: str) -> None:
    auto_off = await house.found(ARMED[name][0](house))
    assert auto_off is not None
    assert auto_off.traits.renews is (name in RENEWED)
    if name in RENEWED:
        await auto_off.async_renew(105)
        assert house.calls == RENEWED[name]
        return
    with pytest.raises(AutoOffError):
        await auto_off.async_renew(105)
    assert house.calls == []


async def test_a_setting_is_written_once_and_given_back(house: House) -> None:
    auto_off = await house.found(tplink(house))
    assert auto_off is not None
    assert auto_off.traits.expiry_s(105) == 120
    prepared = await auto_off.async_prepare(120)
    assert house.calls == [
        ("number.set_value", {"entity_id": "number.plug_auto_off_minutes", "value": 2.0}),
        ("switch.turn_on", {"entity_id": "switch.plug_auto_off_enabled"}),
    ]
    house.calls.clear()
    await auto_off.async_restore(prepared.before)
    assert house.calls == [
        ("number.set_value", {"entity_id": "number.plug_auto_off_minutes", "value": 15.0}),
        ("switch.turn_off", {"entity_id": "switch.plug_auto_off_enabled"}),
    ]


async def test_a_zwave_parameter_is_written_in_the_plugs_own_unit(house: House) -> None:
    entity_id = zwave(house)
    device_id = er.async_get(house.hass).async_get(entity_id).device_id  # type: ignore[union-attr]  # just made
    auto_off = await house.found(entity_id)
    assert auto_off is not None
    await auto_off.async_prepare(105)
    assert house.calls == [("zwave_js.set_config_parameter", {"device_id": device_id, "parameter": 40, "value": 105})]


async def test_the_power_on_behaviour_is_set_read_back_and_given_back(house: House) -> None:
    house.action("zha", "issue_zigbee_cluster_command")
    entity_id = house.plug("zha", f"{IEEE}-1", siblings=(("select", "plug_start_up_on_off"),))
    select = "select.plug_start_up_on_off"
    house.hass.states.async_set(select, "PreviousValue", {"options": ["On", "Off", "PreviousValue"]})

    async def chosen(call: ServiceCall) -> None:
        house.hass.states.async_set(select, call.data["option"], {"options": ["On", "Off", "PreviousValue"]})

    house.hass.services.async_register("select", "select_option", chosen)
    auto_off = await house.found(entity_id)
    assert auto_off is not None
    prepared = await auto_off.async_prepare(105)
    assert prepared.starts_off is True
    assert (await auto_off.async_prepare(105)).before == {}
    await auto_off.async_restore(prepared.before)
    assert house.hass.states.get(select).state == "PreviousValue"  # type: ignore[union-attr]  # set above


@pytest.mark.parametrize("manufacturer", ["_TZ3000_abcdefgh", "_TZ3210_abcdefgh"])
async def test_t5_tuya_firmware_is_never_sent_the_delayed_toggle(house: House, manufacturer: str) -> None:
    house.action("zha", "issue_zigbee_cluster_command")
    entity_id = house.plug(
        "zha", f"{IEEE}-1", manufacturer=manufacturer, siblings=(("number", "plug_countdown_to_turn_off"),)
    )
    house.hass.states.async_set("number.plug_countdown_to_turn_off", "0", {"unit_of_measurement": "s"})
    assert await house.found(entity_id) is None


async def test_a_plug_nobody_knows_has_no_countdown(house: House) -> None:
    assert await house.found(house.plug("hue", "1")) is None
    assert await house.found(house.plug("esphome", "AABBCC-switch-relay", data={"device_name": "bare"})) is None
    assert await house.found("switch.not_there") is None


# -- Shelly -------------------------------------------------------------------------------------


async def test_shelly_gen2_arms_with_the_on(house: House, aioclient_mock: AiohttpClientMocker) -> None:
    entity_id = house.plug("shelly", "AABBCCDDEEFF-switch:0", data={"host": "192.0.2.7", "gen": 2})
    aioclient_mock.post("http://192.0.2.7:80/rpc", json={"id": 1, "result": {"initial_state": "off", "was_on": False}})
    auto_off = await house.found(entity_id)
    assert auto_off is not None
    assert auto_off.traits.family is Family.SHELLY_RPC
    assert (await auto_off.async_prepare(105)).starts_off is True
    await auto_off.async_turn_on(75, always)
    assert [body["method"] for _, _, body, _ in aioclient_mock.mock_calls] == ["Switch.GetConfig", "Switch.Set"]
    assert aioclient_mock.mock_calls[-1][2]["params"] == {"id": 0, "on": True, "toggle_after": 75}
    with pytest.raises(AutoOffError):
        await auto_off.async_renew(75)


async def test_shelly_that_refuses_or_is_silent_is_an_error(house: House, aioclient_mock: AiohttpClientMocker) -> None:
    auto_off = await house.found(house.plug("shelly", "AABBCCDDEEFF-switch:0", data={"host": "192.0.2.7"}))
    assert auto_off is not None
    aioclient_mock.post("http://192.0.2.7:80/rpc", json={"id": 1, "error": {"code": -105}})
    with pytest.raises(AutoOffError) as refused:
        await auto_off.async_turn_on(75, always)
    assert refused.value.reached
    aioclient_mock.clear_requests()
    aioclient_mock.post("http://192.0.2.7:80/rpc", exc=TimeoutError())
    with pytest.raises(AutoOffError) as silent:
        await auto_off.async_turn_on(75, always)
    assert not silent.value.reached


async def test_shelly_gen1_arms_with_the_on_and_never_sends_a_timer_with_off(
    house: House, aioclient_mock: AiohttpClientMocker
) -> None:
    entity_id = house.plug("shelly", "AABBCC-relay_0", data={"host": "192.0.2.8"})
    aioclient_mock.get("http://192.0.2.8:80/settings/relay/0?default_state=off", json={"default_state": "off"})
    aioclient_mock.get("http://192.0.2.8:80/settings/relay/0", json={"default_state": "last"})
    aioclient_mock.get("http://192.0.2.8:80/relay/0?turn=on&timer=75", json={"ison": True, "has_timer": True})
    auto_off = await house.found(entity_id)
    assert auto_off is not None
    prepared = await auto_off.async_prepare(105)
    assert prepared.starts_off is True
    assert prepared.before == {"default_state": "last"}
    await auto_off.async_turn_on(75, always)
    assert not [url for _, url, _, _ in aioclient_mock.mock_calls if "turn=off" in str(url)]


# -- the owner's own actions ------------------------------------------------------------------------


async def test_own_actions_get_the_seconds_and_are_never_proved(house: House) -> None:
    house.action("script", "arm")
    arm = [{"action": "script.arm", "data": {"s": "{{ seconds }}", "d": "{{ deciseconds }}", "m": "{{ minutes }}"}}]
    auto_off = CustomAutoOff(house.hass, "Sofa pad", arm)
    assert not auto_off.traits.provable
    await auto_off.async_turn_on(120, lambda: False)
    assert house.calls == []
    await auto_off.async_turn_on(120, always)
    assert house.calls == [("script.arm", {"s": 120, "d": 1200, "m": 2})]
    with pytest.raises(AutoOffError):
        await auto_off.async_renew(120)
