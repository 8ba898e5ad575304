"""Stated numbers of firms."""

from __future__ import annotations

from ingest.taggers.document import Document
from licensing.model import FirmCount


def find_firm_counts(document: Document) -> tuple[FirmCount, ...]:
    return ()
