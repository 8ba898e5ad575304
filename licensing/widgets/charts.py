"""Charts, and the line under each that says what it rests on. Plotly is loaded by the pages that draw, by no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from licensing.filters import Filters
from licensing.i18n import day, language, number, t
from licensing.queries.basis import SILENT_AFTER_DAYS, basis, silent_feeds
from licensing.queries.stories import MAX_MARKS
from licensing.widgets.data import ask, keep, today
from licensing.widgets.text import literal

if TYPE_CHECKING:
    import plotly.graph_objects as go

_CONFIG = {"displaylogo": False, "displayModeBar": True, "responsive": True,
           "modeBarButtonsToRemove": ["lasso2d", "select2d", "autoScale2d"]}


def chart(draw: Callable[[], go.Figure], asked: tuple[object, ...], key: str, described: str,
          pick: bool = False) -> str | None:
    """Show a Plotly figure; ``described`` is what one who can't see it is told (the table below has every figure).

    ``draw`` is called where none is kept for this version of the data, the language and what is ``asked``.
    With ``pick``: the first item of the customdata of the mark a reader clicks, else None.
    """
    figure = keep(f"{key}{language()}{pick}{asked!r}", lambda: _drawn(draw(), pick))
    if figure is None:
        st.info(t("Nothing to draw for this choice."))
        return None
    if not pick:
        st.plotly_chart(figure, key=key, config=_CONFIG, alt=described)
        return None
    state = st.plotly_chart(figure, key=key, config=_CONFIG, alt=described, on_select="rerun",
                            selection_mode="points")
    points = state["selection"]["points"]
    data = points[0].get("customdata") if points else None
    first = data[0] if isinstance(data, list | tuple) and data else data
    return first if isinstance(first, str) else None


def _drawn(figure: go.Figure, pick: bool) -> go.Figure | None:
    """The figure as it is shown, None where there is no mark in it.

    One to pick from is drawn with what the browser would set itself, which there means drawing it once more.
    """
    if not any(trace.x is not None and len(trace.x) for trace in figure.data):
        return None
    return figure.update_layout(clickmode="event+select", dragmode="pan") if pick else figure


def rests_on(filters: Filters, fact: str, n: int) -> None:
    """Articles, publishers, the newest one; that marks were left out of ``n``; feeds that fell silent."""
    found = ask(basis, filters, fact)
    words = [t("Rests on {n} articles by {m} publishers, the newest of {day}.", n=number(found["n_articles"]),
               m=number(found["n_publishers"]), day=day(found["newest_on"]) or "–")]
    if n > MAX_MARKS:
        words.append(t("Only the newest {n} of {all} are drawn; narrow the filters for older ones. The table below and "
                       "its export have them all.", n=number(MAX_MARKS), all=number(n)))
    st.caption(literal(" ".join(words)))
    silent = ask(silent_feeds, today().isoformat())
    if len(silent):
        _silent(silent)


def _silent(silent: pd.DataFrame) -> None:
    """Silence is not zero: where feeds have gone quiet a chart may miss what happened since."""
    with st.expander(t("{n} live feeds have brought nothing for {days} days; what they would report is missing here",
                       n=number(len(silent)), days=SILENT_AFTER_DAYS)):
        since = [t("silent since {day}", day=day(newest)) if isinstance(newest, str) else t("never read")
                 for newest in silent["newest_on"]]
        st.text("\n".join(f"{name} – {words}" for name, words in zip(silent["name"], since, strict=True)))
