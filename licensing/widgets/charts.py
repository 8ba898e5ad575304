"""Charts, and the line under each that says what it rests on. Plotly is loaded by the pages that draw, by no other."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from licensing.filters import Filters
from licensing.i18n import day, number, t
from licensing.queries.basis import SILENT_AFTER_DAYS, basis, silent_feeds
from licensing.widgets.data import ask, today
from licensing.widgets.text import literal

_CONFIG = {"displaylogo": False, "displayModeBar": True, "responsive": True,
           "modeBarButtonsToRemove": ["lasso2d", "select2d", "autoScale2d"]}


def chart(figure: Any, key: str, described: str, pick: bool = False) -> str | None:
    """Draw a Plotly figure; ``described`` is what one who can't see it is told (the table below has every figure).

    With ``pick``: the first item of the customdata of the mark a reader clicks, else None.
    """
    if not any(trace.x is not None and len(trace.x) for trace in figure.data):
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


def rests_on(filters: Filters, fact: str, shown: int, limit: int) -> None:
    """Articles, publishers, the newest one; that marks were left out; feeds that fell silent."""
    found = ask(basis, filters, fact)
    words = [t("Rests on {n} articles by {m} publishers, the newest of {day}.", n=number(found["n_articles"]),
               m=number(found["n_publishers"]), day=day(found["newest_on"]) or "–")]
    if shown >= limit:
        words.append(t("Only the newest {n} are drawn; narrow the filters for older ones.", n=number(limit)))
    st.caption(literal(" ".join(words)))
    silent = ask(silent_feeds, today().isoformat())
    if len(silent):
        _silent(silent)


def _silent(silent: pd.DataFrame) -> None:
    """Silence is not zero: where feeds have gone quiet a chart may miss what happened since."""
    with st.expander(t("{n} live feeds have brought nothing for {days} days; what they would report is missing here",
                       n=number(len(silent)), days=SILENT_AFTER_DAYS)):
        for name, newest in zip(silent["name"], silent["newest_on"], strict=True):
            since = t("silent since {day}", day=day(newest)) if isinstance(newest, str) else t("never read")
            st.text(f"{name} – {since}")
