"""Chinese words on applications: made, made anew, taken back. Each rule reads one word of a sentence."""

from __future__ import annotations

import re

from ingest.taggers.clauses_zh import Found, kinds_after, owner, told, who
from ingest.taggers.lexicon import FIRM, Token
from ingest.taggers.sentence_zh import Sentence, back, clause, clause_kinds, listed, subject
from licensing.model import Event

_OF_AN_END = re.compile(r"(?:自愿|主动)?(?:撤销|交还|交回|取消|注销|退还|终止)")
_AN_APPEAL = re.compile(r"了?(?:上诉|复核|司法复核|诉讼|异议|投诉|反对|质疑)")
_NOTE = re.compile(r"通知|消息|公告|决定|请求|书面")
_A_WAVE = re.compile(r"(?:申请)?(?:潮|浪潮|风波|热潮|个案|率|的?原因|的?数[目字]|名单|机制|程序|的?期限)")
_FUNDS = re.compile(r"(?:其|自己的|全部|剩余)?(?:资金|资产|存款|款项|加密货币|虚拟资产)(?!交易|平台|牌照|服务)")
_NOT_ITSELF = re.compile(
    r"计划|打算|失败|未果|受阻|遇阻|之路|大计|成本|费用|指引|门槛|过程|热潮|潮|意愿|意欲|不果|无望|难|(?:被|遭)"
)
_AGAIN = re.compile(r"重新|再次|再度|又")
_NOTIFIED = re.compile(r"(?:通知|告知|知会)了?(?:香港)?(?:证监会|金管局|当局|监管机构)(?:正式|并)?\Z")
_WISH = re.compile(r"[^,。;]{0,30}(?:意向|意愿|兴趣|打算)")
_TAKEN_IN = re.compile(r"(?:收到|接获|接到|收获)[^,。]*(?:家|间|份|宗)?\Z")


def is_a_wish(sentence: Sentence, i: int) -> bool:
    """ "表達申請牌照的意向": applying is only what is wished for."""
    return _WISH.match(sentence.folded, sentence.tokens[i].end) is not None


def apply(sentence: Sentence, i: int) -> Found:
    if "product" in clause_kinds(sentence, i) or is_a_wish(sentence, i):
        return None
    end = sentence.tokens[i].end
    if _OF_AN_END.match(sentence.folded, end) or _NOT_ITSELF.match(sentence.folded, end):
        return None  # 向證監會申請撤銷牌照; 取消申牌計劃
    if sentence.folded[end : end + 1] == "的":  # "同日遞表的還有X"; "目前遞表的有五家" is a standing
        if _is_the_nth(sentence, i):
            return told(Event.APPLIED, subject(sentence, i))
        first, _ = clause(sentence, i)
        standing = any(t.kind == "only" for t in sentence.tokens[first:i])
        return None if standing else told(Event.APPLIED, listed(sentence, i))
    return told(Event.APPLIED, subject(sentence, i))


def _is_the_nth(sentence: Sentence, i: int) -> bool:
    """ "X成為第七家提交申請的平台": X did what the verb at ``i`` says."""
    before = [t for _, t in back(sentence, i, 14)]
    kinds = [t.kind for t in before[:3]]
    return "become" in kinds and "comma" not in kinds[: kinds.index("become")]


def file(sentence: Sentence, i: int) -> Found:
    if _AN_APPEAL.match(sentence.folded, sentence.tokens[i].end):
        return None
    kinds = kinds_after(sentence, i, 26) | {t.kind for _, t in back(sentence, i, 8)}
    of_what = sentence.folded[sentence.tokens[i].end : sentence.tokens[i].end + 1] == "的"  # 遞交的申請: no news of it
    if (
        of_what
        or kinds & {"product", "principle"}
        or is_a_wish(sentence, i)
        or not (kinds & {"application", "apply_whole", "licence"} or _is_anew(sentence, i))
    ):
        return None
    return told(Event.APPLIED, subject(sentence, i))


def _is_anew(sentence: Sentence, i: int) -> bool:
    """ "此前撤回申請後，又於26日重新遞交": what it is, the sentence has said."""
    before = sentence.folded[max(sentence.tokens[i].start - 14, 0) : sentence.tokens[i].start]
    said = any(t.kind in ("withdraw", "application", "return") for t in sentence.tokens[:i])
    return said and _AGAIN.search(before) is not None


def application(sentence: Sentence, i: int) -> Found:
    """ "X向證監會申請牌照": 申請 as a verb, told by what stands around it."""
    before = [t for _, t in back(sentence, i, 14)]
    aspect = sentence.folded[max(sentence.tokens[i].start - 3, 0) : sentence.tokens[i].start]
    happened = (
        "已" in aspect or "曾" in aspect or sentence.folded[sentence.tokens[i].end : sentence.tokens[i].end + 1] == "了"
    )
    toward = len(before) > 1 and before[0].kind == "regulator" and before[1].kind == "take"
    if _OF_AN_END.match(sentence.folded, sentence.tokens[i].end):
        return None
    governs = "licence" in kinds_after(sentence, i, 24)
    taken_in = sentence.folded[max(sentence.tokens[i].start - 12, 0) : sentence.tokens[i].start]
    if _TAKEN_IN.search(taken_in):
        return told(Event.APPLIED, listed(sentence, i) or _its_owner(sentence, i))  # 共收到24家申請，包括X
    toward = toward or _NOTIFIED.search(sentence.folded[: sentence.tokens[i].start][-14:]) is not None
    if not governs or not (happened or toward) or is_a_wish(sentence, i) or "product" in clause_kinds(sentence, i):
        return None
    return told(Event.APPLIED, subject(sentence, i))


def _its_owner(sentence: Sentence, i: int) -> Token | None:
    """ "收到X的牌照申請"."""
    before = sentence.tokens[i - 1] if i else None
    owned = before is not None and before.kind == FIRM and sentence.folded[before.last_at : before.last_at + 3]
    return before if owned and "的" in owned else None


def withdraw(sentence: Sentence, i: int) -> Found:
    kinds = clause_kinds(sentence, i)
    if _A_WAVE.match(sentence.folded, sentence.tokens[i].end):
        return None  # 撤回潮, 撤回個案
    of_clients = _FUNDS.match(sentence.folded, sentence.tokens[i].end) is not None
    if of_clients or ("funds" in kinds_after(sentence, i, 3) and "application" not in kinds):
        return None
    return told(Event.WITHDRAWN, owner(sentence, i))


def withdrawn_nth(sentence: Sentence, i: int) -> Found:
    """ "X成第五家撤回申請的平台", "接獲X撤回申請的通知"."""
    noted = _NOTE.match(sentence.folded, sentence.tokens[i].end) is not None
    return told(Event.WITHDRAWN, subject(sentence, i)) if noted or _is_the_nth(sentence, i) else None


def leave(sentence: Sentence, i: int) -> Found:
    """ "X退出穩定幣牌照申請"; "撤回申請的平台達七家，X昨日壓線退出": the withdrawal told before."""
    told_before = any(t.kind in ("withdraw", "withdrawn_list") for t in sentence.tokens[:i])
    if "application" in kinds_after(sentence, i, 18):
        return told(Event.WITHDRAWN, subject(sentence, i) or listed(sentence, i))
    return told(Event.WITHDRAWN, who(sentence, i)) if told_before else None
