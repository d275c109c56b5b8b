"""Starts Home Assistant with simulated heating pads and a ready dashboard."""

import argparse
import asyncio
import fcntl
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from demo import smoke
from demo.client import DemoError
from demo.dashboard import dashboard
from demo.house import DASHBOARD, PASSWORD, USERNAME, entered, furnish, populate, set_speed, show_dashboard
from demo.server import LOCAL_HOST, ROOT, Place, free_port, prepare, running

FOLDER = ROOT / ".cache" / "demo"
USUAL_PORT = 8123


def main() -> int:
    """Run the demo, or its smoke test."""
    options = _parser().parse_args()
    try:
        asyncio.run(_stoppable(options))
    except asyncio.CancelledError:
        # Stopping is the usual end of the demo; a smoke test has not come to its end then.
        return int(options.smoke)
    except DemoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/demo", description=__doc__)
    parser.add_argument("--port", type=int, help=f"port to listen on (default: {USUAL_PORT}, or a free one)")
    parser.add_argument("--host", default=LOCAL_HOST, help="address to listen on (0.0.0.0: the whole network may come)")
    parser.add_argument("--speed", type=float, default=1.0, help="how much faster the simulated pads warm up (1 to 4)")
    parser.add_argument(
        "--folder", type=_folder, default=FOLDER, help="where everything is kept (default: .cache/demo)"
    )
    parser.add_argument("--reset", action="store_true", help="forget everything earlier runs left")
    parser.add_argument("--smoke", action="store_true", help="run one short session by itself, check it and end")
    return parser


def _folder(name: str) -> Path:
    return Path(name).resolve()


async def _stoppable(options: argparse.Namespace) -> None:
    """Let Ctrl-C, a closed terminal and `kill` end everything in order, and only once."""
    task = asyncio.current_task()

    def stop() -> None:
        if task is not None and not task.cancelling():
            print("Home Assistant stops …", flush=True)
            task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    if options.smoke:
        await smoke.run(options.speed)
    else:
        await _demo(options)


async def _demo(options: argparse.Namespace) -> None:
    """Run until somebody stops it; Home Assistant may be restarted from its own screens."""
    folder: Path = options.folder
    with _alone(folder, reset=options.reset):
        port = free_port(options.host, options.port, usual=USUAL_PORT)
        place = Place(folder=folder, host=options.host, port=port)
        prepare(place)
        while await _one_run(place, options.speed):
            print("Home Assistant starts again …", flush=True)


async def _one_run(place: Place, speed: float) -> bool:
    """Run Home Assistant once; tells whether it wants to be started again."""
    print("Home Assistant starts …", flush=True)
    async with running(place) as server:
        async with entered(server) as client:
            pads = await furnish(client)
            await set_speed(client, pads, speed)
            await show_dashboard(client, dashboard(pads, await populate(client)))
        _welcome(place)
        return await server.wait_for_restart()


def _welcome(place: Place) -> None:
    """Tell people where to go."""
    log = place.log.relative_to(ROOT) if place.log.is_relative_to(ROOT) else place.log
    print(
        f"\n  Ready    {place.url}/{DASHBOARD}"
        f"\n  Sign in  {USERNAME} / {PASSWORD}"
        "\n  Try      press start, watch it warm up, then choose a fault under “Break something”"
        f"\n  Log      {log}"
        "\n  Stop     Ctrl-C\n",
        flush=True,
    )


@contextmanager
def _alone(folder: Path, *, reset: bool) -> Iterator[None]:
    """Refuse to run twice on one folder; empty it if asked to."""
    folder.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DemoError("The demo is already running in this folder.") from None
        if reset:
            shutil.rmtree(folder)
        yield


if __name__ == "__main__":
    sys.exit(main())
