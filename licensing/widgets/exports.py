"""Downloads of what is shown. A file is made when it is asked for, never before."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from licensing.export import FORMATS, database_copy, file_name
from licensing.filters import Filters, describe
from licensing.i18n import t
from licensing.settings import database_path
from licensing.widgets.data import ask_now, today

Question = Callable[..., pd.DataFrame | Iterable[pd.DataFrame]]


def exports(what: str, filters: Filters, question: Question, *args: Any) -> None:
    """Buttons for CSV, JSON and Parquet of every row of a question: the view's filters, all its pages."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(t("Export all rows of this view:"), width="content")
        for ending, (_, media) in FORMATS.items():
            st.download_button(
                {"csv": "CSV", "json": "JSON", "parquet": "Parquet"}[ending],
                partial(_made, database_path(), ending, question, args), key=f"export_{what}_{ending}",
                file_name=file_name(what, describe(filters), today(), ending), mime=media, on_click="ignore")


def database_download() -> None:
    """A button for the whole database as one SQLite file."""
    st.download_button(t("The whole database (SQLite)"), partial(ask_now, database_path(), database_copy),
                       key="export_database", file_name=file_name("database", "all", today(), "db"),
                       mime="application/vnd.sqlite3", on_click="ignore")


def _made(path: Path, ending: str, question: Question, args: tuple[Any, ...]) -> bytes:
    write = FORMATS[ending][0]

    def written(connection: sqlite3.Connection) -> bytes:
        answer = question(connection, *args)
        return write([answer] if isinstance(answer, pd.DataFrame) else answer)

    return ask_now(path, written)
