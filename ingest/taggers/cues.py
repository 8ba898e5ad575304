"""Cue words compiled for one pass: which categories, kinds or signs of a vocabulary a stretch of text holds."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

import ahocorasick

from ingest.taggers.quantities import VOCABULARY

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_WORD = _LETTERS | frozenset("0123456789")


class Cue(NamedTuple):
    """One cue word: what it is a sign of, and where it stands in the text searched."""

    kind: str
    start: int
    end: int


class Cues:
    """Words by kind, compiled into one automaton; the longest word wins where several begin at one place.

    latin: words stand alone, and "*" at the end of one lets it go on.
    """

    def __init__(self, words: Mapping[str, Iterable[str]], latin: bool) -> None:
        self._automaton: Any = ahocorasick.Automaton()
        self._latin = latin
        for kind, listed in words.items():
            for word in listed:
                plain = word.rstrip("*")
                self._automaton.add_word(plain, (len(plain), kind, plain != word))
        self._automaton.make_automaton()

    def find(self, folded: str, start: int = 0, end: int | None = None) -> list[Cue]:
        """Every cue between two places, in order, none inside another."""
        limit = len(folded) if end is None else end
        if start >= limit:
            return []
        hits = []
        for last, (length, kind, goes_on) in self._automaton.iter(folded, start, limit):
            begin, stop = last + 1 - length, last + 1
            if self._latin:
                if begin and folded[begin - 1] in _WORD:
                    continue
                if stop < len(folded) and folded[stop] in _WORD:
                    if not goes_on:
                        continue
                    stop = _end_of_word(folded, stop)
                    if stop < len(folded) and folded[stop] in _WORD:
                        continue
            hits.append((begin, -length, kind, min(stop, limit)))
        if len(hits) > 1:
            hits.sort()
        return _apart(hits)

    def first(self, folded: str, start: int = 0, end: int | None = None) -> Cue | None:
        """The first cue between two places, None if there is none."""
        return next(iter(self.find(folded, start, end)), None)


def _apart(hits: list[tuple[int, int, str, int]]) -> list[Cue]:
    make = tuple.__new__
    found: list[Cue] = []
    free_from = 0
    for begin, _, kind, stop in hits:
        if begin >= free_from:
            found.append(make(Cue, (kind, begin, stop)))
            free_from = stop
    return found


def _end_of_word(folded: str, at: int) -> int:
    while at < len(folded) and folded[at] in _LETTERS:
        at += 1
    return at


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """A file of the vocabulary, read once."""
    with (VOCABULARY / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
