"""The taggers on one core: relevant articles, and general news in which one in fifty is relevant.

Articles are cut from the labelled texts of tests/evaluation, 2,000 characters each. "anew": every article's numbers and
names are changed and nothing is remembered from others; "again": the wire repeats itself, as it does. CPU seconds.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.news import SUBJECT_EVERY, articles

LABELLED = Path(__file__).parent.parent / "tests" / "evaluation"
SIZE = 2_000
RELEVANT = 600
GENERAL = 10_000
_DIGITS = re.compile(r"\d{2,}")


def main() -> None:
    """Print articles and megabytes a second; start-up is left out."""
    from ingest.taggers import build_tagger
    from licensing.reference import load_reference

    tagger = build_tagger(load_reference().aliases)
    rng = random.Random(7)
    print(f"{'':34}{'articles':>9}{'articles/s':>12}{'MB/s':>8}")
    for language in ("en", "zh"):
        texts = list(relevant(language, RELEVANT, rng))
        for word, sample in (("anew", texts), ("again", texts)):
            _print(f"relevant, {language}, {word}", tagger, sample, language)
    news = [*articles(GENERAL // 2, SIZE, rng, chinese=False), *articles(GENERAL // 2, SIZE, rng, chinese=True)]
    mixed = [text if number % SUBJECT_EVERY else subject
             for number, (text, subject) in enumerate(zip(news, _cycled(rng), strict=False))]
    _print(f"news, 1 in {SUBJECT_EVERY} relevant", tagger, mixed, None)


def relevant(language: str, number: int, rng: random.Random) -> Iterator[str]:
    """Articles on our subject, none like another: sentences of the labelled texts, mixed, with other numbers."""
    sentences = [part for text in _labelled(language) for part in re.split(r"(?<=[.。])\s*", text) if part]
    for _ in range(number):
        text = ""
        while len(text) < SIZE:
            text += rng.choice(sentences) + ("" if language == "zh" else " ")
        yield _DIGITS.sub(lambda found: str(rng.randrange(10, 10 ** min(len(found.group()), 6))), text[:SIZE])


def _labelled(language: str) -> list[str]:
    lines = (LABELLED / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [record["text"] for record in map(json.loads, lines) if record["relevant"]]


def _cycled(rng: random.Random) -> Iterator[str]:
    texts = [*relevant("en", 100, rng), *relevant("zh", 100, rng)]
    while True:
        yield from texts


def _print(what: str, tagger: object, texts: Sequence[str], language: str | None) -> None:
    began = time.process_time()
    for text in texts:
        tagger.tag("", text, "2024-06-01", language if language == "en" else None)  # type: ignore[attr-defined]
    took = time.process_time() - began
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"{what:34}{len(texts):9}{len(texts) / took:12,.0f}{size / took:8.2f}", flush=True)
