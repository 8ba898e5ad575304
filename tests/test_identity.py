"""One article, one address, one identity."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import identity
from ingest.entries import Context, RawEntry, ReadFeed, settle, understand
from ingest.identity import address_key, clean_url, split_publisher
from licensing.model import Article, Source

NOW = datetime(2026, 10, 10, tzinfo=UTC)
CLEAN = [
    ("https://Example.org/a?utm_source=rss&id=7#top", "https://example.org/a?id=7"),
    ("https://example.org/a?fbclid=x&gclid=y&mc_cid=z", "https://example.org/a"),
    ("https://example.org/a?ref=rss", "https://example.org/a"), ("https://example.org/a?ref=26PR1", None),
    ("https://example.org/?p=12", None), ("https://apps.example.hk/doc?refNo=26PR109&lang=EN", None),
    ("http://example.org:80/a", "http://example.org/a"), ("https://example.org:443", "https://example.org/"),
    ("http://127.0.0.1:8000/a", None), (" https://example.org/a ", "https://example.org/a"),
    ("//example.org/x", "https://example.org/x"), ("/rel/x", "https://base.example.org/rel/x"),
    ("www.example.org/x", "http://www.example.org/x"),
    ("http://例子.hk/新聞?id=中", "http://xn--fsqu00a.hk/%E6%96%B0%E8%81%9E?id=%E4%B8%AD"),
    ("https://example.org/%e6%96%b0%E8%81%9e", "https://example.org/%E6%96%B0%E8%81%9E"),
    ("https://example.org/a b", "https://example.org/a%20b"),
    ("http://www.bing.com/news/apiclick.aspx?ref=F&url=https%3a%2f%2fexample.org%2fa%3fid%3d1&c=3",
     "https://example.org/a?id=1"),
    ("https://www.google.com/url?rct=j&url=https://example.org/b&ct=ga", "https://example.org/b"),
    ("https://example-org.cdn.ampproject.org/c/s/example.org/story/amp/", "https://example.org/story/amp/"),
    ("https://news.google.com/rss/articles/CBMi?oc=5", "https://news.google.com/rss/articles/CBMi"),
]
NO_ADDRESS = ["", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "mailto:a@example.org", "http://",
              "https://user:pw@example.org/", "http://[bad", "http://a:port/", "http://a" + "b" * 5000 + "/",
              "ftp://example.org/", "tag:example.org,2026:1", "http://exa mple.org/", "http://a\\b/"]
SAME = [
    "https://www.example.org/news/1", "http://example.org/news/1", "https://m.example.org/news/1/",
    "https://amp.example.org/news/1", "https://example.org/news/1/amp", "https://example.org/news/1/amp/",
    "https://example.org/news/1?amp=1", "https://example.org/news/1/?utm_medium=rss", "https://example.org/news/1#x",
    "https://EXAMPLE.org/news/1?fbclid=3", "https://mobile.example.org/news/1.amp",
    "https://www.google.com/url?url=https://www.example.org/news/1",
]


@pytest.mark.parametrize(("link", "url"), CLEAN)
def test_addresses_lose_what_is_not_the_address(link: str, url: str | None) -> None:
    assert clean_url(link, "https://base.example.org/feed.xml") == (url or link)


@pytest.mark.parametrize("link", NO_ADDRESS)
def test_what_is_no_web_address_is_none(link: str) -> None:
    assert clean_url(link) is None


def test_spellings_of_one_address_have_one_key() -> None:
    keys = {address_key(url) for link in SAME if (url := clean_url(link))}
    assert keys == {"example.org/news/1"}


def test_different_articles_have_different_keys() -> None:
    links = ["https://example.org/news/1", "https://example.org/news/2", "https://example.org/news/1?page=2",
             "https://other.example.org/news/1", "https://example.org/News/1", "https://example.org/?p=1"]
    assert len({address_key(clean_url(link) or "") for link in links}) == len(links)


@given(st.text(max_size=80))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_url(f"https://example.org/{text}")
    assert once is None or clean_url(once) == once


def test_google_news_titles_lose_the_publisher() -> None:
    assert split_publisher("A - b - Harbour Post", None) == ("A - b", "Harbour Post")
    assert split_publisher("A - Harbour Post", "Harbour Post") == ("A", "Harbour Post")
    assert split_publisher("Only a title", None) == ("Only a title", None)
    assert split_publisher("A - b", "Harbour Post") == ("A - b", "Harbour Post")


def read(*entries: RawEntry, publisher: str = "Paper") -> tuple[Article, ...]:
    source = Source("own", "Own", publisher, "https://paper.example.org/rss", None, "crypto")
    context = Context(source, source.url, NOW)
    items = tuple(understand(entry, context) for entry in entries)
    return settle(ReadFeed(items, "https://paper.example.org/"), context)[0]


def identities(*entries: RawEntry) -> list[str]:
    return [article.identity for article in read(*entries)]


def test_items_that_share_a_link_go_by_link_and_title() -> None:
    one, two = (RawEntry(title=title, links=("https://paper.example.org/panel",)) for title in ("May", "June"))
    assert len(set(identities(one, two))) == 2
    assert len(set(identities(one, one))) == 1  # a literal duplicate is one article


def test_a_link_to_the_front_page_is_no_address_of_an_article() -> None:
    entries = [RawEntry(title=title, links=("https://paper.example.org/",)) for title in ("May", "June")]
    assert len({identity for entry in entries for identity in identities(entry)}) == 2


def test_a_repeated_guid_does_not_merge_what_has_links() -> None:
    entries = [RawEntry(title=f"t{n}", guid="same", links=(f"https://paper.example.org/{n}",)) for n in (1, 2)]
    assert len(set(identities(*entries))) == 2


def test_items_without_a_link_go_by_guid_within_their_publisher() -> None:
    entry = RawEntry(title="Notice", guid="26PR109")
    assert read(entry)[0].identity == read(entry)[0].identity != read(entry, publisher="Other")[0].identity
    assert len(set(identities(RawEntry(title="a", guid="1"), RawEntry(title="b", guid="1")))) == 2


def test_the_same_story_with_other_tracking_is_one_article() -> None:
    links = ("https://paper.example.org/x?utm_source=a", "http://www.paper.example.org/x/?utm_source=b")
    assert len(set(identities(*(RawEntry(title="Story", links=(link,)) for link in links)))) == 1


def test_an_item_without_title_text_and_address_is_none_and_said_so() -> None:
    source = Source("own", "Own", "Paper", "https://paper.example.org/rss", None, "crypto")
    context = Context(source, source.url, NOW)
    items = tuple(understand(entry, context) for entry in (RawEntry(), RawEntry(title="x")))
    articles, notes = settle(ReadFeed(items, ""), context)
    assert len(articles) == 1
    assert notes == ("item 1: neither title nor text nor address",)


def test_a_missing_title_is_taken_from_the_text() -> None:
    assert read(RawEntry(texts=("<p>Three firms were licensed.</p>",)))[0].title == "Three firms were licensed."


PIECES = ["http://", "HTTP://", "www.", "a.b", "example.org", "google.com", "bing.com", "/", "/amp/", "?utm_source=x", "?id=1",
          "#t", ":80", ":99999", "@", "%41", "é", " ", "..", "-", "ABC", "a_b", "~", "[::1]", "'", "(", ";", "&", "1.2.3.4",
          ".com", "xn--", "/news/apiclick.aspx", "?url=http://a.b/c", "cdn.ampproject.org", "/c/s/x.y/z"]


def test_an_address_let_through_at_a_glance_is_one_that_a_closer_look_leaves_alone(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(1)
    found = ["https://" + "".join(chance.choices(PIECES, k=chance.randint(1, 5))) for _ in range(20_000)]
    glanced = [link for link in found if identity._CLEAN.match(link)]
    assert len(glanced) > 20
    monkeypatch.setattr(identity, "_CLEAN", re.compile("(?!)"))
    assert [clean_url(link) for link in glanced] == glanced
