"""Stories of 100,000 relevant articles: unlike ones, and near-identical ones from a handful of templates."""

from __future__ import annotations

import random
import time

from bench.news import articles

NUMBERS = (25_000, 100_000)


def main() -> None:
    """Print seconds of signing and of grouping."""
    from ingest.stories import Report, group, sign

    print(f"{'':12}{'articles':>9}{'signing s':>11}{'grouping s':>12}{'stories':>9}")
    for name, make in (("unlike", _unlike), ("templates", _templates)):
        for number in NUMBERS:
            rng = random.Random(1)
            signing = 0.0
            reports = []
            for n, text in enumerate(make(number, rng)):
                started = time.perf_counter()
                signature = sign("", text)
                signing += time.perf_counter() - started
                day = 738_000 + n * 2_000 // number
                reports.append(Report(n, day, day, frozenset({f"firm{n % 30}"}), signature))
            started = time.perf_counter()
            told = group(reports)
            grouping = time.perf_counter() - started
            print(f"{name:12}{number:9}{signing:11.1f}{grouping:12.1f}{len(set(told.values())):9}", flush=True)


def _unlike(number: int, rng: random.Random) -> list[str]:
    return [*articles(number // 2, 2_000, rng, chinese=False, subject=True),
            *articles(number - number // 2, 2_000, rng, chinese=True, subject=True)]


def _templates(number: int, rng: random.Random) -> list[str]:
    templates = [text.split() for text in articles(5, 2_000, rng, chinese=False, subject=True)]
    words = sorted({word for template in templates for word in template})
    made = []
    for n in range(number):
        text = list(templates[n % len(templates)])
        for _ in range(4):
            text[rng.randrange(len(text))] = rng.choice(words)
        made.append(" ".join(text))
    return made
