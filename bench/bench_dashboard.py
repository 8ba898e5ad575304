"""The dashboard against a minimal Streamlit page and Datasette, over one database of 100,000 articles and 30,000 tags.

All in headless Chromium on this machine, one after the other in every round; medians. ``new`` is a browser that was
never here, ``again`` one that has the scripts in its cache, ``slow`` a new one at 10 Mbit/s and 40 ms, ``other filter``
the same page opened at the address of another filter. Paint is the first table or chart in sight. Memory is the
server's resident set (Linux only).
"""

from __future__ import annotations

import os
import random
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.news import articles
from licensing.db import open_writer, transaction
from licensing.search import index_text
from tools import browser as browser_path

ROUNDS = 3
ARTICLES, TAGS, READERS, VIEWS = 100_000, 30_000, 20, 60
OURS = ("Articles", "Compliance_costs", "Timeline")
READY = ("() => document.querySelector('[data-testid=stDataFrame] canvas, .js-plotly-plot .main-svg, "
         "table.rows-and-columns')")
SLOW = {"offline": False, "latency": 40, "downloadThroughput": 1.25e6, "uploadThroughput": 1.25e6}


def main() -> None:
    """Print the tables."""
    chromium = browser_path.find()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        database = Path(folder) / "bench.db"
        build(database)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with _streamlit("dashboard.py", database) as ours, _streamlit("bench/plain_page.py", database) as plain:
            with _datasette(database) as datasette:
                _paints(browser, ours[0], plain[0], datasette)
                _exports(ours[0], datasette, browser)
            _crowd(browser, *ours)
        browser.close()


def build(path: Path) -> None:
    """100,000 articles, one in five relevant, 30,000 tags; the same every time."""
    rng = random.Random(20230601)
    pool = [text for chinese in (False, True) for text in articles(400, 400, rng, chinese, True)]
    db = open_writer(path)
    with transaction(db) as connection:
        connection.executemany(
            "INSERT INTO articles (id, identity, url, source_id, title, publisher, published_on, published_precision,"
            " fetched_at, updated_at, language, text, feed_hash, relevant, relevance_reason, story_id)"
            " VALUES (?, ?, ?, 'bench', ?, ?, ?, 'day',"
            " '2026-10-01T00:00:00+00:00', '2026-10-01T00:00:00+00:00', ?, ?, '', ?, '', ?)",
            (_article(rng, pool, n) for n in range(1, ARTICLES + 1)))
        rows = connection.execute("SELECT id, title, text FROM articles WHERE relevant ORDER BY id").fetchall()
        connection.executemany("INSERT INTO article_search (rowid, title, text) VALUES (?, ?, ?)",
                               ((key, index_text(title), index_text(text)) for key, title, text in rows))
        _tags(connection, rng, [row[0] for row in rows])
    db.conn.close()


def _article(rng: random.Random, pool: list[str], n: int) -> tuple[object, ...]:
    text = rng.choice(pool)
    day = f"{2018 + n % 9}-{1 + n % 12:02}-{1 + n % 28:02}"
    return (n, f"a{n}", f"https://news.example/{n}", f"{text[:60]} {n}", f"Paper {n % 41}", day,
            "en" if text.isascii() else "zh-Hant", text, int(n % 5 == 0), n)


def _tags(connection: sqlite3.Connection, rng: random.Random, ids: list[int]) -> None:
    """A third each of costs, counts and mentions."""
    third = TAGS // 3
    firms = [f"firm-{n}" for n in range(60)]
    connection.executemany(
        "INSERT INTO firms (slug, legal_name, platform_name, name_zh, regime, ce_number, parent, website, note,"
        " source_url, checked_on) VALUES (?, ?, ?, '', 'VATP', '', '', '', '', 'https://example.org/', '2026-10-01')",
        ((slug, f"{slug} Limited", slug) for slug in firms))
    connection.executemany(
        "INSERT INTO licence_events (firm_slug, regime, status, effective_on, precision, origin,"
        " source_url, checked_on) VALUES (?, 'VATP', 'licensed', ?, 'day', 'reference',"
        " 'https://example.org/', '2026-10-01')",
        ((slug, f"2024-{1 + n % 12:02}-01") for n, slug in enumerate(firms)))
    connection.executemany(
        "INSERT INTO compliance_costs (article_id, firm_slug, kind, low, high, currency, qualifier, hkd_low,"
        " hkd_high, field, start, end, quote) VALUES (?, ?, ?, ?, ?, 'HKD', 'exact', ?, ?, 'text',"
        " 0, 20, 'a licence costs this')",
        ((rng.choice(ids), rng.choice(firms), rng.choice(["total", "capital", "fee"]), n, n, n, n)
         for n in (rng.randint(1, 90) * 100_000 for _ in range(third))))
    connection.executemany(
        "INSERT INTO firm_counts (article_id, category, low, high, qualifier, field, start, end, quote)"
        " VALUES (?, ?, ?, ?, 'exact', 'text', 0, 20, 'so many firms')",
        ((rng.choice(ids), rng.choice(["licensed", "applicants", "interested"]), n, n)
         for n in (rng.randint(2, 90) for _ in range(third))))
    connection.executemany(
        "INSERT INTO firm_mentions (article_id, firm_slug, name, role, field, start, end, quote)"
        " VALUES (?, ?, 'firm', 'licensee', 'text', 0, 4, 'firm')",
        ((rng.choice(ids), rng.choice(firms)) for _ in range(third)))


def _paints(browser: Browser, ours: str, plain: str, datasette: str | None) -> None:
    addresses = {f"ours {page}": f"{ours}/{page}" for page in OURS} | {"plain Streamlit": plain}
    filters = {name: f"{address}{'?publisher=Paper+7'}" for name, address in addresses.items()}
    if datasette:
        addresses["Datasette"] = f"{datasette}/bench/articles"
        filters["Datasette"] = f"{datasette}/bench/articles?publisher=Paper+7"
    taken: dict[str, dict[str, list[float]]] = {
        name: {"new": [], "again": [], "slow": [], "other filter": []} for name in addresses}
    for _ in range(ROUNDS):
        for name, address in addresses.items():
            for slow in (False, True):
                context = browser.new_context(viewport={"width": 1280, "height": 900})
                page = context.new_page()
                if slow:
                    session = context.new_cdp_session(page)
                    session.send("Network.enable")
                    session.send("Network.emulateNetworkConditions", SLOW)
                taken[name]["slow" if slow else "new"].append(_paint(page, address))
                if not slow:
                    taken[name]["again"].append(_paint(page, address))
                    taken[name]["other filter"].append(_paint(page, filters[name]))
                context.close()
    middle = {name: {what: statistics.median(values) for what, values in times.items()}
              for name, times in taken.items()}
    print(f"first paint in seconds (in brackets: times plain Streamlit), medians of {ROUNDS}")
    for name, times in middle.items():
        print(f"{name:24}" + "".join(f"{what:>14} {value:5.2f} ({value / middle['plain Streamlit'][what]:4.2f})"
                                     for what, value in times.items()), flush=True)


def _paint(page: Page, address: str) -> float:
    started = time.perf_counter()
    page.goto(address, wait_until="commit", timeout=60_000)
    page.wait_for_function(READY, timeout=60_000)
    return time.perf_counter() - started


def _exports(ours: str, datasette: str | None, browser: Browser) -> None:
    """All rows of what was left out, which is four in five articles; Datasette's file holds the same rows."""
    page = browser.new_context(accept_downloads=True).new_page()
    page.goto(f"{ours}/Articles?left_out=1")
    button = page.get_by_role("button", name="CSV").first
    button.wait_for(timeout=60_000)
    started = time.perf_counter()
    with page.expect_download(timeout=120_000) as download:
        button.click()
    size = Path(download.value.path()).stat().st_size
    mine = time.perf_counter() - started
    page.context.close()
    print(f"\nCSV of the articles left out: ours {mine:.2f} s for {size / 1e6:.1f} MB", flush=True)
    if datasette:
        started = time.perf_counter()
        export = f"{datasette}/bench/articles.csv?relevant=0&_stream=on&_size=max"
        with urllib.request.urlopen(export, timeout=200) as answer:
            other = len(answer.read())
        theirs = time.perf_counter() - started
        print(f"Datasette {theirs:.2f} s for {other / 1e6:.1f} MB: ours takes {mine / theirs:.2f} of its time, "
              f"{(mine / size) / (theirs / other):.2f} of it a byte", flush=True)


def _crowd(browser: Browser, address: str, pid: int) -> None:
    """20 people with a page open each, then page views one after the other."""
    before = _resident_mb(pid)
    contexts = [browser.new_context() for _ in range(READERS)]
    pages = [context.new_page() for context in contexts]
    for n, page in enumerate(pages):
        page.goto(f"{address}/{OURS[n % 3]}", wait_until="commit")
    for page in pages:
        page.wait_for_function(READY, timeout=90_000)
    crowded, half = _resident_mb(pid), 0.0
    for n in range(VIEWS):
        page = pages[n % READERS]
        _paint(page, f"{address}/{OURS[n % 3]}?publisher=Paper+{n % 40}")
        half = _resident_mb(pid) if n == VIEWS // 2 else half
    errors = sum(page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() for page in pages)
    print(f"\nserver memory: {before:.0f} MB, with {READERS} people {crowded:.0f} MB, "
          f"after {VIEWS // 2} views {half:.0f} MB, after {VIEWS} {_resident_mb(pid):.0f} MB; errors shown: {errors}")
    for context in contexts:
        context.close()


@contextmanager
def _streamlit(script: str, database: Path) -> Iterator[tuple[str, int]]:
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    with _process(command, port, {**os.environ, "LICENSING_DB": str(database)}) as pid:
        yield f"http://127.0.0.1:{port}", pid


@contextmanager
def _datasette(database: Path) -> Iterator[str | None]:
    program = shutil.which("datasette", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if program is None:
        print("Datasette is not installed (requirements-bench.txt): left out")
        yield None
        return
    port = _free_port()
    command = [program, str(database), "--port", str(port),
               "--setting", "max_csv_mb", "0", "--setting", "sql_time_limit_ms", "60000"]
    with _process(command, port, dict(os.environ)):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _process(command: list[str], port: int, environment: dict[str, str]) -> Iterator[int]:
    server = subprocess.Popen(command, cwd=Path(__file__).resolve().parent.parent, env=environment,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until and server.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield server.pid
    finally:
        server.terminate()
        server.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _resident_mb(pid: int) -> float:
    try:
        found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    except OSError:
        return float("nan")
    return int(found[1]) / 1024 if found else float("nan")


if __name__ == "__main__":
    main()
