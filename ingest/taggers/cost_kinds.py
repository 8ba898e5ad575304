"""What a sum of a sentence is spent on or held for: told by the cue words in its clause, or by what it stands under."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ingest.taggers.cues import Cue, Cues, vocabulary
from ingest.taggers.no_costs import is_of_others
from ingest.taggers.quantities import SENTENCES_KEPT, Quantity
from licensing.model import CostKind

SIDE_BY_SIDE = 8  # characters: 薪酬和租金合计 1200万
OWN_KINDS = ("penalty", "capital", "fee", "professional", "operating")  # say what a sum is for by themselves
_BY_LAW = ("penalty", "capital", "fee")
LEAST_OF_A_LICENCE = 100_000  # whole units; who pays less in all pays a fee
LEAST_OF_RUNNING = 5_000
LEAST_OF_A_FEE = 500
MOST_OF_A_FEE = 10_000_000  # more is what all licensees pay together
_SAYS = re.compile(
    r"[^,.;]{0,60}\b(?:said|says|told|puts?|reckons?|estimate[sd]?|believes?|thinks?|adds?|guess(?:ed|es)?)\b"
    r"|[^,。;]{0,12}(?:表示|透露|称|说|指出|估计|认为|告诉|测算|推算|坦言)"
)
_SAID_BY = re.compile(r"\b(?:says|said|according to|told)\s(?:the\s|an?\s)?(?:\w+\s){0,2}\Z")
_THEY_CHARGE = re.compile(
    r"\b(?:charg\w+|bill(?:s|ed)? \w+ (?:for|at)|quot\w+|(?:their|her|his|our) fees|fees)\b|收费|报价|开价|索价"
)
_LEFT_OUT = re.compile(
    r"(?:\b(?:excluding|not counting|leaving aside|apart from|before)\s|不计|不包括|未计|撇除|不含)[^,.。;]{0,4}\Z"
)
_IN_ALL = re.compile(
    r"\b(?:all[- ]in|all told|altogether|the whole (?:project|process|thing|exercise)|including|included"
    r"|total (?:cost|bill|budget|spend\w*|outlay)|bill for (?:a|the|an)\s[^,.;]{0,20}(?:application|licen[cs]e))\b"
    r"|总(?:成本|投入|开支|支出|费用|预算|花费)|全套|整套|加起来|全部加总|合规(?:总|及营运|及运营)?(?:预算|开支|支出)|累计投入"
)
_EVERY_YEAR = re.compile(
    r"\b(?:a year|annual|annually|every year|per year)\b|每年[^,。;]{0,6}约|(?<!及)营运[支开费]|日常开[支销]"
)
_TOGETHER_WITH = re.compile(r"连(?:同|埋)?[^,。;]{2,40},")
_A_TIME_BEFORE = re.compile(r"\b(?:monthly|annual|yearly)\s\Z|(?:每年|每月|一年|全年)[^,。;]{0,2}\Z")
_A_TIME_AFTER = re.compile(r"\s(?:a|per|each|every)\s(?:month|year)\b|\s(?:monthly|annually)\b")
_MUST_HOLD = re.compile(r"\b(?:must|ha(?:ve|s) to|required to|needs? to|obliged to)\s(?:hold|keep|maintain)\s\Z")
_THE_FIGURES = re.compile(
    r"\b(?:figures?|amounts?|sums?|floors?|minimums?)\s(?:are|is|would be|will be|were)\s"
    r"|(?:数字|金额)(?:则|分别|各)?为"
)


class Clause(NamedTuple):
    """The stretch of a sentence that a sum belongs to."""

    start: int
    end: int


def kind_of(folded: str, money: Quantity, clause: Clause, chinese: bool, before: str) -> CostKind | None:
    """What the sum is for; None: it is no cost, or nothing says that it is. before: the sentences before its own."""
    if is_of_others(folded, money, clause.start, chinese):
        return None
    own = _own_cues(folded, money, clause, chinese)
    nearest = min(own, key=lambda cue: _distance(cue, money), default=None)
    against = _against(folded, money, _beside(folded, money, clause, nearest), chinese)
    if nearest is not None and nearest.kind == "fee" and money.value > MOST_OF_A_FEE:
        return None
    if nearest is not None and nearest.kind in _BY_LAW:
        return CostKind(nearest.kind) if against is None or _distance(nearest, money) <= against else None
    if against is not None:
        return None
    spends = has_spending(folded, clause, chinese)
    if nearest is not None and _is_spent(folded, money, nearest, spends, bool(own)):
        return _of_parts(folded, money, clause, nearest, own)
    carried = _carried(folded, money, clause, chinese, before) if nearest is None else None
    if carried is not None:
        return carried
    licence_near = spends and (_speaks_of_licences(folded, chinese) or _speaks_of_licences(before, chinese))
    if not licence_near:
        return None
    if _MUST_HOLD.search(folded, clause.start, money.start):
        return CostKind.CAPITAL
    return CostKind.FEE if LEAST_OF_A_FEE <= money.value < LEAST_OF_A_LICENCE else CostKind.TOTAL


def has_anti(folded: str, clause: Clause, chinese: bool) -> bool:
    """Whether the clause of a sum has a word of money that is no cost."""
    return _anti_cues(chinese).first(folded, clause.start, clause.end) is not None


def has_spending(folded: str, clause: Clause, chinese: bool) -> bool:
    return _spending_cues(chinese).first(folded, clause.start, clause.end) is not None


def kinds_by_law(folded: str, chinese: bool) -> list[CostKind]:
    """Capital, fees and penalties that a text speaks of, in order."""
    return [CostKind(cue.kind) for cue in _kind_cues(chinese).find(folded) if cue.kind in _BY_LAW]


def _own_cues(folded: str, money: Quantity, clause: Clause, chinese: bool) -> list[Cue]:
    """The words that say what the sum is for; without who says so, and what is left out of it."""
    cues = [cue for cue in _kind_cues(chinese).find(folded, clause.start, clause.end) if cue.kind in OWN_KINDS]
    cues = [cue for cue in cues if not _LEFT_OUT.search(folded, max(cue.start - 20, 0), cue.start)]
    if not any(cue.kind == "professional" for cue in cues) or _THEY_CHARGE.search(folded, clause.start, clause.end):
        return cues
    return [cue for cue in cues if cue.kind != "professional" or not _speaks(folded, money, cue)]


def _speaks(folded: str, money: Quantity, cue: Cue) -> bool:
    """Whether lawyers or consultants are those who name the sum: "lawyers put the bill at", 一位律师表示."""
    before_it = cue.end <= money.start and _SAYS.match(folded, cue.end, money.start) is not None
    return before_it or _SAID_BY.search(folded, max(cue.start - 30, 0), cue.start) is not None


def _beside(folded: str, money: Quantity, clause: Clause, nearest: Cue | None) -> Clause:
    """The part of the clause after its last comma, where that says itself what the sum is for."""
    comma = folded.rfind(",", clause.start, money.start)
    itself = nearest is not None and comma < nearest.start < money.start
    return Clause(comma + 1, clause.end) if itself and comma >= 0 else clause


def _against(folded: str, money: Quantity, clause: Clause, chinese: bool) -> int | None:
    """How far the nearest word of money that is no cost is."""
    anti = _anti_cues(chinese).find(folded, clause.start, clause.end)
    if chinese:
        anti = [cue for cue in anti if not _in_brackets(folded, cue, money)]
    elif anti:  # "market" of "market pay" speaks against nothing
        own = [cue for cue in _kind_cues(chinese).find(folded, clause.start, clause.end) if cue.kind in OWN_KINDS]
        anti = [cue for cue in anti if not any(one.start <= cue.start and cue.end < one.end for one in own)]
    return min((_distance(cue, money) for cue in anti), default=None)


def _is_spent(folded: str, money: Quantity, nearest: Cue, spends: bool, listed: bool) -> bool:
    """Whether a sum beside a word of services or of running costs is spent on that."""
    if spends or nearest.kind == "professional" or _distance(nearest, money) <= SIDE_BY_SIDE:
        return True
    if "|" in folded:
        return True  # a row of a table: | what | how much |
    return listed and (
        _A_TIME_AFTER.match(folded, money.end) is not None
        or _A_TIME_BEFORE.search(folded, max(money.start - 10, 0), money.start) is not None
    )


def _of_parts(folded: str, money: Quantity, clause: Clause, nearest: Cue, own: Sequence[Cue]) -> CostKind:
    """The kind of a sum for services or running costs: the whole where they are only parts of it."""
    together = _TOGETHER_WITH.search(folded, clause.start, money.start)
    if _IN_ALL.search(folded, clause.start, clause.end) or (together and nearest.end <= together.end()):
        return CostKind.OPERATING if _EVERY_YEAR.search(folded, clause.start, clause.end) else CostKind.TOTAL
    if nearest.kind == "operating" and LEAST_OF_A_FEE <= money.value < LEAST_OF_RUNNING:
        return CostKind.FEE
    if nearest.kind == "professional" and any(cue.kind == "operating" for cue in own):
        return CostKind.OPERATING  # audits, insurance and staff
    return CostKind(nearest.kind)


def _carried(folded: str, money: Quantity, clause: Clause, chinese: bool, before: str) -> CostKind | None:
    """The kind that a list's heading names, or the sentence before: "the capital required is:", "the figures are"."""
    if before.endswith(":"):
        headed = kinds_by_law(before, chinese)
        return headed[-1] if headed else None
    if _THE_FIGURES.search(folded, clause.start, money.start):
        last = kinds_by_law(before[before.rfind("\n") + 1 :], chinese)
        return last[-1] if last else None
    return None


@lru_cache(SENTENCES_KEPT)
def _speaks_of_licences(folded: str, chinese: bool) -> bool:
    return any(cue.kind in ("total", "fee") for cue in _kind_cues(chinese).find(folded))


def _in_brackets(folded: str, cue: Cue, money: Quantity) -> bool:
    """Whether a cue stands in brackets that are closed before the sum: 9号牌(资产管理)的资本要求."""
    opened = folded.rfind("(", max(cue.start - 40, 0), cue.start)
    if opened < 0:
        return False
    closed = folded.find(")", opened)
    return cue.end <= closed < money.start


def _distance(cue: Cue, money: Quantity) -> int:
    return max(money.start - cue.end, cue.start - money.end, 0)


@cache
def _kind_cues(chinese: bool) -> Cues:
    return Cues(vocabulary("costs")["zh" if chinese else "en"]["kinds"], latin=not chinese)


@cache
def _spending_cues(chinese: bool) -> Cues:
    return Cues({"spending": vocabulary("costs")["zh" if chinese else "en"]["spending"]}, latin=not chinese)


@cache
def _anti_cues(chinese: bool) -> Cues:
    return Cues({"anti": vocabulary("costs")["zh" if chinese else "en"]["anti"]}, latin=not chinese)
