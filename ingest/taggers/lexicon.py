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

VOCABULARY = Path(__file__).parent / "vocabulary"

FIRM = "F"
NUMBER = "number"
_PUNCTUATION = {
    ",": "comma", "、": "and", ";": "stop", ":": "colon", "(": "open", ")": "close", "&": "and", "/": "and",
    "—": "dash", "–": "dash", '"': "quote", "“": "quote", "”": "quote", "|": "stop", "!": "stop", "?": "stop",
    "•": "stop", "。": "stop", "\n": "stop", "+": "and", "「": "quote", "」": "quote", "《": "quote", "》": "quote",
    "[": "open", "]": "close",
}  # fmt: skip
_BEFORE_A_MONTH = frozenset(("in", "on", "of", "since", "by", "until", "last", "this", "late", "early", "mid", "end", "from"))
_WORDS = re.compile(r"[a-z]+|\d[\d,.]*(?:st|nd|rd|th)?|[,;:()&/—–\"“”|!?•+\n\[\]]|['’]s\b|-")


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


class Phrase(NamedTuple):
    """The rest of a phrase after its first word, and what it is."""

    rest: tuple[str, ...]
    kind: str
    form: str


class FirmSpan(NamedTuple):
    """A firm mention inside a sentence: offsets in it, and the mention's index in the document."""

    start: int
    end: int
    mention: int


@cache
def english() -> dict[str, tuple[Phrase, ...]]:
    """First word -> the phrases that begin with it, longest first."""
    phrases: dict[str, list[Phrase]] = {}
    for words, kind, form in _entries("en"):
        first, *rest = words.split()
        phrases.setdefault(first, []).append(Phrase(tuple(rest), kind, form))
    return {first: tuple(sorted(found, key=lambda p: -len(p.rest))) for first, found in phrases.items()}


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
    with (VOCABULARY / f"events_{language}.toml").open("rb") as file:
        data = tomllib.load(file)
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


def english_tokens(folded: str, firms: Sequence[FirmSpan]) -> list[Token]:
    """Tokens of an English sentence in order."""
    tokens: list[Token] = []
    starts = {firm.start for firm in firms}
    at = start = 0
    for firm in firms:
        at = _words_between(folded, start, firm.start, at, tokens)
        hyphen = folded[firm.end : firm.end + 1] == "-" and firm.end + 1 not in starts
        form = "-" if hyphen else "'s" if folded[firm.end : firm.end + 2] in ("'s", "’s") else ""
        if not form and folded[firm.end : firm.end + 1] in ("'", "’") and folded[firm.end - 1] == "s":
            form = "'s"
        tokens.append(Token(FIRM, form, firm.start, firm.end, at, (firm.mention,)))
        start, at = firm.end, at + 1
    _words_between(folded, start, len(folded), at, tokens)
    return [_not_a_pronoun(token, tokens[i - 1]) if i and token.kind in _PRONOUNS else token for i, token in enumerate(tokens)]


_PRONOUNS = ("coreference", "coreference_many")


def _not_a_pronoun(token: Token, before: Token) -> Token:
    """ "X and Y are the two platforms that …": after "are" the words say what the firms are, and stand for none."""
    if before.kind == "be" and token.at - before.at <= 1:
        return token._replace(kind="firms" if token.kind == "coreference_many" else "firm")
    return token


def _words_between(folded: str, start: int, end: int, at: int, tokens: list[Token]) -> int:
    """Add the tokens of ``folded[start:end]``; the place after the last word."""
    vocabulary = english()
    words = [(found.group(), found.start(), found.end()) for found in _WORDS.finditer(folded, start, end)]
    i = 0
    while i < len(words):
        word, begin, stop = words[i]
        phrase = _phrase_at(words, i, vocabulary.get(word, ()))
        if phrase is not None and not (word == "may" and _is_the_month(words, i)):
            last = _last_word(words, i, len(phrase.rest))
            if phrase.kind:
                until = at + len(phrase.rest)
                tokens.append(Token(phrase.kind, phrase.form, begin, words[last][2], at, (), until))
            at += len(phrase.rest)
            i = last
        elif word in _PUNCTUATION:
            tokens.append(Token(_PUNCTUATION[word], "", begin, stop, at))
            i += 1
            continue
        elif word[0].isdigit():
            tokens.append(Token(NUMBER, "", begin, stop, at))
        at += word != "-"
        i += 1
    return at


def _is_the_month(words: Sequence[tuple[str, int, int]], i: int) -> bool:
    """Whether "may" is a month: next to a number, or after "in", "since", "last" and the like."""
    beside = (words[i - 1][0] if i else "", words[i + 1][0] if i + 1 < len(words) else "")
    return any(word[:1].isdigit() for word in beside) or beside[0] in _BEFORE_A_MONTH


def _last_word(words: Sequence[tuple[str, int, int]], first: int, more: int) -> int:
    """Index of the last word of a phrase of 1 + more words; hyphens in between do not count."""
    i = first
    while more:
        i += 1
        more -= words[i][0] != "-"
    return i


def _phrase_at(words: Sequence[tuple[str, int, int]], first: int, phrases: Sequence[Phrase]) -> Phrase | None:
    for phrase in phrases:
        i = first
        for wanted in phrase.rest:
            i += 1
            if i < len(words) and words[i][0] == "-":
                i += 1
            if i >= len(words) or words[i][0] != wanted:
                break
        else:
            return phrase
    return None


def chinese_tokens(folded: str, firms: Sequence[FirmSpan]) -> list[Token]:
    """Tokens of a Chinese sentence in order: of overlapping words the longest from the left; firms go before words."""
    taken = [Token(FIRM, "", firm.start, firm.end, firm.start, (firm.mention,)) for firm in firms]
    found = [(end + 1 - length, end + 1, kind, form) for end, (length, kind, form) in chinese().iter(folded)]
    found.sort(key=lambda word: (word[0], -word[1]))
    tokens: list[Token] = []
    free_from = next_firm = 0
    for start, end, kind, form in found:
        while next_firm < len(taken) and taken[next_firm].start < end:
            if taken[next_firm].start >= free_from:
                tokens.append(taken[next_firm])
                free_from = taken[next_firm].end
            next_firm += 1
        if start >= free_from:
            if kind:
                tokens.append(Token(kind, form, start, end, start))
            free_from = end
    tokens.extend(token for token in taken[next_firm:] if token.start >= free_from)
    return tokens
