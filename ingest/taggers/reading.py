"""One reading of an article for firms: mentions, and what every sentence says of them. Events and roles draw on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from ingest.taggers import grammar_en, sentence_en, takes_up_zh
from ingest.taggers.above import find_above, names_those_of
from ingest.taggers.coreference import resolve
from ingest.taggers.facts import LONGEST_SENTENCE, Fact, Reading, SentenceSpan, pieces
from ingest.taggers.findings import Finding
from ingest.taggers.gate import (
    is_of_another_place,
    may_stand_for_a_firm,
    names_another_place,
    speaks_of_alerts,
    tells,
)
from ingest.taggers.headings import has_one, is_enumeration, is_item, joins_them, of_the_same, role_given
from ingest.taggers.lexicon import CHINESE, FirmSpan, Token, english_tokens
from ingest.taggers.mentions import Mention
from ingest.taggers.phrasing import Phrasing, Places, mask, read_phrasing
from licensing.model import Event, Role

__all__ = ["Fact", "Reading", "SentenceSpan", "read", "sentence_facts"]

_ON_A_LIST = re.compile(r"\b(?:list|roster|register)\b")
_A_LICENCE = re.compile(r"\b(?:licen[cs]e|permit)\b")
_CLAUSE_ENDS = re.compile(r"[,;。!?\n]|\.(?= |$)")
_GAP_OF_A_LIST = 9  # a role from a heading yields to any that the firm's own sentence gives
_ROLE_OF = {
    Event.LICENSED: Role.LICENSEE, Event.UPLIFTED: Role.LICENSEE, Event.WITHDRAWN: Role.FORMER_APPLICANT,
    Event.DEEMED: Role.DEEMED, Event.APPLIED: Role.APPLICANT,
}  # fmt: skip
_LOOK_BACK = 7  # sentences that "the three companies" may reach over


def read(sentences: Sequence[SentenceSpan], mentions: Sequence[Mention]) -> Reading:
    """Everything the sentences say of the firms mentioned."""
    if any(len(sentence.folded) > LONGEST_SENTENCE for sentence in sentences):
        sentences = tuple(piece for sentence in sentences for piece in pieces(sentence))
    reading = Reading(tuple(mentions), tuple(sentences), (), {}, {})
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
        if not spans and not (any(earlier[-_LOOK_BACK:]) and may_stand_for_a_firm(sentence)):
            earlier.append([])
            continue
        named, found = _facts(reading, number, spans, earlier[-_LOOK_BACK:], mentions)
        if spans and not any(fact.event for fact in found):
            found = [*found, *_facts_from_above(reading, number, spans)]
        if not sentence.elsewhere:
            facts.extend(found)
        earlier.append(named)
    return reading._replace(facts=tuple(facts))


def _facts_from_above(reading: Reading, number: int, spans: Sequence[FirmSpan]) -> list[Fact]:
    """What the sentence before, or the heading over a list, says of the firms that this one only lists."""
    sentence = reading.sentences[number]
    masked = mask(sentence.folded, spans)
    if joins_them(masked):
        told = _role_told(reading.sentences, number) or (
            role_given(reading.sentences[number - 1].folded, False) if number else None
        )
        return [_listed(sentence, number, span, None, told) for span in spans] if told else []
    if has_one(masked) and number and _A_LICENCE.search(reading.sentences[number - 1].folded):
        return [_listed(sentence, number, span, None, Role.LICENSEE) for span in spans]
    item = is_item(masked) and not is_enumeration(masked)
    above = find_above(reading, number, masked, item)
    if above is None and names_those_of(reading, number, spans):
        above, item = number - 1, False
    if above is None or not tells(reading.sentences[above]):
        return []
    over = reading.sentences[above]
    if not of_the_same(masked, over.folded):
        return []
    chinese = CHINESE.search(over.folded) is not None
    role = role_given(over.folded, chinese)
    event = None if chinese else _told_before(reading.sentences, above)
    if item and role is None and event is None and above and over.folded.rstrip().endswith(":"):
        role = role_given(reading.sentences[above - 1].folded, chinese)  # "… on the list. We know:"
    if item and event is Event.DEEMED:
        event = None  # a heading says how those under it stand
    if event is Event.APPLIED and _ON_A_LIST.search(masked):
        event, role = None, role or Role.APPLICANT  # "the list also names X and Y": whenever they applied
    if role is None and event is None:
        return []
    return [_listed(sentence, number, span, event, role) for span in spans]


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


def _told_before(sentences: Sequence[SentenceSpan], last: int) -> Event | None:
    """The event told by the sentence ``last``; by the one before it where it, too, only says that somebody did so."""
    for sentence in (sentences[last], *sentences[max(last - 1, 0) : last]):
        tokens = tuple(english_tokens(sentence.folded, ()))
        if not any(token.kind == "same" for token in tokens):
            return grammar_en.told_of_anybody(sentence_en.Sentence(sentence.folded, tokens, False))
    return None


def _role_told(sentences: Sequence[SentenceSpan], number: int) -> Role | None:
    """What the last of the three sentences before that tells an event made of somebody, for "they join X and Y"."""
    for last in range(number - 1, max(number - 4, -1), -1):
        event = _told_before(sentences, last) if tells(sentences[last]) else None
        if event is not None:
            return _ROLE_OF.get(event)
    return None


class _Said(NamedTuple):
    """A finding in the words of its sentence: offsets in it, firms counted from its first."""

    firms: Token
    word: str
    event: Event | None
    role: Role | None
    cue: tuple[int, int]
    clause: tuple[int, int]
    gap: int


@lru_cache(maxsize=4096)
def _said(
    folded: str, places: tuple[tuple[int, int], ...], headline: bool, of_alerts: bool, of_places: bool
) -> tuple[Phrasing, tuple[_Said, ...], tuple[tuple[int, int], ...]]:
    """What a sentence with firms at these places says, and where its verbs stand; without facts of other places.

    of_places: it names a place other than Hong Kong.
    """
    spans = [FirmSpan(start, end, number) for number, (start, end) in enumerate(places)]
    masked = mask(folded, spans)
    phrasing = read_phrasing(masked, headline, of_alerts)
    real = Places(spans).real
    verbs = tuple([(real(start), real(end)) for start, end in phrasing.verbs])
    return phrasing, _in_its_words(folded, masked, real, phrasing.findings, of_places), verbs


def _in_its_words(
    folded: str, masked: str, real: Callable[[int], int], findings: Sequence[Finding], of_places: bool
) -> tuple[_Said, ...]:
    """Findings of a masked sentence, turned into offsets of the sentence itself."""
    if not findings or folded.rstrip(" \"'”’」").endswith("?"):
        return ()  # a question tells nothing
    said: list[_Said] = []
    for finding in findings:
        firms, cue = finding.firms, (real(finding.start), real(finding.end))
        if of_places and is_of_another_place(folded, *cue):
            continue
        first, last = real(min(firms.start, finding.start)), real(max(firms.end, finding.end))
        word = masked[firms.start : firms.end]
        said.append(_Said(firms, word, finding.event, finding.role, cue, _clause(folded, first, last), finding.gap))
    return tuple(said)


def _taken_up(
    sentence: SentenceSpan, spans: Sequence[FirmSpan], findings: Sequence[Finding]
) -> tuple[_Said, ...]:
    """The same of findings that only the sentence before allows."""
    masked, of_places = mask(sentence.folded, spans), names_another_place(sentence)
    return _in_its_words(sentence.folded, masked, Places(spans).real, findings, of_places)


def _facts(
    reading: Reading,
    number: int,
    spans: Sequence[FirmSpan],
    earlier: Sequence[Sequence[Token]],
    mentions: Sequence[Mention],
) -> tuple[list[Token], list[Fact]]:
    """The firm tokens of a sentence, and what it says; its verbs are noted in the reading."""
    sentence, last = reading.sentences[number], max(number - 1, 0)
    before = reading.sentences[last]
    of_alerts = speaks_of_alerts(reading.sentences[0]) or speaks_of_alerts(before)
    places = tuple([(span.start, span.end) for span in spans])
    headline, of_places = sentence.field == "title", names_another_place(sentence)
    phrasing, said, verbs = _said(sentence.folded, places, headline, of_alerts, of_places)
    if isinstance(phrasing.takes_up, sentence_en.Sentence):
        more = grammar_en.takes_up(phrasing.takes_up, _told_before(reading.sentences, last))
        said = (*said, *_taken_up(sentence, spans, tuple(more)))
    elif phrasing.takes_up is not None and number and not before.elsewhere:
        two_before = reading.sentences[max(number - 2, 0)]
        more = takes_up_zh.takes_up(phrasing.takes_up, before.folded, two_before.folded)
        said = (*said, *_taken_up(sentence, spans, tuple(more)))
    base = sentence.start
    reading.verbs[number] = tuple([(base + start, base + end) for start, end in verbs])
    named = [_with_mentions(token, spans) for token in phrasing.firms]
    facts = [
        Fact(
            mention, one.event, one.role, number, (base + one.cue[0], base + one.cue[1]),
            base + one.clause[0], base + one.clause[1], one.gap,
        )
        for one in said
        for mention in resolve(
            _with_mentions(one.firms, spans), one.word, named, earlier, lambda at: mentions[at].key
        )
    ]  # fmt: skip
    return named, facts


def _with_mentions(token: Token, spans: Sequence[FirmSpan]) -> Token:
    """A firm token that counts firms from the sentence's first, with the document's mentions instead."""
    if not token.firms:
        return token
    firms = tuple([spans[n].mention for n in token.firms])
    return tuple.__new__(Token, (*token[:5], firms, token.until))


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
