"""Each firm's way through the regime: a lane per firm, reported events as marks, milestones as rules."""

import streamlit as st

from licensing.figures.timeline import timeline_figure
from licensing.i18n import t
from licensing.lanes import spans
from licensing.model import Regime
from licensing.queries.firms import licence_events
from licensing.queries.stories import ALL
from licensing.queries.timeline import event_count, licence_event_rows, milestones, reported_events
from licensing.widgets import (
    ask,
    chart,
    empty,
    exports,
    finish,
    firm_names_by_slug,
    frame,
    go_to_firm,
    label_of,
    listed,
    page_of,
    pick_one,
    place,
    regime_filter,
    rests_on,
    table,
    today,
)
from licensing.worded import milestones_in_words

page = frame("timeline")
lanes_of = [*dict.fromkeys(("all" if page.filters.firms else "VATP", "VATP", "stablecoin", *Regime, "all"))]
regime = pick_one("lanes", t("Lanes"), lanes_of, label_of("regime"))
shown = regime_filter(page.filters, regime)
until = page.filters.until or today()
reported = listed(reported_events, event_count, page.filters)
laws = ask(milestones, page.filters)
drawing = place(640)

st.subheader(t("Reported events"))
if not empty(reported.marks):
    table(page_of(reported),
          ["published_on", "effective_on", "firm", "event", "quote", "publisher", "url", "n_reports"], "events",
          t("Events that articles report, the newest first"))
    exports("reported_events", page.filters, reported_events, page.filters, ALL)

with drawing():
    picked = chart(
        lambda: timeline_figure(spans(ask(licence_events, shown), until), firm_names_by_slug(), reported.marks, laws,
                                page.filters.since, until),
        (page.filters, shown, until), "timeline",
        t("Lanes of firms over time, coloured by licensing status; the tables below hold the same."), pick=True)
    if picked:
        go_to_firm(page, picked)
    st.caption(t("A click on a lane or a mark opens the firm."))
    rests_on(page.filters, "event", reported.n)

st.subheader(t("On record"))
record = ask(licence_event_rows, shown)
if not empty(record):
    table(record, ["effective_on", "precision", "platform_name", "regime", "status", "origin", "note", "source_url"],
          "record", t("Dated statuses of firms, the newest first"))
    exports("licence_events", shown, licence_event_rows, shown)

st.subheader(t("Milestones"))
if not empty(laws):
    table(milestones_in_words(laws),
          ["date", "milestone", "title", "detail", "source_publisher", "source_url"], "milestones",
          t("Milestones of the regime"))
    exports("milestones", page.filters, milestones, page.filters)

finish(page)
