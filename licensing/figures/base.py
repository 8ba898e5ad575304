"""What all charts share: size, legend below (a phone has no room beside), dates, escaped hover texts."""

from __future__ import annotations

import html
import textwrap
from datetime import date

import plotly.graph_objects as go

from licensing.i18n import language

MARGIN = {"l": 10, "r": 10, "t": 30, "b": 10}
_DAYS_ZH = [{"dtickrange": [None, "M1"], "value": "%Y年%-m月%-d日"},
            {"dtickrange": ["M1", "M12"], "value": "%Y年%-m月"},
            {"dtickrange": ["M12", None], "value": "%Y年"}]  # Plotly itself has English names of months only


def figure(height: int) -> go.Figure:
    """An empty figure in the house's form; colours of ground and text come from the theme.

    Dragging does nothing until a reader asks for it with a button: on a phone it would catch every scroll.
    """
    made = go.Figure()
    made.update_layout(height=height, margin=MARGIN, hovermode="closest", dragmode=False,
                       legend={"orientation": "h", "yanchor": "top", "y": -0.12, "x": 0, "title": None},
                       hoverlabel={"align": "left"}, bargap=0.3)
    made.update_xaxes(tickformatstops=_DAYS_ZH if language() == "zh" else None)
    return made


def hover(*lines: object) -> str:
    """A hover text of the lines given, wrapped; markup in them is shown as text, missing lines are left out.

    >>> hover("<b>OSL</b>", None, "")
    '&lt;b&gt;OSL&lt;/b&gt;'
    """
    kept = [line for line in lines if isinstance(line, str) and line.strip()]
    return "<br>".join(html.escape(part) for line in kept for part in _wrapped(" ".join(line.split())))


def _wrapped(line: str, width: int = 70, longest: int = 280) -> list[str]:
    if len(line) <= width:
        return [line]
    return textwrap.wrap(line if len(line) <= longest else line[: longest - 1] + "…", width)


def days_shown(since: date | None, until: date) -> list[str] | None:
    """The range of a time axis; None (fit the marks) where no first day was chosen."""
    return [since.isoformat(), until.isoformat()] if since else None
