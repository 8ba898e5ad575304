"""What one answer of a source means: decided here on plain values, done elsewhere."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TypeAlias

import licensing.language
from ingest import feeds_sax
from ingest.feeds import parse_feed
from ingest.fetch import Fetched, NotModified
from ingest.outcomes import Outcome, SourceStatus
from ingest.store_runs import SourceState
from licensing.model import Article, FeedError, FetchError, HostUnreachable, Source

feeds_sax.prefer()

_PARSER = ("feeds", "entries", "encoding", "dates", "markup", "identity")

Answer: TypeAlias = Fetched | NotModified | Exception
"""What fetching gave: a body, "as before", or why there is neither."""


@dataclass(frozen=True, slots=True)
class Understood:
    """An answer, understood: what to record, what to store, what to remember of the source (None: as it was)."""

    outcome: Outcome
    articles: tuple[Article, ...] = ()
    state: SourceState | None = None


def understand(source: Source, answer: Answer, before: SourceState | None, now: datetime) -> Understood:
    """What to make of a source's answer. Raises what is a bug rather than a failure of the web."""
    match answer:
        case NotModified():
            return Understood(Outcome(source.id, SourceStatus.UNCHANGED, 304, took_ms=answer.took_ms))
        case Fetched():
            return _read_body(source, answer, before, now)
        case FetchError():
            return _failed(source, answer, before)
        case _:
            raise answer


def state_for(source: Source, states: dict[str, SourceState]) -> SourceState | None:
    """What is remembered of a source, unless its address has changed or feeds are read by other rules since."""
    state = states.get(source.id)
    if state is None or state.url != source.url:
        return None
    if state.body_hash is None or not state.body_hash.startswith(_rules()):
        return replace(state, etag=None, last_modified=None, body_hash=None)
    return state


def _read_body(source: Source, answer: Fetched, before: SourceState | None, now: datetime) -> Understood:
    body_hash = f"{_rules()}:{hashlib.sha256(answer.body).hexdigest()[:32]}"
    state = SourceState(source.url, answer.headers.get("etag"), answer.headers.get("last-modified"), body_hash,
                        answer.permanent_redirect or (before.moved_to if before else None))
    outcome = Outcome(source.id, SourceStatus.UNCHANGED, answer.status or None, bytes=len(answer.body),
                      took_ms=answer.took_ms)
    if before is not None and before.body_hash == body_hash:
        return Understood(outcome, state=state)
    try:
        feed = parse_feed(answer.body, answer.headers.get("content-type"), source, answer.final_url, now)
    except FeedError as error:
        return Understood(replace(outcome, status=SourceStatus.NOT_A_FEED, error=str(error)))
    if not feed.entries:
        return Understood(replace(outcome, status=SourceStatus.EMPTY, error="the feed has no entry"))
    days = [article.published_on for article in feed.entries if article.published_on]
    outcome = replace(outcome, status=SourceStatus.OK, entries=len(feed.entries), newest_on=max(days, default=None))
    return Understood(outcome, feed.entries, state)


def _failed(source: Source, error: FetchError, before: SourceState | None) -> Understood:
    status = SourceStatus.UNREACHABLE if isinstance(error, HostUnreachable) else SourceStatus.FAILED
    retry_after: datetime | None = getattr(error, "retry_after", None)
    state = None
    if retry_after is not None:
        status = SourceStatus.WAITING
        state = replace(before or SourceState(source.url), retry_after=retry_after.isoformat(timespec="seconds"))
    return Understood(Outcome(source.id, status, error.status, error=str(error)), state=state)


@cache
def _rules() -> str:
    """Changes with the code that reads feeds: a better reader reads an unchanged feed again."""
    folder = Path(__file__).parent
    files = [folder / name for name in sorted(os.listdir(folder)) if name.startswith(_PARSER) and name.endswith(".py")]
    digest = hashlib.sha256()
    for file in (*files, Path(licensing.language.__file__)):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
