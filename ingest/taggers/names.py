"""Every spelling of every firm, compiled once into one automaton over folded text.

Folded text has the length of the text it was made from: Traditional and Simplified are one, full-width signs are
ASCII, Latin letters lower case. So a hit's offsets in the folded text are its offsets in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

import ahocorasick

from licensing.model import Alias
from licensing.text import fold

OTHER_NAMES = Path(__file__).parent / "vocabulary" / "other_names.txt"

_WORD = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_NOT_BEFORE_A_WORD = frozenset("@.-")  # "@okx", "x.osl": part of a handle or an address


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling. slug None: a firm outside the reference. firm False: no firm, only shields a shorter name in it.

    needs: conditions on a hit. ``context``: written with the exact case, in a sentence with words of the field, or in
    an article that names the firm otherwise. ``case``: written with the exact case or in capitals.
    ``not-after-number``: not after a digit ("16:45 HKT" is a time).
    """

    spelling: str
    slug: str | None
    needs: frozenset[str] = frozenset()
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Names:
    """The compiled spellings. ``automaton`` is never changed after it was made."""

    automaton: Any
    size: int

    def find(self, folded: str, *, shields: bool = False) -> list[tuple[int, int, Name]]:
        """Hits in folded text as (start, end, name): whole words only, of overlapping ones the longest, in order.

        shields: with the names that are no firm's.
        """
        hits: list[tuple[int, int, Name]] = []
        size = len(folded)
        for last, (length, name) in self.automaton.iter(folded):
            end = last + 1
            start = end - length
            if start and folded[start] in _WORD and _goes_before(folded, start):
                continue
            if end == size or folded[last] not in _WORD or folded[end] not in _WORD:
                hits.append((start, -end, name))
        if len(hits) > 1:
            hits.sort(key=_place)
        found: list[tuple[int, int, Name]] = []
        free_from = 0
        for start, minus_end, name in hits:
            if start >= free_from:
                free_from = -minus_end
                if shields or name.firm:
                    found.append((start, free_from, name))
        return found


def build_names(aliases: Sequence[Alias]) -> Names:
    """Compile the reference's aliases and the names outside it; where they meet, the reference's alias counts."""
    automaton = ahocorasick.Automaton()
    size = 0
    for name in (*_reference_names(aliases), *_other_names(OTHER_NAMES)):
        for form in _written_forms(name.spelling):
            if form and form not in automaton:
                automaton.add_word(form, (len(form), name))
                size += 1
    automaton.make_automaton()
    return Names(automaton, size)


def _reference_names(aliases: Iterable[Alias]) -> Iterator[Name]:
    for alias in aliases:
        yield Name(alias.alias, alias.firm_slug, frozenset(alias.needs.split()))


def _other_names(path: Path) -> Iterator[Name]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if line[0] == "!":
            yield Name(line[1:], None, firm=False)
        elif line[0] == "?":
            yield Name(line[1:], None, frozenset({"context"}))
        else:
            yield Name(line, None, frozenset({"case"}))


def _written_forms(spelling: str) -> list[str]:
    """The folded spelling, and the same without its spaces: papers write "DFXLabs" and "MatrixportHK" too."""
    folded = fold(spelling)
    glued = folded.replace(" ", "")
    return [folded, glued] if glued != folded and len(glued) > 6 and glued.isascii() else [folded]


_place = itemgetter(0, 1)


def _goes_before(folded: str, start: int) -> bool:
    """Whether a Latin word goes on into the hit at ``start``: OSL is not in "cosl", but it is in "及OSL"."""
    before = folded[start - 1]
    return before in _WORD or (before in _NOT_BEFORE_A_WORD and start > 1 and folded[start - 2] in _WORD)
