"""Which hosts may be asked, and when: private addresses, turns and pauses, hosts that can't be reached."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from licensing.model import Forbidden, HostUnreachable, Source

PAUSE_S = 1.0  # between two requests to one host
MAX_FAILED_HOSTS = 8  # without a success among them: then there is no network
_DEFAULT_PORTS = {"http": 80, "https": 443}
# Ports of other services, which a request could be made to speak to (after the Fetch standard's list of bad ports).
_BAD_PORTS = frozenset({1719, 1720, 1723, 2049, 2375, 2376, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5900, 6000,
                        6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9200, 9300, 10080, 11211, 27017})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Special too, whatever the Python version's own list says.
_SPECIAL = tuple(ipaddress.ip_network(block) for block in (
    "100.64.0.0/10", "192.0.0.0/24", "198.18.0.0/15", "64:ff9b:1::/48", "100::/64", "fec0::/10"))


def is_public(address: str) -> bool:
    """False for loopback, private, link-local, shared, multicast and reserved addresses, however they are wrapped.

    >>> [is_public(a) for a in ("1.1.1.1", "10.0.0.1", "::ffff:127.0.0.1", "169.254.169.254", "fd00::1")]
    [True, False, False, False, False]
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64 or ip.packed[:12] == bytes(12):
            inner = ipaddress.IPv4Address(ip.packed[12:])
        if inner is not None and not is_public(str(inner)):
            return False
    if any(ip.version == block.version and ip in block for block in _SPECIAL):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


@lru_cache(1024)
def split_address(url: str) -> SplitResult:
    """The parts of an address that may be asked for at all. Raises Forbidden, naming what is wrong with it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Forbidden(f"{url[:200]!r} is no address: {error}") from error
    if parts.scheme not in _DEFAULT_PORTS:
        raise Forbidden(f"{url[:200]!r} is refused: only http and https are read")
    if not parts.hostname:
        raise Forbidden(f"{url[:200]!r} is refused: it names no host")
    if parts.username is not None or parts.password is not None:
        raise Forbidden(f"an address on {parts.hostname} is refused: it holds a user name or password")
    if port == 0:
        raise Forbidden(f"{url[:200]!r} is refused: port 0")
    return parts


@lru_cache(1024)
def host_and_port(parts: SplitResult) -> str:
    """``host:port`` in lower case, the scheme's own port where none is written."""
    return f"{(parts.hostname or '').rstrip('.')}:{parts.port or _DEFAULT_PORTS[parts.scheme]}"


def is_sane_port(port: int) -> bool:
    """True for ports on which web pages are served."""
    return port in (80, 443) or (port >= 1024 and port not in _BAD_PORTS)


def is_loopback(host: str) -> bool:
    """True for ``localhost:80``, ``127.0.0.1:8000``, ``::1:80``."""
    name = host.rpartition(":")[0].strip("[]")
    return name in ("localhost", "::1") or name.startswith("127.")


def trusted_hosts(sources: Iterable[Source]) -> frozenset[str]:
    """``host:port`` of every http(s) feed in the operator's own list: asked as written, private or not."""
    return frozenset(host_and_port(split_address(source.url)) for source in sources if not source.is_file)


class HostBoard:
    """One request at a time for a host, a pause after it, and no request to a host that did not answer in this run.

    One board a run; safe to share among threads.
    """

    def __init__(self, pause: float = PAUSE_S, clock: Callable[[], float] = time.monotonic,
                 sleep: Callable[[float], None] = time.sleep) -> None:
        self._pause, self._clock, self._sleep = pause, clock, sleep
        self._lock = threading.Lock()
        self._turns: dict[str, threading.Lock] = {}
        self._free_at: dict[str, float] = {}
        self._failed: dict[str, str] = {}
        self._reached = False

    @contextmanager
    def turn(self, host: str, pause: float | None = None) -> Iterator[None]:
        """Wait until ``host`` is free and its pause is over. pause: seconds, None: the board's own.

        Raises HostUnreachable for a host that is known not to answer.
        """
        with self._lock:
            turn = self._turns.setdefault(host, threading.Lock())
        with turn:
            self.check(host)
            wait = self._free_at.get(host, 0.0) - self._clock()
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                self._free_at[host] = self._clock() + (self._pause if pause is None else pause)

    def check(self, host: str) -> None:
        """Raise HostUnreachable where asking would be in vain."""
        with self._lock:
            if host in self._failed:
                raise HostUnreachable(f"{host}: not asked again in this run: {self._failed[host]}")
            if not self._reached and len(self._failed) >= MAX_FAILED_HOSTS:
                raise HostUnreachable(f"{host}: not asked: no host could be reached, {len(self._failed)} were tried")

    def failed(self, host: str, why: str) -> None:
        """Look-up or connection failed: the host is not asked again in this run."""
        with self._lock:
            self._failed[host] = why

    def reached(self, host: str) -> None:
        """The host answered: there is a network. Loopback proves nothing of the sort."""
        if is_loopback(host):
            return
        with self._lock:
            self._reached = True
