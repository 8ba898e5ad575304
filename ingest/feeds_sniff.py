"""What the bytes at a feed's address are when they are no feed, in words."""

from __future__ import annotations

import json
import re

from licensing.model import FeedError

_MAGIC = ((b"%PDF", "a PDF"), (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"),
          (b"PK\x03\x04", "a ZIP archive"), (b"\x1f\x8b", "a gzip file"), (b"BZh", "a bzip2 file"),
          (b"SQLite format", "a database"), (b"\x7fELF", "a program"), (b"RIFF", "a media file"))
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title|script|div|p|h1)\b", re.I)
_WALLS = re.compile(r"just a moment|cf[-_]chl|challenge-platform|attention required|checking your browser|captcha|"
                    r"verify you are (?:a )?human|access denied|request unsuccessful|incapsula|akamai|ddos-guard|"
                    r"enable javascript and cookies|are you a robot|unusual traffic|bot detection", re.I)
_ROOT = re.compile(r"<(?![!?/])\s*((?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*)")
FEED_ROOTS = {"rss", "rdf", "feed", "channel", "item", "entry"}
_NAMED_ROOTS = {"urlset": "a sitemap", "sitemapindex": "a sitemap index", "opml": "an OPML list of feeds",
                "error": "an XML error message", "svg": "an SVG image"}
_LOOK = 4000
_LOOK_FOR_ROOT = 200_000  # behind a DOCTYPE of any length


def root_name(text: str) -> str | None:
    """The first element's name without its prefix, in lower case; None: there is none near the beginning."""
    match = _ROOT.match(_without_comments(text[:_LOOK_FOR_ROOT]))
    return match[1].rpartition(":")[2].lower() if match else None


def refuse_what_is_no_feed(body: bytes, text: str) -> None:
    """Raise FeedError, saying what it is, where ``text`` (decoded from ``body``) can't be a feed."""
    start = text[:_LOOK].lstrip("\ufeff \t\r\n\x00")
    if not start:
        raise FeedError("an empty answer" if not body else "nothing but blanks")
    for magic, name in _MAGIC:
        if body.startswith(magic):
            raise FeedError(f"{name}, not a feed")
    if start[0] in "{[":
        raise FeedError(_describe_json(text))
    if _looks_binary(start):
        raise FeedError("binary data, not a feed")
    root = root_name(text)
    if root in FEED_ROOTS:
        return
    if root in _NAMED_ROOTS:
        raise FeedError(f"{_NAMED_ROOTS[root]}, not a feed")
    if root == "html" or _HTML.search(start):
        raise FeedError("a bot wall or block page instead of the feed" if _WALLS.search(text[:20_000])
                        else "an HTML page, not a feed")
    if root is None:
        raise FeedError("plain text, not a feed")
    raise FeedError(f"XML with the root <{root[:40]}>, not a feed")


def _describe_json(text: str) -> str:
    if "jsonfeed.org/version" in text[:_LOOK]:
        return "a JSON Feed: only RSS and Atom are read"
    try:
        answer = json.loads(text) if len(text) < 1_000_000 else None
    except (ValueError, RecursionError):
        answer = None
    header = answer.get("header") if isinstance(answer, dict) else None
    if isinstance(header, dict) and header.get("success") is False:
        return f"a JSON error message, not a feed: {str(header.get('err_msg', ''))[:100]}"
    if isinstance(answer, dict) and isinstance(answer.get("items"), list):
        return "a JSON Feed: only RSS and Atom are read"
    return "JSON, not a feed"


def _looks_binary(start: str) -> bool:
    odd = sum((sign < " " and sign not in "\t\n\r\x1b") or sign == "\ufffd" for sign in start)
    return odd > len(start) * 0.2


def _without_comments(text: str) -> str:
    """``text`` without comments and declarations up to its first element."""
    position = 0
    while (position := text.find("<", position)) >= 0:
        if text.startswith("<!--", position):
            end = text.find("-->", position)
        elif text.startswith(("<?", "<!"), position):
            end = text.find(">", position)
        else:
            return text[position:]
        if end < 0:
            return ""
        position = end + 1
    return ""
