"""One reading of an article for firms: mentions, and what every sentence says of them. Events and roles draw on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.taggers import grammar_en, grammar_zh, sentence_en, sentence_zh, standing_en, standing_zh
from ingest.taggers.coreference import resolve
from ingest.taggers.findings import Finding
from ingest.taggers.lexicon import FIRM, FirmSpan, Token, chinese_tokens, english_tokens
from ingest.taggers.mentions import Mention
from licensing.model import Event, Role

_CJK = re.compile(r"[\u4e00-\u9fff]")
_STANDS_FOR_A_FIRM = re.compile(
    r"\b(?:the (?:[a-z]+ ){0,2}(?:company|firm|exchange|platform|operator|bank|brokera?g?e?|lender|group|venture|issuer"
    r"|giant|fintech|startup|bourse|unit|subsidiary|affiliate|entity|business|manager|applicant|two|pair|duo|trio|three"
    r"|companies|firms|exchanges)|both|it|its|they|trading|services)\b|该公司|该平台|该交易所|该机构|该集团|该行|其|公司|两家|两间|两者|二者|双方|三家|三间|平台方|它"
)
_ALERTS = re.compile(r"suspicious|alert list|warning list|unlicen[cs]ed|blacklist|unregulated platform")
_TELLING = frozenset({"ed", "s", "ing"})
# Beginnings of the words that can tell an event or a standing; a sentence with none of them need not be read.
TELLS = re.compile(
    r"appl|fil(?:e|ing)|submi|lodg|licen|permi|approv|\bnod\b|green|go[ -]ahead|authori[sz]|clear|accredit|withdr|pull|retract|back"
    r"|bow|walk|drop|abandon|scrap|g[ai]v|rescind|shelv|exit|quit|left|leav|depart|retreat|return|refus|reject|turn|revok|strip|suspen"
    r"|ceas|stop|halt|shut|clos|wound|wind|delist|discontin|end|warn|caution|alert|flag|suspicious|blacklist|regist|unlic|unreg"
    r"|named|puts?\b|placed|added?|adds|sandbox|deem|upgrad|uplift|expand|allow|retail|queu|seek|sought|await|vying|hold|held|asked|race"
    r"|regulated|became|becom|join|candidat|contender|hopeful|review|process|same|follow|so\b|bids?\b"
    r"|申|牌|撤|退|拒|驳|批|准|吊销|警|可疑|点名|名单|沙盒|沙箱|表|停|关|结业|终止|下线|视|升级|持|登记|许可|无牌|冒|执照|候选|弃|澄清|提防"
)
_LOOK_BACK = 7  # sentences that "the three companies" may reach over


class SentenceSpan(NamedTuple):
    """A sentence: its field, where it stands, its folded text, and whether its fact is of Hong Kong."""

    field: str
    start: int
    end: int
    folded: str
    elsewhere: bool


class Fact(NamedTuple):
    """One thing said of one firm: an event or a role. start and end: the words that say so, in the field.

    cue: where the telling word stands in the field, for the date next to it. gap: how near it is to the firm.
    """

    mention: int
    event: Event | None
    role: Role | None
    sentence: int
    cue: tuple[int, int]
    start: int
    end: int
    gap: int


class Reading(NamedTuple):
    """mentions in order; facts in order of the text. verbs: sentence -> where its telling words stand in the field."""

    mentions: tuple[Mention, ...]
    sentences: tuple[SentenceSpan, ...]
    facts: tuple[Fact, ...]
    verbs: dict[int, tuple[tuple[int, int], ...]]


def read(sentences: Sequence[SentenceSpan], mentions: Sequence[Mention]) -> Reading:
    """Everything the sentences say of the firms mentioned."""
    facts: list[Fact] = []
    verbs: dict[int, tuple[tuple[int, int], ...]] = {}
    earlier: list[list[Token]] = []
    next_mention = 0
    for number, sentence in enumerate(sentences):
        spans: list[FirmSpan] = []
        while next_mention < len(mentions) and _before(mentions[next_mention], sentence):
            mention = mentions[next_mention]
            if mention.field == sentence.field and mention.start >= sentence.start:
                end = min(mention.end, sentence.end)
                spans.append(FirmSpan(mention.start - sentence.start, end - sentence.start, next_mention))
            next_mention += 1
        if sentence.field == "text" and number and sentences[number - 1].field == "title":
            earlier = earlier[-1:]
        stands_for = not spans and any(earlier[-_LOOK_BACK:]) and _STANDS_FOR_A_FIRM.search(sentence.folded)
        if not (spans or stands_for) or (stands_for and not TELLS.search(sentence.folded)):
            earlier.append([])
            continue
        tokens, findings = _findings(sentence, spans, sentences[:1] if number == 0 else sentences[:number])
        verbs[number] = tuple((sentence.start + t.start, sentence.start + t.end) for t in tokens if t.form in _TELLING)
        if not sentence.elsewhere:
            facts.extend(_facts(number, sentence, tokens, findings, earlier[-_LOOK_BACK:], mentions))
        earlier.append([token for token in tokens if token.kind == FIRM])
    return Reading(tuple(mentions), tuple(sentences), tuple(facts), verbs)


def sentence_facts(
    reading: Reading, number: int, spans: Sequence[FirmSpan], more: Sequence[Mention]
) -> list[Fact]:
    """What a sentence says of firms when more names in it are taken for firms; without words that stand for others."""
    sentence = reading.sentences[number]
    tokens, findings = _findings(sentence, spans, reading.sentences[:1] if number == 0 else reading.sentences[:number])
    return list(_facts(number, sentence, tokens, findings, (), (*reading.mentions, *more)))


def _before(mention: Mention, sentence: SentenceSpan) -> bool:
    """Whether a mention stands before the end of a sentence, the title before the text."""
    if mention.field != sentence.field:
        return mention.field == "title"
    return mention.start < sentence.end


def _findings(
    sentence: SentenceSpan, spans: Sequence[FirmSpan], context: Sequence[SentenceSpan] = ()
) -> tuple[tuple[Token, ...], list[Finding]]:
    headline = sentence.field == "title"
    if _CJK.search(sentence.folded):
        grouped = sentence_zh.group_firms(chinese_tokens(sentence.folded, spans))
        parsed_zh = sentence_zh.Sentence(sentence.folded, grouped, headline)
        return grouped, [*grammar_zh.events(parsed_zh), *standing_zh.standings(parsed_zh)]
    grouped = sentence_en.group_firms(english_tokens(sentence.folded, spans), headline)
    of_alerts = any(_ALERTS.search(other.folded) for other in (*context[:1], *context[-1:]))
    parsed = sentence_en.Sentence(sentence.folded, grouped, headline, of_alerts)
    found = [*grammar_en.events(parsed), *standing_en.standings(parsed)]
    if any(token.kind == "same" for token in grouped):
        found.extend(grammar_en.takes_up(parsed, _told_before(context)))
    return grouped, found


def _told_before(context: Sequence[SentenceSpan]) -> Event | None:
    """The event told by the sentence before; by the one before that where it, too, only says that somebody did so."""
    for sentence in (*context[-1:], *context[-2:-1]):
        tokens = tuple(english_tokens(sentence.folded, ()))
        if not any(token.kind == "same" for token in tokens):
            return grammar_en.told_of_anybody(sentence_en.Sentence(sentence.folded, tokens, False))
    return None


def _facts(
    number: int,
    sentence: SentenceSpan,
    tokens: Sequence[Token],
    findings: Sequence[Finding],
    earlier: Sequence[Sequence[Token]],
    mentions: Sequence[Mention],
) -> Iterator[Fact]:
    for finding in findings:
        firms = finding.firms
        word = sentence.folded[firms.start : firms.end]
        start, end = _clause(sentence.folded, min(firms.start, finding.start), max(firms.end, finding.end))
        for mention in resolve(firms, word, tokens, earlier, lambda at: mentions[at].key):
            yield Fact(
                mention, finding.event, finding.role, number,
                (sentence.start + finding.start, sentence.start + finding.end),
                sentence.start + start, sentence.start + end, finding.gap,
            )  # fmt: skip


def _clause(folded: str, start: int, end: int) -> tuple[int, int]:
    """Widen a stretch to the punctuation around it: from the firm to the end of the clause of its cue."""
    while end < len(folded) and folded[end] not in ",;。！!?？\n" and not (folded[end] == "." and folded[end + 1 : end + 2] in ("", " ")):
        end += 1
    while start and folded[start - 1] not in ",;:。\n":
        start -= 1
    while start < end and folded[start] in " \t-*•":
        start += 1
    while end > start and folded[end - 1] in " \t":
        end -= 1
    return start, end
