"""Bytes of a feed -> text, whatever their label says.

A label is a claim. In this order: a byte order mark; UTF-8 where the bytes are UTF-8; the labelled encoding where the
bytes fit it; UTF-8 with its broken bytes repaired where most of it is sound (one broken byte must not turn a feed into
mojibake); the Chinese encoding whose reading gives common characters; Windows-1252.
"""

from __future__ import annotations

import codecs
import re
import zlib
from dataclasses import dataclass

from licensing.model import FeedError
from licensing.settings import MAX_BODY_BYTES

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
          (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UNMARKED = ((b"<\x00\x00\x00", "utf-32-le"), (b"\x00\x00\x00<", "utf-32-be"), (b"<\x00", "utf-16-le"),
             (b"\x00<", "utf-16-be"), (b"\x4c\x6f\xa7\x94", "cp037"))
# What the labels mean on the web: supersets, since pages use the whole of them.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
          "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs", "big-5": "big5hkscs",
          "cp950": "big5hkscs", "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252",
          "ascii": "cp1252", "iso8859-1": "cp1252", "shift_jis": "cp932", "x-sjis": "cp932", "euc-kr": "cp949"}
_NO_ENCODINGS = {"idna", "punycode", "undefined", "unicode_escape", "unicode-escape", "raw_unicode_escape",
                 "raw-unicode-escape"}
_SEVEN_BIT = {"utf-7", "hz", "hz-gb-2312", "iso-2022-jp", "iso-2022-kr", "iso-2022-cn"}
_ONE_BYTE = re.compile(r"^(?:cp(?:125\d|8\d\d|437)|iso8859-\d+|koi8.*|mac.*|tis-620|iso8859_\d+)$")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.I)
# The commonest characters of news in both scripts: a reading in the wrong encoding has almost none of them.
_COMMON = frozenset(
    "的一是不在有人我他這这中大來来上國国個个到說说們们為为子和你地出道也時时年得就那要下以生會会自著"
    "着去之過过家學学對对可她里後后小麼么心多天而能好都然沒没日於于起還还發发成事只作當当想看文無无開"
    "开手十用主行方又如前所本見见經经頭头面公同三已老從从動动兩两長长知民樣样現现分將将外但身些與与高"
    "意進进把法此實实回二理美點点月明其種种聲声全工己話话兒儿者向情部正名定女問问力機机香港新聞闻報报"
    "市證证監监局牌照金融管業业資资產产平台交易虛虚擬拟幣币。，、"
)
_SCORE_BYTES = 20_000
_NOT_WINDOWS = re.compile("[^\x00-\u2122]")  # no text of these can have been read as Windows-1252
_SOUND_ENOUGH = 0.5  # at most so many broken bytes to a sound character beyond ASCII, for a text to count as UTF-8


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read in, and what had to be done about it in words (None: nothing)."""

    text: str
    encoding: str
    note: str | None = None


def decode(body: bytes, content_type: str | None) -> Decoded:
    """The text of ``body``. content_type: the HTTP header's value, None: not known. Never fails."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return _with_repairs(body[len(mark):], name)
    for start, name in _UNMARKED:
        if body.startswith(start):
            return _with_repairs(body, name)
    labels = _labels(body, content_type)
    if labels and labels[0] in _SEVEN_BIT and body.isascii():
        return _with_repairs(body, labels[0])
    try:
        return Decoded(body.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _decode_doubtful(body, labels)


def may_be_utf8(body: bytes, content_type: str | None) -> bool:
    """Whether ``decode`` would read ``body`` as UTF-8 without a mark, if that is what its bytes are."""
    if body.startswith(tuple(start for start, _ in (*_MARKS, *_UNMARKED))):
        return False
    labels = _labels(body, content_type)
    return not (labels and labels[0] in _SEVEN_BIT and body.isascii())


def undo_double_encoding(text: str) -> str:
    """UTF-8 that was once read as Windows-1252 and written again, "donâ€™t", as it was meant; else ``text``.

    >>> undo_double_encoding("donâ€™t")
    'don’t'
    """
    if text.isascii() or _NOT_WINDOWS.search(text):
        return text
    try:
        return b"".join(_byte(sign) for sign in text).decode("utf-8")
    except UnicodeError:
        return text


def _byte(sign: str) -> bytes:
    return sign.encode("latin-1" if sign < "\u0100" else "cp1252")


def unpack(body: bytes) -> bytes:
    """``body``, unpacked if it is a gzip file; raises FeedError where that is broken or over the cap."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        content = unpacker.decompress(body, MAX_BODY_BYTES + 1)
    except zlib.error as error:
        raise FeedError(f"a gzip file that can't be unpacked: {error}") from error
    if len(content) > MAX_BODY_BYTES:
        raise FeedError(f"a gzip file of over {MAX_BODY_BYTES // 2**20} MB unpacked")
    return content


def _labels(body: bytes, content_type: str | None) -> list[str]:
    """Encodings that are claimed and known, the document's own claim first: servers know less of it."""
    found = [match[1].decode("ascii")] if (match := _DECLARED.match(body[:400])) else []
    if match_header := _CHARSET.search(content_type or ""):
        found.append(match_header[1])
    names = [_WIDER.get(name.lower(), name.lower()) for name in found]
    return list(dict.fromkeys(name for name in names if _is_text_encoding(name)))


def _is_text_encoding(name: str) -> bool:
    try:
        b"a".decode(name, "replace")
        return codecs.lookup(name).name not in _NO_ENCODINGS
    except (LookupError, ValueError):  # unknown, or bytes to bytes like base64; idna
        return False


def _decode_doubtful(body: bytes, labels: list[str]) -> Decoded:
    several = [name for name in labels if not name.startswith(("utf-8", "utf8")) and not _ONE_BYTE.match(name)]
    for name in several:
        if (text := _strictly(body, name)) is not None:
            return Decoded(text, name)
    repaired = body.decode("utf-8", "replace")
    if _is_mostly_sound(repaired):
        return Decoded(repaired, "utf-8", f"{repaired.count(chr(0xFFFD))} broken bytes in UTF-8")
    guess = _best_chinese(body, several)
    if guess is not None:
        return guess
    one_byte = [name for name in labels if _ONE_BYTE.match(name)]
    name = one_byte[0] if one_byte else "cp1252"
    return Decoded(body.decode(name, "replace"), name, None if one_byte else "no label fits: read as Windows-1252")


def _best_chinese(body: bytes, labels: list[str]) -> Decoded | None:
    """The reading with the most common characters, if it has enough of them; broken bytes repaired."""
    sample = body[:_SCORE_BYTES]
    scored = [(_commonness(sample.decode(name, "replace")), name) for name in ("big5hkscs", "gb18030", *labels)]
    score, name = max(scored, key=lambda pair: pair[0])
    if score < 0.15 and name not in labels:
        return None
    text = body.decode(name, "replace")
    broken = text.count("\ufffd")
    return Decoded(text, name, f"{broken} broken bytes in {name}" if broken else f"unlabelled or mislabelled: {name}")


def _commonness(text: str) -> float:
    """The share of common Chinese characters among all beyond Latin, broken ones counting five times."""
    foreign = [sign for sign in text if sign >= "\u0250"]
    if not foreign:
        return 0.0
    broken = foreign.count("\ufffd")
    return (sum(sign in _COMMON for sign in foreign) - 5 * broken) / len(foreign)


def _is_mostly_sound(text: str) -> bool:
    broken = text.count("\ufffd")
    foreign = len(re.findall(r"[^\x00-\x7f]", text)) - broken
    return broken <= foreign * _SOUND_ENOUGH


def _strictly(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeError, ValueError):
        return None


def _with_repairs(body: bytes, name: str) -> Decoded:
    text = body.decode(name, "replace")
    broken = text.count("\ufffd")
    return Decoded(text, name, f"{broken} broken bytes in {name}" if broken else None)
