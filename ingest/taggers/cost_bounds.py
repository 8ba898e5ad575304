"""The bound of a cost where it stands a few words away from the sum: "maximum fine of", 最低實繳資本, "from"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.taggers.quantities import Quantity, bounds
from licensing.model import CostKind, Qualifier

LIKEWISE = re.compile(r"[;,][^,;。\d]{1,14}则(?:为|是|需|须|要|定为|订为)?$")  # 最低股本为A;托管商则为B
_FALLS = re.compile(r"\b(?:fell|fallen|down|dropped|up|rose|risen|cut|reduced|raised)\b")
_CANNOT_BE_HAD = re.compile(r"[^,。;]{0,4}(?:下不来|拿不下|办不[成到]|做不到|搞不定|不要想|别想|休想|免谈)")
_WITHOUT = re.compile(r"(?:没有?|冇)(?:一?个)?\Z")  # 没有五千万下不来
_OR_MORE = re.compile(r"[^.;。]{0,70}(?:whichever is (?:the )?(?:higher|greater|larger|more)|以?较高者)")
_BOUNDS = {
    CostKind.PENALTY: (
        re.compile(
            r"(?:\bmaximum|最高|最多|上限)(?:[^,;。\d]|\d{1,2}(?: years?|年)){0,48}$"
            r"|(?:\bup to|\bas much as|\b(?:runs?|rises?|goes?|as high) (?:up )?(?:to|as)|\breach(?:es)?)[^,;。]{0,24}$"
        ),
        Qualifier.UP_TO,
    ),
    CostKind.CAPITAL: (
        re.compile(r"(?:minimum|at least|no less than|not less than|最低|最少|至少|不少于|不低于)[^,;。\d]{0,44}$"),
        Qualifier.AT_LEAST,
    ),
}


def bounded(folded: str, money: Quantity, kind: CostKind | None) -> Quantity:
    """A capital or penalty whose bound stands a few words before it: "maximum fine of", 最高可處罰款, 最低實繳資本."""
    if money.qualifier is not Qualifier.EXACT or kind is None:
        return money
    if _CANNOT_BE_HAD.match(folded, money.end) and _WITHOUT.search(folded, max(money.start - 5, 0), money.start):
        return money._replace(low=money.value, high=None, qualifier=Qualifier.AT_LEAST)
    if folded.endswith("from ", 0, money.at) or folded.startswith("from ", money.start):
        falls = _FALLS.search(folded, max(money.start - 40, 0), money.start)
        return money if falls else money._replace(low=money.value, high=None, qualifier=Qualifier.AT_LEAST)
    if kind is CostKind.CAPITAL and _OR_MORE.match(folded, money.end):
        return money._replace(low=money.value, high=None, qualifier=Qualifier.AT_LEAST)
    if kind not in _BOUNDS:
        return money
    pattern, qualifier = _BOUNDS[kind]
    before = pattern.search(folded, max(money.start - 60, 0), money.start)
    if not before and not folded.startswith(("最低", "最少", "的最低"), money.end):
        return money
    low, high = bounds(money.value, qualifier)
    return money._replace(low=low, high=high, qualifier=qualifier)


def bounded_as_before(money: Quantity, before: Sequence[Qualifier]) -> Quantity:
    """The sum with the bound of the one that it is set beside: "最低股本为A,速动资金B;托管商则为C".

    before: the qualifiers of the sums of its kind before it.
    """
    qualifier = next((q for q in reversed(before) if q in (Qualifier.AT_LEAST, Qualifier.UP_TO)), None)
    if money.qualifier is not Qualifier.EXACT or qualifier is None:
        return money
    low, high = bounds(money.value, qualifier)
    return money._replace(low=low, high=high, qualifier=qualifier)
