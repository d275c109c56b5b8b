"""How a test talks to a simulator: JSON lines on standard input and output."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from dataclasses import fields, replace
from typing import Any

type Control = Callable[[dict[str, Any]], dict[str, Any]]


async def serve(control: Control, *, ready: dict[str, Any], living: Awaitable[None]) -> None:
    """Say that the simulator is up, then answer every line until the input closes."""
    life = asyncio.ensure_future(living)
    reader = asyncio.StreamReader(limit=1_000_000)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    _answer({"ready": True, **ready})
    while raw := await reader.readline():
        if life.done():
            # Its exception is worth more than an answer.
            life.result()
        try:
            _answer(control(json.loads(raw)))
        except (KeyError, TypeError, ValueError) as error:
            _answer({"error": f"{type(error).__name__}: {error}"})
    life.cancel()


def with_faults[T](faults: T, wanted: dict[str, Any]) -> T:
    """Return the faults with the given ones set and the rest as they were."""
    known = {item.name for item in fields(faults)}  # type: ignore[arg-type]  # every Faults is a dataclass
    unknown = wanted.keys() - known
    if unknown:
        message = f"unknown faults {sorted(unknown)}"
        raise ValueError(message)
    lists = {name: tuple(value) for name, value in wanted.items() if isinstance(value, list)}
    return replace(faults, **(wanted | lists))  # type: ignore[type-var]  # see above


def _answer(body: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(body)}\n")
    sys.stdout.flush()
