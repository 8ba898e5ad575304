"""What a person does with the dashboard, in a real browser on a real server."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import drawn, opened, served

pytestmark = pytest.mark.browser
Visit = Callable[[str], Page]

PATHS = {"": "Overview", "Timeline": "Timeline", "Licensees": "Licensees", "Firm_counts": "Firm counts",
         "Compliance_costs": "Compliance costs", "Articles": "Articles", "Sources": "Sources", "Method": "Method"}
CHARTS = {"Timeline", "Firm_counts", "Compliance_costs"}


def heading(page: Page) -> str:
    return page.locator("[data-testid=stMain] h1").first.inner_text()


def no_trouble(page: Page) -> None:
    assert page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0


@pytest.mark.parametrize("path", PATHS)
def test_every_page_opens_by_its_own_address_on_a_cold_server(path: str, page: Page, seeded_db: Path) -> None:
    with served(seeded_db) as address:
        opened(page, f"{address}/{path}")
        assert heading(page) == PATHS[path]
        no_trouble(page)
        assert page.locator("[data-testid=stSidebar] a").count() >= len(PATHS)


@pytest.mark.parametrize("path", PATHS)
def test_only_pages_with_a_chart_load_plotly(path: str, page: Page, dashboard: str) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    opened(page, f"{dashboard}/{path}")
    assert any("plotly" in url.lower() for url in loaded) == (path in CHARTS)


def test_filters_go_from_page_to_page_and_into_the_address(visit: Visit) -> None:
    page = visit("Compliance_costs")
    page.get_by_role("combobox", name="Firm").click()
    page.get_by_role("option", name="OSL Exchange").click()
    page.wait_for_url("**firm=osl**")
    page.keyboard.press("Escape")
    page.locator("[data-testid=stSidebar]").get_by_role("link", name="Articles").click()
    page.wait_for_url("**/Articles?firm=osl**")
    drawn(page)
    expect(page.get_by_text("Shown only:")).to_be_visible()
    expect(page.get_by_text("2 articles", exact=True)).to_be_visible()
    page.locator("[data-testid=stMain]").get_by_role("button", name="Clear filters").click()
    expect(page.get_by_text("6 articles", exact=True)).to_be_visible()
    assert "firm=" not in page.url


def test_a_link_with_filters_opened_cold_shows_the_same_view(visit: Visit) -> None:
    page = visit("Articles?firm=osl&since=2023-08-04&publisher=Other+Paper")
    expect(page.get_by_text("1 articles", exact=True)).to_be_visible()
    assert page.locator("[data-testid=stSidebar]").get_by_text("OSL Exchange").count() >= 1


def test_a_preset_of_days_filters(visit: Visit) -> None:
    page = visit("Articles")
    page.get_by_role("combobox", name="Period").click()
    page.get_by_role("option", name="Since the stablecoin regime (August 2025)").click()
    page.wait_for_url("**since=2025-08-01**")
    expect(page.get_by_text("0 articles", exact=True)).to_be_visible()
    expect(page.get_by_text("Nothing here for this choice.")).to_be_visible()


def test_a_csv_download_holds_the_rows_shown(visit: Visit, tmp_path: Path) -> None:
    page = visit("Compliance_costs?until=2024-05-31")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").first.click()
    assert download.value.suggested_filename.startswith("hk-licensing_compliance-costs_until-2024-05-31_")
    path = tmp_path / "costs.csv"
    download.value.save_as(path)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [(row["kind"], row["amount_low"], row["amount_high"], row["currency"]) for row in rows] == [
        ("capital", "5000000", "5000000", "HKD"), ("capital", "5000000", "5000000", "HKD"), ("total", "", "25000000", "USD")]
    assert rows[0]["quote"] == "Paid-up capital of HK$5 million"


def test_formulas_in_a_download_are_defused(visit: Visit, tmp_path: Path) -> None:
    page = visit("Articles")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").first.click()
    download.value.save_as(tmp_path / "a.csv")
    publishers = pd.read_csv(tmp_path / "a.csv", encoding="utf-8-sig")["publisher"]
    assert "'=Evil()" in set(publishers)


def test_json_and_parquet_hold_the_same_rows(visit: Visit, tmp_path: Path) -> None:
    page = visit("Firm_counts?category=interested&category=applicants")
    for name in ("JSON", "Parquet"):
        with page.expect_download() as download:
            page.locator(f".st-key-export_firm-counts_{name.lower()} button").click()
        download.value.save_as(tmp_path / name)
    from_json = json.loads((tmp_path / "JSON").read_text(encoding="utf-8"))
    from_parquet = pd.read_parquet(tmp_path / "Parquet")
    assert [row["n_firms_low"] for row in from_json] == list(from_parquet["n_firms_low"]) == [4, 80]


def test_the_whole_database_downloads_as_sqlite(visit: Visit, tmp_path: Path) -> None:
    page = visit("")
    with page.expect_download() as download:
        page.get_by_role("button", name="The whole database (SQLite)").click()
    download.value.save_as(tmp_path / "copy.db")
    with sqlite3.connect(tmp_path / "copy.db") as copy:
        assert copy.execute("SELECT count(*) FROM articles").fetchone() == (7,)
    copy.close()


def test_search_finds_chinese_of_two_characters_and_of_either_script(visit: Visit) -> None:
    page = visit("Articles")
    for words, n in (("牌照", 1), ("证监会", 1), ("OSL", 2), ('"paid-up capital"', 1)):
        box = page.get_by_role("textbox", name="Search titles and texts")
        box.fill(words)
        box.press("Enter")
        expect(page.get_by_text(f"{n} articles", exact=True)).to_be_visible()


def test_the_register_as_of_a_day(visit: Visit, tmp_path: Path) -> None:
    page = visit("Licensees?as_of=2020-12-31&regime=VATP")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").first.click()
    download.value.save_as(tmp_path / "l.csv")
    frame = pd.read_csv(tmp_path / "l.csv", encoding="utf-8-sig")
    assert list(zip(frame["slug"], frame["status"], strict=True)) == [("osl", "licensed")]


def test_a_firm_has_a_page_of_its_own_with_its_quotes(visit: Visit) -> None:
    page = visit("Licensees?profile=osl")
    for words in ("OSL Digital Securities Limited", "BPJ213", "up to US$25 million", "Licence widened"):
        expect(page.get_by_text(words).first).to_be_visible()


def test_a_click_on_a_lane_opens_the_firm(visit: Visit) -> None:
    page = visit("Timeline")
    page.wait_for_selector(".js-plotly-plot .bars path")
    page.locator(".js-plotly-plot .bars .point path").first.click(force=True)
    page.wait_for_url("**/Licensees?*profile=**")


def test_an_article_is_read_with_its_facts_marked(visit: Visit) -> None:
    page = visit("Articles?article=1")
    assert page.locator("mark").all_inner_texts() == ["OSL Exchange", "up to $25 million", "Over 80 firms showed interest"]


def test_what_was_left_out_can_be_seen_with_the_reason(visit: Visit, tmp_path: Path) -> None:
    page = visit("Articles?left_out=1")
    expect(page.get_by_text("1 articles", exact=True)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").first.click()
    download.value.save_as(tmp_path / "l.csv")
    assert list(pd.read_csv(tmp_path / "l.csv", encoding="utf-8-sig")["relevance_reason"]) == ["no licence in it"]


@pytest.mark.parametrize("path", ["Timeline", "Firm_counts", "Compliance_costs"])
def test_every_chart_says_what_it_rests_on(path: str, visit: Visit) -> None:
    page = visit(path)
    expect(page.get_by_text("Rests on")).to_be_visible()
    expect(page.get_by_text("live feeds have brought nothing")).to_be_visible()


@pytest.mark.parametrize("path", PATHS)
def test_a_phone_needs_no_sideways_scrolling(path: str, page: Page, dashboard: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, f"{dashboard}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_a_click_on_a_cost_opens_its_article(visit: Visit) -> None:
    page = visit("Compliance_costs?kind=fee")
    page.wait_for_selector(".js-plotly-plot .scatterlayer .point")
    page.locator(".js-plotly-plot .scatterlayer .point").last.click(force=True)
    page.wait_for_url("**/Articles?*article=5**")


@pytest.mark.parametrize("path", [*PATHS, "Articles?article=5", "Licensees?profile=hashkey", "Firm_counts?category=interested",
                                  "Articles?publisher=%3DEvil()", "Licensees?firm=![x](http://203.0.113.9/q.png)"])
def test_words_of_someone_hostile_do_nothing(path: str, page: Page, dashboard: str) -> None:
    happened: list[str] = []
    page.on("dialog", lambda dialog: (happened.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: None if request.url.startswith((dashboard, "data:", "blob:")) else
            happened.append(f"request {request.url}"))
    opened(page, f"{dashboard}/{path}")
    assert happened == []
    assert page.locator("a[href^=javascript], .katex, [data-testid=stMain] img:not([src^='data:'])").count() == 0
