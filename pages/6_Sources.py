"""The health of every feed and register, the runs, what was put right by hand."""

import streamlit as st

from licensing.filters import Filters
from licensing.i18n import t
from licensing.queries.health import source_health
from licensing.queries.sources import corrections, register_readings, runs, sources
from licensing.widgets import ask, empty, empty_note, exports, finish, frame, health_summary, table, today
from licensing.worded import with_health

page = frame("sources", filtered=False)
feeds = with_health(ask(sources, today().isoformat()), ask(source_health, today()))
if not empty(feeds, t("No source is known yet. Run: python -m ingest")):
    health_summary(feeds)
    table(feeds, ["health", "name", "publisher", "language", "outcome", "last_asked_at", "last_success_at", "newest_on",
                  "weekly", "n_articles", "n_relevant", "http_status", "error", "url"], "feeds",
          t("Every feed with its health, those in trouble first"))
    exports("sources", Filters(), sources, today().isoformat())

st.subheader(t("Registers"))
readings = ask(register_readings)
if not empty(readings, t("No register has been read yet. Run: python -m ingest registers")):
    table(readings, ["register", "read_at", "as_of", "outcome", "n_entries", "detail", "source_url"], "readings",
          t("Readings of the official registers"))
    exports("register-readings", Filters(), register_readings)

st.subheader(t("Runs"))
done = ask(runs)
if not empty(done, t("Nothing has been run yet. Run: python -m ingest")):
    table(done.rename(columns={"status": "outcome"}),
          ["id", "started_at", "ended_at", "command", "outcome", "n_sources", "n_failed", "new", "updated"], "runs",
          t("The newest runs of the ingest"))
    exports("runs", Filters(), runs)

st.subheader(t("Corrections"))
put_right = ask(corrections)
if len(put_right):
    table(put_right, ["corrected_on", "target", "article", "field", "wrong", "value", "why", "who", "applied"],
          "corrections", t("Corrections made by hand"))
    exports("corrections", Filters(), corrections)
else:
    empty_note(t("None so far. They are made in data/corrections.csv and outlive every run."))

finish(page)
