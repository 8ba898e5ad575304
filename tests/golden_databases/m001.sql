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
INSERT INTO _sqlite_migrations VALUES(1,'licensing','m001_articles_and_tags','2026-01-01 00:00:00+00:00');
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
INSERT INTO article_search(rowid,title,text) VALUES(1,'OSL is licensed','OSL has a licence; it paid US$5 million.');
INSERT INTO article_search(rowid,title,text) VALUES(2,'證監會發牌','證監會向一間平台發出牌照。');
INSERT INTO article_search(rowid,title,text) VALUES(3,'Weather','It rains.');
