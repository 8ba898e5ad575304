"""The page of one firm: its lane, its history, every event, cost and article about it, with the words that say so."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from licensing.filters import Filters
from licensing.i18n import t
from licensing.labels import label
from licensing.lanes import spans
from licensing.queries.articles import Asked, article_page
from licensing.queries.costs import reported_costs
from licensing.queries.firms import licence_events
from licensing.queries.timeline import licence_event_rows, milestones, reported_events
from licensing.widgets import address
from licensing.widgets.charts import chart
from licensing.widgets.data import ask, today
from licensing.widgets.exports import exports
from licensing.widgets.frame import LICENSEES, Page
from licensing.widgets.quotes import link_html, quotes_html, show
from licensing.widgets.tables import empty, table
from licensing.widgets.text import escaped, literal
from licensing.worded import costs_in_words

PROFILE = "profile"


def profile_asked(everyone: pd.DataFrame) -> str:
    """The slug the address asks a profile of; "" where it asks none, or of a firm that is not known (and says so)."""
    slug = address.value(PROFILE)
    if slug and not (everyone["slug"] == slug).any():
        st.warning(t("No firm is known under that name in the address."))
        return ""
    return slug


def firm_page(page: Page, everyone: pd.DataFrame, slug: str) -> None:
    """Everything known of one firm, whatever the filters."""
    only = Filters(firms=(slug,))
    _heading(page, everyone[everyone["slug"] == slug].iloc[0])
    _lane(everyone, only)
    _record(only, slug)
    _events(only, slug)
    _costs(only, slug)
    _articles(page, only, slug)


def _heading(page: Page, firm: pd.Series) -> None:
    st.page_link(LICENSEES, label="← " + t("All licensees"), query_params=address.carried(page.filters))
    st.header(literal(str(firm["platform_name"])), anchor=False)
    facts = [(t("Legal name"), escaped(firm["legal_name"])), (t("Chinese name"), escaped(firm["name_zh"])),
             (t("Regime"), escaped(label("regime", firm["regime"]))), (t("CE number"), escaped(firm["ce_number"])),
             (t("Parent"), escaped(firm["parent"])), (t("Website"), link_html(firm["website"], firm["website"])),
             (t("Note"), escaped(firm["note"])), (t("Source"), link_html(firm["source_url"], t("Open")))]
    rows = "".join(f'<li><span class="hkl-day">{escaped(name)}</span><span>{value}</span></li>'
                   for name, value in facts if value)
    show(f'<ul class="hkl-list hkl-facts">{rows}</ul>')


def _lane(everyone: pd.DataFrame, only: Filters) -> None:
    found = spans(ask(licence_events, only), today())
    if not found:
        return
    from licensing.figures.timeline import timeline_figure

    names = dict(zip(everyone["slug"], everyone["platform_name"], strict=True))
    chart(lambda: timeline_figure(found, names, ask(reported_events, only), ask(milestones, Filters()), None, today()),
          (only, today()), "lane", t("The firm's status over time; the table below holds the same."))


def _record(only: Filters, slug: str) -> None:
    st.subheader(t("On record"), anchor=False)
    record = ask(licence_event_rows, only)
    if not empty(record, t("No dated status of it is known.")):
        table(record, ["effective_on", "precision", "regime", "status", "origin", "note", "source_url"], "record",
              t("Dated statuses of the firm"))
        exports(f"{slug}_licence-events", Filters(), licence_event_rows, only)


def _events(only: Filters, slug: str) -> None:
    st.subheader(t("Reported events"), anchor=False)
    reported = ask(reported_events, only)
    if not empty(reported, t("No article in the data reports one.")):
        show(quotes_html(reported.head(50), [label("event", event) for event in reported["event"].head(50)],
                         list(reported["firm"].head(50))))
        exports(f"{slug}_reported-events", Filters(), reported_events, only)


def _costs(only: Filters, slug: str) -> None:
    st.subheader(t("Costs in articles that name it"), anchor=False)
    costs = costs_in_words(ask(reported_costs, only))
    if not empty(costs, t("No article in the data states one.")):
        shown = costs.head(50)
        show(quotes_html(shown, [label("kind", kind) for kind in shown["kind"]], list(shown["amount"])))
        exports(f"{slug}_costs", Filters(), reported_costs, only)


def _articles(page: Page, only: Filters, slug: str) -> None:
    st.subheader(t("Articles that name it"), anchor=False)
    told = ask(article_page, only, Asked(), 1)
    if not empty(told, t("No article in the data names it.")):
        table(told, ["published_on", "title", "publisher", "language", "url"], "told", t("Articles that name the firm"))
        Page("articles", only).link("articles", t("All of them, searchable"))
