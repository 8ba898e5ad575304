"""The schema, as steps that are only ever added to the end. Each step keeps every row that was there.

Each comment after a column says what the signature can't; each index says which question it serves.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("licensing")


@MIGRATIONS()
def m001_articles_and_tags(db: Database) -> None:
    """Articles, the facts found in them, and the queue of pages still to be read."""
    _run(db, """
    CREATE TABLE articles (
        id INTEGER PRIMARY KEY,
        identity TEXT NOT NULL UNIQUE,       -- canonical address, guid, or link + title
        url TEXT,                            -- http(s) or null
        source_id TEXT NOT NULL,
        guid TEXT,
        title TEXT NOT NULL,
        author TEXT,
        publisher TEXT NOT NULL,
        published_at TEXT,                   -- UTC ISO 8601, null unless an instant is known
        published_on TEXT,                   -- Hong Kong calendar day, cut to the precision
        published_precision TEXT,            -- instant, day, month, year
        fetched_at TEXT NOT NULL,            -- UTC, when first stored
        updated_at TEXT NOT NULL,            -- UTC, when the stored words last changed
        language TEXT,
        text TEXT NOT NULL,
        text_from TEXT NOT NULL DEFAULT 'feed',
        feed_hash TEXT NOT NULL,             -- of the item as the feed last gave it: tells an edit from a repeat
        relevant INTEGER NOT NULL DEFAULT 0,
        relevance_reason TEXT,
        story_id INTEGER,                    -- the smallest article id of the story; null until told
        tagger_version TEXT,
        correction TEXT                      -- what a correction changed, in words; null: nothing
    );
    CREATE INDEX articles_by_day ON articles(relevant, published_on DESC, id DESC);  -- lists, newest first
    CREATE INDEX articles_by_publisher ON articles(publisher, published_on);         -- the publisher filter
    CREATE INDEX articles_by_source ON articles(source_id, published_on);            -- a feed's newest item
    CREATE INDEX articles_by_story ON articles(story_id);                            -- one story, many reports
    CREATE INDEX articles_stale ON articles(tagger_version);                         -- what a run re-tags

    CREATE TABLE article_sources (           -- every feed that carried an article
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        source_id TEXT NOT NULL,
        first_seen_at TEXT NOT NULL,
        PRIMARY KEY (article_id, source_id)
    ) WITHOUT ROWID;

    CREATE TABLE firm_mentions (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        firm_slug TEXT,                      -- null: a firm not in the reference
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        field TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, quote TEXT NOT NULL,
        correction TEXT
    );
    CREATE INDEX firm_mentions_by_article ON firm_mentions(article_id);
    CREATE INDEX firm_mentions_by_firm ON firm_mentions(firm_slug, article_id);

    CREATE TABLE reported_events (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        firm_slug TEXT, name TEXT NOT NULL,
        event TEXT NOT NULL,
        effective_on TEXT,                   -- as the text gives it, cut to what is known; null: not given
        field TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, quote TEXT NOT NULL,
        correction TEXT
    );
    CREATE INDEX reported_events_by_article ON reported_events(article_id);
    CREATE INDEX reported_events_by_firm ON reported_events(firm_slug, event);

    CREATE TABLE firm_counts (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        category TEXT NOT NULL,
        low INTEGER, high INTEGER,           -- firms; null: that end is open
        qualifier TEXT NOT NULL,
        said_by TEXT,
        field TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, quote TEXT NOT NULL,
        correction TEXT
    );
    CREATE INDEX firm_counts_by_article ON firm_counts(article_id);
    CREATE INDEX firm_counts_by_category ON firm_counts(category);

    CREATE TABLE compliance_costs (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        firm_slug TEXT,
        kind TEXT NOT NULL,
        low INTEGER, high INTEGER,           -- whole units of currency; null: that end is open
        currency TEXT NOT NULL,
        qualifier TEXT NOT NULL,
        also_low INTEGER, also_high INTEGER, also_currency TEXT,  -- the article's own conversion
        hkd_low REAL, hkd_high REAL,         -- HKD as stated or at the 7.80 peg; null: no honest conversion
        said_by TEXT,
        field TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, quote TEXT NOT NULL,
        correction TEXT
    );
    CREATE INDEX compliance_costs_by_article ON compliance_costs(article_id);
    CREATE INDEX compliance_costs_by_kind ON compliance_costs(kind);

    CREATE TABLE page_queue (                -- relevant articles whose page is still to be read
        article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
        source_id TEXT NOT NULL,
        url TEXT NOT NULL,
        queued_at TEXT NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        state TEXT NOT NULL DEFAULT 'waiting',   -- waiting, done, refused
        last_error TEXT
    );
    CREATE INDEX page_queue_next ON page_queue(state, source_id, queued_at);

    -- Full text: rowid is the article's id; its columns hold licensing.search's tokens (Chinese as bigrams).
    CREATE VIRTUAL TABLE article_search USING fts5(title, text, content='',
                                                   tokenize='unicode61 remove_diacritics 2');
    """)


@MIGRATIONS()
def m002_reference(db: Database) -> None:
    """What data/reference says: replaced whole at each run, so that a corrected row leaves no ghost."""
    _run(db, """
    CREATE TABLE firms (
        slug TEXT PRIMARY KEY,
        legal_name TEXT NOT NULL, platform_name TEXT NOT NULL, name_zh TEXT NOT NULL,
        regime TEXT, ce_number TEXT NOT NULL, parent TEXT NOT NULL, website TEXT NOT NULL, note TEXT NOT NULL,
        source_url TEXT NOT NULL, checked_on TEXT NOT NULL
    );
    CREATE TABLE firm_aliases (
        alias TEXT NOT NULL, language TEXT NOT NULL, firm_slug TEXT NOT NULL, needs TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX firm_aliases_by_firm ON firm_aliases(firm_slug);
    CREATE TABLE licence_events (
        id INTEGER PRIMARY KEY,              -- same-day ties: the later row wins
        firm_slug TEXT NOT NULL, regime TEXT NOT NULL, status TEXT NOT NULL,
        effective_on TEXT NOT NULL, precision TEXT NOT NULL,
        origin TEXT NOT NULL,                -- reference or register
        source_url TEXT NOT NULL, note TEXT NOT NULL DEFAULT '', checked_on TEXT NOT NULL
    );
    CREATE INDEX licence_events_by_firm ON licence_events(firm_slug, regime, effective_on);
    CREATE TABLE milestones (
        id INTEGER PRIMARY KEY,
        date TEXT NOT NULL, precision TEXT NOT NULL, kind TEXT NOT NULL,
        title TEXT NOT NULL, title_zh TEXT NOT NULL DEFAULT '', detail TEXT NOT NULL DEFAULT '',
        source_publisher TEXT NOT NULL, source_url TEXT NOT NULL
    );
    CREATE TABLE official_figures (          -- official counts and what the law demands
        id INTEGER PRIMARY KEY,
        date TEXT NOT NULL, precision TEXT NOT NULL,
        kind TEXT NOT NULL,                  -- count, or a cost kind: capital, fee, penalty
        regime TEXT NOT NULL, category TEXT NOT NULL DEFAULT '',   -- of a count: a status
        low REAL, high REAL, qualifier TEXT NOT NULL, currency TEXT NOT NULL DEFAULT '',
        what TEXT NOT NULL, what_zh TEXT NOT NULL DEFAULT '',
        source_publisher TEXT NOT NULL, source_url TEXT NOT NULL, checked_on TEXT NOT NULL
    );
    CREATE TABLE alerts (                    -- named on a regulator's list of suspicious platforms: an alert, no status
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL, name_zh TEXT NOT NULL DEFAULT '', website TEXT NOT NULL DEFAULT '',
        listed_on TEXT, precision TEXT, origin TEXT NOT NULL,
        looks_like_slug TEXT,                -- the firm whose name it resembles
        source_url TEXT NOT NULL, note TEXT NOT NULL DEFAULT '', checked_on TEXT NOT NULL
    );
    """)


@MIGRATIONS()
def m003_registers(db: Database) -> None:
    """Readings of the official registers; kept, never replaced."""
    _run(db, """
    CREATE TABLE register_readings (
        id INTEGER PRIMARY KEY,
        register TEXT NOT NULL,              -- a file name of ingest/registers
        read_at TEXT NOT NULL,               -- ISO 8601 at Hong Kong's offset: its first ten characters are the day
        as_of TEXT,                          -- the day the register says it was updated; null: it does not say
        source_url TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        outcome TEXT NOT NULL,               -- accepted, unchanged, held (implausible), failed
        detail TEXT NOT NULL DEFAULT ''      -- why it was held or failed
    );
    CREATE INDEX register_readings_newest ON register_readings(register, outcome, read_at);
    CREATE TABLE register_entries (
        id INTEGER PRIMARY KEY,
        reading_id INTEGER NOT NULL REFERENCES register_readings(id) ON DELETE CASCADE,
        status TEXT NOT NULL,                -- licensed, applicant, closing_down, deemed, removed, alert
        name TEXT NOT NULL, name_zh TEXT NOT NULL DEFAULT '', platform_name TEXT NOT NULL DEFAULT '',
        ce_number TEXT NOT NULL DEFAULT '', website TEXT NOT NULL DEFAULT '',
        effective_on TEXT,                   -- ISO day; null: the row gives none or an impossible one
        firm_slug TEXT,                      -- null: not in the reference
        note TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX register_entries_by_reading ON register_entries(reading_id);
    CREATE TABLE register_changes (          -- between two accepted readings of one register
        id INTEGER PRIMARY KEY,
        reading_id INTEGER NOT NULL REFERENCES register_readings(id) ON DELETE CASCADE,
        seen_on TEXT NOT NULL,               -- Hong Kong day of the newer reading
        change TEXT NOT NULL,                -- new, gone, status_changed
        name TEXT NOT NULL, ce_number TEXT NOT NULL DEFAULT '', firm_slug TEXT,
        status_before TEXT, status_after TEXT
    );
    """)


@MIGRATIONS()
def m004_sources_and_runs(db: Database) -> None:
    """The feeds, what was last seen of each, the runs and their outcomes."""
    _run(db, """
    CREATE TABLE sources (                   -- as sources.toml says; replaced whole at each run
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL, publisher TEXT NOT NULL, url TEXT NOT NULL,
        language TEXT, scope TEXT NOT NULL, enabled INTEGER NOT NULL
    );
    CREATE TABLE source_state (              -- what the next conditional GET needs; outlives sources
        source_id TEXT PRIMARY KEY,
        url TEXT NOT NULL,                   -- the address these headers belong to
        etag TEXT, last_modified TEXT,
        body_hash TEXT,
        moved_to TEXT,                       -- a permanent redirect that was seen
        retry_after TEXT                     -- UTC; not asked again before
    );
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        started_at TEXT NOT NULL, ended_at TEXT,   -- UTC; ended_at null: running or killed
        command TEXT NOT NULL,
        status TEXT NOT NULL                 -- running, done, failed
    );
    CREATE TABLE source_outcomes (
        run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
        source_id TEXT NOT NULL,
        status TEXT NOT NULL,                -- ok, unchanged, empty, not_a_feed, failed, unreachable, waiting
        http_status INTEGER,
        entries INTEGER NOT NULL DEFAULT 0, new INTEGER NOT NULL DEFAULT 0, updated INTEGER NOT NULL DEFAULT 0,
        error TEXT,
        bytes INTEGER NOT NULL DEFAULT 0,
        took_ms INTEGER NOT NULL DEFAULT 0,
        newest_on TEXT,                      -- Hong Kong day of the newest item the feed carried
        PRIMARY KEY (run_id, source_id)
    ) WITHOUT ROWID;
    CREATE INDEX source_outcomes_by_source ON source_outcomes(source_id, run_id);
    CREATE TABLE corrections (               -- data/corrections.csv as it was last applied
        id INTEGER PRIMARY KEY,
        target TEXT NOT NULL, article TEXT NOT NULL, field TEXT NOT NULL,
        wrong TEXT NOT NULL, value TEXT NOT NULL, why TEXT NOT NULL, who TEXT NOT NULL, corrected_on TEXT NOT NULL,
        applied INTEGER NOT NULL             -- rows it changed at the last run
    );
    CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    INSERT INTO state VALUES ('data_version', '0');
    """)


@MIGRATIONS()
def m005_versions_and_stories(db: Database) -> None:
    """What each feed last said of an article, so that the order of arrival never matters; corrections; stories."""
    _run(db, """
    ALTER TABLE articles ADD COLUMN original TEXT;   -- JSON of what a correction overwrote; null: nothing
    CREATE INDEX articles_by_url ON articles(url);   -- a correction names an article by its address
    ALTER TABLE article_sources ADD COLUMN feed_hash TEXT NOT NULL DEFAULT '';  -- of the item as this feed gave it
    ALTER TABLE article_sources ADD COLUMN text_length INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE article_sources ADD COLUMN item TEXT;  -- JSON of that item where articles shows other words
    UPDATE article_sources SET (feed_hash, text_length) =
        (SELECT feed_hash, length(text) FROM articles WHERE id = article_id)
        WHERE source_id = (SELECT source_id FROM articles WHERE id = article_id);
    ALTER TABLE sources ADD COLUMN full_text INTEGER NOT NULL DEFAULT 1;
    CREATE TABLE story_signatures (          -- MinHash of a relevant article's words, kept between runs
        article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
        signature BLOB NOT NULL              -- of no words: empty
    );
    """)


@MIGRATIONS()
def m006_reading_indexes(db: Database) -> None:
    """Indexes that answer the dashboard's questions by themselves, without the rows (and their texts) behind them."""
    _run(db, """
    DROP INDEX articles_by_publisher;
    DROP INDEX articles_by_source;
    CREATE INDEX articles_by_publisher ON articles(relevant, publisher, published_on);  -- its filter, its list
    CREATE INDEX articles_by_source ON articles(source_id, published_on, relevant);     -- newest item, items a month
    """)


def _run(db: Database, script: str) -> None:
    """Run several statements inside the caller's transaction (``executescript`` would commit it)."""
    import sqlite3

    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if ";" in line and sqlite3.complete_statement(statement):
            db.conn.execute(statement)
            statement = ""
    if statement.strip() and not all(part.strip().startswith("--") for part in statement.strip().splitlines()):
        raise ValueError(f"unfinished statement in a migration: {statement.strip()[:80]}")
