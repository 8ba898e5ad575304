"""Reading addresses politely and safely: one place for feeds, articles' pages and registers.

A request is made of hops: the address, then where it redirects to, each checked anew. Failures come as the errors of
``licensing.model``: look-up and connect failures (HostUnreachable) are final for the run; 429, 5xx and broken reads are
tried again with growing, random pauses; a server that asks to be left alone for long is (RetryLater).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urldefrag, urljoin

import httpx

from ingest.fetch_network import GuardedTransport
from ingest.fetch_request import Answer, Limits, Passing, Stopwatch, ask, backoff
from ingest.hosts import HostBoard, host_and_port, is_loopback, split_address
from ingest.robots import RobotsBook
from licensing.model import FetchError, HostUnreachable, Source

MAX_HOPS = 8
_PERMANENT = (301, 308)
_FEED_TYPES = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
_PAGE_TYPES = "text/html, application/xhtml+xml, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with a body. headers: names in lower case; body: unpacked; permanent_redirect: where the address has
    moved for good, None: nowhere."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    permanent_redirect: str | None
    took_ms: int


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing has changed since the last reading."""

    url: str
    took_ms: int


class FeedState(Protocol):
    """What is remembered of a feed's last answer; None: nothing is."""

    @property
    def url(self) -> str: ...
    @property
    def etag(self) -> str | None: ...
    @property
    def last_modified(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class _Request:
    """One address to read. trusted: ``host:port`` asked as written, private or not. asks_robots: of every hop."""

    url: str
    headers: Mapping[str, str]
    trusted: frozenset[str]
    limits: Limits
    asks_robots: bool = False


class Fetcher:
    """Reads feeds and pages for one run; safe to share among threads.

    trusted_hosts: ``ingest.hosts.trusted_hosts(sources)``. allow_private_hosts: no check of addresses at all.
    """

    def __init__(
        self, trusted_hosts: frozenset[str] = frozenset(), allow_private_hosts: bool = False, *,
        limits: Limits | None = None, board: HostBoard | None = None, transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._trusted, self._private = trusted_hosts, allow_private_hosts
        self._limits = limits or Limits()
        self._board = board or HostBoard()
        self._transport = transport or GuardedTransport()
        self._sleep = sleep
        self._robots = RobotsBook(self._read_robots)

    def feed(self, source: Source, state: FeedState | None = None) -> Fetched | NotModified:
        """A feed, unless it is as it was. Raises FetchError and what is below it."""
        headers = {"Accept": _FEED_TYPES, **source.headers}
        if state is not None and state.url == source.url:
            if state.etag:
                headers["If-None-Match"] = state.etag
            if state.last_modified:
                headers["If-Modified-Since"] = state.last_modified
        return self._with_retries(_Request(source.url, headers, self._own(source.url) & self._trusted, self._limits))

    def page(self, url: str, source: Source | None = None) -> Fetched:
        """An article's page, if robots.txt allows. source: whose feed linked there; only its own host is trusted then.

        Raises FetchError and what is below it.
        """
        trusted = self._trusted if source is None else self._own(source.url) & self._trusted
        limits = replace(self._limits, tries=2)
        return self._must_be_new(_Request(url, {"Accept": _PAGE_TYPES}, trusted, limits, asks_robots=True))

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Fetched:
        """Any address the operator has written himself (registers). Raises FetchError and what is below it."""
        return self._must_be_new(_Request(url, {"Accept": "*/*", **(headers or {})}, self._own(url), self._limits))

    def close(self) -> None:
        """Give connections back."""
        self._transport.close()

    @staticmethod
    def _own(url: str) -> frozenset[str]:
        return frozenset({host_and_port(split_address(url))})

    def _read_robots(self, url: str, trusted: frozenset[str]) -> bytes:
        limits = replace(self._limits, total=min(self._limits.total, 20.0), tries=1)
        return self._must_be_new(_Request(url, {"Accept": "text/plain, */*;q=0.5"}, trusted, limits)).body

    def _must_be_new(self, request: _Request) -> Fetched:
        answer = self._with_retries(request)
        if isinstance(answer, NotModified):
            raise FetchError(f"{request.url}: answered 304 although nothing was known of it", 304)
        return answer

    def _with_retries(self, request: _Request) -> Fetched | NotModified:
        watch = Stopwatch(request.limits.total)
        for number in range(1, request.limits.tries + 1):
            try:
                return self._follow(request, watch)
            except Passing as passing:
                pause = backoff(number) if passing.after is None else passing.after
                if number == request.limits.tries or pause >= watch.left:
                    raise
                with watch.running():
                    self._sleep(pause)
        raise FetchError(f"{request.url}: not tried")  # tries is at least 1

    def _follow(self, request: _Request, watch: Stopwatch) -> Fetched | NotModified:
        """The answer behind all redirects."""
        url, headers, permanent, moved, seen = request.url, dict(request.headers), None, True, {request.url}
        for _ in range(MAX_HOPS):
            answer = self._hop(request, url, headers, watch)
            took = round(watch.used * 1000)
            if answer.status == 304:
                return NotModified(request.url, took)
            if answer.location is None:
                return Fetched(request.url, url, answer.status, answer.headers, answer.body, permanent, took)
            moved = moved and answer.status in _PERMANENT
            before, url = url, urldefrag(urljoin(url, answer.location.strip())).url
            permanent = url if moved else permanent
            if url in seen:
                raise FetchError(f"{request.url}: redirects in circles, back to {url}", answer.status)
            seen.add(url)
            if host_and_port(split_address(url)) != host_and_port(split_address(before)):
                headers = {"Accept": headers["Accept"]}  # what is for one host's eyes is not for another's
        raise FetchError(f"{request.url}: more than {MAX_HOPS} redirects")

    def _hop(self, request: _Request, url: str, headers: Mapping[str, str], watch: Stopwatch) -> Answer:
        """One request to one host, in its turn. Trust is for the host the operator wrote, not for what it names."""
        host = host_and_port(split_address(url))
        trusted = host in request.trusted
        delay = self._robots.check(url, request.trusted & {host}) if request.asks_robots else None
        pause = 0.0 if is_loopback(host) and (trusted or self._private) else delay
        with self._board.turn(host, pause), watch.running():
            try:
                answer = ask(self._transport, url, headers, trusted or self._private, request.limits, watch)
            except HostUnreachable as error:
                self._board.failed(host, str(error))
                raise
            except FetchError as error:
                if error.status is not None:
                    self._board.reached(host)
                raise
            self._board.reached(host)
            return answer
