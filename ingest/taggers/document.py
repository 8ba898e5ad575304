"""An article made ready for the taggers: folded once, cut into sentences once, offsets those of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ingest.taggers.hints import hints_of
from ingest.taggers.jurisdiction import home_is_hong_kong, sentences_elsewhere
from ingest.taggers.topics import topics_of
from licensing.language import language_of
from licensing.model import Language, Span
from licensing.precise import first_day
from licensing.text import fold

_END = re.compile(  # every way begins with one sign, so that the search leaps from sign to sign
    r"\n\n*|。[」』”)\"]*|![!?]*[」』”)\"']*|\?[!?]*[」』”)\"']*|\.[\"”'’)\]]*(?=[ \t])"
)
_MOST_OF_A_WORD = 12
_LANGUAGES = {str(language): language for language in Language}
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen gov gen st vs e.g i.e cf approx no nos cap caps fig al ca u.s u.k u.n u.a.e h.k s.a a.k.a "  # noqa: SIM905
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri".split()
)
_ABBREVIATED_NAMES = frozenset(("inc", "ltd", "co", "corp", "plc", "pte", "llc", "bros", "intl"))
_STARTERS = re.compile(r"\s+[\"“'‘(]?(?:The|It|Its|In|On|At|A|An|This|That|These|Those|However|But|And|They|He|She|We|"
                       r"Both|As|For|Of|Since|By|To|With|While|When|If|So|Earlier|Last|Meanwhile|Only|Under|After|Hong)"
                       r"\b")  # fmt: skip


class Sentence(NamedTuple):
    """``document.field(field)[start:end] == text``; folded is of the same length. number: its place in the article.

    hints: bits of ``hints.Hint``, which kinds of words it holds.
    """

    number: int
    field: str
    start: int
    end: int
    text: str
    folded: str
    hints: int

    def span(self, start: int, end: int) -> Span:
        """The stretch from ``start`` to ``end``, offsets in this sentence, as a place in the article."""
        return Span(self.field, self.start + start, self.start + end, self.text[start:end])


@dataclass(frozen=True, slots=True)
class Document:
    """An article as every tagger sees it. published: ISO date cut to its precision, None if unknown.

    The title's sentences come first. folded_title and folded_text have the length of title and text. Of each sentence:
    topics are bits of ``topics.Topic``, elsewhere says whether its facts are those of another place. home: the article
    is of Hong Kong, taken as a whole.
    """

    title: str
    text: str
    published: str | None
    language: Language
    folded_title: str
    folded_text: str
    sentences: tuple[Sentence, ...]
    topics: tuple[int, ...]
    home: bool
    elsewhere: tuple[bool, ...]

    @property
    def is_chinese(self) -> bool:
        """Whether the article is written in Chinese, in either script."""
        return self.language is not Language.EN

    def field(self, name: str) -> str:
        """The title or the text as given."""
        return self.title if name == "title" else self.text


def parse_document(title: str, text: str, published: str | None = None, language: str | None = None) -> Document:
    """Fold and cut an article."""
    folded_title, folded_text = fold(title), fold(text)
    spoken = spoken_language(title, text, language)
    sentences: list[Sentence] = []
    for field, given, folded in (("title", title, folded_title), ("text", text, folded_text)):
        for start, end in split(given, folded):
            words = folded[start:end]
            sentences.append(Sentence(len(sentences), field, start, end, given[start:end], words, hints_of(words)))
    topics = [topics_of(sentence.text, sentence.folded) for sentence in sentences]
    home = home_is_hong_kong(topics, sum(sentence.field == "title" for sentence in sentences))
    elsewhere = sentences_elsewhere(topics, [sentence.folded for sentence in sentences], home)
    return Document(
        title, text, _date(published), spoken, folded_title, folded_text, tuple(sentences), tuple(topics), home,
        elsewhere,
    )  # fmt: skip


def _date(published: str | None) -> str | None:
    """The date without a time of day; None for what is no date."""
    try:
        return published[:10] if published and first_day(published[:10]) else None
    except ValueError:
        return None


def spoken_language(title: str, text: str, stated: str | None) -> Language:
    """The stated language where it is one of ours, else as the words tell it; English where they tell nothing."""
    return _LANGUAGES.get(stated or "") or language_of(title, text) or Language.EN


def split(given: str, folded: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every sentence, blanks left out. A new line ends one unless it goes on in lower case.

    >>> list(split("Ltd. is short. 新規。", "ltd. is short. 新规。"))
    [(0, 14), (15, 18)]
    """
    start = 0
    for found in _END.finditer(folded):
        end = found.end()
        if end > start and _ends(given, folded, found.start(), end):
            yield from _trimmed(given, start, end)
            start = end
    yield from _trimmed(given, start, len(given))


def _ends(given: str, folded: str, at: int, end: int) -> bool:
    """Whether the sign at ``at``, with what goes along with it, ends a sentence."""
    sign = folded[at]
    if sign == "\n":
        return end - at > 1 or not _goes_on(given, at, end)
    if sign != ".":
        return True
    last = folded[folded.rfind(" ", max(at - _MOST_OF_A_WORD, 0), at) + 1 : at]
    last = last[-_MOST_OF_A_WORD:].lstrip("(\"'“‘")
    if last in _ABBREVIATIONS or (len(last) == 1 and given[at - 1].isupper()):
        return False
    if last in _ABBREVIATED_NAMES:
        return _STARTERS.match(given, end) is not None
    after = given[end : end + 3].lstrip()
    return not after[:1].islower()


def _goes_on(given: str, start: int, end: int) -> bool:
    """Whether a single line break stands inside a sentence: wrapped text, lower case after a letter or comma."""
    before, after = given[start - 1 : start], given[end : end + 1]
    return after.islower() and (before.isalnum() or before == ",")


def _trimmed(given: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = given[start:end]
    stripped = piece.strip()
    if stripped:
        start += len(piece) - len(piece.lstrip())
        yield start, start + len(stripped)
