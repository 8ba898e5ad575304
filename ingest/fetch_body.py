"""A response's body, unpacked piece by piece and never beyond the cap."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Protocol

import brotli  # type: ignore[import-untyped]

from licensing.model import FetchError, TooLarge

ACCEPTED = "gzip, deflate, br"
_STEP = 256 * 1024  # unpacked bytes at a time
_MAGIC = {"gzip": b"\x1f\x8b"}


class CutOff(FetchError):
    """The body ended before its end: worth another try."""


class _Unpacker(Protocol):
    def feed(self, data: bytes, cap: int) -> bytes:
        """What ``data`` unpacks to, as far as ``cap`` bytes and one more."""

    def finish(self) -> None:
        """Raises CutOff where the end is missing."""


def read_body(chunks: Iterable[bytes], encoding: str | None, cap: int, url: str) -> bytes:
    """The unpacked body. Raises TooLarge over ``cap`` bytes, CutOff, FetchError for what can't be unpacked.

    encoding: the Content-Encoding header; a body that is not packed although it says so is taken as it is.
    """
    names = [name.strip().lower() for name in (encoding or "").split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if len(names) > 2:
        raise FetchError(f"{url}: packed {len(names)} times over")
    content = _capped(chunks, cap, url)
    for name in reversed(names):
        content = _unpacked(content, name.removeprefix("x-"), cap, url)
    return b"".join(content)


def _capped(chunks: Iterable[bytes], cap: int, url: str) -> Iterable[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > cap:
            raise TooLarge(f"{url}: larger than {cap // 2**20} MB")
        yield chunk


def _unpacked(chunks: Iterable[bytes], name: str, cap: int, url: str) -> Iterable[bytes]:
    unpacker: _Unpacker | None = None
    total, plain = 0, False
    for chunk in chunks:
        if unpacker is None and not plain and chunk:
            plain = not chunk.startswith(_MAGIC.get(name, b""))
            unpacker = None if plain else _unpacker(name, chunk, url)
        if plain or unpacker is None:
            yield chunk
            continue
        try:
            piece = unpacker.feed(chunk, cap - total)
        except (zlib.error, brotli.error) as error:
            raise FetchError(f"{url}: says {name} but can't be unpacked: {error}") from error
        total += len(piece)
        if total > cap:
            raise TooLarge(f"{url}: larger than {cap // 2**20} MB when unpacked")
        yield piece
    if unpacker is not None:
        unpacker.finish()


def _unpacker(name: str, start: bytes, url: str) -> _Unpacker:
    if name == "gzip":
        return _Zlib(31)
    if name == "deflate":  # with zlib's header as the standard says, or without as some servers do
        return _Zlib(15 if len(start) > 1 and start[0] & 0x0F == 8 and (start[0] * 256 + start[1]) % 31 == 0 else -15)
    if name == "br":
        return _Brotli()
    raise FetchError(f"{url}: packed as {name!r}, which was not asked for")


class _Zlib:
    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._unpacker = zlib.decompressobj(wbits)

    def feed(self, data: bytes, cap: int) -> bytes:
        pieces: list[bytes] = []
        left = cap + 1
        while data and left > 0:
            if self._unpacker.eof:
                if self._wbits != 31 or not data.startswith(b"\x1f\x8b"):
                    break  # bytes behind the end are no part of it
                self._unpacker = zlib.decompressobj(self._wbits)
            pieces.append(self._unpacker.decompress(data, min(_STEP, left)))
            left -= len(pieces[-1])
            data = self._unpacker.unused_data if self._unpacker.eof else self._unpacker.unconsumed_tail
        return b"".join(pieces)

    def finish(self) -> None:
        if not self._unpacker.eof:
            raise CutOff("the packed body was cut off")


class _Brotli:
    def __init__(self) -> None:
        self._unpacker = brotli.Decompressor()

    def feed(self, data: bytes, cap: int) -> bytes:
        pieces = [self._unpacker.process(data, output_buffer_limit=min(_STEP, cap + 1))]
        left = cap + 1 - len(pieces[0])
        while left > 0 and not self._unpacker.can_accept_more_data():
            pieces.append(self._unpacker.process(b"", output_buffer_limit=min(_STEP, left)))
            left -= len(pieces[-1])
        return b"".join(pieces)

    def finish(self) -> None:
        if not self._unpacker.is_finished():
            raise CutOff("the packed body was cut off")
