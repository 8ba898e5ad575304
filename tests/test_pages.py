"""Every page, found by glob, in every state the database can be in: seeded, empty, missing, older, corrupt."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from licensing.db import open_writer
from tests import seed

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "dashboard.py", *sorted((ROOT / "pages").glob("*.py"))]
VIEWS = [  # page, address: views of a page that its bare address does not show
    ("2_Licensees", {"profile": "osl"}), ("2_Licensees", {"profile": "nobody"}), ("2_Licensees", {"as_of": "2024-06-01"}),
    ("2_Licensees", {"as_of": "soon", "q": "<b>"}), ("5_Articles", {"article": str(seed.HOSTILE_ID)}),
    ("5_Articles", {"article": "99999"}), ("5_Articles", {"article": "../etc"}), ("5_Articles", {"left_out": "1"}),
    ("5_Articles", {"q": "牌照", "fact": ["cost", "nonsense"], "page": "9999999"}), ("5_Articles", {"q": '"('}),
    ("4_Compliance_costs", {"show": "penalties"}), ("4_Compliance_costs", {"currency": "stated", "kind": "fee"}),
    ("3_Firm_counts", {"category": ["interested"], "log": "1", "regime_line": "stablecoin"}),
    ("1_Timeline", {"lanes": "all"}), ("1_Timeline", {"lanes": "bank"}),
]


@pytest.fixture(params=["seeded", "empty"])
def readable(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    make = seed.seeded if request.param == "seeded" else seed.emptied
    return make(tmp_path / "licensing.db")


def opened(script: Path, db: Path, monkeypatch: pytest.MonkeyPatch, **params: str | list[str]) -> AppTest:
    monkeypatch.setenv("LICENSING_DB", str(db))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30)
    if script.name != "dashboard.py":
        app.switch_page(f"pages/{script.name}")
    for name, value in params.items():
        app.query_params[name] = value
    return app.run()


def page_named(name: str) -> Path:
    return next(page for page in PAGES if page.stem == name)


def no_trouble(app: AppTest) -> None:
    assert not app.exception, [error.message for error in app.exception]
    assert not app.error, [error.value for error in app.error]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_page_stands_with_data_and_without(page: Path, readable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(page, readable, monkeypatch)
    no_trouble(app)
    assert len(app.title) == 1


@pytest.mark.parametrize(("name", "params"), VIEWS, ids=str)
def test_every_view_stands_whatever_the_address(
        name: str, params: dict[str, str | list[str]], readable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_trouble(opened(page_named(name), readable, monkeypatch, **params))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_filters_that_leave_nothing_are_said_not_raised(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(page, seed.seeded(tmp_path / "l.db"), monkeypatch, since="2031-01-01", firm=["osl", "nobody"])
    no_trouble(app)
    assert any("firm=nobody" in warning.value.replace("\\", "") for warning in app.warning)


def missing(path: Path) -> None:
    """Nothing there."""


def corrupt(path: Path) -> None:
    path.write_bytes(b"this is no database, " * 500)


def torn(path: Path) -> None:
    """A database whose pages were overwritten in the middle."""
    seed.seeded(path)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)


def older(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE articles (id INTEGER PRIMARY KEY, title TEXT)")
    connection.close()


def newer(path: Path) -> None:
    db = open_writer(path)
    db.conn.execute("PRAGMA user_version = 999")
    db.conn.close()


@pytest.mark.parametrize("broken", [missing, corrupt, torn, older, newer], ids=lambda broken: broken.__name__)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_database_that_cannot_be_read_says_what_to_do(
        page: Path, broken: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "licensing.db"
    broken(path)  # type: ignore[operator]
    app = opened(page, path, monkeypatch)
    assert not app.exception, [error.message for error in app.exception]
    assert [error.value for error in app.error] == ["The data can't be shown."]
    assert any("Run: python -m ingest" in text.value or "Update the program" in text.value or "run: python -m ingest"
               in text.value for text in app.text)


def test_the_menu_leads_to_every_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from licensing.widgets.frame import PAGES as MENU

    assert sorted(str(ROOT / path) for path, *_ in MENU.values()) == sorted(str(page) for page in PAGES)


def test_a_filter_set_in_a_box_stands_in_the_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(page_named("4_Compliance_costs"), seed.seeded(tmp_path / "l.db"), monkeypatch)
    app.multiselect(key="filter_firms").select("osl").run()
    no_trouble(app)
    assert app.query_params["firm"] in ("osl", ["osl"])
    app.button(key="clear").click().run()
    assert "firm" not in app.query_params
    assert app.multiselect(key="filter_firms").value == []


def test_a_box_changes_its_own_part_of_the_address_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(page_named("4_Compliance_costs"), seed.seeded(tmp_path / "l.db"), monkeypatch, status=["licensed"])
    no_trouble(app)
    assert app.multiselect(key="filter_statuses").value == ["licensed"]
    app.multiselect(key="filter_statuses").set_value([]).run()
    assert "status" not in app.query_params
    other = opened(page_named("4_Compliance_costs"), seed.seeded(tmp_path / "l2.db"), monkeypatch, language="en")
    other.multiselect(key="filter_firms").select("osl").run()
    assert other.query_params["language"] in ("en", ["en"])
    assert other.query_params["firm"] in ("osl", ["osl"])


def test_a_period_preset_sets_the_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(page_named("5_Articles"), seed.seeded(tmp_path / "l.db"), monkeypatch)
    app.selectbox(key="filter_preset").select("vatp").run()
    no_trouble(app)
    assert app.query_params["since"] in ("2023-06-01", ["2023-06-01"])


def test_words_of_feeds_are_never_markdown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = seed.seeded(tmp_path / "l.db")
    for page in PAGES:
        app = opened(page, path, monkeypatch)
        for element in [*app.markdown, *app.caption, *app.warning, *app.info, *app.subheader]:
            assert "![x](http" not in element.value


def test_a_server_is_warmed_without_a_database_and_without_a_reader() -> None:
    from licensing.widgets.warm import warm

    started = warm()
    started.join(60)
    assert not started.is_alive()
    assert "plotly.graph_objs._scatter" in sys.modules
