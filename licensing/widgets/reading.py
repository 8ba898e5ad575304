"""One article to read: its text with the facts marked, and the facts in a list below."""

from __future__ import annotations

from typing import Any, NoReturn

import pandas as pd
import streamlit as st

from licensing.amounts import count, money
from licensing.i18n import day, t
from licensing.labels import label
from licensing.queries.articles import article, article_facts
from licensing.widgets import address
from licensing.widgets.data import ask
from licensing.widgets.exports import exports
from licensing.widgets.frame import ARTICLES, Page
from licensing.widgets.quotes import article_html, link_html, show
from licensing.widgets.tables import table
from licensing.widgets.text import escaped, web_address
from licensing.worded import number_or_none

ARTICLE = "article"
_SETS = {"firm": "role", "event": "event", "count": "category", "cost": "kind"}


def article_asked() -> int | None:
    """The article the address asks for; None where it asks for none, or for something that is no number."""
    asked = address.value(ARTICLE)
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 18 else None


def go_to_article(page: Page, article_id: int) -> NoReturn:
    """Open one article."""
    st.switch_page(ARTICLES, query_params=address.carried(page.filters, article=str(article_id)))


def article_view(page: Page, article_id: int) -> None:
    """One article, or that there is none under this number."""
    st.page_link(ARTICLES, label="← " + t("All articles"), query_params=address.carried(page.filters))
    found = ask(article, article_id)
    if not found:
        st.info(t("There is no article under this number."))
        return
    facts = ask(article_facts, article_id)
    _head(found)
    in_title, in_text = facts[facts["field"] == "title"], facts[facts["field"] == "text"]
    show(f"<h2>{article_html(found['title'], in_title, _labels(in_title))}</h2>")
    show(article_html(found["text"], in_text, _labels(in_text)))
    st.subheader(t("Facts found in it"), anchor=False)
    if not len(facts):
        st.info(t("None."))
        return
    table(facts.assign(fact=facts["fact"], what=_labels(facts)),
          ["fact", "what", "name", "quote", "said_by", "correction"], "facts", t("Facts found in the article"))
    exports(f"article-{article_id}-facts", page.filters, article_facts, article_id)


def _head(found: dict[str, Any]) -> None:
    parts = [escaped(found["publisher"]), escaped(day(found["published_on"]) or t("undated")),
             escaped(label("language", found["language"]))]
    if web_address(found["url"]):
        parts.append(link_html(found["url"], t("Read it at the publisher's")))
    if found["author"]:
        parts.insert(1, escaped(found["author"]))
    notes = [t("Text from the article's page.") if found["text_from"] == "page" else t("Text as the feed gives it."),
             t("Came through: {feeds}", feeds=found["carried_by"] or "–")]
    if not found["relevant"]:
        notes.append(t("Left out as not about licensing in Hong Kong: {why}", why=found["relevance_reason"] or "–"))
    if found["correction"]:
        notes.append(t("Corrected: {what}", what=found["correction"]))
    show(f'<p class="hkl-head">{" · ".join(part for part in parts if part)}</p>'
         f'<p class="hkl-from">{escaped(" ".join(notes))}</p>')


def _labels(facts: pd.DataFrame) -> list[str]:
    """What stands behind a mark: the kind of fact and its value."""
    made = []
    for row in facts.to_dict("records"):
        what = label(_SETS[row["fact"]], row["what"])
        low, high = number_or_none(row["low"]), number_or_none(row["high"])
        if row["fact"] == "cost":
            what += " " + money(low, high, row["currency"], row["qualifier"])
        elif row["fact"] == "count":
            what += " " + count(low, high, row["qualifier"])
        made.append(what)
    return made


