"""The language and script of an article, from its own words: feeds say zh-CN of Traditional text."""

from __future__ import annotations

import re

from licensing.characters import simplified_only, traditional_only
from licensing.model import Language

_SAMPLE = 300  # characters that are looked at
_CHINESE_SHARE = 0.15  # of the letters: "港股 ETF inflows reach US$5bn" is Chinese from here on
_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_KANA_OR_HANGUL = re.compile(r"[\u3041-\u30ff\uac00-\ud7af]")


def language_of(title: str, text: str, declared: Language | None = None) -> Language | None:
    """The language and script of an article. declared: the source's, which settles what the words leave open.

    None: neither English nor Chinese as far as can be told (no letters, Japanese, Korean), and nothing is declared.
    """
    sample = f"{title}\n{text[:_SAMPLE]}"
    if sample.isascii():
        return Language.EN if _LETTER.search(sample) else declared
    han = _HAN.findall(sample)
    if not han:
        return declared if _KANA_OR_HANGUL.search(sample) else Language.EN
    if _KANA_OR_HANGUL.search(sample) and len(_KANA_OR_HANGUL.findall(sample)) > len(han) / 10:
        return declared
    # A Chinese character stands for about two letters of a word in a Latin script.
    latin = len(_LETTER.findall(sample))
    if 2 * len(han) < _CHINESE_SHARE * (latin + 2 * len(han)):
        return Language.EN
    return _script(set(han), declared)


def _script(han: set[str], declared: Language | None) -> Language:
    traditional, simplified = len(traditional_only() & han), len(simplified_only() & han)
    if traditional != simplified:
        return Language.ZH_HANT if traditional > simplified else Language.ZH_HANS
    return declared if declared in (Language.ZH_HANT, Language.ZH_HANS) else Language.ZH_HANT
