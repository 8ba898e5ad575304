"""Sums that a licence costs."""

from __future__ import annotations

from ingest.taggers.document import Document
from licensing.model import ComplianceCost


def find_costs(document: Document) -> tuple[ComplianceCost, ...]:
    return ()
