"""Runs of the ingest in processes that can be killed: imports once, then forks a child for every line on standard input.

Line in: JSON with ``database``, ``sources`` (id, url) and ``die_at`` (null, or the number of the SQL statement before which
the child kills itself). Lines out: the child's process id, then how it ended and how many statements it began.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Any

import ingest.fulltext
import ingest.stories  # noqa: F401
from ingest import inputs
from ingest import reading as rules
from ingest.desk import Options
from ingest.pipeline import run
from ingest.taggers import build_tagger
from licensing.model import Source
from licensing.reference import load_reference


def main() -> None:
    """Until standard input ends. The tagger is built once, for speed."""
    tagger = build_tagger(load_reference())
    inputs.build_tagger = lambda reference: tagger
    inputs._state_of = lambda folder: "the same in every run"
    rules._rules()
    for line in sys.stdin:
        order = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _run(order, writing)
        os.close(writing)
        print(child, flush=True)
        with os.fdopen(reading, "rb") as pipe:
            statements = len(pipe.read())
        _, status = os.waitpid(child, 0)
        print(json.dumps({"killed": os.WIFSIGNALED(status), "status": status, "statements": statements}), flush=True)


def _run(order: dict[str, Any], pipe: int) -> None:
    status = 1
    try:
        _watch(order["die_at"], pipe)
        sources = tuple(Source(name, name, "Example", url, None, "news") for name, url in order["sources"])
        run(Options(Path(order["database"]), sources, sources, corrections=Path(order["database"] + ".none")))
        status = 0
    finally:
        os._exit(status)


def _watch(die_at: int | None, pipe: int) -> None:
    """Have every statement of every connection counted, and the process killed before one of them."""
    connect, begun = sqlite3.connect, [0]

    def counted(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **kwargs)

        def statement(_: str) -> None:
            begun[0] += 1
            os.write(pipe, b".")
            if begun[0] == die_at:
                os.kill(os.getpid(), signal.SIGKILL)

        if die_at is not None:
            connection.set_trace_callback(statement)
        return connection

    sqlite3.connect = counted  # type: ignore[assignment]


if __name__ == "__main__":
    main()
