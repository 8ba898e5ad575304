"""Sums that a Hong Kong licence, or complying with its rules, costs a firm: one row a distinct fact.

A sum is a cost only where its clause says what it is spent on or held for. Money raised, lost, seized, managed or
traded is none: where words of both kinds stand near, the nearer ones decide, and in doubt nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.taggers.bare_sums_zh import may_hold_bare_sums
from ingest.taggers.cost_headings import heading_of
from ingest.taggers.cost_sums import Sum, money_of, sums_of
from ingest.taggers.document import Document, Sentence
from ingest.taggers.hints import Hint
from ingest.taggers.quantities import OTHER, PLAIN, Quantity
from ingest.taggers.said_by import said_by
from ingest.taggers.topics import HERE, Topic, topics_of
from licensing.model import Amount, ComplianceCost, CostKind, Currency, Language, Qualifier

SMALLEST = 500  # whole units; no licence fee is smaller, and "$5" is a price
LARGEST = 1_000_000_000  # whole units; more is a bank's capital or a market's turnover, not what a licence costs
NEIGHBOURS = 4  # sentences before, in which the licence may be named that a sum is for
_WRITES_HKD = re.compile(
    r"we write hong kong dollars|(?:sums|figures|amounts|dollars?)[^.]{0,40} (?:are|is|in|mean)[^.]{0,20}"
    r"(?:hong kong|local) (?:dollars|currency)|dollars here are"
)
_HKD = ("hong kong dollars", "local dollars", "hong kong currency", "local currency", "dollars here are")  # one of them
_OF_COSTS = re.compile(
    r"\b(?:costs?|pric(?:e|ey|ing)|how much|budget|fees|bill|expensive)\b|成本|年费|收费|费用|开支|要花|多少钱|几多钱"
)
_ASKS = re.compile(
    r"\bwhat (?:does|did|do|will|would|might)[^.?!]{0,30}\bcost|\bhow (?:much|expensive)[^.?!]{0,60}\?"
    r"|\bthe (?:cost|price|bill)\?"
    r"|(?:要花|花费|费用|成本|需要)[^。?]{0,4}(?:多少|几多)"
)
_OURS = frozenset(str(one) for one in Currency)
_COST, _SUM, _SUM_ZH = int(Hint.COST), int(Hint.NUMBER | Hint.MONEY), int(Hint.MONEY_ZH)
_FOREIGN = (Currency.SGD, Currency.EUR, Currency.GBP)


def find_costs(document: Document) -> tuple[ComplianceCost, ...]:
    """Sums with currency, kind and qualifier, in sentences that are of Hong Kong."""
    found: dict[tuple[object, ...], ComplianceCost] = {}
    title = _title_on_costs(document)
    before = list(title)
    plain = _plain_dollar(document)
    chinese = document.is_chinese
    money = _SUM_ZH if chinese else _SUM
    of_title = heading = heading_of(document.folded_title, (), chinese)  # what a list of sums stands under
    for sentence in document.sentences:
        line = sentence.folded
        listed = heading.covers(line)
        may_cost = listed or sentence.hints & _COST != 0
        with_money = may_cost and sentence.hints & money == money and bool(money_of(line, chinese))
        with_money = with_money or (may_cost and chinese and may_hold_bare_sums(line))
        if with_money and not document.elsewhere[sentence.number]:
            context = [heading.words] if listed else _context(document, before)
            for cost in _in_sentence(document, sentence, context, plain):
                found.setdefault((cost.amount, cost.kind == CostKind.PENALTY), cost)
        if not with_money or line.endswith(":"):
            heading = of_title
            if sentence.hints & _COST or line.endswith(":"):
                below = heading_of(line, before, chinese)
                heading = below if below.words else of_title
        before = [*title, *before[len(title) :][-NEIGHBOURS:], line]
    return _without_bare_repeats(tuple(found.values()))


def _title_on_costs(document: Document) -> list[str]:
    """The title, where it says that an article is of what a licence costs: every sum in it may then be such a one."""
    folded = document.folded_title
    return [folded] if _OF_COSTS.search(folded) else []


def _context(document: Document, before: list[str]) -> list[str]:
    """The sentences before one; with the title where one of them asks what "it" costs."""
    return [document.folded_title, *before] if any("?" in words and _ASKS.search(words) for words in before) else before


def _without_bare_repeats(costs: tuple[ComplianceCost, ...]) -> tuple[ComplianceCost, ...]:
    """Without sums that are stated again, elsewhere in the article, with the qualifier they lack.

    A penalty in the text is kept: laws set the same fine for several offences, for some of them at most.
    """
    bounded = {
        (cost.kind, cost.amount.currency, cost.amount.low or cost.amount.high)
        for cost in costs
        if cost.qualifier in (Qualifier.AT_LEAST, Qualifier.UP_TO)
    }
    return tuple(
        cost
        for cost in costs
        if cost.qualifier is not Qualifier.EXACT
        or (cost.kind is CostKind.PENALTY and cost.span.field == "text")
        or (cost.kind, cost.amount.currency, cost.amount.low) not in bounded
    )


def _plain_dollar(document: Document) -> Currency | None:
    """What "$" or 元 alone means in an article; None where only a guess could say."""
    if document.language is Language.EN:
        writes = any(map(document.folded_text.__contains__, _HKD)) and _WRITES_HKD.search(document.folded_text)
        return Currency.HKD if writes else Currency.USD
    return Currency.HKD if document.language is Language.ZH_HANT or document.home else None


def _in_sentence(
    document: Document, sentence: Sentence, before: Sequence[str], plain: Currency | None
) -> Iterator[ComplianceCost]:
    chinese = document.is_chinese
    for one in sums_of(sentence.folded, "\n".join(before), chinese):
        amount = _amount(one.money, plain)
        if amount is None or (one.kind is not CostKind.FEE and (amount.high or amount.low or 0) < SMALLEST):
            continue
        if (amount.high or amount.low or 0) > LARGEST:
            continue
        if document.topics[sentence.number] & Topic.ELSEWHERE and _is_abroad(sentence, one, amount.currency):
            continue  # what another place asks, in a sentence that compares it with Hong Kong
        yield ComplianceCost(
            amount,
            one.money.qualifier,
            one.kind,
            None,
            _amount(one.also, plain) if one.also else None,
            said_by(sentence.text, chinese),
            sentence.span(one.start, one.end),
        )


def _is_abroad(sentence: Sentence, one: Sum, currency: Currency) -> bool:
    """Whether a sum of a sentence that names another place is that place's: its own clause names no Hong Kong.

    A currency of another place must be said to be paid for Hong Kong: 其中用于香港牌照的费用为450万新元.
    """
    if currency is Currency.HKD:
        return False
    foreign = currency in _FOREIGN
    start = max(sentence.folded.rfind(",", one.start, one.money.start) + 1, one.start) if foreign else one.start
    topics = topics_of(sentence.text[start : one.end], sentence.folded[start : one.end])
    named, here = topics & Topic.ELSEWHERE != 0, topics & HERE != 0
    return (named or not here) if foreign else (named and not here)


def _amount(money: Quantity, plain: Currency | None) -> Amount | None:
    """The sum in its currency; None for a currency that is not read, or that only a guess could name."""
    currency = money.currency
    if currency == PLAIN:
        currency = plain
    if currency is None or currency == OTHER or currency not in _OURS:
        return None
    return Amount(money.low, money.high, Currency(currency))
