"""The few words of ASGI that the other modules share."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

NOT_MODIFIED = 304


def header(scope: Scope, name: bytes) -> str:
    """The values of a request's header, joined by commas; empty where it is not sent."""
    return ",".join(value.decode("latin-1") for key, value in scope["headers"] if key == name)


def encoding(scope: Scope) -> str:
    """The best of what the browser takes: br, gzip or identity. Browsers offer br on HTTPS and on their own machine.

    >>> encoding({"headers": [(b"accept-encoding", b"gzip, deflate, br;q=1.0")]})
    'br'
    >>> encoding({"headers": [(b"accept-encoding", b"br;q=0, gzip")]})
    'gzip'
    """
    taken = {name.strip().lower() for name, _, quality in
             (part.partition(";") for part in header(scope, b"accept-encoding").split(","))
             if quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")}
    return next((name for name in ("br", "gzip") if name in taken), "identity")


def is_read(scope: Scope) -> bool:
    """Whether this is a GET or HEAD over HTTP."""
    return scope["type"] == "http" and scope["method"] in ("GET", "HEAD")


async def answer(
    scope: Scope, send: Send, body: bytes, coding: str, etag: str, headers: Iterable[tuple[str, str]]
) -> None:
    """Send a body in this encoding and of a known ETag whole, or say that the browser's copy still holds."""
    known = etag in (tag.strip().removeprefix("W/") for tag in header(scope, b"if-none-match").split(","))
    fields = [*headers, ("etag", etag), ("vary", "Accept-Encoding")]
    if coding != "identity":
        fields.append(("content-encoding", coding))
    if not known:
        fields.append(("content-length", str(len(body))))
    await send({"type": "http.response.start", "status": NOT_MODIFIED if known else 200,
                "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in fields]})
    await send({"type": "http.response.body", "body": b"" if known or scope["method"] == "HEAD" else body})
