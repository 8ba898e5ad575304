"""``make run`` after set-up: ingest what needs no network, serve the dashboard, poll the feeds. Ctrl-C ends all of it.

    python -m tools.serve [--port 8501] [--every 30m] [--no-poll]
"""

from __future__ import annotations

import argparse
import errno
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = "127.0.0.1"
STOP_AFTER_S = 10.0


class Stopped(Exception):
    """SIGTERM or SIGHUP came: end as after Ctrl-C."""


def main() -> int:
    """0 after a clean stop, 2 for a port that can't be used, else the status of what failed."""
    options = _options()
    problem = port_problem(options.port)
    if problem:
        print(problem, file=sys.stderr)
        return 2
    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, _stop)
    children: list[subprocess.Popen[bytes]] = []
    try:
        status = _run_to_end(children, "ingest", "--offline")
        if status:
            return status
        children.append(_start("streamlit", "run", "dashboard.py", "--server.port", str(options.port)))
        if not _wait_until_serving(options.port, children[-1]):
            return children[-1].returncode or 1
        print(f"The dashboard is at http://{ADDRESS}:{options.port} (Ctrl-C stops it)", flush=True)
        if options.poll:
            children.append(_start("ingest", "--every", options.every))
        return children[0 if not options.poll else -2].wait()
    except (KeyboardInterrupt, Stopped):
        return 0
    finally:
        _end(children)


def port_problem(port: int) -> str | None:
    """Why the port can't be used, in one line; None if it can."""
    if not 0 < port < 65536:
        return f"PORT={port} is not a port; choose one between 1 and 65535."
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"Port {port} is in use; choose another: make run PORT={port + 1 if port < 65535 else port - 1}"
            return f"Port {port} can't be used: {error.strerror}."
    return None


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--every", default="30m", help="how often the feeds are polled")
    parser.add_argument("--no-poll", dest="poll", action="store_false", help="serve only")
    return parser.parse_args()


def _start(*module: str) -> subprocess.Popen[bytes]:
    """A child in a session of its own, so that a Ctrl-C on the terminal reaches it once, from here."""
    return subprocess.Popen([sys.executable, "-m", *module], cwd=ROOT, start_new_session=True)


def _run_to_end(children: list[subprocess.Popen[bytes]], *module: str) -> int:
    child = _start(*module)
    children.append(child)
    status = child.wait()
    children.remove(child)
    return status


def _wait_until_serving(port: int, server: subprocess.Popen[bytes]) -> bool:
    while server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((ADDRESS, port)) == 0:
                return True
        time.sleep(0.1)
    return False


def _stop(_signal: int, _frame: object) -> None:
    raise Stopped


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask all to stop, wait, then insist."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    until = time.monotonic() + STOP_AFTER_S
    for child in children:
        try:
            child.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


if __name__ == "__main__":
    sys.exit(main())
