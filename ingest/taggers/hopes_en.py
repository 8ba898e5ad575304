"""Whether a number of firms in an English sentence is only hoped for, expected or possible."""

from __future__ import annotations

import re

from ingest.taggers.counted_en import counted_words
from ingest.taggers.cues import Cue
from ingest.taggers.quantities import Quantity

_MAY_NOW = re.compile(r"(?:may|can|are free to|make)\b")
_IF = re.compile(r"\b(?:if|once|unless|when|until|only after)\b")
_SET_TO = re.compile(r"\b(?:set|due|about|poised|slated|bound|tipped) to (?!the\b)")
_TO_BE_THE = re.compile(r"\b(?:will|would|could|may|might) (?:be|become) (?:the|hong kong's|only the) $")
_TO_COME = re.compile(
    r"(?: more| others?)? (?:are|is|were|was) (?:expected|due|likely|planned|set to|to follow|on the way)\b"
)


def is_only_hoped_for(folded: str, told: Cue, number: Quantity, right: int) -> bool:
    """Whether what the cue says is only hoped for, expected or possible."""
    words = counted_words().modal
    if number.ordinal and _TO_BE_THE.search(folded, max(number.start - 24, 0), number.start):
        return True  # "it will be the twelfth licensed exchange"
    if told.kind == "licensed" and _MAY_NOW.match(folded, told.start):  # "40 firms may now offer trading"
        if _IF.search(folded, told.end, right):
            return True
        told = told._replace(end=told.start) if told.start >= number.end else told._replace(start=told.end)
    if told.end <= number.start and _TO_COME.match(folded, number.end):
        return True
    if _SET_TO.search(folded, min(number.start, told.start), max(told.end, min(number.end + 60, right))):
        return True
    span = folded[min(number.start, told.start) : max(told.end, number.end)] if told.start < right else ""
    lead = folded[max(number.start - 40, 0) : number.start]
    return any(word in words for word in span.replace(",", " ").split()) or any(
        word in ("expected", "expects", "likely", "hopes", "estimate", "predict", "forecast") for word in lead.split()
    )


def hopes(folded: str) -> bool:
    """Whether a sentence holds any word of hope or chance."""
    return not counted_words().modal.isdisjoint(folded.replace(",", " ").split())
