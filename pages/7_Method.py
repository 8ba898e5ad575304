"""What is counted, how, and how well it does."""

import streamlit as st

from licensing.i18n import day, number, t
from licensing.method import CHAPTERS, LINKS, scores, tables_described, vocabulary
from licensing.widgets import chapters, database_download, empty, finish, frame, link_list, table

page = frame("method", filtered=False)
chapters(CHAPTERS)

st.subheader(t("How well it does"))
measured, measured_on, n_texts = scores()
if not empty(measured, t("The file of figures is not here.")):
    st.caption(t("Measured on {day}, on {n} labelled texts of our own; English and Chinese apart. Precision: how much "
                 "of what is shown is right. Recall: how much of what is there is found. The rules were mended on "
                 "these very texts, so on others they do somewhat less well.", day=day(measured_on), n=number(n_texts)))
    table(measured, ["texts", "what", "precision_score", "recall_score", "hits", "false", "missed"], "scores",
          t("Precision and recall of the taggers"))

st.subheader(t("The words used"))
table(vocabulary(), ["set", "word", "meaning"], "vocabulary", t("The closed sets and what their values mean"))

st.subheader(t("The tables"))
table(tables_described(), ["name", "meaning"], "tables", t("The tables of the database"))
database_download()

st.subheader(t("Laws and registers"))
link_list(LINKS)

finish(page)
