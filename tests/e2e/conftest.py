"""Fixtures of the end-to-end tests: real processes on loopback ports, ended whatever happens."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from .home import Home
from .mosquitto import Broker
from .plug_process import PlugProcess

type PlugMaker = Callable[..., Any]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Refuse a run with the Home Assistant test plugin: it blocks sockets, which only fails in confusing ways."""
    if item.config.pluginmanager.hasplugin("homeassistant"):
        pytest.fail("Run the end-to-end tests with: .venv-next/bin/python -m pytest -p no:homeassistant tests/e2e")


@pytest_asyncio.fixture
async def broker(tmp_path: Path) -> AsyncIterator[Broker]:
    """A running broker."""
    running = Broker(tmp_path / "broker")
    await running.start()
    yield running
    await running.stop()


@pytest_asyncio.fixture
async def make_plug(broker: Broker) -> AsyncIterator[PlugMaker]:
    """Start plugs; arguments are those of `PlugProcess`."""
    async with AsyncExitStack() as stack:

        async def make(**arguments: Any) -> PlugProcess:
            plug = PlugProcess(broker, **arguments)
            stack.push_async_callback(plug.stop)
            await plug.start()
            await plug.until_connected()
            return plug

        yield make


@pytest_asyncio.fixture
async def home(tmp_path: Path, broker: Broker) -> AsyncIterator[Home]:
    """Home Assistant running with MQTT and Tasmota; its log is shown when the test fails."""
    household = Home(tmp_path / "config", broker)
    try:
        await household.set_up()
        yield household
    finally:
        await household.process.kill()
        print(household.process.digest())  # noqa: T201 - pytest shows it with a failure only
