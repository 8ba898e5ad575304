"""Markup as feeds carry it -> plain text. Nothing of it is ever rendered: tags go, words stay, entities are read once.

A text is read once from left to right and no pattern looks past the next ``<``, so that the time grows with the length
whatever an attacker writes; a tree of 200,000 nested elements costs no more than any other text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

MAX_TEXT = 200_000  # characters of an article's text that are kept
MAX_TITLE = 500

BLOCKS = frozenset([
    "p", "div", "br", "hr", "li", "ul", "ol", "dl", "dt", "dd", "tr", "td", "th", "table", "tbody", "thead", "tfoot",
    "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "section", "article", "header", "footer", "figure",
    "figcaption", "aside", "address", "center", "form", "fieldset", "main", "nav", "option", "title", "body", "html",
])
_INLINE = ("a|abbr|acronym|b|big|cite|code|del|dfn|em|embed|font|i|img|input|ins|kbd|label|link|map|mark|meta|picture|"
           "q|s|small|source|span|strike|strong|sub|sup|time|tt|u|var|wbr")
DROPPED = frozenset(["script", "style", "iframe", "object", "svg", "noscript", "template", "head", "textarea",
                      "select", "button", "audio", "video", "canvas", "math"])
_SPACING = {**dict.fromkeys(BLOCKS, "\n"), **dict.fromkeys(_INLINE.split("|"), ""),
            **dict.fromkeys(DROPPED, "")}
_TAG = re.compile(r"""
    (</?([A-Za-z][A-Za-z0-9]*+)
    (?: \s*+/?+>
      | (?=[\s/])(?: (?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>   # a quoted attribute may hold ">", nothing may hold "<"
                  | [^<>]*+> ) ))                         # quotes that don't match: up to the first ">"
    """, re.X)
_XML_TAG = re.compile(r"</?[A-Za-z_][^<>]*+>")
_SKIPPED = re.compile(r"""
    <(?: (?P<name>[A-Za-z]{3,8}+)(?=[\s/>])[^<>]*+> | (?P<comment>!--) | (?P<other>!\[CDATA\[|!DOCTYPE|\?) )
    """, re.X)
# Control and direction signs, soft hyphens, zero-width spaces: they hide in words and would part them.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069"
                       "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]")


def plain_text(markup: str, limit: int = MAX_TEXT) -> str:
    """The words of a piece of HTML, or of text that holds none; blocks on lines of their own.

    "<" before anything but a tag of HTML is a sign: "profit < 5%", "<ABC Ltd>".

    >>> plain_text("<p>Fees &amp; costs</p><p>HK$5 million<script>x()</script></p>")
    'Fees & costs\\nHK$5 million'
    """
    markup = markup[: limit * 20]
    if "<" in markup:
        if _holds_skipped(markup):
            markup = "".join(_kept_pieces(markup))
        markup = _without_tags(markup)
    return _tidy(unescape(markup) if "&" in markup else markup)[:limit].rstrip()


def literal_text(text: str, limit: int = MAX_TEXT) -> str:
    """Text that is declared to hold no markup: "<b>" in it are three signs."""
    return _tidy(text[: limit * 2])[:limit].rstrip()


def strip_all_tags(xhtml: str) -> str:
    """Well-formed XHTML without its tags, those unknown to HTML too; blocks on lines of their own, entities left."""
    if _holds_skipped(xhtml):
        xhtml = "".join(_kept_pieces(xhtml))
    return _XML_TAG.sub("", _without_tags(xhtml))


def one_line(text: str, limit: int = MAX_TITLE) -> str:
    """``text`` on one line; longer than ``limit`` it is cut, with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _without_tags(markup: str) -> str:
    """What tags leave behind in their place; those that HTML does not know stay as they are."""
    pieces = _TAG.split(markup)  # words, tag, its name, words, tag, its name, words, …
    tags = zip(pieces[1::3], pieces[2::3], strict=True)
    pieces[1::3] = [tag if (space := _SPACING.get(name.lower())) is None else space for tag, name in tags]
    pieces[2::3] = [""] * (len(pieces) // 3)
    return "".join(pieces)


def _holds_skipped(markup: str) -> bool:
    return any(match["name"] is None or match["name"].lower() in DROPPED for match in _SKIPPED.finditer(markup))


def _kept_pieces(markup: str) -> list[str]:
    """What stands outside comments, scripts, styles and the like. One that is never closed loses its tag only."""
    pieces: list[str] = []
    lowered, position, start, never_closed = markup.lower(), 0, 0, set[str]()
    while match := _SKIPPED.search(markup, position):
        position = match.end()
        if match["name"] and match["name"].lower() not in DROPPED:
            continue
        pieces.append(markup[start:match.start()])
        end = _end_mark(match)
        found = -1 if end in never_closed else lowered.find(end, position)
        if found >= 0:
            position = found + len(end)
            if match["name"]:
                position = max(position, lowered.find(">", position) + 1)
        else:
            never_closed.add(end)
        start = position
    pieces.append(markup[start:])
    return pieces


def _end_mark(match: re.Match[str]) -> str:
    if match["name"]:
        return f"</{match['name'].lower()}"
    if match["comment"]:
        return "-->"
    return "]]>" if match["other"].startswith("![") else ">"


def _tidy(text: str) -> str:
    lines: Iterable[str] = text.split("\n")
    if "  " in text or not "".join(lines).isprintable():  # seldom; no other line break is printable
        lines = map(_tidy_line, text.splitlines())
    return "\n".join(stripped for line in lines if (stripped := line.strip()))


def _tidy_line(line: str) -> str:
    return _CONTROLS.sub("", " ".join(line.split())) if "  " in line or not line.isprintable() else line
