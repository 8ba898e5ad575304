"""The views that pages read: plain SQL, made anew whenever the schema moves on."""

from __future__ import annotations

import hashlib
import sqlite3

_ARTICLE = """a.id AS article_id, coalesce(a.story_id, a.id) AS story_id, a.title, a.publisher, a.url, a.language,
    a.published_on, a.published_precision, a.relevant"""

VIEWS: dict[str, str] = {
    # each fact beside the article that states it; readers filter on the article's columns
    "cost_reports": f"""SELECT c.id AS cost_id, {_ARTICLE}, c.kind, c.low, c.high, c.currency, c.qualifier, c.also_low,
        c.also_high, c.also_currency, c.hkd_low, c.hkd_high, c.firm_slug, c.said_by, c.quote, c.field, c.start, c.end,
        c.correction FROM compliance_costs c JOIN articles a ON a.id = c.article_id""",
    "count_reports": f"""SELECT c.id AS count_id, {_ARTICLE}, c.category, c.low, c.high, c.qualifier, c.said_by,
        c.quote, c.field, c.start, c.end, c.correction FROM firm_counts c JOIN articles a ON a.id = c.article_id""",
    "event_reports": f"""SELECT e.id AS event_id, {_ARTICLE}, e.firm_slug, e.name, e.event, e.effective_on, e.quote,
        e.field, e.start, e.end, e.correction FROM reported_events e JOIN articles a ON a.id = e.article_id""",
    "mention_reports": f"""SELECT m.id AS mention_id, {_ARTICLE}, m.firm_slug, m.name, m.role, m.quote, m.field,
        m.start, m.end, m.correction FROM firm_mentions m JOIN articles a ON a.id = m.article_id""",
}


def create_views(connection: sqlite3.Connection) -> None:
    """Drop and make every view; the caller holds the transaction or is in autocommit."""
    old = connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall()
    for (name,) in old:
        connection.execute(f"DROP VIEW {name}")
    for name, select in VIEWS.items():
        connection.execute(f"CREATE VIEW {name} AS {select}")


def views_hash() -> str:
    """Changes whenever a view does: the ingest then makes them anew."""
    return hashlib.sha256(repr(sorted(VIEWS.items())).encode()).hexdigest()[:16]
