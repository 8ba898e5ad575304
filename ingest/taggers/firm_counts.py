"""Stated numbers of firms, with regard to Hong Kong's licensing: one row a distinct fact."""

from __future__ import annotations

from ingest.taggers.counts_en import Counted, english_counts, firm_nouns
from ingest.taggers.counts_zh import chinese_counts
from ingest.taggers.document import Document
from ingest.taggers.numbers_en import read_english
from ingest.taggers.said_by import said_by
from licensing.model import FirmCount


def find_firm_counts(document: Document) -> tuple[FirmCount, ...]:
    """Numbers of firms in sentences that are of Hong Kong; what is hoped for or expected is left out."""
    found: dict[tuple[object, ...], FirmCount] = {}
    counted: tuple[Counted, ...] = ()
    before = ""  # the sentence before, folded, if it is of Hong Kong
    for sentence in document.sentences:
        if document.elsewhere[sentence.number]:
            counted, before = (), ""
            continue
        if document.is_chinese:
            counted = chinese_counts(sentence.folded)
        elif read_english(sentence.folded)[1]:
            counted = english_counts(sentence.folded, bool(counted) or firm_nouns(before))
        else:
            counted = ()
        before = sentence.folded
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
