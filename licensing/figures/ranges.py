"""Numbers with open ends on a time axis: "over" points up, "up to" points down, a range is a bar, "about" is hollow.

Marks that look alike are one trace of arrays: Plotly checks lists one item at a time, which takes long for many. The
arrays are of objects: numbers as written are shorter than base64, and a browser need not decode them at every drawing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from licensing.precise import first_day

OPEN_UP, OPEN_DOWN = 1.35, 0.74  # how far a stem reaches towards an end that is not stated
FILLED_FOR = frozenset({"exact", "range"})


def add_ranges(made: go.Figure, name: str, rows: pd.DataFrame, low: str, high: str, texts: Sequence[str], colour: str,
               mark: str) -> None:
    """Marks of one kind in one legend entry: dots where a number stands, stems to where an open end points.

    rows needs published_on, qualifier, article_id and the two columns named; a missing low or high is an open end.
    """
    lows, highs = (rows[column].to_numpy("float64", na_value=np.nan) for column in (low, high))
    days = np.array([first_day(on).isoformat() for on in rows["published_on"]], dtype=object)
    stated = np.where(np.isnan(lows), highs, lows)
    ends = np.where(np.isnan(highs), stated * OPEN_UP, np.where(np.isnan(lows), stated * OPEN_DOWN, highs))
    _stems(made, name, days, stated, ends, colour)
    _arrows(made, name, days, ends, np.isnan(highs), "triangle-up", colour)
    _arrows(made, name, days, ends, np.isnan(lows), "triangle-down", colour)
    filled = rows["qualifier"].isin(FILLED_FOR).to_numpy()
    words, ids = np.array(texts, dtype=object), rows["article_id"].astype("str").to_numpy(object)
    for which, symbol in ((filled, mark), (~filled, mark if mark.endswith("-open") else f"{mark}-open")):
        if which.any():
            first = symbol == mark or not filled.any()
            _dots(made, name, days[which], stated[which], words[which], ids[which], symbol, colour, first)


def _dots(made: go.Figure, name: str, days: np.ndarray, numbers: np.ndarray, texts: np.ndarray, ids: np.ndarray,
          symbol: str, colour: str, in_legend: bool) -> None:
    made.add_scatter(x=days, y=written(numbers), mode="markers", name=name, legendgroup=name, showlegend=in_legend,
                     marker={"symbol": symbol, "size": 10, "color": colour, "line": {"width": 2, "color": colour}},
                     hovertemplate="%{hovertext}<extra></extra>", hovertext=texts, customdata=ids)


def _stems(made: go.Figure, name: str, days: np.ndarray, starts: np.ndarray, ends: np.ndarray, colour: str) -> None:
    long = starts != ends
    if long.any():
        count = int(long.sum())
        xs, ys = np.empty(3 * count, dtype=object), np.empty(3 * count, dtype=object)  # None: a gap after each pair
        xs[0::3] = xs[1::3] = days[long]
        ys[0::3], ys[1::3] = written(starts[long]), written(ends[long])
        made.add_scatter(x=xs, y=ys, mode="lines", line={"color": colour, "width": 2}, legendgroup=name,
                         showlegend=False, hoverinfo="skip")


def _arrows(made: go.Figure, name: str, days: np.ndarray, ends: np.ndarray, which: np.ndarray, symbol: str,
            colour: str) -> None:
    if which.any():
        made.add_scatter(x=days[which], y=written(ends[which]), mode="markers", legendgroup=name, showlegend=False,
                         marker={"symbol": symbol, "size": 9, "color": colour}, hoverinfo="skip")


def written(numbers: np.ndarray) -> np.ndarray:
    """Numbers as the chart's JSON is to have them: whole ones without a fraction, of others seven digits.

    >>> list(written(np.array([5e6, 1 / 3])))
    [5000000, 0.3333333]
    """
    plain = np.empty(len(numbers), dtype=object)
    plain[:] = [int(value) if value.is_integer() else float(f"{value:.7g}") for value in numbers.tolist()]
    return plain
