"""Whether the bytes of a feed can go to the strict parser as they are, which nearly all can.

A feed that is UTF-8, holds nothing that XML forbids and declares nothing of its own needs no closer look: it is not
turned into text and back, which for a large feed takes most of the time and of the memory. What this lets through comes
out as ``feeds_repair.make_safe`` would have left it.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice

from ingest.encoding import may_be_utf8
from ingest.feeds_repair import ITEM, LONG_TAG, MAX_ENTRIES, MAX_TAGS, NAMED, NUMBER, allowed_number, named_character
from ingest.feeds_sniff import FEED_ROOTS, root_name

_STEP = 1 << 20
_LOOK = 200_000
_FORBIDDEN = bytes(code for code in range(32) if code not in b"\t\n\r")
_START = re.compile(rb"[ \t\r\n]*+(?:<\?xml\b[^>]{0,300}\?>)?(?=\s*+<(?!\?xml))")
_ITEM, _LONG_TAG, _NUMBER, _NAMED = (
    re.compile(found_in_text.pattern.encode("ascii")) for found_in_text in (ITEM, LONG_TAG, NUMBER, NAMED)
)
_ODD = (  # one by one: each is found by its first byte
    re.compile(rb"\xc2[\x80-\x9f]"),  # controls that mean Windows' signs
    re.compile(rb"\xef\xbf[\xbd-\xbf]"),  # broken bytes, no characters
    _LONG_TAG,
)
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.I)


def sound_xml(body: bytes, content_type: str | None) -> bytes | None:
    """The feed's XML in UTF-8 without its declaration; None: it needs a closer look. content_type: None: not known."""
    start = _START.match(body)
    if start is None or not may_be_utf8(body, content_type):
        return None
    if root_name(body[start.end() : start.end() + _LOOK].decode("utf-8", "ignore")) not in FEED_ROOTS:
        return None
    if body.count(b"<") > MAX_TAGS or _DOCTYPE.search(body, 0, 4 * _LOOK) or not _is_utf8(body):
        return None
    if any(pattern.search(body) for pattern in _ODD):
        return None
    if next(islice(_ITEM.finditer(body), MAX_ENTRIES, None), None) is not None:
        return None
    return _with_characters(body[start.end() :])


def _is_utf8(body: bytes) -> bool:
    """True for UTF-8 without control signs; looked at in steps, for the text itself is not wanted."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(body), _STEP):
            piece = body[start : start + _STEP]
            if len(piece.translate(None, _FORBIDDEN)) != len(piece):
                return False
            decoder.decode(piece)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _with_characters(xml: bytes) -> bytes:
    """HTML's &nbsp; and the like, and numbers that XML forbids, as what they stand for."""
    if b"&#" in xml:
        xml = _NUMBER.sub(_allowed_number, xml)
    return _NAMED.sub(_named_character, xml) if _NAMED.search(xml) else xml


def _allowed_number(match: re.Match[bytes]) -> bytes:
    return allowed_number(match[0].decode("ascii")).encode("utf-8")


def _named_character(match: re.Match[bytes]) -> bytes:
    return named_character(match[0].decode("ascii")).encode("utf-8")
