"""The sources of a run: which of them, in what order, and how each is read."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from threading import Lock
from urllib.parse import urlsplit

from ingest.fetch import Fetched, Fetcher, NotModified
from ingest.fetch_request import RetryLater
from ingest.hosts import trusted_hosts
from ingest.store_runs import SourceState
from licensing.model import FetchError, Source, SourceError
from licensing.settings import MAX_BODY_BYTES


class Reader:
    """Reads whatever a run needs read: feeds, on the web or on this disk, articles' pages, registers. Thread-safe."""

    def __init__(self, sources: Sequence[Source], allow_private_hosts: bool = False) -> None:
        self._sources = {source.id: source for source in sources}
        self._allow_private_hosts = allow_private_hosts
        self._fetcher: Fetcher | None = None
        self._lock = Lock()

    def feed(self, source: Source, before: SourceState | None) -> Fetched | NotModified:
        """A source's answer. before: what is remembered of it. Raises FetchError."""
        if source.is_file:
            return read_file(source)
        if before is not None and before.retry_after:
            until = datetime.fromisoformat(before.retry_after)
            if datetime.now(UTC) < until:
                raise RetryLater(f"{source.url}: asked not to be read before {before.retry_after}", 503, until)
        return self._web().feed(source, before)

    def page_text(self, url: str, source_id: str) -> str | None:
        """The text of an article's page; None: a paywall, or no article found there. Raises FetchError."""
        from ingest.fulltext import page_text

        page = self._web().page(url, self._sources[source_id])
        return page_text(page.body, page.final_url, page.headers.get("content-type"))

    def body(self, url: str) -> bytes:
        """The bytes behind an address that the operator has written down. Raises FetchError."""
        return self._web().get(url).body

    def close(self) -> None:
        """Give connections back, if there are any."""
        if self._fetcher is not None:
            self._fetcher.close()

    def _web(self) -> Fetcher:
        """Made when it is first wanted: reading files needs none of it."""
        with self._lock:
            if self._fetcher is None:
                self._fetcher = Fetcher(trusted_hosts(self._sources.values()), self._allow_private_hosts)
            return self._fetcher


def choose(sources: Sequence[Source], only: Sequence[str], offline: bool, file: Path) -> tuple[Source, ...]:
    """The enabled sources, or those asked for by id; offline: only those on this disk. Raises SourceError."""
    unknown = set(only) - {source.id for source in sources}
    if unknown:
        raise SourceError(f"{file}: no source has the id {', '.join(sorted(unknown))}")
    chosen = [s for s in sources if (s.id in only if only else s.enabled)]
    return tuple(s for s in chosen if s.is_file or not offline)


def in_turns(sources: Sequence[Source]) -> list[Source]:
    """The sources in such an order that neighbours are of different hosts, as far as there are any."""
    by_host: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        by_host[urlsplit(source.url).netloc].append(source)
    return [source for turn in zip_longest(*by_host.values()) for source in turn if source is not None]


def read_file(source: Source) -> Fetched:
    """A feed that lies on this disk, as if it had been fetched. Raises FetchError."""
    started = time.monotonic()
    path = Path(source.url.removeprefix("file://").removeprefix("file:"))
    try:
        body = path.read_bytes()
    except OSError as error:
        raise FetchError(f"{path}: cannot be read: {error.strerror}") from error
    if len(body) > MAX_BODY_BYTES:
        raise FetchError(f"{path}: larger than {MAX_BODY_BYTES} bytes")
    return Fetched(source.url, source.url, 0, {}, body, None, round((time.monotonic() - started) * 1000))
