"""``python -m ingest export``: a whole table as the dashboard exports it, for scripts."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import pandas as pd

from licensing.db import open_reader
from licensing.export import FORMATS
from licensing.queries.tables import TABLES, table_chunks


def export_table(db: Path, table: str, form: str, output: Path | None) -> int:
    """Write ``table`` to ``output`` or standard output. A table that does not exist is wrong usage."""
    if table not in TABLES:
        raise click.BadParameter(f"{table!r} is none of {', '.join(TABLES)}", param_hint="TABLE")
    write, _media_type = FORMATS[form]
    with closing(open_reader(db)) as connection:
        content = write(_all(connection, table))
    if output is None:
        sys.stdout.buffer.write(content)
        return 0
    try:
        output.write_bytes(content)
    except OSError as error:
        raise click.FileError(str(output), error.strerror or str(error)) from error
    return 0


def _all(connection: sqlite3.Connection, table: str) -> Iterator[pd.DataFrame]:
    return table_chunks(connection, table)
