"""Certificates are checked: a server that cannot prove its name is refused, and the message says why."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ingest import fetch_network
from ingest.fetch import Fetched, Fetcher
from ingest.fetch_network import GuardedTransport
from ingest.fetch_request import Limits
from ingest.hosts import trusted_hosts
from licensing.model import HostUnreachable, Source
from tests.servers import FEED

NAME = "feeds.example.org"
OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="certificates are made with openssl")


@dataclass(frozen=True)
class SecureServer:
    """A server for ``NAME`` on loopback, and the file of the authority that its certificate is its own."""

    port: int
    certificate: Path
    asked: list[str]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureServer]:
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run([str(OPENSSL), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout", key, "-out", certificate, "-days", "2", "-subj", f"/CN={NAME}",
                    "-addext", f"subjectAltName=DNS:{NAME}"], check=True, capture_output=True)
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(FEED)))
            self.end_headers()
            self.wfile.write(FEED)

        def log_message(self, *args: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *args: object) -> None:
            """A client that hangs up at the handshake is what is wanted."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    http = Quiet(("127.0.0.1", 0), Handler)
    http.socket = context.wrap_socket(http.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield SecureServer(http.server_port, certificate, asked)
    http.shutdown()
    http.server_close()
    thread.join()


@pytest.fixture
def _fresh_trust() -> Iterator[None]:
    fetch_network._certificates.cache_clear()
    yield
    fetch_network._certificates.cache_clear()


def read(host: str, port: int) -> Fetched:
    """What the feed at that name answers, every name being looked up as this machine's."""
    source = Source("own", "Own", "Paper", f"https://{host}:{port}/rss", None, "crypto")
    transport = GuardedTransport(lambda host, port: ["127.0.0.1"])
    fetcher = Fetcher(trusted_hosts([source]), limits=Limits(connect=5, read=5, total=10, tries=1), transport=transport)
    try:
        answer = fetcher.feed(source)
    finally:
        fetcher.close()
    assert isinstance(answer, Fetched)
    return answer


@pytest.mark.usefixtures("_fresh_trust")
def test_a_certificate_that_nobody_vouches_for_is_refused_in_words(server: SecureServer) -> None:
    before = len(server.asked)
    with pytest.raises(HostUnreachable, match=f"{NAME}.*certificate verify failed.*self.signed"):
        read(NAME, server.port)
    assert len(server.asked) == before  # not a word was said


@pytest.mark.usefixtures("_fresh_trust")
def test_a_certificate_of_a_trusted_authority_is_accepted(
    server: SecureServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    answer = read(NAME, server.port)
    assert answer.body == FEED
    assert answer.final_url.startswith(f"https://{NAME}:")


@pytest.mark.usefixtures("_fresh_trust")
def test_a_trusted_certificate_for_another_name_is_refused_in_words(
    server: SecureServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    before = len(server.asked)
    with pytest.raises(HostUnreachable, match=r"other\.example\.org.*is not valid for 'other\.example\.org'"):
        read("other.example.org", server.port)
    assert len(server.asked) == before


@pytest.mark.usefixtures("_fresh_trust")
def test_a_server_that_speaks_no_tls_is_an_error_in_words() -> None:
    http = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    http.daemon_threads = True
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        with pytest.raises(HostUnreachable, match=NAME):
            read(NAME, http.server_port)
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
