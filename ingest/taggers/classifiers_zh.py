"""What a Chinese number counts: the classifier behind it (家, 間, 個 …) and the firms that stand near."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ingest.taggers.counted_en import MOST_FIRMS
from ingest.taggers.cues import vocabulary
from ingest.taggers.linked_counts_zh import refers_back
from ingest.taggers.numbers_zh import ends_of_numbers, qualifier_after
from ingest.taggers.quantities import Quantity, bounds
from licensing.model import Qualifier

_OF_TIME = tuple("月日年星")
_ONLY_ONE = re.compile(r"(?:只(?![要是须需会])|仅|唯)[^,。;]{0,12}$")
_NAMED = re.compile(r"名(?:为|叫)[^,。;]{2,50}的(?:实体|平台|公司|交易所|机构)")
_A_BANKS = re.compile(r"银行(?:系|背景|旗下|已?获(?:批|准|发|牌|得)|已?升级|已?申请|已?撤回|有意|拟申请)")
_OF_A_RANKING = re.compile(r"(?<![目此之日早先当以])前\Z|[首头]\Z")
NEAR, FAR = 12, 42  # characters after the classifier in which the noun, or the cue, stands
STOPS = tuple(",。;、,;。:(")
_GROWN_IN_NUMBER = re.compile(
    r"(?:平台|交易所|机构|公司|申请者|申请人|发行人|持牌人)(?:数目|数量|总数|名单)?(?:已|现|共|累计|合共|目前|今年以来|年内|最新)*"
    r"(?:[增升减降跌扩]加?)?[至到达有为]?(?:约|逾)?$"
)


class Words(NamedTuple):
    counting: re.Pattern[str]  # a number, and what may be counted: without it a sentence counts no firms
    classifiers: frozenset[str]
    of_firms: frozenset[str]
    plain_nouns: tuple[str, ...]
    never: tuple[str, ...]
    nouns: re.Pattern[str]
    near_nouns: re.Pattern[str]
    modal: re.Pattern[str]


def may_count(folded: str, number: Quantity) -> bool:
    """Whether a number may be one of firms: 1 is one in 只有一家, an ordinal in 第九家, not in 第二階段."""
    if number.currency is not None or not 1 <= number.value <= MOST_FIRMS:
        return False
    if number.ordinal and folded[number.end : number.end + 1] not in words_zh().classifiers:
        return False
    if number.value > 1:
        return True
    one = folded[number.end : number.end + 1] in words_zh().of_firms and not number.ordinal
    return one and _ONLY_ONE.search(folded, max(number.start - 14, 0), number.start) is not None


def classified(folded: str, number: Quantity) -> tuple[Quantity, int] | None:
    """(number with the qualifier after its noun, where the noun begins); None: it does not count firms."""
    words = words_zh()
    if _OF_A_RANKING.search(folded, max(number.at - 2, 0), number.at) and folded[number.end : number.end + 1] != "张":
        return None  # 前十名; not 目前十家, 批出首兩張牌照
    at = number.end
    while folded[at : at + 1] == " ":
        at += 1
    if refers_back(folded, number, at + 1):
        return None
    classifier = folded[at : at + 1]
    plain = folded.startswith(words.plain_nouns, at)
    if classifier not in words.classifiers and not plain:
        return None
    after = at if plain else at + 1
    near = folded[after : after + NEAR]
    if near.startswith(_OF_TIME) or (near.lstrip("的").startswith(words.never) and not _A_BANKS.match(near)):
        return None
    if plain or classifier in words.of_firms:
        reach = FAR + FAR if folded[after : after + 1] in STOPS else FAR  # 包括X、Y及Z六家。
        around = folded[max(number.start - reach, 0) : number.start] + "\n" + folded[after : after + FAR]
        if words.nouns.search(around) is None and not folded.endswith(("其中", "当中"), 0, number.start):
            return None
    elif words.near_nouns.search(near.partition(",")[0]) is None and not _named(folded, number, classifier, after):
        return None
    kind, _ = qualifier_after(folded, after)
    if kind is not None and number.qualifier is Qualifier.EXACT:
        low, high = bounds(number.value, kind)
        number = Quantity(number.start, after, number.at, number.until, low, high, kind, None, number.ordinal)
    return number, after


def _named(folded: str, number: Quantity, classifier: str, after: int) -> bool:
    """ "申请共36宗", "沙盒参与者共三组": the noun stands before; "两个名为X和Y的实体": far behind."""
    if _NAMED.match(folded, after):
        return True
    before = folded[max(number.start - NEAR, 0) : number.start]
    if classifier == "个" and _GROWN_IN_NUMBER.search(before):
        return True
    if classifier == "名" and folded[after : after + 1] in ("", *STOPS):  # 申请人只剩九名。
        return "申请人" in before or "申请者" in before
    return (classifier in "宗份" and "申请" in before) or (classifier == "组" and "参与" in before)


@cache
def words_zh() -> Words:
    zh = vocabulary("counts")["zh"]
    nouns, near_nouns, modal = (re.compile("|".join(zh[name])) for name in ("nouns", "near_nouns", "modal"))
    counted = "|".join([*zh["classifiers"], *zh["plain_nouns"]])
    return Words(
        re.compile(rf"[{ends_of_numbers()}] *(?:{counted})"),
        frozenset(zh["classifiers"]), frozenset(zh["of_firms"]), tuple(zh["plain_nouns"]), tuple(zh["never"]),
        nouns, near_nouns, modal,
    )  # fmt: skip
