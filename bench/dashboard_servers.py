"""The servers of the dashboard's bench: ours, the plain page, Datasette; their memory, and the errors they logged."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STARTED_WITHIN_S = 60
_TROUBLE = re.compile(r"Traceback|\bERROR\b|Exception\b|\bError:")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server. Memory is read from /proc: NaN where there is none."""

    address: str
    pid: int
    log: Path

    def memory_mb(self) -> tuple[float, float]:
        """Resident set, and what of it is the process's own (USS)."""
        try:
            text = Path(f"/proc/{self.pid}/smaps_rollup").read_text(encoding="ascii")
        except OSError:
            return float("nan"), float("nan")
        sizes = {name: int(kb) / 1024 for name, kb in re.findall(r"^(\w+):\s+(\d+) kB", text, re.M)}
        return sizes["Rss"], sizes["Private_Clean"] + sizes["Private_Dirty"]

    def trouble(self) -> list[str]:
        """Lines of the log that tell of an error."""
        return [line for line in self.log.read_text("utf-8", "replace").splitlines() if _TROUBLE.search(line)]


@contextmanager
def streamlit(script: str, database: Path) -> Iterator[Server]:
    """A Streamlit script as ``streamlit run`` serves it."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    with _process(command, port, {**os.environ, "LICENSING_DB": str(database)},
                  database.with_name(f"{Path(script).stem}.log")) as server:
        yield server


@contextmanager
def datasette(database: Path) -> Iterator[Server | None]:
    """Datasette over the same file, its limits on time and on the size of a CSV lifted; None if it is not installed."""
    program = shutil.which("datasette", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if program is None:
        print("Datasette is not installed (requirements-bench.txt): left out")
        yield None
        return
    port = _free_port()
    command = [program, str(database), "--port", str(port),
               "--setting", "max_csv_mb", "0", "--setting", "sql_time_limit_ms", "60000"]
    with _process(command, port, dict(os.environ), database.with_name("datasette.log")) as server:
        yield server


@contextmanager
def _process(command: list[str], port: int, environment: dict[str, str], log: Path) -> Iterator[Server]:
    with log.open("wb") as written:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=written, stderr=written)
    try:
        until = time.monotonic() + STARTED_WITHIN_S
        while not _answers(port):
            if time.monotonic() > until or process.poll() is not None:
                raise RuntimeError(f"{command} did not start: {log.read_text('utf-8', 'replace')[-500:]}")
            time.sleep(0.1)
        yield Server(f"http://127.0.0.1:{port}", process.pid, log)
    finally:
        process.terminate()
        process.wait(20)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
