"""Links in feeds are hostile: whatever they say, nothing private is ever asked. A canary server must get no request."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

import httpcore
import pytest

from ingest.fetch import Fetched, Fetcher
from ingest.fetch_network import GuardedTransport
from ingest.fetch_request import Limits
from ingest.hosts import is_public, is_sane_port
from licensing.model import FetchError, Forbidden, Source
from tests.servers import Server, running

LIMITS = Limits(connect=1, read=1, total=3)


@pytest.fixture
def canary() -> Iterator[Server]:
    with running() as server:
        yield server
        assert server.requests == [], "the canary was asked"


@pytest.fixture
def own() -> Iterator[Server]:
    """A server that the operator's list names."""
    with running() as server:
        yield server


def feed_of(server: Server, path: str = "/feed") -> Source:
    return Source("own", "Own", "Own paper", server.url + path, None, "crypto")


@pytest.mark.parametrize("address", [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.0.8", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fc00::7", "fd12::1", "fe80::1",
    "fe80::1%eth0", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
    "2002:7f00:1::", "2001:db8::1",
])
def test_private_addresses_are_told_however_they_are_wrapped(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "203.0.114.1", "172.32.0.1", "2606:4700::1111"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


def test_ports_of_other_services_are_refused() -> None:
    assert [port for port in (22, 25, 80, 443, 3306, 6379, 8080, 8443, 11211) if is_sane_port(port)] == [
        80, 443, 8080, 8443]


@pytest.mark.parametrize("spelling", [
    "http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://127.1:{port}/", "http://2130706433:{port}/",
    "http://0x7f000001:{port}/", "http://0177.0.0.1:{port}/", "http://[::ffff:127.0.0.1]:{port}/",
    "http://127.0.0.1.:{port}/", "http://LOCALHOST:{port}/", "http://user@127.0.0.1:{port}/",
    "http://news.example.org@127.0.0.1:{port}/", "http://127.0.0.1:{port}\\@news.example.org/",
    "http://0.0.0.0:{port}/", "//127.0.0.1:{port}/", "http:127.0.0.1:{port}",
])
def test_no_spelling_of_loopback_gets_through(canary: Server, spelling: str) -> None:
    fetcher = Fetcher(limits=LIMITS)
    with pytest.raises(FetchError):
        fetcher.page(spelling.format(port=canary.host.rpartition(":")[2]))


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://news.example.org/", "gopher://127.0.0.1/", "data:,x",
                                 "javascript:alert(1)", "", "http://", "http://a:0/", "http://a:99999/", "http://[::1"])
def test_only_http_and_https_are_read(url: str) -> None:
    with pytest.raises(Forbidden):
        Fetcher(limits=LIMITS).page(url)


def test_a_name_that_resolves_to_a_private_address_is_refused(canary: Server) -> None:
    port = canary.host.rpartition(":")[2]
    for answer in (["127.0.0.1"], ["1.1.1.1", "127.0.0.1"], ["::1"], ["169.254.169.254"], ["fd00::1"]):
        fetcher = Fetcher(limits=LIMITS, transport=GuardedTransport(lambda host, port, found=answer: list(found)))
        with pytest.raises(Forbidden, match="private address"):
            fetcher.page(f"http://news.example.org:{port}/")


def test_rebinding_gains_nothing(canary: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first look-up says a public address, every later one loopback: one look-up, and its answer is connected to."""
    answers = iter([["192.88.99.1"]])
    connected: list[object] = []
    monkeypatch.setattr(socket, "create_connection", lambda address, *_, **__: connected.append(address) or _refuse())
    fetcher = Fetcher(limits=LIMITS, transport=GuardedTransport(lambda host, port: next(answers, ["127.0.0.1"])))
    with pytest.raises(FetchError):
        fetcher.page("http://rebound.example.org/")
    assert connected == [("192.88.99.1", 80)]


def test_tls_names_the_host_while_the_connection_goes_to_the_checked_address(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    class Stream(httpcore.NetworkStream):
        def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None,
                      timeout: float | None = None) -> httpcore.NetworkStream:
            seen.append((server_hostname, ssl_context.verify_mode, ssl_context.check_hostname))
            raise httpcore.ConnectError("far enough")

        def close(self) -> None:
            pass

    def connect(_: object, host: str, port: int, *__: object) -> Stream:
        seen.append((host, port))
        return Stream()

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    fetcher = Fetcher(limits=LIMITS, transport=GuardedTransport(lambda host, port: ["1.1.1.1"]))
    with pytest.raises(FetchError):
        fetcher.page("https://news.example.org/")
    assert seen == [("1.1.1.1", 443), ("news.example.org", ssl.CERT_REQUIRED, True)]


def _refuse() -> None:
    raise ConnectionRefusedError("refused")


def test_a_redirect_from_a_trusted_host_to_another_private_host_is_refused(own: Server, canary: Server) -> None:
    own.locations["canary"] = canary.url + "/secret"
    fetcher = Fetcher(frozenset({own.host}), limits=LIMITS)
    with pytest.raises(Forbidden, match="private"):
        fetcher.feed(feed_of(own, "/to-private"))
    with pytest.raises(Forbidden, match="private"):
        fetcher.page(own.url + "/to-private")


def test_even_if_the_other_private_host_is_in_the_list_too(own: Server, canary: Server) -> None:
    own.locations["canary"] = canary.url + "/secret"
    fetcher = Fetcher(frozenset({own.host, canary.host}), limits=LIMITS)
    with pytest.raises(Forbidden, match="private"):
        fetcher.feed(feed_of(own, "/to-private"))
    with pytest.raises(Forbidden, match="private"):
        fetcher.page(canary.url + "/page", feed_of(own))


def test_a_redirect_to_a_file_is_refused(own: Server) -> None:
    with pytest.raises(Forbidden, match="only http and https"):
        Fetcher(frozenset({own.host}), limits=LIMITS).feed(feed_of(own, "/to-file"))


def test_hosts_written_by_the_operator_are_asked_as_written(own: Server) -> None:
    answer = Fetcher(frozenset({own.host}), limits=LIMITS).feed(feed_of(own))
    assert isinstance(answer, Fetched)
    assert Fetcher(frozenset({own.host}), limits=LIMITS).page(own.url + "/page", feed_of(own)).status == 200


def test_the_operator_can_allow_private_hosts(own: Server) -> None:
    assert Fetcher(allow_private_hosts=True, limits=LIMITS).page(own.url + "/page").status == 200


def test_the_environment_s_proxy_is_not_used(own: Server, canary: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy would look names up for itself, behind the guard's back."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, canary.url)
    assert isinstance(Fetcher(frozenset({own.host}), limits=LIMITS).feed(feed_of(own)), Fetched)
