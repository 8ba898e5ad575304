"""People read while an ingest writes: no error, and what is new is there within a minute, without a restart."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from licensing.db import open_writer, transaction
from tests import seed
from tests.browser.conftest import opened, served

pytestmark = pytest.mark.browser
VIEWS = ["Articles", "Compliance_costs", "", "Sources"]
NEW = 40


@contextmanager
def writing(path: Path) -> Iterator[list[sqlite3.Error]]:
    """A writer that commits an article every few moments, as an ingest does; yields what went wrong."""
    wrong: list[sqlite3.Error] = []

    def write() -> None:
        try:
            db = open_writer(path)
            for n in range(100, 100 + NEW):
                with transaction(db) as connection:
                    seed.insert(connection, "articles", id=n, identity=f"a{n}", url=f"https://example.org/{n}",
                                source_id="wire", title=f"New article {n}", publisher="Example Wire",
                                published_on="2026-10-12", published_precision="day", fetched_at=seed.RUN_AT,
                                updated_at=seed.RUN_AT, language="en", text="A licence.", feed_hash=str(n), relevant=1,
                                relevance_reason="x", story_id=n)
                time.sleep(0.1)
            db.conn.close()
        except sqlite3.Error as error:
            wrong.append(error)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield wrong
    finally:
        thread.join(30)


def test_readers_meet_no_error_and_see_new_articles_within_a_minute(page: Page, tmp_path: Path) -> None:
    path = seed.seeded(tmp_path / "licensing.db")
    with served(path) as address:
        opened(page, f"{address}/Articles")
        expect(page.get_by_text("6 articles", exact=True)).to_be_visible()
        with writing(path) as wrong:
            for view in VIEWS:
                opened(page, f"{address}/{view}")
                assert page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0
        assert wrong == []
        until = time.monotonic() + 60
        while time.monotonic() < until:
            opened(page, f"{address}/Articles")
            if page.get_by_text(f"{6 + NEW} articles", exact=True).count():
                return
            page.wait_for_timeout(1_000)
        pytest.fail("the new articles were not shown within a minute")
