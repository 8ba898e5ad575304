"""Words for the full-text index and for questions put to it; pure.

SQLite's tokenisers find neither 牌照 nor 證監會: one takes a run of Chinese for one word, the other wants three
characters. So Chinese is folded to Simplified, character by character, and cut into overlapping pairs before it is
indexed, and a question is cut in the same way:

>>> index_text("證監會向OSL發牌").strip()
'证监 监会 会向 向 OSL 发牌 牌'
>>> match_query('证监会 "paid-up capital"')
'"证监 监会" "paid-up capital"'
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from functools import cache
from operator import add

import numpy
from numpy.typing import NDArray

from licensing.characters import simplified_signs
from licensing.codes import Codes, code_table, codes_of, text_of

VERSION = "1"
"""Raised when ``index_text`` changes: the ingest then builds the index anew (a row can only be taken out of the
index with exactly the words it was put in with)."""

_CHINESE = (("\u3007", "\u3007"), ("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\uf900", "\ufaff"),
            ("\U00020000", "\U000323af"))  # first and last
_RUN = re.compile(f"[{''.join(f'{first}-{last}' for first, last in _CHINESE)}]+")
_TERM = re.compile(r'"([^"]*)"|(\S+)')
_QUOTES = str.maketrans(dict.fromkeys("“”„＂「」『』", '"') | {"\0": " "})


def simplified(text: str) -> str:
    """``text`` with every Traditional character that has a Simplified one in its place; of the same length."""
    return text if text.isascii() else text.translate(_to_simplified())


def index_text(text: str) -> str:
    """The tokens of ``text``, parted by spaces; the last character of a Chinese run also stands alone."""
    return index_texts((text,))[0]


def index_texts(texts: Iterable[str]) -> list[str]:
    """The tokens of each of these texts; of hundreds at once in a third of the time that one by one takes."""
    tokens = [text.replace("\0", " ") if "\0" in text else text for text in texts]
    places = [place for place, text in enumerate(tokens) if not text.isascii()]
    if places:
        codes = _simplified_codes()[codes_of("\0".join(tokens[place] for place in places))]
        paired = text_of(_paired(codes, _are_chinese()[codes]))
        for place, text in zip(places, paired.split("\0"), strict=True):
            tokens[place] = text
    return tokens


def _paired(codes: Codes, chinese: NDArray[numpy.bool_]) -> Codes:
    """Every Chinese character with its neighbour and a blank, the last of a run alone, a blank before the run."""
    goes_on, starts = chinese.copy(), chinese.copy()
    goes_on[:-1] &= chinese[1:]
    goes_on[-1:] = False
    starts[1:] &= ~chinese[:-1]
    before = starts.astype(numpy.int8) + (starts & ~goes_on)  # blanks
    behind = chinese.astype(numpy.int8) + goes_on
    places = numpy.cumsum(1 + before + behind, dtype=numpy.intp) - 1 - behind
    paired = numpy.full(places[-1] + 1 + behind[-1], ord(" "), dtype=numpy.uint32)
    paired[places] = codes
    first = numpy.flatnonzero(goes_on)
    paired[places[first] + 1] = codes[first + 1]
    return paired


def match_query(user_text: str) -> str | None:
    """An FTS5 MATCH string that demands every word, and every quoted phrase as it stands; never a syntax error.

    None where nothing was asked: no letter, digit or Chinese character.
    """
    phrases = (quoted or bare for quoted, bare in _TERM.findall(user_text.translate(_QUOTES)))
    terms = [term for phrase in phrases if (term := _match_term(phrase))]
    return " ".join(terms) or None


def _match_term(phrase: str) -> str:
    words = phrase.translate(_to_simplified()).replace('"', " ")
    if not any(character.isalnum() for character in words):
        return ""
    tokens = _RUN.sub(_pairs, words).split()
    alone = len(tokens[-1]) == 1 and _RUN.fullmatch(tokens[-1])
    return f'"{" ".join(tokens)}"' + (" *" if alone else "")  # one character: the pairs it begins, the ends of runs


def _pairs(run: re.Match[str]) -> str:
    found = run.group()
    return f" {' '.join(map(add, found, found[1:])) or found} "


@cache
def _to_simplified() -> dict[int, str]:
    """Every Traditional character that has a Simplified one: one to one, blind to its neighbours. NUL is a space."""
    return simplified_signs() | {0: " "}


@cache
def _simplified_codes() -> Codes:
    """The same as an array over all characters, NUL itself, which parts texts."""
    return code_table(simplified_signs())


@cache
def _are_chinese() -> NDArray[numpy.bool_]:
    table = numpy.zeros(sys.maxunicode + 1, dtype=numpy.bool_)
    for first, last in _CHINESE:
        table[ord(first) : ord(last) + 1] = True
    return table
