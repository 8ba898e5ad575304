"""Streamlit's own scripts, styles and fonts: compressed once, kept within a bound, cached by browsers for good.

The names carry a hash of the content, so that a returning visitor asks for nothing.
"""

from __future__ import annotations

import asyncio
import gzip
import logging
import re
from collections import OrderedDict
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import streamlit

from licensing.server.asgi import App, Receive, Scope, Send, answer, encoding, is_read
from licensing.server.memory import give_back

FOLDER = Path(streamlit.__file__).parent / "static"
KEPT_BYTES = 12_000_000  # all that our pages load is 3 MB compressed; all there is, 9
BROTLI_QUALITY, GZIP_LEVEL = 9, 9  # brotli's 11 makes Plotly a tenth smaller, for 11 s of CPU time instead of 0.5
YEAR_S = 365 * 24 * 60 * 60
_PREFIX = "/static/"
_HASHED = re.compile(r"[.-][\w-]{8}\.\w+$")
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml",
          ".woff2": "font/woff2", ".png": "image/png", ".gif": "image/gif"}
_COMPRESSIBLE = {".js", ".css", ".svg"}

log = logging.getLogger(__name__)


class Assets:
    """The files under Streamlit's static/static whose names carry a hash, and their compressed bodies.

    ``names`` are as in an address after /static/: ``js/index.DormvYxC.js``.
    """

    def __init__(self, folder: Path = FOLDER, kept_bytes: int = KEPT_BYTES) -> None:
        self.folder = folder
        self.kept_bytes = kept_bytes
        root = folder / "static"
        self.names = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*"))
                      if path.suffix in _TYPES and _HASHED.search(path.name)}
        self._kept: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._making: dict[tuple[str, str], asyncio.Task[bytes]] = {}

    @property
    def size(self) -> int:
        """Bytes kept."""
        return sum(map(len, self._kept.values()))

    async def body(self, name: str, coding: str) -> bytes:
        """A file's content in an encoding; made by the first who asks while the others wait. Raises OSError."""
        key = (name, coding)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._making:
            self._making[key] = asyncio.create_task(asyncio.to_thread(_encoded, self.names[name], coding))
            self._making[key].add_done_callback(partial(self._made, key))
        return await asyncio.shield(self._making[key])  # one who leaves does not end it for the others

    def _made(self, key: tuple[str, str], task: asyncio.Task[bytes]) -> None:
        del self._making[key]
        if not task.cancelled() and task.exception() is None:
            self._keep(key, task.result())

    def _keep(self, key: tuple[str, str], body: bytes) -> None:
        if len(body) > self.kept_bytes:
            return
        self._kept[key] = body
        while self.size > self.kept_bytes:
            self._kept.popitem(last=False)


class StaticFiles:
    """Answers requests for Assets; makes the ``first`` ready for browsers that take brotli as the server starts."""

    def __init__(self, app: App, assets: Assets, first: Iterable[str] = ()) -> None:
        self.app = app
        self.assets = assets
        self.first = tuple(first)
        self._warming: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            self._warming = asyncio.create_task(self._warm())
        name = _name(scope)
        if name not in self.assets.names:
            await self.app(scope, receive, send)
            return
        kind = self.assets.names[name].suffix
        coding = encoding(scope) if kind in _COMPRESSIBLE else "identity"
        try:
            body = await self.assets.body(name, coding)
        except OSError:
            await self.app(scope, receive, send)  # gone since the start: Streamlit says so
            return
        fields = [("content-type", _TYPES[kind]), ("cache-control", f"public, immutable, max-age={YEAR_S}")]
        await answer(scope, send, body, coding, f'"{name}-{coding}"', fields)

    async def _warm(self) -> None:
        for name in self.first:
            try:
                await self.assets.body(name, "br" if self.assets.names[name].suffix in _COMPRESSIBLE else "identity")
            except OSError as error:
                log.warning("%s can't be read: %s", name, error)
        give_back()


def _name(scope: Scope) -> str:
    """What an address asks for under /static/, whatever the app is mounted on; empty for anything else."""
    return str(scope["path"]).partition(_PREFIX)[2] if is_read(scope) else ""


def _encoded(path: Path, coding: str) -> bytes:
    return compressed(path.read_bytes(), coding)


def compressed(content: bytes, coding: str) -> bytes:
    """Text in br, gzip or, for anything else, as it is."""
    match coding:
        case "br":
            return bytes(brotli.compress(content, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY))
        case "gzip":
            return gzip.compress(content, GZIP_LEVEL, mtime=0)
        case _:
            return content
