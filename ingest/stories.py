"""Which articles tell one story: near-identical texts of relevant articles within a few days of each other.

Texts are compared by MinHash: a signature of 126 numbers, whose share of equal places estimates how many runs of words
(Chinese: of characters) two texts have in common. Only texts that agree in a whole band of six numbers are compared,
and in a band's bucket each only with the ``LEADERS`` last unlike ones: time grows with the number of articles, even
where thousands are made from one template. Two articles about different firms are two stories, however alike their
words.

The result depends on the articles alone, not on the order they came in.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from licensing.search import simplified

BANDS, ROWS = 21, 6
LIKE = 0.7  # share of common word runs from which two texts are one story
WINDOW_DAYS = 10  # between the first and the last report of a story
FEWEST_RUNS = 20  # shorter texts are one story only if they are the same words
LEADERS = 16
_CHARACTERS = 3_000  # a repost shows at its beginning

_TOKEN = re.compile("[0-9a-z\u00c0-\u024f]+|[\u3400-\u9fff\uf900-\ufaff]")
_RANDOM = np.random.Generator(np.random.PCG64(20230601))
_FACTORS = _RANDOM.integers(1, 2**63, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
_SHIFTS = _RANDOM.integers(0, 2**63, BANDS * ROWS, dtype=np.uint64)
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64)

Signature = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Report:
    """An article as stories see it. first, last: days (as ordinals) between which it appeared; firms: named in it."""

    id: int
    first: int
    last: int
    firms: frozenset[str]
    signature: Signature


def sign(title: str, text: str) -> Signature:
    """The signature of an article's words: equal for equal words. Too few words: one number, of all of them."""
    tokens = _TOKEN.findall(simplified(f"{title}\n{text}"[:_CHARACTERS]).lower())
    hashes = np.fromiter(map(crc32, map(str.encode, tokens)), dtype=np.uint64, count=len(tokens))
    width = 4 if sum(len(token) == 1 for token in tokens) * 2 > len(tokens) else 3
    runs = len(hashes) - width + 1
    if runs < FEWEST_RUNS:
        return np.array([crc32(" ".join(tokens).encode())] if tokens else [], dtype=np.uint32)
    mixed = np.zeros(runs, dtype=np.uint64)
    for place in range(width):
        mixed = (mixed ^ hashes[place : place + runs]) * _MIX[place]
    mixed ^= mixed >> np.uint64(29)
    permuted = np.multiply.outer(_FACTORS, mixed)  # in this order the smallest of each lie side by side
    permuted += _SHIFTS[:, None]
    smallest: Signature = (permuted.min(axis=1) >> np.uint64(32)).astype(np.uint32)
    return smallest


def days(published_on: str | None, fetched_at: str) -> tuple[int, int]:
    """First and last day (ordinals) an article can be from, by its date as far as it is known, else its reading."""
    known = published_on or fetched_at[:10]
    first = date.fromisoformat(known + {4: "-01-01", 7: "-01"}.get(len(known), ""))
    if len(known) == 4:
        return first.toordinal(), date(first.year, 12, 31).toordinal()
    if len(known) == 7:
        return first.toordinal(), ((first + timedelta(31)).replace(day=1) - timedelta(1)).toordinal()
    return first.toordinal(), first.toordinal()


def group(reports: Sequence[Report]) -> dict[int, int]:
    """Each article's story: the smallest id of the articles that tell it."""
    ordered = sorted(reports, key=lambda r: (r.first, r.last, r.signature.tobytes(), sorted(r.firms)))
    stories = _Stories(ordered)
    for bucket in _buckets(ordered):
        _join_bucket(bucket, ordered, stories)
    return stories.smallest_ids()


class _Stories:
    """Union-find over places in the ordered list; a story keeps to its days and its firms."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self.reports = reports
        self.parent = list(range(len(reports)))
        self.first = [report.first for report in reports]
        self.last = [report.last for report in reports]
        self.firms = [report.firms for report in reports]

    def root(self, place: int) -> int:
        while self.parent[place] != place:
            self.parent[place] = self.parent[self.parent[place]]
            place = self.parent[place]
        return place

    def may_join(self, a: int, b: int) -> bool:
        """Whether two stories (roots) lie close enough in time and are not about different firms."""
        late_first, early_last = max(self.first[a], self.first[b]), min(self.last[a], self.last[b])
        span = max(self.last[a], self.last[b]) - min(self.first[a], self.first[b])
        in_time = span <= WINDOW_DAYS or late_first <= early_last  # a month or a year that holds the other's day
        return in_time and (self.firms[a] <= self.firms[b] or self.firms[b] <= self.firms[a])

    def join(self, a: int, b: int) -> None:
        a, b = min(a, b), max(a, b)
        self.parent[b] = a
        self.first[a], self.last[a] = min(self.first[a], self.first[b]), max(self.last[a], self.last[b])
        self.firms[a] = self.firms[a] | self.firms[b]

    def smallest_ids(self) -> dict[int, int]:
        smallest: dict[int, int] = {}
        for place, report in enumerate(self.reports):
            root = self.root(place)
            smallest[root] = min(smallest.get(root, report.id), report.id)
        return {report.id: smallest[self.root(place)] for place, report in enumerate(self.reports)}


def _join_bucket(bucket: Sequence[int], reports: Sequence[Report], stories: _Stories) -> None:
    """Join those of a bucket that are alike; each is compared with the last few that were unlike."""
    leaders: deque[int] = deque(maxlen=LEADERS)
    for place in bucket:
        mine = stories.root(place)
        for leader in leaders:
            other = stories.root(leader)
            if other == mine:
                break
            if stories.may_join(mine, other) and _alike(reports[place].signature, reports[leader].signature):
                stories.join(mine, other)
                break
        else:
            leaders.appendleft(place)


def _alike(a: Signature, b: Signature) -> bool:
    return bool(np.count_nonzero(a == b) >= LIKE * len(a))


def _buckets(reports: Sequence[Report]) -> Iterator[list[int]]:
    """Places of articles that agree in a band of their signatures, two or more together, in order."""
    short: dict[int, list[int]] = defaultdict(list)
    long = []
    for place, report in enumerate(reports):
        if len(report.signature) == 1:
            short[int(report.signature[0])].append(place)
        elif len(report.signature):
            long.append(place)
    yield from (places for places in short.values() if len(places) > 1)
    if long:
        matrix = np.stack([reports[place].signature for place in long])
        for band in range(BANDS):
            yield from _equal_rows(matrix[:, band * ROWS : (band + 1) * ROWS], long)


def _equal_rows(rows: NDArray[np.uint32], places: Sequence[int]) -> Iterable[list[int]]:
    buckets: dict[bytes, list[int]] = defaultdict(list)
    width, packed = rows.shape[1] * 4, np.ascontiguousarray(rows).tobytes()
    for number, place in enumerate(places):
        buckets[packed[number * width : (number + 1) * width]].append(place)
    return (bucket for bucket in buckets.values() if len(bucket) > 1)
