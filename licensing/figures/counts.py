"""Firm counts: the record's own numbers as step lines, what was reported as marks with their open ends."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from licensing.amounts import count
from licensing.figures.base import days_shown, figure, hover
from licensing.figures.palette import CATEGORY_COLOURS, CATEGORY_MARKS, STATUS_COLOURS, STATUS_DASHES
from licensing.figures.ranges import add_ranges
from licensing.i18n import day, t
from licensing.labels import label


def counts_figure(steps: pd.DataFrame, reported: pd.DataFrame,
                  since: date | None, until: date, logarithmic: bool) -> go.Figure:
    """steps: the frame of queries.licensees.counts_on_record; reported: that of queries.counts.reported_counts."""
    made = figure(height=520)
    for status, rows in steps.groupby("status", sort=False):
        _step(made, str(status), rows["day"].tolist(), rows["n_firms"].tolist(), until)
    dated = reported[reported["published_on"].notna()]
    for category, rows in dated.groupby("category", sort=False):
        texts = [hover(f"{label('category', category)}: {count(_whole(low), _whole(high), qualifier)}", day(on),
                       f"“{quote}”", t("said by {who}", who=who) if isinstance(who, str) else None, publisher)
                 for low, high, qualifier, on, quote, who, publisher in
                 zip(rows["low"], rows["high"], rows["qualifier"], rows["published_on"], rows["quote"], rows["said_by"],
                     rows["publisher"], strict=True)]
        add_ranges(made, t("reported: {what}", what=label("category", category)), rows, "low", "high", texts,
                   CATEGORY_COLOURS.get(str(category), "#6F7682"), CATEGORY_MARKS.get(str(category), "circle"))
    made.update_yaxes(title=t("Firms"), type="log" if logarithmic else "linear", rangemode="tozero", automargin=True)
    made.update_xaxes(type="date", range=days_shown(since, until))
    return made


INCOMPLETE = frozenset({"applicant", "sandbox"})
"""Statuses whose beginnings are known of some firms only."""


def _step(made: go.Figure, status: str, days: list[str], numbers: list[int], until: date) -> None:
    if days[-1] < until.isoformat():
        days, numbers = [*days, until.isoformat()], [*numbers, numbers[-1]]
    known = [None if n == 0 and status in INCOMPLETE else n for n in numbers]  # not known is not none
    made.add_scatter(x=days, y=known, mode="lines", line_shape="hv",
                     name=t("on record: {what}", what=label("status", status)),
                     line={"color": STATUS_COLOURS.get(status, "#6F7682"), "width": 2.5,
                           "dash": STATUS_DASHES.get(status, "solid")},
                     hovertemplate="%{y}<br>%{x|%Y-%m-%d}<extra>" + hover(label("status", status)) + "</extra>")


def _whole(value: object) -> int | None:
    return None if pd.isna(value) else int(value)  # type: ignore[call-overload]
