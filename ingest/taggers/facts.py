"""What one reading of an article yields: mentions, sentences, and what each says of a firm."""

from __future__ import annotations

from typing import NamedTuple

from ingest.taggers.mentions import Mention
from licensing.model import Event, Role


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
    """mentions in order; facts in order of the text. verbs: sentence -> where its telling words stand in the field.

    items: the sentences that are lines of a list of firms.
    """

    mentions: tuple[Mention, ...]
    sentences: tuple[SentenceSpan, ...]
    facts: tuple[Fact, ...]
    verbs: dict[int, tuple[tuple[int, int], ...]]
    items: dict[int, int | None]
