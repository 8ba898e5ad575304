"""One story tells a fact once: of the articles that state it the first, with how many state it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from licensing.queries.base import Values

MAX_MARKS = 500  # of one chart, whose marks lie upon each other beyond; the page says so when there are more
PAGE_ROWS = 100  # of a table, as of the articles' list
ALL = 1_000_000  # what an export holds at most


@dataclass(frozen=True, slots=True)
class Reports:
    """A view of reports, its key, the table of the facts reported, and their column that says of what kind each is."""

    view: str
    key: str
    facts: str
    kind: str


def first_reports(of: Reports, one_fact: str, where: str, filtered: bool) -> str:
    """The SQL of the first report of each fact. Columns: ``of.key``, published_on, article_id, n_reports.

    where: on ``of.view`` as ``r``; one_fact: its columns that make two reports the same fact.
    It carries keys only, so that thousands of facts are sorted without their words; the rows shown are joined to it.
    Unfiltered it goes through the facts, not through the relevant articles, most of which state none: hence the +.
    """
    relevant = f"{'' if filtered else '+'}r.relevant = 1"
    return f"""SELECT {of.key}, published_on, article_id, n_reports
          FROM (SELECT r.{of.key}, r.published_on, r.article_id, row_number() OVER told AS nth,
                       count(*) OVER told AS n_reports
                  FROM {of.view} r WHERE {relevant} AND {where}
                WINDOW told AS (PARTITION BY {one_fact} ORDER BY r.published_on, r.article_id, r.{of.key}
                                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING))
         WHERE nth = 1"""


def newest(of: Reports, told: str) -> str:
    """FROM and ORDER BY of :limit facts from :offset on, the newest first: the view's rows as ``r``, with n_reports.

    told: what ``first_reports`` gives.
    """
    return f"""FROM (SELECT t.*, f.{of.kind} FROM ({told}) t JOIN {of.facts} f ON f.id = t.{of.key}
                 ORDER BY t.published_on DESC, t.article_id DESC, f.{of.kind}, t.{of.key}
                 LIMIT :limit OFFSET :offset) t
          JOIN {of.view} r ON r.{of.key} = t.{of.key}
         ORDER BY r.published_on DESC, r.article_id DESC, r.{of.kind}, r.{of.key}"""


def how_many(connection: sqlite3.Connection, told: str, values: Values) -> int:
    """The number of facts told, in all."""
    return int(connection.execute(f"SELECT count(*) FROM ({told})", values).fetchone()[0])
