"""Bytes of a feed -> articles. Pure: no network, no database, no clock.

The bytes are decoded, looked at and made safe. Well-formed feeds are read by ``ingest.feeds_fast``, all others by
feedparser; ``ingest.entries`` turns what was found into articles with plain text.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import feedparser

from ingest.encoding import decode, unpack
from ingest.entries import Context, RawEntry, RawFeed, read_entries
from ingest.feeds_fast import read_fast
from ingest.feeds_repair import MAX_TAGS, close_the_end, escape_ampersands, make_safe, shorten, up_to_the_end
from ingest.feeds_sniff import refuse_what_is_no_feed, root_name
from ingest.identity import address_key, clean_url
from ingest.markup import strip_all_tags
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
    root = root_name(decoded.text) or ""
    text, notes = make_safe(decoded.text, root)
    found, more = _read_well_formed(text, root) or _read_tolerantly(text)
    home = clean_url(found.home, feed_url)
    context = Context(source, feed_url, address_key(home) if home else None, now)
    entries, skipped = read_entries(found.entries, context)
    problems = [note for note in (decoded.note, *notes, *more) if note]
    return ParsedFeed(entries, "; ".join(problems) or None, skipped)


def _read_well_formed(text: str, root: str) -> tuple[RawFeed, tuple[str, ...]] | None:
    """The quick way, for nearly all feeds, and for those that one of the usual repairs makes well-formed; else None."""
    if text.count("<") > MAX_TAGS:
        return None
    if (found := read_fast(text.encode("utf-8"))) is not None:
        return found, ()
    for repaired, note in _repairs(text, root):
        if repaired is not None and (found := read_fast(repaired.encode("utf-8"))) is not None:
            return found, (note,)
    return None


def _repairs(text: str, root: str) -> Iterator[tuple[str | None, str]]:
    """One after the other: each is tried only if those before it were of no use."""
    shorter = up_to_the_end(text)
    yield shorter, "text behind the end of the feed"
    escaped = escape_ampersands(shorter or text) if text.count("&") <= MAX_TAGS else None
    yield escaped, "not well-formed: a bare ampersand"
    yield close_the_end(escaped or text, root), "cut off: the last item is a part"


def _read_tolerantly(text: str) -> tuple[RawFeed, tuple[str, ...]]:
    """feedparser, with its HTML sanitising and URI resolving off: three quarters of its time."""
    xml, notes = shorten(text)
    feed = feedparser.parse(io.BytesIO(xml), sanitize_html=False, resolve_relative_uris=False,
                            response_headers={"content-type": "application/xml; charset=utf-8"})
    if not feed.version and not feed.entries:
        raise FeedError("XML without a feed in it")
    is_atom = feed.version.startswith("atom")
    entries = tuple(_raw_entry(dict(entry), is_atom) for entry in feed.entries)
    return RawFeed(entries, feed.feed.get("link") or ""), notes


def _raw_entry(found: dict[str, Any], is_atom: bool) -> RawEntry:
    """What feedparser found in one item."""
    title_type = (found.get("title_detail") or {}).get("type")
    texts = [_markup(found.get("summary"), found.get("summary_detail")),
             *(_markup(part.get("value"), part) for part in found.get("content") or ())]
    authors = [author.get("name") for author in found.get("authors") or ()]
    via = found.get("source") or {}
    return RawEntry(
        title=found.get("title") or "",
        title_is_literal=is_atom and title_type == "text/plain",
        texts=tuple(text for text in texts if text),
        links=_links(found),
        guid=found.get("id") or None,
        dates=tuple(value for name in _DATES if (value := found.get(name))),
        author=", ".join(dict.fromkeys(filter(None, authors))) or found.get("author") or None,
        via=via.get("title") or found.get("news_source") or None,
        via_url=via.get("href") or via.get("link") or None,
    )


def _links(found: dict[str, Any]) -> tuple[str, ...]:
    """Addresses the item gives for itself, the most trusted first."""
    others = [link.get("href") for link in found.get("links") or () if link.get("rel") == "alternate"]
    named = [found.get("feedburner_origlink"), *others, found.get("link")]
    guid = found.get("id") or ""
    is_name = bool(guid) and not guid.startswith(("http://", "https://"))  # feedparser takes any guid for a link
    return tuple(link for link in named if link and not (is_name and link == guid))


def _markup(value: str | None, detail: dict[str, Any] | None) -> str:
    """XHTML as markup that holds HTML's tags only; anything else as it is."""
    return strip_all_tags(value or "") if detail and detail.get("type") == "application/xhtml+xml" else value or ""
