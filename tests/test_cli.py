"""The command line as a person or a timer uses it: exit statuses, one line for what is wrong, clean stops."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.every import seconds
from licensing.db import open_reader
from tests.news_server import LICENCE, NewsHouse, Page, feed, news_house

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def house() -> Iterator[NewsHouse]:
    with news_house({"/a": feed(("https://news.example/1", "HashKey licensed in Hong Kong", LICENCE))}) as served:
        yield served


@pytest.fixture
def sources(house: NewsHouse, tmp_path: Path) -> Path:
    (tmp_path / "own.xml").write_bytes(feed(("https://news.example/2", "Item 2", LICENCE)).body)
    return write_sources(tmp_path, {"web": house.address("/a"), "own": "file:own.xml"})


def write_sources(folder: Path, urls: dict[str, str], **more: str) -> Path:
    path = folder / "sources.toml"
    path.write_text("".join(
        f'[[source]]\nid = "{name}"\nname = "{name}"\npublisher = "Example"\nurl = "{url}"\nscope = "news"\n'
        f"full_text = false\nenabled = {more.get(name, 'true')}\n" for name, url in urls.items()), encoding="utf-8")
    return path


def ingest(*arguments: str | Path, given: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "ingest", *map(str, arguments)], cwd=ROOT, text=True, input=given,
                          capture_output=True, timeout=60, check=False, env={**os.environ, **environment})


def count(database: Path) -> int:
    connection = sqlite3.connect(database)
    number: int = connection.execute("SELECT count(*) FROM articles").fetchone()[0]
    connection.close()
    return number


def test_offline_reads_what_lies_on_this_disk(sources: Path, tmp_path: Path, house: NewsHouse) -> None:
    before = len(house.asked)
    done = ingest("--offline", "--db", tmp_path / "l.db", "--sources", sources)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(house.asked) == before
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("source=")]
    assert line.startswith("source=own status=ok entries=1 new=1 updated=0 bytes=")
    assert count(tmp_path / "l.db") == 1
    assert not Path(f"{tmp_path / 'l.db'}-wal").exists()


def test_the_database_and_the_sources_can_be_named_in_the_environment(sources: Path, tmp_path: Path) -> None:
    done = ingest("--offline", LICENSING_DB=str(tmp_path / "env.db"), LICENSING_SOURCES=str(sources))
    assert done.returncode == 0
    assert count(tmp_path / "env.db") == 1


def test_one_source_can_be_asked_for_even_if_switched_off(house: NewsHouse, tmp_path: Path) -> None:
    sources = write_sources(tmp_path, {"web": house.address("/a"), "off": house.address("/a")}, off="false")
    done = ingest("run", "--source", "off", "--db", tmp_path / "l.db", "--sources", sources)
    assert [line.split()[0] for line in done.stdout.splitlines() if line.startswith("source=")] == ["source=off"]


def test_what_ships_with_the_program_gives_a_full_database(tmp_path: Path) -> None:
    done = ingest("--offline", "--db", tmp_path / "l.db")
    assert done.returncode == 0, done.stderr
    connection = open_reader(tmp_path / "l.db")
    articles, chinese = connection.execute(
        "SELECT count(*), sum(language LIKE 'zh%') FROM articles").fetchone()
    assert articles >= 350
    assert chinese >= 60
    assert connection.execute("SELECT count(*) FROM firm_mentions").fetchone()[0] > 100
    connection.close()
    again = ingest("--offline", "--db", tmp_path / "l.db")
    assert all("status=unchanged" in line for line in again.stdout.splitlines() if line.startswith("source="))


WRONG = [
    ["--evry", "30m"], ["--every", "soon"], ["--every", "0m"], ["nothing"], ["news"], ["news", "--since", "yesterday"],
    ["news", "--since", "2026-01-01", "--format", "pdf"], ["export", "secrets"], ["export"], ["--source"],
    ["--sources", "/no/such/file.toml"], ["registers", "--registers", "/no/such/file.toml"], ["retag", "all"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_use_is_exit_2_and_one_line(arguments: list[str], tmp_path: Path) -> None:
    done = ingest(*arguments, LICENSING_DB=str(tmp_path / "l.db"))
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("python -m ingest: ")
    assert len(done.stderr.splitlines()) == 1


def test_an_unknown_source_is_exit_2_and_one_line(sources: Path, tmp_path: Path) -> None:
    done = ingest("--source", "none", "--db", tmp_path / "l.db", "--sources", sources)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "no source has the id none" in done.stderr


def test_nothing_read_is_exit_1(tmp_path: Path) -> None:
    sources = write_sources(tmp_path, {"closed": "http://127.0.0.1:9/feed"})
    done = ingest("--source", "closed", "--db", tmp_path / "l.db", "--sources", sources)
    assert done.returncode == 1
    assert "status=unreachable" in done.stdout


@pytest.mark.parametrize("command", [["news", "--since", "2026-01-01"], ["export", "articles"], ["check"], ["retag"]])
def test_without_a_database_it_is_said_what_to_run(command: list[str], tmp_path: Path) -> None:
    done = ingest(*command, "--db", tmp_path / "none.db")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"python -m ingest: There is no database at {tmp_path / 'none.db'} yet. Run: python -m ingest"]


def test_a_file_that_is_no_database_is_one_line(sources: Path, tmp_path: Path) -> None:
    (tmp_path / "l.db").write_bytes(b"not a database at all" * 200)
    done = ingest("--offline", "--db", tmp_path / "l.db", "--sources", sources)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "not a database" in done.stderr


def test_export_writes_whole_tables_in_each_format(sources: Path, tmp_path: Path) -> None:
    database = tmp_path / "l.db"
    ingest("--offline", "--db", database, "--sources", sources)
    table = ingest("export", "articles", "--db", database).stdout
    (row,) = csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))
    assert row["url"] == "https://news.example/2"
    (row,) = json.loads(ingest("export", "articles", "--format", "json", "--db", database).stdout)
    assert row["url"] == "https://news.example/2"
    ingest("export", "articles", "--format", "parquet", "-o", tmp_path / "a.parquet", "--db", database)
    assert (tmp_path / "a.parquet").read_bytes()[:4] == b"PAR1"
    assert ingest("export", "articles", "-o", tmp_path / "no" / "a.csv", "--db", database).returncode == 2


def test_news_are_told_in_each_format(sources: Path, tmp_path: Path) -> None:
    database = tmp_path / "l.db"
    ingest("--offline", "--db", database, "--sources", sources)
    for form, sign in (("markdown", "# "), ("json", "{"), ("atom", "<?xml")):
        done = ingest("news", "--since", "2026-01-01", "--format", form, "--db", database)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(sign)


def test_check_names_what_is_wrong_and_exits_1(house: NewsHouse, tmp_path: Path) -> None:
    house.pages["/html"] = Page(b"<html><body>We have moved</body></html>")
    database = tmp_path / "l.db"
    sources = write_sources(tmp_path, {"web": house.address("/a")})
    ingest("--source", "web", "--db", database, "--sources", sources)
    sources = write_sources(tmp_path, {"web": house.address("/a"), "new": house.address("/b")})
    ingest("--offline", "--db", database, "--sources", sources)
    done = ingest("check", "--db", database, "--sources", sources)
    assert (done.returncode, "source=new health=unread\n" in done.stdout) == (0, True)
    sources = write_sources(tmp_path, {"web": house.address("/a"), "odd": house.address("/html")})
    ingest("--source", "odd", "--db", database, "--sources", sources)
    done = ingest("check", "--db", database, "--sources", sources)
    assert done.returncode == 1
    assert "source=web health=well" in done.stdout
    assert "source=odd health=unwell reason='answers something that is no feed" in done.stdout


def test_tag_reads_lines_and_writes_lines() -> None:
    line = json.dumps({"id": "1", "title": "HashKey licensed", "text": LICENCE, "published": "2023-08-03"})
    done = ingest("tag", given=line + "\nnot json\n")
    assert done.returncode == 1
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["id"] == "1"
    assert "error" in second


@pytest.mark.parametrize(("words", "expected"), [
    ("45s", 45), ("30m", 1800), ("2h", 7200), ("1d", 86400), ("0m", None), ("30", None), ("-1m", None), ("", None),
    ("m", None), ("1.5h", None)])
def test_intervals(words: str, expected: int | None) -> None:
    assert seconds(words) == expected


def _wait_for(condition: object, within: float = 20.0) -> None:
    until = time.monotonic() + within
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_every_runs_on_and_stops_cleanly(sign: signal.Signals, sources: Path, tmp_path: Path, house: NewsHouse) -> None:
    database = tmp_path / "l.db"
    asked = len(house.asked)
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest", "--every", "1s", "--source", "web", "--db", str(database), "--sources",
         str(sources)], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    _wait_for(lambda: len(house.asked) >= asked + 2)
    process.send_signal(sign)
    _, said = process.communicate(timeout=12)
    assert process.returncode == 0, said
    assert "Traceback" not in said
    connection = sqlite3.connect(database)
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    connection.close()


def test_every_survives_failures(tmp_path: Path, house: NewsHouse) -> None:
    house.pages.pop("/later", None)
    sources = write_sources(tmp_path, {"later": house.address("/later")})
    database = tmp_path / "l.db"
    database.write_bytes(b"not a database at all" * 200)
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest", "--every=1s", "--source", "later", "--db", str(database), "--sources",
         str(sources)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout
    assert "status 1" in process.stdout.readline()
    database.unlink()
    _wait_for(lambda: "/later" in house.asked)
    house.pages["/later"] = feed(("https://news.example/1", "Item", LICENCE))
    _wait_for(lambda: database.exists() and _articles(database) == 1)
    process.terminate()
    process.communicate(timeout=12)
    assert process.returncode == 0


def _articles(database: Path) -> int:
    try:
        return count(database)
    except sqlite3.Error:
        return 0


def test_a_run_that_is_told_to_stop_leaves_whole_sources(tmp_path: Path, house: NewsHouse) -> None:
    house.pages["/slow"] = Page(b"", delay=30)
    sources = write_sources(tmp_path, {"web": house.address("/a"), "slow": f"{house.address('/slow')}"})
    database = tmp_path / "l.db"
    asked = len(house.asked)
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest", "--source", "web", "--source", "slow", "--db", str(database), "--sources",
         str(sources)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    _wait_for(lambda: len(house.asked) > asked)
    time.sleep(0.3)
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=12)
    assert process.returncode == 0, said
    assert said.splitlines() == ["stopped; what was stored is whole, the next run goes on from here"]


def test_a_second_ingest_says_so_in_one_line(tmp_path: Path, house: NewsHouse) -> None:
    house.pages["/slow2"] = Page(feed(("https://news.example/1", "Item", LICENCE)).body, delay=10)
    sources = write_sources(tmp_path, {"slow": house.address("/slow2")})
    database = tmp_path / "l.db"
    arguments = ("--source", "slow", "--db", database, "--sources", sources)
    first = subprocess.Popen([sys.executable, "-m", "ingest", *map(str, arguments)], cwd=ROOT,
                             stdout=subprocess.DEVNULL)
    _wait_for(lambda: Path(f"{database}-lock").exists())
    second = ingest(*arguments)
    assert second.returncode == 1
    assert "another ingest (process" in second.stderr
    assert len(second.stderr.splitlines()) == 1
    assert first.wait(60) == 0
    assert count(database) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_folder_that_cannot_be_written_is_one_line(sources: Path, tmp_path: Path) -> None:
    folder = tmp_path / "fixed"
    folder.mkdir(mode=0o555)
    done = ingest("--offline", "--db", folder / "l.db", "--sources", sources)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


def test_a_full_disk_is_one_line_and_nothing_half_done(sources: Path, tmp_path: Path) -> None:
    """The size of files is limited for the process, as a full disk limits it."""
    database = tmp_path / "l.db"
    ingest("--offline", "--db", database, "--sources", sources)
    before = count(database)
    (tmp_path / "own.xml").write_bytes(feed(*(
        (f"https://news.example/{n}", f"Item {n}", LICENCE * 5) for n in range(3000))).body)
    limit = f"import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); " \
            f"resource.setrlimit(resource.RLIMIT_FSIZE, ({database.stat().st_size + 300_000},) * 2); " \
            f"import ingest.__main__ as m; sys.exit(m.main(sys.argv[1:]))"
    done = subprocess.run([sys.executable, "-c", limit, "--offline", "--db", str(database), "--sources", str(sources)],
                          cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert str(database) in done.stderr
    connection = sqlite3.connect(database)
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    connection.close()
    assert count(database) == before
    assert ingest("--offline", "--db", database, "--sources", sources).returncode == 0
    assert count(database) == before + 2999


def test_on_a_terminal_there_is_a_bar_and_a_table_and_no_log_line(sources: Path, tmp_path: Path) -> None:
    parent, child = pty.openpty()
    process = subprocess.Popen([sys.executable, "-m", "ingest", "--offline", "--db", str(tmp_path / "l.db"),
                                "--sources", str(sources)], cwd=ROOT, stdout=child, stderr=subprocess.PIPE,
                               env={**os.environ, "TERM": "xterm-256color"})
    os.close(child)
    shown = b""
    while True:
        try:
            part = os.read(parent, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    process.communicate(timeout=20)
    os.close(parent)
    assert process.returncode == 0
    assert b"sources" in shown
    assert b"1/1" in shown
    assert b"Run 1" in shown
    assert b"source=own" not in shown


def test_help_names_every_command() -> None:
    shown = ingest("--help").stdout
    for command in ("run", "tag", "retag", "registers", "news", "check", "export"):
        assert command in shown
        assert ingest(command, "--help").returncode == 0
