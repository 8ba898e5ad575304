"""Articles into the database: one row an article, nothing lost, nothing twice."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from ingest.outcomes import Outcome, SourceStatus
from ingest.store import Saved, save_articles, save_page_text
from ingest.store_index import renew_index
from ingest.store_pages import MAX_ATTEMPTS, next_pages, page_done, page_failed, queue_again, queue_pages
from ingest.store_runs import RUNS_KEPT, begin_run, end_run, save_outcome, store_sources
from ingest.store_stories import tell_stories
from ingest.store_tags import all_articles, count_tags, retag, stale_articles
from licensing.db import checkpoint, data_version, open_reader, open_writer, transaction
from licensing.model import Article, DatabaseError, Source
from licensing.search import index_text, index_texts, match_query
from tests.store_help import NOW, PlainTagger, article, canonical, check_database

TAGGER = PlainTagger()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = open_writer(tmp_path / "licensing.db")
    yield database
    check_database(database.conn)
    database.conn.close()


def save(db: Database, source_id: str, *articles: Article, now: str = NOW) -> Saved:
    with transaction(db) as connection:
        return save_articles(connection, source_id, articles, TAGGER, now)


def rows(db: Database, columns: str = "*") -> list[tuple[object, ...]]:
    return [tuple(row) for row in db.conn.execute(f"SELECT {columns} FROM articles ORDER BY identity")]


def found(db: Database, words: str) -> list[int]:
    query = match_query(words)
    assert query
    return [r[0] for r in db.conn.execute("SELECT rowid FROM article_search WHERE article_search MATCH ?", (query,))]


def test_an_article_is_stored_with_its_tags_and_found_by_its_words(db: Database) -> None:
    saved = save(db, "a", article(text="OSL has a licence; it cost US$5."))
    assert saved == Saved(new=(1,))
    assert count_tags(db.conn) == {"firm_mentions": 1, "reported_events": 0, "firm_counts": 0, "compliance_costs": 1}
    assert found(db, "osl cost") == [1]


def test_the_same_reading_twice_changes_nothing(db: Database) -> None:
    reading = (article(), article("https://news.example/2", "Other news."))
    save(db, "a", *reading)
    before = canonical(db.conn)
    assert save(db, "a", *reading, now="2026-10-10T00:00:00+00:00") == Saved()
    assert canonical(db.conn) == before
    assert {row[0] for row in rows(db, "updated_at")} == {NOW}


def test_an_edited_article_is_updated_tagged_and_indexed_again(db: Database) -> None:
    save(db, "a", article(text="OSL has a licence; it cost US$5."))
    later = "2026-10-10T00:00:00+00:00"
    assert save(db, "a", article(text="OSL has a licence; it cost US$70 million."), now=later) == Saved(updated=(1,))
    assert rows(db, "fetched_at, updated_at") == [(NOW, later)]
    assert [tuple(r) for r in db.conn.execute("SELECT low FROM compliance_costs")] == [(70,)]
    assert found(db, "million") == [1]
    assert found(db, "US$5") == []


def test_a_shorter_edit_of_the_only_feed_counts(db: Database) -> None:
    save(db, "a", article(text="OSL has a licence, and much more is said here."))
    save(db, "a", article(text="OSL has a licence."))
    assert rows(db, "text") == [("OSL has a licence.",)]


READINGS = {
    "b": article(text="A licence for OSL, told at length by the second feed.", title="B"),
    "c": article(text="A licence.", title="C"),
    "a": article(text="A licence for OSL, told at length by the 1st_ feed.", title="A"),
    "d": article(text="A licence for OSL, told at length by the  first feed", title="D"),
}


def test_of_several_feeds_the_longest_text_then_the_smallest_id_speaks_whatever_the_order(tmp_path: Path) -> None:
    ends = set()
    for number, order in enumerate(itertools.permutations(READINGS)):
        db = open_writer(tmp_path / f"{number}.db")
        for source_id in order:
            save(db, source_id, READINGS[source_id])
        ends.add((rows(db, "title, source_id")[0], canonical_without_items(db)))
        check_database(db.conn)
        db.conn.close()
    assert len(ends) == 1
    assert ends.pop()[0] == ("B", "b")


def canonical_without_items(db: Database) -> str:
    return json.dumps(json.loads(canonical(db.conn))["articles"])


def test_when_the_speaking_feed_shortens_its_text_the_next_longest_speaks(db: Database) -> None:
    save(db, "a", article(text="OSL was granted a licence on Thursday.", title="A"))
    save(db, "b", article(text="OSL was granted a licence.", title="B"))
    save(db, "a", article(text="A licence.", title="A, cut"))
    assert rows(db, "title, source_id, text") == [("B", "b", "OSL was granted a licence.")]
    save(db, "b", article(text="OSL.", title="B, cut"))
    assert rows(db, "title, source_id") == [("A, cut", "a")]


def test_every_feed_that_carried_an_article_is_remembered(db: Database) -> None:
    save(db, "b", article())
    save(db, "a", article())
    assert [tuple(r) for r in db.conn.execute("SELECT article_id, source_id FROM article_sources")] == [
        (1, "a"), (1, "b")]


def test_one_reading_with_an_article_twice_keeps_the_longer(db: Database) -> None:
    save(db, "a", article(text="licence"), article(text="a licence for OSL"), article(text="licence"))
    assert rows(db, "text") == [("a licence for OSL",)]
    assert save(db, "a", article(text="licence"), article(text="a licence for OSL")) == Saved()


def test_a_page_takes_the_place_of_a_summary_and_the_feed_does_not_take_it_back(db: Database) -> None:
    save(db, "a", article(text="OSL: a licence."))
    page = "OSL has been granted a licence. It paid US$9 for it."
    with transaction(db) as connection:
        assert save_page_text(connection, 1, page, TAGGER, NOW)
    assert rows(db, "text, text_from") == [(page, "page")]
    assert found(db, "granted") == [1]
    assert save(db, "a", article(text="OSL: a licence.")) == Saved()
    save(db, "a", article(text="OSL: a licence!", title="A new title"))
    assert rows(db, "title, text, text_from") == [("A new title", page, "page")]


def test_a_longer_summary_takes_the_place_of_a_page(db: Database) -> None:
    save(db, "a", article(text="A licence."))
    with transaction(db) as connection:
        save_page_text(connection, 1, "A licence for OSL.", TAGGER, NOW)
    longer = "A licence for OSL, at last, says the feed now."
    save(db, "a", article(text=longer))
    assert rows(db, "text, text_from") == [(longer, "feed")]


def test_a_page_that_was_edited_takes_the_place_of_the_older_one(db: Database) -> None:
    save(db, "a", article(text="A licence."))
    for page in ("A licence for OSL, said the page at some length.", "A licence for OSL, corrected."):
        with transaction(db) as connection:
            assert save_page_text(connection, 1, page, TAGGER, NOW)
            assert not save_page_text(connection, 1, page, TAGGER, NOW)
        assert rows(db, "text, text_from") == [(page, "page")]
    with transaction(db) as connection:
        assert not save_page_text(connection, 1, "Gone.", TAGGER, NOW)


def test_a_page_with_less_than_the_feed_gave_is_not_taken(db: Database) -> None:
    save(db, "a", article(text="OSL has a licence."))
    with transaction(db) as connection:
        assert not save_page_text(connection, 1, "Subscribe.", TAGGER, NOW)
    assert rows(db, "text, text_from") == [("OSL has a licence.", "feed")]


def test_another_feed_can_speak_for_an_article_whose_page_was_read(db: Database) -> None:
    save(db, "b", article(text="A licence.", title="B"))
    page = "A licence for OSL, as its own page tells at length."
    with transaction(db) as connection:
        save_page_text(connection, 1, page, TAGGER, NOW)
    save(db, "a", article(text="A licence for OSL.", title="A"))
    assert rows(db, "title, source_id, text") == [("A", "a", page)]
    save(db, "a", article(text="", title="A, emptied"))
    assert rows(db, "title, source_id, text") == [("B", "b", page)]


def test_retag_gives_what_a_fresh_ingest_with_the_new_rules_gives(db: Database, tmp_path: Path) -> None:
    reading = (article(text="OSL has a licence for US$5."), article("https://news.example/2", "Nothing."))
    save(db, "a", *reading)
    newer = PlainTagger("plain-2")
    assert stale_articles(db.conn, newer.version) == [1, 2]
    with transaction(db) as connection:
        retag(connection, newer, all_articles(connection))
    fresh = open_writer(tmp_path / "fresh.db")
    with transaction(fresh) as connection:
        save_articles(connection, "a", reading, newer, NOW)
    assert canonical(db.conn) == canonical(fresh.conn)
    assert stale_articles(db.conn, newer.version) == []
    fresh.conn.close()


def test_an_article_that_becomes_relevant_is_indexed_whole(db: Database) -> None:
    words = "x " * 300 + "牌照 OSL"
    save(db, "a", article(text=words))
    assert found(db, "牌照") == [1]
    save(db, "a", article(text=words.replace("牌照", "")))
    assert found(db, "OSL") == []  # beyond the lead of an article that is not relevant


def test_the_index_is_built_anew_when_its_rules_change(db: Database) -> None:
    save(db, "a", article(text="證監會發出牌照"))
    with transaction(db) as connection:
        assert renew_index(connection)
        assert not renew_index(connection)
    assert found(db, "证监会") == [1]


def test_texts_made_ready_together_are_as_each_alone() -> None:
    texts = ["", "plain", "證監會", "會", "\0", "向OSL發牌\0香港", "café 𠀀一 x", "香\n港", "香", "港"]
    assert index_texts(texts) == [index_text(text) for text in texts]
    tokens = [text.split() for text in index_texts(texts)]
    assert tokens[2:6] == [["证监", "监会", "会"], ["会"], [], ["向", "OSL", "发牌", "牌", "香港", "港"]]


@pytest.mark.parametrize("words", ["牌照", "证监会", "證監會", "OSL", '"paid-up capital"', "paid-up capital", "牌", "監"])
def test_search_finds_chinese_in_either_script_and_phrases(db: Database, words: str) -> None:
    save(db, "a", article(text="證監會向OSL發出牌照, with HK$5 million of paid-up capital."),
         article("https://news.example/2", "Weather for Hong Kong: licence to rain."))
    assert found(db, words) == [1]


@pytest.mark.parametrize("words", ["HK$5 (a", '"', "a\"b", "NEAR(", "x AND", "title:", "*", "-", "牌 照*", "\0", "^a"])
def test_no_question_is_a_syntax_error(db: Database, words: str) -> None:
    query = match_query(words)
    if query is not None:
        db.conn.execute("SELECT rowid FROM article_search WHERE article_search MATCH ?", (query,)).fetchall()


@pytest.mark.parametrize("words", ["", "  ", "!?", '""', "、。"])
def test_a_question_without_a_word_is_none(words: str) -> None:
    assert match_query(words) is None


def test_what_was_unchanged_long_ago_is_forgotten_and_what_happened_is_not(db: Database) -> None:
    with transaction(db) as connection:
        for number in range(1, 4):
            run_id = begin_run(connection, "run", NOW)
            save_outcome(connection, run_id, Outcome("a", SourceStatus.UNCHANGED))
            save_outcome(connection, run_id, Outcome("b", SourceStatus.FAILED, error=f"no {number}"))
        connection.execute("INSERT INTO runs VALUES (?, ?, NULL, 'run', 'running')", (RUNS_KEPT + 2, NOW))
        end_run(connection, RUNS_KEPT + 2, "done", NOW)
    kept = db.conn.execute("SELECT run_id, source_id FROM source_outcomes ORDER BY source_id, run_id").fetchall()
    assert kept == [(2, "a"), (3, "a"), (1, "b"), (2, "b"), (3, "b")]


SOURCES = (Source("a", "A", "A", "https://a.example/feed", None, "news"),
           Source("f", "F", "F", "file:///f.xml", None, "news"))


def queue(db: Database, ids: tuple[int, ...]) -> None:
    with transaction(db) as connection:
        store_sources(connection, SOURCES)
        queue_pages(connection, ids, NOW)


def test_pages_are_queued_for_relevant_articles_of_the_web_only(db: Database) -> None:
    save(db, "a", article(), article("https://news.example/2", "Nothing."), article("no-address", "A licence."))
    save(db, "f", article("https://news.example/3"))
    queue(db, (1, 2, 3, 4))
    assert [page.article_id for page in next_pages(db.conn, ["a", "f"], 20)] == [1]


def test_at_most_so_many_pages_a_source_and_the_rest_wait(db: Database) -> None:
    save(db, "a", *(article(f"https://news.example/{n}") for n in range(30)))
    queue(db, tuple(range(1, 31)))
    first = next_pages(db.conn, ["a"], 20)
    with transaction(db) as connection:
        for page in first:
            page_done(connection, page.article_id)
    assert len(first) == 20
    assert len(next_pages(db.conn, ["a"], 20)) == 10


def test_a_page_that_fails_is_tried_again_but_not_for_ever(db: Database) -> None:
    save(db, "a", article())
    queue(db, (1,))
    for attempt in range(MAX_ATTEMPTS):
        assert len(next_pages(db.conn, ["a"], 20)) == 1, attempt
        with transaction(db) as connection:
            page_failed(connection, 1, "timed out")
    assert next_pages(db.conn, ["a"], 20) == []
    with transaction(db) as connection:
        queue_again(connection, [1])
    assert next_pages(db.conn, ["a"], 20) == []


def test_the_page_of_an_edited_article_is_read_again_but_not_for_ever(db: Database) -> None:
    save(db, "a", article())
    queue(db, (1,))
    reads = 0
    for _ in range(10):
        for page in next_pages(db.conn, ["a"], 20):
            reads += 1
            with transaction(db) as connection:
                page_done(connection, page.article_id)
                queue_again(connection, [page.article_id])
    assert reads == MAX_ATTEMPTS


def test_a_transaction_that_fails_leaves_nothing(db: Database) -> None:
    before, version = canonical(db.conn), data_version(db.conn)

    def broken() -> Iterator[Article]:
        yield article()
        raise RuntimeError("the feed broke off")

    with pytest.raises(RuntimeError), transaction(db) as connection:
        save_articles(connection, "a", [article("https://news.example/0")], TAGGER, NOW)
        save_articles(connection, "a", broken(), TAGGER, NOW)
    assert (canonical(db.conn), data_version(db.conn)) == (before, version)


def test_readers_never_see_half_a_source_while_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "licensing.db"
    db = open_writer(path)
    reader = open_reader(path)
    count = "SELECT count(*), (SELECT value FROM state WHERE key = 'data_version') FROM articles"
    with transaction(db) as connection:
        for number in range(50):
            save_articles(connection, "a", [article(f"https://news.example/{number}")], TAGGER, NOW)
            seen = reader.execute(count).fetchone()
            assert seen[0] == 0
    after = reader.execute(count).fetchone()
    assert after[0] == 50
    assert int(after[1]) == int(seen[1]) + 1
    reader.close()
    db.conn.close()


def test_a_checkpoint_is_not_hindered_by_readers(tmp_path: Path) -> None:
    path = tmp_path / "licensing.db"
    db = open_writer(path)
    save(db, "a", article())
    reader = open_reader(path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM articles").fetchone()
    save(db, "a", article("https://news.example/2"))
    checkpoint(db)
    assert reader.execute("SELECT count(*) FROM articles").fetchone()[0] == 1
    reader.close()
    checkpoint(db)
    db.conn.close()
    assert not Path(f"{path}-wal").exists()


def test_stories_are_told_and_told_again_when_a_member_leaves(db: Database) -> None:
    text = "OSL said on Thursday that its licence had been widened so that anyone may trade there. " * 3
    save(db, "a", article(text=text), article("https://news.example/2", text), article("https://news.example/3", "licence"))
    tell_stories(db)
    assert rows(db, "story_id") == [(1,), (1,), (3,)]
    assert tell_stories(db) == 0
    save(db, "a", article(text="The weather."))
    tell_stories(db)
    assert rows(db, "story_id") == [(None,), (2,), (3,)]


def test_a_file_that_is_no_database_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "licensing.db"
    path.write_bytes(b"this is no database, whatever its name says" * 100)
    with pytest.raises(DatabaseError, match=r"licensing\.db.*not a database"):
        open_writer(path)
    with pytest.raises(DatabaseError, match="python -m ingest"):
        open_reader(path)


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "licensing.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    for opened in (open_writer, open_reader):
        with pytest.raises(DatabaseError, match="newer version"):
            opened(path)
