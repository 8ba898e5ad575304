"""The taggers on one core: relevant articles, and general news in which one in fifty is relevant.

Articles are mixed from sentences of the labelled texts in tests/evaluation, 2,000 characters each. "anew": every
article's numbers and names are changed and nothing is remembered from others; "again": the wire repeats itself, as it
does. Sentences that state an event, a count or a cost are as many as in real articles (``STATING``); "dense" are the
labelled texts as they come, in which nearly every other sentence does. CPU seconds.
"""

from __future__ import annotations

import gc
import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.news import SUBJECT_EVERY, articles
from ingest.taggers import Tagger, build_tagger
from ingest.taggers.document import parse_document
from licensing.reference import load_reference

LABELLED = Path(__file__).parent.parent / "tests" / "evaluation"
SIZE = 2_000
RELEVANT = 600
GENERAL = 10_000
STATING = {"en": 0.22, "zh": 0.28}
"""Share of sentences with an event, a count or a cost in 61 articles on the subject, reworded sentence by sentence."""
DAY = "2024-06-01"
Sentences = tuple[list[str], list[str]]
_DIGITS = re.compile(r"\d{2,}")


def main() -> None:
    """Print articles and megabytes a second; start-up is left out."""
    tagger = build_tagger(load_reference())
    rng = random.Random(7)
    print(f"{'':34}{'articles':>9}{'articles/s':>12}{'MB/s':>8}")
    gc.freeze()  # as the program does
    sentences = {language: _sentences(tagger, language) for language in STATING}
    for language, share in STATING.items():
        texts = list(relevant(sentences[language], language, share, RELEVANT, rng))
        dense = list(relevant(sentences[language], language, None, RELEVANT, rng))
        for word, sample in (("anew", texts), ("again", texts), ("dense", dense)):
            _print(f"relevant, {language}, {word}", tagger, sample, language)
    news = [*articles(GENERAL // 2, SIZE, rng, chinese=False), *articles(GENERAL // 2, SIZE, rng, chinese=True)]
    mixed = [text if number % SUBJECT_EVERY else subject
             for number, (text, subject) in enumerate(zip(news, _cycled(sentences, rng), strict=False))]
    _print(f"news, 1 in {SUBJECT_EVERY} relevant", tagger, mixed, None)


def relevant(
    sentences: Sentences, language: str, share: float | None, number: int, rng: random.Random
) -> Iterator[str]:
    """Articles on our subject, none like another: sentences of the labelled texts, mixed, with other numbers.

    share: of sentences that state a fact; None: as many as in the labelled texts.
    """
    stating, others = sentences
    if share is None:
        share = len(stating) / (len(stating) + len(others))
    for _ in range(number):
        text = ""
        while len(text) < SIZE:
            text += rng.choice(stating if rng.random() < share else others) + ("" if language == "zh" else " ")
        yield _DIGITS.sub(lambda found: str(rng.randrange(10, 10 ** min(len(found.group()), 6))), text[:SIZE])


def _sentences(tagger: Tagger, language: str) -> Sentences:
    """The sentences of the labelled texts: those that state an event, a count or a cost, and the others."""
    stating: list[str] = []
    others: list[str] = []
    for text in _labelled(language):
        tags = tagger.tag("", text, DAY, _stated(language))
        starts = [fact.span.start for fact in (*tags.events, *tags.firm_counts, *tags.costs)]
        for sentence in parse_document("", text, DAY, _stated(language)).sentences:
            states = any(sentence.start <= start < sentence.end for start in starts)
            (stating if states else others).append(sentence.text)
    return stating, others


def _labelled(language: str) -> list[str]:
    lines = (LABELLED / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [record["text"] for record in map(json.loads, lines) if record["relevant"]]


def _stated(language: str) -> str | None:
    return language if language == "en" else None


def _cycled(sentences: dict[str, Sentences], rng: random.Random) -> Iterator[str]:
    texts = [
        text for language, share in STATING.items() for text in relevant(sentences[language], language, share, 100, rng)
    ]
    while True:
        yield from texts


def _print(what: str, tagger: Tagger, texts: Sequence[str], language: str | None) -> None:
    began = time.process_time()
    for text in texts:
        tagger.tag("", text, DAY, _stated(language or ""))
    took = time.process_time() - began
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"{what:34}{len(texts):9}{len(texts) / took:12,.0f}{size / took:8.2f}", flush=True)
