"""Setting up and serving: every refusal is one clear line, Ctrl-C ends everything that was started."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools import serve

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("port", [0, -1, 65536, 99999])
def test_a_number_that_is_no_port_is_refused_in_words(port: int) -> None:
    assert "is not a port" in str(serve.port_problem(port))


def test_a_busy_port_is_one_line_that_names_another() -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        command = [sys.executable, "-m", "tools.serve", "--port", str(port)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert f"Port {port} is in use" in done.stderr


def test_a_free_port_is_no_problem() -> None:
    assert serve.port_problem(free_port()) is None


def test_a_python_without_venv_is_one_line_that_says_what_to_install(tmp_path: Path) -> None:
    python = tmp_path / "python-without-venv"
    python.write_text('#!/bin/sh\ncase "$*" in *ensurepip*) exit 1;; esac\nexit 0\n')
    python.chmod(0o755)
    done = subprocess.run(
        [ROOT / "tools" / "setup.sh", "requirements.txt"],
        env={**os.environ, "PYTHON": str(python)}, capture_output=True, text=True, check=False,
    )
    assert done.returncode == 2
    assert done.stderr.strip().splitlines() == [
        "The Python module venv is missing; on Debian or Ubuntu: sudo apt-get install python3-venv"
    ]


def test_an_interrupt_ends_the_server_and_the_polling(tmp_path: Path) -> None:
    port = free_port()
    environment = {
        **os.environ,
        "LICENSING_DB": str(tmp_path / "licensing.db"),
        "LICENSING_SOURCES": str(_no_live_feeds(tmp_path)),
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "tools.serve", "--port", str(port)],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )
    with server:
        try:
            assert server.stdout is not None
            lines = iter(server.stdout.readline, "")
            assert any(f"http://127.0.0.1:{port}" in line for line in lines)
            server.send_signal(signal.SIGINT)
            assert server.wait(30) == 0
        finally:
            server.kill()
    until = time.monotonic() + 10
    while _listens(port) and time.monotonic() < until:
        time.sleep(0.1)
    assert not _listens(port)


def _no_live_feeds(folder: Path) -> Path:
    """One feed on this disk, with one item: enough to serve, nothing to reach."""
    (folder / "one.xml").write_text(
        '<rss version="2.0"><channel><title>One</title><item><title>Hong Kong licenses a crypto exchange</title>'
        "<link>https://example.org/1</link><pubDate>03 Aug 2023</pubDate></item></channel></rss>"
    )
    path = folder / "sources.toml"
    path.write_text(
        '[[source]]\nid = "one"\nname = "One"\npublisher = "One"\nurl = "file:one.xml"\n'
        'language = "en"\nscope = "digest"\nenabled = true\n'
    )
    return path


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
