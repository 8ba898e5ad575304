"""Compliance costs: every stated cost on a time axis; the law's demands as lines; yearly medians."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from licensing.amounts import money
from licensing.figures.base import days_shown, figure, hover
from licensing.figures.palette import FAINT, KIND_COLOURS, KIND_MARKS
from licensing.figures.ranges import add_ranges
from licensing.i18n import day, t, titles_of
from licensing.labels import label
from licensing.precise import first_day
from licensing.settings import HKD_PER_USD

STATED = "stated"


def costs_figure(costs: pd.DataFrame, medians: pd.DataFrame, demands: pd.DataFrame, currency: str, since: date | None,
                 until: date) -> go.Figure:
    """costs, medians, demands: frames of queries.costs; currency: HKD, USD (at the peg) or ``stated``, each in its own.

    Medians, which need one currency, are not drawn in the last.
    """
    made = figure(height=560)
    _demands(made, demands, currency, until.isoformat())
    drawn = in_currency(costs, currency)
    for kind, rows in drawn.groupby("kind", sort=False):
        add_ranges(made, label("kind", kind), rows, "drawn_low", "drawn_high", _texts(rows),
                   KIND_COLOURS.get(str(kind), "#6F7682"), KIND_MARKS.get(str(kind), "circle"))
    if currency != STATED:
        _medians(made, medians, _rate(currency))
    title = t("As stated, each in its currency") if currency == STATED else currency
    made.update_yaxes(title=title, type="log", automargin=True, tickformat="~s")
    made.update_xaxes(type="date", range=days_shown(since, until))
    return made


def in_currency(costs: pd.DataFrame, currency: str) -> pd.DataFrame:
    """The dated costs that have a sum in the currency, with drawn_low and drawn_high (NaN: an open end)."""
    names, rate = (("low", "high"), 1.0) if currency == STATED else (("hkd_low", "hkd_high"), _rate(currency))
    low, high = (costs[name].astype("float64") * rate for name in names)
    return costs.assign(drawn_low=low, drawn_high=high)[costs["published_on"].notna() & (low.notna() | high.notna())]


def _rate(currency: str) -> float:
    return 1.0 if currency == "HKD" else 1 / HKD_PER_USD


def _medians(made: go.Figure, medians: pd.DataFrame, rate: float) -> None:
    for kind, rows in medians.groupby("kind", sort=False):
        name = t("median by year: {what}", what=label("kind", kind))
        xs: list[str | None] = []
        ys: list[float | None] = []
        for year, value in zip(rows["year"], rows["median_hkd"] * rate, strict=True):
            xs += [f"{year}-01-15", f"{year}-12-15", None]
            ys += [value, value, None]
        made.add_scatter(x=xs, y=ys, mode="lines", name=name, opacity=0.75,
                         line={"color": KIND_COLOURS.get(str(kind), "#6F7682"), "width": 4},
                         hovertemplate=hover(name) + "<br>%{y:,.3s}<extra></extra>")


def _texts(rows: pd.DataFrame) -> list[str]:
    return [hover(f"{label('kind', kind)}: {money(_sum(low), _sum(high), currency, qualifier)}", day(on),
                  f"“{quote}”", t("said by {who}", who=who) if isinstance(who, str) else None, publisher)
            for kind, low, high, currency, qualifier, on, quote, who, publisher in
            zip(rows["kind"], rows["low"], rows["high"], rows["currency"], rows["qualifier"], rows["published_on"],
                rows["quote"], rows["said_by"], rows["publisher"], strict=True)]


def _demands(made: go.Figure, demands: pd.DataFrame, currency: str, until: str) -> None:
    """What the law demands or was to demand, each sum once, as a line from the day it holds; the hover says which."""
    shown = demands[demands["currency"].isin(["HKD", "USD"])].drop_duplicates(["regime", "kind", "low", "high"])
    xs: list[str | None] = []
    ys: list[float | None] = []
    texts: list[str | None] = []
    for row, what in zip(shown.to_dict("records"), titles_of(shown, "what", "what_zh"), strict=True):
        since, value = first_day(row["date"]).isoformat(), _demanded(row, currency)
        if value and since <= until:
            amount = money(_sum(row["low"]), _sum(row["high"]), row["currency"], row["qualifier"])
            said = hover(what, amount, day(row["date"]))
            xs += [since, until, None]
            ys += [value, value, None]
            texts += [said, said, None]
    if xs:
        made.add_scatter(x=xs, y=ys, hovertext=texts, hovertemplate="%{hovertext}<extra></extra>", mode="lines",
                         name=t("demanded by law, or proposed"),
                         line={"color": FAINT.replace("0.35", "0.8"), "width": 1.5, "dash": "dash"})


def _demanded(row: dict[Hashable, Any], currency: str) -> float:
    stated = float(row["low"] if row["low"] == row["low"] else row["high"])
    in_hkd = stated * (1 if row["currency"] == "HKD" else HKD_PER_USD)
    return stated if currency in (row["currency"], STATED) else in_hkd * _rate(currency)


def _sum(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
