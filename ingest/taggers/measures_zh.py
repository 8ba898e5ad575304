"""Chinese words on what ends, sends back or warns. Each rule reads one word of a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.taggers.clauses_zh import Found, is_a_victim, kinds_after, owner, told, who
from ingest.taggers.lexicon import FIRM, Token
from ingest.taggers.sentence_zh import Sentence, ahead, aside, back, clause_kinds, listed, objects, subject
from licensing.model import Event


def revoke(sentence: Sentence, i: int) -> Found:
    if sentence.folded[: sentence.tokens[i].start].endswith("申请"):
        return None  # 申請撤銷: only asked for
    kinds = kinds_after(sentence, i, 12) | {t.kind for _, t in back(sentence, i, 10)}
    if sentence.word(sentence.tokens[i]) == "取消" and not _is_of_a_licence(sentence, i):
        return None
    if "application" in kinds or "apply_whole" in kinds:
        return told(Event.WITHDRAWN, owner(sentence, i))
    if "licence" in kinds and "product" not in kinds:
        return told(Event.REVOKED, owner(sentence, i))
    return None


def cease(sentence: Sentence, i: int) -> Found:
    following = sentence.folded[sentence.tokens[i].end : sentence.tokens[i].end + 2]
    if following.startswith(("申请", "充值", "平台", "名单", "的")):
        return None
    return told(Event.CEASED, subject(sentence, i))


def _claimant(sentence: Sentence, i: int) -> Token | None:
    """ "提醒公眾，自稱「X」的平台訛稱獲發牌": the one that claims what is not so."""
    claims = any(sentence.word(t) in ("讹称", "自称", "声称", "谎称") for _, t in ahead(sentence, i, 60))
    return next((t for _, t in ahead(sentence, i, 60) if t.kind == FIRM), None) if claims else None


def deny(sentence: Sentence, i: int) -> Found:
    """ "證監會聲明，X集團旗下沒有任何公司在港獲發牌": a regulator's warning in other words."""
    token = sentence.tokens[i]
    if not _NONE_OF_IT.match(sentence.folded, token.start) or "regulator" not in {t.kind for t in sentence.tokens[:i]}:
        return None
    firms = next((t for _, t in back(sentence, i, 14) if t.kind == FIRM), None)
    return told(Event.WARNED, firms)


def warn(sentence: Sentence, i: int) -> Found:
    kinds = clause_kinds(sentence, i)
    before = {t.kind for _, t in back(sentence, i, 12)}
    if "passive" in before:
        return told(Event.WARNED, who(sentence, i))
    if not any(t.kind == "regulator" for t in sentence.tokens):
        return None
    firms = aside(sentence, i) or objects(sentence, i, 40) or listed(sentence, i)
    if firms is None:
        firms = _claimant(sentence, i) or _unlicensed_behind(sentence, i)
    if firms is None or (kinds & {"licensees"} and not kinds & {"suspicious", "warning_list", "negation"}):
        return None
    if any(t.kind in _NOT_WARNED_OF and t.end <= firms.start for t in sentence.tokens[i + 1 :]):
        return None  # 提醒公眾，名列「視為獲發牌的申請者」的平台，包括X
    return None if is_a_victim(sentence, firms) else told(Event.WARNED, firms)


def _unlicensed_behind(sentence: Sentence, i: int) -> Token | None:
    """ "警告，X未獲發牌": the firm of which the warning says so."""
    if not _IS_UNLICENSED.match(sentence.folded, sentence.tokens[i].end):
        return None
    return next((t for _, t in ahead(sentence, i, 8) if t.kind == FIRM), None)


def _newly_licensed(sentence: Sentence, i: int) -> Found:
    """ "新增兩家持牌平台，分別為X與Y", "X加入持牌平台行列"."""
    end = sentence.tokens[i].end
    if sentence.word(sentence.tokens[i]) in ("新增", "增列", "添加") and _LICENSEES_ADDED.match(sentence.folded, end):
        firms = listed(sentence, i) or objects(sentence, i)
        of_it = firms is not None and sentence.folded[firms.last_at : firms.last_at + 1] == "的"  # X的服務限制
        return None if of_it else told(Event.LICENSED, firms)
    spoken_of = any(t.kind == "licensees" for t in sentence.tokens[:i])
    if spoken_of and sentence.word(sentence.tokens[i]) in ("添了", "再添", "新添"):  # 持牌平台只有七間，月底添了X和Y
        return told(Event.LICENSED, objects(sentence, i, 2))
    if spoken_of and sentence.word(sentence.tokens[i]) == "加入" and _ENDS.match(sentence.folded, end):
        joins = subject(sentence, i)
        beside = joins is not None and sentence.tokens[i].start - joins.end <= 2
        return told(Event.LICENSED, joins) if beside else None
    if sentence.word(sentence.tokens[i]) == "加入" and _THEIR_RANKS.match(sentence.folded, end):
        return told(Event.LICENSED, subject(sentence, i))
    return None


_NOT_WARNED_OF = frozenset({"deem", "deemed", "applicants"})
_IS_UNLICENSED = re.compile(
    r"(?:公众|投资者|市民)?[,:]?\ue000[^,。;]{0,6}(?:未获|没有|并无|从未|无牌|未领|未持|并非|未有|不是持牌|不获)[^,。;]{0,12}(?:牌|授权|监管|认可)"
)
_WHO_THEY_ARE = re.compile(r"(?:的|者)(?:平台|公司|机构|申请者?)?(?:分别)?(?:为|是|有|包括|即):?\ue000")
_NONE_OF_IT = re.compile(
    r"(?:没有|并无|从无|无|未有)(?:任何)?(?:一家|其他)?[^,。;\ue000]{0,6}(?:实体|公司|成员|机构|平台|关联方)[^,。;\ue000]{0,14}"
    r"(?:发牌|获牌|牌照|持牌|注册|许可|认可)"
)
_SUFFERED = re.compile(r"[遭被][^,。;]{0,6}(?:拒绝|驳回|否决|发还|退回|拒批|退)\Z|(?:遭拒|被拒|遭退|被退)\Z")
_A_LICENCE_OF = re.compile(r"了?(?:\ue000的?|其|该(?:公司|平台))[^,。;]{0,8}牌照")
_THE_LICENCE = re.compile(r"牌照(?:已|现|亦|也)?(?:被|遭|获)?[^,。;]{0,4}\Z")
_SAYS_SO = re.compile(
    r"(?:[^,。;\ue000]{0,8}(?:声明|公告|通告)?,?)(?:指出?|称|表示|揭|强调|指明|直指),?\ue000[^,。;\ue000]{0,6}"
    r"(?:无牌|没有(?:任何)?牌照|并无(?:任何)?牌照|(?<!尚)未获发牌|从未(?:申请|获|向|取得)|虚假声称|讹称|谎称|并非持牌|未领牌|未持牌|不持有)"
)
_MADE_PUBLIC = re.compile(r"(?:证监会?|金管局)[^,。;]{0,12}(?:公布|公开|点出|列出|披露|再添|新增)[^,。;\ue000]{0,10}\Z")
_OF_CLIENTS = re.compile(  # 拒絕其提幣申請, 駁回X前僱員的申請
    r"[^,。;]{0,12}(?:提币|提款|取款|提现|出金|开户|赎回|转账|退款|索偿|上诉|复核|雇员|员工|客户|用户|投资者)[^,。;]{0,6}申请"
)
_DEEMED_LIST = re.compile(r"[^,。;\ue000]{0,6}(?:视为|视作|当作)[^,。;\ue000]{0,10}名单")
_STILL = re.compile(r"[仍尚]|依然|继续|目前")
_NEWLY = frozenset(("新增", "加入", "列入", "增列", "添加", "加进", "登上", "现身", "出现在", "新添"))
_ENDS = re.compile(r"[,。;]|\Z")
_APPLICANTS_GROWN = re.compile(r"申请[人者](?:总数|数目|名单)?[^,。;]{0,6}(?:增|升|达)")
_TAKEN_OFF = re.compile(r"(?:移除|剔除|除名|删除|移出|消失)")
_LICENSEES_ADDED = re.compile(r"(?:[^,。;\ue000]{0,5}[家间名个])?(?:正式)?持牌")
_THEIR_RANKS = re.compile(r"[^,。;]{0,6}持牌[^,。;]{0,10}(?:行列|之列|阵营|名单)")


def list_(sentence: Sentence, i: int) -> Found:
    newly = _newly_licensed(sentence, i)
    if newly is not None:
        return newly
    kinds = kinds_after(sentence, i, 40) | {t.kind for _, t in back(sentence, i, 20)}
    word = sentence.word(sentence.tokens[i])
    if _DEEMED_LIST.match(sentence.folded, sentence.tokens[i].end):
        return told(Event.DEEMED, aside(sentence, i) or subject(sentence, i) or objects(sentence, i, 40))
    if "applicants" in kinds and not kinds & {"warning_list", "register", "licensees"}:
        standing = any(t.kind == "only" for t in sentence.tokens[:i]) or _TAKEN_OFF.search(sentence.folded)
        still = _STILL.search(sentence.folded, max(sentence.tokens[i].start - 6, 0), sentence.tokens[i].start)
        named = word in _NEWLY and not standing and not still
        firms = aside(sentence, i) or subject(sentence, i) or objects(sentence, i, 40)
        return told(Event.APPLIED, firms) if named else None
    if not kinds & {"warning_list", "register"}:
        grown = word == "新增" and _APPLICANTS_GROWN.search(sentence.folded, sentence.tokens[i].end) is not None
        return told(Event.APPLIED, objects(sentence, i) or listed(sentence, i)) if grown else None
    event = Event.WARNED if "warning_list" in kinds else Event.LICENSED
    if word in ("指", "列明", "登"):
        return None
    firms = aside(sentence, i) or subject(sentence, i) or objects(sentence, i, 40) or listed(sentence, i)
    if event is Event.WARNED and firms is not None and is_a_victim(sentence, firms):
        other = next((t for t in sentence.tokens[:i] if t.kind == FIRM and t.start > firms.start), None)
        firms = other if other is not None and not is_a_victim(sentence, other) else None
    return told(event, firms)


def _is_suffered(sentence: Sentence, i: int) -> bool:
    """ "X的申請文件不全，被發還": a passive whose clause before speaks of an application."""
    passive = _SUFFERED.search(sentence.folded[: sentence.tokens[i].end][-12:]) is not None
    return passive and any(t.kind in ("application", "apply_whole") for t in sentence.tokens[:i])


def suspend(sentence: Sentence, i: int) -> Found:
    """ "暫停X的牌照", "X的牌照遭暫停"."""
    if sentence.word(sentence.tokens[i]) == "暂停" and not _is_of_a_licence(sentence, i):
        return None
    return told(Event.SUSPENDED, owner(sentence, i))


def _is_of_a_licence(sentence: Sentence, i: int) -> bool:
    """Whether a plain word (暫停, 取消) is said of a licence."""
    token = sentence.tokens[i]
    before = sentence.folded[max(token.start - 10, 0) : token.start]
    return _A_LICENCE_OF.match(sentence.folded, token.end) is not None or _THE_LICENCE.search(before) is not None


def says_unlicensed(sentence: Sentence, i: int) -> Found:
    """ "證監會發聲明，指X無牌": a regulator that says so warns of it."""
    if not _SAYS_SO.match(sentence.folded, sentence.tokens[i].end):
        return None
    return told(Event.WARNED, next((t for _, t in ahead(sentence, i, 24) if t.kind == FIRM), None))


def suspicious(sentence: Sentence, i: int) -> Found:
    """ "證監會公布七個可疑平台，包括X"."""
    before = sentence.folded[max(sentence.tokens[i].start - 24, 0) : sentence.tokens[i].start]
    return told(Event.WARNED, listed(sentence, i)) if _MADE_PUBLIC.search(before) else None


def of_an_application(event: Event, wanted: frozenset[str]) -> Callable[[Sentence, int], Found]:
    def rule(sentence: Sentence, i: int) -> Found:
        kinds = clause_kinds(sentence, i)
        if event is Event.RETURNED and any(t.kind in ("withdraw", "withdrawn_list") for t in sentence.tokens):
            kinds.add("application")
        if "product" in kinds or _OF_CLIENTS.match(sentence.folded, sentence.tokens[i].end):
            return None
        if _WHO_THEY_ARE.match(sentence.folded, sentence.tokens[i].end) and any(
            t.kind in wanted for t in sentence.tokens[:i]
        ):
            return told(event, objects(sentence, i, 14))  # 首次拒絕平台申請，遭拒的為X
        if not kinds & wanted and _is_suffered(sentence, i):
            return told(event, subject(sentence, i))  # YAX申牌失敗，遭證監會拒絕
        return told(event, owner(sentence, i)) if kinds & wanted else None

    return rule
