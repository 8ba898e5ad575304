"""Roles that Chinese gives over a distance: to the list that a number of firms opens, to those that others follow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.taggers.applications_zh import is_a_wish
from ingest.taggers.clauses_zh import BARE
from ingest.taggers.findings import Finding
from ingest.taggers.lexicon import FIRM, Token
from ingest.taggers.sentence_zh import Sentence, clause, clause_kinds, is_unreal
from licensing.model import Role

_ROLES = {
    "upgrade": Role.LICENSEE, "receive": Role.LICENSEE, "receive_whole": Role.LICENSEE, "grant": Role.LICENSEE,
    "grant_whole": Role.LICENSEE, "licensees": Role.LICENSEE, "applicants": Role.APPLICANT, "seek": Role.APPLICANT,
    "apply_whole": Role.APPLICANT, "application": Role.APPLICANT, "withdraw": Role.FORMER_APPLICANT,
    "withdrawn_list": Role.FORMER_APPLICANT, "refuse": Role.FORMER_APPLICANT, "return": Role.FORMER_APPLICANT,
    "exit": Role.FORMER_APPLICANT, "deem": Role.DEEMED, "deemed": Role.DEEMED,
}  # fmt: skip
_LICENCES = frozenset({"licence", "upgrade", "grant_whole", "receive_whole", "licensees"})
_OPENS = re.compile(
    r",(?:[当其]中|名单[上内中]?|同[批期])?(?:现|还|也|亦|另|则|分别)*(?:包括|还?有|例如|比如|诸如|譬如|如|像|包含|计有|分别为|即)"
)
_THE_REST = re.compile(
    r",(?:其余|余下|另外?)[\d一二三四五六七八九十两]{1,3}[家间](?:平台|公司|机构)?(?:分别|依次)?(?:为|是|即)\Z"
)
_GROWN = re.compile(r"(?:增加?|升|扩大?)[至到]|第[\d一二三四五六七八九十]+[家间个]")
_ALSO = re.compile(r",(?:也|亦|又|还)(?:有|包括)")
_OWN_COUNT = re.compile(r"[有共达为至到只仅余近约逾过][\d一二三四五六七八九十百余多]*\Z")
_GAP = 6  # it yields to a word that stands nearer to the firm
_LEFT_BEHIND = re.compile(r"[^,。;]{0,14}?(?:之?后)?,")
_FOLLOWED = {
    "upgrade": Role.LICENSEE, "receive": Role.LICENSEE, "receive_whole": Role.LICENSEE, "grant": Role.LICENSEE,
    "withdraw": Role.FORMER_APPLICANT, "apply_whole": Role.APPLICANT, "deem": Role.DEEMED,
}  # fmt: skip


def listed_roles(sentence: Sentence) -> Iterator[Finding]:
    """ "已有40家機構完成升級，可為客戶買賣虛擬資產，包括X、Y": the role of those that are counted."""
    for i, token in enumerate(sentence.tokens):
        if token.kind != FIRM or i == 0:
            continue
        rest = _THE_REST.search(sentence.folded, max(token.start - 16, 0), token.start)
        opener = _OPENS.search(sentence.folded, max(token.start - 10, 0), token.start) or rest
        if opener is None or opener.end() != token.start:
            continue
        if rest is not None and not _GROWN.search(sentence.folded, 0, rest.start()):
            continue
        cue = _told_of_the_counted(sentence, i, opener.start())
        if cue is not None:
            yield Finding(token, cue.start, cue.end, role=_ROLES[cue.kind], gap=_GAP)


def _told_of_the_counted(sentence: Sentence, i: int, opened: int) -> Token | None:
    """The last word of standing before the list, where a number of firms stands with it and no other after it."""
    tokens = sentence.tokens
    goes_on = _ALSO.match(sentence.folded, opened) is not None  # 其中既有X，也有Y，還包括Z
    counts = [t for t in tokens[:i] if t.kind == "firms"]
    for j in range(i - 1, -1, -1):
        token = tokens[j]
        if token.kind == "stop" or (token.kind == FIRM and not goes_on):
            return None
        if token.start >= opened or token.kind not in _ROLES or is_unreal(sentence, j):
            continue
        if _ROLES[token.kind] is Role.APPLICANT and is_a_wish(sentence, j):
            return None
        first, last = clause(sentence, j)
        if token.kind in BARE and not clause_kinds(sentence, j) & _LICENCES:
            continue
        begin, end = tokens[first].start, tokens[last - 1].end
        later = [t for t in counts if t.start >= end]
        told = any(begin <= t.start < end for t in counts) or any(_counts_them(sentence, t) for t in later)
        return token if told and all(_counts_them(sentence, t) for t in later) else None
    return None


def _counts_them(sentence: Sentence, token: Token) -> bool:
    """ "…的券商有四十一家": a number of those just described."""
    return _OWN_COUNT.search(sentence.folded, max(token.start - 6, 0), token.start) is not None


def followed_roles(sentence: Sentence) -> Iterator[Finding]:
    """ "繼X之後，Y亦完成牌照升級": what X is, which did so before."""
    if "继" not in sentence.folded:
        return
    for j, firms in enumerate(sentence.tokens):
        if firms.kind != FIRM or sentence.folded[max(firms.start - 1, 0) : firms.start] != "继":
            continue
        if not _LEFT_BEHIND.match(sentence.folded, firms.last_at + 1):
            continue
        for k in range(j + 1, len(sentence.tokens)):
            token = sentence.tokens[k]
            role = _FOLLOWED.get(token.kind)
            if token.kind == "stop":
                break
            kinds = clause_kinds(sentence, k)
            if role is None or (token.kind in BARE and not kinds & _LICENCES):
                continue
            if not is_unreal(sentence, k) and not kinds & {"principle", "product"}:
                yield Finding(firms, token.start, token.end, role=role, gap=_GAP)
            break
