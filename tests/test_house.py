"""The rules of the house: who may import whom, where SQL and Streamlit may stand, what must not be in a file."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HALVES = {"licensing": ROOT / "licensing", "ingest": ROOT / "ingest", "pages": ROOT / "pages"}
FORBIDDEN = {  # who -> whom it never imports
    "licensing": {"ingest", "pages", "dashboard", "tools", "bench", "tests"},
    "ingest": {"pages", "dashboard", "streamlit", "plotly", "tools", "bench", "tests"},
    "pages": {"ingest", "sqlite3", "sqlite_utils", "tools", "bench", "tests"},
}
PURE = ["licensing/model.py", "licensing/text.py", "licensing/money.py", "ingest/feeds.py", "ingest/taggers"]
IMPURE = {"sqlite3", "sqlite_utils", "httpx", "socket", "requests", "urllib.request", "subprocess", "time", "random"}
STREAMLIT_HOMES = ("licensing/widgets", "licensing/server", "pages/", "dashboard.py")
SQL_HOMES = ("licensing/migrations", "licensing/views", "licensing/queries/", "ingest/store", "licensing/db.py")
SQL = re.compile(r"\b(SELECT\b.+\bFROM|INSERT (OR \w+ )?INTO|UPDATE \w+ SET|DELETE FROM)\b", re.S)


def python_files(*folders: str) -> list[Path]:
    paths: list[Path] = []
    for folder in folders:
        path = ROOT / folder
        paths += [path] if path.is_file() else sorted(path.rglob("*.py"))
    return paths


def imports(path: Path) -> Iterator[str]:
    """Full dotted names of everything a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("half", FORBIDDEN)
def test_imports_point_one_way(half: str) -> None:
    files = python_files(half, "dashboard.py") if half == "pages" else python_files(half)
    assert files
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in files
        for name in imports(path)
        if name.split(".")[0] in FORBIDDEN[half]
    ]
    assert not wrong


def test_taggers_and_parsing_touch_no_network_no_database_no_clock() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in python_files(*PURE)
        for name in imports(path)
        if name in IMPURE or name.split(".")[0] in IMPURE
    ]
    assert not wrong


def test_streamlit_is_imported_by_the_frame_and_the_pages_only() -> None:
    wrong = [
        relative
        for path in python_files("licensing", "ingest")
        if "streamlit" in {name.split(".")[0] for name in imports(path)}
        and not (relative := str(path.relative_to(ROOT))).startswith(STREAMLIT_HOMES)
    ]
    assert not wrong


def test_sql_stands_in_its_four_places() -> None:
    wrong = []
    for path in python_files("licensing", "ingest", "pages", "dashboard.py"):
        relative = str(path.relative_to(ROOT))
        if relative.startswith(SQL_HOMES):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value):
                wrong.append(f"{relative}:{node.lineno}")
    assert not wrong


def test_the_environment_is_read_in_settings_only() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for path in python_files("licensing", "ingest", "pages", "dashboard.py")
        if path.name != "settings.py" and re.search(r"os\.environ|os\.getenv", path.read_text(encoding="utf-8"))
    ]
    assert not wrong


def test_modules_stay_small() -> None:
    files = [path for path in python_files("licensing", "ingest", "pages", "dashboard.py", "tools")
             if path.name != "migrations.py"]  # only ever grows
    long = {str(p.relative_to(ROOT)): n for p in files if (n := len(p.read_text(encoding="utf-8").splitlines())) > 260}
    assert not long


def test_functions_stay_short() -> None:
    long = []
    for path in python_files("licensing", "ingest", "pages", "dashboard.py", "tools"):
        if path.name == "migrations.py":
            continue  # a step is one schema, read as one text
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 45:
                long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert not long


def test_no_index_address_and_no_machine_path_stands_in_any_file() -> None:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    files = [ROOT / name for name in done.stdout.splitlines()] or python_files("licensing", "ingest", "pages")
    traces = re.compile("/wor" "k/main|/roo" r"t/\.|pypi\.or" r"g/simple|index-" r"url|pythonho" "sted")
    wrong = [
        str(path.relative_to(ROOT))
        for path in files
        if path.is_file() and path.suffix not in (".png", ".jpg") and traces.search(path.read_text("utf-8", "ignore"))
    ]
    assert not wrong


def test_every_requirement_has_an_exact_version_and_says_what_it_is_for() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    packages = [line for line in lines if line and not line.startswith(("#", "-"))]
    assert len(packages) >= 6
    assert [line for line in packages if "==" not in line.split("#")[0]] == []
