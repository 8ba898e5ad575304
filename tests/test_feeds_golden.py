"""Feeds of our own and what is read from them, the same under every time zone of the machine."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest import feeds
from ingest.feeds import ParsedFeed, parse_feed
from licensing.model import Article, Source

FOLDER = Path(__file__).parent / "feeds"
NOW = datetime(2026, 10, 10, 12, tzinfo=UTC)
SOURCES = {
    "hong_kong_rss": Source("hk", "港聞", "Harbour Post", "https://news.example.hk/rss", None, "hk_news"),
    "atom": Source("notes", "Notes", "Notes", "https://notes.example.org/feed.atom", None, "law"),
    "google_news": Source("search", "Search", "Google News", "https://news.google.com/rss/search?q=x", None, "crypto"),
    "rss10": Source("old", "Old", "Old format", "https://old.example.org/rdf", None, "crypto"),
    "broken_rss": Source("broken", "Broken", "Broken", "https://broken.example.org/rss", None, "crypto"),
}


@pytest.fixture(params=["UTC", "Asia/Hong_Kong", "America/New_York", "Pacific/Kiritimati"])
def time_zone(request: pytest.FixtureRequest) -> Iterator[str]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def read(name: str) -> ParsedFeed:
    source = SOURCES[name]
    return parse_feed((FOLDER / f"{name}.xml").read_bytes(), "text/xml", source, source.url, NOW)


def as_json(article: Article) -> dict[str, Any]:
    """An article's fields, those left out that say nothing."""
    at = article.published_at
    fields = {**asdict(article), "published_at": at.isoformat() if at else None}
    return {name: value for name, value in fields.items() if value is not None and name not in ("source_id", "text_from")}


@pytest.mark.parametrize("name", SOURCES)
def test_a_feed_gives_these_articles_in_every_time_zone(name: str, time_zone: str) -> None:
    expected = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    feed = read(name)
    assert [as_json(article) for article in feed.entries] == expected["entries"]
    assert (feed.bozo is not None) == expected["bozo"]


@pytest.mark.parametrize("name", [name for name in SOURCES if name != "broken_rss"])
def test_all_ways_of_reading_give_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = read(name)
    monkeypatch.setattr(feeds, "_read_sound", lambda body, content_type, take: None)
    assert read(name) == quick
    monkeypatch.setattr(feeds, "_read_well_formed", lambda text, root, take: None)
    assert read(name).entries == quick.entries


def test_every_golden_feed_is_tested() -> None:
    assert {path.stem for path in FOLDER.glob("*.xml")} == set(SOURCES)
