"""The latest event that articles report of each firm: what the registers are set against."""

from __future__ import annotations

import sqlite3
from datetime import date

from licensing.model import Event
from licensing.reconcile import Report


def latest_reports(connection: sqlite3.Connection) -> list[Report]:
    """One report a firm, that of the newest relevant article; of one article's, the one that took effect last."""
    rows = connection.execute("""
        SELECT firm_slug, event, day FROM (
            SELECT e.firm_slug, e.event, coalesce(e.effective_on, a.published_on) AS day,
                   row_number() OVER (PARTITION BY e.firm_slug
                                      ORDER BY a.published_on DESC, e.effective_on DESC, a.id DESC, e.id DESC) AS nth
              FROM reported_events e JOIN articles a ON a.id = e.article_id
             WHERE a.relevant = 1 AND e.firm_slug IS NOT NULL AND a.published_on IS NOT NULL)
         WHERE nth = 1 ORDER BY firm_slug""")
    return [Report(slug, Event(event), day) for slug, event, day in rows]


def listed_as_licensed(connection: sqlite3.Connection) -> set[str]:
    """Slugs of the firms that the newest believed reading of any register lists as licensed."""
    rows = connection.execute("""
        SELECT firm_slug FROM register_entries
         WHERE status = 'licensed' AND firm_slug IS NOT NULL
           AND reading_id IN (SELECT max(id) FROM register_readings WHERE outcome = 'accepted' GROUP BY register)""")
    return {row[0] for row in rows}


def newest_reading_on(connection: sqlite3.Connection) -> date | None:
    """The day of the newest believed reading of a register of licences, None before the first."""
    row = connection.execute("SELECT max(substr(read_at, 1, 10)) FROM register_readings "
                             "WHERE outcome IN ('accepted', 'unchanged') AND register <> 'sfc-alerts'").fetchone()
    return date.fromisoformat(row[0]) if row[0] else None
