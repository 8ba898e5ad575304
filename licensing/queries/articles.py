"""The Articles page: search, one page of rows, one article with its tags, what was left out and why."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from licensing.filters import Filters
from licensing.queries.base import TEXT, WHOLE, Values, article_where, one, read, read_chunks
from licensing.queries.stories import PAGE_ROWS
from licensing.search import match_query

CHUNK_ROWS = 10_000

FACT_TABLES = {"firm": "firm_mentions", "event": "reported_events", "count": "firm_counts", "cost": "compliance_costs"}
"""Fact kind, as the address names it -> its table."""

_LIST = {"article_id": WHOLE, "published_on": TEXT, "title": TEXT, "publisher": TEXT, "language": TEXT,
         "relevance_reason": TEXT, "url": TEXT, "correction": TEXT}
_EXPORT = {"article_id": WHOLE, "published_on": TEXT, "published_precision": TEXT, "published_at_utc": TEXT,
           "title": TEXT, "publisher": TEXT, "author": TEXT, "language": TEXT, "url": TEXT, "relevant": WHOLE,
           "relevance_reason": TEXT, "story_id": WHOLE, "source_id": TEXT, "text_from": TEXT, "text": TEXT,
           "correction": TEXT}
_FACTS = {"fact": TEXT, "what": TEXT, "firm_slug": TEXT, "name": TEXT, "field": TEXT, "start": WHOLE, "end": WHOLE,
          "quote": TEXT, "low": WHOLE, "high": WHOLE, "qualifier": TEXT, "currency": TEXT, "said_by": TEXT,
          "effective_on": TEXT, "correction": TEXT}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks of the articles, beside the filters. words: as typed; left_out: those judged not relevant."""

    words: str = ""
    facts: tuple[str, ...] = ()
    left_out: bool = False


def article_count(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> int:
    """How many articles answer."""
    where, values = _where(filters, asked)
    return int(connection.execute(f"SELECT count(*) FROM articles a WHERE {where}", values).fetchone()[0])


def article_page(connection: sqlite3.Connection, filters: Filters, asked: Asked, page: int) -> pd.DataFrame:
    """One page of articles, the newest first; ``page`` counts from 1.

    Columns: article_id, published_on, title, publisher, language, relevance_reason, url, correction.
    """
    where, values = _where(filters, asked)
    values |= {"limit": PAGE_ROWS, "offset": PAGE_ROWS * (max(1, page) - 1)}
    return read(connection, f"""
        SELECT id AS article_id, published_on, title, publisher, language, relevance_reason, url, correction
          FROM articles a WHERE {where} ORDER BY {_newest_first(filters)} LIMIT :limit OFFSET :offset""",
                values, _LIST)


def article_rows(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> Iterator[pd.DataFrame]:
    """All articles that answer, their texts included, in chunks: what an export holds.

    Columns: article_id, published_on, published_precision, published_at_utc, title, publisher, author, language, url,
    relevant, relevance_reason, story_id, source_id, text_from, text, correction.
    """
    where, values = _where(filters, asked)
    yield from read_chunks(connection, f"""
        SELECT id AS article_id, published_on, published_precision, published_at AS published_at_utc, title,
               publisher, author, language, url, relevant, relevance_reason, story_id, source_id, text_from, text,
               correction
          FROM articles a WHERE {where} ORDER BY {_newest_first(filters)}""", values, _EXPORT, CHUNK_ROWS)


def article(connection: sqlite3.Connection, article_id: int) -> dict[str, Any]:
    """One article with its text and the feeds that carried it (``carried_by``); empty if there is none."""
    return one(connection, """
        SELECT a.id, a.title, a.text, a.publisher, a.author, a.url, a.published_on, a.published_at,
               a.published_precision, a.language, a.relevant, a.relevance_reason, a.text_from, a.correction,
               a.fetched_at, a.story_id,
               (SELECT group_concat(coalesce(s.name, x.source_id), ', ') FROM article_sources x
                  LEFT JOIN sources s ON s.id = x.source_id WHERE x.article_id = a.id) AS carried_by
          FROM articles a WHERE a.id = :id""", {"id": article_id})


def article_facts(connection: sqlite3.Connection, article_id: int) -> pd.DataFrame:
    """Every fact found in one article, in reading order.

    Columns: fact (firm, event, count, cost), what (role, event, category, kind), firm_slug, name, field, start, end,
    quote, low, high, qualifier, currency, said_by, effective_on, correction.
    """
    return read(connection, """
        SELECT * FROM (
        SELECT 'firm' AS fact, role AS what, firm_slug, name, field, start, end, quote, NULL AS low, NULL AS high,
               NULL AS qualifier, NULL AS currency, NULL AS said_by, NULL AS effective_on, correction
          FROM firm_mentions WHERE article_id = :id
        UNION ALL SELECT 'event', event, firm_slug, name, field, start, end, quote, NULL, NULL, NULL, NULL, NULL,
               effective_on, correction FROM reported_events WHERE article_id = :id
        UNION ALL SELECT 'count', category, NULL, NULL, field, start, end, quote, low, high, qualifier, NULL,
               said_by, NULL, correction FROM firm_counts WHERE article_id = :id
        UNION ALL SELECT 'cost', kind, firm_slug, NULL, field, start, end, quote, low, high, qualifier, currency,
               said_by, NULL, correction FROM compliance_costs WHERE article_id = :id)
        ORDER BY field DESC, start, end""", {"id": article_id}, _FACTS)


def _newest_first(filters: Filters) -> str:
    """The order of every list. The + keeps SQLite from walking all days in order for the few rows of a publisher."""
    return f"{'+' if filters.publishers else ''}published_on DESC, id DESC"


def _where(filters: Filters, asked: Asked) -> tuple[str, Values]:
    where, values = article_where(filters)
    parts = [where, "a.relevant = 0" if asked.left_out else "a.relevant = 1"]
    match = match_query(asked.words)
    if match:
        parts.append("a.id IN (SELECT rowid FROM article_search WHERE article_search MATCH :match)")
        values["match"] = match
    parts += [f"EXISTS (SELECT 1 FROM {FACT_TABLES[kind]} f WHERE f.article_id = a.id)"
              for kind in asked.facts if kind in FACT_TABLES]
    return " AND ".join(parts), values


def publishers(connection: sqlite3.Connection, limit: int = 200) -> pd.DataFrame:
    """Who published most of the relevant articles. Columns: publisher, n_articles."""
    return read(connection, """
        SELECT publisher, count(*) AS n_articles FROM articles WHERE relevant = 1
         GROUP BY publisher ORDER BY n_articles DESC, publisher LIMIT :limit""",
                {"limit": limit}, {"publisher": TEXT, "n_articles": WHOLE})


def are_publishers(connection: sqlite3.Connection, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of ``names`` that published anything: what an address may filter on."""
    rows = connection.execute("""SELECT value FROM json_each(:names)
        WHERE EXISTS (SELECT 1 FROM articles WHERE publisher = value)""", {"names": json.dumps(names)})
    return tuple(row[0] for row in rows)
