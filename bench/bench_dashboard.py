"""The dashboard against a minimal Streamlit page and Datasette, over one database of 100,000 articles and 30,000 tags.

All on this machine, one after the other in every round; medians; memory on Linux only. With fewer rounds:

    python -m bench.bench_dashboard --rounds 1
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench import dashboard_exports, dashboard_paints, dashboard_readers, dashboard_servers
from bench.dashboard_data import build
from tools import browser as browser_path

ROUNDS = 7


def main(rounds: int = ROUNDS) -> None:
    """Print the tables."""
    started = time.monotonic()
    chromium = browser_path.find()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bench.db"
        build(database)
        _load("at the start")
        with (dashboard_servers.streamlit("dashboard.py", database) as ours,
              dashboard_servers.streamlit("bench/plain_page.py", database) as plain,
              dashboard_servers.datasette(database) as datasette,
              sync_playwright() as playwright):
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            measured = dashboard_paints.places(ours.address, plain.address, datasette.address if datasette else None)
            dashboard_paints.paints(browser, measured, rounds, max(1, rounds // 2))
            _load("after the paints")
            dashboard_exports.exports(browser, ours, datasette, max(1, rounds // 2))
            browser.close()
            trouble = ours.trouble()
        with dashboard_servers.streamlit("dashboard.py", database) as fresh:
            dashboard_readers.views(fresh)
            dashboard_readers.crowd(fresh)
            trouble += fresh.trouble()
        print(f"errors in the server's log: {len(trouble)} {trouble[:3] or ''}")
    _load(f"at the end, after {(time.monotonic() - started) / 60:.1f} min")


def _load(when: str) -> None:
    print(f"(load {when}: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="The dashboard's bench.")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    main(parser.parse_args().rounds)
