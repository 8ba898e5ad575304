"""For everyone: no serious accessibility fault on any page, light and dark, in both languages, and keys are enough."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import drawn, opened

pytestmark = pytest.mark.browser

VIEWS = ["", "Timeline", "Licensees", "Licensees?profile=osl", "Firm_counts", "Compliance_costs", "Articles",
         "Articles?article=1", "Sources", "Method"]
CHARTS = ["Timeline", "Firm_counts", "Compliance_costs"]
SERIOUS = {"serious", "critical"}
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
NOT_OURS: dict[str, str] = {}


def faults(page: Page, address: str, view: str) -> list[tuple[str, str, str]]:
    """View, rule, and the element of each serious fault of ours."""
    opened(page, f"{address}/{view}")
    found = Axe().run(page, options=RULES).response["violations"]
    return [(view, fault["id"], f"{node['target']} {node['html'][:160]} {node.get('failureSummary', '')[:260]}")
            for fault in found if fault["impact"] in SERIOUS for node in fault["nodes"]
            if not any(fault["id"] == rule and mark in node["html"] for mark, rule in NOT_OURS.items())]


@pytest.fixture(params=["light", "dark"])
def shaded(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    shade: Literal["light", "dark"] = request.param
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme=shade)
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_page_has_a_serious_fault(language: str, shaded: Page, dashboard: str) -> None:
    found = []
    for view in VIEWS:
        found += faults(shaded, dashboard, view if language == "en" else f"{view}{'&' if '?' in view else '?'}lang=zh")
    assert found == []


@pytest.mark.parametrize("view", CHARTS)
def test_every_chart_is_described_and_has_a_table(view: str, page: Page, dashboard: str) -> None:
    opened(page, f"{dashboard}/{view}")
    charts = page.locator("[data-testid=stPlotlyChart]")
    assert charts.count()
    for n in range(charts.count()):
        words = charts.nth(n).evaluate("""e => [e, ...e.querySelectorAll('[aria-label]'), e.closest('[aria-label]')]
            .map(x => x && x.getAttribute('aria-label')).filter(Boolean).join(' ')""")
        assert len(words) > 10
    assert page.locator("[data-testid=stDataFrame]").count()


def test_keys_alone_reach_every_page_and_the_language(page: Page, dashboard: str) -> None:
    opened(page, dashboard)
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.innerText || document.activeElement.ariaLabel || ''").strip())
    assert {"Overview", "Timeline", "Licensees", "Firm counts", "Compliance costs", "Articles", "Sources", "Method",
            "繁體中文"} <= reached


def test_a_page_is_opened_with_the_return_key(page: Page, dashboard: str) -> None:
    opened(page, dashboard)
    page.locator("[data-testid=stSidebar]").get_by_role("link", name="Sources").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/Sources**")
    drawn(page)
    expect(page.locator("[data-testid=stMain] h1").first).to_have_text("Sources")
