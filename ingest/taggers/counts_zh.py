"""Numbers of firms in a Chinese sentence (folded to Simplified): a number, 家 or another classifier, and its cues."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ingest.taggers.classifiers_zh import FAR, NEAR, STOPS, classified, may_count, words_zh
from ingest.taggers.count_clauses_zh import (
    SENTENCE_ENDS,
    begin_of_clause,
    begin_of_half,
    end_of_sentence,
    is_of_another_place,
    is_set_beside,
    own_clause,
    quote_end,
)
from ingest.taggers.counts_en import STRONG, Counted
from ingest.taggers.cues import Cue, Cues, vocabulary
from ingest.taggers.linked_counts_zh import (
    goes_on,
    is_next_in_row,
    is_of_clients,
    is_of_the_same,
    is_on_the_list,
    list_named,
    opens_with_them,
)
from ingest.taggers.numbers_zh import chinese_quantities
from ingest.taggers.quantities import SENTENCES_KEPT, Quantity
from licensing.model import CountCategory

_HOPED = re.compile(r"(?<![资材原意])料|[若倘]|或(?=[批发将会于在获])|将(?!军)|(?<!虚)拟")
_MAY_BE_HOPED = ("licensed", "deemed", "withdrawn", "applicants")
_GRANTED = re.compile(r"(?<![料将会能可拟首一二三四两每各])(?:只|仅)?(?:批出?|发出?|颁发|获发)(?!牌制度|行人|牌条件)")
_OF_THIS_YEAR = re.compile(r"(?:今年|年内|本月|本季|今季|本年度)(?:以来|内)?的?第?$")
_OF_A_PRODUCT = re.compile(r"[^,。;]{0,14}(?:推出|发行)[^,。;]{0,16}(?:etf|基金|产品)")
_OF_THE_REGIME = re.compile(r"(?:发牌|持牌)(?:制度|条例|框架|机制|要求|规定|安排|细节|指引|门槛)")
_NOT_YET = re.compile(r"[^,。;]{0,12}(?:何时|谁属|花落|难产|悬空)")
_DENIED = re.compile(r"(?:未|没有|没|不|并非|尚未|从未)(?:被|能|获|有|予|正式){0,2}$")
_GROWN_TO = re.compile(r"[家间个宗份]?[^,。;、]{0,8}(?:增|升|加|减|降|跌|扩|缩|回落)[^,。;、]{0,4}[至到为]")
_SOME_OF_THEM = re.compile(r"[台司者人商构家所行请](?:之|当)?中(?:已|只|仅|亦|还)?(?:有|选|批|挑选?出?|选出)?出?$")
_AN_APPLICATION = re.compile(r"[^,。;的意趣]{0,8}申请(?![^,。;]{0,20}(?:意向|意愿|兴趣))")
_HANDED_IN = re.compile(r"(?:递交|提交|呈交)了?(?:书面|正式|初步)?(?:意见|建议|回应|回复|报告|反馈|看法|陈述|评论)")
_FORESEEN = re.compile(r"将[在由从](?!线)|料将|预计|估计将")
_NAMES = re.compile(r".*(?:包括|还有|[有为即是剩余:])(?=[^,。;:]*[、及和与][^,。;:]*$)")
_ADDS_UP = re.compile(r"(?:共|年内|今年|至今|迄今|累计|合共|总计|总数|名单)")
_OF_ANOTHER_CLAUSE = frozenset({"持牌"})
_OF_ALL_OF_THEM = (
    "均", "均为", "均属", "均已", "皆", "皆为", "都", "都是", "全部", "全为", "全属", "已",
)  # fmt: skip
_HOLDS = re.compile(r"[^,。;有持]{0,12}(?:同时|均|已|各)?(?:持有|拥有|持)[^,。;]{0,24}(?:牌照|号牌|类牌|许可证)")
_HOLDERS = re.compile(
    r"(?<![未没])(?:持有|拥有|持)[^,。;]{0,28}(?:牌照|号牌|许可证)的[^,。;]{0,12}(?:现|现时|目前)?(?:共|有|已|达|为|只|仅)"
)
_A_LICENCE = re.compile(r"[^,。;申]{0,14}牌照(?!申请)")
_PART_OF_THEM = re.compile(r"其余|余下|另外|另有|[当之其]中(?!,有)|(?<=[构司台者业商行所])中,")
_IN_ANOTHER_PLACE = re.compile(r"在(?:新加坡|迪拜|杜拜|阿联酋|日本|台湾|欧盟|美国|英国|韩国|澳门|瑞士|海外|当地)")


@lru_cache(SENTENCES_KEPT)
def chinese_counts(folded: str, listed: str | None = None) -> tuple[Counted, ...]:
    """Every number of firms with a category, in order. listed: the category of the list named before, if any."""
    if words_zh().counting.search(folded) is None:
        return ()
    numbers = [q for q in chinese_quantities(folded) if may_count(folded, q)]
    found: list[Counted] = []
    row: list[tuple[Quantity, int]] = []  # of 42家券商、37家投顾及: what befell them stands behind the last
    begin = 0
    for place, number in enumerate(numbers):
        last = found[-1] if place and found and found[-1].quantity.at == numbers[place - 1].at else None
        if last is not None and _is_of_the_same(folded, last, number):
            found.append(Counted(number, last.category, number.start, number.end + 1))
            continue
        if place and not _GROWN_TO.fullmatch(folded, numbers[place - 1].end, number.start):
            begin = numbers[place - 1].end  # 由七家增至九家: what the first number counts, the second does
        counted = classified(folded, number)
        if counted is None:
            continue
        number, noun_at = counted
        end = numbers[place + 1].start if place + 1 < len(numbers) else len(folded)
        end = own_clause(folded, noun_at, end) if place + 1 < len(numbers) else end
        category = _category(folded, number, noun_at, begin, min(end, noun_at + FAR))
        if category is None and found and is_set_beside(folded, number, noun_at):
            category = found[-1].category
        if category is None and is_on_the_list(folded, number):
            kind = list_named(folded[: number.start]) or listed
            category = CountCategory(kind) if kind else None
        if category is None and last is not None and last.category is CountCategory.LICENSED:
            category = last.category if is_next_in_row(folded, last.quantity, number) else None
        if category is not None:
            found += (Counted(each, category, each.start, until) for each, until in row)
            found.append(Counted(number, category, number.start, quote_end(folded, noun_at, end)))
        goes = category is None and place + 1 < len(numbers) and goes_on(folded, noun_at, numbers[place + 1].start)
        row = [*row, (number, noun_at)] if goes else []
    return tuple(found)


def _is_of_the_same(folded: str, last: Counted, number: Quantity) -> bool:
    if folded[number.end : number.end + 1] not in words_zh().classifiers:
        return False
    if not is_of_the_same(folded, last.quantity, number):
        return False
    return {cue.kind for cue in _cues().find(folded, last.end, number.start)} <= {last.category.value}


def _category(folded: str, number: Quantity, noun_at: int, begin: int, end: int) -> CountCategory | None:
    right = end_of_sentence(folded, noun_at, end)
    after = [cue for cue in _cues().find(folded, noun_at, right) if _tells(folded, cue, noun_at)]
    first = max(begin, number.start - FAR, begin_of_clause(folded, number.start))
    half = begin_of_half(folded, number.start)
    stands_last = folded[noun_at : noun_at + 1] in STOPS or noun_at == len(folded)  # 申请者已有七家,…
    before = _before(folded, max(first, half), number.start) or _before(folded, first, number.start)
    if _SOME_OF_THEM.search(folded, max(number.start - 8, 0), number.start):
        before = []  # 四家持牌平台中有三家仍未开业
    if stands_last and not before:
        before = _further_back(folded, number, begin)
    told = (_chosen([], before) or _chosen(after, [])) if stands_last else _chosen(after, before)
    if told is None and _holds(folded, number, noun_at, right):
        return CountCategory.LICENSED
    if folded[noun_at - 1] == "张":  # 兩張: of licences, and only those granted
        granted = _GRANTED.search(folded, max(number.start - NEAR, 0), right)
        return CountCategory.LICENSED if granted and not _only_hoped(folded, number) else None
    of_licences = folded[noun_at - 1] == "个" and _A_LICENCE.match(folded, noun_at)
    granted = _GRANTED.search(folded, max(number.start - NEAR, 0), number.start)
    if of_licences and granted and not _only_hoped(folded, number):
        return CountCategory.LICENSED
    if is_of_another_place(folded, number.start) or _NOT_YET.match(folded, noun_at):
        return None
    if of_licences and told is not None and told.kind in ("applicants", "interested"):
        return None  # 首阶段只会批出三至四个牌照,落选者仍可再递申请
    if told is None or (told.kind != "interested" and is_of_clients(folded, number, noun_at)):
        return None
    if number.ordinal and _OF_THIS_YEAR.search(folded, max(number.start - 8, 0), number.start):
        return None  # 今年第二家获发牌的交易所
    if told.kind == "licensed" and _OF_A_PRODUCT.match(folded, noun_at):
        return None  # 批准三家发行商推出六只ETF
    if told.kind in ("interested", "sandbox") and opens_with_them(folded, number, noun_at):
        return None
    if told.kind in _MAY_BE_HOPED and _only_hoped(folded, number, told.end):
        return None
    return CountCategory(told.kind)


def _before(folded: str, start: int, end: int) -> list[Cue]:
    found = _cues().find(folded, start, end)
    found = [cue for cue in found if not _OF_THE_REGIME.match(folded, cue.start)]
    return [cue for cue in found if cue.kind not in ("licensed", "deemed") or not _is_denied(folded, cue)]


def _further_back(folded: str, number: Quantity, begin: int) -> list[Cue]:
    """The words of "獲發牌經營平台，為全港第12家", "名單上的，還有X、Y及Z六家", "加入警示名單，年內累計已達30家"."""
    first = max(begin, number.start - FAR - FAR)
    first = max(first, *(folded.rfind(sign, first, number.start) + 1 for sign in SENTENCE_ENDS))
    listed = _NAMES.match(folded, max(first, number.start - FAR - FAR), number.start)
    if listed is not None:
        return _before(folded, max(first, listed.end() - FAR), listed.end())
    comma = folded.rfind(",", first, number.start)
    goes_on = comma >= 0 and (number.ordinal or _ADDS_UP.match(folded, comma + 1) is not None)
    return _before(folded, first, number.start) if goes_on else []


def _chosen(after: list[Cue], before: list[Cue]) -> Cue | None:
    strong = next((cue for cue in after if cue.kind in STRONG), None)
    if strong:
        return strong
    kinds = [cue.kind for cue in after]
    if "interested" in kinds:
        return after[kinds.index("interested")]
    if "applicants" in kinds and "licensed" in kinds:
        first = after[min(kinds.index("applicants"), kinds.index("licensed"))]
        return first
    strong = next((cue for cue in reversed(before) if cue.kind in STRONG), None)
    if after and not (strong and set(kinds) == {"applicants"}):
        return after[0]  # 原則上批准四家平台的申請: what befell the application stands before
    return strong or (before[-1] if before else None)


def _only_hoped(folded: str, number: Quantity, told_end: int = 0) -> bool:
    if _FORESEEN.search(folded, max(begin_of_clause(folded, number.start), number.start - FAR), number.start):
        return True
    start, end = max(number.start - 10, 0), max(told_end, number.end)
    return bool(words_zh().modal.search(folded, start, end) or _HOPED.search(folded, start, end))


def _holds(folded: str, number: Quantity, noun_at: int, right: int) -> bool:
    """ "持有第1類、第7類牌照的平台共13間", "13間機構持有第1類牌照"."""
    if _HOLDS.match(folded, noun_at, right):
        return True
    clause = max(folded.rfind(sign, 0, number.start) for sign in (*SENTENCE_ENDS, ",")) + 1
    return _HOLDERS.search(folded, max(clause, number.start - FAR - NEAR), number.start) is not None


def _tells(folded: str, cue: Cue, noun_at: int) -> bool:
    """Whether a cue behind the number is said of what it counts: 36份申请,約為有意的77家的一半 counts applications."""
    if _OF_THE_REGIME.match(folded, cue.start):
        return False
    if _is_denied(folded, cue) or _HANDED_IN.match(folded, cue.start):
        return False
    between = folded[noun_at : cue.start]
    if _PART_OF_THEM.search(between) or _IN_ANOTHER_PLACE.search(between):
        return False
    if cue.kind == "interested" and folded[noun_at - 1] in "份宗":
        return _AN_APPLICATION.match(folded, noun_at) is None
    if folded[cue.start : cue.end] not in _OF_ANOTHER_CLAUSE:
        return True
    return "," not in between or between.endswith(_OF_ALL_OF_THEM)


def _is_denied(folded: str, cue: Cue) -> bool:
    """未被视为, 没有获发, 不予批准: the cue says what did not happen. 无牌 and the like are cues of their own."""
    return cue.kind != "unlicensed" and bool(_DENIED.search(folded, max(cue.start - 4, 0), cue.start))


@cache
def _cues() -> Cues:
    return Cues(vocabulary("counts")["zh"]["cues"], latin=False)
