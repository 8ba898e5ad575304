"""The ingest: from feeds and registers into the database. ``python -m ingest --help`` says what it does."""

import sys


def _import_sqlite_utils_alone() -> None:
    """sqlite-utils loads pandas where there is one: half a second and 70 MB that only the dashboard has a use for."""
    absent = [name for name in ("pandas", "numpy") if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]  # an import of it now fails, as if it were not installed
    try:
        import sqlite_utils  # noqa: F401
    finally:
        for name in absent:
            del sys.modules[name]


_import_sqlite_utils_alone()
