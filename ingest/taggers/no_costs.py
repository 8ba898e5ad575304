"""Money that no firm spends or holds to be licensed, though words of costs stand by it: what clients pay, what a
government puts into a sector, what is put into a company, for whom an offer is meant."""

from __future__ import annotations

import re

from ingest.taggers.quantities import Quantity
from ingest.taggers.topics import Topic, touches

_REACH = 60  # characters before a sum that are read
_OF_CLIENTS = re.compile(
    r"(?:散户|投资者|投资人|零售客户|个人客户)(?:[^,。;平发持机公申]{0,8})(?:须|需|要|持有|拥有|具备)[^,。;]{0,12}$"
    r"|(?:散户|投资者|投资人|客户|用户|苦主|受害人|受害者|事主|市民|其中[一两二三]人|会员)"
    r"(?:[在向给][^,。;]{1,10}?平台)?[^,。;平发持机公申牌]{0,6}"
    r"(?:投入|投放|付|缴|存|汇|转账|转入|充值|花|掏|交)[^,。;]{0,8}$"
    r"|(?<!\bfor )(?<!\bof )(?<!\bwith )(?<!\bto )(?<!\bfrom )(?<!\btheir )(?<!\bits )"
    r"\b(?:users?|customers?|clients?|investors?|victims?|savers|depositors|consumers)\s(?:\w+\s){0,2}?"
    r"(?:pay|paid|hold|have|had|put|spend|spent|invest|invested|handed over|transfer|transferred)\b[^.;]{0,40}$"
    r"|\b(?:charg\w+|bills)\s(?:\w+\s)?(?:users|customers|clients|investors|traders)\b[^.;]{0,40}$"
)
_FOR_A_LICENCE = re.compile(r"[^,。;.]{0,12}(?:申牌|牌照|拿牌|合规|申请|\blicen[cs]|\bcomplian|\bapplication)")
_BY_A_GOVERNMENT = re.compile(
    r"\b(?:government|administration|financial secretary|cyberport|the city|taxpayers?)\b[^.;,]{0,15}"
    r"\b(?:put|puts|set aside|sets aside|spend|spent|invest|invested|poured?|budget|budgeted|earmark|earmarked"
    r"|injects?|injected|granted|grants|gave)\b[^.;]{0,20}$"
)
_PUTS = re.compile(
    r"\b(?:put|puts|putting|pour(?:s|ed|ing)?|plough(?:s|ed|ing)?|sinks?|sank|sunk|inject(?:s|ed|ing)?"
    r"|invest(?:s|ed|ing)?|pump(?:s|ed|ing)?)\s(?:\w+\s){0,2}?$"
)
_INTO = re.compile(
    r"\s?(?:\([^)]{0,40}\)\s?)?in(?:to)?\s(?P<what>(?:(?!\s(?:after|since|before|when|once|within|as)\b)[^,.;]){0,60})"
)
_FOR_A_COMPANY = re.compile(  # paid HK$78 million for a licensed broker
    r"\s?(?:\([^)]{0,40}\)\s?)?for\s(?:an?|the|its|all|\d+%)\s(?![^,.;]{0,30}\b(?:law|consult|audit|insur))[^,.;]{0,30}"
    r"\b(?:broker\w*|stake|shares|compan(?:y|ies)|business|holder|shell|building)\b"
)
_IS_FOR_COMPLYING = re.compile(
    r"\b(?:licen|complian|comply|appl(?:y|ic)|approv|system|staff|team|process|bid|regulat|permit|secur|custody|insur"
    r"|audit|people|its technology|infrastr|effort|requirement|push|office|getting|becoming|meeting|obtaining|preparing"
    r"|project|it\b|this\b|operation|paperwork|lawyer|consult|the race|the cause|qualif|capital|reserve)"
)
_ASSETS_ARE = re.compile(
    r"(?<!liquid )(?<!net )(?<!minimum )\bassets\b[^.;:]{0,40}\b(?:are|is|were|was|stood|stand|amount(?:s|ed)?|came"
    r"|come|reached|totall?ed|total)(?:\s(?:put|estimated|valued|reckoned|now|only|well|still|at|to|a|mere))*\s$"
)
_RESERVES = re.compile(r"\s?(?:of|in)\s(?:\w+\s)?reserves\b")
_OWNS = re.compile(r"\b(?:net assets|reserves)\b[^,.;]{0,25}$")
_CHANGED_BY = re.compile(
    r"\b(?:cut|reduc\w+|lower\w*|trim\w*|sav(?:ed|es|ing)|slash\w*|rais\w+|rose|risen|increas\w+|up|down|fell|fallen)"
    r"\b[^.;]{0,40}\bby\s$|\bsav(?:ed|es|ing)\s(?:\w+\s){0,2}$"
)
_MUST = re.compile(
    r"\b(?:must|needs?|needed|requir\w+|minimum|at least|ha[sd] to|have to|should|shall|obliged|asks? for|keep"
    r"|maintain)\b"
)
_FOR_WHOM = re.compile(
    r"(?:适合|适用|服务|目标)(?:的)?(?:对象|客户|客群|人群|企业|机构)|适合[:,]?[^,。;]{0,10}$|面向[^,。;]{0,10}$"
    r"|\b(?:suitable for|suited to|suits|ideal for|best for|aimed at|meant for|who it is for|target clients|targets)\b"
)
_RATES_A_FIRM = re.compile(
    r"(?:以上|或以上|及以上)?的?[^,。;、.\d]{0,14}(?:商|公司|机构|企业|客户|投资|团队|平台|银行|个人)"
)

_COMPARES = re.compile(r"\b(?:than|compared (?:with|to)|unlike)\b|[高低多少大小][于於]|[比较]")


def is_of_others(folded: str, money: Quantity, clause_start: int, chinese: bool) -> bool:
    """Whether a sum is the clients', the public's or a shareholder's money, or measures for whom an offer is."""
    start = max(clause_start, money.start - _REACH, 0)
    if _is_set_beside(folded, start, money):
        return True
    if _OF_CLIENTS.search(folded, start, money.start):
        return _FOR_A_LICENCE.match(folded, money.end) is None
    if _FOR_WHOM.search(folded, 0, money.start):
        return not chinese or _RATES_A_FIRM.match(folded, money.end) is not None
    if chinese:
        return False
    if _BY_A_GOVERNMENT.search(folded, start, money.start) or _ASSETS_ARE.search(folded, start, money.start):
        return True
    if _FOR_A_COMPANY.match(folded, money.end) or _CHANGED_BY.search(folded, start, money.start):
        return True
    return _is_put_into_a_company(folded, money) or _has_reserves(folded, money)


def _is_set_beside(folded: str, start: int, money: Quantity) -> bool:
    """ "far more than the S$250,000 that Singapore asks for", 遠高於新加坡的25萬新元: the sum of another place."""
    compared = _COMPARES.search(folded, start, money.start)
    if compared is None:
        return False
    end = next((at for sign in ",;。" if (at := folded.find(sign, money.end)) >= 0), len(folded))
    words = folded[compared.end() : end]
    return touches(words, words, Topic.ELSEWHERE)


def _is_put_into_a_company(folded: str, money: Quantity) -> bool:
    """ "is putting HK$710 million into the exchange's parent": an investment; not "into its compliance"."""
    if not _PUTS.search(folded, max(money.start - 30, 0), money.start):
        return False
    into = _INTO.match(folded, money.end)
    return into is not None and _IS_FOR_COMPLYING.search(into["what"]) is None


def _has_reserves(folded: str, money: Quantity) -> bool:
    """ "people with $200 million of reserves": what somebody has, where nothing says that he must."""
    before = _OWNS.search(folded, max(money.start - 40, 0), money.start) is not None
    owned = before or _RESERVES.match(folded, money.end) is not None
    return owned and _MUST.search(folded, 0, money.start) is None
