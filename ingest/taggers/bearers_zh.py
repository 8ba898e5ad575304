"""Who bears a Chinese noun of standing: 持牌平台X, "作為首批持牌交易所，X", "正申請牌照的X"."""

from __future__ import annotations

import re

from ingest.taggers.lexicon import FIRM, Token
from ingest.taggers.sentence_zh import Sentence, ahead

_NOUNS = frozenset({"licensees", "applicants", "deemed", "sandbox"})
_HEAD = re.compile(
    r"的?(?:虚拟资产|加密货币|加密|数字资产|数码资产|稳定币|交易)*(?:平台|交易所|发行人|机构|公司|券商)?[「『“\"]?(?=\ue000)"
)
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
    return None if denied else following


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


def is_of_the_next(sentence: Sentence, i: int, behind: Token, in_front: Token) -> bool:
    """ "持有牌照的X、正申請牌照的Y": the second is said of Y alone."""
    between = (t for t in sentence.tokens if in_front.last_at <= t.start < sentence.tokens[i].start)
    return sentence.folded[behind.start - 1] == "的" and any(t.kind in ("and", "comma") for t in between)
