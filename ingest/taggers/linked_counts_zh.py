"""Chinese numbers of firms that do not say themselves which firms they count: the number or the list before does.

And those that count nothing new: 兩家公司自此可…, the two just spoken of.
"""

from __future__ import annotations

import re

from ingest.taggers.quantities import Quantity
from licensing.model import Qualifier

_TWO_OR_THREE, _FEW = 3, 5  # firms just named are spoken of by their number
_FIRM = r"(?:公司|机构|企业|集团|平台|交易所|券商|银行|股东|发行人|业者)"
_REFERS_BACK = re.compile(r"(?:这|该|上述|前述|此|上列|前文|刚才)$")
_SPOKEN_OF = re.compile(
    rf"(?:[^,。;获牌的视申持退撤\s]{{0,4}}{_FIRM})?(?:现时|目前|当时|昨日|今日|昨|今|也|亦|又|暂)*"
    r"(?:均|都(?!会)|皆|各[自有]?|须|需|自此|此前|早前|先前|其后|随后|之后|此后|同样|同为|仍[须需待]|则|表示|指[出称,:]|称"
    r"|合作|合共|联手|股价|背后|早已|早于)"
)
_THE_FIRMS = re.compile(r"(?:公司|机构|企业|集团|平台|股东)[^的获]")
_OPENS = re.compile(r"(?:^|[,。;:「“\n])(?:而|但|惟|不过)?$")
_TIME = (
    r"(?:今年|去年|年内|年初|年中|本月|上月|本季|首季|次季|上季|下半年|上半年|同年|翌年|一年前|前年|\d{4}年"
    r"|[\d一二三四五六七八九十]{1,3}月)"
)
_ADDS = (
    r"(?:再|又|另|便|则|还|也|亦|就|只|仅|才|已|现|共|合共|合计|总共|总计|累计|累积|总数|有|添|加|增|新增|增加|增至|升至"
    r"|达|至|为|是|发|批|批出|发出|的){1,6}"
)
_OF_THE_SAME = re.compile(
    rf"[家间个张宗份]?[^,;。]{{0,22}}(?:,[^,;。]{{1,22}}){{0,2}}[,;]"
    rf"(?:(?:{_TIME}){{1,2}}[底初中]?(?:以来|至今|止)?|至今|迄今|如今|现时|目前|截至[^,;。]{{1,6}}|单是[^,;。]{{1,6}}|累计|累积|合共|合计|总数|连同[^,;。]{{1,14}})"
    rf"(?:{_ADDS})?$"
)
_WHEN_ADDED = re.compile(rf"[家间个](?:为|是|属|在)?{_TIME}[底初]?(?:才|新|所|以来)?(?:新增|加入|列入|增加|添加|入列)")
_ENDS = re.compile(r"[家间个张](?:平台|公司|机构)?(?:[,。;)」\n]|$)")
_A_GROUP = re.compile(
    r"[家间个]?[,;](?:另|另外|至于|而)?(?:可)?"
    r"(?:就|管理|提供|持有?|介绍|第|从事|资产|基金|顾问|投资|托管|经纪)[^,;。]{2,20}$"
)
_IN_A_ROW = re.compile(r"[一-鿿]{2,10}(?:[、及和与]|以及)$")
_HELPS = re.compile(
    r"(?:协助|帮助|代表|代理|辅导|服务过?|陪同|指导|参与|经手|处理[过了]|手[头上]有?|代办|承办|经办|入股|收购|参股|投资|旗下)(?:过|了)?"
    r"(?:至少|约|逾|超过|近)?$"
)
_FOR_THEM = re.compile(r"(?:为|替|给)(?:至少|约|逾|超过|近)?$")
_IS_DONE = re.compile(
    r"[^,。;]{0,16}?(?:开户|开立|处理|代办|审计|担任|服务|提供(?:银行|审计|法律|托管|保险|顾问|存管|技术))"
)

_LISTS = (
    ("unlicensed", re.compile(r"(?:可疑|警示|无牌|黑)[^,。;]{0,12}名单|警示名单|黑名单")),
    ("withdrawn", re.compile(r"(?:退回|撤回|拒绝)[^,。;]{0,12}名单")),
    ("deemed", re.compile(r"视为[^,。;]{0,12}名单")),
    ("applicants", re.compile(r"申请(?:人|者|机构|公司|平台)?的?名单")),
    ("licensed", re.compile(r"(?<!视为)持牌[^,。;申撤]{0,10}名单|发牌名单")),
)
_ON_THE_LIST = re.compile(
    r"名单(?:上|内|中|之中|里)?(?:[至到]今|迄今|目前|现时|现|如今|已|还|尚|仍|只|仅|便|亦|也|累计|累积|一共|共|合共|总共){0,4}"
    r"(?:共?有|剩下?|余下?|增至|升至|扩至|达|减至|增加?到|累积|累计|录得|收录|列出|载有|多达)(?:了|至|达|约|逾)?$"
)


def refers_back(folded: str, number: Quantity, noun_at: int) -> bool:
    """ "这两家平台", "…完成升级,两家公司自此可…": firms named before, and no new number of them."""
    if number.value > _FEW or number.qualifier is not Qualifier.EXACT:
        return False
    if number.value <= _TWO_OR_THREE and _REFERS_BACK.search(folded, max(number.start - 2, 0), number.start):
        return True
    opens = _OPENS.search(folded, max(number.start - 3, 0), number.start) is not None
    return opens and _SPOKEN_OF.match(folded, noun_at) is not None


def is_of_clients(folded: str, number: Quantity, noun_at: int) -> bool:
    """ "律师手头有八宗申请", "该行为五家持牌平台开户": only those whom somebody serves."""
    if _HELPS.search(folded, max(number.start - 8, 0), number.start):
        return True
    served = _FOR_THEM.search(folded, max(number.start - 4, 0), number.start)
    return served is not None and _IS_DONE.match(folded, noun_at) is not None


def goes_on(folded: str, noun_at: int, following: int) -> bool:
    """Whether what is counted stands in a row with the next: "42家券商、37家投顾及40家资管已升级牌照"."""
    return _IN_A_ROW.match(folded[noun_at:following]) is not None


def opens_with_them(folded: str, number: Quantity, noun_at: int) -> bool:
    """ "两家公司先后表态…" at the head of a sentence: the two just spoken of, where it tells of a plan or a sandbox."""
    return not number.start and number.value <= _TWO_OR_THREE and _THE_FIRMS.match(folded, noun_at) is not None


def is_of_the_same(folded: str, before: Quantity, number: Quantity) -> bool:
    """Whether a number counts what the one before does: "新增二十八个,累计三十九个", "去年发四张,今年再发三张"."""
    if _WHEN_ADDED.match(folded, number.end) and folded.endswith(("其中", "当中", "之中"), 0, number.start):
        return True
    between = folded[before.end : number.start]
    return _ENDS.match(folded, number.end) is not None and _OF_THE_SAME.fullmatch(between) is not None


def is_next_in_row(folded: str, before: Quantity, number: Quantity) -> bool:
    """ "升级券商有42间,管理虚拟资产的基金公司41间": the next kind of those that were upgraded."""
    between = folded[before.end : number.start]
    return _ENDS.match(folded, number.end) is not None and _A_GROUP.fullmatch(between) is not None


def list_named(folded: str) -> str | None:
    """The category of the firms of the list that a sentence names; None: it names none, or several."""
    if "名单" not in folded:
        return None
    kinds = [kind for kind, words in _LISTS if words.search(folded)]
    return kinds[0] if len(kinds) == 1 else None


def is_on_the_list(folded: str, number: Quantity) -> bool:
    """ "名单目前共有19家": of a list that was named before."""
    return _ON_THE_LIST.search(folded, max(number.start - 14, 0), number.start) is not None
