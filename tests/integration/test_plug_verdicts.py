"""The test of a plug's countdown, on plugs of every kind of character: what it finds out, and that it ends off."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import override

import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.heating_pad.engine.auto_off import SelfTestResult
from custom_components.heating_pad.house import DATA_HOUSE
from custom_components.heating_pad.plug.auto_off import Acknowledged, AutoOffError, Family, Prepared, Traits
from custom_components.heating_pad.plug.self_test import SelfTest, SelfTestStep
from tests.integration.home import Home
from tests.integration.test_families import House, always, house

__all__ = ["house"]

OPERATING_S = 105.0


@dataclass
class Plug:
    """A plug with a countdown of its own, on the simulated contact."""

    home: Home
    traits: Traits = field(default_factory=lambda: Traits(family=Family.SHELLY_RPC, acknowledged=Acknowledged.DEVICE))
    starts_off: bool | None = True
    keeps: Callable[[int], float | None] = lambda _arms: 1.0
    """Share of its expiry after which the so many-th arming ends; None never."""
    refuses: bool = False
    plain_on_ends_it: bool = False
    arms: int = 0
    off_s: float | None = None

    def __post_init__(self) -> None:
        """Count down with the home's time."""
        self.home.every_second.append(self._tick)
        self.home.plug.before_command.append(self._plain)

    def _plain(self, on: bool) -> None:
        if not on or self.plain_on_ends_it:
            self.off_s = None

    def _tick(self) -> None:
        if self.off_s is not None and self.home.clock.boot_s >= self.off_s:
            self.off_s = None
            self.home.pad.command(on=False)

    async def async_open(self) -> None:
        """Nothing has to be heard."""

    def close(self) -> None:
        """Nothing was heard."""

    async def async_prepare(self, _expiry_s: float) -> Prepared:
        """Say what it does when mains comes back."""
        return Prepared(starts_off=self.starts_off)

    async def async_restore(self, before: Mapping[str, str]) -> None:
        """Nothing was changed."""

    async def async_turn_on(self, expiry_s: float, wanted: Callable[[], bool]) -> None:
        """Switch on and count down."""
        if self.refuses:
            raise AutoOffError("no", reached=True)
        assert wanted()
        self.arms += 1
        share = self.keeps(self.arms)
        self.home.pad.command(on=True)
        self.off_s = None if share is None else self.home.clock.boot_s + expiry_s * share

    async def async_renew(self, _expiry_s: float) -> None:
        """It has no renewal."""
        raise AutoOffError("no", reached=True)

    async def async_remaining(self) -> float | None:
        """It does not say."""
        return None


class Nobody:
    """Somebody to whom a plug's reports mean nothing."""

    def plug_reported(self, *, on: bool | None) -> None:
        """The plug said something."""

    def off_confirmed(self) -> None:
        """The OFF asked for is proved."""

    def off_unconfirmed(self) -> None:
        """The OFF asked for is not proved in time."""

    def stuck_on(self) -> None:
        """The plug is still on."""


async def verdict(home: Home, plug: Plug, *, during: Callable[[SelfTestStep], None] | None = None) -> SelfTestResult:
    """Run the test; returns what it found."""
    assert home.entry is not None
    nobody = Nobody()
    keeper = home.hass.data[DATA_HOUSE].keepers["test:plug-1"]
    # Its pad would take an ON without a session for somebody else's.
    await home.run_with(home.hass.config_entries.async_unload(home.entry.entry_id))
    keeper.attach(nobody, "Sofa pad", None)
    await home.run(2)
    steps: list[SelfTestStep] = []

    def progress(step: SelfTestStep) -> None:
        steps.append(step)
        if during is not None:
            during(step)

    test = SelfTest(keeper, plug, plug.traits.expiry_s(OPERATING_S), progress)
    outcome = await home.run_with(test.async_run(), test.longest_s + 60)
    await home.run(30)
    assert not home.pad.relay_on
    keeper.detach(nobody)
    assert len(steps) == len(set(steps))
    return outcome.result


async def test_s12_a_plug_that_keeps_its_word_each_time_passes(home: Home) -> None:
    assert await verdict(home, Plug(home)) is SelfTestResult.PASSED


@pytest.mark.parametrize(
    ("keeps", "result"),
    [
        (lambda _arms: None, SelfTestResult.STAYED_ON),
        (lambda _arms: 0.3, SelfTestResult.OFF_TOO_EARLY),
        (lambda arms: None if arms == 3 else 1.0, SelfTestResult.NOT_ARMED_AGAIN),
        (lambda arms: 0.2 if arms == 2 else 1.0, SelfTestResult.OFF_TOO_EARLY),
        (lambda arms: None if arms == 5 else 1.0, SelfTestResult.STAYED_ON),
    ],
    ids=["never", "early", "not again", "early again", "not for long"],
)
async def test_s12_a_plug_that_breaks_its_word_once_fails(
    home: Home, keeps: Callable[[int], float | None], result: SelfTestResult
) -> None:
    assert await verdict(home, Plug(home, keeps=keeps)) is result


async def test_s12_a_plug_that_forgets_its_countdown_with_a_plain_on_is_noted_and_switched_off(home: Home) -> None:
    assert await verdict(home, Plug(home, plain_on_ends_it=True)) is SelfTestResult.PASSED


async def test_s12_a_plug_that_refuses_fails(home: Home) -> None:
    assert await verdict(home, Plug(home, refuses=True)) is not SelfTestResult.PASSED


async def test_s12_a_plug_that_starts_on_is_not_tested_further(home: Home) -> None:
    plug = Plug(home, starts_off=False)
    assert await verdict(home, plug) is SelfTestResult.STARTS_ON
    assert plug.arms == 0


@pytest.mark.parametrize(
    ("back_on", "result"), [(False, SelfTestResult.PASSED), (True, SelfTestResult.STARTS_ON)], ids=["off", "on"]
)
async def test_s12_what_the_plug_does_after_a_power_cut_is_seen(
    home: Home, back_on: bool, result: SelfTestResult
) -> None:
    pulled: list[float] = []

    def pull(step: SelfTestStep) -> None:
        if step is SelfTestStep.MAINS:
            pulled.append(home.clock.boot_s)

    def mains() -> None:
        passed_s = home.clock.boot_s - pulled[0] if pulled else 0
        if passed_s == 20:
            home.plug.set_available(available=False)
            home.pad.command(on=back_on)
        if passed_s == 40:
            home.plug.set_available(available=True)

    home.every_second.append(mains)
    assert await verdict(home, Plug(home, starts_off=None), during=pull) is result


async def test_s12_a_plug_nobody_pulls_stays_unknown(home: Home) -> None:
    assert await verdict(home, Plug(home, starts_off=None)) is SelfTestResult.START_UNKNOWN


class SlowPlug(Plug):
    """It counts in minutes."""

    @override
    def __post_init__(self) -> None:
        super().__post_init__()
        self.traits = Traits(family=Family.PERSISTENT, unit_s=60, min_s=60, fixed=True)


async def test_s12_a_setting_in_minutes_is_tested_with_what_it_is_used_with(home: Home) -> None:
    assert await verdict(home, SlowPlug(home)) is SelfTestResult.PASSED


# -- Shelly ----------------------------------------------------------------------------------------


async def test_shelly_gen2_is_kept_off_after_mains_loss_and_given_back(
    house: House, aioclient_mock: AiohttpClientMocker
) -> None:
    data = {"host": "192.0.2.7", "gen": 2, "password": "secret"}
    auto_off = await house.found(house.plug("shelly", "AABBCCDDEEFF-switch:1", data=data))
    assert auto_off is not None
    aioclient_mock.post("http://192.0.2.7:80/rpc", json={"id": 1, "result": {"initial_state": "restore_last"}})
    prepared = await auto_off.async_prepare(105)
    # A plug that does not take the setting is not believed to start off.
    assert prepared.starts_off is False
    assert prepared.before == {"initial_state": "restore_last"}
    await auto_off.async_restore(prepared.before)
    config = aioclient_mock.mock_calls[-1][2]["params"]
    assert config == {"id": 1, "config": {"initial_state": "restore_last"}}
    await auto_off.async_turn_on(75, lambda: False)
    assert aioclient_mock.mock_calls[-1][2]["method"] == "Switch.SetConfig"


@pytest.mark.parametrize(
    ("status", "left_s"),
    [
        ({"timer_started_at": 1000.0, "timer_duration": 90}, 60.0),
        ({"timer_started_at": 1000.0, "timer_duration": 10}, 0.0),
        ({}, None),
    ],
)
async def test_shelly_gen2_says_what_is_left(
    house: House, aioclient_mock: AiohttpClientMocker, status: dict[str, float], left_s: float | None
) -> None:
    auto_off = await house.found(house.plug("shelly", "AABBCCDDEEFF-switch:0", data={"host": "192.0.2.7", "port": 81}))
    assert auto_off is not None
    aioclient_mock.post("http://192.0.2.7:81/rpc", json={"id": 1, "result": status})
    aioclient_mock.get("http://192.0.2.7:81/rpc/Sys.GetStatus", json={"unixtime": 1030})
    assert await auto_off.async_remaining() == left_s


async def test_shelly_gen1_that_is_on_without_a_timer_is_an_error_and_is_given_back(
    house: House, aioclient_mock: AiohttpClientMocker
) -> None:
    auto_off = await house.found(house.plug("shelly", "AABBCC-relay_0", data={"host": "192.0.2.8"}))
    assert auto_off is not None
    base = "http://192.0.2.8:80"
    aioclient_mock.get(f"{base}/settings/relay/0", json={"default_state": "off"})
    aioclient_mock.get(f"{base}/settings/relay/0?default_state=last", json={"default_state": "last"})
    aioclient_mock.get(f"{base}/relay/0?turn=on&timer=75", json={"ison": True, "has_timer": False})
    aioclient_mock.get(f"{base}/relay/0", json={"timer_remaining": 33})
    assert (await auto_off.async_prepare(105)).starts_off is True
    with pytest.raises(AutoOffError):
        await auto_off.async_turn_on(75, always)
    await auto_off.async_turn_on(75, lambda: False)
    assert await auto_off.async_remaining() == 33
    await auto_off.async_restore({})
    await auto_off.async_restore({"default_state": "last"})
    assert "default_state=last" in str(aioclient_mock.mock_calls[-1][1])


async def test_a_shelly_whose_entry_is_gone_cannot_be_reached(house: House) -> None:
    entity_id = house.plug("shelly", "AABBCC-relay_0", data={"host": "192.0.2.8"})
    auto_off = await house.found(entity_id)
    assert auto_off is not None
    (entry,) = house.hass.config_entries.async_entries("shelly")
    await house.hass.config_entries.async_remove(entry.entry_id)
    with pytest.raises(AutoOffError) as error:
        await auto_off.async_turn_on(75, always)
    assert not error.value.reached
