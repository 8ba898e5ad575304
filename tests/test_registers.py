"""The registers from end to end: pages on a local server, read by the command, into the record."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from ingest.__main__ import main
from tests.register_pages import ISSUERS, LICENSED, alerts_page, issuers_page, vatp_page

NEWCOMER = ("BXX123", "Newcomer Limited", "新來者有限公司", "Newcomer", "02/11/2026")


class Site:
    """A server of three registers whose pages a test can exchange; a page of None answers 503."""

    def __init__(self, folder: Path) -> None:
        self.pages: dict[str, bytes | None] = {
            "/vatp": vatp_page(), "/issuers": issuers_page(), "/alerts": alerts_page([("Bogus", "bogus[.]example", "05/07/2024")]),
        }
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = site.pages.get(self.path)
                self.send_response(200 if page is not None else 503)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(page or b"")))
                self.end_headers()
                self.wfile.write(page or b"")

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.database = folder / "licensing.db"
        self.addresses = folder / "registers.toml"
        base = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.addresses.write_text("".join(
            f'[[register]]\nname = "{name}"\npublisher = "P"\nurl = "{base}{path}"\n'
            for name, path in (("sfc-vatp", "/vatp"), ("sfc-alerts", "/alerts"), ("hkma-stablecoin", "/issuers"))
        ))
        Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def read(self) -> int:
        """Exit status of one reading."""
        return main(["registers", "--db", str(self.database), "--registers", str(self.addresses)])

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(sql).fetchall()

    def licensed(self) -> set[str]:
        """Slugs of the platforms whose latest event says licensed."""
        return {str(slug) for slug, status in self.ask(
            "SELECT firm_slug, status FROM (SELECT firm_slug, status, row_number() OVER (PARTITION BY firm_slug "
            "ORDER BY effective_on DESC, id DESC) AS n FROM licence_events WHERE regime = 'VATP') WHERE n = 1"
        ) if status == "licensed"}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    site.server.shutdown()
    site.server.server_close()


def test_the_first_reading_agrees_with_the_one_that_ships(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert site.read() == 0
    assert "new:" not in capsys.readouterr().out
    assert len(site.licensed()) == 13
    assert {change for (change,) in site.ask("SELECT DISTINCT change FROM register_changes")} == {"first_read"}


def test_a_second_reading_of_the_same_pages_changes_nothing(site: Site) -> None:
    site.read()
    before = site.ask("SELECT count(*) FROM register_changes") + site.ask("SELECT * FROM licence_events")
    site.read()
    assert site.ask("SELECT count(*) FROM register_changes") + site.ask("SELECT * FROM licence_events") == before
    assert site.ask("SELECT outcome FROM register_readings ORDER BY id DESC LIMIT 3") == [("unchanged",)] * 3


def test_a_newcomer_is_shown_at_once(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.read()
    capsys.readouterr()
    site.pages["/vatp"] = vatp_page(licensed=[*LICENSED, NEWCOMER])
    site.read()
    assert "new: Newcomer Limited (BXX123), licensed" in capsys.readouterr().out
    assert site.ask("SELECT platform_name, name_zh, note FROM firms WHERE slug = 'register-bxx123'")[0][:2] == ("Newcomer", "新來者有限公司")
    assert site.ask("SELECT effective_on, precision, note FROM licence_events WHERE firm_slug = 'register-bxx123'") == [
        ("2026-11-02", "day", "new in the register")]
    assert len(site.licensed()) == 14


def test_a_platform_that_vanishes_was_licensed_and_says_when_it_was_last_seen(site: Site) -> None:
    site.read()
    site.pages["/vatp"] = vatp_page(licensed=[row for row in LICENSED if row[0] != "BUQ956"])
    site.read()
    assert "bullish" not in site.licensed()
    status, note, origin = site.ask("SELECT status, note, origin FROM licence_events WHERE firm_slug = 'bullish' ORDER BY id DESC LIMIT 1")[0]
    assert (status, origin) == ("ceased", "register")
    assert str(note).startswith("no longer in the register; last seen 20")


def test_a_platform_that_comes_back_is_licensed_again(site: Site) -> None:
    site.read()
    for licensed in ([row for row in LICENSED if row[0] != "BUQ956"], LICENSED):
        site.pages["/vatp"] = vatp_page(licensed=licensed)
        site.read()
    assert "bullish" in site.licensed()


def test_an_applicants_list_does_not_undo_a_deemed_licence(site: Site) -> None:
    site.pages["/vatp"] = vatp_page(applicants=[("Foris DAX HK Limited", "Crypto.com", "29/02/2024")])
    site.read()
    assert site.ask("SELECT count(*) FROM licence_events WHERE firm_slug = 'crypto-com' AND origin = 'register'") == [(0,)]


BROKEN = {
    "the server is down": None,
    "empty": b"",
    "a bot wall": b"<html><title>Just a moment...</title><body>Checking</body></html>",
    "changed shape": vatp_page(marker="other"),
    "half of the rows gone": vatp_page(licensed=LICENSED[:6]),
    "no rows": vatp_page(licensed=[]),
    "JSON that says it failed": b'{"header": {"success": false, "err_code": "9999"}}',
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_page_that_cannot_be_believed_changes_nothing_and_says_why(case: str, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.fetch.time.sleep", lambda seconds: None)
    site.read()
    before = site.licensed(), site.ask("SELECT * FROM licence_events"), site.ask("SELECT count(*) FROM register_entries")
    site.pages["/vatp"] = BROKEN[case]
    assert site.read() == 0
    assert (site.licensed(), site.ask("SELECT * FROM licence_events"), site.ask("SELECT count(*) FROM register_entries")) == before
    outcome, detail = site.ask("SELECT outcome, detail FROM register_readings WHERE register = 'sfc-vatp' ORDER BY id DESC LIMIT 1")[0]
    assert outcome == ("held" if case == "half of the rows gone" else "failed")
    assert detail


def test_when_no_register_can_be_read_the_command_says_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.fetch.time.sleep", lambda seconds: None)
    site.pages = {}
    assert site.read() == 1


def test_an_alert_is_no_status_and_a_look_alike_is_marked(site: Site) -> None:
    site.pages["/alerts"] = alerts_page([("HashKeey Pro", "hashkeey[.]example", "02/11/2026"), ("Bogus", "bogus[.]example", "05/07/2024")])
    site.read()
    rows = dict(site.ask("SELECT name, looks_like_slug FROM alerts WHERE origin = 'register'"))
    assert rows == {"HashKeey Pro": "hashkey", "Bogus": None}
    assert site.ask("SELECT count(*) FROM firms WHERE slug LIKE 'register-hashk%'") == [(0,)]


def test_alerts_that_scroll_off_the_page_stay(site: Site) -> None:
    site.read()
    site.pages["/alerts"] = alerts_page([("Another Bogus", "another[.]example", "01/11/2026")])
    site.read()
    assert {name for (name,) in site.ask("SELECT name FROM alerts WHERE origin = 'register'")} == {"Bogus", "Another Bogus"}


def test_an_issuer_that_goes_is_gone_though_it_is_half_of_the_list(site: Site) -> None:
    site.read()
    site.pages["/issuers"] = issuers_page(ISSUERS[:1])
    site.read()
    assert site.ask("SELECT status FROM licence_events WHERE firm_slug = 'hsbc' ORDER BY id DESC LIMIT 1") == [("ceased",)]


@pytest.mark.parametrize(("text", "words"), [
    ("", "no [[register]] block"), ('[[register]]\nname = "other"\nurl = "https://example.org"', "unknown name"),
    ('[[register]]\nname = "sfc-vatp"\nurl = "ftp://example.org"', "must be http"), ("[[", "cannot be read"),
])
def test_a_wrong_list_of_addresses_is_one_line_and_exit_2(text: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "registers.toml"
    file.write_text(text)
    assert main(["registers", "--db", str(tmp_path / "x.db"), "--registers", str(file)]) == 2
    error = capsys.readouterr().err
    assert words in error
    assert len(error.strip().splitlines()) == 1
