"""The simulated Shelly plugs keep the rules they stand for, in simulated time."""

import hashlib
import json
from typing import Any

import pytest

from .shelly_auth import Digest
from .shelly_firmware import FIRMWARES, InitialState, Moment, Readings, Settings, ShellyRelay
from .shelly_gen1 import BadRequestError, Gen1
from .shelly_rpc import METHODS, Identity, RpcError, ShellyRpc

MAC = "A8032AB2C1D0"
EPOCH = 1_795_000_000.0


def at(seconds: float) -> Moment:
    return Moment(seconds=seconds, unix=EPOCH + seconds)


def make(name: str = "standard", **settings: Any) -> ShellyRelay:
    relay = ShellyRelay(FIRMWARES[name], Settings(**({"initial_state": InitialState.OFF} | settings)))
    relay.boot(at(0))
    relay.tick(at(0))
    return relay


def rpc(relay: ShellyRelay) -> ShellyRpc:
    return ShellyRpc(Identity(mac=MAC, generation=2, name="Pad plug", auth=False), relay)


def gen1(relay: ShellyRelay) -> Gen1:
    return Gen1(mac=MAC, name="Pad plug", auth=False, relay=relay, booted_s=0.0)


def call(plug: ShellyRpc, seconds: float, method: str, **params: Any) -> dict[str, Any]:
    return plug.call(at(seconds), method, params, source="HTTP_in")


def relay_at(relay: ShellyRelay, seconds: float) -> bool:
    relay.tick(at(seconds))
    return relay.output


def told(relay: ShellyRelay, seconds: float, name: str) -> list[Any]:
    return [change[name] for change in relay.tick(at(seconds)) if name in change]


def test_an_on_with_toggle_after_ends_by_itself_and_shows_its_timer() -> None:
    relay = make()
    plug = rpc(relay)
    assert call(plug, 1, "Switch.Set", id=0, on=True, toggle_after=20) == {"was_on": False}
    status = call(plug, 1, "Switch.GetStatus", id=0)
    assert (status["output"], status["timer_duration"], status["timer_started_at"]) == (True, 20, EPOCH + 1)
    assert relay_at(relay, 20.9)
    assert not relay_at(relay, 21)
    after = call(plug, 21, "Switch.GetStatus", id=0)
    assert after["source"] == "timer"
    assert "timer_duration" not in after


def test_the_same_again_while_on_starts_the_timer_anew() -> None:
    relay = make()
    plug = rpc(relay)
    call(plug, 0, "Switch.Set", id=0, on=True, toggle_after=20)
    assert call(plug, 15, "Switch.Set", id=0, on=True, toggle_after=20) == {"was_on": True}
    assert relay.remaining_s(at(15)) == 20


def test_a_firmware_that_keeps_its_timer_ends_at_the_first_time() -> None:
    relay = make("keeps_timer")
    relay.set(at(0), on=True, after_s=20, source="test")
    relay.set(at(15), on=True, after_s=20, source="test")
    assert not relay_at(relay, 20)
    relay.set(at(21), on=True, after_s=20, source="test")
    assert relay.remaining_s(at(21)) == 20


def test_a_plain_on_or_off_ends_the_timer() -> None:
    relay = make()
    relay.set(at(0), on=True, after_s=20, source="test")
    relay.set(at(10), on=True, source="test")
    assert relay_at(relay, 1000)
    relay.set(at(1000), on=True, after_s=20, source="test")
    relay.set(at(1010), on=False, source="test")
    assert not relay_at(relay, 2000)


def test_a_timer_given_with_off_switches_on_again() -> None:
    relay = make()
    relay.set(at(0), on=True, source="test")
    relay.set(at(1), on=False, after_s=5, source="test")
    assert not relay_at(relay, 5.9)
    assert relay_at(relay, 6)


def test_auto_off_bounds_every_on_and_a_timer_of_its_own_goes_first() -> None:
    relay = make(auto_off=True, auto_off_delay=30.0)
    relay.set(at(0), on=True, source="button")
    assert relay.remaining_s(at(0)) == 30
    relay.set(at(20), on=True, source="button")
    assert relay.remaining_s(at(20)) == 30
    relay.set(at(20), on=True, after_s=5, source="test")
    assert not relay_at(relay, 25)
    assert relay.remaining_s(at(25)) == 0


def test_a_firmware_that_ignores_timers_stays_on() -> None:
    relay = make("ignores_timer", auto_off=True, auto_off_delay=30.0)
    relay.set(at(0), on=True, after_s=20, source="test")
    assert relay_at(relay, 1e6)


@pytest.mark.parametrize(
    ("initial", "was_on", "comes_back"),
    [
        (InitialState.OFF, True, False),
        (InitialState.ON, False, True),
        (InitialState.RESTORE_LAST, True, True),
        (InitialState.RESTORE_LAST, False, False),
        (InitialState.MATCH_INPUT, True, False),
    ],
)
def test_initial_state(*, initial: InitialState, was_on: bool, comes_back: bool) -> None:
    relay = make(initial_state=initial)
    relay.set(at(1), on=was_on, after_s=20, source="test")
    relay.boot(at(2))
    assert relay.output is comes_back
    assert relay.remaining_s(at(2)) == 0


def test_auto_off_also_bounds_an_on_of_the_initial_state() -> None:
    relay = make(initial_state=InitialState.ON, auto_off=True, auto_off_delay=30.0)
    assert relay.remaining_s(at(0)) == 30


def test_a_firmware_that_comes_back_on_says_it_will_not() -> None:
    relay = make("on_after_mains_loss")
    relay.set(at(0), on=False, source="test")
    relay.boot(at(1))
    assert relay.output
    assert call(rpc(relay), 1, "Switch.GetConfig", id=0)["initial_state"] == "off"


def test_changes_are_told_at_once_late_or_never() -> None:
    at_once, late, mute = make(), make("late_reports"), make("mute_reports")
    for relay in (at_once, late, mute):
        relay.tick(at(30))
        relay.set(at(30), on=True, source="test")
    assert told(at_once, 30, "output") == [True]
    assert told(late, 49.9, "output") == []
    assert told(late, 50, "output") == [True]
    assert mute.tick(at(1000)) == []
    assert mute.status(at(1000))["output"] is True


def test_a_liar_says_off_while_power_flows() -> None:
    relay = make("lies_off")
    relay.set(at(0), on=True, source="test")
    relay.readings = Readings(power_w=100.0, energy_wh=0.0)
    status = call(rpc(relay), 0, "Switch.GetStatus", id=0)
    assert relay.output
    assert (status["output"], status["apower"]) == (False, 100.0)
    page = gen1(relay).page(at(0), "/relay/0", {})
    assert page is not None
    assert page["ison"] is False


def test_the_meter_is_told_when_it_moves_and_once_a_minute() -> None:
    relay = make()
    relay.readings = Readings(power_w=100.0, energy_wh=0.0)
    assert told(relay, 1, "apower") == [100.0]
    assert told(relay, 60.9, "apower") == []
    assert told(relay, 61, "apower") == [100.0]


def test_settings_are_kept_and_announced() -> None:
    relay = make()
    plug = rpc(relay)
    wanted = {"initial_state": "on", "auto_off": True, "auto_off_delay": 90}
    assert call(plug, 0, "Switch.SetConfig", id=0, config=wanted) == {"restart_required": False}
    assert call(plug, 0, "Switch.GetConfig", id=0).items() >= wanted.items()
    assert plug.config_changed == ["switch:0"]
    assert call(plug, 0, "Shelly.GetConfig")["switch:0"] == call(plug, 0, "Switch.GetConfig", id=0)


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("Switch.Frobnicate", {}, 404),
        ("Switch.Set", {"id": 0}, -103),
        ("Switch.Set", {"on": True}, -103),
        ("Switch.Set", {"id": 1, "on": True}, -105),
        ("Switch.Set", {"id": 0, "on": "on"}, -103),
        ("Switch.Set", {"id": 0, "on": True, "toggle_after": "20"}, -103),
        ("Switch.Set", {"id": 0, "on": True, "toggle_after": -1}, -103),
        ("Switch.SetConfig", {"id": 0, "config": {"initial_state": "sometimes"}}, -103),
        ("Switch.SetConfig", {"id": 0, "config": {"auto_off": 1}}, -103),
    ],
)
def test_bad_requests_are_refused_and_change_nothing(method: str, params: dict[str, Any], code: int) -> None:
    relay = make()
    with pytest.raises(RpcError) as refused:
        rpc(relay).call(at(0), method, params, source="HTTP_in")
    assert refused.value.code == code
    assert not relay.output
    assert relay.settings == Settings(initial_state=InitialState.OFF)


def test_every_listed_method_is_there() -> None:
    plug = rpc(make())
    needs: dict[str, dict[str, Any]] = {"Switch.Set": {"on": True}}
    needs |= {name: {"config": {}} for name in ("Switch.SetConfig", "Ws.SetConfig", "BLE.SetConfig")}
    for method in METHODS:
        assert isinstance(call(plug, 0, method, id=0, **needs.get(method, {})), dict), method


def test_generation_1_counts_down_and_a_repetition_starts_anew() -> None:
    relay = make()
    plug = gen1(relay)
    page = plug.page(at(0), "/relay/0", {"turn": "on", "timer": "20"})
    assert page is not None
    assert page.items() >= {"ison": True, "has_timer": True, "timer_duration": 20, "timer_remaining": 20}.items()
    plug.page(at(15), "/relay/0", {"turn": "on", "timer": "20"})
    assert relay_at(relay, 34.9)
    assert not relay_at(relay, 35)


def test_generation_1_keeps_default_state_and_auto_off() -> None:
    relay = make()
    page = gen1(relay).page(at(0), "/settings/relay/0", {"default_state": "last", "auto_off": "1200"})
    assert page is not None
    assert (page["default_state"], page["auto_off"]) == ("last", 1200.0)
    assert relay.settings.initial_state is InitialState.RESTORE_LAST
    relay.set(at(0), on=True, source="button")
    assert relay.remaining_s(at(0)) == 1200
    gen1(relay).page(at(1), "/settings/relay/0", {"auto_off": "0"})
    assert not relay.settings.auto_off


@pytest.mark.parametrize("query", [{"turn": "maybe"}, {"turn": "on", "timer": "soon"}])
def test_generation_1_refuses_what_it_does_not_know(query: dict[str, str]) -> None:
    relay = make()
    with pytest.raises(BadRequestError):
        gen1(relay).page(at(0), "/relay/0", query)
    assert not relay.output
    assert gen1(relay).page(at(0), "/nowhere", {}) is None


def test_a_digest_is_accepted_with_the_right_password_and_a_nonce_of_ours_only() -> None:
    digest = Digest("realm", "secret")
    challenge = json.loads(digest.challenge_text())

    def answer(password: str, nonce: int) -> dict[str, Any]:
        def hashed(text: str) -> str:
            return hashlib.sha256(text.encode()).hexdigest()

        ha1, ha2 = hashed(f"admin:realm:{password}"), hashed("dummy_method:dummy_uri")
        response = hashed(f"{ha1}:{nonce}:1:abc:auth:{ha2}")
        return {"username": "admin", "nonce": nonce, "nc": 1, "cnonce": "abc", "response": response}

    assert digest.accepts_frame(answer("secret", challenge["nonce"]))
    assert not digest.accepts_frame(answer("wrong", challenge["nonce"]))
    assert not digest.accepts_frame(answer("secret", challenge["nonce"] + 1))
    assert not digest.accepts_frame(None)
