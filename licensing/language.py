"""The language and script of an article, from its own words: feeds say zh-CN of Traditional text."""

from __future__ import annotations

import re
import sys
from functools import cache

import numpy
from numpy.typing import NDArray

from licensing.characters import simplified_only, traditional_only
from licensing.codes import codes_of
from licensing.model import Language

_SAMPLE = 300  # characters that are looked at
_CHINESE_SHARE = 0.15  # of the letters: "港股 ETF inflows reach US$5bn" is Chinese from here on
_ASCII_LETTER = re.compile("[A-Za-z]")
_NO_LETTER, _LATIN, _KANA_OR_HANGUL, _HAN, _TRADITIONAL, _SIMPLIFIED = range(6)
_RANGES: dict[int, tuple[tuple[str, str], ...]] = {  # kind of character -> first and last of its ranges
    _LATIN: (("A", "Z"), ("a", "z"), ("\u00c0", "\u024f")),
    _KANA_OR_HANGUL: (("\u3041", "\u30ff"), ("\uac00", "\ud7af")),
    _HAN: (("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\uf900", "\ufaff")),
}


def language_of(title: str, text: str, declared: Language | None = None) -> Language | None:
    """The language and script of an article. declared: the source's, which settles what the words leave open.

    None: neither English nor Chinese as far as can be told (no letters, Japanese, Korean), and nothing is declared.
    """
    sample = f"{title}\n{text[:_SAMPLE]}"
    if sample.isascii():
        return Language.EN if _ASCII_LETTER.search(sample) else declared
    codes = codes_of(sample)
    kinds = _kinds()[codes]
    counts: list[int] = numpy.bincount(kinds, minlength=_SIMPLIFIED + 1).tolist()
    latin, foreign, han = counts[_LATIN], counts[_KANA_OR_HANGUL], sum(counts[_HAN:])
    if not han:
        return declared if foreign else Language.EN
    if foreign > han / 10:
        return declared
    # A Chinese character stands for about two letters of a word in a Latin script.
    if 2 * han < _CHINESE_SHARE * (latin + 2 * han):
        return Language.EN
    traditional, simplified = (len(set(codes[kinds == kind].tolist())) for kind in (_TRADITIONAL, _SIMPLIFIED))
    if traditional != simplified:
        return Language.ZH_HANT if traditional > simplified else Language.ZH_HANS
    return declared if declared in (Language.ZH_HANT, Language.ZH_HANS) else Language.ZH_HANT


@cache
def _kinds() -> NDArray[numpy.uint8]:
    """Code of a character -> its kind; Han is split into what only one script uses, and the rest."""
    kinds = numpy.full(sys.maxunicode + 1, _NO_LETTER, dtype=numpy.uint8)
    for kind, ranges in _RANGES.items():
        for first, last in ranges:
            kinds[ord(first) : ord(last) + 1] = kind
    for kind, signs in ((_TRADITIONAL, traditional_only()), (_SIMPLIFIED, simplified_only())):
        codes = numpy.array(sorted(map(ord, signs)))
        kinds[codes[kinds[codes] == _HAN]] = kind
    return kinds
