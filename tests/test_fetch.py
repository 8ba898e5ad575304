"""Reading over real loopback servers: what a good answer gives, and that no bad one hangs, floods or misleads."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from ingest.fetch import Fetched, Fetcher, NotModified
from ingest.fetch_request import Limits, RetryLater, backoff, parse_retry_after
from ingest.hosts import HostBoard, trusted_hosts
from licensing.model import FetchError, Forbidden, HostUnreachable, Source, TooLarge
from licensing.settings import USER_AGENT
from tests.servers import ETAG, FEED, MEGABYTE, MODIFIED, ROUTES, Server, redirect, running, send

QUICK = Limits(connect=1, read=0.4, total=1.2, body=2 * MEGABYTE)


@dataclass(frozen=True)
class State:
    url: str
    etag: str | None = None
    last_modified: str | None = None


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def fetcher(server: Server, slept: list[float]) -> Iterator[Fetcher]:
    fetcher = Fetcher(frozenset({server.host}), limits=QUICK, sleep=slept.append)
    yield fetcher
    fetcher.close()


def source(url: str, **more: object) -> Source:
    return replace(Source("own", "Own", "Own paper", url, None, "crypto"), **more)  # type: ignore[arg-type]


def read(fetcher: Fetcher, server: Server, path: str) -> Fetched:
    answer = fetcher.feed(source(server.url + path))
    assert isinstance(answer, Fetched)
    return answer


def test_the_project_names_itself_and_asks_for_packed_feeds(fetcher: Fetcher, server: Server) -> None:
    assert read(fetcher, server, "/feed").body == FEED
    headers = server.requests[0][1]
    assert headers["user-agent"] == USER_AGENT
    assert headers["accept-encoding"] == "gzip, deflate, br"


def test_an_unchanged_feed_is_not_sent_again(fetcher: Fetcher, server: Server) -> None:
    url = server.url + "/feed"
    for state in (State(url, etag=ETAG), State(url, last_modified=MODIFIED)):
        assert isinstance(fetcher.feed(source(url), state), NotModified)
    assert isinstance(fetcher.feed(source(url), State("http://other.example.org/feed", etag=ETAG)), Fetched)


def test_304_to_a_first_question_is_an_error(fetcher: Fetcher, server: Server) -> None:
    with pytest.raises(FetchError, match="304"):
        fetcher.page(server.url + "/not-modified")


@pytest.mark.parametrize("path", ["/gzip", "/deflate", "/raw-deflate", "/br", "/twice", "/members", "/says-gzip"])
def test_packed_bodies_come_out_unpacked(fetcher: Fetcher, server: Server, path: str) -> None:
    assert read(fetcher, server, path).body == FEED


@pytest.mark.timeout(30)
@pytest.mark.parametrize("path", ["/bomb", "/bomb-br", "/bomb-twice", "/endless"])
def test_the_cap_counts_unpacked_bytes_and_stops_at_once(fetcher: Fetcher, server: Server, path: str) -> None:
    with pytest.raises(TooLarge, match="larger than 2 MB"):
        read(fetcher, server, path)
    assert len(server.requests) == 1


@pytest.mark.parametrize("path", ["/zstd", "/bad-gzip"])
def test_what_cannot_be_unpacked_is_one_error(fetcher: Fetcher, server: Server, path: str) -> None:
    with pytest.raises(FetchError, match=path):
        read(fetcher, server, path)
    assert len(server.requests) == 1


@pytest.mark.parametrize("path", ["/cut-off", "/slam", "/garbage", "/cut-gzip", "/cut-br"])
def test_a_broken_answer_is_tried_three_times(server: Server, slept: list[float], path: str) -> None:
    fetcher = Fetcher(frozenset({server.host}), limits=replace(QUICK, total=20), sleep=slept.append)
    with pytest.raises(FetchError, match=path):
        read(fetcher, server, path)
    assert len(server.requests) == 3
    assert len([pause for pause in slept if pause > 0.2]) == 2


@pytest.mark.timeout(30)  # these servers never come to an end
@pytest.mark.parametrize("path", ["/stall", "/stall-body", "/drip-headers", "/drip-body"])
def test_nothing_takes_longer_than_the_total(fetcher: Fetcher, server: Server, path: str) -> None:
    with pytest.raises(FetchError, match="in time"):
        read(fetcher, server, path)


@pytest.mark.parametrize("path", ["/busy", "/busy-now"])
def test_a_busy_server_gets_a_second_and_third_chance(server: Server, slept: list[float], path: str) -> None:
    fetcher = Fetcher(frozenset({server.host}), limits=replace(QUICK, total=20), sleep=slept.append)
    server.failures[path] = 2
    assert read(fetcher, server, path).body == FEED
    assert len(server.requests) == 3
    if path == "/busy-now":
        assert slept == [0, 0]


def test_a_long_retry_after_is_left_to_a_later_run(fetcher: Fetcher, server: Server) -> None:
    with pytest.raises(RetryLater) as caught:
        read(fetcher, server, "/later")
    assert caught.value.status == 429
    assert timedelta(minutes=59) < caught.value.retry_after - datetime.now(UTC) < timedelta(minutes=61)
    assert len(server.requests) == 1


@pytest.mark.parametrize(("path", "status"), [("/gone", 410), ("/wall", 503), ("/nothing", 404)])
def test_refusals_are_not_tried_again(fetcher: Fetcher, server: Server, path: str, status: int) -> None:
    with pytest.raises(FetchError, match=str(status)) as caught:
        read(fetcher, server, path)
    assert caught.value.status == status
    assert len(server.requests) == 1


def test_a_bot_wall_is_called_one(fetcher: Fetcher, server: Server) -> None:
    with pytest.raises(FetchError, match="a bot wall"):
        read(fetcher, server, "/wall")


@pytest.mark.parametrize(("path", "permanent"), [
    ("/moved", "/feed"), ("/elsewhere", None), ("/moved-then-elsewhere", "/elsewhere"), ("/feed", None),
])
def test_only_permanent_redirects_from_the_start_are_recorded(
    fetcher: Fetcher, server: Server, path: str, permanent: str | None
) -> None:
    answer = read(fetcher, server, path)
    assert answer.final_url == server.url + "/feed"
    assert answer.permanent_redirect == (server.url + permanent if permanent else None)


@pytest.mark.parametrize("path", ["/circle", "/self"])
def test_redirects_in_circles_end(fetcher: Fetcher, server: Server, path: str) -> None:
    with pytest.raises(FetchError, match="circles"):
        read(fetcher, server, path)
    assert len(server.requests) <= 2


def test_endless_new_redirects_end(fetcher: Fetcher, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def onward(handler, _server):  # type: ignore[no-untyped-def]
        redirect(302, handler.path + "1")(handler, _server)

    for number in range(20):
        monkeypatch.setitem(ROUTES, "/on" + "1" * number, onward)
    with pytest.raises(FetchError, match="more than 8 redirects"):
        read(fetcher, server, "/on")


def test_a_wrong_type_does_not_matter(fetcher: Fetcher, server: Server) -> None:
    answer = read(fetcher, server, "/lies-html")
    assert answer.body == FEED
    assert answer.headers["content-type"] == "text/html; charset=big5"


def test_no_cookie_is_kept_and_a_source_s_own_headers_go_to_its_own_host_only(fetcher: Fetcher, server: Server) -> None:
    with running() as other:
        server.locations["canary"] = other.url + "/feed"
        both = Fetcher(frozenset({server.host}), allow_private_hosts=True, limits=QUICK)
        both.feed(source(server.url + "/cookie"))
        both.feed(source(server.url + "/to-private", headers={"Authorization": "secret"}))
        assert "cookie" not in server.requests[1][1]
        assert server.requests[1][1]["authorization"] == "secret"
        assert "authorization" not in other.requests[0][1]


def test_one_request_at_a_time_for_a_host_with_a_pause_between() -> None:
    board = HostBoard(pause=0.15)
    running_now, most, starts = [0], [0], []

    def ask(_: int) -> None:
        with board.turn("news.example.org:443"):
            starts.append(time.monotonic())
            running_now[0] += 1
            most[0] = max(most[0], running_now[0])
            time.sleep(0.02)
            running_now[0] -= 1

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(ask, range(4)))
    assert most == [1]
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    assert all(gap >= 0.16 for gap in gaps)


def test_trusted_loopback_hosts_need_no_pause(fetcher: Fetcher, server: Server, slept: list[float]) -> None:
    for _ in range(3):
        read(fetcher, server, "/feed")
    assert slept == []
    assert server.requests[-1][2] - server.requests[0][2] < 0.8


def test_a_host_that_cannot_be_reached_is_asked_once_a_run(server: Server) -> None:
    with running() as gone:
        host = gone.host
    fetcher = Fetcher(frozenset({host}), limits=QUICK)
    for _ in range(2):
        with pytest.raises(HostUnreachable, match=host.partition(":")[0]):
            fetcher.feed(source(f"http://{host}/feed"))
    with pytest.raises(HostUnreachable, match="not asked again"):
        fetcher.feed(source(f"http://{host}/other"))


def test_after_eight_failed_hosts_the_rest_are_not_asked() -> None:
    looked_up: list[str] = []
    from ingest.fetch_network import GuardedTransport

    def resolve(host: str, port: int) -> list[str]:
        looked_up.append(host)
        raise OSError("no name server")

    fetcher = Fetcher(limits=QUICK, transport=GuardedTransport(resolve))
    for number in range(60):
        with pytest.raises(HostUnreachable):
            fetcher.feed(source(f"https://news{number}.example.org/feed"))
    assert len(looked_up) == 8


def test_one_host_that_answers_means_there_is_a_network() -> None:
    board = HostBoard()
    board.reached("127.0.0.1:8000")
    for number in range(8):
        board.failed(f"news{number}.example.org:443", "no such host")
    with pytest.raises(HostUnreachable, match="no host could be reached"):
        board.check("more.example.org:443")
    board.reached("www.example.org:443")
    board.check("more.example.org:443")


@pytest.mark.parametrize(("value", "seconds"), [
    ("120", 120.0), (" 5 ", 5.0), ("0", 0.0), ("Fri, 09 Oct 2026 10:01:00 GMT", 60.0),
    ("Fri, 09 Oct 2026 09:00:00 GMT", 0.0), ("", None), (None, None), ("soon", None), ("-5", None), ("9" * 30, None),
])
def test_retry_after_is_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    assert parse_retry_after(value, datetime(2026, 10, 9, 10, tzinfo=UTC)) == seconds


def test_pauses_grow_and_differ() -> None:
    assert all(0.25 <= backoff(1) <= 0.75 and 1 <= backoff(3) <= 3 for _ in range(50))
    assert len({backoff(1) for _ in range(20)}) > 10


def test_robots_txt_bars_articles_pages_but_not_feeds(
    fetcher: Fetcher, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = b"User-agent: *\nDisallow: /private/\n"
    monkeypatch.setitem(ROUTES, "/robots.txt", lambda handler, _: send(handler, rules, content_type="text/plain"))
    assert fetcher.page(server.url + "/page").status == 200
    with pytest.raises(Forbidden, match=r"robots\.txt"):
        fetcher.page(server.url + "/private/page")
    assert server.paths().count("/robots.txt") == 1
    assert "/private/page" not in server.paths()
    assert read(fetcher, server, "/private/page").body == b"secret"


def test_robots_txt_counts_behind_a_redirect_too(
    fetcher: Fetcher, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ROUTES, "/robots.txt", lambda handler, _: send(handler, b"User-agent: *\nDisallow: /private/"))
    monkeypatch.setitem(ROUTES, "/open", redirect(302, "/private/page"))
    with pytest.raises(Forbidden, match=r"robots\.txt"):
        fetcher.page(server.url + "/open")
    assert "/private/page" not in server.paths()


def test_robots_txt_that_cannot_be_read_bars_everything(
    fetcher: Fetcher, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ROUTES, "/robots.txt", lambda handler, _: send(handler, b"", 500))
    with pytest.raises(Forbidden, match="could not be read"):
        fetcher.page(server.url + "/page")
    assert "/page" not in server.paths()


def test_hosts_are_trusted_with_the_port_they_are_written_with() -> None:
    listed = [source("https://News.Example.org/feed"), source("http://10.0.0.5:8080/x"), source("file:digest/2024.xml")]
    assert trusted_hosts(listed) == {"news.example.org:443", "10.0.0.5:8080"}
