"""What a number in an English sentence counts: the noun it stands before, or the firms that are spoken of anyway."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ingest.taggers.cues import vocabulary
from ingest.taggers.quantities import Quantity
from ingest.taggers.tokens_en import Token
from licensing.model import Qualifier

_OF_A_TYPE = re.compile(r"\btypes? (?:\d{1,2}(?:, | and | & |/|, and ))*$")  # "Type 1, 4 and 9 licences"
_SMALL = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
_A_SHARE = re.compile(rf"\b(?:one|{_SMALL}) (?:in|out of) (?:every )?{_SMALL}\b(?! [a-z]*day)")  # "seven in ten"
MOST_FIRMS = 2000  # no article counts more firms than that in this field
MOST_MODIFIERS = 8  # tokens between a number and what it counts
_PASSED = ("-", "“", "”", '"', "'", "’s", "'s", "/", "(", ")")
_TO = ("to", "at", "is", "was", "of", "reached", "stands", "totalled")
_HERE = ("hong", "the", "total", "all", "its", "this", "that", "a", "one", "early", "late", "mid")
_LEAVES = ("leaving", "leaves", "makes", "making")
_OF_THOSE = (["of", "these"], ["of", "those"], ["of", "them"], ["of", "which"], ["of", "whom"])
_DEALT_WITH = ("approved", "licensed", "rejected", "refused")  # "received 36 applications and approved two"
_NO_NOUN = ("", ".", ",", ";", "of", "from", "in", "on", "last", "this")
_CHANGES = frozenset(
    "down up rose rises risen fell fallen falls grew grown grows shrunk shrank thinned dropped dwindled climbed "  # noqa: SIM905
    "increased decreased jumped expanded swelled slipped went gone come came halved narrowed whittled".split()
)
_A_CHANGE = re.compile(rf"\b(?:{'|'.join(sorted(_CHANGES))})(?: \w+)? from $")
_THE_ONLY = (["the", "only"], ["the", "sole"], ["sole", "remaining"])
_FURTHER = ("another", "further")
_FIELD = frozenset(("deemed", "licensed", "applicants", "applications", "applied", "withdrew", "withdrawn", "licence"))
_AS = ("applicants", "licensed", "deemed", "suspicious", "unlicensed", "withdrawn")
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


def countable(folded: str, tokens: Sequence[Token], quantities: Sequence[Quantity]) -> list[Quantity]:
    """The numbers that may be of firms: no sums, days, shares or types of licence; 1 only in "only one"."""
    numbers = [q for q in quantities if q.currency is None and 1 <= q.value <= MOST_FIRMS]
    numbers = [_of_a_change(folded, q) for q in numbers]
    numbers = [q for q in numbers if q.value > 1 or _is_only_one(tokens, q)]
    numbers = [q for q in numbers if not _is_day(tokens, q) and not _is_no_firm(tokens, q)]
    if " in " in folded or " out of " in folded:
        numbers = [q for q in numbers if not _A_SHARE.search(folded, max(q.start - 24, 0), q.end + 24)]
    if "type" in folded:
        numbers = [q for q in numbers if not _OF_A_TYPE.search(folded, max(q.at - 30, 0), q.at)]
    return numbers


def _of_a_change(folded: str, number: Quantity) -> Quantity:
    """ "grew from 17 to 28": no range, but the number that was reached."""
    if number.qualifier is not Qualifier.RANGE or not _A_CHANGE.search(folded, max(number.at - 30, 0), number.at):
        return number
    return number._replace(low=number.high, qualifier=Qualifier.EXACT)


def head_of(tokens: Sequence[Token], number: Quantity, about_firms: bool) -> int | None:
    """Place of the token that says what is counted (the number's own last where nothing follows); None: no firms."""
    words = counted_words()
    last = None
    for place in range(number.last, min(number.last + MOST_MODIFIERS, len(tokens))):
        text = tokens[place].text
        if text == "to" and tokens[place - 1].text == "-":
            continue  # deemed-to-be-licensed
        if text == "of" and last is not None and tokens[last].text in words.nouns:
            break  # "participants of the stablecoin issuer sandbox"
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


def _is_no_firm(tokens: Sequence[Token], number: Quantity) -> bool:
    """An ordinal of something else: "a third of the applicants", "the second entry"."""
    return number.ordinal and (tokens[number.first - 1].text in ("a", "one") or head_of(tokens, number, False) is None)


def is_part_of(folded: str, number: Quantity, whole: Quantity) -> bool:
    return folded[number.end : whole.start] in (" of the ", " of its ", " of those ", " out of ", " out of the ")


def _is_day(tokens: Sequence[Token], number: Quantity) -> bool:
    """Whether the number is a day of a month: "May 13", "13 May"; but "in May six exchanges" counts."""
    if tokens[number.first].kind != "num" or number.value > 31:
        return False
    if number.start != number.at or tokens[number.first - 1].text in ("further", "another"):
        return False  # "a further 18 may introduce clients"
    before = number.first - 2 if tokens[number.first - 1].text == "." else number.first - 1  # "Feb. 2"
    around = {tokens[place].text for place in (before, number.last) if 0 <= place < len(tokens)}
    return bool(around & counted_words().months)


def _bare(tokens: Sequence[Token], number: Quantity, about_firms: bool) -> int | None:
    """A number alone: "takes the total to 12", "23 said they plan to", "11 of which are deemed"."""
    words = counted_words()
    first = number.first  # of "to between 50 and 60", "to nearly 40": what stands before all of it
    while first and tokens[first - 1].start >= number.start and tokens[first - 1].text != "from":
        first -= 1
    before = [token.text for token in tokens[max(first - 10, 0) : first] if token.text != ","]
    last, following = before[-1] if before else "", tokens[number.last : number.last + 2]
    after = following[0].text if following else ""
    if number.ordinal or after in words.not_after:
        return None
    counts = bool(words.totals.intersection(before)) and last in _TO
    if counts and (about_firms or any(text in words.nouns or text in ("licensed", "approved") for text in before)):
        return number.last - 1
    compared = before[-2:] == ["out", "of"] or (last in ("from", "to") and before[-2:-1] and before[-2] in _CHANGES)
    if compared and any(text in words.nouns or text in ("licensed", "deemed") for text in before):
        return number.last - 1
    if after == "of":
        goes_on = about_firms and _is_of_them(tokens, number.last + 1)
    elif after == "in" and not compared and not _is_here(following[-1]):
        goes_on = False  # "33 in Singapore"
    elif after == "as":
        goes_on = about_firms and following[-1].text in _AS  # "two as licensed and four as applicants"
    else:
        goes_on = about_firms and (after in words.bare_after or compared or last in _LEAVES)
        goes_on = goes_on or before[-2:] in _OF_THOSE or (before[-2:] in _THE_ONLY and after in words.bare_after)
        goes_on = goes_on or ((after == "more" or last in _FURTHER) and _is_of_the_field(tokens, number.last))
        goes_on = goes_on or (about_firms and tokens[first - 1].text in _DEALT_WITH and after in _NO_NOUN)
        goes_on = goes_on or (number.value == 1 and about_firms and after == ",")
    return number.last - 1 if goes_on else None


def _is_only_one(tokens: Sequence[Token], number: Quantity) -> bool:
    """ "Only one holds a licence"; not "the only one to lose heart", "one of the only …"."""
    before = [token.text for token in tokens[max(number.first - 2, 0) : number.first]]
    return before[-1:] in (["only"], ["just"]) and before[0] not in ("the", "not", "its")


def _is_of_the_field(tokens: Sequence[Token], place: int) -> bool:
    """Whether what follows "three more" is said of firms of this field: "are only deemed to be licensed"."""
    return any(token.text in _FIELD for token in tokens[place : place + 24])


def _is_here(token: Token) -> bool:
    return token.kind == "num" or token.text in _HERE or token.text in counted_words().months


def _is_of_them(tokens: Sequence[Token], place: int) -> bool:
    """Whether "11 of" goes on with those spoken of, or with firms: not "11 of its products"."""
    near = [token.text for token in tokens[place : place + 4]]
    return bool(near) and (near[0] in _OF_THEM or not counted_words().nouns.isdisjoint(near))


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
