"""What is new: one story told once, the same ids at every run, valid for two parsers, hostile words escaped."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import lxml.etree
import pytest

from ingest.__main__ import main
from ingest.news import headline, render_atom, render_json, render_markdown
from licensing.queries.changes import Change

NOW = datetime(2026, 11, 24, tzinfo=UTC)
ATOM = {"a": "http://www.w3.org/2005/Atom"}
HOSTILE = "<script>x</script> [click](javascript:alert(1)) ![i](http://evil.example/p.png) \x00\x0b & ]]> :smile: $x$ |"


def change(**over: str | None) -> Change:
    values: dict[str, str | None] = {
        "day": "2026-10-02", "kind": "status", "what": "licensed", "firm_slug": "osl", "name": "OSL Exchange", "detail": "VATP",
        "quote": "", "publisher": "reference", "url": "https://example.org/osl", "key": "status/osl",
    }
    return Change(**{**values, **over})  # type: ignore[arg-type]


NEWS = [
    change(),
    change(kind="register", what="gone", detail="licensed", key="register/1"),
    change(kind="alert", what="warned", name="HashKeey", firm_slug="hashkey", detail="hashkeey[.]example", key="alert/1"),
    change(kind="report", what="withdrawn", publisher="A Daily", quote="OSL withdrew.", key="report/1"),
    change(kind="count", what="applicants", detail="80||over", name="T", publisher="A Daily", key="count/1"),
    change(kind="cost", what="total", detail="USD||25000000|up to", name="T", publisher="A Daily", key="cost/1"),
    change(kind="report", what="applied", name=HOSTILE, quote=HOSTILE, publisher=HOSTILE, url="javascript:alert(1)", key="report/2"),
    change(day="2026-10", key="status/month"), change(day="2026", key="status/year"),
]


@pytest.mark.parametrize(("news", "words"), [
    (NEWS[0], "OSL Exchange: licensed (VATP)"),
    (NEWS[1], "OSL Exchange: no longer in the register (licensed)"),
    (NEWS[2], "HashKeey: on the list of suspicious platforms; the name resembles a licensed firm's"),
    (NEWS[3], "OSL Exchange: application withdrawn, as reported by A Daily"),
    (NEWS[4], "over 80 firms applicants, says A Daily"),
    (NEWS[5], "USD up to 25,000,000 (total), says A Daily"),
    (change(kind="count", what="licensed", detail="10|12|range"), "10 to 12 firms licensed, says reference"),
    (change(kind="count", what="licensed", detail="7|7|exact"), "7 firms licensed, says reference"),
])
def test_a_change_is_one_line_that_keeps_the_open_end(news: Change, words: str) -> None:
    assert headline(news) == words


def test_the_feed_is_valid_for_two_parsers() -> None:
    text = render_atom(NEWS, NOW)
    parsed = feedparser.parse(text.encode())
    assert not parsed.bozo
    assert len(parsed.entries) == len(NEWS)
    tree = lxml.etree.fromstring(text.encode())
    for entry in [tree, *tree.findall("a:entry", ATOM)]:
        for required in ("a:id", "a:title", "a:updated"):
            assert len(entry.findall(required, ATOM)) == 1
    ids = [entry.findtext("a:id", namespaces=ATOM) for entry in tree.findall("a:entry", ATOM)]
    assert len(set(ids)) == len(ids)


def test_the_same_news_has_the_same_id_whenever_it_is_told() -> None:
    later = datetime(2027, 1, 1, tzinfo=UTC)
    assert render_atom(NEWS, NOW) == render_atom(NEWS, later)


def test_an_empty_feed_is_a_feed() -> None:
    assert feedparser.parse(render_atom([], NOW).encode()).feed.title
    assert "Nothing new." in render_markdown([], "2026-10-01")


def test_no_link_but_to_the_web_is_written() -> None:
    for text in (render_atom(NEWS, NOW), render_markdown(NEWS, "2026-10-01")):
        assert 'href="javascript' not in text
        assert "](<javascript" not in text


def test_what_feeds_wrote_is_escaped_in_markdown() -> None:
    text = render_markdown(NEWS, "2026-10-01")
    assert "<script>" not in text
    assert "![i](" not in text
    assert "[click](" not in text


def test_json_has_every_field_and_the_headline() -> None:
    told = json.loads(render_json(NEWS, "2026-10-01"))
    assert told["since"] == "2026-10-01"
    assert set(told["changes"][0]) == {*Change.__slots__, "headline"}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("news") / "licensing.db"
    assert main(["--offline", "--db", str(path)]) == 0
    return path


@pytest.mark.parametrize("form", ["atom", "markdown", "json"])
def test_the_command_tells_the_same_news_twice(form: str, database: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    told = []
    for _ in range(2):
        assert main(["news", "--db", str(database), "--since", "2026-01-01", "--format", form]) == 0
        told.append(capfdbinary.readouterr().out)
    assert told[0] == told[1]
    assert b"Bixin" in told[0]  # licensed on 2026-05-18


@pytest.mark.parametrize("arguments", [
    ["news"], ["news", "--since", "yesterday"], ["news", "--since", "2026-13-01"], ["news", "--since", "2026-10-01", "--format", "pdf"],
])
def test_wrong_use_is_one_line_and_exit_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_without_a_database_it_says_what_to_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["news", "--db", str(tmp_path / "none.db"), "--since", "2026-10-01"]) == 1
    assert "Run: python -m ingest" in capsys.readouterr().err
