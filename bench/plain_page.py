"""What the dashboard is set against: the least a Streamlit page can be, one SQL-paged table and one Plotly chart."""

from __future__ import annotations

import os
import sqlite3

import pandas as pd
import plotly.express as px
import streamlit as st

st.set_page_config(layout="wide")
st.title("Articles")
publisher = st.query_params.get("publisher", "")
where, values = ("WHERE publisher = ?", (publisher,)) if publisher else ("", ())
with sqlite3.connect(f"file:{os.environ['LICENSING_DB']}?mode=ro", uri=True) as connection:
    rows = pd.read_sql_query(f"SELECT published_on, title, publisher, url FROM articles {where} "
                             "ORDER BY published_on DESC LIMIT 100", connection, params=values)
    costs = pd.read_sql_query("SELECT kind, count(*) AS n FROM compliance_costs GROUP BY kind", connection)
connection.close()
st.dataframe(rows)
st.plotly_chart(px.bar(costs, x="kind", y="n"))
