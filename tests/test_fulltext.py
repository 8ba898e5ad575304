"""Articles' pages, of our own making: the article comes out, a wall or a menu does not."""

from __future__ import annotations

from ingest.fulltext import page_text

URL = "https://paper.example.org/news/1"
PARAGRAPHS = [
    "The regulator granted three licences on Friday, bringing the number of licensed platforms to sixteen.",
    "Two applicants withdrew in the same week, according to the register, and a further nine are still waiting.",
    "A lawyer who advises applicants put the cost of an application at up to HK$20 million, most of it for audits.",
    "The firms must keep client assets in cold wallets and hold paid-up capital of at least HK$5 million.",
]
CHINESE = [
    "監管機構星期五批出三個牌照，令持牌平台增至十六間，市場人士認為有助行業發展。",
    "登記冊顯示，同一星期內有兩間申請者撤回申請，另有九間仍在輪候，預計年底前會有結果。",
    "有律師表示，每宗申請的成本最高達二千萬港元，當中大部分用於審計及系統測試。",
]


def page(paragraphs: list[str], extra: str = "", head: str = "") -> bytes:
    words = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (f"<!doctype html><html><head><title>Three licences</title>{head}</head><body><nav><ul><li><a href='/'>Home</a>"
            f"<li><a href='/markets'>Markets</a></ul></nav><main><article><h1>Three licences</h1>{words}{extra}</article>"
            "</main><footer>All rights reserved. Terms. Privacy.</footer></body></html>").encode()


def test_the_article_comes_out_without_menu_and_footer() -> None:
    text = page_text(page(PARAGRAPHS), URL, "text/html; charset=utf-8")
    assert text is not None
    assert all(paragraph in text for paragraph in PARAGRAPHS)
    assert "Privacy" not in text and "Markets" not in text


def test_chinese_pages_are_read_in_any_encoding() -> None:
    text = page_text(page(CHINESE), URL, "text/html")
    assert text is not None and all(paragraph in text for paragraph in CHINESE)
    body = page(CHINESE, head='<meta charset="big5">').decode().encode("big5")
    assert page_text(body, URL, "text/html") == text


def test_a_paywall_leaves_nothing() -> None:
    wall = "<div class='paywall'><p>Subscribe to continue reading this article.</p></div>"
    assert page_text(page(PARAGRAPHS, wall), URL, "text/html") is None
    assert page_text(page(CHINESE, "<p>訂閱以繼續閱讀全文</p>"), URL, "text/html") is None


def test_what_the_page_itself_says_is_not_free_is_not_taken_for_the_article() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree": false}</script>'
    assert page_text(page(PARAGRAPHS, head=head), URL, "text/html") is None


def test_a_long_article_that_advertises_a_subscription_is_an_article() -> None:
    text = page_text(page(PARAGRAPHS * 6, "<p>Already a subscriber? Thank you.</p>"), URL, "text/html")
    assert text is not None and PARAGRAPHS[2] in text


def test_a_site_s_frame_that_invites_members_does_not_hide_a_short_article() -> None:
    body = page(PARAGRAPHS).replace(b"<footer>", b"<footer>Already a subscriber? Become a member to support us. ")
    assert page_text(body, URL, "text/html") is not None


def test_too_little_is_nothing() -> None:
    assert page_text(page(["One short line."]), URL, "text/html") is None
    assert page_text(b"", URL, "text/html") is None
    assert page_text(b"<html><title>Just a moment...</title><body>Checking your browser</body></html>", URL, None) is None


def test_what_is_no_page_is_nothing() -> None:
    assert page_text(b"%PDF-1.7 ...", URL, "application/pdf") is None
    assert page_text(b"\x89PNG" + bytes(500), URL, "image/png") is None
    assert page_text(bytes(range(256)) * 20, URL, "text/html") is None
