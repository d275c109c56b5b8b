"""Waiting for something another process does."""

import asyncio
import time
from collections.abc import Awaitable, Callable

POLL_S = 0.1


async def until[T](probe: Callable[[], Awaitable[T]], done: Callable[[T], bool], *, timeout_s: float, hope: str) -> T:
    """Ask again and again until the answer is the hoped for one; `hope` says what did not come true."""
    answer: T | None = None
    try:
        async with asyncio.timeout(timeout_s):
            while True:
                answer = await probe()
                if done(answer):
                    return answer
                await asyncio.sleep(POLL_S)
    except TimeoutError:
        message = f"not within {timeout_s:g} s: {hope}; last: {answer!r}"
        raise TimeoutError(message) from None


async def until_wall(moment: float) -> None:
    """Sleep until a wall clock time."""
    await asyncio.sleep(max(0.0, moment - time.time()))
