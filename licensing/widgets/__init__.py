"""What every page is made of: the frame with its menu and filters, tables, charts, quotes and exports.

The only part of the kernel that imports Streamlit. A page reads from top to bottom::

    page = frame("costs")                                   # title, language, menu, filters
    costs = ask(reported_costs, page.filters)               # a cached question
    if empty(costs): st.stop()                              # says why there is nothing, and what to do
    chart(costs_figure(costs), ...); table(costs, ...); exports(...)
"""

from licensing.widgets.bound import day_box, page_number, pick_many, pick_one, switch, text_box
from licensing.widgets.charts import chart, rests_on
from licensing.widgets.data import ask, today
from licensing.widgets.exports import database_download, exports
from licensing.widgets.frame import Page, frame, go_to_firm
from licensing.widgets.quotes import article_html, changes_html, figures_html, link_html, quotes_html, show
from licensing.widgets.tables import empty, table

__all__ = [
    "Page", "article_html", "ask", "changes_html", "chart", "database_download", "day_box", "empty", "exports",
    "figures_html", "frame", "go_to_firm", "link_html", "page_number", "pick_many", "pick_one", "quotes_html",
    "rests_on", "show", "switch", "table", "text_box", "today",
]
