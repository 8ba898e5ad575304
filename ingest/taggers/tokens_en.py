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
_KIND_BY_LAST = (  # a token's last sign tells its kind
    dict.fromkeys("abcdefghijklmnopqrstuvwxyz", "word") | dict.fromkeys("0123456789", "num")
    | dict.fromkeys("$€£¥₩₹", "sign") | dict.fromkeys(",.-()\"'%:;/", "mark")
)  # fmt: skip


class Token(NamedTuple):
    """A word, number, currency sign or punctuation mark of a folded sentence; kind: word, num, sign or mark."""

    text: str
    start: int
    end: int
    kind: str


def english_words(folded: str) -> tuple[Token, ...]:
    """The tokens of a folded sentence; marks of Markdown are left out."""
    make, kind_of = tuple.__new__, _KIND_BY_LAST.get  # a hot loop: NamedTuple's own constructor is slow
    tokens: list[Token] = []
    end = 0
    for text in _TOKEN.findall(folded):
        start = folded.find(text, end)
        end = start + len(text)
        kind = kind_of(text[-1]) or ("num" if text[-1].isdecimal() else "mark")
        tokens.append(make(Token, (text, start, end, kind)))
    return tuple(tokens)
