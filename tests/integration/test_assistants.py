"""The observer of random orders notices what must not happen."""

import pytest

from tests.integration.assistants import Directive, Observer, Wish
from tests.integration.home import Home


async def test_heat_nobody_asked_for_is_noticed(home: Home) -> None:
    observer = Observer(home)
    await home.start(10)
    await home.run(3)
    assert "a session began that nobody has asked for" in observer.wrong


async def test_a_contact_closed_behind_our_back_is_noticed(home: Home) -> None:
    observer = Observer(home)
    home.plug.deaf = True
    home.pad.command(on=True)
    await home.run(6)
    assert any(text.startswith("heat in phase") for text in observer.wrong)


async def test_heat_after_off_is_noticed(home: Home) -> None:
    observer = Observer(home)
    await observer.send(Directive("on", Wish.HEAT, lambda: home.call("climate.turn_on")))
    await home.run(5)
    assert not observer.wrong
    home.plug.deaf = True
    await observer.send(Directive("off", Wish.OFF, lambda: home.call("climate.turn_off")))
    await home.run(5)
    assert "heat after off" in observer.wrong


async def test_an_off_that_does_not_arrive_is_noticed(home: Home) -> None:
    observer = Observer(home)
    await observer.send(Directive("on", Wish.HEAT, lambda: home.call("climate.turn_on")))
    await home.run(5)

    async def lost() -> None:
        """Get lost on the way."""

    await observer.send(Directive("off", Wish.OFF, lost))
    observer.answered(Wish.OFF)
    assert observer.wrong == ["off was said, and the session goes on"]


@pytest.mark.parametrize("minutes", [1, 10])
async def test_an_ordinary_session_is_no_offence(home: Home, minutes: int) -> None:
    observer = Observer(home)
    await observer.send(Directive("on", Wish.HEAT, lambda: home.start(minutes)))
    await home.threads.settle()
    observer.answered(Wish.HEAT)
    await home.run(minutes * 60 + 30)
    assert not observer.wrong
    assert observer.sessions == 1
    assert observer.heated_s > 0
