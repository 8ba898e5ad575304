"""A small news house on loopback: feeds and pages from a dictionary that a test may change between two readings."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LICENCE = ("Hong Kong's Securities and Futures Commission granted HashKey Exchange a licence as a virtual asset trading "
           "platform on 3 August 2023. Over 80 firms had shown interest in a licence, and a full application can cost "
           "up to US$25 million, lawyers said.")


@dataclass
class Page:
    """What the server answers at one path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: bool = False
    delay: float = 0.0


@dataclass
class NewsHouse:
    """The server's pages and the requests it has had, as ``path`` or, where it answered 304, ``path 304``."""

    port: int
    pages: dict[str, Page]
    asked: list[str] = field(default_factory=list)

    def address(self, path: str) -> str:
        """Where a path is read."""
        return f"http://127.0.0.1:{self.port}{path}"


class _Server(ThreadingHTTPServer):
    """Readers may hang up whenever they like."""

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def news_house(pages: dict[str, Page]) -> Iterator[NewsHouse]:
    """Serve ``pages`` until the block ends."""
    house = NewsHouse(0, pages)
    stop = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            page = house.pages.get(self.path, Page(b"no such page", 404))
            stop.wait(page.delay)
            tag = f'"{hashlib.sha256(page.body).hexdigest()[:12]}"'
            same = page.etag and self.headers.get("If-None-Match") == tag
            house.asked.append(f"{self.path} 304" if same else self.path)
            body = b"" if same else page.body
            self.send_response(304 if same else page.status)
            if page.etag:
                self.send_header("ETag", tag)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **page.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = _Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    house.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield house
    finally:
        stop.set()
        server.shutdown()
        server.server_close()
        thread.join()


def feed(*items: tuple[str, str, str], day: int = 3) -> Page:
    """An RSS feed of (address, title, text)."""
    body = "".join(
        f"<item><title>{escape(title)}</title><link>{escape(link)}</link><guid>{escape(link)}</guid>"
        f"<pubDate>{day:02} Oct 2026 09:00:00 +0800</pubDate><description>{escape(text)}</description></item>"
        for link, title, text in items)
    return Page(f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>News</title>'
                f"<link>http://127.0.0.1/</link><description>News</description>{body}</channel></rss>".encode(),
                headers={"Content-Type": "application/rss+xml"}, etag=True)


def story_page(text: str) -> Page:
    """An article's page, with enough around and in it to be taken for one."""
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in [text] * 3)
    return Page(f"<html><head><title>Story</title></head><body><nav>Menu</nav><article><h1>Story</h1>{paragraphs}"
                "</article><footer>Imprint</footer></body></html>".encode())
