"""``--every 30m``: one run after another, each in a process of its own, until told to stop.

A process of its own: a run that crashes takes nothing with it, memory is given back, and a program updated in the
meantime is used from the next run on.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_STOP_WITHIN_S = 8.0


class Stopped(BaseException):
    """SIGTERM or SIGINT came."""


def seconds(words: str) -> int | None:
    """Seconds in ``45s``, ``30m``, ``2h`` or ``1d``; None for anything else, and for nothing at all.

    >>> seconds("30m")
    1800
    """
    match = re.fullmatch(r"([0-9]{1,6})([smhd])", words.strip())
    return (int(match[1]) * _UNITS[match[2]] or None) if match else None


def stop_on_signals() -> None:
    """From now on SIGTERM, SIGINT and SIGHUP raise ``Stopped`` in the main thread."""
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(name) is not signal.SIG_IGN:  # as nohup has it
            signal.signal(name, _stop)


def run_every(interval_s: int, arguments: Sequence[str]) -> int:
    """Run ``python -m ingest`` with these arguments every so many seconds, from start to start. 0 when told to stop."""
    stop_on_signals()
    child: subprocess.Popen[bytes] | None = None
    try:
        while True:
            started = time.monotonic()
            child = subprocess.Popen([sys.executable, "-m", "ingest", *arguments])
            status = child.wait()
            if status:
                print(f"run ended with status {status}; the next one is due in {interval_s} s", flush=True)
            time.sleep(max(0.0, started + interval_s - time.monotonic()))
    except Stopped:
        _end(child)
        return 0


def _end(child: subprocess.Popen[bytes] | None) -> None:
    if child is None or child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(_STOP_WITHIN_S)
    except subprocess.TimeoutExpired:  # nothing is lost: the next run goes on from the last whole source
        child.kill()
        child.wait()


def _stop(_signal: int, _frame: object) -> None:
    raise Stopped
