"""The home page: who is licensed today, what a licence costs, what changed lately, how fresh the data is.

``streamlit run dashboard.py`` imports this file for ``app``, the server; the server runs it again as the home page.
"""

import streamlit as st

from licensing.server import middleware
from licensing.widgets.warm import warm

if __name__ != "__main__":
    app = st.App(__file__, middleware=middleware())
    warm()
else:
    from datetime import timedelta

    from licensing.filters import Filters
    from licensing.headlines import change_lines, cost_figures, standing_figures
    from licensing.i18n import day, number, t
    from licensing.labels import label
    from licensing.queries.basis import freshness
    from licensing.queries.changes import changes_since
    from licensing.queries.costs import cost_summary, legal_demands, reported_costs
    from licensing.queries.firms import licence_events
    from licensing.queries.licensees import agreement_counts
    from licensing.widgets import (
        ask,
        changes_html,
        database_download,
        empty_note,
        figures_html,
        finish,
        frame,
        instant,
        page_links,
        quotes_html,
        show,
        today,
    )
    from licensing.worded import costs_in_words

    page = frame("home", filtered=False)
    fresh = ask(freshness)

    show(figures_html(standing_figures(ask(licence_events, Filters()), today())))
    st.caption(t("As of today, {day}. Register last read: {register}; reference data last checked: {checked}.",
                 day=day(today().isoformat()), register=day(fresh["register_on"]) or t("never"),
                 checked=day(fresh["reference_on"]) or t("never")))

    told = ask(agreement_counts, today())
    counts = zip(told["reconciliation"], told["n"], strict=True)
    if told["n"].any():
        st.caption(t("Register against press: {counts}",
                     counts=" · ".join(f"{label('reconciliation', kind)} {number(n)}" for kind, n in counts)))

    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader(t("What changed lately"))
        changes = ask(changes_since, (today() - timedelta(days=365)).isoformat(), 12)
        if changes:
            show(changes_html(change_lines(changes)))
        else:
            empty_note(t("Nothing in the last twelve months."))
        page.link("timeline", t("All of it on the timeline") + " →")
    with right:
        st.subheader(t("What a licence costs"))
        show(figures_html(cost_figures(ask(cost_summary, Filters()), ask(legal_demands)), words=True))
        totals = costs_in_words(ask(reported_costs, Filters(), ("total",), 3))
        show(quotes_html(totals, [label("kind", "total")] * len(totals), list(totals["amount"])))
        page.link("costs", t("Every reported cost, with who said it") + " →")
        st.subheader(t("How fresh this is"))
        st.text(t("Last ingest: {when}", when=instant(fresh["last_run_at"])))
        st.text(t("Newest article: {day}", day=day(fresh["data_on"]) or "–"))
        st.text(t("{n} articles, {m} of them about licensing, from {k} sources", n=number(fresh["n_articles"]),
                  m=number(fresh["n_relevant"]), k=number(fresh["n_sources"])))
        if fresh["running"]:
            st.text(t("An ingest is under way."))
        page.link("sources", t("The health of every source") + " →")

    st.subheader(t("Where to look"))
    page_links(page)
    database_download()

    finish(page)
