"""Questions put to the database: read-only, one connection each, answers kept while the data stays the same.

What is kept is shared by all readers and never changed by one: frames are only read, or copied by what they do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from contextvars import ContextVar
from datetime import date, datetime
from pathlib import Path
from typing import Any, Concatenate, NoReturn, ParamSpec, TypeVar

import streamlit as st

from licensing.db import data_version, open_reader
from licensing.i18n import t
from licensing.model import DatabaseError
from licensing.settings import HONG_KONG, database_path

P = ParamSpec("P")
T = TypeVar("T")

KEPT_S = 600
KEPT_ANSWERS = 150  # each at most a page of rows, the marks of one chart, or the chart

_version: ContextVar[tuple[Path, int] | None] = ContextVar("version", default=None)


def look(path: Path) -> None:
    """Ask the database for its version, once for all questions of this page view. Raises DatabaseError."""
    _version.set(None)
    _version.set((path, version_of(path)))


def ask(question: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The answer to one of licensing.queries, kept under (database, its version, question, arguments).

    A database that can't be read ends the page with what to run.
    """
    path = database_path()

    def answered() -> T:
        with closing(open_reader(path)) as connection:
            return question(connection, *args, **kwargs)

    try:
        return keep(f"{question.__module__}.{question.__qualname__}{args!r}{kwargs!r}", answered)
    except (DatabaseError, sqlite3.Error) as error:
        give_up(path, error)


def keep(key: str, make: Callable[[], T]) -> T:
    """What is made of the data under this key: made once for a version of them. Raises DatabaseError."""
    path, seen = database_path(), _version.get()
    version = seen[1] if seen and seen[0] == path else version_of(path)
    return _kept(str(path), version, key, make)  # type: ignore[no-any-return]


def ask_now(path: Path, question: Callable[..., T], *args: Any) -> T:
    """The answer, not kept: for downloads, which are large. Raises DatabaseError or sqlite3.Error."""
    with closing(open_reader(path)) as connection:
        return question(connection, *args)


def version_of(path: Path) -> int:
    """The database's counter of changes. Raises DatabaseError for one that can't be used."""
    with closing(open_reader(path)) as connection:
        return data_version(connection)


def today() -> date:
    """The day in Hong Kong."""
    return datetime.now(HONG_KONG).date()


def give_up(path: Path, error: Exception) -> NoReturn:
    """Say what is wrong with the database and what to run, and end the page."""
    st.error(t("The data can't be shown."))
    known = str(error) if isinstance(error, DatabaseError) else t(
        "The file at {path} cannot be read as a database. Move it away and run: python -m ingest", path=path)
    st.text(known)
    st.code("python -m ingest", language="shell")
    st.stop()


@st.cache_resource(ttl=KEPT_S, max_entries=KEPT_ANSWERS, show_spinner=False)
def _kept(path: str, version: int, key: str, _make: Callable[[], Any]) -> Any:
    return _make()
