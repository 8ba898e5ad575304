"""The ratchet: no family falls below its floor on our own texts, in English or Chinese. Floors only rise on purpose."""

from __future__ import annotations

import tomllib
from collections import Counter

import pytest

from ingest.taggers import build_tagger
from licensing.reference import load_reference
from licensing.settings import REFERENCE
from tests.evaluation.scoring import FAMILIES, FOLDER, load, measure

FLOORS = tomllib.loads((FOLDER / "floors.toml").read_text(encoding="utf-8"))
TEXTS = load("en", "zh")


@pytest.fixture(scope="module")
def scores() -> dict[tuple[str, str], object]:
    return dict(measure(TEXTS))


def test_there_are_enough_texts_in_three_scripts() -> None:
    assert len(TEXTS) >= 120
    languages = Counter(text["language"] for text in TEXTS)
    assert min(languages[script] for script in ("en", "zh-Hant", "zh-Hans")) >= 20
    assert 0.1 < sum(not text["relevant"] for text in TEXTS) / len(TEXTS) < 0.5


def test_every_label_stands_in_its_text() -> None:
    wrong = [(text["id"], row["quote"]) for text in TEXTS for family in ("firm_counts", "costs") for row in text[family]
             if row["quote"] not in text["title"] and row["quote"] not in text["text"]]
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("measure_name", ["precision", "recall"])
def test_no_family_falls_below_its_floor(language: str, family: str, measure_name: str, scores: dict[tuple[str, str], object]) -> None:
    reached = getattr(scores[language, family], measure_name)
    assert reached >= FLOORS[language][family][measure_name], f"{language} {family}: {measure_name} is {reached:.3f}"


def test_every_quote_stands_at_its_offsets() -> None:
    tagger = build_tagger(load_reference())
    for text in TEXTS:
        tags = tagger.tag(text["title"], text["text"], text["published"], text["language"])
        for fact in (*tags.firms, *tags.events, *tags.firm_counts, *tags.costs):
            assert text[fact.span.field][fact.span.start : fact.span.end] == fact.span.quote


def test_what_the_method_page_shows_is_what_is_measured(scores: dict[tuple[str, str], object]) -> None:
    shown = tomllib.loads((REFERENCE / "measured.toml").read_text(encoding="utf-8"))
    assert shown["n_texts"] == len(TEXTS)
    for (language, family), score in scores.items():
        for name in ("precision", "recall"):
            assert shown[language][family][name] == round(getattr(score, name), 3), f"run: python -m tests.evaluation.measure --write ({language} {family})"
