"""Whose cost a sum is: the one firm of the reference that its sentence names as the one who pays or holds it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.taggers.cost_sums import money_of
from ingest.taggers.document import Document, Sentence
from ingest.taggers.mentions import Field, Mention, find_mentions
from ingest.taggers.names import Names
from licensing.model import ComplianceCost

_PAYS = re.compile(
    r"\b(?:spen[dt]|spends|spending|invest(?:ed|s|ing)?|pays?|paid|paying|poured|pours|sunk|sank|budgets?|budgeted"
    r"|shelled out|forked out|laid out|ploughed|puts?|holds?|held|maintains?|keeps?|has|had|costs?|bills?|outlays?"
    r"|fees?|fined|incurred|burned|burnt|set back|set aside|expenses?|expenditure|capital)\b"
    r"|花|投入|斥资|耗资|支付|付出|开支|支出|费用|成本|罚款|被罚|缴|持有|资本|预算|烧"
)
_OF_OTHERS = re.compile(
    r"\b(?:said|says|told|according|estimat\w+|reckons?|believes?|puts|users?|clients?|customers?|victims?|investors?"
    r"|a licence|a license|licences? costs?|applicants?|platforms?|exchanges|rivals?|competitors?|founder|chief"
    r"|executive|spokes\w+|which)\b"
    r"|表示|指出|称|说|透露|估计|认为|料|申请人|申请者|用户|客户|同业|平台"
)
_OF_ITSELF = re.compile(  # "said it had spent", 表示自己已投入
    r"\b(?:said|says|told \w+|announced|disclosed)(?: \w+){0,3}? (?:that )?"
    r"(?:it|they|its|the (?:company|firm|exchange|platform|group))\b"
    r"|(?:表示|称|透露|指出)(?:自己|公司|已|其|自家|本身|共)"
)
_STRAIGHT_BEFORE = re.compile(  # "cost HashKey US$25 million", "fined X HK$10 million", 罚X 1000万
    r"\b(?:cost|costs|costing|fined|fines|fining|set|sets|charged|charges)\s(?:the\s)?(?:\w+\s)?\Z|(?:罚|令|要求|判罚)\Z"
)


def name_payers(costs: Sequence[ComplianceCost], document: Document, names: Names) -> tuple[ComplianceCost, ...]:
    """The costs, each with the slug of its payer where its sentence names exactly one firm, and that firm pays."""
    return tuple(_with_payer(cost, document, names) for cost in costs)


def _with_payer(cost: ComplianceCost, document: Document, names: Names) -> ComplianceCost:
    span = cost.span
    sentence = next(s for s in document.sentences if s.field == span.field and s.start <= span.start < s.end)
    mentions = find_mentions((Field(sentence.field, sentence.text, sentence.folded),), names)
    if len({mention.key for mention in mentions}) != 1 or mentions[0].slug is None:
        return cost
    at = _place_of_sum(cost, sentence, document.is_chinese)
    if at is None or not any(_pays(sentence.folded, mention, at) for mention in mentions):
        return cost
    return replace(cost, slug=mentions[0].slug)


def _place_of_sum(cost: ComplianceCost, sentence: Sentence, chinese: bool) -> int | None:
    """Where the sum begins in its sentence."""
    first, last = cost.span.start - sentence.start, cost.span.end - sentence.start
    found = (money for money in money_of(sentence.folded, chinese) if first <= money.start and money.end <= last)
    return next((m.start for m in found if (m.low, m.high) == (cost.amount.low, cost.amount.high)), None)


def _pays(folded: str, mention: Mention, at: int) -> bool:
    """Whether the firm before a sum is said to pay it, and nobody else between the two is."""
    if mention.start >= at:
        return False
    between = folded[mention.end : at]  # nothing where the sum follows: "fined OSL HK$10 million" reads "OSL HK"
    if any(sign in between for sign in (";", ". ", "。")):
        return False
    if _STRAIGHT_BEFORE.search(folded, 0, mention.start) and len(between) <= 24:
        return True
    own = _OF_ITSELF.sub(" ", between, count=1)
    return _PAYS.search(own) is not None and _OF_OTHERS.search(own) is None
