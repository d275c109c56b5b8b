"""Products broken on purpose: an observer that never complains proves nothing.

Each one breaks what a real mistake could break; here, and only here, the inside of the
product is touched.
"""

from dataclasses import replace
from typing import Any, override

from homeassistant.core import Context, HomeAssistant, callback

from custom_components.heating_pad.engine.events import Event, Refused, StopAsked
from custom_components.heating_pad.engine.models import StopReason
from custom_components.heating_pad.pad import Pad
from tests.campaign.light import Sabotage


def inside(thing: object, name: str) -> Any:
    """Return a part of the product that only the product itself may use."""
    return getattr(thing, name)


def swap(thing: object, name: str, part: object) -> None:
    """Put another part in its place."""
    setattr(thing, name, part)


class NoRetry(Sabotage):
    """The keeper sends OFF once and forgets it."""

    @override
    def pad(self, pad: Pad) -> None:
        swap(inside(pad.keeper, "_retry"), "at", lambda _moment: None)


class NobodyTold(Sabotage):
    """An OFF that is not proved is nobody's business."""

    @override
    def pad(self, pad: Pad) -> None:
        swap(pad.keeper, "_alarm", lambda _keeper, _alarm: None)


class NoEnd(Sabotage):
    """The guard sleeps, and the engine forgets the session's deadlines."""

    @override
    def pad(self, pad: Pad) -> None:
        swap(inside(pad, "_guard"), "_look", lambda _see: None)
        inner = inside(pad, "_step")

        def step(event: Event) -> Refused | None:
            refused: Refused | None = inner(event)
            session = inside(pad, "_state").session
            if session is not None:
                swap(pad, "_state", replace(inside(pad, "_state"), session=replace(session, ends=None, outer=None)))
            return refused

        swap(pad, "_step", step)


class NoGuard(Sabotage):
    """The guard sleeps: what the sensors say ends nothing."""

    @override
    def pad(self, pad: Pad) -> None:
        swap(inside(pad, "_guard"), "_look", lambda _see: None)


class StopAfterDisk(Sabotage):
    """A stop is written down before the plug is told."""

    @override
    def pad(self, pad: Pad) -> None:
        inner = inside(pad, "_step")

        def step(event: Event) -> Refused | None:
            if isinstance(event, StopAsked) and event.reason is StopReason.STOPPED:
                pad.hass.loop.call_later(2.0, inner, event)
                return None
            answer: Refused | None = inner(event)
            return answer

        swap(pad, "_step", step)


class EagerOn(Sabotage):
    """ON does not wait for the proof of OFF."""

    @override
    def pad(self, pad: Pad) -> None:
        keeper = pad.keeper
        inner = keeper.turn_off

        @callback
        def turn_off(*, prove_by_power: bool = False) -> None:
            inner(prove_by_power=prove_by_power)
            pad.off_confirmed()
            swap(keeper, "_pending", False)

        swap(keeper, "turn_off", turn_off)


class HeatComesBack(Sabotage):
    """After a start the plug gets what it had before."""

    @override
    def pad(self, pad: Pad) -> None:
        ended = inside(pad, "_state").ended
        if ended is not None and ended.reason in (StopReason.RESTARTED, StopReason.UNLOADED, StopReason.SHUTDOWN):
            hass: HomeAssistant = pad.hass

            def back() -> None:
                hass.async_create_task(
                    hass.services.async_call(
                        "switch", "turn_on", {"entity_id": pad.keeper.entity_id}, context=Context()
                    )
                )

            hass.loop.call_later(12.0, back)


class ForgetsFaults(Sabotage):
    """A latched fault does not keep anybody from starting."""

    @override
    def pad(self, pad: Pad) -> None:
        inner = inside(pad, "_step")

        def step(event: Event) -> Refused | None:
            if inside(pad, "_state").fault is not None:
                swap(pad, "_state", replace(inside(pad, "_state"), fault=None))
            answer: Refused | None = inner(event)
            return answer

        swap(pad, "_step", step)


class NothingWritten(Sabotage):
    """A start is acknowledged although nothing reached the disk."""

    @override
    def pad(self, pad: Pad) -> None:
        async def save(_record: object) -> None:
            """Write nothing, and say that all is well."""

        swap(inside(pad, "_house").journal, "async_save", save)


class ForeignStays(Sabotage):
    """What somebody else switches on stays on."""

    @override
    def pad(self, pad: Pad) -> None:
        inner = pad.plug_reported

        def reported(*, on: bool | None) -> None:
            if on and inside(pad, "_state").session is None:
                return
            inner(on=on)

        swap(pad, "plug_reported", reported)


class Unarmed(Sabotage):
    """The plug's countdown is relied upon and not armed."""

    @override
    def pad(self, pad: Pad) -> None:
        swap(pad.keeper, "auto_off", None)
        inner = inside(pad.keeper, "_async_command_on")

        async def command_on(_expiry_s: float | None, generation: int) -> bool:
            return bool(await inner(None, generation))

        swap(pad.keeper, "_async_command_on", command_on)


class AnyLength(Sabotage):
    """The options are believed."""

    @override
    def pad(self, pad: Pad) -> None:
        inner = inside(pad, "_step")

        def step(event: Event) -> Refused | None:
            refused: Refused | None = inner(event)
            session = inside(pad, "_state").session
            if session is not None and session.begun is None and session.duration_s < 2400:
                swap(
                    pad,
                    "_state",
                    replace(
                        inside(pad, "_state"),
                        session=replace(session, duration_s=2400.0, remaining_s=2400.0, cap_s=2400.0),
                    ),
                )
            return refused

        swap(pad, "_step", step)


EXPECTED: dict[type[Sabotage], frozenset[str]] = {
    NoRetry: frozenset({"S1", "S1-repeat"}),
    NobodyTold: frozenset({"S1-told"}),
    NoEnd: frozenset({"S2"}),
    NoGuard: frozenset({"S4", "S4-silent", "S4-hot", "S4-plug"}),
    StopAfterDisk: frozenset({"S8"}),
    EagerOn: frozenset({"S5", "S3"}),
    HeatComesBack: frozenset({"S9-on"}),
    ForgetsFaults: frozenset({"S7", "S7-on"}),
    NothingWritten: frozenset({"S10", "S10-on"}),
    ForeignStays: frozenset({"S1"}),
    Unarmed: frozenset({"S12"}),
    AnyLength: frozenset({"S11"}),
}
"""What the observer has to say of each, at least one of them."""
