"""Text of a feed -> XML that a strict parser takes, and that nothing can be smuggled in with.

The parser gets one encoding, no DOCTYPE, no entity but XML's five and numbers, no sign that XML forbids, nothing after
the end, and not more items than a feed has. What stays broken is left to feedparser's tolerant parser, which is slow,
so it gets less.
"""

from __future__ import annotations

import re
from html.entities import html5
from itertools import islice
from xml.parsers import expat

from licensing.model import FeedError

MAX_ENTRIES = 10_000
MAX_BROKEN = 1_000_000  # characters of a feed that is not well-formed
MAX_ATTRIBUTES = 25_000  # of one tag: parsers compare each with each
MAX_TAGS = 500_000  # more than any feed has; a tree of more would take too much memory
MAX_SLOW_TAGS = 50_000  # of a feed that only feedparser can read: 50 microseconds each, and more
_MAX_ENTITY = 100  # characters that a feed's own entity may stand for
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]{0,300}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^\[>]{0,2000}(?P<subset>\[)?", re.I)
_ENTITY = re.compile(r"""<!ENTITY\s+(?P<name>[\w.-]{1,60})\s+(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)')\s*>""")
_PARAMETER = re.compile(r"<!ENTITY\s+%")  # of use inside the DOCTYPE only, which is dropped unread
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONG_TAG = re.compile(r"<[A-Za-z][^<>]{100000,}+")
_WINDOWS = re.compile("[\x80-\x9f]")  # control signs in Unicode, quotation marks and dashes in Windows-1252
NUMBER = re.compile(r"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,9}));")
NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")
_BARE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,9}|#x[0-9a-fA-F]{1,8});)")
_OPEN_OR_CLOSE = re.compile(r"<!\[CDATA\[(?:(?!\]\]>).)*+\]\]>|</?(?P<name>[A-Za-z_][\w:.-]*)[^<>]*+>", re.S)
ITEM = re.compile(r"<(?:[A-Za-z]{1,10}:)?(?:item|entry)(?=[\s>])")
_END = re.compile(r"</(?:rss|feed|rdf:RDF|channel)\s*>", re.I)
# An empty description behind a full one makes feedparser forget the full one.
_EMPTY = re.compile(r"<(dc:description|content:encoded|media:description|itunes:summary)\s*(?:/>|>\s*</\1\s*>)")
_CLOSING = {"rss": "</channel></rss>", "feed": "</feed>", "rdf": "</rdf:RDF>"}


def make_safe(text: str, root: str) -> tuple[str, tuple[str, ...]]:
    """``text`` without all that a feed doesn't need, and what was wrong with it in words. Raises FeedError."""
    notes: list[str] = []
    if any(tag[0].count("=") > MAX_ATTRIBUTES for tag in LONG_TAG.finditer(text)):
        raise FeedError(f"a tag with more than {MAX_ATTRIBUTES} attributes: refused")
    text = _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n\x00"), count=1)
    text = _without_doctype(text)
    if _WINDOWS.search(text):
        text = _WINDOWS.sub(lambda match: match[0].encode("latin-1").decode("cp1252", "ignore"), text)
    if _FORBIDDEN.search(text):
        text = _FORBIDDEN.sub("", text)
        notes.append("signs that XML forbids were taken out")
    if "&" in text:
        text = NUMBER.sub(lambda match: allowed_number(match[0]), text) if "&#" in text else text
        text = NAMED.sub(lambda match: named_character(match[0]), text)
    text, cut = _cut_entries(text, root)
    if cut:
        notes.append(f"only the first {MAX_ENTRIES} items were read")
    return text, tuple(notes)


def up_to_the_end(text: str) -> str | None:
    """``text`` cut behind the end of the feed; None: it has no end, or nothing is behind it."""
    end = max((match.end() for match in _END.finditer(text)), default=None)
    return text[:end] if end is not None and text[end:].strip() else None


def escape_ampersands(text: str) -> str:
    """``text`` with every "&" that begins no entity written as one, save inside CDATA, where it is itself."""
    pieces: list[str] = []
    position = 0
    while (start := text.find("<![CDATA[", position)) >= 0 and (end := text.find("]]>", start)) >= 0:
        pieces += [_BARE.sub("&amp;", text[position:start]), text[start : end + 3]]
        position = end + 3
    return "".join([*pieces, _BARE.sub("&amp;", text[position:])])


def close_the_end(text: str, root: str) -> str | None:
    """A feed that was cut off, with what is open closed; None: it has no item, or not that is wrong with it."""
    start = max((match.start() for match in ITEM.finditer(text)), default=None)
    if start is None or len(text) - start > MAX_BROKEN or root not in _CLOSING:
        return None
    tail = text[start:]
    if tail.rfind("<![CDATA[") > tail.rfind("]]>"):
        tail = tail.rstrip("]") + "]]>"
    elif tail.rfind("<") > tail.rfind(">"):
        tail = tail[: tail.rfind("<")]
    opened: list[str] = []
    for match in _OPEN_OR_CLOSE.finditer(tail):
        name = match["name"]
        if name is None or match[0].endswith("/>"):
            continue
        if match[0].startswith("</"):
            if not opened or opened.pop() != name:
                return None
        else:
            opened.append(name)
    return text[:start] + tail + "".join(f"</{name}>" for name in reversed(opened)) + _CLOSING[root]


def shorten(text: str) -> tuple[bytes, tuple[str, ...]]:
    """As much of ``text`` as a slow parser may be given, in UTF-8, and what is wrong with it in words."""
    tags = [match.start() for match in islice(re.finditer("<", text), MAX_SLOW_TAGS + 1)]
    end = tags[-1] if len(tags) > MAX_SLOW_TAGS else len(text)
    error = _first_error(text.encode("utf-8")) if end == len(text) else "far more tags than a feed has"
    if error is None:
        return _EMPTY.sub("", text).encode("utf-8"), ()
    notes = [f"not well-formed: {error}"]
    if (end := min(end, MAX_BROKEN)) < len(text):
        notes.append(f"only its first {end} of {len(text)} characters were read")
    # The sign before the beginning, which is read over, spares feedparser's strict parser from failing at the end.
    return b"&\n" + _EMPTY.sub("", text[:end]).encode("utf-8"), tuple(notes)


def _without_doctype(text: str) -> str:
    """``text`` without its DOCTYPE; short entities of its own put in, any other kind refused."""
    start = _DOCTYPE.search(text[:20_000])
    if start is None or ITEM.search(text[: start.start()]):
        return text
    if start["subset"] is None:
        end = text.find(">", start.end() - 1)
        return text[: start.start()] + text[end + 1 :] if end >= 0 else text
    end = text.find("]", start.end())
    subset = text[start.end() : end] if end >= 0 else text[start.end() :]
    close = text.find(">", end) if end >= 0 else -1
    entities = _own_entities(subset)
    if close < 0:
        raise FeedError("a DOCTYPE that never ends")
    rest = text[: start.start()] + text[close + 1 :]
    return _put_in(rest, entities) if entities else rest


def _own_entities(subset: str) -> dict[str, str]:
    """Name -> text of the declared entities. Raises FeedError for those that nest, are long or lie elsewhere."""
    matches = list(_ENTITY.finditer(subset))
    found = {match["name"]: match["a"] or match["b"] or "" for match in matches}
    if subset.count("<!ENTITY") != len(matches) + len(_PARAMETER.findall(subset)):
        raise FeedError("declares entities that lie elsewhere: refused")
    for name, value in found.items():
        inner = NUMBER.sub("", value)
        if len(value) > _MAX_ENTITY or re.search(r"[&%<]", inner):
            raise FeedError(f"declares the entity {name!r}, which nests or is long: refused")
    if len(found) > 300:
        raise FeedError(f"declares {len(found)} entities: refused")
    return found


def _put_in(text: str, entities: dict[str, str]) -> str:
    pattern = re.compile(r"&(" + "|".join(map(re.escape, sorted(entities, key=len, reverse=True))) + ");")
    grown = sum(len(entities[match[1]]) for match in pattern.finditer(text))
    if grown > len(text) + 100_000:
        raise FeedError("entities that make the feed many times longer: refused")
    return pattern.sub(lambda match: entities[match[1]], text)


def named_character(entity: str) -> str:
    """HTML's &nbsp; and the like as the character it is; what XML would read as markup stays."""
    character = html5.get(entity[1:])
    return entity if character is None or set(character) & set("&<>\"'") else character


def allowed_number(entity: str) -> str:
    """A character by its number, as it is written; what Windows means by it, or nothing, where XML forbids it."""
    code = int(entity[3:-1], 16) if entity[2] == "x" else int(entity[2:-1])
    if 0x80 <= code < 0xA0:
        return bytes([code]).decode("cp1252", "ignore")
    allowed = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return entity if allowed else ""


def _cut_entries(text: str, root: str) -> tuple[str, bool]:
    """At most MAX_ENTRIES items, the feed closed behind the last."""
    for number, match in enumerate(ITEM.finditer(text)):
        if number == MAX_ENTRIES:
            return text[: match.start()] + _CLOSING.get(root, ""), True
    return text, False


def _first_error(xml: bytes) -> str | None:
    """Why a strict parser refuses it; None: it doesn't."""
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        return str(error)
    return None
