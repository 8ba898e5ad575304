"""One reading of an article for firms: mentions, and what every sentence says of them. Events and roles draw on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ingest.taggers import grammar_en, grammar_zh, sentence_en
from ingest.taggers.coreference import resolve
from ingest.taggers.facts import Fact, Reading, SentenceSpan
from ingest.taggers.findings import Finding
from ingest.taggers.gate import STANDS_FOR_A_FIRM, is_of_another_place, names_another_place, tells
from ingest.taggers.headings import counted, is_enumeration, is_heading, is_item, role_given
from ingest.taggers.lexicon import FirmSpan, Token, english_tokens, word_list
from ingest.taggers.mentions import Mention
from ingest.taggers.phrasing import Places, mask, read_phrasing
from licensing.model import Event, Role

__all__ = ["Fact", "Reading", "SentenceSpan", "read", "sentence_facts"]

_ALERTS = re.compile(r"suspicious|alert list|warning list|unlicen[cs]ed|blacklist|unregulated platform")
_CJK = re.compile(r"[\u4e00-\u9fff]")
_LONGEST_SENTENCE = 1000  # characters
_CLAUSE_ENDS = re.compile(r"[,;。!?\n]|\.(?= |$)")
_COUNTS_LEAVERS = re.compile(
    rf"\b(?:{'|'.join(word_list('en', 'small_numbers'))}|\d+)\s(?:[a-z]+ ){{0,2}}(?:platforms|exchanges|firms|companies"
    r"|applicants) (?:have )?(?:pulled out|withdr|dropped out|backed out|abandoned|given up|gave up)"
)
_GAP_OF_A_LIST = 9  # a role from a heading yields to any that the firm's own sentence gives
_LOOK_BACK = 7  # sentences that "the three companies" may reach over


def read(sentences: Sequence[SentenceSpan], mentions: Sequence[Mention]) -> Reading:
    """Everything the sentences say of the firms mentioned."""
    sentences = tuple(piece for sentence in sentences for piece in _pieces(sentence))
    reading = Reading(tuple(mentions), sentences, (), {}, {})
    facts: list[Fact] = []
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
        stands_for = not spans and any(earlier[-_LOOK_BACK:]) and STANDS_FOR_A_FIRM.search(sentence.folded)
        if not (spans or stands_for) or (stands_for and not tells(sentence)):
            earlier.append([])
            continue
        named, found = _facts(reading, number, spans, earlier[-_LOOK_BACK:], mentions)
        if spans and not any(fact.event for fact in found):
            found = [*found, *_facts_from_above(reading, number, spans)]
        if not sentence.elsewhere:
            facts.extend(found)
        earlier.append(named)
    return reading._replace(facts=tuple(facts))


def _pieces(sentence: SentenceSpan) -> Iterator[SentenceSpan]:
    """A sentence longer than any that is written, cut, so that the time to read a text grows as its length does."""
    start = 0
    while len(sentence.folded) - start > _LONGEST_SENTENCE:
        blank = sentence.folded.rfind(" ", start + _LONGEST_SENTENCE // 2, start + _LONGEST_SENTENCE)
        end = blank if blank > 0 else start + _LONGEST_SENTENCE
        yield sentence._replace(
            start=sentence.start + start, end=sentence.start + end, folded=sentence.folded[start:end]
        )
        start = end
    yield sentence if not start else sentence._replace(start=sentence.start + start, folded=sentence.folded[start:])


def _facts_from_above(reading: Reading, number: int, spans: Sequence[FirmSpan]) -> list[Fact]:
    """What the sentence before, or the heading over a list, says of the firms that this one only lists."""
    sentence = reading.sentences[number]
    masked = mask(sentence.folded, spans)
    item = is_item(masked) and not is_enumeration(masked)
    above = _above(reading, number, masked, item)
    if above is None and _names_those_of(reading, number, spans):
        above, item = number - 1, False
    if above is None or not tells(reading.sentences[above]):
        return []
    over = reading.sentences[above]
    chinese = _CJK.search(over.folded) is not None
    role = role_given(over.folded, chinese)
    event = None if item or chinese else _told_before(reading.sentences, above)
    if role is None and event is None:
        return []
    return [_listed(sentence, number, span, event, role) for span in spans]


def _names_those_of(reading: Reading, number: int, spans: Sequence[FirmSpan]) -> bool:
    """Whether a sentence names those that the one before counts: "Six platforms have pulled out. X and Y went in May,
    then Z." Three firms at least, where the sentence before names none and tells of a withdrawal."""
    if len(spans) < 3 or number == 0 or reading.sentences[number - 1].field != reading.sentences[number].field:
        return False
    before = reading.sentences[number - 1]
    return _COUNTS_LEAVERS.search(before.folded) is not None and number - 1 not in reading.verbs


def _above(reading: Reading, number: int, masked: str, item: bool) -> int | None:
    """The sentence that an enumeration goes on from, or the heading over a list; None where this is neither."""
    sentences = reading.sentences
    above = number - 1
    if is_enumeration(masked):
        forms = counted(masked)
        if masked.startswith(("another", "the second", "the third", "the other")) and above in reading.items:
            above = reading.items[above] or 0
        elif masked.startswith(("one", "another", "the first")):
            reading.items[number] = above
            return above if above >= 0 else None
        for earlier in range(above, max(above - 5, -1), -1):
            if any(re.search(rf"(?<![\w]){form}(?![\w])", sentences[earlier].folded) for form in forms):
                return earlier
        if masked.startswith("also there"):
            above = next(
                (n for n in range(above, max(above - 3, -1), -1) if role_given(sentences[n].folded, False)), above
            )
        return above if above >= 0 and not sentences[above].elsewhere and above not in reading.items else None
    if not item:
        return None
    if above < 0 or sentences[above].field != sentences[number].field:
        return None
    if above in reading.items:
        heading = reading.items[above]
    else:
        over = sentences[above]
        heading = above if is_heading(over.folded) and not over.elsewhere else None
    reading.items[number] = heading
    return heading


def _listed(sentence: SentenceSpan, number: int, span: FirmSpan, event: Event | None, role: Role | None) -> Fact:
    """A firm of a list, its words the sentence it stands in."""
    cue = (sentence.start + span.start, sentence.start + span.end)
    return Fact(span.mention, event, role, number, cue, sentence.start, sentence.end, _GAP_OF_A_LIST)


def sentence_facts(reading: Reading, number: int, spans: Sequence[FirmSpan], more: Sequence[Mention]) -> list[Fact]:
    """What a sentence says of firms when more names in it are taken for firms; without words that stand for others."""
    return _facts(reading, number, spans, (), (*reading.mentions, *more))[1]


def _before(mention: Mention, sentence: SentenceSpan) -> bool:
    """Whether a mention stands before the end of a sentence, the title before the text."""
    if mention.field != sentence.field:
        return mention.field == "title"
    return mention.start < sentence.end


@lru_cache(maxsize=64)
def _speaks_of_alerts(folded: str) -> bool:
    return _ALERTS.search(folded) is not None


def _told_before(sentences: Sequence[SentenceSpan], last: int) -> Event | None:
    """The event told by the sentence ``last``; by the one before it where it, too, only says that somebody did so."""
    for sentence in (sentences[last], *sentences[max(last - 1, 0) : last]):
        tokens = tuple(english_tokens(sentence.folded, ()))
        if not any(token.kind == "same" for token in tokens):
            return grammar_en.told_of_anybody(sentence_en.Sentence(sentence.folded, tokens, False))
    return None


def _facts(
    reading: Reading,
    number: int,
    spans: Sequence[FirmSpan],
    earlier: Sequence[Sequence[Token]],
    mentions: Sequence[Mention],
) -> tuple[list[Token], list[Fact]]:
    """The firm tokens of a sentence, and what it says; its verbs are noted in the reading."""
    sentence = reading.sentences[number]
    before = reading.sentences[max(number - 1, 0)]
    of_alerts = _speaks_of_alerts(reading.sentences[0].folded) or _speaks_of_alerts(before.folded)
    masked = mask(sentence.folded, spans)
    phrasing = read_phrasing(masked, sentence.field == "title", of_alerts)
    real = Places(spans).real
    base = sentence.start
    if phrasing.verbs:
        reading.verbs[number] = tuple((base + real(start), base + real(end)) for start, end in phrasing.verbs)
    named = [_with_mentions(token, spans) for token in phrasing.firms]
    findings: Sequence[Finding] = phrasing.findings
    if isinstance(phrasing.takes_up, sentence_en.Sentence):
        findings = (
            *findings,
            *grammar_en.takes_up(phrasing.takes_up, _told_before(reading.sentences, max(number - 1, 0))),
        )
    elif phrasing.takes_up is not None and "撤回" in before.folded:
        findings = (*findings, *grammar_zh.exits(phrasing.takes_up))
    facts: list[Fact] = []
    elsewhere = bool(findings) and names_another_place(sentence.folded)
    for finding in findings:
        firms = _with_mentions(finding.firms, spans)
        word = masked[firms.start : firms.end]
        first, last = real(min(firms.start, finding.start)), real(max(firms.end, finding.end))
        start, end = _clause(sentence.folded, first, last)
        if elsewhere and is_of_another_place(sentence.folded, real(finding.start), real(finding.end)):
            continue
        cue = (base + real(finding.start), base + real(finding.end))
        facts.extend(
            Fact(mention, finding.event, finding.role, number, cue, base + start, base + end, finding.gap)
            for mention in resolve(firms, word, named, earlier, lambda at: mentions[at].key)
        )
    return named, facts


def _with_mentions(token: Token, spans: Sequence[FirmSpan]) -> Token:
    """A firm token that counts firms from the sentence's first, with the document's mentions instead."""
    return token._replace(firms=tuple(spans[n].mention for n in token.firms)) if token.firms else token


def _clause(folded: str, start: int, end: int) -> tuple[int, int]:
    """Widen a stretch to the punctuation around it: from the firm to the end of the clause of its cue."""
    stop = _CLAUSE_ENDS.search(folded, end)
    end = stop.start() if stop else len(folded)
    start = max(folded.rfind(sign, 0, start) for sign in ",;:。\n") + 1
    while start < end and folded[start] in " \t-*•":
        start += 1
    while end > start and folded[end - 1] in " \t":
        end -= 1
    return start, end
