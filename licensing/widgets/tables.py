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
from licensing.widgets.text import web_address

COLUMNS: dict[str, tuple[str, str]] = {
    "published_on": ("Published", "day"), "effective_on": ("In effect", "day"), "date": ("Date", "day"),
    "since": ("Since", "day"), "listed_on": ("Listed", "day"), "last_mention_on": ("Last mention", "day"),
    "newest_on": ("Newest item", "day"), "checked_on": ("Checked", "day"), "as_of": ("As of", "day"),
    "corrected_on": ("Corrected", "day"), "day": ("Date", "day"),
    "started_at": ("Begun (HKT)", "instant"), "ended_at": ("Ended (HKT)", "instant"),
    "read_at": ("Read (HKT)", "instant"), "last_asked_at": ("Last asked (HKT)", "instant"),
    "last_success_at": ("Last success (HKT)", "instant"),
    "firm": ("Firm", "text"), "platform_name": ("Platform", "text"), "legal_name": ("Legal name", "text"),
    "name_zh": ("Chinese name", "text"), "name": ("Name", "text"), "ce_number": ("CE number", "text"),
    "parent": ("Parent", "text"), "note": ("Note", "text"), "title": ("Title", "wide"), "what": ("What", "wide"),
    "quote": ("Quote", "wide"), "publisher": ("Publisher", "text"), "source_publisher": ("Source", "text"),
    "said_by": ("Said by", "text"), "detail": ("Detail", "wide"), "relevance_reason": ("Why", "text"),
    "correction": ("Corrected", "text"), "register": ("Register", "register"), "origin": ("Origin", "origin"),
    "reconciliation": ("Register and press", "reconciliation"),
    "looks_like": ("Looks like", "text"), "scope": ("Scope", "text"),
    "error": ("Last error", "wide"), "command": ("Command", "text"), "amount": ("Amount", "text"),
    "amount_hkd": ("In HKD", "text"), "number": ("Firms", "text"), "health": ("Health", "text"),
    "target": ("Target", "text"), "article": ("Article", "text"), "field": ("Field", "text"), "wrong": ("Was", "text"),
    "value": ("Is", "text"), "why": ("Why", "wide"), "who": ("By", "text"), "id": ("No.", "number"),
    "status": ("Status", "status"), "regime": ("Regime", "regime"), "event": ("Event", "event"),
    "role": ("Role", "role"), "category": ("Category", "category"), "kind": ("Kind", "kind"),
    "language": ("Language", "language"),
    "outcome": ("Outcome", "outcome"), "fact": ("Fact", "fact"),
    "set": ("Set", "text"), "meaning": ("Meaning", "wide"), "texts": ("Texts", "text"),
    "precision": ("Known", "precision"), "milestone": ("Kind", "milestone"),
    "url": ("Link", "link"), "source_url": ("Source link", "link"), "website": ("Website", "link"),
    "n_articles": ("Articles", "number"), "n_relevant": ("Relevant", "number"), "n_reports": ("Reports", "number"),
    "n_last_28_days": ("Last 28 days", "number"), "n_sources": ("Sources", "number"), "n_failed": ("Failed", "number"),
    "n_entries": ("Entries", "number"), "new": ("New", "number"), "updated": ("Updated", "number"),
    "applied": ("Rows changed", "number"), "http_status": ("HTTP", "number"), "weekly": ("A week", "decimal"),
    "n": ("Number", "number"), "n_exact": ("Exact dates", "number"), "median_days": ("Median days", "number"),
    "min_days": ("Fewest days", "number"), "max_days": ("Most days", "number"), "year": ("Begun in", "text"),
    "stage": ("Stage", "stage"),
    "precision_score": ("Precision", "share"), "recall_score": ("Recall", "share"),
}
"""Column -> its English title and its form; a form that labels.LABELS knows is a closed set."""
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
        case "text" | "wide" | "day" | "number" | "decimal" | "share":
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
        case "day":
            return st.column_config.TextColumn(t(title), width="small")
        case _:
            return st.column_config.TextColumn(t(title))
