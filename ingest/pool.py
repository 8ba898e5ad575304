"""Slow things side by side: work done in threads, results handed back one by one to the thread that asked."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def as_done(
    tasks: Sequence[Task], work: Callable[[Task], Result], workers: int
) -> Iterator[tuple[Task, Result | Exception]]:
    """Each task with its result, or with the exception it raised, in the order they end.

    The threads are daemons: a stop waits for nobody's slow server. At most ``2 * workers`` results wait to be taken, so
    that reading never runs far ahead of storing.
    """
    todo: queue.SimpleQueue[Task] = queue.SimpleQueue()
    for task in tasks:
        todo.put(task)
    done: queue.Queue[tuple[Task, Result | Exception]] = queue.Queue(maxsize=2 * workers)

    def labour() -> None:
        while True:
            try:
                task = todo.get_nowait()
            except queue.Empty:
                return
            try:
                result: Result | Exception = work(task)
            except Exception as error:  # noqa: BLE001 - handed to the asking thread, which decides
                result = error
            done.put((task, result))

    for _ in range(min(workers, len(tasks))):
        threading.Thread(target=labour, daemon=True).start()
    for _ in tasks:
        yield done.get()
