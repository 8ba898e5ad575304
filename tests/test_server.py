"""What wraps Streamlit's own server: headers, compressed scripts, the pages' HTML."""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import brotli
import pytest

from licensing.server import middleware
from licensing.server.asgi import App, Message, Receive, Scope, Send
from licensing.server.assets import Assets, StaticFiles
from licensing.server.downloads import Downloads
from licensing.server.headers import HEADERS, SecurityHeaders
from licensing.server.memory import give_back
from licensing.server.shell import Shell, Shells, elements, shells

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = "js/index.DormvYxC.js"
CONTENT = b"export const words = 'the same words again and again';\n" * 200
FROM_THE_APP = b"the app's own answer"
CHARTS = {"Timeline", "Firm_counts", "Compliance_costs"}


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"X-Frame-Options", b"x")]})
    await send({"type": "http.response.body", "body": FROM_THE_APP})


def asked(wrapped: App, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an answer."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    asyncio.run(_run(wrapped({"type": "http", "method": method, "path": path, "headers": named}, receive, send)))
    fields = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], fields, b"".join(message.get("body", b"") for message in sent[1:])


async def _run(call: Awaitable[Any]) -> None:
    await call


@pytest.fixture
def files(tmp_path: Path) -> Assets:
    """A folder as Streamlit's: one hashed script, one without a hash."""
    for name, content in ((SCRIPT, CONTENT), ("js/plain.js", b"x"), ("media/Font.BsWL4Kly.woff2", b"wOF2")):
        path = tmp_path / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return Assets(tmp_path)


@pytest.mark.parametrize(("offered", "coding", "opened"), [
    ("gzip, deflate, br, zstd", "br", brotli.decompress), ("gzip, deflate", "gzip", gzip.decompress),
    ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress), ("", "", bytes)])
def test_a_script_is_sent_in_the_best_encoding_the_browser_takes(
        files: Assets, offered: str, coding: str, opened: Callable[[bytes], bytes]) -> None:
    status, headers, body = asked(StaticFiles(app, files), f"/static/{SCRIPT}", accept_encoding=offered)
    assert (status, headers.get("content-encoding", ""), opened(body)) == (200, coding, CONTENT)
    assert headers["content-type"].startswith("text/javascript") and headers["vary"] == "Accept-Encoding"
    assert "immutable" in headers["cache-control"] and int(headers["content-length"]) == len(body)


def test_a_font_is_not_compressed_again(files: Assets) -> None:
    _, headers, body = asked(StaticFiles(app, files), "/base/static/media/Font.BsWL4Kly.woff2", accept_encoding="br")
    assert (headers["content-type"], "content-encoding" in headers, body) == ("font/woff2", False, b"wOF2")


def test_a_browser_that_has_the_file_is_told_so(files: Assets) -> None:
    served = StaticFiles(app, files)
    _, headers, _ = asked(served, f"/static/{SCRIPT}", accept_encoding="br")
    status, _, body = asked(served, f"/static/{SCRIPT}", accept_encoding="br", if_none_match=f'W/{headers["etag"]}')
    assert (status, body) == (304, b"")
    assert asked(served, f"/static/{SCRIPT}", accept_encoding="gzip", if_none_match=headers["etag"])[0] == 200


def test_a_question_for_the_head_gets_no_body(files: Assets) -> None:
    status, headers, body = asked(StaticFiles(app, files), f"/static/{SCRIPT}", "HEAD", accept_encoding="br")
    assert (status, body) == (200, b"") and int(headers["content-length"]) > 0


@pytest.mark.parametrize(("method", "path"), [
    ("GET", "/static/js/plain.js"), ("GET", "/static/../secret.js"), ("GET", "/static/js/gone.DormvYxC.js"), ("GET", "/"),
    ("GET", "/media/js/index.DormvYxC.js"), ("POST", f"/static/{SCRIPT}")])
def test_everything_else_is_the_apps(files: Assets, method: str, path: str) -> None:
    assert asked(StaticFiles(app, files), path, method)[2] == FROM_THE_APP


def test_a_file_that_has_gone_since_the_start_is_the_apps_to_answer(files: Assets) -> None:
    files.names[SCRIPT].unlink()
    assert asked(StaticFiles(app, files), f"/static/{SCRIPT}")[2] == FROM_THE_APP


def test_a_body_is_made_once_however_many_ask_at_once(files: Assets, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def make(path: Path, coding: str) -> bytes:
        made.append(coding)
        return path.read_bytes()

    monkeypatch.setattr("licensing.server.assets._encoded", make)

    async def many() -> list[bytes]:
        return list(await asyncio.gather(*(files.body(SCRIPT, "br") for _ in range(8))))

    assert asyncio.run(many()) == [CONTENT] * 8
    assert made == ["br"]


def test_what_is_kept_has_a_bound(tmp_path: Path) -> None:
    names = [f"js/x{n}.Abcdefg{n}.js" for n in range(6)]
    for name in names:
        (tmp_path / "static" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "static" / name).write_bytes(b"x" * 100)
    assets = Assets(tmp_path, kept_bytes=250)
    for name in names:
        assert asyncio.run(assets.body(name, "identity")) == b"x" * 100
        assert assets.size <= 250
    assert asyncio.run(Assets(tmp_path, kept_bytes=50).body(names[0], "identity")) == b"x" * 100


@pytest.fixture(scope="module")
def pages() -> Shells:
    return shells(Assets())


def test_every_page_has_its_html(pages: Shells) -> None:
    assert set(pages.bodies) == {"", *(path.stem.partition("_")[2] for path in (ROOT / "pages").glob("*.py"))}
    original = (Assets().folder / "index.html").read_text(encoding="utf-8")
    for bodies in pages.bodies.values():
        html = bodies["identity"].decode()
        assert gzip.decompress(bodies["gzip"]) == brotli.decompress(bodies["br"]) == bodies["identity"]
        assert set(original.splitlines()) <= set(html.splitlines()) and html.count("window.__streamlit = ") == 1


def test_a_page_names_only_scripts_that_exist_and_no_script_twice(pages: Shells) -> None:
    known = Assets().names
    for bodies in pages.bodies.values():
        named = re.findall(r'(?:href|src)="\./static/([^"]+)"', bodies["identity"].decode())
        assert len(named) > 60 and len(named) == len(set(named)) and set(named) <= set(known)


@pytest.mark.parametrize("page", ["", *sorted(path.stem.partition("_")[2] for path in (ROOT / "pages").glob("*.py"))])
def test_a_page_names_plotly_if_it_draws(page: str, pages: Shells) -> None:
    assert (b"PlotlyChart." in pages.bodies[page]["identity"]) == (page in CHARTS)


def test_a_page_is_told_by_the_functions_it_calls() -> None:
    assert elements("table(rows)\npicked = chart(figure)")[-2:] == ("DataFrame", "PlotlyChart")
    assert "PlotlyChart" not in elements("vegetable_chart_of(rows)")


@pytest.mark.parametrize("html", ["", "<html><head>  </head></html>", '<script type="module" src="./static/js/none.js"></script>'])
def test_html_of_another_kind_is_left_as_it_is(html: str, files: Assets) -> None:
    (files.folder / "index.html").write_text(html, encoding="utf-8")
    assert shells(files) == Shells({}, ())


@pytest.mark.parametrize("html_file", [True, False])
def test_scripts_of_another_kind_are_not_named(html_file: bool, files: Assets) -> None:
    if html_file:
        (files.folder / "index.html").write_text(
            f'<html><head><script type="module" crossorigin src="./static/{SCRIPT}"></script>\n  </head></html>', encoding="utf-8")
    bodies = shells(files).bodies
    assert (len(bodies) > 5) == html_file
    assert all(b"modulepreload" not in body["identity"] for body in bodies.values())


def test_the_pages_own_addresses_get_their_html_and_no_others(pages: Shells) -> None:
    wrapped = Shell(app, pages)
    for page, bodies in pages.bodies.items():
        status, headers, body = asked(wrapped, f"/{page}", accept_encoding="br")
        assert (status, body, headers["cache-control"]) == (200, bodies["br"], "no-cache")
        assert asked(wrapped, f"/{page}", accept_encoding="br", if_none_match=headers["etag"])[0] == 304
    for path in ("/Timeline/", "/elsewhere", "/_stcore/health", "//Timeline", "/static/Timeline"):
        assert asked(wrapped, path)[2] == FROM_THE_APP


def test_every_answer_carries_the_security_headers(pages: Shells, files: Assets) -> None:
    wrapped = SecurityHeaders(StaticFiles(Shell(app, pages), files))
    for path in ("/", "/Timeline", f"/static/{SCRIPT}", "/_stcore/health"):
        headers = asked(wrapped, path)[1]
        assert {name: headers.get(name) for name in HEADERS} == HEADERS


def test_the_headers_stand_outside_everything_else() -> None:
    assert [str(layer.cls.__name__) for layer in middleware()] == ["SecurityHeaders", "StaticFiles", "Shell", "Downloads"]


def test_the_first_scripts_are_made_ready_as_the_server_starts(files: Assets) -> None:
    served = StaticFiles(app, files, first=[SCRIPT, "js/gone.DormvYxC.js"])
    files.names["js/gone.DormvYxC.js"] = files.folder / "gone"

    async def start() -> None:
        await served({"type": "lifespan", "headers": []}, None, _nothing)  # type: ignore[arg-type]
        assert served._warming is not None
        await served._warming

    asyncio.run(start())
    assert 0 < files.size < len(CONTENT)


async def _nothing(message: Message) -> None:
    pass


@pytest.mark.parametrize("library", [OSError("none"), object()])
def test_memory_is_not_given_back_where_the_system_knows_no_way(library: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str | None) -> object:
        if isinstance(library, Exception):
            raise library
        return library

    monkeypatch.setattr("ctypes.CDLL", load)
    give_back()


FILE = b"\xef\xbb\xbfdate,title\n" + b"2026-10-01,A licence\n" * 200_000


def media(content: bytes, kind: bytes, seen: list[Scope]) -> App:
    """As Streamlit answers under /media/: the whole file, its length, in two parts."""
    async def answers(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)
        await send({"type": "http.response.start", "status": 200, "headers": [
            (b"Content-Length", str(len(content)).encode()), (b"content-type", kind)]})
        await send({"type": "http.response.body", "body": content[:7], "more_body": True})
        await send({"type": "http.response.body", "body": content[7:]})
    return answers


@pytest.mark.parametrize(("offered", "coding", "opened"), [
    ("gzip, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes)])
def test_a_download_is_compressed_as_it_is_sent(
        offered: str, coding: str | None, opened: Callable[[bytes], bytes]) -> None:
    seen: list[Scope] = []
    status, headers, body = asked(Downloads(media(FILE, b"text/csv", seen)), "/media/f.csv", accept_encoding=offered)
    assert (status, headers.get("content-encoding"), opened(body)) == (200, coding, FILE)
    assert ("content-length" in headers) == (coding is None) and (coding is None or len(body) < len(FILE) / 20)
    assert b"accept-encoding" not in dict(seen[0]["headers"]), "Streamlit would compress it first"


@pytest.mark.parametrize(("content", "kind", "headers"), [
    (b"date,title\n", b"text/csv", {}), (FILE, b"application/vnd.apache.parquet", {}), (FILE, b"text/csv", {"range": "bytes=0-"})])
def test_small_files_packed_files_and_parts_of_files_are_sent_as_they_are(
        content: bytes, kind: bytes, headers: dict[str, str]) -> None:
    _, fields, body = asked(Downloads(media(content, kind, [])), "/media/f.csv", accept_encoding="br", **headers)
    assert ("content-encoding" in fields, int(fields["content-length"]), body) == (False, len(content), content)


def test_one_who_leaves_does_not_end_the_work_for_the_next(files: Assets) -> None:
    async def two() -> bytes:
        first = asyncio.create_task(files.body(SCRIPT, "gzip"))
        await asyncio.sleep(0)
        first.cancel()
        return await files.body(SCRIPT, "gzip")

    assert gzip.decompress(asyncio.run(two())) == CONTENT
    assert files.size > 0 and not files._making
