"""The Firm counts page: how many firms, as articles and regulators state it."""

from __future__ import annotations

import json
import sqlite3

import pandas as pd

from licensing.filters import Filters
from licensing.queries.base import NUMBER, TEXT, WHOLE, Values, article_where, read
from licensing.queries.stories import MAX_MARKS, Reports, first_reports, how_many, newest

_OF = Reports("count_reports", "count_id", "firm_counts", "category")
_COUNTS = {"published_on": TEXT, "category": TEXT, "low": WHOLE, "high": WHOLE, "qualifier": TEXT, "said_by": TEXT,
           "quote": TEXT, "title": TEXT, "publisher": TEXT, "url": TEXT, "n_reports": WHOLE, "article_id": WHOLE,
           "correction": TEXT}
_OFFICIAL = {"date": TEXT, "precision": TEXT, "regime": TEXT, "category": TEXT, "low": NUMBER, "high": NUMBER,
             "qualifier": TEXT, "what": TEXT, "what_zh": TEXT, "source_publisher": TEXT, "source_url": TEXT,
             "checked_on": TEXT}


def reported_counts(connection: sqlite3.Connection, filters: Filters, categories: tuple[str, ...] = (),
                    limit: int = MAX_MARKS, offset: int = 0) -> pd.DataFrame:
    """Numbers of firms that articles state, one row a story and number (its first report), the newest first.

    Columns: published_on, category, low, high (firms; missing: that end is open), qualifier, said_by (missing: the
    article does not say), quote, title, publisher, url, n_reports, article_id, correction.
    """
    told, values = _told(filters, categories)
    return read(connection, f"""
        SELECT r.published_on, r.category, r.low, r.high, r.qualifier, r.said_by, r.quote, r.title, r.publisher, r.url,
               n_reports, r.article_id, r.correction
          {newest(_OF, told)}""",
                values | {"limit": limit, "offset": offset}, _COUNTS)


def count_count(connection: sqlite3.Connection, filters: Filters, categories: tuple[str, ...] = ()) -> int:
    """How many rows ``reported_counts`` has in all."""
    told, values = _told(filters, categories)
    return how_many(connection, told, values)


def _told(filters: Filters, categories: tuple[str, ...]) -> tuple[str, Values]:
    where, values = article_where(filters, "r", "article_id")
    where += " AND (:categories = '[]' OR r.category IN (SELECT value FROM json_each(:categories)))"
    one_fact = "r.story_id, r.category, r.low, r.high"
    return (first_reports(_OF, one_fact, where, bool(filters)),
            values | {"categories": json.dumps(categories)})


def official_counts(connection: sqlite3.Connection) -> pd.DataFrame:
    """Numbers of firms that regulators state, with their day.

    Columns: date, precision, regime, category, low, high, qualifier, what, what_zh, source_publisher, source_url,
    checked_on.
    """
    return read(connection, """
        SELECT date, precision, regime, category, low, high, qualifier, what, what_zh, source_publisher, source_url,
               checked_on FROM official_figures WHERE kind = 'count' ORDER BY date, id""", {}, _OFFICIAL)
