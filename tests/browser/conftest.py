"""A dashboard of its own for every module, as ``streamlit run dashboard.py`` serves it, and a real Chromium."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import seed
from tools import browser as browser_path

ROOT = Path(__file__).resolve().parents[2]
STARTED_WITHIN_S = 60.0
READY = """() => document.querySelector('[data-testid=stMain] h1')
    && !document.querySelector('[data-testid=stStatusWidget]') && !document.querySelector('[data-testid=stSkeleton]')"""


@contextmanager
def served(db: Path, script: str = "dashboard.py") -> Iterator[str]:
    """The address of a dashboard over ``db``, served by a process of its own until the block ends."""
    port = _free_port()
    environment = {**os.environ, "LICENSING_DB": str(db)}
    with open(f"{db}.log", "wb") as log:
        server = subprocess.Popen([sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)],
                                  cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            _wait(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def opened(page: Page, address: str) -> Page:
    """The page at an address, once it has been drawn."""
    page.goto(address)
    drawn(page)
    return page


def drawn(page: Page) -> None:
    """Wait until nothing is being computed or loaded any more."""
    page.wait_for_function(READY, timeout=30_000)
    page.wait_for_timeout(150)
    page.wait_for_function(READY, timeout=30_000)


@pytest.fixture(scope="module")
def seeded_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return seed.seeded(tmp_path_factory.mktemp("browser") / "licensing.db")


@pytest.fixture(scope="module")
def dashboard(seeded_db: Path) -> Iterator[str]:
    with served(seeded_db) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = browser_path.find()
    if path is None:
        pytest.fail("no Chromium found; run: python -m tools.browser")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.fixture
def visit(page: Page, dashboard: str) -> Callable[[str], Page]:
    """Open a path of the dashboard and wait until it is drawn."""
    return lambda path: opened(page, f"{dashboard}/{path}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTED_WITHIN_S
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the dashboard ended at once with status {server.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the dashboard did not start")
