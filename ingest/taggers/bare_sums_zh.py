"""Chinese sums without a currency, as people say them: 報價兩三百萬, 砸進去五六千萬, 少則兩千萬港元,多則過億.

They are read only straight behind a word of spending, where the clause ends after them.
"""

from __future__ import annotations

import re

from ingest.taggers.numbers_zh import chinese_quantities
from ingest.taggers.quantities import PLAIN, Quantity
from licensing.model import Qualifier

_STEPS_ALONE = frozenset(("百万", "千万", "亿"))
_LEAST = 100_000
_SPENT = re.compile(
    r"(?:花费?|耗资|投入|投|砸|烧|收费|再收|另收|报价|要价|开价|成本|费用|开支|支出|预算|账单|保费|律师费|审计费|评估费|年薪|人工"
    r"|埋单|多则|少则|保险|外部评估)(?:[了进去掉要达是为过约占佔共就也已逾近]|第?[一二两]期|一[年次共]|每年|至少|起码|最少|动辄|大约|随时|高达){0,4}\Z"
)
_ENDS = re.compile(r"(?:左右|以上|上下|不等|起)?(?:[,。;!?」』”\"、)]|\Z)")
_MAY_HOLD = re.compile(r"[万亿](?:[,。;!?」』”\"、)左以上不起]|\Z)")


def bare_sums(folded: str, money: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """The sums of a sentence with those that say no currency: theirs is that of the sum before them, else the place's.

    money: the sums that say one.
    """
    if not may_hold_bare_sums(folded):
        return money
    found: list[Quantity] = []
    currency = PLAIN
    for number in chinese_quantities(folded):
        if number.currency is not None:
            currency = number.currency
            found.append(number)
        elif _is_bare_sum(folded, number):
            found.append(_as_vague(folded, number)._replace(currency=currency))
    return tuple(found)


def _as_vague(folded: str, number: Quantity) -> Quantity:
    """ "成本動輒千萬": a step alone is no exact sum."""
    if number.qualifier is not Qualifier.EXACT or folded[number.at : number.until] not in _STEPS_ALONE:
        return number
    return number._replace(high=None, qualifier=Qualifier.VAGUE)


def may_hold_bare_sums(folded: str) -> bool:
    """Whether a number in ten thousands ends a clause: never wrong about a "no"."""
    return _MAY_HOLD.search(folded) is not None


def _is_bare_sum(folded: str, number: Quantity) -> bool:
    if number.ordinal or number.value < _LEAST or _ENDS.match(folded, number.end) is None:
        return False
    return _SPENT.search(folded, max(number.start - 16, 0), number.start) is not None
