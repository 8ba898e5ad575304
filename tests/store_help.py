"""Values the tests of the store are made of: a tagger whose rules can be read at a glance, articles, dumps."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ingest.store_tags import TAG_TABLES
from licensing.model import (
    Amount,
    Article,
    ComplianceCost,
    CostKind,
    Currency,
    FirmMention,
    Language,
    Precision,
    Qualifier,
    Role,
    Span,
    Tags,
)

NOW = "2026-10-09T00:00:00+00:00"


@dataclass(frozen=True)
class PlainTagger:
    """Relevant is what speaks of a licence; OSL is a firm; ``US$5`` is a cost of five dollars."""

    version: str = "plain-1"

    def tag(self, title: str, text: str, published: str | None, language: str | None) -> Tags:
        if "licence" not in title + text and "牌照" not in title + text:
            return Tags(Language.EN, False, "no licence")
        firms = tuple(FirmMention("osl", "OSL", Role.LICENSEE, span) for span in _spans("OSL", title, text))
        costs = tuple(
            ComplianceCost(Amount(n, n, Currency.USD), Qualifier.EXACT, CostKind.FEE, None, None, None, span)
            for span in _spans(r"US\$\d+", title, text) if (n := int(span.quote[3:]))
        )
        return Tags(Language.EN, True, "a licence", firms=firms[:1], costs=costs)


def _spans(pattern: str, title: str, text: str) -> Iterator[Span]:
    for field, words in (("title", title), ("text", text)):
        yield from (Span(field, m.start(), m.end(), m.group()) for m in re.finditer(pattern, words))


def article(identity: str = "https://news.example/1", text: str = "OSL has a licence.", **changes: Any) -> Article:
    """An article, its title and the rest as given or usual."""
    values: dict[str, Any] = {
        "identity": identity, "url": identity if identity.startswith("http") else None, "source_id": "a", "guid": None,
        "title": "News of the day", "author": None, "publisher": "Example",
        "published_at": datetime(2026, 10, 8, 4, tzinfo=UTC), "published_on": "2026-10-08",
        "published_precision": Precision.INSTANT, "language": Language.EN, "text": text,
    }
    return Article(**(values | changes))


def canonical(connection: sqlite3.Connection) -> str:
    """All that a run leaves behind, without row ids, times of reading and the history of runs: equal ends, equal text."""
    names = dict(connection.execute("SELECT id, identity FROM articles"))
    parts: dict[str, list[str]] = {}
    for table in ("articles", "article_sources", "page_queue", *TAG_TABLES, "firms", "firm_aliases", "licence_events",
                  "milestones", "official_figures", "alerts", "register_changes", "sources", "source_state",
                  "corrections"):
        cursor = connection.execute(f"SELECT * FROM {table}")
        columns = [column[0] for column in cursor.description]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor]
        parts[table] = sorted(json.dumps(_without_ids(table, row, names), sort_keys=True) for row in rows)
    parts["stories"] = sorted(
        json.dumps(sorted(names[n] for n in map(int, members.split(","))))
        for (members,) in connection.execute(
            "SELECT group_concat(id) FROM articles WHERE story_id IS NOT NULL GROUP BY story_id")
    )
    return json.dumps(parts, indent=1, sort_keys=True)


def _without_ids(table: str, row: dict[str, Any], names: dict[int, str]) -> dict[str, Any]:
    gone = {"id", "fetched_at", "updated_at", "first_seen_at", "queued_at", "story_id", "reading_id", "seen_on"}
    kept = {name: value for name, value in row.items() if name not in gone}
    if "article_id" in kept:
        kept["article_id"] = names[kept["article_id"]]
    return kept


def check_database(connection: sqlite3.Connection) -> None:
    """What must hold whatever happened: a sound file, quotes where they say, an index that agrees, no orphan."""
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in TAG_TABLES:
        for field, start, end, quote, title, text, relevant in connection.execute(
            f"SELECT t.field, t.start, t.end, t.quote, a.title, a.text, a.relevant FROM {table} t "
            "JOIN articles a ON a.id = t.article_id"
        ):
            assert {"title": title, "text": text}[field][start:end] == quote
            assert relevant
    indexed = connection.execute("SELECT count(*) FROM article_search").fetchone()
    assert indexed == connection.execute("SELECT count(*) FROM articles").fetchone()
