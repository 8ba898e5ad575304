"""Killed at any moment: the file is sound, no source is there by half, and the next run ends where one would have."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.news_server import LICENCE, NewsHouse, feed, news_house, story_page
from tests.store_help import canonical, check_database

ROOT = Path(__file__).resolve().parent.parent
RANDOM_KILLS = 30
STATEMENT_KILLS = 20
ITEMS = 8


@pytest.fixture(scope="module")
def house() -> Iterator[NewsHouse]:
    """Six feeds that share some articles; every other item is relevant and has a page."""
    with news_house({}) as served:
        for number in range(6):
            items = []
            for item in range(ITEMS):
                address = served.address(f"/story/{number}/{item}") if item else served.address("/story/shared")
                text = f"{LICENCE} Report {number}-{item}." if item % 2 else f"Buses run on time. {'And so on. ' * number}"
                items.append((address, f"Item {number}-{item}", text))
                served.pages[f"/story/{number}/{item}"] = story_page(f"{text} Its page says more: {number}-{item}.")
            served.pages[f"/feed/{number}"] = feed(*items)
            served.pages["/story/shared"] = story_page("Buses run on time.")
        yield served


@dataclass
class Runs:
    """The helper process that forks runs."""

    process: subprocess.Popen[str]
    sources: list[tuple[str, str]]

    def start(self, database: Path, die_at: int | None = None) -> int:
        order = {"database": str(database), "sources": self.sources, "die_at": die_at}
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def ended(self) -> dict[str, Any]:
        assert self.process.stdout
        end: dict[str, Any] = json.loads(self.process.stdout.readline())
        return end

    def whole(self, database: Path) -> None:
        self.start(database)
        assert self.ended()["status"] == 0


@pytest.fixture(scope="module")
def runs(house: NewsHouse) -> Iterator[Runs]:
    process = subprocess.Popen([sys.executable, "-m", "tests.kill_helper"], cwd=ROOT, text=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    yield Runs(process, [(f"feed-{n}", house.address(f"/feed/{n}")) for n in range(6)])
    assert process.stdin and process.stdout
    process.stdin.close()
    process.wait(10)
    process.stdout.close()


@pytest.fixture(scope="module")
def undisturbed(runs: Runs, tmp_path_factory: pytest.TempPathFactory) -> str:
    database = tmp_path_factory.mktemp("undisturbed") / "licensing.db"
    runs.whole(database)
    return look(database)


def look(database: Path) -> str:
    connection = sqlite3.connect(database)
    try:
        check_database(connection)
        assert_whole_sources(connection)
        return canonical(connection)
    finally:
        connection.close()


def assert_whole_sources(connection: sqlite3.Connection) -> None:
    for (held,) in connection.execute("SELECT count(*) FROM article_sources GROUP BY source_id"):
        assert held == ITEMS


def sound(database: Path) -> None:
    """What a killed run left, looked at on a copy, so that nothing is mended by the looking."""
    if not database.exists():
        return
    copy = database.with_name("copy.db")
    for ending in ("", "-wal"):
        part = Path(f"{database}{ending}")
        if part.exists():
            Path(f"{copy}{ending}").write_bytes(part.read_bytes())
    connection = sqlite3.connect(copy)
    if connection.execute("PRAGMA user_version").fetchone()[0]:
        check_database(connection)
        assert_whole_sources(connection)
    connection.close()
    for path in database.parent.glob("copy.db*"):
        path.unlink()


@pytest.mark.timeout(600)  # dozens of runs, one after the other
def test_killed_at_random_moments_the_next_run_ends_where_an_undisturbed_one_does(
    runs: Runs, undisturbed: str, tmp_path: Path
) -> None:
    started = time.monotonic()
    runs.whole(tmp_path / "timed.db")
    length = time.monotonic() - started
    rng = random.Random(20230601)
    for series in range(RANDOM_KILLS // 3):
        database = tmp_path / f"{series}.db"
        hit = 0
        while hit < 3:  # a run that ends before its kill comes is none
            child = runs.start(database)
            time.sleep(rng.uniform(0.0, length))
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            if runs.ended()["killed"]:
                hit += 1
            else:
                length *= 0.8  # the machine is quicker than when a run was timed
            sound(database)
        runs.whole(database)
        assert look(database) == undisturbed


@pytest.mark.timeout(600)  # dozens of runs, one after the other
def test_killed_before_any_statement_the_next_run_ends_where_an_undisturbed_one_does(
    runs: Runs, undisturbed: str, tmp_path: Path
) -> None:
    runs.start(tmp_path / "counted.db", die_at=-1)
    statements = runs.ended()["statements"]
    assert statements > 200
    rng = random.Random(7)
    for number in range(STATEMENT_KILLS):
        database = tmp_path / f"{number}.db"
        low = statements * number // STATEMENT_KILLS
        runs.start(database, die_at=rng.randint(low + 1, low + statements // STATEMENT_KILLS))
        assert runs.ended()["killed"]
        sound(database)
        runs.whole(database)
        assert look(database) == undisturbed
