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
    before = [token.text for token in tokens[max(number.first - 10, 0) : number.first]]
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
    if about_firms and (after in words.bare_after or compared):
        return number.last - 1
    return None


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
