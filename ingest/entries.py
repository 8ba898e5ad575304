"""A feed's items -> articles: what is the title, the text, the address, the day, and what makes it the same article."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from urllib.parse import urlsplit

from ingest.dates import Published, parse_date
from ingest.encoding import undo_double_encoding
from ingest.identity import address_key, clean_url, is_google_news, is_own_page, spelling, split_publisher
from ingest.markup import literal_text, one_line, plain_text
from licensing.language import language_of
from licensing.model import Article, Language, Source
from licensing.settings import HONG_KONG

_TITLE_FROM_TEXT = 120
_MAX_NAME = 120
_MAX_GUID = 500
_MAIL_AND_NAME = re.compile(r"^[^\s@()]+@[^\s@()]+\s*\(([^()]+)\)$")
_MAIL_IN_BRACKETS = re.compile(r"\s*[(<][^()<>\s]*@[^()<>\s]*[)>]")
_HONG_KONG_SCOPES = {"regulator", "hk_news", "hk_crypto"}


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An item as the feed's markup gives it; None and empty: not given. texts: every description and content.

    dates: in the order of trust. title_is_literal: declared to hold no markup. via, via_url: the item's ``<source>``.
    """

    title: str = ""
    title_is_literal: bool = False
    texts: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    guid: str | None = None
    dates: tuple[str, ...] = ()
    author: str | None = None
    via: str | None = None
    via_url: str | None = None


@dataclass(frozen=True)
class Context:
    """What the items of one reading share. now: aware."""

    source: Source
    feed_url: str
    now: datetime

    @cached_property
    def zone(self) -> tzinfo:
        """Hong Kong for sources that write for Hong Kong readers, else UTC: for times without a zone."""
        return HONG_KONG if self.is_from_hong_kong else UTC

    @cached_property
    def is_from_hong_kong(self) -> bool:
        """True where the source's scope, language or host says so."""
        host = (urlsplit(self.feed_url).hostname or "").lower()
        return (self.source.scope in _HONG_KONG_SCOPES or self.source.language == Language.ZH_HANT
                or host.endswith(".hk"))


@dataclass(frozen=True, slots=True)
class Item:
    """An item understood, before its identity is settled among the others of the reading."""

    title: str
    text: str
    url: str | None
    key: str | None  # address_key(url)
    guid: str | None
    author: str | None
    publisher: str
    published: Published | None
    language: Language | None


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """The items of one reading, None for one that is none, and the address the feed gives as its own ("": none)."""

    items: tuple[Item | None, ...]
    home: str


Take = Callable[[RawEntry], Item | None]
"""``understand`` in a reading's context: items are understood one by one, so that their markup need not be kept."""


def settle(feed: ReadFeed, context: Context) -> tuple[tuple[Article, ...], tuple[str, ...]]:
    """The articles of one reading, and a line for each item that is none."""
    home = clean_url(feed.home, context.feed_url)
    home_key = address_key(home) if home else None
    items = [item for item in feed.items if item is not None]
    notes = [f"item {number}: neither title nor text nor address"
             for number, item in enumerate(feed.items, start=1) if item is None]
    shared = _shared_keys(items)
    return tuple(_article(item, context, shared, home_key) for item in items), tuple(notes)


def understand(entry: RawEntry, context: Context) -> Item | None:
    """An item's words, address, day; None where it has neither title nor text nor address."""
    url = next((url for link in entry.links if (url := clean_url(link, context.feed_url))), None)
    title = literal_text(entry.title, 4000) if entry.title_is_literal else plain_text(entry.title, 4000)
    title = one_line(undo_double_encoding(title))
    text = max((undo_double_encoding(plain_text(text)) for text in entry.texts), key=len, default="")
    guid = one_line(entry.guid, _MAX_GUID) if entry.guid else None
    via = one_line(plain_text(entry.via, 500), _MAX_NAME) if entry.via else None
    if is_google_news(url):
        title, via = split_publisher(title, via)
    elif via and entry.via_url and _is_same_site(entry.via_url, context.feed_url):
        via = None  # the publisher under another of its own names
    if title and len(text) < len(title) + _MAX_NAME and spelling(text) in (spelling(title), spelling(f"{title} {via}")):
        text = ""  # Google News repeats the headline
    title = title or one_line(text, _TITLE_FROM_TEXT) or url or guid or ""
    if not title:
        return None
    author = _name(one_line(plain_text(entry.author, 500), _MAX_NAME)) if entry.author else None
    return Item(title, text, url, address_key(url) if url else None, guid, author, via or context.source.publisher,
                 _published(entry, context), language_of(title, text, context.source.language))


def _name(author: str) -> str | None:
    """RSS writes "name@example.org (Name)", others "Name (name@example.org)": the name."""
    if match := _MAIL_AND_NAME.match(author):
        return match[1].strip() or None
    return _MAIL_IN_BRACKETS.sub("", author).strip() or None


def _published(entry: RawEntry, context: Context) -> Published | None:
    chinese = context.is_from_hong_kong or context.source.language == Language.ZH_HANS
    for raw in entry.dates:
        if found := parse_date(raw, context.zone, context.now, chinese):
            return found
    return None


def _shared_keys(items: Sequence[Item]) -> frozenset[str]:
    """Addresses and guids that stand for several different titles in this reading: they name no article."""
    names = [item.key or item.guid for item in items]
    often = {name for name, times in Counter(names).items() if name and times > 1}
    titles: dict[str, set[str]] = defaultdict(set)
    for item, name in zip(items, names, strict=True):
        if name in often:
            titles[name].add(spelling(item.title))
    return frozenset(name for name, spellings in titles.items() if len(spellings) > 1)


def _article(item: Item, context: Context, shared: frozenset[str], home: str | None) -> Article:
    published = item.published
    return Article(
        identity=_identity(item, shared, home), url=item.url, source_id=context.source.id, guid=item.guid,
        title=item.title, author=item.author, publisher=item.publisher,
        published_at=published.at if published else None, published_on=published.on if published else None,
        published_precision=published.precision if published else None, language=item.language, text=item.text,
    )


def _identity(item: Item, shared: frozenset[str], home: str | None) -> str:
    """One article, one identity: its own address; else its guid; else publisher, title and day."""
    if item.url and not is_google_news(item.url):
        is_own = item.key not in shared and item.key != home and is_own_page(item.url)
        return str(item.key) if is_own else f"{item.key}|{_spelled(item)}"
    if item.guid and item.url is None:
        key = f"guid:{spelling(item.publisher)}|{item.guid}"
        return f"{key}|{_spelled(item)}" if item.guid in shared else key
    day = item.published.on if item.published else ""
    return f"news:{spelling(item.publisher)}|{_spelled(item)}|{day}"


def _spelled(item: Item) -> str:
    return spelling(item.title) or item.title


def _is_same_site(one: str, other: str) -> bool:
    """True where two addresses share the last two parts of their hosts (three under com.hk and the like)."""
    return _site(one) == _site(other) != ""


def _site(url: str) -> str:
    try:
        labels = (urlsplit(url).hostname or "").split(".")
    except ValueError:
        return ""
    size = 3 if len(labels) > 2 and labels[-2] in ("com", "org", "net", "gov", "edu", "co") else 2
    return ".".join(labels[-size:])
