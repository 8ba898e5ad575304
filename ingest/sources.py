"""The sources of a run: which of them, in what order, and how each is read."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from ingest.fetch import Fetched, Fetcher, NotModified
from ingest.store_runs import SourceState
from licensing.model import FetchError, Source, SourceError
from licensing.settings import MAX_BODY_BYTES


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
    path = Path(url2pathname(urlsplit(source.url).path))
    try:
        body = path.read_bytes()
    except OSError as error:
        raise FetchError(f"{path}: cannot be read: {error.strerror}") from error
    if len(body) > MAX_BODY_BYTES:
        raise FetchError(f"{path}: larger than {MAX_BODY_BYTES} bytes")
    return Fetched(source.url, source.url, 0, {}, body, None, round((time.monotonic() - started) * 1000))
