"""An event loop in simulated time: nothing waits, everything happens in its order."""

import asyncio
import heapq
import threading
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from contextvars import Context
from typing import Any, override

from tests.campaign.ground import Ground


class SimulatedLoop(asyncio.AbstractEventLoop):
    """Runs callbacks, tasks and timers of one process by the clock of the simulated machine.

    Jobs of the executor run at once; their results arrive after `disk_delay_s`.
    """

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._ready: deque[asyncio.Handle] = deque()
        self._timers: list[tuple[float, int, asyncio.TimerHandle]] = []
        self._count = 0
        self._tasks: list[asyncio.Task[Any]] = []
        self._thread_id = threading.get_ident()
        self.slow_callback_duration = 1e9
        self.disk_delay_s = 0.0
        self.around_disk: Callable[[Callable[[], Any]], Any] = _plain
        """Wraps each job of the executor: a disk may be full."""
        self.errors: list[dict[str, Any]] = []
        """What nobody caught."""

    # -- time ------------------------------------------------------------------

    def drain(self) -> None:
        """Run everything that is ready now."""
        ready = self._ready
        while ready:
            handle = ready.popleft()
            if not handle.cancelled():
                handle._run()  # noqa: SLF001 - a loop is who runs handles

    def run_until(self, awake_s: float) -> None:
        """Let the machine's time pass, with all timers in their order."""
        timers = self._timers
        self.drain()
        while timers and timers[0][0] <= awake_s:
            due_s, _, handle = heapq.heappop(timers)
            if handle.cancelled():
                continue
            self._ground.awake_s = max(self._ground.awake_s, due_s)
            handle._run()  # noqa: SLF001 - a loop is who runs handles
            self.drain()
        self._ground.awake_s = awake_s

    def die(self) -> None:
        """End as a killed process does: nothing runs any more, not even clean-ups."""
        self._ready.clear()
        self._timers.clear()
        for task in self._tasks:
            task._log_destroy_pending = False  # type: ignore[attr-defined]  # noqa: SLF001 - it was killed
        self._tasks.clear()

    # -- what asyncio asks of a loop ------------------------------------------------

    @override
    def time(self) -> float:
        return self._ground.awake_s

    @override
    def call_soon[*Ts](
        self, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.Handle:
        handle = asyncio.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    @override
    def call_soon_threadsafe[*Ts](
        self, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.Handle:
        return self.call_soon(callback, *args, context=context)

    @override
    def call_later[*Ts](
        self, delay: float, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.TimerHandle:
        return self.call_at(self._ground.awake_s + delay, callback, *args, context=context)

    @override
    def call_at[*Ts](
        self, when: float, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.TimerHandle:
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        self._count += 1
        heapq.heappush(self._timers, (when, self._count, handle))
        return handle

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """Cancelled timers are dropped when their time comes."""

    @override
    def create_future(self) -> asyncio.Future[Any]:
        return asyncio.Future(loop=self)

    @override
    def create_task[T](self, coro: Coroutine[Any, Any, T], **kwargs: Any) -> asyncio.Task[T]:
        return self.watch(asyncio.Task(coro, loop=self, **kwargs))

    def watch[T](self, task: asyncio.Task[T]) -> asyncio.Task[T]:
        """Remember a task, so that it can be dropped when its process is killed."""
        self._tasks.append(task)
        return task

    @override
    def run_in_executor[*Ts, T](
        self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts
    ) -> asyncio.Future[T]:
        future: asyncio.Future[T] = self.create_future()

        def job() -> T:
            return func(*args)

        def done() -> None:
            if future.cancelled():
                return
            try:
                future.set_result(self.around_disk(job))
            except Exception as err:  # noqa: BLE001 - whatever the job raised is its result
                future.set_exception(err)

        if self.disk_delay_s > 0:
            self.call_later(self.disk_delay_s, done)
        else:
            self.call_soon(done)
        return future

    @override
    def call_exception_handler(self, context: dict[str, Any]) -> None:
        if "was destroyed but it is pending" not in str(context.get("message")):
            self.errors.append(context)

    @override
    def default_exception_handler(self, context: dict[str, Any]) -> None:
        self.call_exception_handler(context)

    @override
    def get_task_factory(self) -> None:
        return None

    @override
    def get_debug(self) -> bool:
        return False

    @override
    def is_running(self) -> bool:
        return True

    @override
    def is_closed(self) -> bool:
        return False


def _plain(job: Callable[[], Any]) -> Any:
    return job()
