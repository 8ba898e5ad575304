"""The standing a Chinese sentence gives to firms: 持牌平台X, X是持牌交易所之一, 申請者包括X、Y, 沙盒參與者X."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.taggers.applications_zh import is_a_wish
from ingest.taggers.bearers_zh import apposed, bearer, described, is_of_the_next, named
from ingest.taggers.clauses_zh import BARE, PERMITTED, excepted_firms, is_a_victim
from ingest.taggers.counted_zh import followed_roles, listed_roles
from ingest.taggers.findings import Finding
from ingest.taggers.general_zh import tells_nothing
from ingest.taggers.lead_ins_zh import led_in
from ingest.taggers.lexicon import FIRM, Token
from ingest.taggers.lists_zh import exception_around
from ingest.taggers.sentence_zh import Sentence, ahead, back, clause_kinds, is_unreal, subject
from licensing.model import Role

_CUES = {
    "licensees": Role.LICENSEE, "receive_whole": Role.LICENSEE, "grant_whole": Role.LICENSEE,
    "receive": Role.LICENSEE, "grant": Role.LICENSEE, "hold": Role.LICENSEE, "register": Role.LICENSEE,
    "applicants": Role.APPLICANT, "apply_whole": Role.APPLICANT, "application": Role.APPLICANT, "seek": Role.APPLICANT,
    "deemed": Role.DEEMED, "deem": Role.DEEMED, "sandbox": Role.SANDBOX, "withdrawn_list": Role.FORMER_APPLICANT,
    "exit": Role.FORMER_APPLICANT, "cease": Role.FORMER_APPLICANT,
    "suspicious": Role.UNLICENSED, "warning_list": Role.UNLICENSED,
}  # fmt: skip
_ON_A_LIST = {"upgrade": Role.LICENSEE, "licensees": Role.LICENSEE, "applicants": Role.APPLICANT}
_WILL = re.compile(r"将|决定|下月")
_PERHAPS = re.compile(r"可能|或|若|须|如果|必须|能")
_NAMES_THEM = re.compile(r"(?:当中|其中)?包括\ue000")
_NOUNS = frozenset({"licensees", "applicants", "deemed"})
_WITH_OTHERS = re.compile(
    r"(?:冒充|假冒|冒认|伪冒|讹称|自称|声称|与|跟|透过|通过|对|向|由|经|接入|连接|收购|入股|借助|依托|委托|聘用|转至|转到|要求|敦促|提醒)"
    r"(?:其他|其它|另一|多家|本地|本港|香港|这些|该等)?\Z"
)
_OWNED = re.compile(r"的[^,。;是为]{1,8}(?=[^,。;]{0,4}[是为])")
_OWN_PART = re.compile(r"平台|交易所|公司|附属|实体|旗下|申请|牌照|身份|部门|业务")
_SOMETHING_ELSE = re.compile(r"(?:提供|推出|发行|上市|增设|开设|扩大|延长|上架|增加)[^,。;牌]{0,20}(?=[,。;]|\Z)")
_GONE_FROM_IT = re.compile(r"[上中内里]?(?:已|被|遭)*(?:消失|移除|剔除|除名|删除|移走)")
_NEVER_CAME = re.compile(r"(?:没有?|并无|未有?|从未|从无)(?:曾|曾经)?(?:收到|接获|接到|收过)?\Z")
_LOOSE = 4  # "X的牌照": yields to a word that says what X is
_WAITS = frozenset(("等待", "等候", "仍待", "有待", "尚待", "静候", "静待", "苦等"))
_REVIEW = re.compile(r"[^,。;\ue000]{0,10}(?:审批|批核|批[覆复]|审核|审理)")
_ITS_LICENCE = re.compile(
    r"的(?:[^,。;\ue000的]{0,12})牌照(?=[,。;及和与]|已|被|获|遭|仍|并|条件|范围|有效|允许|容许|自|亦|也|不受|受)"
)
_GRANTED = frozenset({"grant", "grant_whole", "receive_whole", "licence", "receive"})
_TO_A_FIRM = re.compile(r"[^,。;\ue000]{0,4}的(?=\ue000)")
_OPENERS = frozenset(
    {"including", "colon", "among", "be", "only", "open", "firms", "firm", "licensees", "licence", "dash"}
)
_WEAK = frozenset({"firm", "firms", "licensees", "licence"})  # open a list only up to the next comma
_AMONG_THEM = re.compile(r"(?:虚拟资产|加密)?(?:交易)?(?:平台|交易所|机构|公司|券商|同业)?(?:之中|当中|中|里),\ue000")
_ARE_IN_IT = re.compile(r",[\ue000、及和与以]{1,40}等?[^,。;]{0,3}(?:在列|其中|在内|在榜|榜上有名|在名单|之列)")
_AS_ONE = re.compile(r"(?:,|目前|现时|现|仍|暂)以[「『“\"]?\Z")
_TIED_TO = re.compile(r"(?:合作|关联|有关|无关|不同|以外|挂钩|竞争|对接|冒[充认]|服务|支持)[^,。;]{0,2}的")
_NEED_A_LICENCE = BARE | {"hold"}
_LICENCES = frozenset({"licence", "upgrade", "principle", "grant"})


def standings(sentence: Sentence) -> Iterator[Finding]:
    """Every standing the sentence gives, the same firm possibly several times."""
    for i, token in enumerate(sentence.tokens):
        role = _CUES.get(token.kind)
        if token.kind == "among" and "名单" in sentence.word(token):
            role = next((_ON_A_LIST[t.kind] for t in reversed(sentence.tokens[:i]) if t.kind in _ON_A_LIST), None)
        told = described(sentence, i)
        if told is not None and not is_unreal(sentence, i):
            yield Finding(told[0], token.start, token.end, role=told[1])
        elif role is not None:
            yield from _of(sentence, i, role)
        elif token.kind == "irrealis" and sentence.word(token) in _WAITS:
            yield from _awaiting(sentence, i)
    for i, token in enumerate(sentence.tokens):
        found = _ITS_LICENCE.match(sentence.folded, token.end) if token.kind == FIRM else None
        if found is not None and len(token.firms) == 1 and not is_unreal(sentence, i):
            yield Finding(token, found.end() - 2, found.end(), role=Role.LICENSEE, gap=_LOOSE)
    yield from listed_roles(sentence)
    yield from followed_roles(sentence)
    yield from led_in(sentence)


def _awaiting(sentence: Sentence, i: int) -> Iterator[Finding]:
    """ "仍在等候證監會發牌的X", "X仍等待當局批准": an applicant."""
    cue = next((t.end for _, t in ahead(sentence, i, 12) if t.kind in _GRANTED), None)
    under_review = _REVIEW.match(sentence.folded, sentence.tokens[i].end)
    end = cue if cue is not None else under_review.end() if under_review else None
    if end is None or "product" in clause_kinds(sentence, i):
        return
    of_the_firm = _TO_A_FIRM.match(sentence.folded, end)
    behind = next((t for t in sentence.tokens if of_the_firm and t.start == of_the_firm.end()), None)
    firms = behind or _in_front(sentence, i)
    if firms is not None:
        yield Finding(firms, sentence.tokens[i].start, end, role=Role.APPLICANT, gap=1)


def _of(sentence: Sentence, i: int, role: Role) -> Iterator[Finding]:
    token = sentence.tokens[i]
    kinds = clause_kinds(sentence, i)
    bare = sentence.word(token) in PERMITTED and "牌" in sentence.folded  # 推自願發牌制度，首三年僅有OSL獲批
    if token.kind in _NEED_A_LICENCE and not bare and not kinds & _LICENCES:
        return
    if token.kind == "receive" and not bare and not any(t.kind in _LICENCES for _, t in ahead(sentence, i, 34)):
        return
    if role is Role.APPLICANT and (is_a_wish(sentence, i) or _SOMETHING_ELSE.match(sentence.folded, token.end)):
        return
    bears_it = bearer(sentence, i) or apposed(sentence, i)
    if bears_it is not None:
        yield Finding(bears_it, token.start, token.end, role=role, gap=1)
        return
    if token.kind in ("exit", "cease") and _is_announced(sentence, i):
        firms = subject(sentence, i)
        if firms is not None:
            yield Finding(firms, token.start, token.end, role=role, gap=max(token.start - firms.last_at, 0))
        return
    inside = exception_around(sentence.folded, token.start)
    if inside is not None and token.kind != "cease" and not is_unreal(sentence, i):
        firms = excepted_firms(sentence, i, inside)
        if firms is not None:
            yield Finding(firms, token.start, token.end, role=role)
        return
    called_so = named(sentence, i)
    if called_so is not None:
        yield Finding(called_so, token.start, token.end, role=role)  # 持牌平台X: so it is called whatever is told
        return
    if token.kind == "cease" or "product" in kinds or is_unreal(sentence, i) or tells_nothing(sentence, i):
        return
    if role is Role.APPLICANT and token.kind == "application" and not _owned_or_listed(sentence, i):
        return
    if "principle" in kinds and role is Role.LICENSEE:
        role = Role.APPLICANT
    if token.kind == "applicants" and _GONE_FROM_IT.match(sentence.folded, token.end):
        role = Role.FORMER_APPLICANT  # 從申請名單中消失
    behind, in_front = _behind(sentence, i), _in_front(sentence, i)
    if behind is not None and in_front is not None and is_of_the_next(sentence, i, behind, in_front):
        in_front = None
    for firms in (behind, in_front):
        if firms is not None and not (role is Role.UNLICENSED and is_a_victim(sentence, firms)):
            gap = token.start - firms.last_at if firms.start < token.start else firms.start - token.end
            yield Finding(firms, token.start, token.end, role=role, gap=max(gap, 0))


def _owned_or_listed(sentence: Sentence, i: int) -> bool:
    """Whether 申請 is a noun that belongs to a firm ("X的申請", "包括X的申請")."""
    for _, token in back(sentence, i, 16):
        if token.kind in (FIRM, "coreference"):
            if _NEVER_CAME.search(sentence.folded, max(token.start - 8, 0), token.start):
                return False  # 並無收到X的牌照申請
            return "的" in sentence.folded[token.last_at : sentence.tokens[i].start]
        if token.kind in ("comma", "stop"):
            return False
    return False


def _named_together(sentence: Sentence, i: int) -> Token | None:
    """All the firms of "連同X、Y和上月獲牌的Z，持牌平台增至七間"."""
    opened = [t.end for t in sentence.tokens[:i] if t.kind == "including" and sentence.word(t) in ("连同", "加上")]
    named = [t for t in sentence.tokens[:i] if t.kind == FIRM and opened and t.start >= opened[0]]
    if not named:
        return None
    return named[-1]._replace(start=named[0].start, firms=tuple(n for token in named for n in token.firms))


def _is_announced(sentence: Sentence, i: int) -> bool:
    """ "將永久退出香港", "下月將停止營運": a leaving that is only still to come."""
    words = sentence.folded[max(sentence.tokens[i].start - 12, 0) : sentence.tokens[i].start]
    return _WILL.search(words) is not None and _PERHAPS.search(words) is None


def _opens_later(sentence: Sentence, i: int) -> bool:
    """Whether the cue's sentence goes on to name them: "六家雖在名單上，但…，當中包括X"."""
    return (
        sentence.tokens[i].kind == "applicants"
        and _NAMES_THEM.search(sentence.folded, sentence.tokens[i].end) is not None
    )


def _whole_list(sentence: Sentence, j: int) -> Token:
    """The firms at ``j`` and those of the further items: "一是X；二是Y；三是由Z合組"."""
    whole, tokens = sentence.tokens[j], sentence.tokens
    for k in range(j + 1, len(tokens)):
        token = tokens[k]
        if token.start - whole.last_at > 6 or token.kind not in (FIRM, "stop", "be", "agent", "comma", "and"):
            break
        if token.kind == FIRM:
            whole = whole._replace(end=token.end, firms=whole.firms + token.firms, until=token.last_at)
    return whole


def _behind(sentence: Sentence, i: int) -> Token | None:
    """The firms behind the cue: straight after it (持牌平台X) or as the list that it opens (申請者包括X、Y)."""
    end = sentence.tokens[i].end
    opened = ""
    for j, token in ahead(sentence, i, 50):
        if token.kind == FIRM:
            if token.start - end > (12 if opened else 8) or _TIED_TO.search(sentence.folded, end, token.start):
                return None
            return _whole_list(sentence, j)
        if sentence.word(token) == "母公司":
            return None
        if token.kind in _OPENERS:
            opened, end = token.kind, token.end
        elif token.kind == "comma" and (not opened and _opens_later(sentence, i)):
            continue
        elif token.kind == "comma" and (
            _AMONG_THEM.match(sentence.folded, sentence.tokens[i].end) or _ARE_IN_IT.match(sentence.folded, token.start)
        ):
            opened, end = token.kind, token.end
        elif token.kind == "and" and sentence.tokens[i].kind == "hold":
            continue  # 持有第1類、第7類牌照的平台共13間：X、Y
        elif token.kind in ("comma", "and") and (not opened or (opened in _WEAK and token.kind == "comma")):
            following = [t.kind for _, t in ahead(sentence, i, 50) if t.start >= token.end][:1]
            if following[:1] not in (["including"], ["among"], ["be"]):
                return None
        elif token.kind in ("said", "while", "user"):
            return None
    return None


def _is_of_others(sentence: Sentence, i: int, firms: Token) -> bool:
    """ "X與持牌平台合作", "X的對手都是持牌平台": what is licensed is not X."""
    token = sentence.tokens[i]
    if token.kind not in _NOUNS:
        return False
    if _WITH_OTHERS.search(sentence.folded, max(token.start - 8, 0), token.start):
        return True
    owned = _OWNED.match(sentence.folded, firms.end, token.start)
    return owned is not None and _OWN_PART.search(owned.group()) is None


def _in_front(sentence: Sentence, i: int) -> Token | None:
    """The firms in front of the cue, as its subject or in apposition."""
    firms = subject(sentence, i)
    if firms is None or firms.start > sentence.tokens[i].start:
        return None
    between = [t for t in sentence.tokens if firms.last_at <= t.start < sentence.tokens[i].start]
    if sentence.tokens[i].kind == "seek" and [t.kind for t in between] == ["said"]:
        between = []  # X表示正在申請
    if any(t.kind in ("said", "stop", "colon", "user") for t in between) or _is_of_others(sentence, i, firms):
        return None
    commas = sum(t.kind == "comma" for t in between)
    before = [
        t for t in sentence.tokens[:i] if t.kind == FIRM and sentence.folded[max(t.start - 1, 0) : t.start] == "继"
    ]
    if before and sentence.tokens[i].kind in ("licensees", "receive_whole"):
        return before[-1]
    joined = _named_together(sentence, i)
    if joined is not None:
        return joined
    linked = any(t.kind in ("be", "become", "hold", "among") for t in between) or _AS_ONE.search(
        sentence.folded, max(sentence.tokens[i].start - 8, 0), sentence.tokens[i].start
    )
    near = sentence.tokens[i].start - firms.last_at <= 16
    return firms if (commas == 0 and near) or (commas <= 1 and linked) else None
