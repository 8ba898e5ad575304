"""Bytes of a feed -> articles. Pure: no network, no database, no clock.

Sound feeds (``ingest.feeds_sound``) go to the strict parser (``ingest.feeds_fast``) as they are. All others are
decoded, looked at, made safe and repaired; what is not well-formed then is left to feedparser. ``ingest.entries`` turns
every item into an article with plain text as soon as it is found.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias

import feedparser

from ingest.encoding import decode, unpack
from ingest.entries import Context, RawEntry, ReadFeed, Take, settle, understand
from ingest.feeds_fast import read_fast
from ingest.feeds_repair import MAX_TAGS, close_the_end, escape_ampersands, make_safe, shorten, up_to_the_end
from ingest.feeds_sniff import refuse_what_is_no_feed, root_name
from ingest.feeds_sound import sound_xml
from ingest.markup import strip_all_tags
from licensing.model import Article, FeedError, Source

Reading: TypeAlias = tuple[ReadFeed, tuple[str, ...]]
"""The items, and what was wrong with the feed in words."""

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
    context = Context(source, feed_url, now)
    take = partial(understand, context=context)
    feed, problems = _read_sound(body, content_type, take) or _read_any(body, content_type, take)
    entries, skipped = settle(feed, context)
    return ParsedFeed(entries, "; ".join(problems) or None, skipped)


def _read_sound(body: bytes, content_type: str | None, take: Take) -> Reading | None:
    """The straight way, for nearly all feeds; None: not for this one."""
    xml = sound_xml(body, content_type)
    feed = read_fast(xml, take) if xml is not None else None
    return (feed, ()) if feed is not None else None


def _read_any(body: bytes, content_type: str | None, take: Take) -> Reading:
    """Decoded, looked at, made safe and repaired. Raises FeedError."""
    decoded = decode(body, content_type)
    refuse_what_is_no_feed(body, decoded.text)
    root = root_name(decoded.text) or ""
    text, notes = make_safe(decoded.text, root)
    feed, more = _read_well_formed(text, root, take) or _read_tolerantly(text, take)
    return feed, tuple(note for note in (decoded.note, *notes, *more) if note)


def _read_well_formed(text: str, root: str, take: Take) -> Reading | None:
    """By the quick reader, as it is or with one of the usual repairs; None: none of them makes it well-formed."""
    if text.count("<") > MAX_TAGS:
        return None
    if (feed := read_fast(text.encode("utf-8"), take)) is not None:
        return feed, ()
    for repaired, note in _repairs(text, root):
        if repaired is not None and (feed := read_fast(repaired.encode("utf-8"), take)) is not None:
            return feed, (note,)
    return None


def _repairs(text: str, root: str) -> Iterator[tuple[str | None, str]]:
    """One after the other: each is tried only if those before it were of no use."""
    shorter = up_to_the_end(text)
    yield shorter, "text behind the end of the feed"
    escaped = escape_ampersands(shorter or text) if text.count("&") <= MAX_TAGS else None
    yield escaped, "not well-formed: a bare ampersand"
    yield close_the_end(escaped or text, root), "cut off: the last item is a part"


def _read_tolerantly(text: str, take: Take) -> Reading:
    """feedparser, with its HTML sanitising and URI resolving off: three quarters of its time."""
    xml, notes = shorten(text)
    try:
        feed = feedparser.parse(io.BytesIO(xml), sanitize_html=False, resolve_relative_uris=False,
                                response_headers={"content-type": "application/xml; charset=utf-8"})
    except (TypeError, LookupError, ValueError, AttributeError, AssertionError, RecursionError) as error:
        raise FeedError(f"too broken to be read ({type(error).__name__}: {str(error)[:100]})") from error
    if not feed.version and not feed.entries:
        raise FeedError("XML without a feed in it")
    is_atom = feed.version.startswith("atom")
    items = tuple(take(_raw_entry(dict(entry), is_atom)) for entry in feed.entries)
    return ReadFeed(items, _words(dict(feed.feed).get("link"))), notes


def _raw_entry(found: dict[str, Any], is_atom: bool) -> RawEntry:
    """What feedparser found in one item."""
    texts = [_markup(found.get("summary"), found.get("summary_detail")),
             *(_markup(part.get("value"), part) for part in _dicts(found.get("content")))]
    authors = [_words(author.get("name")) for author in _dicts(found.get("authors"))]
    via = next(iter(_dicts([found.get("source")])), {})
    title_type = next(iter(_dicts([found.get("title_detail")])), {}).get("type")
    return RawEntry(
        title=_words(found.get("title")),
        title_is_literal=is_atom and title_type == "text/plain",
        texts=tuple(text for text in texts if text),
        links=_links(found),
        guid=_words(found.get("id")) or None,
        dates=tuple(value for name in _DATES if (value := _words(found.get(name)))),
        author=", ".join(dict.fromkeys(filter(None, authors))) or _words(found.get("author")) or None,
        via=_words(via.get("title")) or _words(found.get("news_source")) or None,
        via_url=_words(via.get("href")) or _words(via.get("link")) or None,
    )


def _words(value: object) -> str:
    """Broken feeds make feedparser put dictionaries where words belong."""
    return value if isinstance(value, str) else ""


def _dicts(values: object) -> list[dict[str, Any]]:
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def _links(found: dict[str, Any]) -> tuple[str, ...]:
    """Addresses the item gives for itself, the most trusted first."""
    others = [_words(link.get("href")) for link in _dicts(found.get("links")) if link.get("rel") == "alternate"]
    named = [_words(found.get("feedburner_origlink")), *others, _words(found.get("link"))]
    guid = _words(found.get("id"))
    is_name = bool(guid) and not guid.startswith(("http://", "https://"))  # feedparser takes any guid for a link
    return tuple(link for link in named if link and not (is_name and link == guid))


def _markup(value: object, detail: object) -> str:
    """XHTML as markup that holds HTML's tags only; anything else as it is."""
    is_xhtml = isinstance(detail, dict) and detail.get("type") == "application/xhtml+xml"
    return strip_all_tags(_words(value)) if is_xhtml else _words(value)
