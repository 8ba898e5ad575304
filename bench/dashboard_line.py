"""A slow line in front of a server: one rate for all its connections together, and a delay both ways.

A browser's own emulation leaves websockets out of the rate, and now and then never answers again.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

BYTES_A_SECOND = 10_000_000 / 8
ROUND_TRIP_S = 0.040
_PART = 8_192
_PARTS_UNDER_WAY = 64  # of one connection


class Line:
    """One direction: when what is sent now will have arrived."""

    def __init__(self) -> None:
        self.free_at = 0.0

    def arrives(self, size: int) -> float:
        now = asyncio.get_running_loop().time()
        self.free_at = max(now, self.free_at) + size / BYTES_A_SECOND
        return self.free_at + ROUND_TRIP_S / 2


@contextmanager
def slow(address: str) -> Iterator[str]:
    """The address at which a server is reached over a line of 10 Mbit/s and 40 ms."""
    ready: Future[tuple[str, Callable[[], None]]] = Future()
    thread = threading.Thread(target=lambda: asyncio.run(_listen(address, ready)), daemon=True)
    thread.start()
    reached, stop = ready.result(10)
    try:
        yield reached
    finally:
        stop()
        thread.join(10)


async def _listen(address: str, ready: Future[tuple[str, Callable[[], None]]]) -> None:
    """Serve until the second of ``ready``'s values is called."""
    target = urlsplit(address)
    down, up = Line(), Line()
    over = asyncio.Event()

    async def joined(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.CancelledError):  # cancelled where a browser keeps it open to the end
            await asyncio.sleep(ROUND_TRIP_S)  # the connection is made by a round trip of its own
            there, back = await asyncio.open_connection(target.hostname, target.port)
            await asyncio.gather(_carry(reader, back, up), _carry(there, writer, down))
        writer.close()

    server = await asyncio.start_server(joined, "127.0.0.1", 0)
    loop = asyncio.get_running_loop()
    ready.set_result((f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}",
                      lambda: loop.call_soon_threadsafe(over.set) and None))
    await over.wait()
    server.close()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, line: Line) -> None:
    waiting: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(_PARTS_UNDER_WAY)

    async def deliver() -> None:
        while True:
            at, part = await waiting.get()
            await asyncio.sleep(max(0.0, at - asyncio.get_running_loop().time()))
            if not part:
                return
            writer.write(part)
            await writer.drain()

    async def take() -> None:
        with suppress(OSError):
            while part := await reader.read(_PART):
                await waiting.put((line.arrives(len(part)), part))
        await waiting.put((0.0, b""))

    taking = asyncio.create_task(take())
    try:
        with suppress(OSError):
            await deliver()
    finally:
        taking.cancel()
        writer.close()
