"""What the reference data and the tagger are made from: while none of it has changed, neither is made anew.

Loading, checking and storing the reference data and compiling the names take a tenth of a second, longer than reading
twenty unchanged feeds. So the database remembers the state of the files (path, size, time of change, as Python does for
its own compiled files), and a run that finds the same state does none of it.
"""

from __future__ import annotations

import gc
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from ingest.taggers import Tagger, build_tagger
from licensing.db import set_state, state_value
from licensing.model import Tags
from licensing.reference import Reference, load_reference
from licensing.settings import ROOT

_CODE = ("ingest/taggers", "ingest/registers", "licensing")
_FILES = ("ingest/store_reference.py", "ingest/store_registers.py")
_ENDINGS = (".py", ".toml", ".csv", ".txt")


class Inputs:
    """The reference data of a folder and the tagger made from it, each made when it is first wanted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = _state_of(folder)
        self._known_version: str | None = None

    @cached_property
    def reference(self) -> Reference:
        """Raises ReferenceDataError."""
        return load_reference(self.folder)

    @cached_property
    def _tagger(self) -> Tagger:
        tagger = build_tagger(self.reference)
        gc.freeze()  # what is compiled stays: the collector need not look at it again and again
        return tagger

    @property
    def version(self) -> str:
        """The tagger's version, without making it where it is known."""
        return self._known_version or self._tagger.version

    def tag(self, title: str, text: str, published: str | None, language: str | None) -> Tags:
        """The facts of one article."""
        return self._tagger.tag(title, text, published, language)

    def are_known(self, connection: sqlite3.Connection) -> bool:
        """Whether the database was filled from this very state; then it also knows the tagger's version."""
        if state_value(connection, "inputs") != self.state:
            return False
        self._known_version = state_value(connection, "tagger_version")
        return self._known_version is not None

    def remember(self, connection: sqlite3.Connection) -> None:
        """Note that the database is now filled from this state; the caller holds the transaction."""
        set_state(connection, "inputs", self.state)
        set_state(connection, "tagger_version", self.version)


def _state_of(folder: Path) -> str:
    lines = [line for place in (folder, *(ROOT / name for name in _CODE)) for line in _states(str(place))]
    lines += [_state(str(ROOT / name), os.stat(ROOT / name)) for name in _FILES]
    return hashlib.sha256("".join(sorted(lines)).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _states(folder: str) -> Iterator[str]:
    """The state of each file that counts, in whatever order; pathlib would take five times as long."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _states(entry.path)
            elif entry.name.endswith(_ENDINGS):
                yield _state(entry.path, entry.stat())


def _state(path: str, found: os.stat_result) -> str:
    return f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n"
