"""Which sums of a sentence are costs, and of what kind: told by the words in the clause of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ingest.taggers.cues import Cue, Cues, vocabulary
from ingest.taggers.numbers_en import read_english
from ingest.taggers.numbers_zh import chinese_quantities, may_hold_money
from ingest.taggers.quantities import SENTENCES_KEPT, Quantity, bounds
from licensing.model import CostKind, Qualifier

_FALLS = re.compile(r"\b(?:fell|fallen|down|dropped|up|rose|risen|cut|reduced|raised)\b")
_OF_CLIENTS = re.compile(
    r"(?:散户|投资者|投资人|零售客户|个人客户)(?:[^,。;平发持机公申]{0,8})(?:须|需|要|持有|拥有|具备)[^,。;]{0,12}$"
)
_LIKEWISE = re.compile(r"[;,][^,;。\d]{1,14}则(?:为|是|需|须|要|定为|订为)?$")  # 最低股本为A;托管商则为B
_CANNOT_BE_HAD = re.compile(r"[^,。;]{0,4}(?:下不来|拿不下|办不[成到]|做不到|搞不定|不要想|别想|休想|免谈)")
_WITHOUT = re.compile(r"(?:没有?|冇)(?:一?个)?\Z")  # 没有五千万下不来
SIDE_BY_SIDE = 8  # characters: 薪酬和租金合计 1200万
LIST_GAP = 40  # characters between two sums of one list
_BOUNDS = {
    CostKind.PENALTY: (
        re.compile(
            r"(?:\bmaximum|\bup to|\bas much as|\b(?:runs?|rises?|goes?|as high) (?:up )?(?:to|as)|\breach(?:es)?"
            r"|最高|最多|上限)[^,;。]{0,24}$"
        ),
        Qualifier.UP_TO,
    ),
    CostKind.CAPITAL: (
        re.compile(r"(?:minimum|at least|no less than|not less than|最低|最少|至少|不少于|不低于)[^,;。]{0,28}$"),
        Qualifier.AT_LEAST,
    ),
}
MOST_SUMS = 80  # a sentence with more of them is a table of prices
OWN_KINDS = ("penalty", "capital", "fee", "professional", "operating")  # say what a sum is for by themselves
GAP_OF_A_CONVERSION = 14  # characters between a sum and the same sum converted


class Sum(NamedTuple):
    """A sum that is a cost, the same sum converted, and the words of the sentence that say so."""

    money: Quantity
    also: Quantity | None
    kind: CostKind
    start: int
    end: int


class _Clause(NamedTuple):
    """The stretch of a sentence that a sum belongs to."""

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
    sums = money_of(folded, chinese)
    if len(sums) > MOST_SUMS:
        return ()
    made: list[Sum] = []
    converted: set[int] = set()
    inherited: tuple[CostKind, int] | None = None  # of the sum before, and where it ended: "capital of A, for others B"
    for place, money in enumerate(sums):
        if place in converted:
            continue
        also = sums[place + 1] if place + 1 < len(sums) and _is_conversion(folded, money, sums[place + 1]) else None
        if also is not None:
            converted.add(place + 1)
        clause = _clause(folded, sums, place, also, chinese)
        kind = _kind(folded, money, clause, chinese, before)
        if (
            kind is None
            and inherited is not None
            and money.start - inherited[1] <= _gap(inherited[0])
            and not _anti_cues(chinese).first(folded, clause.start, clause.end)
            and not _is_of_clients(folded, money, clause)
        ):
            kind = inherited[0]
        inherited = (kind, money.end) if kind else None
        if kind is not None:
            end = also.end + (1 if folded[also.end : also.end + 1] == ")" else 0) if also else money.end
            start, end = _trimmed(folded, max(clause.start, 0), max(end, _quote_end(clause, end)))
            bounded = _bounded(folded, money, kind)
            if made and bounded is money and _LIKEWISE.search(folded, made[-1].money.until, money.start):
                bounded = _as_before(money, kind, made)
            made.append(Sum(bounded, also, kind, start, end))
    return tuple(made)


def _gap(kind: CostKind) -> int:
    """Over how many characters a sum hands its kind on: far in a list of capitals or fines, near in "from A to B"."""
    return LIST_GAP if kind in (CostKind.CAPITAL, CostKind.PENALTY) else GAP_OF_A_CONVERSION


def _bounded(folded: str, money: Quantity, kind: CostKind | None) -> Quantity:
    """A capital or penalty whose bound stands a few words before it: "maximum fine of", 最高可處罰款, 最低實繳資本."""
    if money.qualifier is not Qualifier.EXACT or kind is None:
        return money
    if _CANNOT_BE_HAD.match(folded, money.end) and _WITHOUT.search(folded, max(money.start - 5, 0), money.start):
        return money._replace(low=money.value, high=None, qualifier=Qualifier.AT_LEAST)
    if folded.endswith("from ", 0, money.at) or folded.startswith("from ", money.start):
        falls = _FALLS.search(folded, max(money.start - 40, 0), money.start)
        return money if falls else money._replace(low=money.value, high=None, qualifier=Qualifier.AT_LEAST)
    if kind not in _BOUNDS:
        return money
    pattern, qualifier = _BOUNDS[kind]
    before = pattern.search(folded, max(money.start - 40, 0), money.start)
    if not before and not folded.startswith(("最低", "最少", "的最低"), money.end):
        return money
    low, high = bounds(money.value, qualifier)
    return money._replace(low=low, high=high, qualifier=qualifier)


def _as_before(money: Quantity, kind: CostKind, made: list[Sum]) -> Quantity:
    """The sum with the bound of the one that it is set beside: "最低股本为A,速动资金B;托管商则为C"."""
    bounded = (one.money.qualifier for one in reversed(made) if one.kind == kind)
    qualifier = next((q for q in bounded if q in (Qualifier.AT_LEAST, Qualifier.UP_TO)), None)
    if money.qualifier is not Qualifier.EXACT or qualifier is None:
        return money
    low, high = bounds(money.value, qualifier)
    return money._replace(low=low, high=high, qualifier=qualifier)


def _is_of_clients(folded: str, money: Quantity, clause: _Clause) -> bool:
    """ "散戶須有5萬元": what a client must own, and no firm."""
    return _OF_CLIENTS.search(folded, max(clause.start, money.start - 40), money.start) is not None


def _kind(folded: str, money: Quantity, clause: _Clause, chinese: bool, before: str) -> CostKind | None:
    """What the sum is for; None: it is no cost, or nothing says that it is."""
    cues = _kind_cues(chinese).find(folded, clause.start, clause.end)
    own = [cue for cue in cues if cue.kind in OWN_KINDS]
    anti = _anti_cues(chinese).find(folded, clause.start, clause.end)
    if chinese:
        if _is_of_clients(folded, money, clause):
            return None
        anti = [cue for cue in anti if not _in_brackets(folded, cue, money)]
    nearest = min(own, key=lambda cue: _distance(cue, money), default=None)
    against = min((_distance(cue, money) for cue in anti), default=None)
    if nearest is not None and nearest.kind in ("penalty", "capital", "fee"):
        return CostKind(nearest.kind) if against is None or _distance(nearest, money) <= against else None
    if against is not None:
        return None
    spends = _spending_cues(chinese).find(folded, clause.start, clause.end)
    if nearest is not None and (spends or nearest.kind == "professional" or _distance(nearest, money) <= SIDE_BY_SIDE):
        return CostKind(nearest.kind)
    if nearest is not None and "|" in folded:
        return CostKind(nearest.kind)  # a row of a table: | what | how much |
    if before.endswith(":") and nearest is None:
        headed = [cue for cue in _kind_cues(chinese).find(before) if cue.kind in ("capital", "fee", "penalty")]
        if headed:
            return CostKind(headed[-1].kind)  # a list under "the capital required is:"
    licence_near = spends and (_speaks_of_licences(folded, chinese) or _speaks_of_licences(before, chinese))
    return CostKind.TOTAL if licence_near else None


@lru_cache(SENTENCES_KEPT)
def _speaks_of_licences(folded: str, chinese: bool) -> bool:
    return any(cue.kind == "total" for cue in _kind_cues(chinese).find(folded))


def _clause(folded: str, sums: Sequence[Quantity], place: int, also: Quantity | None, chinese: bool) -> _Clause:
    """From the sum before (or the clause's beginning) to the next sum (or the clause's end)."""
    money = sums[place]
    begin = sums[place - 1].end if place else 0
    after = place + (2 if also else 1)
    stop = sums[after].start if after < len(sums) else len(folded)
    ends = ("。", ";", ";", "!", "\n") if chinese else (";", " while ", " whereas ", " but ", ". ")
    start = max([begin, *(at + len(sign) for sign in ends if (at := folded.rfind(sign, begin, money.start)) >= 0)])
    right = (*ends, ",") if chinese else ends
    end = min([stop, *(at for sign in right if (at := folded.find(sign, (also or money).end, stop)) >= 0)])
    return _Clause(start, end)


def _is_conversion(folded: str, money: Quantity, after: Quantity) -> bool:
    """Whether the next sum is this one in another currency: in brackets, or after "or", "about", "equivalent to"."""
    between = folded[money.end : after.start]
    if money.currency == after.currency or len(between) > GAP_OF_A_CONVERSION:
        return False
    opened = between.strip().startswith(("(", "(", "[", "/"))
    return opened or between.strip() in (
        "or",
        "or about",
        ", or",
        ", or about",
        "即",
        "折合",
        "约合",
        ",约",
        ",折合",
        ",即",
        "约",
        "equivalent to",
    )


def _in_brackets(folded: str, cue: Cue, money: Quantity) -> bool:
    """Whether a cue stands in brackets that are closed before the sum: 9号牌(资产管理)的资本要求."""
    opened = folded.rfind("(", max(cue.start - 40, 0), cue.start)
    if opened < 0:
        return False
    closed = folded.find(")", opened)
    return cue.end <= closed < money.start


def _distance(cue: Cue, money: Quantity) -> int:
    return max(money.start - cue.end, cue.start - money.end, 0)


def _quote_end(clause: _Clause, end: int) -> int:
    return max(clause.end, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip(" ,、;。."))
    return begin, max(begin, start + len(piece.rstrip(" ,、;。.")))


@cache
def _kind_cues(chinese: bool) -> Cues:
    return Cues(vocabulary("costs")["zh" if chinese else "en"]["kinds"], latin=not chinese)


@cache
def _spending_cues(chinese: bool) -> Cues:
    return Cues({"spending": vocabulary("costs")["zh" if chinese else "en"]["spending"]}, latin=not chinese)


@cache
def _anti_cues(chinese: bool) -> Cues:
    return Cues({"anti": vocabulary("costs")["zh" if chinese else "en"]["anti"]}, latin=not chinese)
