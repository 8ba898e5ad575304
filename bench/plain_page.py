"""What the dashboard is set against: the least a Streamlit page can be, one SQL-paged table and one Plotly chart."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

import pandas as pd
import plotly.express as px
import streamlit as st


def connect() -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(f"file:{os.environ['LICENSING_DB']}?mode=ro", uri=True))


@st.cache_data(ttl=600)
def publishers() -> list[str]:
    with connect() as connection:
        return [name for (name,) in connection.execute("SELECT DISTINCT publisher FROM articles ORDER BY publisher")]


st.set_page_config(layout="wide")
st.title("Articles")
publisher = st.selectbox("Publisher", publishers(), index=None)
where, values = ("WHERE publisher = ?", (publisher,)) if publisher else ("", ())
with connect() as connection:
    rows = pd.read_sql_query(f"SELECT published_on, title, publisher, url FROM articles {where} "
                             "ORDER BY published_on DESC LIMIT 100", connection, params=values)
    costs = pd.read_sql_query("SELECT c.kind, count(*) AS n FROM compliance_costs c JOIN articles a ON a.id = "
                              f"c.article_id {where} GROUP BY c.kind", connection, params=values)
st.dataframe(rows)
st.plotly_chart(px.bar(costs, x="kind", y="n"))
