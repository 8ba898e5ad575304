"""Rows into frames with the same columns and types, whether there are rows or none; filters into SQL conditions."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from licensing.filters import Filters

Values = dict[str, Any]
TEXT, WHOLE, NUMBER, YES_NO = "str", "Int64", "float64", "boolean"
"""Column types: text (missing: NaN), whole numbers (missing: NA), other numbers, true or false."""


def read(connection: sqlite3.Connection, sql: str, values: Values, columns: Mapping[str, str]) -> pd.DataFrame:
    """The rows of a question as a frame with exactly ``columns``; addresses that are not http(s) come out missing.

    Raises sqlite3.Error for a broken database, ValueError where the question gives other columns.
    """
    cursor = connection.execute(sql, values)
    _same_columns(cursor, columns)
    return _frame(cursor.fetchall(), columns)


def read_chunks(connection: sqlite3.Connection, sql: str, values: Values, columns: Mapping[str, str],
                size: int) -> Iterator[pd.DataFrame]:
    """As ``read``, ``size`` rows at a time, so that 100,000 articles never lie in memory at once; one at least."""
    cursor = connection.execute(sql, values)
    _same_columns(cursor, columns)
    rows = cursor.fetchmany(size)
    yield _frame(rows, columns)
    while len(rows) == size and (rows := cursor.fetchmany(size)):
        yield _frame(rows, columns)


def _same_columns(cursor: sqlite3.Cursor, columns: Mapping[str, str]) -> None:
    names = [description[0] for description in cursor.description]
    if names != list(columns):
        raise ValueError(f"the question gives {names}, its contract says {list(columns)}")


def _frame(rows: list[Any], columns: Mapping[str, str]) -> pd.DataFrame:
    by_column = zip(*rows, strict=True) if rows else ([] for _ in columns)
    frame = pd.DataFrame({name: pd.Series(list(cells), dtype=columns[name])
                          for name, cells in zip(columns, by_column, strict=True)})
    for name in frame.columns.intersection(["url", "source_url", "website"]):
        frame[name] = frame[name].where(frame[name].str.match(r"https?://", case=False, na=False))
    return frame


def one(connection: sqlite3.Connection, sql: str, values: Values) -> dict[str, Any]:
    """The first row of a question, empty where there is none."""
    row = connection.execute(sql, values).fetchone()
    return dict(row) if row is not None else {}


def article_where(filters: Filters, table: str = "a", article_id: str = "id") -> tuple[str, Values]:
    """A condition on articles (or on a view with their columns), and the values it binds.

    A date known to the month lies within a range that it overlaps; undated articles drop out once a day is chosen.
    Firms, statuses and regimes ask for articles that name such a firm.
    """
    parts, values = ["1"], Values()
    if filters.since:
        parts += [f"{table}.published_on >= :since_year",
                  f"{table}.published_on >= substr(:since, 1, length({table}.published_on))"]
        values |= {"since": filters.since.isoformat(), "since_year": f"{filters.since.year:04}"}
    if filters.until:
        parts.append(f"{table}.published_on <= :until")
        values["until"] = filters.until.isoformat()
    for name, chosen in (("publisher", filters.publishers), ("language", filters.languages)):
        if chosen:
            parts.append(f"{table}.{name} IN (SELECT value FROM json_each(:{name}s))")
            values[f"{name}s"] = json.dumps(chosen)
    firms, more = firm_where(filters, "m.firm_slug")
    if firms != "1":
        parts.append(f"{table}.{article_id} IN (SELECT m.article_id FROM firm_mentions m WHERE {firms})")
        values |= more
    return " AND ".join(parts), values


def firm_where(filters: Filters, slug: str) -> tuple[str, Values]:
    """A condition on a firm's slug: one of the firms chosen, with a status and under a regime chosen (today's)."""
    parts, values = [], Values()
    if filters.firms:
        parts.append(f"{slug} IN (SELECT value FROM json_each(:firms))")
        values["firms"] = json.dumps(filters.firms)
    if filters.statuses or filters.regimes:
        parts.append(f"{slug} IN ({_FIRMS_BY_STATUS})")
        values |= {"statuses": json.dumps(filters.statuses), "regimes": json.dumps(filters.regimes)}
    return " AND ".join(parts) or "1", values


# A firm's status under a regime is its newest event there; of two on one day the later row.
_FIRMS_BY_STATUS = """
    SELECT firm_slug FROM (SELECT firm_slug, regime, status, row_number() OVER (
        PARTITION BY firm_slug, regime ORDER BY effective_on DESC, id DESC) AS newest
        FROM licence_events)
    WHERE newest = 1
      AND (:statuses = '[]' OR status IN (SELECT value FROM json_each(:statuses)))
      AND (:regimes = '[]' OR regime IN (SELECT value FROM json_each(:regimes)))"""
