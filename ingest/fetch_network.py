"""Connections that are checked where they are made: the address that is connected to is the one that was checked.

A name is looked up here, every address it has is looked at, and the connection goes to one of those, so a name server
that answers differently the next time (DNS rebinding) gains nothing; TLS still names and checks the host. Each request
has a deadline that no drip of bytes puts off. Nothing is sent through a proxy: it would look names up for itself.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from typing import Any

import httpcore
import httpx

from ingest.hosts import is_public, is_sane_port
from licensing.model import Forbidden

Resolve = Callable[[str, int], list[str]]  # host, port -> addresses; raises OSError
_ADDRESSES_TRIED = 3


@dataclass(frozen=True, slots=True)
class Permit:
    """What the request now under way may do. deadline: on the monotonic clock; private: private hosts too."""

    deadline: float
    private: bool


PERMIT: ContextVar[Permit] = ContextVar("PERMIT")


class GuardedTransport(httpx.HTTPTransport):
    """httpx over connections that are checked. Every request has a connection of its own, so each one is checked."""

    def __init__(self, resolve: Resolve | None = None) -> None:
        ssl_context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts nobody: see start_tls
        super().__init__(verify=ssl_context, trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context, max_connections=None, max_keepalive_connections=0, http1=True, http2=False,
            network_backend=_GuardedBackend(resolve or look_up),
        )


def look_up(host: str, port: int) -> list[str]:
    """All addresses of a host. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class _GuardedBackend(httpcore.NetworkBackend):
    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A stream to a checked address. Raises Forbidden, httpcore.ConnectError or httpcore.ConnectTimeout."""
        permit = PERMIT.get()
        addresses = self._addresses(host, port, _within(timeout, permit))
        if not permit.private:
            private = [address for address in addresses if not is_public(address)]
            if private:
                raise Forbidden(f"{host} is refused: it is the private address {private[0]}")
            if not is_sane_port(port):
                raise Forbidden(f"{host}:{port} is refused: not a port of web pages")
        problem: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses[:_ADDRESSES_TRIED]:
            try:
                stream = self._plain.connect_tcp(address, port, _within(timeout, permit), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
            else:
                return _GuardedStream(stream, permit)
        raise problem

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise Forbidden("sockets of this machine are refused")

    def _addresses(self, host: str, port: int, timeout: float) -> list[str]:
        try:
            return [str(ip_address(host.strip("[]")))]
        except ValueError:
            return self._look_up_in_time(host, port, timeout)

    def _look_up_in_time(self, host: str, port: int, timeout: float) -> list[str]:
        """The system's look-up knows no timeout, so it has a thread of its own that may be left behind."""
        answer: list[list[str] | OSError | UnicodeError] = []

        def ask() -> None:
            try:
                answer.append(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                answer.append(error)

        thread = threading.Thread(target=ask, daemon=True, name=f"look-up of {host}")
        thread.start()
        thread.join(timeout)
        if not answer:
            raise httpcore.ConnectTimeout(f"the look-up of {host} took longer than {timeout:.0f} s")
        if isinstance(answer[0], Exception):
            raise httpcore.ConnectError(f"no such host: {host} ({answer[0]})") from answer[0]
        return answer[0]


class _GuardedStream(httpcore.NetworkStream):
    """A stream whose reads and writes end at the permit's deadline, however many bytes drip in."""

    def __init__(self, stream: httpcore.NetworkStream, permit: Permit) -> None:
        self._stream, self._permit = stream, permit

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _within(timeout, self._permit))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _within(timeout, self._permit))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(_certificates(), server_hostname, _within(timeout, self._permit))
        return _GuardedStream(stream, self._permit)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


@cache
def _certificates() -> ssl.SSLContext:
    """Whom TLS trusts: read when it is first wanted, since that takes as long as ten unchanged feeds."""
    context = httpx.create_ssl_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


def _within(timeout: float | None, permit: Permit) -> float:
    """``timeout`` cut to what is left. Raises httpcore.ReadTimeout when nothing is."""
    left = permit.deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time for this source is up")
    return left if timeout is None else min(timeout, left)
