"""The Timeline page: what happened to whom and when, as the record has it and as articles report it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace

import pandas as pd

from licensing.filters import Filters
from licensing.queries.base import TEXT, WHOLE, Values, article_where, firm_where, read
from licensing.queries.stories import MAX_MARKS, Reports, first_reports, how_many, newest

_OF = Reports("event_reports", "event_id", "reported_events", "event")
_EVENTS = {"published_on": TEXT, "effective_on": TEXT, "firm_slug": TEXT, "firm": TEXT, "event": TEXT, "quote": TEXT,
           "title": TEXT, "publisher": TEXT, "url": TEXT, "n_reports": WHOLE, "article_id": WHOLE, "correction": TEXT}
_RECORD = {"effective_on": TEXT, "precision": TEXT, "firm_slug": TEXT, "platform_name": TEXT, "regime": TEXT,
           "status": TEXT, "origin": TEXT, "note": TEXT, "source_url": TEXT, "checked_on": TEXT}
_MILESTONES = {"date": TEXT, "precision": TEXT, "kind": TEXT, "title": TEXT, "title_zh": TEXT, "detail": TEXT,
               "source_publisher": TEXT, "source_url": TEXT}


def reported_events(connection: sqlite3.Connection, filters: Filters, limit: int = MAX_MARKS,
                    offset: int = 0) -> pd.DataFrame:
    """Changes of status that articles report, one row a story, firm and event (its first report), the newest first.

    Columns: published_on, effective_on (as the text gives it; missing: it gives none), firm_slug (missing: not in the
    reference), firm, event, quote, title, publisher, url, n_reports, article_id, correction.
    """
    told, values = _told(filters)
    return read(connection, f"""
        SELECT r.published_on, r.effective_on, r.firm_slug,
               coalesce((SELECT platform_name FROM firms WHERE slug = r.firm_slug), r.name) AS firm, r.event, r.quote,
               r.title, r.publisher, r.url, n_reports, r.article_id, r.correction
          {newest(_OF, told)}""",
                values | {"limit": limit, "offset": offset}, _EVENTS)


def event_count(connection: sqlite3.Connection, filters: Filters) -> int:
    """How many rows ``reported_events`` has in all."""
    told, values = _told(filters)
    return how_many(connection, told, values)


def _told(filters: Filters) -> tuple[str, Values]:
    where, values = article_where(filters, "r", "article_id")
    if filters.firms:  # an article on two firms tells of both; the reader asked for one
        where += " AND r.firm_slug IN (SELECT value FROM json_each(:firms))"
    return first_reports(_OF, "r.story_id, coalesce(r.firm_slug, lower(r.name)), r.event",
                         where, bool(filters)), values


def milestones(connection: sqlite3.Connection, filters: Filters) -> pd.DataFrame:
    """Laws, consultations and the like within the days chosen, in their order.

    Columns: date, precision, kind, title, title_zh, detail, source_publisher, source_url.
    """
    values = {"since": filters.since.isoformat() if filters.since else "",
              "until": filters.until.isoformat() if filters.until else "9999"}
    return read(connection, """
        SELECT date, precision, kind, title, title_zh, detail, source_publisher, source_url FROM milestones
         WHERE date >= substr(:since, 1, length(date)) AND date <= :until ORDER BY date, id""", values, _MILESTONES)


def licence_event_rows(connection: sqlite3.Connection, filters: Filters) -> pd.DataFrame:
    """Every dated status of the firms and regimes chosen, within the days chosen, the newest first.

    Columns: effective_on, precision, firm_slug, platform_name, regime, status, origin (reference, register), note,
    source_url, checked_on.
    """
    firms, values = firm_where(replace(filters, regimes=()), "e.firm_slug")
    values |= {"since": filters.since.isoformat() if filters.since else "",
               "until": filters.until.isoformat() if filters.until else "9999",
               "regimes": json.dumps(filters.regimes)}
    return read(connection, f"""
        SELECT e.effective_on, e.precision, e.firm_slug, coalesce(f.platform_name, e.firm_slug) AS platform_name,
               e.regime, e.status, e.origin, e.note, e.source_url, e.checked_on
          FROM licence_events e LEFT JOIN firms f ON f.slug = e.firm_slug
         WHERE {firms} AND (:regimes = '[]' OR e.regime IN (SELECT value FROM json_each(:regimes)))
           AND e.effective_on >= substr(:since, 1, length(e.effective_on)) AND e.effective_on <= :until
         ORDER BY e.effective_on DESC, e.id DESC""", values, _RECORD)
