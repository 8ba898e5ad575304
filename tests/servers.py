"""Loopback servers that misbehave on purpose, each path in its own way, and one that must never be asked."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli

FEED = (b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Own test feed</title><item>'
        b"<title>A licence is granted</title><link>https://news.example.org/1</link></item></channel></rss>")
ETAG, MODIFIED = '"v1"', "Fri, 09 Oct 2026 10:00:00 GMT"
MEGABYTE = 1024 * 1024


class Server:
    """A running server: its address, and the requests it got as (path, headers in lower case, time)."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, dict[str, str], float]] = []
        self.stop = threading.Event()
        self.locations: dict[str, str] = {}
        self.failures: dict[str, int] = {}  # path -> answers that still fail
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                server.requests.append((self.path, headers, time.monotonic()))
                self.close_connection = True
                answer = ROUTES.get(self.path.partition("?")[0], not_found)
                with suppress(BrokenPipeError, ConnectionResetError):  # the client has had enough, as it should
                    answer(self, server)

            def log_message(self, *args: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.host = f"127.0.0.1:{self._http.server_port}"
        self.url = f"http://{self.host}"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.requests]

    def close(self) -> None:
        self.stop.set()
        self._http.shutdown()
        self._http.server_close()


@contextmanager
def running() -> Iterator[Server]:
    server = Server()
    try:
        yield server
    finally:
        server.close()


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    """A whole answer; ``content_type="…"`` becomes Content-Type."""
    handler.send_response(status)
    for name, value in {"content_length": str(len(body)), "connection": "close", **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def not_found(handler: BaseHTTPRequestHandler, server: Server) -> None:
    send(handler, b"nothing here", 404)


def feed(handler: BaseHTTPRequestHandler, server: Server) -> None:
    if handler.headers.get("If-None-Match") == ETAG or handler.headers.get("If-Modified-Since") == MODIFIED:
        handler.send_response(304)
        handler.end_headers()
        return
    send(handler, FEED, content_type="application/rss+xml", etag=ETAG, last_modified=MODIFIED)


def redirect(status: int, to: str) -> Callable[[BaseHTTPRequestHandler, Server], None]:
    """To a path, or to what the test has put in ``server.locations[to]``."""
    return lambda handler, server: send(handler, b"", status, location=server.locations.get(to, to))


def packed(encoding: str, body: bytes) -> Callable[[BaseHTTPRequestHandler, Server], None]:
    return lambda handler, server: send(handler, body, content_encoding=encoding, content_type="text/xml")


def stall_before_headers(handler: BaseHTTPRequestHandler, server: Server) -> None:
    server.stop.wait(30)


def stall_in_body(handler: BaseHTTPRequestHandler, server: Server) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(FEED[:50])
    handler.wfile.flush()
    server.stop.wait(30)


def drip_headers(handler: BaseHTTPRequestHandler, server: Server) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not server.stop.wait(0.05):
        handler.wfile.write(b"X: y\r\n")
        handler.wfile.flush()


def drip_body(handler: BaseHTTPRequestHandler, server: Server) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not server.stop.wait(0.05):
        handler.wfile.write(b"<")
        handler.wfile.flush()


def cut_off(handler: BaseHTTPRequestHandler, server: Server) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(FEED) * 2))
    handler.end_headers()
    handler.wfile.write(FEED)


def slam_the_door(handler: BaseHTTPRequestHandler, server: Server) -> None:
    handler.connection.close()


def endless(handler: BaseHTTPRequestHandler, server: Server) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not server.stop.is_set():
        handler.wfile.write(b" " * 65_536)


def fails_for_a_while(handler: BaseHTTPRequestHandler, server: Server) -> None:
    left = server.failures.get(handler.path, 0)
    server.failures[handler.path] = left - 1
    if left > 0:
        send(handler, b"busy", 503, **({"retry_after": "0"} if "now" in handler.path else {}))
    else:
        send(handler, FEED)


def garbage(handler: BaseHTTPRequestHandler, server: Server) -> None:
    handler.wfile.write(b"\x00\x01 this is no HTTP at all\r\n\r\n")


def _raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


_BOMB = gzip.compress(b"\0" * (60 * MEGABYTE), 9)
ROUTES: dict[str, Callable[[BaseHTTPRequestHandler, Server], None]] = {
    "/feed": feed,
    "/moved": redirect(301, "/moved2"), "/moved2": redirect(308, "/feed"),
    "/elsewhere": redirect(302, "/moved"), "/moved-then-elsewhere": redirect(301, "/elsewhere"),
    "/circle": redirect(302, "/circle2"), "/circle2": redirect(302, "/circle"), "/self": redirect(301, "/self"),
    "/to-private": redirect(302, "canary"), "/to-file": redirect(302, "file:///etc/hostname"),
    "/gzip": packed("gzip", gzip.compress(FEED)), "/deflate": packed("deflate", zlib.compress(FEED)),
    "/raw-deflate": packed("deflate", _raw_deflate(FEED)), "/br": packed("br", brotli.compress(FEED)),
    "/twice": packed("gzip, br", brotli.compress(gzip.compress(FEED))),
    "/members": packed("gzip", gzip.compress(FEED[:100]) + gzip.compress(FEED[100:])),
    "/says-gzip": packed("gzip", FEED), "/zstd": packed("zstd", b"\x28\xb5\x2f\xfd" + b"\0" * 20),
    "/cut-gzip": packed("gzip", gzip.compress(FEED)[:-20]), "/cut-br": packed("br", brotli.compress(FEED)[:-5]),
    "/bad-gzip": packed("gzip", b"\x1f\x8b" + b"\xff" * 50),
    "/bomb": packed("gzip", _BOMB), "/bomb-br": packed("br", brotli.compress(b"\0" * (60 * MEGABYTE), quality=5)),
    "/bomb-twice": packed("gzip, gzip", gzip.compress(_BOMB)), "/bomb-file": packed("identity", _BOMB),
    "/stall": stall_before_headers, "/stall-body": stall_in_body, "/drip-headers": drip_headers,
    "/drip-body": drip_body, "/cut-off": cut_off, "/slam": slam_the_door, "/endless": endless, "/garbage": garbage,
    "/busy": fails_for_a_while, "/busy-now": fails_for_a_while,
    "/later": lambda handler, server: send(handler, b"", 429, retry_after="3600"),
    "/gone": lambda handler, server: send(handler, b"", 410),
    "/wall": lambda handler, server: send(handler, b"<html>Just a moment...</html>", 503, cf_mitigated="challenge"),
    "/not-modified": lambda handler, server: send(handler, b"", 304),
    "/lies-html": lambda handler, server: send(handler, FEED, content_type="text/html; charset=big5"),
    "/cookie": lambda handler, server: send(handler, FEED, set_cookie="id=1"),
    "/page": lambda handler, server: send(handler, b"<html><body><p>Words</p></body></html>", content_type="text/html"),
    "/private/page": lambda handler, server: send(handler, b"secret"),
}
