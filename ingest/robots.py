"""robots.txt for articles' pages: read once a host and run (RFC 9309)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from licensing.model import FetchError, Forbidden, HostUnreachable, TooLarge
from licensing.settings import USER_AGENT

MAX_ROBOTS_BYTES = 512 * 1024
MAX_CRAWL_DELAY_S = 10.0
_NAME = USER_AGENT.partition("/")[0]
_Key = tuple[str, frozenset[str]]


class RobotsBook:
    """What each host allows. read: fetches an address, trusting these hosts; raises FetchError with the HTTP status."""

    def __init__(self, read: Callable[[str, frozenset[str]], bytes]) -> None:
        self._read = read
        self._lock = threading.Lock()
        self._locks: dict[_Key, threading.Lock] = {}
        self._rules: dict[_Key, Protego | str] = {}

    def check(self, url: str, trusted: frozenset[str]) -> float | None:
        """Raise Forbidden where ``url`` may not be read. Seconds the host wants between two requests, None: unstated.

        Raises HostUnreachable where the host can't be reached at all.
        """
        rules = self._rules_of(url, trusted)
        if isinstance(rules, str):
            raise Forbidden(f"{url}: not read, since {rules}")
        if not rules.can_fetch(url, _NAME):
            raise Forbidden(f"{url}: not read, robots.txt bars it")
        delay = rules.crawl_delay(_NAME)
        return min(float(delay), MAX_CRAWL_DELAY_S) if delay else None

    def _rules_of(self, url: str, trusted: frozenset[str]) -> Protego | str:
        parts = urlsplit(url)
        key = (f"{parts.scheme}://{parts.netloc}", trusted)
        with self._lock:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            if key not in self._rules:
                self._rules[key] = self._load(*key)
            return self._rules[key]

    def _load(self, root: str, trusted: frozenset[str]) -> Protego | str:
        """A host without robots.txt allows all; one whose robots.txt can't be had now allows nothing."""
        try:
            body = self._read(f"{root}/robots.txt", trusted)
        except (HostUnreachable, Forbidden):
            raise
        except TooLarge:
            return "its robots.txt is too large"
        except FetchError as error:
            if error.status is not None and 400 <= error.status < 500 and error.status != 429:
                return Protego.parse("")
            return f"its robots.txt could not be read ({error})"
        return Protego.parse(body[:MAX_ROBOTS_BYTES].decode("utf-8", "replace"))
