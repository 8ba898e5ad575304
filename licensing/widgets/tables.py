"""Tables: one title and one form for a column wherever it appears."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from licensing.i18n import t
from licensing.labels import label
from licensing.settings import HONG_KONG
from licensing.widgets.columns import COLUMNS
from licensing.widgets.text import web_address

FEW, MAX_HEIGHT = 16, 600  # rows shown at their full height; pixels beyond which a table scrolls


def empty(frame: pd.DataFrame, advice: str | None = None) -> bool:
    """True where there are no rows; then says so, and what a reader can do."""
    if len(frame):
        return False
    st.info(advice or t("Nothing here for this choice. Clear the filters, or choose a longer period."))
    return True


def empty_note(words: str) -> None:
    """Why there is nothing here."""
    st.info(words)


def instant(utc: str | None) -> str:
    """A UTC instant in Hong Kong time, to the minute; "never" for None."""
    if not utc:
        return t("never")
    return datetime.fromisoformat(utc).astimezone(HONG_KONG).strftime("%Y-%m-%d %H:%M HKT")


def table(frame: pd.DataFrame, columns: Sequence[str], key: str, described: str, pick: bool = False) -> int | None:
    """The columns named, titled and formed; the place of the row a reader picked, None if none."""
    shown = pd.DataFrame({name: _formed(frame[name], COLUMNS[name][1]) for name in columns})
    config = {name: _config(*COLUMNS[name]) for name in columns}
    form: dict[str, Any] = {"hide_index": True, "column_config": config, "key": key, "alt": described,
                            "placeholder": "–", "height": "content" if len(shown) <= FEW else MAX_HEIGHT}
    if not pick:
        st.dataframe(shown, **form)
        return None
    state = st.dataframe(shown, **form, on_select="rerun", selection_mode="single-row")
    rows = state["selection"]["rows"]
    return int(rows[0]) if rows and rows[0] < len(frame) else None


def _formed(column: pd.Series[Any], form: str) -> pd.Series[Any]:
    match form:
        case "link":
            return column.map(web_address)
        case "instant":
            return pd.to_datetime(column, utc=True, format="ISO8601").dt.tz_convert("Asia/Hong_Kong")
        case "text" | "wide" | "medium" | "day" | "number" | "decimal" | "share":
            return column
        case _:
            return column.map(lambda value: label(form, value))


def _config(title: str, form: str) -> Any:
    match form:
        case "link":
            return st.column_config.LinkColumn(t(title), display_text=t("Open"), width="small")
        case "instant":
            return st.column_config.DatetimeColumn(t(title), format="YYYY-MM-DD HH:mm", timezone="Asia/Hong_Kong")
        case "number":
            return st.column_config.NumberColumn(t(title), format="localized", width="small")
        case "decimal":
            return st.column_config.NumberColumn(t(title), format="%.1f", width="small")
        case "share":
            return st.column_config.NumberColumn(t(title), format="%.3f", width="small")
        case "wide":
            return st.column_config.TextColumn(t(title), width="large")
        case "medium":
            return st.column_config.TextColumn(t(title), width=150)
        case "day":
            return st.column_config.TextColumn(t(title), width="small")
        case _:
            return st.column_config.TextColumn(t(title))
