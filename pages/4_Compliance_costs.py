"""What a licence costs: every reported cost, what the law demands, medians by year; penalties apart from prices."""

import streamlit as st

from licensing.figures.costs import STATED, costs_figure, in_currency
from licensing.i18n import number, t
from licensing.model import CostKind
from licensing.queries.costs import cost_count, cost_medians, legal_demands, reported_costs
from licensing.queries.stories import ALL
from licensing.widgets import (
    ask,
    chart,
    empty,
    exports,
    finish,
    frame,
    go_to_article,
    label_of,
    listed,
    page_of,
    pick_many,
    pick_one,
    place,
    rests_on,
    table,
    today,
)
from licensing.worded import costs_in_words, demands_in_words

page = frame("costs")
left, right = st.columns([2, 1])
with left:
    side = pick_one("show", t("Show"), ["prices", "penalties"],
                    lambda one: t("Prices") if one == "prices" else t("Penalties"))
with right:
    currency = pick_one("currency", t("Drawn in"), ["HKD", "USD", STATED],
                        lambda one: t("As stated") if one == STATED else one)
prices = [kind for kind in CostKind if kind != "penalty"]
kinds = ("penalty",) if side == "penalties" else pick_many("kind", t("Kinds"), prices, label_of("kind"), prices)

costs = listed(reported_costs, cost_count, page.filters, kinds)
yearly, demands = (every[every["kind"].isin(kinds)] for every in (ask(cost_medians, page.filters), ask(legal_demands)))
until = page.filters.until or today()
drawing = place(560)

st.subheader(t("Reported costs"))
if not empty(costs.marks):
    table(costs_in_words(page_of(costs)),
          ["published_on", "kind", "amount", "amount_hkd", "firm", "said_by", "quote", "publisher", "url", "n_reports",
           "correction"], "reported", t("Reported costs, the newest first"))
    exports("compliance-costs", page.filters, reported_costs, page.filters, kinds, ALL)

with drawing():
    picked = chart(
        lambda: costs_figure(costs.marks, yearly, demands, currency, page.filters.since, until),
        (page.filters, kinds, currency, until), "costs",
        t("Reported costs over time on a logarithmic scale; the table below holds the same."), pick=True)
    if picked:
        go_to_article(page, int(picked))
    undrawn = len(costs.marks) - len(in_currency(costs.marks, currency))
    st.caption(t("An arrow is an end the article leaves open: up for over, down for up to. A hollow mark is a number "
                 "not stated as exact. US dollars at the peg of 7.80 HKD (band 7.75–7.85); {n} undated or in other "
                 "currencies are in the table only.", n=number(undrawn)))
    st.caption(t("A click on a mark opens its article."))
    rests_on(page.filters, "cost", costs.n)

st.subheader(t("Medians by year, in HKD"))
if not empty(yearly, t("No year has three stories of one kind.")):
    table(yearly, ["year", "kind", "n_stories", "median_hkd"], "medians",
          t("Medians of reported costs by kind and year"))
    exports("cost-medians", page.filters, cost_medians, page.filters, kinds)

st.subheader(t("Demanded by law, or proposed"))
if not empty(demands, t("None in the data yet.")):
    table(demands_in_words(demands), ["date", "regime", "kind", "amount", "what", "source_publisher", "source_url"],
          "demands", t("Sums that the law or a regulator demands"))
    exports("legal-demands", page.filters, legal_demands)

finish(page)
