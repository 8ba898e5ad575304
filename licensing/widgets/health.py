"""The feeds' health in one glance."""

from __future__ import annotations

import pandas as pd

from licensing.figures.palette import GREEN, GREY, ORANGE
from licensing.i18n import number, t
from licensing.widgets.quotes import figures_html, show


def health_summary(feeds: pd.DataFrame) -> None:
    """How many feeds are well, in trouble and switched off: of the frame of worded.with_health."""
    off = feeds["enabled"] == 0
    waiting = feeds["health"] == t("not read yet")
    well = feeds["health"] == t("well")
    show(figures_html((
        (t("Feeds that are well"), number(int(well.sum())), "", GREEN),
        (t("Feeds in trouble"), number(int((~well & ~off & ~waiting).sum())), "", ORANGE),
        (t("Not read yet"), number(int(waiting.sum())), "", GREY),
        (t("Switched off"), number(int(off.sum())), "", GREY),
        (t("Articles in the last 28 days"), number(int(feeds["n_last_28_days"].sum())), "", GREY),
    )))
