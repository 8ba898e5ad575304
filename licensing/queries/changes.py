"""What is new since a day: for the home page, and for the digest and feed that ``ingest news`` writes."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

CHANGES = """
WITH told AS (   -- one report a story: the first, so that a repost brings no news
    SELECT id, identity, title, url, publisher, published_on FROM articles
     WHERE relevant AND published_on >= :since AND (story_id IS NULL OR story_id = id)
)
SELECT e.effective_on AS day, 'status' AS kind, e.status AS what, e.firm_slug,
       coalesce(f.platform_name, e.firm_slug) AS name, e.regime AS detail, e.note AS quote,
       e.origin AS publisher, e.source_url AS url,
       'status/' || e.firm_slug || '/' || e.regime || '/' || e.status || '/' || e.effective_on AS key
  FROM licence_events e LEFT JOIN firms f ON f.slug = e.firm_slug
 WHERE e.effective_on >= :since AND (e.precision = 'day' OR e.origin = 'register')
UNION ALL
SELECT c.seen_on, 'register', c.change, c.firm_slug, c.name, coalesce(c.status_after, c.status_before, ''),
       '', r.register, r.source_url,
       'register/' || r.register || '/' || c.seen_on || '/' || c.change || '/' || c.ce_number || '/' || c.name
  FROM register_changes c JOIN register_readings r ON r.id = c.reading_id
 WHERE c.seen_on >= :since AND c.change <> 'first_read'
UNION ALL
SELECT listed_on, 'alert', 'warned', looks_like_slug, name, website, note, origin, source_url,
       'alert/' || lower(name) || '/' || website
  FROM alerts WHERE listed_on >= :since
UNION ALL
SELECT a.published_on, 'report', t.event, t.firm_slug, t.name, coalesce(t.effective_on, ''), t.quote,
       a.publisher, a.url,
       'report/' || a.identity || '/' || t.event || '/' || coalesce(t.firm_slug, t.name)
  FROM reported_events t JOIN told a ON a.id = t.article_id
UNION ALL
SELECT a.published_on, 'count', t.category, NULL, a.title,
       coalesce(t.low, '') || '|' || coalesce(t.high, '') || '|' || t.qualifier, t.quote, a.publisher, a.url,
       'count/' || a.identity || '/' || t.category || '/' || coalesce(t.low, '') || '-' || coalesce(t.high, '')
  FROM firm_counts t JOIN told a ON a.id = t.article_id
UNION ALL
SELECT a.published_on, 'cost', t.kind, t.firm_slug, a.title,
       t.currency || '|' || coalesce(t.low, '') || '|' || coalesce(t.high, '') || '|' || t.qualifier, t.quote,
       a.publisher, a.url,
       'cost/' || a.identity || '/' || t.kind || '/' || t.currency || coalesce(t.low, '') || '-' || coalesce(t.high, '')
  FROM compliance_costs t JOIN told a ON a.id = t.article_id
ORDER BY day DESC, kind, name, key
LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class Change:
    """Something new. day: ISO, cut to what is known; key: the same for the same news at every run.

    kind: ``status`` (a dated licence event), ``register`` (a difference between two readings), ``alert``,
    ``report`` (an event an article reports), ``count``, ``cost``. what: the status, change, event, category or kind.
    detail: the regime of a status; the status of a register change; the alert's website; the day a reported event took
    effect; ``low|high|qualifier`` of a count; ``currency|low|high|qualifier`` of a cost. quote: the words that say so.
    """

    day: str
    kind: str
    what: str
    firm_slug: str | None
    name: str
    detail: str
    quote: str
    publisher: str
    url: str | None
    key: str


def changes_since(connection: sqlite3.Connection, since: str, limit: int = 500) -> list[Change]:
    """News of the day ``since`` (ISO) and later, newest first, at most ``limit``. One story is told once."""
    rows = connection.execute(CHANGES, {"since": since, "limit": limit})
    return [Change(*row) for row in rows]
