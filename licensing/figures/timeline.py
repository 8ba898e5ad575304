"""The timeline: a lane per firm coloured by status, reported events as marks, milestones as rules across."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from licensing.figures.base import MARGIN, figure, hover
from licensing.figures.palette import EVENT_MARKS, FAINT, GREY, STATUS_COLOURS, STATUS_PATTERNS
from licensing.i18n import day, t, titles_of
from licensing.labels import label
from licensing.lanes import ORDER, REMOVED, Span, lane_order
from licensing.precise import first_day

LANE = 24  # pixels
DAY_MS = 86_400_000


def timeline_figure(spans: Sequence[Span], names: Mapping[str, str], reported: pd.DataFrame, milestones: pd.DataFrame,
                    since: date | None, until: date) -> go.Figure:
    """Lanes from ``licensing.lanes.spans``; firms' names by slug; frames of queries.timeline. Marks carry the slug."""
    lanes = lane_order(spans)
    titles = _titles(lanes, names)
    made = figure(height=200 + LANE * max(3, len(lanes)))
    present = {span.status for span in spans}
    for status in (one for one in ORDER if one in present):
        _bars(made, [span for span in spans if span.status is status], titles)
    _unknown_beginnings(made, spans, titles)
    _marks(made, reported, lanes, titles)
    top = t("Milestones")
    _milestones(made, milestones, top)
    order = [titles[lane] for lane in reversed(lanes)]
    made.update_yaxes(type="category", categoryorder="array", categoryarray=[*order, top], showgrid=False,
                      range=[-0.6, len(order) + 0.6], fixedrange=True, automargin=True)
    made.update_xaxes(type="date", range=_range(spans, since, until), showgrid=True, side="top")
    made.update_layout(barmode="overlay", margin={**MARGIN, "t": 64}, legend={"y": -30 / made.layout.height})
    return made


def _titles(lanes: Sequence[tuple[str, str]], names: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """A lane's title: the firm, with the regime where the firm has several lanes or shares its name."""
    plain = [names.get(slug, slug) for slug, _ in lanes]
    return {(slug, regime): name if plain.count(name) == 1 else f"{name} ({label('regime', regime)})"
            for (slug, regime), name in zip(lanes, plain, strict=True)}


def _bars(made: go.Figure, spans: Sequence[Span], titles: Mapping[tuple[str, str], str]) -> None:
    status = spans[0].status
    removed = status in REMOVED
    made.add_bar(
        name=label("status", status.value), orientation="h", base=[span.start.isoformat() for span in spans],
        x=[max(1, (span.end - span.start).days) * DAY_MS for span in spans],
        y=[titles[span.firm_slug, span.regime] for span in spans], width=0.16 if removed else 0.62,
        marker={"color": STATUS_COLOURS[status], "opacity": 0.55 if removed else 1,
                "line": {"width": 0},
                "pattern": {"shape": STATUS_PATTERNS.get(status, ""), "fillmode": "overlay", "size": 6, "solidity": 0.2,
                            "fgcolor": "rgba(255,255,255,0.75)"}},
        customdata=[span.firm_slug for span in spans], hovertemplate="%{hovertext}<extra></extra>",
        hovertext=[hover(titles[span.firm_slug, span.regime], _said(span), span.event.note) for span in spans])


def _unknown_beginnings(made: go.Figure, spans: Sequence[Span], titles: Mapping[tuple[str, str], str]) -> None:
    """An arrow to the left where a status was seen on a day and had begun before."""
    seen = [span for span in spans if span.starts_unknown]
    if seen:
        made.add_scatter(mode="markers", name=t("began before"), x=[span.start for span in seen], hoverinfo="skip",
                         y=[titles[span.firm_slug, span.regime] for span in seen],
                         marker={"symbol": "triangle-left", "size": 9, "opacity": 1, "line": {"width": 0},
                                 "color": [STATUS_COLOURS[span.status] for span in seen]})


def _said(span: Span) -> str:
    since = day(span.event.effective_on)
    words = t("seen on {day}, began before", day=since) if span.starts_unknown else t("since {day}", day=since)
    return f"{label('status', span.status.value)} – {words}"


def _marks(made: go.Figure, reported: pd.DataFrame, lanes: Sequence[tuple[str, str]],
           titles: Mapping[tuple[str, str], str]) -> None:
    """Reported events on the lane of their firm: on the day stated, else on the day of the report."""
    lane_of: dict[str, str] = {}
    for lane in reversed(lanes):
        lane_of[lane[0]] = titles[lane]
    known = reported[reported["firm_slug"].isin(list(lane_of)) & reported["published_on"].notna()]
    for event, rows in known.groupby("event", sort=True):
        on = rows["effective_on"].fillna(rows["published_on"])
        made.add_scatter(
            mode="markers", name=t("reported: {event}", event=label("event", event)),
            x=_array(first_day(day_).isoformat() for day_ in on),
            y=_array(lane_of[slug] for slug in rows["firm_slug"]), customdata=_array(rows["firm_slug"]),
            marker={"symbol": EVENT_MARKS.get(str(event), "circle"), "size": 9, "color": "#F7F4EC",
                    "line": {"width": 1.4, "color": "#1B1F24"}},
            hovertemplate="%{hovertext}<extra></extra>",
            hovertext=_array(hover(f"{firm}: {label('event', event)}, {day(when)}", f"“{quote}”", publisher) for
                             firm, when, quote, publisher in zip(rows["firm"], on, rows["quote"], rows["publisher"],
                                                                 strict=True)))


def _array(values: Iterable[str]) -> np.ndarray:
    """Plotly checks a list one item at a time, which takes long for many; an array it takes as it is."""
    return np.array(list(values), dtype=object)


def _milestones(made: go.Figure, milestones: pd.DataFrame, top: str) -> None:
    laws = milestones[milestones["kind"].isin(["legislation", "policy"])]
    rule = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "layer": "below",
            "line": {"width": 1, "color": FAINT, "dash": "dot"}}
    days = [first_day(on).isoformat() for on in laws["date"]]
    made.update_layout(shapes=[{**rule, "x0": on, "x1": on} for on in days])  # at once: one by one takes long
    made.add_scatter(mode="markers", name=top, y=[top] * len(milestones),
                     x=[first_day(on) for on in milestones["date"]],
                     marker={"symbol": "line-ns", "size": 11, "line": {"width": 2, "color": GREY}},
                     hovertemplate="%{hovertext}<extra></extra>",
                     hovertext=[hover(f"{day(on)}: {title}", detail, publisher) for on, title, detail, publisher in
                                zip(milestones["date"], titles_of(milestones), milestones["detail"],
                                    milestones["source_publisher"], strict=True)])


def _range(spans: Sequence[Span], since: date | None, until: date) -> list[str]:
    first = since or min((span.start for span in spans), default=until - timedelta(days=365))
    margin = timedelta(days=max(20, (until - first).days // 40))
    return [(first - margin).isoformat(), (until + margin).isoformat()]
