"""How words hang together in a Chinese sentence: who does it, to whom, and whether it happened at all.

Distances are in characters. A subject holds over commas until another one is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.taggers.lexicon import FIRM, Token
from ingest.taggers.lists_zh import is_excepted

_ACTORS = frozenset({FIRM, "coreference", "coreference_many"})
_ORDINAL = re.compile(r"(?:第[\d一二三四五六七八九十]*|首)\Z")
_OF_WHAT_FOLLOWS = frozenset(("将", "将于", "将在", "会", "将会"))  # 已撤回申請並將於月底結業
_PERHAPS = frozenset("成获将可会能有被于在从推率")
_WILL_REACHES = 26  # characters: 將在條例生效後盡快提交申請
_OF_OTHERS = re.compile(r"[\d一二三四五六七八九十两余多][名个位]\Z")
_OPENING = frozenset({"including", "among"})
_GRANTS = frozenset({"grant", "grant_whole", "principle"})
_GRANTED = frozenset({"grant", "grant_whole", "receive", "receive_whole"})
_ADDING = frozenset({"连同", "加上", "计及", "计入", "算上", "连计"})
_ASIDE = frozenset({"take", "beside"})
_WHO_GOT_IT = re.compile(r"(?:得主|[者的]|对象)\Z")
_DAY_FIRST = re.compile(r"\s*(?:20\d\d年|[今去同翌]年)?(?:\d{1,2}月)?(?:\d{1,2}日)?[,又再便则]?[^,。;]{0,8}\Z")
_TO_COME = re.compile(r"(?:下个?月|下个?星期|下周|明年|明日|月底前|年底前)[初中底内]?(?:正式|就|起|会|将)?$")
_SOON = re.compile(r"尽快|尽早|加快|及早|从速")
_OTHERS = ("多", "数", "其他", "部分", "不少")
_SOME_TIME = re.compile(
    r"(?:再次|再度|重新|再|尽快|正式|陆续|分批|继续|择日|另行|稍后|主动|全面|同时|随即|暂时|永久|逐步|分阶段|一并)*"
)
_ITS_FILING = re.compile(r"(?:等)?的[^,。;\ue000]{0,14}申请")
_FOR = re.compile(
    r"(?:(?:^|[,:]|表示|称|指)(?:以便?|旨在|务求|力求|欲)|为了|为求|为能|藉此|(?<![成认视作列升称改变现均同原仍即皆亦])为)"
    r"(?:尽快|成功|日后|早日|顺利)?\Z"
)
_ITS_END = re.compile(r"[^,。;的]{0,14}(?:,|为目[标的])")
_OTHER_CUES = frozenset(
    {"said", "withdraw", "apply_whole", "receive_whole", "receive", "licensees", "applicants", "grant", "irrealis"}
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A folded sentence and its tokens, firms that stand in one list made one token. headline: it is a title."""

    folded: str
    tokens: tuple[Token, ...]
    headline: bool

    def word(self, token: Token) -> str:
        """The words of a token, folded to Simplified."""
        return self.folded[token.start : token.end]


def back(sentence: Sentence, i: int, characters: int) -> Iterator[tuple[int, Token]]:
    """Tokens before ``i``, nearest first, at most so many characters away; not over a full stop."""
    tokens, first = sentence.tokens, sentence.tokens[i].start - characters
    for j in range(i - 1, -1, -1):
        if tokens[j].kind == "stop" or tokens[j].end < first:
            return
        yield j, tokens[j]


def ahead(sentence: Sentence, i: int, characters: int) -> Iterator[tuple[int, Token]]:
    """Tokens after ``i``, nearest first, at most so many characters away; not over a full stop."""
    last = sentence.tokens[i].end + characters
    for j, token in enumerate(sentence.tokens[i + 1 :], i + 1):
        if token.kind == "stop" or token.start > last:
            return
        yield j, token


def clause(sentence: Sentence, i: int) -> tuple[int, int]:
    """Indexes of the tokens of the clause of ``i``, between commas, colons and full stops: first, one past the last."""
    first = i
    while first and sentence.tokens[first - 1].kind not in ("comma", "stop", "colon"):
        first -= 1
    last = i + 1
    while last < len(sentence.tokens) and sentence.tokens[last].kind not in ("comma", "stop", "colon"):
        last += 1
    return first, last


def clause_kinds(sentence: Sentence, i: int) -> set[str]:
    """Kinds of the other tokens in the clause of ``i``."""
    first, last = clause(sentence, i)
    return {sentence.tokens[j].kind for j in range(first, last) if j != i}


def is_unreal(sentence: Sentence, i: int) -> bool:
    """Whether what a verb says is planned, possible, conditional, expected or denied, and so has not happened."""
    token = sentence.tokens[i]
    if _is_a_purpose(sentence, token) or _TO_COME.search(sentence.folded, 0, token.start):
        return True
    crossed = another = False
    for _, other in back(sentence, i, 30):
        gap = token.start - other.end
        another = another or other.kind == FIRM
        if other.kind == "comma":
            if crossed:
                return False
            crossed = True
        far = sentence.word(other).startswith("将") or _SOON.match(sentence.folded, other.end)
        near = gap <= (_WILL_REACHES if far else 10)
        if other.kind in ("modal", "negation") and not crossed and near and not _joins_nouns(sentence, other):
            return True
        will = other.kind == "take" and sentence.word(other) == "将"
        if will and _SOME_TIME.fullmatch(sentence.folded, other.end, token.start):
            return True
        if other.kind == "irrealis" and (not crossed or (gap <= 6 and not another)):
            return True
        if other.kind == "conditional" and gap <= 24:
            return True
        if other.kind == "refuse" and token.kind in _GRANTED and not crossed and gap <= 10:
            return True  # 拒絕向X發牌
    return _is_hypothetical(sentence, i)


def _is_a_purpose(sentence: Sentence, token: Token) -> bool:
    """ "X為取得牌照，投入近億元": what it is done for, and has not happened yet. 成為獲發牌的平台 has."""
    before = sentence.folded[max(token.start - 8, 0) : token.start]
    return _FOR.search(before) is not None and _ITS_END.match(sentence.folded, token.end) is not None


def _joins_nouns(sentence: Sentence, token: Token) -> bool:
    """Whether 或 means "or" and not "perhaps" (或成, 或將, 或獲)."""
    if sentence.word(token) != "或" or sentence.folded[token.end : token.end + 1] in _PERHAPS:
        return False
    return sentence.folded[token.start - 1] != "\ue000" or sentence.folded[token.end] == "\ue000"  # X或退出; X或Y


def _is_hypothetical(sentence: Sentence, i: int) -> bool:
    """ "申請被退回、拒絕或撤回可以有多種理由": a verb whose clause goes on with what may be."""
    for _, other in ahead(sentence, i, 14):
        if other.kind == "modal" and sentence.word(other) != "或":
            return not (sentence.word(other) in _OF_WHAT_FOLLOWS and sentence.folded[other.start - 1] in "并且而及")
        if other.kind not in ("and", "modal", "refuse", "return", "withdraw"):
            return False
    return False


def subject(sentence: Sentence, i: int) -> Token | None:
    """The firms (or the word that stands for them) that the verb at ``i`` is said of; None: someone else, or nobody."""
    tokens = sentence.tokens
    blocked = False
    for j, token in back(sentence, i, 120):
        if token.kind in _ACTORS:
            if blocked:
                return None
            if _acts(sentence, j):
                return token
        elif token.kind == "firms":
            blocked = blocked or not (_is_apposed(sentence, j) or _is_added(sentence, j))
        elif token.kind == "applicants" and _OF_OTHERS.search(sentence.folded, max(token.start - 3, 0), token.start):
            blocked = True  # 四名申請人已撤回
        elif token.kind == "user" and j and tokens[j - 1].kind in _ACTORS and token.start - tokens[j - 1].end <= 1:
            return None
    return None if blocked else _of_the_item_before(sentence, i)


def _of_the_item_before(sentence: Sentence, i: int) -> Token | None:
    """ "2023年7月，X遞表；2024年6月，被視為獲發牌": an item that begins with a day is said of the one before."""
    begin = sentence.folded.rfind(";", 0, sentence.tokens[i].start)
    if begin < 0 or _DAY_FIRST.match(sentence.folded, begin + 1, sentence.tokens[i].start) is None:
        return None
    before = [t for t in sentence.tokens[:i] if t.kind in _ACTORS or t.kind == "firms"]
    return before[0] if len(before) == 1 and before[0].kind == FIRM and len(before[0].firms) == 1 else None


def _is_apposed(sentence: Sentence, j: int) -> bool:
    """Whether the counted noun at ``j`` is said of the firms before it ("X成為第二家獲發牌的平台", "X和Y兩家")."""
    tokens = sentence.tokens
    if _ORDINAL.search(sentence.folded, max(tokens[j].start - 6, 0), tokens[j].start):
        return True
    for k in range(j - 1, max(j - 5, -1), -1):
        if tokens[k].kind in _ACTORS:
            return tokens[j].start - tokens[k].end <= 4
        if tokens[k].kind in ("become", "be", "among", "including"):
            if sentence.word(tokens[k]) in ("其中", "当中"):  # 其中30家: of others; 是其中一家
                return k > 0 and tokens[k - 1].kind in ("be", "become") and tokens[k - 1].end == tokens[k].start
            return sentence.word(tokens[k]) != "有"  # 至今共有四家: said of others too
        if tokens[k].kind in ("comma", "stop"):
            return False
    return False


def _is_added(sentence: Sentence, j: int) -> bool:
    """Whether the counted noun at ``j`` takes in the firms before it: "連同早前的X和Y，本月已有四家平台"."""
    tokens = sentence.tokens
    for k in range(j - 1, -1, -1):
        if tokens[k].kind == "stop":
            return False
        if tokens[k].kind == "including" and sentence.word(tokens[k]) in _ADDING:
            return any(token.kind in _ACTORS for token in tokens[k + 1 : j])
    return False


def _acts(sentence: Sentence, j: int) -> bool:
    """Whether the firm at ``j`` can be a subject: not after 與 or 向, not "X用戶"."""
    tokens, token = sentence.tokens, sentence.tokens[j]
    if j + 1 < len(tokens) and tokens[j + 1].kind == "user" and tokens[j + 1].start - token.last_at <= 1:
        return False
    if sentence.folded[max(token.start - 1, 0) : token.start] == "继" or is_excepted(sentence.folded, token):
        return False  # 成為繼X之後第三家
    if _ITS_FILING.match(sentence.folded, token.last_at + 1):
        return True  # 甲與X的牌照申請均遭拒絕
    return not (j and tokens[j - 1].kind in _ASIDE and token.start - tokens[j - 1].end <= 2)


def aside(sentence: Sentence, i: int) -> Token | None:
    """The firms that "將X", "向X", "對X" put before the verb at ``i``."""
    for j, token in back(sentence, i, 40):
        if token.kind in _ACTORS and j and sentence.tokens[j - 1].kind == "take":
            return token if token.start - sentence.tokens[j - 1].end <= 14 else None
        if token.kind == "comma":
            return None
    return None


def objects(sentence: Sentence, i: int, characters: int = 30) -> Token | None:
    """The first firms after ``i`` in its clause or in the list that the clause opens."""
    opened = False
    for j, token in ahead(sentence, i, 60):
        if token.kind == FIRM:
            behind = sentence.tokens[j + 1] if j + 1 < len(sentence.tokens) else token
            if behind.kind == "user" and behind.start - token.last_at <= 1:
                return None  # X前僱員的申請
            return token if token.start - sentence.tokens[i].end <= characters or opened else None
        if token.kind in ("including", "colon", "open", "dash"):
            opened = True
        elif token.kind == "comma" and not opened:
            following = [t.kind for _, t in ahead(sentence, i, 60) if t.start >= token.end]
            opens = _OPENING | {"licensees"} if sentence.tokens[i].kind in _GRANTS else _OPENING
            if not following or following[0] not in opens:
                return None  # 四名申請人已撤回，獲發牌的僅X
    return None


def listed(sentence: Sentence, i: int) -> Token | None:
    """The firms of a list opened after ``i`` (包括X、Y；其中X及Y；：X、Y)."""
    opened = None
    commas = 0
    for _, token in ahead(sentence, i, 60):
        commas += token.kind == "comma"
        if commas and token.kind == "firms" and sentence.word(token).startswith(_OTHERS):
            return None  # 收到24家申請，並與多家平台會面，包括X
        if token.kind in ("including", "colon", "among", "open", "dash") and commas < 3:
            opened = token
        elif token.kind == "be" and commas < 3 and _WHO_GOT_IT.search(sentence.folded[: token.start][-4:]):
            opened = token  # 發出兩張牌照，得主為X和Y
        elif token.kind == FIRM and opened is not None:
            return token if token.start - opened.end <= 14 else None
        elif opened is None and token.kind in _OTHER_CUES:
            return None
    return None
