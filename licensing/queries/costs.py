"""The Compliance costs page: what articles say a licence costs, and what the law demands."""

from __future__ import annotations

import json
import sqlite3

import pandas as pd

from licensing.filters import Filters
from licensing.queries.base import NUMBER, TEXT, WHOLE, Values, article_where, read
from licensing.queries.stories import MAX_MARKS, Reports, first_reports, how_many, newest

ENOUGH = 3  # stories of one kind in a year, below which a median would mislead

_OF = Reports("cost_reports", "cost_id", "compliance_costs", "kind")
_COSTS = {"published_on": TEXT, "kind": TEXT, "low": WHOLE, "high": WHOLE, "currency": TEXT, "qualifier": TEXT,
          "hkd_low": NUMBER, "hkd_high": NUMBER, "also_low": WHOLE, "also_high": WHOLE, "also_currency": TEXT,
          "firm_slug": TEXT, "firm": TEXT, "said_by": TEXT, "quote": TEXT, "title": TEXT, "publisher": TEXT,
          "url": TEXT, "n_reports": WHOLE, "article_id": WHOLE, "correction": TEXT}
_DEMANDS = {"date": TEXT, "precision": TEXT, "kind": TEXT, "regime": TEXT, "low": NUMBER, "high": NUMBER,
            "qualifier": TEXT, "currency": TEXT, "what": TEXT, "what_zh": TEXT, "source_publisher": TEXT,
            "source_url": TEXT, "checked_on": TEXT}


def reported_costs(connection: sqlite3.Connection, filters: Filters, kinds: tuple[str, ...] = (),
                   limit: int = MAX_MARKS, offset: int = 0) -> pd.DataFrame:
    """Costs that articles state, one row a story and amount (its first report), the newest first.

    Columns: published_on, kind, low, high, currency (whole units of it), qualifier, hkd_low, hkd_high (HKD as stated or
    at the peg), also_low, also_high, also_currency (the article's own conversion), firm_slug, firm (missing: of no one
    firm), said_by (missing: the article does not say), quote, title, publisher, url, n_reports, article_id, correction.
    """
    told, values = _told(filters, kinds)
    return read(connection, f"""
        SELECT r.published_on, r.kind, r.low, r.high, r.currency, r.qualifier, r.hkd_low, r.hkd_high, r.also_low,
               r.also_high, r.also_currency, r.firm_slug,
               (SELECT platform_name FROM firms WHERE slug = r.firm_slug) AS firm, r.said_by, r.quote,
               r.title, r.publisher, r.url, n_reports, r.article_id, r.correction
          {newest(_OF, told)}""",
                values | {"limit": limit, "offset": offset}, _COSTS)


def cost_count(connection: sqlite3.Connection, filters: Filters, kinds: tuple[str, ...] = ()) -> int:
    """How many rows ``reported_costs`` has in all."""
    told, values = _told(filters, kinds)
    return how_many(connection, told, values)


def _told(filters: Filters, kinds: tuple[str, ...]) -> tuple[str, Values]:
    where, values = article_where(filters, "r", "article_id")
    where += " AND (:kinds = '[]' OR r.kind IN (SELECT value FROM json_each(:kinds)))"
    one_fact = "r.story_id, r.kind, r.currency, r.low, r.high"
    return (first_reports(_OF, one_fact, where, bool(filters)),
            values | {"kinds": json.dumps(kinds)})


def legal_demands(connection: sqlite3.Connection) -> pd.DataFrame:
    """What the law or a regulator demands, with the day it holds from.

    Columns: date, precision, kind (a cost kind), regime, low, high, qualifier, currency, what, what_zh,
    source_publisher, source_url, checked_on.
    """
    return read(connection, """
        SELECT date, precision, kind, regime, low, high, qualifier, currency, what, what_zh, source_publisher,
               source_url, checked_on
          FROM official_figures WHERE kind <> 'count' ORDER BY kind, date, id""", {}, _DEMANDS)


def cost_medians(connection: sqlite3.Connection, filters: Filters, kinds: tuple[str, ...] = ()) -> pd.DataFrame:
    """Medians by kind and year, in HKD, where at least three stories state such a cost.

    An open end counts with the end that is stated, a range with its middle. Columns: kind, year, n_stories, median_hkd.
    """
    told, values = _told(filters, kinds)
    known = read(connection, f"""
        SELECT c.kind, substr(t.published_on, 1, 4) AS year,
               (coalesce(c.hkd_low, c.hkd_high) + coalesce(c.hkd_high, c.hkd_low)) / 2 AS middle
          FROM ({told}) t JOIN compliance_costs c ON c.id = t.cost_id
         WHERE t.published_on IS NOT NULL AND coalesce(c.hkd_low, c.hkd_high) IS NOT NULL""", values,
                 {"kind": TEXT, "year": TEXT, "middle": NUMBER})
    table = known.groupby(["kind", "year"], sort=True)["middle"].agg(["size", "median"]).reset_index()
    table.columns = pd.Index(["kind", "year", "n_stories", "median_hkd"])
    return table[table["n_stories"] >= ENOUGH].reset_index(drop=True).astype(
        {"kind": "str", "year": "str", "n_stories": "Int64", "median_hkd": "float64"})


def cost_summary(connection: sqlite3.Connection, filters: Filters) -> pd.DataFrame:
    """The span of reported costs of each kind in HKD: what the home page says a licence costs.

    Columns: kind, n (stories), hkd_least, hkd_most, newest_on.
    """
    where, values = article_where(filters, "r", "article_id")
    return read(connection, f"""
        SELECT r.kind, count(DISTINCT r.story_id) AS n, min(coalesce(r.hkd_low, r.hkd_high)) AS hkd_least,
               max(coalesce(r.hkd_high, r.hkd_low)) AS hkd_most, max(r.published_on) AS newest_on
          FROM cost_reports r WHERE r.relevant = 1 AND coalesce(r.hkd_low, r.hkd_high) IS NOT NULL AND {where}
         GROUP BY r.kind ORDER BY n DESC, r.kind""", values,
                {"kind": TEXT, "n": WHOLE, "hkd_least": NUMBER, "hkd_most": NUMBER, "newest_on": TEXT})
