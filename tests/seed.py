"""A small database with something of everything, written row by row: what the dashboard's tests look at.

Two platforms licensed, one deemed, one applicant, one withdrawn; articles in three languages, dates known to the day, the
month and not at all; two reports of one story; a title and a quote written by someone hostile.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from licensing.db import open_writer, transaction
from licensing.search import index_text

HOSTILE = "![x](http://203.0.113.9/p.png) <img src=x onerror=alert(1)> :red[hi] $x^2$ [c](javascript:alert(2)) =1+1"
RUN_AT = "2026-10-11T04:00:00+00:00"
HOSTILE_ID = 5

FIRMS = [
    ("osl", "OSL Digital Securities Limited", "OSL Exchange", "OSL數字證券有限公司", "VATP", "BPJ213"),
    ("hashkey", "Hash Blockchain Limited", "HashKey Exchange", "", "VATP", "BPL992"),
    ("whalefin", "Whale Fin Limited", "WhaleFin", "", "VATP", ""),
    ("waiting", "Waiting Exchange Limited", "Waiting", "", "VATP", ""),
    ("gone", "Gone Exchange Limited", "Gone", "", "VATP", ""),
    ("anchor", "Anchor Coin Limited", "Anchor Coin", "", "stablecoin", ""),
]
EVENTS = [
    ("osl", "VATP", "applicant", "2019-11", "month"), ("osl", "VATP", "licensed", "2020-12-15", "day"),
    ("hashkey", "VATP", "licensed", "2022-11-09", "day"), ("whalefin", "VATP", "deemed", "2024-06-01", "day"),
    ("waiting", "VATP", "applicant", "2024-02-20", "day"), ("gone", "VATP", "applicant", "2023-12-01", "day"),
    ("gone", "VATP", "withdrawn", "2024-05-22", "day"), ("anchor", "stablecoin", "sandbox", "2024-07-18", "observed"),
    ("anchor", "stablecoin", "licensed", "2026-04-10", "day"),
]
ARTICLES = [  # id, title, text, publisher, url, published_on, precision, language, relevant, reason, story
    (1, "OSL may serve retail clients", "OSL Exchange was allowed to serve retail clients on 3 August 2023. A licence may cost "
     "up to $25 million, people in the trade say. Over 80 firms showed interest.", "Example Wire",
     "https://example.org/osl", "2023-08-03", "day", "en", 1, "licensing in Hong Kong", 1),
    (2, "OSL allowed to serve retail", "OSL Exchange was allowed to serve retail clients. A licence may cost up to $25 million.",
     "Other Paper", "https://example.net/osl", "2023-08-04", "day", "en", 1, "licensing in Hong Kong", 1),
    (3, "證監會公布四間公司申請牌照", "證監會表示，有四間公司申請虛擬資產交易平台牌照，繳足股本須500萬港元。", "例報",
     "https://example.com/zh", "2024-03", "month", "zh-Hant", 1, "licensing in Hong Kong", 3),
    (4, "Gone withdraws", "Gone withdrew its application. Paid-up capital of HK$5 million is demanded.", "Example Wire",
     "https://example.org/gone", "2024-05-22", "day", "en", 1, "licensing in Hong Kong", 4),
    (HOSTILE_ID, HOSTILE, "HashKey Exchange pays a fee of HK$4,740 on capital of HK$6 million. " + HOSTILE, "=Evil()", "javascript:alert(3)",
     "2024-06-02", "day", "en", 1, "licensing in Hong Kong", 5),
    (6, "Undated note on WhaleFin", "WhaleFin is deemed to be licensed.", "Example Wire", None, None, None, "en", 1,
     "licensing in Hong Kong", 6),
    (7, "Bitcoin rises", "The price of bitcoin rose in Hong Kong.", "Example Wire", "https://example.org/btc",
     "2024-06-03", "day", "en", 0, "no licence in it", None),
]
COSTS = [  # article, firm, kind, low, high, currency, qualifier, hkd_low, hkd_high, said_by, quote
    (1, None, "total", None, 25_000_000, "USD", "up to", None, 195e6, "people in the trade", "up to $25 million"),
    (2, None, "total", None, 25_000_000, "USD", "up to", None, 195e6, None, "up to $25 million"),
    (3, None, "capital", 5_000_000, 5_000_000, "HKD", "exact", 5e6, 5e6, None, "繳足股本須500萬港元"),
    (4, None, "capital", 5_000_000, 5_000_000, "HKD", "exact", 5e6, 5e6, None, "Paid-up capital of HK$5 million"),
    (5, "hashkey", "fee", 4_740, 4_740, "HKD", "exact", 4740.0, 4740.0, None, "a fee of HK$4,740"),
    (5, None, "capital", 6_000_000, 6_000_000, "HKD", "exact", 6e6, 6e6, None, "capital of HK$6 million"),
]
COUNTS = [(1, "interested", 80, None, "over", None, "Over 80 firms showed interest"),
          (3, "applicants", 4, 4, "exact", "證監會", "有四間公司申請虛擬資產交易平台牌照")]
MENTIONS = [(1, "osl", "OSL Exchange", "licensee"), (2, "osl", "OSL Exchange", "licensee"),
            (4, "gone", "Gone", "former_applicant"), (5, "hashkey", "HashKey Exchange", "licensee"),
            (6, "whalefin", "WhaleFin", "deemed"), (4, None, "application", "applicant")]
REPORTED = [(1, "osl", "OSL Exchange", "uplifted", "2023-08-03"), (2, "osl", "OSL Exchange", "uplifted", None),
            (4, "gone", "Gone", "withdrawn", None)]


def seeded(path: Path) -> Path:
    """The database described above, at ``path``."""
    db = open_writer(path)
    with transaction(db) as connection:
        _reference(connection)
        _articles(connection)
        _facts(connection)
        _runs(connection)
    db.conn.close()
    return path


def emptied(path: Path) -> Path:
    """A database as it is before the first run: every table, no row."""
    open_writer(path).conn.close()
    return path


def quote_place(article_id: int, quote: str) -> tuple[str, int, int]:
    """Field, start and end of a quote in one of ARTICLES."""
    row = next(row for row in ARTICLES if row[0] == article_id)
    for field, text in (("text", row[2]), ("title", row[1])):
        at = text.find(quote)
        if at >= 0:
            return field, at, at + len(quote)
    raise AssertionError(f"{quote!r} is not in article {article_id}")


def insert(connection: sqlite3.Connection, table: str, **values: Any) -> None:
    """One row into a table."""
    names, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))


def _reference(connection: sqlite3.Connection) -> None:
    for slug, legal, platform, chinese, regime, number in FIRMS:
        insert(connection, "firms", slug=slug, legal_name=legal, platform_name=platform, name_zh=chinese, regime=regime,
               ce_number=number, parent="", website="https://example.org", note="", checked_on="2026-10-10",
               source_url="https://example.org/register")
    for slug, regime, status, on, precision in EVENTS:
        insert(connection, "licence_events", firm_slug=slug, regime=regime, status=status, effective_on=on,
               precision=precision, origin="reference", source_url="https://example.org/register", note="",
               checked_on="2026-10-10")
    insert(connection, "milestones", date="2023-06-01", precision="day", kind="legislation", title="The regime begins",
           title_zh="制度生效", detail="Platforms need a licence.", source_publisher="SFC", source_url="https://example.org/law")
    insert(connection, "official_figures", date="2023-06-01", precision="day", kind="capital", regime="VATP", low=5e6,
           high=5e6, qualifier="exact", currency="HKD", what="Paid-up capital of a platform", what_zh="平台繳足股本",
           source_publisher="SFC", source_url="https://example.org/law", checked_on="2026-10-10")
    insert(connection, "official_figures", date="2024-02-29", precision="day", kind="count", regime="VATP",
           category="applicant", low=24, high=24, qualifier="exact", what="Applications by the deadline",
           source_publisher="SFC", source_url="https://example.org/list", checked_on="2026-10-10")
    insert(connection, "alerts", name="OSL Pro", listed_on="2024-01-02", precision="day", origin="reference",
           looks_like_slug="osl", source_url="https://example.org/alerts", checked_on="2026-10-10")


def _articles(connection: sqlite3.Connection) -> None:
    for key, title, text, publisher, url, on, precision, language, relevant, reason, story in ARTICLES:
        insert(connection, "articles", id=key, identity=f"a{key}", url=url, source_id="wire", title=title, publisher=publisher,
               published_on=on, published_precision=precision, fetched_at=RUN_AT, updated_at=RUN_AT, language=language,
               text=text, feed_hash=str(key), relevant=relevant, relevance_reason=reason, story_id=story)
        insert(connection, "article_search", rowid=key, title=index_text(title), text=index_text(text))
        insert(connection, "article_sources", article_id=key, source_id="wire", first_seen_at=RUN_AT)


def _facts(connection: sqlite3.Connection) -> None:
    for article_id, slug, kind, low, high, currency, qualifier, hkd_low, hkd_high, said_by, quote in COSTS:
        field, start, end = quote_place(article_id, quote)
        insert(connection, "compliance_costs", article_id=article_id, firm_slug=slug, kind=kind, low=low, high=high,
               currency=currency, qualifier=qualifier, hkd_low=hkd_low, hkd_high=hkd_high, said_by=said_by, field=field,
               start=start, end=end, quote=quote)
    for article_id, category, low, high, qualifier, said_by, quote in COUNTS:
        field, start, end = quote_place(article_id, quote)
        insert(connection, "firm_counts", article_id=article_id, category=category, low=low, high=high,
               qualifier=qualifier, said_by=said_by, field=field, start=start, end=end, quote=quote)
    for article_id, slug, name, role in MENTIONS:
        field, start, end = quote_place(article_id, name)
        insert(connection, "firm_mentions", article_id=article_id, firm_slug=slug, name=name, role=role, field=field,
               start=start, end=end, quote=name)
    for article_id, slug, name, event, on in REPORTED:
        field, start, end = quote_place(article_id, name)
        insert(connection, "reported_events", article_id=article_id, firm_slug=slug, name=name, event=event,
               effective_on=on, field=field, start=start, end=end, quote=name)


def _runs(connection: sqlite3.Connection) -> None:
    insert(connection, "sources", id="wire", name="Example Wire", publisher="Example Wire", url="https://example.org/rss",
           language="en", scope="general", enabled=1)
    insert(connection, "sources", id="dead", name="Dead feed", publisher="Nobody", url="https://example.net/rss",
           language=None, scope="crypto", enabled=1)
    insert(connection, "runs", id=1, started_at="2026-10-11T03:59:00+00:00", ended_at=RUN_AT, command="run", status="done")
    insert(connection, "source_outcomes", run_id=1, source_id="wire", status="ok", http_status=200, entries=7, new=7,
           bytes=9000, took_ms=120, newest_on="2024-06-03")
    insert(connection, "source_outcomes", run_id=1, source_id="dead", status="unreachable", error="name not found")
    insert(connection, "register_readings", id=1, register="sfc-vatp", read_at="2026-10-10T02:00:00+00:00",
           as_of="2026-10-10", source_url="https://example.org/register", content_hash="x", outcome="accepted")
    insert(connection, "register_entries", reading_id=1, status="licensed", name="OSL Digital Securities Limited",
           ce_number="BPJ213", effective_on="2020-12-15", firm_slug="osl")
    insert(connection, "register_entries", reading_id=1, status="licensed", name="Newcomer Limited", ce_number="BZZ999",
           effective_on="2026-10-09")
    insert(connection, "corrections", target="article", article="a2", field="title", wrong="x", value="y",
           why="typing error", who="editor", corrected_on="2026-10-10", applied=1)
