"""Stated numbers of firms, with regard to Hong Kong's licensing: one row a distinct fact."""

from __future__ import annotations

from ingest.taggers.counts_en import Counted, english_counts, firm_nouns
from ingest.taggers.counts_zh import chinese_counts
from ingest.taggers.document import Document, Sentence
from ingest.taggers.hints import Hint
from ingest.taggers.linked_counts_en import is_of_the_list, list_named
from ingest.taggers.linked_counts_zh import list_named as list_named_zh
from ingest.taggers.said_by import said_by
from licensing.model import FirmCount

_LISTS_LAST = 4  # sentences over which "on the list" means the list that was named
_COUNTS, _FIRMS = int(Hint.NUMBER | Hint.COUNTED), int(Hint.FIRMS)

def find_firm_counts(document: Document) -> tuple[FirmCount, ...]:
    """Numbers of firms in sentences that are of Hong Kong; what is hoped for or expected is left out."""
    found: dict[tuple[object, ...], FirmCount] = {}
    counted: tuple[Counted, ...] = ()
    listed: str | None = None  # of which firms the list is that was named last, and where
    named_at = 0
    before: Sentence | None = None  # the sentence before, if it is of Hong Kong
    for sentence in document.sentences:
        if document.elsewhere[sentence.number]:
            counted, before, listed = (), None, None
            continue
        if document.is_chinese:
            counted = chinese_counts(sentence.folded, listed)
        else:
            counted = _english(sentence, before, bool(counted), listed)
        before = sentence
        named = list_named_zh(sentence.folded) if document.is_chinese else list_named(sentence.folded)
        if named is not None:
            listed, named_at = named, sentence.number
        elif sentence.number - named_at >= _LISTS_LAST and not counted:
            listed = None
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


def _english(sentence: Sentence, before: Sentence | None, counting: bool, listed: str | None) -> tuple[Counted, ...]:
    """Numbers of firms in an English sentence. counting: the one before has counted some; listed: it named a list."""
    if listed is not None and is_of_the_list(sentence.folded):
        return english_counts(sentence.folded, True, listed)
    if sentence.hints & _COUNTS != _COUNTS:
        return ()
    about_firms = counting or (before is not None and before.hints & _FIRMS != 0 and firm_nouns(before.folded))
    if not about_firms and not sentence.hints & _FIRMS:
        return ()
    return english_counts(sentence.folded, about_firms)
