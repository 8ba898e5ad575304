"""Firms that stand in one list of a Chinese sentence, made one token: "X、Y及Z", "X旗下Y" (of the two, Y)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.taggers.lexicon import FIRM, Token

_LINKS_IN_A_LIST = frozenset({"and", "comma", "quote", "beside"})
_DESCRIBES = re.compile(r"(?:视为|视作|[与由获受跟])\Z")
_OF_ANOTHER = re.compile(r"[^,。;\ue000]{1,12}的(?:[^,。;\ue000]{0,6})?\ue000")
_A_DAY = re.compile(r"[月日年]")
_ALSO = re.compile(r"[也亦]|同样")
_EXCEPT = re.compile(
    r"除(?:了[^,。;]{1,80}?(?=,(?:其[余他它]|另|余下|剩|尚|还有|仍有|目前|现))|[^,。;]{1,80}?外(?=[,;]))"
)
_ITS_OWN = re.compile(
    r"旗下的?(?:香港|本港|本地|在港)?的?(?:虚拟|数字|数码|网上|互联网|线上|加密|资产|货币)*(?:银行|平台|交易所|券商|公司|子公司)?"
)


def group_firms(tokens: Sequence[Token], folded: str) -> tuple[Token, ...]:
    """Make "X、Y及Z" one token. A firm in brackets after another explains it and does not act."""
    grouped: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        i += 1
        if token.kind == FIRM:
            while True:
                last = _next_in_list(tokens, i, folded)
                if last is None:
                    break
                other = tokens[last]
                if tokens[last - 1].kind == "firm" or _is_owned(token, other, folded):  # X旗下Y, X的Y: of the two, Y
                    token = token._replace(firms=token.firms[:-1])
                token = Token(FIRM, "", token.start, other.end, token.at, token.firms + other.firms, other.end)
                i = last + 1
            i, end = _after_brackets(tokens, i)
            form = "-" if len(token.firms) == 1 and _only_describes(token, folded) else token.form
            token = Token(FIRM, form, token.start, token.end, token.at, token.firms, max(end, token.end))
        grouped.append(token)
    return tuple(grouped)


def _only_describes(firm: Token, folded: str) -> bool:
    """ "被視為X替身的Y", "由X支持的平台Y": the sentence is about Y."""
    before = folded[max(firm.start - 3, 0) : firm.start]
    return _DESCRIBES.search(before) is not None and _OF_ANOTHER.match(folded, firm.end) is not None


def _next_in_list(tokens: Sequence[Token], i: int, folded: str) -> int | None:
    end = tokens[i - 1].end
    owned = next((k for k in range(i, min(i + 4, len(tokens))) if tokens[k].kind == FIRM), None)
    if owned is not None and _is_owned(tokens[i - 1], tokens[owned], folded):
        return owned
    linked = False
    j = i - 1
    while j + 1 < min(i + 8, len(tokens)):
        j += 1
        token = tokens[j]
        if token.kind == FIRM:
            near = token.start - end <= 6 and not _A_DAY.search(folded, end, token.start)  # X和Y，2月中Z加入
            return j if linked and near else None
        if token.kind == "firm" and not linked and token.start - end <= 2 and _belongs(tokens, j):
            return j + 1
        if token.kind == "open":
            skipped, after = _after_brackets(tokens, j)
            if skipped == j:
                return None
            j, end = skipped - 1, after
            continue
        if token.kind == "comma" and is_excepted(folded, tokens[i - 1]):
            return None
        if token.kind not in _LINKS_IN_A_LIST or token.start - end > 3 or folded[token.start - 1] in "后外":
            return None  # 繼X及Y後，Z; 除X及Y外，Z: no list of three
        linked, end = True, token.end
    return None


def is_excepted(folded: str, firm: Token) -> bool:
    """ "除X外，Z已棄牌": what is told is told of Z. "除了X，Z也撤回" tells it of both."""
    if not folded.endswith(("除", "除了"), 0, firm.start):
        return False
    return _ALSO.search(folded, firm.end, firm.end + 40) is None


def exception_around(folded: str, start: int) -> tuple[int, int] | None:
    """Where the "除…外" stands that a word at ``start`` is in: what it says is said of the firms inside."""
    begin = folded.rfind("除", 0, start)
    found = _EXCEPT.match(folded, begin) if begin >= 0 else None
    return (begin, found.end()) if found is not None and start < found.end() else None


def _belongs(tokens: Sequence[Token], j: int) -> bool:
    """Whether 旗下 at ``j`` joins the firm before it to one straight behind it."""
    return j + 1 < len(tokens) and tokens[j + 1].kind == FIRM and tokens[j + 1].start - tokens[j].end <= 1


def _is_owned(owner: Token, firm: Token, folded: str) -> bool:
    """ "Crypto.com的Foris DAX HK", "渣打旗下的虛擬銀行Mox Bank"."""
    between = folded[owner.end : firm.start]
    return between in ("的", "系", "系平台") or _ITS_OWN.fullmatch(between) is not None


def _after_brackets(tokens: Sequence[Token], i: int) -> tuple[int, int]:
    """Skip a bracket with nothing but names in it; the index after it, and where it ends (0: there is none)."""
    if i < len(tokens) and tokens[i].kind == "open" and tokens[i].start - tokens[i - 1].end <= 2:
        j = i + 1
        while j < len(tokens) and tokens[j].kind in (FIRM, "quote", "comma", "and", "said", "be", "firm"):
            j += 1
        if j < len(tokens) and tokens[j].kind == "close":
            return j + 1, tokens[j].end
    return i, 0
