"""Numbers of firms in a Chinese sentence (folded to Simplified): a number, 家 or another classifier, and its cues."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

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
from ingest.taggers.counts_en import MOST_FIRMS, STRONG, Counted
from ingest.taggers.cues import Cue, Cues, vocabulary
from ingest.taggers.numbers_zh import chinese_quantities, ends_of_numbers, qualifier_after
from ingest.taggers.quantities import SENTENCES_KEPT, Quantity, bounds
from licensing.model import CountCategory, Qualifier

NEAR, FAR = 12, 42  # characters after the classifier in which the noun, or the cue, stands
_HOPED = re.compile(r"(?<![资材原意])料|[若倘]|或(?=[批发将会于在获])|将(?!军)|(?<!虚)拟")
_MAY_BE_HOPED = ("licensed", "deemed", "withdrawn", "applicants")
_GRANTED = re.compile(r"(?<![料将会能可拟首一二三四两每各])(?:只|仅)?(?:批出?|发出?|颁发|获发)(?!牌制度|行人|牌条件)")
_OF_TIME = tuple("月日年星")
_STOPS = tuple(",。;、,;。")
_DENIED = re.compile(r"(?:未|没有|没|不|并非|尚未|从未)(?:被|能|获|有|予|正式){0,2}$")
_GROWN_TO = re.compile(r"[家间个宗份]?[^,。;、]{0,8}(?:增|升|加|减|降|跌|扩|缩|回落)[^,。;、]{0,4}[至到为]")
_HELPED = re.compile(
    r"(?:协助|帮助|代表|代理|辅导|服务过?|陪同|指导|参与|经手|处理[过了])(?:过|了)?(?:至少|约|逾|超过|近)?$"
)
_AN_APPLICATION = re.compile(r"[^,。;的意趣]{0,8}申请(?![^,。;]{0,20}(?:意向|意愿|兴趣))")
_HANDED_IN = re.compile(r"(?:递交|提交|呈交)了?(?:书面|正式|初步)?(?:意见|建议|回应|回复|报告|反馈|看法|陈述|评论)")
_FORESEEN = re.compile(r"将[在由从](?!线)|料将|预计|估计将")
_NAMES = re.compile(r".*(?:包括|还有|[有为即是剩余:])(?=[^,。;:]*[、及和与][^,。;:]*$)")
_ADDS_UP = re.compile(r"(?:共|年内|今年|至今|迄今|累计|合共|总计|总数|名单)")
_OF_ANOTHER_CLAUSE = frozenset({"持牌"})
_OF_A_RANKING = re.compile(r"(?<![目此之日早先当以])前\Z|[首头]\Z")
_OF_ALL_OF_THEM = (
    "均", "均为", "均属", "均已", "皆", "皆为", "都", "都是", "全部", "全为", "全属", "已",
)  # fmt: skip
_REFERS_BACK = re.compile(r"(?:这|该|上述|前述|此|上列)$")
_TWO_OR_THREE = 3
_HOLDS = re.compile(r"[^,。;有持]{0,12}(?:同时|均|已|各)?(?:持有|拥有|持)[^,。;]{0,24}(?:牌照|号牌|类牌|许可证)")
_HOLDERS = re.compile(
    r"(?<![未没])(?:持有|拥有|持)[^,。;]{0,28}(?:牌照|号牌|许可证)的[^,。;]{0,12}(?:现|现时|目前)?(?:共|有|已|达|为|只|仅)"
)
_ALL_OF_THEM = re.compile(r"(?:公司|机构|企业|集团|平台|交易所)(?:此前|早前|之前|先前|现时|目前|当时)?(?:均|皆|都)")
_A_LICENCE = re.compile(r"[^,。;申]{0,14}牌照(?!申请)")
_TWO_SPOKEN_OF = re.compile(r"(?:公司|机构|企业|集团|平台|股东)[^的]")
_PART_OF_THEM = re.compile(r"其余|余下|另外|另有|[当之其]中(?!,有)|(?<=[构司台者业商行所])中,")
_IN_ANOTHER_PLACE = re.compile(r"在(?:新加坡|迪拜|杜拜|阿联酋|日本|台湾|欧盟|美国|英国|韩国|澳门|瑞士|海外|当地)")
_GROWN_IN_NUMBER = re.compile(
    r"(?:平台|交易所|机构|公司|申请者|申请人|发行人|持牌人)(?:数目|数量|总数|名单)?(?:已|现|共|累计|合共|目前|今年以来|年内|最新)*"
    r"(?:[增升减降跌扩]加?)?[至到达有为]?(?:约|逾)?$"
)


class _Words(NamedTuple):
    counting: re.Pattern[str]  # a number, and what may be counted: without it a sentence counts no firms
    classifiers: frozenset[str]
    of_firms: frozenset[str]
    plain_nouns: tuple[str, ...]
    never: tuple[str, ...]
    nouns: re.Pattern[str]
    near_nouns: re.Pattern[str]
    modal: re.Pattern[str]


@lru_cache(SENTENCES_KEPT)
def chinese_counts(folded: str) -> tuple[Counted, ...]:
    """Every number of firms with a category, in order."""
    if _words().counting.search(folded) is None:
        return ()
    numbers = [q for q in chinese_quantities(folded) if q.currency is None and 1 < q.value <= MOST_FIRMS]
    found: list[Counted] = []
    begin = 0
    for place, number in enumerate(numbers):
        if place and not _GROWN_TO.fullmatch(folded, numbers[place - 1].end, number.start):
            begin = numbers[place - 1].end  # 由七家增至九家: what the first number counts, the second does
        counted = _classified(folded, number)
        if counted is None:
            continue
        number, noun_at = counted
        end = numbers[place + 1].start if place + 1 < len(numbers) else len(folded)
        end = own_clause(folded, noun_at, end) if place + 1 < len(numbers) else end
        category = _category(folded, number, noun_at, begin, min(end, noun_at + FAR))
        if category is None and found and is_set_beside(folded, number, noun_at):
            category = found[-1].category
        if category is not None:
            found.append(Counted(number, category, number.start, quote_end(folded, noun_at, end)))
    return tuple(found)


def _classified(folded: str, number: Quantity) -> tuple[Quantity, int] | None:
    """(number with the qualifier after its noun, where the noun begins); None: it does not count firms."""
    words = _words()
    if _OF_A_RANKING.search(folded, max(number.at - 2, 0), number.at) and folded[number.end : number.end + 1] != "张":
        return None  # 前十名; not 目前十家, 批出首兩張牌照
    if _refers_back(folded, number):
        return None
    at = number.end
    while folded[at : at + 1] == " ":
        at += 1
    classifier = folded[at : at + 1]
    plain = folded.startswith(words.plain_nouns, at)
    if classifier not in words.classifiers and not plain:
        return None
    after = at if plain else at + 1
    near = folded[after : after + NEAR]
    if near.startswith(_OF_TIME) or near.lstrip("的").startswith(words.never):
        return None
    if plain or classifier in words.of_firms:
        reach = FAR + FAR if folded[after : after + 1] in _STOPS else FAR  # 包括X、Y及Z六家。
        around = folded[max(number.start - reach, 0) : number.start] + "\n" + folded[after : after + FAR]
        if words.nouns.search(around) is None and not folded.endswith(("其中", "当中"), 0, number.start):
            return None
    elif words.near_nouns.search(near.partition(",")[0]) is None and not _named_before(folded, number, classifier):
        return None
    kind, _ = qualifier_after(folded, after)
    if kind is not None and number.qualifier is Qualifier.EXACT:
        low, high = bounds(number.value, kind)
        number = Quantity(number.start, after, number.at, number.until, low, high, kind, None, number.ordinal)
    return number, after


def _named_before(folded: str, number: Quantity, classifier: str) -> bool:
    """ "申请共36宗", "沙盒参与者共三组": the noun stands before."""
    before = folded[max(number.start - NEAR, 0) : number.start]
    if classifier == "个" and _GROWN_IN_NUMBER.search(before):
        return True
    return (classifier in "宗份" and "申请" in before) or (classifier == "组" and "参与" in before)


def _refers_back(folded: str, number: Quantity) -> bool:
    """ "这两家平台", "上述三家公司": firms named before, and no new number of them."""
    before = folded[max(number.start - 2, 0) : number.start]
    return number.value <= _TWO_OR_THREE and _REFERS_BACK.search(before) is not None


def _category(folded: str, number: Quantity, noun_at: int, begin: int, end: int) -> CountCategory | None:
    right = end_of_sentence(folded, noun_at, end)
    after = [cue for cue in _cues().find(folded, noun_at, right) if _tells(folded, cue, noun_at)]
    first = max(begin, number.start - FAR, begin_of_clause(folded, number.start))
    half = begin_of_half(folded, number.start)
    stands_last = folded[noun_at : noun_at + 1] in _STOPS or noun_at == len(folded)  # 申请者已有七家,…
    before = _before(folded, max(first, half), number.start) or _before(folded, first, number.start)
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
    if is_of_another_place(folded, number.start):
        return None
    if told is None or (told.kind != "interested" and _HELPED.search(folded, max(number.start - 8, 0), number.start)):
        return None
    if _ALL_OF_THEM.match(folded, noun_at) and number.value <= _TWO_OR_THREE and not number.start:
        return None  # 兩家公司均為持牌平台
    begins = not number.start and number.value <= _TWO_OR_THREE
    if begins and told.kind in ("interested", "sandbox") and _TWO_SPOKEN_OF.match(folded, noun_at):
        return None  # 两家公司早前表示有意: the two just spoken of
    if told.kind in _MAY_BE_HOPED and _only_hoped(folded, number, told.end):
        return None
    return CountCategory(told.kind)


def _before(folded: str, start: int, end: int) -> list[Cue]:
    found = _cues().find(folded, start, end)
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
    return bool(_words().modal.search(folded, start, end) or _HOPED.search(folded, start, end))


def _holds(folded: str, number: Quantity, noun_at: int, right: int) -> bool:
    """ "持有第1類、第7類牌照的平台共13間", "13間機構持有第1類牌照"."""
    if _HOLDS.match(folded, noun_at, right):
        return True
    clause = max(folded.rfind(sign, 0, number.start) for sign in (*SENTENCE_ENDS, ",")) + 1
    return _HOLDERS.search(folded, max(clause, number.start - FAR - NEAR), number.start) is not None


def _tells(folded: str, cue: Cue, noun_at: int) -> bool:
    """Whether a cue behind the number is said of what it counts: 36份申请,約為有意的77家的一半 counts applications."""
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
def _words() -> _Words:
    zh = vocabulary("counts")["zh"]
    nouns, near_nouns, modal = (re.compile("|".join(zh[name])) for name in ("nouns", "near_nouns", "modal"))
    counted = "|".join([*zh["classifiers"], *zh["plain_nouns"]])
    return _Words(
        re.compile(rf"[{ends_of_numbers()}] *(?:{counted})"),
        frozenset(zh["classifiers"]), frozenset(zh["of_firms"]), tuple(zh["plain_nouns"]), tuple(zh["never"]),
        nouns, near_nouns, modal,
    )  # fmt: skip


@cache
def _cues() -> Cues:
    return Cues(vocabulary("counts")["zh"]["cues"], latin=False)
