"""What is counted, how, and how well it does."""

import streamlit as st

from licensing.i18n import t
from licensing.method import CHAPTERS, LINKS, scores, tables_described, vocabulary
from licensing.widgets import chapters, database_download, empty, frame, link_list, table

page = frame("method", filtered=False)
chapters(CHAPTERS)

st.subheader(t("How well it does"))
st.caption(t("The floors that the tests hold the taggers to, on labelled texts of other publishers than those the "
             "rules were written on; English and Chinese apart. Precision: how much of what is shown is right. "
             "Recall: how much of what is there is found."))
measured = scores()
if not empty(measured, t("The file of floors is not here.")):
    table(measured, ["texts", "what", "precision_score", "recall_score"], "scores", t("Precision and recall demanded"))

st.subheader(t("The words used"))
table(vocabulary(), ["set", "value", "meaning"], "vocabulary", t("The closed sets and what their values mean"))

st.subheader(t("The tables"))
table(tables_described(), ["name", "meaning"], "tables", t("The tables of the database"))
database_download()

st.subheader(t("Laws and registers"))
link_list(LINKS)
