"""The register as of a day; with ``?profile=osl`` the page of one firm."""

import streamlit as st

from licensing.filters import Filters
from licensing.i18n import t
from licensing.licensees import newcomers
from licensing.queries.firms import alerts, firms, register_entries, unknown_names
from licensing.queries.licensees import cohorts, licensees, waits
from licensing.widgets import (
    ask,
    day_box,
    empty,
    empty_note,
    exports,
    finish,
    firm_page,
    frame,
    go_to_firm,
    profile_asked,
    table,
    text_box,
    today,
)

page = frame("licensees")
everyone = ask(firms, Filters())
slug = profile_asked(everyone)
if slug:
    firm_page(page, everyone, slug)
    finish(page)
    st.stop()

left, right = st.columns([1, 3])
with left:
    day = day_box("as_of", t("As of"), today())
with right:
    words = text_box("q", t("Search names and CE numbers"), t("for example OSL, 交易所, BPJ213"))

rows = ask(licensees, page.filters, day, words)
if not empty(rows):
    picked = table(rows, ["status", "platform_name", "regime", "since", "reconciliation", "ce_number",
                          "last_mention_on", "n_articles", "legal_name", "name_zh", "precision", "source_url"],
                   "licensees",
                   t("Firms and their status on the day chosen"), pick=True)
    st.caption(t("Tick a row for the firm's own page. A status seen on a day may have begun before it."))
    exports(f"licensees-{day}", page.filters, licensees, page.filters, day, words)
    if picked is not None:
        go_to_firm(page, str(rows["slug"].iloc[picked]))

st.subheader(t("How long it takes"))
st.caption(t("Days between dated statuses, by the year a stage began. No median under three. A day of application that "
             "is not known is the day a firm was first seen on a list: then the wait is at least so long."))
stages = ask(cohorts, page.filters)
if len(stages):
    table(stages, ["regime", "stage", "year", "n", "n_exact", "median_days", "min_days", "max_days"], "cohorts",
          t("Days in each stage by the year it began"))
    exports("time-in-stage", page.filters, waits, page.filters)
else:
    empty_note(t("No dated stage for this choice."))

new = newcomers(ask(register_entries))
if len(new):
    st.subheader(t("In a register, but not in the reference data"))
    table(new, ["status", "name", "name_zh", "ce_number", "effective_on", "register", "as_of", "source_url"],
          "newcomers", t("Register rows of firms the reference does not know"))

st.subheader(t("Named in articles, not in the reference data"))
names = ask(unknown_names, page.filters)
if len(names):
    table(names, ["name", "role", "n_articles", "newest_on", "quote", "title", "publisher", "url"], "unknown",
          t("Names that articles tie to a licence and the reference does not know"))
    exports("unknown-names", page.filters, unknown_names, page.filters)
else:
    empty_note(t("None in the articles chosen."))

st.subheader(t("On a list of suspicious platforms"))
st.caption(t("An alert of a regulator, not a licensing status. Some names resemble a licensed firm's."))
warned = ask(alerts)
if len(warned):
    table(warned, ["name", "name_zh", "looks_like", "website", "listed_on", "note", "source_url"], "alerts",
          t("Names on regulators' alert lists"))
    exports("alerts", Filters(), alerts)
else:
    empty_note(t("None in the data yet."))

finish(page)
