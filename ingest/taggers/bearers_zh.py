"""Who bears a Chinese noun of standing: 持牌平台X, "作為首批持牌交易所，X", "正申請牌照的X"."""

from __future__ import annotations

import re

from ingest.taggers.lexicon import FIRM, Token
from ingest.taggers.sentence_zh import Sentence, ahead, is_unreal
from licensing.model import Role

_NOUNS = frozenset({"licensees", "applicants", "deemed", "sandbox"})
_HEAD = re.compile(
    r"的?(?:虚拟资产|加密货币|加密|数字资产|数码资产|稳定币|交易)*(?:平台|交易所|发行人|机构|公司|券商)?"
    r"(?:,?(?:例如|诸如|比如|譬如|如|像))?[「『“\"]?(?=\ue000)"
)
_AND_SO_ON = re.compile(r"\ue000等(?:[\d一二三四五六七八九十多几]+[家间])?\Z")
_ONE = re.compile(r"\ue000[」』”\")]?,(?:是|乃)?(?:一|首|另一)[家间个][^,。;\ue000]{0,12}\Z")
_OF_A_FIRM = re.compile(
    r"[^,。;\ue000]{0,16}的(?:券商|证券商|机构|公司|平台|交易所|基金公司|银行|经纪行|业者)?(?=\ue000)"
)
_DONE = re.compile(r"[已曾]|早[已前]|率先|日前|此前|先前|刚刚?")
_DESCRIBED = {
    "upgrade": Role.LICENSEE, "allow": Role.LICENSEE, "receive": Role.LICENSEE, "apply_whole": Role.APPLICANT,
    "receive_whole": Role.LICENSEE,
    "withdraw": Role.FORMER_APPLICANT, "exit": Role.FORMER_APPLICANT,
}  # fmt: skip
_WITH_A_WORD = {
    "upgrade": frozenset({"licence"}), "allow": frozenset({"dealing", "retail"}),
    "receive": frozenset({"licence", "dealing", "upgrade"}),
}  # fmt: skip
_VERBS = frozenset(("withdraw", "exit", "apply_whole", "refuse", "return", "cease", "warn", "grant", "negation"))
_AS = re.compile(r"(?:\A|[,。;:])(?:作为|身为|同为|贵为|同属|既是)[^,。;:\ue000]*\Z")


def named(sentence: Sentence, i: int) -> Token | None:
    """The firm straight behind a noun that says what it is: "另一持牌平台X", "以持牌的X為託管商"; not "非持牌平台X"."""
    token = sentence.tokens[i]
    if token.kind not in _NOUNS:
        return None
    head = _HEAD.match(sentence.folded, token.end)
    following = next((t for _, t in ahead(sentence, i, 14) if head is not None and t.start == head.end()), None)
    if following is None or following.kind != FIRM:
        return None
    before = sentence.tokens[i - 1] if i else None
    denied = before is not None and before.kind == "negation" and before.end == token.start
    return None if denied or (token.kind == "sandbox" and is_unreal(sentence, i)) else following


def bearer(sentence: Sentence, i: int) -> Token | None:
    """ "作為首批持牌交易所，X的架構…": who bears the name, named behind the comma."""
    token = sentence.tokens[i]
    if _AS.search(sentence.folded, max(token.start - 24, 0), token.start) is None:
        return None
    comma = next((j for j, t in ahead(sentence, i, 24) if t.kind == "comma"), None)
    if comma is None or comma + 1 == len(sentence.tokens):
        return None
    following = sentence.tokens[comma + 1]
    beside = following.start == sentence.tokens[comma].end
    return following if beside and following.kind in (FIRM, "coreference", "coreference_many") else None


def apposed(sentence: Sentence, i: int) -> Token | None:
    """ "X，一家香港持牌交易所，公布…": the firm before the comma."""
    start = sentence.tokens[i].start
    found = _ONE.search(sentence.folded, max(start - 16, 0), start)
    if found is None and sentence.tokens[i].kind in _NOUNS:
        found = _AND_SO_ON.search(sentence.folded, max(start - 8, 0), start)  # X、Y等視為持牌的平台
    if found is None:
        return None
    return next((t for t in sentence.tokens[:i] if t.kind == FIRM and t.start <= found.start() < t.end), None)


def described(sentence: Sentence, i: int) -> tuple[Token, Role] | None:
    """ "已升級1號牌的券商X", "已退場的X": the firm that a clause with 的 describes, and what it makes of it."""
    token = sentence.tokens[i]
    role = _DESCRIBED.get(token.kind)
    found = _OF_A_FIRM.match(sentence.folded, token.end) if role is not None else None
    done = token.kind == "receive_whole" or _DONE.search(sentence.folded, max(token.start - 4, 0), token.start)
    if role is None or found is None or not done:
        return None
    between = {t.kind for t in sentence.tokens[i + 1 :] if t.start < found.end()}
    if between & (_VERBS | {"product"}) or (token.kind in _WITH_A_WORD and not between & _WITH_A_WORD[token.kind]):
        return None
    firms = next((t for t in sentence.tokens[i + 1 :] if t.start == found.end()), None)
    return (firms, role) if firms is not None else None


def is_of_the_next(sentence: Sentence, i: int, behind: Token, in_front: Token) -> bool:
    """ "持有牌照的X、正申請牌照的Y": the second is said of Y alone."""
    between = (t for t in sentence.tokens if in_front.last_at <= t.start < sentence.tokens[i].start)
    return sentence.folded[behind.start - 1] == "的" and any(t.kind in ("and", "comma") for t in between)
