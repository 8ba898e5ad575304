"""What is no feed is told apart in words; what attacks the parser is refused or cut, in seconds and little memory."""

from __future__ import annotations

import gzip
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest import feeds
from ingest.feeds import ParsedFeed, parse_feed
from ingest.feeds_repair import MAX_ENTRIES, escape_ampersands
from licensing.model import FeedError, Source
from tests.servers import FEED

NOW = datetime(2026, 10, 10, tzinfo=UTC)
SOURCE = Source("own", "Own", "Paper", "https://paper.example.org/rss", None, "crypto")
HEAD = "<?xml version='1.0'?><rss version='2.0'><channel><title>t</title>"
ITEM = "<item><title>Three firms</title><link>https://paper.example.org/1</link></item>"
TAIL = "</channel></rss>"
NO_FEEDS = [
    (b"", "an empty answer"), (b" \n\t", "nothing but blanks"), (b"\x00\x00", "nothing but blanks"),
    (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "a JSON Feed"),
    (b'{"items": [{"id": "1"}]}', "a JSON Feed"), (b"[1, 2]", "JSON, not a feed"), (b'{"a": ', "JSON, not a feed"),
    (b'{"header": {"success": false, "err_msg": "bad pagesize"}}', "bad pagesize"),
    (b"<!DOCTYPE html><html><body>News</body></html>", "an HTML page"), (b"<p>News</p>", "an HTML page"),
    (b"\n<!-- x --><HTML><head>", "an HTML page"),
    (b"<html><title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/x'></script></html>", "a bot wall"),
    (b"%PDF-1.7\n...", "a PDF"), (b"\x89PNG\r\n\x1a\n", "a PNG image"), (b"PK\x03\x04....", "a ZIP archive"),
    (bytes(range(1, 32)) * 50, "binary data"), (b"Service unavailable", "plain text"),
    (b"<urlset><url><loc>https://x.example.org/</loc></url></urlset>", "a sitemap"), (b"<opml><body/></opml>", "OPML"),
    (b"<Envelope/>", "XML with the root <envelope>"), (b"<?xml version='1.0'?>", "plain text"),
]
BOMB = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
DANGEROUS = {
    "billion laughs": f"<!DOCTYPE rss [<!ENTITY a0 'ha'>{BOMB}]>{HEAD}<item><title>&a9;</title></item>{TAIL}",
    "quadratic": f"<!DOCTYPE rss [<!ENTITY a '{'A' * 50_000}'>]>{HEAD}<item><title>{'&a;' * 5000}</title></item>{TAIL}",
    "many short": f"<!DOCTYPE rss [<!ENTITY a '{'A' * 90}'>]>{HEAD}<item><title>{'&a;' * 50_000}</title></item>{TAIL}",
    "file": f"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>{HEAD}<item><title>&x;</title></item>{TAIL}",
    "address": f"<!DOCTYPE rss [<!ENTITY x SYSTEM 'http://127.0.0.1/'>]>{HEAD}<item><title>&x;</title></item>{TAIL}",
    "attributes": f"{HEAD}<item {' '.join(f'a{n}=1' for n in range(60_000))}></item>{TAIL}",
}
SIZE = 1_000_000
SHAPES = {
    "unclosed items": HEAD + "<item>" * (SIZE // 6), "deep": HEAD + "<item><description>" + "<a>" * (SIZE // 3),
    "wide": HEAD + "<item>" + "<a/>" * (SIZE // 4) + "</item>" + TAIL, "comments": HEAD + "<!--" * (SIZE // 4),
    "instructions": HEAD + "<?" * (SIZE // 2), "cdata": HEAD + "<![CDATA[" * (SIZE // 9), "less": HEAD + "<" * SIZE,
    "ampersands": HEAD + "<item><title>" + "&" * SIZE, "entities": HEAD + "<item><title>" + "&a;" * (SIZE // 3),
    "quotes": HEAD + "<item a='" + '"' * SIZE, "closing": HEAD + "<item>" + "</title" * (SIZE // 7),
    "doctypes": "<rss>" + "<!DOCTYPE " * (SIZE // 10), "20,000 attributes":
    HEAD + "<item " + " ".join(f"a{n}='1'" for n in range(20_000)) + "><title>t</title></item>" + TAIL,
}


def read(body: bytes | str, content_type: str | None = None) -> ParsedFeed:
    return parse_feed(body.encode() if isinstance(body, str) else body, content_type, SOURCE, SOURCE.url, NOW)


@pytest.mark.parametrize(("body", "words"), NO_FEEDS, ids=[words for _, words in NO_FEEDS])
def test_what_is_no_feed_is_named(body: bytes, words: str) -> None:
    with pytest.raises(FeedError, match=words):
        read(body)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", DANGEROUS)
def test_bombs_and_outside_entities_are_refused_unread(name: str) -> None:
    with pytest.raises(FeedError, match="refused"):
        read(DANGEROUS[name])


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", SHAPES)
def test_no_shape_hangs(name: str) -> None:
    assert len(read(SHAPES[name]).entries) <= MAX_ENTRIES


def test_harmless_doctypes_and_short_entities_are_read() -> None:
    body = f"<!DOCTYPE rss [<!ENTITY co 'Harbour &#38; Sons'>]>{HEAD}<item><title>&co;</title></item>{TAIL}"
    assert read(body).entries[0].title == "Harbour & Sons"
    public = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1/rss.dtd">'
    assert read(public + HEAD + ITEM + TAIL).entries[0].title == "Three firms"


def test_a_feed_of_more_entries_than_any_feed_has_is_cut() -> None:
    feed = read(HEAD + ITEM * (MAX_ENTRIES + 5) + TAIL)
    assert len(feed.entries) == MAX_ENTRIES
    assert feed.bozo is not None and "first 10000 items" in feed.bozo


@pytest.mark.parametrize(("before", "after"), [
    ("\n\n ", ""), ("\ufeff", ""), ("", "<html><body>Cached by a plug-in</body></html>"), ("<!-- x -->", "<!-- y -->"),
    ("", "\n\n"), ("", "garbage & more"),
])
def test_what_stands_around_a_feed_does_not_hurt(before: str, after: str) -> None:
    assert [entry.title for entry in read(before + HEAD + ITEM + TAIL + after).entries] == ["Three firms"]


@pytest.mark.parametrize(("title", "read_as"), [
    ("Fees & costs", "Fees & costs"), ("Fees &nbsp;&mdash; up", "Fees — up"), ("A\x00B\x1bC\x07\ufffeD", "ABCD"),
    ("&#0;&#x1F;&#xD800;ok", "ok"), ("don&#146;t", "don’t"), ("don\x92t", "don’t"), ("AT&amp;T", "AT&T"),
    ("=HYPERLINK(1)", "=HYPERLINK(1)"), ("<![CDATA[5 < 6 & 7]]>", "5 < 6 & 7"),
    ("&lt;script&gt;x()&lt;/script&gt;Safe &lt;img src=x onerror=y&gt;", "Safe"),
])
def test_titles_come_out_as_words(title: str, read_as: str) -> None:
    body = f"{HEAD}<item><title>{title}</title><link>https://paper.example.org/1</link></item>{TAIL}"
    assert read(body).entries[0].title == read_as


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "x:y", "http://u:p@h/"])
def test_a_link_that_is_no_web_address_is_no_link(link: str) -> None:
    entry = read(f"{HEAD}<item><title>t</title><link>{link}</link></item>{TAIL}").entries[0]
    assert entry.url is None


def test_an_empty_description_does_not_hide_the_full_one() -> None:
    names = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    body = (f"<rss version='2.0' {names}><channel><item><title>t</title><description>The words</description>"
            f"<content:encoded/><dc:description></dc:description></item>{TAIL}")
    assert read(body).entries[0].text == "The words"
    assert read(body.replace("<item>", "<item><broken>")).entries[0].text == "The words"  # feedparser's way


def test_one_bare_ampersand_does_not_send_a_feed_the_slow_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "_read_tolerantly", lambda text, take: pytest.fail("the slow way"))
    feed = read(f"{HEAD}<item><title>a & b</title><link>https://paper.example.org/?a=1&b=2</link></item>{TAIL}")
    assert feed.entries[0].url == "https://paper.example.org/?a=1&b=2"
    assert escape_ampersands("a & b <![CDATA[c & d]]> &amp;") == "a &amp; b <![CDATA[c & d]]> &amp;"


def test_a_gzip_file_at_a_feed_s_address_is_read() -> None:
    assert read(gzip.compress(FEED)).entries[0].title == "A licence is granted"
    with pytest.raises(FeedError, match="over 20 MB"):
        read(gzip.compress(b"\0" * 60_000_000))


def test_a_feed_without_an_entry_is_a_feed() -> None:
    assert read(HEAD + TAIL).entries == ()


def test_the_publisher_is_the_one_the_item_names_unless_it_is_the_feed_s_own() -> None:
    other = "<source url='https://other.example.com/'>Other Paper</source>"
    own = "<source url='https://www.example.org/'>PAPER (short)</source>"
    feed = read(HEAD + "".join(f"<item><title>{n}</title>{via}</item>" for n, via in enumerate((other, own, ""))) + TAIL)
    assert [entry.publisher for entry in feed.entries] == ["Other Paper", "Paper", "Paper"]


@pytest.mark.parametrize("end", ["<item><title>Cut off", "<item><title><![CDATA[Cut off", "<item><title>Cut off</ti",
                                 "<item><title>Cut off</title><description>x <![CDATA[&lt;p&gt;y"])
def test_a_feed_that_was_cut_off_keeps_what_had_come(end: str) -> None:
    feed = read(HEAD + ITEM + end)
    assert [entry.title for entry in feed.entries] == ["Three firms", "Cut off"]
    assert feed.bozo is not None and "cut off" in feed.bozo


SPLINTERS = [b"<", b">", b"&", b'"', b"\x00", b"\xff", b"<![CDATA[", b"]]>", b"<!--", b"<!DOCTYPE x [", b"&a;", b"<item>",
             b"</item>", b"<title>", b'xml:base="http://[bad"', b"<link>http://[::1</link>", b"\xa4\xa4", b"&#55296;",
             b"<entry>", b"http://a:99999999/", b"<where>", b"<source>", b"http://ex\xef\xbf\xbdmple.org/", b"\xef\xbb\xbf"]
LABELS = [None, "text/xml; charset=big5", "text/html; charset=utf-7", "x; charset=idna", "charset=utf-16"]


SIGNS = [b"&nbsp;", b"&#150;", b"&#0;", b"&#x41;", b"\xc2\x93", b"\xef\xbf\xbe", b"\xef\xbf\xbd", b"\x01", b"&amp;nbsp;", b"</rss>",
         b"<channel>", b"</channel>", b"<!-- x -->", b"<?x y?>", b"\xed\xa0\x80", b"<p>x</p>", b"\xe8\xad\x89", b" xml:base='/b'"]


def broken(chance: random.Random, splinters: list[bytes], most: int = 6) -> bytes:
    """One of our own feeds, broken in a few places."""
    body = bytearray(chance.choice(sorted((Path(__file__).parent / "feeds").glob("*.xml"))).read_bytes())
    for _ in range(chance.randint(1, most)):
        at, length = chance.randrange(len(body) + 1), chance.choice((0, 0, 1, 20))
        body[at : at + length] = chance.choice([*splinters, b""])
    return bytes(body)


@pytest.mark.parametrize("seed", range(10))
def test_a_feed_read_straight_is_read_as_the_careful_way_reads_it(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    straight, taken = feeds._read_sound, 0
    for _ in range(40):
        body, label = broken(chance, SIGNS, most=1), chance.choice(LABELS)
        results: list[ParsedFeed | str] = []
        for way in (straight, lambda body, content_type, take: None):
            monkeypatch.setattr(feeds, "_read_sound", way)
            try:
                results.append(read(body, label))
            except FeedError as error:
                results.append(str(error))
        taken += straight(body, label, lambda entry: None) is not None
        assert results[0] == results[1]
    assert taken


@pytest.mark.parametrize("seed", range(20))
def test_a_feed_broken_at_random_is_read_or_refused_in_words(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(40):
        try:
            feed = read(broken(chance, SPLINTERS), chance.choice(LABELS))
        except FeedError as error:
            assert str(error)
        else:
            assert all(entry.title and entry.identity for entry in feed.entries)
