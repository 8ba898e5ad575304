"""Whether an article is about licensing of virtual-asset businesses in Hong Kong."""

from __future__ import annotations

from ingest.taggers.document import Document


def may_be_relevant(title: str, text: str) -> bool:
    return True


def judge(document: Document) -> tuple[bool, str]:
    return True, "not judged yet"
