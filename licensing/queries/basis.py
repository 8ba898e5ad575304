"""What a view rests on: how many articles, whose, how new; and which feeds have gone silent."""

from __future__ import annotations

import sqlite3
from typing import Any

import pandas as pd

from licensing.filters import Filters
from licensing.queries.base import TEXT, article_where, one, read

FACT_VIEWS = {"cost": "cost_reports", "count": "count_reports", "event": "event_reports", "firm": "mention_reports"}
SILENT_AFTER_DAYS = 30


def basis(connection: sqlite3.Connection, filters: Filters, fact: str) -> dict[str, Any]:
    """Of the articles stating a fact of this kind: n_articles, n_publishers, oldest_on, newest_on (None: of none)."""
    where, values = article_where(filters, "r", "article_id")
    return one(connection, f"""
        SELECT count(DISTINCT r.article_id) AS n_articles, count(DISTINCT r.publisher) AS n_publishers,
               min(r.published_on) AS oldest_on, max(r.published_on) AS newest_on
          FROM {FACT_VIEWS[fact]} r WHERE r.relevant = 1 AND {where}""", values)


def silent_feeds(connection: sqlite3.Connection, today: str) -> pd.DataFrame:
    """Live feeds whose newest item is older than 30 days, the longest silent first. Columns: name, newest_on.

    Files of ours are no feeds that could fall silent. newest_on missing: nothing was ever read from it.
    """
    return read(connection, """
        SELECT s.name, (SELECT max(a.published_on) FROM articles a WHERE a.source_id = s.id) AS newest_on
          FROM sources s WHERE s.enabled = 1 AND s.url NOT LIKE 'file:%'
           AND coalesce((SELECT max(a.published_on) FROM articles a WHERE a.source_id = s.id), '')
               < date(:today, :back) ORDER BY newest_on IS NOT NULL, newest_on, s.name""",
                {"today": today, "back": f"-{SILENT_AFTER_DAYS} days"}, {"name": TEXT, "newest_on": TEXT})


def freshness(connection: sqlite3.Connection) -> dict[str, Any]:
    """How new the data is, three different things kept apart.

    last_run_at (UTC, the last finished run), data_on (day of the newest relevant article), register_on (newest accepted
    reading of a register, Hong Kong day it speaks of), reference_on (newest check of a row), n_articles, n_relevant,
    n_sources, running (1 while a run is under way).
    """
    return one(connection, """
        SELECT (SELECT max(ended_at) FROM runs WHERE status = 'done') AS last_run_at,
               (SELECT max(published_on) FROM articles WHERE relevant = 1) AS data_on,
               (SELECT max(coalesce(as_of, substr(read_at, 1, 10))) FROM register_readings
                 WHERE outcome IN ('accepted', 'unchanged')) AS register_on,
               (SELECT max(checked_on) FROM licence_events WHERE origin = 'reference') AS reference_on,
               (SELECT count(*) FROM articles) AS n_articles,
               (SELECT count(*) FROM articles WHERE relevant = 1) AS n_relevant,
               (SELECT count(*) FROM sources WHERE enabled = 1) AS n_sources,
               (SELECT count(*) FROM runs WHERE ended_at IS NULL AND id = (SELECT max(id) FROM runs)) AS running""", {})


