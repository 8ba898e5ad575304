"""The database of the dashboard's bench: 100,000 made-up articles, one in five relevant, and 30,000 tags."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

from bench.news import articles
from licensing.db import open_writer, transaction
from licensing.search import index_text
from licensing.vocabulary import Event

ARTICLES, TAGS, MILESTONES, PUBLISHERS = 100_000, 30_000, 30, 41


def build(path: Path) -> None:
    """100,000 articles, one in five relevant, 30,000 tags; the same every time."""
    rng = random.Random(20230601)
    pool = [text for chinese in (False, True) for text in articles(400, 400, rng, chinese, True)]
    db = open_writer(path)
    with transaction(db) as connection:
        connection.executemany(
            "INSERT INTO articles (id, identity, url, source_id, title, publisher, published_on, published_precision,"
            " fetched_at, updated_at, language, text, feed_hash, relevant, relevance_reason, story_id)"
            " VALUES (?, ?, ?, 'bench', ?, ?, ?, 'day',"
            " '2026-10-01T00:00:00+00:00', '2026-10-01T00:00:00+00:00', ?, ?, '', ?, '', ?)",
            (_article(rng, pool, n) for n in range(1, ARTICLES + 1)))
        rows = connection.execute("SELECT id, title, text FROM articles WHERE relevant ORDER BY id").fetchall()
        connection.executemany("INSERT INTO article_search (rowid, title, text) VALUES (?, ?, ?)",
                               ((key, index_text(title), index_text(text)) for key, title, text in rows))
        _tags(connection, rng, [row[0] for row in rows])
    db.conn.close()


def _article(rng: random.Random, pool: list[str], n: int) -> tuple[object, ...]:
    text = rng.choice(pool)
    day = f"{2018 + n % 9}-{1 + n % 12:02}-{1 + n % 28:02}"
    return (n, f"a{n}", f"https://news.example/{n}", f"{text[:60]} {n}", f"Paper {n % PUBLISHERS}", day,
            "en" if text.isascii() else "zh-Hant", text, int(n % 5 == 0), n)


def _tags(connection: sqlite3.Connection, rng: random.Random, ids: list[int]) -> None:
    """A quarter each of costs, counts, mentions and reported events."""
    quarter = TAGS // 4
    firms = [f"firm-{n}" for n in range(60)]
    connection.executemany(
        "INSERT INTO firms (slug, legal_name, platform_name, name_zh, regime, ce_number, parent, website, note,"
        " source_url, checked_on) VALUES (?, ?, ?, '', 'VATP', '', '', '', '', 'https://example.org/', '2026-10-01')",
        ((slug, f"{slug} Limited", slug) for slug in firms))
    connection.executemany(
        "INSERT INTO licence_events (firm_slug, regime, status, effective_on, precision, origin,"
        " source_url, checked_on) VALUES (?, 'VATP', 'licensed', ?, 'day', 'reference',"
        " 'https://example.org/', '2026-10-01')",
        ((slug, f"2024-{1 + n % 12:02}-01") for n, slug in enumerate(firms)))
    connection.executemany(
        "INSERT INTO compliance_costs (article_id, firm_slug, kind, low, high, currency, qualifier, hkd_low,"
        " hkd_high, field, start, end, quote) VALUES (?, ?, ?, ?, ?, 'HKD', 'exact', ?, ?, 'text',"
        " 0, 20, 'a licence costs this')",
        ((rng.choice(ids), rng.choice(firms), rng.choice(["total", "capital", "fee"]), n, n, n, n)
         for n in (rng.randint(1, 90) * 100_000 for _ in range(quarter))))
    connection.executemany(
        "INSERT INTO firm_counts (article_id, category, low, high, qualifier, field, start, end, quote)"
        " VALUES (?, ?, ?, ?, 'exact', 'text', 0, 20, 'so many firms')",
        ((rng.choice(ids), rng.choice(["licensed", "applicants", "interested"]), n, n)
         for n in (rng.randint(2, 90) for _ in range(quarter))))
    connection.executemany(
        "INSERT INTO firm_mentions (article_id, firm_slug, name, role, field, start, end, quote)"
        " VALUES (?, ?, 'firm', 'licensee', 'text', 0, 4, 'firm')",
        ((rng.choice(ids), rng.choice(firms)) for _ in range(quarter)))
    connection.executemany(
        "INSERT INTO reported_events (article_id, firm_slug, name, event, field, start, end, quote)"
        " VALUES (?, ?, 'firm', ?, 'text', 0, 4, 'firm')",
        ((rng.choice(ids), rng.choice(firms), rng.choice(list(Event))) for _ in range(quarter)))
    connection.executemany(
        "INSERT INTO milestones (date, precision, kind, title, title_zh, detail, source_publisher, source_url)"
        " VALUES (?, 'day', 'law', ?, '', '', 'Example', 'https://example.org/')",
        ((f"{2019 + n % 8}-{1 + n % 12:02}-15", f"Milestone {n}") for n in range(MILESTONES)))
