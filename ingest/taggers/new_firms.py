"""Firms that the reference does not know: names of which the text says that they applied, were licensed, or the like.

A name is only tried: it counts when the grammar that reads the known firms finds an event or a standing for it in
its sentence. Then it is returned with no slug and as it is written.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from ingest.taggers.facts import Fact, Reading, SentenceSpan
from ingest.taggers.gate import may_tell_of_new_firms
from ingest.taggers.hints import other_places
from ingest.taggers.lexicon import CHINESE, FirmSpan, word_set
from ingest.taggers.mentions import Mention
from ingest.taggers.names import Names
from ingest.taggers.reading import sentence_facts
from licensing.model import Role

_NOT_FIRMS = Path(__file__).parent / "vocabulary" / "not_firms.txt"
_WORD = r"[A-Z][A-Za-z0-9&’']*(?:(?:\.|-(?=[A-Z]))[A-Za-z0-9]+)*|[a-z]+[A-Z][A-Za-z0-9]*|\d+[A-Z][A-Za-z0-9]*"
_ODD = re.compile(r"[a-z][A-Z]|\d|[A-Za-z]\.[A-Za-z]{2}|^[A-Z]{3,}$")
_CALLED = re.compile(r"(?:called|named|dubbed|branded)\s[\"\u201c]?\Z")  # the brand of a firm that the sentence names
_OF_ALERTS = re.compile(r"suspicious|alert list|warning list|unlicensed platform|可疑|警示")
_LETTER = re.compile(r"[^\W\d_]")
_AROUND = 1500  # characters
_CODE = re.compile(r"[A-Z]{1,4}\d+(?: (?:and|or) [A-Z]{1,4}\d+)*")  # FRS01, 26EC22: licence and circular numbers
_LATIN = re.compile(
    rf"(?<![A-Za-z0-9@/.])(?:{_WORD})(?:[ ](?:{_WORD}|of)){{0,5}}"
    rf"(?:[ ]\((?:HK|Hong Kong|Asia)\)(?:[ ](?:{_WORD})){{0,3}})?"
)
_FIRM_WORDS = word_set("en", "firm_words")
_CHINESE_NAME = re.compile(
    r"(?:(?<=拒絕|拒绝|吊銷|吊销|撤銷|撤销|譴責|谴责|點名|点名|批准|平台|其中|警告)|(?<=[,，。、:：;；「『《\"(（及和与與向由予将將])|^)"
    r"((?:(?![及和与與向由予将將对對在的])[\u4e00-\u9fff]){2,10}?(?:有限公司|證券|证券|交易所|科技集團|科技集团|金融科技|數字科技|数字科技|科技|資本|资本|資產管理|资产管理|銀行|银行|國際|国际)(?:有限公司)?)"
)
_CHINESE_WORDS = re.compile(
    r"虛擬|虚拟|加密|貨幣|货币|持牌|證監|证监|申請|申请|牌照|香港|該|该|本地|這|这|一家|兩家|两家|多家|其他|其它|全球|海外|内地|內地|監管|监管"
    r"|局|早前|日前|去信|致函|敦促|呼籲|呼吁|要求|表示|宣布|宣佈|公布|公佈|透露|預計|预计|昨日|今日|同日|繼續|继续"
    r"|來自|来自|發鈔|发钞|零售|商業|商业|自己|大型|提供|意見|意见|[及和與与並并就對对為为向在的已將将由被於于是共]|有(?!限)|平台|公司(?!$)|機構|机构|傳統|传统|中央|區塊鏈(?!科技)|区块链(?!科技)|包括|批准|獲|获|港交所|聯交所|聯合|联合|主要|大型|作為|作为|成為|成为|首家|第.家"
)
_OF_A_PERSON = re.compile(  # what stands before a person's name
    r"(?:总裁|總裁|主席|合[伙夥]人|律师|律師|总监|總監|经理|經理|主管|主任|分析师|分析師|董事|[创創][办辦始]人|负责人|負責人"
    r"|首席[^,。，]{1,6}官|专员|專員|教授|[议議][员員]|局[长長]|司[长長]|顾问|顧問|[发發]言人|C[EFOT]O|委员|委員|研究员|研究員|先生|女士|博士)\s?\Z"
)
_BEFORE_A_NAME = re.compile(
    r"(?:暫時|暂时|拒絕|拒绝|吊銷|吊销|撤銷|撤销|譴責|谴责|點名|点名|批准|警告|持牌|可疑|平台|其中|同時|同时|公司|旗下)+"
)
_STRONG = frozenset({Role.APPLICANT, Role.LICENSEE, Role.DEEMED, Role.SANDBOX, Role.UNLICENSED})
_NEAR = 5  # words between a new name and the noun that gives it its standing


@cache
def _not_firms() -> frozenset[str]:
    lines = _NOT_FIRMS.read_text(encoding="utf-8").splitlines()
    plain = {word for line in lines if not line.startswith("#") for word in line.split()}
    return frozenset(plain | {word for place in other_places() for word in place.split()})


def add_new_firms(reading: Reading, texts: dict[str, str], names: Names) -> Reading:
    """The reading with the new firms' mentions behind the known ones, and what is said of them."""
    mentions = list(reading.mentions)
    facts: list[Fact] = []
    known = {mention.name.casefold() for mention in mentions}
    for number, sentence in enumerate(reading.sentences):
        if sentence.elsewhere or not may_tell_of_new_firms(sentence):
            continue
        text = texts[sentence.field]
        stretches = [
            (sentence.start + start, sentence.start + end)
            for start, end, sure in _names(text[sentence.start : sentence.end], sentence.folded)
            if sure or _is_rare(text, sentence.start + start, sentence.start + end)
        ]
        if not stretches:
            continue
        taken = [
            (sentence.start + start, sentence.start + end)
            for start, end, _ in names.find(sentence.folded, shields=True)
        ]
        stretches = _longest_of_each(text, stretches)
        tried = [
            Mention(None, text[start:end], sentence.field, start, end)
            for start, end in stretches
            if not any(start < e and s < end for s, e in taken) and text[start:end].casefold() not in known
        ]
        if tried:
            _keep(reading, number, tried, mentions, facts)
    if not facts:
        return reading
    mentions = _by_fuller_names(mentions, len(reading.mentions))
    return reading._replace(mentions=tuple(mentions), facts=(*reading.facts, *facts))


def _longest_of_each(text: str, stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches without names that another one gives more fully: "GoldFx Limited, which runs GoldFx"."""
    names = [text[start:end] for start, end in stretches]
    return [
        stretch for stretch, name in zip(stretches, names, strict=True)
        if not any(other.startswith(f"{name} ") for other in names)
    ]  # fmt: skip


def _by_fuller_names(mentions: list[Mention], base: int) -> list[Mention]:
    """The mentions, a new firm that is also named more fully ("GoldFx", "GoldFx Global") made one with it."""
    fuller: dict[str, str] = {}
    longest = sorted({mention.name for mention in mentions[base:]}, key=len, reverse=True)
    for name in longest:
        words = name.split(" ")
        for size in range(1, len(words)):
            fuller.setdefault(" ".join(words[:size]).casefold(), name)
    return mentions[:base] + [m._replace(name=fuller.get(m.name.casefold(), m.name)) for m in mentions[base:]]


def _keep(reading: Reading, number: int, tried: Sequence[Mention], mentions: list[Mention], facts: list[Fact]) -> None:
    """Add those of the tried names that the sentence says something of."""
    sentence = reading.sentences[number]
    base = len(reading.mentions)
    first = bisect_left(reading.mentions, _place(sentence), key=lambda m: (m.field != "title", m.start))
    last = first
    while (
        last < base and reading.mentions[last].field == sentence.field and reading.mentions[last].start < sentence.end
    ):
        last += 1
    numbered = [*enumerate(reading.mentions[first:last], first), *enumerate(tried, base)]
    there = [FirmSpan(m.start - sentence.start, min(m.end, sentence.end) - sentence.start, i) for i, m in numbered]
    found: dict[int, list[Fact]] = {}
    for fact in sentence_facts(reading, number, sorted(there), tried):
        if fact.mention >= base and (fact.event is not None or (fact.role in _STRONG and fact.gap <= _NEAR)):
            found.setdefault(fact.mention - base, []).append(fact)
    for index, said in found.items():
        mentions.append(tried[index])
        facts.extend(fact._replace(mention=len(mentions) - 1) for fact in said)


def _place(sentence: SentenceSpan) -> tuple[bool, int]:
    return sentence.field != "title", sentence.start


@lru_cache(maxsize=8192)
def _names(text: str, folded: str) -> tuple[tuple[int, int, bool], ...]:
    """Stretches of a sentence that may be names of firms: start, end, and whether the article need not be asked."""
    chinese = CHINESE.search(folded) is not None
    found: list[tuple[int, int, bool]] = []
    for run in _LATIN.finditer(text):
        first, last = _trimmed(run.group())
        start, end = run.start() + first, run.start() + last
        likely = _may_be_a_firm(text, start, end, folded, chinese) if first < last else False
        if likely is not False:
            found.append((start, end, likely is True))
    if chinese:
        for name in _CHINESE_NAME.finditer(text):
            before = _BEFORE_A_NAME.match(text, name.start(1), name.end(1))
            start = before.end() if before else name.start(1)
            if name.end(1) - start > 3 and not _CHINESE_WORDS.search(text, start, name.end(1)):
                found.append((start, name.end(1), True))
    return tuple(found)


@lru_cache(maxsize=8192)
def _trimmed(run: str) -> tuple[int, int]:
    """Where in a run of capitalised words a name may stand: without "The", "of" and the like at its ends."""
    words = [(found.start(), found.end()) for found in re.finditer(r"\S+", run)]
    while words and _plain(run[words[0][0] : words[0][1]]) in _not_firms():
        words.pop(0)
    while words and _plain(run[words[-1][0] : words[-1][1]]) in ("of", "and", "hong", "kong", "sfc", "hkma"):
        words.pop()
    return (words[0][0], words[-1][1]) if words else (0, 0)


def _plain(word: str) -> str:
    return word.casefold().rstrip(".’'").removesuffix("'s").removesuffix("’s")


def _may_be_a_firm(text: str, start: int, end: int, folded: str, chinese: bool) -> bool | None:
    """Whether a run looks like a firm's name and not a person's, by its words, its letters and its sentence.

    None: it is a lone capitalised word, for ``_is_rare`` to judge.
    """
    name = text[start:end]
    shape = _shape(name)
    if shape is False or _CALLED.search(text, max(start - 14, 0), start):
        return False
    if chinese and not shape and _OF_A_PERSON.search(text[max(start - 12, 0) : start]):
        return False
    if shape or chinese or (start and _OF_ALERTS.search(folded)):
        return True
    return False if " " in name or not _LETTER.search(text, 0, start) else None


def _is_rare(text: str, start: int, end: int) -> bool:
    """Whether a lone word stands nowhere near in lower case, as a common word would."""
    around = text[max(start - _AROUND, 0) : end + _AROUND]
    return f" {_plain(text[start:end])} " not in around


@lru_cache(maxsize=8192)
def _shape(name: str) -> bool | None:
    """Whether a name by itself is that of a firm; None: it may be, or be a person's or a place's."""
    words = [_plain(word) for word in name.split()]
    if all(word in _not_firms() for word in words) or len(name) < 3 or _CODE.fullmatch(name):
        return False
    if any(word in _FIRM_WORDS for word in words[1:]):
        return True
    odd = any(_ODD.search(word.rstrip("'s\u2019")) for word in name.split() if _plain(word) not in _not_firms())
    return True if odd else None
