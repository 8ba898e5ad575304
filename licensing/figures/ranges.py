"""Numbers with open ends on a time axis: "over" points up, "up to" points down, a range is a bar, "about" is hollow."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from licensing.precise import first_day

OPEN_UP, OPEN_DOWN = 1.35, 0.74  # how far a stem reaches towards an end that is not stated
FILLED_FOR = frozenset({"exact", "range"})


def add_ranges(made: go.Figure, name: str, rows: pd.DataFrame, low: str, high: str, texts: Sequence[str], colour: str,
               mark: str) -> None:
    """Marks of one kind in one legend entry: dots where a number stands, stems to where an open end points.

    rows needs published_on, qualifier and the two columns named; a missing low or high is an open end.
    """
    lows, highs = rows[low].astype("float64"), rows[high].astype("float64")
    days = [first_day(on) for on in rows["published_on"]]
    stems: tuple[list[object], list[object]] = ([], [])
    arrows: tuple[list[object], list[object], list[str]] = ([], [], [])
    for on, least, most in zip(days, lows, highs, strict=True):
        start = least if least == least else most
        end = most if most == most and least == least else start * (OPEN_UP if most != most else OPEN_DOWN)
        if start != end:
            stems[0].extend((on, on, None))
            stems[1].extend((start, end, None))
        if least != least or most != most:
            arrows[0].append(on)
            arrows[1].append(end)
            arrows[2].append("triangle-up" if most != most else "triangle-down")
    if stems[0]:
        made.add_scatter(x=stems[0], y=stems[1], mode="lines", line={"color": colour, "width": 2}, legendgroup=name,
                         showlegend=False, hoverinfo="skip")
    if arrows[0]:
        made.add_scatter(x=arrows[0], y=arrows[1], mode="markers", legendgroup=name, showlegend=False,
                         marker={"symbol": arrows[2], "size": 9, "color": colour}, hoverinfo="skip")
    shown = lows.fillna(highs)
    symbols = [mark if qualifier in FILLED_FOR or mark.endswith("-open") else f"{mark}-open"
               for qualifier in rows["qualifier"]]
    made.add_scatter(x=days, y=shown, mode="markers", name=name, legendgroup=name,
                     marker={"symbol": symbols, "size": 10, "color": colour, "line": {"width": 2, "color": colour}},
                     hovertemplate="%{hovertext}<extra></extra>", hovertext=list(texts),
                     customdata=[[str(one)] for one in rows["article_id"]])
