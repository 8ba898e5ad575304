CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
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
CREATE INDEX articles_by_day ON articles(relevant, published_on DESC, id DESC);
CREATE INDEX articles_by_publisher ON articles(publisher, published_on);
CREATE INDEX articles_by_source ON articles(source_id, published_on);
CREATE INDEX articles_by_story ON articles(story_id);
CREATE INDEX articles_stale ON articles(tagger_version);
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
CREATE VIRTUAL TABLE article_search USING fts5(title, text, content='',
                                                   tokenize='unicode61 remove_diacritics 2');
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
INSERT INTO _sqlite_migrations VALUES(1,'licensing','m001_articles_and_tags','2026-01-04 00:00:00+00:00');
INSERT INTO _sqlite_migrations VALUES(2,'licensing','m002_reference','2026-01-04 00:00:00+00:00');
INSERT INTO _sqlite_migrations VALUES(3,'licensing','m003_registers','2026-01-04 00:00:00+00:00');
INSERT INTO _sqlite_migrations VALUES(4,'licensing','m004_sources_and_runs','2026-01-04 00:00:00+00:00');
INSERT INTO _sqlite_migrations VALUES(5,'licensing','m005_versions_and_stories','2026-01-04 00:00:00+00:00');
INSERT INTO articles VALUES(1,'https://news.example/1','https://news.example/1','a',NULL,'OSL is licensed',NULL,'Example','2025-05-01T00:00:00+00:00','2025-05-01','instant','2025-05-09T00:00:00+00:00','2025-05-09T00:00:00+00:00','en','OSL has a licence; it paid US$5 million.','feed','h1',1,'x',1,'old',NULL);
INSERT INTO articles VALUES(2,'https://news.example/2','https://news.example/2','a',NULL,'證監會發牌',NULL,'Example','2025-05-02T00:00:00+00:00','2025-05-02','instant','2025-05-09T00:00:00+00:00','2025-05-09T00:00:00+00:00','en','證監會向一間平台發出牌照。','feed','h2',1,'x',2,'old',NULL);
INSERT INTO articles VALUES(3,'https://news.example/3','https://news.example/3','a',NULL,'Weather',NULL,'Example','2025-05-03T00:00:00+00:00','2025-05-03','instant','2025-05-09T00:00:00+00:00','2025-05-09T00:00:00+00:00','en','It rains.','feed','h3',0,'x',NULL,'old',NULL);
INSERT INTO article_sources VALUES(1,'a','2025-05-09T00:00:00+00:00');
INSERT INTO article_sources VALUES(1,'b','2025-05-10T00:00:00+00:00');
INSERT INTO article_sources VALUES(2,'a','2025-05-09T00:00:00+00:00');
INSERT INTO article_sources VALUES(3,'a','2025-05-09T00:00:00+00:00');
INSERT INTO firm_mentions VALUES(1,1,'osl','OSL','licensee','text',0,3,'OSL',NULL);
INSERT INTO reported_events VALUES(1,1,'osl','OSL','licensed',NULL,'title',0,15,'OSL is licensed',NULL);
INSERT INTO firm_counts VALUES(1,2,'licensed',1,1,'exact',NULL,'text',4,8,'一間平台',NULL);
INSERT INTO compliance_costs VALUES(1,1,NULL,'total',5000000,5000000,'USD','exact',NULL,NULL,NULL,39000000.0,39000000.0,NULL,'text',27,39,'US$5 million',NULL);
INSERT INTO page_queue VALUES(1,'a','https://news.example/1','2025-05-09T00:00:00+00:00',0,'waiting',NULL);
INSERT INTO firms VALUES('osl','OSL Digital Securities Limited','OSL','','VATP','AAA001','','','','https://reg.example','2025-05-01');
INSERT INTO firm_aliases VALUES('OSL','en','osl','');
INSERT INTO licence_events VALUES(1,'osl','VATP','licensed','2020-12-15','day','reference','https://reg.example','','2025-05-01');
INSERT INTO register_readings VALUES(1,'sfc_vatp','2025-05-01T00:00:00+08:00','2025-05-01','https://reg.example','hash','accepted','');
INSERT INTO register_entries VALUES(1,1,'licensed','OSL Digital Securities Limited','','','','','2020-12-15','osl','');
INSERT INTO register_changes VALUES(1,1,'2025-05-01','new','OSL Digital Securities Limited','',NULL,NULL,NULL);
INSERT INTO sources VALUES('a','A','Example','https://news.example/feed','en','news',1);
INSERT INTO source_state VALUES('a','https://news.example/feed','"x"',NULL,NULL,NULL,NULL);
INSERT INTO runs VALUES(1,'2025-05-09T00:00:00+00:00',NULL,'run','running');
INSERT INTO source_outcomes VALUES(1,'a','ok',NULL,3,3,0,NULL,0,0,NULL);
INSERT INTO state VALUES('data_version','7');
INSERT INTO article_search(rowid,title,text) VALUES(1,'OSL is licensed','OSL has a licence; it paid US$5 million.');
INSERT INTO article_search(rowid,title,text) VALUES(2,'證監會發牌','證監會向一間平台發出牌照。');
INSERT INTO article_search(rowid,title,text) VALUES(3,'Weather','It rains.');
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
