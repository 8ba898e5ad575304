"""Which topics every sentence touches, found in one pass over the article; vocabulary/topics.toml has the words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from enum import IntFlag
from functools import cache
from typing import Any, NamedTuple

import ahocorasick

from ingest.taggers.quantities import VOCABULARY
from licensing.text import fold


class Topic(IntFlag):
    """What a sentence speaks of; several at once."""

    HONG_KONG = 1
    REGULATOR = 2
    OWN_REGIME = 4
    ELSEWHERE = 8
    MAINLAND = 16
    FIELD = 32
    LICENCE = 64
    LICENSED = 128
    SETTING_UP = 256
    PRODUCT = 512
    APPLYING = 1024
    OWN_FIRM = 2048
    OTHER_LICENCE = 4096


HERE = Topic.HONG_KONG | Topic.REGULATOR | Topic.OWN_REGIME | Topic.OWN_FIRM
_HERE, _ELSEWHERE, _EVERY = int(HERE), int(Topic.ELSEWHERE), -1
_WORD = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_SET_BESIDE = re.compile(  # what makes a place one that Hong Kong is only set beside
    r"\b(?:than|compared (?:with|to)|unlike)(?: in| that of| those of| those in| the)?[\s\w'’]{0,3}$"
    r"|(?:比|[高低多少][于於]|较|較|相比|有别于|不同于)$"
)
_DOLLAR = re.compile(r"(?:us|u\.s\.|united states|american) dollars?\b")


class _Word(NamedTuple):
    length: int
    topic: int
    case: str  # the spelling it must have as written; "" for any
    goes_on: bool


def topics_of(given: str, folded: str) -> int:
    """The topics (bits of ``Topic``) of a sentence as given and folded. Words inside a longer one don't count."""
    hits = [(start, -end, topic) for start, end, topic in _hits(_automaton_of(_EVERY), given, folded)]
    hits.sort()  # of the words that begin at one place the longest first
    topics = reached = 0
    for start, minus_end, topic in hits:
        if -minus_end > reached:
            reached = -minus_end
            if topic != _ELSEWHERE or not _says_no_place(folded, start, reached):
                topics |= topic
    return topics


def _says_no_place(folded: str, start: int, end: int) -> bool:
    """Whether a place tells where someone comes from ("Singapore-based"), what money is meant, or a comparison."""
    if folded.startswith("-", end) or _DOLLAR.match(folded, start):
        return True
    return _SET_BESIDE.search(folded, max(start - 24, 0), start) is not None


def touches(given: str, folded: str, topic: Topic) -> bool:
    """Whether a text has a word of a topic; read only as far as must be to tell."""
    return next(_hits(_automaton_of(int(topic)), given, folded), None) is not None


def _hits(words: Any, given: str, folded: str) -> Iterator[tuple[int, int, int]]:
    """(start, end, topic) of the words that stand alone, by where they end."""
    for last, (length, topic, case, goes_on) in words.iter(folded):
        end = last + 1
        start = end - length
        if start and folded[start] in _WORD and folded[start - 1] in _WORD:
            continue
        if not goes_on and folded[last] in _WORD and end < len(folded) and folded[end] in _WORD:
            continue
        if case and (given[start:end] != case or given[end : end + 1] == "$"):
            continue  # "US$" is money, no place
        yield start, end, topic


@cache
def topic_words() -> dict[str, list[str]]:
    """vocabulary/topics.toml: topic -> words."""
    with (VOCABULARY / "topics.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _automaton_of(topics: int) -> Any:
    """The words of these topics (bits), folded."""
    words: dict[str, _Word] = {}
    for kind, spellings in topic_words().items():
        for spelling in spellings:
            plain = spelling.strip("=*")
            folded = fold(plain)
            topic = int(Topic[kind.upper()]) | (words[folded].topic if folded in words else 0)
            words[folded] = _Word(len(folded), topic, plain if spelling[0] == "=" else "", spelling[-1] == "*")
    built = ahocorasick.Automaton()
    for folded, word in words.items():
        if word.topic & topics:
            built.add_word(folded, tuple(word))
    built.make_automaton()
    return built
