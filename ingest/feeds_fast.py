"""Well-formed feeds -> their items, by lxml: a tenth of feedparser's time for the same answer.

feedparser stays the authority: whatever is unusual (not well-formed, an old or unknown dialect, ``xml:base``, packed
content) is left to it, and the tests hold both readings of every feed against each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from itertools import chain

from lxml import etree

from ingest.entries import Item, RawEntry, ReadFeed, Take
from ingest.markup import BLOCKS, DROPPED

_ATOM = "{http://www.w3.org/2005/Atom}"
_ATOM_TEXTS = (f"{_ATOM}title", f"{_ATOM}summary", f"{_ATOM}content")
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_PLAIN_RSS = ("", "{http://purl.org/rss/1.0/}", "{http://backend.userland.com/rss2}",
              "{http://my.netscape.com/rdf/simple/0.9/}", "{http://channel.netscape.com/rdf/simple/0.9/}")
_ITEMS = (*(f"{space}item" for space in _PLAIN_RSS), f"{_ATOM}entry")
_STEP = 65_536  # bytes the parser is given at a time
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc", "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content", "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media", "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner", "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/2005/Atom": "atom",
}
_TITLES = ("title", "dc:title", "media:title")
_TEXTS = ("description", "content:encoded", "summary", "content", "body", "xhtml:body", "fullitem", "dc:description",
          "atom:summary", "atom:content")
_OTHER_TEXTS = ("media:description", "itunes:summary", "itunes:subtitle")  # a picture's caption, if there are words
_KNOWN_TYPES = frozenset(["text", "html", "xhtml", "text/plain", "text/html", "application/xhtml+xml"])
_DATES = ("pubdate", "published", "issued", "dcterms:issued", "atom:published", "dcterms:created", "created", "updated",
          "dc:date", "atom:updated", "modified", "dcterms:modified")
_AUTHORS = ("author", "dc:creator", "itunes:author", "atom:author", "dc:author", "creator")


def read_fast(xml: bytes, take: Take) -> ReadFeed | None:
    """The items of well-formed RSS or Atom without a DOCTYPE; None: leave it to feedparser.

    Item by item: each is given to ``take`` at its end and its markup forgotten, so that no tree of the feed is made.
    """
    parser = etree.XMLPullParser(("end",), tag=_ITEMS, resolve_entities=False, no_network=True, load_dtd=False,
                                 huge_tree=False, recover=False, remove_comments=True, remove_pis=True)
    reading = _Reading(take)
    try:
        for start in range(0, len(xml), _STEP):
            parser.feed(xml[start : start + _STEP])
            if not all(reading.note(item) for _, item in parser.read_events()):
                return None
        root = parser.close()
    except etree.XMLSyntaxError:
        return None
    if _XML_BASE in _attributes(root):
        return None
    if root.tag == f"{_ATOM}feed":
        entries = tuple(reading.found.get((_ATOM, False), ()))
        return ReadFeed(entries, next(iter(_alternates(root.findall(f"{_ATOM}link"))), "")) if entries else None
    if root.tag == "rss" or root.tag.endswith("rdf-syntax-ns#}RDF"):
        return _rss_feed(root, reading)
    return None


class _Reading:
    """The items found so far. found: by namespace and whether they stand in the channel (else beside it)."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._channel: etree._Element | None = None
        self.found: dict[tuple[str, bool], list[Item | None]] = {}

    def note(self, item: etree._Element) -> bool:
        """Take an item in that has just ended; False: the feed is one for feedparser."""
        parent = item.getparent()
        above = parent.getparent() if parent is not None else None
        if parent is None or (above is not None and above.getparent() is not None):
            return True  # within another item or the like: no item of the feed
        namespace = item.tag[: item.tag.rfind("}") + 1]
        if above is not None and not self._is_the_channel(parent, namespace):
            return bool(parent.tag != f"{namespace}channel")  # else a second channel
        if _XML_BASE in item.attrib or (above is None and any(_XML_BASE in child.attrib for child in item)):
            return False
        if namespace == _ATOM:
            if any(map(_is_packed, item)):
                return False
            entry = _atom_entry(item)
        else:
            entry = _rss_entry(item, namespace)
        self.found.setdefault((namespace, above is not None), []).append(self._take(entry))
        item.clear()
        return True

    def _is_the_channel(self, parent: etree._Element, namespace: str) -> bool:
        if parent.tag != f"{namespace}channel":
            return False
        if self._channel is None:
            self._channel = parent
        return parent is self._channel


def _attributes(root: etree._Element) -> set[str]:
    """Names of the attributes of the elements that may carry ``xml:base`` for items; the items' own are forgotten."""
    elements = chain([root], root, *root)
    return {str(name) for element in elements for name in element.attrib}


def _rss_feed(root: etree._Element, reading: _Reading) -> ReadFeed | None:
    namespace = next((space for space in _PLAIN_RSS if root.find(f"{space}channel") is not None), None)
    channel = root.find(f"{namespace}channel") if namespace is not None else None
    if channel is None or namespace is None:
        return None
    items = (*reading.found.get((namespace, True), ()), *reading.found.get((namespace, False), ()))
    home = channel.findtext(f"{namespace}link") or ""
    return ReadFeed(items, home.strip()) if items else None


def _rss_entry(item: etree._Element, namespace: str) -> RawEntry:
    found = _children(item, namespace)
    guid = next(iter(found.get("guid", ())), None)
    links = [_text(link) for name in ("feedburner:origlink", "link") for link in found.get(name, ())]
    links += _alternates(found.get("atom:link", ()))
    if guid is not None and guid.get("isPermaLink", "true").strip().lower() == "true":
        links += [address for address in (_text(guid),) if address.startswith(("http://", "https://"))]
    via = next(iter([*found.get("source", ()), *found.get("?:source", ())]), None)  # Bing's has a namespace of its own
    return RawEntry(
        title=_first(found, _TITLES), texts=_all_texts(found), links=tuple(link for link in links if link),
        guid=(_text(guid) or None) if guid is not None else _about(item), dates=_all(found, _DATES),
        author=_author(found), via=(_text(via) or None) if via is not None else None,
        via_url=via.get("url") if via is not None else None,
    )


def _about(item: etree._Element) -> str | None:
    """RSS 1.0's rdf:about is the item's id."""
    about = item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
    return str(about) if about else None


def _is_packed(content: etree._Element) -> bool:
    """Atom 0.3's ``mode``, and Atom 1.0's content of types that are packed in base64."""
    return bool(content.get("mode")) or (content.tag in _ATOM_TEXTS and content.get("type", "text") not in _KNOWN_TYPES)


def _atom_entry(entry: etree._Element) -> RawEntry:
    found = _children(entry, _ATOM)
    title = next(iter(found.get("title", ())), None)
    via = next(iter(found.get("source", ())), None)
    guid = _first(found, ("id",)) or None
    links = [_text(link) for link in found.get("feedburner:origlink", ())] + _alternates(found.get("link", ()))
    if guid and guid.startswith(("http://", "https://")):
        links.append(guid)
    return RawEntry(
        title=_first(found, _TITLES),
        title_is_literal=title is not None and title.get("type", "text") in ("text", "text/plain"),
        texts=_all_texts(found), links=tuple(link for link in links if link), guid=guid, dates=_all(found, _DATES),
        author=_author(found), via=(via.findtext(f"{_ATOM}title") or None) if via is not None else None,
        via_url=next(iter(_alternates(via.findall(f"{_ATOM}link"))), None) if via is not None else None,
    )


def _alternates(links: Sequence[etree._Element]) -> list[str]:
    """The addresses of the page among Atom's links."""
    return [link.get("href", "").strip() for link in links
            if link.get("rel", "alternate") == "alternate" and link.get("href")]


def _children(item: etree._Element, own: str) -> dict[str, list[etree._Element]]:
    """An item's child elements by ``name`` (of its own namespace) or ``prefix:name``, names in lower case."""
    found: dict[str, list[etree._Element]] = {}
    for child in item:
        found.setdefault(_name(child.tag, own), []).append(child)
    for group in found.get("media:group", ()):
        for child in group:
            if child.tag.endswith("}description"):
                found.setdefault("media:description", []).append(child)
    return found


@lru_cache(maxsize=1024)
def _name(tag: str, own: str) -> str:
    if own and tag.startswith(own):
        return tag[len(own):].lower()
    if tag[0] != "{":
        return tag.lower()
    space, _, local = tag[1:].rpartition("}")
    return f"{_PREFIXES.get(space, '?')}:{local}".lower()


def _text(element: etree._Element) -> str:
    """An element's words; XHTML inside it as plain text, written so that it is no markup again."""
    return (element.text or "").strip() if len(element) == 0 else escape(_xhtml_text(element), quote=False)


def _xhtml_text(element: etree._Element) -> str:
    pieces: list[str] = []
    dropped = 0  # depth inside a picture or a script
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        name = inner.tag.rpartition("}")[2].lower()
        if event == "start":
            dropped += name in DROPPED
            pieces += ["\n" if name in BLOCKS else "", "" if dropped else inner.text or ""]
        else:
            dropped -= name in DROPPED
            pieces += ["\n" if name in BLOCKS else "", "" if dropped or inner is element else inner.tail or ""]
    return "".join(pieces).strip()


def _texts(found: dict[str, list[etree._Element]], names: Sequence[str]) -> list[str]:
    """The words of the elements of these names, in the order of the names; empty ones left out."""
    return [text for name in names if name in found for element in found[name] if (text := _text(element))]


def _first(found: dict[str, list[etree._Element]], names: Sequence[str]) -> str:
    return next(iter(_texts(found, names)), "")


def _all(found: dict[str, list[etree._Element]], names: Sequence[str]) -> tuple[str, ...]:
    return tuple(_texts(found, names))


def _all_texts(found: dict[str, list[etree._Element]]) -> tuple[str, ...]:
    return _all(found, _TEXTS) or _all(found, _OTHER_TEXTS)


def _author(found: dict[str, list[etree._Element]]) -> str | None:
    """All authors of the first way in which any are given, joined by commas."""
    for name in _AUTHORS:
        elements = found.get(name)
        if elements is None:
            continue
        names = [element.findtext(f"{_ATOM}name", "").strip() if name == "atom:author" or element.tag.startswith(_ATOM)
                 else _text(element) for element in elements]
        if any(names):
            return ", ".join(dict.fromkeys(filter(None, names)))
    return None
