"""What ``licensing.health`` judges sources by, for ``python -m ingest check`` and the Sources page."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from datetime import date

from licensing.health import Health, History, Past, judge

_OUTCOMES_KEPT = 30
_DAYS_KEPT = 60


def source_health(connection: sqlite3.Connection, today: date) -> dict[str, Health]:
    """The health of every source, by its id, on a Hong Kong day."""
    return {history.source_id: judge(history, today) for history in histories(connection, today)}


def histories(connection: sqlite3.Connection, today: date) -> list[History]:
    """Every source with its newest outcomes and the newest days it had items on, up to today."""
    past = _past(connection)
    days = _item_days(connection, today)
    rows = connection.execute("SELECT id, name, enabled AND url NOT LIKE 'file:%' FROM sources ORDER BY id")
    return [History(key, name, bool(polled), tuple(past[key]), tuple(days[key])) for key, name, polled in rows]


def unused_corrections(connection: sqlite3.Connection) -> list[tuple[int, str, str]]:
    """Corrections that changed nothing (what they are about stands there no more): line, article, field."""
    return [(row[0], row[1], row[2]) for row in connection.execute(
        "SELECT id, article, field FROM corrections WHERE applied = 0 ORDER BY id")]


def _past(connection: sqlite3.Connection) -> dict[str, list[Past]]:
    past: dict[str, list[Past]] = defaultdict(list)
    rows = connection.execute(
        """SELECT source_id, started_at, status, error FROM
             (SELECT o.source_id, r.started_at, o.status, o.error, o.run_id,
                     row_number() OVER (PARTITION BY o.source_id ORDER BY o.run_id DESC) AS nth
                FROM source_outcomes o JOIN runs r ON r.id = o.run_id)
            WHERE nth <= ? ORDER BY source_id, run_id DESC""", (_OUTCOMES_KEPT,))
    for source_id, at, status, error in rows:
        past[source_id].append(Past(at, status, error))
    return past


def _item_days(connection: sqlite3.Connection, today: date) -> dict[str, list[str]]:
    days: dict[str, list[str]] = defaultdict(list)
    rows = connection.execute(
        """SELECT source_id, day FROM
             (SELECT source_id, day, row_number() OVER (PARTITION BY source_id ORDER BY day DESC) AS nth FROM
                (SELECT DISTINCT s.source_id, a.published_on AS day
                   FROM article_sources s JOIN articles a ON a.id = s.article_id
                  WHERE length(a.published_on) = 10 AND a.published_on <= ?))
            WHERE nth <= ? ORDER BY source_id, day""", (today.isoformat(), _DAYS_KEPT))
    for source_id, day in rows:
        days[source_id].append(day)
    return days
