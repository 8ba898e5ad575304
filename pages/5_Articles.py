"""Every article: full-text search in English and Chinese, a reading view with the facts marked, what was left out."""

import streamlit as st

from licensing.i18n import number, t
from licensing.queries.articles import FACT_TABLES, Asked, article_count, article_page, article_rows
from licensing.queries.stories import PAGE_ROWS
from licensing.widgets import (
    article_asked,
    article_view,
    ask,
    empty,
    exports,
    finish,
    frame,
    go_to_article,
    label_of,
    page_number,
    pick_many,
    switch,
    table,
    text_box,
)

page = frame("articles")
article_id = article_asked()
if article_id is not None:
    article_view(page, article_id)
    finish(page)
    st.stop()

words = text_box("q", t("Search titles and texts"), t('for example OSL, 牌照, "paid-up capital"'))
left, right = st.columns([3, 1], vertical_alignment="bottom")
with left:
    facts = pick_many("fact", t("With these facts"), list(FACT_TABLES), label_of("fact"))
with right:
    left_out = switch("left_out", t("Show what was left out"),
                      t("Articles judged not to be about licensing in Hong Kong, with the reason."))
asked = Asked(words, facts, left_out)

n = ask(article_count, page.filters, asked)
st.caption(t("{n} articles", n=number(n)))
if n:
    rows = ask(article_page, page.filters, asked, page_number(n, PAGE_ROWS))
    picked = table(rows, ["published_on", "title", "publisher", "language", *(["relevance_reason"] if left_out else []),
                          *(["correction"] if rows["correction"].notna().any() else []), "url"],
                   "articles", t("Articles, the newest first"), pick=True)
    st.caption(t("Tick a row to read the article with its facts marked."))
    exports("articles-left-out" if left_out else "articles", page.filters, article_rows, page.filters, asked)
    if picked is not None:
        go_to_article(page, int(rows["article_id"].iloc[picked]))
else:
    empty(ask(article_page, page.filters, asked, 1))

finish(page)
