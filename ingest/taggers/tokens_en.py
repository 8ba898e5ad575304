"""An English sentence cut into words, numbers, currency signs and punctuation marks."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    \d+(?:,\d+)*(?:\.\d+)?                                          # number
    | (?:(?:hk|us|u\.s\.|sg|s|au|a|ca|c|nt|nz|mop|r)?\$|[€£¥₩₹])      # sign
    | [a-z]+(?:'[a-z]+)?                                             # word
    | (?:>=|<=|[^\s\w*\\_`])                                         # mark
    """,
    re.VERBOSE,
)
_SIGNS = frozenset("$€£¥₩₹")


class Token(NamedTuple):
    """A word, number, currency sign or punctuation mark of a folded sentence; kind: word, num, sign or mark."""

    text: str
    start: int
    end: int
    kind: str


def english_words(folded: str) -> tuple[Token, ...]:
    """The tokens of a folded sentence; marks of Markdown are left out."""
    make = tuple.__new__  # a hot loop: NamedTuple's own constructor is slow
    tokens: list[Token] = []
    at = 0
    for text in _TOKEN.findall(folded):
        at = folded.find(text, at)
        end = at + len(text)
        first = text[0]
        if first.isdecimal():
            kind = "num"
        elif text[-1] in _SIGNS:
            kind = "sign"
        else:
            kind = "word" if first.isalpha() else "mark"
        tokens.append(make(Token, (text, at, end, kind)))
        at = end
    return tuple(tokens)
