"""Other people's captures and malformed feeds, held against what their index expects; skipped where they are not there."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from unicodedata import category

import pytest

from ingest import feeds
from ingest.feeds import ParsedFeed, parse_feed
from licensing.model import Article, FeedError, Language, Source

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SOURCE = Source("own", "Own", "Paper", "https://paper.example.org/rss", None, "crypto")
EXCEPTIONS = {  # file -> what comes out instead, and why that is right
    "derived__shape_unclosed_item.xml": "10000 entries",  # a feed is read as far as its 10,000th item
    "derived__shape_unclosed_entry.xml": "10000 entries",
}
READ_DIFFERENTLY = {  # well-formed, but the two readers differ: the quick one's answer is the better one, and why
    "feedparser__wellformed__atom10__entry_content_div_escaped_markup.xml": "markup escaped within XHTML is text",
    "feedparser__wellformed__namespace__atomxlink.xml": "an inline picture is no text",
    "feedparser__wellformed__node_precedence__atom10_id.xml": "an id that is no address is no link",
    "feedrs__atom_mediarss_newscred_1.xml": "a picture's caption is not the text",
    "gofeed__parser__rss__issue_217_enclosure_children.xml": "an enclosure's title is not the item's",
    "miniflux_inline__TestEntryDescriptionFromItunesSubtitle.xml": "a subtitle where there is nothing else",
    "miniflux_inline__TestEntryDescriptionFromItunesSummary.xml": "the longer of two is the text",
    "miniflux_inline__TestParseFeedWithRelativeSiteURL.xml": "a relative link is the feed's own",
    "miniflux_inline__TestParseRDFSampleWithDublinCore.xml": "an author without an address is cut in half",
    "derived__mingpao_cut_midchar.xml": "the cut last item keeps its words",
    "kagisearch__osm-pl.xml": "the cut last item keeps its words",
    "derived__rss_xinclude.xml": "an include is no words",
    "danmactough__intertwingly.atom": "inline pictures are no text",
    "rubycocos__intertwingly.atom": "inline pictures are no text",
}


@dataclass(frozen=True)
class Case:
    path: Path
    expected: str


def cases(shared: Path, kind: str) -> list[Case]:
    folder = shared / "feeds" / kind
    with (folder / "index.csv").open(encoding="utf-8", newline="") as rows:
        found = [Case(folder / row["file"], row.get("expected") or f"parses with entries {row['entries']}")
                 for row in csv.DictReader(rows)]
    assert found
    return found


def read(path: Path) -> ParsedFeed | None:
    """None: refused in words."""
    try:
        return parse_feed(path.read_bytes(), None, SOURCE, SOURCE.url, NOW)
    except FeedError as error:
        assert str(error)
        return None


def outcome(feed: ParsedFeed | None) -> str:
    return "refused" if feed is None else f"{len(feed.entries) + len(feed.skipped)} entries"


def is_as_expected(case: Case, got: str) -> bool:
    if "or is rejected" in case.expected and got == "refused":
        return True
    count = re.match(r"parses with entries (\d+)", case.expected)
    return got == (f"{count[1]} entries" if count else "refused")


def test_every_hostile_file_comes_out_as_expected_or_as_explained(shared_folder: Path) -> None:
    tally: Counter[str] = Counter()
    for case in cases(shared_folder, "hostile"):
        feed = read(case.path)
        got = outcome(feed)
        if is_as_expected(case, got):
            tally["as expected"] += 1
        else:
            assert EXCEPTIONS.get(case.path.name) == got, f"{case.path.name}: {got}, expected: {case.expected}"
            tally["explained"] += 1
        for article in feed.entries if feed else ():
            assert_sound(article)
            assert "root:" not in article.title + article.text  # /etc/passwd
    assert tally == {"as expected": 426, "explained": 2}


def test_every_real_capture_is_read_whole(shared_folder: Path) -> None:
    found = cases(shared_folder, "real")
    for case in found:
        feed = read(case.path)
        assert feed is not None and is_as_expected(case, outcome(feed)), case.path.name
        assert not feed.skipped
        for article in feed.entries:
            assert_sound(article)
    assert len(found) == 77


def assert_sound(article: Article) -> None:
    """Whatever came in: plain, bounded, safe."""
    assert article.title and article.identity and article.publisher
    assert article.url is None or article.url.startswith(("http://", "https://"))
    assert len(article.title) <= 500 and len(article.text) <= 200_000
    assert not set(map(category, article.title + article.text.replace("\n", "").replace("\u200d", ""))) & {"Cc", "Cs"}
    assert article.published_at is None or article.published_at.tzinfo is UTC
    assert (article.published_at is None) == (article.published_precision != "instant")


@pytest.mark.parametrize("kind", ["real", "hostile"])
def test_both_readers_agree_on_well_formed_feeds(
    kind: str, shared_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    differ, compared = set(), 0
    read_fast = feeds.read_fast
    for case in cases(shared_folder, kind):
        took_the_quick_way: list[bool] = []
        monkeypatch.setattr(feeds, "read_fast", lambda xml, take, seen=took_the_quick_way: _noted(
            read_fast(xml, take), seen))
        quick = read(case.path)
        if quick is None or not any(took_the_quick_way):
            continue
        monkeypatch.setattr(feeds, "read_fast", lambda xml, take: None)
        slow = read(case.path)
        compared += 1
        if slow is None or slow.entries != quick.entries:
            differ.add(case.path.name)
    assert compared >= {"real": 70, "hostile": 150}[kind]
    assert differ <= set(READ_DIFFERENTLY)


@pytest.mark.parametrize("kind", ["real", "hostile"])
def test_the_straight_way_and_the_careful_one_give_the_same(
    kind: str, shared_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    straight, compared = feeds._read_sound, 0
    for case in cases(shared_folder, kind):
        taken: list[bool] = []
        monkeypatch.setattr(feeds, "_read_sound", lambda body, content_type, take, seen=taken: _noted(
            straight(body, content_type, take), seen))
        quick = read(case.path)
        if not any(taken):
            continue
        monkeypatch.setattr(feeds, "_read_sound", lambda body, content_type, take: None)
        compared += 1
        assert read(case.path) == quick, case.path.name
    assert compared >= {"real": 60, "hostile": 100}[kind]


def _noted(found: object, seen: list[bool]) -> object:
    seen.append(found is not None)
    return found


@pytest.mark.parametrize(("name", "entries", "words"), [
    ("derived__mingpao_one_broken_utf8_char.xml", 82, "政府"), ("derived__mingpao_cut_midchar.xml", 41, "政府"),
])
def test_a_broken_byte_leaves_the_chinese_readable(shared_folder: Path, name: str, entries: int, words: str) -> None:
    feed = read(shared_folder / "feeds" / "hostile" / name)
    assert feed is not None and feed.bozo is not None and len(feed.entries) == entries
    assert sum(words in article.text for article in feed.entries) > 10
    assert all(article.language == Language.ZH_HANT for article in feed.entries)


def test_the_papers_of_hong_kong_are_understood(shared_folder: Path) -> None:
    real = shared_folder / "feeds" / "real"
    rthk = read(real / "ayltai__rthk.xml")
    hkma = read(real / "0xfanbase__hkma_legislative_council_issues_day1.xml")
    coindesk = read(real / "coindesk_2025-12-13_first4.rss")
    google = read(real / "googlenews_search_2026-09-25_2items.rss")
    assert rthk and hkma and coindesk and google
    assert all(article.url and article.language == Language.ZH_HANT for article in rthk.entries)  # no link, "zh-CN"
    assert {article.published_precision for article in hkma.entries} == {"day"}
    assert len({article.identity for article in hkma.entries}) == 2  # one link on both
    assert all(len(article.text) > 40 for article in coindesk.entries)
    assert [article.publisher for article in google.entries] == ["countynewscenter.com", "The Guardian"]
    assert not any(" - " in article.title for article in google.entries)
