"""One request and its answer: what the status means, what is worth another try, and when."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx

from ingest.fetch_body import ACCEPTED, CutOff, read_body
from ingest.fetch_network import PERMIT, Permit
from ingest.hosts import host_and_port, split_address
from licensing.model import FetchError, Forbidden, HostUnreachable
from licensing.settings import CONNECT_TIMEOUT_S, MAX_BODY_BYTES, READ_TIMEOUT_S, TOTAL_TIMEOUT_S, USER_AGENT

SHORT_WAIT_S = 10.0  # a Retry-After up to here is waited for, a longer one is left to a later run
LONGEST_WAIT = timedelta(days=7)
_REDIRECTS = (301, 302, 303, 307, 308)
_WORTH_RETRYING = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, unpacked bytes and tries for one address. total: all its tries and hops, waiting for a turn left out."""

    connect: float = CONNECT_TIMEOUT_S
    read: float = READ_TIMEOUT_S
    total: float = TOTAL_TIMEOUT_S
    body: int = MAX_BODY_BYTES
    tries: int = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """One response. headers: names in lower case; location: where it redirects to, None: nowhere."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    location: str | None


class Passing(FetchError):
    """A failure that may pass. after: seconds the server asks to wait, None: it doesn't say."""

    def __init__(self, message: str, status: int | None = None, after: float | None = None) -> None:
        super().__init__(message, status)
        self.after = after


class RetryLater(FetchError):
    """The server asks to be left alone for longer than a run lasts. retry_after: aware UTC."""

    def __init__(self, message: str, status: int, retry_after: datetime) -> None:
        super().__init__(message, status)
        self.retry_after = retry_after


class Stopwatch:
    """Seconds used of those that an address may take; it runs only inside ``running``."""

    def __init__(self, total: float) -> None:
        self.total = total
        self._used = 0.0
        self._started: float | None = None

    @property
    def used(self) -> float:
        """Seconds, those of a running stretch included."""
        return self._used + (time.monotonic() - self._started if self._started is not None else 0.0)

    @property
    def left(self) -> float:
        """Seconds, negative when over."""
        return self.total - self.used

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count the time inside."""
        self._started = time.monotonic()
        try:
            yield
        finally:
            self._used, self._started = self.used, None


def backoff(number: int) -> float:
    """Seconds before try ``number`` + 1: about 0.5, 1, 2 ..., at random so that many clients don't come at once."""
    return 0.5 * 2.0 ** (number - 1) * random.uniform(0.5, 1.5)


def ask(
    transport: httpx.BaseTransport, url: str, headers: Mapping[str, str], private: bool, limits: Limits,
    watch: Stopwatch,
) -> Answer:
    """The answer to one GET. private: a private host will do. Raises FetchError and what is below it."""
    request = _request(url, headers, limits)
    token = PERMIT.set(Permit(time.monotonic() + watch.left, private))
    try:
        response = transport.handle_request(request)
        response.request = request
        try:
            return _read(response, url, limits)
        finally:
            response.close()
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        raise HostUnreachable(f"{request.url.host}: cannot be reached: {str(error) or type(error).__name__}") from error
    except httpx.TimeoutException as error:
        raise Passing(f"{url}: no answer in time after {watch.used:.0f} s") from error
    except (httpx.NetworkError, httpx.RemoteProtocolError) as error:
        raise Passing(f"{url}: the answer was cut off: {str(error) or type(error).__name__}") from error
    except CutOff as error:
        raise Passing(f"{url}: the answer was cut off: {error}") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise FetchError(f"{url}: {str(error) or type(error).__name__}") from error
    finally:
        PERMIT.reset(token)


def _request(url: str, headers: Mapping[str, str], limits: Limits) -> httpx.Request:
    try:
        timeouts = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": None}
        request = httpx.Request(
            "GET", url, headers={"User-Agent": USER_AGENT, "Accept-Encoding": ACCEPTED, **headers},
            extensions={"timeout": timeouts},
        )
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise Forbidden(f"{url[:200]!r} is no address: {error}") from error
    asked = request.url.raw_host.decode("ascii").strip("[]").lower()
    written = (split_address(url).hostname or "").lower()
    if written.isascii() and asked != written:
        raise Forbidden(f"{host_and_port(split_address(url))} is refused: an address that can be read in two ways")
    return request


def _read(response: httpx.Response, url: str, limits: Limits) -> Answer:
    status, headers = response.status_code, dict(response.headers)
    if status in _REDIRECTS and headers.get("location"):
        return Answer(status, headers, b"", headers["location"])
    if status == 304:
        return Answer(status, headers, b"", None)
    if 200 <= status < 300:
        body = read_body(response.iter_raw(), headers.get("content-encoding"), limits.body, url)
        return Answer(status, headers, body, None)
    raise _error(status, headers, url)


def _error(status: int, headers: Mapping[str, str], url: str) -> FetchError:
    message = f"{url}: answered {status}{_phrase(status)}"
    if "cf-mitigated" in headers:
        return FetchError(f"{message} (a bot wall)", status)
    if status not in _WORTH_RETRYING:
        return FetchError(message, status)
    wait = parse_retry_after(headers.get("retry-after"), datetime.now(UTC))
    if wait is None or wait <= SHORT_WAIT_S:
        return Passing(message, status, wait)
    until = datetime.now(UTC) + min(timedelta(seconds=wait), LONGEST_WAIT)
    return RetryLater(f"{message}, not to be asked before {until:%Y-%m-%d %H:%M} UTC", status, until)


def _phrase(status: int) -> str:
    try:
        return f" {HTTPStatus(status).phrase}"
    except ValueError:
        return ""


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds a Retry-After header asks to wait, from seconds or a date; None: it says nothing that can be read.

    >>> parse_retry_after("120", datetime(2026, 10, 9, tzinfo=UTC))
    120.0
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((moment - now).total_seconds(), 0.0)
