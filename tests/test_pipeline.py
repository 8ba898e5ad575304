"""A run from end to end, against a news house on loopback."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.desk import Options, Reporter
from ingest.lock import Busy, only_writer
from ingest.outcomes import Outcome, RunResult, SourceStatus
from ingest.pipeline import retag_all, run
from licensing import settings
from licensing.db import data_version, open_reader, open_writer
from licensing.model import DatabaseError, ReferenceDataError, Source
from tests.news_server import LICENCE, NewsHouse, Page, feed, news_house, story_page
from tests.store_help import canonical, check_database


@pytest.fixture
def house() -> Iterator[NewsHouse]:
    with news_house({}) as served:
        yield served


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "licensing.db"
    yield path
    if path.exists():
        connection = sqlite3.connect(path)
        check_database(connection)
        connection.close()


def source(name: str, url: str, **changes: object) -> Source:
    return Source(name, name, "Example", url, None, "news", **changes)  # type: ignore[arg-type]


def ingest(database: Path, *sources: Source, full_text: bool = False) -> RunResult:
    return run(Options(database, sources, sources, corrections=database.parent / "none.csv", full_text=full_text))


def outcomes(result: RunResult) -> dict[str, SourceStatus]:
    return {outcome.source_id: outcome.status for outcome in result.outcomes}


def dump(database: Path) -> str:
    connection = sqlite3.connect(database)
    try:
        return canonical(connection)
    finally:
        connection.close()


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(database)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def story(number: int, text: str = "Buses run on time.") -> tuple[str, str, str]:
    return f"https://news.example/{number}", f"Item {number}", text


def test_feeds_become_articles_with_tags_and_an_outcome_each(house: NewsHouse, database: Path) -> None:
    house.pages["/a"] = feed(story(1, LICENCE), story(2))
    result = ingest(database, source("a", house.address("/a")))
    (outcome,) = result.outcomes
    assert (outcome.status, outcome.http_status, outcome.entries, outcome.new) == ("ok", 200, 2, 2)
    assert outcome.newest_on == "2026-10-03"
    assert rows(database, "SELECT relevant FROM articles ORDER BY identity") == [(1,), (0,)]
    assert rows(database, "SELECT count(*) > 0 FROM firm_mentions WHERE firm_slug = 'hashkey'") == [(1,)]
    assert rows(database, "SELECT status, ended_at IS NOT NULL FROM runs") == [("done", 1)]


def test_an_unchanged_feed_is_not_parsed_again_with_an_etag_or_without(house: NewsHouse, database: Path) -> None:
    house.pages |= {"/a": feed(story(1)), "/b": feed(story(2))}
    house.pages["/b"].etag = False
    sources = source("a", house.address("/a")), source("b", house.address("/b"))
    ingest(database, *sources)
    before = dump(database)
    again = ingest(database, *sources)
    assert outcomes(again) == {"a": "unchanged", "b": "unchanged"}
    assert {(o.http_status, o.entries) for o in again.outcomes} == {(304, 0), (200, 0)}
    assert house.asked[-2:] == ["/a 304", "/b"] or house.asked[-2:] == ["/b", "/a 304"]
    assert dump(database) == before


def test_one_bad_source_never_stops_a_run(house: NewsHouse, database: Path) -> None:
    house.pages |= {"/good": feed(story(1)), "/html": Page(b"<html><body>Welcome</body></html>"),
                    "/json": Page(b'{"version": "https://jsonfeed.org/version/1.1", "items": []}'),
                    "/nothing": Page(b""), "/binary": Page(bytes(range(256)) * 20),
                    "/none": feed(), "/moved": Page(status=301, headers={"Location": "/good"})}
    urls = {name: house.address(f"/{name}") for name in ("good", "html", "json", "nothing", "binary", "none", "moved")}
    urls |= {"missing": house.address("/missing"), "closed": "http://127.0.0.1:9/feed",
             "file": "file:/no/such/file.xml"}
    result = ingest(database, *(source(name, url) for name, url in urls.items()))
    assert outcomes(result) == {
        "good": "ok", "html": "not_a_feed", "json": "not_a_feed", "nothing": "not_a_feed", "binary": "not_a_feed",
        "none": "empty", "moved": "ok", "missing": "failed", "closed": "unreachable", "file": "failed"}
    assert all(o.error for o in result.outcomes if not o.status.was_read)
    assert not result.nothing_read
    assert rows(database, "SELECT count(*) FROM source_outcomes") == [(10,)]
    assert rows(database, "SELECT moved_to FROM source_state WHERE source_id = 'moved'") == [(house.address("/good"),)]


def test_nothing_read_is_said(database: Path) -> None:
    assert ingest(database, source("closed", "http://127.0.0.1:9/feed")).nothing_read
    assert not ingest(database).nothing_read


def test_a_server_that_asks_for_patience_is_left_alone_until_then(house: NewsHouse, database: Path) -> None:
    house.pages["/a"] = Page(b"", 503, {"Retry-After": "3600"})
    one = source("a", house.address("/a"))
    assert outcomes(ingest(database, one)) == {"a": "waiting"}
    asked = len(house.asked)
    house.pages["/a"] = feed(story(1))
    assert outcomes(ingest(database, one)) == {"a": "waiting"}
    assert len(house.asked) == asked
    connection = sqlite3.connect(database)
    past = (datetime.now(UTC) - timedelta(hours=1)).isoformat(timespec="seconds")
    with connection:
        connection.execute("UPDATE source_state SET retry_after = ?", (past,))
    connection.close()
    assert outcomes(ingest(database, one)) == {"a": "ok"}


def test_a_changed_address_starts_afresh(house: NewsHouse, database: Path) -> None:
    house.pages |= {"/a": feed(story(1)), "/b": feed(story(1))}
    ingest(database, source("a", house.address("/a")))
    assert outcomes(ingest(database, source("a", house.address("/b")))) == {"a": "ok"}


def test_an_edit_in_the_feed_reaches_the_tags(house: NewsHouse, database: Path) -> None:
    house.pages["/a"] = feed(story(1))
    ingest(database, source("a", house.address("/a")))
    house.pages["/a"] = feed(story(1, LICENCE))
    result = ingest(database, source("a", house.address("/a")))
    assert [(o.new, o.updated) for o in result.outcomes] == [(0, 1)]
    assert rows(database, "SELECT relevant, story_id IS NOT NULL FROM articles") == [(1, 1)]


def test_pages_of_relevant_articles_are_read_and_of_no_others(house: NewsHouse, database: Path) -> None:
    relevant, other = house.address("/story/1"), house.address("/story/2")
    house.pages |= {"/a": feed((relevant, "HashKey licensed in Hong Kong", LICENCE), (other, "Buses", "On time.")),
                    "/story/1": story_page(LICENCE + " The page says more than the summary does."),
                    "/story/2": story_page("Buses run on time on all days of the week, says the page.")}
    result = ingest(database, source("a", house.address("/a")), full_text=True)
    assert result.pages == 1
    assert rows(database, "SELECT text_from, text LIKE '%says more than%' FROM articles ORDER BY identity") == [
        ("page", 1), ("feed", 0)]
    assert "/story/2" not in house.asked
    before = dump(database)
    ingest(database, source("a", house.address("/a")), full_text=True)
    assert dump(database) == before


def test_twenty_pages_a_run_and_the_rest_in_the_next(house: NewsHouse, database: Path) -> None:
    items = [(house.address(f"/story/{n}"), f"Licence {n}", LICENCE) for n in range(25)]
    house.pages |= {"/a": feed(*items)}
    house.pages |= {f"/story/{n}": story_page(f"{LICENCE} Page number {n} says more.") for n in range(25)}
    one = source("a", house.address("/a"))
    assert [ingest(database, one, full_text=True).pages for _ in range(3)] == [20, 5, 0]


def test_a_page_that_cannot_be_read_leaves_the_summary(house: NewsHouse, database: Path) -> None:
    house.pages |= {"/a": feed((house.address("/gone"), "Licence", LICENCE))}
    ingest(database, source("a", house.address("/a")), full_text=True)
    assert rows(database, "SELECT text_from FROM articles") == [("feed",)]
    assert rows(database, "SELECT state, attempts FROM page_queue") == [("waiting", 1)]


def test_articles_of_files_are_never_followed(house: NewsHouse, database: Path, tmp_path: Path) -> None:
    file = tmp_path / "digest.xml"
    file.write_bytes(feed((house.address("/story"), "Licence", LICENCE)).body)
    ingest(database, source("digest", f"file:{file}"), full_text=True)
    assert rows(database, "SELECT relevant FROM articles") == [(1,)]
    assert house.asked == []
    assert rows(database, "SELECT count(*) FROM page_queue") == [(0,)]


def test_links_to_private_hosts_are_not_followed(house: NewsHouse, database: Path) -> None:
    with news_house({"/secret": story_page(LICENCE * 2)}) as canary:
        house.pages["/a"] = feed((canary.address("/secret"), "Licence", LICENCE))
        ingest(database, source("a", house.address("/a")), full_text=True)
        assert canary.asked == []
    assert rows(database, "SELECT state FROM page_queue") == [("refused",)]


def test_one_article_in_two_feeds_is_one_row_whichever_answers_first(house: NewsHouse, tmp_path: Path) -> None:
    house.pages |= {"/a": feed(story(1, "Buses run.")), "/b": feed(story(1, "Buses run on time, says the city."))}
    sources = source("a", house.address("/a")), source("b", house.address("/b"))
    ends = set()
    for slow in ("/a", "/b"):
        for path, page in house.pages.items():
            page.delay = 0.3 if path == slow else 0.0
        database = tmp_path / f"{slow[1:]}.db"
        ingest(database, *sources)
        ends.add(str(rows(database, "SELECT source_id, title, text, published_on FROM articles")))
    assert len(ends) == 1
    assert "says the city" in ends.pop()


def test_retag_gives_the_same_database_again(house: NewsHouse, database: Path) -> None:
    house.pages["/a"] = feed(story(1, LICENCE), story(2))
    ingest(database, source("a", house.address("/a")))
    before = dump(database)
    assert retag_all(Options(database, corrections=database.parent / "none.csv")) == 2
    assert dump(database) == before


def test_what_other_rules_have_tagged_is_tagged_again_in_the_next_run(house: NewsHouse, database: Path) -> None:
    house.pages["/a"] = feed(story(1, LICENCE))
    ingest(database, source("a", house.address("/a")))
    before = dump(database)
    connection = sqlite3.connect(database)
    with connection:
        connection.execute("UPDATE articles SET tagger_version = 'older'")
        connection.execute("DELETE FROM firm_mentions")
    connection.close()
    assert ingest(database, source("a", house.address("/a"))).retagged == 1
    assert dump(database) == before


def test_a_second_ingest_says_so_and_leaves(house: NewsHouse, database: Path) -> None:
    house.pages["/a"] = feed(story(1))
    with only_writer(database), pytest.raises(Busy, match=r"another ingest \(process \d+\) is at work on .*licensing.db"):
        ingest(database, source("a", house.address("/a")))
    assert house.asked == []
    ingest(database, source("a", house.address("/a")))


def test_readers_see_whole_sources_and_never_fail_while_a_run_writes(house: NewsHouse, database: Path) -> None:
    open_writer(database).conn.close()
    for name in "abcdefgh":
        house.pages[f"/{name}"] = feed(*(story(ord(name) * 1000 + n) for n in range(40)))
    stop, seen, faults = threading.Event(), set[int](), list[Exception]()

    def look() -> None:
        while not stop.is_set():
            try:
                reader = open_reader(database)
                data_version(reader)
                seen.add(reader.execute("SELECT count(*) FROM articles").fetchone()[0])
                reader.close()
            except (DatabaseError, sqlite3.Error) as error:
                faults.append(error)
            time.sleep(0.001)

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    ingest(database, *(source(name, house.address(f"/{name}")) for name in "abcdefgh"))
    stop.set()
    for thread in threads:
        thread.join()
    assert faults == []
    assert {count % 40 for count in seen} == {0}
    assert len(seen) > 2


def test_a_bug_ends_the_run_and_is_not_taken_for_a_bad_feed(
    house: NewsHouse, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr("ingest.reading.parse_feed", broken)
    house.pages["/a"] = feed(story(1))
    with pytest.raises(KeyError, match="a bug"):
        ingest(database, source("a", house.address("/a")))
    assert rows(database, "SELECT status FROM runs") == [("failed",)]


def test_the_reporter_is_told_of_every_source(house: NewsHouse, database: Path) -> None:
    house.pages["/a"] = feed(story(1))
    told: list[Outcome] = []

    class Told(Reporter):
        def source_done(self, outcome: Outcome) -> None:
            told.append(outcome)

    sources = (source("a", house.address("/a")), source("b", house.address("/none")))
    run(Options(database, sources, sources, corrections=database.parent / "none.csv"), Told())
    assert {outcome.source_id: outcome.new for outcome in told} == {"a": 1, "b": 0}


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    return Path(shutil.copytree(settings.REFERENCE, tmp_path / "reference"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_corrected_date_in_the_reference_leaves_no_ghost(database: Path, reference: Path) -> None:
    options = Options(database, reference=reference)
    run(options)
    query = "SELECT effective_on FROM licence_events WHERE firm_slug = 'hashkey' AND origin = 'reference'"
    before = dump(database)
    assert ("2023-08-03",) in rows(database, query)
    line = next(row for row in (reference / "licence_events.csv").read_text(encoding="utf-8").splitlines()
                if row.startswith("hashkey,") and "2023-08-03" in row)
    change(reference / "licence_events.csv", line, line.replace("2023-08-03", "2023-08-04"))
    run(options)
    assert ("2023-08-03",) not in rows(database, query)
    assert ("2023-08-04",) in rows(database, query)
    change(reference / "licence_events.csv", "2023-08-04", "2023-08-03")
    run(options)
    assert dump(database) == before


def test_a_wrong_row_of_the_reference_stops_the_run_before_anything_is_done(database: Path, reference: Path) -> None:
    change(reference / "licence_events.csv", "2023-08-03", "3 August 2023")
    options = Options(database, reference=reference)
    with pytest.raises(ReferenceDataError, match=r"licence_events.csv:\d+: .*3 August 2023"):
        run(options)
    assert not database.exists()
    change(reference / "licence_events.csv", "3 August 2023", "2023-08-03")
    run(options)
    before = dump(database)
    change(reference / "licence_events.csv", "2023-08-03", "3 August 2023")
    with pytest.raises(ReferenceDataError, match=r"licence_events.csv:\d+: "):
        run(options)
    assert dump(database) == before


def test_a_new_spelling_reaches_old_articles(house: NewsHouse, database: Path, reference: Path) -> None:
    house.pages["/a"] = feed(story(1, LICENCE.replace("HashKey Exchange", "Zyxwvut Exchange")))
    one = source("a", house.address("/a"))
    options = Options(database, (one,), (one,), reference=reference, corrections=database.parent / "none.csv",
                      full_text=False)
    run(options)
    query = "SELECT count(*) FROM firm_mentions WHERE firm_slug = 'hashkey'"
    assert rows(database, query) == [(0,)]
    with (reference / "aliases.csv").open("a", encoding="utf-8") as file:
        file.write("Zyxwvut Exchange,en,hashkey,\n")
    assert run(options).retagged == 1
    assert rows(database, query) == [(1,)]


@pytest.mark.parametrize("folder", ["real", "hostile"])
def test_all_captures_are_read_and_a_second_run_changes_nothing(
    folder: str, shared_folder: Path, database: Path
) -> None:
    files = [path for path in sorted((shared_folder / "feeds" / folder).iterdir()) if path.name != "index.csv"]
    assert len(files) > 70
    sources = [source(f"s{number}", f"file:{path}") for number, path in enumerate(files)]
    first = ingest(database, *sources)
    assert len(first.outcomes) == len(files)
    assert SourceStatus.FAILED not in outcomes(first).values()
    if folder == "real":
        assert set(outcomes(first).values()) == {SourceStatus.OK}
    before = dump(database)
    again = ingest(database, *sources)
    assert sum(outcome.new + outcome.updated for outcome in again.outcomes) == 0
    assert dump(database) == before


@pytest.mark.timeout(60)
def test_where_no_host_answers_the_run_is_short(database: Path) -> None:
    sources = [source(f"s{n}", f"http://127.0.0.{n}:9/feed") for n in range(1, 60)]
    result = ingest(database, *sources)
    assert set(outcomes(result).values()) == {SourceStatus.UNREACHABLE}
