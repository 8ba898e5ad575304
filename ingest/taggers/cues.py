"""Cue words as compiled patterns: which categories, kinds or signs of a vocabulary a stretch of text holds."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from ingest.taggers.quantities import VOCABULARY


class Cue(NamedTuple):
    """One cue word: what it is a sign of, and where it stands in the text searched."""

    kind: str
    start: int
    end: int


class Cues:
    """Words by kind, compiled into one pattern; the longest word wins where several begin at one place."""

    def __init__(self, words: Mapping[str, Iterable[str]], latin: bool) -> None:
        self._kind_of = {word: kind for kind, listed in words.items() for word in listed}
        spelled = sorted(self._kind_of, key=len, reverse=True)
        shape = "|".join(f"({_shape(word)})" for word in spelled)
        self._kinds = [self._kind_of[word] for word in spelled]
        self._pattern = re.compile(rf"(?<![a-z0-9])(?:{shape})(?![a-z0-9])" if latin else shape)

    def find(self, folded: str, start: int = 0, end: int | None = None) -> list[Cue]:
        """Every cue between two places, in order."""
        limit = len(folded) if end is None else end
        return [Cue(self._kinds[(m.lastindex or 1) - 1], m.start(), m.end()) for m in self._pattern.finditer(folded, start, limit)]

    def first(self, folded: str, start: int = 0, end: int | None = None) -> Cue | None:
        """The first cue between two places, None if there is none."""
        m = self._pattern.search(folded, start, len(folded) if end is None else end)
        return Cue(self._kinds[(m.lastindex or 1) - 1], m.start(), m.end()) if m else None


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """A file of the vocabulary, read once."""
    with (VOCABULARY / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def _shape(word: str) -> str:
    return re.escape(word[:-1]) + r"[a-z]*" if word.endswith("*") else re.escape(word)
