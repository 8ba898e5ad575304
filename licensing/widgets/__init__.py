"""What every page is made of: the frame with its menu and filters, tables, charts, quotes and exports.

The only part of the kernel that imports Streamlit. A page reads from top to bottom::

    page = frame("costs")                                   # title, language, filters in words
    demands = ask(legal_demands)                            # a cached question
    chart(lambda: costs_figure(...), (page.filters,), ...)  # drawn anew only where none is kept
    if not empty(demands):                                  # says why there is nothing, and what to do
        table(demands, ...); exports(...)
    finish(page)                                            # menu and filters, in the sidebar
"""

from licensing.widgets.bound import day_box, label_of, page_number, pick_many, pick_one, switch, text_box
from licensing.widgets.charts import chart, rests_on
from licensing.widgets.data import ask, today
from licensing.widgets.exports import database_download, exports
from licensing.widgets.filter_bar import firm_names_by_slug, regime_filter
from licensing.widgets.frame import Page, finish, frame, go_to_firm, page_links, place
from licensing.widgets.health import health_summary
from licensing.widgets.paging import listed, page_of
from licensing.widgets.profile import firm_page, profile_asked
from licensing.widgets.quotes import (
    article_html,
    changes_html,
    chapters,
    figures_html,
    link_html,
    link_list,
    quotes_html,
    show,
)
from licensing.widgets.reading import article_asked, article_view, go_to_article
from licensing.widgets.tables import empty, empty_note, instant, table

__all__ = [
    "Page", "article_asked", "article_html", "article_view", "ask", "changes_html", "chapters", "chart",
    "database_download", "day_box", "empty", "empty_note", "exports", "figures_html", "finish",
    "firm_names_by_slug", "firm_page", "frame", "go_to_article", "go_to_firm", "health_summary", "instant",
    "label_of", "link_html", "link_list", "listed", "page_links", "page_number", "page_of", "pick_many", "pick_one",
    "place", "profile_asked", "quotes_html", "regime_filter", "rests_on", "show", "switch", "table", "text_box",
    "today",
]
