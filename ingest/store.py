"""Articles into the database: one row an article, whatever feed brings it and however often.

When several feeds carry an article, the one with the longest text speaks for it, then the smallest source id; what the
others last said is kept beside it, so that the order of arrival never matters. A text read from the article's own page
stays as long as it is longer than the feed's.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.store_index import add_to_index, remove_from_index
from ingest.store_tags import Tagger, insert_tags, retag
from licensing.model import Article, TextFrom

_CHUNK = 500
_WORDS = ("url", "guid", "title", "author", "publisher", "published_at", "published_on", "published_precision",
          "language", "text")
_LANGUAGE = _WORDS.index("language")
Words = tuple[str | None, ...]
"""What a feed says of an article, in the order of ``_WORDS``."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What one reading of a source changed: ids of new articles, and of those whose words changed."""

    new: tuple[int, ...] = ()
    updated: tuple[int, ...] = ()

    @property
    def touched(self) -> tuple[int, ...]:
        """Ids of all articles that were tagged by this reading."""
        return self.new + self.updated


@dataclass(frozen=True, slots=True)
class _Version:
    """What one feed last said of one article. words None: they are what the articles row shows."""

    source_id: str
    hash: str
    length: int
    words: Words | None

    @property
    def rank(self) -> tuple[int, str]:
        """The smallest rank speaks for the article: the longest text, then the source's id."""
        return -self.length, self.source_id


def save_articles(
    connection: sqlite3.Connection, source_id: str, articles: Iterable[Article], tagger: Tagger, now: str
) -> Saved:
    """Store one reading of a source and tag what is new or edited; the caller holds the transaction. now: UTC."""
    reading = _one_each(articles)
    known = _known(connection, list(reading))
    seen = _hashes(connection, source_id, list(known.values()))
    fresh: list[Article] = []
    updated: list[int] = []
    for identity, article in reading.items():
        number = known.get(identity)
        if number is None:
            fresh.append(article)
        elif seen.get(number) != (item := _version(source_id, article)).hash and _settle(connection, number, item, now):
            updated.append(number)
    new: list[int] = []
    for start in range(0, len(fresh), _CHUNK):  # so that not all tags of a long feed are held at once
        new += _insert(connection, source_id, fresh[start : start + _CHUNK], tagger, now)
    retag(connection, tagger, updated)
    return Saved(tuple(new), tuple(updated))


def save_page_text(connection: sqlite3.Connection, number: int, text: str, tagger: Tagger, now: str) -> bool:
    """Put the page's text in the place of what is shown if it is longer than the feed's, and tag again.

    True where it was; False, too, where the page says what it said before.
    """
    row = _row(connection, number)
    from_feed = row["text_from"] == TextFrom.FEED
    (feed_length,) = (len(row["text"]),) if from_feed else connection.execute(
        "SELECT text_length FROM article_sources WHERE article_id = ? AND source_id = ?", (number, row["source_id"])
    ).fetchone()
    if len(text) <= feed_length or text == row["text"]:
        return False
    if from_feed:
        words = json.dumps(_shown(row), ensure_ascii=False)
        connection.execute("UPDATE article_sources SET item = ? WHERE article_id = ? AND source_id = ?",
                           (words, number, row["source_id"]))
    remove_from_index(connection, [(number, row["title"], row["text"], row["relevant"])])
    connection.execute("UPDATE articles SET text = ?, text_from = ?, updated_at = ? WHERE id = ?",
                       (text, TextFrom.PAGE, now, number))
    _forget_signature(connection, number)
    add_to_index(connection, [(number, row["title"], text, row["relevant"])])
    retag(connection, tagger, [number])
    return True


def _one_each(articles: Iterable[Article]) -> dict[str, Article]:
    """Articles by identity; of two with one identity in one reading, the longer text, then the first."""
    chosen: dict[str, Article] = {}
    for article in articles:
        before = chosen.get(article.identity)
        if before is None or len(article.text) > len(before.text):
            chosen[article.identity] = article
    return chosen


def _insert(
    connection: sqlite3.Connection, source_id: str, articles: Sequence[Article], tagger: Tagger, now: str
) -> list[int]:
    first = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM articles").fetchone()[0]
    numbers = list(range(first, first + len(articles)))
    tags = [tagger.tag(a.title, a.text, a.published_on, a.language) for a in articles]
    versions = [_version(source_id, a) for a in articles]
    connection.executemany(
        f"""INSERT INTO articles(id, identity, source_id, {", ".join(_WORDS)}, text_from, fetched_at, updated_at,
                feed_hash, relevant, relevance_reason, tagger_version)
            VALUES (?, ?, ?, {", ".join("?" * len(_WORDS))}, ?, ?, ?, ?, ?, ?, ?)""",
        ((number, a.identity, source_id, *_worded(v, t.language), TextFrom.FEED, now, now, v.hash,
          t.relevant, t.reason, tagger.version)
         for number, a, t, v in zip(numbers, articles, tags, versions, strict=True)),
    )
    connection.executemany(
        "INSERT INTO article_sources(article_id, source_id, first_seen_at, feed_hash, text_length) VALUES (?,?,?,?,?)",
        ((number, source_id, now, v.hash, v.length) for number, v in zip(numbers, versions, strict=True)),
    )
    insert_tags(connection, zip(numbers, tags, strict=True))
    add_to_index(connection, ((number, a.title, a.text, t.relevant)
                              for number, a, t in zip(numbers, articles, tags, strict=True)))
    return numbers


def _settle(connection: sqlite3.Connection, number: int, item: _Version, now: str) -> bool:
    """Take in what one feed now says of a known article; True where the words shown changed."""
    row = _row(connection, number)
    kept = [v for v in _versions(connection, number) if v.words is not None or v.source_id == row["source_id"]]
    versions = {v.source_id: v for v in kept} | {item.source_id: item}
    speaker = min(versions.values(), key=lambda v: v.rank)
    _keep_version(connection, number, item, now)
    if speaker.source_id == row["source_id"] and speaker is not item:
        return False
    words = dict(zip(_WORDS, speaker.words or (), strict=True))
    if row["source_id"] != speaker.source_id and row["text_from"] == TextFrom.FEED:
        _keep_words(connection, number, row)
    from_page = row["text_from"] == TextFrom.PAGE and len(row["text"]) > speaker.length
    if from_page:
        words["text"] = row["text"]
    else:
        connection.execute("UPDATE article_sources SET item = NULL WHERE article_id = ? AND source_id = ?",
                           (number, speaker.source_id))
    _show(connection, row, words, speaker, TextFrom.PAGE if from_page else TextFrom.FEED, now)
    return True


def _show(
    connection: sqlite3.Connection, row: sqlite3.Row, words: dict[str, str | None], speaker: _Version,
    text_from: TextFrom, now: str,
) -> None:
    number = row["id"]
    remove_from_index(connection, [(number, row["title"], row["text"], row["relevant"])])
    connection.execute(
        f"""UPDATE articles SET {", ".join(f"{name} = ?" for name in _WORDS)}, source_id = ?, feed_hash = ?,
                text_from = ?, updated_at = ?, correction = NULL, original = NULL WHERE id = ?""",
        (*(words[name] for name in _WORDS), speaker.source_id, speaker.hash, text_from, now, number),
    )
    _forget_signature(connection, number)
    add_to_index(connection, [(number, str(words["title"]), str(words["text"]), row["relevant"])])


def _keep_version(connection: sqlite3.Connection, number: int, item: _Version, now: str) -> None:
    connection.execute(
        """INSERT INTO article_sources(article_id, source_id, first_seen_at, feed_hash, text_length, item)
           VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT(article_id, source_id) DO UPDATE
           SET feed_hash = excluded.feed_hash, text_length = excluded.text_length, item = excluded.item""",
        (number, item.source_id, now, item.hash, item.length, json.dumps(item.words, ensure_ascii=False)),
    )


def _keep_words(connection: sqlite3.Connection, number: int, row: sqlite3.Row) -> None:
    """Keep beside the article what it showed until now, unless its feed has just said something newer."""
    connection.execute(
        "UPDATE article_sources SET item = ? WHERE article_id = ? AND source_id = ? AND item IS NULL",
        (json.dumps(_shown(row), ensure_ascii=False), number, row["source_id"]),
    )


def _versions(connection: sqlite3.Connection, number: int) -> list[_Version]:
    rows = connection.execute(
        "SELECT source_id, feed_hash, text_length, item FROM article_sources WHERE article_id = ?", (number,)
    )
    return [_Version(s, h, length, None if item is None else tuple(json.loads(item))) for s, h, length, item in rows]


def _known(connection: sqlite3.Connection, identities: Sequence[str]) -> dict[str, int]:
    known: dict[str, int] = {}
    for start in range(0, len(identities), _CHUNK):
        chunk = identities[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        known.update(connection.execute(f"SELECT identity, id FROM articles WHERE identity IN ({marks})", chunk))
    return known


def _hashes(connection: sqlite3.Connection, source_id: str, numbers: Sequence[int]) -> dict[int, str]:
    """What this source last said of each article, as a hash."""
    hashes: dict[int, str] = {}
    for start in range(0, len(numbers), _CHUNK):
        chunk = numbers[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        hashes.update(connection.execute(
            f"SELECT article_id, feed_hash FROM article_sources WHERE source_id = ? AND article_id IN ({marks})",
            (source_id, *chunk),
        ))
    return hashes


def _row(connection: sqlite3.Connection, number: int) -> sqlite3.Row:
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    row: sqlite3.Row = cursor.execute("SELECT * FROM articles WHERE id = ?", (number,)).fetchone()
    return row


def _shown(row: sqlite3.Row) -> list[str | None]:
    """The feed's words of a row that shows them, a correction undone."""
    before = json.loads(row["original"]) if row["original"] else {}
    return [before.get(name, row[name]) for name in _WORDS]


def _forget_signature(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("DELETE FROM story_signatures WHERE article_id = ?", (number,))


def _worded(version: _Version, found: str | None) -> Words:
    """A version's words, with the language that the tagger found where the feed and its reading left it open."""
    words = version.words or ()
    return words if words[_LANGUAGE] else (*words[:_LANGUAGE], found, *words[_LANGUAGE + 1 :])


def _words(article: Article) -> Words:
    at = article.published_at
    return (article.url, article.guid, article.title, article.author, article.publisher,
            at.isoformat(timespec="seconds") if at else None, article.published_on, article.published_precision,
            article.language, article.text)


def _version(source_id: str, article: Article) -> _Version:
    words = _words(article)
    digest = hashlib.sha256("\x1f".join(word or "" for word in words).encode("utf-8", "surrogatepass")).hexdigest()
    return _Version(source_id, digest[:32], len(article.text), words)
