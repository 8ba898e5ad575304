"""Which sums of a sentence are costs, and of what kind: each sum is read in its clause, and beside those before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ingest.taggers.bare_sums_zh import bare_sums
from ingest.taggers.cost_bounds import LIKEWISE, bounded, bounded_as_before
from ingest.taggers.cost_kinds import Clause, has_anti, kind_of
from ingest.taggers.no_costs import is_of_others
from ingest.taggers.numbers_en import read_english
from ingest.taggers.numbers_zh import chinese_quantities, may_hold_money
from ingest.taggers.quantities import SENTENCES_KEPT, Quantity
from licensing.model import CostKind

LIST_GAP = 40  # characters between two sums of one list
COORDINATED_GAP = 80  # characters between two sums, the second of which is said to be for another case
MOST_SUMS = 80  # a sentence with more of them is a table of prices
GAP_OF_A_CONVERSION = 16  # characters between a sum and the same sum converted
_ENDS_ZH = ("。", ";", ";", "!", "\n")
_ENDS_EN = (";", " while ", " whereas ", " but ", ". ", ': "')
_AFTERWARDS_EN = (" because ", ', he ', ', she ', '", ', ', according to ')  # what follows is no longer of the sum
_ANOTHER_CASE = re.compile(  # "; for a representative it is", ", a complicated one at", "and ... for each"
    r"(?:[,;]|\band\b|\bor\b|\bwhile\b)\s(?:and\s)?"
    r"(?:for\s[^,.;:\d]{2,30}\s(?:it|that|the \w+)\s(?:is|are|was|were|would be)"
    r"|for\s(?:an?|the|each|every|other)\s[^,.;:\d]{2,30}"
    r"|(?:an?|the|each|every)\s[^,.;:\d]{2,30}\s(?:one\s)?(?:at|pays?|costs?|is charged))\s\Z"
)
_FOR_EACH = re.compile(r"\s(?:for|per|if)\s|\s(?:each|apiece)\b")
_JOINED = re.compile(r"(?:[,;]|\band)\s(?:and\s)?\Z")
_EQUALS = ("or", "or about", ", or", ", or about", "即", "折合", "约合", ",约", ",折合", ",即", "约", "equivalent to")
_CONVERTED = re.compile(r"(?:约合|折合|相当于|约等于|等于|即)")


class Sum(NamedTuple):
    """A sum that is a cost, the same sum converted, and the words of the sentence that say so."""

    money: Quantity
    also: Quantity | None
    kind: CostKind
    start: int
    end: int


@lru_cache(SENTENCES_KEPT)
def money_of(folded: str, chinese: bool) -> tuple[Quantity, ...]:
    """The sums of money in a folded sentence."""
    if chinese:
        numbers = chinese_quantities(folded) if may_hold_money(folded) else ()
    else:
        numbers = read_english(folded)[1]
    return tuple([quantity for quantity in numbers if quantity.currency is not None])


@lru_cache(SENTENCES_KEPT)
def sums_of(folded: str, before: str, chinese: bool) -> tuple[Sum, ...]:
    """The sums of a sentence that are costs, whatever its currency signs mean. before: the sentences before it."""
    sums = bare_sums(folded, money_of(folded, chinese)) if chinese else money_of(folded, chinese)
    if len(sums) > MOST_SUMS:
        return ()
    made: list[Sum] = []
    free_from = 0
    inherited: tuple[CostKind, int] | None = None  # of the sum before, and where it ended: "capital of A, for others B"
    for place, money in enumerate(sums):
        if place < free_from:
            continue
        free_from = place + 1 + _converted(folded, sums, place)
        also = sums[place + 1] if free_from > place + 1 else None
        clause = _clause(folded, sums, place, free_from, chinese)
        kind = kind_of(folded, money, clause, chinese, before)
        if kind is None and inherited is not None and _goes_on(folded, money, inherited, clause, chinese):
            kind = inherited[0]
        inherited = (kind, money.end) if kind else None
        if kind is not None:
            made.append(_made(folded, money, also, kind, clause, made))
    return tuple(made)


def _made(
    folded: str, money: Quantity, also: Quantity | None, kind: CostKind, clause: Clause, before: Sequence[Sum]
) -> Sum:
    """The cost, with its bound and its words. before: the costs of the sentence before it."""
    end = also.end + (1 if folded[also.end : also.end + 1] == ")" else 0) if also else money.end
    start, end = _trimmed(folded, clause.start, max(end, clause.end))
    now = bounded(folded, money, kind)
    if before and now is money and LIKEWISE.search(folded, before[-1].money.until, money.start):
        now = bounded_as_before(money, [one.money.qualifier for one in before if one.kind == kind])
    return Sum(now, also, kind, start, end)


def _goes_on(folded: str, money: Quantity, inherited: tuple[CostKind, int], clause: Clause, chinese: bool) -> bool:
    """Whether a sum that nothing is said of is of the kind of the one before: far in a list of capitals, fines or
    fees, or where it is said to be for another case; near in "from A to B"."""
    kind, end = inherited
    gap = money.start - end
    if gap > COORDINATED_GAP or has_anti(folded, clause, chinese) or is_of_others(folded, money, clause.start, chinese):
        return False
    listed = kind in (CostKind.CAPITAL, CostKind.PENALTY) or (chinese and kind is CostKind.FEE)
    if gap <= (LIST_GAP if listed else GAP_OF_A_CONVERSION):
        return True
    if _ANOTHER_CASE.search(folded, end, money.start):
        return True
    joined = kind is CostKind.FEE and _JOINED.search(folded, end, money.start) is not None
    return joined and _FOR_EACH.match(folded, money.end) is not None


def _clause(folded: str, sums: Sequence[Quantity], place: int, after: int, chinese: bool) -> Clause:
    """From the sum before (or the clause's beginning) to the next sum (or the clause's end).

    after: the place of the next sum that is not this one converted.
    """
    money = sums[place]
    begin = sums[place - 1].end if place else 0
    stop = sums[after].start if after < len(sums) else len(folded)
    ends = _ENDS_ZH if chinese else _ENDS_EN
    start = max([begin, *(at + len(sign) for sign in ends if (at := folded.rfind(sign, begin, money.start)) >= 0)])
    right = (*ends, ",") if chinese else (*ends, *_AFTERWARDS_EN)
    last = sums[after - 1].end
    end = min([stop, *(at for sign in right if (at := folded.find(sign, last, stop)) >= 0)])
    return Clause(start, end)


def _converted(folded: str, sums: Sequence[Quantity], place: int) -> int:
    """How many of the next sums are this one in another currency: in brackets, or after "or", "about", 約合."""
    if place + 1 == len(sums):
        return 0
    money, after = sums[place], sums[place + 1]
    between = folded[money.end : after.start]
    if money.currency == after.currency or len(between) > GAP_OF_A_CONVERSION:
        return 0
    plain = between.strip(" *\\_")
    if not plain.startswith(("(", "(", "[", "/")):
        same = plain in _EQUALS or (plain in (",", "") and _CONVERTED.match(folded, after.start, after.at) is not None)
        return int(same)
    closed = folded.find(")", after.end)
    upper = sums[place + 2] if place + 2 < len(sums) else None  # "(US$650,000 - US$1.3m)" that is not read as one
    return 2 if upper is not None and upper.currency == after.currency and upper.end <= closed else 1


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip(" ,、;。."))
    return begin, max(begin, start + len(piece.rstrip(" ,、;。.")))
