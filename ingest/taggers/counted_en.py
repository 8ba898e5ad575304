"""What a number in an English sentence counts: the noun it stands before, or the firms that are spoken of anyway."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ingest.taggers.cues import vocabulary
from ingest.taggers.quantities import Quantity
from ingest.taggers.tokens_en import Token

MOST_MODIFIERS = 8  # tokens between a number and what it counts
_PASSED = ("-", "“", "”", '"', "'", "’s", "'s", "/", "(", ")")
_TO = ("to", "at", "is", "was", "of", "reached", "stands", "totalled")
_HERE = ("hong", "the", "total", "all", "its", "this", "that", "a", "one", "early", "late", "mid")
_OF_THEM = ("which", "whom", "them", "these", "those", "that", "the")


class Words(NamedTuple):
    nouns: frozenset[str]
    singular: frozenset[str]
    licences: frozenset[str]
    applications: frozenset[str]
    never: frozenset[str]
    modifiers: frozenset[str]
    not_after: frozenset[str]
    bare_after: frozenset[str]
    totals: frozenset[str]
    modal: frozenset[str]
    months: frozenset[str]


def head_of(tokens: Sequence[Token], number: Quantity, about_firms: bool) -> int | None:
    """Place of the token that says what is counted (the number's own last where nothing follows); None: no firms."""
    words = counted_words()
    last = None
    for place in range(number.last, min(number.last + MOST_MODIFIERS, len(tokens))):
        text = tokens[place].text
        if text == "to" and tokens[place - 1].text == "-":
            continue  # deemed-to-be-licensed
        if text in _PASSED or (text in words.modifiers and text not in words.nouns):
            if text in words.singular:
                last = place
            continue
        if text in words.nouns or text in words.singular:
            last = place
            continue
        if _is_compound(tokens, place):
            continue
        break
    if last is None:
        return _bare(tokens, number, about_firms)
    head, after = tokens[last].text, tokens[last + 1].text if last + 1 < len(tokens) else ""
    if after in words.not_after or head in words.never:
        return None
    if number.ordinal and tokens[number.last].text == "of":
        return None  # a fifth of the licensees
    if head in words.nouns or number.ordinal or number.value == 1:
        return last
    return None


def _is_compound(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word is part of a compound: "broker-backed", "Hong Kong-based"."""
    token = tokens[place]
    before, after = tokens[place - 1], tokens[place + 1] if place + 1 < len(tokens) else token
    if token.kind != "word":
        return False
    return (before.text == "-" and before.end == token.start) or (after.text == "-" and after.start == token.end)


def is_no_firm(tokens: Sequence[Token], number: Quantity) -> bool:
    """An ordinal of something else: "a third of the applicants", "the second entry"."""
    return number.ordinal and (tokens[number.first - 1].text in ("a", "one") or head_of(tokens, number, False) is None)


def is_part_of(folded: str, number: Quantity, whole: Quantity) -> bool:
    return folded[number.end : whole.start] in (" of the ", " of its ", " of those ", " out of ", " out of the ")


def is_day(tokens: Sequence[Token], number: Quantity) -> bool:
    """Whether the number is a day of a month: "May 13", "13 May"; but "in May six exchanges" counts."""
    if tokens[number.first].kind != "num" or number.value > 31:
        return False
    around = {tokens[place].text for place in (number.first - 1, number.last) if 0 <= place < len(tokens)}
    return bool(around & counted_words().months)


def _bare(tokens: Sequence[Token], number: Quantity, about_firms: bool) -> int | None:
    """A number alone: "takes the total to 12", "23 said they plan to", "11 of which are deemed"."""
    words = counted_words()
    before = [token.text for token in tokens[max(number.first - 10, 0) : number.first] if token.text != ","]
    after = tokens[number.last].text if number.last < len(tokens) else ""
    counted_before = bool(words.totals.intersection(before)) and before[-1:] and before[-1] in _TO
    if number.ordinal:
        return None
    if before[-1:] and before[-1] in ("leaving", "leaves", "makes", "making") and about_firms:
        return number.last - 1
    if counted_before and (
        about_firms or any(text in words.nouns or text in ("licensed", "approved") for text in before)
    ):
        return number.last - 1
    compared = before[-2:] in (["down", "from"], ["up", "from"], ["rose", "to"], ["fell", "to"], ["out", "of"])
    if after == "of":
        return number.last - 1 if about_firms and _is_of_them(tokens, number.last + 1) else None
    place = tokens[number.last + 1 : number.last + 2] if after == "in" and not compared else ()
    if place and not _is_here(place[0]):
        return None  # "33 in Singapore"
    if about_firms and (after in words.bare_after or compared):
        return number.last - 1
    if after in words.bare_after and before[-2:-1] == ["of"] and before[-1:] in (["these"], ["those"], ["them"]):
        return number.last - 1
    return None


def _is_here(token: Token) -> bool:
    return token.kind == "num" or token.text in _HERE or token.text in counted_words().months


def _is_of_them(tokens: Sequence[Token], place: int) -> bool:
    """Whether "11 of" goes on with those spoken of, or with firms: not "11 of its products"."""
    return any(token.text in _OF_THEM or token.text in counted_words().nouns for token in tokens[place : place + 6])


@cache
def counted_words() -> Words:
    en = vocabulary("counts")["en"]
    names = (
        "nouns",
        "singular",
        "licence_nouns",
        "application_nouns",
        "never",
        "modifiers",
        "not_heads_after",
        "bare_after",
        "totals",
        "modal",
        "months",
    )
    return Words(*(frozenset(en[name]) for name in names))
