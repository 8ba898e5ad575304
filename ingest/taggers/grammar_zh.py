"""What a Chinese sentence reports about firms as having happened. Rules over kinds, as in ``grammar_en``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ingest.taggers import applications_zh, measures_zh
from ingest.taggers.clauses_zh import (
    BEHIND,
    Found,
    kinds_after,
    licence_event,
    of_the_excepted,
    of_the_firm_behind,
    told,
    who,
)
from ingest.taggers.findings import Finding
from ingest.taggers.general_zh import tells_nothing
from ingest.taggers.lexicon import FIRM, Token
from ingest.taggers.lists_zh import exception_around
from ingest.taggers.sentence_zh import (
    Sentence,
    ahead,
    aside,
    back,
    clause,
    clause_kinds,
    is_unreal,
    listed,
    objects,
    subject,
)
from ingest.taggers.takes_up_zh import event_told
from licensing.model import Event


def events(sentence: Sentence) -> Iterator[Finding]:
    """Every event the sentence reports as having happened."""
    for i, token in enumerate(sentence.tokens):
        rule = _RULES.get(token.kind)
        if (rule is None and token.kind not in BEHIND) or is_unreal(sentence, i):
            continue
        found = of_the_firm_behind(sentence, i)
        inside = exception_around(sentence.folded, token.start)
        if found is None and inside is not None:
            found = of_the_excepted(sentence, i, inside)
        elif found is None and rule is not None and not tells_nothing(sentence, i):
            found = rule(sentence, i)
        if found is not None:
            event, firms = found
            if event is Event.IN_PRINCIPLE and _FUND.search(sentence.folded[max(token.start - 12, 0) : token.end + 45]):
                continue  # 原則上批准X，可推出現貨ETF: of a fund
            yield Finding(firms, token.start, token.end, event=event)


def _is_standing(sentence: Sentence, i: int) -> bool:
    """ "目前只有X和Y獲發牌": how things are. Also "獲發牌的平台", a noun."""
    first, last = clause(sentence, i)
    tokens = sentence.tokens
    if any(tokens[j].kind == "only" for j in range(first, i)):
        return not _is_dated(sentence, first, i)
    if _IS_ONE_OF_THEM.search(sentence.folded, tokens[first].start, tokens[i].start) is not None:
        return True  # X是其中一家獲發牌的平台
    following = sentence.folded[tokens[i].end : tokens[i].end + 12]
    return any(tokens[j].kind in ("firms", "only") for j in range(i + 1, min(last, i + 3))) and "的" in following


def _is_dated(sentence: Sentence, first: int, i: int) -> bool:
    """ "僅有X於2020年12月拿到牌照": the day stands between the firm and the verb."""
    firm = next((t for t in sentence.tokens[first:i] if t.kind == FIRM), None)
    return firm is not None and _DAY.search(sentence.folded, firm.last_at, sentence.tokens[i].start) is not None


def _receive(sentence: Sentence, i: int) -> Found:
    kinds = kinds_after(sentence, i, 34)
    if _is_standing(sentence, i):
        return None
    event = licence_event(kinds)
    if event is None and sentence.word(sentence.tokens[i]) in ("获批", "获准", "获正式批准", "获得批准"):
        event = licence_event(kinds | {"licence"}) if kinds & {"retail", "firms", "dealing", "become"} else None
        of_it = _its_application(sentence, i) if event is None else None
        if of_it is not None:
            return of_it
        if event is None and not kinds & {"product", "licence", "grant"}:
            event = _licence_told(sentence, i)
    if kinds & {"warn", "suspicious", "application"} and not kinds & {"licence", "upgrade", "principle", "grant"}:
        return None
    if subject(sentence, i) is None and _is_counted(sentence, i):
        return None
    return told(_widened(event, sentence, i), who(sentence, i))


def _its_application(sentence: Sentence, i: int) -> Found:
    """ "X的牌照申請已獲批"."""
    if not _ITS_APPLICATION.search(sentence.folded[: sentence.tokens[i].start][-20:]):
        return None
    return told(Event.UPLIFTED if "升级" in sentence.folded else Event.LICENSED, subject(sentence, i))


def _is_counted(sentence: Sentence, i: int) -> bool:
    """ "獲准升級的公司約有十間，包括X": how many there are, no news of each."""
    return _COUNTS.search(sentence.folded, sentence.tokens[i].end) is not None


def _same(sentence: Sentence, i: int) -> Found:
    """ "X於7月獲發牌，Y隨後跟進"."""
    return told(event_told(sentence.tokens[:i]), subject(sentence, i))


def _licence_told(sentence: Sentence, i: int) -> Event | None:
    event = event_told(sentence.tokens[:i])
    return event if event in (Event.LICENSED, Event.UPLIFTED) else None


def _widened(event: Event | None, sentence: Sentence, i: int) -> Event | None:
    """A licence that the next clause says opens the retail market is a licence widened; 其後獲准服務散戶 is another."""
    then = next((t.kind for _, t in ahead(sentence, i, 24) if t.kind in ("retail", "allow", "receive", "upgrade")), "")
    retail = then == "retail"
    return Event.UPLIFTED if event is Event.LICENSED and retail else event


def _receive_whole(sentence: Sentence, i: int) -> Found:
    if _is_standing(sentence, i):
        return None
    return told(licence_event(kinds_after(sentence, i, 24) | {"licence"}), who(sentence, i))


def _grant(sentence: Sentence, i: int) -> Found:
    kinds = kinds_after(sentence, i, 34)
    before = {t.kind for _, t in back(sentence, i, 14)}
    whole = sentence.tokens[i].kind == "grant_whole"
    bare = sentence.word(sentence.tokens[i]).startswith(("批准", "核准", "正式批准"))
    if _is_standing(sentence, i):
        return None
    if not whole and not bare and not kinds & {"licence", "upgrade", "principle", "grant"} and "licence" not in before:
        return None
    event = licence_event(kinds | ({"principle"} & before) | {"grant"})
    passive = bool(before & {"passive", "receive"})
    if passive:
        return told(event, who(sentence, i))
    firms = aside(sentence, i) or objects(sentence, i) or listed(sentence, i)
    if firms is not None and firms.kind != FIRM:
        firms = listed(sentence, i) or firms  # 向兩家機構發出牌照：X及Y
    if firms is None and "regulator" not in before:
        firms = subject(sentence, i)
    return told(event, firms)


def _principle(sentence: Sentence, i: int) -> Found:
    return told(Event.IN_PRINCIPLE, subject(sentence, i) or objects(sentence, i) or listed(sentence, i))


def _allow(sentence: Sentence, i: int) -> Found:
    kinds = kinds_after(sentence, i, 34)
    if "product" in kinds or not kinds & {"retail", "dealing"}:
        return None
    return told(Event.UPLIFTED, subject(sentence, i))


def _upgrade(sentence: Sentence, i: int) -> Found:
    word = sentence.word(sentence.tokens[i])
    kinds = clause_kinds(sentence, i)
    if "牌" not in word and not word.startswith(("完成", "获")) and not kinds & {"licence", "retail"}:
        return None
    return told(Event.UPLIFTED, aside_or_subject(sentence, i))


def aside_or_subject(sentence: Sentence, i: int) -> Token | None:
    """The firm whose thing is changed: "批准X把牌照升級", "X的牌照升級", "將X的牌照升級"."""
    for _, token in back(sentence, i, 24):
        if token.kind == FIRM:
            return token
        if token.kind == "comma":
            break
    return subject(sentence, i)


def _become(sentence: Sentence, i: int) -> Found:
    kinds = kinds_after(sentence, i, 30)
    nth = _NTH.match(sentence.folded, sentence.tokens[i].start) is not None
    if "applicants" in kinds and nth and not kinds & _MORE_THAN_APPLIED:
        return told(Event.APPLIED, subject(sentence, i))
    if kinds & {"receive_whole", "licensees", "receive"} and "product" not in kinds:
        return told(Event.UPLIFTED if "retail" in kinds else Event.LICENSED, subject(sentence, i))
    return None


def _deem(sentence: Sentence, i: int) -> Found:
    following = sentence.folded[sentence.tokens[i].end : sentence.tokens[i].end + 2].lstrip("」』”")[:1]
    attributive = sentence.folded[sentence.tokens[i].end :].startswith(("平台", "交易所", "申请", "机构"))
    still = sentence.folded[max(sentence.tokens[i].start - 6, 0) : sentence.tokens[i].start]
    if _FROM.search(still) or _IN_A_STATE.search(still) or _A_STAGE.match(sentence.folded, sentence.tokens[i].end):
        return None  # 均處於「視為持牌」階段
    if "名单" in sentence.folded[sentence.tokens[i].end : sentence.tokens[i].end + 7]:
        return None  # 視為獲發牌及結業名單
    how_things_are = any(t.kind == "only" for t in sentence.tokens) or _REMAIN.search(sentence.folded) is not None
    if how_things_are and subject(sentence, i) is None:
        return None  # 目前11家被視為持牌，包括X: how things are
    if attributive or following == "的" or "仍" in still or "applicants" in {t.kind for _, t in ahead(sentence, i, 2)}:
        return None
    return told(Event.DEEMED, who(sentence, i))


_MORE_THAN_APPLIED = frozenset({"licensees", "receive_whole", "deem", "withdraw", "withdrawn_list"})
_NTH = re.compile(r"(?:成为?|是继[^,。;]{0,12}?)(?:名单[上内])?第[\d一二三四五六七八九十]+[家间个名]")
_FROM = re.compile(r"[由从][「『“\"]?\Z")
_ITS_APPLICATION = re.compile(
    r"\ue000的?(?:虚拟资产|交易平台|平台|vatp|vasp|稳定币|发行人|香港)*(?:牌照|发牌|升级)*申请(?:已|终|正式|昨日?|今日?|亦|也)*\Z"
)
_DAY = re.compile(r"\d年|\d月|[今去前]年|[上本]月|[昨今前]日|上周")
_IS_ONE_OF_THEM = re.compile(
    r"\ue000[^,。;\ue000]{0,6}(?:是|为|属于?)(?:其中|少数|仅有|唯一|唯二|目前|现时|本港|香港|全港)[^,。;\ue000第首]{0,10}\Z"
)
_IN_A_STATE = re.compile(r"处于|处在|名列|[均都皆已同]属|属于?[「『“\"]?\Z|一直|原[为是]|以[「『“\"]?\Z")
_A_STAGE = re.compile(r"[」』”\"]?(?:的)?(?:阶段|状态|状况|身份|资格|地位)")
_FUND = re.compile(  # in the clause of the approval, or in the next
    r"(?:etf|交易所买卖基金)[^,。;]{0,10}(?:原则|获|批准)|(?:原则|批准)[^。;]{0,40}(?:etf|交易所买卖基金)"
)
_COUNTS = re.compile(r"(?:约有|共有|已有|累计|共|有)[\d一二三四五六七八九十百余多约]+(?:家|间)")
_REMAIN = re.compile(r"仍|余[下一二三四五六七八九十\d]|剩")
_REFUSED = frozenset({"application", "apply_whole", "licence", "grant_whole"})
_RULES: dict[str, Callable[[Sentence, int], Found]] = {
    "apply_whole": applications_zh.apply, "file": applications_zh.file, "application": applications_zh.application,
    "withdraw": applications_zh.withdraw, "receive": _receive, "exit": applications_zh.leave,
    "withdrawn_list": applications_zh.withdrawn_nth, "negation": measures_zh.deny, "licensees": _its_application,
    "receive_whole": _receive_whole, "grant": _grant, "grant_whole": _grant, "principle": _principle, "allow": _allow,
    "upgrade": _upgrade, "cease": measures_zh.cease, "warn": measures_zh.warn, "list": measures_zh.list_,
    "become": _become, "same": _same, "deem": _deem, "revoke": measures_zh.revoke, "suspend": measures_zh.suspend,
    "return": measures_zh.of_an_application(Event.RETURNED, frozenset({"application", "apply_whole"})),
    "refuse": measures_zh.of_an_application(Event.REFUSED, _REFUSED),
    "regulator": measures_zh.says_unlicensed, "suspicious": measures_zh.suspicious,
}  # fmt: skip
