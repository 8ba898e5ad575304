"""What one reading of an article yields: mentions, sentences, and what each says of a firm."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from ingest.taggers.hints import hints_of
from ingest.taggers.mentions import Mention
from licensing.model import Event, Role

LONGEST_SENTENCE = 1000  # characters


class SentenceSpan(NamedTuple):
    """A sentence: its field, where it stands, its folded text, whether its fact is of another place, and its hints."""

    field: str
    start: int
    end: int
    folded: str
    elsewhere: bool
    hints: int


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
    """mentions in order; facts in order of the text. verbs: sentence -> where its telling words stand in the field.

    items: the sentences that are lines of a list of firms.
    """

    mentions: tuple[Mention, ...]
    sentences: tuple[SentenceSpan, ...]
    facts: tuple[Fact, ...]
    verbs: dict[int, tuple[tuple[int, int], ...]]
    items: dict[int, int | None]


def located(reading: Reading) -> Iterator[tuple[int, int]]:
    """(number of a mention, number of the sentence it stands in), in the mentions' order."""
    begins = [(sentence.field != "title", sentence.start) for sentence in reading.sentences]
    for n, mention in enumerate(reading.mentions):
        number = bisect_right(begins, (mention.field != "title", mention.start)) - 1
        sentence = reading.sentences[number]
        if number >= 0 and mention.field == sentence.field and mention.start < sentence.start + len(sentence.folded):
            yield n, number


def pieces(sentence: SentenceSpan) -> Iterator[SentenceSpan]:
    """A sentence longer than any that is written, cut, so that the time to read a text grows as its length does."""
    start = 0
    while len(sentence.folded) - start > LONGEST_SENTENCE:
        blank = sentence.folded.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        end = blank if blank > 0 else start + LONGEST_SENTENCE
        yield _piece(sentence, start, end)
        start = end
    yield _piece(sentence, start, len(sentence.folded)) if start else sentence


def _piece(sentence: SentenceSpan, start: int, end: int) -> SentenceSpan:
    words = sentence.folded[start:end]
    return sentence._replace(
        start=sentence.start + start, end=sentence.start + end, folded=words, hints=hints_of(words)
    )
