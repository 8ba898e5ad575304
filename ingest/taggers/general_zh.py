"""Chinese clauses that tell nothing of a firm: what a licence takes, and what comes once conditions are met."""

from __future__ import annotations

import re

from ingest.taggers.sentence_zh import Sentence

_OF_LICENCES = frozenset(
    {"receive", "receive_whole", "grant", "grant_whole", "hold", "file", "application", "apply_whole"}
)
_WHAT_IT_TAKES = re.compile(
    r"[^,。;后\ue000]{0,22}?的?(?:总|整体|平均|实际|所需|潜在|前期)*(?:成本|费用|花费|开支|支出|代价|预算|门槛|难度|过程|所需)"
    r"|[^,。;后\ue000]{0,16}(?:牌照?|许可|[^获被]批)(?:一般|通常|平均|大概|大约|起码|最少)*"
    r"(?:需(?!求)|须|要(?!求|约)|至少[^,。;]{0,6}元|动辄|并非易|不易|不难|花|耗|得花)"
)
_ONCE_MET = re.compile(
    r"(?:将|须|需|继续|只要|争取|力争|(?<![期等对招看接])待)[^。;\ue000]{0,40}"
    r"(?:满足|达成|符合|履行|完成|通过|达到|解决)[^,。;\ue000]{1,24}后,?[^,。;\ue000]{0,12}\Z"
    r"|(?<![期等对招看接])待[^,。;]{1,24}后,?[^,。;\ue000]{0,12}\Z"
)
_REACH = 70  # characters before a verb


def tells_nothing(sentence: Sentence, i: int) -> bool:
    """ "X高管說，取得牌照的成本達…", "滿足條件後取得正式牌照": nothing that befell X."""
    token = sentence.tokens[i]
    if token.kind not in _OF_LICENCES:
        return False
    folded, start = sentence.folded, token.start
    if _WHAT_IT_TAKES.match(folded, token.end):
        return True
    return "后" in folded[:start] and _ONCE_MET.search(folded, max(start - _REACH, 0), start) is not None
