"""The embedded digest: feeds of our own, true, linked, dated as exactly as is known, read like any other feed."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import feedparser
import lxml.etree
import pytest

from ingest.feeds import parse_feed
from ingest.taggers import build_tagger
from licensing import settings
from licensing.model import Article, Tags
from licensing.reference import load_reference, load_sources

NOW = datetime(2026, 11, 24, tzinfo=UTC)
FILES = sorted((settings.DATA / "digest").glob("*.xml"))


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    sources = [s for s in load_sources(settings.REFERENCE / "sources.toml") if s.scope == "digest"]
    assert len(sources) == len(FILES)
    return [article for source, path in zip(sources, FILES, strict=True)
            for article in parse_feed(path.read_bytes(), "application/rss+xml", source, source.url, NOW).entries]


def test_there_are_enough_articles_in_three_scripts(articles: list[Article]) -> None:
    languages = Counter(article.language for article in articles)
    assert sum(languages.values()) >= 350
    assert languages["zh-Hant"] + languages["zh-Hans"] >= 60
    assert min(languages["zh-Hant"], languages["zh-Hans"]) > 10


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_file_is_valid_for_two_parsers(path: object) -> None:
    body = path.read_bytes()  # type: ignore[attr-defined]
    assert not feedparser.parse(body).bozo
    items = lxml.etree.fromstring(body).findall("channel/item")
    assert items
    for item in items:
        assert item.findtext("title")
        assert item.find("source").get("url").startswith("http")
        assert bool(item.findtext("pubDate")) != bool(item.findtext("{http://purl.org/dc/elements/1.1/}date"))


def test_no_article_stands_twice(articles: list[Article]) -> None:
    assert [identity for identity, n in Counter(a.identity for a in articles).items() if n > 1] == []


def test_every_article_has_its_real_link_and_its_own_publisher(articles: list[Article]) -> None:
    assert all(a.url and a.url.startswith("http") for a in articles)
    assert not any(a.publisher == "Digest" for a in articles)


def test_dates_keep_the_precision_that_is_known(articles: list[Article]) -> None:
    lengths = {"day": 10, "month": 7, "year": 4}
    assert all(a.published_on and len(a.published_on) == lengths[str(a.published_precision)] for a in articles)
    assert {str(a.published_precision) for a in articles} == {"day", "month", "year"}
    assert not any(a.published_at for a in articles)


def test_each_file_holds_its_own_year(articles: list[Article]) -> None:
    assert all((a.published_on or "")[:4] == a.source_id.removeprefix("digest-") for a in articles)


@pytest.fixture(scope="module")
def first_article(articles: list[Article]) -> Tags:
    """The article this project began with."""
    tagger = build_tagger(load_reference())
    found = [a for a in articles if "retail" in f"{a.title} {a.text}" and "$25 million" in a.text and "80" in a.text]
    assert len(found) == 1
    return tagger.tag(found[0].title, found[0].text, found[0].published_on, found[0].language)


def test_osl_and_hashkey_were_the_first_to_serve_retail_clients(first_article: Tags) -> None:
    assert {(e.slug, str(e.event)) for e in first_article.events if e.event in ("uplifted", "licensed")} >= {
        ("osl", "uplifted"), ("hashkey", "uplifted")} or {e.slug for e in first_article.events} >= {"osl", "hashkey"}


def test_up_to_25_million_dollars_is_a_cost_without_a_lower_end(first_article: Tags) -> None:
    costs = [(c.amount.low, c.amount.high, str(c.amount.currency), str(c.kind), str(c.qualifier)) for c in first_article.costs]
    assert (None, 25_000_000, "USD", "total", "up to") in costs


def test_over_80_firms_were_interested(first_article: Tags) -> None:
    counts = [(c.low, c.high, str(c.qualifier), str(c.category)) for c in first_article.firm_counts]
    assert (80, None, "over", "interested") in counts
