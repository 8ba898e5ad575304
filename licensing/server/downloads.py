"""Downloads, compressed as they are sent: quickly, a part at a time, and without a second copy of them in memory.

Streamlit compresses a whole file before it sends the first byte, at a level that takes longer than making the file.
"""

from __future__ import annotations

import asyncio
import zlib
from typing import Protocol

import brotli  # type: ignore[import-untyped]

from licensing.server.asgi import App, Message, Receive, Scope, Send, encoding, header
from licensing.server.memory import give_back

PART_BYTES = 1 << 20
SMALLEST_BYTES = 10_000  # a smaller file is sent as it is
BROTLI_QUALITY, GZIP_LEVEL = 1, 1
_GZIP = 16 + zlib.MAX_WBITS
_COMPRESSED = "parquet"


class Packer(Protocol):
    """Compresses a stream."""

    def process(self, part: bytes | memoryview) -> bytes: ...
    def finish(self) -> bytes: ...


class Gzip:
    """zlib under the names that brotli gives it."""

    def __init__(self) -> None:
        self._packer = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, _GZIP)

    def process(self, part: bytes | memoryview) -> bytes:
        return self._packer.compress(part)

    def finish(self) -> bytes:
        return self._packer.flush()


def packer(coding: str) -> Packer | None:
    """For br and gzip; None for anything else."""
    match coding:
        case "br":
            made: Packer = brotli.Compressor(quality=BROTLI_QUALITY)
            return made
        case "gzip":
            return Gzip()
        case _:
            return None


class Downloads:
    """Compresses what Streamlit sends from /media/, in place of Streamlit; parts of files are left alone."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or "/media/" not in scope["path"] \
                or header(scope, b"range"):
            await self.app(scope, receive, send)
            return
        plain = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        packed = _Packed(send, encoding(scope))
        await self.app(plain, receive, packed)
        if packed.packer is not None:
            give_back()


class _Packed:
    """A ``send`` that compresses the body of a large enough answer."""

    def __init__(self, send: Send, coding: str) -> None:
        self.send, self.coding = send, coding
        self.packer: Packer | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            fields = {name.lower(): value for name, value in message["headers"]}
            if message["status"] == 200 and int(fields.get(b"content-length", b"0")) >= SMALLEST_BYTES \
                    and _COMPRESSED not in fields.get(b"content-type", b"").decode("latin-1"):
                self.packer = packer(self.coding)
            if self.packer is not None:
                kept = [pair for pair in message["headers"] if pair[0].lower() != b"content-length"]
                message["headers"] = [*kept, (b"content-encoding", self.coding.encode())]
            await self.send(message)
        elif message["type"] == "http.response.body" and self.packer is not None:
            await self._body(self.packer, memoryview(message.get("body", b"")), bool(message.get("more_body")))
        else:
            await self.send(message)

    async def _body(self, packer: Packer, body: memoryview, more: bool) -> None:
        for start in range(0, len(body), PART_BYTES):
            part = await asyncio.to_thread(packer.process, body[start:start + PART_BYTES])
            if part:
                await self.send({"type": "http.response.body", "body": part, "more_body": True})
        if not more:
            await self.send({"type": "http.response.body", "body": packer.finish(), "more_body": False})
