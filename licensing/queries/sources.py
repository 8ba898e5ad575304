"""The Sources page: every feed's health, the runs, the readings of the registers, the corrections applied."""

from __future__ import annotations

import sqlite3

import pandas as pd

from licensing.queries.base import TEXT, WHOLE, read

_SOURCES = {"id": TEXT, "name": TEXT, "publisher": TEXT, "url": TEXT, "language": TEXT, "scope": TEXT,
            "enabled": WHOLE, "status": TEXT, "last_asked_at": TEXT, "last_success_at": TEXT, "newest_on": TEXT,
            "n_articles": WHOLE, "n_relevant": WHOLE, "n_last_28_days": WHOLE, "http_status": WHOLE, "error": TEXT}
_RUNS = {"id": WHOLE, "started_at": TEXT, "ended_at": TEXT, "command": TEXT, "status": TEXT, "n_sources": WHOLE,
         "n_failed": WHOLE, "new": WHOLE, "updated": WHOLE, "bytes": WHOLE}
_READINGS = {"register": TEXT, "read_at": TEXT, "as_of": TEXT, "outcome": TEXT, "n_entries": WHOLE, "detail": TEXT,
             "source_url": TEXT}
_CORRECTIONS = {"corrected_on": TEXT, "target": TEXT, "article": TEXT, "field": TEXT, "wrong": TEXT, "value": TEXT,
                "why": TEXT, "who": TEXT, "applied": WHOLE}


def sources(connection: sqlite3.Connection, today: str) -> pd.DataFrame:
    """Every feed with what was last heard of it, those in trouble first.

    Columns: id, name, publisher, url (missing: a file of ours), language, scope, enabled, status (of the newest
    outcome; missing: never asked), last_asked_at, last_success_at (UTC), newest_on, n_articles,
    n_relevant, n_last_28_days, http_status, error.
    """
    return read(connection, """
        SELECT s.id, s.name, s.publisher, s.url, s.language, s.scope, s.enabled, last.status, last.started_at
               AS last_asked_at, good.last_success_at, held.newest_on, coalesce(held.n_articles, 0) AS n_articles,
               coalesce(held.n_relevant, 0) AS n_relevant, coalesce(held.n_last_28_days, 0) AS n_last_28_days,
               last.http_status, last.error
          FROM sources s
          LEFT JOIN (SELECT o.*, r.started_at, row_number() OVER (PARTITION BY source_id ORDER BY run_id DESC) AS nth
                       FROM source_outcomes o JOIN runs r ON r.id = o.run_id) last
            ON last.source_id = s.id AND last.nth = 1
          LEFT JOIN (SELECT source_id, max(r.started_at) AS last_success_at FROM source_outcomes o
                       JOIN runs r ON r.id = o.run_id WHERE o.status IN ('ok', 'unchanged') GROUP BY source_id) good
            ON good.source_id = s.id
          LEFT JOIN (SELECT source_id, max(published_on) AS newest_on, count(*) AS n_articles,
                            sum(relevant) AS n_relevant, sum(published_on > date(:today, '-28 days')) AS n_last_28_days
                       FROM articles GROUP BY source_id) held
            ON held.source_id = s.id
         ORDER BY s.enabled DESC, coalesce(last.status, 'waiting') IN ('ok', 'unchanged'), s.name""",
                {"today": today}, _SOURCES)


def runs(connection: sqlite3.Connection, limit: int = 50) -> pd.DataFrame:
    """The newest runs. Columns: id, started_at, ended_at (UTC; missing: under way or killed), command, status,
    n_sources, n_failed, new, updated (articles), bytes."""
    return read(connection, """
        SELECT r.id, r.started_at, r.ended_at, r.command, r.status, count(o.source_id) AS n_sources,
               coalesce(sum(o.status NOT IN ('ok', 'unchanged', 'waiting')), 0) AS n_failed,
               coalesce(sum(o.new), 0) AS new, coalesce(sum(o.updated), 0) AS updated,
               coalesce(sum(o.bytes), 0) AS bytes
          FROM runs r LEFT JOIN source_outcomes o ON o.run_id = r.id
         GROUP BY r.id ORDER BY r.id DESC LIMIT :limit""", {"limit": limit}, _RUNS)


def register_readings(connection: sqlite3.Connection, limit: int = 50) -> pd.DataFrame:
    """The newest readings of the registers, those held back included.

    Columns: register, read_at (UTC), as_of (missing: the register does not say), outcome, n_entries, detail,
    source_url.
    """
    return read(connection, """
        SELECT register, read_at, as_of, outcome, (SELECT count(*) FROM register_entries e WHERE e.reading_id = r.id)
               AS n_entries, detail, source_url
          FROM register_readings r ORDER BY read_at DESC, id DESC LIMIT :limit""", {"limit": limit}, _READINGS)


def corrections(connection: sqlite3.Connection) -> pd.DataFrame:
    """What the people who run this have put right.

    Columns: corrected_on, target, article, field, wrong, value, why, who, applied (rows changed at the last run).
    """
    return read(connection, """
        SELECT corrected_on, target, article, field, wrong, value, why, who, applied FROM corrections
         ORDER BY corrected_on DESC, id DESC""", {}, _CORRECTIONS)
