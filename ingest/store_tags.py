"""Tags into the database and out of it: all SQL about the facts found in articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Protocol

from ingest.store_index import add_to_index, remove_from_index
from licensing.model import Amount, ComplianceCost, Currency, Span, Tags
from licensing.settings import HKD_PER_USD

TAG_TABLES = ("firm_mentions", "reported_events", "firm_counts", "compliance_costs")
_CHUNK = 500


class Tagger(Protocol):
    """What the store needs of ``ingest.taggers``."""

    @property
    def version(self) -> str:
        """Changes with every rule and alias."""

    def tag(self, title: str, text: str, published: str | None, language: str | None) -> Tags:
        """The facts of one article."""


def insert_tags(connection: sqlite3.Connection, tagged: Iterable[tuple[int, Tags]]) -> None:
    """Store the facts of articles that have none stored."""
    rows: tuple[list[tuple[object, ...]], ...] = ([], [], [], [])
    for number, tags in tagged:
        rows[0].extend((number, f.slug, f.name, f.role, *_place(f.span)) for f in tags.firms)
        rows[1].extend((number, e.slug, e.name, e.event, e.on, *_place(e.span)) for e in tags.events)
        rows[2].extend((number, c.category, c.low, c.high, c.qualifier, c.said_by, *_place(c.span))
                       for c in tags.firm_counts)
        rows[3].extend(_cost_row(number, cost) for cost in tags.costs)
    for statement, values in zip(_INSERTS, rows, strict=True):
        if values:
            connection.executemany(statement, values)


def delete_tags(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Forget all facts of these articles."""
    for table in TAG_TABLES:
        connection.executemany(f"DELETE FROM {table} WHERE article_id = ?", ((number,) for number in ids))


def retag(connection: sqlite3.Connection, tagger: Tagger, ids: Sequence[int]) -> None:
    """Read these articles again and replace their facts; the caller holds the transaction."""
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        articles = connection.execute(
            f"SELECT id, title, text, published_on, language, relevant FROM articles WHERE id IN ({marks}) ORDER BY id",
            chunk).fetchall()
        tagged = [(row[0], tagger.tag(*row[1:5])) for row in articles]
        turned = [(row[0], row[1], row[2], row[5])
                  for row, (_, tags) in zip(articles, tagged, strict=True) if bool(row[5]) != tags.relevant]
        remove_from_index(connection, turned)
        add_to_index(connection, [(number, title, text, not relevant) for number, title, text, relevant in turned])
        forget_stories(connection, chunk)
        delete_tags(connection, chunk)
        insert_tags(connection, tagged)
        connection.executemany(
            """UPDATE articles SET relevant = ?, relevance_reason = ?, tagger_version = ?,
               language = coalesce(language, ?) WHERE id = ?""",
            ((t.relevant, t.reason, tagger.version, t.language, number) for number, t in tagged),
        )


def forget_stories(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Have the stories these articles belong to told again, all their articles together."""
    marks = ",".join("?" * len(ids))
    connection.execute(
        f"""UPDATE articles SET story_id = NULL WHERE story_id IN
            (SELECT story_id FROM articles WHERE id IN ({marks}))""", ids)


def stale_articles(connection: sqlite3.Connection, version: str) -> list[int]:
    """Ids of the articles that other rules or aliases have tagged."""
    index = "SELECT id FROM articles INDEXED BY articles_stale WHERE tagger_version"
    rows = connection.execute(  # not "IS NOT ?", for which SQLite walks through the whole index
        f"{index} < ?1 UNION ALL {index} > ?1 UNION ALL {index} IS NULL ORDER BY 1", (version,))
    return [row[0] for row in rows]


def all_articles(connection: sqlite3.Connection) -> list[int]:
    """Ids of all articles."""
    return [row[0] for row in connection.execute("SELECT id FROM articles ORDER BY id")]


def count_tags(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each tag table holds."""
    return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TAG_TABLES}


def in_hkd(cost: ComplianceCost) -> tuple[float | None, float | None]:
    """The sum in HKD: as stated, as the article itself converts it, or at the peg from USD; else (None, None)."""
    stated = [amount for amount in (cost.amount, cost.also) if amount is not None]
    for amount in stated:
        if amount.currency == Currency.HKD:
            return _times(amount, 1.0)
    for amount in stated:
        if amount.currency == Currency.USD:
            return _times(amount, HKD_PER_USD)
    return None, None


def _times(amount: Amount, rate: float) -> tuple[float | None, float | None]:
    low, high = amount.low, amount.high
    return (None if low is None else round(low * rate, 2)), (None if high is None else round(high * rate, 2))


def _place(span: Span) -> tuple[str, int, int, str]:
    return span.field, span.start, span.end, span.quote


def _cost_row(number: int, cost: ComplianceCost) -> tuple[object, ...]:
    also = cost.also
    return (number, cost.slug, cost.kind, cost.amount.low, cost.amount.high, cost.amount.currency, cost.qualifier,
            also and also.low, also and also.high, also and also.currency, *in_hkd(cost), cost.said_by,
            *_place(cost.span))


_INSERTS = (
    """INSERT INTO firm_mentions(article_id, firm_slug, name, role, field, start, end, quote)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
    """INSERT INTO reported_events(article_id, firm_slug, name, event, effective_on, field, start, end, quote)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
    """INSERT INTO firm_counts(article_id, category, low, high, qualifier, said_by, field, start, end, quote)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
    """INSERT INTO compliance_costs(article_id, firm_slug, kind, low, high, currency, qualifier, also_low, also_high,
           also_currency, hkd_low, hkd_high, said_by, field, start, end, quote)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
)
