"""The Licensees page: the firms, their dated statuses, what was reported of them, names the reference does not know."""

from __future__ import annotations

import sqlite3
from datetime import date

import pandas as pd

from licensing.filters import Filters
from licensing.model import LicenceEvent, Precision, Regime, Status
from licensing.queries.base import TEXT, WHOLE, article_where, firm_where, read

_FIRMS = {"slug": TEXT, "platform_name": TEXT, "legal_name": TEXT, "name_zh": TEXT, "regime": TEXT, "ce_number": TEXT,
          "parent": TEXT, "website": TEXT, "note": TEXT, "source_url": TEXT, "checked_on": TEXT, "n_articles": WHOLE,
          "last_mention_on": TEXT}
_UNKNOWN = {"name": TEXT, "role": TEXT, "n_articles": WHOLE, "newest_on": TEXT, "quote": TEXT, "title": TEXT,
            "publisher": TEXT, "url": TEXT, "article_id": WHOLE}
_ALERTS = {"name": TEXT, "name_zh": TEXT, "website": TEXT, "listed_on": TEXT, "origin": TEXT, "looks_like": TEXT,
           "source_url": TEXT, "note": TEXT, "checked_on": TEXT}
_REGISTER = {"register": TEXT, "as_of": TEXT, "status": TEXT, "name": TEXT, "name_zh": TEXT, "platform_name": TEXT,
             "ce_number": TEXT, "effective_on": TEXT, "firm_slug": TEXT, "note": TEXT, "source_url": TEXT}


def firm_names(connection: sqlite3.Connection) -> pd.DataFrame:
    """Every firm, by name. Columns: slug, platform_name, name_zh."""
    return read(connection, "SELECT slug, platform_name, name_zh FROM firms ORDER BY platform_name COLLATE NOCASE", {},
                {"slug": TEXT, "platform_name": TEXT, "name_zh": TEXT})


def firms(connection: sqlite3.Connection, filters: Filters) -> pd.DataFrame:
    """The firms a filter admits, with how often relevant articles name them.

    Columns: slug, platform_name, legal_name, name_zh, regime, ce_number, parent, website, note, source_url, checked_on,
    n_articles, last_mention_on (missing: never).
    """
    where, values = firm_where(filters, "f.slug")
    return read(connection, f"""
        SELECT f.slug, f.platform_name, f.legal_name, f.name_zh, f.regime, f.ce_number, f.parent, f.website, f.note,
               f.source_url, f.checked_on, coalesce(told.n_articles, 0) AS n_articles, told.last_mention_on
          FROM firms f LEFT JOIN (SELECT firm_slug, count(DISTINCT article_id) AS n_articles,
                                         max(published_on) AS last_mention_on
                                    FROM mention_reports WHERE firm_slug IS NOT NULL GROUP BY firm_slug) told
            ON told.firm_slug = f.slug
         WHERE {where} ORDER BY f.platform_name COLLATE NOCASE, f.slug""", values, _FIRMS)


def licence_events(connection: sqlite3.Connection, filters: Filters) -> list[LicenceEvent]:
    """Every dated status of the firms a filter admits, in their order: the input of licensing.record."""
    where, values = firm_where(Filters(firms=filters.firms, statuses=filters.statuses), "firm_slug")
    rows = connection.execute(f"""
        SELECT firm_slug, regime, status, effective_on, precision, origin, source_url, note, checked_on
          FROM licence_events
         WHERE {where} AND (:only = '' OR instr(:only, ',' || regime || ',') > 0)
         ORDER BY id""", values | {"only": _listed(filters.regimes)})
    return [LicenceEvent(row["firm_slug"], Regime(row["regime"]), Status(row["status"]), row["effective_on"],
                         Precision(row["precision"]), row["origin"], row["source_url"], row["note"],
                         date.fromisoformat(row["checked_on"])) for row in rows]


def _listed(values: tuple[str, ...]) -> str:
    return f",{','.join(values)}," if values else ""


def unknown_names(connection: sqlite3.Connection, filters: Filters) -> pd.DataFrame:
    """Firms that articles tie to a licence and the reference does not know: to be looked at by a person.

    Columns: name, role, n_articles, newest_on, quote, title, publisher, url, article_id (of the newest report).
    """
    where, values = article_where(filters, "r", "article_id")
    return read(connection, f"""
        SELECT name, role, n_articles, published_on AS newest_on, quote, title, publisher, url, article_id
          FROM (SELECT r.*, row_number() OVER (PARTITION BY lower(r.name) ORDER BY r.published_on DESC,
                       r.article_id DESC) AS nth, count(*) OVER (PARTITION BY lower(r.name)) AS n_articles
                  FROM mention_reports r
                 WHERE r.firm_slug IS NULL AND r.relevant = 1 AND {where})
         WHERE nth = 1 ORDER BY n_articles DESC, newest_on DESC, name LIMIT 500""", values, _UNKNOWN)


def alerts(connection: sqlite3.Connection) -> pd.DataFrame:
    """Names on regulators' lists of suspicious platforms: an alert, not a status.

    Columns: name, name_zh, website, listed_on, origin, looks_like (the licensed firm it resembles), source_url, note,
    checked_on.
    """
    return read(connection, """
        SELECT name, a.name_zh, a.website, listed_on, origin, f.platform_name AS looks_like, a.source_url, a.note,
               a.checked_on FROM alerts a LEFT JOIN firms f ON f.slug = a.looks_like_slug
         ORDER BY looks_like_slug IS NULL, listed_on DESC, name""", {}, _ALERTS)


def register_entries(connection: sqlite3.Connection) -> pd.DataFrame:
    """The rows of the newest accepted reading of every register.

    Columns: register, as_of (day the register speaks of, else the day it was read), status, name, name_zh,
    platform_name, ce_number, effective_on, firm_slug (missing: not in the reference), note, source_url.
    """
    return read(connection, """
        SELECT r.register, coalesce(r.as_of, substr(r.read_at, 1, 10)) AS as_of, e.status, e.name, e.name_zh,
               e.platform_name, e.ce_number, e.effective_on, e.firm_slug, e.note, r.source_url
          FROM register_entries e JOIN register_readings r ON r.id = e.reading_id
         WHERE r.id IN (SELECT max(id) FROM register_readings WHERE outcome = 'accepted' GROUP BY register)
         ORDER BY r.register, e.id""", {}, _REGISTER)
