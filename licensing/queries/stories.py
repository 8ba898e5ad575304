"""One story tells a fact once: of the articles that state it the first, with how many state it."""

from __future__ import annotations

MAX_MARKS = 500  # of one chart, whose marks lie upon each other beyond; the page says so when there are more
PAGE_ROWS = 100  # of a table, as of the articles' list
ALL = 1_000_000  # what an export holds at most


def first_reports(view: str, key: str, one_fact: str, where: str, filtered: bool) -> str:
    """The SQL of the first report of each fact. Columns: ``key``, published_on, article_id, n_reports.

    view: one of the views of reports, as ``r`` in the rest; one_fact: its columns that make two reports the same fact.
    It carries keys only, so that thousands of facts are sorted without their words; the rows shown are joined to it.
    Unfiltered it goes through the facts, not through the relevant articles, most of which state none: hence the +.
    """
    relevant = f"{'' if filtered else '+'}r.relevant = 1"
    return f"""SELECT {key}, published_on, article_id, n_reports
          FROM (SELECT r.{key}, r.published_on, r.article_id, row_number() OVER told AS nth,
                       count(*) OVER told AS n_reports
                  FROM {view} r WHERE {relevant} AND {where}
                WINDOW told AS (PARTITION BY {one_fact} ORDER BY r.published_on, r.article_id, r.{key}
                                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING))
         WHERE nth = 1"""
