"""Where the clause of a number of firms begins and ends in a Chinese sentence."""

from __future__ import annotations

import re

from ingest.taggers.quantities import Quantity

SENTENCE_ENDS = "。;;!?!?\n"
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")  # between the halves of a headline
_HEADLINE = 80  # characters
_CLAUSE = 42  # characters
_ANOTHER_PLACE = re.compile(
    r"(?:新加坡|迪拜|杜拜|阿联酋|日本|台湾|欧盟|欧洲|美国|英国|韩国|南韩|澳门|瑞士|泰国|当地)(?!背景|上市|公司|企业|系|籍|总部|资|交易所)"
)
_HERE = re.compile(r"香港|本港|在港|全港|证监会|(?<!新加坡)金管局")
_GOES_ON = re.compile(r",[令使致]")
_SET_BESIDE = re.compile(r"(?:较|比|由|从|相比|对比)[^,。;、]{0,12}$")
_MORE_OR_LESS = re.compile(r"[^,。;]{0,4}?(?:多|少|增|减|升|跌|回落|大增|翻)")


def own_clause(folded: str, noun_at: int, next_number: int) -> int:
    """Where what is said of a number ends: "11家持牌平台，可疑平台則多達60家", the clause of the next is its own."""
    comma = folded.rfind(",", noun_at, next_number)
    return comma if comma >= 0 else next_number


def is_set_beside(folded: str, number: Quantity, noun_at: int) -> bool:
    """ "現有十一家持牌平台，較去年底的七家多四家": seven of the same."""
    beside = _SET_BESIDE.search(folded, max(number.start - 16, 0), number.start)
    return beside is not None and _MORE_OR_LESS.match(folded, noun_at) is not None


def begin_of_half(folded: str, start: int) -> int:
    """Where the half of a headline begins that a number stands in."""
    return max((found.end() for found in _BLANK.finditer(folded, max(start - _HEADLINE, 0), start)), default=0)


def end_of_sentence(folded: str, start: int, end: int) -> int:
    """Where the sentence, or the half of a headline, ends."""
    blank = _BLANK.search(folded, start, end)
    cuts = (folded.find(sign, start, end) for sign in SENTENCE_ENDS)
    return min([blank.start() if blank else end, end, *(at for at in cuts if at >= 0)])


def begin_of_clause(folded: str, start: int) -> int:
    """Where the clause of a number begins; a clause with 令 goes on from the one before."""
    comma = folded.rfind(",", 0, start)
    if comma > 0 and _GOES_ON.match(folded, comma):
        comma = folded.rfind(",", 0, comma)
    return max(comma + 1, *(folded.rfind(sign, 0, start) + 1 for sign in SENTENCE_ENDS))


def quote_end(folded: str, start: int, end: int) -> int:
    """Where the words that state a number end."""
    cuts = [at for sign in ("。", ";", ",", ",", "、", "(", "(") if (at := folded.find(sign, start, end)) > start]
    return min([end, *cuts])


def is_of_another_place(folded: str, start: int) -> bool:
    """ "新加坡已向30家平台發牌": the clause of a number names another place, and not this one."""
    clause = folded[max(begin_of_clause(folded, start), start - _CLAUSE) : start]
    return _ANOTHER_PLACE.search(clause) is not None and _HERE.search(clause) is None
