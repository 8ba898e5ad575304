"""The words that events and roles are told by, and a sentence cut into them.

A sentence becomes a short list of tokens: known words (each of one *kind*), firms, numbers and punctuation. Unknown
words leave no token, only distance. The vocabulary lies in vocabulary/events_{en,zh}.toml; the grammar in
``grammar_en`` and ``grammar_zh`` works on kinds alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import ahocorasick

from licensing.text import fold

CHINESE = re.compile(r"[\u4e00-\u9fff]")
"""Tells a sentence that is read as Chinese."""

VOCABULARY = Path(__file__).parent / "vocabulary"

FIRM = "F"
NUMBER = "number"
_PUNCTUATION = {
    ",": "comma", "、": "and", ";": "stop", ":": "colon", "(": "open", ")": "close", "&": "and", "/": "and",
    "—": "dash", "–": "dash", '"': "quote", "“": "quote", "”": "quote", "|": "stop", "!": "stop", "?": "stop",
    "•": "stop", "。": "stop", "\n": "stop", "+": "and", "「": "quote", "」": "quote", "《": "quote", "》": "quote",
    "[": "open", "]": "close",
}  # fmt: skip
_BEFORE_A_MONTH = frozenset(
    ("in", "on", "of", "since", "by", "until", "last", "this", "late", "early", "mid", "end", "from")
)


class Token(NamedTuple):
    """One known word or sign. at: its place counted in words (English) or characters (Chinese), for distances.

    form: ed, s, base, ing, noun for verbs; for a firm ``'s`` when possessive, ``-`` when it only qualifies what follows
    ("Binance-backed"). firms: indexes of the mentions in a firm token.
    """

    kind: str
    form: str
    start: int
    end: int
    at: int
    firms: tuple[int, ...] = ()
    until: int = -1  # the place of the last firm of a list; -1: the same as at

    @property
    def last_at(self) -> int:
        """The place of its last word, for the distance to what follows."""
        return self.at if self.until < 0 else self.until


class FirmSpan(NamedTuple):
    """A firm mention inside a sentence: offsets in it, and the mention's index in the document."""

    start: int
    end: int
    mention: int


@cache
def english() -> tuple[re.Pattern[str], dict[str, tuple[str, str, int]]]:
    """A pattern that finds the known words, signs and numbers, and word -> (kind, form, further words in it)."""
    meanings = {words: (kind, form, words.count(" ")) for words, kind, form in _entries("en")}
    meanings |= {sign: (kind, "", 0) for sign, kind in _PUNCTUATION.items()}
    signs = "".join(map(re.escape, _PUNCTUATION))
    words = as_pattern([words for words in meanings if words[0].isalpha()])
    return re.compile(rf"(?<![a-z0-9'])(?:{words}(?![a-z])|\d[\d,.]*(?:st|nd|rd|th)?)|[{signs}]"), meanings


def as_pattern(words: Sequence[str]) -> str:
    """Alternatives folded at their common beginnings, the longer first, so that each letter is looked at once."""
    ends = "" in words
    rest: dict[str, list[str]] = {}
    for word in filter(None, words):
        rest.setdefault(word[0], []).append(word[1:])
    branches = [("[ -]" if first == " " else first) + as_pattern(tails) for first, tails in sorted(rest.items())]
    if not branches:
        return ""
    inner = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return f"(?:{inner})?" if ends else inner


@cache
def chinese() -> Any:
    """Automaton over folded Chinese: word -> (length, kind, form)."""
    automaton = ahocorasick.Automaton()
    for word, kind, form in _entries("zh"):
        folded = fold(word)
        automaton.add_word(folded, (len(folded), kind, form))
    for sign, kind in _PUNCTUATION.items():
        if fold(sign) not in automaton:
            automaton.add_word(fold(sign), (1, kind, ""))
    automaton.make_automaton()
    return automaton


def _entries(language: str) -> Iterator[tuple[str, str, str]]:
    data = _vocabulary(language)
    for kind, forms in data["verb"].items():
        for form, words in forms.items():
            for word in words:
                yield word, kind, form
    for word in data.get("noise", {}).get("words", ()):
        yield word, "", ""
    for section in ("noun", "link"):
        for kind, words in data[section].items():
            for word in words:
                yield word, kind, ""


def word_set(language: str, name: str) -> frozenset[str]:
    """A list of plain words from the vocabulary's ``[context]``."""
    return frozenset(word_list(language, name))


def word_list(language: str, name: str) -> tuple[str, ...]:
    """The same in the order of the vocabulary."""
    return tuple(_vocabulary(language)["context"][name].split())


@cache
def _vocabulary(language: str) -> dict[str, Any]:
    with (VOCABULARY / f"events_{language}.toml").open("rb") as file:
        return tomllib.load(file)


def english_tokens(folded: str, firms: Sequence[FirmSpan]) -> list[Token]:
    """Tokens of an English sentence in order. Places are told by the blanks between: a firm is one word."""
    pattern, meanings = english()
    make, count = tuple.__new__, folded.count  # the hot loop of the taggers: NamedTuple's own constructor is slow
    tokens: list[Token] = []
    free_from = at = place = next_firm = 0
    firm_start = firms[0].start if firms else len(folded)
    for found in pattern.finditer(folded):
        begin, stop = found.span()
        while firm_start < stop:
            firm = firms[next_firm]
            at += count(" ", place, firm_start)
            tokens.append(
                make(Token, (FIRM, _form_of(folded, firms, next_firm), firm_start, firm.end, at, (firm.mention,), -1))
            )
            place = free_from = firm.end
            next_firm += 1
            firm_start = firms[next_firm].start if next_firm < len(firms) else len(folded)
        if begin < free_from:
            continue
        word = found.group()
        meaning = meanings.get(word)
        if meaning is None:
            meaning = meanings.get(word.replace("-", " "), _A_NUMBER)
        kind, form, more = meaning
        at += count(" ", place, begin)
        place = begin
        if not kind or (word == "may" and _is_the_month(folded, begin, stop)):
            continue
        if kind in _PRONOUNS and tokens and tokens[-1].kind == "be" and at - tokens[-1].at <= 1:
            kind = "firms" if kind == "coreference_many" else "firm"  # "X and Y are the two platforms that …"
        tokens.append(make(Token, (kind, form, begin, stop, at, (), at + more)))
    for number in range(next_firm, len(firms)):
        at += count(" ", place, firms[number].start)
        place = firms[number].end
        tokens.append(
            Token(FIRM, _form_of(folded, firms, number), firms[number].start, place, at, (firms[number].mention,))
        )
    return tokens


def _form_of(folded: str, firms: Sequence[FirmSpan], number: int) -> str:
    """How a firm is written: possessive, joined by a hyphen to a word that it only qualifies, or plainly."""
    end = firms[number].end
    after = folded[end : end + 2]
    if after[:1] == "-":
        joined = number + 1 < len(firms) and firms[number + 1].start == end + 1
        return "" if joined else "-"
    return "'s" if after in ("'s", "\u2019s") or (after[:1] in ("'", "\u2019") and folded[end - 1] == "s") else ""


_PRONOUNS = ("coreference", "coreference_many")
_A_NUMBER = (NUMBER, "", 0)


def _is_the_month(folded: str, start: int, end: int) -> bool:
    """Whether "may" is a month: next to a number, or after "in", "since", "last" and the like."""
    before, after = folded[:start].split()[-1:], folded[end : end + 4].split()
    return (
        any(word[0].isdigit() for word in (*before, *after[:1]))
        or (before[0:1] != [] and before[0] in _BEFORE_A_MONTH)
    )  # fmt: skip


def _is_in_a_noun(folded: str, start: int, end: int) -> bool:
    """Whether 公司 is the end of a longer noun (基金公司) and stands for no firm."""
    before = folded[start - 1 : start]
    return folded[start:end] == "公司" and "\u4e00" <= before <= "\u9fff" and before not in "据由对与向令使指称而但惟"


def chinese_tokens(folded: str, firms: Sequence[FirmSpan]) -> list[Token]:
    """Tokens of a Chinese sentence in order: of overlapping words the longest from the left; firms go before words."""
    taken = [Token(FIRM, "", firm.start, firm.end, firm.start, (firm.mention,)) for firm in firms]
    found = [(end + 1 - length, -end - 1, kind, form) for end, (length, kind, form) in chinese().iter(folded)]
    found.sort()  # of words that begin at one place the longest first
    make = tuple.__new__
    tokens: list[Token] = []
    free_from = next_firm = 0
    for start, minus_end, kind, form in found:
        if start < free_from:
            continue
        end = -minus_end
        while next_firm < len(taken) and taken[next_firm].start < end:
            if taken[next_firm].start >= free_from:
                tokens.append(taken[next_firm])
                free_from = taken[next_firm].end
            next_firm += 1
        if start >= free_from:
            if kind and not (kind == "coreference" and _is_in_a_noun(folded, start, end)):
                tokens.append(make(Token, (kind, form, start, end, start, (), -1)))
            free_from = end
    tokens.extend(token for token in taken[next_firm:] if token.start >= free_from)
    return tokens
