"""Corrections into the database. They are laid over what feeds and taggers gave, and can be lifted off again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence

from ingest.corrections import TABLES, Correction, Corrections
from ingest.store_index import add_to_index, remove_from_index
from ingest.store_tags import TAG_TABLES, Tagger, delete_tags, retag
from licensing.db import set_state, state_value
from licensing.model import Currency
from licensing.settings import HKD_PER_USD

_PLACED = ("field", "start", "end", "quote")


def renew_corrections(connection: sqlite3.Connection, corrections: Corrections, tagger: Tagger) -> bool:
    """Where the file has changed: lift off the old corrections and lay on the new ones. True where it had."""
    if state_value(connection, "corrections") == corrections.hash:
        return False
    old = _corrected_articles(connection)
    _restore(connection, old)
    connection.execute("DELETE FROM corrections")
    connection.executemany(
        "INSERT INTO corrections VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
        ((c.line, c.target, c.article, c.field, c.wrong, c.value, c.why, c.who, c.corrected_on)
         for c in corrections.rows))
    set_state(connection, "corrections", corrections.hash)
    retag(connection, tagger, old)
    apply_corrections(connection, corrections, tagger)
    return True


def apply_corrections(
    connection: sqlite3.Connection, corrections: Corrections, tagger: Tagger, ids: Collection[int] | None = None
) -> None:
    """Lay the corrections over articles that have just been tagged: these, or (None) all. Notes how many rows each hit.

    Articles come first: a corrected title is tagged again before its facts are corrected.
    """
    if not corrections.rows:
        return
    wanted = None if ids is None else set(ids)
    found = [(c, number) for c in corrections.rows
             if (number := _article_id(connection, c.article)) is not None and (wanted is None or number in wanted)]
    for correction, number in sorted(found, key=lambda pair: (pair[0].turn, pair[0].line)):
        correct = _correct_article if correction.target == "article" else _correct_fact
        applied = correct(connection, correction, number, tagger)
        connection.execute("UPDATE corrections SET applied = ? WHERE id = ?", (applied, correction.line))


def _article_id(connection: sqlite3.Connection, address: str) -> int | None:
    (number,) = connection.execute(
        "SELECT min(id) FROM articles WHERE identity = ? OR url = ?", (address, address)).fetchone()
    return None if number is None else int(number)


def _correct_article(connection: sqlite3.Connection, correction: Correction, number: int, tagger: Tagger) -> int:
    if correction.field == "relevant":
        return _correct_relevance(connection, correction, number)
    title, text, relevant, now, original = connection.execute(
        f"SELECT title, text, relevant, {correction.field}, original FROM articles WHERE id = ?", (number,)).fetchone()
    before = json.loads(original or "{}")
    if (before.get(correction.field, now) or "") != correction.wrong:
        return 0
    before.setdefault(correction.field, now)
    if correction.field == "published_on":
        _correct_day(connection, correction, number, before)
    connection.execute(f"UPDATE articles SET {correction.field} = ?, original = ? WHERE id = ?",
                       (correction.value or None, json.dumps(before, ensure_ascii=False), number))
    if correction.field == "title" and title != correction.value:
        remove_from_index(connection, [(number, title, text, relevant)])
        add_to_index(connection, [(number, correction.value, text, relevant)])
    retag(connection, tagger, [number])
    _say_so(connection, "articles", number, correction)
    return 1


def _correct_day(connection: sqlite3.Connection, correction: Correction, number: int, before: dict[str, str]) -> None:
    """A corrected day takes the place of the instant and the precision that went with the wrong one."""
    at, exactness = connection.execute(
        "SELECT published_at, published_precision FROM articles WHERE id = ?", (number,)).fetchone()
    before.setdefault("published_at", at)
    before.setdefault("published_precision", exactness)
    precision = {4: "year", 7: "month", 10: "day"}.get(len(correction.value))
    connection.execute("UPDATE articles SET published_at = NULL, published_precision = ? WHERE id = ?",
                       (precision, number))


def _correct_relevance(connection: sqlite3.Connection, correction: Correction, number: int) -> int:
    title, text, relevant = connection.execute(
        "SELECT title, text, relevant FROM articles WHERE id = ?", (number,)).fetchone()
    if ("yes" if relevant else "no") != correction.wrong:
        return 0
    right = correction.value == "yes"
    if not right:
        delete_tags(connection, [number])
    remove_from_index(connection, [(number, title, text, relevant)])
    add_to_index(connection, [(number, title, text, right)])
    connection.execute("UPDATE articles SET relevant = ?, relevance_reason = ? WHERE id = ?",
                       (right, f"corrected: {correction.why}", number))
    _say_so(connection, "articles", number, correction)
    return 1


def _correct_fact(connection: sqlite3.Connection, correction: Correction, number: int, _tagger: Tagger) -> int:
    table = TABLES[correction.target]
    if correction.adds:
        return _add_fact(connection, table, correction, number)
    rows = _matching(connection, table, correction, number)
    if correction.takes_out:
        connection.executemany(f"DELETE FROM {table} WHERE id = ?", ((row,) for row in rows))
        if rows:
            _say_so(connection, "articles", number, correction)
        return len(rows)
    for row in rows:
        connection.execute(f"UPDATE {table} SET {correction.field} = ? WHERE id = ?", (correction.value or None, row))
        _say_so(connection, table, row, correction)
        _convert(connection, table, row)
    return len(rows)


def _matching(connection: sqlite3.Connection, table: str, correction: Correction, number: int) -> list[int]:
    """Ids of the article's facts that the correction is about."""
    value, _, words = correction.wrong.partition(" | ")
    if correction.takes_out:
        value, words, column = "", correction.wrong, "''"
    else:
        column = f"coalesce(CAST({correction.field} AS TEXT), '')"
    rows = connection.execute(
        f"SELECT id FROM {table} WHERE article_id = ? AND {column} = ? AND instr(quote, ?) > 0", (number, value, words))
    return [row[0] for row in rows]


def _add_fact(connection: sqlite3.Connection, table: str, correction: Correction, number: int) -> int:
    fact: dict[str, object] = {name: value or None for name, value in correction.new_fact.items()}
    quote = str(fact["quote"])
    title, text = connection.execute("SELECT title, text FROM articles WHERE id = ?", (number,)).fetchone()
    for field, words in (("title", title), ("text", text)):
        start = words.find(quote)
        if start >= 0:
            fact |= {"article_id": number, "field": field, "start": start, "end": start + len(quote)}
            row = connection.execute(
                f"INSERT INTO {table}({', '.join(fact)}) VALUES ({', '.join('?' * len(fact))}) RETURNING id",
                list(fact.values())).fetchone()[0]
            _say_so(connection, table, row, correction)
            _convert(connection, table, row)
            return 1
    return 0


def _convert(connection: sqlite3.Connection, table: str, row: int) -> None:
    """HKD figures of a corrected cost: as stated, else as the article converts it, else at the peg from USD."""
    if table != "compliance_costs":
        return
    hkd, usd = Currency.HKD, Currency.USD
    for end in ("low", "high"):
        connection.execute(
            f"""UPDATE compliance_costs SET hkd_{end} = CASE WHEN currency = ? THEN {end} WHEN also_currency = ?
                THEN also_{end} WHEN currency = ? THEN {end} * ? WHEN also_currency = ? THEN also_{end} * ? END
                WHERE id = ?""", (hkd, hkd, usd, HKD_PER_USD, usd, HKD_PER_USD, row))


def _say_so(connection: sqlite3.Connection, table: str, row: int, correction: Correction) -> None:
    words = correction.in_words
    (said,) = connection.execute(f"SELECT correction FROM {table} WHERE id = ?", (row,)).fetchone()
    if words not in (said or "").split("\n"):
        all_words = f"{said}\n{words}" if said else words
        connection.execute(f"UPDATE {table} SET correction = ? WHERE id = ?", (all_words, row))


def _corrected_articles(connection: sqlite3.Connection) -> list[int]:
    parts = ["SELECT id FROM articles WHERE correction IS NOT NULL OR original IS NOT NULL"]
    parts += [f"SELECT article_id FROM {table} WHERE correction IS NOT NULL" for table in TAG_TABLES]
    return sorted(row[0] for row in connection.execute(" UNION ".join(parts)))


def _restore(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Give these articles back what corrections overwrote; their facts come back when they are tagged again."""
    for number in ids:
        title, text, relevant, original = connection.execute(
            "SELECT title, text, relevant, original FROM articles WHERE id = ?", (number,)).fetchone()
        before = json.loads(original or "{}")
        for column, value in before.items():
            connection.execute(f"UPDATE articles SET {column} = ? WHERE id = ?", (value, number))
        if "title" in before:
            remove_from_index(connection, [(number, title, text, relevant)])
            add_to_index(connection, [(number, before["title"], text, relevant)])
        connection.execute("UPDATE articles SET original = NULL, correction = NULL WHERE id = ?", (number,))
