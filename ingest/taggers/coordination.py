"""What is said of one firm of an English list is said of all: "A, B and C's unit D have withdrawn".

The grammar reads a list as one where it is a plain one. Where a possessor, a bracket or the like stands in it, it may
reach only the name nearest to the verb. The others of the list, if nothing else is told of them, share its facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.taggers.facts import Fact, Reading, located
from ingest.taggers.groups_en import owners_marked
from ingest.taggers.lexicon import CHINESE, FIRM, FirmSpan, Token, english_tokens

_LINKS = frozenset({"and", "comma", "open", "close", "quote"})
_OWNED = frozenset({"arm", "firm"})  # "X unit": X is the owner
_WORDS_BETWEEN = 8  # unknown ones and signs between two names of a list, at most


def share_facts_in_lists(reading: Reading) -> Reading:
    """The reading, with the facts of listed firms for those beside them of which nothing is told anywhere."""
    told = {reading.mentions[fact.mention].key for fact in reading.facts}
    if all(mention.key in told for mention in reading.mentions):
        return reading
    shared: list[Fact] = []
    facts: dict[int, list[Fact]] = {}
    for fact in reading.facts:
        facts.setdefault(fact.sentence, []).append(fact)
    firms = _firms_by_sentence(reading)
    for number, said in sorted(facts.items()):
        spans = firms.get(number, [])
        if all(reading.mentions[span.mention].key in told for span in spans):
            continue
        sentence = reading.sentences[number]
        for run in _lists(_tokens(sentence.folded, spans), sentence.field == "title"):
            fellow = next((n for n in run if any(fact.mention == n for fact in said)), None)
            shared += [
                fact._replace(mention=n, gap=fact.gap + 1)
                for n in run if reading.mentions[n].key not in told
                for fact in said if fact.mention == fellow
            ]  # fmt: skip
        told |= {reading.mentions[fact.mention].key for fact in shared}
    return reading._replace(facts=(*reading.facts, *shared))


def _firms_by_sentence(reading: Reading) -> dict[int, list[FirmSpan]]:
    """The firms named in each sentence, in order."""
    firms: dict[int, list[FirmSpan]] = {}
    for n, number in located(reading):
        one, sentence = reading.mentions[n], reading.sentences[number]
        end = min(one.end - sentence.start, len(sentence.folded))
        firms.setdefault(number, []).append(FirmSpan(one.start - sentence.start, end, n))
    return {number: sorted(spans) for number, spans in firms.items()}


def _tokens(folded: str, spans: Sequence[FirmSpan]) -> Sequence[Token]:
    if CHINESE.search(folded):
        return ()  # lists_zh makes the firms of a list one before the sentence is read
    return _without_owners(english_tokens(folded, spans))


def _without_owners(tokens: Sequence[Token]) -> Sequence[Token]:
    """Tokens without what only explains a firm: "X, backed by Y, and Z, a unit of W," is a list of X and Z."""
    kept: list[Token] = []
    for before, marked in zip(tokens, owners_marked(tokens), strict=True):
        kept.append(marked)
        if marked.form != before.form:
            while kept and kept[-1].kind != "comma":
                kept.pop()
    return kept


def _lists(tokens: Sequence[Token], headline: bool) -> Iterator[tuple[int, ...]]:
    """The firms of each list of names: two or more with an "and" among them; in a headline a comma is enough.

    No names of the list are possessors ("C's unit D"), what stands in brackets, and what only explains
    the last one ("A and B, C").
    """
    run: list[int] = []
    last, end, joined, linked, depth = 0, 0, False, False, 0
    for token in (*tokens, Token("end", "", 0, 0, 0)):
        listed = token.kind == FIRM and token.form == "" and depth == 0
        over = listed and bool(run) and (token.at - last > _WORDS_BETWEEN or (joined and not linked))
        if over or not (token.kind == FIRM or token.kind in _LINKS or token.kind in _OWNED):
            if joined and len(run) > 1:
                yield tuple(run)
            run, joined, linked = [], False, False
        if listed:
            run.extend(token.firms)
            last, end, linked = token.last_at, token.end, False
        elif token.kind in _OWNED and run and token.start - end <= 1:
            run.pop()
        depth = max(depth + (token.kind == "open") - (token.kind == "close"), 0)
        linked = linked or (bool(run) and (token.kind == "and" or (headline and token.kind == "comma")))
        joined = joined or linked
