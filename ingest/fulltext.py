"""An article's page -> its text, or nothing: a wall, a teaser or a menu is no article."""

from __future__ import annotations

import re
from itertools import islice

import trafilatura

from ingest.encoding import decode
from ingest.markup import MAX_TEXT, literal_text, plain_text

MIN_TEXT = 200  # characters of English; Chinese says as much in a third
_HTML_TYPES = ("", "text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml")
_MAX_PAGE = 2_000_000  # bytes; longer pages are read as far as here
_MAX_TAGS = 20_000  # and as far as here: a news page has some 5,000, and the time grows faster than their number
_HAN = re.compile(r"[\u4e00-\u9fff]")
# A wall wherever on the page it stands ...
_WALL = (
    r"subscribe (?:now )?to (?:continue|read|keep)|to (?:continue|keep) reading|(?:sign|log) in to (?:continue|read)|"
    r"(?:this|the) (?:article|content|story) is (?:only )?(?:for|available to) (?:paid )?(?:subscribers|members)|"
    r"you have (?:reached|read) your (?:limit|free)|unlock (?:this|the full) (?:article|story)|"
    r"register (?:now )?to (?:continue|read)|(?:checking your browser|verify you are (?:a )?human)|"
    r"(?:訂閱|订阅|登入|登錄|登录)(?:會員|会员)?(?:以|後|后|即可)?(?:繼續|继续)?(?:閱讀|阅读)?全文|"
    r"(?:訂閱|订阅|登入|登錄|登录)(?:會員|会员)?(?:以|後|后|即可)?(?:繼續|继续)(?:閱讀|阅读)|"
    r"(?:會員|会员|訂戶|订户|付費|付费)(?:專享|专享|內容|内容|文章|限定)|(?:閱讀|阅读)全文(?:請|请|需)"
)
_WALL_ON_PAGE = re.compile(_WALL, re.I)
# ... and words that stand in many a site's frame, but in an article's own text only where it breaks off.
_WALL_IN_TEXT = re.compile(rf"{_WALL}|already a (?:subscriber|member)\?|become a (?:member|subscriber) to|"
                           r"just a moment|enable javascript and cookies", re.I)
_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*(?:"?false"?)', re.I)
_WALL_LENGTH = 1500  # a longer text that mentions a subscription is an article with an advertisement


def page_text(body: bytes, url: str, content_type: str | None) -> str | None:
    """The article's own words, without menus and comments; None: paywalled, a bot wall, too short, or no article.

    content_type: the HTTP header's value, None: not known.
    """
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind not in _HTML_TYPES or not body.strip():
        return None
    page = _bounded(decode(body[:_MAX_PAGE], content_type or _meta_charset(body)).text)
    text = trafilatura.extract(
        page, url=url, include_comments=False, include_tables=True, include_links=False, include_images=False,
        favor_precision=True, deduplicate=False, with_metadata=False, output_format="txt",
    )
    text = literal_text(text or "", MAX_TEXT)
    if _weight(text) < MIN_TEXT or _is_walled(page, text):
        return None
    return text


def _bounded(page: str) -> str:
    last = next(islice(re.finditer("<", page), _MAX_TAGS, None), None)
    return page if last is None else page[: last.start()]


def _is_walled(page: str, text: str) -> bool:
    """True where the text breaks off at a wall; a text that says it isn't free must at least be long."""
    weight = _weight(text)
    return weight < _WALL_LENGTH and bool(
        _WALL_IN_TEXT.search(text) or _FREE.search(page) or _WALL_ON_PAGE.search(plain_text(page)))


def _weight(text: str) -> int:
    """Characters, a Chinese one counting three."""
    return len(text) + 2 * len(_HAN.findall(text))


def _meta_charset(body: bytes) -> str | None:
    match = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,30})", body[:4000], re.I)
    return f"text/html; charset={match[1].decode('ascii')}" if match else None
