"""A full CSV export against Datasette's, and the memory it takes and gives back.

All rows of what was left out, which is four in five articles, texts included; Datasette's file holds the same rows.
"""

from __future__ import annotations

import statistics
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench.dashboard_servers import Server

VIEW = "Articles?left_out=1"
STREAMED = "bench/articles.csv?relevant=0&_stream=on&_size=max"


def exports(browser: Browser, ours: Server, datasette: Server | None, rounds: int) -> None:
    """Print the medians of both, taken in turns; our server's own memory before, after, and a little later."""
    before = ours.memory_mb()[1]
    mine: list[tuple[float, int]] = []
    theirs: list[tuple[float, int]] = []
    page = browser.new_context(accept_downloads=True).new_page()
    page.goto(f"{ours.address}/{VIEW}")
    page.get_by_role("button", name="CSV").first.wait_for(timeout=60_000)
    shown = ours.memory_mb()[1]
    for _ in range(rounds):
        mine.append(_export(page))
        if datasette:
            theirs.append(_streamed(datasette.address))
    after = ours.memory_mb()[1]
    for _ in range(2):  # Streamlit drops a file once pages have been run since
        page.goto(f"{ours.address}/{VIEW}")
        page.get_by_role("button", name="CSV").first.wait_for(timeout=60_000)
        page.wait_for_timeout(2_000)
    page.context.close()
    took, size = statistics.median(seconds for seconds, _ in mine), mine[0][1]
    print(f"\nCSV of the articles left out: ours {took:.2f} s for {size / 1e6:.1f} MB; server's own memory "
          f"{before:.0f} MB, page shown {shown:.0f}, after {rounds} exports {after:.0f}, "
          f"two page views later {ours.memory_mb()[1]:.0f}", flush=True)
    if theirs:
        other, other_size = statistics.median(seconds for seconds, _ in theirs), theirs[0][1]
        print(f"Datasette {other:.2f} s for {other_size / 1e6:.1f} MB: ours takes {took / other:.2f} of its time "
              f"(aim <= 0.4), {(took / size) / (other / other_size):.2f} of it a byte", flush=True)


def _export(page: Page) -> tuple[float, int]:
    started = time.perf_counter()
    with page.expect_download(timeout=120_000) as download:
        page.get_by_role("button", name="CSV").first.click()
    size = Path(download.value.path()).stat().st_size
    return time.perf_counter() - started, size


def _streamed(address: str) -> tuple[float, int]:
    started = time.perf_counter()
    with urllib.request.urlopen(f"{address}/{STREAMED}", timeout=300) as answer:
        size = sum(len(part) for part in iter(lambda: answer.read(1 << 20), b""))
    return time.perf_counter() - started, size
