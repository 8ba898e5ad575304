"""What a sentence says of the firms in it, whichever they are.

The firms are masked before a sentence is parsed: "X was licensed on Monday" says the same of every X. News repeat one
another, so the last few thousand phrasings are remembered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ingest.taggers import (
    grammar_en,
    grammar_zh,
    groups_en,
    lists_zh,
    sentence_en,
    sentence_zh,
    standing_en,
    standing_zh,
    takes_up_zh,
)
from ingest.taggers.findings import Finding
from ingest.taggers.lexicon import CHINESE, FIRM, FirmSpan, Token, chinese_tokens, english_tokens

MASK = "\ue000"  # stands for a firm; a text that holds it is none we know
_TELLING = frozenset({"ed", "s", "ing"})


class Phrasing(NamedTuple):
    """A masked sentence read. Offsets are those in the masked sentence; firms are counted from its first.

    firms: the firm tokens, lists made one. verbs: where its telling words stand. takes_up: the sentence itself, if it
    says that somebody "did the same", for which the one before it is needed.
    """

    firms: tuple[Token, ...]
    findings: tuple[Finding, ...]
    verbs: tuple[tuple[int, int], ...]
    takes_up: sentence_en.Sentence | sentence_zh.Sentence | None


class Places:
    """Turns offsets in a masked sentence into offsets in the sentence."""

    __slots__ = ("_spans",)

    def __init__(self, spans: Sequence[FirmSpan]) -> None:
        self._spans = spans

    def real(self, offset: int) -> int:
        """The offset in the sentence of an offset in its masked form."""
        for span in self._spans:
            if span.start >= offset:
                break
            offset += span.end - span.start - 1
        return offset


def mask(folded: str, spans: Sequence[FirmSpan]) -> str:
    """The sentence with one sign for each firm."""
    pieces: list[str] = []
    start = 0
    for span in spans:
        pieces += (folded[start : span.start], MASK)
        start = span.end
    pieces.append(folded[start:])
    return "".join(pieces)


def _places_of(sign: str, text: str) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)


@lru_cache(maxsize=4096)
def read_phrasing(masked: str, headline: bool, of_alerts: bool) -> Phrasing:
    """Parse a masked sentence. headline: it is a title; of_alerts: what is around it speaks of alert lists."""
    spans = [FirmSpan(at, at + 1, n) for n, at in enumerate(_places_of(MASK, masked))]
    takes_up: sentence_en.Sentence | sentence_zh.Sentence | None = None
    if CHINESE.search(masked):
        tokens = lists_zh.group_firms(chinese_tokens(masked, spans), masked)
        zh = sentence_zh.Sentence(masked, tokens, headline)
        findings = (*grammar_zh.events(zh), *standing_zh.standings(zh))
        takes_up = zh if takes_up_zh.may_take_up(zh) else None
    else:
        tokens = groups_en.group_firms(english_tokens(masked, spans), headline)
        en = sentence_en.Sentence(masked, tokens, headline, of_alerts)
        findings = (*grammar_en.events(en), *standing_en.standings(en))
        takes_up = en if grammar_en.may_take_up(en) else None
    firms = tuple([token for token in tokens if token.kind == FIRM])
    verbs = tuple([(token.start, token.end) for token in tokens if token.form in _TELLING])
    return Phrasing(firms, findings, verbs, takes_up)
