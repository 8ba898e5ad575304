"""The frame around every page: title and filters in words above it, menu and boxes for the filters beside it.

At a reader's first page the sidebar comes last: it has more parts than a page, and a browser that draws them first
shows the page later. After that the menu comes first: its links carry the filters, and must not lag behind them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import streamlit as st

from licensing import i18n
from licensing.filters import Filters
from licensing.i18n import t
from licensing.model import DatabaseError
from licensing.settings import database_path
from licensing.widgets import address
from licensing.widgets.data import give_up, look
from licensing.widgets.filter_bar import filter_boxes, filters_asked, filters_in_words

HOME = "dashboard.py"
LICENSEES, ARTICLES = "pages/2_Licensees.py", "pages/5_Articles.py"
PAGES = {
    "home": (HOME, "Overview", "The state of licensing at a glance"),
    "timeline": ("pages/1_Timeline.py", "Timeline", "Each firm's way through the regime, step by step"),
    "licensees": (LICENSEES, "Licensees", "The register as of any day, and a page for every firm"),
    "counts": ("pages/3_Firm_counts.py", "Firm counts", "How many firms applied, were licensed, gave up"),
    "costs": ("pages/4_Compliance_costs.py", "Compliance costs", "What a licence costs, and who said so"),
    "articles": (ARTICLES, "Articles", "Every article, searchable, with the facts marked in its text"),
    "sources": ("pages/6_Sources.py", "Sources", "The health of every feed and register"),
    "method": ("pages/7_Method.py", "Method", "What is counted, how, and how well"),
}
"""Page -> its script, its title, what it is for."""
_VIEWED = "viewed"  # in the session's state once a page has been drawn whole
_HEAD_START_S = 0.4  # for the table, at a reader's first page
_ICON, _STYLE = (Path(__file__).parent / name for name in ("icon.png", "style.css"))


@dataclass(frozen=True, slots=True)
class Page:
    """What a page knows from its frame."""

    name: str
    filters: Filters
    filtered: bool = True

    def link(self, page: str, label: str | None = None, **own: str) -> None:
        """A link to another page that takes filters and language along."""
        path, title, _ = PAGES[page]
        st.page_link(path, label=label or t(title), query_params=address.carried(self.filters, **own))


def frame(name: str, filtered: bool = True) -> Page:
    """Title, language and filters of a page; ends the page with what to run where there are no data.

    ``filtered``: whether the page's contents follow the filters; if not, they are only carried along. The page ends
    with ``finish``.
    """
    i18n.use_language(address.value(address.LANGUAGE))
    _, title, about = PAGES[name]
    st.set_page_config(f"{t(title)} · {t('Hong Kong crypto licensing')}", str(_ICON), layout="wide")
    st.html(_STYLE)
    st.sidebar.html(f'<p class="hkl-brand">{t("Hong Kong crypto licensing")}</p>')  # keeps the sidebar's place
    try:
        look(database_path())
    except DatabaseError as error:
        with st.sidebar:
            _menu(Page(name, Filters()))
        st.title(t(title))
        give_up(database_path(), error)
    filters, dropped = filters_asked()
    st.title(t(title))
    st.caption(t(about))
    filters_in_words(filters, dropped, filtered)
    page = Page(name, filters, filtered)
    if _VIEWED in st.session_state:
        with st.sidebar:
            _menu(page)
    return page


def place(height: int) -> Callable[[], st.delta_generator.DeltaGenerator]:
    """A place to be filled later, by calling what is returned: a table is read while a browser learns to draw.

    At a reader's first page it shows that something is on its way, so high in pixels, and is filled a moment later:
    the browser shows the table it has before it takes in Plotly, which lets it show nothing for seconds.
    """
    if _VIEWED not in st.session_state:
        waiting = st.skeleton(height=height)

        def fill() -> st.delta_generator.DeltaGenerator:
            time.sleep(_HEAD_START_S)
            return waiting.container()

        return fill
    made = st.container()
    return lambda: made


def finish(page: Page) -> None:
    """The rest of the sidebar: the menu, if it is not there yet, and the boxes of the filters."""
    with st.sidebar:
        if _VIEWED not in st.session_state:
            _menu(page)
        filter_boxes(page.filters, page.filtered)
    st.session_state[_VIEWED] = True


def page_links(page: Page) -> None:
    """The way to every other page, with what it is for."""
    others = [name for name in PAGES if name != page.name]
    for column, name in zip([*st.columns(4), *st.columns(4)], others, strict=False):
        with column:
            page.link(name, f"**{t(PAGES[name][1])} →**")
            st.caption(t(PAGES[name][2]))


def go_to_firm(page: Page, slug: str) -> NoReturn:
    """Leave for the page of one firm."""
    st.switch_page(LICENSEES, query_params=address.carried(page.filters, profile=slug))


def _menu(page: Page) -> None:
    for name in PAGES:
        page.link(name)
    other = "zh" if i18n.language() == "en" else "en"
    st.button(i18n.LANGUAGES[other], key="language", type="tertiary", on_click=_speak, args=(other,))


def _speak(language: str) -> None:
    address.write(address.LANGUAGE, [language] if language != "en" else [])
