"""What a person waits for, in headless Chromium: the first paint of a page, and the page after another filter.

``new`` is a browser that was never here, ``again`` one that has the scripts in its cache, ``slow`` a new one at 10
Mbit/s and 40 ms: from the address to the first table or chart in sight. ``other filter`` is from the click on another
publisher until the page has run and been drawn; on Datasette, a filter by address as its users do, facets included.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, TimeoutError

from bench.dashboard_line import slow

OURS = ("Articles", "Compliance_costs", "Timeline")
PLAIN, DATASETTE = "plain Streamlit", "Datasette"
READY = ("() => document.querySelector('[data-testid=stDataFrame] canvas, .js-plotly-plot .main-svg, "
         "table.rows-and-columns')")
WAIT_MS = 60_000
TRIES, PATIENCE_MS = 10, 3_000  # of opening a list
CHANGES = 2  # of the filter in every round
DRAWN = "() => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"
WATCH = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    window.took = new Promise(done => {
        let started = 0, ran = false;
        document.addEventListener('click', () => { started = performance.now(); }, {once: true, capture: true});
        new MutationObserver((_, observer) => {
            const state = app.dataset.testScriptState;
            ran = ran || (started && state === 'running');
            if (ran && state === 'notRunning') {
                observer.disconnect();
                requestAnimationFrame(() => requestAnimationFrame(() => done((performance.now() - started) / 1000)));
            }
        }).observe(app, {attributes: true});
    });
}"""
"""Starts the clock at the next click, stops it two frames after the page has run."""

Times = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Place:
    """An address, and how its filter is changed to a publisher: by a click, or (None) by going to an address."""

    address: str
    choose: Callable[[Page, str], None] | None
    filtered: str = ""


def places(ours: str, plain: str, datasette: str | None) -> dict[str, Place]:
    """What is measured, by name."""
    found = {f"ours {page}": Place(f"{ours}/{page}", _choose_ours) for page in OURS}
    found[PLAIN] = Place(plain, _choose_plain)
    if datasette:
        table = f"{datasette}/bench/articles"
        found[DATASETTE] = Place(table, None, f"{table}?_facet=publisher&_facet=language&publisher=")
    return found


def paints(browser: Browser, measured: dict[str, Place], rounds: int, slow_rounds: int) -> None:
    """Measure one after the other in every round and print the medians, in brackets as times the plain page's."""
    taken: dict[str, Times] = {name: {"new": [], "again": [], "other filter": [], "slow": []} for name in measured}
    for n in range(rounds):
        for name, place in _turned(measured, n):
            _visit(browser, place, taken[name], n)
    for n in range(slow_rounds):
        for name, place in _turned(measured, n):
            taken[name]["slow"].append(_slow_visit(browser, place))
    middle = {name: {what: statistics.median(values) for what, values in times.items() if values}
              for name, times in taken.items()}
    print(f"seconds (in brackets: times {PLAIN}), medians of {rounds} rounds, of {slow_rounds} slow ones")
    for name, times in middle.items():
        print(f"{name:24}" + "".join(f"{what:>14} {value:5.2f} ({value / middle[PLAIN][what]:4.2f})"
                                     for what, value in times.items()), flush=True)
    if DATASETTE in middle:
        ratio = middle["ours Articles"]["other filter"] / middle[DATASETTE]["other filter"]
        print(f"a filter change on Articles takes {ratio:.2f} of Datasette's (aim <= 1)", flush=True)


def _turned(measured: dict[str, Place], n: int) -> list[tuple[str, Place]]:
    """Another one first in every round."""
    items = list(measured.items())
    return items[n % len(items):] + items[:n % len(items)]


def _visit(browser: Browser, place: Place, times: Times, n: int) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    times["new"].append(paint(page, place.address))
    times["again"].append(paint(page, place.address))
    for change in range(CHANGES):
        publisher = f"Paper {1 + (n * CHANGES + change) % 9}"
        if place.choose is None:
            times["other filter"].append(paint(page, place.filtered + publisher.replace(" ", "+")))
        else:
            page.wait_for_function(DRAWN, timeout=WAIT_MS)
            place.choose(page, publisher)
            times["other filter"].append(float(page.evaluate("() => window.took")))
    context.close()


def _slow_visit(browser: Browser, place: Place) -> float:
    parts = urlsplit(place.address)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    with slow(f"{parts.scheme}://{parts.netloc}") as line:
        taken = paint(context.new_page(), line + parts.path)
        context.close()
    return taken


def paint(page: Page, address: str) -> float:
    """Seconds until the first table or chart is in sight."""
    started = time.perf_counter()
    page.goto(address, wait_until="commit", timeout=WAIT_MS)
    page.wait_for_function(READY, timeout=WAIT_MS)
    return time.perf_counter() - started


def _choose_ours(page: Page, publisher: str) -> None:
    box = page.get_by_role("combobox", name="Publisher")
    if not box.is_visible():
        page.get_by_text("More filters").click()
    _pick(page, publisher)


def _choose_plain(page: Page, publisher: str) -> None:
    _pick(page, publisher)


def _pick(page: Page, publisher: str) -> None:
    box = page.get_by_role("combobox", name="Publisher")
    option = page.get_by_role("option", name=publisher, exact=True)
    for _ in range(TRIES):  # a list opened while the page is still being drawn is closed by that
        box.click()
        box.fill(publisher)
        try:
            option.wait_for(timeout=PATIENCE_MS)
            page.evaluate(WATCH)
            option.click(timeout=PATIENCE_MS)
        except TimeoutError:
            page.keyboard.press("Escape")
        else:
            return
    raise RuntimeError(f"{publisher}: the list does not stay open")
