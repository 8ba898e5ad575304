"""JSON lines in, tagged JSON lines out: how the taggers are scored. Needs no network, no database."""

from __future__ import annotations

import gc
import json
from typing import Any, BinaryIO

from ingest.taggers import Tagger, build_tagger
from licensing.model import Amount, ComplianceCost, FirmCount, FirmMention, ReportedEvent, Span, Tags
from licensing.reference import load_reference

_FLUSH_EVERY = 64


class BadLine(ValueError):
    """A line that cannot be tagged; ``id`` is the record's where it has one."""

    def __init__(self, message: str, identity: object = None) -> None:
        super().__init__(message)
        self.id = identity


def run(stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Tag every line; one line out per line in, in order. Exit status: 1 when a line was bad, else 0."""
    reference = load_reference()
    tagger = build_tagger(reference)
    gc.freeze()  # all that is loaded by now stays: without it a sixth of the time goes to looking for what does not
    names = {firm.slug: firm.platform_name or firm.legal_name for firm in reference.firms}
    status = 0
    for number, line in enumerate(stdin, 1):
        try:
            answer = answer_line(line, tagger, names)
        except BadLine as error:
            status = 1
            answer = {"id": error.id, "error": f"line {number}: {error}"}
        stdout.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        if number % _FLUSH_EVERY == 0:
            stdout.flush()
    stdout.flush()
    return status


def answer_line(line: bytes, tagger: Tagger, names: dict[str, str]) -> dict[str, Any]:
    """The answer to one record. names: slug -> name to show. Raises BadLine."""
    record = _record(line)
    title, text = _words(record, "title"), _words(record, "text")
    tags = tagger.tag(title, text, _optional(record, "published"), _optional(record, "language"))
    return {"id": record["id"], **as_json(tags, names)}


def _record(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine(f"not JSON ({type(error).__name__})") from error
    if not isinstance(record, dict):
        raise BadLine("not a JSON object")
    if record.get("id") is None:
        raise BadLine("no id")
    if not isinstance(record.get("text"), str):
        raise BadLine("no text", record["id"])
    return record


def _words(record: dict[str, Any], key: str) -> str:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise BadLine(f"{key} is not a string", record["id"])
    return value or ""


def _optional(record: dict[str, Any], key: str) -> str | None:
    return _words(record, key) or None


def as_json(tags: Tags, names: dict[str, str]) -> dict[str, Any]:
    """Tags as TAGGING's interface writes them. names: slug -> name of a firm of the reference."""
    return {
        "language": tags.language,
        "relevant": tags.relevant,
        "reason": tags.reason,
        "firms": [_firm(firm, names) for firm in tags.firms],
        "events": [_event(event, names) for event in tags.events],
        "firm_counts": [_count(count) for count in tags.firm_counts],
        "costs": [_cost(cost) for cost in tags.costs],
    }


def _firm(firm: FirmMention, names: dict[str, str]) -> dict[str, Any]:
    name = names.get(firm.slug or "", firm.name)
    return {"slug": firm.slug, "name": name, "role": firm.role, **_span(firm.span)}


def _event(event: ReportedEvent, names: dict[str, str]) -> dict[str, Any]:
    name = names.get(event.slug or "", event.name)
    return {"slug": event.slug, "name": name, "event": event.event, "date": event.on, **_span(event.span)}


def _count(count: FirmCount) -> dict[str, Any]:
    return {"low": count.low, "high": count.high, "qualifier": count.qualifier, "category": count.category,
            "said_by": count.said_by, **_span(count.span)}  # fmt: skip


def _cost(cost: ComplianceCost) -> dict[str, Any]:
    return {**_amount(cost.amount), "qualifier": cost.qualifier, "kind": cost.kind, "slug": cost.slug,
            "also": _amount(cost.also) if cost.also else None, "said_by": cost.said_by, **_span(cost.span)}  # fmt: skip


def _amount(amount: Amount) -> dict[str, Any]:
    return {"low": amount.low, "high": amount.high, "currency": amount.currency}


def _span(span: Span) -> dict[str, Any]:
    return {"field": span.field, "start": span.start, "end": span.end, "quote": span.quote}
