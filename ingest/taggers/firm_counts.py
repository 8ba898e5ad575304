"""Stated numbers of firms, with regard to Hong Kong's licensing: one row a distinct fact."""

from __future__ import annotations

from ingest.taggers.counts_en import Counted, english_counts, firm_nouns
from ingest.taggers.counts_zh import chinese_counts
from ingest.taggers.document import Document, Sentence
from ingest.taggers.hints import Hint
from ingest.taggers.said_by import said_by
from licensing.model import FirmCount

_COUNTS, _FIRMS = int(Hint.NUMBER | Hint.COUNTED), int(Hint.FIRMS)

def find_firm_counts(document: Document) -> tuple[FirmCount, ...]:
    """Numbers of firms in sentences that are of Hong Kong; what is hoped for or expected is left out."""
    found: dict[tuple[object, ...], FirmCount] = {}
    counted: tuple[Counted, ...] = ()
    before: Sentence | None = None  # the sentence before, if it is of Hong Kong
    for sentence in document.sentences:
        if document.elsewhere[sentence.number]:
            counted, before = (), None
            continue
        if document.is_chinese:
            counted = chinese_counts(sentence.folded)
        else:
            counted = _english(sentence, before, bool(counted))
        before = sentence
        for one in counted:
            number = one.quantity
            count = FirmCount(
                number.low,
                number.high,
                number.qualifier,
                one.category,
                said_by(sentence.text, document.is_chinese),
                sentence.span(one.start, max(one.end, number.end)),
            )
            found.setdefault((count.category, count.low, count.high), count)
    return tuple(found.values())


def _english(sentence: Sentence, before: Sentence | None, counting: bool) -> tuple[Counted, ...]:
    """Numbers of firms in an English sentence. counting: the one before has counted some."""
    if sentence.hints & _COUNTS != _COUNTS:
        return ()
    about_firms = counting or (before is not None and before.hints & _FIRMS != 0 and firm_nouns(before.folded))
    if not about_firms and not sentence.hints & _FIRMS:
        return ()
    return english_counts(sentence.folded, about_firms)
