"""The tables of examples in tests/specs for names, events, roles, dates and new firms.

A table is plain text. ``@ 2024-05-30`` sets the day of publication for what follows; ``#`` and ``--`` begin remarks. An
example is one line of words and the lines under it that begin with ``=`` (what is found there) or are ``-`` (nothing is).
A title before the words is set off by `` || ``; ``\\n`` begins a new line of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SPECS = Path(__file__).parent / "specs"


@dataclass(frozen=True)
class Example:
    """words: what is tagged; expected: the lines after ``=``, split at blanks; place: file and line, for messages."""

    title: str
    words: str
    published: str | None
    expected: tuple[tuple[str, ...], ...]
    place: str

    @property
    def language(self) -> str:
        """The language and script of its table: "en", "zh-Hant", "zh-Hans"."""
        return self.place.partition(":")[0].rpartition(".")[2]


def read_examples(table: str) -> Iterator[Example]:
    """Examples of every script of a table, e.g. ``events``."""
    for path in sorted(SPECS.glob(f"{table}.*")):
        yield from _read(path)


def _read(path: Path) -> Iterator[Example]:
    published: str | None = None
    words: tuple[str, int] | None = None
    expected: list[tuple[str, ...]] = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), "# end"], 1):
        if line == "-":
            continue
        if line.startswith("= "):
            expected.append(tuple(line[2:].split()))
            continue
        if words is not None:
            title, _, text = words[0].rpartition(" || ")
            yield Example(title, text.replace("\\n", "\n"), published, tuple(expected), f"{path.name}:{words[1]}")
            words, expected = None, []
        if line.startswith("@ "):
            published = None if line == "@ never" else line[2:]
        elif line and not line.startswith(("#", "--")):
            words = line, number
