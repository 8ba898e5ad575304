"""People who read the dashboard without a browser: real sessions over Streamlit's own websocket, which can be many."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from types import TracebackType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from bench.dashboard_data import PUBLISHERS
from bench.dashboard_servers import Server

PAGES = ("", "Timeline", "Licensees", "Firm_counts", "Compliance_costs", "Articles", "Sources", "Method")
READERS, READING_S, VIEWS, VIEWS_A_LINE = 20, 30.0, 200, 20
ANSWER_S = 120.0


class Reader:
    """One open page: ``async with Reader(address) as reader: await reader.view("Articles", "publisher=Paper+7")``."""

    def __init__(self, address: str) -> None:
        self.address = address.replace("http", "ws", 1) + "/_stcore/stream"
        self.socket: ClientConnection | None = None
        self.exceptions = 0

    async def __aenter__(self) -> Reader:
        self.socket = await connect(self.address, subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item]
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None,
                        trace: TracebackType | None) -> None:
        if self.socket is not None:
            await self.socket.close()

    async def view(self, page: str, query: str = "") -> float:
        """Ask for a page with filters and take in all of it. Returns the seconds; counts exceptions shown."""
        assert self.socket is not None
        question = BackMsg()
        question.rerun_script.query_string = query
        question.rerun_script.page_name = page
        started = time.perf_counter()
        await self.socket.send(question.SerializeToString())
        async with asyncio.timeout(ANSWER_S):
            while True:
                answer = ForwardMsg.FromString(await self.socket.recv())  # type: ignore[arg-type]
                kind = answer.WhichOneof("type")
                self.exceptions += kind == "delta" and answer.delta.new_element.WhichOneof("type") == "exception"
                if kind == "script_finished":
                    return time.perf_counter() - started


def crowd(server: Server, readers: int = READERS, seconds: float = READING_S) -> None:
    """Print the server's memory while so many people change filters on all pages, as fast as they are answered."""
    before, _ = server.memory_mb()
    waits, exceptions, peak = asyncio.run(_crowd(server, readers, seconds))
    print(f"\n{readers} people at once for {seconds:.0f} s: {len(waits)} answers, median "
          f"{statistics.median(waits):.2f} s, slowest {max(waits):.2f} s; server memory before {before:.0f} MB, "
          f"at most {peak[0]:.0f} MB resident (aim < 400), {peak[1]:.0f} MB its own; exceptions {exceptions}",
          flush=True)


async def _crowd(server: Server, readers: int, seconds: float) -> tuple[list[float], int, tuple[float, float]]:
    until = time.monotonic() + seconds
    waits: list[float] = []
    peak = (0.0, 0.0)

    async def read(n: int) -> int:
        rng = random.Random(n)
        async with Reader(server.address) as reader:
            while not waits or time.monotonic() < until:
                waits.append(await reader.view(rng.choice(PAGES), f"publisher=Paper+{rng.randrange(PUBLISHERS)}"))
        return reader.exceptions

    people = [asyncio.create_task(read(n)) for n in range(readers)]
    while not all(person.done() for person in people):
        peak = max(peak, server.memory_mb())
        await asyncio.sleep(0.5)
    return waits, sum(person.result() for person in people), peak


def views(server: Server, n: int = VIEWS) -> None:
    """Print the server's memory over page views one after the other, each by someone new."""
    kept, exceptions = asyncio.run(_views(server, n))
    half = kept[len(kept) // 2:]
    slope = statistics.linear_regression(range(len(half)), half).slope / VIEWS_A_LINE * 100 if len(half) > 1 else 0.0
    print(f"own memory every {VIEWS_A_LINE} of {n} page views, in MB: {' '.join(f'{mb:.0f}' for mb in kept)}; "
          f"over the second half {slope:+.1f} MB a hundred views; exceptions {exceptions}", flush=True)


async def _views(server: Server, n: int) -> tuple[list[float], int]:
    kept, exceptions = [], 0
    for view in range(n):
        async with Reader(server.address) as reader:
            await reader.view(PAGES[view % len(PAGES)], f"publisher=Paper+{view % PUBLISHERS}")
            exceptions += reader.exceptions
        if view % VIEWS_A_LINE == VIEWS_A_LINE - 1:
            kept.append(server.memory_mb()[1])
    return kept, exceptions
