"""Two languages: switched by hand, kept in the address and from page to page, whole."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import seed
from tests.browser.conftest import drawn

pytestmark = pytest.mark.browser
Visit = Callable[[str], Page]

VIEWS = ["", "Timeline", "Licensees", "Licensees?profile=osl", "Firm_counts", "Compliance_costs", "Articles",
         "Articles?article=3", "Sources", "Method"]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
WORD = re.compile(r"[A-Za-z]{2,}(?:[ -][A-Za-z]+)*")


def test_the_language_is_switched_by_hand_and_kept_from_page_to_page(visit: Visit) -> None:
    page = visit("Compliance_costs?firm=osl")
    page.get_by_role("button", name="繁體中文").click()
    page.wait_for_url("**lang=zh**")
    drawn(page)
    expect(page.locator("[data-testid=stMain] h1").first).to_have_text(CHINESE)
    page.locator("[data-testid=stSidebar]").get_by_role("link", name="文章").click()
    page.wait_for_url("**/Articles?**")
    drawn(page)
    assert "lang=zh" in page.url and "firm=osl" in page.url
    page.get_by_role("button", name="English").click()
    expect(page.locator("[data-testid=stMain] h1").first).to_have_text("Articles")
    assert "lang=" not in page.url


def test_no_chinese_page_holds_english_words_of_ours(visit: Visit) -> None:
    for view in VIEWS:
        page = visit(f"{view}{'&' if '?' in view else '?'}lang=zh")
        expect(page.locator("[data-testid=stMain] h1").first).to_have_text(CHINESE)
        shown = page.evaluate(_TEXTS)
        assert len(shown) > 10
        assert (view, [text for text in shown if _is_english_of_ours(text)]) == (view, [])


_TEXTS = """() => {
    const out = [], skip = '.hkl-quote, .hkl-text, mark, script, style, [data-testid=stDataFrame], [data-testid=stHeader]';
    const walk = document.createTreeWalker(document.querySelector('[data-testid=stAppViewContainer]'), NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const node = walk.currentNode;
        if (!node.parentElement.closest(skip) && node.parentElement.getClientRects().length) out.push(node.data.trim());
    }
    return out.filter(Boolean);
}"""


def _data() -> str:
    """Every word of the database, which is shown as it was written."""
    rows = [*seed.FIRMS, *seed.ARTICLES, *seed.COSTS, *seed.COUNTS]
    return " ".join(str(value) for row in rows for value in row).lower()


def _is_english_of_ours(text: str) -> bool:
    if text in STREAMLITS_OWN or text.startswith("keyboard_"):
        return False
    known = _data()
    return any(word.lower() not in known and word not in KNOWN for word in WORD.findall(text)) and not CHINESE.search(text)


STREAMLITS_OWN = {"Skip to main content", "yyyy", "mm", "dd"}  # and the names of its icons, set in a font of signs
KNOWN = {"English", "CSV", "JSON", "Parquet", "VATP", "SQLite", "HKD", "USD"}
