"""Which place a sentence speaks of."""

from __future__ import annotations

from ingest.taggers.document import Document, Sentence


def is_elsewhere(sentence: Sentence, document: Document) -> bool:
    """Whether a sentence's facts are those of a place other than Hong Kong."""
    return False
