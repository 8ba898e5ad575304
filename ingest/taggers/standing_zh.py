"""The standing a Chinese sentence gives to firms: 持牌平台X, X是持牌交易所之一, 申請者包括X、Y, 沙盒參與者X."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.taggers.findings import Finding
from ingest.taggers.lexicon import FIRM, Token
from ingest.taggers.sentence_zh import Sentence, ahead, back, clause_kinds, is_unreal, subject
from licensing.model import Role

_CUES = {
    "licensees": Role.LICENSEE, "receive_whole": Role.LICENSEE, "grant_whole": Role.LICENSEE,
    "receive": Role.LICENSEE, "grant": Role.LICENSEE, "hold": Role.LICENSEE, "register": Role.LICENSEE,
    "applicants": Role.APPLICANT, "apply_whole": Role.APPLICANT, "application": Role.APPLICANT, "seek": Role.APPLICANT,
    "deemed": Role.DEEMED, "deem": Role.DEEMED, "sandbox": Role.SANDBOX, "withdrawn_list": Role.FORMER_APPLICANT,
    "exit": Role.FORMER_APPLICANT, "suspicious": Role.UNLICENSED, "warning_list": Role.UNLICENSED,
}  # fmt: skip
_NEED_A_LICENCE = frozenset({"receive", "grant", "hold"})
_LICENCES = frozenset({"licence", "upgrade", "principle", "grant"})


def standings(sentence: Sentence) -> Iterator[Finding]:
    """Every standing the sentence gives, the same firm possibly several times."""
    for i, token in enumerate(sentence.tokens):
        role = _CUES.get(token.kind)
        if role is not None:
            yield from _of(sentence, i, role)


def _of(sentence: Sentence, i: int, role: Role) -> Iterator[Finding]:
    token = sentence.tokens[i]
    kinds = clause_kinds(sentence, i)
    if token.kind in _NEED_A_LICENCE and not kinds & _LICENCES:
        return
    if token.kind == "receive" and not any(t.kind in _LICENCES for _, t in ahead(sentence, i, 34)):
        return
    if "product" in kinds or is_unreal(sentence, i):
        return
    if token.kind == "exit" and not kinds & {"regulator", "application"}:
        return
    if role is Role.APPLICANT and token.kind == "application" and not _owned_or_listed(sentence, i):
        return
    if "principle" in kinds and role is Role.LICENSEE:
        role = Role.APPLICANT
    behind = _behind(sentence, i)
    beside = behind is not None and behind.start - token.end <= 1  # 持牌平台X: said of X alone
    for firms in (behind, None if beside else _in_front(sentence, i)):
        if firms is not None:
            gap = token.start - firms.last_at if firms.start < token.start else firms.start - token.end
            yield Finding(firms, token.start, token.end, role=role, gap=max(gap, 0))


def _owned_or_listed(sentence: Sentence, i: int) -> bool:
    """Whether 申請 is a noun that belongs to a firm ("X的申請", "包括X的申請")."""
    for _, token in back(sentence, i, 10):
        if token.kind == FIRM:
            return "的" in sentence.folded[token.last_at : sentence.tokens[i].start]
    return False


def _behind(sentence: Sentence, i: int) -> Token | None:
    """The firms behind the cue: straight after it (持牌平台X) or as the list that it opens (申請者包括X、Y)."""
    end = sentence.tokens[i].end
    opened = False
    for _, token in ahead(sentence, i, 50):
        if token.kind == FIRM:
            return token if token.start - end <= (12 if opened else 8) else None
        if token.kind in ("including", "colon", "among", "be", "only", "open", "firms", "firm", "licensees", "licence"):
            opened, end = True, token.end
        elif token.kind in ("comma", "and") and not opened:
            following = [t.kind for _, t in ahead(sentence, i, 50) if t.start >= token.end][:1]
            if following[:1] not in (["including"], ["among"], ["be"]):
                return None
        elif token.kind in ("said", "while", "user"):
            return None
    return None


def _in_front(sentence: Sentence, i: int) -> Token | None:
    """The firms in front of the cue, as its subject or in apposition."""
    firms = subject(sentence, i)
    if firms is None or firms.start > sentence.tokens[i].start:
        return None
    between = [t for t in sentence.tokens if firms.last_at <= t.start < sentence.tokens[i].start]
    if any(t.kind in ("said", "stop", "colon", "user") for t in between):
        return None
    commas = sum(t.kind == "comma" for t in between)
    linked = any(t.kind in ("be", "become", "hold", "among") for t in between)
    near = sentence.tokens[i].start - firms.last_at <= 16
    return firms if (commas == 0 and near) or (commas <= 1 and linked) else None
