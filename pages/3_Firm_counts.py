"""How many firms: the record's own count as step lines, what articles report as marks with open ends."""

import streamlit as st

from licensing.figures.counts import counts_figure
from licensing.i18n import t
from licensing.model import CountCategory
from licensing.queries.counts import count_count, official_counts, reported_counts
from licensing.queries.licensees import counts_on_record
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
    regime_filter,
    rests_on,
    switch,
    table,
    today,
)
from licensing.worded import counts_in_words

page = frame("counts")
categories = pick_many("category", t("Reported counts of"), list(CountCategory), label_of("category"),
                       ("licensed", "applicants", "deemed"))
left, right = st.columns([2, 1])
with left:
    regime = pick_one("regime_line", t("Lines on record of"), ["VATP", "stablecoin", "all"], label_of("regime"))
with right:
    logarithmic = switch("log", t("Logarithmic scale"))

reported = listed(reported_counts, count_count, page.filters, categories)
until = page.filters.until or today()
shown = regime_filter(page.filters, regime)
counted = ask(counts_on_record, shown, until)
drawing = place(520)

st.subheader(t("On record"))
if not empty(counted):
    table(counted, ["day", "status", "n_firms"], "on_record",
          t("Firms on record by status, on every day the number changed"))
    exports("counts-on-record", page.filters, counts_on_record, shown, until)

st.subheader(t("Reported counts"))
if not empty(reported.marks):
    table(counts_in_words(page_of(reported)),
          ["published_on", "category", "number", "said_by", "quote", "publisher", "url", "n_reports", "correction"],
          "reported", t("Reported numbers of firms"))
    exports("firm-counts", page.filters, reported_counts, page.filters, categories, ALL)

with drawing():
    picked = chart(
        lambda: counts_figure(counted, reported.marks, page.filters.since, until, logarithmic),
        (page.filters, categories, shown, until, logarithmic), "counts",
        t("Numbers of firms over time: lines for the record, marks for reports; the table below holds the same."),
        pick=True)
    if picked:
        go_to_article(page, int(picked))
    st.caption(t("Lines: firms with that status on record; filing days of most applicants are unknown, so the line of "
                 "applicants is a lower bound. Marks: a hollow one is a number not stated as exact, an arrow an "
                 "end left open; a report may count firms under any regime."))
    st.caption(t("A click on a mark opens its article."))
    rests_on(page.filters, "count", reported.n)

st.subheader(t("Stated by regulators"))
official = ask(official_counts)
if not empty(official, t("None in the data yet.")):
    table(counts_in_words(official).rename(columns={"category": "status"}),
          ["date", "regime", "status", "number", "what", "source_publisher", "source_url"], "official",
          t("Numbers of firms that regulators state"))
    exports("official-counts", page.filters, official_counts)

finish(page)
