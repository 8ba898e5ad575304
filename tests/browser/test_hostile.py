"""A database in which every word that comes from elsewhere was written by someone hostile: all of it is shown as text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import seed
from tests.browser.conftest import drawn, opened, served

pytestmark = pytest.mark.browser

AWAY = "http://203.0.113.9"
EVIL = (f"![p]({AWAY}/p.png) <img src={AWAY}/i.png onerror=alert(1)> <script>alert(2)</script> **bold** :red[red] :material/bolt: "
        f":smile: $x^2$ $$y$$ [c](javascript:alert(3)) <a href='javascript:alert(4)'>l</a> </p><iframe src={AWAY}></iframe>")
WORDS_FROM_ELSEWHERE = {
    "articles": ("title", "publisher", "author", "text"), "firms": ("legal_name", "platform_name", "name_zh", "note"),
    "firm_mentions": ("name", "quote"), "reported_events": ("name", "quote"), "firm_counts": ("said_by", "quote"),
    "compliance_costs": ("said_by", "quote"), "sources": ("name", "publisher"), "source_outcomes": ("error",),
    "milestones": ("title", "title_zh", "detail"), "official_figures": ("what", "what_zh", "source_publisher"),
    "alerts": ("name", "note"), "register_readings": ("detail",), "register_entries": ("name", "note"),
    "licence_events": ("note",), "corrections": ("wrong", "value", "why", "who"),
}
LINKS_FROM_ELSEWHERE = {"articles": ("url",), "firms": ("website", "source_url"), "sources": ("url",),
                        "licence_events": ("source_url",), "milestones": ("source_url",), "alerts": ("website", "source_url"),
                        "official_figures": ("source_url",), "register_readings": ("source_url",)}
VIEWS = ["", "Timeline", "Licensees", "Licensees?profile=osl", "Firm_counts", "Compliance_costs", "Articles",
         "Articles?article=1", "Articles?left_out=1", "Sources", "Method", "Compliance_costs?lang=zh", "Licensees?profile=osl&lang=zh",
         f"Articles?q={EVIL[:60]}", f"Articles?publisher={EVIL[:60]}", f"Licensees?firm={EVIL[:60]}&profile={EVIL[:60]}"]
MADE_OF_FEED_WORDS = ("a[href^='javascript' i], .katex, iframe[src^='http:'], [data-testid=stMain] img:not([src^='data:']), "
                      "svg image:not([*|href^='data:'])")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = seed.seeded(tmp_path_factory.mktemp("hostile") / "licensing.db")
    _poison(path)
    with served(path) as address:
        yield address


def _poison(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        for table, columns in WORDS_FROM_ELSEWHERE.items():
            for column in columns:
                connection.execute(f"UPDATE {table} SET {column} = ? || ' ' || coalesce({column}, '')", (EVIL,))
        for table, columns in LINKS_FROM_ELSEWHERE.items():
            for column in columns:
                connection.execute(f"UPDATE {table} SET {column} = 'javascript:alert(5)'")
    connection.close()


def watched(page: Page, address: str) -> list[str]:
    """What must stay empty: dialogs, requests to elsewhere, pop-ups."""
    happened: list[str] = []
    page.on("dialog", lambda dialog: (happened.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("popup", lambda popup: happened.append(f"popup {popup.url}"))
    page.on("request", lambda request: None if request.url.startswith((address, "data:", "blob:")) else
            happened.append(f"request {request.url}"))
    return happened


def test_hostile_words_do_nothing_on_any_page(page: Page, hostile: str) -> None:
    happened = watched(page, hostile)
    for view in VIEWS:
        opened(page, f"{hostile}/{view}")
        made = page.locator(MADE_OF_FEED_WORDS)
        assert (view, [made.nth(n).evaluate("e => e.outerHTML.slice(0, 200)") for n in range(made.count())]) == (view, [])
        trouble = page.locator("[data-testid=stException]")
        assert (view, trouble.count()) == (view, 0)
    assert happened == []


@pytest.mark.parametrize("view", ["Timeline", "Firm_counts", "Compliance_costs"])
def test_hostile_words_do_nothing_under_the_pointer(view: str, page: Page, hostile: str) -> None:
    happened = watched(page, hostile)
    opened(page, f"{hostile}/{view}")
    marks = page.locator(".js-plotly-plot .point path, .js-plotly-plot path.point")
    marks.first.wait_for(state="attached")
    seen = ""
    for n in range(min(marks.count(), 12)):
        marks.nth(n).hover(force=True)
        page.wait_for_timeout(60)
        seen += page.locator(".hoverlayer").first.text_content() or ""
    assert seen, "nothing was shown under the pointer"
    assert page.locator("svg a[*|href^='javascript' i], svg image:not([*|href^='data:'])").count() == 0
    assert happened == []


def test_hostile_words_are_shown_as_they_are_written(page: Page, hostile: str) -> None:
    opened(page, f"{hostile}/Licensees?profile=osl")
    drawn(page)
    expect(page.get_by_text(":red[red] :material/bolt: :smile: $x^2$").first).to_be_visible()


def test_nothing_of_ours_is_refused_by_our_own_policy(page: Page, hostile: str) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None)
    for view in ("", "Timeline", "Compliance_costs", "Articles"):
        opened(page, f"{hostile}/{view}")
    assert refused == []
