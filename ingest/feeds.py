"""Bytes of a feed -> articles. Pure: no network, no database, no clock.

The bytes are decoded, looked at, made safe, and read by feedparser with its HTML sanitising and URI resolving off
(three quarters of its time); ``ingest.entries`` turns what it found into articles with plain text.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import feedparser

from ingest.encoding import decode, unpack
from ingest.entries import Context, RawEntry, read_entries
from ingest.feeds_repair import repair
from ingest.feeds_sniff import refuse_what_is_no_feed, root_name
from ingest.identity import address_key, clean_url
from licensing.model import Article, FeedError, Source

_DATES = ("published", "created", "updated")


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """The articles of one reading. bozo: what was wrong with the feed, None: nothing; skipped: items that are none."""

    entries: tuple[Article, ...]
    bozo: str | None = None
    skipped: tuple[str, ...] = ()


def parse_feed(body: bytes, content_type: str | None, source: Source, feed_url: str, now: datetime) -> ParsedFeed:
    """The articles in ``body``. Raises FeedError, which says what it is instead, where it is no feed.

    content_type: the HTTP header's value, None: not known. feed_url: where it came from in the end. now: aware.
    """
    body = unpack(body)
    decoded = decode(body, content_type)
    refuse_what_is_no_feed(body, decoded.text)
    xml, notes = repair(decoded.text, root_name(decoded.text) or "")
    feed = feedparser.parse(io.BytesIO(xml), sanitize_html=False, resolve_relative_uris=False,
                            response_headers={"content-type": "application/xml; charset=utf-8",
                                              "content-location": feed_url})
    if not feed.version and not feed.entries:
        raise FeedError("XML without a feed in it")
    raw = [_raw_entry(dict(entry), feed.version.startswith("atom")) for entry in feed.entries]
    entries, skipped = read_entries(raw, Context(source, feed_url, _home(dict(feed.feed), feed_url), now))
    problems = [note for note in (decoded.note, *notes) if note]
    return ParsedFeed(entries, "; ".join(problems) or None, skipped)


def _raw_entry(found: dict[str, Any], is_atom: bool) -> RawEntry:
    """What feedparser found in one item."""
    title_type = (found.get("title_detail") or {}).get("type")
    texts = [found.get("summary"), *(part.get("value") for part in found.get("content") or ())]
    via = found.get("source") or {}
    return RawEntry(
        title=found.get("title") or "",
        title_is_literal=is_atom and title_type == "text/plain",
        texts=tuple(text for text in texts if text),
        links=_links(found),
        guid=found.get("id") or None,
        dates=tuple(value for name in _DATES if (value := found.get(name))),
        author=found.get("author") or None,
        via=via.get("title") or None,
        via_url=via.get("href") or via.get("link") or None,
    )


def _links(found: dict[str, Any]) -> tuple[str, ...]:
    """Addresses the item gives for itself, the most trusted first."""
    others = [link.get("href") for link in found.get("links") or () if link.get("rel") == "alternate"]
    named = [found.get("feedburner_origlink"), found.get("link"), *others]
    return tuple(link for link in named if link)


def _home(channel: dict[str, Any], feed_url: str) -> str | None:
    """What the feed calls its own page: an item that links there has no address of its own."""
    url = clean_url(channel.get("link") or "", feed_url)
    return address_key(url) if url else None
