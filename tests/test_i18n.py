"""Two languages, both whole: every text of ours has its translation, none is left that nothing uses."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

from licensing import amounts, headlines, method
from licensing.i18n import catalogue, day, t, use_language
from licensing.labels import LABELS

ROOT = Path(__file__).resolve().parent.parent
PLACES = re.compile(r"\{(\w+)\}")


def literal_texts() -> set[str]:
    """The first argument of every ``t("…")`` in the code."""
    found = set()
    for path in [ROOT / "dashboard.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "licensing").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t"
            if called and node.args and isinstance(node.args[0], ast.Constant):
                found.add(str(node.args[0].value))
    return found


def texts_from_tables() -> set[str]:
    """Texts that reach ``t`` through data: labels, column titles, pages, presets, patterns, prose."""
    frame, filter_bar, columns = (import_module(f"licensing.widgets.{name}") for name in ("frame", "filter_bar", "columns"))
    found = {label for labels in LABELS.values() for label in labels.values()}
    found |= {title for title, _ in columns.COLUMNS.values()} | set(filter_bar.PRESETS.values())
    found |= {text for _, title, about in frame.PAGES.values() for text in (title, about)}
    found |= set(amounts._PATTERNS.values()) | set(headlines.texts()) | set(method.texts())
    return {text for text in found if text}


@pytest.fixture(autouse=True)
def english_again() -> object:
    yield
    use_language("en")


def test_every_text_of_ours_has_its_translation() -> None:
    assert sorted((literal_texts() | texts_from_tables()) - set(catalogue())) == []


def test_no_translation_is_left_that_nothing_uses() -> None:
    assert sorted(set(catalogue()) - literal_texts() - texts_from_tables()) == []


def test_a_translation_has_the_places_of_its_english_text() -> None:
    assert [text for text, chinese in catalogue().items() if sorted(PLACES.findall(text)) != sorted(PLACES.findall(chinese))] == []


def test_translations_are_traditional_chinese() -> None:
    import opencc

    to_traditional = opencc.OpenCC("s2t")
    allowed = {"HTTP"}
    assert [text for text, chinese in catalogue().items() if text not in allowed and not re.search(r"[\u4e00-\u9fff]", chinese)] == []
    simplified = re.compile("[体发为进会资虚拟证监现实备种类级别]")
    assert [chinese for chinese in catalogue().values() if simplified.search(chinese) and to_traditional.convert(chinese) != chinese] == []


@pytest.mark.parametrize(("language", "iso", "shown"), [
    ("en", "2023-08-03", "3 Aug 2023"), ("zh", "2023-08-03", "2023年8月3日"), ("zh", "2023-08", "2023年8月"), ("zh", "2023", "2023"),
])
def test_dates_are_written_in_the_readers_form(language: str, iso: str, shown: str) -> None:
    use_language(language)
    assert day(iso).startswith(shown)


def test_an_unknown_language_is_english() -> None:
    assert use_language("xx") == "en"
    assert t("Timeline") == "Timeline"
