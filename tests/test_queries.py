"""Every question gives the same columns of the same types, on a seeded and on an empty database; and right answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from licensing.db import open_reader
from licensing.filters import Filters
from licensing.queries import articles, basis, costs, counts, firms, licensees, sources, tables, timeline
from licensing.queries.articles import Asked
from tests import seed

EVERYTHING = Filters(firms=("osl", "hashkey"), statuses=("licensed",), regimes=("VATP",), since=date(2023, 1, 1),
                     until=date(2026, 1, 1), publishers=("Example Wire",), languages=("en",))
TODAY = "2026-10-11"

FRAMES: dict[str, Callable[[sqlite3.Connection, Filters], pd.DataFrame]] = {
    "article_page": lambda c, f: articles.article_page(c, f, Asked(), 1),
    "article_rows": lambda c, f: pd.concat(articles.article_rows(c, f, Asked())),
    "article_facts": lambda c, f: articles.article_facts(c, 1),
    "publishers": lambda c, f: articles.publishers(c),
    "silent_feeds": lambda c, f: basis.silent_feeds(c, TODAY),
    "reported_costs": costs.reported_costs,
    "legal_demands": lambda c, f: costs.legal_demands(c),
    "cost_summary": costs.cost_summary,
    "cost_medians": lambda c, f: costs.cost_medians(c, f),
    "reported_counts": counts.reported_counts,
    "official_counts": lambda c, f: counts.official_counts(c),
    "firm_names": lambda c, f: firms.firm_names(c),
    "firms": firms.firms,
    "unknown_names": firms.unknown_names,
    "alerts": lambda c, f: firms.alerts(c),
    "register_entries": lambda c, f: firms.register_entries(c),
    "licensees": lambda c, f: licensees.licensees(c, f, date(2026, 10, 10)),
    "waits": licensees.waits,
    "cohorts": licensees.cohorts,
    "counts_on_record": lambda c, f: licensees.counts_on_record(c, f, date(2026, 10, 10)),
    "sources": lambda c, f: sources.sources(c, TODAY),
    "runs": lambda c, f: sources.runs(c),
    "register_readings": lambda c, f: sources.register_readings(c),
    "corrections": lambda c, f: sources.corrections(c),
    "reported_events": timeline.reported_events,
    "licence_event_rows": timeline.licence_event_rows,
    "milestones": timeline.milestones,
}


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return seed.seeded(tmp_path_factory.mktemp("seeded") / "licensing.db")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return seed.emptied(tmp_path_factory.mktemp("empty") / "licensing.db")


@pytest.fixture
def db(seeded: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_reader(seeded)) as connection:
        yield connection


def answer(path: Path, question: str, filters: Filters) -> pd.DataFrame:
    with closing(open_reader(path)) as connection:
        return FRAMES[question](connection, filters)


@pytest.mark.parametrize("question", FRAMES)
def test_columns_and_types_are_the_same_with_rows_and_without(question: str, seeded: Path, empty: Path) -> None:
    full, none = answer(seeded, question, Filters()), answer(empty, question, Filters())
    assert len(full) > 0, "the seed has no row for this question"
    assert len(none) == 0
    assert list(full.columns) == list(none.columns)
    assert [str(kind) for kind in full.dtypes] == [str(kind) for kind in none.dtypes]


@pytest.mark.parametrize("question", FRAMES)
def test_every_filter_at_once_is_sound_sql(question: str, seeded: Path, empty: Path) -> None:
    assert list(answer(seeded, question, EVERYTHING).columns) == list(answer(empty, question, EVERYTHING).columns)


@pytest.mark.parametrize("question", FRAMES)
def test_the_docstring_of_a_question_names_its_columns(question: str, seeded: Path) -> None:
    module: Any = next(module for module in (articles, basis, costs, counts, firms, licensees, sources, timeline)
                       if hasattr(module, question))
    told = getattr(module, question).__doc__
    missing = [name for name in answer(seeded, question, Filters()).columns if name not in told]
    assert not missing


@pytest.mark.parametrize("table", tables.TABLES)
def test_every_table_can_be_exported(table: str, seeded: Path, empty: Path) -> None:
    for path in (seeded, empty):
        with closing(open_reader(path)) as connection:
            assert len(list(tables.table_chunks(connection, table))) >= 1


def test_a_table_that_is_not_listed_is_refused(db: sqlite3.Connection) -> None:
    with pytest.raises(KeyError):
        list(tables.table_chunks(db, "sqlite_master"))


def test_a_story_counts_once_and_says_how_many_told_it(db: sqlite3.Connection) -> None:
    total = costs.reported_costs(db, Filters(), ("total",))
    assert list(total["n_reports"]) == [2]
    assert list(total["publisher"]) == ["Example Wire"]


@pytest.mark.parametrize(("rows", "count"), [
    (costs.reported_costs, costs.cost_count), (counts.reported_counts, counts.count_count),
    (timeline.reported_events, timeline.event_count)], ids=["costs", "counts", "events"])
def test_the_pages_of_a_list_are_its_rows_and_their_count_is_known(
        rows: Callable[..., pd.DataFrame], count: Callable[..., int], db: sqlite3.Connection) -> None:
    everything = rows(db, Filters())
    pages = [rows(db, Filters(), limit=1, offset=n) for n in range(len(everything))]
    assert count(db, Filters()) == len(everything) > 1
    pd.testing.assert_frame_equal(pd.concat(pages, ignore_index=True), everything)


def test_an_up_to_cost_has_no_lower_end(db: sqlite3.Connection) -> None:
    total = costs.reported_costs(db, Filters(), ("total",))
    assert total["low"].isna().all() and list(total["high"]) == [25_000_000]


@pytest.mark.parametrize(("words", "found"), [
    ("OSL", {1, 2}), ("牌照", {3}), ("证监会", {3}), ("證監", {3}), ('"paid-up capital"', {4}), ("HK$5 (a", set()), ("", {1, 2, 3, 4, 5, 6}),
    ('"; DROP TABLE articles', set()), ("OSL retail", {1, 2}),
])
def test_search_finds_english_and_both_kinds_of_chinese(db: sqlite3.Connection, words: str, found: set[int]) -> None:
    assert set(articles.article_page(db, Filters(), Asked(words), 1)["article_id"]) == found
    assert articles.article_count(db, Filters(), Asked(words)) == len(found)


def test_left_out_shows_the_irrelevant_with_the_reason(db: sqlite3.Connection) -> None:
    rows = articles.article_page(db, Filters(), Asked(left_out=True), 1)
    assert list(rows["relevance_reason"]) == ["no licence in it"]


@pytest.mark.parametrize(("since", "until", "found"), [
    (date(2024, 3, 15), date(2024, 3, 20), {3}), (date(2024, 4, 1), None, {4, 5}), (None, date(2024, 2, 29), {1, 2}),
])
def test_an_article_known_to_the_month_lies_in_any_range_that_touches_it(
        db: sqlite3.Connection, since: date | None, until: date | None, found: set[int]) -> None:
    rows = articles.article_page(db, Filters(since=since, until=until), Asked(), 1)
    assert set(rows["article_id"]) == found


@pytest.mark.parametrize(("filters", "found"), [
    (Filters(firms=("osl",)), {1, 2}), (Filters(statuses=("withdrawn",)), {4}), (Filters(statuses=("deemed",)), {6}),
    (Filters(regimes=("stablecoin",)), set()), (Filters(firms=("osl",), publishers=("Other Paper",)), {2}),
    (Filters(languages=("zh-Hant",)), {3}),
])
def test_filters_ask_for_articles_that_name_such_a_firm(db: sqlite3.Connection, filters: Filters, found: set[int]) -> None:
    assert set(articles.article_page(db, filters, Asked(), 1)["article_id"]) == found


def test_fact_kinds_narrow_the_list(db: sqlite3.Connection) -> None:
    assert set(articles.article_page(db, Filters(), Asked(facts=("count",)), 1)["article_id"]) == {1, 3}
    assert set(articles.article_page(db, Filters(), Asked(facts=("count", "event")), 1)["article_id"]) == {1}


def test_addresses_that_are_not_http_never_leave_the_queries(db: sqlite3.Connection) -> None:
    rows = articles.article_page(db, Filters(), Asked(), 1)
    assert rows.loc[rows["article_id"] == seed.HOSTILE_ID, "url"].isna().all()


def test_chunks_together_are_all_rows(db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "CHUNK_ROWS", 2)
    sizes = [len(chunk) for chunk in articles.article_rows(db, Filters(), Asked())]
    assert sizes == [2, 2, 2]


@pytest.mark.parametrize(("day", "licensed", "deemed"), [
    (date(2020, 12, 14), set(), set()), (date(2020, 12, 15), {"osl"}, set()), (date(2024, 6, 1), {"osl", "hashkey"}, {"whalefin"}),
])
def test_licensees_are_those_of_the_day_asked(db: sqlite3.Connection, day: date, licensed: set[str], deemed: set[str]) -> None:
    rows = licensees.licensees(db, Filters(regimes=("VATP",)), day)
    assert set(rows.loc[rows["status"] == "licensed", "slug"]) == licensed
    assert set(rows.loc[rows["status"] == "deemed", "slug"]) == deemed


def test_licensees_are_searched_by_any_name_or_number(db: sqlite3.Connection) -> None:
    for words in ("osl", "OSL數字", "bpj213", "digital securities"):
        assert list(licensees.licensees(db, Filters(), date(2026, 10, 10), words)["slug"]) == ["osl"]


def test_a_firm_on_record_but_not_in_the_register_says_so(db: sqlite3.Connection) -> None:
    rows = licensees.licensees(db, Filters(), date(2026, 10, 10)).set_index("slug")["reconciliation"]
    assert rows["osl"] == "agrees"
    assert rows["hashkey"] == "not_in_register"


def test_freshness_keeps_three_dates_apart(db: sqlite3.Connection) -> None:
    fresh = basis.freshness(db)
    assert (fresh["last_run_at"], fresh["data_on"], fresh["register_on"]) == (seed.RUN_AT, "2024-06-02", "2026-10-10")


def test_a_publisher_is_known_only_where_it_published(db: sqlite3.Connection) -> None:
    assert articles.are_publishers(db, ("Example Wire", "Nobody", "' OR 1=1")) == ("Example Wire",)
