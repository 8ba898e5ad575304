"""What a list of sums stands under: a line that ends with a colon, a short line over its items, or the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.taggers.cost_kinds import Clause, has_anti, kinds_by_law

_LONGEST = 60  # characters of a line that is a heading without a colon
_ITEM = re.compile(r"(?:[-*•·–|]|\d{1,2}[.)、])\s?|[^:。;.\d]{1,40}:\s?\S")  # "- issuers HK$5 million", 持牌法团:4740元
_SENTENCE_ENDS = (".", "。", ";", ",", "!", "?", "…", '"')


class Heading(NamedTuple):
    """The words a list is read under, which end with a colon; "" for none. of_items: only lines that are items are."""

    words: str
    of_items: bool

    def covers(self, line: str) -> bool:
        return bool(self.words) and (not self.of_items or _ITEM.match(line) is not None)


NO_HEADING = Heading("", False)


def heading_of(line: str, before: Sequence[str], chinese: bool) -> Heading:
    """What a list below this line stands under. before: the lines above it, for one that names no kind of cost."""
    if line.endswith(":"):
        told = kinds_by_law(line, chinese) or has_anti(line, Clause(line.rfind(",") + 1, len(line)), chinese)
        return Heading(line if told else "\n".join([*before[:1], *before[-1:], line]), False)
    if len(line) > _LONGEST or line.endswith(_SENTENCE_ENDS) or not kinds_by_law(line, chinese):
        return NO_HEADING
    return Heading(f"{line}:", True)
