"""Ingest against its peers: first run and unchanged run, time and memory, against one local server.

Each measurement is a process of its own: it imports what it needs, then reads the feeds from the server into a new
database (``first``) or the one the first run left (``again``). Time is the reading's alone, from cold. Memory is from
another process, which first reads a feed of a single item into a database of its own, so that what a program loads at
its start (libraries, names, word lists) is left out, then notes its resident set: ``MB more`` is how far the largest
one during the reading lies above that, ``MB in all`` the largest itself. The floor is ``feedparser.parse`` with its
sanitising off, on bytes that lie in memory already: no fetching, no storing. CPU time stands beside, for busy
machines; the aims below each table are of time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.news import feeds

SHAPES = {"20x100": (20, 100), "1x5000": (1, 5_000)}
ROUNDS = 5
FLOOR = 1.6  # a first run may take so many times as long as feedparser alone, tagging included
FASTER = {"first": 3.0, "again": 2.0}  # than reader
MORE_MB = 40.0  # than reader


def main() -> None:
    """Print the table of both shapes."""
    for shape, (number, entries) in SHAPES.items():
        bodies = feeds(number, entries)
        with _serving(bodies) as port, tempfile.TemporaryDirectory() as folder:
            _compare(shape, port, Path(folder), number)


def _compare(shape: str, port: int, folder: Path, number: int) -> None:
    """Rounds go round all peers, so that a slow moment of the machine hits them alike."""
    before = _load()
    taken: dict[tuple[str, str], list[dict[str, float]]] = {}
    for nth in range(ROUNDS):
        for peer in PEERS:
            database = folder / f"{peer}-{nth}.db"
            for which in ("first", "again"):
                if peer != "feedparser" or which == "first":
                    result = _measure(peer, port, number, database)
                    if nth == 0:
                        result |= _measure(peer, port, number, folder / f"{peer}-warm.db", "--memory")
                    taken.setdefault((peer, which), []).append(result)
    middle = {key: {name: statistics.median(r[name] for r in results if name in r) for name in results[0]}
              for key, results in taken.items()}
    floor = middle["feedparser", "first"]["seconds"]
    print(f"\n{shape}: medians of {ROUNDS}; load average before {before}, afterwards {_load()}")
    print(f"{'':16}{'run':8}{'seconds':>9}{'x floor':>9}{'reader is':>12}{'CPU s':>8}{'reader is':>12}{'MB more':>9}"
          f"{'MB in all':>11}")
    for (peer, which), values in middle.items():
        times, cpu_times = (middle["reader", which][unit] / values[unit] for unit in ("seconds", "cpu_seconds"))
        print(f"{peer:16}{which:8}{values['seconds']:9.3f}{values['seconds'] / floor:9.2f}{times:10.2f} x"
              f"{values['cpu_seconds']:8.3f}{cpu_times:10.2f} x{values['grown_mb']:9.1f}{values['peak_mb']:11.1f}")
    for line in _aims(middle):
        print(line)


def _load() -> str:
    return "/".join(f"{value:.1f}" for value in os.getloadavg())


def _aims(middle: dict[tuple[str, str], dict[str, float]]) -> Iterator[str]:
    """Every aim beside what was measured; all are ratios and differences within this run."""
    for which, aim in FASTER.items():
        faster = middle["reader", which]["seconds"] / middle["ours", which]["seconds"]
        yield _aim(f"{which}: times as fast as reader", faster, aim, faster >= aim)
    over = middle["ours", "first"]["seconds"] / middle["feedparser", "first"]["seconds"]
    yield _aim("first: times the floor", over, FLOOR, over <= FLOOR)
    for which in FASTER:
        more = middle["ours", which]["grown_mb"] - middle["reader", which]["grown_mb"]
        yield _aim(f"{which}: MB more than reader", more, MORE_MB, more <= MORE_MB)


def _aim(name: str, measured: float, aim: float, reached: bool) -> str:
    return f"  {name:34}{measured:8.2f}   aim {aim:6.2f}   {'reached' if reached else 'MISSED'}"


def _measure(peer: str, port: int, number: int, database: Path, *options: str) -> dict[str, float]:
    arguments = [peer, str(port), str(number), str(database), *options]
    done = subprocess.run([sys.executable, "-W", "ignore", "-m", "bench.bench_ingest", *arguments],
                          capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{peer} failed:\n{done.stderr[-2000:]}")
    measured: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return measured


def _ours(addresses: list[str], database: Path) -> Callable[[], object]:
    import ingest.fetch
    import ingest.stories
    import ingest.taggers  # noqa: F401
    from ingest.desk import Options
    from ingest.pipeline import run
    from licensing.model import Source

    sources = tuple(Source(f"feed-{n}", f"Feed {n}", "Bench", address, None, "news")
                    for n, address in enumerate(addresses))

    def read() -> None:
        result = run(Options(database, sources, sources, full_text=False))
        assert all(outcome.status.was_read for outcome in result.outcomes), result.outcomes
    return read


def _reader(addresses: list[str], database: Path) -> Callable[[], object]:
    import reader

    def read() -> None:
        store = reader.make_reader(str(database))
        for address in addresses:
            store.add_feed(address, exist_ok=True)
        store.update_feeds()
        store.close()
    return read


def _feed_to_sqlite(addresses: list[str], database: Path) -> Callable[[], object]:
    from feed_to_sqlite.ingest import ingest_feed

    def read() -> None:
        for address in addresses:
            ingest_feed(str(database), url=address)
    return read


def _feedparser(addresses: list[str], _database: Path) -> Callable[[], object]:
    import feedparser
    import httpx

    bodies = [httpx.get(address).content for address in addresses]
    return lambda: [feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False) for body in bodies]


PEERS = {"feedparser": _feedparser, "ours": _ours, "reader": _reader, "feed-to-sqlite": _feed_to_sqlite}


def _worker(peer: str, port: int, number: int, database: Path) -> None:
    read = PEERS[peer]([f"http://127.0.0.1:{port}/{n}" for n in range(number)], database)
    started, used = time.perf_counter(), time.process_time()
    read()
    print(json.dumps({"seconds": time.perf_counter() - started, "cpu_seconds": time.process_time() - used}))


def _memory_worker(peer: str, port: int, number: int, database: Path) -> None:
    PEERS[peer]([f"http://127.0.0.1:{port}/single"], database.with_suffix(".single"))()
    before = _resident_mb("VmRSS")
    PEERS[peer]([f"http://127.0.0.1:{port}/{n}" for n in range(number)], database)()
    print(json.dumps({"grown_mb": _resident_mb("VmHWM") - before, "peak_mb": _resident_mb("VmHWM")}))


def _resident_mb(which: str) -> float:
    """The resident set now (VmRSS) or at its largest (VmHWM); elsewhere than on Linux always the largest."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = re.search(rf"{which}:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else float("nan")


class _serving:
    """Feeds on a local server that knows ETags; yields its port."""

    def __init__(self, bodies: list[bytes]) -> None:
        bodies = [*bodies, feeds(1, 1)[0]]
        tags = [f'"{hashlib.sha256(body).hexdigest()[:16]}"' for body in bodies]

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # one packet an answer: nobody is to be measured by the server's small writes
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                number = -1 if self.path == "/single" else int(self.path.strip("/"))
                same = self.headers.get("If-None-Match") == tags[number]
                self.send_response(304 if same else 200)
                self.send_header("ETag", tags[number])
                self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
                self.send_header("Content-Length", "0" if same else str(len(bodies[number])))
                self.end_headers()
                if not same:
                    self.wfile.write(bodies[number])

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True

    def __enter__(self) -> int:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self._server.server_address[1]

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("peer", choices=PEERS)
    parser.add_argument("port", type=int)
    parser.add_argument("number", type=int)
    parser.add_argument("database", type=Path)
    parser.add_argument("--memory", action="store_true")
    options = parser.parse_args()
    (_memory_worker if options.memory else _worker)(options.peer, options.port, options.number, options.database)
