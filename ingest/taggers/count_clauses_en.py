"""Where the clause of a number of firms begins and ends in an English sentence: what is said of it stands inside."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.taggers.tokens_en import Token

CLAUSE_ENDS = (";", ":", "—")
_NAMES_SOME = re.compile(r"\b(?:including|such as|among them|like)\b[^.;]*$")
_ANOTHER_CLAUSE = re.compile(  # of another subject; "three firms have only this and are deemed licensed" goes on
    r" and (?:(?:[\w'’.-]+ ){1,3}(?:had|has|have|is|are|was|were|will|could|may|might|would)|has|is|was)\b"
)


def clause_start(folded: str, begin: int, start: int) -> int:
    """Where the clause of what stands at ``start`` begins, not before ``begin``."""
    cuts = [folded.rfind(sign, begin, start) + 1 for sign in CLAUSE_ENDS]
    return max([begin, *cuts])


def until_clause_end(folded: str, start: int, end: int) -> int:
    """Where the clause of what stands at ``start`` ends, not behind ``end``."""
    signs = (*CLAUSE_ENDS, ", while ", ", but ", " whereas ")
    cuts = [at for sign in signs if (at := folded.find(sign, start, end)) >= 0]
    another = _ANOTHER_CLAUSE.search(folded, start, end)
    if another and _NAMES_SOME.search(folded, start, another.start()):
        another = None  # "40 companies including X and Y had upgraded their licences"
    return min([end, *cuts, *([another.start()] if another else [])])


def end_of_clause(folded: str, tokens: Sequence[Token], head: int, end: int) -> int:
    """Where the quote ends: with the clause, before the next number."""
    start = tokens[head].end
    cuts = [at for sign in (*CLAUSE_ENDS, ", ", " while ", " but ") if (at := folded.find(sign, start, end)) >= 0]
    stop = min([end, *cuts])
    return start + len(folded[start:stop].rstrip(" .,;:(")) if stop > start else start
