"""The Firm counts page: how many firms, as articles and regulators state it."""

from __future__ import annotations

import json
import sqlite3

import pandas as pd

from licensing.filters import Filters
from licensing.queries.base import NUMBER, TEXT, WHOLE, article_where, read

MAX_MARKS = 1_500  # of one chart; the page says so when there are more
ALL = 1_000_000  # what an export holds at most

_COUNTS = {"published_on": TEXT, "category": TEXT, "low": WHOLE, "high": WHOLE, "qualifier": TEXT, "said_by": TEXT,
           "quote": TEXT, "title": TEXT, "publisher": TEXT, "url": TEXT, "n_reports": WHOLE, "article_id": WHOLE,
           "correction": TEXT}
_OFFICIAL = {"date": TEXT, "precision": TEXT, "regime": TEXT, "category": TEXT, "low": NUMBER, "high": NUMBER,
             "qualifier": TEXT, "what": TEXT, "what_zh": TEXT, "source_publisher": TEXT, "source_url": TEXT,
             "checked_on": TEXT}


def reported_counts(connection: sqlite3.Connection, filters: Filters, categories: tuple[str, ...] = (),
                    limit: int = MAX_MARKS) -> pd.DataFrame:
    """Numbers of firms that articles state, one row a story and number (its first report), the newest first.

    Columns: published_on, category, low, high (firms; missing: that end is open), qualifier, said_by (missing: the
    article does not say), quote, title, publisher, url, n_reports, article_id, correction.
    """
    where, values = article_where(filters, "r", "article_id")
    return read(connection, f"""
        SELECT published_on, category, low, high, qualifier, said_by, quote, title, publisher, url, n_reports,
               article_id, correction
          FROM (SELECT r.*, row_number() OVER told AS nth, count(*) OVER (PARTITION BY {_ONE_FACT}) AS n_reports
                  FROM count_reports r
                 WHERE r.relevant = 1 AND {where}
                   AND (:categories = '[]' OR r.category IN (SELECT value FROM json_each(:categories)))
                WINDOW told AS (PARTITION BY {_ONE_FACT} ORDER BY r.published_on, r.article_id))
         WHERE nth = 1 ORDER BY published_on DESC, article_id DESC, category LIMIT :limit""",
                values | {"categories": json.dumps(categories), "limit": limit}, _COUNTS)


_ONE_FACT = "r.story_id, r.category, r.low, r.high"


def official_counts(connection: sqlite3.Connection) -> pd.DataFrame:
    """Numbers of firms that regulators state, with their day.

    Columns: date, precision, regime, category, low, high, qualifier, what, what_zh, source_publisher, source_url,
    checked_on.
    """
    return read(connection, """
        SELECT date, precision, regime, category, low, high, qualifier, what, what_zh, source_publisher, source_url,
               checked_on FROM official_figures WHERE kind = 'count' ORDER BY date, id""", {}, _OFFICIAL)
